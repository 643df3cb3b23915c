"""Rows of a table without rules: which lines, over all columns, belong together.

Told by rules between them, by space between them, by columns that begin again after they
had ended, and by numbers in the first column. Imports the standard library and readers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from itasearch.readers.layout.page import Rule
from itasearch.readers.layout.text_lines import TextLine
from itasearch.readers.layout.wrapped_lines import begins_item, first_width

_WIDER = 1.08
"""Steps between lines that are so much wider than the usual one part two rows."""
_OVERLAP = 0.25
_NEARLY = 0.8
_LEAST_BANDS = 3
_ACROSS = 0.6

CellLines = Mapping[int, TextLine]
"""By column, what a line of the table holds there."""


@dataclass(slots=True)
class _Block:
    """Lines of one column that follow each other closely: from `top` to `bottom`."""

    top: float
    bottom: float
    lines: list[int]


def row_starts(
    lines: Sequence[CellLines], *, rules: Sequence[Rule], widths: Mapping[int, float]
) -> list[int]:
    """The numbers of the lines that begin a row, the first one included.

    Args:
        lines: all lines of the table, from the top down.
        rules: horizontal rules of the page.
        widths: of the columns.
    """
    by_rules = _bands(lines, rules)
    if len(by_rules) >= _LEAST_BANDS:
        return by_rules
    groups = _groups(lines)
    return sorted({start for group in groups for start in _within(lines, group, widths)})


def _bands(lines: Sequence[CellLines], rules: Sequence[Rule]) -> list[int]:
    """Starts of the rows that rules across the table part."""
    boxes = [cell.box for line in lines for cell in line.values()]
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    heights = sorted(
        rule.start[1]
        for rule in rules
        if min(right, rule.end[0]) - max(left, rule.start[0]) >= _ACROSS * (right - left)
    )
    middles = [_middle(line) for line in lines]
    starts = {0}
    for height in heights:
        below = [number for number, middle in enumerate(middles) if middle > height]
        if below:
            starts.add(below[0])
    return sorted(starts)


def _groups(lines: Sequence[CellLines]) -> list[list[int]]:
    """Lines grouped where blocks of any column stand beside each other."""
    blocks = sorted(_blocks(lines), key=lambda block: block.top)
    groups: list[tuple[float, list[int]]] = []
    for block in blocks:
        reach = _OVERLAP * _height(lines)
        if groups and block.top < groups[-1][0] - reach:
            bottom, members = groups[-1]
            groups[-1] = (max(bottom, block.bottom), members + block.lines)
        else:
            groups.append((block.bottom, list(block.lines)))
    return [sorted(set(members)) for _, members in groups]


def _blocks(lines: Sequence[CellLines]) -> list[_Block]:
    pitch = _pitch(lines)
    blocks: list[_Block] = []
    for column in {column for line in lines for column in line}:
        last: _Block | None = None
        for number, line in enumerate(lines):
            cell = line.get(column)
            if cell is None:
                continue
            # The ink of Thai letters; the boxes of two lines would overlap.
            top, bottom = cell.box.bottom - 1.1 * cell.size, cell.box.bottom - 0.3 * cell.size
            if last is not None and bottom - last.bottom <= _WIDER * pitch:
                last.bottom = bottom
                last.lines.append(number)
            else:
                last = _Block(top, bottom, [number])
                blocks.append(last)
    return blocks


def _pitch(lines: Sequence[CellLines]) -> float:
    """The usual step from one line of a cell to the next."""
    steps: list[float] = []
    for column in {column for line in lines for column in line}:
        bottoms = [line[column].box.bottom for line in lines if column in line]
        steps += [below - above for above, below in pairwise(bottoms)]
    steps.sort()
    return steps[len(steps) // 20] if steps else 1.5 * _height(lines)


def _height(lines: Sequence[CellLines]) -> float:
    sizes = sorted(cell.size for line in lines for cell in line.values())
    return sizes[len(sizes) // 2] if sizes else 1.0


def _within(
    lines: Sequence[CellLines], group: Sequence[int], widths: Mapping[int, float]
) -> list[int]:
    """Starts of rows among lines without space between: cells begin at the top of their row."""
    starts = [group[0]]
    if len(lines[group[0]]) < 2 or not _regular(lines, group):
        return starts  # its cells do not begin together: they are centred, and the group is a row
    seen: set[int] = set(lines[group[0]])
    for before, number in pairwise(group):
        above, line = lines[before], lines[number]
        resumed = (seen - set(above)) & set(line)
        if (resumed and min(widths) in line) or _begins(above, line, widths):
            starts.append(number)
            seen = set()
        seen |= set(line)
    return starts


def _regular(lines: Sequence[CellLines], group: Sequence[int]) -> bool:
    """Whether the lines of all columns stand on the same base lines."""
    pitch = _pitch([lines[number] for number in group])
    bottoms = [max(cell.box.bottom for cell in lines[number].values()) for number in group]
    return all(below - above > _NEARLY * pitch for above, below in pairwise(bottoms))


def _begins(above: CellLines, line: CellLines, widths: Mapping[int, float]) -> bool:
    """Whether `line` begins a row although no column had ended above it."""
    first = min(widths)
    if len(line) < 2 or first not in line:
        return False
    if begins_item(line[first].text):
        return True
    shared = [column for column in line if column in above]
    return len(line) >= len(above) > 1 and not any(
        widths[column] - (above[column].box.right - above[column].box.left)
        < first_width([line[column]])
        for column in shared
    )


def _middle(line: CellLines) -> float:
    boxes = [cell.box for cell in line.values()]
    return sum((box.top + box.bottom) / 2 for box in boxes) / len(boxes)
