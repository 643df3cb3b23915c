"""Photographs of paper: the far edge is shorter, so rules of a table are not parallel.

The slope of horizontal rules is taken as changing evenly down the page, that of vertical
rules as changing evenly across it; the four-cornered shape so found is stretched to a
rectangle. A page without rules on both ways is left as it is. Imports numpy; OpenCV where used.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Matrix = NDArray[np.float64]

_REACH = 45  # pixels at 200 dpi that a piece of rule must run: longer than any letter
_LEAST = 0.12  # of the page's side: shorter rules have no sure slope
_WORTH = 2.5  # pixels of deviation below which a page counts as flat
_STEEPEST = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Slopes:
    """Slope of a family of rules as a function of where they stand: base + change · place."""

    base: float
    change: float
    first: float
    last: float

    def at(self, place: float) -> float:
        """The slope of a rule that stands at `place`."""
        return self.base + self.change * place


def flattening(ink: Picture) -> Matrix | None:
    """The matrix that makes a page's rules upright and level, for `cv2.warpPerspective`.

    None where the page is flat already, or has too few rules to tell. Rules may slope by
    a few degrees: turn the page by its skew first.
    """
    import cv2

    height, width = ink.shape
    level = _slopes(ink)
    upright = _slopes(np.ascontiguousarray(ink.T))
    if level is None or upright is None:
        return None
    corners = np.array(
        [
            _crossing(level, y, upright, x, middle=(width / 2, height / 2))
            for y, x in (
                (level.first, upright.first),
                (level.first, upright.last),
                (level.last, upright.last),
                (level.last, upright.first),
            )
        ],
        np.float32,
    )
    wanted = _rectangle(corners)
    if float(np.abs(corners - wanted).max()) < _WORTH:
        return None
    return np.asarray(cv2.getPerspectiveTransform(corners, wanted), np.float64)


def _slopes(ink: Picture) -> Slopes | None:
    """How level rules slope, from top to bottom; None if fewer than two are seen."""
    import cv2

    height, width = ink.shape
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, _REACH), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(runs, np.uint8))
    places, slopes, weights = [], [], []
    for number in range(1, len(stats)):
        left, top, long, tall, _area = (int(value) for value in stats[number])
        if long < _LEAST * width or tall > 12 + _STEEPEST * long:
            continue
        y, x = np.nonzero(labels[top : top + tall, left : left + long] == number)
        slope, at_left = np.polyfit(x.astype(np.float64), y.astype(np.float64), 1)
        places.append(top + at_left + slope * (width / 2 - left))
        slopes.append(slope)
        weights.append(long)
    if len(places) < 2 or max(places) - min(places) < 0.1 * height:
        return None
    change, base = _straight_line(np.array(places), np.array(slopes), np.array(weights, float))
    return Slopes(base=base, change=change, first=min(places), last=max(places))


def _straight_line(
    places: NDArray[np.float64], slopes: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float]:
    """Weighted least squares, once more without what lies far off (underlines, pictures)."""
    for _ in range(2):
        change, base = np.polyfit(places, slopes, 1, w=weights)
        off = np.abs(slopes - (base + change * places))
        near = off <= max(0.003, 3 * float(np.median(off)))
        if near.all() or near.sum() < 2:
            break
        places, slopes, weights = places[near], slopes[near], weights[near]
    return float(change), float(base)


def _crossing(
    level: Slopes, y: float, upright: Slopes, x: float, *, middle: tuple[float, float]
) -> tuple[float, float]:
    """Where the level rule at `y` (in mid-page) crosses the upright one at `x`."""
    along, down = level.at(y), upright.at(x)
    # Y = y + along·(X - middle x) and X = x + down·(Y - middle y)
    crossing_x = (x + down * (y - along * middle[0] - middle[1])) / (1 - along * down)
    return crossing_x, y + along * (crossing_x - middle[0])


def _rectangle(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rectangle with the four corners' mean sides."""
    left, right = corners[[0, 3], 0].mean(), corners[[1, 2], 0].mean()
    top, bottom = corners[[0, 1], 1].mean(), corners[[2, 3], 1].mean()
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
