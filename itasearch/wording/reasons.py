"""Why a hit is in the ranking, as a sentence in Thai or English."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, TypeAlias

from itasearch.domain.topics import topic
from itasearch.model.ranking import FoundName, Reason
from itasearch.wording.labels import field_in_sentence

Language: TypeAlias = Literal["th", "en"]

_SHOWN_NAMES = 5
"""Found names that a sentence lists."""

_LONGEST_TITLE = 80
"""Code points of a title in a reason."""


def reason_text(reason: Reason, *, language: Language = "th") -> str:
    """One sentence; "" without any reason."""
    is_thai = language == "th"
    parts = [*_found_parts(reason.found, language)]
    if reason.is_near:
        parts.append("ความหมายใกล้เคียงกับคำค้น" if is_thai else "close in meaning")
    if reason.topics:
        names = ", ".join(_topic_name(one, language) for one in reason.topics)
        parts.append(f"เป็นเรื่อง{names}เหมือนกัน" if is_thai else f"about the same topic: {names}")
    if reason.like:
        cut = (
            f"{one[:_LONGEST_TITLE]}…" if len(one) > _LONGEST_TITLE else one for one in reason.like
        )
        titles = _quoted(cut)
        parts.append(f"เนื้อหาใกล้เคียงกับมาตรการ {titles}" if is_thai else f"like {titles}")
    if is_thai:
        return " และ".join(parts)
    sentence = "; ".join(parts)
    return sentence[:1].upper() + sentence[1:]


def _found_parts(found: Sequence[FoundName], language: Language) -> Iterator[str]:
    """A part of the sentence for each field in which something was found."""
    shown = found[:_SHOWN_NAMES]
    also = " และ" if language == "th" else " and "
    for field in dict.fromkeys(one.field for one in shown):
        here = [one for one in shown if one.field == field]
        names = also.join(
            _found_names(typed, group, language)
            for typed, group in groupby(here, key=lambda one: (one.asked, one.is_related))
        )
        where = field_in_sentence(field)[language == "en"]
        yield f"{names} ใน{where}" if language == "th" else f"{names} in {where}"


def _found_names(
    typed_as: tuple[str | None, bool], names: Iterable[FoundName], language: Language
) -> str:
    """Names that were found for one stretch of the query.

    Args:
        typed_as: None for the query's own words, "" for related ones, else the words of the
            query that these are other names of; whether they are only related to those.
    """
    typed, is_related = typed_as
    words = _quoted(one.text for one in names)
    if language == "th":
        same = "เกี่ยวข้อง" if is_related else "ตรง"
        found = "พบคำที่เกี่ยวข้อง" if typed == "" else "พบคำ" if typed is None else "พบ"
        return f"{found} {words}" + (f" ซึ่ง{same}กับ “{typed}”" if typed else "")
    same = "related to" if is_related else "for"
    found = "found related words" if typed == "" else "found"
    return f"{found} {words}" + (f" ({same} “{typed}”)" if typed else "")


def _topic_name(identifier: str, language: Language) -> str:
    found = topic(identifier)
    if found is None:
        return identifier
    return found.thai if language == "th" else found.english


def _quoted(words: Iterable[str]) -> str:
    return " ".join(f"“{word}”" for word in words)
