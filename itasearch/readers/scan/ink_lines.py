"""Lines of text on a straight page, each cut out as a picture of its own.

Blobs of a letter's height beside each other make a line; marks above and below belong to the line
of the nearest letters, so none is cut. Lines end at the borders of their cell, else at wide gaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from itasearch.readers.layout.page import Box
from itasearch.readers.scan.clean import Integers, Picture

OUTSIDE = -1  # in place of the number of a cell: in none
_PAPER_AROUND = 10  # pixels around a line: Tesseract needs some
_WIDE_GAP = 2.0  # letter heights between two runs of words outside of tables
_CELL_INSET = 3  # pixels
_LOWER_COSTS = 1.25  # times: a mark is more often above its line than below
_MOST_LETTERS = 12_000  # more than any page has: a photograph or noise
_MOST_LINES = 1_500  # of a page; the others are counted as left out. By hand, not measured
_LEAST_STRAY = 4  # letters in no line that count as one mark left out
_CLOSEST = 1.4  # letter heights between the middles of two lines
_FARTHEST = 2.6  # letter heights of a mark from the middle of its line


@dataclass(frozen=True, slots=True, kw_only=True)
class InkLine:
    """One line of text; its box is around its ink."""

    cell: int  #: the number of its cell; OUTSIDE for none
    box: Box
    base: float  #: the lower end of its letters, on the page
    picture: Picture  #: grey, with paper around it and without ink of other lines
    letters: Integers  #: left, top, right, bottom of each in `picture`, left to right; no marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """All lines of a page, and how many blobs are no text (stamps, drawings, handwriting)."""

    lines: tuple[InkLine, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Boxes:
    left: Integers
    top: Integers
    right: Integers
    bottom: Integers

    @property
    def height(self) -> Integers:
        return self.bottom - self.top

    @property
    def width(self) -> Integers:
        return self.right - self.left

    @property
    def middle(self) -> Integers:
        return (self.top + self.bottom) // 2

    @property
    def centre(self) -> Integers:
        return (self.left + self.right) // 2


@dataclass(frozen=True, slots=True)
class _Blobs(_Boxes):
    """Connected pieces of ink: their boxes and label picture; number 0 is the paper."""

    labels: Integers
    area: Integers


def letter_height(ink: Picture) -> float:
    """The usual height of a letter in pixels; 0 where there are too few letters."""
    blobs = _blobs(ink)
    height, width = blobs.height, blobs.width
    likely = (height >= 6) & (height <= 150) & (width >= 2) & (width <= 4 * height)
    likely &= height <= 6 * width
    likely[0] = False
    if likely.sum() < 8:
        return 0.0
    heights = height[likely]
    # Marks are as many as letters, but small: weigh by extent.
    order = np.argsort(heights)
    weights = np.cumsum((heights * width[likely])[order])
    return float(heights[order][np.searchsorted(weights, weights[-1] * 0.4)])


def find_lines(grey: Picture, ink: Picture, cells: Sequence[Box], *, letter: float) -> Lines:
    """Cut a page, evenly lit, rules erased, into its lines, by the `cells` of its tables."""
    blobs = _blobs(ink)
    region = np.full(ink.shape, OUTSIDE, np.int32)
    for number, box in enumerate(cells):
        region[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1] = number
    where = region[blobs.middle, blobs.centre]
    big = (blobs.height > 3.4 * letter) & (blobs.width > 1.5 * letter)
    big |= blobs.height > 5 * letter
    text = ~big & (blobs.area >= max(4, 0.012 * letter**2))
    text[0] = big[0] = False
    body = text & (blobs.height >= 0.6 * letter) & (blobs.height <= 2.2 * letter)
    if body.sum() > _MOST_LETTERS:
        return Lines(lines=(), left_out=1)
    bands = _bands(blobs, where, text & body, cells, letter=letter)
    owner = _owners(blobs, where, text, bands, letter=letter)
    lines = tuple(
        _cut(grey, blobs, owner, number, body=body, cell=int(bands.cell[number]))
        for number in range(min(len(bands.cell), _MOST_LINES))
        if (owner == number).any()
    )
    left_out = int((big & (blobs.area > 4 * letter**2)).sum())
    left_out += max(0, len(bands.cell) - _MOST_LINES)
    # Letters in no line are counted, never ignored.
    left_out += int((body & (owner < 0)).sum()) >= _LEAST_STRAY
    return Lines(lines=lines, left_out=left_out)


def _blobs(ink: Picture) -> _Blobs:
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    area = np.asarray(stats[:, cv2.CC_STAT_AREA], np.int32)
    return _Blobs(*_sides(stats), labels=np.asarray(labels, np.int32), area=area)


def _sides(stats: NDArray[np.generic]) -> tuple[Integers, Integers, Integers, Integers]:
    left, top, width, height, _area = np.asarray(stats, np.int32).T
    return left, top, left + width, top + height


@dataclass(frozen=True, slots=True)
class _Bands(_Boxes):
    """By line: its cell, and the box of the band through the middle of its letters."""

    cell: Integers


def _bands(
    blobs: _Blobs, where: Integers, body: NDArray[np.bool_], cells: Sequence[Box], *, letter: float
) -> _Bands:
    import cv2

    # Numbers of the blobs that make lines: letters; in a cell without any, all blobs.
    with_letters = np.zeros(int(where.max(initial=0)) + 2, bool)
    with_letters[where[body]] = True
    lone = (where != OUTSIDE) & ~with_letters[where] & (blobs.area > 0)
    lone[0] = False
    chosen = np.asarray(np.flatnonzero(body | lone), np.int32)
    canvas = np.zeros(blobs.labels.shape, np.uint8)
    half = max(2, round(0.25 * letter))
    reach = round(_WIDE_GAP * letter / 2)
    tall = blobs.height > 1.35 * letter
    # Tall letters have the same base as the others; few descend below it.
    middles = np.where(tall & body, blobs.bottom - round(0.5 * letter), blobs.middle)
    for i in chosen.tolist():
        if where[i] == OUTSIDE:
            left, right = int(blobs.left[i]) - reach, int(blobs.right[i]) + reach
        else:
            box = cells[where[i]]
            left, right = int(box.left) + _CELL_INSET, int(box.right) - _CELL_INSET
        thin = half // 2 if tall[i] else half
        middle = int(middles[i])
        canvas[max(0, middle - thin) : middle + thin + 1, max(0, left) : max(0, right)] = 1
    _, labels, stats, _ = cv2.connectedComponentsWithStats(canvas, connectivity=4)
    makers = labels[middles[chosen], blobs.centre[chosen]]
    cell = np.full(len(stats), OUTSIDE, np.int32)
    cell[makers] = where[chosen]
    bands = _Bands(*_sides(stats), cell=cell)
    counts = np.bincount(makers, minlength=len(stats)).astype(np.int32)
    return _without_marks(bands, counts, letter=letter)


def _without_marks(bands: _Bands, makers: Integers, *, letter: float) -> _Bands:
    """Bands without those that high marks made close to the line they belong to."""
    middle = (bands.top + bands.bottom) / 2
    letters: list[int] = []
    for number in np.argsort(-makers, kind="stable").tolist():
        if number == 0 or makers[number] == 0:
            continue
        others = np.array(letters, np.int32)
        near = (
            (bands.cell[others] == bands.cell[number])
            & (np.abs(middle[others] - middle[number]) < _CLOSEST * letter)
            & (bands.left[others] < bands.right[number])
            & (bands.right[others] > bands.left[number])
        )
        if not near.any():
            letters.append(number)
    chosen = np.array(sorted(letters, key=lambda number: bands.top[number]), np.int32)
    return _Bands(
        bands.left[chosen],
        bands.top[chosen],
        bands.right[chosen],
        bands.bottom[chosen],
        cell=bands.cell[chosen],
    )


def _owners(
    blobs: _Blobs, where: Integers, text: NDArray[np.bool_], bands: _Bands, *, letter: float
) -> Integers:
    """For each blob the number of its line, -1 for none."""
    owner = np.full(len(where), -1, np.int32)
    by_cell: dict[int, list[int]] = {}
    for number, cell in enumerate(bands.cell.tolist()):
        by_cell.setdefault(cell, []).append(number)
    for cell, numbers in by_cell.items():
        mine = np.flatnonzero(text & (where == cell))
        if not len(mine):
            continue
        lines = np.array(numbers)
        middle = (bands.top[lines] + bands.bottom[lines]) / 2
        away = middle[None, :] - blobs.middle[mine][:, None].astype(float)
        cost = np.where(away >= 0, away, -_LOWER_COSTS * away)
        centre = blobs.centre[mine][:, None]
        aside = np.maximum(bands.left[lines][None, :] - centre, centre - bands.right[lines])
        cost += 3 * np.maximum(aside, 0)
        nearest = np.argmin(cost, axis=1)
        reached = cost[np.arange(len(mine)), nearest] <= _FARTHEST * letter
        owner[mine[reached]] = lines[nearest[reached]]
    return owner


def _cut(
    grey: Picture,
    blobs: _Blobs,
    owner: Integers,
    number: int,
    *,
    body: NDArray[np.bool_],
    cell: int,
) -> InkLine:
    mine = np.flatnonzero(owner == number)
    left, top = int(blobs.left[mine].min()), int(blobs.top[mine].min())
    right, bottom = int(blobs.right[mine].max()), int(blobs.bottom[mine].max())
    around = (slice(max(0, top - 2), bottom + 2), slice(max(0, left - 2), right + 2))
    picture = _without_others(grey[around], blobs.labels[around], owner, number)
    picture = np.pad(picture, _PAPER_AROUND, constant_values=255)
    x, y = around[1].start - _PAPER_AROUND, around[0].start - _PAPER_AROUND
    own = mine[body[mine]]
    own = own[np.argsort(blobs.left[own])]
    letters = np.stack(
        [blobs.left[own] - x, blobs.top[own] - y, blobs.right[own] - x, blobs.bottom[own] - y],
        axis=1,
    )
    return InkLine(
        cell=cell,
        box=Box(left=float(left), top=float(top), right=float(right), bottom=float(bottom)),
        base=float(np.median(blobs.bottom[own])) if len(own) else float(bottom),
        picture=picture,
        letters=letters,
    )


def _without_others(grey: Picture, labels: Integers, owner: Integers, number: int) -> Picture:
    import cv2

    own = (labels > 0) & (owner[labels] == number)
    foreign = (labels > 0) & ~own
    if not foreign.any():
        return grey
    # Ink fades into the paper around it.
    around_own = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    faded = cv2.dilate(foreign.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    out = grey.copy()
    out[foreign | (faded & ~around_own)] = 255
    return out
