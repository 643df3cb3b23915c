"""Where the headers of a table are: near its top, and again on later pages.

The columns of a table without any are guessed from what its cells look like; a guess is
marked as one, so that the report goes to review.
"""

from collections.abc import Sequence

from itasearch.domain.headers import Field
from itasearch.extract.cells import LOOKS, looks_like_counter, looks_like_time
from itasearch.extract.extracted import Column, Header
from itasearch.extract.headers.columns import may_be_header, read_header, repeated_header

_MOST_HEADERS = 80
_TITLE_ROWS = 12
"""Rows that may be above a table's first header."""
_LONGEST_HEADER = 160
_LEAST_SURE_SCORE = 0.8
_LEAST_SURE_SHARE = 0.7
"""Of the named columns of a header beyond doubt, those with a sure score."""
_LEAST_OF_FIRST_SCORE = 0.6
"""Share of the first header's score that a later one must reach."""


def header_rows(
    cells: Sequence[tuple[str, ...]], known: Header | None = None, *, continues: bool = False
) -> list[tuple[int, Header]]:
    """Row number and header of each header, first to last; a later one must be as good.

    Args:
        cells: the table's rows.
        known: the header of the table before, which may be repeated here.
        continues: the table may be the rest of that on the page before, so that its first row
            may be the rest of a row and is a header only beyond doubt.
    """
    found: list[tuple[int, Header]] = []
    index = 0
    while index < len(cells):
        may_begin = len(found) < _MOST_HEADERS if found else index < _TITLE_ROWS
        header: Header | None = None
        if may_begin and _may_be_header_row(cells[index]):
            again = repeated_header(cells, index, known) if known and not known.guessed else None
            header = again or read_header(cells, index)
        first = found[0][1] if found else None
        # Below body rows only a row that is a header beyond doubt begins another table.
        doubtful = first is not None or (continues and known is not None)
        if header is not None and (not doubtful or _is_sure(header, first)):
            found.append((index, header))
            index += header.depth
        else:
            index += 1
    return found


def _may_be_header_row(cells: tuple[str, ...]) -> bool:
    """Whether a row has two cells or more, all short, a third of them like known headers."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > _LONGEST_HEADER for cell in filled):
        return False
    return 3 * sum(may_be_header(cell) for cell in filled) >= len(filled)


def _is_sure(header: Header, first: Header | None) -> bool:
    """Whether a header is beyond doubt, and nearly as good as the table's first."""
    if first is not None and header.score < _LEAST_OF_FIRST_SCORE * first.score:
        return False
    sure = [column.field for column in header.named if column.score >= _LEAST_SURE_SCORE]
    return len(set(sure)) >= 2 and len(sure) >= _LEAST_SURE_SHARE * len(header.named)


_LEAST_ALIKE_SHARE = 0.5
_MOST_PROFILED_ROWS = 300


def guess_header(rows: Sequence[tuple[str, ...]]) -> tuple[Header | None, int]:
    """Columns guessed, and how many first rows are titles or an unknown header.

    None without a column of times or units beside a column of texts: then nothing
    says that the rows are measures.
    """
    width = max((len(row) for row in rows), default=0)
    if width < 3 or not rows:
        return None, 0
    skipped = _unknown_header_rows(rows)
    body = rows[skipped : skipped + _MOST_PROFILED_ROWS] or rows
    fields = _profile(body, width)
    if not {Field.TIMEFRAME, Field.RESPONSIBLE} & set(fields.values()):
        return None, 0
    texts = [
        index
        for index in range(width)
        if index not in fields and 2 * sum(bool(row[index].strip()) for row in body) >= len(body)
    ]
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
        for field, fits in LOOKS.items() if cells else ():
            share = sum(map(fits, cells)) / len(cells)
            if share > _LEAST_ALIKE_SHARE:
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
