"""Tables of a text file whose columns are aligned by spaces.

A Thai mark above or below a letter has a place in the file and none on the screen, so a
column is where its cells begin on the screen or, as some programs count, in the file. Only
where every cell begins exactly below a header, and it is clear which lines make a row, is it
a table; anything else is left as lines.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import accumulate

from itasearch.readers.flow.collector import CollectedRow

_LEAST_COLUMNS = 4  # of a table; by hand
_LEAST_CELLS = 3  # of a line that is sure to be one of a table
_LEAST_ROWS = 2  # below the header
_CELL = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[-=_+|\s]*[-=_]{3}[-=_+|\s]*")
_PAGE_MARK = re.compile(r"\s*(?:(?:[-–—]|หน้า(?:ที่)?)\s*[0-9๐-๙]{1,3}\s*[-–—]?)?\s*")
_COUNTED = re.compile(r"\(?[0-9๐-๙]{1,3}(?:[.)]+|(?=\s)|$)(?![0-9๐-๙])")
_Cells = dict[int, str]
"""Texts of a line by the positions that they begin at."""


def aligned_rows(lines: Sequence[str], start: int, number: int) -> tuple[list[CollectedRow], int]:
    """The table whose header is line `start`, and the index after it.

    Args:
        lines: all lines of the file, without line ends.
        start: index of the header.
        number: of that line in the file.

    Returns:
        No rows where no table begins, and the index up to which none does.
    """
    end = start + 1
    if lines[start].count("  ") < _LEAST_COLUMNS - 1:
        return [], end
    for width in (_on_screen, len):
        columns = tuple(_cells(lines[start], width))
        if "\t" in lines[start] or len(columns) < _LEAST_COLUMNS:
            return [], end
        body, last = _body(lines, start + 1, columns, width)
        own = _cells(lines[start], width)
        rows = _rows(body, own)
        if len(rows) >= _LEAST_ROWS:
            whole = [(start, own, True), *body]
            ranges = [(0, rows[0][0] + 1), *((at + 1, to + 1) for at, to in rows)]
            return [_row(whole[at:to], columns, number - start) for at, to in ranges], last
        end = max(end, last)
    return [], end


def _on_screen(text: str) -> int:
    """Places that a text takes on the screen."""
    return sum(unicodedata.category(letter) not in ("Mn", "Cf") for letter in text)


def _cells(line: str, width: Callable[[str], int], columns: Sequence[int] = ()) -> _Cells:
    """The cells of a line; those in one run of text are cut where one of `columns` begins."""
    places = [0, *accumulate(width(letter) for letter in line)]
    starts = [found.start() for found in _CELL.finditer(line)]
    if len(starts) > 1:
        inside = (i for i in range(1, len(line)) if line[i - 1] == " " != line[i])
        starts = sorted({*starts, *(i for i in inside if places[i] in columns)})
    ends = [*starts[1:], len(line)]
    return {places[a]: line[a:b].strip() for a, b in zip(starts, ends, strict=False)}


_Line = tuple[int, _Cells, bool]
"""Index of a line, its cells, and whether a rule or a blank line is above it."""


def _body(
    lines: Sequence[str], start: int, columns: Sequence[int], width: Callable[[str], int]
) -> tuple[list[_Line], int]:
    """The lines of a table from `start` on, and the index after them.

    There are no lines if one has several cells that do not fit `columns`, or one has no cell.
    """
    body: list[_Line] = []
    apart, sure = False, 0
    for index, line in enumerate(lines[start:], start=start):
        if _RULE.fullmatch(line) or _PAGE_MARK.fullmatch(line):
            apart = True
            continue
        cells = _cells(line, width, columns)
        fits = cells.keys() <= set(columns)
        if not fits and len(cells) >= _LEAST_CELLS:
            return [], index
        if not fits and not apart:
            break
        body.append((index, cells if fits else {}, apart))
        full = len(cells) >= _LEAST_CELLS
        continued = sure == len(body) - 1 and not apart and columns[0] not in cells
        sure = len(body) if fits and (full or continued) else sure
        apart = False
    kept = body[:sure]
    end = kept[-1][0] + 1 if kept else start
    return (kept if all(cells for _, cells, _ in kept) else []), end


def _rows(body: Sequence[_Line], head: _Cells) -> list[tuple[int, int]]:
    """Ranges of lines that are rows; () where a line may continue a row or begin one.

    A header that is repeated on a new page is a row.
    """
    first = next(iter(head))
    named = [index for index, (_, cells, _) in enumerate(body) if first in cells]
    heads = [index for index in named if body[index][1] == head]
    counted = [index for index in named if _COUNTED.match(body[index][1][first])]
    starts = sorted([*heads, *counted])
    if not counted or starts[0] != named[0]:
        starts = [index for index in named if body[index][2]]
        whole = all(len(cells) >= _LEAST_CELLS for _, cells, _ in body)
        if len(starts) <= 1 < len(named) and whole and len(named) == len(body):
            starts = named
        elif starts != named:
            return []
    return list(zip(starts, [*starts[1:], len(body)], strict=False))


def _row(lines: Sequence[_Line], columns: Sequence[int], shift: int) -> CollectedRow:
    """The row that lines make; `shift`: from the index of a line to its number."""
    texts = (filter(None, (cells.get(column) for _, cells, _ in lines)) for column in columns)
    return CollectedRow(cells=tuple(map("\n".join, texts)), line_number=lines[0][0] + shift)
