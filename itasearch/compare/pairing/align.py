"""Alignment of two reports' measures: which do the same thing, and which cover several.

The numbers of a pair are learned on judgements by hand: `python -m bench.learn pairs` writes
learned.toml and titles.npz. Signals of wording, concepts, topics and meaning, their lead over what
is next best, and the words of titles sum to the evidence of two measures, a logarithm of odds;
titles that share only a means that all towns use (web site, meeting, training), for different
things, are no pair. Of all one-to-one alignments the one with the greatest sum above a cut-off is
taken (Kuhn-Munkres, by SciPy); first by the evidence of covers alone, whose pairs grow to covers,
then by the cut-off of a pair for what is left free. What is too little for a pair, but not for a
doubt, may be a pair. Measures of one title in two reports of one town are a pair, and part of no
other. Figures: bench/README.md.

A measure may be a part of another side's one if their texts are near, they state no different
indicators and have no other objects, there is evidence enough that they belong together, it is
nearer to no other measure, and it has no pair as good. Where the partner in a pair is clearly the
counterpart, the cover extends the pair; where the parts count alike, it replaces it. Thresholds of
covers were chosen by what bench/compare_alignment.py reports.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib.resources import files
from itertools import chain, product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from itasearch.compare.difference.diff import best_assignment
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.pairing.signals import (
    DIGITS,
    TITLE_FEATURES,
    Bools,
    Matrix,
    Signals,
    signals,
    title_features,
)
from itasearch.model.records import Report
from itasearch.text.regression import Features, Regression

_NO_SIGNALS = frozenset({"constant", "pair", "maybe", "least"})  # learned with their weights

_MOST_BELOW_NEAREST = 4.5  # how much less there may be for a part than for the nearest one

_LEAST_CLEAR_LEAD = 2.5
"""How much more evidence (log of odds) there is for a part that stays a pair than for the next."""

_LEAST_LIKELY = -4.0
"""Evidence (log of odds) above which the words of titles add to it, and one title of one town is a
pair: what is below is none, whatever they say. By hand."""

NEVER = -1e6  #: Evidence of what no alignment takes

CERTAIN = 1e3  #: Evidence of what a person said is the same

_LEAST_COPY_LIKENESS = 0.95
"""Measures as alike as this are one and the same, however often a report repeats it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedCover:
    """Indices of measures: one on one side, two or more on the other."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    similarity: float  #: 0–1, the mean over the parts
    main: tuple[int, int] | None = None  #: the pair that it extends; None if all count alike

    def turned(self) -> "AlignedCover":
        """The cover with the reports' sides swapped."""
        main = self.main and (self.main[1], self.main[0])
        return replace(self, left=self.right, right=self.left, main=main)


def find_covers(
    odds: Matrix, found: Signals, alike: Matrix, *, least: float, pairs: Collection[tuple[int, int]]
) -> tuple[AlignedCover, ...]:
    """All covers, in the left report's order; no measure is in two.

    `odds`: log odds that two measures belong together, from `least` on. `pairs`: the best alignment
    one to one; every cover holds one of them.
    """
    is_part = (alike >= _LEAST_OTHERWISE) & (alike < _LEAST_COPY_LIKENESS)
    is_part = is_part & (found.stated >= 0) | (found.judged > 0)
    parts = np.where(is_part, odds, NEVER)
    turned, titles = [(right, left) for left, right in pairs], found.same_titles
    grouped = partial(_groups, least=least)
    groups = [*grouped(parts, alike, titles, pairs=pairs)]
    groups += (it.turned() for it in grouped(parts.T, alike.T, titles.T, pairs=turned))

    def worst_last(one: AlignedCover) -> tuple[float, tuple[int, ...], tuple[int, ...]]:
        return -float(odds[np.ix_(one.left, one.right)].mean()), one.left, one.right

    taken: tuple[set[int], set[int]] = set(), set()
    covers: list[AlignedCover] = []
    for one in sorted(groups, key=worst_last):
        if not taken[0] & set(one.left) and not taken[1] & set(one.right):
            taken[0].update(one.left)
            taken[1].update(one.right)
            covers.append(one)
    return tuple(sorted(covers, key=lambda it: it.left))


