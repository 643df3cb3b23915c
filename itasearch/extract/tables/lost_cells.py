"""Tables that text has lost: a line or a paragraph for each cell, as in text copied from a PDF.

Or a paragraph for each row, its cells apart by tabs, as Word's users make tables.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial, reduce
from operator import itemgetter

from itasearch.domain.headers import Field, header_key, sure_header
from itasearch.extract.headers.columns import LEAST_SURE_SCORE, read_header
from itasearch.extract.mending import join_cut
from itasearch.extract.numbering import bare_number, begins_part, leading_number, read_marker
from itasearch.extract.tables.headers_and_footers import signature_lines
from itasearch.model.source import Block, Table

_LEAST_CELLS, _MOST_CELLS = 4, 12  # of a row that has a line or paragraph for each cell; by hand
_LEAST_NUMBERED_ROWS, _LEAST_ROWS = 2, 3  # of a table with and without a column of numbers; by hand
_MOST_BETWEEN = 4  # texts between two rows where a page ends, above its headers; by hand


def with_lost_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, tables with a line or a paragraph of lines for each cell made tables.

    As many texts as there are headers are a row, the first of which counts on from 1. Between rows
    a page may end, and its headers come again. With a line for each cell the first header is that
    of the number, and no cell can be missing. Headers may be one paragraph, and a title one with
    the list below it.
    """
    blocks = _with_tabbed_tables(blocks)
    lines = [[index] for index in range(len(blocks))]
    blocks = _with_tables(blocks, lines, first=(Field.NUMBER,))
    blocks = _with_tables(blocks, _paragraphs(blocks), first=(Field.TITLE, Field.NUMBER))
    opened = [cell for own in _paragraphs(blocks) for cell in _opened(blocks, own)]
    return _with_tables(blocks, opened, first=(Field.TITLE,))


def _paragraphs(blocks: Sequence[Block]) -> list[list[int]]:
    """Indices of blocks, lines right below each other together."""
    paragraphs: list[list[int]] = []
    for index, block in enumerate(blocks):
        line, above = block.source.line_number, blocks[index - 1].source.line_number if index else 0
        is_next = line is not None and above is not None and line == above + 1
        is_text = not isinstance(block, Table)
        if paragraphs and is_next and is_text and not isinstance(blocks[index - 1], Table):
            paragraphs[-1].append(index)
        else:
            paragraphs.append([index])
    return paragraphs


def _opened(blocks: Sequence[Block], paragraph: list[int]) -> list[list[int]]:
    """Cells in a paragraph: headers below each other, or a numbered title and a list below it."""
    texts = [block.text for at in paragraph if not isinstance(block := blocks[at], Table)]
    if len(texts) < len(paragraph):
        return [paragraph]
    if len(texts) >= _LEAST_CELLS and all(map(sure_header, texts)):
        return [[at] for at in paragraph]
    if leading_number(texts[0]) is None:
        return [paragraph]
    end = next((n for n, text in enumerate(texts) if n and begins_part(text)), len(texts))
    return [cell for cell in (paragraph[:end], paragraph[end:]) if cell]


