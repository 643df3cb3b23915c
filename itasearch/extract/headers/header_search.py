"""Where the headers of a table stand: near its top, and again on later pages.

Imports its neighbours.
"""

from collections.abc import Sequence

from itasearch.extract.headers.columns import Header, may_be_header, read_header, repeated_header

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
