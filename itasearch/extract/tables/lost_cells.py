"""Tables that text has lost: a line or a paragraph for each cell, as in text copied from a PDF."""

from collections.abc import Sequence
from functools import partial, reduce

from itasearch.domain.headers import Field, header_key, sure_header
from itasearch.extract.headers.columns import LEAST_SURE_SCORE, read_header
from itasearch.extract.mending import join_cut
from itasearch.extract.numbering import bare_number, read_marker
from itasearch.extract.tables.headers_and_footers import signature_lines
from itasearch.model.source import Block, Table

_LEAST_CELLS, _MOST_CELLS = 4, 12  # of a row that has a line for each cell; by hand
_LEAST_ROWS = 3  # of a table with a paragraph for each cell; by hand
_MOST_BETWEEN = 4  # paragraphs between two rows where a page ends, above its headers; by hand


def with_cells_on_lines(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, tables with a line for each cell made tables; only where no cell can be missing.

    That is below a line for each header, the first of the number, where numbers count on from 1
    with as many lines from each to the next and to the end of the last row.
    """
    made: list[Block] = []
    texts = ["" if isinstance(block, Table) else block.text.strip() for block in blocks]
    numbers = [bare_number(text[:6]) for text in texts]
    index = 0
    while index < len(blocks):
        rows = _rows_on_lines(texts, numbers, index)
        ends = range(index, index + sum(map(len, rows)), len(rows[0]) if rows else 1)
        places = tuple(blocks[at].source for at in ends)
        table = [Table(rows=rows, row_sources=places, source=places[0])] if rows else []
        made += table or [blocks[index]]
        index += sum(map(len, rows)) or 1
    return tuple(made)


def _rows_on_lines(
    texts: Sequence[str], numbers: Sequence[str], start: int
) -> tuple[tuple[str, ...], ...]:
    """The header that begins at a line and the rows below it; () where none or not whole."""
    own = numbers[start : start + _MOST_CELLS + 1]
    width = own.index("1") if "1" in own else 0
    header = (
        read_header([tuple(texts[start : start + width])], 0) if width >= _LEAST_CELLS else None
    )
    if header is None or any(c.score < LEAST_SURE_SCORE for c in header.columns):
        return ()
    end = start + width
    while numbers[end : end + 1] == [str((end - start) // width)]:
        end += width
    # A cell too few or too many moves the next number.
    next_number = str((end - start) // width)
    rows = tuple(tuple(texts[at : at + width]) for at in range(start, end, width))
    whole = len(rows) > 2 and all(map(all, rows)) and len(rows[-1]) == width
    is_counted = header.columns[0].field is Field.NUMBER
    if not (whole and is_counted) or next_number in numbers[end : end + width]:
        return ()
    return () if signature_lines(rows[-1]) else rows


def with_cells_on_paragraphs(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, tables with a paragraph of lines for each cell made tables.

    As many paragraphs as there are headers are a row, the first of which counts on from 1. Between
    rows a page may end, and its headers come again.
    """
    cells: list[list[int]] = []  # the blocks of each paragraph
    for index, block in enumerate(blocks):
        line, above = block.source.line_number, blocks[index - 1].source.line_number if index else 0
        is_next = line is not None and above is not None and line == above + 1
        is_text = not isinstance(block, Table)
        if cells and is_next and is_text and not isinstance(blocks[index - 1], Table):
            cells[-1].append(index)
        else:
            cells.append([index])
    texts = []
    for own in cells:
        parts = [block.text for at in own if not isinstance(block := blocks[at], Table)]
        texts.append(reduce(partial(join_cut, paged=True), parts, ""))
    made: list[Block] = []
    at = 0
    while at < len(cells):
        rows = _rows_on_paragraphs(texts, at)
        if rows:
            table = [tuple(texts[cell] for cell in row) for row in rows]
            places = tuple(blocks[cells[row[0]][0]].source for row in rows)
            made.append(Table(rows=tuple(table), row_sources=places, source=places[0]))
            at = rows[-1][-1] + 1
        else:
            made += [blocks[index] for index in cells[at]]
            at += 1
    return tuple(made)


def _rows_on_paragraphs(texts: Sequence[str], start: int) -> list[range]:
    """The paragraphs of the header that begins at one and of each row below it; [] where none."""
    width = 0
    if sure_header(texts[start]) is None:
        return []
    for count in range(_LEAST_CELLS, _MOST_CELLS):
        header = read_header([tuple(texts[start : start + count])], 0)
        if header is None or any(column.score < LEAST_SURE_SCORE for column in header.columns):
            continue
        is_headed = header.columns[0].field in {Field.TITLE, Field.NUMBER}
        width = count if is_headed else width
    if not width:
        return []
    names = [header_key(text) for text in texts[start : start + width]]
    rows = [range(start, start + width)]
    at = start + width
    while at + width <= len(texts):
        again = next(
            (
                place
                for place in range(at, at + _MOST_BETWEEN)
                if [header_key(text) for text in texts[place : place + width]] == names
            ),
            None,
        )
        at = at if again is None else again + width
        marker = read_marker(texts[at]) if at < len(texts) else None
        if marker is None or marker.number != str(len(rows)) or at + width > len(texts):
            break
        rows.append(range(at, at + width))
        at += width
    return (
        rows
        if len(rows) > _LEAST_ROWS and not signature_lines([texts[i] for i in rows[-1]])
        else []
    )
