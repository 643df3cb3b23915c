"""How alike the measures of two reports are, signal by signal, as matrices.

Each signal is a matrix of shape (left, right) with values from 0 to 1. Compared are letters,
words and concepts of a measure's text, without the town's own names, years and figures:
pieces of words resist OCR damage and Thai's missing spaces, words carry more meaning, and
concepts of the glossary bridge wordings that share neither. Terms are weighed by how rare they
are among the measures at hand: "จัดทำ" is in every row and distinguishes nothing.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from itasearch.compare.difference.spans import name_words, word_spans
from itasearch.compare.difference.steps import split_steps
from itasearch.domain.glossary import GlossaryMatch, glossary, ignored_words, query_terms
from itasearch.enrich.copies.own_details import bare_letters
from itasearch.enrich.copies.substance import SUBSTANCE_FIELDS
from itasearch.model.records import Measure, Organisation

Grams: TypeAlias = NDArray[np.uint64]
"""Runs of two to four letters, each packed into a number, repeated as often as they occur."""

CONCEPT_MARK = "«"
"""Begins the key of words that name a concept: two wordings of it are one word."""

_LONGEST_GRAM = 4
_LETTER_BITS = np.uint64(16)  # four letters of the Basic Multilingual Plane fill 64 bits
_LONGEST_FIELD = 4_000
"""Code points of a field that are looked at; bounds the work on hostile text."""


_IN_TITLE, _IN_STEPS, _ELSEWHERE = 2.0, 1.0, 0.5
"""How much a concept counts by where it is named: many rows inform "on the web site"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A measure taken apart; words are topical ones, in order.

    Attributes:
        task_grams: pieces of title and steps: what is to be done.
        items: words of the title, and of each step.
        task_words: words of all items.
        words: words of all fields that describe what is done.
        concepts: ids of the glossary's concepts that it names; one of the title counts
            2, one of the steps 1, of other fields ½.
    """

    task_grams: Grams
    items: tuple[tuple[str, ...], ...]
    task_words: tuple[str, ...]
    words: tuple[str, ...]
    concepts: Mapping[str, float]


@lru_cache(maxsize=4_096)  # a reader of comparisons comes back to the same reports
def terms(measure: Measure, organisation: Organisation | None) -> Terms:
    """The terms of a measure of this organisation."""
    texts = {name: measure.text(name)[:_LONGEST_FIELD] for name in SUBSTANCE_FIELDS}
    letters = bare_letters(f"{texts['title']}\n{texts['steps']}", organisation)
    title = _read(texts.pop("title"), organisation)
    steps = [_read(step, organisation) for step in split_steps(texts.pop("steps"))]
    others = [_read(text, organisation) for text in texts.values()]
    items = (title.words, *(step.words for step in steps))
    task = tuple(chain.from_iterable(items))
    return Terms(
        task_grams=grams(letters),
        items=items,
        task_words=task,
        words=task + tuple(word for one in others for word in one.words),
        concepts=dict.fromkeys(_named(others), _ELSEWHERE)
        | dict.fromkeys(_named(steps), _IN_STEPS)
        | dict.fromkeys(title.concepts, _IN_TITLE),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Topical words of a text, and the concepts that it names."""

    words: tuple[str, ...]
    concepts: frozenset[str]


_NOTHING = _Reading((), frozenset())


def _named(readings: Iterable[_Reading]) -> Iterator[str]:
    return chain.from_iterable(one.concepts for one in readings)


def _read(text: str, organisation: Organisation | None) -> _Reading:
    if not text.strip():
        return _NOTHING
    words = _words(text, organisation)
    matches = query_terms(glossary()).match_exactly(words)
    return _Reading(_topical(words, matches), _concepts(matches))


def grams(text: str) -> Grams:
    """All runs of two to four letters of `text`."""
    letters = np.frombuffer(text.encode("utf-16-le"), dtype="<u2").astype(np.uint64)
    runs: list[Grams] = []
    run = letters
    for length in range(2, _LONGEST_GRAM + 1):
        run = (run[:-1] << _LETTER_BITS) | letters[length - 1 :]
        runs.append(run)
    return np.concatenate(runs)


def _words(text: str, organisation: Organisation | None) -> tuple[str, ...]:
    """The words of `text` without those that spell a name of the organisation."""
    words = [span.word for span in word_spans(text)]
    names = name_words(organisation)
    kept: list[str] = []
    first = 0
    while first < len(words):
        last = names.end(words, first)
        if last == first:
            kept.append(words[first])
            last += 1
        first = last
    return tuple(kept)


