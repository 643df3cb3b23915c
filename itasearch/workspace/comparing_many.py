"""The verbs `matrix` and `neighbours`: many towns at once, by a handful of queries.

However many towns there are, the store is asked a few times only: for organisations,
reports, sketches of their measures and ITA results, and in the end for the texts of the
few measures that are shown. Imports the parts, the store's protocol, compare and model.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from itasearch.compare.towns.better import BetterMeasure, SimilarTown, better, serving, weaknesses
from itasearch.compare.towns.depth import depth
from itasearch.compare.towns.matrix import MatrixChoice, matrix
from itasearch.compare.towns.neighbours import near, neighbours
from itasearch.errors import BackendError, EncoderError
from itasearch.model.library import ReportSummary
from itasearch.model.matrix import Matrix
from itasearch.model.neighbours import (
    BetterExample,
    Neighbour,
    Neighbourhood,
    PlacedMeasure,
    WeakIndicator,
)
from itasearch.model.ranking import NO_FILTERS, Filters
from itasearch.model.records import Organisation, ReportKind
from itasearch.model.towns import Town, TownMeasure
from itasearch.store.base import Store, StoredMeasure
from itasearch.workspace.classifying import classified
from itasearch.workspace.comparing import by_fullness
from itasearch.workspace.filters import resolve
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import FilterNames

SIMILAR = 30
"""Neighbours among whom better examples are looked for: about the towns of two districts."""


def survey_matrix(
    parts: Parts, names: FilterNames, choice: MatrixChoice, *, like: str | None
) -> Matrix:
    """See Surveying.matrix."""
    filters = resolve(names, parts.store)
    found = [town for town in towns(parts, filters) if town.report_ids]
    if like is not None:
        wanted = parts.store.find_organisation(like).id
        known = [town for town in found if town.organisation.id == wanted]
        whole = known or towns(parts, Filters(organisation_ids=(wanted,)))
        choice = replace(choice, like=whole[0])
    inside = (_with_measures_inside(town, filters) for town in found)
    return matrix((town for town in inside if town.measures), choice)


def neighbourhood(parts: Parts, organisation: str, *, most: int) -> Neighbourhood:
    """See Surveying.neighbours."""
    if most < 1:
        raise ValueError(f"at least one neighbour is asked for, not {most}")
    wanted = parts.store.find_organisation(organisation).id
    everyone = towns(parts, NO_FILTERS)
    ours = next(town for town in everyone if town.organisation.id == wanted)
    similar = neighbours(ours, everyone, most=max(most, SIMILAR))
    return Neighbourhood(
        organisation=ours.organisation,
        fiscal_year_be=ours.fiscal_year_be,
        result=next(iter(ours.results), None),
        reworded=ours.reworded,
        neighbours=near(similar[:most]),
        weak=_weak(parts, ours, similar[:SIMILAR]),
    )


def towns(parts: Parts, filters: Filters) -> tuple[Town, ...]:
    """Each organisation inside the filters in its newest year with measures, by name.

    Those without a report are there, too. Of `filters` indicators and topics, which speak
    of measures, are left aside.
    """
    everyone = _organisations(parts.store, filters)
    reports = _newest_reports(_reports(parts.store, filters))
    chosen = [one for of_town in reports.values() for one in of_town]
    measures = _measures(parts, chosen)
    results = parts.store.ita_results_of([one.id for one in everyone])
    return tuple(
        Town(
            organisation=one,
            fiscal_year_be=reports[one.id][0].fiscal_year_be if one.id in reports else None,
            report_ids=tuple(report.id for report in reports.get(one.id, ())),
            measures=tuple(
                measure for report in reports.get(one.id, ()) for measure in measures[report.id]
            ),
            reworded=any(report.source.reworded for report in reports.get(one.id, ())),
            doubled=_doubled(reports.get(one.id, ())),
            results=results.get(one.id, ()),
        )
        for one in everyone
    )


def _organisations(store: Store, filters: Filters) -> list[Organisation]:
    found = [summary.organisation for summary in store.organisations()]
    return [
        one
        for one in found
        if (not filters.organisation_ids or one.id in filters.organisation_ids)
        and (not filters.types or one.type in filters.types)
        and (not filters.provinces or one.province in filters.provinces)
    ]


def _reports(store: Store, filters: Filters) -> Mapping[str, Sequence[ReportSummary]]:
    """Reports with measures by their organisation's id; indicators would be stated ones only."""
    found: dict[str, list[ReportSummary]] = {}
    for one in store.reports(replace(filters, indicators=(), topics=())):
        if one.organisation is not None and one.measures:
            found.setdefault(one.organisation.id, []).append(one)
    return found