def _groups(
    parts: Matrix, alike: Matrix, titles: Bools, *, pairs: Collection[tuple[int, int]], least: float
) -> Iterator[AlignedCover]:
    if not parts.size:
        return
    nearest = parts.argmax(axis=0)[None, :] == np.arange(len(parts))[:, None]
    within = parts >= parts.max(axis=1, keepdims=True) - _MOST_BELOW_NEAREST
    near = nearest & within & (parts >= least)
    for row, column in pairs:
        found = tuple(np.flatnonzero(near[row]).tolist())
        if column in found and len(found) > 1:
            next_best = max(parts[row, part] for part in found if part != column)
            is_clear = titles[row, column] or parts[row, column] >= next_best + _LEAST_CLEAR_LEAD
            yield AlignedCover(
                left=(row,),
                right=found,
                similarity=round(float(alike[row, list(found)].mean()), DIGITS),
                main=(row, column) if is_clear else None,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Numbers of an alignment, as bench.learn finds them: of signals and `constant`, by name, which
    give the evidence, and cut-offs."""

    pairs: Mapping[str, float]  #: with the least evidence of a `pair` and of a doubt, `maybe`
    covers: Mapping[str, float]  #: with the `least` evidence from which on a measure may be a part
    titles: Features = field(
        default_factory=lambda: np.zeros(TITLE_FEATURES, dtype=np.float32), compare=False
    )
    """What the words of two titles add to the evidence of a pair, by `title_features`."""


@cache
def learned() -> Weights:
    """Those that are shipped."""
    folder = files("itasearch.compare.pairing")
    text = folder.joinpath("learned.toml").read_text(encoding="utf-8")
    titles = Regression.read(folder.joinpath("titles.npz")).weights[:, 0]
    return Weights(**tomllib.loads(text), titles=titles)


LEAST_SAME = 0.4
"""Likeness of two paired texts, 0–1, from which on they do the same: of the 594 pairs between the
towns of the sample corpus those below have another subject as a rule. Read by
hand. Of 97 judged pairs between two reports of one town 3 are below: one right, one wrong, and
one that may be either."""

_LEAST_OTHERWISE = 0.3
"""Likeness of two texts, 0–1, below which only evidence of their own makes them a pair or a part:
of the nearest measures of three pairs of reports nearly all below have another subject. Read by
hand."""

_LEAST_NEAR_TOPICS = 0.5
"""Cosine of topics from which on what is most similar to a measure without counterpart, at least
_LEAST_OTHERWISE alike, is called the nearest, unless their objects are known to differ. Of 110 that
are in the sets of bench/compare_alignment.py 99 are of one subject. Read by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedPair:
    """A pair of indices into the reports' measures; `similarity` of their texts is 0–1."""

    left: int
    right: int
    similarity: float
    judged: bool = False
    same_title: bool = False  #: of one town, as `same_titles` finds

    def turned(self) -> "AlignedPair":
        """The pair with the reports' sides swapped."""
        return replace(self, left=self.right, right=self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Each measure is in a pair, in a cover or free, all in the left report's order.

    Those of a pair that a cover extends are in both.
    """

    pairs: tuple[AlignedPair, ...]
    covers: tuple[AlignedCover, ...]
    maybe: tuple[AlignedPair, ...]  #: free measures that may be pairs; a measure may be in several
    alike: Matrix = field(compare=False)  #: likeness of the texts of any two, 0–1
    #: the same, less 1 where a person judged that they are not the same
    nearness: Matrix = field(compare=False)
    is_near: NDArray[np.bool_] = field(compare=False)  #: whether the nearest of one is called near

    @property
    def perhaps(self) -> Sequence[tuple[int, int]]:
        """Indices of what may be pairs, then of each part of a cover with its whole."""
        doubts = [(it.left, it.right) for it in self.maybe]
        return [*doubts, *chain.from_iterable(product(it.left, it.right) for it in self.covers)]


def align(left: Report, right: Report, *, meanings: Meanings, covers: bool = True) -> Alignment:
    """The best alignment of two reports; swapping the sides gives it swapped.

    A measure without words is in no pair. Without covers all is one to one.
    """
    if left.id > right.id:
        # Sums in another order differ in their last bit: both ways take the same one.
        found = align(right, left, meanings=meanings, covers=covers)
        return Alignment(
            pairs=_turned(found.pairs),
            covers=_turned(found.covers),
            maybe=_turned(found.maybe),
            alike=found.alike.T,
            nearness=found.nearness.T,
            is_near=found.is_near.T,
        )
    return align_signals(signals(left, right, meanings=meanings), learned(), covers=covers)


def align_signals(found: Signals, weights: Weights, *, covers: bool = True) -> Alignment:
    """The best alignment by these signals and weights; see align."""
    of_pairs, of_covers = weights.pairs, weights.covers
    alike, odds = found.similarities, pair_evidence(found, weights)
    may_be = (odds > _LEAST_LIKELY) | (found.of_one_year & (found.judged >= 0))
    of_title = found.same_titles & may_be
    least = np.nextafter(of_pairs["pair"], np.inf)
    odds = np.where(of_title, np.maximum(odds, least), odds)
    # What has its own title in the other report is nothing else there.
    ours, theirs = (of_title.any(axis=side, keepdims=True) & ~of_title for side in (1, 0))
    odds = np.where((ours | theirs) & (odds < CERTAIN), NEVER, odds)
    groups: tuple[AlignedCover, ...] = ()
    if covers:
        # Parts of a cover are rivals: none of them is ahead of the others, as pairs are.
        shared, least = evidence(found, of_covers), of_covers["least"]
        shared = np.where(ours & theirs, NEVER, shared)
        apart = np.where(ours | theirs, NEVER, shared)
        links = {(it.left, it.right) for it in _best(apart - least, alike)}
        groups = find_covers(shared, found, alike, least=least, pairs=links)
    pairs = _best(_without_covers(odds - of_pairs["pair"], groups), alike)
    # What leads a cover by its evidence may be no pair by that of pairs.
    links = {(pair.left, pair.right) for pair in pairs}
    groups = tuple(replace(it, main=it.main if it.main in links else None) for it in groups)
    placed = (
        [*(pair.left for pair in pairs), *(at for cover in groups for at in cover.left)],
        [*(pair.right for pair in pairs), *(at for cover in groups for at in cover.right)],
    )
    free = [~np.isin(np.arange(rows), at) for rows, at in zip(alike.shape, placed, strict=True)]
    # Of two short tables whatever is left looks alike in subject, with nothing else in common.
    has_common = found.words + np.nan_to_num(found.concepts) + found.topics > 0
    has_common &= ~found.means_alone
    doubtful = np.where(np.outer(*free) & has_common, odds - of_pairs["maybe"], NEVER)
    # What a person judged to be another thing is the nearest only where there is nothing else.
    nearness = np.where(found.judged < 0, alike - 1, alike)
    is_near = (nearness >= _LEAST_OTHERWISE) & (found.topics >= _LEAST_NEAR_TOPICS)
    is_near = is_near & ~found.other_objects
    return Alignment(
        pairs=tuple(
            replace(it, judged=bool(found.judged[at] > 0), same_title=bool(of_title[at]))
            for it in pairs
            for at in [(it.left, it.right)]
        ),
        covers=groups,
        maybe=_best(doubtful, alike),
        alike=alike,
        nearness=nearness,
        is_near=is_near,
    )


def _without_covers(sure: Matrix, covers: Sequence[AlignedCover]) -> Matrix:
    free = sure.copy()
    for cover in covers:
        free[list(cover.left), :] = NEVER
        free[:, list(cover.right)] = NEVER
    for cover in covers:
        if cover.main is not None:
            free[cover.main] = sure[cover.main]
    return free


def evidence(found: Signals, weights: Mapping[str, float]) -> Matrix:
    """The sum of the weighted signals: a logarithm of odds that two measures are a pair."""
    total = np.full(found.has_text.shape, weights["constant"])
    for name in weights.keys() - _NO_SIGNALS:
        total += weights[name] * np.nan_to_num(getattr(found, name))
    odds = np.where((found.has_text > 0) & ~found.other_objects, total, NEVER)
    # What people judged is certain, or never.
    return np.where(found.judged == 0, odds, np.where(found.judged > 0, CERTAIN, NEVER))


def doubtful(odds: Matrix) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Indices of the measures to whose evidence the words of titles add."""
    ours, theirs = ((odds > _LEAST_LIKELY) & (odds < CERTAIN)).nonzero()
    return ours, theirs


def pair_evidence(found: Signals, weights: Weights) -> Matrix:
    """`evidence` of pairs, with what the words of titles add to it."""
    odds = evidence(found, weights.pairs)
    doubts = doubtful(odds)
    odds[doubts] += title_features(*found.titles, doubts) @ weights.titles
    return odds


def _best(sure: Matrix, alike: Matrix) -> tuple[AlignedPair, ...]:
    return tuple(
        AlignedPair(left=i, right=j, similarity=float(alike[i, j]))
        for i, j in best_assignment(sure).items()
    )


_Link = TypeVar("_Link", AlignedPair, AlignedCover)


def _turned(links: Sequence[_Link]) -> tuple[_Link, ...]:
    return tuple(sorted((it.turned() for it in links), key=lambda it: it.left))
