"""Where tables begin and end in plain text, and which lines together make one row.

A tab or a pipe alone makes no table: numbered lines ("๑.<tab>text"), indented
paragraphs and letter heads have tabs too. A row may be broken over several
lines; they are joined only where the number of cells then comes out right.
Imports the standard library and readers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from itasearch.readers.text_table import (
    TableLine,
    count_pipes,
    is_grid_border,
    is_pipe_rule,
    is_tab_rule,
    split_pipes,
    split_tabs,
)

FORM_FEED = "\f"
_LOOK_AHEAD = 60
_MARKER = re.compile(r"^\(?[0-9๐-๙]+(?:[.)][0-9๐-๙]+)*[.)]*$|^[-•*●▪–o]$")
_NUMBERED = re.compile(r"^\s*\(?(?P<number>[0-9๐-๙]{1,3})[.)](?![0-9๐-๙])")
_BULLET = re.compile(r"^\s*[-–•*●▪]\s*(?=[^\s\-–])")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the file; the text is "\\f" alone where a page ends."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Table lines that stand together; `end` is the index of the first line after them."""

    rows: tuple[TableLine, ...]
    end: int


def blank(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether there is no text at `index`, the file's and a page's end included."""
    return index >= len(lines) or not lines[index].text.strip()


def begins_pipe_table(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether a table with pipes begins at `index`."""
    text = lines[index].text
    if text.lstrip().startswith("|"):
        return count_pipes(text) >= 2
    return "|" in text and index + 1 < len(lines) and is_pipe_rule(lines[index + 1].text)


def begins_tab_table(
    lines: Sequence[SourceLine], index: int, *, known_widths: frozenset[int]
) -> bool:
    """Whether a table with tabs begins at `index`.

    Args:
        lines: all lines of the file.
        index: the line in question.
        known_widths: numbers of columns of the tab tables found before.
    """
    text = lines[index].text
    if "\t" not in text or is_tab_rule(text):
        return False
    cells = text.split("\t")
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) >= 3:
        return True
    followed = _next_width(lines, index) == len(cells)
    if len(filled) == 2 and not _MARKER.match(filled[0]):
        return followed or len(cells) in known_widths
    if not filled:
        return False
    if cells[0].strip():
        return followed and not cells[-1].strip()
    # One text far from the edge goes on with a row above; one or two tabs indent a paragraph.
    return len(cells) >= 4 and len(cells) in known_widths


def gather_pipes(lines: Sequence[SourceLine], index: int) -> Run:
    """The run of pipe rows that begins at `index`."""
    rows: list[TableLine] = []
    width = 0
    while not blank(lines, index):
        text = lines[index].text
        if is_pipe_rule(text):
            rows.append(TableLine(cells=(), line_number=lines[index].number, rule=True))
            width = max(width, len(split_pipes(text)))
            index += 1
            continue
        if not (text.lstrip().startswith("|") or (rows and "|" in text) or not rows):
            break
        last = _last_line_of_pipe_row(lines, index, width)
        whole = "\n".join(line.text for line in lines[index : last + 1])
        rows.append(TableLine(cells=split_pipes(whole), line_number=lines[index].number))
        width = max(width, len(rows[-1].cells))
        index = last + 1
    return Run(rows=tuple(rows), end=index)


def gather_grid(lines: Sequence[SourceLine], index: int) -> tuple[Sequence[SourceLine], int]:
    """The lines of a table drawn with + and - from `index`, and the index after them."""
    end = index
    while not blank(lines, end) and lines[end].text.lstrip().startswith(("|", "+")):
        end += 1
    return lines[index:end], end


def gather_tabs(lines: Sequence[SourceLine], index: int) -> Run:
    """The run of tab rows that begins at `index`."""
    rows: list[TableLine] = []
    width = 0
    while not blank(lines, index):
        text = lines[index].text
        if is_tab_rule(text) or is_pipe_rule(text):
            rows.append(TableLine(cells=(), line_number=lines[index].number, rule=True))
            index += 1
            continue
        last = _last_line_of_tab_row(lines, index, width)
        last = _last_line_of_list(lines, index, last) if rows else last
        whole = "\n".join(line.text for line in lines[index : last + 1])
        if rows and not _continues_tab_table(lines, index, whole, width):
            break
        rows.append(TableLine(cells=split_tabs(whole), line_number=lines[index].number))
        width = max(width, len(rows[-1].cells))
        index = last + 1
    return Run(rows=tuple(rows), end=index)


