"""Key-value tables: labels in the first column, one measure or several below or beside each other.

Cards beside each other, and cards whose second half is beside the first, are put below each
other before their labels are read.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, starmap, zip_longest

from itasearch.domain.headers import Field, header_key, header_matches
from itasearch.domain.word_lists import word_pattern, words
from itasearch.extract.extracted import BodyRow, Header, TableSegment
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS, read_header
from itasearch.extract.headers.find import header_rows
from itasearch.extract.mending import Wording
from itasearch.extract.numbering import read_marker
from itasearch.extract.tables.headers_and_footers import without_signatures
from itasearch.model.source import Table
from itasearch.text.thai.normalize import arabic_digits

MOST_RECORD_ROWS = 40  # of one measure in a key-value table: it has some fifteen fields; by hand
_MOST_KEY_VALUE_ROWS = 2_000  # of a key-value table; a longer one of few columns is a list; by hand
_MOST_UNTITLED_COLUMNS = 4  # of a table with its title above; further ones are measures; by hand
_MOST_TURNED_COLUMNS = 60  # columns of a table whose fields are its rows; by hand
_NUMBER_LABEL = "ลำดับที่"
_TITLE_LABEL = "ชื่อมาตรการ"
_COUNTED_TITLES = frozenset({"มาตรการ", "แนวทาง", "กิจกรรม", "โครงการ"})
_COUNTED = word_pattern(r"^(?:<reading_words.counted_items>)?\s*(?:ที่)?\s*(?P<number>\d{1,3})\W*$")
_COUNTER = re.compile(r"^\W*\d{1,3}(?:\.\d{1,2})?\W*$")
"""A row's number: 3, or 1.3 where the measure's own is before it."""
_BLOCK_WIDTHS = 2, 3
"""Columns of one of several cards beside each other: label and value, a number before them."""
_LEAST_BLOCK_LABELS = 3  # different labels of a card that is beside another one; by hand
_LABELS = frozenset(map(header_key, words("reading_words", "label_headers")))
_VALUES = frozenset(map(header_key, words("reading_words", "value_headers")))
_TITLE_LABELS = frozenset(map(header_key, words("reading_words", "title_labels")))
Cells = tuple[str, ...]


def key_value_segments(table: Table, rows: list[BodyRow]) -> list[TableSegment]:
    """The measures of a key-value table, each turned into a row."""
    filled = [row for row in rows if row.filled]
    body = _below_each_other(list(starmap(_with_title_label, zip_longest(filled, filled[1:]))))
    width = width_of(body)
    if not (2 <= width <= _MOST_TURNED_COLUMNS and 3 <= len(body) <= _MOST_KEY_VALUE_ROWS):
        return []
    first = _label_column([row.cells for row in body[1:]])
    body = [_with_number_label(row, first) for row in body]
    body = body[1:] if _names_columns(body[0].cells[first:]) else body
    starts = _record_starts([row.cells[first] for row in body])
    ends = [*starts[1:], len(body)]
    records = [_record(table, body[a:b], first) for a, b in zip(starts, ends, strict=True)]
    found = [record for record in records if record is not None]
    sideways = max((_variety(h) for _, h in header_rows([row.cells for row in body])), default=0.0)
    headers = [segment.header for segment in found if segment.header]
    worst = min(map(_variety, headers), default=0.0)
    titled = width <= _MOST_UNTITLED_COLUMNS or all(h.has(Field.TITLE) for h in headers)
    return found if len(found) == len(records) and titled and sideways < worst else []


def _below_each_other(rows: list[BodyRow]) -> list[BodyRow]:
    """Rows of cards beside each other, the cards put below each other; any other rows as given.

    The cards have the same labels, or are parts of one whose labels all name fields.
    """
    width = width_of(rows)
    for size in _BLOCK_WIDTHS:
        if width < 2 * size or width % size or len(rows) < _LEAST_BLOCK_LABELS:
            continue
        blocks = [[_part(row, left, size) for row in rows] for left in range(0, width, size)]
        first = _label_column([row.cells for row in blocks[0]]) if size > 2 else size - 2
        keys = [[_label_key(row.cells[first]) for row in block] for block in blocks]
        if len({*keys[0]}) < _LEAST_BLOCK_LABELS:
            continue
        same = zip(*keys, strict=True)
        if all(key in ("", own) for own, *others in same for key in others):
            starts = [*_record_starts([row.cells[first] for row in blocks[0]]), len(rows)]
            cards = (block[a:b] for a, b in pairwise(starts) for block in blocks)
            return [row for card in cards for row in card if any(row.cells)]
        if all(_is_part_of_card(row, size, first) for row in rows):
            # The second half of a merged value repeats it where a label would be.
            return [
                row
                for parts in zip(*blocks, strict=True)
                for index, row in enumerate(parts)
                if any(row.cells) and (not index or row.cells[first] != parts[index - 1].cells[-1])
            ]
    return rows


def _part(row: BodyRow, left: int, size: int) -> BodyRow:
    held = frozenset(i - left for i in row.held if left <= i < left + size)
    cells = row.cells[left : left + size], row.raw[left : left + size]
    return replace(row, cells=cells[0], raw=cells[1], held=held, wide=False)


def _is_part_of_card(row: BodyRow, size: int, first: int) -> bool:
    """Whether the labels of a row name fields, but for the value of a merged cell before them."""
    labels = range(first, len(row.cells), size)
    return _names_field(row.cells[first]) and all(
        not row.cells[i] or row.cells[i] == row.cells[i - first - 1] or _names_field(row.cells[i])
        for i in labels[1:]
    )


def _names_field(label: str) -> bool:
    best = next(iter(header_matches(label)), None)
    return best is not None and best.strength == 1 and best.score >= LEAST_NAME_LIKENESS


def _label_key(label: str) -> str:
    return re.sub(r"\d+", "", arabic_digits(header_key(label)))


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
    if not 1 <= len(body) <= MOST_RECORD_ROWS:
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


def _label_column(rows: Sequence[Cells]) -> int:
    """The column of labels: the first, or the second where the first only counts."""
    counted = all(_COUNTER.match(arabic_digits(row[0])) for row in rows if row[0].strip())
    return 1 if counted and len(rows[0]) > 2 and any(row[0].strip() for row in rows) else 0


def _with_number_label(row: BodyRow, first: int) -> BodyRow:
    """A row "หัวข้อ | มาตรการที่ 1 | มาตรการที่ 2" as one of numbers; any other as it is."""
    values = [_COUNTED().match(arabic_digits(cell)) for cell in row.cells[first + 1 :] if cell]
    label = row.cells[first]
    named = any(match.field is Field.NUMBER for match in header_matches(label)[:1])
    known = not label or header_key(label) in _LABELS | _VALUES | _TITLE_LABELS
    if len(values) < 2 or not all(values) or named or not known:
        return row
    numbers = (match["number"] if match else "" for match in values)
    cells = (next(numbers) if cell else "" for cell in row.cells[first + 1 :])
    return replace(row, cells=(*row.cells[:first], _NUMBER_LABEL, *cells))


def _with_title_label(row: BodyRow, below: BodyRow | None) -> BodyRow:
    """A merged row "มาตรการที่ 1 : ชื่อ" above a card as one of label and title.

    Any number will do directly above a label and its value.
    """
    marker = read_marker(row.cells[0]) if row.wide and len(row.cells) > 1 else None
    if not marker or not marker.number or not row.cells[0][marker.end :].strip():
        return row
    above_label = below is not None and not below.wide and _names_field(below.cells[0])
    above_value = below is not None and not _names_field(below.cells[1])
    if marker.style not in _COUNTED_TITLES and not (above_label and above_value):
        return row
    blank = ("",) * (len(row.cells) - 2)
    cells = (_TITLE_LABEL, row.cells[0], *blank)
    return replace(row, cells=cells, raw=(_TITLE_LABEL, row.raw[0], *blank), wide=False)


def _names_columns(row: Cells) -> bool:
    """Whether a row only says which column is which: หัวข้อ | รายละเอียด."""
    keys = [header_key(cell) for cell in row if cell.strip()]
    return len(keys) >= 2 and keys[0] in _LABELS and all(key in _VALUES for key in keys[1:])


def _record_starts(labels: Sequence[str]) -> list[int]:
    """Where each record of a column of labels begins: at every row labelled as the first is."""
    keys = [_label_key(label) for label in labels]
    return [index for index, key in enumerate(keys) if key == keys[0]] if keys[0] else [0]


def body_rows(table: Table, wording: Wording) -> list[BodyRow]:
    """All rows; a cell under a vertical merge is held, and a row of one merged cell is wide."""
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


def width_of(rows: Sequence[BodyRow]) -> int:
    """Columns up to the last one that any row fills."""
    return max((max((*row.filled, *row.held)) + 1 for row in rows), default=0)
