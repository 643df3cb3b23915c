"""Key-value tables: labels in the first column, one measure or several below or beside each other.

Cards beside each other, and cards whose second half is beside the first, are put below each
other before their labels are read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise, starmap, takewhile, zip_longest

from itasearch.domain.headers import Field, header_key, header_matches, sure_header
from itasearch.domain.indicators import named_indicator
from itasearch.domain.loader import Patterns, words
from itasearch.extract.cells import is_mark, label_and_text
from itasearch.extract.extracted import BODY_FIELDS, MEASURE_FIELDS, BodyRow, Header, TableSegment
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS, LEAST_SURE_SCORE, read_header
from itasearch.extract.headers.find import header_rows
from itasearch.extract.mending import Wording, join_cut, join_rows
from itasearch.extract.numbering import leading_number, read_marker, unmarked
from itasearch.extract.tables.headers_and_footers import (
    headers_and_footers,
    signature_lines,
    without_signatures,
)
from itasearch.model.source import Block, Merge, Paragraph, SourceRef, Table
from itasearch.text.thai.normalize import arabic_digits

MOST_RECORD_ROWS = 40  # of one measure in a key-value table: it has some fifteen fields; by hand
_MOST_KEY_VALUE_ROWS = 2_000  # of a key-value table; a longer one of few columns is a list; by hand
_LONGEST_NAME = 200  # code points of a label; a longer cell is a text
_MOST_UNTITLED_COLUMNS = 4  # of a table with its title above; further ones are measures; by hand
_MOST_TURNED_COLUMNS = 60  # columns of a table whose fields are its rows; by hand
_NUMBER_LABEL = "ลำดับที่"
_TITLE_LABEL = "ชื่อมาตรการ"
_COUNTED_TITLES = frozenset({"มาตรการ", "แนวทาง", "กิจกรรม", "โครงการ"})
_patterns = Patterns("reading_patterns")
_COUNTER = re.compile(r"^\W*\d{1,3}(?:\.\d{1,2})?\W*$")
"""A row's number: 3, or 1.3 where the measure's own is before it."""
_BLOCK_WIDTHS = 2, 3  # columns of one of several cards side by side: label, value, a number before
_LEAST_BLOCK_LABELS = 3  # different labels of a card that is beside another one; by hand
_LABELS = frozenset(map(header_key, words("reading_words", "label_headers")))
_VALUES = frozenset(map(header_key, words("reading_words", "value_headers")))
_PHASES = "plan_and_do", "check", "act"
_OF_CYCLE = {header_key(name) for key in _PHASES for name in words("reading_words", key)}
_TITLE_LABELS = frozenset(map(header_key, words("reading_words", "title_labels")))
Cells = tuple[str, ...]


def key_value_segments(table: Table, rows: list[BodyRow]) -> list[TableSegment]:
    """The measures of a key-value table, each turned into a row."""
    filled = [row for row in rows if row.filled]
    first = min((row.filled[0] for row in filled), default=0)
    filled = _beside_labels([_of_columns(row, range(first, len(row.cells))) for row in filled])
    filled = _with_counted_titles(filled)
    body = _below_each_other(list(starmap(_with_title_label, zip_longest(filled, filled[1:]))))
    width = width_of(body)
    if not (2 <= width <= _MOST_TURNED_COLUMNS and 3 <= len(body) <= _MOST_KEY_VALUE_ROWS):
        return []
    cells = [row.cells for row in body]
    first = _label_column(cells[1:]) or _label_column(cells)
    body = [_with_number_label(row, first) for row in body]
    top, *below = [header_key(cell) for cell in body[0].cells[first:] if cell.strip()] or [""]
    # The row only says which column is which: หัวข้อ | รายละเอียด.
    body = body[1:] if top in _LABELS and below and _VALUES.issuperset(below) else body
    starts = _record_starts([row.cells[first] for row in body])
    ends = [*starts[1:], len(body)]
    records = [_record(table, body[a:b], first) for a, b in zip(starts, ends, strict=True)]
    segments = [record for record in records if record is not None]
    sideways = max((_variety(h) for _, h in header_rows([row.cells for row in body])), default=0.0)
    headers = [segment.header for segment in segments if segment.header]
    worst = min(map(_variety, headers), default=0.0)
    titled = width <= _MOST_UNTITLED_COLUMNS or all(h.has(Field.TITLE) for h in headers)
    return segments if len(segments) == len(records) and titled and sideways < worst else []


def _of_columns(row: BodyRow, columns: Sequence[int]) -> BodyRow:
    return replace(
        row,
        cells=tuple(row.cells[i] for i in columns),
        raw=tuple(row.raw[i] for i in columns),
        held=frozenset(index for index, i in enumerate(columns) if i in row.held),
        widened=frozenset(index for index, i in enumerate(columns) if i in row.widened),
    )


def _beside_labels(rows: list[BodyRow]) -> list[BodyRow]:
    """Rows of a form, each value that is below its label put beside it; any other rows as given.

    In a row of labels of different fields each has its values in the row below, or in several: a
    table of steps within the form. A form has such rows of more than one kind, or others that begin
    with a label; in a table they are its header.
    """
    beside: list[BodyRow] = []
    kinds: set[Cells] = set()
    is_titled = False
    index = 0
    while index < len(rows):
        row = rows[index]
        values = _values_below(rows, index)
        labels = {cell for cell in row.cells if cell}
        fields = {match.field for match in map(sure_header, labels) if match}
        is_titled |= bool(kinds) and any(map(_names_title, (own.cells[0] for own in beside)))
        heads_table = len(values) > 1 and ((Field.TITLE in fields and not is_titled) or not kinds)
        is_blank = is_titled and not values and len(labels) > 1 and all(map(names_field, labels))
        # Of steps that are counted a column may only be ticked: "ทำแล้ว".
        numbers = [arabic_digits(own.cells[0]).strip(".") for own in values]
        counts = numbers == [str(n) for n in range(1, len(values) + 1)]
        counts &= is_titled and len(values) > 1 and Field.NUMBER in fields
        named = counts or len(fields) == len(labels)
        if (values or is_blank) and named and not heads_table:
            beside += _labels_beside(row, values)
            kinds.add(row.cells)
            index += 1 + len(values)
            continue
        # A state, too, may be named as a label is, at the beginning of a table's row.
        is_label = sure_header(row.cells[0]) and 2 * len(fields) >= len(labels)
        is_pair = len(labels) == 2 < len(row.cells)  # a label with its value merged behind it
        begins_with_label = is_label or (is_pair and names_field(row.cells[0]))
        number = arabic_digits(row.cells[0])
        counts_measure = _patterns.key_values_counted.match(number) and not _COUNTER.match(number)
        is_title = counts_measure and len(labels) == 2  # "มาตรการที่ 1" beside its title
        if not (row.wide or begins_with_label or is_title):
            return rows
        pairs = [] if row.wide else _pairs(row)
        beside.append(_of_cells(row, pairs[0]) if len(pairs) == 1 else row)
        kinds |= set() if row.wide else {()}
        index += 1
    return beside if len(kinds) > 1 else rows


def _values_below(rows: Sequence[BodyRow], index: int) -> list[BodyRow]:
    """The rows below `index` up to one with a label or a part's heading, or to a merged row that is
    not the first; below a merged label, of merged rows all."""
    below: list[BodyRow] = []
    for row in rows[index + 1 : index + 1 + MOST_RECORD_ROWS]:
        # A step may hold a label's words: "แจ้งผู้รับผิดชอบ".
        first = row.cells[0]
        if (
            names_field(first)
            or _patterns.key_values_part.match(first)
            or any(map(sure_header, row.cells))
            or not without_signatures([row])
        ):
            break
        below.append(row)
    if rows[index].wide and below and below[0].wide:
        return [*takewhile(lambda row: row.wide, below)]
    return below[: next((i for i, row in enumerate(below) if row.wide), len(below)) or 1]


def _labels_beside(row: BodyRow, below: Sequence[BodyRow]) -> Iterator[BodyRow]:
    """A row for each label of a row, with the label's values in the rows below."""
    begins = [i for i, cell in enumerate(row.cells) if cell and cell not in row.cells[:i]]
    blank = ("",) * (len(row.cells) - 2)
    for first, end in pairwise([*begins, len(row.cells)]):
        label = sure_header(row.cells[first])
        # Of several rows the numbers count steps, and ticks say which are done.
        own = [cell for values in below for cell in values.cells[first:end] if cell]
        counts = label is not None and label.field is Field.NUMBER
        if len(below) > 1 and (counts or all(map(is_mark, own))):
            continue
        texts, raw = (
            "\n".join(filter(None, dict.fromkeys(chain.from_iterable(values))))
            for values in (
                [own.cells[first:end] for own in below],
                [own.raw[first:end] for own in below],
            )
        )
        cells = row.cells[first], texts, *blank
        yield BodyRow(cells=cells, raw=(row.raw[first], raw, *blank), source=row.source)


