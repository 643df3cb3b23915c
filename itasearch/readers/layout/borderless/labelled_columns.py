"""Columns of labelled texts, such as the text boxes of a slide: no table, each read on its own.

A table names its fields in its first rows. Where further labels are below them in the columns
("ระยะเวลา", its text, "ผู้รับผิดชอบ", its text), each label belongs to the text below it.
"""

import re
from collections.abc import Iterator, Sequence

from itasearch.readers.base import NamedField
from itasearch.readers.layout.lines import NUMBERED_HEADING, begins_item
from itasearch.readers.layout.page import TextLine, TextRun

_LEAST_LABELS = 3  # labels of a column of labels; by hand
_COLON = re.compile(r"(?P<label>[^:：]{3,40})[:：]\s*(?P<text>.*)")
_FIRST_WORD = re.compile(r"(?P<label>\S{4,40})\s+(?P<text>.*)")


def has_labelled_columns(
    columns: Sequence[Sequence[str]], named_field: NamedField, *, is_row: bool = False
) -> bool:
    """Whether two or more columns hold labels and their texts one below the other.

    Every column has a label, and there are as many further ones as columns but one, or one in each
    is enough (`is_row`: a header and one row at most; a table would have a column of titles). No
    field is named twice, or the columns are cards that name the same fields each, or each names
    several fields, some of them again: one measure below the other. One label right below another
    is the second line of a wrapped header.
    """
    fields = [list(_fields_of(lines, named_field)) for lines in columns]
    named = [field for own in fields for field in own]
    cards = all(sorted(own) == sorted(fields[0]) for own in fields)
    once = len({*fields[0]}) == len(fields[0]) if cards else len({*named}) == len(named)
    several = all(len({*own}) >= _LEAST_LABELS for own in fields)
    headed = all(lines and _label(lines[0], named_field)[0] for lines in columns)
    enough = len(named) >= 2 * len(columns) - 1 or (is_row and headed)
    return all(fields) and (once or several) and enough


def is_labelled_line(cells: Sequence[str], named_field: NamedField) -> bool:
    """Whether a row is a line of labelled texts ("ผลการดำเนินงาน: ครบ   ผู้รับผิดชอบ: กองคลัง")."""
    return sum(bool(_label(cell, named_field)[1]) for cell in cells if ":" in cell) >= 2


def has_label_column(rows: Sequence[Sequence[str]], named_field: NamedField) -> bool:
    """Whether a table of two columns has labels in the first, each with its text beside it."""
    if not all(len(row) == 2 and row[1] for row in rows):
        return False
    labels = [row[0] for row in rows if row[0]]
    fields = {field for label in labels if (field := named_field(label))}
    return len(fields) == len(labels) >= _LEAST_LABELS


def labelled_runs(lines: Sequence[TextLine], named_field: NamedField) -> Iterator[TextRun]:
    """The lines of a column, cut before and behind labels and before numbered headings.

    So no text runs on into the next field or measure.
    """
    run: list[TextLine] = []
    for line in lines:
        field, text = _label(line.text, named_field)
        if field or NUMBERED_HEADING.match(line.text):
            yield tuple(run)
            run = []
        run.append(line)
        if field and not text:
            yield tuple(run)
            run = []
    yield tuple(run)


def _fields_of(lines: Sequence[str], named_field: NamedField) -> Iterator[str]:
    is_below = False
    for line in lines:
        field, text = _label(line, named_field)
        if field and not is_below:
            yield field
        is_below = bool(field) and not text


def _label(line: str, named_field: NamedField) -> tuple[str, str]:
    if begins_item(line):
        return "", ""
    if field := named_field(line):
        return field, ""
    cut = _COLON.match(line) or _FIRST_WORD.match(line)
    return (named_field(cut["label"]), cut["text"]) if cut else ("", "")
