"""Verbs that adapt measures to the target organisation and write them as documents."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from itasearch import errors
from itasearch.borrow.adapt.rows import adapt, target_of
from itasearch.borrow.advice import with_checks, with_copy_notes
from itasearch.borrow.document.form import form_of, render
from itasearch.compare.library import existing_reports, reports_of, without_samples
from itasearch.documents.files import write_files
from itasearch.domain.organisations import full_name
from itasearch.enrich.own_names import LocalNames, local_names
from itasearch.enrich.own_reports import reported_rows
from itasearch.enrich.topics import stated_by_title
from itasearch.model.classification import IndicatorMark
from itasearch.model.documents import Form, SourcesPlace
from itasearch.model.drafts import (
    A_PLAN,
    BARE_TABLE,
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
from itasearch.model.library import Stage
from itasearch.model.people import ActionKind, Right
from itasearch.model.ranking import Filters
from itasearch.model.records import (
    ItaResult,
    Measure,
    Organisation,
    Report,
    ReportKind,
    StoredMeasure,
    report_of,
    scored,
)
from itasearch.text.dates.fiscal_year import check_fiscal_year
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import SOURCES_SUFFIX
from itasearch.wording.labels import mark_text
from itasearch.wording.language import say
from itasearch.wording.messages import refused_by_system
from itasearch.wording.objects import JsonObject
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.judgements import Notes
from itasearch.workspace.parts import Parts

_Made = TypeVar("_Made")

_MOST_OWN_REPORTS = 4  #: Of the target, read for what they name: plan and results of two years


class DocumentVerbs(Verbs):
    """Verbs that write drafts and measures as documents."""

    @needs(Right.DRAFT)
    def adapted_texts(self, cells: Iterable[object]) -> Iterator[JsonObject]:
        """Cells {"id", "text", "source", "target"} adapted. Raises ValueError for what is none."""
        from itasearch.borrow.adapt.one_pass import adapt_cell

        return map(adapt_cell, cells)

    def adapted_draft(self, draft_id: str | None = None) -> AdaptedDraft:
        """A draft in its target's name: the content of its file. Raises UnknownDraftError."""
        return self.adapted(self._drafts.get(draft_id))

    def adapted(self, draft: Draft) -> AdaptedDraft:
        """A draft, which need not be in the library, in its target's name."""
        indicators = self._marks(
            [item.measure.id for item in draft.items if not item.measure.indicator]
        )
        own = self._known(full_name(draft.organisation))
        own_reports = [] if own is None else self._own_reports(own)
        target = target_of(full_name(draft.organisation), None, own=own).organisation
        local = None if target is None else self._local_names(target, own_reports)
        indicators |= stated_by_title(
            (item.measure for item in draft.items if item.organisation == own),
            among=(measure for report in own_reports for measure in report.measures),
        )
        scores = self._scores(own, draft.fiscal_year_be) if own and draft.grouped else {}
        towns = partial(towns_with_copies, self._parts)

        def adapted(items: Sequence[DraftItem]) -> AdaptedDraft:
            some = replace(draft, items=tuple(items))
            adapted_draft = adapt(some, indicators=indicators, own=own, local=local, scores=scores)
            noted = with_copy_notes(adapted_draft, towns=towns, own=own)
            return with_checks(noted, rules=self._parts.rules)

        adapted_draft = self._parts.together(
            draft.items, adapted, report_of=_report_of_row, stage=Stage.DRAFT
        )
        kept = {item.measure.id for item in adapted_draft.items}
        others = (item.measure for item in draft.items if item.measure.id not in kept)
        return replace(adapted_draft, left_out=tuple(others))

    def draft_object(self, adapted: AdaptedDraft) -> JsonObject:
        """An adapted draft as its JSON file has it."""
        from itasearch.borrow.document.writers import draft_as_json  # loads writers of documents

        return draft_as_json(adapted)

    def document(self, adapted: AdaptedDraft, choice: DocumentChoice = BARE_TABLE) -> Form:
        """What a document of an adapted draft holds, in whatever format it is written."""
        basis, rules = self._basis(adapted, choice), self._parts.rules
        return self._written(adapted, lambda rows: form_of(rows, choice, basis=basis, rules=rules))

    def _basis(self, adapted: AdaptedDraft, document: DocumentChoice) -> PlanBasis:
        own, year = self._known(adapted.organisation), adapted.fiscal_year_be
        if document.kind is not DocumentKind.PLAN or own is None:
            return NO_BASIS
        summaries = self._store.reports.all(Filters(organisation_ids=(own.id,)))
        counted = without_samples(summary for summary in summaries if summary.measures)
        dated = [(summary.fiscal_year_be, summary) for summary in counted if summary.fiscal_year_be]
        before = [(-of, summary.id) for of, summary in dated if year is None or of < year]
        ids = [name for _, name in sorted(before)[:_MOST_OWN_REPORTS]]
        planned = [each.id for of, each in dated if of == year and each.kind is ReportKind.PLAN]
        reports = tuple(self._store.reports.each(ids))
        reported = self._as_stated(own, reported_rows(reports))
        reported_in = {(row.measure.report_id, row.fiscal_year_be) for row in reported}
        years = {of for _, of in reported_in}
        silent = [it for it in reports if (it.id, it.fiscal_year_be) not in reported_in]
        in_plan = [
            report.stored(measure)
            for report in self._store.reports.each(planned)
            for measure in report.measures
        ]
        numbers = self._indicators_by_title(adapted, (*in_plan, *reported))
        return PlanBasis(
            result=next(self._results(own, year), None),
            scores=self._scores(own, year),
            reported=tuple((row, numbers[squash(row.measure.title)]) for row in reported),
            promised=tuple(
                report.stored(measure)
                for report in silent
                if report.fiscal_year_be in years
                for measure in report.measures
            ),
            planned=tuple((row, numbers[squash(row.measure.title)]) for row in in_plan),
            is_known=True,
        )

    def _as_stated(
        self, own: Organisation, rows: Sequence[StoredMeasure]
    ) -> tuple[StoredMeasure, ...]:
        """Rows of one year; of those without an indicator with what other reports state."""
        year = next((row.fiscal_year_be for row in rows), None)
        marks = self._stated_in_year(own, year, [row.measure for row in rows])
        return tuple(
            replace(row, measure=replace(row.measure, indicator=mark.number))
            if (mark := marks.get(row.measure.id))
            else row
            for row in rows
        )

    def _stated_in_year(
        self, own: Organisation | None, year: int | None, measures: Iterable[Measure]
    ) -> Mapping[str, IndicatorMark]:
        """By id, the indicator that an organisation's reports of a year state for the titles of
        measures that have none."""
        if own is None or year is None:
            return {}
        of_year = [it.id for it in reports_of(self._parts, own.id) if it.fiscal_year_be == year]
        others = existing_reports(self._parts, of_year).values()
        return stated_by_title(
            (measure for measure in measures if measure.indicator is None),
            among=(measure for report in others for measure in report.measures),
        )

    def _indicators_by_title(
        self, adapted: AdaptedDraft, rows: Sequence[StoredMeasure]
    ) -> Mapping[str, int | None]:
        """One indicator a title: that of the draft's row of it, else the first that a report
        states of it, else the first guess."""
        marks = self._marks([row.measure.id for row in rows])
        numbers: dict[str, int | None] = {}
        for item in adapted.items:
            number = None if item.indicator is None else item.indicator.number
            for title in (item.text("title"), *(source.measure.title for source in item.sources)):
                numbers.setdefault(squash(title), number)
        for row in sorted(rows, key=lambda it: it.measure.indicator is None):
            mark = marks.get(row.measure.id)
            stated = row.measure.indicator
            number = stated if stated or mark is None else mark.number
            numbers.setdefault(squash(row.measure.title), number)
        return numbers

    def _marks(self, measure_ids: Sequence[str]) -> dict[str, IndicatorMark]:
        about = self._parts.classifications(measure_ids) if measure_ids else {}
        return {name: mark.indicator for name, mark in about.items() if mark.indicator is not None}

    def sample_letterhead(self) -> bytes:
        """A DOCX file with every placeholder, to make a letterhead of."""
        from itasearch.borrow.document.letterhead import sample_letterhead

        return sample_letterhead()

    def render_draft(
        self,
        document: DocumentChoice = BARE_TABLE,
        *,
        draft_id: str | None = None,
        sources: bool = False,
    ) -> bytes:
        """A draft, or (not JSON) its `sources` alone, as a file's bytes.

        Raises UnknownDraftError, EmptyDraftError, ExportError.
        """
        draft = self._drafts.get(draft_id)
        with self._exporting(self.adapted(draft), document, draft_id=draft.id) as adapted:
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
    def _exporting(
        self, adapted: AdaptedDraft, document: DocumentChoice, *, draft_id: str = ""
    ) -> Iterator[AdaptedDraft]:
        """The rows, noted on if that is chosen, of a draft that is kept if it has an id."""
        if not adapted.items:
            raise errors.EmptyDraftError(name=adapted.name)
        town = "" if draft_id else adapted.organisation or ""
        detail = document.written_as
        with self._recorded(ActionKind.EXPORT, subject=draft_id, title=town, detail=detail):
            if document.notes:
                ids = [source.measure.id for item in adapted.items for source in item.sources]
                adapted = replace(adapted, notes=Notes(self._parts, self.person).texts(ids))
            yield adapted

    def export_draft(
        self, draft_id: str | None, output: Path, *, document: DocumentChoice = A_PLAN
    ) -> Exported:
        """Write a draft (None: the oldest) to a file. Raises as `render_draft`."""
        draft = self._drafts.get(draft_id)
        return self.write_adapted(self.adapted(draft), output, document, draft_id=draft.id)

    def export_measures(
        self,
        identifiers: Sequence[str],
        output: Path,
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
        document: DocumentChoice = BARE_TABLE,
    ) -> Exported:
        """Write measures to a file in the name of an organisation; no draft is changed.

        `identifiers`: of measures, or of reports for all of theirs, in order, each once. Without
        `organisation` or `fiscal_year_be` the sources' stay. Raises EmptyDraftError: nothing to
        write.
        """
        adapted = self._adapted_measures(identifiers, organisation, fiscal_year_be)
        return self.write_adapted(adapted, output, document)

    def render_measures(
        self,
        identifiers: Sequence[str],
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
        document: DocumentChoice = BARE_TABLE,
        most: int | None = None,
    ) -> bytes:
        """As `export_measures`, as bytes. Raises TooManyMeasuresError: more than `most`."""
        adapted = self._adapted_measures(identifiers, organisation, fiscal_year_be, most=most)
        with self._exporting(adapted, document) as rows:
            return self._render(rows, document)

    def _adapted_measures(
        self,
        identifiers: Sequence[str],
        organisation: str | None,
        fiscal_year_be: int | None,
        *,
        most: int | None = None,
    ) -> AdaptedDraft:
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
        return self.adapted(draft)

    def write_adapted(
        self, adapted: AdaptedDraft, output: Path, document: DocumentChoice, *, draft_id: str = ""
    ) -> Exported:
        """Write a document, and its separate sources next to it: both or neither.

        Raises EmptyDraftError; ExportError: it has no format, and the file's ending names none.
        """
        document = document.for_file(output)
        sources_file = None
        with self._exporting(adapted, document, draft_id=draft_id) as rows:
            contents = {output: self._render(rows, document)}
            has_sources = document.written_as in (ExportFormat.XLSX, ExportFormat.JSON)
            if document.sources is SourcesPlace.APART and not has_sources:
                name = f"{output.stem}{say(SOURCES_SUFFIX)}{output.suffix}"
                sources_file = output.with_name(name)
                contents[sources_file] = self._render(rows, document, sources=True)
            write_files(contents)
            form = self.document(rows, document)
        return Exported(
            draft=rows, left=form.remaining, fields=form.fields, sources_file=sources_file
        )

    def _written(self, adapted: AdaptedDraft, write: Callable[[AdaptedDraft], _Made]) -> _Made:
        """Leaves out the rows for which `write` raises."""
        return self._parts.together(
            adapted.items,
            lambda rows: write(adapted.with_rows(rows)),
            report_of=_report_of_row,
            stage=Stage.DRAFT,
        )

    def _own_reports(self, own: Organisation) -> list[Report]:
        summaries = self._store.reports.all(Filters(organisation_ids=(own.id,)))
        newest = sorted(summaries, key=lambda summary: (-(summary.fiscal_year_be or 0), summary.id))
        return [*self._store.reports.each([summary.id for summary in newest[:_MOST_OWN_REPORTS]])]

    def _local_names(self, own: Organisation, own_reports: Sequence[Report]) -> LocalNames:
        return self._parts.together(
            own_reports,
            lambda some: local_names(some, own),
            report_of=lambda report: report.id,
            stage=Stage.DRAFT,
        )

    def _scores(self, own: Organisation, year: int | None) -> Mapping[int, float]:
        result = scored(self._results(own, year))
        return {} if result is None else {score.number: score.score for score in result.indicators}

    def _known(self, name: str | None) -> Organisation | None:
        if name is None:
            return None
        try:
            organisation = self._store.organisations.find(name)
        except (errors.UnknownValueError, errors.AmbiguousOrganisationError):
            return None
        return organisation if name in (organisation.name, *organisation.aliases) else None

    def _results(self, own: Organisation, year: int | None) -> Iterator[ItaResult]:
        for result in self._store.organisations.ita_results(own.id):
            if year is None or (result.fiscal_year_be or 0) < year:
                yield result


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


def towns_with_copies(parts: Parts, measure_ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Organisations with each measure's text, its own too, oldest first; {} without an index."""
    if not measure_ids:
        return {}
    copies = parts.copies(list(dict.fromkeys(measure_ids)))
    of_town = {
        copy.organisation_id: copy.measure_id
        for copies in copies.values()
        for copy in copies.listed
        if copy.organisation_id is not None
    }
    stored = parts.store.reports.measures(list(of_town.values()))
    names = {
        stored.organisation.id: stored.organisation.name
        + mark_text(stored.organisation, reworded=stored.measure.source.reworded)
        for stored in stored.values()
        if stored.organisation is not None
    }
    return {
        measure_id: tuple(
            dict.fromkeys(
                names[copy.organisation_id]
                for copy in copies.listed
                if copy.organisation_id in names
            )
        )
        for measure_id, copies in copies.items()
    }
