"""The signals by which two reports' measures are paired, each a matrix.

What many rows of a report say alike, such as "appoint a working group", is left out first: it
makes any two rows of two such reports alike, and hides the step that is a row's own.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from itasearch.compare.pairing.likeness import (
    Matrix,
    ahead,
    concept_likeness,
    gram_likeness,
    indicator_likeness,
    other_objects,
    part_likeness,
    topic_likeness,
    word_likeness,
    word_rarity,
)
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.pairing.terms import CONCEPT_MARK, Terms, means, terms
from itasearch.enrich.copies import SUBSTANCE_FIELDS, own_names
from itasearch.model.records import Measure, Organisation, Report
from itasearch.text.thai.stretches import split_steps

_FIELDS = tuple(name for name in SUBSTANCE_FIELDS if name != "title")

_FEWEST_ROWS = 3  # two rows that say the same may be two halves of one thing

_LEAST_SHARED = 1 / 3
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

    Titles stay. Spelling, digits and the towns' own names do not count. The same is left out of
    both, so that equal measures stay equal.
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
    least = max(_FEWEST_ROWS, _LEAST_SHARED * len(rows))
    return {key for key, count in having.items() if count >= least}


def _own(measure: Measure, row: Sequence[ComparedLine], shared: Collection[str]) -> Measure:
    """The measure with its own lines of the fields that have shared ones."""
    for name in {line.field for line in row if line.key in shared}:
        own = [line.text for line in row if line.field == name and line.key not in shared]
        measure = replace(measure, **{name: "\n".join(own) or None})  # type: ignore[arg-type]
    return measure


_UNRELATED_COSINE = 0.3
"""Cosine that measures of this domain have without saying anything alike; set by hand, for
the likeness that is shown. Pairing takes away what a report's measures share instead."""

_RESERVE = 4
"""Rows that are thought to be in each report and to have no direction: the fewer rows it has,
the less of what they share is taken away. Of 2, 3, 4, 5, 8, 12 and 20 the middle of those
(2 to 5) that did best where weights were learned on other reports."""


@dataclass(frozen=True, kw_only=True)
class Signals:
    """How alike two reports' measures are: matrices of shape (left, right), 0–1 where not stated.

    Attributes:
        letters: of titles and steps.
        words: of whole rows, by how rare they are.
        ahead: how far `words` is above that of each one's nearest measures, -1–1.
        concepts: of the glossary; NaN where neither measure names any.
        concepts_ahead: the same of `concepts` as `ahead` of `words`.
        stated: 1 the same stated indicator, -1 different ones, else 0.
        meaning: cosine of their directions; None without vectors.
        own_meaning: the same of what of each direction its report's measures do not share.
        topics: what both are about, and how few others are; None where topics are not known.
        judged: by people: 1 the same, -1 not the same, else 0.
        has_text: 0 where a measure has no letters, else 1.
        rarity: of the words in `terms`.
    """

    letters: Matrix
    words: Matrix
    ahead: Matrix
    concepts: Matrix
    concepts_ahead: Matrix
    stated: Matrix
    meaning: Matrix | None
    own_meaning: Matrix | None
    topics: Matrix | None
    other_objects: NDArray[np.bool_]
    judged: Matrix
    has_text: Matrix
    terms: tuple[Sequence[Terms], Sequence[Terms]]
    rarity: Mapping[str, float]

    @cached_property
    def same_object(self) -> NDArray[np.bool_]:
        """Whether both titles name one concept that is no means."""
        one, other = ([t.title_concepts - means() for t in side] for side in self.terms)
        return np.array(
            [[not a.isdisjoint(b) for b in other] for a in one], dtype=np.bool_
        ).reshape(self.letters.shape)

    @cached_property
    def left_parts(self) -> Matrix:
        """How alike the left one is to one item of the right one, its title or a step:
        whether it may be a part of it. Found when asked for: only covers need it."""
        one, other = self.terms
        return part_likeness(one, other, rarity=self.rarity)

    @cached_property
    def right_parts(self) -> Matrix:
        """The same the other way round."""
        one, other = self.terms
        return part_likeness(other, one, rarity=self.rarity).T


