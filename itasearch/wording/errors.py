"""Errors in words: their messages in both languages, and what a surface makes of each class.

A message names what the person typed or knows; in Thai an id only where it was typed. Who runs
commands looks after the library: what to do is a command or a place, not whom to ask. The app has
sentences of its own: officers run no commands, and may ask who runs the server.
"""

from collections.abc import Mapping

from itasearch import errors
from itasearch.disk import IS_CLOSED, IS_FULL
from itasearch.model.library import ReportFault, Stage
from itasearch.temporary import system_folder_name
from itasearch.wording.label import Label
from itasearch.wording.labels import file_text
from itasearch.wording.language import phrase, say
from itasearch.wording.messages import refused_by_system

_FIELDS = {
    "organisation": Label("organisation"),
    "type": Label("type", "filter"),
    "province": Label("province"),
    "fiscal year": Label("fiscal year"),
    "year": Label("year", "filter"),
    "indicator": Label("indicator"),
    "topic": Label("topic", "filter"),
    "organisation, report or file": Label("organisation, report or file"),
}
"""Names of UnknownValueError.field."""
_RIGHTS = {
    "draft": Label("draft", "right"),
    "edit": Label("edit", "right"),
    "administer": Label("administer", "right"),
}
_WORDS_OF_VALUES: Mapping[str, Mapping[str, Label]] = {"field": _FIELDS, "right": _RIGHTS}
_OTHER = {
    errors.StoreError: Label("{detail}", "store"),
    errors.BackendError: Label("{detail}", "index"),
    errors.EncoderError: Label("{detail}", "encoder"),
    errors.ItaSearchError: Label("{detail}", "error"),
}
"""Of messages that are known in English alone."""


def error_label(error: errors.ItaSearchError) -> Label:
    """The sentence for an error, what to do included; nothing in it is a placeholder."""
    what, remedy = what_label(error), remedy_label(error)
    return what if remedy is None else Label("{what}; {remedy}").filled(what=what, remedy=remedy)


def what_label(error: errors.ItaSearchError) -> Label:
    """What is wrong, without a remedy that is shown apart."""
    what = error.message
    if not isinstance(what, errors.Message):
        other = next(label for kind, label in _OTHER.items() if isinstance(error, kind))
        return other.filled(detail=what)
    if isinstance(error, errors.ReaderUnavailableError):
        what = errors.Message(what.english, **what.values, folder=system_folder_name())
    return message_label(what)


def remedy_label(error: errors.ItaSearchError) -> Label | None:
    """What to do; None where the message says it."""
    return None if error.remedy is None else message_label(error.remedy)


def message_label(message: errors.Message) -> Label:
    """A message with its values, as a label."""
    return Label(message.english).filled(
        **{name: _value(name, value) for name, value in message.values.items()}
    )


def _value(name: str, value: object) -> object:
    if isinstance(value, errors.Message):
        return message_label(value)
    return _WORDS_OF_VALUES.get(name, {}).get(str(value), value)


LEFT_OUT = {
    Stage.INDEX: Label("cannot be indexed, and no search finds it"),
    Stage.SHOW: Label("cannot be shown in answers"),
    Stage.COMPARE: Label("cannot be compared"),
    Stage.DRAFT: Label("cannot be put into drafts and documents"),
}
"""What is missing of a report that is left out at each stage."""


def fault_text(fault: ReportFault) -> tuple[str, str]:
    """What is left out, and what to do about it, each in one sentence."""
    report, left_out = fault.report, say(LEFT_OUT[fault.stage])
    town, year = report.organisation, report.fiscal_year_be or ""
    text = phrase(
        "report {report} ({name}) {left_out}, for a fault of itasearch; all others are in use",
        report=report.id,
        name=f"{town.name} {year}".rstrip() if town else file_text(report.source.path),
        left_out=left_out,
    )
    return text, phrase(
        "read it again: itasearch reread {report}, or take it out: itasearch remove {report}",
        report=report.id,
    )


