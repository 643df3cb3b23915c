"""Headers cut by a page break: half of the header row, or one of two, on the next page.

A table that is nothing but a header row is joined to the table on the next page, where that
one's first row continues it: the lower halves of its cells, or the children of its merged
cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.extract.extracted import Header
from itasearch.extract.headers.columns import MOST_HEADER_ROWS, read_header
from itasearch.extract.mending import join_cut
from itasearch.model.source import Block, Table

_MOST_BETWEEN = 6
"""Lines, page numbers and running heads, that may be between the two tables."""
_LONGEST_CELL = 42
_LEAST_SCORE_GAIN = 0.05
"""Of the whole header's score over its upper half's."""

Rows = tuple[tuple[str, ...], ...]


def with_whole_headers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, each header that a page end has cut made whole on the later page."""
    whole = list(blocks)
    for index, block in enumerate(blocks):
        at = _table_on_next_page(blocks, index)
        if at is None or not isinstance(block, Table):
            continue
        joined = _joined(block, whole[at])
        if joined is not None:
            whole[at] = joined
            whole[index] = replace(block, rows=(), row_sources=(), merges=())
    return tuple(b for b in whole if not isinstance(b, Table) or b.rows)


def _table_on_next_page(blocks: Sequence[Block], index: int) -> int | None:
    """Index of the next table, when it is the first on the page after a short table's."""
    block = blocks[index]
    page = block.source.page_number
    if not isinstance(block, Table) or page is None or len(block.rows) > MOST_HEADER_ROWS:
        return None
    for at in range(index + 1, min(index + 2 + _MOST_BETWEEN, len(blocks))):
        if isinstance(blocks[at], Table):
            return at if blocks[at].source.page_number == page + 1 else None
    return None


def _joined(upper: Table, lower: Block) -> Table | None:
    """The later table with its whole header; None where its own first row is no part of it."""
    if not isinstance(lower, Table) or not lower.rows or not upper.rows:
        return None
    base = read_header(upper.rows, 0)
    short = any(lower.rows[0]) and all(len(cell) <= _LONGEST_CELL for cell in lower.rows[0])
    if base is None or base.depth != len(upper.rows) or not short:
        return None
    best: tuple[float, Rows] | None = None
    for rows in _ways(upper.rows, lower):
        header = read_header(rows, 0)
        gain = _gain(header, base, len(rows) - len(lower.rows) + 1)
        if gain >= _LEAST_SCORE_GAIN and (best is None or gain > best[0]):
            best = gain, rows
    return _with_rows(lower, upper, best[1]) if best is not None else None


def _ways(upper: Rows, lower: Table) -> Iterator[Rows]:
    """The rows of both as one table: the cut row's halves joined, or one row above the other."""
    width = len(lower.rows[0])
    if len(upper[0]) == width:
        halves = zip(upper[-1], lower.rows[0], strict=True)
        row = tuple(join_cut(one, other, paged=True) for one, other in halves)
        yield (*upper[:-1], row, *lower.rows[1:])
    if len(upper[0]) <= width and lower.continues is not True:
        padded = [(*row, *("",) * (width - len(row))) for row in upper]
        yield (*padded, *lower.rows)


def _gain(header: Header | None, base: Header, depth: int) -> float:
    """By how much a header is better than its upper half; below 0 where it is another."""
    if header is None or header.depth != depth or len(header.fields) < len(base.fields):
        return -1.0
    return header.score - base.score


def _with_rows(lower: Table, upper: Table, rows: Rows) -> Table:
    """The lower table with these rows, those of the upper one first."""
    above = len(rows) - len(lower.rows)
    merges = [
        replace(m, first_row=m.first_row + above, last_row=m.last_row + above) for m in lower.merges
    ]
    same_columns = len(upper.rows[0]) == len(lower.rows[0])
    return replace(
        lower,
        rows=rows,
        row_sources=(*upper.row_sources[:above], *lower.row_sources),
        merges=(*(upper.merges if same_columns else ()), *merges),
        continues=None,
    )
