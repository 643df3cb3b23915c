"""What is taken along as files: adapted drafts and measures as documents, comparisons, answers."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from itasearch import errors
from itasearch.borrow.adapt.next_year import with_times_over
from itasearch.borrow.adapt.rows import adapt, filled_row, target_of, with_checks
from itasearch.borrow.document.form import form_of, render
from itasearch.clock import today
from itasearch.compare.library import (
    classified_in_towns,
    reports_of,
    rows_of_year,
    with_quotations,
)
from itasearch.documents.files import check_place, replacing, write_file, write_files
from itasearch.domain.organisations import full_name
from itasearch.enrich.local_names import LocalNames, local_names
from itasearch.enrich.plan_rows import left_to_plan, rows_of_title
from itasearch.enrich.quotations import has_result
from itasearch.enrich.topics import indicators_of
from itasearch.model import towns as towns_model
from itasearch.model.classification import IndicatorMark
from itasearch.model.comparison import Comparison, YearsComparison
from itasearch.model.comparison_shown import (
    ComparisonFormat,
    ShownComparison,
    Subjects,
    narrowed,
    places,
)
from itasearch.model.documents import Digits, FileFormat, Form, SourcesPlace
from itasearch.model.drafts import (
    BARE_TABLE,
    BORROWED_FIELDS,
    LARGEST_LETTERHEAD,
    NO_BASIS,
    AdaptedDraft,
    AdaptedRow,
    DocumentChoice,
    DocumentKind,
    Draft,
    DraftItem,
    Exported,
    ExportFormat,
    Letterhead,
    PlanBasis,
)
from itasearch.model.form_check import EvidenceCheck, KnownRules
from itasearch.model.library import WRITING, Progress, ProgressEvent, Stage, no_progress
from itasearch.model.people import ActionKind, Right
from itasearch.model.ranking import Filters, Ranking
from itasearch.model.records import (
    TEXT_FIELDS,
    ItaResult,
    Measure,
    Organisation,
    Report,
    ReportKind,
    StoredMeasure,
    report_of,
    scored,
)
from itasearch.model.tables import MOST_TABLE_ROWS, Tabled, TableFile, TableFormat
from itasearch.text.dates.fiscal_year import CE_OFFSET, check_fiscal_year
from itasearch.wording.document_words import SOURCES_SUFFIX
from itasearch.wording.labels import file_text, owner_text
from itasearch.wording.language import language, say
from itasearch.wording.messages import refused_by_system
from itasearch.wording.objects import JsonObject
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.parts import Parts
from itasearch.workspace.survey import reports_inside
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve

_Made = TypeVar("_Made")

_MOST_OWN_REPORTS = 4  #: Of the target, read for what they name: plan and results of two years


class Exports(Verbs):
    """Drafts, measures, comparisons and answers as files."""

    @needs(Right.DRAFT)
    def adapted_texts(self, cells: Iterable[object]) -> Iterator[JsonObject]:
        """Cells {"id", "text", "source", "target"} adapted. Raises ValueError for what is none."""
        from itasearch.borrow.adapt.one_pass import adapt_cell

        return map(adapt_cell, cells)

    def adapted_draft(self, draft_id: str | None = None) -> AdaptedDraft:
        """A draft in its target's name: the content of its file. Raises UnknownDraftError."""
        return self.adapted(self._drafts.get(draft_id))

    def adapted(self, draft: Draft) -> AdaptedDraft:
        """A draft, which need not be in the library, in its target's name.

        Raises AmbiguousOrganisationError: the draft has a name that several organisations have.
        """
        own = self._own(draft)
        if own is not None:
            draft = replace(draft, organisation=own.name)
        of_own = reports_of(self._parts, own.id) if own else ()
        newest = sorted(of_own, key=lambda it: (-(it.fiscal_year_be or 0), it.id))
        own_ids = [summary.id for summary in newest[:_MOST_OWN_REPORTS]]
        own_reports = [*self._store.reports.each(own_ids)]
        target = target_of(full_name(draft.organisation), None, own=own).organisation
        local = None if target is None else self._local_names(target, own_reports)
        leaves = [leaf for item in draft.items for leaf in item.leaves]
        stored = with_quotations(self._parts, (leaf.measure.id for leaf in leaves))
        result = scored(self._results(own, draft.fiscal_year_be)) if own and draft.grouped else None
        made = partial(
            adapt,
            indicators=self._indicators(draft),
            own=own,
            local=local,
            scores=result.scores if result else {},
            quotations={name: it.quotations for name, it in stored.items()},
        )

        def adapted(items: Sequence[DraftItem]) -> AdaptedDraft:
            adapted_draft = made(replace(draft, items=tuple(items)))
            return with_checks(adapted_draft, rules=self._parts.rules)

        adapted_draft = self._parts.together(
            draft.items, adapted, report_of=_report_of_row, stage=Stage.DRAFT
        )
        kept = {item.measure.id for item in adapted_draft.items}
        others = (item.measure for item in draft.items if item.measure.id not in kept)
        report_ids = dict.fromkeys(report_of(leaf.measure.id) for leaf in leaves)
        sources = self._store.reports.summaries([*report_ids])
        return replace(
            adapted_draft, id=draft.id, left_out=tuple(others), sources=tuple(sources.values())
        )

    def _indicators(self, draft: Draft) -> Mapping[str, IndicatorMark]:
        """Of rows that state none."""
        ids = [item.measure.id for item in draft.items if not item.measure.indicator]
        return indicators_of(classified_in_towns(self._parts, ids))

    def adapted_measures(
        self,
        identifiers: Sequence[str],
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
        most: int | None = None,
    ) -> AdaptedDraft:
        """Measures in the name of an organisation; no draft is changed.

        `identifiers`: of measures, or of reports for all of theirs, in order, each once. Without
        `organisation` or `fiscal_year_be` the sources' stay. Raises TooManyMeasuresError: more than
        `most`; AmbiguousOrganisationError.
        """
        if fiscal_year_be is not None:
            check_fiscal_year(fiscal_year_be)
        from itasearch.store.drafts.drafts import items_of

        items: dict[str, DraftItem] = {}
        for item in items_of(self._store.reports, identifiers):
            items[item.measure.id] = item
            if most is not None and len(items) > most:
                raise errors.TooManyMeasuresError(most=most)
        draft = Draft(
            items=tuple(items.values()), organisation=organisation, fiscal_year_be=fiscal_year_be
        )
        return self.adapted(self.with_plans(draft))

    def with_plans(self, draft: Draft) -> Draft:
        """Rows of results reports with what they lack from their town's plans of their year, where
        these have their titles; never with what a plan says came."""
        reports = self._store.reports.summaries([*{*map(_report_of_row, draft.items)}])
        of_years: dict[tuple[str, int | None], list[Measure]] = {}
        for item in draft.items:
            is_of_results = reports[_report_of_row(item)].kind is ReportKind.RESULTS
            if item.organisation and is_of_results and not item.parts:
                of_year = item.organisation.id, item.fiscal_year_be
                of_years.setdefault(of_year, []).append(item.measure)
        rows: dict[str, StoredMeasure] = {}
        for (town_id, year), measures in of_years.items():
            planned = rows_of_year(self._parts, town_id, year, ReportKind.PLAN)
            rows |= rows_of_title(measures, planned)

        def filled(item: DraftItem) -> DraftItem:
            row = rows.get(item.measure.id)
            if row is None or not (fills := left_to_plan(item.measure, row.measure)):
                return item
            # Blank edits would not do: of merged results what is written wins, even if empty.
            bare = row.measure.with_texts(dict.fromkeys({*TEXT_FIELDS} - {*BORROWED_FIELDS}))
            return filled_row(item, replace(row, measure=bare), fills)

        return replace(draft, items=tuple(map(filled, draft.items)))

    def with_questions(self, adapted: AdaptedDraft, choice: DocumentChoice) -> AdaptedDraft:
        """The draft with what this document asks of its rows besides: a plan, of times over."""
        is_plan = choice.kind is DocumentKind.PLAN
        return with_times_over(adapted, _this_month()) if is_plan else adapted

    def usual_kind(self, adapted: AdaptedDraft) -> DocumentKind:
        """The document where none is chosen: a plan, of rows with results but no draft a table."""
        has_results = any(has_result(it.measure) for it in adapted.items)
        return DocumentKind.TABLE if has_results and not adapted.id else DocumentKind.PLAN

    def draft_object(self, adapted: AdaptedDraft) -> JsonObject:
        """An adapted draft as its JSON file has it."""
        from itasearch.borrow.document.writers import draft_as_json  # loads writers of documents

        return draft_as_json(adapted)

    def document(self, adapted: AdaptedDraft, choice: DocumentChoice = BARE_TABLE) -> Form:
        """What a document of an adapted draft holds, in whatever format it is written."""
        basis, rules = self._basis(adapted, choice), self._parts.rules
        return self._written(adapted, lambda rows: form_of(rows, choice, basis=basis, rules=rules))

    def _basis(self, adapted: AdaptedDraft, document: DocumentChoice) -> PlanBasis:
        own, year = adapted.own, adapted.fiscal_year_be
        if document.kind is not DocumentKind.PLAN:
            return NO_BASIS
        if own is None:
            return replace(NO_BASIS, month=_this_month())
        before = [
            (-of, summary.id)
            for summary in reports_of(self._parts, own.id)
            if (of := summary.fiscal_year_be) and summary.measures and (year is None or of < year)
        ]
        ids = [name for _, name in sorted(before)[:_MOST_OWN_REPORTS]]
        rows = [
            stored
            for report in self._store.reports.each(ids)
            for stored in with_quotations(
                self._parts, (measure.id for measure in report.measures)
            ).values()
            if any(quotation.measure_id == stored.measure.id for quotation in stored.quotations)
        ]
        newest = max((row.fiscal_year_be or 0 for row in rows), default=0)
        return PlanBasis(
            result=next(self._results(own, year), None),
            reported=tuple(row for row in rows if (row.fiscal_year_be or 0) == newest),
            is_known=True,
            month=_this_month(),
        )

    def sample_letterhead(self) -> bytes:
        """A DOCX file with every placeholder, to make a letterhead of."""
        from itasearch.borrow.document.letterhead import sample_letterhead

        return sample_letterhead()

    def render_adapted(
        self, adapted: AdaptedDraft, document: DocumentChoice = BARE_TABLE, *, sources: bool = False
    ) -> bytes:
        """An adapted draft, or (not JSON) its `sources` alone, as a file's bytes.

        Raises EmptyDraftError, ExportError.
        """
        with self._exporting(adapted, document):
            return self._render(adapted, document, sources=sources)

    def check_document(self, document: DocumentChoice, *, draft_id: str | None = None) -> None:
        """Write a draft's document to nowhere; no export. Raises UnknownDraftError, ExportError."""
        self._render(self.adapted_draft(draft_id), document)

    def _render(
        self, adapted: AdaptedDraft, document: DocumentChoice, *, sources: bool = False
    ) -> bytes:
        written = partial(
            render,
            kind=document.written_as,
            document=document,
            basis=self._basis(adapted, document),
            rules=self._parts.rules,
            sources=sources,
        )
        return self._written(adapted, written)

    @contextmanager
    def _exporting(self, adapted: AdaptedDraft, document: DocumentChoice) -> Iterator[None]:
        """Record an export. Raises EmptyDraftError: it has no rows."""
        if not adapted.items:
            raise errors.EmptyDraftError(name=adapted.name)
        town = "" if adapted.id else adapted.organisation or ""
        detail = document.written_as
        with self._recorded(ActionKind.EXPORT, subject=adapted.id, title=town, detail=detail):
            yield

    def export_adapted(
        self, adapted: AdaptedDraft, output: Path, *, document: DocumentChoice = BARE_TABLE
    ) -> Exported:
        """Write a document, and its separate sources next to it: both or neither.

        Raises EmptyDraftError; ExportError: it has no format, and the file's ending names none.
        """
        document = replace(document, file_format=document.file_format or ExportFormat.of(output))
        sources_file = None
        with self._exporting(adapted, document):
            contents = {output: self._render(adapted, document)}
            has_sources = document.written_as in (ExportFormat.XLSX, ExportFormat.JSON)
            if document.sources is SourcesPlace.APART and not has_sources:
                name = f"{output.stem}{say(SOURCES_SUFFIX)}{output.suffix}"
                sources_file = output.with_name(name)
                contents[sources_file] = self._render(adapted, document, sources=True)
            write_files(contents)
            form = self.document(adapted, document)
        return Exported(
            draft=adapted, left=form.remaining, fields=form.fields, sources_file=sources_file
        )

    def _written(self, adapted: AdaptedDraft, write: Callable[[AdaptedDraft], _Made]) -> _Made:
        """Leaves out the rows for which `write` raises."""
        return self._parts.together(
            adapted.items,
            lambda rows: write(adapted.with_rows(rows)),
            report_of=_report_of_row,
            stage=Stage.DRAFT,
        )

    def _local_names(self, own: Organisation, own_reports: Sequence[Report]) -> LocalNames:
        return self._parts.together(
            own_reports,
            lambda some: local_names(some, own),
            report_of=lambda report: report.id,
            stage=Stage.DRAFT,
        )

    def _own(self, draft: Draft) -> Organisation | None:
        """The library's organisation that a draft is for; an id that is gone leaves its name."""
        organisations, fitting = (
            self._store.organisations,
            (draft.organisation_id, draft.organisation),
        )
        found = (organisations.find_in_full(text) for text in fitting if text)
        return next(filter(None, found), None)

    def _results(self, own: Organisation, year: int | None) -> Iterator[ItaResult]:
        for result in self._store.organisations.ita_results(own.id):
            if year is None or (result.fiscal_year_be or 0) < year:
                yield result

    def dump(
        self,
        output: Path,
        *,
        filters: FilterNames = NO_FILTER_NAMES,
        progress: Progress = no_progress,
    ) -> int:
        """Write the measures of active reports inside the filters to a file; returns how many.

        The file is a .parquet or .sqlite. Memory does not grow with the library.
        """
        from itasearch.exports.dump import DumpedMeasure, DumpFormat, write_dump

        kind, store = DumpFormat.of(output), self._store
        check_place(output)
        reports = reports_inside(self._parts, filters)
        owners = {report.organisation.id for report in reports if report.organisation}

        def measures() -> Iterator[DumpedMeasure]:
            for done, report in enumerate(store.reports.each([report.id for report in reports]), 1):
                about = self._parts.classified({measure.id: measure for measure in report.measures})
                for measure in report.measures:
                    yield DumpedMeasure(measure=measure, report=report, about=about[measure.id])
                progress(ProgressEvent(stage=WRITING, done=done, total=len(reports)))

        results = store.organisations.ita_results_of([*owners])
        towns = (
            (summary.organisation, results.get(summary.organisation.id, ()))
            for summary in store.organisations.of([*owners])
        )
        recorded = self._recorded(ActionKind.EXPORT, title=output.name, detail=kind)
        with recorded, replacing(output) as file:
            return write_dump(measures(), towns, file, kind)

    def tables(self, tabled: Tabled, *, as_lines: bool = False) -> TableFile:
        """The tables of an answer, with the source of each row.

        `as_lines`: for a terminal or pipe, with ids.
        """
        from itasearch.exports.words import made_at, written_in_lines

        with written_in_lines(as_lines=as_lines):
            made = self._tables(tabled)
            if as_lines:
                tables = tuple(table for table in made.tables if not table.on_pages)
                return replace(made, language=language(), tables=tables)
            notes = (made_at(datetime.now(UTC)), *made.notes)
        return replace(made, language=language(), notes=notes)

    def _tables(self, tabled: Tabled) -> TableFile:
        from itasearch.exports import answer, rules, towns

        parts = self._parts
        match tabled:
            case Ranking():
                hits = [hit.measure for hit in tabled.hits or tabled.nearest]
                return answer.answer_tables(
                    tabled,
                    about=classified_in_towns(parts, [measure.id for measure in hits]),
                    names=_names(parts, tabled.query.filters),
                )
            case towns_model.Matrix():
                report_ids = [report_id for row in tabled.rows for report_id in row.report_ids]
                return towns.matrix_tables(
                    tabled,
                    reports=parts.store.reports.summaries(report_ids),
                    names=_names(parts, tabled.filters),
                )
            case towns_model.QuestionTable():
                return answer.question_tables(tabled, names=_names(parts, tabled.filters))
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
                return towns.years_tables(tabled)
            case EvidenceCheck():
                return rules.evidence_tables(tabled)
            case KnownRules():
                return rules.rules_tables(tabled)
            case towns_model.TownOverview():
                ids = [measure.id for measure in tabled.record.measures[:MOST_TABLE_ROWS]]
                return towns.town_tables(tabled, measures=parts.store.reports.measures(ids))

    def render_tables(
        self, answer: Tabled, kind: FileFormat, *, digits: Digits = Digits.THAI
    ) -> bytes:
        """The same as the bytes of a file.

        `digits` are of a comparison, which is a document or tables; in English they are Arabic.
        """
        from itasearch.documents.sheet import as_table_file

        if not isinstance(answer, ShownComparison):
            made = self.tables(answer)
            with self._recorded(ActionKind.EXPORT, title=made.title, detail=kind):
                return as_table_file(made, TableFormat(kind))
        from itasearch.exports.comparison import render

        sides = (answer.comparison.left, answer.comparison.right)
        title = " – ".join(
            f"{side.organisation.name} {side.fiscal_year_be or ''}".rstrip()
            if side.organisation
            else file_text(side.source.path)
            for side in sides
        )
        with self._recorded(ActionKind.EXPORT, title=title, detail=kind):
            return render(answer, ComparisonFormat(kind), digits=digits, now=datetime.now(UTC))

    def export_tables(self, answer: Tabled, output: Path, *, digits: Digits = Digits.THAI) -> None:
        """Write the same to a file; its ending is the format."""
        formats = ComparisonFormat if isinstance(answer, ShownComparison) else TableFormat
        write_file(output, self.render_tables(answer, formats.of(output), digits=digits))

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
        return narrowed(
            comparison,
            classified_in_towns(self._parts, ids),
            subjects=Subjects(indicators=chosen.indicators, topics=chosen.topics),
            differences_only=differences_only,
        )


