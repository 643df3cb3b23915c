"""One page of a PDF: its letters and rules, or its picture.

The page is turned so that its text runs from left to right; bounding boxes and pictures
are of the turned page.
"""

from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from itasearch.config import ReadLimits
from itasearch.model.source import PageReading
from itasearch.readers.layout.page import Page
from itasearch.readers.pdf.letters import TextLayer, read_layer, text_turn
from itasearch.readers.pdf.objects import PageObjects, PageView, page_objects, page_view

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """What a page holds, before it is decided whether its text or its picture is read."""

    number: int
    view: PageView
    objects: PageObjects
    layer: TextLayer

    def page(self) -> Page:
        """The page by its text layer."""
        return Page(
            reading=PageReading(number=self.number),
            width=self.view.width,
            height=self.view.height,
            letters=self.layer.letters,
            in_file_order=True,
            rules=tuple(self.objects.rules),
        )


def open_page(page: pdfium.PdfPage, number: int) -> PdfPage:
    """Everything of a page that has a text layer, or none."""
    text = page.get_textpage()
    try:
        view = _view(page, text)
        objects = page_objects(page, view)
        layer = read_layer(text, view, objects)
    finally:
        text.close()
    return PdfPage(number=number, view=view, objects=objects, layer=layer)


def view_of(page: pdfium.PdfPage) -> PageView:
    """How the page is turned: as most of its text runs, else as the file sets it."""
    text = page.get_textpage()
    try:
        return _view(page, text)
    finally:
        text.close()


def _view(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> PageView:
    turn = text_turn(text)
    return page_view(page.get_bbox(), turn=page.get_rotation() if turn is None else turn)


def picture(page: pdfium.PdfPage, *, dpi: float, limits: ReadLimits) -> NDArray[np.uint8]:
    """The page as a picture in colour, turned as its bounding boxes are.

    Args:
        page: an open page.
        dpi: points per inch; fewer where the picture would have more pixels than allowed.
        limits: bounds on the pixels.

    Returns:
        RGB, shape (height, width, 3).
    """
    view = view_of(page)
    most = (limits.page_pixels / max(view.width * view.height, 1.0)) ** 0.5
    scale = min(dpi / POINTS_PER_INCH, 0.99 * most)
    turn = (view.turn - page.get_rotation()) % 360
    bitmap = page.render(scale=scale, rotation=turn, rev_byteorder=True)
    pixels: NDArray[np.uint8] = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
    bitmap.close()
    return pixels
