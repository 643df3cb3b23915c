"""Pictures of paper made grey, evenly lit, straight and flat.

The result stays grey, because binarising hurts Tesseract. A page is straight when its ink, summed
along rows, is most sharply divided into rows with much and with none. It is flat when its largest
table is a rectangle.
"""

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Shape (height, width), grey, 255 is white; as ink 1 or 0; or RGB with a third axis."""
Integers = NDArray[np.int32]
Points = NDArray[np.float32]
Matrix = NDArray[np.float64]

LONG_SIDE = 2339  # pixels: A4 at 200 dpi, as most reports are scanned and Tesseract reads best
SAME_SIZE = 0.03  # share by which a size may differ without resizing

WIDEST = 8.0  # the largest angle of a page that is straightened, in degrees either way

_PAPER_SCALE = 8  # the paper's light is found on a picture so many times smaller
_LEAST_CHROMA = 60  # of 255: paper yellowed by age or light has less
_UNDER_STAMP, _OF_STAMP = 0.7, 0.85  # brightness by the stamp's own: ink under it, and its own
_HALO = 3  # pixels around coloured ink into which JPEG spreads its colour. By hand
_LEAST_HALO_CHROMA = 16  # of 255, within that distance. By hand, on JPEG of quality 75
_TALLEST_TEXT = 0.034  # of the long side: 10 mm on A4; coloured marks above it are no line of text
_STAMP_GAP = (5, 9)  # pixels down and across by which coloured ink is joined to one blob; by hand
_MOST_FILLED = 0.75  # share of its box that a stamp's ink fills; a fill has more. By hand
_MOST_DARK = 110  # grey level; areas below it are cells with white letters. By hand
_DARKEST_PAPER = 40  # grey level; where the paper seems darker, it is not made white. By hand
_INK_LEVELS = 140.0, 200.0  # between which Otsu's threshold of ink is kept; by hand
_MOST_POINTS = 60_000  # of ink by which angles are measured, evenly chosen; by hand
_LEAST_POINTS = 200  # of ink: a page with fewer has no direction. By hand
_FINEST_STEP = 0.02  # degrees to which the skew is searched; by hand
_LINE_ROWS, _WIDE_ROWS = 5, 81  # pixels: means over both differ where lines of text are; by hand
_LEAST_RIPPLE_RATIO = 1.6  # sharpness of columns by that of rows on a page on its side
_LEAST_RUN = 45  # pixels at 200 dpi of a piece of rule: longer than any letter
_LEAST_TABLE = 0.1  # share of the page; by hand
_LEAST_DEVIATION = 2.5  # pixels of a table's corners from a rectangle; by hand
_LEAST_SOLID = 0.8  # share of a table's side that is ink; by hand


def no_larger(picture: Picture) -> Picture:
    """A picture, grey or coloured, with no more pixels than a page needs."""
    scale = LONG_SIDE / max(picture.shape)
    return resized(picture, scale) if scale < 1 - SAME_SIZE else picture


def resized(picture: Picture, scale: float) -> Picture:
    """The picture enlarged or reduced by `scale`."""
    import cv2

    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    height, width = picture.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=how), np.uint8)


def grey_of(picture: Picture) -> tuple[Picture, int]:
    """An RGB picture in grey without stamps and signatures in red or blue ink, and how many.

    Coloured lines of text stay, and so do coloured fills: only blobs of coloured ink that
    are higher than a line of text and mostly empty are taken out.
    """
    import cv2

    grey: Picture = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    brightest = picture.max(axis=2)
    chroma = brightest - picture.min(axis=2)
    coloured = chroma > _LEAST_CHROMA
    if not coloured.any():
        return grey, 0
    joined = cv2.dilate(coloured.astype(np.uint8), np.ones(_STAMP_GAP, np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    tall = stats[:, cv2.CC_STAT_HEIGHT] > _TALLEST_TEXT * max(grey.shape)
    extent = stats[:, cv2.CC_STAT_HEIGHT] * stats[:, cv2.CC_STAT_WIDTH]
    sparse = stats[:, cv2.CC_STAT_AREA] < _MOST_FILLED * extent
    tall[0] = False
    stamps = np.flatnonzero(tall & sparse)
    for label in stamps:
        left, top, wide, high = stats[label, : cv2.CC_STAT_AREA]
        box = (
            slice(max(top - _HALO, 0), top + high + _HALO),
            slice(max(left - _HALO, 0), left + wide + _HALO),
        )
        marks = _filled(labels[box] == label) & coloured[box]
        if marks.any():
            grey[box] = _without_stamp(grey[box], brightest[box], chroma[box], marks)
    return grey, len(stamps)


def _without_stamp(
    grey: Picture, brightest: Picture, chroma: Picture, marks: NDArray[np.bool_]
) -> Picture:
    """A piece of a page without the stamp at `marks`; what is darker than its ink is under it."""
    import cv2

    level = max(1.0, float(np.median(brightest[marks])))
    bare = np.clip((brightest / level - _UNDER_STAMP) / (_OF_STAMP - _UNDER_STAMP), 0, 1)
    near = cv2.dilate(marks.astype(np.uint8), np.ones((2 * _HALO + 1,) * 2, np.uint8)) > 0
    halo = near & (chroma > _LEAST_HALO_CHROMA) & (brightest >= level)
    share = np.where(marks, bare, halo)
    return np.asarray(grey * (1 - share) + 255 * share, np.uint8)


def _filled(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Marks with what they enclose: the name and date inside a stamp's outline."""
    import cv2

    outlines, _ = cv2.findContours(
        marks.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    whole = np.zeros(marks.shape, np.uint8)
    cv2.drawContours(whole, outlines, -1, (1,), cv2.FILLED)
    return whole > 0


def even_light(grey: Picture) -> Picture:
    """`grey` with its paper white everywhere, dark cells turned to black on white."""
    import cv2

    height, width = grey.shape
    small = cv2.resize(
        grey,
        (max(1, width // _PAPER_SCALE), max(1, height // _PAPER_SCALE)),
        interpolation=cv2.INTER_AREA,
    )
    turned = _dark_areas(np.asarray(small, np.uint8))
    if turned.any():
        mask = cv2.resize(turned, (width, height), interpolation=cv2.INTER_NEAREST) > 0
        grey = np.where(mask, 255 - grey, grey)
        small = np.where(turned > 0, 255 - small, small)
    paper = cv2.dilate(small, np.ones((7, 7), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(np.asarray(paper, np.uint8), 5), (0, 0), 2)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, _DARKEST_PAPER), scale=255), np.uint8)


def _dark_areas(small: Picture) -> Picture:
    import cv2

    dark = (small < _MOST_DARK).astype(np.uint8)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    if not solid.any():
        return np.asarray(solid, np.uint8)
    # Letters in a dark cell are holes of the area.
    return np.asarray(cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)), np.uint8)


