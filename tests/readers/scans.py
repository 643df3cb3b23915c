"""Small pictures of pages for tests: drawn with Pillow, so no LibreOffice is needed."""

import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import features

from itasearch.readers.scan.ocr import why_unavailable

FONTS = Path("/usr/share/fonts/truetype/tlwg")
SIZE = 39  # 14 pt at 200 dpi

_MISSING = why_unavailable() is not None or not FONTS.is_dir() or not features.check("raqm")
"""Without Raqm, which needs libfribidi0, Pillow draws tone marks over the letters."""

needs_ocr = pytest.mark.skipif(
    _MISSING and not os.environ.get("CI"),
    reason="needs the extra ocr, tesseract-ocr-tha, fonts-thai-tlwg and libfribidi0",
)
needs_opencv = pytest.mark.skipif(
    importlib.util.find_spec("cv2") is None and not os.environ.get("CI"),
    reason="needs the extra ocr",
)

Picture = NDArray[np.uint8]


def text_page(
    lines: Sequence[str], *, font: str = "Loma", size: tuple[int, int] = (1400, 900)
) -> Picture:
    """A page of lines, 14 pt at 200 dpi."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", size, 255)
    face = ImageFont.truetype(str(FONTS / f"{font}.ttf"), SIZE)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((90, 70 + 80 * number), line, font=face, fill=0)
    return np.array(page, np.uint8)


def table_page(
    rows: Sequence[Sequence[str]], *, title: str = "", font: str = "Loma", rule: int = 2
) -> Picture:
    """A landscape A4 page at 200 dpi with a title over a ruled table; "\\n" parts lines."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (2339, 1654), 255)
    face = ImageFont.truetype(str(FONTS / f"{font}.ttf"), SIZE)
    pen = ImageDraw.Draw(page)
    pen.text((150, 90), title, font=face, fill=0)
    wide, top = 2000 // len(rows[0]), 220
    for row in rows:
        high = 30 + 75 * max(cell.count("\n") + 1 for cell in row)
        for column, cell in enumerate(row):
            left = 150 + column * wide
            pen.rectangle((left, top, left + wide, top + high), outline=0, width=rule)
            for number, line in enumerate(cell.split("\n")):
                pen.text((left + 20, top + 12 + 75 * number), line, font=face, fill=0)
        top += high
    return np.array(page, np.uint8)
