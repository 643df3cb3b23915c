"""A comparison as a workbook: numbers, pairs field by field, what only one has, sources.

Imports documents, domain, its neighbours and model.
"""

from itasearch.compare.export.tables import (
    alone_grid,
    covers_grid,
    pair_rows,
    side_headers,
    sources_grid,
    summary_lines,
)
from itasearch.compare.export.words import likeness_text, marked_names, shown_text
from itasearch.documents.grid import DocumentGrid, plain
from itasearch.documents.sheet import add_sheet, as_xlsx, new_workbook
from itasearch.domain.export_words import COMPARISON_TITLE, SOURCES_TITLE
from itasearch.model.comparison_shown import ShownComparison


def write_workbook(shown: ShownComparison) -> bytes:
    """What is shown of a comparison as an XLSX file."""
    left, right = marked_names(shown.comparison)
    workbook = new_workbook(f"{COMPARISON_TITLE} {left} กับ {right}")
    whose = f"A {left} · B {right}"
    told = f"แสดง{shown_text(shown)}"
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
        add_sheet(workbook, name, grid, titles=(title, told), centred=False)
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