def ink_of(even: Picture) -> Picture:
    """Where there is ink in an evenly lit picture: 1 there, else 0."""
    import cv2

    soft = cv2.GaussianBlur(even, (0, 0), 0.7)
    level, _ = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    darkest, lightest = _INK_LEVELS
    return np.asarray(soft < min(lightest, max(darkest, level)), np.uint8)


def noise_of(even: Picture, ink: Picture) -> float:
    """Deviation of the paper's grey levels in an evenly lit picture, away from ink."""
    import cv2

    near_ink = cv2.dilate(ink, np.ones((11, 11), np.uint8))
    paper = even[::3, ::3][near_ink[::3, ::3] == 0]
    if paper.size < 1000:
        return 0.0
    # Half of the paper's levels are cut off at white; the lower half is whole.
    low, middle = np.percentile(paper, (16, 50))
    return float(middle - low)


def skew_angle(ink: Picture) -> float:
    """Degrees by which the page is turned, anticlockwise positive, within ±WIDEST; 0 if empty."""
    y, x = _points(ink)
    if not len(y):
        return 0.0
    best, reach, step = 0.0, WIDEST, 0.5
    while step >= _FINEST_STEP:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        bin_size = max(1.0, step * 10)
        counts = (_row_counts(y, x, float(angle), bin_size=bin_size) for angle in angles)
        scores = [float(np.square(np.diff(each)).sum()) for each in counts]
        best, reach, step = float(angles[int(np.argmax(scores))]), step, step / 5
    return best