def _newest_reports(
    reports: Mapping[str, Sequence[ReportSummary]],
) -> Mapping[str, Sequence[ReportSummary]]:
    """Of each organisation those of its newest year, the fullest first."""
    newest: dict[str, Sequence[ReportSummary]] = {}
    for name, known in reports.items():
        year = max((one.fiscal_year_be or 0) for one in known) or None
        newest[name] = by_fullness(one for one in known if one.fiscal_year_be == year)
    return newest


def _doubled(reports: Sequence[ReportSummary]) -> tuple[ReportKind, ...]:
    """Kinds of which two or more of a town's reports of one year are."""
    counts = Counter(one.kind for one in reports)
    return tuple(kind for kind in ReportKind if counts[kind] > 1)


def _measures(
    parts: Parts, reports: Sequence[ReportSummary]
) -> Mapping[str, tuple[TownMeasure, ...]]:
    """What the measures of reports are about and how deep they go, by report id."""
    sketches = parts.store.sketches([one.id for one in reports])
    about = classified(parts, {one.id: one for found in sketches.values() for one in found})
    return {
        report.id: tuple(
            TownMeasure(
                id=one.id,
                report_id=report.id,
                fiscal_year_be=report.fiscal_year_be,
                kind=report.kind,
                depth=depth(one.letters, report.kind, report.fiscal_year_be),
                about=about[one.id],
            )
            for one in sketches.get(report.id, ())
        )
        for report in reports
    }


def _with_measures_inside(town: Town, filters: Filters) -> Town:
    """The town with the measures that serve the indicators, and are about the topics, asked."""
    if not filters.indicators and not filters.topics:
        return town
    inside = [
        one
        for one in town.measures
        if (not filters.indicators or _indicator(one) in filters.indicators)
        and (not filters.topics or {mark.topic for mark in one.about.topics} & {*filters.topics})
    ]
    return replace(town, measures=tuple(inside))


def _indicator(measure: TownMeasure) -> int | None:
    mark = measure.about.indicator
    return None if mark is None else mark.number


def _weak(parts: Parts, ours: Town, similar: Sequence[Neighbour]) -> tuple[WeakIndicator, ...]:
    """Our weakest indicators with the measures of similar towns that do better."""
    weak = weaknesses(ours.results)
    if not weak:
        return ()
    known = _whole_towns(parts, similar)
    ids = {found.id for one in weak for _, found, _ in serving(one.number, known)}
    texts_of = families(parts, sorted(ids))
    chosen = [better(one, known, families=texts_of) for one in weak]
    texts = parts.store.measures([one.measure_id for found in chosen for one in found])
    return tuple(
        WeakIndicator(
            number=one.number,
            score=one.score,
            fiscal_year_be=one.fiscal_year_be,
            examples=tuple(_examples(found, texts)),
        )
        for one, found in zip(weak, chosen, strict=True)
    )


def _whole_towns(parts: Parts, similar: Sequence[Neighbour]) -> list[SimilarTown]:
    """Neighbours with their measures and results of all years, in their order."""
    ids = tuple(one.organisation.id for one in similar)
    if not ids:
        return []  # filters without organisations would let all in
    reports = _reports(parts.store, Filters(organisation_ids=ids))
    measures = _measures(parts, [one for of_town in reports.values() for one in of_town])
    results = parts.store.ita_results_of(ids)
    return [
        SimilarTown(
            neighbour=one,
            measures=tuple(
                measure
                for report in reports.get(one.organisation.id, ())
                for measure in measures[report.id]
            ),
            results=results.get(one.organisation.id, ()),
        )
        for one in similar
    ]


def families(parts: Parts, measure_ids: Sequence[str]) -> Mapping[str, str]:
    """Of measures that have copies the oldest one's id; none where no index can be opened."""
    try:
        copies = parts.following(lambda: parts.backend.same_text(measure_ids))
    except (BackendError, EncoderError):
        return {}  # the same text is told twice then, which is no reason to tell nothing
    return {name: found[0].measure_id for name, found in copies.items() if found}


def placed(stored: StoredMeasure) -> PlacedMeasure:
    """A measure as it is shown."""
    return PlacedMeasure(
        measure=stored.measure,
        organisation=stored.organisation,
        fiscal_year_be=stored.fiscal_year_be,
    )


def _examples(
    found: Iterable[BetterMeasure], texts: Mapping[str, StoredMeasure]
) -> Iterable[BetterExample]:
    """Candidates with their texts; one whose report was removed a moment ago is left out."""
    for one in found:
        stored = texts.get(one.measure_id)
        if stored is not None:
            yield BetterExample(
                example=placed(stored),
                why=one.why,
                score=one.score,
                score_year_be=one.score_year_be,
                likeness=one.likeness,
                later=one.later,
                guessed=one.guessed,
            )
