"""Rows whose cells have slipped, numbers that an OCR misread, rows that lost their title.

OCR drops a tab now and then, and all cells after it move left; a row is moved back only
where its cells contradict their columns and agree with others.

1, 2, 5, 4 is read as 1, 2, 3, 4 only where the numbers before and after agree and the rest
counts up one by one. A row without a title mostly continues the one above it; where every
other row is a whole measure, the row fills all their columns but the title, and the numbers
leave a gap for it, its title was lost.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from itasearch.domain.headers import Field
from itasearch.extract.cells import LOOKS
from itasearch.extract.cover.years import Readings
from itasearch.extract.extracted import (
    BODY_FIELDS,
    BodyRow,
    Bundle,
    ExtractedMeasure,
    Header,
    title_of,
)
from itasearch.extract.numbering import without_misread_number
from itasearch.model.source import SourceRef

_LEAST_SHIFT_GAIN = 1.5  # of the agreement of cells and columns, -1 to 1 a cell; 0.5, 4.0: 0
_MOST_SHIFT = 3  # columns by which cells may have moved left; the fixtures read alike from 1 to 6
_MOST_BLANKS = 1  # between the cells of a row that has lost its tabs
_LOOKS = {field: fits for field, fits in LOOKS.items() if field is not Field.BUDGET}
_LEAST_COLUMNS = 3  # columns with text, beside the title, that a row which lost its title must fill
_LEAST_COUNTED_SHARE = 0.8  # of the numbers that must be one more than the one before


def realigned(cells: tuple[str, ...], header: Header) -> tuple[str, ...]:
    """`cells` padded to the header's columns and, where they have clearly slipped, moved right."""
    width = len(header.columns)
    padded = (*cells[:width], *("",) * (width - len(cells)))
    kept = len(padded)
    while kept and not padded[kept - 1]:
        kept -= 1
    lost = width - kept
    if not 1 <= lost <= _MOST_SHIFT or kept < 3:
        return padded
    if padded[:kept].count("") > _MOST_BLANKS:
        return padded
    fields = tuple(column.field for column in header.columns)
    best = _best_fit(padded[:kept], fields)
    gain = sum(map(_agreement, best, fields)) - sum(map(_agreement, padded, fields))
    return best if gain >= _LEAST_SHIFT_GAIN else padded


def _best_fit(cells: tuple[str, ...], fields: tuple[Field | None, ...]) -> tuple[str, ...]:
    @cache
    def place(cell: int, column: int) -> tuple[float, tuple[str, ...]]:
        spare = (len(fields) - column) - (len(cells) - cell)
        if column == len(fields):
            return 0.0, ()
        options: list[tuple[float, tuple[str, ...]]] = []
        if cell < len(cells):
            score, rest = place(cell + 1, column + 1)
            options.append((score + _agreement(cells[cell], fields[column]), (cells[cell], *rest)))
        if spare > 0:
            score, rest = place(cell, column + 1)
            options.append((score, ("", *rest)))
        return max(options, key=lambda option: option[0])

    return place(0, 0)[1]


def _agreement(text: str, field: Field | None) -> float:
    """+1 where a cell looks like its column, -1 where it looks like another's."""
    if not text or field is None:
        return 0.0
    looks = {kind for kind, fits in _LOOKS.items() if fits(text)}
    if field in looks:
        return 1.0
    return -1.0 if looks & {Field.TIMEFRAME, Field.RESPONSIBLE} or field in _LOOKS else 0.0


def lost_titles(
    read: Sequence[tuple[Bundle, ExtractedMeasure | None]],
) -> tuple[tuple[SourceRef, str], ...]:
    """The rows of `read` that lost their title, each with the number of the measure above."""
    following = [measure for _, measure in read[1:]]
    found = [
        (bundle, measure, rows)
        for (bundle, measure), after in zip(read, following, strict=False)
        if measure and after and (rows := _suspects(bundle)) and _is_gap(measure, after, len(rows))
    ]
    suspected = {id(bundle) for bundle, _, _ in found}
    rest = [bundle for bundle, _ in read if id(bundle) not in suspected]
    lost: list[tuple[SourceRef, str]] = []
    for bundle, measure, rows in found:
        others = [one for one in rest if one.header is bundle.header]
        if others and all(len(one.rows) == 1 for one in others):
            lost += [(row.source, measure.number or "") for row in rows]
    return tuple(lost)


def _is_gap(measure: ExtractedMeasure, after: ExtractedMeasure, rows: int) -> bool:
    number, following = _number(measure), _number(after)
    return number is not None and following == number + 1 + rows


def _suspects(bundle: Bundle) -> list[BodyRow]:
    """Rows that hold all of a measure but its title; none that a page end cut."""
    return [
        row
        for row, cut in zip(bundle.rows[1:], bundle.cut[1:], strict=True)
        if not cut and is_whole_but_for_title(row, bundle)
    ]


def is_whole_but_for_title(row: BodyRow, bundle: Bundle) -> bool:
    """Whether a row fills, in cells of its own, every column that the row above fills."""
    header, above = bundle.header, bundle.rows[0]
    title = header.first(Field.TITLE)
    if title is None or title_of(row, header) or title.index in row.held:
        return False
    body = [column.index for column in header.columns if column.field in BODY_FIELDS]
    filled = [index for index in body if index in above.filled and index != title.index]
    return len(filled) >= _LEAST_COLUMNS and all(
        index in row.filled and index not in row.held for index in filled
    )


def counted_anew(
    measures: Sequence[ExtractedMeasure], readings: Readings
) -> tuple[tuple[ExtractedMeasure, ...], int]:
    """Measures with the numbers that those before and after contradict put right, and how many."""
    numbers = [_number(measure) for measure in measures]
    mended = list(measures)
    count = 0
    for index in range(1, len(measures) - 1):
        before, after = numbers[index - 1], numbers[index + 1]
        if before is None or after != before + 2 or numbers[index] == before + 1:
            continue
        if readings.is_ocr(measures[index].place):
            measure = measures[index]
            title = measure.title if measure.number else without_misread_number(measure.title)
            mended[index] = replace(measure, number=str(before + 1), title=title)
            count += 1
    steps = [a is not None and b == a + 1 for a, b in pairwise(map(_number, mended))]
    counted = sum(steps) >= _LEAST_COUNTED_SHARE * len(steps)
    return (tuple(mended), count) if count and counted else (tuple(measures), 0)


def _number(measure: ExtractedMeasure) -> int | None:
    return int(measure.number) if measure.number and measure.number.isdecimal() else None
