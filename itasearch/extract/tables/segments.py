"""A document as one stream of lines and table segments, each segment under one header.

A table is cut at each header row; a table without any takes the columns of the last
header that fits (continuation pages have none, or an empty one). Rows above the first
header inside a table are title, not body.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.domain.headers import Field, header_matches
from itasearch.extract.cover.names import named_organisations
from itasearch.extract.extracted import (
    BODY_FIELDS,
    BodyRow,
    Header,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.headers.columns import read_header
from itasearch.extract.headers.find import guess_header, header_rows
from itasearch.extract.mending import Wording
from itasearch.extract.tables.headers_and_footers import headers_and_footers
from itasearch.extract.tables.layouts import label_column, names_columns, record_starts
from itasearch.model.source import Block, Heading, Table

MOST_LINES = 8_000
"""Some 200 pages: no report has more lines outside tables; of what follows little is read."""
_LONG_TABLE_ROWS = 2_000
_SAMPLE_ROWS = 300
_LINES_ABOVE = 12
_MOST_RECORD_ROWS = 40
_MOST_KEY_VALUE_ROWS = 2_000
_TITLE_ROWS = 6
_TITLE_CELL = re.compile(
    r"^(?:อำเภอ|จังหวัด|อ\.|จ\.|ตำบล)\s?\S|^(?:ประจำ)?ปีงบประมาณ\s?(?:พ\.?ศ\.?)?\s?[\d๐-๙]{4}$"
)


def read_stream(blocks: Sequence[Block], wording: Wording) -> Stream:
    """Lines and segments in reading order, texts mended."""
    stream: list[TextBlockLine | TableSegment] = []
    last: Header | None = None
    aside = headers_and_footers(blocks)
    for index, block in _with_fewer_lines(blocks):
        if isinstance(block, Table):
            for segment in _segments(_bounded(block, last), last, wording):
                stream += [*segment.titles, segment]
                last = segment.header or last
        else:
            lines = _lines(block, wording)
            stream += [replace(line, aside=True) for line in lines] if index in aside else lines
    return tuple(stream)


def _with_fewer_lines(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """`blocks`, numbered; of text beyond MOST_LINES only what is right above a table."""
    count = 0
    above: deque[tuple[int, Block]] = deque(maxlen=_LINES_ABOVE)
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            yield from above
            above.clear()
            yield index, block
        elif count > MOST_LINES:
            above.append((index, block))
        else:
            count += 1 + block.text.count("\n")
            yield index, block


def _bounded(table: Table, last: Header | None) -> Table:
    """A very long table; its first rows only where they are under no header of measures.

    Lists of hundreds of thousands of rows are refused without mending all their letters.
    """
    if len(table.rows) <= _LONG_TABLE_ROWS or last is not None:
        return table
    rows = table.rows[:_SAMPLE_ROWS]
    sample = replace(table, rows=rows, row_sources=table.row_sources[: len(rows)], merges=())
    headers = [segment.header for segment in _segments(sample, None, Wording())]
    alike = any(
        header is not None
        and not header.guessed
        and (header.has(Field.TITLE) or len(header.fields & BODY_FIELDS) >= 2)
        for header in headers
    )
    return table if alike else sample


def _lines(block: Block, wording: Wording) -> Iterator[TextBlockLine]:
    """The lines of a paragraph or heading, each with its own place where that is known."""
    if isinstance(block, Table):
        return
    for offset, text in enumerate(block.text.split("\n")):
        clean = wording.mended(text)
        if clean:
            number = block.source.line_number
            source = replace(block.source, line_number=number + offset if number else None)
            yield TextBlockLine(
                text=clean, source=source, raw=text, heading=isinstance(block, Heading)
            )


def _segments(table: Table, last: Header | None, wording: Wording) -> Iterator[TableSegment]:
    rows = _rows(table, wording)
    cells = [row.cells for row in rows]
    # As wide as the table before, so that it may be the rest of it.
    may_continue = last is not None and bool(cells) and len(cells[0]) == len(last.columns)
    if not may_continue and _is_title_block(cells):
        yield TableSegment(header=None, rows=(), source=table.source, titles=_title_lines(rows))
        return
    key_value = _key_value_segments(table, rows)
    if key_value:
        yield from key_value
        return
    paged = table.source.page_number is not None
    starts = header_rows(cells, last, continues=may_continue and paged)
    if not starts:
        yield _headless(table, rows, last)
        return
    first = starts[0][0]
    yield from _above_header(table, rows[:first], last, starts[0][1])
    titles = _title_lines(rows[:first])
    ends = [start for start, _ in starts[1:]] + [len(rows)]
    for (start, header), end in zip(starts, ends, strict=True):
        body = rows[start + header.depth : end]
        below = _title_rows(body) if end < len(rows) else []
        yield TableSegment(
            header=header,
            rows=tuple(row for row in body[: len(body) - len(below)] if row.filled or row.held),
            source=table.source,
            titles=titles,
            merged=bool(table.merges),
            continues=table.continues if start == first == 0 else None,
        )
        titles = _title_lines(below)


def _title_rows(body: list[BodyRow]) -> list[BodyRow]:
    """The last rows above another header that are the title of what follows: they name a town."""
    count = 0
    while count < min(len(body), _TITLE_ROWS):
        row = body[len(body) - count - 1]
        if len({row.cells[i] for i in row.filled}) > 1:
            break
        count += 1
    rows = body[len(body) - count :]
    return rows if named_organisations(_title_lines(rows)) else []


def _is_title_block(cells: Sequence[tuple[str, ...]]) -> bool:
    """Whether a table is a title: a few short cells of places, names and years."""
    texts = [cell for row in cells for cell in row if cell]
    if not 1 <= len(cells) <= 4 or any(len(text) > 120 for text in texts):
        return False
    return any(map(_TITLE_CELL.match, texts)) and not any(
        match.field is Field.TITLE for text in texts for match in header_matches(text)[:1]
    )


def _rows(table: Table, wording: Wording) -> list[BodyRow]:
    held: dict[int, set[int]] = {}
    wide: set[int] = set()
    width = len(table.rows[0]) if table.rows else 0
    for merge in table.merges:
        columns = range(merge.first_column, min(merge.last_column, width - 1) + 1)
        for row in range(merge.first_row + 1, min(merge.last_row, len(table.rows) - 1) + 1):
            held.setdefault(row, set()).update(columns)
        if len(columns) == width and width > 1:
            wide.add(merge.first_row)
    return [
        BodyRow(
            cells=tuple(map(wording.mended, raw)),
            raw=raw,
            source=table.row_sources[index],
            held=frozenset(held.get(index, ())),
            wide=index in wide or (len(raw) > 2 and bool(raw[0].strip()) and len(set(raw)) == 1),
        )
        for index, raw in enumerate(table.rows)
    ]


def _headless(table: Table, rows: list[BodyRow], last: Header | None) -> TableSegment:
    """A table without header: under the last header where that fits, else under a guess."""
    body = tuple(row for row in rows if row.filled or row.held)
    header = _inherited(last, _width(body), len(body[0].cells)) if last and body else None
    if header is None and body:
        header, skipped = guess_header([row.cells for row in body])
        titles = _title_lines(body[:skipped])
        return TableSegment(header=header, rows=body[skipped:], source=table.source, titles=titles)
    return TableSegment(
        header=header,
        rows=body,
        source=table.source,
        inherited=True,
        merged=bool(table.merges),
        continues=table.continues,
    )


def _inherited(last: Header, width: int, whole: int) -> Header | None:
    """The columns of the last header, when a table can continue under it.

    Args:
        last: the header of the table before.
        width: columns up to the last one with text.
        whole: all columns; an empty last one counts. One or two columns less than the
            header's are columns that OCR lost; they are found row by row (`extract.rows.rows`).
    """
    count = len(last.named) or len(last.columns)
    fits = whole == len(last.columns) or width == count
    lost = count >= 5 and count - 2 <= width < count
    return replace(last, depth=0) if fits or lost else None


def _width(rows: Sequence[BodyRow]) -> int:
    """Columns up to the last one that any row fills."""
    return max((max((*row.filled, *row.held)) + 1 for row in rows), default=0)


def _above_header(
    table: Table, rows: list[BodyRow], last: Header | None, header: Header
) -> Iterator[TableSegment]:
    """Rows above a repeated header that are no titles continue under the header before."""
    body = tuple(row for row in rows if len(row.filled) > 1 and not row.wide)
    if body and last is not None and last.fields == header.fields:
        yield TableSegment(
            header=replace(last, depth=0),
            rows=body,
            source=table.source,
            inherited=True,
            continues=table.continues,
        )


def _title_lines(rows: Sequence[BodyRow]) -> tuple[TextBlockLine, ...]:
    """Texts above a header, each once."""
    lines = []
    for row in rows:
        texts = dict.fromkeys(row.cells[i] for i in row.filled)
        text = " ".join(texts).strip()
        lines += [
            TextBlockLine(text=part, source=row.source, heading=True)
            for part in text.split("\n")
            if part
        ]
    return tuple(lines)


def _key_value_segments(table: Table, rows: list[BodyRow]) -> list[TableSegment]:
    """The measures of a key-value table, each turned into a row."""
    body = [row for row in rows if row.filled]
    if not (2 <= _width(body) <= 4 and 3 <= len(body) <= _MOST_KEY_VALUE_ROWS):
        return []
    body = body[1:] if names_columns(body[0].cells) else body
    first = label_column([row.cells for row in body])
    starts = record_starts([row.cells[first] for row in body])
    ends = [*starts[1:], len(body)]
    records = [_record(table, body[a:b], first) for a, b in zip(starts, ends, strict=True)]
    found = [record for record in records if record is not None]
    sideways = max((h.score for _, h in header_rows([row.cells for row in body])), default=0.0)
    worst = min((s.header.score for s in found if s.header), default=0.0)
    return found if len(found) == len(records) and sideways < worst else []


def _record(table: Table, body: list[BodyRow], first: int) -> TableSegment | None:
    """One measure from its rows of label and value; None when the labels are no headers."""
    if len(body) > _MOST_RECORD_ROWS:
        return None
    turned = list(zip(*(row.cells[first:] for row in body), strict=True))
    header = read_header(turned, 0)
    if header is None or len(header.fields) < 3:
        return None
    raw = list(zip(*(row.raw[first:] for row in body), strict=True))
    return TableSegment(
        header=replace(header, depth=0),
        rows=tuple(
            BodyRow(cells=tuple(cells), raw=tuple(raw[i]), source=body[0].source)
            for i, cells in enumerate(turned)
            if i > 0 and any(cells)
        ),
        source=table.source,
        merged=True,
        key_value=True,
    )