def _below_each_other(rows: list[BodyRow]) -> list[BodyRow]:
    """Rows of cards beside each other, the cards put below each other; any other rows as given.

    The cards have the same labels, or are parts of one whose labels all name fields.
    """
    width = width_of(rows)
    for size in _BLOCK_WIDTHS:
        if width < 2 * size or width % size or len(rows) < _LEAST_BLOCK_LABELS:
            continue
        blocks = [
            [replace(_of_columns(row, range(left, left + size)), wide=False) for row in rows]
            for left in range(0, width, size)
        ]
        first = _label_column([row.cells for row in blocks[0]]) if size > 2 else size - 2
        keys = [[_label_key(row.cells[first]) for row in block] for block in blocks]
        if len({*keys[0]}) < _LEAST_BLOCK_LABELS:
            continue
        same = zip(*keys, strict=True)
        if all(key in ("", own) for own, *others in same for key in others):
            starts = [*_record_starts([row.cells[first] for row in blocks[0]]), len(rows)]
            cards = (block[a:b] for a, b in pairwise(starts) for block in blocks)
            return [row for card in cards for row in card if any(row.cells)]
    return _with_pairs_apart(rows)


def _with_pairs_apart(rows: list[BodyRow]) -> list[BodyRow]:
    """Rows of a form, each pair of label and value of a row as a row of its own.

    In rows of several pairs half of the labels name fields, the first ones and the others, and no
    value does; any other rows as given.
    """
    pairs = [[] if row.wide else _pairs(row) for row in rows]
    several = [(row, own) for row, own in zip(rows, pairs, strict=True) if len(own) > 1]
    first = [row.cells[own[0][0]] for row, own in several]
    others = [row.cells[label] for row, own in several for label, _ in own[1:]]
    values = {row.cells[value] for row, own in several for _, value in own}
    named = all(2 * sum(map(names_field, own)) >= len(own) for own in (first, others))
    if not several or not named or any(map(sure_header, values)):
        return rows
    return [
        made
        for row, own in zip(rows, pairs, strict=True)
        for made in ([_of_cells(row, pair) for pair in own] or [row])
    ]


