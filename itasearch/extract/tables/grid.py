"""A table as rows of mended cells, and one whose labels are its first column turned into rows.

A measure may be a column ("มาตรการ", "ขั้นตอน" … are the first cells of the rows), or a record of
label and text: its labels come again from measure to measure. Both become rows under one header.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from itasearch.domain.headers import Field, header_key, header_matches, named_field
from itasearch.domain.indicators import named_indicator
from itasearch.domain.loader import Patterns, words
from itasearch.extract.cells import label_and_text
from itasearch.extract.extracted import BodyRow, Header, TableSegment
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS, header_rows, read_header
from itasearch.extract.mending import Wording, join_rows
from itasearch.extract.numbering import read_marker
from itasearch.extract.tables.headers_and_footers import without_signatures
from itasearch.model.source import Table
from itasearch.text.thai.normalize import arabic_digits

_MOST_LABELS = 40  # of one measure: it has some fifteen fields; by hand
_MOST_ROWS = 2_000  # of records below each other; a longer table of few columns is a list; by hand
_MOST_COLUMNS = 60  # of a table whose fields are its rows; by hand
_MOST_UNTITLED_COLUMNS = 4  # of a table with its title above; further ones are measures; by hand
_LEAST_FIELDS = 3  # that the labels of a measure name
_NUMBER_LABEL, _TITLE_LABEL = "ลำดับที่", "ชื่อมาตรการ"
_COUNTER = re.compile(r"^\W*\d{1,3}(?:\.\d{1,2})?\W*$")
_HEADS_OF_LABELS = frozenset(map(header_key, words("reading_words", "label_headers")))
_HEADS_OF_VALUES = frozenset(map(header_key, words("reading_words", "value_headers")))
_patterns = Patterns("reading_patterns")


def body_rows(table: Table, wording: Wording) -> list[BodyRow]:
    """All rows; a cell under a vertical merge is held, and a row of one merged cell is wide.

    Without columns of nothing but the colon between label and value.
    """
    held: defaultdict[int, set[int]] = defaultdict(set)
    widened: defaultdict[int, set[int]] = defaultdict(set)
    wide: set[int] = set()
    width = len(table.rows[0]) if table.rows else 0
    for merge in table.merges:
        columns = range(merge.first_column, min(merge.last_column, width - 1) + 1)
        for row in range(merge.first_row, min(merge.last_row, len(table.rows) - 1) + 1):
            held[row].update(columns if row > merge.first_row else ())
            widened[row].update(columns[1:])
        if len(columns) == width and width > 1:
            wide.add(merge.first_row)
    rows = [
        BodyRow(
            cells=tuple(map(wording.mended, raw)),
            raw=raw,
            source=table.row_sources[index],
            held=frozenset(held[index]),
            widened=frozenset(widened[index]),
            wide=index in wide or (len(raw) > 2 and bool(raw[0].strip()) and len(set(raw)) == 1),
        )
        for index, raw in enumerate(table.rows)
    ]
    texts = [{*column} for column in zip(*(row.cells for row in rows if not row.wide), strict=True)]
    kept = [i for i, column in enumerate(texts) if not set() < column - {""} <= {":", "："}]
    return [_of_columns(row, kept) for row in rows] if len(kept) < len(texts) else rows


def width_of(rows: Sequence[BodyRow]) -> int:
    """Columns up to the last one that any row fills."""
    return max((max((*row.filled, *row.held)) + 1 for row in rows), default=0)


def turned_segments(table: Table, rows: Sequence[BodyRow]) -> list[TableSegment]:
    """The measures of a table whose first column has their labels; [] of any other table."""
    rows = [row for row in rows if row.filled]
    left = min((row.filled[0] for row in rows), default=0)
    rows = [_of_columns(row, range(left, len(row.cells))) for row in rows]
    pairs = zip_longest(rows, rows[1:])
    body = [pair for row, below in pairs if (pair := _label_and_values(row, below))]
    width = width_of(body)
    if not (2 <= width <= _MOST_COLUMNS and _LEAST_FIELDS <= len(body) <= _MOST_ROWS):
        return []
    # The first column may only count the labels beside it.
    firsts = [row.cells[0] for row in body[1:] if row.cells[0]]
    is_counted = firsts and all(_COUNTER.match(arabic_digits(text)) for text in firsts)
    labels = int(bool(is_counted) and len(body[1].cells) > 2)
    top, *others = [header_key(cell) for cell in body[0].cells[labels:] if cell] or [""]
    if top in _HEADS_OF_LABELS and others and _HEADS_OF_VALUES.issuperset(others):
        del body[0]
    body = [_with_number_label(row, labels) for row in body]
    keys = [re.sub(r"\d+", "", arabic_digits(header_key(row.cells[labels]))) for row in body]
    starts = [i for i, key in enumerate(keys) if key == keys[0]] if body and keys[0] else [0]
    records = [
        _record(table, body[start:end], labels)
        for start, end in zip(starts, [*starts[1:], len(body)], strict=True)
    ]
    segments = [record for record in records if record is not None]
    headers = [segment.header for segment in segments if segment.header]
    is_titled = width <= _MOST_UNTITLED_COLUMNS or all(h.has(Field.TITLE) for h in headers)
    # Read as rows under headers the table must say less.
    usual = max((_variety(header) for _, header in header_rows([r.cells for r in body])), default=0)
    is_turned = usual < min(map(_variety, headers), default=0)
    return segments if len(segments) == len(records) and is_titled and is_turned else []


def names_field(label: str) -> bool:
    """Whether a text is like a name of a field, and no weak one."""
    best = next(iter(header_matches(label)), None)
    return best is not None and best.strength == 1 and best.score >= LEAST_NAME_LIKENESS


def _of_columns(row: BodyRow, columns: Sequence[int]) -> BodyRow:
    return replace(
        row,
        cells=tuple(row.cells[i] for i in columns),
        raw=tuple(row.raw[i] for i in columns),
        held=frozenset(index for index, i in enumerate(columns) if i in row.held),
        widened=frozenset(index for index, i in enumerate(columns) if i in row.widened),
    )


def _label_and_values(row: BodyRow, below: BodyRow | None) -> BodyRow | None:
    """A row of label and values; a merged one "มาตรการที่ 1 ชื่อ" or "ผลลัพธ์: …" made one, else None.

    A number makes a merged row a title only right above a label.
    """
    if not row.wide:
        return row
    labelled, marker = label_and_text(row.cells[0]), read_marker(row.cells[0])
    if labelled:
        label, text = re.split("[:：]", row.cells[0])[0], labelled[1]
    elif marker and marker.number and below and not below.wide and names_field(below.cells[0]):
        label, text = _TITLE_LABEL, row.cells[0]
    else:
        return None
    cells = (label, text, *("",) * (len(row.cells) - 2))
    return replace(row, cells=cells, raw=cells, wide=False)


def _with_number_label(row: BodyRow, labels: int) -> BodyRow:
    """A row "หัวข้อ | มาตรการที่ 1 | มาตรการที่ 2" as one of numbers; any other as it is."""
    label, *values = row.cells[labels:]
    counted = [_patterns.key_values_counted.match(arabic_digits(cell)) for cell in values if cell]
    if len(counted) < 2 or not all(counted) or names_field(label):
        return row
    return replace(row, cells=(*row.cells[:labels], _NUMBER_LABEL, *values))


def _variety(header: Header) -> float:
    """The sum of scores of a header's fields, each once: a row of equal values is no header."""
    return sum(max(c.score for c in header.all(field)) for field in header.fields)


