"""Writes paragraphs and tables into a file of any format, merged cells included."""

import csv
import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl

Span = tuple[int, int, int, int]
"""First row and column, last row and column of a merged cell, from 0."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table; a merged cell's text is in its first cell, its other cells are empty."""

    rows: Sequence[Sequence[str]]
    spans: Sequence[Span] = ()


Parts = Sequence[str | Drawn]  #: Paragraphs and tables, first to last


def _tables(parts: Parts) -> list[Drawn]:
    """The parts, a paragraph as a table of one cell."""
    return [Drawn([[part]]) if isinstance(part, str) else part for part in parts]


def _docx(parts: Parts, path: Path) -> None:
    document = docx.Document()
    for part in parts:
        document.add_paragraph(part if isinstance(part, str) else "")
        if isinstance(part, Drawn):
            table = document.add_table(len(part.rows), len(part.rows[0]), style="Table Grid")
            for row, texts in zip(table.rows, part.rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
            for top, left, bottom, right in part.spans:
                merged = table.cell(top, left).merge(table.cell(bottom, right))
                merged.text = part.rows[top][left]
    document.save(str(path))


def _xlsx(parts: Parts, path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for part in _tables(parts):
        above = sheet.max_row if sheet.max_row > 1 or sheet["A1"].value else 0
        for row in part.rows:
            sheet.append([text or None for text in row])
        for top, left, bottom, right in part.spans:
            sheet.merge_cells(
                start_row=above + top + 1,
                start_column=left + 1,
                end_row=above + bottom + 1,
                end_column=right + 1,
            )
    book.save(path)


def _csv(parts: Parts, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(row for part in _tables(parts) for row in part.rows)


def _html(parts: Parts, path: Path) -> None:
    shown = [
        f"<p>{html.escape(part)}</p>" if isinstance(part, str) else _html_table(part)
        for part in parts
    ]
    path.write_text("<meta charset='utf-8'>" + "\n".join(shown), encoding="utf-8")


def _html_table(table: Drawn) -> str:
    spans = {(top, left): (bottom, right) for top, left, bottom, right in table.spans}
    hidden = {
        (row, column)
        for top, left, bottom, right in table.spans
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - spans.keys()
    shown = []
    for row, texts in enumerate(table.rows):
        shown.append("<tr>")
        for column, text in enumerate(texts):
            if (row, column) not in hidden:
                bottom, right = spans.get((row, column), (row, column))
                size = f"rowspan={bottom - row + 1} colspan={right - column + 1}"
                shown.append(f"<td {size}>{html.escape(text).replace(chr(10), '<br>')}</td>")
        shown.append("</tr>")
    return "<table>" + "".join(shown) + "</table>"


def _txt(parts: Parts, path: Path) -> None:
    rows = [
        [text.replace("\n", " ") for text in row] for part in _tables(parts) for row in part.rows
    ]
    path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")


def _md(parts: Parts, path: Path) -> None:
    shown = []
    for part in parts:
        if isinstance(part, str):
            shown += [part, ""]
            continue
        for number, row in enumerate(part.rows):
            shown.append("| " + " | ".join(text.replace("\n", "<br>") for text in row) + " |")
            shown += ["|" + "---|" * len(row)] if number == 0 else []
        shown.append("")
    path.write_text("\n".join(shown), encoding="utf-8")


WRITERS: dict[str, Callable[[Parts, Path], None]] = {
    "docx": _docx,
    "xlsx": _xlsx,
    "csv": _csv,
    "html": _html,
    "txt": _txt,
    "md": _md,
}
"""How a document is written, by the file's ending."""


def draw(parts: Parts, path: Path) -> Path:
    """Write `parts` to `path` in the format that its ending names."""
    WRITERS[path.suffix[1:]](parts, path)
    return path
