"""(d) When two measures of two reports are a pair or may be one, and when they may be of one cover.

Evidence is a logistic regression over the signals of any two judged measures; what makes a pair is
another one, over the best alignments, on evidence that was learned on other reports, which else
looks too sure. Pairs written to learn from are plainer than what examiners write: cut-offs are set
without them. The evidence of covers is learned apart, without signals that rivals
lower: parts of a cover are rivals.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment, minimize

from bench.compare_alignment import (
    SETS,
    Counts,
    Found,
    Judged,
    LibraryMeanings,
    Links,
    found_by,
    header,
    pair_counts,
    read_judged,
    read_reports,
    row,
    total,
)
from bench.learn.material import report_pairs
from itasearch.compare.pairing.align import (
    NEVER,
    PAIR_SIGNALS,
    SIGNALS,
    Weights,
    align_signals,
    certainty,
    evidence,
    pair_signals,
)
from itasearch.compare.pairing.signals import Matrix, Signals, signals
from itasearch.config import DEFAULT_ENCODER
from itasearch.encoders import open_encoder
from itasearch.model.records import Measure

OWN_SIGNALS = tuple(name for name in SIGNALS if name not in {"letters", "words", "concepts"})
"""Those of a pair's evidence: of words and concepts the lead, as all share a frame of words."""
WRITTEN = "written"
"""Name of the pairs of bench/learning/pairs that are learned from."""
COVER_SIGNALS = ("letters", "words", "ahead", "concepts", "stated", "own_meaning", "topics")
KINDS = {
    "wording": frozenset({"own_meaning", "subjects", "topics"}),
    "meaning": frozenset({"topics"}),
    "topics": frozenset[str](),
}
"""Signals that are not known, by what is known of measures."""
PRECISION = {"wording": 0.90, "meaning": 0.92, "topics": 0.925}
"""Share of the pairs that are right, of measures in no cover, from the cut-off on; more costs those
by wording too many pairs."""
PENALTY = 0.5
"""Of the squared weights of standardised signals."""
COVER_PENALTY = {"wording": 1 / 6, "meaning": 1 / 6, "topics": 0.03}
"""Of the squared weights of signals as they are."""
AGAINST = frozenset({"other_objects", "titles_alone", "pair_other_objects"})
"""Signals that speak against a pair; all others speak for it."""
LEAST_SCALE = 1e-6
FOLDS = 5
FEW = (1, 2, 3) * 3
"""Numbers of measures in reports that are drawn, to learn what makes a pair where little is left to
compare with."""
NEIGHBOURS = 9
"""Cut-offs, .1 apart, over which a share is averaged."""
LEVELS = np.arange(-6, 10, 0.1).round(1)
NEAR = 1.0
"""Evidence above a cut-off that is a little above it."""
LEAST_CANDIDATE = -6.0
"""Evidence from which on a link of the best alignment is a candidate."""
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Two reports with what a person says of them, their signals, and a few of their measures."""

    judged: Judged
    found: Signals
    few: Sequence["Case"] = ()

    def matrix(self, links: Collection[tuple[int, int]]) -> Bools:
        """Which two measures these links are of."""
        found = np.zeros(self.found.has_text.shape, dtype=np.bool_)
        for link in links:
            found[link] = True
        return found


Cases = Mapping[str, Sequence[Case]]
"""By set."""
Sides = Sequence[tuple[Case, Matrix]]


class _WithoutTopics(LibraryMeanings):
    def topics(self, measures: Sequence[Measure]) -> Sequence[Mapping[str, float]]:
        return [{} for _ in measures]


def cases(kind: str) -> Cases:
    """All judged pairs of reports, by set, with the signals that are known."""
    reports = read_reports()
    encoder = open_encoder(DEFAULT_ENCODER)
    meanings = {
        "wording": None,
        "meaning": _WithoutTopics(encoder, reports.values()),
        "topics": LibraryMeanings(encoder, reports.values()),
    }[kind]
    sets = {name: read_judged(name, reports) for name in SETS}
    sets[WRITTEN] = report_pairs()

    def case(judged: Judged, *few: Case) -> Case:
        found = signals(judged.left, judged.right, meanings=meanings)
        return Case(judged=judged, found=found, few=few)

    random = Random(1)
    return {
        name: [case(each, *(case(_drawn(each, count, random)) for count in FEW)) for each in judged]
        for name, judged in sets.items()
    }


def _drawn(judged: Judged, count: int, random: Random) -> Judged:
    """So many measures of either report; every other time two that are a pair are among them."""
    sides = [
        random.sample(range(n), n) for n in map(len, (judged.left.measures, judged.right.measures))
    ]
    if judged.pairs and random.random() < 1 / 2:
        for rows, row in zip(sides, random.choice(sorted(judged.pairs)), strict=True):
            rows.insert(0, rows.pop(rows.index(row)))
    ours, theirs = (rows[:count] for rows in sides)

    def among(links: Links) -> Links:
        return frozenset(
            (ours.index(a), theirs.index(b)) for a, b in links if a in ours and b in theirs
        )

    return Judged(
        left=replace(judged.left, measures=tuple(judged.left.measures[row] for row in ours)),
        right=replace(judged.right, measures=tuple(judged.right.measures[row] for row in theirs)),
        pairs=among(judged.pairs),
        maybe=among(judged.maybe),
        covered=among(judged.covered),
    )


def learned(given: Cases, kind: str) -> Mapping[str, Weights]:
    """All weights, by the table of learned.toml."""
    every = list(chain.from_iterable(given.values()))
    judged = len(every) - len(given.get(WRITTEN, ()))
    names = [name for name in OWN_SIGNALS if name not in KINDS[kind]]
    pairs = _evidence(every, names)
    by_others = [
        _evidence([case for number, case in enumerate(every) if number % FOLDS != fold], names)
        for fold in range(FOLDS)
    ]
    unseen = [(case, by_others[number % FOLDS]) for number, case in enumerate(every)]
    beside = _beside(unseen + [(few, weights) for case, weights in unseen for few in case.few])
    sure = [
        (case, certainty(evidence(case.found, weights), case.found, weights | beside))
        for case, weights in unseen[:judged]
    ]
    pairs |= beside
    pairs["pair"] = _precise_cut(sure, PRECISION[kind])
    pairs["maybe"] = _doubtful_cut(sure, pairs["pair"])
    covers = _evidence(
        every, [name for name in COVER_SIGNALS if name not in KINDS[kind]], COVER_PENALTY[kind]
    )
    covers["least"] = _best_cut([(case, evidence(case.found, covers)) for case in every])
    return {kind: _rounded(pairs), f"{kind}_covers": _rounded(covers)}


def _rounded(weights: Weights) -> Weights:
    return {name: round(value, 4) for name, value in weights.items()}


def _evidence(given: Sequence[Case], names: Sequence[str], raw: float = 0) -> dict[str, float]:
    rows, wanted = [], []
    for case in given:
        is_judged = ~case.matrix(case.judged.maybe | case.judged.covered)
        every = np.stack([np.nan_to_num(getattr(case.found, name)) for name in names], axis=-1)
        rows.append(every[is_judged].astype(np.float64))
        wanted.append(case.matrix(case.judged.pairs)[is_judged])
    return _fitted(np.concatenate(rows), np.concatenate(wanted), names, raw)


def _fitted(rows: Matrix, wanted: Bools, names: Sequence[str], raw: float = 0) -> dict[str, float]:
    """A logistic regression, no weight of the wrong sign; `raw`: penalty instead of PENALTY."""
    scale = np.maximum(rows.std(axis=0), LEAST_SCALE)
    examples, is_right = rows / scale, wanted.astype(np.float64)
    penalties = raw / scale**2 if raw else np.full(len(names), PENALTY)

    def loss(values: Matrix) -> tuple[float, Matrix]:
        odds = examples @ values[1:] + values[0]
        gap = 1 / (1 + np.exp(-np.clip(odds, -500, 500))) - is_right
        losses = np.logaddexp(0, odds) - is_right * odds
        slopes = np.concatenate([[gap.sum()], gap @ examples + 2 * penalties * values[1:]])
        return float(losses.sum() + (penalties * values[1:] ** 2).sum()), slopes

    bounds = [(None, None), *((None, 0) if name in AGAINST else (0, None) for name in names)]
    start = np.zeros(len(names) + 1)
    constant, *weights = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return {"constant": float(constant)} | {
        name: float(weight / unit) for name, weight, unit in zip(names, weights, scale, strict=True)
    }


def _beside(given: Sequence[tuple[Case, dict[str, float]]]) -> dict[str, float]:
    """Weights of PAIR_SIGNALS, learned of the best alignments without a cut-off."""
    rows, wanted = [], []
    for case, weights in given:
        odds = evidence(case.found, weights)
        every = np.stack(list(pair_signals(odds, case.found, weights).values()), axis=-1)
        for link in _links(odds, LEAST_CANDIDATE) - case.judged.maybe - case.judged.covered:
            rows.append(every[link])
            wanted.append(link in case.judged.pairs)
    found = _fitted(np.array(rows), np.array(wanted), PAIR_SIGNALS)
    return {name: found[name] for name in PAIR_SIGNALS}


def _links(sure: Matrix, least: float) -> Links:
    """The best alignment above a cut-off."""
    rows, columns = linear_sum_assignment(np.maximum(sure - least, 0), maximize=True)
    links = zip(rows.tolist(), columns.tolist(), strict=True)
    return frozenset(link for link in links if sure[link] > least)


def _counts(sides: Sides, least: float) -> Counts:
    return total(
        pair_counts(case.judged, _links(sure, least), lenient=True) for case, sure in sides
    )


def _smooth(values: Sequence[float]) -> Matrix:
    """Means of neighbours among LEVELS."""
    return np.convolve(values, np.ones(NEIGHBOURS) / NEIGHBOURS, mode="valid")


def _level(place: int) -> float:
    return float(LEVELS[NEIGHBOURS // 2 + place])


def _precise_cut(sides: Sides, least: float) -> float:
    """The least cut-off from which on at least this share of the pairs are right."""
    shares = _smooth([_counts(sides, level).precision for level in LEVELS])
    return _level(int((shares >= least).argmax()))


def _best_cut(sides: Sides) -> float:
    """The cut-off with the highest F1."""
    return _level(int(_smooth([_counts(sides, level).f1 for level in LEVELS]).argmax()))


def _doubtful_cut(sides: Sides, least: float) -> float:
    """The least cut-off from which on, down from `least`, half of those a little above it are
    pairs, or were judged to be maybe."""
    lowest = least
    for cut in np.arange(least - NEAR, least - 4, -0.1).round(1):
        found = Counter[bool]()
        for case, sure in sides:
            rest = sure.copy()
            for left, right in _links(sure, least):
                rest[left, :] = rest[:, right] = NEVER
            judged = case.judged
            links = _links(rest, float(cut)) - judged.covered
            near = [link for link in links if sure[link] < cut + NEAR]
            found.update(link in judged.pairs | judged.maybe for link in near)
        if found[True] < found[False]:
            break
        lowest = float(cut)
    return lowest


def left_out(given: Cases, kind: str) -> str:
    """How well each set is aligned by what was learned on the others."""
    lines = [header()]
    every: list[tuple[Judged, Found]] = []
    for name, of_set in given.items():
        tables = learned({other: rest for other, rest in given.items() if other != name}, kind)
        judged = [case.judged for case in of_set]
        found = [
            found_by(align_signals(case.found, tables[kind], tables[f"{kind}_covers"]))
            for case in of_set
        ]
        lines.append(row(name, judged, found))
        every += zip(judged, found, strict=True) if name != WRITTEN else ()
    judged, found = ([pair[side] for pair in every] for side in (0, 1))
    lines.append(row("all", judged, found))
    return "\n".join(lines)
