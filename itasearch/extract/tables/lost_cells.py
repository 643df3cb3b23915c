"""Tables that text has lost: a line, or a few, for each cell, as an OCR may write them.

Below a line for each header come the cells of each row, one after the other. Of which column a line
is, is decided for all lines together (Viterbi): by what the learned classifier takes each for, by
the numbers of the titles and by the blank lines between cells.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import partial, reduce
from itertools import chain, takewhile
from math import log
from typing import NamedTuple

from itasearch.domain.headers import Field, header_key, sure_header
from itasearch.domain.indicators import stated_indicator
from itasearch.extract.headers.columns import LEAST_SURE_SCORE, read_header
from itasearch.extract.headers.likely import likely_fields
from itasearch.extract.mending import join_cut
from itasearch.extract.numbering import bare_number, begins_part, leading_number, unmarked
from itasearch.extract.tables.headers_and_footers import signature_lines
from itasearch.model.source import Block, Table
from itasearch.wording.document_words import is_blank

_LEAST_COLUMNS, _MOST_COLUMNS = 3, 12  # of a table; by hand
_LEAST_ROWS = 3  # below the header; by hand
_MOST_BETWEEN = 4  # texts between two rows where a page ends, above its headers; by hand
_MOST_TRIES = 5  # to read a table below the same headers, such as a form's labels, in vain; by hand
_MOST_READINGS = 60  # of the lines so far, the likeliest, that are gone on with; by hand
_LEAST_LIKELY = 0.5  # of a column's field by its cells; by hand
_LEAST_FILLED = 0.8  # of the cells of a table; by hand
_SURE = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE, Field.BUDGET})
_SHORT = _SURE | {Field.NUMBER, Field.TITLE}  #: Fields the cells of which are mostly of one line

# What is added to the logarithm of a reading's likelihood; by hand.
_UNLIKE = -4.0  # at most, for a line that is not like its column
_UNKNOWN = -2.5  # a line of a field that was not learned, or of no row
_NO_NUMBER = -4.0  # a row that does not count on
_NO_CELL = -3.0  # each cell that a row lacks
_LONG = -2.0  # each line more of a cell that is mostly of one line
_HOPELESS = -40.0  # below a reading that ended above, of one that goes on
_DIVIDED = -1.5  # a blank line within a cell


class _Reading(NamedTuple):
    """How the lines down to one are read: its row, from 1, and column, and the reading above it."""

    score: float
    row: int = 0
    column: int = 0
    line: int = 0
    above: "_Reading | None" = None


def with_lost_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, tables that fell to lines made tables."""
    made: list[Block] = []
    failed: Counter[tuple[str, ...]] = Counter()
    at = 0
    while at < len(blocks):
        fields = _header(blocks, at)
        head = tuple(map(_text, blocks[at : at + len(fields)]))
        rows = _rows(blocks, at, fields) if fields and failed[head] < _MOST_TRIES else []
        failed[head] += not rows
        if rows:
            rows = [[[at + n] for n in range(len(fields))], *rows]
            places = tuple(blocks[min(chain(*row))].source for row in rows)
            table = tuple(tuple(_joined(blocks, cell) for cell in row) for row in rows)
            made.append(Table(rows=table, row_sources=places, source=places[0]))
            at = max(chain(*rows[-1])) + 1
        else:
            made.append(blocks[at])
            at += 1
    return tuple(made)


def _text(block: Block) -> str:
    return "" if isinstance(block, Table) else block.text


def _joined(blocks: Sequence[Block], cell: Sequence[int]) -> str:
    return reduce(partial(join_cut, paged=True), (_text(blocks[at]) for at in cell), "")


def _header(blocks: Sequence[Block], start: int) -> list[Field]:
    """The fields of the headers that begin at a block, one a block; [] where none do."""
    texts = [*map(_text, blocks[start : start + _MOST_COLUMNS])]
    if sure_header(texts[0]) is None:
        return []
    fields: list[Field] = []
    for count in range(_LEAST_COLUMNS, len(texts) + 1):
        header = read_header([tuple(texts[:count])], 0) if all(texts[:count]) else None
        if header and all(column.score >= LEAST_SURE_SCORE for column in header.columns):
            fields = [column.field for column in header.columns if column.field]
    names = [field for field in fields if field is not Field.NUMBER]
    return fields if names[:1] == [Field.TITLE] else []


