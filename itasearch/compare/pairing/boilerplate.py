"""What many rows of a report say alike, such as "appoint a working group": it pairs nothing.

Left in, it makes any two rows of two such reports alike, and hides the step that is a row's
own. Imports its neighbour steps, enrich and model.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from itasearch.compare.difference.steps import split_steps
from itasearch.enrich.copies.same_text import SUBSTANCE_FIELDS, own_names
from itasearch.model.records import Measure, Organisation, Report

_FIELDS = tuple(name for name in SUBSTANCE_FIELDS if name != "title")

_FEWEST_ROWS = 3
"""Two rows that say the same may be two halves of one thing."""

_SHARED = 1 / 3
"""Share of the rows from which on what they say alike is boilerplate. On judged alignments a
half, a third and a fifth do the same."""


_NOT_LETTERS = re.compile("[^A-Za-zก-๎]+")


class ComparedLine(NamedTuple):
    """A step, or a line of another field; `key` is what of it is compared."""

    field: str
    text: str
    key: str


def without_boilerplate(
    left: Report, right: Report
) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """The measures of both, without steps and lines that many measures of one of them share.

    Titles stay. Spelling, digits and the towns' own names are put aside, as they are where
    copies are told. Of both the same goes, so that what is the same stays the same.
    """
    rows = [[lines(measure, one.organisation) for measure in one.measures] for one in (left, right)]
    shared = _shared(rows[0]) | _shared(rows[1])
    if not shared:
        return left.measures, right.measures
    found = (
        tuple(_own(measure, row, shared) for measure, row in zip(one.measures, of_one, strict=True))
        for one, of_one in zip((left, right), rows, strict=True)
    )
    return next(found), next(found)


@lru_cache(maxsize=4_096)  # a reader of comparisons comes back to the same reports
def lines(measure: Measure, organisation: Organisation | None) -> tuple[ComparedLine, ...]:
    """The lines of a measure of this organisation that have letters."""
    names = _names(organisation)
    found = (
        ComparedLine(name, text, _key(text, names))
        for name in _FIELDS
        for text in split_steps(measure.text(name))
    )
    return tuple(line for line in found if line.key)


def _key(text: str, names: Sequence[str]) -> str:
    """The letters of `text` without names; bare_letters, which mends more, takes far longer."""
    letters = _NOT_LETTERS.sub("", text).casefold()
    for name in names:
        letters = letters.replace(name, "")
    return letters


@lru_cache(maxsize=1_024)
def _names(organisation: Organisation | None) -> tuple[str, ...]:
    """Names that make no difference, as letters, in the order in which they are taken out."""
    letters = (_NOT_LETTERS.sub("", name).casefold() for name in own_names(organisation))
    return tuple(dict.fromkeys(name for name in letters if name))


def _shared(rows: Sequence[Sequence[ComparedLine]]) -> set[str]:
    having = Counter(key for row in rows for key in {line.key for line in row})
    least = max(_FEWEST_ROWS, _SHARED * len(rows))
    return {key for key, count in having.items() if count >= least}


def _own(measure: Measure, row: Sequence[ComparedLine], shared: Collection[str]) -> Measure:
    """The measure with its own lines of the fields that have shared ones."""
    for name in {line.field for line in row if line.key in shared}:
        own = [line.text for line in row if line.field == name and line.key not in shared]
        measure = replace(measure, **{name: "\n".join(own) or None})  # type: ignore[arg-type]
    return measure
