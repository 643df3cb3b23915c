"""A file without pages as it was read, as HTML; cut into parts of bounded length."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from itasearch.model.originals import LineMatch, OriginalCell, OriginalLine
from itasearch.ui.kit.html import highlighted_html, text_html
from itasearch.ui.kit.state import say
from itasearch.ui.original import labels

_PART = 80  # lines of a part; by hand: some five screens, a report of the usual length
_SHORT = 12  # code points of a cell as wide as its text, no wider; by hand: numbers, dates
_PART_LETTERS = 40_000  # code points of a part, but for a single longer line; by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePart:
    """Consecutive lines, by their numbers from 0: [first, end)."""

    first: int
    end: int


def parts_of(lines: Sequence[OriginalLine]) -> tuple[LinePart, ...]:
    """The parts of a file, each within one sheet; one empty part for a file without lines."""
    parts: list[LinePart] = []
    first = letters = 0
    for number, line in enumerate(lines):
        is_full = number - first >= _PART or letters + len(line.text) > _PART_LETTERS
        if number > first and (is_full or line.sheet != lines[first].sheet):
            parts.append(LinePart(first=first, end=number))
            first, letters = number, 0
        letters += len(line.text)
    return (*parts, LinePart(first=first, end=len(lines)))


def lines_html(
    lines: Sequence[OriginalLine],
    part: LinePart,
    *,
    name: str,
    here: int | None,
    matches: Sequence[LineMatch] = (),
    current: LineMatch | None = None,
) -> str:
    """A part in a frame that scrolls; page.js brings what is marked into view.

    Args:
        here: the line of the row that is shown; None for none.
        current: the one of them that the person is at.
    """
    marks = _Marks(here=here, matches=matches, current=current)
    shown = [(number, lines[number]) for number in range(part.first, part.end)]
    body = []
    sheet = shown[0][1].sheet if shown else None
    if sheet is not None:
        body.append(f'<p class="sheet-name">{escape(say(labels.SHEET, name=sheet))}</p>')
    for table, group in groupby(shown, key=lambda one: _table(one[1])):
        if table is None:
            body += [_text_line_html(number, line, marks) for number, line in group]
        else:
            rows = "".join(_row_html(number, line, marks) for number, line in group)
            body.append(f"<table><tbody>{rows}</tbody></table>")
    return (
        f'<div class="ita-page ita-lines" tabindex="0" role="region" aria-label="{escape(name)}">'
        f"{''.join(body)}</div>"
    )


class _Marks:
    """What is marked: the row that is shown, and words that were found."""

    def __init__(
        self, *, here: int | None, matches: Sequence[LineMatch], current: LineMatch | None
    ) -> None:
        self._here, self._current = here, current
        self._found: dict[tuple[int, int], list[LineMatch]] = defaultdict(list)
        for match in matches:
            self._found[match.line, match.cell].append(match)

    def attributes(self, number: int, *kinds: str) -> str:
        """Attributes of the element of a line, with these classes."""
        is_here = number == self._here
        names = " ".join([*kinds, *(["here"] if is_here else [])])
        current = ' aria-current="true"' if is_here else ""
        return (f' class="{names}"' if names else "") + current

    def text_html(self, number: int, place: int, cell: OriginalCell) -> str:
        """The text of a cell of a line."""
        matches = self._found.get((number, place), [])
        at_current = iter([match == self._current for match in matches])

        def mark(text: str) -> str:
            kind = ' class="now"' if next(at_current) else ""
            return f"<mark{kind}>{text_html(text)}</mark>"

        return highlighted_html(cell.text, [(one.start, one.end) for one in matches], mark=mark)


def _table(line: OriginalLine) -> tuple[str | None, int | None] | None:
    return None if line.row_number is None else (line.sheet, line.table_number)


def _text_line_html(number: int, line: OriginalLine, marks: _Marks) -> str:
    attributes = marks.attributes(number, *(["heading"] if line.heading else []))
    text = "".join(marks.text_html(number, at, cell) for at, cell in enumerate(line.cells))
    return f"<p{attributes}>{text}</p>"


def _row_html(number: int, line: OriginalLine, marks: _Marks) -> str:
    cells = "".join(
        f"<td{_span(cell)}>{marks.text_html(number, at, cell)}</td>"
        for at, cell in enumerate(line.cells)
    )
    head = f'<th scope="row">{line.row_number}</th>'
    return f"<tr{marks.attributes(number)}>{head}{cells}</tr>"


def _span(cell: OriginalCell) -> str:
    is_short = len(cell.text) <= _SHORT and cell.columns == 1
    names = " ".join(
        name for name, holds in (("continued", cell.continued), ("short", is_short)) if holds
    )
    kind = f' class="{names}"' if names else ""
    return f'{kind} colspan="{cell.columns}"' if cell.columns > 1 else kind
