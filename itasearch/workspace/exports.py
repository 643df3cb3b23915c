"""Verbs that write an answer as tables to take along: search, matrix, town and others."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from itasearch.documents.files import write_file
from itasearch.model.comparison import YearsComparison
from itasearch.model.people import ActionKind
from itasearch.model.ranking import Filters, Ranking
from itasearch.model.tables import (
    MOST_TABLE_ROWS,
    Exported,
    TableFile,
    TableFormat,
)
from itasearch.model.town import TownOverview
from itasearch.model.towns import EVERY_TOTAL, Coverage, Matrix, ScoreBand, SimilarTowns
from itasearch.workspace.parts import Parts
from itasearch.workspace.search import SearchVerbs
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve


class ExportVerbs(SearchVerbs):
    """Verbs of Workspace that write answers as tables."""

    def tables(
        self,
        found: Exported,
        *,
        filters: FilterNames = NO_FILTER_NAMES,
        band: ScoreBand = EVERY_TOTAL,
        language: str = "th",
    ) -> TableFile:
        """The tables of an answer, with the source of each row.

        Args:
            filters: those of a matrix, to name them; an answer to a search has its own.
            language: of the words, "th" or "en"; texts of reports stay as they are.

        Raises:
            UnknownValueError: a filter names what nothing in the library has.
        """
        from itasearch.exports.words import written_in

        with written_in(language):
            made = self._tables(found, filters=filters, band=band)
        return replace(made, language=language)

    def _tables(self, found: Exported, *, filters: FilterNames, band: ScoreBand) -> TableFile:
        # Writers of documents take a quarter of a second to load.
        from itasearch.exports import answer, town, towns, years

        parts, now = self._parts, datetime.now(UTC)
        match found:
            case Ranking():
                hits = found.hits or found.nearest
                return answer.answer_tables(
                    found,
                    about=self.classifications([one.measure.id for one in hits]),
                    names=_names(parts, found.query.filters),
                    now=now,
                )
            case Matrix():
                among = resolve(filters, parts.store)
                report_ids = [one for row in found.rows for one in row.report_ids]
                return towns.matrix_tables(
                    found,
                    reports=parts.store.summaries(report_ids),
                    now=now,
                    filters=among,
                    names=_names(parts, among),
                    band=band,
                )
            case SimilarTowns():
                return towns.similar_tables(found, now=now)
            case Coverage():
                ids = [one.measure_id for check in found.checks for one in check.measures]
                return towns.coverage_tables(found, measures=parts.store.measures(ids), now=now)
            case YearsComparison():
                return years.years_tables(found, now=now)
            case TownOverview():
                ids = [one.id for one in found.record.measures[:MOST_TABLE_ROWS]]
                return town.town_tables(found, measures=parts.store.measures(ids), now=now)

    def render_tables(
        self,
        found: Exported,
        kind: TableFormat,
        *,
        filters: FilterNames = NO_FILTER_NAMES,
        band: ScoreBand = EVERY_TOTAL,
        language: str = "th",
    ) -> bytes:
        """The same as the bytes of a file. Raises as `tables`."""
        from itasearch.documents.table_file import as_table_file

        made = self.tables(found, filters=filters, band=band, language=language)
        with self._recorded(ActionKind.EXPORT, title=made.title, detail=kind):
            return as_table_file(made, kind)

    def export_tables(
        self,
        found: Exported,
        output: Path,
        *,
        kind: TableFormat | None = None,
        filters: FilterNames = NO_FILTER_NAMES,
        band: ScoreBand = EVERY_TOTAL,
        language: str = "th",
    ) -> None:
        """Write the same to a file; one that is there is replaced in one step.

        Args:
            kind: None: by the ending of `output`.

        Raises:
            ExportError: no format is known by that ending, or a folder is in the way.
            UnknownValueError: as `tables`.
        """
        kind = kind or TableFormat.of(output)
        content = self.render_tables(found, kind, filters=filters, band=band, language=language)
        write_file(output, content)


def _names(parts: Parts, filters: Filters) -> Mapping[str, str]:
    """Names of the organisations of a filter, by id."""
    ids = filters.organisation_ids
    known = parts.store.organisations_of(ids) if ids else ()
    return {one.organisation.id: one.organisation.name for one in known}