def _this_month() -> str:
    day = today()
    return f"{day.year + CE_OFFSET}-{day:%m}"


def _report_of_row(row: DraftItem | AdaptedRow) -> str:
    return report_of(row.measure.id)


def read_letterhead(path: Path) -> Letterhead:
    """The file at `path`, cut if too large. Raises ExportError: it cannot be read."""
    try:
        with path.open("rb") as file:
            # One byte more than any letterhead has: writing reports that it is too large.
            return Letterhead(name=path.name, content=file.read(LARGEST_LETTERHEAD + 1))
    except OSError as error:
        raise errors.ExportError(path=str(path), reason=refused_by_system(error)) from error


def adapted_cells(file: Path) -> Iterator[tuple[int, JsonObject | ValueError]]:
    """Adapted {"id", "text", "source", "target"} of a JSON Lines file, by line numbers from 1.

    ValueError in place of a wrong one. Raises DamagedFileError: not UTF-8.
    """
    from itasearch.borrow.adapt.one_pass import adapt_cell

    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise errors.DamagedFileError(path=str(file), reason="it is not UTF-8 text") from error
    # Only "\n" ends a line, as JSON Lines has it.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, adapt_cell(json.loads(line))
        except ValueError as error:
            yield number, error


def _names(parts: Parts, filters: Filters) -> Mapping[str, str]:
    """Names with their marks by id, with the province where other towns have the name."""
    ids = filters.organisation_ids
    namesakes = parts.store.organisations.namesakes() if ids else ()
    return {
        town.organisation.id: owner_text(
            town.organisation,
            reworded=town.reworded,
            province=" จังหวัด{}" if town.organisation.name in namesakes else "",
        )
        for town in (parts.store.organisations.of(ids) if ids else ())
    }
