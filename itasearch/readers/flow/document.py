"""Flowing documents: lines and tables in order, tables within cells included.

HTML and DOCX nest paragraphs and tables without end, and use tables for page layout as well
as for data. Their readers turn a file into a `Flow`; `emit_flow` decides which tables are
data, flattens what is nested in a data cell, fills spans and gives all of it to the
Collector.
"""

from dataclasses import dataclass, field

from itasearch.readers.flow.collector import Collector
from itasearch.readers.flow.spanned_cells import SpannedCell, emit_spanned, place_cells


@dataclass(slots=True, kw_only=True)
class FlowLine:
    """One line of text; `level` is set for a heading."""

    text: str
    level: int | None = None


@dataclass(slots=True, kw_only=True)
class FlowCell:
    """A cell as written: its content and its spans."""

    content: "Flow"
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True, kw_only=True)
class FlowRow:
    """A row as written, cells covered by a span left out."""

    cells: list[FlowCell]
    line_number: int | None = None
    header: bool = False


@dataclass(slots=True, kw_only=True)
class FlowTable:
    """A table as written; `layout` is True where the format marks it as page layout."""

    rows: list[FlowRow] = field(default_factory=list)
    layout: bool = False


Flow = list[FlowLine | FlowTable]


def emit_flow(flow: Flow, collector: Collector) -> None:
    """Give `flow` to the collector in reading order."""
    for item in flow:
        if isinstance(item, FlowLine):
            if item.level is None:
                collector.paragraph(item.text)
            else:
                collector.heading(item.text, item.level)
        elif _is_page_layout(item):
            for row in item.rows:
                for cell in row.cells:
                    emit_flow(cell.content, collector)
        else:
            _emit(item, collector)


def plain_text(flow: Flow) -> str:
    """All text of `flow`: a line each, cells of a nested table's row joined by a space."""
    lines: list[str] = []
    for item in flow:
        if isinstance(item, FlowLine):
            lines.append(item.text)
        else:
            for row in item.rows:
                cells = (plain_text(cell.content) for cell in row.cells)
                lines.append(" ".join(cell for cell in cells if cell))
    return "\n".join(line for line in lines if line.strip())


def _is_page_layout(table: FlowTable) -> bool:
    cells = [cell for row in table.rows for cell in row.cells]
    if table.layout or len(cells) <= 1:
        return True
    items = [item for cell in cells for item in cell.content]
    nested = [item for item in items if isinstance(item, FlowTable)]
    if not nested:
        titles = (item.level or 9 for item in items if isinstance(item, FlowLine))
        return len(table.rows) == 1 and min(titles, default=9) <= 3
    if 2 * len(plain_text(list(nested))) > len(plain_text(items)):
        return True
    data_rows = sum(_is_data(row) for row in table.rows)
    return data_rows < max(2, len(table.rows) / 2)


def _is_data(row: FlowRow) -> bool:
    """Whether two cells or more of the row hold text and no table."""
    filled = [cell.content for cell in row.cells if cell.content]
    plain = [content for content in filled if all(isinstance(item, FlowLine) for item in content)]
    return len(plain) >= 2


def _emit(table: FlowTable, collector: Collector) -> None:
    cells = [
        [
            SpannedCell(
                text=plain_text(cell.content),
                row_span=cell.row_span,
                column_span=cell.column_span,
            )
            for cell in row.cells
        ]
        for row in table.rows
    ]
    place_cells(cells, collector)
    headed = True if table.rows[0].header else None
    emit_spanned(cells, collector, lines=[row.line_number for row in table.rows], headed=headed)
