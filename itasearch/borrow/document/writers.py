"""A Form as a Word document, a workbook, CSV or Markdown, and a draft as JSON.

The document is A4 landscape with the sources on a page of their own; in the workbook measures,
last year's ITA result and sources have a sheet each. CSV has a byte order mark, without which
Excel misreads Thai. A list's leading hyphen becomes the dash –, which looks the same and begins
no formula; see `grid.csv_text` for other signs.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterator

from docx.document import Document
from docx.shared import Pt

from itasearch.documents.grid import csv_text, plain, printable
from itasearch.documents.sheet import add_sheet, as_xlsx, new_workbook
from itasearch.documents.word import (
    PageSpace,
    add_heading,
    add_paragraph,
    add_side_by_side,
    add_table,
    add_titles,
    as_docx,
    new_document,
    page_space_of,
)
from itasearch.model.documents import Analysis, Cell, DocumentGrid, Form, cell_text
from itasearch.model.drafts import (
    AdaptedDraft,
    AdaptedField,
    AdaptedRow,
    Change,
    OpenQuestion,
)
from itasearch.model.records import TEXT_FIELDS
from itasearch.wording.objects import JsonObject, as_object

_MEASURES, _ANALYSIS, _SOURCES = "มาตรการ", "ผลประเมิน ITA", "ที่มา"
"""Names of the workbook's sheets."""

_BELOW_TABLE = Pt(8)
_TITLE_LINES = 6
"""Lines of the table that titles or a heading take on its first page."""


def write_docx(form: Form) -> bytes:
    """The form as a DOCX file."""
    document = new_document(form.subject)
    space = page_space_of(document)
    add_titles(document, form.titles)
    if form.analysis is not None:
        add_analysis(document, form.analysis, space=space)
    if form.heading is not None:
        add_heading(document, form.heading)
    add_table(document, form.measures, space=space, above=_TITLE_LINES)
    add_signatures(document, form, space=space)
    add_sources(document, form, space=space, new_page=True)
    return as_docx(document)


def add_analysis(document: Document, analysis: Analysis, *, space: PageSpace) -> None:
    """Add the part about the last ITA result."""
    add_heading(document, analysis.heading)
    for sentence in analysis.above:
        add_paragraph(document, sentence)
    if analysis.grid is not None:
        add_table(document, analysis.grid, space=space)
    for sentence in analysis.below:
        add_paragraph(document, sentence).paragraph_format.space_before = _BELOW_TABLE


def add_signatures(document: Document, form: Form, *, space: PageSpace) -> None:
    """Add the lines to sign on, side by side on one page; a bare table has none."""
    if form.signatures:
        add_side_by_side(document, form.signatures, width=space.width)


def add_sources(
    document: Document, form: Form, *, space: PageSpace, new_page: bool = False
) -> None:
    """Add the appendix, if the form has one."""
    if not form.appendix:
        return
    add_heading(document, form.sources_title, new_page=new_page)
    for note in form.notes:
        add_paragraph(document, note)
    add_table(document, form.sources, space=space, small=True)


def write_xlsx(form: Form) -> bytes:
    """The form as an XLSX file."""
    workbook = new_workbook(form.subject)
    signatures = [line for signature in form.signatures for line in (*signature, "")]
    analysis = form.analysis
    titles: tuple[Cell, ...] = form.titles
    if analysis is not None and analysis.grid is None:
        titles = (*titles, *analysis.above)
    add_sheet(workbook, _MEASURES, form.measures, titles=titles, below=signatures)
    if analysis is not None and analysis.grid is not None:
        lines = (plain(analysis.heading), *analysis.above)
        add_sheet(
            workbook, _ANALYSIS, analysis.grid, titles=lines, below=analysis.below, centred=False
        )
    if form.appendix:
        lines = (plain(form.sources_title), *map(plain, form.notes))
        add_sheet(workbook, _SOURCES, form.sources, titles=lines, centred=False)
    return as_xlsx(workbook)


_HYPHENS = ("-", "\uff0d")
_LIST_HYPHEN = re.compile("^[-\uff0d]", re.MULTILINE)


def write_csv(form: Form) -> bytes:
    """Titles, measures, signatures, last year's result and sources, empty rows between them."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([_safe(text) for text in row] for row in _lines(form))
    return written.getvalue().encode("utf-8-sig")


def _lines(form: Form) -> Iterator[list[str]]:
    yield from ([cell_text(title)] for title in form.titles)
    yield from form.measures.texts()
    for signature in form.signatures:
        yield from ([], *([line] for line in signature))
    if form.analysis is not None:
        yield from ([], [form.analysis.heading])
        yield from ([cell_text(line)] for line in form.analysis.above)
        yield from form.analysis.grid.texts() if form.analysis.grid else ()
        yield from ([cell_text(line)] for line in form.analysis.below)
    if form.appendix:
        yield from ([], [form.sources_title], *([note] for note in form.notes))
        yield from form.sources.texts()


def _safe(text: str) -> str:
    """`text` so that no spreadsheet calculates it; a list keeps its look."""
    text = text.strip()
    if text.startswith(_HYPHENS):
        text = _LIST_HYPHEN.sub("–", text)
    return csv_text(text)


_SPECIAL = re.compile(r"([\\|`*_~\[\]#])")


def write_markdown(form: Form) -> bytes:
    """All parts of the form, the sources under a heading of their own."""
    return ("\n\n".join(_blocks(form)) + "\n").encode("utf-8")


def _blocks(form: Form) -> Iterator[str]:
    first, *others = map(cell_text, form.titles)
    yield f"# {_escaped(first)}"
    yield from map(_escaped, others)
    if form.analysis is not None:
        yield f"## {_escaped(form.analysis.heading)}"
        yield from (_escaped(cell_text(line)) for line in form.analysis.above)
        if form.analysis.grid is not None:
            yield _pipe_table(form.analysis.grid)
        yield from (_escaped(cell_text(line)) for line in form.analysis.below)
    if form.heading is not None:
        yield f"## {_escaped(form.heading)}"
    yield _pipe_table(form.measures)
    for signature in form.signatures:
        yield "  \n".join(map(_escaped, signature))
    if form.appendix:
        yield f"## {_escaped(form.sources_title)}"
        yield "\n".join(f"- {_escaped(note)}" for note in form.notes)
        yield _pipe_table(form.sources)


def _pipe_table(grid: DocumentGrid) -> str:
    header, *rows = (f"| {' | '.join(map(_cell, texts))} |" for texts in grid.texts())
    return "\n".join([header, f"|{'---|' * len(grid.headers)}", *rows])


def _cell(text: str) -> str:
    """A cell on one line; what would be markup is written as text."""
    return "<br>".join(_escaped(line.strip()) for line in text.split("\n"))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", html.escape(text, quote=False))


def write_json(draft: AdaptedDraft) -> bytes:
    """The draft in UTF-8, indented."""
    text = json.dumps(draft_as_json(draft), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


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
    first, *merged = map(as_object, item.sources())
    # Examples are null above, so that changes in them have no text.
    shown = [field for field in item.fields if not field.example]
    return {
        "number": str(number),
        "indicator": item.measure.indicator,
        **texts,
        "changes": [_placed(field, one) for field in shown for one in field.adapted.changes],
        "open": [_placed(field, one) for field in shown for one in field.adapted.open],
        "edited": [field.name for field in item.fields if field.edited],
        "source": first,
        "merged": merged,
    }


def _placed(field: AdaptedField, span: Change | OpenQuestion) -> JsonObject:
    return {"field": field.name, **as_object(span)}