def _pairs(row: BodyRow) -> list[tuple[int, int]]:
    """Columns of label and value in a row; cells alike are one merged cell, a blank one a value."""
    starts = [i for i, cell in enumerate(row.cells) if not i or cell != row.cells[i - 1]]
    starts = starts[: len(starts) - (len(starts) % 2 and not row.cells[starts[-1]])]
    counted = zip(starts[::3], starts[1::3], starts[2::3], strict=False)
    if len(starts) % 3 == 0 and all(
        _COUNTER.match(arabic_digits(row.cells[number])) and names_field(row.cells[label])
        for number, label, _ in counted
    ):
        starts = [i for index, i in enumerate(starts) if index % 3]
    # The rest of a merged value that a page end cut has no label.
    even = len(starts) == 2 or (len(starts) % 2 == 0 and all(row.cells[i] for i in starts[::2]))
    return list(zip(starts[::2], starts[1::2], strict=True)) if even else []


def _of_cells(row: BodyRow, columns: Sequence[int]) -> BodyRow:
    """A row of the cells of some columns, as wide as it was."""
    blank = ("",) * (len(row.cells) - len(columns))
    cells, raw = ((*(texts[i] for i in columns), *blank) for texts in (row.cells, row.raw))
    return BodyRow(cells=cells, raw=raw, source=row.source)


def names_field(label: str) -> bool:
    """Whether a text is like a name of a field, and no weak one."""
    best = next(iter(header_matches(label)), None)
    return best is not None and best.strength == 1 and best.score >= LEAST_NAME_LIKENESS


def _names_title(label: str) -> bool:
    best = sure_header(label)
    return best is not None and best.field is Field.TITLE and best.strength == 1


def _label_key(label: str) -> str:
    return re.sub(r"\d+", "", arabic_digits(header_key(label)))


def _variety(header: Header) -> float:
    """The sum of scores of a header's fields, each once: a row of equal values is no header."""
    return sum(max(c.score for c in header.all(field)) for field in header.fields)


