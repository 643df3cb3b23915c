"""What is taken along as files: documents, comparisons, and answers as tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from itasearch.documents.files import check_place, replacing, write_file
from itasearch.model import towns as towns_model
from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.comparison import Comparison, YearsComparison
from itasearch.model.comparison_shown import (
    ComparisonFormat,
    ShownComparison,
    Subjects,
    narrowed,
    places,
)
from itasearch.model.documents import Digits
from itasearch.model.form_check import EvidenceCheck, KnownRules
from itasearch.model.library import WRITING, Progress, ProgressEvent, no_progress
from itasearch.model.people import ActionKind
from itasearch.model.ranking import Filters, Ranking
from itasearch.model.records import Report
from itasearch.model.tables import MOST_TABLE_ROWS, Exported, Tabled, TableFile, TableFormat
from itasearch.wording.dump import DumpedMeasure
from itasearch.wording.labels import file_text
from itasearch.wording.language import language
from itasearch.workspace.documents import DocumentVerbs
from itasearch.workspace.parts import Parts
from itasearch.workspace.towns.survey import reports_inside
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve


class Exports(DocumentVerbs):
    """Drafts, measures, comparisons and answers as files."""

    def dump(
        self,
        output: Path,
        *,
        filters: FilterNames = NO_FILTER_NAMES,
        progress: Progress = no_progress,
    ) -> int:
        """Write the measures of active reports inside the filters to a file; returns how many.

        A .csv, .parquet or .sqlite, which `add` takes back. Memory does not grow with the library.
        """
        from itasearch.exports.dump import Dump, DumpedTown, DumpFormat, write_dump

        kind, store = DumpFormat.of(output), self._store
        check_place(output)
        reports = reports_inside(self._parts, filters)
        owners = {report.organisation.id for report in reports if report.organisation}

        def towns() -> Iterator[DumpedTown]:
            results = store.organisations.ita_results_of([*owners])
            for one in store.organisations.of([*owners]):
                town = one.organisation
                yield DumpedTown(organisation=town, results=results.get(town.id, ()))

        def measures() -> Iterator[tuple[Report, tuple[DumpedMeasure, ...]]]:
            for done, report in enumerate(store.reports.each([report.id for report in reports]), 1):
                about = self._parts.classified({measure.id: measure for measure in report.measures})
                yield (
                    report,
                    tuple(
                        DumpedMeasure(measure=measure, report=report, about=about[measure.id])
                        for measure in report.measures
                    ),
                )
                progress(ProgressEvent(stage=WRITING, done=done, total=len(reports)))

        dump = Dump(reports=measures(), towns=towns())
        recorded = self._recorded(ActionKind.EXPORT, title=output.name, detail=kind)
        with recorded, replacing(output) as file:
            return write_dump(dump, file, kind)

    def tables(
        self,
        tabled: Tabled,
        *,
        filters: FilterNames = NO_FILTER_NAMES,
        band: towns_model.ScoreBand = towns_model.EVERY_TOTAL,
        as_lines: bool = False,
    ) -> TableFile:
        """The tables of an answer, with the source of each row.

        `filters` and `band`: of a matrix or of questions. `as_lines`: for a terminal or pipe, with
        ids.
        """
        from itasearch.exports.words import made_at, written_in_lines

        with written_in_lines(as_lines=as_lines):
            made = self._tables(tabled, filters=filters, band=band)
            if as_lines:
                tables = tuple(table for table in made.tables if not table.on_pages)
                return replace(made, language=language(), tables=tables)
            notes = (made_at(datetime.now(UTC)), *made.notes)
        return replace(made, language=language(), notes=notes)

    def _tables(
        self, tabled: Tabled, *, filters: FilterNames, band: towns_model.ScoreBand
    ) -> TableFile:
        from itasearch.exports import answer, rules, town, towns

        parts = self._parts
        match tabled:
            case Ranking():
                hits = tabled.hits or tabled.nearest
                return answer.answer_tables(
                    tabled,
                    about=self._parts.classifications([hit.measure.id for hit in hits]),
                    names=_names(parts, tabled.query.filters),
                )
            case towns_model.Matrix():
                among = resolve(filters, parts.store)
                report_ids = [report_id for row in tabled.rows for report_id in row.report_ids]
                return towns.matrix_tables(
                    tabled,
                    reports=parts.store.reports.summaries(report_ids),
                    filters=among,
                    names=_names(parts, among),
                    band=band,
                )
            case towns_model.QuestionTable():
                among = resolve(filters, parts.store)
                names = _names(parts, among)
                return answer.question_tables(tabled, filters=among, names=names)
            case towns_model.SimilarTowns():
                return towns.similar_tables(tabled)
            case towns_model.Coverage():
                ids = [measure.measure_id for check in tabled.checks for measure in check.measures]
                return towns.coverage_tables(tabled, measures=parts.store.reports.measures(ids))
            case ShownComparison():
                # Writers of documents take a quarter of a second to load.
                from itasearch.exports import comparison

                return comparison.comparison_tables(tabled)
            case YearsComparison():
                return town.years_tables(tabled)
            case EvidenceCheck():
                return rules.evidence_tables(tabled)
            case KnownRules():
                return rules.rules_tables(tabled)
            case towns_model.TownOverview():
                ids = [measure.id for measure in tabled.record.measures[:MOST_TABLE_ROWS]]
                return town.town_tables(tabled, measures=parts.store.reports.measures(ids))

    def render_tables(
        self,
        exported: Exported,
        kind: TableFormat,
        *,
        filters: FilterNames = NO_FILTER_NAMES,
        band: towns_model.ScoreBand = towns_model.EVERY_TOTAL,
    ) -> bytes:
        """The same as the bytes of a file."""
        from itasearch.documents.sheet import as_table_file

        made = self.tables(exported, filters=filters, band=band)
        with self._recorded(ActionKind.EXPORT, title=made.title, detail=kind):
            return as_table_file(made, kind)

    def export_tables(
        self,
        exported: Exported,
        output: Path,
        *,
        filters: FilterNames = NO_FILTER_NAMES,
        band: towns_model.ScoreBand = towns_model.EVERY_TOTAL,
    ) -> None:
        """Write the same to a file; its ending is the format by default."""
        kind = TableFormat.of(output)
        write_file(output, self.render_tables(exported, kind, filters=filters, band=band))

    def narrow(
        self,
        comparison: Comparison,
        *,
        indicators: Sequence[str | int] = (),
        topics: Sequence[str] = (),
        differences_only: bool = False,
    ) -> ShownComparison:
        """A comparison narrowed to `indicators` (1–10, any digits) and `topics` (ids or names).

        A pair or cover with one such measure stays whole. `differences_only`: the biggest first.
        """
        chosen = resolve(
            FilterNames(indicators=tuple(indicators), topics=tuple(topics)), self._store
        )
        ids = [measure.id for measures in places(comparison) for measure in measures]
        about = self._parts.classifications(ids)
        return narrowed(
            comparison,
            {**about, **dict(self._of_own_plans(comparison, about))},
            subjects=Subjects(indicators=chosen.indicators, topics=chosen.topics),
            differences_only=differences_only,
        )

    def _of_own_plans(
        self, comparison: Comparison, about: Mapping[str, Classification]
    ) -> Iterator[tuple[str, Classification]]:
        """What the town's other reports of the year state for the title, in place of a guess."""
        for side in (comparison.left, comparison.right):
            measures = (it for row in places(comparison) for it in row if it.report_id == side.id)
            marks = self._stated_in_year(side.organisation, side.fiscal_year_be, measures)
            for measure_id, mark in marks.items():
                yield measure_id, replace(about.get(measure_id, UNCLASSIFIED), indicator=mark)

    def render_comparison(
        self, comparison: ShownComparison, kind: ComparisonFormat, *, digits: Digits = Digits.THAI
    ) -> bytes:
        """A shown comparison as a file's bytes; in English with Arabic digits."""
        from itasearch.exports.comparison import render

        sides = (comparison.comparison.left, comparison.comparison.right)
        title = " – ".join(
            f"{side.organisation.name} {side.fiscal_year_be or ''}".rstrip()
            if side.organisation
            else file_text(side.source.path)
            for side in sides
        )
        with self._recorded(ActionKind.EXPORT, title=title, detail=kind):
            return render(comparison, kind, digits=digits, now=datetime.now(UTC))

    def export_comparison(
        self,
        comparison: ShownComparison,
        output: Path,
        *,
        kind: ComparisonFormat | None = None,
        digits: Digits = Digits.THAI,
    ) -> None:
        """Write the same to a file; its ending is the format by default."""
        kind = kind or ComparisonFormat.of(output)
        write_file(output, self.render_comparison(comparison, kind, digits=digits))


def _names(parts: Parts, filters: Filters) -> Mapping[str, str]:
    ids = filters.organisation_ids
    towns = parts.store.organisations.of(ids) if ids else ()
    return {town.organisation.id: town.organisation.name for town in towns}