UNKNOWN_VALUE = Label("“{value}” is not in the library")
BAD_QUERY = Label("This cannot be asked: give at least one word to find, and at most 1,000 letters")
INDEX_UNUSABLE = Label(
    "The search index cannot be used. “Rebuild the index” mends it; no report is lost"
)
UNWRITABLE = Label(
    "{path} cannot be written; no report is lost. Make room on the disk, or check the rights of "
    "the folder, then try again"
)
DISK_FULL = Label(
    "The disk is full: {path} cannot be written. Make room on it, then open this page again; no "
    "report is lost"
)
DISK_CLOSED = Label(
    "{path} cannot be written. Mend the rights of its folder, then open this page again; no report "
    "is lost"
)
LIBRARY_DAMAGED = Label(
    "The library's database is damaged. Nothing was changed or deleted. Show the details below to "
    "the administrator; once it is restored from a backup, open this page again."
)
LIBRARY_GONE = Label(
    "The library's database is not there just now. If it is on a network share or an external "
    "disk, connect that again and open this page again. Nothing was made, changed or deleted."
)
ORIGINALS_UNREACHABLE = Label(
    "The originals cannot be reached just now. Nothing that is stored is lost, and search goes on"
)
CANNOT_DO = Label("This could not be done; please try again")
EMPTY_DRAFT = Label(
    "The template is empty: search or compare, then press “Add to template” at measures you like"
)
NO_SUCH_DRAFT = Label("There is no such draft, it may be deleted. Choose another or begin anew")
STEP_GONE = Label("Somebody changed this draft meanwhile: look at the newest step and press again")
ROW_GONE = Label("This row is no longer in the draft: somebody took it out or merged it meanwhile")
ALREADY_UNDONE = Label("This was undone already")
NO_SUCH_WATCH = Label("This search is no longer saved")

_SENTENCES = {
    errors.MissingExtraError: Label(
        "The extra {extra} of itasearch is not installed here; please ask whoever runs this server"
    ),
    errors.ConfigurationError: Label(
        "The value of {setting} cannot be used; please ask whoever runs this server"
    ),
    errors.LibraryAbsentError: LIBRARY_GONE,
    errors.LibraryDamagedError: LIBRARY_DAMAGED,
    errors.LibraryGoneError: LIBRARY_GONE,
    errors.QueryError: BAD_QUERY,
    errors.UnknownReportError: Label("This report or measure is no longer in the library"),
    errors.UnknownDraftError: NO_SUCH_DRAFT,
    errors.EmptyDraftError: EMPTY_DRAFT,
    errors.UnknownRowError: ROW_GONE,
    errors.UnknownStepError: STEP_GONE,
    errors.UnknownCorrectionError: ALREADY_UNDONE,
    errors.IndexUnwritableError: UNWRITABLE,
    errors.IndexUnreachableError: Label(
        "The server with the search index does not answer just now. Try again later; if it goes "
        "on, let the administrator know."
    ),
    errors.BackendError: INDEX_UNUSABLE,
    errors.EncoderError: Label("The part that understands meaning cannot be opened"),
    errors.OriginalsError: ORIGINALS_UNREACHABLE,
    errors.ReadError: Label("The file cannot be read: {reason}"),
    errors.SamplesMissingError: Label(
        "No files of samples are on this computer: ask whoever runs it to install itasearch again"
    ),
    errors.StoreUnreadableError: Label(
        "The library's database cannot be read: its disk or network share may fail. Nothing was "
        "changed. Show the details below to the administrator."
    ),
    errors.StoreUnwritableError: UNWRITABLE,
    errors.UnknownWatchError: NO_SUCH_WATCH,
    errors.TooManyWatchesError: Label("As many searches are saved as can be: remove one first"),
    errors.ItaSearchError: CANNOT_DO,
}
"""What the app says, by the first class that an error is of; placeholders are its attributes."""


def cause_text(error: Exception) -> str:
    """Why something failed, as exactly as possible; an unforeseen error by its own message."""
    if isinstance(error, OSError):
        return refused_by_system(error)
    if isinstance(error, errors.ItaSearchError) and (message := error_text(error)) != say(
        CANNOT_DO
    ):
        return message
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def error_text(error: errors.ItaSearchError) -> str:
    """One sentence in "th" or "en"."""
    match error:
        case errors.UnknownValueError(value=value, nearest=nearest):
            hint = phrase("; the nearest: {nearest}", nearest=", ".join(nearest)) if nearest else ""
            return say(UNKNOWN_VALUE, value=value) + hint
        case errors.AmbiguousOrganisationError(name=name, candidates=candidates):
            return phrase("“{name}” fits several: {names}", name=name, names="; ".join(candidates))
        case errors.StoreUnwritableError(path=path, is_read_only=True):
            return phrase(
                "The library at {path} can only be read; nothing was changed. Searching, comparing "
                "and downloading work; to change it mend the rights of the folder, then try again",
                path=path,
            )
        case errors.NotAllowedError() | errors.ReaderUnavailableError():
            return say(error_label(error))
        case _:
            label = next(label for kind, label in _SENTENCES.items() if isinstance(error, kind))
            return say(label, **vars(error))


def disk_text(error: OSError) -> str | None:
    """What the disk refused, in "th" or "en"; None: it was something else."""
    label = DISK_FULL if error.errno in IS_FULL else DISK_CLOSED
    if error.errno not in (*IS_FULL, *IS_CLOSED):
        return None
    # A failed write names no file: what is written unnamed is temporary.
    path = error.filename or phrase("temporary files in {folder}", folder=system_folder_name())
    return say(label, path=path)
