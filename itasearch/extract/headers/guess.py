"""Columns of a table that has no header anywhere, guessed from what its cells look like.

A guess is marked as one, so that the report goes to review. Imports its neighbours.
"""

from collections.abc import Callable, Sequence

from itasearch.domain.headers import Field
from itasearch.extract.headers.columns import Column, Header
from itasearch.extract.rows.cells import (
    looks_like_counter,
    looks_like_link,
    looks_like_money,
    looks_like_time,
    looks_like_unit,
)

_LEAST_SHARE = 0.5
_MOST_ROWS = 300
"""So many rows tell what a column looks like."""
_PROFILES: tuple[tuple[Field, Callable[[str], bool]], ...] = (
    (Field.NUMBER, looks_like_counter),
    (Field.EVIDENCE, looks_like_link),
    (Field.TIMEFRAME, looks_like_time),
    (Field.RESPONSIBLE, looks_like_unit),
    (Field.BUDGET, looks_like_money),
)


def guess_header(rows: Sequence[tuple[str, ...]]) -> tuple[Header | None, int]:
    """Columns guessed, and how many first rows are titles or an unknown header.

    None without a column of times or units beside a column of texts: then nothing
    says that the rows are measures.
    """
    width = max((len(row) for row in rows), default=0)
    if width < 3 or not rows:
        return None, 0
    skipped = _unknown_header_rows(rows)
    body = rows[skipped : skipped + _MOST_ROWS] or rows
    fields = _profile(body, width)
    if not {Field.TIMEFRAME, Field.RESPONSIBLE} & set(fields.values()):
        return None, 0
    texts = [index for index in range(width) if index not in fields]
    texts = [index for index in texts if _filled(body, index) >= _LEAST_SHARE * len(body)]
    if not texts:
        return None, 0
    fields |= dict(
        zip(texts, (Field.TITLE, Field.STEPS, Field.RESULTS, Field.OUTCOMES), strict=False)
    )
    names = rows[skipped - 1] if skipped else ("",) * width
    columns = tuple(
        Column(index=index, field=fields.get(index), header=names[index], score=0.5, strength=0.5)
        for index in range(width)
    )
    return Header(columns=columns, depth=0, guessed=True), skipped


def _profile(rows: Sequence[tuple[str, ...]], width: int) -> dict[int, Field]:
    """Columns whose cells mostly look alike, each field once, the surest first."""
    found: list[tuple[float, int, Field]] = []
    for index in range(width):
        cells = [row[index] for row in rows if row[index].strip()]
        for field, fits in _PROFILES if cells else ():
            share = sum(map(fits, cells)) / len(cells)
            if share > _LEAST_SHARE:
                found.append((share, index, field))
    chosen: dict[int, Field] = {}
    for _, index, field in sorted(found, key=lambda entry: (-entry[0], entry[1])):
        if index not in chosen and field not in chosen.values():
            chosen[index] = field
    return chosen


def _unknown_header_rows(rows: Sequence[tuple[str, ...]]) -> int:
    """1 when the first row is short, has no number and the rows below are longer; else 0."""
    if len(rows) < 2:
        return 0
    first, rest = rows[0], rows[1:]
    length = sum(map(len, first))
    usual = sorted(sum(map(len, row)) for row in rest)[len(rest) // 2]
    plain = not any(looks_like_time(c) or looks_like_counter(c) for c in first)
    return int(all(first) and plain and length < 0.6 * usual)


def _filled(rows: Sequence[tuple[str, ...]], index: int) -> int:
    return sum(bool(row[index].strip()) for row in rows)