def _record(table: Table, body: list[BodyRow], first: int) -> TableSegment | None:
    """One measure from its rows of label and value; None when the labels are no headers."""
    body = [*body[:1], *(row for above in body[1:] if (row := _with_label(above)))]
    body = _with_more_lines(list(without_signatures(body)), first)
    numbers = {row.cells[0] for row in body if first} - {""}
    if len(numbers) == 1 < len(body):  # beside all labels of a measure
        own = [*numbers, _NUMBER_LABEL, *numbers, *("",) * len(body[0].cells)]
        cells = tuple(own[: len(body[0].cells)])
        body.append(replace(body[0], cells=cells, raw=cells, held=frozenset()))
    if not 1 <= len(body) <= MOST_RECORD_ROWS:
        return None
    # A table of scores has the indicators' names there.
    if 2 * sum(named_indicator(row.cells[first]) is not None for row in body) > len(body):
        return None
    turned = list(zip(*(row.cells[first:] for row in body), strict=True))
    # "การวางแผน", "ลงมือทำ", "ขั้นปรับปรุง" are the titles of a plan's rows.
    if len(_OF_CYCLE.intersection(map(header_key, turned[0]))) > 1:
        return None
    # A first label over several rows, as งบประมาณ over ตั้งไว้ and ใช้จริง, is a parent.
    has_parents = any(first in row.held or not row.cells[first] for row in body)
    heads = tuple(turned[0])
    header = read_header([heads, *turned[1 : 1 + has_parents]], 0)
    if header is None or len(header.fields) < 3:
        return None
    # A form's name above its labels, in a cell merged over both columns.
    if body[0].wide and header.columns[0].field is None and header.has(Field.TITLE):
        return _record(table, body[1:], first)
    # Half of the labels are names of fields and no mere likenesses: items of a list are none.
    # "ทำแล้วได้อะไร" is a weak name of the results.
    sure = [
        c.score >= (LEAST_SURE_SCORE if c.field is Field.RESULTS else LEAST_NAME_LIKENESS)
        for c in header.named
    ]
    if 2 * sum(sure) < len(sure):
        return None
    raw = list(zip(*(row.raw[first:] for row in body), strict=True))
    pairs = zip(header.columns, heads, turned[0], strict=True)
    columns = (replace(c, header=own) if own != name else c for c, name, own in pairs)
    return TableSegment(
        header=replace(header, depth=0, columns=tuple(columns)),
        rows=tuple(
            BodyRow(cells=tuple(cells), raw=tuple(raw[i]), source=body[0].source)
            for i, cells in enumerate(turned)
            if i >= header.depth and any(cells)
        ),
        source=table.source,
        merged=True,
        key_value=True,
    )


def _with_more_lines(rows: list[BodyRow], first: int) -> list[BodyRow]:
    """Rows of label and value, a value without label, of a merged one or of one that comes again
    ("ขั้นตอนที่ 1", "ขั้นตอนที่ 2") put below that above it.

    Without the last ones if they have no label and are dates: "ข้อมูล ณ วันที่ …".
    """
    while (
        rows and not rows[-1].cells[first] and _patterns.key_values_dated.match(rows[-1].cells[-1])
    ):
        rows.pop()
    whole: list[BodyRow] = []
    for row in _in_two_columns(rows, first):
        label, *values = row.cells[first:]
        is_open = len({*values} - {""}) < 2 if not label or first in row.held else None
        if not whole or not (_is_again(whole[-1], row, first) if is_open is None else is_open):
            whole.append(row)
            continue
        above = whole[-1]
        cells, raw = (
            tuple(
                upper if i in row.held or i == first else join_rows(upper, lower)
                for i, (upper, lower) in enumerate(zip(*pair, strict=True))
            )
            for pair in ((above.cells, row.cells), (above.raw, row.raw))
        )
        whole[-1] = replace(above, cells=cells, raw=raw)
    return whole


def _is_again(above: BodyRow, row: BodyRow, first: int) -> bool:
    """Whether a field's label is the one above it, or that of a further step."""
    named = sure_header(re.sub(r"(?:ที่)?[\W\d]*$", "", row.cells[first][:_LONGEST_NAME]))
    if named is None or named.strength < 1:
        return False
    key = _label_key if named.field is Field.STEPS else header_key
    return key(above.cells[first]) == key(row.cells[first])


