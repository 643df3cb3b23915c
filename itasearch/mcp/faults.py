"""What went wrong, as a sentence in the language of the question that says what to do.

What is wrong with the library itself is shown in full only to the one at its computer: it may name
folders and addresses.
"""

import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from itasearch import errors
from itasearch.mcp import labels
from itasearch.wording.errors import error_label
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import Language, phrase, say

if TYPE_CHECKING:
    from pydantic import ValidationError

_log = logging.getLogger(__name__)

_THAI = re.compile("[\u0e01-\u0e5b]")
_SHOWN = 100  # code points of a value that a sentence repeats


class ArgumentError(errors.ItaSearchError):
    """A value that a tool cannot use, as a sentence in both languages."""

    def __init__(self, label: Label, **values: object) -> None:
        self.label = label.filled(**values)
        super().__init__(self.label.text("en"))


def language_of(values: Mapping[str, object]) -> Language:
    """The language to answer in, by the arguments of a call before they are checked.

    The named one, else Thai if its query, or without one any argument, has a Thai letter.
    """
    if (named := values.get("language")) in ("th", "en"):
        return "th" if named == "th" else "en"
    texts = _texts(values.get("query") or values)
    return "th" if any(map(_THAI.search, texts)) else "en"


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = list(value.values())
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else []


def error_text(error: errors.ItaSearchError, *, at_computer: bool) -> str:
    """The sentence for an error; only one `at_computer` may know the library's folders."""
    match error:
        case ArgumentError(label=label):
            return say(label)
        case errors.UnknownReportError(identifier=typed):
            return phrase(
                "No report or measure has the id “{id}”; take ids from answers of search or "
                "similar",
                id=shortened(typed, _SHOWN),
            )
        case errors.UnknownDraftError(identifier=typed):
            return phrase(
                "No draft has the id “{id}”, or it is another person's; take draft_id from an "
                "answer of draft",
                id=shortened(typed, _SHOWN),
            )
        case errors.EmptyDraftError():
            return say(labels.NOTHING_TO_DRAFT)
        case (
            errors.UnknownValueError(nearest=nearest)
            | errors.AmbiguousOrganisationError(candidates=nearest)
        ):
            advice = phrase("; try again with one of these") if nearest else ""
            return say(error_label(error)) + advice
        case errors.NotAllowedError(signed_in=False):
            return phrase(
                "this needs a key of the library; ask its administrator for one, and send it as "
                "Authorization: Bearer KEY"
            )
        case errors.QueryError() | errors.ComparisonError() | errors.NotAllowedError():
            return say(error_label(error))
        case _:
            _log.error("%s", error, exc_info=error)
            label = error_label(error) if at_computer else labels.LIBRARY_FAULT
            return say(label)


def invalid_text(error: "ValidationError") -> str:
    """The sentence for arguments that do not fit the schema of a tool; the first one's."""
    fault = error.errors(include_url=False)[0]
    name = ".".join(map(str, fault["loc"])) or "?"
    limits = fault.get("ctx", {})
    match fault["type"]:
        case "string_too_long":
            return say(labels.TOO_LONG, name=name, most=limits["max_length"])
        case "too_long":
            return phrase(
                "{name} has too many values; it takes at most {most:,}, call the tool several "
                "times",
                name=name,
                most=limits["max_length"],
            )
        case "missing":
            return phrase("{name} is missing; give it", name=name)
        case _:
            return say(labels.WRONG_VALUE, name=name, reason=fault["msg"])
