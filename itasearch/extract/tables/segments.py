"""A document as one stream of lines and table segments, each segment under one header.

A table is cut at each header row; a table without any takes the columns of the last
header that fits (continuation pages have none, or an empty one). Rows above the first
header inside a table are title, not body.

Not all tables are one row a measure under one header. Spaced columns, set apart by runs of
spaces as PDF tools print them, cannot be read: Thai marks above and below have a place in
the file and none on paper, so positions do not show the columns. Columns that LibreOffice
Calc and Excel print on further pages are joined only where all pages match row by row at the
same height and the further ones name columns and no measure. Key-value tables have their
headers in the first column and one measure or several below each other. A measure may be
named on the line above its table ("มาตรการที่ ๑ …", then steps and times): the line becomes
the table's title column, or its number column where the table has a title and the line is no
more than "มาตรการที่ ๑".
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from itasearch.domain.headers import Field, header_key, header_matches
from itasearch.domain.word_lists import words
from itasearch.extract.cells import looks_like_counter
from itasearch.extract.cover.names import named_organisations
from itasearch.extract.extracted import (
    BODY_FIELDS,
    BodyRow,
    Column,
    Header,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS, LEAST_SURE_SCORE, read_header
from itasearch.extract.headers.find import guess_header, header_rows
from itasearch.extract.mending import Wording
from itasearch.extract.numbering import ListMarker, read_marker
from itasearch.extract.tables.headers_and_footers import headers_and_footers, without_signatures
from itasearch.model.source import Block, Heading, Merge, Table
from itasearch.text.thai.normalize import arabic_digits

MOST_LINES = 8_000
"""Some 200 pages: no report has more lines outside tables; of what follows little is read."""
_LONG_TABLE_ROWS = 2_000
"""Rows of a table that is read whole, whatever its header; of a longer one without a header of
measures the first `_SAMPLE_ROWS` are read. Chosen by hand."""
_SAMPLE_ROWS = 300
"""First rows of a very long table in which its header is looked for. Chosen by hand."""
_LINES_ABOVE = 12
"""Paragraphs above a table that are read even behind `MOST_LINES`. Chosen by hand."""
_MOST_RECORD_ROWS = 40
"""Rows of one measure in a key-value table; a measure has some fifteen fields. Chosen by hand."""
_MOST_KEY_VALUE_ROWS = 2_000
"""Rows of a key-value table; a longer table of few columns is a list. Chosen by hand."""
_MOST_UNTITLED_COLUMNS = 4
"""Columns of a key-value table that may have its title above it; each further one is a measure,
and the table must name its titles itself. Chosen by hand."""
_MOST_TURNED_COLUMNS = 60
"""Columns of a table whose fields are its rows. Chosen by hand."""
_NUMBER_LABEL = "ลำดับที่"
_COUNTED = re.compile(r"^(?:มาตรการ|โครงการ|กิจกรรม|ข้อ|ลำดับ)?\s*(?:ที่)?\s*(?P<number>\d{1,3})\W*$")
_TITLE_ROWS = 6
"""Last rows above another header that may be its title. 2 and 12 read alike."""
_LONGEST_TITLE = 300
"""Code points of the line above a table that may be its measure's title. No limit reads alike."""

# Columns set apart by runs of spaces.
_LEAST_NAMES = 3
"""Different fields that a line of column headers names. 2 and 4 read alike."""
_LEAST_SPACED_LINES = 3
"""Lines with runs of spaces below it. 1 reads alike; 6 changes 2, 1 for the worse."""

# Columns printed on other pages.
_MOST_HEIGHT_DIFFERENCE = 0.006
"""Of two rows on different pages, in shares of the page's height."""
_LEAST_SHARED_ROWS = 2
"""Rows that both tables have at the same heights. 1 reads alike; 4 changes 1."""
_HEADER_ROWS = 6
"""First rows of a table among which the names of its columns are. 1 and 12 read alike."""
_MOST_PAGES = 400
"""Tables, one a page, that may be parts of others; with more all are left as they are. Chosen by
hand."""
_MOST_PARTS = 6
"""Pages that the columns of one table are printed on. Chosen by hand."""
Parts = tuple[Table, ...]
"""Tables that are the columns of one, left to right."""
Cells = tuple[str, ...]

