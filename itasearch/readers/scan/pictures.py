"""Pictures of pages as arrays, and the size at which they are read."""

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Shape (height, width), grey, 255 is white; as ink 1 or 0; or RGB with a third axis."""
Integers = NDArray[np.int32]

LONG_SIDE = 2339
"""Pixels: A4 at 200 dpi, as most reports are scanned and Tesseract reads best."""
SAME_SIZE = 0.03
"""Share by which a size may differ without resizing."""


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