def _in_two_columns(rows: list[BodyRow], first: int) -> list[BodyRow]:
    """Rows of a form, the cells of a step beside its number or time as one; others as given.

    Its title is one cell, and there are several in a row without label.
    """
    values = [[*dict.fromkeys(filter(None, row.cells[first + 1 :]))] for row in rows]
    pairs = [*zip(rows, values, strict=True)]
    titles = [len(own) for row, own in pairs if _names_title(row.cells[first])]
    if {*titles} != {1} or all(row.cells[first] or len(own) < 2 for row, own in pairs):
        return rows
    made = []
    for row, own in pairs:
        is_head = len(own) > 1 and all(map(sure_header, own))
        dot = "." * (len(own) > 1 and own[0].isdecimal())
        text = "" if is_head or not own else " ".join([own[0] + dot, *own[1:]])
        cells = (*row.cells[: first + 1], text)
        made.append(replace(row, cells=cells, raw=cells, held=row.held - {first + 1}))
    return made


def _with_label(row: BodyRow) -> BodyRow | None:
    """A row; one merged over all columns as label and text, None where it begins with no label."""
    labelled = label_and_text(row.cells[0]) if row.wide else None
    if not row.wide or labelled is None:
        return None if row.wide else row
    label = re.split("[:：]", row.cells[0])[0]
    cells = (label, labelled[1], *("",) * (len(row.cells) - 2))
    return replace(row, cells=cells, raw=cells, wide=False)


def _label_column(rows: Sequence[Cells]) -> int:
    counted = all(_COUNTER.match(arabic_digits(row[0])) for row in rows if row[0].strip())
    return 1 if counted and len(rows[0]) > 2 and any(row[0].strip() for row in rows) else 0


def _with_number_label(row: BodyRow, first: int) -> BodyRow:
    """A row "หัวข้อ | มาตรการที่ 1 | มาตรการที่ 2" as one of numbers; any other as it is."""
    values = [
        _patterns.key_values_counted.match(arabic_digits(cell))
        for cell in row.cells[first + 1 :]
        if cell
    ]
    label = row.cells[first]
    named = any(match.field is Field.NUMBER for match in header_matches(label)[:1])
    is_head = not label or header_key(label) in _LABELS | _VALUES | _TITLE_LABELS
    if len(values) < 2 or not all(values) or named or not is_head:
        return row
    numbers = (match["number"] if match else "" for match in values)
    cells = (next(numbers) if cell else "" for cell in row.cells[first + 1 :])
    return replace(row, cells=(*row.cells[:first], _NUMBER_LABEL, *cells))


def _with_counted_titles(rows: list[BodyRow]) -> list[BodyRow]:
    """Rows, "มาตรการที่ 1 | ชื่อ" that begins each card, above its steps, as "มาตรการที่ 1 ชื่อ" merged."""
    labels = [row.cells[0] for row in rows]
    named = [best.field if (best := sure_header(label)) else None for label in labels]
    end = next((i for i, own in enumerate(named) if own in {Field.TITLE, Field.STEPS}), len(rows))
    kind = next((_label_key(labels[i]) for i in range(end) if _counted_title(rows[i])), None)
    if kind is None or any(map(_names_title, labels)):
        return rows
    made = [*rows]
    for index, (label, below) in enumerate(pairwise(labels)):
        text = _counted_title(rows[index]) if _label_key(label) == kind else ""
        if text and _label_key(below) != kind:
            cells = (text,) * len(rows[index].cells)
            made[index] = replace(rows[index], cells=cells, raw=cells, wide=True)
    return made


def _counted_title(row: BodyRow) -> str:
    """The number and the title of a row "มาตรการที่ 1 | ชื่อ"; "" for any other row."""
    label, *texts = dict.fromkeys(filter(None, row.cells))
    counts = [_patterns.key_values_counted.match(arabic_digits(text)) for text in (label, *texts)]
    if row.wide or not row.cells[0] or len(texts) != 1 or not counts[0] or counts[1]:
        return ""
    number = counts[0]["number"]
    title = unmarked(texts[0]) if leading_number(texts[0]) == number else texts[0]
    return f"มาตรการที่ {number} {title}"


