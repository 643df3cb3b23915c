"""The signals by which two reports' measures are paired, each a matrix of 0–1.

Imports its neighbours, model and numpy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from itasearch.compare.likeness import (
    Matrix,
    concept_likeness,
    gram_likeness,
    indicator_likeness,
    topic_likeness,
    word_containment,
    word_likeness,
    word_rarity,
)
from itasearch.compare.meaning import Meanings
from itasearch.compare.terms import CONCEPT_MARK, Terms, terms
from itasearch.model.records import Measure, Report

_UNRELATED_COSINE = 0.3
"""Cosine that measures of this domain have without saying anything alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """How two reports' measures are alike: shape (left, right), 0–1 but for `stated`.

    Attributes:
        title: letters of the titles.
        task: letters of titles and steps.
        purpose: words of titles and first steps, by how rare they are.
        words: words of whole rows, by how rare they are.
        meaning: cosine of their directions; None without vectors.
        concepts: what their titles name by the glossary; the mean of the signals
            above where neither title names anything.
        rare: 1 where one title names a rare concept that the other row names anywhere.
        stated: 1 the same stated indicator, -1 different ones, else 0.
        topics: cosine of their topics; None where topics are not known.
        left_holds: share of the right title's words, by rarity, in the left title and steps.
        right_holds: the same the other way round.
        has_text: 0 where a measure has no letters, else 1.
    """

    title: Matrix
    task: Matrix
    purpose: Matrix
    words: Matrix
    meaning: Matrix | None
    concepts: Matrix
    rare: Matrix
    stated: Matrix
    topics: Matrix | None
    left_holds: Matrix
    right_holds: Matrix
    has_text: Matrix

    @property
    def holds(self) -> Matrix:
        """The mean of both shares."""
        mean: Matrix = (self.left_holds + self.right_holds) / 2
        return mean


def signals(left: Report, right: Report, *, meanings: Meanings | None) -> Signals:
    """All signals between each measure of `left` and each of `right`."""
    one = [terms(measure, left.organisation) for measure in left.measures]
    other = [terms(measure, right.organisation) for measure in right.measures]
    rarity = _rarity([*one, *other], meanings)
    title = gram_likeness([t.title_grams for t in one], [t.title_grams for t in other])
    task = gram_likeness([t.task_grams for t in one], [t.task_grams for t in other])
    words = word_likeness([t.words for t in one], [t.words for t in other], rarity=rarity)
    meaning = None if meanings is None else _meaning(left.measures, right.measures, meanings)
    concepts = concept_likeness(one, other)
    votes = [title, task, words, *([] if meaning is None else [meaning])]
    return Signals(
        title=title,
        task=task,
        purpose=word_likeness(
            [t.purpose_words for t in one], [t.purpose_words for t in other], rarity=rarity
        ),
        words=words,
        meaning=meaning,
        concepts=np.where(np.isnan(concepts.shared), np.mean(votes, axis=0), concepts.shared),
        rare=concepts.rare,
        stated=indicator_likeness(
            [measure.indicator for measure in left.measures],
            [measure.indicator for measure in right.measures],
        ),
        topics=None if meanings is None else _topics(left.measures, right.measures, meanings),
        left_holds=word_containment(
            [t.title_words for t in other], [t.task_words for t in one], rarity=rarity
        ).T,
        right_holds=word_containment(
            [t.title_words for t in one], [t.task_words for t in other], rarity=rarity
        ),
        has_text=np.outer(_has_text(one), _has_text(other)),
    )


def _rarity(rows: Sequence[Terms], meanings: Meanings | None) -> Mapping[str, float]:
    """How rare each word is in these two reports and in the library, in the mean."""
    here = word_rarity([row.words for row in rows])
    words = [word for word in here if not word.startswith(CONCEPT_MARK)]
    there = {} if meanings is None else meanings.rarity(words)
    return {word: (found + there.get(word, found)) / 2 for word, found in here.items()}


def _meaning(left: Sequence[Measure], right: Sequence[Measure], meanings: Meanings) -> Matrix:
    directions = meanings.directions([*left, *right]).astype(np.float64)
    cosines = directions[: len(left)] @ directions[len(left) :].T
    stretched: Matrix = np.clip((cosines - _UNRELATED_COSINE) / (1 - _UNRELATED_COSINE), 0, 1)
    return stretched


def _topics(left: Sequence[Measure], right: Sequence[Measure], meanings: Meanings) -> Matrix | None:
    found = meanings.topics([*left, *right])
    if not any(found):
        return None
    return topic_likeness(found[: len(left)], found[len(left) :])


def _has_text(measures: Sequence[Terms]) -> Matrix:
    return np.array([bool(one.words or len(one.task_grams)) for one in measures], dtype=np.float64)
