"""The rows of a header put together: one text per column, and which part of it names the field.

A parent (การดำเนินการ) may stand over several columns, merged or with blanks beside it. A
child that is a known header itself (ขั้นตอน) names its column; one that is a quarter or
year only tells it from its neighbours, and the parent names the field.

Quarters, half-years, months and years in headers: columns of one field, one for each.

"ไตรมาส ๑", "รอบ ๖ เดือน (ต.ค. - มี.ค.)" or "2566" name no field of their own: they tell one
column of results, times or budgets from the next.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from itasearch.domain.headers import Field, header_matches
from itasearch.extract.lists.numbering import read_marker
from itasearch.text.dates.months import MONTH
from itasearch.text.thai.normalize import arabic_digits, squash

_YEAR = r"(?:ปี\s*(?:งบประมาณ)?\s*)?(?:พ\.?\s?ศ\.?\s*)?\b25\d\d\b"
_STRONG = rf"{MONTH}|(?:ไตรมาส|รอบ|ครั้ง|ระยะ)\s*(?:ที่)?\s*\d|ครึ่งปี|\d+\s*เดือน|{_YEAR}|\bq\s?[1-4]\b"
_TOKEN = (
    rf"{_STRONG}|ไตรมาส|ที่|รอบ|ครั้ง|ประจำ|เดือน|แรก|หลัง|ระหว่าง|ตั้งแต่|ถึง|สะสม"
    r"|ปีงบประมาณ|ปี|พ\.?\s?ศ\.?|\d+|[-–—/().,:\s]"
)
# Possessive: a long row of digits must not be tried in every way of cutting it.
_RUN = re.compile(f"(?:{_TOKEN})++", re.IGNORECASE)
_SURE_PERIOD = re.compile(_STRONG, re.IGNORECASE)
_PURE_YEAR = re.compile(rf"\W*{_YEAR}\W*")


def is_period(text: str) -> bool:
    """Whether `text` names a quarter, half-year, month or year and nothing else."""
    digits = arabic_digits(text.strip())
    return bool(_RUN.fullmatch(digits) and _SURE_PERIOD.search(digits))


def is_year(text: str) -> bool:
    """Whether `text` is a year and nothing else."""
    return bool(_PURE_YEAR.fullmatch(arabic_digits(text.strip())))


def without_period(text: str) -> str:
    """`text` without the periods it names."""
    digits = arabic_digits(text)
    rest, end = "", 0
    for run in _RUN.finditer(digits):
        if _SURE_PERIOD.search(run[0]):
            rest, end = f"{rest}{text[end : run.start()]} ", run.end()
    return f"{rest}{text[end:]}".strip()


def period_in(text: str) -> str:
    """The first period that `text` names, as written; a bare year in Arabic digits; else ""."""
    digits = arabic_digits(text)
    run = next((run for run in _RUN.finditer(digits) if _SURE_PERIOD.search(run[0])), None)
    if run is None:
        return ""
    year = re.search(r"25\d\d", run[0])
    if year and _PURE_YEAR.fullmatch(run[0]):
        return year[0]
    return _unbracketed(text[run.start() : run.end()].strip(" \n:,/-–—"))


def period_of(parts: list[str]) -> str:
    """What the last of a column's header texts names, with the year that one above adds."""
    named = next((part for part in reversed(parts) if period_in(part)), "")
    period = period_in(named)
    years = [period_in(part) for part in parts if part is not named and is_year(part)]
    dated = re.search(r"25\d\d|[.ม]\s?\d\d\b", arabic_digits(period))
    return f"{period} {years[0]}" if years and not dated else period


def _unbracketed(text: str) -> str:
    inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    return inner.strip() if inner.count("(") == inner.count(")") else text.strip("() ")


def may_be_period(text: str) -> bool:
    """Whether `text` speaks of a period at all, even among other words: a quick look."""
    key = arabic_digits(squash(text))
    return bool(re.search(r"ไตรมาส|เดือน|^รอบ|^ครั้งที่|25\d\d", key)) or is_period(text)


_LONGEST_CHILD = 42
_SURE = 0.95
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
"""Fields whose names win over the parent's; ที่ or หน่วยงาน may only tell its children apart."""


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

    Where the cell of a merged parent stands once though it has several children, and so all
    cells after it have moved left, each way of setting it right is tried.
    """
    for depth in range(1, most + 1):
        stack = rows[start : start + depth]
        if len(stack) < depth or (depth > 1 and not continues_header(stack[-1], stack[-2])):
            return
        yield stack
        if depth == 2:
            yield from _spread(stack, rows[start + 2 : start + 8])


def without_counts(row: tuple[str, ...]) -> tuple[str, ...]:
    """Headers without the numbers that count them through: (๑) มาตรการ, (๒) ขั้นตอน, …"""
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
        header_matches(without_period(cell)) or may_be_period(cell) or _is_words(cell)
        for cell in cells
    ) and not all(re.fullmatch(r"\W*\d{1,2}\W*", arabic_digits(cell)) for cell in cells)


def names_periods(lower: tuple[str, ...], upper: tuple[str, ...]) -> bool:
    """Whether a second header row tells columns apart by quarters, months or years."""
    cells = _fresh(lower, upper)
    periods = sum(map(is_period, cells))
    return all(map(may_be_period, cells)) or (periods >= 2 and 2 * periods > len(cells))


def _fresh(lower: tuple[str, ...], upper: tuple[str, ...]) -> list[str]:
    """Cells of the lower row that do not merely repeat the one above."""
    return [c for c, above in zip(lower, upper, strict=True) if c.strip() and c != above]


def _is_words(cell: str) -> bool:
    return bool(re.match(r"^\(?[ก-๎ ]+\)?$", cell))


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
    """Whether a child names a field beyond doubt, whatever stands above it."""
    best = next(iter(header_matches(without_period(child))), None)
    return best is not None and (
        best.field in _OWN and best.strength == 1 and best.likeness >= _SURE
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
