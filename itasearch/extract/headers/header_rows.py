"""The rows of a header put together: one text per column, and which part of it names the field.

A parent (การดำเนินการ) may span several columns, merged or with blanks beside it. A child
that is a known header itself (ขั้นตอน) names its column; one that is a quarter or year only
distinguishes columns of one field, and the parent names the field.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from itasearch.domain.headers import Field, header_matches
from itasearch.extract.numbering import read_marker
from itasearch.text.dates.periods import is_period, may_be_period, period_of, without_period
from itasearch.text.thai.normalize import arabic_digits, squash

_LONGEST_CHILD = 42
_LEAST_OWN_LIKENESS = 0.95
_OWN = frozenset(Field) - {
    Field.NUMBER,
    Field.INDICATOR,
    Field.GROUP,
    Field.ORGANISATION,
    Field.FISCAL_YEAR,
    Field.DISTRICT,
    Field.PROVINCE,
    Field.TYPE,
    Field.OTHER,
}
"""Fields whose names win over the parent's; ที่ or หน่วยงาน may only distinguish its children."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnText:
    """A column's header.

    Attributes:
        header: the texts of all header rows.
        name: the part of it that names the field.
        label: the period that it names, else "".
    """

    header: str
    name: str
    label: str = ""


Rows = Sequence[tuple[str, ...]]


def stacks(rows: Rows, start: int, *, most: int) -> Iterator[Rows]:
    """The rows from `start` on that may be a header together: one row, two, up to `most`.

    A merged parent may be printed once though it has several children, so that all cells
    after it have moved left: then each way of spreading it is tried.
    """
    for depth in range(1, most + 1):
        stack = rows[start : start + depth]
        if len(stack) < depth or (depth > 1 and not continues_header(stack[-1], stack[-2])):
            return
        yield stack
        if depth == 2:
            yield from _spread(stack, rows[start + 2 : start + 8])


def without_counts(row: tuple[str, ...]) -> tuple[str, ...]:
    """Headers without their running numbers: (๑) มาตรการ, (๒) ขั้นตอน, …"""
    markers = [read_marker(cell) for cell in row]
    numbers = [m.number for m, cell in zip(markers, row, strict=True) if m and cell.strip()]
    filled = sum(bool(cell.strip()) for cell in row)
    if len(numbers) < 3 or filled != len(numbers) or numbers != [str(n + 1) for n in range(filled)]:
        return row
    return tuple(cell[m.end :] if m else cell for m, cell in zip(markers, row, strict=True))


def column_texts(stack: Rows) -> list[ColumnText]:
    """The header of each column; a parent's text spreads over the blank cells beside it."""
    filled = [list(row) for row in stack]
    for upper, lower in pairwise(filled):
        for index in range(1, len(upper)):
            if not upper[index].strip() and lower[index].strip() and lower[index - 1].strip():
                upper[index] = upper[index - 1]
    return [_column_text([row[index] for row in filled]) for index in range(len(filled[0]))]


def continues_header(lower: tuple[str, ...], upper: tuple[str, ...]) -> bool:
    """Whether a row can be the next row of a header: short cells, no row of data."""
    cells = _fresh(lower, upper)
    if not cells or any(len(squash(cell)) > _LONGEST_CHILD for cell in cells):
        return False
    return all(
        header_matches(without_period(cell))
        or may_be_period(cell)
        or re.match(r"^\(?[ก-๎ ]+\)?$", cell)
        for cell in cells
    ) and not all(re.fullmatch(r"\W*\d{1,2}\W*", arabic_digits(cell)) for cell in cells)


def names_periods(lower: tuple[str, ...], upper: tuple[str, ...]) -> bool:
    """Whether a second header row distinguishes columns by quarters, months or years."""
    cells = _fresh(lower, upper)
    periods = sum(map(is_period, cells))
    return all(map(may_be_period, cells)) or (periods >= 2 and 2 * periods > len(cells))


def _fresh(lower: tuple[str, ...], upper: tuple[str, ...]) -> list[str]:
    """Cells of the lower row that do not merely repeat the one above."""
    return [c for c, above in zip(lower, upper, strict=True) if c.strip() and c != above]


def _column_text(cells: Sequence[str]) -> ColumnText:
    parts = list(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))
    whole = " ".join(parts)
    label = period_of(parts)
    if len(parts) < 2:
        return ColumnText(header=whole, name=whole, label=label)
    above = " ".join(part for part in parts if not is_period(part))
    if is_period(parts[-1]):
        return ColumnText(header=whole, name=above or whole, label=label)
    return ColumnText(header=whole, name=parts[-1] if _is_own(parts[-1]) else whole, label=label)


def _is_own(child: str) -> bool:
    """Whether a child names a field beyond doubt, whatever its parent is."""
    best = next(iter(header_matches(without_period(child))), None)
    return best is not None and (
        best.field in _OWN and best.strength == 1 and best.likeness >= _LEAST_OWN_LIKENESS
    )


def _spread(stack: Rows, body: Rows) -> Iterator[Rows]:
    """Both rows with a parent's cell repeated over its children, for each parent it may be."""
    upper, lower = stack
    width = len(upper)
    count = sum(bool(cell.strip()) for cell in upper)
    below = [index for index, cell in enumerate(lower) if cell.strip()]
    lost = width - count
    full = [row for row in body if row[-1].strip()]
    if not (lost >= 1 and all(cell.strip() for cell in upper[:count]) and full):
        return
    if len(below) != lost + 1 or below[-1] - below[0] != lost:
        return
    children = [lower[index] for index in below]
    for parent in [below[0]] if below[0] else range(count):
        names = (*upper[:parent], *[upper[parent]] * len(children), *upper[parent + 1 : count])
        own = ("",) * parent + tuple(children) + ("",) * (width - parent - len(children))
        yield (names, own)
