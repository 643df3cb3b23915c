"""How well measures of two reports are paired, against alignments made by hand.

    python bench/compare_alignment.py [--set NAME]… [--learn] [--leave-sets-out] [--nearest]

Alignments lie in tests/data/alignment; the reports are those of its folders reports/, of
corpus/ and, where they are, of ../shared/seeds (alignments of other reports are left out
and named). A pair is right, wrong, or neither (`maybe`); a pair with a row of a cover is wrong, but
for the columns "lenient" and "precision". "With maybe" is the recall of pairs and maybe pairs
together. In brackets: of covers right, wrong and missed; of maybe pairs right and wrong. `--learn`
prints weights for compare/pairing/align.py, learned on all sets; `--leave-sets-out` how well each
set is aligned by weights learned on the others; `--nearest` lists what is called the nearest of a
measure without counterpart, to be read.
"""

import argparse
import math
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize

from itasearch.compare.pairing.align import (
    NEVER,
    WITH_TOPICS,
    Alignment,
    CutOff,
    PairingWeights,
    above_cut_off,
    align,
    align_signals,
    evidence,
    evidence_lead,
    meaning_lead,
)
from itasearch.compare.pairing.meaning import Meanings, PassageMeanings
from itasearch.compare.pairing.signals import Matrix, Signals, signals
from itasearch.config import DEFAULT_ENCODER, ReadLimits
from itasearch.domain.words import segmenter
from itasearch.encoders import open_encoder
from itasearch.encoders.base import Encoder
from itasearch.enrich.passages import texts_of
from itasearch.enrich.topics import Classifier
from itasearch.errors import ReadError
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import TEXT_FIELDS, Report