def _record(table: Table, rows: Sequence[BodyRow], labels: int) -> TableSegment | None:
    """Measures from rows of label and values; None where the labels are no headers."""
    body = _with_values_joined(without_signatures(rows), labels)
    # A table of scores has the indicators' names there.
    scored = sum(named_indicator(row.cells[labels]) is not None for row in body)
    if not 1 <= len(body) <= _MOST_LABELS or 2 * scored > len(body):
        return None
    turned = [*zip(*(row.cells[labels:] for row in body), strict=True)]
    # A label over several rows, as งบประมาณ over ตั้งไว้ and ใช้จริง, is a parent.
    has_parents = any(labels in row.held or not row.cells[labels] for row in body)
    header = read_header(turned[: 1 + has_parents], 0)
    if header is None or len(header.fields) < _LEAST_FIELDS:
        return None
    # Beside labels there are texts: cards beside each other, or two halves of one, are no grid.
    if any(named_field(cell) for cells in turned[header.depth :] for cell in cells):
        return None
    # Half of the labels are names of fields and no mere likenesses: items of a list are none.
    sure = [column.score >= LEAST_NAME_LIKENESS for column in header.named]
    if 2 * sum(sure) < len(sure):
        return None
    raw = [*zip(*(row.raw[labels:] for row in body), strict=True)]
    measures = [
        BodyRow(cells=cells, raw=raw[index], source=body[0].source)
        for index, cells in enumerate(turned)
        if index >= header.depth and any(cells)
    ]
    return TableSegment(
        header=replace(header, depth=0),
        rows=tuple(measures),
        source=table.source,
        key_value=True,
    )


def _with_values_joined(rows: Sequence[BodyRow], labels: int) -> list[BodyRow]:
    """Rows of labels, a single value without label, or below a merged one, put below that above."""
    joined: list[BodyRow] = []
    for row in rows:
        values = {*row.cells[labels + 1 :]} - {""}
        is_rest = (not row.cells[labels] or labels in row.held) and len(values) < 2
        if not (joined and is_rest):
            joined.append(row)
            continue
        above = joined[-1]
        cells, raw = (
            tuple(
                upper if i in row.held or i == labels else join_rows(upper, lower)
                for i, (upper, lower) in enumerate(zip(*texts, strict=True))
            )
            for texts in ((above.cells, row.cells), (above.raw, row.raw))
        )
        joined[-1] = replace(above, cells=cells, raw=raw)
    return joined