def _with_tabbed_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, paragraphs with tabs below one that names as many columns made tables."""
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        ways = (_tabbed_rows(blocks, at, between) for between in ("\t", "\t+"))
        rows, after = next(filter(itemgetter(0), ways), ({}, at + 1))
        places = tuple(blocks[index].source for index in rows)
        table = Table(rows=tuple(rows.values()), row_sources=places, source=blocks[at].source)
        made.append(table if rows else blocks[at])
        at = after
    return tuple(made)


def _tabbed_rows(
    blocks: Sequence[Block], start: int, between: str
) -> tuple[Mapping[int, tuple[str, ...]], int]:
    """The rows of a table that begins at a block, by their blocks, and the index after them.

    There are none if one has other cells. A numbered row may lack its last cells. List items
    without tabs below rows are more lines of their steps, else of their titles.
    """
    rows: dict[int, tuple[str, ...]] = {}
    items: dict[int, list[str]] = {}  # by the row above them
    column = after = start
    for at, block in enumerate(blocks[start:], start=start):
        if isinstance(block, Table):
            break
        if "\t" not in block.text:
            marker = read_marker(block.text)
            first = marker is not None and max(rows, default=at) not in items
            # "2. ด้านการใช้อำนาจ" heads the rows below it.
            is_heading = first and marker is not None and marker.parts[-1:] not in ((), (1,))
            if len(rows) < 2 or is_heading or not begins_part(block.text):
                break
            items.setdefault(max(rows), []).append(block.text)
            continue
        row = tuple(cell.strip() for cell in re.split(between, block.text))
        width = len(rows.get(start, row))
        counted = rows and between == "\t" and bare_number(row[0]) == str(len(rows))
        rows[at] = (*row, *("",) * (width - len(row))) if counted else row
        after = at + 1
        if at == start:
            header = read_header([row], 0)
            if header is None or any(c.score < LEAST_SURE_SCORE for c in header.columns):
                return {}, after
            texts = header.first(Field.STEPS) or header.first(Field.TITLE)
            column = texts.index if texts else 0
        if len(rows[at]) != width:
            return {}, after
    last = max(rows, default=start)
    if len(items) > (last in items):
        after += len(items.get(last, ()))
    else:
        items = {}
    for at, own in items.items():
        cells = [*rows[at]]
        cells[column] = "\n".join(filter(None, (cells[column], *own)))
        rows[at] = tuple(cells)
    return (rows if len(rows) > _LEAST_NUMBERED_ROWS else {}), after


def _with_tables(
    blocks: Sequence[Block], cells: Sequence[list[int]], *, first: Collection[Field]
) -> tuple[Block, ...]:
    """`blocks` with tables whose cells are these blocks, beginning with a column of `first`."""
    texts = []
    for own in cells:
        parts = [block.text for at in own if not isinstance(block := blocks[at], Table)]
        texts.append(reduce(partial(join_cut, paged=True), parts, ""))
    made: list[Block] = []
    at = 0
    while at < len(cells):
        rows = _rows(texts, at, first)
        if rows:
            places = tuple(blocks[cells[row[0]][0]].source for row in rows)
            table = tuple(tuple(texts[cell] for cell in row) for row in rows)
            made.append(Table(rows=table, row_sources=places, source=places[0]))
            at = rows[-1][-1] + 1
        else:
            made += [blocks[index] for index in cells[at]]
            at += 1
    return tuple(made)


def _rows(texts: Sequence[str], start: int, first: Collection[Field]) -> list[range]:
    """The texts of the header that begins at one and of each row below it; [] where none."""
    if sure_header(texts[start]) is None:
        return []
    width, field = 0, None
    for count in range(_LEAST_CELLS, min(_MOST_CELLS, len(texts) - start) + 1):
        header = read_header([tuple(texts[start : start + count])], 0)
        if header is None or any(column.score < LEAST_SURE_SCORE for column in header.columns):
            continue
        if header.columns[0].field in first:
            width, field = count, header.columns[0].field
    if not width:
        return []
    is_numbered = field is Field.NUMBER
    number = (lambda text: bare_number(text[:6])) if is_numbered else leading_number
    names = [header_key(text) for text in texts[start : start + width]]
    rows = [range(start, start + width)]
    at = start + width
    while at + width <= len(texts):
        again = next(
            (
                position
                for position in range(at, at + _MOST_BETWEEN)
                if [header_key(text) for text in texts[position : position + width]] == names
            ),
            None,
        )
        at = at if again is None else again + width
        if at + width > len(texts) or number(texts[at]) != str(len(rows)):
            break
        rows.append(range(at, at + width))
        at += width
    # A cell too few or too many moves the next number.
    cells = [texts[i] for row in rows for i in row]
    is_torn = is_numbered and (
        str(len(rows)) in map(number, texts[at : at + width]) or not all(cells)
    )
    least = _LEAST_NUMBERED_ROWS if is_numbered else _LEAST_ROWS
    if len(rows) <= least or is_torn or signature_lines(cells[-width:]):
        return []
    return rows
