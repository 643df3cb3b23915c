"""Tables that text has lost: a paragraph for each cell, as an OCR may write them."""

from collections.abc import Sequence
from functools import partial, reduce

from itasearch.domain.headers import Field, header_key, sure_header
from itasearch.extract.headers.columns import LEAST_SURE_SCORE, read_header
from itasearch.extract.mending import join_cut
from itasearch.extract.numbering import begins_part, leading_number, read_marker
from itasearch.extract.tables.headers_and_footers import signature_lines
from itasearch.model.source import Block, Table

_LEAST_CELLS, _MOST_CELLS = 4, 12  # of a row that has a paragraph for each cell; by hand
_LEAST_ROWS = 3  # below the header; by hand
_MOST_BETWEEN = 4  # texts between two rows where a page ends, above its headers; by hand


def with_lost_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, tables with a paragraph of lines for each cell made tables.

    As many paragraphs as there are headers are a row, the title of which counts on from 1. Between
    rows a page may end, and the headers come again. Headers may be one paragraph, and a title one
    with the list below it.
    """
    cells = [cell for own in _paragraphs(blocks) for cell in _opened(blocks, own)]
    texts = []
    for own in cells:
        parts = [block.text for at in own if not isinstance(block := blocks[at], Table)]
        texts.append(reduce(partial(join_cut, paged=True), parts, ""))
    made: list[Block] = []
    at = 0
    while at < len(cells):
        rows = _rows(texts, at)
        if rows:
            places = tuple(blocks[cells[row[0]][0]].source for row in rows)
            table = tuple(tuple(texts[cell] for cell in row) for row in rows)
            made.append(Table(rows=table, row_sources=places, source=places[0]))
            at = rows[-1][-1] + 1
        else:
            made += [blocks[index] for index in cells[at]]
            at += 1
    return tuple(made)


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
    if len(texts) >= _LEAST_CELLS and sure_header(texts[0]):
        header = read_header([tuple(texts)], 0)
        if header and all(column.score >= LEAST_SURE_SCORE for column in header.columns):
            return [[at] for at in paragraph]
    if leading_number(texts[0]) is None:
        return [paragraph]
    end = next((n for n, text in enumerate(texts) if n and begins_part(text)), len(texts))
    title, item = read_marker(texts[0]), read_marker("".join(texts[end : end + 1]))
    # A list alone is one cell.
    following = tuple(number + 1 for number in title.parts) if title else ()
    if title and item and (item.style, item.parts) == (title.style, following):
        return [paragraph]
    return [cell for cell in (paragraph[:end], paragraph[end:]) if cell]


def _rows(texts: Sequence[str], start: int) -> list[range]:
    """The texts of the header that begins at one and of each row below it; [] where none."""
    if sure_header(texts[start]) is None:
        return []
    width = 0
    for count in range(_LEAST_CELLS, min(_MOST_CELLS, len(texts) - start) + 1):
        header = read_header([tuple(texts[start : start + count])], 0)
        if header is None or any(column.score < LEAST_SURE_SCORE for column in header.columns):
            continue
        width = count if header.columns[0].field is Field.TITLE else width
    if not width:
        return []
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
        if at + width > len(texts) or leading_number(texts[at]) != str(len(rows)):
            break
        rows.append(range(at, at + width))
        at += width
    last = [texts[index] for index in rows[-1]]
    return rows if len(rows) > _LEAST_ROWS and not signature_lines(last) else []
