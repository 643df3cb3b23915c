"""Where the headers of a table are: near its top, and again on later pages."""

from collections.abc import Sequence
from dataclasses import replace

from itasearch.domain.headers import header_matches, sure_header
from itasearch.domain.loader import Patterns
from itasearch.extract.cells import is_cover_row, looks_like_counter
from itasearch.extract.extracted import Header
from itasearch.extract.headers.columns import (
    LEAST_SURE_SCORE,
    read_header,
    repeated_header,
)
from itasearch.text.dates.months import may_be_period

_patterns = Patterns("reading_patterns")
_MOST_HEADERS = 80  # headers looked for in one table; rows below the last are all under it; by hand
_TITLE_ROWS = 12  # rows that may be above a table's first header
_LONGEST_HEADER = 160  # code points of a cell in a row compared with headers; saves time only
_LEAST_SURE_SHARE = 0.7  # of the named columns of a header beyond doubt, those with a sure score


def header_rows(
    cells: Sequence[tuple[str, ...]], before: Header | None = None, *, sure_from: int = _TITLE_ROWS
) -> list[tuple[int, Header]]:
    """Row number and header of each header, first to last; a later one must be as good.

    `before`: the header of the table before, which may be repeated here; `sure_from`: the row from
    which on one is a header only beyond doubt, where the table may be the rest of that before.
    """
    headers: list[tuple[int, Header]] = []
    index = 0
    while index < len(cells):
        may_begin = len(headers) < _MOST_HEADERS if headers else index < _TITLE_ROWS
        header = again = None
        filled = [cell for cell in cells[index] if cell] if may_begin else []
        if (
            len({*filled}) >= 2
            and not looks_like_counter(filled[0])
            and not is_cover_row(filled)
            and max(map(len, filled)) <= _LONGEST_HEADER
            and 3 * sum(bool(header_matches(c)) or may_be_period(c) for c in filled) >= len(filled)
        ):
            base = headers[0][1] if headers else before
            again = repeated_header(cells, index, base) if base and not base.guessed else None
            if headers and cells[index] == cells[headers[0][0] + headers[0][1].depth - 1]:
                again = replace(headers[0][1], depth=1)  # the last of its rows alone
            header = again or read_header(cells, index)
        # Below body rows only a row that is a header beyond doubt begins another table.
        doubtful = bool(headers) or index >= sure_from
        if header is not None and doubtful and header.depth > 1:
            # A row above a header that is repeated on a new page is no part of it.
            below = (
                repeated_header(cells, index + 1, again) if again else read_header(cells, index + 1)
            )
            whole = below is not None and below.fields >= header.fields
            header = None if below and whole and below.score >= header.score else header
        if header is not None and (again or not doubtful or _is_sure(header)):
            headers.append((index, header))
            index += header.depth
        else:
            index += 1
    return headers


def _is_sure(header: Header) -> bool:
    """Whether columns have names; just two only exact ones: a row of what to publish is alike."""
    if len(header.named) <= 2 and not all(sure_header(column.header) for column in header.named):
        return False
    sure = [column.field for column in header.named if column.score >= LEAST_SURE_SCORE]
    return len(set(sure)) >= 2 and len(sure) >= _LEAST_SURE_SHARE * len(header.named)