_GAP = re.compile(r"\S {3,}(?=\S)")
_BETWEEN = re.compile(r" {2,}")
_LABELS = frozenset(map(header_key, words("reading_words", "label_headers")))
_VALUES = frozenset(map(header_key, words("reading_words", "value_headers")))
_TITLE_LABELS = frozenset(map(header_key, words("reading_words", "title_labels")))
_NAMED = frozenset({"มาตรการ", "แนวทาง", "กิจกรรม", "โครงการ", "ข้อ"})
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
    width = _width(body)
    if not (2 <= width <= _MOST_TURNED_COLUMNS and 3 <= len(body) <= _MOST_KEY_VALUE_ROWS):
        return []
    first = _label_column([row.cells for row in body[1:]])
    body = [_with_number_label(row, first) for row in body]
    body = body[1:] if _names_columns(body[0].cells) else body
    starts = _record_starts([row.cells[first] for row in body])
    ends = [*starts[1:], len(body)]
    records = [_record(table, body[a:b], first) for a, b in zip(starts, ends, strict=True)]
    found = [record for record in records if record is not None]
    sideways = max((_variety(h) for _, h in header_rows([row.cells for row in body])), default=0.0)
    headers = [segment.header for segment in found if segment.header]
    worst = min(map(_variety, headers), default=0.0)
    titled = width <= _MOST_UNTITLED_COLUMNS or all(h.has(Field.TITLE) for h in headers)
    return found if len(found) == len(records) and titled and sideways < worst else []


def _names_fields(header: Header) -> bool:
    """Whether half of the labels are names of fields and no mere likenesses: items of a list."""
    named = [c.strength == 1 and c.score >= LEAST_NAME_LIKENESS for c in header.named]
    return 2 * sum(named) >= len(named)


def _variety(header: Header) -> float:
    """The sum of scores of a header's fields, each once: a row of equal values is no header."""
    return sum(max(c.score for c in header.all(field)) for field in header.fields)


def _record(table: Table, body: list[BodyRow], first: int) -> TableSegment | None:
    """One measure from its rows of label and value; None when the labels are no headers."""
    body = list(without_signatures(body))
    if not 1 <= len(body) <= _MOST_RECORD_ROWS:
        return None
    turned = list(zip(*(row.cells[first:] for row in body), strict=True))
    # A first label over several rows, as งบประมาณ over ตั้งไว้ and ใช้จริง, is a parent.
    has_parents = any(first in row.held or not row.cells[first] for row in body)
    header = read_header(turned[: 1 + has_parents], 0)
    if header is None or len(header.fields) < 3 or not _names_fields(header):
        return None
    raw = list(zip(*(row.raw[first:] for row in body), strict=True))
    return TableSegment(
        header=replace(header, depth=0),
        rows=tuple(
            BodyRow(cells=tuple(cells), raw=tuple(raw[i]), source=body[0].source)
            for i, cells in enumerate(turned)
            if i >= header.depth and any(cells)
        ),
        source=table.source,
        merged=True,
        key_value=True,
    )


def has_spaced_columns(lines: Iterable[TextBlockLine]) -> bool:
    """Whether a line of column headers is above lines with runs of spaces."""
    rows = 0
    for line in reversed(list(lines)):
        raw = line.raw.strip()
        if rows >= _LEAST_SPACED_LINES and _is_header_line(raw):
            return True
        rows += bool(_GAP.search(raw))
    return False


def _is_header_line(raw: str) -> bool:
    """Whether a line is headers side by side, two of them of what measures have."""
    parts = _BETWEEN.split(raw) if _GAP.search(raw) else []
    best = [match for part in parts for match in header_matches(part)[:1]]
    sure = [match.field for match in best if match.likeness >= LEAST_NAME_LIKENESS]
    return len(set(sure)) >= _LEAST_NAMES and len(BODY_FIELDS.intersection(sure)) >= 2


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
        if parts and not (_is_below(parts[-1], block) and rows < _MOST_RECORD_ROWS):
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
    return bool(_key_value_segments(table, _rows(table, Wording())))


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
    """Whether all rows of both are at the same heights of their pages."""
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
    """One table with the columns of all `parts`."""
    rows = tuple(tuple(chain(*cells)) for cells in zip(*(t.rows for t in parts), strict=True))
    merges: list[Merge] = []
    width = 0
    for table in parts:
        for merge in table.merges:
            columns = merge.first_column + width, merge.last_column + width
            merges.append(replace(merge, first_column=columns[0], last_column=columns[1]))
        width += len(table.rows[0])
    return replace(parts[0], rows=rows, merges=tuple(merges))


def _label_column(rows: Sequence[Cells]) -> int:
    """The column of labels: the first, or the second where the first only counts."""
    counted = all(looks_like_counter(row[0]) for row in rows if row[0].strip())
    return 1 if counted and len(rows[0]) > 2 and any(row[0].strip() for row in rows) else 0