def _next_width(lines: Sequence[SourceLine], index: int) -> int:
    """Number of cells of the next line with text; blank lines between do not count."""
    for line in lines[index + 1 : index + 4]:
        if line.text.strip():
            return len(line.text.split("\t"))
    return 0


def _last_line_of_pipe_row(lines: Sequence[SourceLine], index: int, width: int) -> int:
    first = lines[index].text.rstrip()
    closed = first.endswith("|")
    if closed and len(split_pipes(first)) >= width:
        return index
    whole = first
    for end in range(index + 1, min(index + _LOOK_AHEAD, len(lines))):
        text = lines[end].text
        if text == FORM_FEED or text.lstrip().startswith(("|", "#")) or is_grid_border(text):
            break
        if (blank(lines, end) and not width) or (closed and not count_pipes(text)):
            break
        whole += "\n" + text.rstrip()
        cells = len(split_pipes(whole))
        if text.rstrip().endswith("|") and (cells == width or not width):
            return end
        if width and cells > width:
            break
    return index


def _last_line_of_tab_row(lines: Sequence[SourceLine], index: int, width: int) -> int:
    """A row goes on while a quote or paragraph is open, or until its cells are complete."""
    whole = lines[index].text
    quoted = whole.count('"') % 2 == 1 and any(c.startswith('"') for c in whole.split("\t"))
    marked = "\t" in whole and _open_paragraphs(whole) > 0
    short = 1 < len(whole.split("\t")) < width and "\t" in whole
    if not (quoted or marked or short):
        return index
    for end in range(index + 1, min(index + _LOOK_AHEAD, len(lines))):
        text = lines[end].text
        if text == FORM_FEED or (blank(lines, end) and not quoted):
            break
        if short and not quoted and not marked and _begins_row(text, whole):
            break
        whole += "\n" + text
        cells = whole.count("\t") + 1
        if quoted and whole.count('"') % 2 == 0:
            return end
        if marked and _open_paragraphs(whole) == 0 and (not width or cells == width):
            return end
        if short and not quoted and not marked and cells == width:
            return end
        if width and not quoted and cells > width:
            break
    return index


def _begins_row(text: str, above: str) -> bool:
    """Whether a numbered line with tabs begins a row, and does not end the list of a cell above."""
    return bool(_NUMBERED.match(text)) and "\t" in text and not _counts_on(above, text)


def _counts_on(above: str, text: str) -> bool:
    """Whether `text` is the next item of the list in the last cell of `above`."""
    items = above.rsplit("\t", 1)[-1].split("\n")
    own = _NUMBERED.match(text)
    if own is None:
        return bool(_BULLET.match(items[0]) and _BULLET.match(text))
    numbers = [int(match["number"]) for item in items if (match := _NUMBERED.match(item))]
    return bool(numbers) and numbers[-1] + 1 == int(own["number"])


def _last_line_of_list(lines: Sequence[SourceLine], first: int, last: int) -> int:
    """The end of a row whose last cell is a list that goes on over lines without tabs."""
    whole = "\n".join(line.text for line in lines[first : last + 1])
    while "\t" in whole and not blank(lines, last + 1):
        text = lines[last + 1].text
        if "\t" in text or not _counts_on(whole, text):
            break
        whole += "\n" + text
        last += 1
    return last


def _open_paragraphs(text: str) -> int:
    return len(re.findall(r"<p[\s>]", text)) - text.count("</p>")


def _continues_tab_table(lines: Sequence[SourceLine], index: int, whole: str, width: int) -> bool:
    cells = whole.split("\t")
    filled = sum(bool(cell.strip()) for cell in cells)
    if len(cells) == 1:
        # A line without tabs between two rows names a group; after the last row it is prose.
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        return len(following.split("\t")) == width and not following.startswith("\t")
    if filled == 1 and not cells[0].strip() and len(cells) <= 3 and cells[-1].strip():
        # One or two tabs before a text indent a paragraph, unless they fill the row.
        return len(cells) >= width
    return filled > 1 or len(cells) * 2 >= width