def _rows(blocks: Sequence[Block], start: int, fields: Sequence[Field]) -> list[list[list[int]]]:
    """The indices of the blocks of each cell of each row below a header; [] where none are."""
    width = len(fields)
    first = start + width
    texts = [*takewhile(bool, map(_text, blocks[first:]))]
    end = first + min(signature_lines(texts), default=len(texts))
    keys = [header_key(_text(block)) for block in blocks[:end]]
    again = [i for i in range(first, len(keys)) if keys[i : i + width] == keys[start:first]]
    keys = keys[: next((i for i in again if _begins_anew(blocks, first, i, width)), len(keys))]
    heads = {i + n for i in again for n in range(width)}
    above_heads = {i - n for i in again for n in range(1, _MOST_BETWEEN + 1)}
    readings = [_Reading(0.0, column=width - 1)]
    best = readings[0]
    for line in (i for i in range(first, len(keys)) if i not in heads):
        cells: dict[tuple[int, int], _Reading] = {}
        for reading in _read_on(readings, blocks, line, fields, skip=line in above_heads):
            state = reading[1:3]
            cells[state] = max(cells.get(state, reading), reading, key=lambda r: r.score)
        readings = sorted(cells.values(), reverse=True, key=lambda r: r.score)[:_MOST_READINGS]
        whole = [reading for reading in readings if reading.column == width - 1]
        best = max([best._replace(score=best.score + _UNKNOWN), *whole], key=lambda r: r.score)
        if readings[0].score < best.score + _HOPELESS:
            break
    places: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    above: _Reading | None = best
    while above and above.row:
        places[above[1:3]].insert(0, above.line)
        above = above.above
    rows = [[places[row, column] for column in range(width)] for row in range(1, best.row + 1)]
    return rows if _are_rows(blocks, rows, fields) else []


def _begins_anew(blocks: Sequence[Block], first: int, again: int, width: int) -> bool:
    """Whether headers that come again are of another table: of an indicator, or counted from 1."""
    above = blocks[max(first, again - _MOST_BETWEEN) : again]
    begins = (
        leading_number(_text(block))
        for at in (first, again + width)
        for block in blocks[at : at + 1]
    )
    return any(stated_indicator(_text(block)) for block in above) or [*begins] == ["1", "1"]


def _read_on(
    readings: Sequence[_Reading],
    blocks: Sequence[Block],
    line: int,
    fields: Sequence[Field],
    *,
    skip: bool,
) -> Iterator[_Reading]:
    """The readings with a line more; `skip`: which may be of no row."""
    text, width = _text(blocks[line]), len(fields)
    number = leading_number(text) or bare_number(text)
    title = likely_fields([unmarked(text)])[Field.TITLE]
    likely = {**likely_fields([text]), Field.TITLE: title}
    scores = [
        max(_UNLIKE, log(likely[field] + 1e-9)) if field in likely else _UNKNOWN for field in fields
    ]
    if is_blank(text):
        scores = [_UNKNOWN] * width
    is_part = begins_part(text)
    gap = _line(blocks[line]) > _line(blocks[line - 1]) + 1
    for reading in readings:
        if skip and reading.column == width - 1:
            yield reading._replace(score=reading.score + _UNKNOWN)
        for column in range(reading.column if reading.row else width, width):
            new = column - reading.column
            cost = _NO_CELL * (new - 1) if new else _DIVIDED * gap
            cost += (_LONG + _UNLIKE * is_part) * (not new and fields[column] in _SHORT)
            cost += reading.score + scores[column]
            yield _Reading(cost, reading.row, column, line, reading)
        for column in {0, fields.index(Field.TITLE)}:
            cost = _NO_CELL * (width - 1 - reading.column + column)
            cost += _NO_NUMBER * (number != str(reading.row + 1)) + scores[column]
            yield _Reading(reading.score + cost, reading.row + 1, column, line, reading)


def _line(block: Block) -> int:
    return block.source.line_number or 0


def _are_rows(
    blocks: Sequence[Block], rows: Sequence[Sequence[Sequence[int]]], fields: Sequence[Field]
) -> bool:
    """Whether the cells of so many rows are of their columns' fields, as learned."""
    cells = [[_joined(blocks, row[n]) for row in rows if row[n]] for n in range(len(fields))]
    sure = [likely_fields(c)[f] for f, c in zip(fields, cells, strict=True) if f in _SURE and c]
    numbers = [leading_number(cell) for cell in cells[0]]
    counted = numbers == [str(n) for n in range(1, len(rows) + 1)]
    is_table = len(rows) >= _LEAST_ROWS and all(share >= _LEAST_LIKELY for share in sure)
    filled = sum(map(len, cells)) >= _LEAST_FILLED * len(rows) * len(fields)
    return is_table and filled and (bool(sure) or counted)