ROOT = Path(__file__).parents[1]
ALIGNMENTS = ROOT / "tests" / "data" / "alignment"
SETS = (
    "tuning",
    "earlier",
    "other_words",
    "figure",
    "later",
    "other_words_figure",
    "further",
    "examined",
    "examined_third",
    "examined_fourth",
    "examined_fifth",
    "examined_sixth",
    "examined_seventh",
    "written_eighth",
)
SOURCES = (
    ROOT / "corpus",
    ROOT.parent / "shared" / "seeds",
    *sorted(ALIGNMENTS.rglob("reports")),
)
SIGNAL_NAMES = tuple(name for name in asdict(WITH_TOPICS) if name not in {"bias", "least", "cut"})
_NEIGHBOURS = 9
_PENALTY, _TOPICS_PENALTY = 1 / 6, 3 / 6
_LEAST_CANDIDATE = -6.0
_PRECISION = 0.93
_FOLDS = 5
_LEAST_SCALE = 1e-6
_NO_CUT = CutOff(base=0.0)
Links = frozenset[tuple[int, int]]
Side = TypeVar("Side")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Two reports and what a person says of their measures, as indices."""

    left: Report
    right: Report
    pairs: Links
    maybe: Links
    covered: Links


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Right, wrong and missed links."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            missed=self.missed + other.missed,
        )

    @property
    def precision(self) -> float:
        """1 where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """1 where there was nothing to find."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """1 where there was nothing to find and nothing was found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a method says of two reports."""

    pairs: Links
    covered: Links = frozenset()
    maybe: Links = frozenset()


# Reading -------------------------------------------------------------------------------------


def read_reports() -> dict[str, Report]:
    """The reports of all SOURCES, by id."""
    found: dict[str, Report] = {}
    for path in (path for folder in SOURCES for path in sorted(folder.rglob("*.*"))):
        try:
            reports = parse_file(path, limits=ReadLimits()).reports
        except ReadError:
            continue
        found |= {report.id: report for report in reports}
    return found


def read_judged(name: str, reports: Mapping[str, Report]) -> list[Judged]:
    """The alignments of a set; those of reports that are not here are named and left out."""
    judged = []
    for path in sorted((ALIGNMENTS / name).glob("*.tsv")):
        left, right = path.stem.split("--")
        if left in reports and right in reports:
            judged.append(_judged(path, reports[left], reports[right]))
        else:
            sys.stderr.write(f"left out, a report is not here: {path.stem}\n")
    return judged


def _judged(path: Path, left: Report, right: Report) -> Judged:
    ours = {measure.id: number for number, measure in enumerate(left.measures)}
    theirs = {measure.id: number for number, measure in enumerate(right.measures)}
    links: dict[str, set[tuple[int, int]]] = {"pair": set(), "maybe": set(), "covers": set()}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        one, other, kind = line.split("\t")
        links[kind] |= {(ours[a], theirs[b]) for a in one.split(",") for b in other.split(",")}
    return Judged(
        left=left,
        right=right,
        pairs=frozenset(links["pair"]),
        maybe=frozenset(links["maybe"]),
        covered=frozenset(links["covers"]),
    )


# Methods -------------------------------------------------------------------------------------


def one_to_one(likeness: Matrix, least: float) -> Links:
    """The best alignment above a cut-off."""
    rows, columns = linear_sum_assignment(np.maximum(likeness - least, 0), maximize=True)
    return frozenset(
        (int(i), int(j)) for i, j in zip(rows, columns, strict=True) if likeness[i, j] > least
    )


def found_by(alignment: Alignment) -> Found:
    """An alignment as links."""
    return Found(
        pairs=frozenset((pair.left, pair.right) for pair in alignment.pairs),
        covered=frozenset(
            (i, j) for cover in alignment.covers for i in cover.left for j in cover.right
        ),
        maybe=frozenset((pair.left, pair.right) for pair in alignment.maybe),
    )


class LibraryMeanings(PassageMeanings):
    """Knows how rare words are in these reports, as an index does."""

    def __init__(self, encoder: Encoder, reports: Iterable[Report]) -> None:
        super().__init__(encoder, classify=Classifier(encoder))
        measures = [
            {word for name in TEXT_FIELDS for word in segmenter().words(measure.text(name))}
            for report in reports
            for measure in report.measures
            if texts_of(measure)
        ]
        self._having = Counter(word for words in measures for word in words)
        self._measures = len(measures)

    def rarity(self, words: Collection[str]) -> Mapping[str, float]:
        """See Meanings."""
        most = math.log(1 + self._measures)
        return {
            word: math.log((1 + self._measures) / (1 + self._having[word])) / most for word in words
        }


# Judging -------------------------------------------------------------------------------------


def pair_counts(judged: Judged, found: Links, *, lenient: bool = False) -> Counts:
    """Pairs against the judged ones; `lenient`: a pair out of a cover counts neither way."""
    unjudged = judged.maybe | judged.covered if lenient else judged.maybe
    return _counts(judged.pairs, found, unjudged)


def _counts(wanted: Links, found: Links, unjudged: Links) -> Counts:
    return Counts(
        right=len(found & wanted),
        wrong=len(found - wanted - unjudged),
        missed=len(wanted - found),
    )


def total(counts: Iterable[Counts]) -> Counts:
    """All counts together."""
    return sum(counts, start=Counts())


# Learning ------------------------------------------------------------------------------------


def stacked(found: Signals, names: Sequence[str]) -> Matrix:
    """The named signals, shape (left, right, names)."""
    every: Matrix = np.nan_to_num(np.stack([getattr(found, name) for name in names], axis=-1))
    return every


def learned(cases: Sequence[tuple[Judged, Signals]], names: Sequence[str]) -> PairingWeights:
    """Logistic regression with a penalty on large weights, none of them below 0.

    Topics bear thrice the penalty: their classifier was tuned on some of these reports,
    so that they look surer here than they are elsewhere.
    """
    weights = _learned_signals(cases, names)
    least = _learned_cut([(one, evidence(found, weights)) for one, found in cases])
    unseen = []
    for fold in range(_FOLDS):
        rest = [case for number, case in enumerate(cases) if number % _FOLDS != fold]
        by_rest = _learned_signals(rest, names)
        unseen += [(one, found, by_rest) for one, found in cases[fold::_FOLDS]]
    return replace(weights, least=least, cut=learned_cut_off(unseen))


def _learned_signals(
    cases: Sequence[tuple[Judged, Signals]], names: Sequence[str]
) -> PairingWeights:
    rows, wanted = zip(*(_examples(one, found, names) for one, found in cases), strict=True)
    penalties = [_TOPICS_PENALTY if name == "topics" else _PENALTY for name in names]
    bias, *fitted = _fitted(np.concatenate(rows), np.concatenate(wanted), penalties)
    plain = dict.fromkeys(SIGNAL_NAMES, 0.0) | {
        name: round(value, 2) for name, value in zip(names, fitted, strict=True)
    }
    return PairingWeights(**plain, bias=round(bias, 2), least=0.0, cut=_NO_CUT)


def _fitted(examples: Matrix, is_pair: Matrix, penalties: Sequence[float]) -> list[float]:
    """The bias, then the weights of a logistic regression, none of them below 0."""

    def loss(values: Matrix) -> float:
        odds = examples @ values[1:] + values[0]
        losses = np.logaddexp(0, odds) - is_pair * odds
        return float(losses.sum() + (np.array(penalties) * values[1:] ** 2).sum())

    bounds = [(None, None), *[(0, None)] * len(penalties)]
    start = np.zeros(len(penalties) + 1)
    found: list[float] = minimize(loss, start, method="L-BFGS-B", bounds=bounds).x.tolist()
    return found


def learned_cut_off(cases: Sequence[tuple[Judged, Signals, PairingWeights]]) -> CutOff:
    """Logistic regression on the candidates of each two reports: the best alignment uncut.

    It weighs the lead of meaning against evidence and its lead, which count alike; standardised,
    so that both weights bear the same penalty. Then the least sum at which _PRECISION of the pairs
    are right, and how far below it half of what is left may be pairs.
    The weights were learned on other reports, else the evidence looks too sure.
    """
    rows, wanted = [], []
    for one, found, weights in cases:
        odds, meaning = evidence(found, weights), meaning_lead(found)
        ahead = odds + evidence_lead(odds, weights)
        for place in one_to_one(odds, _LEAST_CANDIDATE) - one.maybe - one.covered:
            rows.append((ahead[place], meaning[place]))
            wanted.append(place in one.pairs)
    examples, is_pair = np.array(rows), np.array(wanted, dtype=np.float64)
    middle, scale = examples.mean(axis=0), np.maximum(examples.std(axis=0), _LEAST_SCALE)
    _, *fitted = _fitted((examples - middle) / scale, is_pair, [_PENALTY] * 2)
    by_evidence, by_meaning = np.array(fitted) / scale
    # With so great a doubt what has other objects is left out, as it is neither pair nor maybe.
    cut = CutOff(base=0.0, meaning=round(float(by_meaning / by_evidence), 2), doubt=-NEVER)
    sure = [
        (one, above_cut_off(evidence(found, weights), found, replace(weights, cut=cut)))
        for one, found, weights in cases
    ]
    base = _precise_cut(sure)
    return replace(cut, base=base, doubt=round(base - _doubtful_cut(sure, base), 1))


def _precise_cut(sides: Sequence[tuple[Judged, Matrix]]) -> float:
    """The least cut-off from which on _PRECISION of the pairs are right, in the mean of its
    neighbourhood."""
    levels = np.arange(-8, 8, 0.1).round(1)
    shares = []
    for cut in levels:
        found = total(pair_counts(one, one_to_one(sure, cut), lenient=True) for one, sure in sides)
        shares.append(found.precision)
    smooth = np.convolve(shares, np.ones(_NEIGHBOURS) / _NEIGHBOURS, mode="valid")
    return float(levels[_NEIGHBOURS // 2 + int((smooth >= _PRECISION).argmax())])


def _doubtful_cut(sides: Sequence[tuple[Judged, Matrix]], base: float) -> float:
    """The least cut-off from which on half of what may be pairs is, or was judged to be maybe."""
    for cut in np.arange(base - 4, base, 0.1).round(1):
        found = Counter[bool]()
        for one, sure in sides:
            rest = left_over(sure, one_to_one(sure, base))
            links = one_to_one(rest, float(cut))
            found.update(place in one.pairs | one.maybe for place in links - one.covered)
        if found[True] >= found[False]:
            return float(cut)
    return base


def left_over(sure: Matrix, pairs: Links) -> Matrix:
    """What is left between the measures that are in no pair."""
    rest = sure.copy()
    for left, right in pairs:
        rest[left, :] = NEVER
        rest[:, right] = NEVER
    return rest


def _learned_cut(sides: Sequence[tuple[Judged, Matrix]]) -> float:
    """The cut-off with the highest F1 in the mean of its neighbourhood, in tenths."""
    levels = np.arange(-4, 3, 0.1).round(1)
    scores = [
        total(pair_counts(one, one_to_one(odds, cut), lenient=True) for one, odds in sides).f1
        for cut in levels
    ]
    smooth = np.convolve(scores, np.ones(_NEIGHBOURS) / _NEIGHBOURS, mode="same")
    return float(levels[int(smooth.argmax())])


def _examples(one: Judged, found: Signals, names: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Signals of every two measures that were judged, and whether they are a pair."""
    shape = found.letters.shape
    places = [
        (i, j)
        for i in range(shape[0])
        for j in range(shape[1])
        if (i, j) not in one.maybe and (i, j) not in one.covered
    ]
    every = stacked(found, names)
    rows = np.array([every[place] for place in places]).reshape(len(places), len(names))
    return rows, np.array([place in one.pairs for place in places], dtype=np.float64)