def _with_title_label(row: BodyRow, below: BodyRow | None) -> BodyRow:
    """A merged row "มาตรการที่ 1 : ชื่อ" above a card as one of label and title.

    Any number will do directly above a label and its value.
    """
    marker = read_marker(row.cells[0]) if row.wide and len(row.cells) > 1 else None
    if not marker or not marker.number or not row.cells[0][marker.end :].strip():
        return row
    above_label = below is not None and not below.wide and names_field(below.cells[0])
    above_value = below is not None and not names_field(below.cells[1])
    if marker.style not in _COUNTED_TITLES and not (above_label and above_value):
        return row
    blank = ("",) * (len(row.cells) - 2)
    cells = (_TITLE_LABEL, row.cells[0], *blank)
    return replace(row, cells=cells, raw=(_TITLE_LABEL, row.raw[0], *blank), wide=False)


def _record_starts(labels: Sequence[str]) -> list[int]:
    """Where each record of a column of labels begins: at every row labelled as the first is."""
    keys = [_label_key(label) for label in labels]
    return [index for index, key in enumerate(keys) if key == keys[0]] if keys[0] else [0]


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
    own = [i for i, column in enumerate(texts) if not set() < column - {""} <= {":", "："}]
    return [_of_columns(row, own) for row in rows] if len(own) < len(texts) else rows


def width_of(rows: Sequence[BodyRow]) -> int:
    """Columns up to the last one that any row fills."""
    return max((max((*row.filled, *row.held)) + 1 for row in rows), default=0)


# Tables that empty rows or pages have cut, and measures beside each other in one table.
_MOST_ROWS_ABOVE = 12  # titles and groups above headers that number measures; by hand


def with_halves_apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, measures that the headers of a table number each as a table of its own, and so two
    tables beside each other."""
    return tuple(
        half for b in blocks for half in ((_halves(b) or [b]) if isinstance(b, Table) else (b,))
    )


def _halves(table: Table) -> list[Table]:
    """A table for each measure that the headers of a row number, with the columns before them.

    "กอง", "มาตรการที่ 1 : ชื่อ", "มาตรการที่ 1 : ผล", "มาตรการที่ 2 : ชื่อ", …; or of two with titles
    called alike, as of a plan and of its results. [] of any other table.
    """
    for top, row in enumerate(table.rows[:_MOST_ROWS_ABOVE]):
        matches = [_patterns.of_measure.search(cell) for cell in row]
        numbers: list[str] = []
        for counted in matches:
            numbers.append(counted["number"] if counted else "".join(numbers[-1:]))
        bare = [_patterns.of_measure.sub("", cell).strip(" :：-–—") for cell in row]
        names = tuple(
            _TITLE_LABEL if match and name in ("", "ชื่อ") else name
            for match, name in zip(matches, bare, strict=True)
        )
        shared, *halves = (
            [i for i, other in enumerate(numbers) if other == number]
            for number in dict.fromkeys(("", *numbers))
        )
        heads = {tuple(header_key(names[i]) for i in half) for half in halves}
        fields = [best.field if (best := sure_header(name)) else None for name in names]
        if len(halves) > len(heads) == 1 and Field.TITLE in fields and BODY_FIELDS & {*fields}:
            whole = replace(table, rows=(*table.rows[:top], names, *table.rows[top + 1 :]))
            return [_half(whole, shared, half, top) for half in halves]
        titles = [i for i, name in enumerate(names) if _names_title(name)]
        if len(titles) == 2 and len({header_key(names[i]) for i in titles}) == 1:
            first, second = titles
            begin = second - (fields[second - 1] is Field.NUMBER)
            # Without numbers they have what is before the row's title, and that for a blank one.
            before = range(first if begin == second else 0)
            if all(BODY_FIELDS & {*own} for own in (fields[:begin], fields[begin:])):
                rows = (
                    (*row[:second], row[second] or row[first], *row[second + 1 :])
                    if any(row[begin:]) and any(row[: len(before)])
                    else row
                    for row in table.rows
                )
                named = replace(table, rows=tuple(rows))
                own = _half(named, before, range(begin, len(row)), top)
                return [_half(table, (), range(begin), top), own]
    return []


def _half(table: Table, shared: Sequence[int], own: Sequence[int], top: int) -> Table:
    """Columns of a table, in the rows down to `top` and those with text in its `own` columns."""
    rows = [i for i, row in enumerate(table.rows) if i <= top or any(row[n] for n in own)]
    return replace(
        table,
        rows=tuple(tuple(table.rows[i][n] for n in (*shared, *own)) for i in rows),
        row_sources=tuple(table.row_sources[i] for i in rows),
        merges=(),
    )


def with_whole_sheets(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, sheets that are forms of measures made one table each, lines among their rows.

    In a form a row of one text may be a label above its value, or that value.
    """
    sheets = groupby(blocks, key=lambda block: block.source.sheet)
    return tuple(chain.from_iterable(_as_one_form([*sheet]) for _, sheet in sheets))


