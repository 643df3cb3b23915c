"""Errors in words: their messages in both languages, and what a surface makes of each class.

A message names what the person typed or knows; in Thai an id only where it was typed. Who runs
commands looks after the library: what to do is a command or a place, not whom to ask.
"""

from collections.abc import Mapping

from itasearch import errors
from itasearch.model.library import ReportFault, Stage
from itasearch.temporary import system_folder_name
from itasearch.wording.label import Label, data_label
from itasearch.wording.labels import file_text
from itasearch.wording.language import phrase, say

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
    "watch": Label("watch", "right"),
    "add": Label("add", "right"),
    "correct": Label("correct", "right"),
    "remove": Label("remove", "right"),
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
        what.values["folder"] = system_folder_name()
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
    if isinstance(value, errors.Emptiness):
        return data_label(_EMPTINESS[value].th, value.value)
    return _WORDS_OF_VALUES.get(name, {}).get(str(value), value)


_EMPTINESS = {
    errors.Emptiness.NO_FILE: Label("is not there"),
    errors.Emptiness.NO_BYTES: Label("is an empty file (0 bytes)"),
    errors.Emptiness.NO_TABLES: Label("holds no tables"),
    errors.Emptiness.NO_REPORTS: Label("holds no report at all"),
}

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