def leave_sets_out(sets: Mapping[str, Sequence[Judged]], meanings: Meanings) -> None:
    """Print what weights find in each set that were learned on the other sets."""
    print("each set by what was learned on the others:")
    _tell_header()
    cases = _cases(sets, meanings)
    found: list[Found] = []
    for name, own in cases.items():
        others = chain.from_iterable(case for other, case in cases.items() if other != name)
        weights = learned(list(others), [one for one in SIGNAL_NAMES if one != "concepts"])
        of_set = [found_by(align_signals(one, weights)) for _, one in own]
        _tell_row(name, sets[name], of_set)
        found += of_set
    _tell_row("all", list(chain.from_iterable(sets.values())), found)


def learn(sets: Mapping[str, Sequence[Judged]], meanings: Meanings) -> None:
    """Print weights learned on all sets."""
    without = {
        "BY_WORDING": {"topics", "own_meaning", "concepts_ahead"},
        "WITH_MEANING": {"topics", "concepts_ahead"},
        "WITH_TOPICS": {"concepts"},
    }
    for name, missing in without.items():
        cases = _cases(sets, None if name == "BY_WORDING" else meanings)
        names = [signal for signal in SIGNAL_NAMES if signal not in missing]
        print(f"{name} = {learned(list(chain.from_iterable(cases.values())), names)}")


