"""Where lines of words leave the same gaps free: the columns of a table without rules.

Imports the standard library and readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from itasearch.readers.layout.text_lines import TextLine

_LEAST_GAPS = ((12, 0.18), (7, 0.25), (0, 0.55))
"""From so many lines on, a gap so wide, in sizes of the type: few lines may leave the same
space free by chance, many do not; browsers leave no more between two cells."""
_LEAST_LINES = 3
_LOOK_AHEAD = 5
_APART = 4.0
"""In sizes: lines farther apart are no neighbours in one table."""
_MOST_LINES = 400
_NEARLY = 0.8
_LEAST_HELD = 2
_LEAST_KNOWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRegion:
    """Lines `first` to `last` (exclusive), and the gaps that all of them leave free."""

    first: int
    last: int
    gaps: tuple[tuple[float, float], ...]


def next_region(lines: Sequence[TextLine], start: int) -> GapRegion | None:
    """The first region at or after `start` whose lines share a gap; None where there is none."""
    for first in range(start, len(lines)):
        found = _grown(lines, first)
        if found is None:
            continue
        # A line of a title may have a gap too; the table below it has more.
        later = [_grown(lines, at) for at in range(first + 1, min(first + _LOOK_AHEAD, found.last))]
        better = [each for each in later if each and len(each.gaps) > len(found.gaps)]
        whole = _with_lines_above(lines, max(better, key=_weight, default=found), start)
        return _without_chance_gaps(lines, whole)
    return None


def _without_chance_gaps(lines: Sequence[TextLine], region: GapRegion) -> GapRegion:
    """The region without gaps behind bullets, and narrow ones that only one line's word makes."""
    inside = lines[region.first : region.last]
    least = _least_gap(0) * inside[0].size
    gaps = list(region.gaps)
    edges = [float("-inf"), *(middle for gap in gaps for middle in [sum(gap) / 2]), float("inf")]
    for index in reversed(range(len(gaps))):
        left, right = edges[index : index + 2], edges[index + 1 : index + 3]
        alone = min(_held(inside, *left), _held(inside, *right)) < _LEAST_HELD
        chance = alone and gaps[index][1] - gaps[index][0] < least
        if chance or _holds_marks_only(inside, *left):
            del gaps[index], edges[index + 1]
    return GapRegion(first=region.first, last=region.last, gaps=tuple(gaps))


def _holds_marks_only(lines: Sequence[TextLine], left: float, right: float) -> bool:
    """Whether the words between two edges are bullets: they belong to the texts behind them."""
    return not any(
        letter.isalnum()
        for line in lines
        for word in line.words
        if left < (word.box.left + word.box.right) / 2 < right
        for letter in word.text
    )


def _held(lines: Sequence[TextLine], left: float, right: float) -> int:
    """How many lines have a word between two edges."""
    return sum(
        any(left < (word.box.left + word.box.right) / 2 < right for word in line.words)
        for line in lines
    )


def known_region(
    lines: Sequence[TextLine], start: int, gaps: tuple[tuple[float, float], ...]
) -> GapRegion | None:
    """The first lines from `start` on that leave the gaps of an earlier table free.

    None where they fill a single column only, or are too few.
    """
    edges = [sum(gap) / 2 for gap in gaps]
    first = start
    while first < len(lines):
        last = first
        while last < len(lines) and not _crosses(lines[last], edges):
            last += 1
        several = any(len(_columns_of(line, edges)) > 1 for line in lines[first:last])
        if edges and several and last - first >= _LEAST_KNOWN:
            return GapRegion(first=first, last=last, gaps=gaps)
        first = last + 1
    return None


def _crosses(line: TextLine, edges: Sequence[float]) -> bool:
    return any(word.box.left < edge < word.box.right for word in line.words for edge in edges)


def _columns_of(line: TextLine, edges: Sequence[float]) -> set[int]:
    return {sum(edge < word.box.left for edge in edges) for word in line.words}


def _with_lines_above(lines: Sequence[TextLine], region: GapRegion, start: int) -> GapRegion:
    """The region with the lines above it that stand between lines of other columns.

    Cells centred in their rows put the lines of two columns half a line apart.
    """
    steps = [
        below.box.bottom - above.box.bottom
        for above, below in pairwise(lines[region.first : region.last])
    ]
    pitch = 2 * min(steps, default=0.0)
    first = region.first
    while first > start:
        above, below = lines[first - 1], lines[first]
        if below.box.bottom - above.box.bottom > _NEARLY * pitch or pitch < below.size:
            break
        first -= 1
    if first == region.first:
        return region
    covered = _covered(lines[first : region.last])
    gaps = _gaps(covered, _least_gap(region.last - first) * lines[first].size)
    if len(gaps) < len(region.gaps):
        return region
    return GapRegion(first=first, last=region.last, gaps=gaps)


def _covered(lines: Sequence[TextLine]) -> list[tuple[float, float]]:
    return _merged([], [(word.box.left, word.box.right) for line in lines for word in line.words])


def _weight(region: GapRegion) -> int:
    return len(region.gaps) * (region.last - region.first)


def _grown(lines: Sequence[TextLine], first: int) -> GapRegion | None:
    """The longest region from `first` on with as many gaps as any such region has."""
    if len(lines[first].words) < 2:
        return None
    covered: list[tuple[float, float]] = []
    best: GapRegion | None = None
    for at in range(first, min(len(lines), first + _MOST_LINES)):
        line = lines[at]
        if at > first and line.box.top - lines[at - 1].box.bottom > _APART * line.size:
            break
        covered = _merged(covered, [(word.box.left, word.box.right) for word in line.words])
        gaps = _gaps(covered, _least_gap(at + 1 - first) * line.size)
        if not gaps:
            break
        enough = at + 1 - first >= _LEAST_LINES
        if enough and (best is None or len(gaps) >= len(best.gaps)):
            best = GapRegion(first=first, last=at + 1, gaps=gaps)
    return best


def _merged(
    covered: Sequence[tuple[float, float]], more: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted([*covered, *more]):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _least_gap(lines: int) -> float:
    return next(least for count, least in _LEAST_GAPS if lines >= count)


def _gaps(covered: Sequence[tuple[float, float]], least: float) -> tuple[tuple[float, float], ...]:
    return tuple(
        (one[1], other[0]) for one, other in pairwise(covered) if other[0] - one[1] >= least
    )
