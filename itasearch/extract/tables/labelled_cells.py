"""Cells that hold several fields, each behind or below its label, as columns.

Below "ผลการดำเนินงาน / ผลลัพธ์ / ปัญหา" a cell may have lines "ผลการดำเนินงาน …", "ผลลัพธ์ …" and
"ปัญหา …". They are labels where several rows have them: a step, too, may begin with the name of a
field.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from itasearch.domain.headers import Field, header_matches, named_field
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
from itasearch.extract.tables.segments import padded, widened

_FIELDS = frozenset(MEASURE_FIELDS) - {Field.EVIDENCE}  # a remark may be about the cell
_NAMED = _FIELDS | {Field.INDICATOR}
_LEAST_ROWS = 2  # with a field's label
_WORD = re.compile(r"(?P<label>\S{4,40})\s+(?P<text>\S.*)", re.DOTALL)
_ON = re.compile("ต่อ|ให้|แก่|ทาง")  # a sentence goes on
_Texts = Mapping[Field | None, str]
"""Texts of a cell by field; of None what is above its first label."""


def with_named_rows(part: SegmentPart) -> SegmentPart:
    """`part`; where a column names what is beside it ("ผู้รับผิดชอบ", "ผลการดำเนินการ", below a
    title merged over both), the next column, or one for each town, as columns of these fields.

    A column of numbers between the two only counts the steps.
    """
    header, rows = part.header, part.segment.rows
    for names in header.columns[:-1]:
        fields = [named_field(t) for row in rows if not row.wide and (t := row.text(names))]
        is_named = {*fields} < _NAMED and 1 < len({*fields}) < len(fields)
        beside = [c for c in header.columns[names.index + 1 :] if c.field is not Field.NUMBER]
        if names.field is Field.TITLE or not is_named or not beside:
            continue
        values = beside if all(re.search(TOWN_NAME, c.header) for c in beside) else beside[:1]
        places = [(c, Field(field)) for field in dict.fromkeys(fields) for c in values]
        width, moved = len(header.columns), header.columns[names.index : values[-1].index + 1]
        blank = ("",) * len(moved)
        made = []
        for row in rows:
            own = named_field(row.text(names))
            texts = (row.text(column) if field == own else "" for column, field in places)
            cells = (*row.cells[: names.index], *blank, *row.cells[names.index + len(blank) :])
            made.append(row if row.wide else replace(row, cells=padded(cells, width, *texts)))
        columns = (
            replace(column, index=width + at, field=field, score=1.0, strength=1.0)
            for at, (column, field) in enumerate(places)
        )
        header = header.with_field(Field.OTHER, moved)
        header = replace(header, columns=(*header.columns, *columns))
        return replace(part, segment=replace(part.segment, rows=tuple(made)), header=header)
    return part


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
    field = "" if _ON.match(text) else named_field(word)
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
