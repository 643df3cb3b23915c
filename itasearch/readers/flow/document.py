"""Flowing documents: lines and tables in order, tables within cells included.

HTML and DOCX nest paragraphs and tables without end, and use tables for page layout as well as for
data. Their readers turn a file into a `Flow`; `emit_flow` decides which tables are data, flattens
what is nested in a data cell, fills spans and gives all of it to the Collector.

Cells are placed as the HTML standard forms tables. Word adds a column to the table whenever
somebody drags the border of one cell only, so that the cells of one column begin at two
places; such tables are straightened.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from itasearch.lost_parts import PartOfFile
from itasearch.model.source import Merge
from itasearch.readers.flow.collector import CollectedRow, Collector, emit_sheet, filled

MAX_COLUMN_SPAN = 1000  # the bound that the HTML standard sets; larger values are attacks or slips


@dataclass(slots=True, kw_only=True)
class FlowLine:
    """One line of text; `level` is set for a heading, `running` in a page's header or footer."""

    text: str
    level: int | None = None
    bold: bool = False
    running: bool = False
    linked: bool = False  #: all of it is links


@dataclass(slots=True, kw_only=True)
class FlowCell:
    """A cell as written."""

    content: "Flow"
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True, kw_only=True)
class FlowRow:
    """A row as written, cells covered by a span left out."""

    cells: list[FlowCell]


@dataclass(slots=True, kw_only=True)
class FlowTable:
    """A table as written."""

    rows: list[FlowRow] = field(default_factory=list)
    layout: bool = False  #: whether the format marks it as page layout


Flow = list[FlowLine | FlowTable]


def emit_flow(flow: Flow, collector: Collector) -> None:
    """Give `flow` to the collector in reading order."""
    for item in flow:
        if isinstance(item, FlowLine):
            if item.level is None:
                collector.paragraph(
                    item.text, bold=item.bold, running=item.running, linked=item.linked
                )
            else:
                collector.heading(item.text, item.level)
        elif _is_page_layout(item):
            for row in item.rows:
                for cell in row.cells:
                    emit_flow(cell.content, collector)
        else:
            with PartOfFile(f"ตาราง {collector.tables + 1}"):
                _emit(item, collector)


def plain_text(flow: Flow) -> str:
    """All text of `flow`: a line each, cells of a nested table's row joined by a space.

    Footers are left out.
    """
    lines: list[str] = []
    for item in flow:
        if isinstance(item, FlowLine):
            lines += [] if item.running else [item.text]
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
        # A column of parts of a page: title, date, an article.
        if max(len(row.cells) for row in table.rows) == 1 < max(len(c.content) for c in cells):
            return True
        titles = (item.level or 9 for item in items if isinstance(item, FlowLine))
        # A banner, the menu beside the article, a footer.
        columns = sum(sum(bool(it.content) for it in row.cells) > 1 for row in table.rows)
        return columns <= 1 and min(titles, default=9) <= 3
    return 2 * len(plain_text(list(nested))) > len(plain_text(items))


def _emit(table: FlowTable, collector: Collector) -> None:
    places = _places(table.rows, collector)
    contents = (cell.content for row in table.rows for cell in row.cells)
    texts, merges = filled(
        zip(places, map(plain_text, contents), strict=True),
        rows=len(table.rows),
        columns=max((merge.last_column for merge in places), default=-1) + 1,
    )
    rows = [
        CollectedRow(cells=tuple(texts[number]), row_number=number + 1)
        for number in range(len(table.rows))
    ]
    filled_rows = [number for number, row in enumerate(rows) if any(row.cells)]
    if filled_rows and filled_rows[-1] - filled_rows[0] + 1 > len(filled_rows):
        # Spreadsheets saved as HTML are one table, titles above it and empty rows included.
        emit_sheet(rows, collector, merges=merges)
    else:
        collector.table(rows, merges=merges)


def _places(grid: Sequence[FlowRow], collector: Collector) -> list[Merge]:
    """What each cell covers, in columns that hold something."""
    begun: set[int] = set()
    busy: dict[int, tuple[int, int]] = {}  # column -> last row and next column of a span from above
    spans: list[tuple[range, range]] = []  # rows and columns of each cell
    for number, row in enumerate(grid):
        column = 0
        for cell in row.cells:
            while column in busy and busy[column][0] >= number:
                column = busy[column][1]
            begun.add(column)
            down = range(number, min(number + max(cell.row_span, 1), len(grid)))
            across = range(column, column + min(max(cell.column_span, 1), MAX_COLUMN_SPAN))
            spans.append((down, across))
            column = across.stop
            if len(down) > 1:
                busy |= dict.fromkeys(across, (down[-1], column))
        collector.check_cells(len(begun) * len(grid))
    # A column in which no cell begins exists only because of spans: it holds nothing of its own.
    columns = sorted(begun)
    within = [(down, _within(columns, across)) for down, across in spans]
    return [
        Merge(first_row=down[0], last_row=down[-1], first_column=across[0], last_column=across[-1])
        for down, across in _straightened(within, rows=len(grid), width=len(columns))
    ]


def _within(starts: Sequence[int], columns: range) -> range:
    """Columns counted in those that begin at `starts`."""
    first = max(bisect_right(starts, columns.start) - 1, 0)
    return range(first, max(bisect_left(starts, columns.stop), first + 1))


def _straightened(
    spans: Sequence[tuple[range, range]], *, rows: int, width: int
) -> Sequence[tuple[range, range]]:
    """Cells that are the n-th of their row in one column, where most rows agree on n."""
    by_row: list[list[int]] = [[] for _ in range(rows)]
    for index in sorted(range(len(spans)), key=lambda index: spans[index][1].start):
        for row in spans[index][0]:
            by_row[row].append(index)
    counts = Counter(map(len, by_row))
    usual, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if not 2 <= usual < width or max(counts) > usual or agreeing < 2 or agreeing * 5 < rows * 3:
        return spans
    starts = [spans[i][1].start for i in next(cells for cells in by_row if len(cells) == usual)]
    placed: dict[int, range] = {}
    for cells in by_row:
        following = 0
        for number, index in enumerate(cells):
            own = range(number, number + 1)
            across = own if len(cells) == usual else _within(starts, spans[index][1])
            if placed.setdefault(index, across) != across or across.start < following:
                return spans  # a cell over several rows in two columns, or two cells in one
            following = across.stop
    return [(down, placed[index]) for index, (down, _) in enumerate(spans)]
