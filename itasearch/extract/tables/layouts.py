"""Layouts of tables that are not one row a measure under one header.

Spaced columns, set apart by runs of spaces as PDF tools print them, cannot be read: Thai
marks above and below have a place in the file and none on paper, so positions do not show
the columns. Columns that LibreOffice Calc and Excel print on further pages are joined only
where all pages match row by row at the same height and the further ones name columns and
no measure. Key-value tables have their headers in the first column and one measure or
several below each other.

A measure may be named on the line above its table ("มาตรการที่ ๑ …", then steps and times).
The line becomes the table's title column, or its number column where the table has a title
and the line is no more than "มาตรการที่ ๑".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from itasearch.domain.headers import Field, header_key, header_matches
from itasearch.domain.word_lists import words
from itasearch.extract.cells import looks_like_counter
from itasearch.extract.extracted import BODY_FIELDS, Column, Header, TableSegment, TextBlockLine
from itasearch.extract.headers.columns import read_header
from itasearch.extract.numbering import ListMarker, read_marker
from itasearch.model.source import Block, Merge, Table
from itasearch.text.thai.normalize import arabic_digits

_GAP = re.compile(r"\S {3,}(?=\S)")
_BETWEEN = re.compile(r" {2,}")
_LEAST_HEADER_LIKENESS = 0.86
_LEAST_NAMES = 3
_LEAST_SPACED_LINES = 3

_MOST_HEIGHT_DIFFERENCE = 0.006
"""Of two rows on different pages, in shares of the page's height."""
_LEAST_SHARED_ROWS = 2
_HEADER_ROWS = 6
_MOST_PAGES = 400
_MOST_PARTS = 6
Parts = tuple[Table, ...]
"""Tables that are the columns of one, left to right."""
_LABELS = frozenset(map(header_key, words("reading_words", "label_headers")))
_VALUES = frozenset(map(header_key, words("reading_words", "value_headers")))
Cells = tuple[str, ...]
_LONGEST_TITLE = 300
_LEAST_HEADER_SCORE = 0.8
_NAMED = frozenset({"มาตรการ", "แนวทาง", "กิจกรรม", "โครงการ", "ข้อ"})


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
    sure = [match.field for match in best if match.likeness >= _LEAST_HEADER_LIKENESS]
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
        sure = [m.field for m in best if m is not None and m.likeness >= _LEAST_HEADER_LIKENESS]
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


def label_column(rows: Sequence[Cells]) -> int:
    """The column of labels: the first, or the second where the first only counts."""
    counted = all(looks_like_counter(row[0]) for row in rows if row[0].strip())
    return 1 if counted and len(rows[0]) > 2 and any(row[0].strip() for row in rows) else 0


def names_columns(row: Cells) -> bool:
    """Whether a row only says which column is which: หัวข้อ | รายละเอียด."""
    keys = [header_key(cell) for cell in row if cell.strip()]
    return len(keys) >= 2 and keys[0] in _LABELS and all(key in _VALUES for key in keys[1:])


def record_starts(labels: Sequence[str]) -> list[int]:
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
    if read is None or any(c.field is None or c.score < _LEAST_HEADER_SCORE for c in read.columns):
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
    sure = (column for column in header.columns if column.score >= _LEAST_HEADER_SCORE)
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
