"""A comparison as a Word document or a workbook: numbers, pairs, what only one has, sources."""

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Pt

from itasearch.compare.export.tables import (
    alone_grid,
    covers_grid,
    pair_rows,
    side_headers,
    sources_grid,
    summary_lines,
)
from itasearch.compare.export.words import likeness_text, marked_names, shown_text
from itasearch.documents.grid import plain
from itasearch.documents.sheet import add_sheet, as_xlsx, new_workbook
from itasearch.documents.word import add_heading, add_paragraph, add_titles, as_docx, new_document
from itasearch.documents.word_table import add_table
from itasearch.model.comparison_shown import ComparisonFormat, ShownComparison
from itasearch.model.documents import DocumentGrid
from itasearch.model.records import Measure
from itasearch.wording.document_words import COMPARISON_TITLE, SOURCES_TITLE

_NONE = "ไม่มี"
_ABOVE = Pt(10)
"""Space between a table and the next heading, which would touch it."""


def write_document(shown: ShownComparison) -> bytes:
    """What is shown of a comparison as a DOCX file."""
    left, right = marked_names(shown.comparison)
    document = new_document(f"{COMPARISON_TITLE} {left} กับ {right}")
    add_titles(document, (COMPARISON_TITLE, f"{left} กับ {right}"))
    add_table(document, summary_lines(shown), above=3)
    _add_pairs(document, shown)
    if covers := shown.lone_covers():
        add_heading(document, f"หนึ่งมาตรการครอบคลุมหลายมาตรการ ({len(covers)})")
        add_table(document, covers_grid(covers, shown), above=1)
    _add_alone(document, f"มีเฉพาะ A {left}", shown.comparison.only_left, shown)
    _add_alone(document, f"มีเฉพาะ B {right}", shown.comparison.only_right, shown)
    add_heading(document, SOURCES_TITLE, new_page=True)
    add_table(document, sources_grid(shown), above=1)
    return as_docx(document)


def _add_pairs(document: Document, shown: ShownComparison) -> None:
    pairs = shown.shown_pairs()
    add_heading(document, f"คู่ที่ตรงกัน ({len(pairs)})")
    if not pairs:
        add_paragraph(document, _NONE)
    headers = ("ช่อง", *side_headers(shown), "ผลเทียบ")
    for number, pair in enumerate(pairs, start=1):
        likeness = likeness_text(pair.similarity)
        heading = add_heading(document, f"คู่ที่ {number} · ความคล้าย {likeness}", level=2)
        heading.paragraph_format.space_before = _ABOVE
        grid = DocumentGrid(
            headers=headers, rows=pair_rows(pair, shown), shares=(0.14, 0.36, 0.36, 0.14)
        )
        add_table(document, grid, above=2)


def _add_alone(
    document: Document, title: str, measures: Sequence[Measure], shown: ShownComparison
) -> None:
    heading = add_heading(document, f"{title} ({len(measures)})")
    heading.paragraph_format.space_before = _ABOVE
    if measures:
        add_table(document, alone_grid(measures, shown), above=1)
    else:
        add_paragraph(document, _NONE)


def write_workbook(shown: ShownComparison) -> bytes:
    """What is shown of a comparison as an XLSX file."""
    left, right = marked_names(shown.comparison)
    workbook = new_workbook(f"{COMPARISON_TITLE} {left} กับ {right}")
    whose = f"A {left} · B {right}"
    what_is_shown = f"แสดง{shown_text(shown)}"
    grids = [
        ("สรุป", f"{COMPARISON_TITLE} {left} กับ {right}", summary_lines(shown)),
        ("คู่ที่ตรงกัน", f"คู่ที่ตรงกัน {whose}", _pairs_grid(shown)),
    ]
    if covers := shown.lone_covers():
        grids.append(
            ("หนึ่งต่อหลาย", f"หนึ่งมาตรการครอบคลุมหลายมาตรการ {whose}", covers_grid(covers, shown))
        )
    found = shown.comparison
    grids += [
        ("เฉพาะ A", f"มีเฉพาะ A {left}", alone_grid(found.only_left, shown)),
        ("เฉพาะ B", f"มีเฉพาะ B {right}", alone_grid(found.only_right, shown)),
        ("ที่มา", SOURCES_TITLE, sources_grid(shown)),
    ]
    for name, title, grid in grids:
        add_sheet(workbook, name, grid, titles=(title, what_is_shown), centred=False)
    return as_xlsx(workbook)


def _pairs_grid(shown: ShownComparison) -> DocumentGrid:
    """All pairs in one table, each row naming its pair, so that it can be sorted and filtered."""
    rows = tuple(
        (plain(str(number)), plain(likeness_text(pair.similarity)), *row)
        for number, pair in enumerate(shown.shown_pairs(), start=1)
        for row in pair_rows(pair, shown)
    )
    headers = ("คู่ที่", "ความคล้าย", "ช่อง", *side_headers(shown), "ผลเทียบ")
    return DocumentGrid(headers=headers, rows=rows, shares=(0.05, 0.07, 0.13, 0.3, 0.3, 0.15))


def render(shown: ShownComparison, kind: ComparisonFormat) -> bytes:
    """What is shown of a comparison as the bytes of a file of this format."""
    if kind is ComparisonFormat.DOCX:
        return write_document(shown)
    return write_workbook(shown)
