"""Verbs on one town: its record over the years, its copies, and all of it together."""

from collections.abc import Iterator, Sequence

from itasearch.compare.towns.copies import copies_elsewhere
from itasearch.compare.towns.matrix import cells_of
from itasearch.compare.towns.reading import measures_of_reports
from itasearch.model.library import ReportSummary, Stage
from itasearch.model.ranking import Filters
from itasearch.model.towns import (
    MOST_COPY_TOWNS,
    MOST_SIMILAR_TOWNS,
    Axis,
    TownCopies,
    TownMeasure,
    TownOverview,
    TownRecord,
    YearTopics,
)
from itasearch.workspace.towns.similar import TownVerbs


class OneTownVerbs(TownVerbs):
    """Verbs on one town."""

    def overview(self, organisation: str, *, most: int = MOST_SIMILAR_TOWNS) -> TownOverview:
        """All that is known of a town: its record, similar towns, gaps and copies."""
        record = self.record(organisation)
        identifier = record.organisation.id
        return TownOverview(
            record=record,
            similar=self.similar(identifier, most=most),
            coverage=self.coverage(identifier, most=most),
            copies=self.copies(identifier),
        )

    def record(self, organisation: str) -> TownRecord:
        """What the library holds of a town itself; reads nothing of other towns."""
        parts = self._parts
        found = parts.store.organisations.find(organisation)
        reports = parts.store.reports.all(Filters(organisation_ids=(found.id,)))
        of_reports = measures_of_reports(parts, reports)

        def record(some: Sequence[ReportSummary]) -> TownRecord:
            measures = tuple(measure for report in some for measure in of_reports[report.id])
            return TownRecord(
                organisation=found,
                reports=reports,
                results=parts.store.organisations.ita_results(found.id),
                measures=measures,
                topics=tuple(_topics_by_year(measures)),
            )

        return parts.together(reports, record, report_of=lambda one: one.id, stage=Stage.SHOW)

    def copies(self, organisation: str, *, most: int = MOST_COPY_TOWNS) -> TownCopies:
        """Which texts of a town other organisations have too, and who had them first.

        Of a town with very many measures the newest are looked at. Nothing is known without an
        index. `most` organisations are listed at most, of those before us and of those after us.
        """
        if most < 1:
            raise ValueError(f"at least one organisation is asked for, not {most}")
        record = self.record(organisation)
        return copies_elsewhere(self._parts, record.organisation.id, record.measures, most=most)


def _topics_by_year(measures: Sequence[TownMeasure]) -> Iterator[YearTopics]:
    of_year: dict[int | None, list[TownMeasure]] = {}
    for one in measures:
        of_year.setdefault(one.fiscal_year_be, []).append(one)
    for year in sorted(of_year, key=lambda one: -(one or 0)):
        cells = cells_of(of_year[year], Axis.TOPICS)
        topics = {topic: len(cell.measure_ids) for topic, cell in cells.items()}
        yield YearTopics(fiscal_year_be=year, topics=topics)
