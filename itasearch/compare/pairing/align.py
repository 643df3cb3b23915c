"""Alignment of two reports' measures: which do the same thing, and which cover several.

Signals of wording, concepts, topics and meaning are summed with the weights of a logistic
regression, learned by `python bench/compare_alignment.py --learn` on judgements by hand; means that
all towns use (web site, meeting, training) weigh little. Of all one-to-one alignments the one with
the greatest sum above a cut-off is taken (Kuhn-Munkres, by SciPy); first by evidence alone, whose
pairs grow to covers, then by the cut-off of a pair for what is left free. What is too little for a
pair, but not for a doubt, may be a pair. Figures: docs/compare.md.

A measure may be a part of another side's one if their texts are near, there is evidence enough that
they belong together and that it does one of its steps, it is nearer to no other measure, and it has
no pair as good. Where the partner in a pair is clearly the counterpart, the cover extends the pair;
where the parts count alike, it replaces it. Thresholds of covers, but for _PART_WEIGHT, were chosen
by what that bench reports.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.pairing.signals import Matrix, Signals, lead, signals
from itasearch.model.records import Report

_PART_WEIGHT = 3.2
"""Weight of the likeness to one step, learned on judged covers as those of signals are."""

_MORE_FOR_PART = 0.8
"""How much more evidence (log of odds) a part needs than a pair: it has more to choose from."""

_MOST_BELOW_NEAREST = 4.5  # how much less there may be for a part than for the nearest one

_LEAST_STEP_LIKENESS = 0.6
"""Likeness to one step from which on a part may be farther than that: it is that step."""

_LEAST_CLEAR_LEAD = 2.5
"""How much more evidence (log of odds) there is for a part that stays a pair than for the next."""

_LEAST_GAIN_OVER_PAIR = 0.5
"""How much more there must be for a part of a cover than for a pair of its own."""

NEVER = -1e6
"""Evidence of what no alignment takes."""

CERTAIN = 1e3
"""Evidence of what a person said is the same."""

_LEAST_COPY_LIKENESS = 0.95
"""Measures as alike as this are one and the same, however often a report repeats it."""

_MOST_PARTS = 6  # parts of one cover: the best ones, where a general measure is near to more

DIGITS = 4
"""Of a similarity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedCover:
    """Indices of measures: one on one side, two or more on the other.

    `similarity`: 0–1, the mean over the parts. `main`: the pair that it extends; None if all count
    alike.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    similarity: float
    main: tuple[int, int] | None = None

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
    is_part = ((alike >= _LEAST_OTHERWISE) & (alike < _LEAST_COPY_LIKENESS)) | (found.judged > 0)
    theirs = np.where(is_part, odds + _PART_WEIGHT * found.right_parts, NEVER)
    ours = np.where(is_part, odds + _PART_WEIGHT * found.left_parts, NEVER)
    turned = [(right, left) for left, right in pairs]
    least += _MORE_FOR_PART
    groups = [
        *_groups(odds, theirs, alike, pairs=pairs, least=least),
        *(one.turned() for one in _groups(odds.T, ours.T, alike.T, pairs=turned, least=least)),
    ]

    def worst_last(one: AlignedCover) -> tuple[float, tuple[int, ...], tuple[int, ...]]:
        return -float(odds[np.ix_(one.left, one.right)].mean()), one.left, one.right

    taken: tuple[set[int], set[int]] = set(), set()
    covers: list[AlignedCover] = []
    for one in sorted(groups, key=worst_last):
        if not taken[0] & set(one.left) and not taken[1] & set(one.right):
            taken[0].update(one.left)
            taken[1].update(one.right)
            covers.append(one)
    return tuple(sorted(covers, key=lambda one: one.left))


def _groups(
    odds: Matrix, parts: Matrix, alike: Matrix, *, pairs: Collection[tuple[int, int]], least: float
) -> Iterator[AlignedCover]:
    if not odds.size:
        return
    nearest = parts.argmax(axis=0)[None, :] == np.arange(len(odds))[:, None]
    within = parts >= parts.max(axis=1, keepdims=True) - _MOST_BELOW_NEAREST
    near = (
        nearest
        & (parts >= least)
        & (within | (parts - odds >= _PART_WEIGHT * _LEAST_STEP_LIKENESS))
    )
    for row, column in pairs:
        # A part with a pair of its own leaves it only for clearly better company.
        others = odds[:, column] < odds[row, column] + _LEAST_GAIN_OVER_PAIR
        others[row] = False
        near[others, column] = False
    for row, column in pairs:
        best_first = sorted(np.flatnonzero(near[row]), key=lambda part: -parts[row, part])
        found = tuple(sorted(int(part) for part in best_first[:_MOST_PARTS]))
        if column in found and len(found) > 1:
            next_best = max(odds[row, part] for part in found if part != column)
            is_clear = bool(odds[row, column] >= next_best + _LEAST_CLEAR_LEAD)
            yield AlignedCover(
                left=(row,),
                right=found,
                similarity=round(float(alike[row, list(found)].mean()), DIGITS),
                main=(row, column) if is_clear else None,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """From which evidence and lead over the next best two measures are a pair.

    Attributes:
        base: the least sum of both.
        meaning: added for each unit of lead of their own meaning.
        doubt: how far below `base` two measures may still be the same.
    """

    base: float
    meaning: float = 0.0
    doubt: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingWeights:
    """Weights of the signals of the same names: with `bias` they sum to log odds.

    `least`: from which sum on a measure may be a part of a cover. `cut`: two are a pair.
    """

    ahead: float
    stated: float
    bias: float
    least: float
    cut: CutOff
    letters: float = 0.0
    words: float = 0.0
    concepts: float = 0.0
    concepts_ahead: float = 0.0
    own_meaning: float = 0.0
    topics: float = 0.0


WITH_TOPICS = PairingWeights(
    ahead=5.68,
    concepts_ahead=7.25,
    stated=1.2,
    bias=-5.29,
    least=-1.6,
    cut=CutOff(base=1.6, meaning=3.23, doubt=3.1),
    own_meaning=8.71,
    topics=2.59,
)
"""For measures that the index knows."""

WITH_MEANING = PairingWeights(
    ahead=12.35,
    concepts=3.78,
    stated=1.21,
    bias=-5.15,
    least=-1.9,
    cut=CutOff(base=1.0, meaning=1.06, doubt=3.3),
    own_meaning=9.6,
)
"""Where no topic of any measure is known."""

BY_WORDING = PairingWeights(
    letters=3.45,
    words=1.22,
    ahead=19.09,
    concepts=5.51,
    stated=1.32,
    bias=-3.77,
    least=-2.1,
    cut=CutOff(base=3.5, doubt=4.0),
)
"""Without vectors; learned for a precision of .91, as more costs them too many pairs."""


_MOST_LEAD = 4.0
"""By how much evidence may count that nothing else comes near it (log of odds): in two short tables
of other subjects whatever is left is far ahead. From 2 to 6 the precision that is asked for is
reached with about the same recall (bench/compare_alignment.py --leave-sets-out)."""

_FEW, _RIVAL_OF_FEW = 3, 3.0
"""In reports of at most so many measures hardly anything shows how near unrelated ones come: a
rival is thought to be there with so much more evidence than none (log of odds). Of drawn pairs of
reports with 1, 2 and 3 measures of the sets in bench/compare_alignment.py precision is .97, .93
and .95 with it, .88, .88 and .89 without; with 2 the last two are .93 and .91."""

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
_LEAST_OTHERWISE alike, is called the nearest, unless their objects are known to differ. Of the 200
so alike in the sets of bench/compare_alignment.py 28 are, 25 of one subject; by likeness alone 5 of
8 from .55 on are, 2 of 10 from .45 to .5. Read by hand."""