def _cases(
    sets: Mapping[str, Sequence[Judged]], meanings: Meanings | None
) -> Mapping[str, list[tuple[Judged, Signals]]]:
    return {
        name: [(one, signals(one.left, one.right, meanings=meanings)) for one in judged]
        for name, judged in sets.items()
    }


# Telling -------------------------------------------------------------------------------------


def tell(name: str, judged: Sequence[Judged], meanings: Meanings) -> None:
    """Print the table of a set."""
    print(f"\n{name}: {len(judged)} pairs of reports")
    _tell_header()
    _tell_row("wording only", judged, _aligned(judged, None))
    ours = _aligned(judged, meanings)
    _tell_row("itasearch", judged, ours)
    for one, found in zip(judged, ours, strict=True):
        _tell_row(f"  {one.left.id}--{one.right.id}", [one], [found])


def _tell_header() -> None:
    print(
        f"{'':34}  F1 of pairs lenient   precision recall with maybe   "
        "right wrong missed   F1 of covers         maybe"
    )


def _aligned(judged: Iterable[Judged], meanings: Meanings | None) -> list[Found]:
    return [found_by(align(one.left, one.right, meanings=meanings)) for one in judged]


def _tell_row(label: str, judged: Sequence[Judged], found: Sequence[Found]) -> None:
    sides = list(zip(judged, found, strict=True))
    each = [pair_counts(one, links.pairs) for one, links in sides]
    pairs = total(each)
    lenient = total(pair_counts(one, links.pairs, lenient=True) for one, links in sides)
    covers = total(_counts(one.covered, links.covered, one.maybe) for one, links in sides)
    maybe = total(pair_counts(one, links.maybe, lenient=True) for one, links in sides)
    print(
        f"{label:34}  {pairs.f1:5.3f}  {lenient.f1:7.3f}  {lenient.precision:9.3f} "
        f"{pairs.recall:6.3f} {(pairs + maybe).right / max(1, pairs.right + pairs.missed):10.3f}   "
        f"{pairs.right:6} {pairs.wrong:5} {pairs.missed:6}   "
        f"{covers.f1:.3f} ({covers.right}/{covers.wrong}/{covers.missed}) "
        f"({maybe.right}/{maybe.wrong})"
    )


def tell_nearest(judged: Sequence[Judged], meanings: Meanings) -> None:
    """What is called the nearest of a measure without counterpart, to be read."""
    for one in judged:
        found = align(one.left, one.right, meanings=meanings)
        ours, theirs = one.left.measures, one.right.measures
        for near in (*found.nearest_right, *found.nearest_left):
            if near.is_near:
                titles = f"{ours[near.left].title} // {theirs[near.right].title}"
                sys.stdout.write(f"{near.similarity:.2f} {titles}\n")


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", dest="sets", choices=SETS)
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--leave-sets-out", action="store_true")
    parser.add_argument("--nearest", action="store_true")
    asked = parser.parse_args()
    reports = read_reports()
    meanings = LibraryMeanings(open_encoder(DEFAULT_ENCODER), reports.values())
    sets = {name: read_judged(name, reports) for name in asked.sets or SETS}
    if asked.leave_sets_out:
        leave_sets_out(sets, meanings)
        return
    if asked.learn:
        learn(sets, meanings)
        return
    for name, judged in sets.items():
        if asked.nearest:
            tell_nearest(judged, meanings)
        else:
            tell(name, judged, meanings)


if __name__ == "__main__":
    main()
