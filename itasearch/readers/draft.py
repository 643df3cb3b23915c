"""Flowing documents before they are placed: lines and tables, tables within cells included.

HTML and DOCX both nest paragraphs and tables without end, and both use tables
to lay out pages. Their readers turn a file into these drafts; `lay_out` decides
which tables are data, flattens what is nested in a data cell, fills spans and
hands everything to the Collector. Imports the standard library, model and readers.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from itasearch.model.source import Merge
from itasearch.readers.collector import Collector, Row

MAX_COLUMN_SPAN = 1000
"""The bound that the HTML standard sets; larger values are attacks or slips."""


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of text; `level` is set for a heading."""

    text: str
    level: int | None = None


@dataclass(slots=True, kw_only=True)
class CellDraft:
    """A cell as written: what it holds and how far it spans."""

    content: "Flow"
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True, kw_only=True)
class RowDraft:
    """A row as written, cells covered by a span left out."""

    cells: list[CellDraft]
    line_number: int | None = None
    header: bool = False


@dataclass(slots=True, kw_only=True)
class TableDraft:
    """A table as written; `layout` is True where the format says it only lays out a page."""

    rows: list[RowDraft] = field(default_factory=list)
    layout: bool = False


Flow = list[Line | TableDraft]


def lay_out(flow: Flow, collector: Collector) -> None:
    """Hand `flow` to the collector in reading order."""
    for item in flow:
        if isinstance(item, Line):
            if item.level is None:
                collector.paragraph(item.text)
            else:
                collector.heading(item.text, item.level)
        elif _lays_out_a_page(item):
            for row in item.rows:
                for cell in row.cells:
                    lay_out(cell.content, collector)
        else:
            _fill(item, collector)


def plain_text(flow: Flow) -> str:
    """All text of `flow`: a line each, cells of a nested table's row joined by a space."""
    lines: list[str] = []
    for item in flow:
        if isinstance(item, Line):
            lines.append(item.text)
        else:
            for row in item.rows:
                cells = (plain_text(cell.content) for cell in row.cells)
                lines.append(" ".join(cell for cell in cells if cell))
    return "\n".join(line for line in lines if line.strip())


def _lays_out_a_page(table: TableDraft) -> bool:
    cells = [cell for row in table.rows for cell in row.cells]
    if table.layout or len(cells) <= 1:
        return True
    items = [item for cell in cells for item in cell.content]
    nested = [item for item in items if isinstance(item, TableDraft)]
    if not nested:
        titles = (item.level or 9 for item in items if isinstance(item, Line))
        return len(table.rows) == 1 and min(titles, default=9) <= 3
    if 2 * len(plain_text(list(nested))) > len(plain_text(items)):
        return True
    data_rows = sum(_is_data(row) for row in table.rows)
    return data_rows < max(2, len(table.rows) / 2)


def _is_data(row: RowDraft) -> bool:
    """Whether two cells or more of the row hold text and no table."""
    filled = [cell.content for cell in row.cells if cell.content]
    plain = [content for content in filled if all(isinstance(item, Line) for item in content)]
    return len(plain) >= 2


@dataclass(slots=True, kw_only=True)
class _Placed:
    """A cell at its place in the grid; last row and column inclusive."""

    text: str
    row: int
    column: int
    last_row: int
    last_column: int


def _fill(table: TableDraft, collector: Collector) -> None:
    placed = _place(table, collector)
    columns = sorted({cell.column for cell in placed})
    # A column in which no cell begins exists only because of spans: it holds nothing of its own.
    grid = [[""] * len(columns) for _ in table.rows]
    merges: list[Merge] = []
    for cell in placed:
        covered = range(bisect_left(columns, cell.column), bisect_right(columns, cell.last_column))
        for row in range(cell.row, cell.last_row + 1):
            for column in covered:
                grid[row][column] = cell.text
        if cell.last_row > cell.row or len(covered) > 1:
            merges.append(
                Merge(
                    first_row=cell.row,
                    first_column=covered[0],
                    last_row=cell.last_row,
                    last_column=covered[-1],
                )
            )
    rows = [
        Row(cells=tuple(texts), line_number=draft.line_number)
        for texts, draft in zip(grid, table.rows, strict=True)
    ]
    headed = True if table.rows[0].header else None
    collector.table(rows, merges=merges, headed=headed)


def _place(table: TableDraft, collector: Collector) -> list[_Placed]:
    """Give each cell its place, as the HTML standard forms tables."""
    placed: list[_Placed] = []
    begun: set[int] = set()
    busy: dict[int, tuple[int, int]] = {}  # column -> last row and next column of a span from above
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while column in busy and busy[column][0] >= number:
                column = busy[column][1]
            begun.add(column)
            last_column = column + min(max(cell.column_span, 1), MAX_COLUMN_SPAN) - 1
            last_row = min(number + max(cell.row_span, 1), len(table.rows)) - 1
            placed.append(
                _Placed(
                    text=plain_text(cell.content),
                    row=number,
                    column=column,
                    last_row=last_row,
                    last_column=last_column,
                )
            )
            if last_row > number:
                for covered in range(column, last_column + 1):
                    busy[covered] = (last_row, last_column + 1)
            column = last_column + 1
        collector.ensure_room(len(begun) * len(table.rows))
    return placed