def _concepts(matches: Sequence[GlossaryMatch]) -> frozenset[str]:
    """Ids of the concepts that a text names; everyday ones, which all texts name, left out."""
    return frozenset(one.id for match in matches for one in match.concepts if not one.broad)


def _topical(words: Sequence[str], matches: Sequence[GlossaryMatch]) -> tuple[str, ...]:
    """Words with a topic; those that name one concept become that concept's key."""
    found: list[str] = []
    done = 0
    for match in matches:
        if len(match.concepts) == 1 and not match.concepts[0].broad:
            found += filter(_is_topical, words[done : match.first])
            found.append(CONCEPT_MARK + match.concepts[0].id)
            done = match.last
    found += filter(_is_topical, words[done:])
    return tuple(found)


def _is_topical(word: str) -> bool:
    return word not in _ignored() and not word.isdecimal()


@cache
def _ignored() -> frozenset[str]:
    return ignored_words()


Matrix: TypeAlias = NDArray[np.float64]
"""Shape (measures of the left report, measures of the right one)."""

_LEAST_RARITY = 0.02
"""Added to every word's rarity, so that rows of everyday words only are compared too."""

_LEAST_CONCEPT_WEIGHT = 0.1
"""Weight of a concept that every measure names; a rarer one adds its logarithm."""

_RIVALS = 3
"""Nearest measures that show how alike any two of these reports are; set by hand, as
_LEAST_TOPIC_COSINE is: the weights of their signals are learned on what they give."""

_LEAST_TOPIC_COSINE = 0.3
"""Cosine of topics from which on two measures have the same topic."""


def gram_likeness(left: Sequence[Grams], right: Sequence[Grams]) -> Matrix:
    """Cosines of the pieces of words; 0 where a side has no letters."""
    return _cosines([*left, *right], len(left))


def word_rarity(rows: Sequence[Sequence[str]]) -> Mapping[str, float]:
    """How rare each word of `rows` is among them, 0 (in all) to 1 (nowhere)."""
    having = Counter(word for row in rows for word in set(row))
    most = math.log(1 + len(rows))
    return {word: math.log((1 + len(rows)) / (1 + n)) / most for word, n in having.items()}


def word_likeness(
    left: Sequence[Sequence[str]], right: Sequence[Sequence[str]], *, rarity: Mapping[str, float]
) -> Matrix:
    """Cosines of the words, weighted by rarity; 0 where a side has none."""
    numbers = {word: number for number, word in enumerate(rarity)}
    one, other = (_weighed(rows, numbers, rarity) for rows in (left, right))
    cosines: Matrix = (_unit(one) @ _unit(other).T).toarray()
    return np.clip(cosines, 0, 1)


def part_likeness(
    parts: Sequence[Terms], wholes: Sequence[Terms], *, rarity: Mapping[str, float]
) -> Matrix:
    """How alike each part is to one item of each whole, to the nearest: its title or a step.

    Cosines of words, weighted by rarity, shape (parts, wholes). A measure that does several
    things has one of them in one of its steps, which its other steps hide.
    """
    items = [item for whole in wholes for item in whole.items]
    if not items:
        return np.zeros((len(parts), len(wholes)))
    counts = np.array([len(whole.items) for whole in wholes])
    alike = word_likeness([part.task_words for part in parts], items, rarity=rarity)
    nearest: Matrix = np.maximum.reduceat(alike, np.cumsum(counts) - counts, axis=1)
    return nearest


def _weighed(
    rows: Sequence[Sequence[str]], numbers: Mapping[str, int], rarity: Mapping[str, float]
) -> sparse.csr_array:
    """A row each; a word's weight is its rarity, growing slowly with how often it occurs there."""
    counted = [Counter(row) for row in rows]
    places = np.repeat(np.arange(len(rows)), [len(row) for row in counted])
    columns = np.array([numbers[word] for row in counted for word in row], dtype=np.int64)
    weights = np.array(
        [
            (1 + math.log(count)) * (rarity[word] + _LEAST_RARITY)
            for row in counted
            for word, count in row.items()
        ]
    )
    return sparse.csr_array((weights, (places, columns)), shape=(len(rows), max(1, len(numbers))))


def _unit(rows: sparse.csr_array) -> sparse.csr_array:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    counts = np.diff(rows.indptr)
    unit = rows.copy()
    unit.data = rows.data / np.repeat(lengths, counts)
    return unit


