"""Tables of a text file whose columns are aligned by spaces.

A Thai mark above or below a letter has a place in the file and none on the screen, so a
column is where its cells begin on the screen or, as some programs count, in the file. Only
where every cell begins below a header, exactly or clearly nearest to it and clear of the next,
and it is clear which lines make a row, is it a table; anything else is left as lines.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, product, takewhile

from rapidfuzz import fuzz

from itasearch.readers.flow.collector import CollectedRow

_LEAST_COLUMNS = 4  # of a table; by hand
_LEAST_CELLS = 3  # of a line that is sure to be one of a table
_LEAST_ROWS = 2  # below the header
_MOST_ASIDE = 1 / 3  # of the way to the next header, by which a cell begins beside its own
_LINES_BEHIND = 3  # behind a table, among which a row of its columns makes its end doubtful
_STRAY_MARK = re.compile(r"\s{2,}(?P<mark>[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])")
_MOST_BEHIND = 3  # letters of a broken word behind the place of its mark
_LEAST_HEADER_LIKENESS = 80  # of two pages' headers of a column, 0 to 100; by hand
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
    for exact, width in product((True, False), (_on_screen, len)):
        columns = tuple(_cells(lines[start], width))
        if "\t" in lines[start] or len(columns) < _LEAST_COLUMNS:
            return [], end
        body, last = _body(lines, start + 1, _Columns(columns, width, exact))
        own = _cells(lines[start], width)
        rows = _rows(body, own)
        if len(rows) >= _LEAST_ROWS:
            whole = [(start, own, True), *body]
            ranges = [(0, rows[0][0] + 1), *((at + 1, to + 1) for at, to in rows)]
            return [_row(whole[at:to], columns, number - start) for at, to in ranges], last
        end = max(end, last)
    return [], end


def with_joined_marks(lines: Sequence[str]) -> list[str]:
    """Lines; one that begins with a mark of the last word above is put back behind that word.

    Programs that write the lines of a PDF as text break "ขั้นตอน" so where its marks are raised.
    """
    joined = list(lines)
    for index in range(1, len(lines)):
        stray = _STRAY_MARK.match(joined[index])
        above = joined[index - 1].rstrip()
        # A page's first line has a form feed that takes no place.
        at = stray.start("mark") + above.startswith("\f") if stray else 0
        # The mark may have left a blank where it was.
        left = at - (above[at - 1 : at] == " ")
        if stray and above[left - 1 : left].strip() and at <= len(above) <= at + _MOST_BEHIND:
            gap = " " * (len(above) - at)
            rest = joined[index][stray.end() :].replace("  " + gap, "  ", 1)
            joined[index - 1] = f"{above[:left]}{stray['mark']}{above[at:]}{rest}"
            joined[index] = ""
    return joined


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


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table's headers begin; `exact`: its cells begin nowhere else."""

    starts: tuple[int, ...]
    width: Callable[[str], int]
    exact: bool

    def fitted(self, line: str) -> tuple[_Cells, bool]:
        """The cells of a line by the column each is in, and whether that is clear of all."""
        cells = _cells(line, self.width, self.starts)
        if self.exact:
            return cells, cells.keys() <= set(self.starts)
        placed = {self._nearest(at): (at, text) for at, text in cells.items()}
        clear = len(placed) == len(cells) and None not in placed
        for column, (at, text) in placed.items():
            after = next((start for start in self.starts if start > (column or 0)), None)
            # A cell over the next header may hold the next cell, too.
            if after is not None and after not in placed:
                clear = clear and at + self.width(text) <= after
        return {column: text for column, (_, text) in placed.items() if column is not None}, clear

    def _nearest(self, at: int) -> int | None:
        """The start of the column that a cell which begins at `at` is in."""
        gaps = [after - before for before, after in pairwise(self.starts)]
        for column, left, right in zip(
            self.starts, [gaps[0], *gaps], [*gaps, gaps[-1]], strict=True
        ):
            if -left * _MOST_ASIDE <= at - column <= right * _MOST_ASIDE:
                return column
        return None


_Line = tuple[int, _Cells, bool]
"""Index of a line, its cells, and whether a rule or a blank line is above it."""


def _body(lines: Sequence[str], start: int, columns: _Columns) -> tuple[list[_Line], int]:
    """The lines of a table from `start` on, and the index after them.

    There are no lines if one has several cells that do not fit `columns`, or one has no cell.
    """
    body: list[_Line] = []
    apart, sure = False, 0
    for index, line in enumerate(lines[start:], start=start):
        if _RULE.fullmatch(line) or _PAGE_MARK.fullmatch(line):
            apart = True
            continue
        cells, fits = columns.fitted(line)
        if not fits and sure and _is_header_again(lines[start - 1], line):
            break
        if not fits and len(cells) >= _LEAST_CELLS:
            return [], index
        if not fits and not apart:
            break
        body.append((index, cells if fits else {}, apart))
        full = len(cells) >= _LEAST_CELLS
        more = len(cells) > 1 or columns.starts[0] not in cells
        continued = sure == len(body) - 1 and not apart and more
        sure = len(body) if fits and (full or continued) else sure
        apart = False
    kept = body[:sure]
    end = kept[-1][0] + 1 if kept else start
    behind = takewhile(str.strip, lines[end : end + _LINES_BEHIND] if not columns.exact else ())
    continues = any(
        fits and len(cells) >= _LEAST_CELLS for cells, fits in map(columns.fitted, behind)
    )
    return (kept if all(cells for _, cells, _ in kept) and not continues else []), end


def _is_header_again(header: str, line: str) -> bool:
    """Whether a line is nearly the header, at other places as of another page."""
    own, cells = _CELL.findall(header), _CELL.findall(line)
    likeness = map(fuzz.partial_ratio, own, cells)
    alike = sum(ratio >= _LEAST_HEADER_LIKENESS for ratio in likeness)
    return len(own) == len(cells) and 2 * alike >= len(own)


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
