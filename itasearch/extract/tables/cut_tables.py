"""Tables that pages or empty rows have cut, made whole before they are read.

Columns that LibreOffice Calc and Excel print on further pages are joined only where all pages
match row by row at the same height and the further ones name columns and no measure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from itasearch.domain.headers import Field, header_matches
from itasearch.extract.extracted import BODY_FIELDS
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS
from itasearch.extract.mending import Wording
from itasearch.extract.tables.key_values import MOST_RECORD_ROWS, body_rows, key_value_segments
from itasearch.model.source import Block, Merge, Table

_MOST_HEIGHT_DIFFERENCE = 0.006  # of two rows on different pages, in shares of the page's height
_LEAST_SHARED_ROWS = 2  # rows that both tables have at the same heights; 1: 0; 4: 1
_HEADER_ROWS = 6  # first rows of a table among which the names of its columns are; 1, 12: 0
_MOST_PAGES = 400  # tables, one a page, that may be parts of others; with more none is; by hand
_MOST_PARTS = 6  # pages that the columns of one table are printed on; by hand
Parts = tuple[Table, ...]
"""Tables that are the columns of one, left to right."""


def joined_columns(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, columns of a table on different pages joined; as they are where in doubt."""
    tables = [block for block in blocks if isinstance(block, Table)]
    pages = [table.source.page_number for table in tables]
    if not 2 <= len(tables) <= _MOST_PAGES or None in pages or len(set(pages)) < len(pages):
        return tuple(blocks)
    for groups in _groupings(tables):
        if _are_columns(groups):
            whole: dict[int, Block] = {id(parts[0]): _joined(parts) for parts in groups}
            others = {id(table) for parts in groups for table in parts[1:]}
            return tuple(whole.get(id(b), b) for b in blocks if id(b) not in others)
    return tuple(blocks)


def with_whole_key_values(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, a key-value table that empty rows or a page end have cut made whole.

    Parts that are whole by themselves, such as cards below each other, stay so.
    """
    whole: list[Block] = []
    for parts in _adjacent_tables(blocks):
        table = parts[0]
        if isinstance(table, Table) and len(parts) > 1:
            rows = [row for part in parts if isinstance(part, Table) for row in part.rows]
            sources = [s for part in parts if isinstance(part, Table) for s in part.row_sources]
            table = replace(table, rows=tuple(rows), row_sources=tuple(sources), merges=())
            alone = all(isinstance(part, Table) and _is_key_value(part) for part in parts)
            parts = [table] if not alone and _is_key_value(table) else parts
        whole += parts
    return tuple(whole)


def _adjacent_tables(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks one by one, short tables of one width that follow each other together."""
    parts: list[Block] = []
    for block in blocks:
        rows = sum(len(part.rows) for part in parts if isinstance(part, Table))
        if parts and not (_is_below(parts[-1], block) and rows < MOST_RECORD_ROWS):
            yield parts
            parts = []
        parts.append(block)
    if parts:
        yield parts


def _is_below(upper: Block, lower: Block) -> bool:
    """Whether two tables are as wide, in one sheet or with no page between them."""
    if not (isinstance(upper, Table) and isinstance(lower, Table) and upper.rows and lower.rows):
        return False
    above, below = upper.source, lower.source
    pages = (below.page_number or 0) - (above.page_number or 0)
    same_width = len(upper.rows[0]) == len(lower.rows[0])
    return same_width and above.sheet == below.sheet and pages <= 1


def _is_key_value(table: Table) -> bool:
    return bool(key_value_segments(table, body_rows(table, Wording())))


def _groupings(tables: Sequence[Table]) -> Iterator[list[Parts]]:
    """First down and then to the right, or first to the right and then down."""
    for count in range(_MOST_PARTS, 1, -1):
        down, rest = divmod(len(tables), count)
        if rest or not down:
            continue
        yield [tuple(tables[start::down]) for start in range(down)]
        if down > 1:
            yield [tuple(tables[i * count : (i + 1) * count]) for i in range(down)]


def _are_columns(groups: Sequence[Parts]) -> bool:
    named = [_fields(table) for table in groups[0]]
    if not all(named) or Field.TITLE not in named[0]:
        return False
    fields = list(chain.from_iterable(named))
    if len(set(fields)) < len(fields) or len(BODY_FIELDS.intersection(fields)) < 2:
        return False
    rows = sum(len(parts[0].rows) for parts in groups)
    pairs = [pair for parts in groups for pair in pairwise(parts)]
    return rows >= _LEAST_SHARED_ROWS and all(_are_level(left, right) for left, right in pairs)


def _fields(table: Table) -> frozenset[Field]:
    """What the first header row names, each column by itself; () without such a row."""
    for row in table.rows[:_HEADER_ROWS]:
        filled = [cell for cell in row if cell.strip()]
        best = [next(iter(header_matches(cell)), None) for cell in filled]
        sure = [m.field for m in best if m is not None and m.likeness >= LEAST_NAME_LIKENESS]
        if filled and len(sure) == len(filled) == len(row):
            return frozenset(sure)
    return frozenset()


def _are_level(left: Table, right: Table) -> bool:
    if len(left.rows) != len(right.rows):
        return False
    for one, other in zip(left.row_sources, right.row_sources, strict=True):
        if one.rectangle is None or other.rectangle is None:
            return False
        top = abs(one.rectangle.top - other.rectangle.top)
        bottom = abs(one.rectangle.bottom - other.rectangle.bottom)
        if max(top, bottom) > _MOST_HEIGHT_DIFFERENCE:
            return False
    return True


def _joined(parts: Parts) -> Table:
    rows = tuple(tuple(chain(*cells)) for cells in zip(*(t.rows for t in parts), strict=True))
    merges: list[Merge] = []
    width = 0
    for table in parts:
        for merge in table.merges:
            columns = merge.first_column + width, merge.last_column + width
            merges.append(replace(merge, first_column=columns[0], last_column=columns[1]))
        width += len(table.rows[0])
    return replace(parts[0], rows=rows, merges=tuple(merges))
