"""Columns of a table that has no header anywhere, guessed from what its cells look like.

A guess is marked as one, so that the report goes to review.

Where the headers of a table stand: near its top, and again on later pages.
"""

from collections.abc import Callable, Sequence

from itasearch.domain.headers import Field
from itasearch.extract.headers.columns import (
    Column,
    Header,
    may_be_header,
    read_header,
    repeated_header,
)
from itasearch.extract.rows.cells import (
    looks_like_counter,
    looks_like_link,
    looks_like_money,
    looks_like_time,
    looks_like_unit,
)

_MOST_HEADERS = 80
_TITLE_ROWS = 12
"""So many rows at most may stand above a table's first header."""


def header_rows(
    cells: Sequence[tuple[str, ...]], known: Header | None = None, *, goes_on: bool = False
) -> list[tuple[int, Header]]:
    """Where headers stand, first to last; a later one must be as good as the first.

    Args:
        cells: the table's rows.
        known: the header of the table before, which may stand here again.
        goes_on: the table may be the rest of that on the page before, so that its first row
            may be the rest of a row and is a header only beyond doubt.
    """
    found: list[tuple[int, Header]] = []
    index = 0
    while index < len(cells):
        may_begin = len(found) < _MOST_HEADERS if found else index < _TITLE_ROWS
        header = _header_at(cells, index, known) if may_begin and _short(cells[index]) else None
        first = found[0][1] if found else None
        if header is not None and _may_stand(header, first, known if goes_on else None):
            found.append((index, header))
            index += header.depth
        else:
            index += 1
    return found


def _header_at(cells: Sequence[tuple[str, ...]], index: int, known: Header | None) -> Header | None:
    again = repeated_header(cells, index, known) if known and not known.guessed else None
    return again or read_header(cells, index)


def _short(cells: tuple[str, ...]) -> bool:
    """Whether a row may be a header at all: two cells or more, short, half of them known."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > 160 for cell in filled):
        return False
    return 3 * sum(may_be_header(cell) for cell in filled) >= len(filled)


def _may_stand(header: Header, first: Header | None, before: Header | None) -> bool:
    """Below body rows only a row that is a header beyond doubt starts anew."""
    if first is not None:
        return _is_sure(header) and header.score >= 0.6 * first.score
    return before is None or _is_sure(header)


def _is_sure(header: Header) -> bool:
    sure = [column.field for column in header.named if column.score >= 0.8]
    return len(set(sure)) >= 2 and len(sure) >= 0.7 * len(header.named)


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
