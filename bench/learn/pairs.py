"""(d) When two measures of two reports are a pair or may be one, and when they may be of one cover.

Evidence is a logistic regression over the signals of any two judged measures, and a second one
beside it over the words of titles. Cut-offs are set on evidence that was learned on other reports,
which else looks too sure, and that of a pair on what examiners wrote: pairs by who also wrote the
rules are plainer. The evidence of covers is learned apart, without most signals that rivals lower:
parts of a cover are rivals.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment, minimize

from bench.compare_alignment import (
    HEADER,
    SETS,
    Aligned,
    Counts,
    Judged,
    LibraryMeanings,
    Links,
    cover_counts,
    found_by,
    pair_counts,
    read_judged,
    read_reports,
    row,
    total,
)
from bench.learn.material import report_pairs
from itasearch.compare.pairing.align import (
    NEVER,
    Weights,
    align_signals,
    doubtful,
    evidence,
    pair_evidence,
)
from itasearch.compare.pairing.signals import (
    TITLE_FEATURES,
    Matrix,
    Signals,
    signals,
    title_features,
)
from itasearch.config import DEFAULT_ENCODER
from itasearch.encoders import open_encoder

PAIR_SIGNALS = (
    "rank",
    "concepts_ahead",
    "stated",
    "objects_apart",
    "titles_alone",
    "meaning_lead",
    "matter_ahead",
    "topics",
)
"""Of Signals, those of a pair's evidence: of concepts the lead, as all share a frame of words, and
words say nothing more where meaning is known."""
WRITTEN = "written"  #: Name of the pairs of bench/learning/pairs that are learned from
COVER_SIGNALS = ("ahead", "stated", "objects_apart", "titles_alone", "own_meaning", "topics")
EXAMINED = "examined"  #: How the names of the sets by examiners begin
PRECISION = 0.94
"""Share of the examiners' pairs that are right, of measures in no cover, from the cut-off on."""
PENALTY = 3.0  #: Of the squared weights of standardised signals
TITLE_PENALTY = 1.6  #: Of those of words; of .5 and 3 the sets left out are .002 worse
AGAINST = frozenset({"rank", "objects_apart", "titles_alone"})
"""Signals that speak against a pair; all others speak for it."""
LEAST_SCALE = 1e-6
FOLDS = 5
NEIGHBOURS = 9  #: Cut-offs, .1 apart, over which a share is averaged
LEVELS = np.arange(-6, 10, 0.1).round(1)
COVER_LEVELS = np.arange(-2, 1.3, 0.3).round(1)
COVER_NEIGHBOURS = 3  #: Of these, .3 apart
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Two reports with what a person says of them, and their signals."""

    judged: Judged
    found: Signals

    def matrix(self, links: Collection[tuple[int, int]]) -> Bools:
        """Which two measures these links are of."""
        found = np.zeros(self.found.has_text.shape, dtype=np.bool_)
        for link in links:
            found[link] = True
        return found


Cases = Mapping[str, Sequence[Case]]  #: By set
Sides = Sequence[tuple[Case, Matrix]]


def cases() -> Cases:
    """All judged pairs of reports, by set, with their signals."""
    reports = read_reports()
    meanings = LibraryMeanings(open_encoder(DEFAULT_ENCODER), reports.values())
    sets = {name: read_judged(name, reports) for name in SETS}
    sets[WRITTEN] = report_pairs()

    return {
        name: [
            Case(judged=each, found=signals(each.left, each.right, meanings=meanings))
            for each in judged
        ]
        for name, judged in sets.items()
    }


def learned(given: Cases) -> Weights:
    """All numbers of learned.toml and titles.npz."""
    sets, every = zip(*((name, case) for name in given for case in given[name]), strict=True)
    taught = _taught(every)
    pairs = {**taught.pairs}
    folds = [[*range(fold, len(every), FOLDS)] for fold in range(FOLDS)]
    unseen: list[tuple[str, tuple[Case, Matrix]]] = []
    for fold in folds:
        by_others = _taught([every[at] for at in range(len(every)) if at not in fold])
        unseen += (
            (sets[at], (every[at], pair_evidence(every[at].found, by_others))) for at in fold
        )
    examined = [side for name, side in unseen if name.startswith(EXAMINED)]
    pairs["pair"] = _precise_cut(examined, PRECISION)
    judged = [side for name, side in unseen if name != WRITTEN]
    pairs["maybe"] = _doubtful_cut(judged, pairs["pair"])
    covers = _evidence(every, COVER_SIGNALS, with_covered=True)
    cut = replace(taught, pairs=pairs, covers=covers)
    covers["least"] = _best_cover_cut(every, cut)
    return replace(cut, pairs=_rounded(pairs), covers=_rounded(covers))


def _taught(given: Sequence[Case]) -> Weights:
    """The evidence of a pair, without cut-offs; titles' words have a say beside all signals."""
    pairs = _evidence(given, PAIR_SIGNALS)
    rows, wanted, before = [], [], []
    for case in given:
        odds = evidence(case.found, pairs)
        odds[case.matrix(case.judged.maybe | case.judged.covered)] = NEVER
        doubts = doubtful(odds)
        rows.append(title_features(*case.found.titles, doubts))
        wanted.append(case.matrix(case.judged.pairs)[doubts])
        before.append(odds[doubts])
    examples, is_right = sparse.vstack(rows, format="csr"), np.concatenate(wanted)
    # What both titles say speaks against no pair.
    apart = 1 + TITLE_FEATURES * 2 // 3
    bounds = [*repeat((None, None), apart), *repeat((0, None), TITLE_FEATURES // 3)]
    offset = np.concatenate(before)
    _, *titles = _logistic(examples, is_right, TITLE_PENALTY, offset=offset, bounds=bounds)
    return Weights(pairs=pairs, covers={}, titles=np.array(titles, dtype=np.float32))


def _rounded(weights: Mapping[str, float]) -> Mapping[str, float]:
    return {name: round(value, 4) + 0.0 for name, value in weights.items()}


def _evidence(
    given: Sequence[Case], names: Sequence[str], *, with_covered: bool = False
) -> dict[str, float]:
    """Weights of the signals of a pair; `with_covered`: or of a measure and what covers it."""
    rows, wanted = [], []
    for case in given:
        judged = case.judged
        is_judged = ~case.matrix(judged.maybe if with_covered else judged.maybe | judged.covered)
        every = np.stack([np.nan_to_num(getattr(case.found, name)) for name in names], axis=-1)
        rows.append(every[is_judged].astype(np.float64))
        links = judged.pairs | judged.covered if with_covered else judged.pairs
        wanted.append(case.matrix(links)[is_judged])
    return _fitted(np.concatenate(rows), np.concatenate(wanted), names)


def _fitted(rows: Matrix, wanted: Bools, names: Sequence[str]) -> dict[str, float]:
    """A logistic regression, no weight of the wrong sign."""
    scale = np.maximum(rows.std(axis=0), LEAST_SCALE)
    bounds = [(None, None), *((None, 0) if name in AGAINST else (0, None) for name in names)]
    constant, *weights = _logistic(rows / scale, wanted, PENALTY, bounds=bounds)
    return {"constant": float(constant)} | {
        name: float(weight / unit) for name, weight, unit in zip(names, weights, scale, strict=True)
    }


def _logistic(
    examples: "Matrix | sparse.csr_array",
    wanted: Bools,
    penalty: float,
    *,
    offset: "Matrix | float" = 0.0,
    bounds: Sequence[tuple[float | None, float | None]] | None = None,
) -> Matrix:
    """The constant, then the weights, of a logistic regression beside odds that are known."""
    is_right = wanted.astype(np.float64)

    def loss(values: Matrix) -> tuple[float, Matrix]:
        odds = examples @ values[1:] + values[0] + offset
        gap = 1 / (1 + np.exp(-np.clip(odds, -500, 500))) - is_right
        losses = np.logaddexp(0, odds) - is_right * odds
        slopes = np.concatenate([[gap.sum()], examples.T @ gap + 2 * penalty * values[1:]])
        return float(losses.sum() + penalty * (values[1:] ** 2).sum()), slopes

    start = np.zeros(examples.shape[1] + 1)
    found: Matrix = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


def _links(sure: Matrix, least: float) -> Links:
    """The best alignment above a cut-off."""
    rows, columns = linear_sum_assignment(np.maximum(sure - least, 0), maximize=True)
    links = zip(rows.tolist(), columns.tolist(), strict=True)
    return frozenset(link for link in links if sure[link] > least)


def _counts(sides: Sides, least: float) -> Counts:
    return total(
        pair_counts(case.judged, _links(sure, least), lenient=True) for case, sure in sides
    )


def _smooth(values: Sequence[float], count: int = NEIGHBOURS) -> Matrix:
    """Means of so many neighbours among cut-offs."""
    return np.convolve(values, np.ones(count) / count, mode="valid")


def _precise_cut(sides: Sides, least: float) -> float:
    """The least cut-off from which on at least this share of the pairs are right."""
    shares = _smooth([_counts(sides, level).precision for level in LEVELS])
    return float(LEVELS[NEIGHBOURS // 2 + int((shares >= least).argmax())])


def _best_cover_cut(every: Sequence[Case], taught: Weights) -> float:
    """The cut-off with the highest F1 of covers."""

    def f1(least: float) -> float:
        weights = replace(taught, covers={**taught.covers, "least": least})
        found = ((case.judged, found_by(align_signals(case.found, weights))) for case in every)
        return total(cover_counts(judged, links) for judged, links in found).f1

    shares = _smooth([f1(level) for level in COVER_LEVELS], COVER_NEIGHBOURS)
    return float(COVER_LEVELS[COVER_NEIGHBOURS // 2 + int(shares.argmax())])


def _doubtful_cut(sides: Sides, least: float) -> float:
    """The cut-off up to `least` from which on those that are pairs, or were judged to be maybe,
    outnumber the others the most: what is below it is wrong more often than right. Of equal ones
    the highest, with the fewest to read."""
    gains = {}
    for cut in np.arange(least - 4, least, 0.1).round(1):
        found = Counter[bool]()
        for case, sure in sides:
            rest = sure.copy()
            for left, right in _links(sure, least):
                rest[left, :] = rest[:, right] = NEVER
            judged = case.judged
            links = _links(rest, float(cut)) - judged.covered
            found.update(link in judged.pairs | judged.maybe for link in links)
        gains[float(cut)] = found[True] - found[False]
    return max(gains, key=lambda cut: (gains[cut], cut))


def left_out(given: Cases) -> str:
    """How well each set is aligned by what was learned on the others."""
    lines = [HEADER]
    every: list[tuple[Judged, Aligned]] = []
    for name, of_set in given.items():
        by_others = learned({other: rest for other, rest in given.items() if other != name})
        judged = [case.judged for case in of_set]
        found = [found_by(align_signals(case.found, by_others)) for case in of_set]
        lines.append(row(name, judged, found))
        every += zip(judged, found, strict=True) if name != WRITTEN else ()
    lines.append(row("all", [judged for judged, _ in every], [found for _, found in every]))
    return "\n".join(lines)
