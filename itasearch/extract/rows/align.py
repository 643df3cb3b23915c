"""Rows that lost a cell: shifted back under the columns their cells look like.

OCR drops a tab now and then, and all cells after it move left. A row is moved only
where its cells contradict the columns they stand in and agree with others, so a
row whose last cells are simply empty stays. Imports its neighbours.
"""

from functools import cache

from itasearch.domain.headers import Field
from itasearch.extract.headers.columns import Header
from itasearch.extract.rows.cells import (
    looks_like_counter,
    looks_like_link,
    looks_like_time,
    looks_like_unit,
)

_LEAST_GAIN = 1.5
_MOST_SHIFT = 3
_MOST_BLANKS = 1
"""A row with more blanks between its cells has kept its tabs."""
_LOOKS = {
    Field.TIMEFRAME: looks_like_time,
    Field.RESPONSIBLE: looks_like_unit,
    Field.NUMBER: looks_like_counter,
    Field.EVIDENCE: looks_like_link,
}


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
    best = _best(padded[:kept], fields)
    return best if _fit(best, fields) - _fit(padded, fields) >= _LEAST_GAIN else padded


def _best(cells: tuple[str, ...], fields: tuple[Field | None, ...]) -> tuple[str, ...]:
    """The way of setting blanks between `cells` that fits `fields` best."""

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


def _fit(cells: tuple[str, ...], fields: tuple[Field | None, ...]) -> float:
    return sum(map(_agreement, cells, fields))


def _agreement(text: str, field: Field | None) -> float:
    """+1 where a cell looks like its column, -1 where it looks like another's."""
    if not text or field is None:
        return 0.0
    looks = {kind for kind, fits in _LOOKS.items() if fits(text)}
    if field in looks:
        return 1.0
    return -1.0 if looks & {Field.TIMEFRAME, Field.RESPONSIBLE} or field in _LOOKS else 0.0
