"""A Form as a Word document, a workbook, CSV or Markdown, and a draft as JSON.

The document is A4 landscape; in the workbook the analyses, measures and sources have a sheet
each. The sources are a file of their own (`sources`), or at the end of the document where the form
says so. CSV has a byte order mark, without which Excel misreads Thai.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from docx.document import Document
from docx.shared import Pt
from docx.table import Table
from openpyxl.workbook import Workbook

from itasearch.borrow.document.cells import HEADER_LINES
from itasearch.documents import sheet, word
from itasearch.documents.grid import plain, printable
from itasearch.model.documents import Analysis, Cell, DocumentGrid, Form, SourcesPlace, cell_text
from itasearch.model.drafts import AdaptedDraft, AdaptedField, AdaptedRow, Change, OpenQuestion
from itasearch.model.records import TEXT_FIELDS
from itasearch.wording.objects import JsonObject, as_object

_MEASURES, _SOURCES = "มาตรการ", "ที่มา"  # names of the workbook's sheets

_BELOW_TABLE = Pt(6)
_SIGNATURE_LINES = 6
"""Lines of the table that signatures side by side take, with the space above them. Chosen by
hand."""


def write_docx(form: Form, *, sources: bool = False) -> bytes:
    """The form, or its sources alone, as a DOCX file."""
    document = word.new_document(_subject(form, sources=sources), digits=form.digits)
    space = word.page_space_of(document)
    if sources:
        add_sources(document, form, space=space)
        return word.as_docx(document)
    word.add_titles(document, form.titles)
    add_analyses(document, form.analyses, space=space)
    if form.heading is not None:
        word.add_heading(document, form.heading).paragraph_format.space_before = _BELOW_TABLE
    table = add_measures(document, form, space=space)
    if form.signatures:
        word.add_side_by_side_row(table, form.signatures, width=space.width)
    if form.sources_place is SourcesPlace.INSIDE:
        add_sources(document, form, space=space, new_page=True)
    return word.as_docx(document)


def _subject(form: Form, *, sources: bool) -> str:
    return f"{form.sources_title} {form.subject}" if sources else form.subject


def add_measures(document: Document, form: Form, *, space: word.PageSpace) -> Table:
    """Add the table; its last rows are on the page of the signatures, if there are any."""
    below = _SIGNATURE_LINES if form.signatures else 0
    grid = word.fitted_to(space, _with_header_lines(form.measures))
    return word.add_table(document, grid, space=space, below=below)


def _with_header_lines(grid: DocumentGrid) -> DocumentGrid:
    return replace(grid, headers=tuple(HEADER_LINES.get(header, header) for header in grid.headers))


def add_analyses(
    document: Document, analyses: Iterable[Analysis], *, space: word.PageSpace
) -> None:
    """Add the parts before the measures."""
    for number, analysis in enumerate(analyses):
        heading = word.add_heading(document, analysis.heading)
        if number:
            heading.paragraph_format.space_before = _BELOW_TABLE
        for sentence in analysis.above:
            paragraph = word.add_paragraph(document, sentence)
            paragraph.paragraph_format.keep_with_next = analysis.grid is not None
        if analysis.grid is not None:
            word.add_table(
                document, word.fitted_to(space, _with_header_lines(analysis.grid)), space=space
            )


def add_signatures(document: Document, form: Form, *, space: word.PageSpace) -> None:
    """Add the lines to sign on, side by side on one page; a bare table has none."""
    if form.signatures:
        word.add_side_by_side(document, form.signatures, width=space.width)


def add_sources(
    document: Document, form: Form, *, space: word.PageSpace, new_page: bool = False
) -> None:
    """Add the appendix."""
    word.add_heading(document, form.sources_title, new_page=new_page)
    for note in form.notes:
        word.add_paragraph(document, note)
    # LibreOffice 7.4 breaks no line between a common space and a bracket, but the word behind it:
    # "(ตัวอ|ย่าง)"; a no-break space is safe.
    rows = tuple(
        tuple(
            tuple(replace(it, text=it.text.replace(" (", "\u00a0(")) for it in cell) for cell in row
        )
        for row in form.sources.rows
    )
    grid = word.fitted_to(space, replace(form.sources, rows=rows), small=True)
    word.add_table(document, grid, space=space, small=True)


def write_xlsx(form: Form, *, sources: bool = False) -> bytes:
    """The form, or its sources alone, as an XLSX file."""
    workbook = sheet.new_workbook(_subject(form, sources=sources))
    if not sources:
        _add_form_sheets(workbook, form)
    if sources or form.sources_place is not SourcesPlace.NONE:
        lines = (plain(form.sources_title), *map(plain, form.notes))
        grid = sheet.fitted_to_page(form.sources)
        sheet.add_sheet(workbook, _SOURCES, grid, titles=lines, centred=False)
    return sheet.as_xlsx(workbook)


def _add_form_sheets(workbook: Workbook, form: Form) -> None:
    lines: list[Cell] = [*form.titles]
    for analysis in form.analyses:
        # What is not known is asked for on the first sheet.
        if analysis.grid is None:
            lines += [plain(analysis.heading), *analysis.above]
    for analysis in form.analyses:
        if analysis.grid is not None:
            lines += [plain(analysis.heading), *analysis.above]
            grid = sheet.fitted_to_page(analysis.grid)
            sheet.add_sheet(workbook, analysis.name, grid, titles=lines)
            lines = [*form.titles]
    grid = sheet.fitted_to_page(_with_header_lines(form.measures))
    measures = sheet.add_sheet(workbook, _MEASURES, grid, titles=lines)
    if form.signatures:
        sheet.add_side_by_side(measures, form.signatures)


def write_csv(form: Form, *, sources: bool = False) -> bytes:
    """Titles, measures, signatures, last year's result and sources, empty rows between them; or
    the sources alone."""
    return sheet.as_csv(_source_lines(form) if sources else _lines(form))


def _lines(form: Form) -> Iterator[list[str]]:
    yield from ([cell_text(title)] for title in form.titles)
    yield from form.measures.texts()
    for signature in form.signatures:
        yield from ([], *([line] for line in signature))
    for analysis in form.analyses:
        yield from ([], [analysis.heading])
        yield from ([cell_text(line)] for line in analysis.above)
        yield from analysis.grid.texts() if analysis.grid else ()
    if form.sources_place is SourcesPlace.INSIDE:
        yield from ([], *_source_lines(form))


def _source_lines(form: Form) -> Iterator[list[str]]:
    yield from ([form.sources_title], *([note] for note in form.notes))
    yield from form.sources.texts()


_SPECIAL = re.compile(r"([\\|`*_~\[\]#])")


def write_markdown(form: Form, *, sources: bool = False) -> bytes:
    """All parts of the form, the sources under a heading of their own; or those alone."""
    blocks = _source_blocks(form) if sources else _blocks(form)
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _blocks(form: Form) -> Iterator[str]:
    first, *others = map(cell_text, form.titles)
    yield f"# {_escaped(first)}"
    yield from map(_escaped, others)
    for analysis in form.analyses:
        yield f"## {_escaped(analysis.heading)}"
        yield from (_escaped(cell_text(line)) for line in analysis.above)
        if analysis.grid is not None:
            yield _pipe_table(analysis.grid)
    if form.heading is not None:
        yield f"## {_escaped(form.heading)}"
    yield _pipe_table(form.measures)
    for signature in form.signatures:
        yield "  \n".join(map(_escaped, signature))
    if form.sources_place is SourcesPlace.INSIDE:
        yield from _source_blocks(form)


def _source_blocks(form: Form) -> Iterator[str]:
    yield f"## {_escaped(form.sources_title)}"
    yield "\n".join(f"- {_escaped(note)}" for note in form.notes)
    yield _pipe_table(form.sources)


def _pipe_table(grid: DocumentGrid) -> str:
    def cell(text: str) -> str:
        return "<br>".join(_escaped(line.strip()) for line in text.split("\n"))

    header, *rows = (f"| {' | '.join(map(cell, texts))} |" for texts in grid.texts())
    return "\n".join([header, f"|{'---|' * len(grid.headers)}", *rows])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", html.escape(text, quote=False))


def write_json(draft: AdaptedDraft) -> bytes:
    """The draft in UTF-8, indented."""
    return f"{json.dumps(draft_as_json(draft), ensure_ascii=False, indent=2)}\n".encode()


def draft_as_json(draft: AdaptedDraft) -> JsonObject:
    """The target and its rows; a field that is to be filled in is null."""
    return {
        "organisation": draft.organisation,
        "fiscal_year_be": draft.fiscal_year_be,
        "measures": [
            _item_as_json(item, number) for number, item in enumerate(draft.items, start=1)
        ],
    }


def _item_as_json(item: AdaptedRow, number: int) -> JsonObject:
    texts: JsonObject = {name: printable(item.text(name)) or None for name in TEXT_FIELDS}
    first, *merged = map(as_object, item.sources)
    return {
        "number": str(number),
        "indicator": item.measure.indicator,
        **texts,
        "changes": [
            _placed(field, change) for field in item.fields for change in field.adapted.changes
        ],
        "open": [
            _placed(field, question) for field in item.fields for question in field.adapted.open
        ],
        "edited": [field.name for field in item.fields if field.edited],
        "source": first,
        "merged": merged,
    }


def _placed(field: AdaptedField, span: Change | OpenQuestion) -> JsonObject:
    return {"field": field.name, **as_object(span)}
