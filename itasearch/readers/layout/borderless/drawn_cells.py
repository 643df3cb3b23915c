"""Cells of tables without rules, told by the order in which a file draws its text.

Browsers and office programs draw cell after cell, each from its first line to its last,
and write every space of a text as a letter. So a gap without a space ends a cell, and so
does a line that does not stand closely below the one drawn before. Imports the standard
library and readers.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from itasearch.readers.layout.text_lines import Letter

_SAME_LINE = 0.3
_SPACE = 0.15
_LOOSE_SPACE = 0.26
_BACK = 0.5
_MOST_SPACE = 1.5
"""In sizes: wider than what a space and justified text leave."""
_STEPS = (0.8, 2.4)
_WIDER = 1.08
_ASCENT = 0.6
_INDENT = 3.0
_MOST_BACKWARD = 0.05


@dataclass(slots=True)
class DrawnSegment:
    """Letters drawn one after the other on one line, with no gap but spaces."""

    letters: list[Letter]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.letters[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(letter.right for letter in self.letters if letter.text != " ")

    @property
    def base(self) -> float:
        """Its base line."""
        return self.letters[0].base

    @property
    def size(self) -> float:
        """Of its type."""
        return self.letters[0].size


@dataclass(slots=True)
class DrawnCell:
    """Lines of one cell; `order` counts cells as they are drawn."""

    lines: list[DrawnSegment]
    order: int

    @property
    def left(self) -> float:
        """Where its widest line to the left begins."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Where its widest line to the right ends."""
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        """Where the ink of its first line begins; marks do not count."""
        return min(line.base - _ASCENT * line.size for line in self.lines)

    @property
    def bottom(self) -> float:
        """The base line of its last line."""
        return max(line.base for line in self.lines)

    @property
    def letters(self) -> list[Letter]:
        """All its letters."""
        return [letter for line in self.lines for letter in line.letters]


def drawn_cells(letters: Sequence[Letter]) -> list[DrawnCell]:
    """The cells and paragraphs that letters make, in the order they are drawn.

    Args:
        letters: in the file's order; spaces that are out of order stand at the end.

    Returns:
        none where letters are not drawn in the order of reading.
    """
    if _is_backward(letters):
        return []
    segments = _segments(letters)
    pitch = _pitch(segments)
    cells: list[DrawnCell] = []
    for segment in segments:
        if cells and _goes_on(cells[-1].lines[-1], segment, _WIDER * pitch):
            cells[-1].lines.append(segment)
        else:
            cells.append(DrawnCell([segment], len(cells)))
    return cells


def _is_backward(letters: Sequence[Letter]) -> bool:
    """Whether letters of a line follow each other from right to left, or in no order."""
    steps = [
        other.left < one.left
        for one, other in pairwise(letters)
        if abs(one.base - other.base) <= _SAME_LINE * one.size and " " not in {one.text, other.text}
    ]
    return sum(steps) > _MOST_BACKWARD * len(steps)


def _segments(letters: Sequence[Letter]) -> list[DrawnSegment]:
    spaces = sorted((each for each in letters if each.text == " "), key=lambda each: each.base)
    bases = [space.base for space in spaces]
    segments: list[DrawnSegment] = []
    for letter in letters:
        if letter.text == " ":
            continue
        if segments:
            last = segments[-1].letters[-1]
            reach = _SAME_LINE * letter.size
            first = bisect_left(bases, letter.base - reach)
            end = bisect_left(bases, letter.base + reach)
            if _follows(last, letter, spaces[first:end]):
                if letter.left - last.right > _SPACE * letter.size:
                    segments[-1].letters.append(_space(last, letter))
                segments[-1].letters.append(letter)
                continue
        segments.append(DrawnSegment([letter]))
    return segments


def _follows(last: Letter, letter: Letter, spaces: Sequence[Letter]) -> bool:
    """Whether a letter goes on behind the one drawn before it."""
    size = letter.size
    gap = letter.left - last.right
    if abs(letter.base - last.base) > _SAME_LINE * size or not -_BACK * size < gap:
        return False
    if gap <= (_LOOSE_SPACE if last.loose else _SPACE) * size:
        return True
    if last.run == letter.run != 0:
        return gap <= _MOST_SPACE * size  # some spaces are lost, but no object holds two cells
    slack = _SPACE * size
    spaced = any(last.right - slack <= each.left <= letter.left + slack for each in spaces)
    return spaced and gap <= _MOST_SPACE * size


def _space(last: Letter, letter: Letter) -> Letter:
    return Letter(" ", last.right, letter.left, letter.base, letter.size)


def _steps(above: DrawnSegment, below: DrawnSegment) -> float | None:
    """From one base line to the next, where one stands below the other."""
    step = below.base - above.base
    size = max(above.size, below.size)
    stacked = min(above.right, below.right) > max(above.left, below.left)
    near = abs(above.left - below.left) <= _INDENT * size or _centred(above, below)
    inside = _STEPS[0] * size <= step <= _STEPS[1] * size
    return step if stacked and near and inside else None


def _centred(above: DrawnSegment, below: DrawnSegment) -> bool:
    return abs(above.left + above.right - below.left - below.right) <= above.size


def _pitch(segments: Sequence[DrawnSegment]) -> float:
    """The usual step from one line to the next, in sizes."""
    steps = sorted(
        step / below.size
        for above, below in pairwise(segments)
        if (step := _steps(above, below)) is not None
    )
    return steps[len(steps) // 10] if steps else 0.0


def _goes_on(above: DrawnSegment, below: DrawnSegment, most: float) -> bool:
    step = _steps(above, below)
    return step is not None and step <= most * max(above.size, below.size)
