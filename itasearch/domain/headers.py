"""Column headers of measure tables: which field a header names, and how surely.

Headers are broken by OCR and by taste (`ระยะเวลา ดำเนินการ`, `มาตรการ / แนวทาง`), so a
header is scored against all synonyms of headers.toml rather than looked up; a
column's final field is decided by `extract.columns` over the whole header row.
Imports text, its neighbour entries and rapidfuzz.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from itasearch.domain.entries import entries, text_of, texts_of
from itasearch.text.normalize import squash

LONGEST_HEADER = 90
"""A longer text is no header, in code points of squashed text."""

LEAST_LIKENESS = 0.72
"""Below this likeness a header and a synonym have nothing to do with each other."""

_SIGNS = re.compile(r"[^\w\u0e00-\u0e7f]|[_ฯๆ]")
_AND_OR = re.compile("หรือ|และ")
_BRACKETS = re.compile(r"\([^()]*\)")


class Field(StrEnum):
    """What a column can hold. The first ones are fields of a measure."""

    NUMBER = "number"
    TITLE = "title"
    INDICATOR = "indicator"
    GROUP = "group"
    STEPS = "steps"
    TIMEFRAME = "timeframe"
    RESPONSIBLE = "responsible"
    FOLLOW_UP = "follow_up"
    RESULTS = "results"
    OUTCOMES = "outcomes"
    PROBLEMS = "problems"
    RECOMMENDATIONS = "recommendations"
    BUDGET = "budget"
    EVIDENCE = "evidence"
    ORGANISATION = "organisation"
    FISCAL_YEAR = "fiscal_year"
    DISTRICT = "district"
    PROVINCE = "province"
    TYPE = "type"
    SCORE = "score"
    TOTAL = "total"
    GRADE = "grade"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderSynonym:
    """A known header.

    Attributes:
        key: squashed, without signs and conjunctions; what is compared.
        strength: 0–1; below 1 it names the field only when nothing fits better.
    """

    field: Field
    text: str
    key: str
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderMatch:
    """How well a header fits a field.

    Attributes:
        likeness: 0–1, how close the header is to the nearest synonym.
        score: likeness weighted by the synonym's strength; compares fields.
    """

    field: Field
    likeness: float
    score: float
    strength: float


_STRENGTHS = (("synonyms", 1.0), ("weak", 0.85), ("last", 0.62))


def header_key(text: str) -> str:
    """Text of a header as it is compared: squashed, without signs, หรือ and และ."""
    return _AND_OR.sub("", _SIGNS.sub("", squash(text)))


@lru_cache(maxsize=1)
def header_synonyms() -> tuple[HeaderSynonym, ...]:
    """All known headers."""
    return tuple(
        HeaderSynonym(
            field=Field(text_of(entry, "name")),
            text=text,
            key=header_key(text),
            strength=strength,
        )
        for entry in entries("headers.toml", "field")
        for kind, strength in _STRENGTHS
        for text in texts_of(entry, kind)
    )


@lru_cache(maxsize=4096)
def header_matches(text: str) -> tuple[HeaderMatch, ...]:
    """Fields that the header `text` may name, best first, one entry per field.

    Empty when the text is too long for a header or like no synonym.
    """
    if len(text) > 4 * LONGEST_HEADER:
        return ()
    best: dict[Field, HeaderMatch] = {}
    for key in _keys_of(text):
        for synonym, likeness in _alike(key):
            score = likeness * synonym.strength
            known = best.get(synonym.field)
            if known is None or score > known.score:
                best[synonym.field] = HeaderMatch(
                    field=synonym.field,
                    likeness=likeness,
                    score=score,
                    strength=synonym.strength,
                )
    return tuple(sorted(best.values(), key=lambda match: -match.score))


def _keys_of(text: str) -> tuple[str, ...]:
    """The header with and without what stands in brackets."""
    keys = (header_key(text), header_key(_BRACKETS.sub(" ", text)))
    return tuple(dict.fromkeys(key for key in keys if 0 < len(key) <= LONGEST_HEADER))


@lru_cache(maxsize=1)
def _synonym_keys() -> tuple[str, ...]:
    return tuple(synonym.key for synonym in header_synonyms())


def _alike(key: str) -> Iterator[tuple[HeaderSynonym, float]]:
    """Synonyms that `key` is like, with the likeness (LEAST_LIKENESS to 1)."""
    keys = _synonym_keys()
    near = process.extract(
        key, keys, scorer=fuzz.ratio, score_cutoff=100 * LEAST_LIKENESS, limit=None
    )
    ratios = {index: ratio / 100 for _, ratio, index in near}
    held = {index for index, known in enumerate(keys) if len(known) >= 4 and known in key}
    for index in ratios.keys() | held:
        likeness = _likeness(key, keys[index], ratios.get(index, 0.0))
        if likeness >= LEAST_LIKENESS:
            yield header_synonyms()[index], likeness


def _likeness(key: str, synonym: str, ratio: float) -> float:
    """0–1: equal, beginning with the synonym, holding it, or merely similar (`ratio`)."""
    if key == synonym:
        return 1.0
    # Two or three letters in common are no likeness: ที่ in ปีที่, ข้อ in ข้อมูล.
    if min(len(key), len(synonym)) < 5:
        return 0.0
    share = len(synonym) / len(key)
    if key.startswith(synonym):
        return max(ratio, 0.55 + 0.44 * min(share, 1.0))
    return max(ratio, 0.5 + 0.4 * share) if synonym in key else ratio