def _with_number_label(row: BodyRow, first: int) -> BodyRow:
    """A row "หัวข้อ | มาตรการที่ 1 | มาตรการที่ 2" as one of numbers; any other as it is."""
    values = [_COUNTED.match(arabic_digits(cell)) for cell in row.cells[first + 1 :] if cell]
    label = row.cells[first]
    named = any(match.field is Field.NUMBER for match in header_matches(label)[:1])
    known = not label or header_key(label) in _LABELS | _VALUES | _TITLE_LABELS
    if len(values) < 2 or not all(values) or named or not known:
        return row
    numbers = (match["number"] if match else "" for match in values)
    cells = (next(numbers) if cell else "" for cell in row.cells[first + 1 :])
    return replace(row, cells=(*row.cells[:first], _NUMBER_LABEL, *cells))


def _names_columns(row: Cells) -> bool:
    """Whether a row only says which column is which: หัวข้อ | รายละเอียด."""
    keys = [header_key(cell) for cell in row if cell.strip()]
    return len(keys) >= 2 and keys[0] in _LABELS and all(key in _VALUES for key in keys[1:])


def _record_starts(labels: Sequence[str]) -> list[int]:
    """Where each record of a column of labels begins: at every row labelled as the first is."""
    keys = [re.sub(r"\d+", "", arabic_digits(header_key(label))) for label in labels]
    return [index for index, key in enumerate(keys) if key == keys[0]] if keys[0] else [0]


def headed_by(segment: TableSegment, line: TextBlockLine | None) -> TableSegment:
    """`segment` with title or number from the line directly above it, where it lacks them."""
    header = segment.header
    if header is None or line is None or not segment.rows or len(line.text) > _LONGEST_TITLE:
        return segment
    marker = read_marker(line.text)
    bare = marker is not None and not line.text[marker.end :].strip()
    if marker is not None and not bare and _is_of_activities(header, marker):
        columns = tuple(
            replace(c, field=Field.STEPS) if c.field is Field.TITLE else c for c in header.columns
        )
        return _with_column(segment, replace(header, columns=columns), Field.TITLE, line.text)
    if header.has(Field.TITLE):
        numbers = segment.key_value and marker is not None and bare and marker.number
        if not numbers or header.has(Field.NUMBER):
            return segment
        return _with_column(segment, header, Field.NUMBER, marker.number if marker else "")
    if bare or not _names_measure(segment, header, marker):
        return segment
    return _with_column(segment, header, Field.TITLE, line.text)


def under_lines(segment: TableSegment, lines: Sequence[TextBlockLine]) -> TableSegment:
    """`segment` with its header from the lines above it, one a column, where it has none.

    An OCR may give the header row cell by cell.
    """
    header = segment.header
    width = max((len(row.cells) for row in segment.rows), default=0)
    if not (header is None or header.guessed) or not 3 <= width <= len(lines):
        return segment
    read = read_header([tuple(line.text for line in lines[-width:])], 0)
    if read is None or any(c.field is None or c.score < LEAST_SURE_SCORE for c in read.columns):
        return segment
    return replace(segment, header=read)


def _is_of_activities(header: Header, marker: ListMarker) -> bool:
    """Whether a table below "มาตรการที่ ๑ …" lists the activities of that measure."""
    title = header.first(Field.TITLE)
    activities = title is not None and title.strength < 1 and not header.has(Field.STEPS)
    body = header.fields & BODY_FIELDS
    return activities and len(body) >= 2 and marker.style in {"มาตรการ", "แนวทาง"}


def _names_measure(segment: TableSegment, header: Header, marker: ListMarker | None) -> bool:
    """Whether the line above a table without title column can be its title."""
    sure = (column for column in header.columns if column.score >= LEAST_SURE_SCORE)
    if len({column.field for column in sure} & BODY_FIELDS) < 2:
        return False
    if segment.key_value or (marker is not None and marker.style in _NAMED):
        return True
    known = all(column.field in BODY_FIELDS for column in header.named)
    return marker is not None and bool(marker.number) and known


def _with_column(segment: TableSegment, header: Header, field: Field, text: str) -> TableSegment:
    """A column more, filled in the first row."""
    width = max(len(header.columns), *(len(row.cells) for row in segment.rows))
    column = Column(index=width, field=field, header="", score=1.0, strength=1.0)
    rows = tuple(
        replace(
            row,
            cells=(*row.cells, *("",) * (width - len(row.cells)), "" if index else text),
            raw=(*row.raw, *("",) * (width - len(row.raw)), "" if index else text),
        )
        for index, row in enumerate(segment.rows)
    )
    widened = replace(header, columns=(*header.columns, column), depth=0)
    return replace(segment, header=widened, rows=rows)
