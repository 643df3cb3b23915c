"""Shows an ItaSearchError as a sentence in the screen's language instead of a traceback."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import streamlit as st

from itasearch import errors
from itasearch.model.people import Right
from itasearch.ui.kit import labels as kit_labels, markdown
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import may, workspace
from itasearch.wording.errors import CANNOT_DO, disk_text, error_text, fault_text
from itasearch.wording.language import phrase, say
from itasearch.workspace import faults_collected

_log = logging.getLogger(__name__)

_FOR_THE_LOG = (
    errors.BackendError,
    errors.ConfigurationError,
    errors.EncoderError,
    errors.LibraryAbsentError,
    errors.LibraryDamagedError,
    errors.LibraryGoneError,
    errors.MissingExtraError,
    OSError,
    errors.OriginalsError,
    errors.ReaderUnavailableError,
    errors.StoreUnreadableError,
    errors.StoreUnwritableError,
)
"""What whoever runs the server must see, too."""
_NOT_OF_THE_INDEX = (
    errors.ConfigurationError,
    errors.IndexUnreachableError,
    errors.IndexUnwritableError,
    errors.MissingExtraError,
)
"""Causes of an index out of use that no new one takes away."""


@contextmanager
def faults_shown() -> Iterator[None]:
    """Show an ItaSearchError that ends this block as a sentence, and reports that were left out."""
    try:
        with faults_collected() as left_out:
            try:
                yield
            finally:
                for fault in left_out.values():
                    st.warning(markdown.plain(fault_text(fault)[0]))
    except (
        errors.QueryError,
        errors.UnknownReportError,
        errors.UnknownValueError,
        errors.AmbiguousOrganisationError,
        errors.NotAllowedError,
    ) as error:
        st.warning(markdown.plain(error_text(error)))
    except (OSError, errors.ItaSearchError) as error:
        st.error(markdown.plain(_logged(error)))
        if isinstance(error, OSError):
            return
        if (
            isinstance(error, errors.BackendError)
            and not isinstance(error, _NOT_OF_THE_INDEX)
            and may(Right.EDIT)
            and st.button(phrase("Rebuild the index"), key="fault.rebuild", type="primary")
            and attempt(lambda: workspace().build(rebuild=True, progress=progress_bar()))
        ):
            st.rerun()
        # A store that cannot be read knows nobody's role.
        with suppress(errors.ItaSearchError):
            if may(Right.EDIT):
                with st.expander(phrase("Details for the administrator")):
                    st.code(str(error), language=None, wrap_lines=True)


def _logged(error: errors.ItaSearchError | OSError) -> str:
    """The error in the screen's language, once it is in the log; raises one that no disk made."""
    text = disk_text(error) if isinstance(error, OSError) else error_text(error)
    if text is None:
        raise error
    log_fault(error)
    return text


def log_fault(error: errors.ItaSearchError | OSError) -> None:
    """Log the traceback where the screen cannot name the cause, or the server's own is at fault."""
    if isinstance(error, _FOR_THE_LOG) or error_text(error) == say(CANNOT_DO):
        _log.error("%s", error, exc_info=error)


def attempt(action: Callable[[], object]) -> bool:
    """Run the action of a click, and whether it was done; an error is a toast over the view."""
    try:
        action()
    except (errors.ItaSearchError, OSError) as error:
        st.toast(markdown.plain(_logged(error)), icon=":material/warning:", duration="long")
        return False
    return True


def on_press(action: Callable[[], object]) -> None:
    """Run `attempt` as the callback of a widget, which returns nothing."""
    attempt(action)


def shows_who_may_add() -> bool:
    """Draw who may add reports, for others than those; whether that is so."""
    if may(Right.EDIT):
        return False
    is_reader = workspace().person.signed_in
    st.info(say(kit_labels.ADDING_IS_FOR_EDITORS if is_reader else kit_labels.READS))
    return True
