"""What went wrong, as a sentence in the language of the question that says what to do.

What is wrong with the library itself is shown in full only to the one at its computer: it may name
folders and addresses.
"""

import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from itasearch.errors import (
    AmbiguousOrganisationError,
    ComparisonError,
    EmptyDraftError,
    ItaSearchError,
    NotAllowedError,
    QueryError,
    UnknownDraftError,
    UnknownReportError,
    UnknownValueError,
)
from itasearch.mcp import labels
from itasearch.wording.errors import error_label
from itasearch.wording.label import Label, shortened
from itasearch.wording.reasons import Language

if TYPE_CHECKING:
    from pydantic import ValidationError

_log = logging.getLogger(__name__)

_THAI = re.compile("[\u0e01-\u0e5b]")
_SHOWN = 100  # code points of a value that a sentence repeats


class ArgumentError(ItaSearchError):
    """A value that a tool cannot use, as a sentence in both languages."""

    def __init__(self, label: Label, **values: object) -> None:
        self.label = label.filled(**values)
        super().__init__(self.label.text("en"))


def language_of(*texts: str | None, named: object = None) -> Language:
    """The language to answer in: the named one, else Thai if there is any Thai letter."""
    if named == "th" or named == "en":
        return "th" if named == "th" else "en"
    return "th" if any(_THAI.search(text) for text in texts if text) else "en"


def language_of_values(values: Mapping[str, object]) -> Language:
    """The language to answer in, by the arguments of a call before they are checked."""
    return language_of(*_texts(values), named=values.get("language"))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = list(value.values())
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else []


def error_text(error: ItaSearchError, language: Language, *, at_computer: bool) -> str:
    """The sentence for an error; only one `at_computer` may know the library's folders."""
    match error:
        case ArgumentError(label=label):
            return label.text(language)
        case UnknownReportError(identifier=typed):
            return Label(
                "No report or measure has the id “{id}”; take ids from answers of search or similar"
            ).text(language, id=shortened(typed, _SHOWN))
        case UnknownDraftError(identifier=typed):
            return Label(
                "No draft has the id “{id}”, or it is another person's; take draft_id from an "
                "answer of draft"
            ).text(language, id=shortened(typed, _SHOWN))
        case EmptyDraftError():
            return labels.NOTHING_TO_DRAFT.text(language)
        case UnknownValueError(nearest=nearest) | AmbiguousOrganisationError(candidates=nearest):
            advice = Label("; try again with one of these").text(language) if nearest else ""
            return error_label(error).text(language) + advice
        case NotAllowedError(signed_in=False):
            return Label(
                "this needs a key of the library; ask its administrator for one, and send it as "
                "Authorization: Bearer KEY"
            ).text(language)
        case QueryError() | ComparisonError() | NotAllowedError():
            return error_label(error).text(language)
        case _:
            _log.error("%s", error, exc_info=error)
            label = error_label(error) if at_computer else labels.LIBRARY_FAULT
            return label.text(language)


def invalid_text(error: "ValidationError", language: Language) -> str:
    """The sentence for arguments that do not fit the schema of a tool; the first one's."""
    errors = error.errors(include_url=False)[0]
    name = ".".join(map(str, errors["loc"])) or "?"
    limits = errors.get("ctx", {})
    match errors["type"]:
        case "string_too_long":
            return labels.TOO_LONG.text(language, name=name, most=limits["max_length"])
        case "too_long":
            return Label(
                "{name} has too many values; it takes at most {most:,}, call the tool several times"
            ).text(language, name=name, most=limits["max_length"])
        case "missing":
            return Label("{name} is missing; give it").text(language, name=name)
        case _:
            return labels.WRONG_VALUE.text(language, name=name, reason=errors["msg"])
