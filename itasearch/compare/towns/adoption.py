"""What towns took up from year to year, read from a library for the statistics of `effects`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TypeAlias

import numpy as np

from itasearch.backends.base import CopyMarks
from itasearch.compare.library import OpenLibrary
from itasearch.compare.towns.effects import Flags, FoundEffect, Places, Steps, effects
from itasearch.domain.indicators import indicators
from itasearch.domain.topics import topics
from itasearch.model.classification import ReportSubjects
from itasearch.model.effects import FEWEST_ADOPTERS, Effect, Effects
from itasearch.model.records import ItaResult, report_of

SubjectsOf: TypeAlias = Callable[[Sequence[str]], Mapping[str, ReportSubjects]]

_MOST_YEARS = 9
"""Fiscal years with reports that are read, the newest: eight steps of a town."""


_MOST_USED_TEXTS = 200
"""Texts with copies of which adopters are counted: those with most uses."""


_MOST_TEXTS = 50
"""Texts that are looked at: those with most adopters. Each adds eleven looks, and the more there
are, the larger a difference must be to be beyond chance."""


_REPORTS_AT_A_TIME = 2_000
"""Of which it is read what they touch: about 2 MB."""

_TownYear = tuple[str, int]
"""Id of an organisation, and a fiscal year (BE)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steps:
    """Towns with reports and results of two years in a row.

    Attributes:
        reports: ids of the reports of each year of a town that begins or ends a step.
        steps: a town and the later year, ascending by town.
    """

    reports: Mapping[_TownYear, Sequence[str]]
    steps: Sequence[_TownYear]
    results: Mapping[_TownYear, ItaResult]


def town_effects(
    library: OpenLibrary, *, subjects_of: SubjectsOf, copy_marks: Callable[[], CopyMarks | None]
) -> Effects:
    """How scores changed where towns took a topic or a common text up.

    There are no `copy_marks` where no index can be opened.
    """
    known = _steps(library)
    if not known.steps:
        return Effects()
    of_topics = _topic_flags(known, subjects_of)
    arrays, subjects = _arrays(known, of_topics, copy_marks())
    found = [_effect(one, subjects) for one in effects(arrays)]
    found.sort(key=lambda one: (one.contrast.p_value if one.contrast else inf, -one.adopters))
    return Effects(
        effects=tuple(found),
        towns=len({town for town, _ in known.steps}),
        fiscal_years=tuple(sorted({year for _, year in known.steps})),
        looked_at=sum(1 for one in found if one.contrast is not None),
    )


def _effect(found: FoundEffect, subjects: Sequence[Effect]) -> Effect:
    return replace(
        subjects[found.subject],
        indicator=found.score or None,
        adopters=found.adopters,
        others=found.others,
        unmatched=found.unmatched,
        contrast=found.contrast,
    )


def _steps(library: OpenLibrary) -> _Steps:
    years = sorted(library.store.organisations.fiscal_years())[-_MOST_YEARS:]
    reports: dict[_TownYear, list[str]] = {}
    for year in years:
        for one in library.store.reports.newest((year,)):
            reports.setdefault((one.organisation_id, year), []).append(one.id)
    twice = sorted((town, year) for town, year in reports if (town, year - 1) in reports)
    of_towns = library.store.organisations.ita_results_of(
        list(dict.fromkeys(town for town, _ in twice))
    )
    results = {
        (town, one.fiscal_year_be): one
        for town, of_town in of_towns.items()
        for one in of_town
        if one.fiscal_year_be is not None
    }
    steps = [
        (town, year)
        for town, year in twice
        if (town, year) in results and (town, year - 1) in results
    ]
    ends = {one for town, year in steps for one in ((town, year - 1), (town, year))}
    return _Steps(
        reports={one: ids for one, ids in reports.items() if one in ends},
        steps=steps,
        results=results,
    )


