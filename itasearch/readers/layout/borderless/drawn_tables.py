"""Tables without rules, told by the order in which a file draws their cells.

Imports the standard library, domain and readers.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from itasearch.domain.headers import header_matches
from itasearch.readers.layout.borderless.drawn_cells import DrawnCell, drawn_cells
from itasearch.readers.layout.borderless.drawn_grid import (
    GridInProgress,
    Span,
    grid_of,
    is_numbered,
)
from itasearch.readers.layout.borderless.drawn_rows import (
    LEAST_COLUMNS,
    BorderlessRow,
    Spans,
    fits,
    number_of,
    rows_of,
    text_of,
    zones_of,
)
from itasearch.readers.layout.page import Grid
from itasearch.readers.layout.text_lines import Letter
from itasearch.readers.layout.wrapped_lines import begins_item

_SURE = 0.8
_HEADER_ROWS = 3
_LEAST_FILLED = 0.5


def drawn_tables(
    letters: Sequence[Letter], *, known: Spans = ()
) -> tuple[tuple[Grid, ...], list[Letter]]:
    """Tables without rules, from the top down, and the letters that belong to none.

    Where the order of drawing does not tell the cells, no table is found.

    Args:
        letters: of lines that run from left to right, in the file's order.
        known: columns of the table before, which may go on here.
    """
    cells = drawn_cells(letters)
    grids: list[Grid] = []
    taken: set[int] = set()
    for zone in zones_of(rows_of(cells), known):
        for draft in _drafts(zone, known):
            if draft.goes_on or _is_table(draft):
                known = ()
                grids.append(grid_of(draft))
                inside = (cell for row in draft.rows for cell in row.cells)
                taken.update(id(letter) for cell in inside for letter in cell.letters)
    return tuple(grids), [letter for letter in letters if id(letter) not in taken]


def _drafts(zone: Sequence[BorderlessRow], known: Spans) -> Iterator[GridInProgress]:
    """The tables of a zone: another one begins where full rows have other columns."""
    wide = [row for row in zone if len(row.cells) > 1]
    if known and all(fits(row, known) for row in wide or zone):
        yield GridInProgress([Span(*span) for span in known], list(zone), goes_on=True)
        return
    counts = [len(row.cells) for row in zone]
    repeated = [count for count in counts if counts.count(count) > 1]
    width = max(counts[0], *repeated, 0)
    draft: GridInProgress | None = None
    for row in zone:
        if len(row.cells) == width and (draft is None or not _widened(draft.columns, row)):
            if draft is not None:
                yield _without_lone_end(draft)
            held = [] if draft is not None else [*zone[: zone.index(row)]]
            draft = GridInProgress([Span(cell.left, cell.right) for cell in row.cells], held)
        if draft is not None:
            draft.rows.append(row)
    if draft is not None:
        yield draft


def _without_lone_end(draft: GridInProgress) -> GridInProgress:
    while len(draft.rows) > 1 and len(draft.rows[-1].cells) == 1:
        if is_numbered(draft.rows[-1], draft.columns):
            break
        draft.rows.pop()
    return draft


def _widened(columns: Sequence[Span], row: BorderlessRow) -> bool:
    """Whether a full row has these columns, which then reach as wide as its cells do."""
    wider = [
        Span(min(column.left, cell.left), max(column.right, cell.right))
        for column, cell in zip(columns, row.cells, strict=True)
    ]
    if any(one.right > other.left for one, other in pairwise(wider)):
        return False
    for column, span in zip(columns, wider, strict=True):
        column.left, column.right = span.left, span.right
    return True


def _is_table(draft: GridInProgress) -> bool:
    """Whether rows and columns are more than lines with gaps, drawn cell by cell."""
    width = len(draft.columns)
    single = all(len(cell.lines) == 1 for row in draft.rows for cell in row.cells)
    if single and not all(map(number_of, draft.rows[1:])):
        return False  # nothing shows that cells are drawn as such
    names = max(sum(map(_names_column, row.cells)) for row in draft.rows[:_HEADER_ROWS])
    if names >= 2:
        return len(draft.rows) > 1 or width > 2
    wide = [row for row in draft.rows if len(row.cells) > 1]
    filled = sum(len(row.cells) for row in wide) / (width * len(wide))
    marked = all(begins_item(f"{text_of(row.cells[0])} ก") for row in wide)
    return width >= LEAST_COLUMNS + marked and filled >= _LEAST_FILLED


def _names_column(cell: DrawnCell) -> bool:
    text = text_of(cell)
    best = header_matches(text)[:1] if 0 < len(text) <= 60 else ()
    return any(match.likeness >= _SURE for match in best)
