"""Pictures of pages to pages of words and grids, read by Tesseract on all cores.

The whole of OCR stands behind this module: `read_pictures` for PDFs without a text
layer and for image files alike, and `why_unavailable` to tell beforehand what is not
installed. OpenCV and Tesseract come with the extra `ocr` and are imported only when
a page is read. Imports numpy, config, errors, model and readers.
"""

import importlib.util
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from itasearch.config import ReadLimits
from itasearch.readers.page import Page

_MODULES = ("cv2", "PIL", "tesserocr")
_NO_EXTRA = (
    "อ่านภาพสแกนไม่ได้เพราะยังไม่ได้ติดตั้งส่วนเสริม โปรดติดตั้ง itasearch[ocr] (pip install 'itasearch[ocr]') "
    "และชุดภาษาไทยของ Tesseract (บน Debian/Ubuntu: apt install tesseract-ocr-tha)"
)


def why_unavailable() -> str | None:
    """What is not installed that OCR needs, as one Thai sentence; None when it can run."""
    if any(importlib.util.find_spec(name) is None for name in _MODULES):
        return _NO_EXTRA
    return None


def read_pictures(
    pictures: Iterable[tuple[int, NDArray[np.uint8]]], *, limits: ReadLimits
) -> Iterator[Page]:
    """Read pictures of pages, in order; the next are read while one is looked at.

    Args:
        pictures: page number (from 1) and grey picture, shape (height, width), as rendered
            at about 200 dpi; taken one by one, a few ahead of the pages given back.
        limits: bounds on the pixels of a page and on the number of pages.

    Raises:
        LimitExceededError: a picture has more pixels than allowed, or there are more
            pictures than pages may be read by OCR. `path` is empty: the caller knows it.
    """
    raise NotImplementedError
