"""Tables with a row, a box or a line for each field of a measure, made ones with a column for each.

Below "ผลการดำเนินงาน / ผลลัพธ์ / ปัญหา" a cell may have lines "ผู้รับผิดชอบ: …", "ผลลัพธ์ …" and
"ปัญหา", labels where several rows have them: a step, too, may begin with the name of a field.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from itasearch.domain.headers import Field, header_matches, named_field, sure_header
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
_LEAST_ROWS = 2  # with a field's label
_WORD = re.compile(r"(?P<label>\S{4,40})\s+(?P<text>\S.*)", re.DOTALL)
_patterns = Patterns("reading_patterns")
_Texts = Mapping[Field | None, str]
"""Texts of a cell by field; of None what is above its first label."""


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
    """`parts`, a field that the cells of a column label, and that has no column, as a column."""
    parted = list(parts)
    for names in {_names(part.header): None for part in parts}:
        alike = [index for index, part in enumerate(parts) if _names(part.header) == names]
        header = parts[alike[0]].header
        for column in header.columns:
            rows = [row for index in alike for row in parted[index].segment.rows if not row.wide]
            if column.field in _FIELDS | {None} and (texts := _parted(rows, column, header)):
                for index in alike:
                    parted[index] = _with_columns(parted[index], column, texts)
    return parted


def _names(header: Header) -> tuple[object, ...]:
    return tuple((column.header, column.field) for column in header.columns)


def _parted(rows: Sequence[BodyRow], column: Column, header: Header) -> Mapping[int, _Texts]:
    """The texts by field of each row, by its identity; {} where the cells are not labelled."""
    filled = [row for row in rows if row.text(column)]
    lines = [row.text(column).split("\n") for row in filled]
    words = Counter(word for own in lines for word in {_label(line)[1] for line in own} - {""})
    again = {word for word, count in words.items() if count >= _LEAST_ROWS}
    named_above = {match.field for match in header_matches(column.header)}
    texts: dict[int, _Texts] = {}
    labelled = 0
    field: Field | None = None
    for row, own in zip(filled, lines, strict=True):
        # A page end may have cut the text of a label.
        field = None if title_of(row, header) else field
        begins = field is None
        by_field: dict[Field | None, str] = {}
        for line in own:
            named, word, rest = _label(line)
            if named is not None and word in again:
                sure = ":" in word or named in named_above or None not in by_field or not begins
                if named in by_field or not sure:
                    return {}
                field, line = named, rest
            by_field[field] = f"{by_field.get(field, '')}\n{line}".strip()
        # "รายงานผล ต่อสภา" alone is a step.
        if begins and len(by_field) == 1 and field not in named_above and ":" not in own[0]:
            by_field = {None: row.text(column)}
        labelled += len(by_field.keys() - {None}) > 0
        texts[id(row)] = by_field
    fields = {field for by_field in texts.values() for field, text in by_field.items() if text}
    new = fields - {None, column.field}
    is_own = bool(new) and not new & header.fields and 2 * labelled > len(filled)
    return texts if is_own else {}


def _label(line: str) -> tuple[Field | None, str, str]:
    """The field that a line begins with the name of, the name with its colon, and the rest."""
    labelled = label_and_text(line)
    if labelled is not None and labelled[0] in _FIELDS:
        return labelled[0], f"{line.split(':')[0].strip()}:", labelled[1]
    match = _WORD.fullmatch(line)
    word, text = (match["label"], match["text"]) if match else (line.strip(), "")
    field = "" if _patterns.on.match(text) else named_field(word)
    return (Field(field), word, text) if field in _FIELDS else (None, "", "")


def _with_columns(part: SegmentPart, column: Column, texts: Mapping[int, _Texts]) -> SegmentPart:
    """`part`, its column without the fields that the rows' texts name, which are columns more."""
    named = dict.fromkeys(field for by_field in texts.values() for field in by_field)
    fields = [field for field in named if field not in {None, column.field}]
    width = len(part.header.columns)
    rows = []
    for row in part.segment.rows:
        by_field = texts.get(id(row))
        if by_field is not None:
            own = "\n".join(filter(None, (by_field.get(None), by_field.get(column.field))))
            cells = (*row.cells[: column.index], own, *row.cells[column.index + 1 :])
            row = replace(row, cells=padded(cells, width, *(by_field.get(f, "") for f in fields)))
        rows.append(row)
    header = widened(part.header, width, *filter(None, fields))
    return replace(part, segment=replace(part.segment, rows=tuple(rows)), header=header)
