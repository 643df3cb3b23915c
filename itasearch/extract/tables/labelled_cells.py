"""Tables with a row, a box or a line for each field of a measure, made ones with a column for each.

Below "ผลการดำเนินงาน / ผลลัพธ์ / ปัญหา" a cell may have lines "ผู้รับผิดชอบ: …", "ผลลัพธ์: …" and
"ปัญหา: …".
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from itasearch.domain.headers import Field, sure_header
from itasearch.domain.loader import Patterns
from itasearch.domain.organisations import TOWN_NAME
from itasearch.extract.cells import label_and_text
from itasearch.extract.extracted import (
    MEASURE_FIELDS,
    BodyRow,
    Column,
    Header,
    SegmentPart,
    title_of,
)
from itasearch.extract.numbering import bare_number
from itasearch.extract.tables.key_values import names_field
from itasearch.extract.tables.segments import padded, widened
from itasearch.model.source import Block, SourceRef, Table

_FIELDS = frozenset(MEASURE_FIELDS) - {Field.EVIDENCE}  # a remark may be about the cell
_NAMED = _FIELDS | {Field.INDICATOR}
_MOST_NAMES = 30  # different labels of a column that names fields; a longer one lists; by hand
_LEAST_LABELS = 2  # of a cell's lines
_patterns = Patterns("reading_patterns")
_Texts = Mapping[Field, str]


def with_named_rows(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """`blocks`, tables with a row, or a box, for each field of a measure made ones with one row.

    A column names the fields ("ระยะเวลา", "ผลการดำเนินการ"), and the next one has them, or one for
    each town; a column of numbers between only counts the steps. What is before the names is of the
    measure: its title, its number or code, its owner; so are the columns behind the texts.
    """
    return tuple(
        (_by_measure(b) or _of_boxes(b) or b) if isinstance(b, Table) else b for b in blocks
    )


def _of_boxes(table: Table) -> Table | None:
    """A table of boxes, "ช่อง B ระยะเวลา" above the text of each, as one of labels and values.

    None where, in the first rows or in all, fewer than two of three boxes have a field's name.
    """
    above, names_of_fields = tuple[str, ...](), 0
    boxes, sources = list[tuple[str, str]](), list[SourceRef]()
    for row, source in zip(table.rows, table.row_sources, strict=True):
        for cell in dict.fromkeys(cell for cell in row if cell.strip() and cell not in above):
            label, _, text = _patterns.box_number.sub("", cell.strip()).partition("\n")
            names_of_fields += names_field(label)
            boxes.append((label, text))
            sources.append(source)
        above = row
        if 3 * names_of_fields < 2 * len(boxes):
            return None
    is_form = len(table.rows) > 1 and 3 * sum(bool(it) for _, it in boxes) > 2 * len(boxes)
    made = replace(table, rows=tuple(boxes), row_sources=tuple(sources), merges=())
    return made if is_form else None


def _by_measure(table: Table) -> Table | None:
    rows = [row for row in table.rows if len({*row}) > 1]
    for names in range(len(rows[0]) - 1 if rows else 0):
        labels = [row[names].strip() for row in rows]
        if not 1 < len({*labels}) <= _MOST_NAMES:
            continue
        fields = {label: _field(label) for label in {*labels}}
        head, *counts = Counter(filter(None, labels)).values()
        # "ที่ | มาตรการ | ประเด็น": the head may itself name a field.
        is_head = rows[0][:names] != rows[1][:names] and head == 1 < max(counts, default=0)
        top = next((i for i, label in enumerate(labels) if fields[label] and i >= is_head), 0)
        own = [fields[label] for label in labels[top:] if label]
        if 3 * own.count(None) < len(own) and len({*own} & _NAMED) > 1:
            has_title = top and Field.TITLE in {*own, *map(_field, rows[top - 1][:names])}
            start = table.rows.index(rows[top])
            return _pivoted(table, names, start, fields) if has_title else None
    return None


def _field(text: str) -> Field | None:
    best = sure_header(text)
    return best.field if best and best.strength == 1 else None


def _pivoted(
    table: Table, names: int, top: int, fields: Mapping[str, Field | None]
) -> Table | None:
    """The fields that a column names, from row `top` on, as columns; None with nothing before."""
    heads, rows = table.rows[top - 1], [[*map(str.strip, row)] for row in table.rows[top:]]
    columns = zip(*(row for row in rows if len({*row}) > 1), strict=True)
    texts = [[*filter(None, column)] for column in columns]
    # What differs from row to row counts them.
    keys = [i for i in range(names) if any(a[i] == b[i] or not b[i] for a, b in pairwise(rows))]
    counts = [all(bare_number(t).isdecimal() for t in own) for own in texts]  # blank columns, too
    beside = [i for i in range(names + 1, len(heads)) if not counts[i]]
    towns = all(re.search(TOWN_NAME, heads[i]) for i in beside)
    if not keys or not beside:
        return None
    behind = [] if towns else [*range(beside[0] + 1, len(heads))]
    beside = beside if towns else beside[:1]
    places = [(label, i) for label in dict.fromkeys(texts[names]) for i in beside]
    head = [heads[i] for i in keys]
    made: list[Sequence[str]] = [
        (*head, *(label for label, _ in places), *(heads[i] for i in behind))
    ]
    made += [(*head, *(heads[i] for _, i in places))] if towns else []
    sources = [table.row_sources[top - 1]] * len(made)
    begun: dict[tuple[str, ...], int] = {}
    above, label = [""] * len(heads), ""
    for row, source in zip(rows, table.row_sources[top:], strict=True):
        if tuple(row) == heads:  # again, on the next page
            continue
        if len({*row}) == 1 or not any(row[i] for i in (names, *beside, *behind)):
            made.append([" ".join(dict.fromkeys(filter(None, row)))] * len(made[0]))
            sources.append(source)
            continue
        above = [text or upper for text, upper in zip(row, above, strict=True)]
        key = tuple(above[i] for i in keys)
        # Numbers may begin anew.
        is_title = fields.get(row[names]) is Field.TITLE and label != row[names]
        label = row[names] or label
        at = len(keys) + places.index((label, beside[0]))
        if key not in begun or (is_title and made[begun[key]][at]):
            begun[key] = len(made)
            made.append([*key, *[""] * len(places + behind)])
            sources.append(source)
        measure = [*made[begun[key]]]
        for column, i in enumerate(beside, start=at):
            measure[column] = f"{measure[column]}\n{row[i]}".strip()
        for column, i in enumerate(behind, start=len(keys + places)):
            if f"\n{row[i]}\n" not in f"\n{measure[column]}\n":
                measure[column] = f"{measure[column]}\n{row[i]}".strip()
        made[begun[key]] = measure
    upper = table.rows[: top - 1 - towns]
    titles = [[" ".join(dict.fromkeys(filter(None, row)))] * len(made[0]) for row in upper]
    sources[:0] = table.row_sources[: len(upper)]
    return replace(
        table, rows=tuple(map(tuple, (*titles, *made))), row_sources=tuple(sources), merges=()
    )


def with_labelled_cells(parts: Sequence[SegmentPart]) -> list[SegmentPart]:
    """`parts`, what most cells of a column label line by line, and no column has, as columns."""
    parted = list(parts)
    for header in {_names(part.header): part.header for part in parts}.values():
        alike = [i for i, part in enumerate(parts) if _names(part.header) == _names(header)]
        for column in header.columns:
            rows = [row for i in alike for row in parted[i].segment.rows if not row.wide]
            texts = _labelled(rows, column, header)
            fields = dict.fromkeys(field for own in texts.values() for field in own)
            new = [field for field in fields if field is not column.field]
            # "ระยะเวลา: ตุลาคม" beside the table's own column of times is of a step.
            if new and header.fields.isdisjoint(new):
                for i in alike:
                    parted[i] = _with_columns(parted[i], column, texts, new)
                break
    return parted


def _names(header: Header) -> tuple[object, ...]:
    return tuple((column.header, column.field) for column in header.columns)


def _labelled(rows: Sequence[BodyRow], column: Column, header: Header) -> Mapping[int, _Texts]:
    """The texts by field of each row, by its identity; {} where most cells are not labelled."""
    filled = [row for row in rows if row.text(column)]
    texts: dict[int, _Texts] = {}
    for above, row in zip([None, *filled], filled, strict=False):
        # A page's end may have cut the text of a label.
        is_rest = not title_of(row, header) and above is not None
        cut = next(reversed([*texts.get(id(above), {})]), None) if is_rest else None
        if own := _fields_in(row.text(column), cut):
            texts[id(row)] = own
    is_labelled = column.field in _FIELDS | {None} and 2 * len(texts) > len(filled) > 1
    return texts if is_labelled else {}


def _fields_in(cell: str, field: Field | None) -> _Texts:
    """The texts of a cell whose first line and others each name another field; else {}.

    `field`: what a cell begins with that continues another.
    """
    texts: dict[Field, str] = {field: ""} if field else {}
    least = 1 if field else _LEAST_LABELS
    for line in cell.split("\n"):
        labelled = label_and_text(line)
        if labelled is not None and labelled[0] in _FIELDS:
            if texts.get(labelled[0]):
                return {}
            field, texts[labelled[0]] = labelled
        elif field is None:
            return {}
        else:
            texts[field] = f"{texts[field]}\n{line}".strip()
    return texts if len(texts) >= least else {}


def _with_columns(
    part: SegmentPart, column: Column, texts: Mapping[int, _Texts], fields: list[Field]
) -> SegmentPart:
    """`part`, its column without `fields`, which are columns more."""
    width = len(part.header.columns)
    rows: list[BodyRow] = []
    for row in part.segment.rows:
        if own := texts.get(id(row)):
            left = own.get(column.field, "") if column.field else ""
            cells = (*row.cells[: column.index], left, *row.cells[column.index + 1 :])
            row = replace(row, cells=padded(cells, width, *(own.get(f, "") for f in fields)))
        rows.append(row)
    header = widened(part.header, width, *fields)
    return replace(part, segment=replace(part.segment, rows=tuple(rows)), header=header)
