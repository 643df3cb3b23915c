"""Towns as read from a library: their measures, results and reports, a few queries for all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from itasearch.compare.library import (
    OpenLibrary,
    by_fullness,
    classified_in_towns,
    reports_by_town,
    without_samples,
)
from itasearch.compare.towns.matrix import depth, marks_of
from itasearch.enrich.plan_rows import ids_of_title
from itasearch.errors import UnknownValueError
from itasearch.model.library import ReportSummary, Stage
from itasearch.model.ranking import Filters
from itasearch.model.records import Organisation, ReportKind
from itasearch.model.towns import AnyTown, Axis, SimilarTown, Town, TownMeasure, TownProfile

TownHistory = tuple[SimilarTown, Town]
"""A similar town, and the same with its measures and results of all years."""


def whole_towns(library: OpenLibrary, profiles: Sequence[AnyTown]) -> list[Town]:
    """Towns with the measures of their reports and their scores, in the order given."""
    ids = [report_id for profile in profiles for report_id in profile.report_ids]
    reports = library.store.reports.summaries(ids)
    # One whose report was removed a moment ago is without it.
    of_towns = [
        [reports[name] for name in profile.report_ids if name in reports] for profile in profiles
    ]
    measures = measures_of_reports(library, list(chain.from_iterable(of_towns)))
    results = library.store.organisations.ita_results_of([it.organisation.id for it in profiles])
    return [
        Town(
            organisation=profile.organisation,
            fiscal_year_be=profile.fiscal_year_be,
            report_ids=tuple(summary.id for summary in of_town),
            measures=tuple(measure for summary in of_town for measure in measures[summary.id]),
            reworded=profile.reworded,
            results=results.get(profile.organisation.id, ()),
        )
        for profile, of_town in zip(profiles, of_towns, strict=True)
    ]


def with_results(library: OpenLibrary, similar: Sequence[SimilarTown]) -> tuple[SimilarTown, ...]:
    """Similar towns, found by their profiles, with the whole of their newest ITA result."""
    results = library.store.organisations.ita_results_of([town.organisation.id for town in similar])
    return tuple(
        replace(town, result=next(iter(results.get(town.organisation.id, ())), None))
        for town in similar
    )


def measures_of_reports(
    library: OpenLibrary, reports: Sequence[ReportSummary]
) -> Mapping[str, tuple[TownMeasure, ...]]:
    """What the measures of reports are about and how deep they go, by report id."""
    sketches = library.store.reports.sketches([report.id for report in reports])
    about = classified_in_towns(library, [it.id for rows in sketches.values() for it in rows])

    def of_report(report: ReportSummary) -> tuple[str, tuple[TownMeasure, ...]]:
        return report.id, tuple(
            TownMeasure(
                id=sketch.id,
                report_id=report.id,
                fiscal_year_be=report.fiscal_year_be,
                kind=report.kind,
                depth=depth(sketch.letters, report.kind, report.fiscal_year_be),
                about=about[sketch.id],
            )
            for sketch in sketches.get(report.id, ())
        )

    pairs = library.without_faulty(
        reports, of_report, report_of=lambda summary: summary.id, stage=Stage.COMPARE
    )
    return {report.id: () for report in reports} | dict(pairs)


def histories(library: OpenLibrary, similar: Sequence[SimilarTown]) -> list[TownHistory]:
    """Similar towns with their measures and results of all years, in their order."""
    reports = reports_by_town(library, (town.organisation.id for town in similar))
    of_all_years = [
        Town(
            organisation=town.organisation,
            report_ids=tuple(it.id for it in reports[town.organisation.id] if it.measures),
        )
        for town in similar
    ]
    return list(zip(similar, whole_towns(library, of_all_years), strict=True))


def town_in_year(library: OpenLibrary, ours: TownProfile, year: int | None) -> Town:
    """The town with its reports of that year (None: its profile's). Raises UnknownValueError."""
    of_year: AnyTown = ours
    if year is not None and year != ours.fiscal_year_be:
        of_town = library.store.reports.all(Filters(organisation_ids=(ours.organisation.id,)))
        samples = without_samples(it for it in of_town if it.fiscal_year_be == year and it.measures)
        if not samples:
            years = {summary.fiscal_year_be for summary in of_town if summary.fiscal_year_be}
            nearest = tuple(map(str, sorted(years, reverse=True)))
            raise UnknownValueError(field="year", value=str(year), nearest=nearest)
        of_year = _with_reports(ours, year, samples)
    return whole_towns(library, [of_year])[0]


def town_before(library: OpenLibrary, ours: TownProfile, before: int) -> Town:
    """The town with its newest reports before a year, else its undated ones, if it has any."""
    of_town = library.store.reports.all(Filters(organisation_ids=(ours.organisation.id,)))
    samples = without_samples(summary for summary in of_town if summary.measures)
    years = {sample.fiscal_year_be for sample in samples if sample.fiscal_year_be}
    year = max((year for year in years if year < before), default=None)
    summaries = [sample for sample in samples if sample.fiscal_year_be == year]
    return whole_towns(library, [_with_reports(ours, year, summaries)])[0]


def _with_reports(ours: TownProfile, year: int | None, reports: Sequence[ReportSummary]) -> Town:
    return Town(
        organisation=ours.organisation,
        fiscal_year_be=year,
        report_ids=tuple(summary.id for summary in by_fullness(reports)),
        reworded=any(report.source.reworded for report in reports),
    )


def planned_rows(library: OpenLibrary, reports: Sequence[ReportSummary]) -> Mapping[str, str]:
    """By the id of a row of results, that of its plan's row of the town and year."""
    sketches = library.store.reports.sketches([report.id for report in reports], counted=())
    titles: dict[tuple[Organisation | None, int | None, ReportKind], dict[str, str]] = {}
    for report in reports:
        of = report.organisation, report.fiscal_year_be, report.kind
        titles.setdefault(of, {}).update({it.id: it.title for it in sketches.get(report.id, ())})
    planned: dict[str, str] = {}
    for (town, year, kind), of_year in titles.items():
        if year is not None and kind is ReportKind.RESULTS:
            planned |= ids_of_title(of_year, titles.get((town, year, ReportKind.PLAN), {}))
    return planned


def with_measures_inside(town: Town, filters: Filters) -> Town:
    """The town with the measures that serve the indicators and topics of the filters."""
    measures = town.measures
    by_axis = {Axis.INDICATORS: {*map(str, filters.indicators)}, Axis.TOPICS: {*filters.topics}}
    for axis, columns in by_axis.items():
        if columns:
            measures = tuple(it for it in measures if columns & marks_of(it, axis).keys())
    return replace(town, measures=measures)
