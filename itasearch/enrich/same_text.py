"""Measures that towns copied from each other: the same text but for names and years.

What differs between honest copies is left out before comparing: the town's own
name, district and province, digits (and so years and item numbers), white space
and marks. Two rows of one report are never the same text, however alike.
Imports domain, model, text and rapidfuzz.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.model.records import Measure, Organisation
from itasearch.text.normalize import squash

LEAST_LIKENESS = 0.92
"""Share of common letters from which two texts count as the same."""

SUBSTANCE_FIELDS = (
    "title",
    "steps",
    "follow_up",
    "results",
    "outcomes",
    "problems",
    "recommendations",
)
"""Fields that tell what is done; the others tell when, by whom and for how much."""

_SHORTEST_NAME = 3
_NOT_LETTERS = re.compile(r"[^a-z\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """What is compared of a measure.

    Attributes:
        text: its fields about what is done, without what differs between towns.
    """

    measure_id: str
    report_id: str
    text: str


@lru_cache(maxsize=4_096)  # the same measures come back in query after query
def substance(measure: Measure, organisation: Organisation | None) -> Substance:
    """What two towns' copies of a measure have in common."""
    return Substance(
        measure_id=measure.id,
        report_id=measure.report_id,
        text=bare_letters("".join(measure.text(name) for name in SUBSTANCE_FIELDS), organisation),
    )


def bare_letters(text: str, organisation: Organisation | None) -> str:
    """The letters of `text` without the organisation's own names, types, digits and marks."""
    return _NOT_LETTERS.sub("", without_own_names(text, organisation))


def without_own_names(text: str, organisation: Organisation | None) -> str:
    """`text` squashed, without the organisation's own names, its place and all types' names."""
    text = squash(text)
    for name in own_names(organisation):
        text = text.replace(name, "")
    return text


def own_names(organisation: Organisation | None) -> tuple[str, ...]:
    """Squashed names that make no difference: the organisation's and its place's, all types'."""
    return (*_own_names(organisation), *_type_names())


def same_text(left: Substance, right: Substance) -> bool:
    """Whether two measures of different reports say (nearly) the same."""
    if left.report_id == right.report_id or not left.text or not right.text:
        return False
    shorter, longer = sorted((len(left.text), len(right.text)))
    # 2 × shorter / (shorter + longer) is the most that their likeness can be.
    if 2 * shorter < LEAST_LIKENESS * (shorter + longer):
        return False
    return fuzz.ratio(left.text, right.text, score_cutoff=100 * LEAST_LIKENESS) > 0


@lru_cache(maxsize=1_024)
def _own_names(organisation: Organisation | None) -> tuple[str, ...]:
    """Squashed names of the organisation and its place, longest first."""
    if organisation is None:
        return ()
    names: set[str] = set()
    for name in (organisation.name, *organisation.aliases):
        names.update(_spellings(squash(expand_abbreviation(name))))
    for place in (organisation.district, organisation.province):
        names.add(squash(place or ""))
    return _longest_first(name for name in names if len(name) >= _SHORTEST_NAME)


def _spellings(full: str) -> Iterator[str]:
    """A squashed name in full, without its type, and with its type abbreviated."""
    yield full
    for kind in organisation_types():
        prefix = squash(kind.prefix)
        if full.startswith(prefix):
            bare = full.removeprefix(prefix)
            yield bare
            yield from (squash(short) + bare for short in kind.abbreviations)


@cache
def _type_names() -> tuple[str, ...]:
    """Squashed "เทศบาลตำบล" and the like, longest first."""
    return _longest_first({squash(kind.prefix) for kind in organisation_types()})


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
