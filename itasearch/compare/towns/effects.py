"""How scores changed where towns took something up, against matched towns that did not.

A step is one town from one year's ITA result to the next one's. An adopter's step is matched with
steps of the same two years, in which towns did not take the subject up, of the nearest earlier
score (of an indicator: within a band of the earlier total); each of these is used once a subject
and score. Within a matched set, chance alone would make any of them the adopter: that gives the
p-value (an aligned rank test), and Benjamini-Hochberg adjusts it for all that were looked at. The
interval of the difference of medians is a percentile bootstrap. See docs/effects.md for what this
cannot show.

Sources: Hodges, Lehmann, "Rank methods for combination of independent experiments in analysis of
variance", Annals of Mathematical Statistics 33 (1962); Rosenbaum, "Observational Studies" (2002),
ch. 3; Benjamini, Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995).
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.backends.base import CopyMarks
from itasearch.compare.library import OpenLibrary
from itasearch.domain.indicators import indicators
from itasearch.domain.topics import topics
from itasearch.model.classification import ReportSubjects
from itasearch.model.effects import (
    CALIPER,
    FEWEST_ADOPTERS,
    INTERVAL,
    MOST_MATCHES,
    TOTAL_BAND,
    Contrast,
    Effect,
    Effects,
)
from itasearch.model.records import ItaResult, report_of

Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

_DRAWS = 2_000
"""Bootstrap samples: another seed moves the ends of an interval by less than a twentieth of it."""

_SEED = 2566
"""Of the bootstrap and of the order of equal scores: the same library gives the same numbers."""

_DIGITS = 4  # of points: scores have two, their medians may lie between

_APART = 1_000.0  # points between the scores of two strata, so that no match crosses them

_TIE = 0.004  # most points added at random to each score, to break ties; scores have two digits


@dataclass(frozen=True, eq=False, kw_only=True)
class Steps:
    """Towns from one year's result to the next one's, a row each."""

    towns: Places  #: a number for each town, shape (n,)
    years: Places  #: the later year, shape (n,)
    before: Floats  #: scores, shape (n, scores), the total first; NaN where not known
    after: Floats  #: likewise
    had: Flags  #: whether reports of the earlier year have a subject, shape (n, subjects)
    has: Flags  #: likewise of the later year


def effects(steps: Steps, subjects: Sequence[Effect]) -> list[Effect]:
    """Each of the subjects by each score, subjects first.

    A town adopts a subject once, when it first takes it up.
    """
    from scipy.stats import false_discovery_control  # loads in 0.5 s

    unadjusted = list(_unadjusted(steps, subjects, np.random.default_rng(_SEED)))
    p_values = [effect.contrast.p_value for effect in unadjusted if effect.contrast]
    adjusted = iter(false_discovery_control(p_values).tolist() if p_values else ())
    return [
        replace(effect, contrast=replace(effect.contrast, q_value=next(adjusted)))
        if effect.contrast
        else effect
        for effect in unadjusted
    ]


def _unadjusted(
    steps: Steps, subjects: Sequence[Effect], rng: np.random.Generator
) -> Iterator[Effect]:
    scored = ~np.isnan(steps.before) & ~np.isnan(steps.after)
    # Matched within years; scores of an indicator also within bands of the earlier total: towns act
    # where that is low, and what was low by chance rises in each indicator.
    bands = np.nan_to_num(steps.before[:, 0] // TOTAL_BAND, nan=-1.0)
    _, of_years = np.unique(steps.years, return_inverse=True)
    _, of_both = np.unique(np.c_[steps.years, bands], axis=0, return_inverse=True)
    for column, subject in enumerate(subjects):
        without = ~steps.had[:, column]
        took_up = np.flatnonzero(without & steps.has[:, column])
        took_up = took_up[np.argsort(steps.years[took_up], kind="stable")]
        # Of each town its earliest one.
        took_up = np.sort(took_up[np.unique(steps.towns[took_up], return_index=True)[1]])
        did_not = np.flatnonzero(without & ~steps.has[:, column])
        for score in range(scored.shape[1]):
            takers, others = (rows[scored[rows, score]] for rows in (took_up, did_not))
            effect = replace(
                subject, indicator=score or None, adopters=len(takers), others=len(others)
            )
            if min(len(takers), len(others)) >= FEWEST_ADOPTERS:
                earlier = steps.before[:, score] + (of_both if score else of_years) * _APART
                pairs = nearest(earlier[takers], earlier[others], rng=rng)
                changes = steps.after[:, score] - steps.before[:, score]
                effect = _contrasted(effect, pairs, (changes[takers], changes[others]), rng)
            yield effect


def _contrasted(
    effect: Effect,
    pairs: tuple[Places, Places],
    changes: tuple[Floats, Floats],
    rng: np.random.Generator,
) -> Effect:
    taker, other = pairs
    matched, sets = np.unique(taker, return_inverse=True)
    if min(len(matched), len(other)) < FEWEST_ADOPTERS:
        return effect
    ours, theirs = changes[0][matched], changes[1][other]
    # Each set weighs the same, whether its adopter has one match or three.
    weights = 1.0 / np.bincount(sets)[sets]
    adopters, others = _Weighted(ours, np.ones(len(ours))), _Weighted(theirs, weights)
    sampled = adopters.medians(_DRAWS, rng) - others.medians(_DRAWS, rng)
    low, high = np.quantile(sampled, [(1 - INTERVAL) / 2, (1 + INTERVAL) / 2])
    p_value = aligned_rank_test(
        np.r_[np.arange(len(matched)), sets],
        np.r_[ours, theirs],
        np.r_[np.ones(len(ours), bool), np.zeros(len(theirs), bool)],
    )
    adopters_change, others_change = adopters.median(), others.median()
    contrast = Contrast(
        adopters_change=round(adopters_change, _DIGITS),
        others_change=round(others_change, _DIGITS),
        difference=round(adopters_change - others_change, _DIGITS),
        low=round(float(low), _DIGITS),
        high=round(float(high), _DIGITS),
        p_value=p_value,
        q_value=p_value,
    )
    return replace(
        effect,
        adopters=len(matched),
        others=len(other),
        unmatched=effect.adopters - len(matched),
        contrast=contrast,
    )


def nearest(
    takers: Floats,
    others: Floats,
    *,
    most: int = MOST_MATCHES,
    caliper: float = CALIPER,
    rng: np.random.Generator,
) -> tuple[Places, Places]:
    """Nearest-neighbour matching of scores without replacement, up to `most` others for each taker.

    Returns positions in `takers` and in `others`, a pair a row, `caliper` points apart at most.
    Takers get a first, then a second other, and so on; the nearest of several gets it, equal scores
    come in random order.
    """
    values = others + rng.uniform(0, _TIE, len(others))
    sought = takers + rng.uniform(0, _TIE, len(takers))
    free = np.argsort(values)
    pairs: list[tuple[Places, Places]] = []
    served = np.arange(len(takers))
    for _ in range(most):
        waiting, turn = served, []
        while len(waiting) and len(free):
            right = np.searchsorted(values[free], sought[waiting]).clip(0, len(free) - 1)
            left = (right - 1).clip(0)
            distances = [np.abs(values[free][it] - sought[waiting]) for it in (left, right)]
            position = np.where(distances[0] <= distances[1], left, right)
            distance = np.minimum(*distances)
            near = distance <= caliper
            waiting, position, distance = waiting[near], position[near], distance[near]
            order = np.lexsort((distance, position))
            _, first = np.unique(position[order], return_index=True)
            taken = order[first]
            turn.append((waiting[taken], free[position[taken]]))
            free = np.delete(free, position[taken])
            waiting = np.delete(waiting, taken)
        pairs += turn
        # Who found none now finds none later: only fewer are free.
        served = np.sort(np.concatenate([takers for takers, _ in turn])) if turn else served[:0]
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate([pair for pair, _ in pairs]), np.concatenate([two for _, two in pairs])


@dataclass(frozen=True, eq=False, slots=True)
class _Weighted:
    values: Floats
    weights: Floats

    def median(self) -> float:
        return float(self._at(np.array([0.5 - 1e-9, 0.5 + 1e-9])).mean())

    def medians(self, draws: int, rng: np.random.Generator) -> Floats:
        """Medians of bootstrap samples.

        A sample has the values at independent uniform shares of the weights, so its median is the
        value at the median of these shares, which has a beta distribution.
        """
        # Kish's effective sample size.
        size = max(1, round(float(self.weights.sum() ** 2 / (self.weights**2).sum())))
        middle = (size + 1) // 2
        share = rng.beta(middle, size - middle + 1, draws)
        if size % 2:
            return self._at(share)
        # The next share above: the least of those left, which are uniform from here to 1.
        above = share + (1 - share) * (1 - rng.random(draws) ** (1 / (size - middle)))
        return (self._at(share) + self._at(above)) / 2

    def _at(self, shares: Floats) -> Floats:
        by_weight = np.quantile(self.values, shares, weights=self.weights, method="inverted_cdf")
        return np.asarray(by_weight, dtype=np.float64)


def aligned_rank_test(sets: Places, changes: Floats, adopted: Flags) -> float:
    """Probability of adopters' ranks so far from their sets' if chance chose each set's adopter.

    Two-sided; `sets` are numbered from 0, each with one adopter. Changes less the mean of their set
    are ranked together; the sum of the adopters' ranks has a known mean and variance, and is near
    enough to normal from about ten sets on.
    """
    from scipy.stats import rankdata  # loads in 0.5 s

    sizes = np.bincount(sets)
    aligned = changes - (np.bincount(sets, changes) / sizes)[sets]
    ranks = rankdata(aligned.round(9))
    means = np.bincount(sets, ranks) / sizes
    variance = float((np.bincount(sets, ranks**2) / sizes - means**2).sum())
    if variance <= 1e-9:
        return 1.0
    return math.erfc(abs(float(ranks[adopted].sum() - means.sum())) / math.sqrt(2 * variance))


SubjectsOf: TypeAlias = Callable[[Sequence[str]], Mapping[str, ReportSubjects]]

_MOST_YEARS = 9  # fiscal years with reports that are read, the newest: eight steps of a town

_MOST_USED_TEXTS = 200  # texts with copies of which adopters are counted: those with most uses

_MOST_TEXTS = 50
"""Texts that are looked at: those with most adopters. Each adds eleven looks, and the more there
are, the larger a difference must be to be beyond chance."""


_REPORTS_AT_A_TIME = 2_000  # of which it is read what they touch: about 2 MB

_TownYear = tuple[str, int]  # id of an organisation, and a fiscal year (BE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steps:
    """Reports of a town's years at a step, and steps as (town, later year), ascending."""

    reports: Mapping[_TownYear, Sequence[str]]
    steps: Sequence[_TownYear]
    results: Mapping[_TownYear, ItaResult]


