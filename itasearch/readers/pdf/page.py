"""One page of a PDF: its text layer as grids and words, or its picture.

The page is turned so that its text runs from left to right; bounding boxes and pictures
are of the turned page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from itasearch.config import ReadLimits
from itasearch.model.source import PageReading
from itasearch.readers.layout.borderless.by_drawing_order import Spans, borderless_tables
from itasearch.readers.layout.cell_text import Placed, fill_grids, middle
from itasearch.readers.layout.lines import lines_of
from itasearch.readers.layout.page import Box, Grid, Page, Rule, Word
from itasearch.readers.layout.ruled_tables import find_grids
from itasearch.readers.pdf.coordinates import PageView, page_view, unframed
from itasearch.readers.pdf.letters import TextLayer, read_layer, text_turn
from itasearch.readers.pdf.objects import PageObjects, page_objects

POINTS_PER_INCH = 72
_SAME_BORDER = 2.0  # points
_LEAST_RULED_BORDERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """What a page holds, before it is decided whether its text or its picture is read."""

    number: int
    view: PageView
    objects: PageObjects
    layer: TextLayer

    def page(self, *, before: Grid | None = None) -> Page:
        """The page by its text layer.

        Args:
            before: the last table of the page before; it may continue here.
        """
        width, height = self.view.width, self.view.height
        grids = find_grids(self.objects.rules, width=width, height=height)
        letters: list[Placed] = []
        for turn, turned in [(0, self.layer.level), *self.layer.turned.items()]:
            for each in turned:
                x, y = unframed(*middle(each), turn)
                letters.append(Placed(letter=each, x=x, y=y, turn=turn))
        filled, outside = fill_grids(grids, letters)
        unruled, outside = _unruled(outside, _columns(before, self.objects.rules))
        return Page(
            reading=PageReading(number=self.number),
            width=width,
            height=height,
            grids=tuple(sorted([*filled, *unruled], key=lambda grid: grid.box.top)),
            words=_words(outside),
            rules=tuple(_outside(self.objects.rules, grids)),
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
    """The page as a grey picture, turned as its bounding boxes are.

    Args:
        page: an open page.
        dpi: points per inch; fewer where the picture would have more pixels than allowed.
        limits: bounds on the pixels.

    Returns:
        shape (height, width); 255 is white.
    """
    view = view_of(page)
    most = (limits.page_pixels / max(view.width * view.height, 1.0)) ** 0.5
    scale = min(dpi / POINTS_PER_INCH, 0.99 * most)
    bitmap = page.render(
        scale=scale, rotation=(view.turn - page.get_rotation()) % 360, grayscale=True
    )
    pixels: NDArray[np.uint8] = np.array(bitmap.to_numpy(), dtype=np.uint8)
    bitmap.close()
    return pixels.reshape(pixels.shape[0], pixels.shape[1])


def _outside(rules: Sequence[Rule], grids: Sequence[Grid]) -> Iterator[Rule]:
    """Horizontal rules that belong to no grid, from left to right."""
    for rule in rules:
        (x, y), (to_x, to_y) = sorted((rule.start, rule.end))
        held = any(
            grid.box.top <= y <= grid.box.bottom
            and grid.box.left <= (x + to_x) / 2 <= grid.box.right
            for grid in grids
        )
        if to_x - x > 10 * abs(to_y - y) and not held:
            yield Rule(start=(x, y), end=(to_x, to_y))


def _columns(before: Grid | None, rules: Sequence[Rule]) -> Spans:
    """The columns of a table that may continue; a ruled one does only between its own rules."""
    if before is None or before.spans:
        return before.spans if before is not None else ()
    lefts = {cell.column: cell.box.left for cell in before.cells}
    borders = [*(lefts[column] for column in sorted(lefts)), before.box.right]
    vertical = [rule.start[0] for rule in rules if rule.start[0] == rule.end[0]]
    ruled = sum(any(abs(x - border) <= _SAME_BORDER for x in vertical) for border in borders)
    if len(lefts) < before.columns or 2 * ruled < len(borders) or ruled < _LEAST_RULED_BORDERS:
        return ()
    return tuple(pairwise(borders))


def _unruled(letters: Sequence[Placed], known: Spans) -> tuple[tuple[Grid, ...], list[Placed]]:
    """Tables without rules, and the letters outside of them."""
    level = [placed.letter for placed in letters if placed.turn == 0]
    found, rest = borderless_tables(level, known=known)
    left = {id(letter) for letter in rest}
    return found, [placed for placed in letters if placed.turn or id(placed.letter) in left]


def _words(letters: list[Placed]) -> tuple[Word, ...]:
    words: list[Word] = []
    for turn in sorted({placed.turn for placed in letters}):
        for line in lines_of([placed.letter for placed in letters if placed.turn == turn]):
            words += line.words if turn == 0 else [_unframed(word, turn) for word in line.words]
    return tuple(words)


def _unframed(word: Word, turn: int) -> Word:
    one = unframed(word.box.left, word.box.top, turn)
    other = unframed(word.box.right, word.box.bottom, turn)
    return Word(text=word.text, box=Box.between(one, other))