def topic_likeness(
    left: Sequence[Mapping[str, float]], right: Sequence[Mapping[str, float]]
) -> Matrix:
    """How alike the topics are, 0–1: by their cosine, and by how alone these two have them.

    The mean of the cosine of the topics by their confidence, and of the same divided by
    the root of how many are of the topic on each side: in a long list many are, and which
    of them is the counterpart, the topic does not show. 0 where a side has no topic.
    """
    names = sorted(set().union(*left, *right))
    one, other = (
        np.array([[row.get(name, 0.0) for name in names] for row in rows]).reshape(
            len(rows), len(names)
        )
        for rows in (left, right)
    )
    lengths = np.outer(np.linalg.norm(one, axis=1), np.linalg.norm(other, axis=1))
    cosines: Matrix = np.divide(
        one @ other.T, lengths, out=np.zeros_like(lengths), where=lengths > 0
    )
    same = cosines > _LEAST_TOPIC_COSINE
    rivals = same.sum(axis=1)[:, None] * same.sum(axis=0)[None, :]
    found: Matrix = (cosines + cosines / np.sqrt(np.maximum(rivals, 1))) / 2
    return np.clip(found, 0, 1)


def _cosines(documents: Sequence[Grams], lefts: int) -> Matrix:
    """Cosines of each of the first `lefts` documents to each of the others, by TF-IDF."""
    if not 0 < lefts < len(documents):
        return np.zeros((lefts, len(documents) - lefts))
    counted = [np.unique(document, return_counts=True) for document in documents]
    found, columns = np.unique(np.concatenate([c[0] for c in counted]), return_inverse=True)
    counts = np.concatenate([c[1] for c in counted])
    rows = np.repeat(np.arange(len(documents)), [len(c[0]) for c in counted])
    rarity = np.log((1 + len(documents)) / (1 + np.bincount(columns, minlength=len(found)))) + 1
    weights = (1 + np.log(counts)) * rarity[columns]
    lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(documents)))
    shape = (len(documents), max(1, len(found)))
    unit = sparse.csr_array((weights / lengths[rows], (rows, columns)), shape=shape)
    cosines: Matrix = (unit[:lefts] @ unit[lefts:].T).toarray()
    return np.clip(cosines, 0, 1)


def concept_likeness(left: Sequence[Terms], right: Sequence[Terms]) -> Matrix:
    """Cosines of the concepts, by where they are named and how rare they are.

    NaN where neither measure names any, which is no sign either way.
    """
    rows = [one.concepts for one in chain(left, right)]
    names = sorted(set().union(*rows))
    marks = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    marks = marks.reshape(len(rows), len(names))
    weighed = marks * (
        np.log((1 + len(rows)) / (1 + (marks > 0).sum(axis=0))) + _LEAST_CONCEPT_WEIGHT
    )
    one, other = weighed[: len(left)], weighed[len(left) :]
    lengths = np.linalg.norm(weighed, axis=1)
    ours, theirs = lengths[: len(left), None], lengths[None, len(left) :]
    alike = np.where((ours == 0) & (theirs == 0), np.nan, 0.0)
    np.divide(one @ other.T, ours * theirs, out=alike, where=(ours > 0) & (theirs > 0))
    return np.clip(alike, 0, 1)


def ahead(alike: Matrix) -> Matrix:
    """How far two measures are more alike than each of them is to its nearest ones, -1–1.

    Boilerplate that all rows share raises all of them, and so none. Source of the form:
    cross-domain similarity local scaling, Conneau et al., "Word Translation Without
    Parallel Data", ICLR 2018.
    """
    near = np.sort(alike, axis=1)[:, -_RIVALS:].sum(axis=1) / _RIVALS
    other = np.sort(alike, axis=0)[-_RIVALS:].sum(axis=0) / _RIVALS
    found: Matrix = alike - (near[:, None] + other[None, :]) / 2
    return found


def indicator_likeness(left: Sequence[int | None], right: Sequence[int | None]) -> Matrix:
    """1 where both state the same indicator, -1 where they state different ones, else 0."""
    one = np.array([number or 0 for number in left], dtype=np.int64)[:, None]
    other = np.array([number or 0 for number in right], dtype=np.int64)[None, :]
    stated = (one > 0) & (other > 0)
    return np.where(stated, np.where(one == other, 1.0, -1.0), 0.0)