def town_effects(
    library: OpenLibrary, *, subjects_of: SubjectsOf, copy_marks: Callable[[], CopyMarks | None]
) -> Effects:
    """How scores changed where towns took a topic or, with `copy_marks`, a common text up."""
    steps = _steps(library)
    if not steps.steps:
        return Effects()
    arrays, subjects = _arrays(steps, _topic_flags(steps, subjects_of), copy_marks())
    found = in_order(effects(arrays, subjects))
    return Effects(
        effects=tuple(found),
        towns=len({town for town, _ in steps.steps}),
        fiscal_years=tuple(sorted({year for _, year in steps.steps})),
        looked_at=sum(1 for effect in found if effect.contrast is not None),
        beyond_chance=sum(1 for it in found if it.contrast and it.contrast.beyond_chance),
    )


def in_order(effects: Iterable[Effect]) -> list[Effect]:
    """Beyond chance the largest first; others with enough towns as they are, for of these chance
    decides the size; then by adopters."""

    def place(effect: Effect) -> tuple[int, float]:
        if (contrast := effect.contrast) is None:
            return 2, -effect.adopters
        return (0, -contrast.difference) if contrast.beyond_chance else (1, 0)

    return sorted(effects, key=place)


def _steps(library: OpenLibrary) -> _Steps:
    reports: dict[_TownYear, list[str]] = {}
    for year in sorted(library.store.organisations.fiscal_years())[-_MOST_YEARS:]:
        for report in library.store.reports.newest((year,)):
            reports.setdefault((report.organisation_id, year), []).append(report.id)
    twice = sorted((town, year) for town, year in reports if (town, year - 1) in reports)
    of_towns = library.store.organisations.ita_results_of(
        list(dict.fromkeys(town for town, _ in twice))
    )
    results = {
        (town, result.fiscal_year_be): result
        for town, of_town in of_towns.items()
        for result in of_town
        if result.fiscal_year_be is not None
    }
    steps = [
        (town, year)
        for town, year in twice
        if (town, year) in results and (town, year - 1) in results
    ]
    ends = {pair for town, year in steps for pair in ((town, year - 1), (town, year))}
    return _Steps(
        reports={year: ids for year, ids in reports.items() if year in ends},
        steps=steps,
        results=results,
    )


