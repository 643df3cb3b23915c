"""Where lines of words leave the same gaps free: the columns of a table without rules.

Imports the standard library and readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from itasearch.readers.text_lines import TextLine

_LEAST_GAP = 0.55
"""In sizes of the type: LibreOffice leaves no more between two cells of a wide font."""
_LEAST_LINES = 3
_LOOK_AHEAD = 5
_APART = 4.0
"""In sizes: lines farther apart are no neighbours in one table."""
_MOST_LINES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Lines `first` to `last` (exclusive), and the gaps that all of them leave free."""

    first: int
    last: int
    gaps: tuple[tuple[float, float], ...]


def next_region(lines: Sequence[TextLine], start: int) -> Region | None:
    """The first region at or after `start` whose lines share a gap; None where there is none."""
    for first in range(start, len(lines)):
        found = _grown(lines, first)
        if found is None:
            continue
        # A line of a title may have a gap too; the table below it has more.
        later = [_grown(lines, at) for at in range(first + 1, min(first + _LOOK_AHEAD, found.last))]
        better = [each for each in later if each and len(each.gaps) > len(found.gaps)]
        return max(better, key=_weight, default=found)
    return None


def _weight(region: Region) -> int:
    return len(region.gaps) * (region.last - region.first)


def _grown(lines: Sequence[TextLine], first: int) -> Region | None:
    """The longest region from `first` on with as many gaps as any such region has."""
    if len(lines[first].words) < 2:
        return None
    covered: list[tuple[float, float]] = []
    best: Region | None = None
    for at in range(first, min(len(lines), first + _MOST_LINES)):
        line = lines[at]
        if at > first and line.box.top - lines[at - 1].box.bottom > _APART * line.size:
            break
        covered = _merged(covered, [(word.box.left, word.box.right) for word in line.words])
        gaps = _gaps(covered, line.size)
        if not gaps:
            break
        enough = at + 1 - first >= _LEAST_LINES
        if enough and (best is None or len(gaps) >= len(best.gaps)):
            best = Region(first=first, last=at + 1, gaps=gaps)
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


def _gaps(covered: Sequence[tuple[float, float]], size: float) -> tuple[tuple[float, float], ...]:
    return tuple(
        (one[1], other[0])
        for one, other in pairwise(covered)
        if other[0] - one[1] >= _LEAST_GAP * size
    )