def _as_one_form(sheet: Sequence[Block]) -> Sequence[Block]:
    end = len(sheet)
    while end and _is_below_form(sheet[end - 1]):
        end -= 1
    lines = [block for block in sheet[:end] if not isinstance(block, Table)]
    if not lines or not all(line.source.row_number for line in lines):
        return sheet
    own = [b.rows[0][:2] if isinstance(b, Table) else _label_beside(b.text)[:1] for b in sheet]
    start = next((i for i, texts in enumerate(own[:end]) if any(map(_is_label, texts))), end)
    height = sum(len(block.rows) for block in sheet[start:end] if isinstance(block, Table))
    if start == end or height > _MOST_KEY_VALUE_ROWS:
        return sheet
    table = _of_rows(sheet[start:end])
    headers = [record.header for record in key_value_segments(table, body_rows(table, Wording()))]
    titles = sum(_names_title(row[0]) for row in table.rows)
    is_form = len(headers) >= max(titles, 1) and all(h and h.has(Field.TITLE) for h in headers)
    return [*sheet[:start], table, *sheet[end:]] if is_form else sheet


def _is_below_form(block: Block) -> bool:
    if isinstance(block, Table):
        last = replace(block, rows=block.rows[:MOST_RECORD_ROWS], merges=())
        return not without_signatures(body_rows(last, Wording()))
    is_running = isinstance(block, Paragraph) and block.running
    return is_running or bool(signature_lines([block.text]))


def _is_label(text: str) -> bool:
    """Whether a text names a measure's field; "มาตรการส่งเสริม…" may be the document's title."""
    best = sure_header(text)
    if best is None or best.field not in (Field.NUMBER, Field.INDICATOR, *MEASURE_FIELDS):
        return best is not None and header_key(text) in _TITLE_LABELS
    return best.strength == 1


def _label_beside(line: str) -> Cells:
    """A line "label: text" or "label text" as two cells; any other as one."""
    has_colon = label_and_text(line) is not None
    label, text = map(
        str.strip, (*re.split("[:：]" if has_colon else r"\s", line, maxsplit=1), "")[:2]
    )
    is_label = _is_label(label) and (has_colon or header_key(label) not in _COUNTED_TITLES)
    return (label, text) if text and not text.isdecimal() and is_label else (line,)


def _of_rows(blocks: Sequence[Block]) -> Table:
    """Blocks of a sheet as one table; the lines of a row are a merged cell over all its columns.

    Above the first table a row's label and its text may be one line.
    """
    width = max([3, *(len(block.rows[0]) for block in blocks if isinstance(block, Table))])
    rows: dict[SourceRef, Cells] = {}
    merges: list[Merge] = []
    is_above = True
    for source, group in groupby(blocks, key=lambda block: block.source):
        first, *others = group
        if isinstance(first, Table):
            down, is_above = len(rows), False
            moved = ((m, m.first_row + down, m.last_row + down) for m in first.merges)
            merges += (replace(m, first_row=top, last_row=last) for m, top, last in moved)
            padded = ((*row, *row[-1:] * (width - len(row))) for row in first.rows)
            rows |= zip(first.row_sources, padded, strict=True)
        else:
            lines = (block.text for block in (first, *others) if not isinstance(block, Table))
            text = "\n".join(lines)
            label, *texts = _label_beside(text) if is_above else (text,)
            rows[source] = (label, *[*texts, label][:1] * (width - 1))
    sources = tuple(rows)
    return Table(
        rows=tuple(rows.values()),
        row_sources=sources,
        source=replace(sources[0], row_number=None, table_number=1),
        merges=tuple(merges),
    )


