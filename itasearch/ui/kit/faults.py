"""Shows an ItaSearchError as a sentence in the screen's language instead of a traceback."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from itasearch.disk import IS_CLOSED, IS_FULL
from itasearch.errors import (
    AmbiguousOrganisationError,
    BackendError,
    ConfigurationError,
    EmptyDraftError,
    EncoderError,
    IndexUnreachableError,
    IndexUnwritableError,
    ItaSearchError,
    LibraryAbsentError,
    LibraryDamagedError,
    LibraryGoneError,
    LibraryMissingError,
    MissingExtraError,
    NotAllowedError,
    OriginalsError,
    QueryError,
    ReadError,
    ReaderUnavailableError,
    RolesError,
    SamplesMissingError,
    StoreUnreadableError,
    StoreUnwritableError,
    TooManyWatchesError,
    UnknownCorrectionError,
    UnknownDraftError,
    UnknownReportError,
    UnknownRowError,
    UnknownShareError,
    UnknownStepError,
    UnknownValueError,
    UnknownWatchError,
)
from itasearch.model.people import Right
from itasearch.temporary import system_folder_name
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import plain_markdown
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import language, may, say, workspace
from itasearch.ui.review import labels as review_labels
from itasearch.ui.watch import labels as watch_labels
from itasearch.wording.errors import error_label
from itasearch.wording.faults import fault_text as left_out_text
from itasearch.wording.library import EMPTINESS, traces_text
from itasearch.wording.messages import refused_by_system
from itasearch.workspace import faults_collected

_log = logging.getLogger(__name__)

_SENTENCES = {
    LibraryAbsentError: kit_labels.LIBRARY_GONE,
    LibraryDamagedError: kit_labels.LIBRARY_DAMAGED,
    LibraryGoneError: kit_labels.LIBRARY_GONE,
    QueryError: kit_labels.BAD_QUERY,
    UnknownReportError: kit_labels.NO_SUCH_REPORT,
    UnknownDraftError: draft_labels.NO_SUCH_DRAFT,
    EmptyDraftError: draft_labels.EMPTY,
    UnknownRowError: draft_labels.ROW_GONE,
    UnknownShareError: draft_labels.SHARE_GONE,
    UnknownStepError: draft_labels.STEP_GONE,
    UnknownCorrectionError: review_labels.ALREADY_UNDONE,
    EncoderError: kit_labels.ENCODER_UNUSABLE,
    OriginalsError: kit_labels.ORIGINALS_UNREACHABLE,
    RolesError: kit_labels.ROLES_UNREADABLE,
    SamplesMissingError: kit_labels.SAMPLES_MISSING,
    StoreUnreadableError: kit_labels.STORE_UNREADABLE,
    UnknownWatchError: watch_labels.NO_SUCH_WATCH,
    TooManyWatchesError: watch_labels.TOO_MANY,
}
"""Sentences of errors of which no value is shown."""
_FOR_THE_LOG = (
    BackendError,
    ConfigurationError,
    EncoderError,
    LibraryAbsentError,
    LibraryDamagedError,
    LibraryGoneError,
    LibraryMissingError,
    MissingExtraError,
    OSError,
    OriginalsError,
    ReaderUnavailableError,
    RolesError,
    StoreUnreadableError,
    StoreUnwritableError,
)
"""What whoever runs the server must see, too."""
_NOT_OF_THE_INDEX = (
    ConfigurationError,
    IndexUnreachableError,
    IndexUnwritableError,
    MissingExtraError,
)
"""Causes of an index out of use that no new one takes away."""


@contextmanager
def faults_shown() -> Iterator[None]:
    """Show an ItaSearchError of this block as a sentence on the screen, and end the block.

    So are reports that what the block shows lacks, as itasearch could not work on them.
    """
    try:
        with faults_collected() as left_out:
            try:
                yield
            finally:
                for fault in left_out.values():
                    st.warning(plain_markdown(left_out_text(fault, language())[0]))
    except (
        QueryError,
        UnknownReportError,
        UnknownValueError,
        AmbiguousOrganisationError,
        NotAllowedError,
    ) as error:
        st.warning(plain_markdown(fault_text(error)))
    except OSError as error:
        text = disk_text(error)
        if text is None:
            raise
        log_fault(error)
        st.error(plain_markdown(text))
    except ItaSearchError as error:
        log_fault(error)
        is_missing = isinstance(error, LibraryMissingError)
        title = f"**{say(kit_labels.LIBRARY_MISSING)}**  \n" if is_missing else ""
        st.error(title + plain_markdown(fault_text(error)))
        stays = isinstance(error, _NOT_OF_THE_INDEX)
        is_mended = isinstance(error, BackendError) and not stays and may(Right.ADMINISTER)
        if is_mended and st.button(say(kit_labels.REBUILD), key="fault.rebuild", type="primary"):
            _rebuild()
        if _may_know_places():
            with st.expander(say(kit_labels.DETAILS)):
                st.code(str(error), language=None, wrap_lines=True)


def _may_know_places() -> bool:
    """Whether whoever asks may know folders and addresses of the library; others ask them."""
    try:
        return may(Right.ADMINISTER)
    except ItaSearchError:  # a store that cannot be read knows nobody's role
        return False


def _rebuild() -> None:
    try:
        workspace().build(rebuild=True, progress=progress_bar())
    except ItaSearchError as error:
        log_fault(error)
        st.error(plain_markdown(fault_text(error)))
    else:
        st.rerun()


def log_fault(error: ItaSearchError | OSError) -> None:
    """Log the traceback where the screen cannot name the cause, or the server's own is at fault."""
    if isinstance(error, _FOR_THE_LOG) or fault_text(error) == say(kit_labels.CANNOT_DO):
        _log.error("%s", error, exc_info=error)


