"""Even light and one ink: grey pictures of paper as black on white, whatever lit or filled them.

Coloured ink of stamps and signatures is taken out before greying (`grey_of`); shadows,
shaded header cells and white letters on dark cells are evened out after it
(`even_light`). Binarising for Tesseract hurts, so all of it stays grey. Imports numpy;
OpenCV where it is used.
"""

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

_STEP = 8
_CHROMA = 60  # of 255: paper yellowed by age or light has less
_TALLEST_TEXT = 0.034  # of the long side: 10 mm on A4; coloured marks above it are no line of text


def grey_of(picture: Picture) -> Picture:
    """A colour picture in grey, without stamps and signatures in red or blue ink.

    Coloured lines of text stay, and so do coloured fills: only blobs of coloured ink that
    are higher than a line of text and mostly empty are taken out.

    Args:
        picture: RGB, shape (height, width, 3).
    """
    import cv2

    grey: Picture = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    brightest = picture.max(axis=2)
    coloured = (brightest - picture.min(axis=2)) > _CHROMA
    if not coloured.any():
        return grey
    joined = cv2.dilate(coloured.astype(np.uint8), np.ones((5, 9), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    tall = stats[:, cv2.CC_STAT_HEIGHT] > _TALLEST_TEXT * max(grey.shape)
    extent = stats[:, cv2.CC_STAT_HEIGHT] * stats[:, cv2.CC_STAT_WIDTH]
    drawn = stats[:, cv2.CC_STAT_AREA] < 0.75 * extent
    tall[0] = False
    dropped = (tall & drawn)[labels]
    # What black ink the stamp lies over stays: it has no colour.
    grey[dropped & coloured] = 255
    return grey


def even_light(grey: Picture) -> Picture:
    """`grey` with its paper white everywhere, dark cells turned to black on white."""
    import cv2

    height, width = grey.shape
    small = cv2.resize(
        grey, (max(1, width // _STEP), max(1, height // _STEP)), interpolation=cv2.INTER_AREA
    )
    turned = _dark_areas(np.asarray(small, np.uint8))
    if turned.any():
        mask = cv2.resize(turned, (width, height), interpolation=cv2.INTER_NEAREST) > 0
        grey = np.where(mask, 255 - grey, grey)
        small = np.where(turned > 0, 255 - small, small)
    paper = cv2.dilate(small, np.ones((7, 7), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(np.asarray(paper, np.uint8), 5), (0, 0), 2)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 40), scale=255), np.uint8)


def _dark_areas(small: Picture) -> Picture:
    """Where the picture, made small, is filled with dark colour: 1 there, else 0."""
    import cv2

    dark = (small < 110).astype(np.uint8)
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
    return np.asarray(soft < min(200.0, max(140.0, level)), np.uint8)


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
