"""Rules as a page draws them, put in order: pieces joined, doubles made one, groups that touch.

Programs draw one border as many short pieces, cell by cell, twice, or dashed. Here they
become whole lines. All distances are shares of the page's longer side, so that points
and pixels do alike. Imports the standard library and readers.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from itasearch.readers.layout.page import Rule

_NEAR = 0.0035
"""Two rules so near are one: 3 points of A4, about what a double line of Word measures."""
_DASH = 0.016
_LEAST_DASHES = 4
_SLANT = 0.03


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A horizontal line at y = `at` from x = `first` to `last`; a vertical one the other way."""

    at: float
    first: float
    last: float

    @property
    def length(self) -> float:
        """From end to end."""
        return self.last - self.first


@dataclass(slots=True)
class Mesh:
    """Lines that touch each other, directly or through others."""

    across: list[RuleLine]
    down: list[RuleLine]


def near(width: float, height: float) -> float:
    """How far apart rules may stand and still touch, on a page of this size."""
    return _NEAR * max(width, height, 1.0)


def meshes(rules: Sequence[Rule], *, width: float, height: float) -> tuple[Mesh, ...]:
    """Groups of touching lines, in which lines run both ways."""
    gap = near(width, height)
    dash = _DASH * max(width, height, 1.0)
    across, down = _sorted_by_direction(rules)
    across, down = _whole(across, gap, dash), _whole(down, gap, dash)
    return tuple(_touching(across, down, gap))


def clusters(values: Sequence[float], gap: float) -> list[float]:
    """The middle of each run of values that stand no farther than `gap` from the one before."""
    runs: list[list[float]] = []
    for value in sorted(values):
        if runs and value - runs[-1][-1] <= gap and value - runs[-1][0] <= 2 * gap:
            runs[-1].append(value)
        else:
            runs.append([value])
    return [(run[0] + run[-1]) / 2 for run in runs]


def _sorted_by_direction(rules: Sequence[Rule]) -> tuple[list[RuleLine], list[RuleLine]]:
    across, down = [], []
    for rule in rules:
        (x, y), (to_x, to_y) = rule.start, rule.end
        wide, high = abs(to_x - x), abs(to_y - y)
        if high <= _SLANT * wide:
            across.append(RuleLine((y + to_y) / 2, min(x, to_x), max(x, to_x)))
        elif wide <= _SLANT * high:
            down.append(RuleLine((x + to_x) / 2, min(y, to_y), max(y, to_y)))
    return across, down


def _whole(lines: Sequence[RuleLine], gap: float, dash: float) -> list[RuleLine]:
    """Lines in one row joined where their ends meet, or where they are dashes of one."""
    rows: list[list[RuleLine]] = []
    for line in sorted(lines, key=lambda line: line.at):
        if rows and line.at - rows[-1][0].at <= gap / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in _joined(row, gap, dash)]


def _joined(row: Sequence[RuleLine], gap: float, dash: float) -> Iterator[RuleLine]:
    at = sum(line.at for line in row) / len(row)
    pieces: list[list[float]] = []
    for line in sorted(row, key=lambda line: line.first):
        if pieces and line.first - pieces[-1][1] <= gap:
            pieces[-1][1] = max(pieces[-1][1], line.last)
        else:
            pieces.append([line.first, line.last])
    for first, last in _undashed(pieces, dash):
        yield RuleLine(at, first, last)


def _undashed(pieces: Sequence[list[float]], dash: float) -> Iterator[tuple[float, float]]:
    """Runs of dashes as one line each; other pieces as they are."""
    run: list[list[float]] = []
    for piece in [*pieces, None]:
        follows = piece and run and piece[0] - run[-1][1] <= dash and _short(piece, run[-1], dash)
        if run and not follows:
            if len(run) >= _LEAST_DASHES:
                yield run[0][0], run[-1][1]
            else:
                yield from ((first, last) for first, last in run)
            run = []
        if piece:
            run.append(piece)


def _short(piece: list[float], before: list[float], dash: float) -> bool:
    # Four dashes in a row are needed too: columns are seldom that narrow.
    return piece[1] - piece[0] <= dash and before[1] - before[0] <= dash


def _touching(across: Sequence[RuleLine], down: Sequence[RuleLine], gap: float) -> Iterator[Mesh]:
    parents = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    # Sorted, so that a page with thousands of rules does not compare each with each.
    order = sorted(range(len(down)), key=lambda index: down[index].at)
    places = [down[index].at for index in order]
    for number, line in enumerate(across):
        for index in _between(order, places, line.first - gap, line.last + gap):
            if down[index].first - gap <= line.at <= down[index].last + gap:
                parents[root(number)] = root(len(across) + index)
    found: dict[int, Mesh] = {}
    for number, line in enumerate([*across, *down]):
        mesh = found.setdefault(root(number), Mesh([], []))
        (mesh.across if number < len(across) else mesh.down).append(line)
    return (mesh for mesh in found.values() if mesh.across and mesh.down)


def _between(
    order: Sequence[int], places: Sequence[float], first: float, last: float
) -> Sequence[int]:
    return order[bisect_left(places, first) : bisect_right(places, last)]