def with_whole_key_values(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, a key-value table that empty rows or a page end have cut made whole.

    Parts that are whole by themselves, such as cards below each other, stay so. Page numbers and
    running heads come between two parts.
    """
    aside = headers_and_footers(blocks)
    groups: list[list[int]] = [[]]
    for index, block in enumerate(blocks):
        if index not in aside:
            if not _is_rest([blocks[i] for i in groups[-1]], block):
                groups.append([])
            groups[-1].append(index)
    whole: dict[int, Block | None] = {}
    for first, *others in filter(None, groups):
        tables = [b for i in (first, *others) if isinstance(b := blocks[i], Table)]
        if others and _is_key_value(table := _below_each_other_as_one(tables)):
            whole |= {first: table} | dict.fromkeys(others)
    made = (whole.get(index, block) for index, block in enumerate(blocks))
    return tuple(block for block in made if block is not None)


def _is_rest(parts: Sequence[Block], block: Block) -> bool:
    """Whether a table continues the key-value table that those above it are or may become.

    One with a title, or labelled first as the first of them, begins a measure. Its first rows may
    repeat those of the first table, as a page's headers do.
    """
    tables = [part for part in parts if isinstance(part, Table)]
    if not tables or not isinstance(block, Table) or not _is_below(tables[-1], block):
        return False
    if sum(len(table.rows) for table in tables) >= MOST_RECORD_ROWS or _is_below_form(block):
        return False
    rest = _below_repeated(tables[0], block)
    if not rest.rows or _label_key(tables[0].rows[0][0]) == _label_key(rest.rows[0][0]):
        return False
    records = key_value_segments(rest, body_rows(rest, Wording()))
    titles = [record.header.first(Field.TITLE) for record in records if record.header]
    # "ข้อเสนอแนะ" may be a title only where nothing else is.
    begins = any(title and title.score >= LEAST_SURE_SCORE for title in titles)
    joins = _is_key_value(_below_each_other_as_one([*tables, block]))
    if rest is not block or _is_key_value(_below_each_other_as_one(tables)):
        return joins and not begins
    return joins or not begins


def _below_each_other_as_one(tables: Sequence[Table]) -> Table:
    """Tables as one; below a page end a row without label continues the row above it."""
    width = max(len(row) for table in tables for row in table.rows)
    rows: list[Cells] = []
    sources: list[SourceRef] = []
    for table in (tables[0], *(_below_repeated(tables[0], table) for table in tables[1:])):
        page = table.source.page_number
        for index, (row, source) in enumerate(zip(table.rows, table.row_sources, strict=True)):
            cells = (*row, *row[-1:] * (width - len(row)))
            is_cut = index == 0 and bool(sources) and not cells[0].strip()
            if is_cut and page is not None:
                is_cut = sources[-1].page_number != page
            elif is_cut:  # a row that is a table of its own has a label in another column
                is_cut = len(table.rows) > 1 and not any(map(names_field, filter(None, cells)))
            if is_cut:
                cut = zip(rows[-1], cells, strict=True)
                rows[-1] = tuple(join_cut(above, rest, paged=True) for above, rest in cut)
                continue
            rows.append(cells)
            sources.append(source)
    return replace(tables[0], rows=tuple(rows), row_sources=tuple(sources))


def _below_repeated(first: Table, table: Table) -> Table:
    """A table without the first rows that it has in common with `first`.

    As given where `first` has a label, too, of the rows below them: each is of another measure.
    """
    same = [*takewhile(lambda pair: pair[0] == pair[1], zip(first.rows, table.rows, strict=False))]
    count = len(same)
    labels = ({header_key(row[0]) for row in own.rows[count:]} - {""} for own in (first, table))
    if not count or not {*next(labels)}.isdisjoint(next(labels)):
        return table
    return replace(table, rows=table.rows[count:], row_sources=table.row_sources[count:], merges=())


def _is_below(upper: Table, lower: Table) -> bool:
    """Whether two tables are as wide, in one sheet or with no page between them.

    Where a page may end a label and its merged value are two columns, whatever the other side has.
    """
    if not (upper.rows and lower.rows):
        return False
    above, below = upper.source, lower.source
    pages = (below.page_number or 1) - (above.page_number or 0)
    widths = len(upper.rows[0]), len(lower.rows[0])
    labelled = next((row for row in lower.rows if row[0].strip()), lower.rows[0])
    merged = pages == 1 and min(widths) == 2 and all(map(names_field, labelled[::2]))
    same_width = merged or widths[0] == widths[1]
    return same_width and above.sheet == below.sheet and pages <= 1


def _is_key_value(table: Table) -> bool:
    return bool(key_value_segments(table, body_rows(table, Wording())))