_LEAST_NEAR_ALONE = 0.6
"""The likeness that it takes where topics are not known."""

_LEAST_ALIKE = 0.25
"""Likeness of two texts, 0–1, below which they are no pair: of 10 such pairs of the sets in
bench/compare_alignment.py 5 are right, of 37 of the sample library hardly one."""

_LEAST_OWN, _LEAST_DOUBT_OWN = 2.5, 1.25
"""Evidence of the texts themselves, without stated indicator and topics (log of odds), below which
texts that are not near are no pair unless their titles share a concept, and not even doubtful. An
indicator or a topic is shared by other matters too. With these and _LEAST_ALIKE precision of the
sets is .946 (.938 without), F1 .872 (.877), recall with maybe .915 (.920)."""

_PLACE_BONUS = 1e-6  # of equally good alignments the one that keeps the reports' order is taken


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedPair:
    """A pair of indices into the reports' measures; `similarity` of their texts is 0–1."""

    left: int
    right: int
    similarity: float
    judged: bool = False
    is_near: bool = False  #: of the most similar one: whether it is called near


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Each measure is in a pair, in a cover or free, all in the left report's order.

    Those of a pair that a cover extends are in both.

    Attributes:
        maybe: free measures that may be pairs; a measure may be in several.
        nearest_right: each free left measure with the most similar right one, free or not; () if
            none.
        nearest_left: the reverse.
    """

    pairs: tuple[AlignedPair, ...]
    covers: tuple[AlignedCover, ...]
    maybe: tuple[AlignedPair, ...]
    nearest_right: tuple[AlignedPair, ...]
    nearest_left: tuple[AlignedPair, ...]


def align(
    left: Report, right: Report, *, meanings: Meanings | None, covers: bool = True
) -> Alignment:
    """The best alignment of two reports; swapping the sides gives it swapped.

    A measure without letters is in no pair. Without meanings wording and concepts alone count;
    without covers all is one to one.
    """
    if left.id > right.id:
        # Sums in another order differ in their last bit: both ways take the same one.
        return _swapped(align(right, left, meanings=meanings, covers=covers))
    found = signals(left, right, meanings=meanings)
    weights = WITH_MEANING if found.topics is None else WITH_TOPICS
    return align_signals(found, BY_WORDING if found.meaning is None else weights, covers=covers)


def align_signals(found: Signals, weights: PairingWeights, *, covers: bool = True) -> Alignment:
    """The best alignment by these signals and weights; see align."""
    odds, alike = evidence(found, weights), similarities(found)
    sure = above_cut_off(odds, found, weights)
    groups: tuple[AlignedCover, ...] = ()
    if covers:
        # Parts of a cover are rivals: none of them is ahead of the others, as pairs are.
        links = {(one.left, one.right) for one in _best(odds - weights.least, alike)}
        groups = find_covers(odds, found, alike, least=weights.least, pairs=links)
    pairs = _best(_without_covers(sure, groups), alike)
    free = _free(alike.shape, pairs, groups)
    doubtful = np.where(np.outer(*free), sure + weights.cut.doubt, NEVER)
    # What a person judged to be another thing is the nearest only where there is nothing else.
    nearness = np.where(found.judged < 0, alike - 1, alike)
    is_near = nearness >= _LEAST_NEAR_ALONE
    if found.topics is not None:
        is_near = (nearness >= _LEAST_OTHERWISE) & (found.topics >= _LEAST_NEAR_TOPICS)
    is_near = is_near & ~found.other_objects
    return Alignment(
        pairs=tuple(replace(p, judged=bool(found.judged[p.left, p.right] > 0)) for p in pairs),
        covers=groups,
        maybe=_best(doubtful, alike),
        nearest_right=_nearest(nearness, alike, is_near, free[0]),
        nearest_left=tuple(map(_turned, _nearest(nearness.T, alike.T, is_near.T, free[1]))),
    )


def _free(
    shape: tuple[int, ...], pairs: Sequence[AlignedPair], covers: Sequence[AlignedCover]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    left, right = (np.ones(count, dtype=bool) for count in shape)
    left[[pair.left for pair in pairs]] = False
    right[[pair.right for pair in pairs]] = False
    for cover in covers:
        left[list(cover.left)] = False
        right[list(cover.right)] = False
    return left, right


def _nearest(
    nearness: Matrix, alike: Matrix, is_near: NDArray[np.bool_], free: NDArray[np.bool_]
) -> tuple[AlignedPair, ...]:
    if not nearness.size:
        return ()
    rows = np.flatnonzero(free)
    pairs = zip(rows.tolist(), nearness.argmax(axis=1)[rows].tolist(), strict=True)
    return tuple(
        AlignedPair(left=i, right=j, similarity=float(alike[i, j]), is_near=bool(is_near[i, j]))
        for i, j in pairs
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


def evidence(found: Signals, weights: PairingWeights) -> Matrix:
    """The sum of the weighted signals: a logarithm of odds that two measures are a pair."""
    total: Matrix = (
        weights.bias
        + weights.letters * found.letters
        + weights.words * found.words
        + weights.ahead * found.ahead
        + weights.concepts * np.nan_to_num(found.concepts)
        + weights.concepts_ahead * found.concepts_ahead
        + weights.stated * found.stated
    )
    if found.own_meaning is not None:
        total = total + weights.own_meaning * found.own_meaning
    if found.topics is not None:
        total = total + weights.topics * found.topics
    return _as_judged(np.where(found.has_text > 0, total, NEVER), found)


def _as_judged(odds: Matrix, found: Signals) -> Matrix:
    """What people judged is certain, or never."""
    return np.where(found.judged == 0, odds, np.where(found.judged > 0, CERTAIN, NEVER))


def above_cut_off(odds: Matrix, found: Signals, weights: PairingWeights) -> Matrix:
    """How far the evidence is above the cut-off of a pair; below 0 two measures are none."""
    cut = weights.cut
    ahead = odds + evidence_lead(odds, weights) + cut.meaning * meaning_lead(found)
    sure = ahead - cut.base
    sure = np.where(found.other_objects, np.minimum(sure - cut.doubt, 0), sure)
    alike = similarities(found)
    own = evidence(found, replace(weights, bias=0.0, stated=0.0, topics=0.0))
    unlike = (alike < _LEAST_OTHERWISE) & (own < _LEAST_OWN) & ~found.same_object
    sure = np.where(unlike | (alike < _LEAST_ALIKE), np.minimum(sure, 0), sure)
    sure = np.where((alike < _LEAST_OTHERWISE) & (own < _LEAST_DOUBT_OWN), NEVER, sure)
    return _as_judged(np.where(found.has_text > 0, sure, NEVER), found)


def evidence_lead(odds: Matrix, weights: PairingWeights) -> Matrix:
    """How far the evidence is ahead of the next best of either measure, at most _MOST_LEAD.

    A close rival makes both doubtful: they share a frame of words, or one is the other's part.
    Without another measure, one without any likeness is the rival.
    """
    most = np.full(odds.shape, _MOST_LEAD)
    if max(odds.shape) <= _FEW:
        most = np.minimum(most, odds - weights.bias - _RIVAL_OF_FEW)
    leads: Matrix = np.minimum(lead(odds - weights.bias), most)
    return leads


def meaning_lead(found: Signals) -> Matrix:
    """How far own meaning is ahead of the next best of either measure; 0 without vectors."""
    if found.own_meaning is None:
        return np.zeros_like(found.letters)
    return lead(found.own_meaning)


def similarities(found: Signals) -> Matrix:
    """How alike the texts of any two measures are, 0–1, to four digits.

    The root of the mean likeness of letters, words, meaning and any concepts, so that a rewording
    (.2) reads as what it is (.45) and a copy is 1.
    """
    votes = [found.letters, found.words, found.concepts]
    if found.meaning is not None:
        votes.append(found.meaning)
    likeness: Matrix = np.sqrt(np.clip(np.nanmean(votes, axis=0), 0, 1)) * found.has_text
    return likeness.round(DIGITS)


def _best(sure: Matrix, alike: Matrix) -> tuple[AlignedPair, ...]:
    from scipy.optimize import linear_sum_assignment  # loads in 0.3 s

    gain = np.maximum(sure, 0)
    apart = np.subtract.outer(*(np.linspace(0, 1, length) for length in gain.shape))
    gain += np.where(gain > 0, _PLACE_BONUS * (1 - np.abs(apart)), 0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return tuple(
        AlignedPair(left=int(i), right=int(j), similarity=float(alike[i, j]))
        for i, j in zip(rows, columns, strict=True)
        if sure[i, j] > 0
    )


def _swapped(found: Alignment) -> Alignment:
    covers = sorted((one.turned() for one in found.covers), key=lambda one: one.left)
    return Alignment(
        pairs=_swapped_pairs(found.pairs),
        covers=tuple(covers),
        maybe=_swapped_pairs(found.maybe),
        nearest_right=tuple(map(_turned, found.nearest_left)),
        nearest_left=tuple(map(_turned, found.nearest_right)),
    )


def _swapped_pairs(pairs: Sequence[AlignedPair]) -> tuple[AlignedPair, ...]:
    return tuple(sorted(map(_turned, pairs), key=lambda one: one.left))


def _turned(pair: AlignedPair) -> AlignedPair:
    return replace(pair, left=pair.right, right=pair.left)