def _arrays(known: _Steps, of_topics: Flags, marks: CopyMarks | None) -> tuple[Steps, list[Effect]]:
    """The steps as arrays, and what their subjects are; scores are total, then 1 to 10."""
    places = {town_year: row for row, town_year in enumerate(known.reports)}
    later = np.array([places[step] for step in known.steps])
    earlier = np.array([places[town, year - 1] for town, year in known.steps])
    of_texts, measure_ids = _text_flags(known, marks, ends=(earlier, later))
    flags = np.hstack([of_topics, of_texts])
    towns = {town: number for number, town in enumerate(dict.fromkeys(t for t, _ in known.steps))}
    steps = Steps(
        towns=np.array([towns[town] for town, _ in known.steps]),
        years=np.array([year for _, year in known.steps]),
        before=np.array([_scores(known.results[town, year - 1]) for town, year in known.steps]),
        after=np.array([_scores(known.results[step]) for step in known.steps]),
        had=flags[earlier],
        has=flags[later],
    )
    nothing = Effect(indicator=None, adopters=0, others=0)
    subjects = [replace(nothing, topic=topic.id) for topic in topics()]
    subjects += [replace(nothing, measure_id=measure_id) for measure_id in measure_ids]
    return steps, subjects


def _scores(result: ItaResult) -> list[float]:
    by_number = {indicator.number: indicator.score for indicator in result.indicators}
    total = float("nan") if result.total is None else result.total
    return [total, *(by_number.get(indicator.number, float("nan")) for indicator in indicators())]