def signals(left: Report, right: Report, *, meanings: Meanings | None) -> Signals:
    """All signals between each measure of `left` and each of `right`."""
    ours, theirs = without_boilerplate(left, right)
    one = [terms(measure, left.organisation) for measure in ours]
    other = [terms(measure, right.organisation) for measure in theirs]
    here = word_rarity([row.words for row in (*one, *other)])
    own_words = [word for word in here if not word.startswith(CONCEPT_MARK)]
    in_library = {} if meanings is None else meanings.rarity(own_words)
    rarity = {word: (share + in_library.get(word, share)) / 2 for word, share in here.items()}
    meaning, own_meaning = _meaning(left.measures, right.measures, meanings)
    concepts = concept_likeness(one, other)
    words = word_likeness([t.words for t in one], [t.words for t in other], rarity=rarity)
    found = [] if meanings is None else meanings.topics([*left.measures, *right.measures])
    split = len(left.measures)
    topics = topic_likeness(found[:split], found[split:]) if any(found) else None
    apart = np.zeros((len(one), len(other)), dtype=np.bool_) if topics is None else topics == 0
    return Signals(
        letters=gram_likeness([t.task_grams for t in one], [t.task_grams for t in other]),
        words=words,
        ahead=ahead(words),
        concepts=concepts,
        concepts_ahead=ahead(np.nan_to_num(concepts)),
        stated=indicator_likeness(
            [measure.indicator for measure in left.measures],
            [measure.indicator for measure in right.measures],
        ),
        meaning=meaning,
        own_meaning=own_meaning,
        topics=topics,
        other_objects=other_objects(one, other, apart=apart),
        judged=_judged(left.measures, right.measures, meanings),
        has_text=np.outer(_has_text(one), _has_text(other)),
        terms=(one, other),
        rarity=rarity,
    )


def _meaning(
    left: Sequence[Measure], right: Sequence[Measure], meanings: Meanings | None
) -> tuple[Matrix | None, Matrix | None]:
    """How alike the measures' directions are, and how alike what is their own of them."""
    if meanings is None:
        return None, None
    directions = meanings.directions([*left, *right]).astype(np.float64)
    one, other = directions[: len(left)], directions[len(left) :]
    stretched: Matrix = (_products(one, other) - _UNRELATED_COSINE) / (1 - _UNRELATED_COSINE)
    own = _products(_own_directions(one), _own_directions(other))
    return np.clip(stretched, 0, 1), np.clip(own, 0, 1)


def _products(one: Matrix, other: Matrix) -> Matrix:
    # A matrix product would wake a thread a core for a few ms of work, and wait for them.
    products: Matrix = np.einsum("ik,jk->ij", one, other)
    return products


def _own_directions(directions: Matrix) -> Matrix:
    """Directions, of unit length, without their mean, which is the report's form and phrases.

    Source: Mu, Viswanath, "All-but-the-Top", ICLR 2018, of words' vectors.
    """
    own = directions - directions.sum(axis=0) / (len(directions) + _RESERVE)
    lengths = np.linalg.norm(own, axis=1, keepdims=True)
    unit: Matrix = np.divide(own, lengths, out=np.zeros_like(own), where=lengths > 0)
    return unit


def _judged(left: Sequence[Measure], right: Sequence[Measure], meanings: Meanings | None) -> Matrix:
    found = np.zeros((len(left), len(right)))
    judged = {} if meanings is None else meanings.judged([*left, *right])
    rows, columns = ({one.id: place for place, one in enumerate(side)} for side in (left, right))
    for pair, same in judged.items():
        here, there = pair & rows.keys(), pair & columns.keys()
        if here and there:
            found[rows[min(here)], columns[min(there)]] = 1 if same else -1
    return found


def _has_text(measures: Sequence[Terms]) -> Matrix:
    return np.array(
        [bool(one.words.terms or len(one.task_grams.terms)) for one in measures], dtype=np.float64
    )