def _arrays(known: _Steps, of_topics: Flags, marks: CopyMarks | None) -> tuple[Steps, list[Effect]]:
    """The steps as arrays, and what each of their subjects is; scores are total, then 1 to 10."""
    places = {one: place for place, one in enumerate(known.reports)}
    later = np.array([places[one] for one in known.steps])
    earlier = np.array([places[town, year - 1] for town, year in known.steps])
    of_texts, measure_ids = _text_flags(known, marks, ends=(earlier, later))
    flags = np.hstack([of_topics, of_texts])
    towns = {town: number for number, town in enumerate(dict.fromkeys(t for t, _ in known.steps))}
    steps = Steps(
        towns=np.array([towns[town] for town, _ in known.steps]),
        years=np.array([year for _, year in known.steps]),
        before=np.array([_scores(known.results[town, year - 1]) for town, year in known.steps]),
        after=np.array([_scores(known.results[one]) for one in known.steps]),
        had=flags[earlier],
        has=flags[later],
    )
    nothing = Effect(indicator=None, adopters=0, others=0)
    subjects = [replace(nothing, topic=one.id) for one in topics()]
    subjects += [replace(nothing, measure_id=one) for one in measure_ids]
    return steps, subjects


def _scores(result: ItaResult) -> list[float]:
    by_number = {one.number: one.score for one in result.indicators}
    total = float("nan") if result.total is None else result.total
    return [total, *(by_number.get(one.number, float("nan")) for one in indicators())]


def _topic_flags(known: _Steps, subjects_of: SubjectsOf) -> Flags:
    """Whether the reports of each year of a town have a measure about each topic."""
    columns = {one.id: column for column, one in enumerate(topics())}
    of_report = {name: row for row, names in enumerate(known.reports.values()) for name in names}
    flags = np.zeros((len(known.reports), len(columns)), dtype=bool)
    names = list(of_report)
    for start in range(0, len(names), _REPORTS_AT_A_TIME):
        subjects = subjects_of(names[start : start + _REPORTS_AT_A_TIME])
        for name, about in subjects.items():
            for topic in about.topics.keys() & columns.keys():
                flags[of_report[name], columns[topic]] = True
    return flags


def _text_flags(
    known: _Steps, marks: CopyMarks | None, *, ends: tuple[Places, Places]
) -> tuple[Flags, list[str]]:
    """Whether each year of a town has each of the most adopted texts, and a measure of each.

    `ends` are places in `known.reports` of the earlier and of the later year of each step.
    """
    uses = list(_uses_of_texts(known, marks))
    columns = {text: column for column, text in enumerate(dict.fromkeys(one for one, _, _ in uses))}
    rows = {one: row for row, one in enumerate(known.reports)}
    flags = np.zeros((len(rows), len(columns)), dtype=bool)
    oldest: dict[int, tuple[int, str]] = {}
    for text, town_year, measure_id in uses:
        column = columns[text]
        flags[rows[town_year], column] = True
        found = town_year[1], measure_id
        oldest[column] = min(oldest.get(column, found), found)
    earlier, later = ends
    adopters = (flags[later] & ~flags[earlier]).sum(axis=0)
    chosen = np.argsort(-adopters, kind="stable")[:_MOST_TEXTS]
    chosen = chosen[adopters[chosen] >= FEWEST_ADOPTERS]
    return flags[:, chosen], [oldest[column][1] for column in chosen.tolist()]


def _uses_of_texts(known: _Steps, marks: CopyMarks | None) -> Iterable[tuple[int, _TownYear, str]]:
    """The most used texts with copies: text, town and year, and measure; none without an index."""
    if marks is None:
        return
    of_report = {name: one for one, names in known.reports.items() for name in names}
    texts, counts = np.unique(marks.numbers, return_counts=True)
    most_used = np.argsort(-counts, kind="stable")[:_MOST_USED_TEXTS]
    used = texts[most_used[counts[most_used] >= FEWEST_ADOPTERS]]
    for place in np.flatnonzero(np.isin(marks.numbers, used)).tolist():
        measure_id = marks.measure_ids[place]
        town_year = of_report.get(report_of(measure_id))
        if town_year is not None:
            yield int(marks.numbers[place]), town_year, measure_id