def _topic_flags(steps: _Steps, subjects_of: SubjectsOf) -> Flags:
    columns = {topic.id: column for column, topic in enumerate(topics())}
    of_report = {name: row for row, names in enumerate(steps.reports.values()) for name in names}
    flags = np.zeros((len(steps.reports), len(columns)), dtype=bool)
    names = list(of_report)
    for start in range(0, len(names), _REPORTS_AT_A_TIME):
        for name, about in subjects_of(names[start : start + _REPORTS_AT_A_TIME]).items():
            for topic in about.topics.keys() & columns.keys():
                flags[of_report[name], columns[topic]] = True
    return flags


def _text_flags(
    known: _Steps, marks: CopyMarks | None, *, ends: tuple[Places, Places]
) -> tuple[Flags, list[str]]:
    """Whether each of `known.reports` has the most adopted texts; `ends` are each step's two."""
    uses = list(_uses_of_texts(known, marks))
    columns = {text: column for column, text in enumerate(dict.fromkeys(it for it, _, _ in uses))}
    rows = {report: row for row, report in enumerate(known.reports)}
    flags = np.zeros((len(rows), len(columns)), dtype=bool)
    oldest: dict[int, tuple[int, str]] = {}
    for text, town_year, measure_id in uses:
        column = columns[text]
        flags[rows[town_year], column] = True
        use = town_year[1], measure_id
        oldest[column] = min(oldest.get(column, use), use)
    earlier, later = ends
    adopters = (flags[later] & ~flags[earlier]).sum(axis=0)
    chosen = np.argsort(-adopters, kind="stable")[:_MOST_TEXTS]
    chosen = chosen[adopters[chosen] >= FEWEST_ADOPTERS]
    return flags[:, chosen], [oldest[column][1] for column in chosen.tolist()]


def _uses_of_texts(steps: _Steps, marks: CopyMarks | None) -> Iterable[tuple[int, _TownYear, str]]:
    """Of the most used texts with copies: text, town and year, measure; none without an index."""
    if marks is None:
        return
    of_report = {name: town_year for town_year, names in steps.reports.items() for name in names}
    texts, counts = np.unique(marks.numbers, return_counts=True)
    most_used = np.argsort(-counts, kind="stable")[:_MOST_USED_TEXTS]
    used = texts[most_used[counts[most_used] >= FEWEST_ADOPTERS]]
    for position in np.flatnonzero(np.isin(marks.numbers, used)).tolist():
        measure_id = marks.measure_id(position)
        town_year = of_report.get(report_of(measure_id))
        if town_year is not None:
            yield int(marks.numbers[position]), town_year, measure_id