def cause_text(error: Exception) -> str:
    """Why something failed, as exactly as possible; an unforeseen error by its own message."""
    if isinstance(error, OSError):
        return refused_by_system(error)
    if isinstance(error, ItaSearchError) and (message := fault_text(error)) != say(
        kit_labels.CANNOT_DO
    ):
        return message
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def fault_text(error: ItaSearchError) -> str:
    """One sentence in the screen's language."""
    match error:
        case UnknownValueError(value=value, nearest=nearest):
            hint = say(kit_labels.NOTHING_LIKE, nearest=", ".join(nearest)) if nearest else ""
            return say(kit_labels.UNKNOWN_VALUE, value=value) + hint
        case AmbiguousOrganisationError(name=name, candidates=candidates):
            return say(kit_labels.AMBIGUOUS, name=name, names="; ".join(candidates))
        case LibraryMissingError():
            return _missing_text(error)
        case MissingExtraError(extra=extra):
            return say(kit_labels.EXTRA_MISSING, extra=extra)
        case ConfigurationError(setting=setting):
            return say(kit_labels.SETTING_UNUSABLE, setting=setting)
        case StoreUnwritableError(path=path, is_read_only=is_read_only):
            closed, full = kit_labels.STORE_READ_ONLY, kit_labels.STORE_UNWRITABLE
            return say(closed if is_read_only else full, path=path)
        case IndexUnwritableError(path=path):
            return say(kit_labels.INDEX_UNWRITABLE, path=path)
        case IndexUnreachableError():
            return say(kit_labels.INDEX_UNREACHABLE)
        case BackendError():
            return say(kit_labels.INDEX_UNUSABLE)
        case NotAllowedError() | ReaderUnavailableError():
            return say(error_label(error))
        case ReadError(reason=reason):
            return say(kit_labels.CANNOT_READ, reason=reason)
        case _:
            labels = (label for kind, label in _SENTENCES.items() if isinstance(error, kind))
            return say(next(labels, kit_labels.CANNOT_DO))


def disk_text(error: OSError) -> str | None:
    """What the disk refused, in the screen's language; None: it was something else."""
    label = {
        **dict.fromkeys(IS_FULL, kit_labels.DISK_FULL),
        **dict.fromkeys(IS_CLOSED, kit_labels.DISK_CLOSED),
    }.get(error.errno or 0)
    if label is None:
        return None
    # A failed write names no file: what is written unnamed is temporary.
    path = error.filename or say(kit_labels.TEMPORARY_FILES, folder=system_folder_name())
    return say(label, path=path)


def _missing_text(error: LibraryMissingError) -> str:
    return say(
        kit_labels.LIBRARY_MISSING_DETAILS,
        path=error.path,
        emptiness=say(EMPTINESS[error.emptiness]),
        evidence=traces_text(error, language()),
    )