def lies_on_its_side(letters: Picture) -> bool:
    """Whether lines of text run up or down the page, by ink of letters alone, without rules."""
    y, x = _points(letters)
    if len(y) < _LEAST_POINTS:
        return False
    return _ripple(x, y) > _LEAST_RIPPLE_RATIO * _ripple(y, x)


def turn(picture: Picture, angle: float) -> Picture:
    """The picture turned clockwise by `angle` degrees about its middle, of the same size."""
    import cv2

    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    turned = cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255.0,)
    )
    return np.asarray(turned, np.uint8)


def _points(ink: Picture) -> tuple[Points, Points]:
    y, x = np.nonzero(ink)
    every = max(1, len(y) // _MOST_POINTS)
    return y[::every].astype(np.float32), x[::every].astype(np.float32)


def _row_counts(y: Points, x: Points, angle: float, *, bin_size: float = 1.0) -> Matrix:
    rows = (y + x * np.float32(np.tan(np.radians(angle)))) / np.float32(bin_size)
    return np.bincount((rows - rows.min()).astype(np.int32)).astype(np.float64)


def _ripple(along: Points, across: Points) -> float:
    """How much the amount of ink changes from line to line, at the best small angle."""
    best = 0.0
    for angle in np.arange(-3.0, 3.01, 0.5):
        counts = _row_counts(along, across, float(angle))
        if len(counts) < _WIDE_ROWS:
            continue
        line, wide = (np.convolve(counts, np.ones(n) / n, "same") for n in (_LINE_ROWS, _WIDE_ROWS))
        best = max(best, float(np.square(line - wide).sum()))
    return best


def flattening(ink: Picture) -> Matrix | None:
    """The matrix that makes a page's largest table a rectangle, for `cv2.warpPerspective`.

    None where it is one already, or has no four whole sides. Its rules may slope by a few degrees:
    turn the page by its skew first.
    """
    import cv2

    thick = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    sizes = (1, _LEAST_RUN), (_LEAST_RUN, 1)
    across, down = (cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(s, np.uint8)) for s in sizes)
    rules = np.asarray(across, np.uint8) | np.asarray(down, np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rules)
    extents = stats[1:, cv2.CC_STAT_WIDTH] * stats[1:, cv2.CC_STAT_HEIGHT]
    if extents.max(initial=0) < _LEAST_TABLE * ink.size:
        return None
    y, x = np.nonzero(labels == 1 + np.argmax(extents))
    ends = [np.argmin(x + y), np.argmax(x - y), np.argmax(x + y), np.argmin(x - y)]
    corners = np.stack([x[ends], y[ends]], axis=1).astype(np.float32)
    left, right = corners[[0, 3], 0].mean(), corners[[1, 2], 0].mean()
    top, bottom = corners[[0, 1], 1].mean(), corners[[2, 3], 1].mean()
    rectangle = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    if float(np.abs(corners - rectangle).max()) < _LEAST_DEVIATION:
        return None
    for first, last in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        columns, rows = np.linspace(first, last, _LEAST_POINTS).round().astype(int).T
        if rules[rows, columns].mean() < _LEAST_SOLID:
            return None
    return np.asarray(cv2.getPerspectiveTransform(corners, rectangle), np.float64)
