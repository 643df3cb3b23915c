"""A picture of a page made ready for reading, and its lines read.

Ready means straight, evenly lit and cut into lines. A line's box on the page surrounds its
ink, which is taller where marks are; once read, lines get a base line and the size of the
page's letters, as those of PDFs have, so that layout treats both alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from itasearch.model.source import PageReading
from itasearch.readers.layout.page import Grid, Letter, Page, Rule
from itasearch.readers.scan.clean import (
    LONG_SIDE,
    SAME_SIZE,
    Picture,
    even_light,
    flattening,
    grey_of,
    ink_of,
    lies_on_its_side,
    noise_of,
    resized,
    skew_angle,
    turn,
)
from itasearch.readers.scan.ink_lines import InkLine, Lines, find_lines, letter_height
from itasearch.readers.scan.line_text import LineText
from itasearch.readers.scan.ruled_tables import ruled_page

_READABLE_LETTERS = (15.0, 44.0)  # pixels of height that Tesseract reads well
_BEST_LETTER = 23.0  # pixels of height
_MOST_ENLARGED = 3.0  # times
_LEAST_ANGLE = 0.03  # degrees
_ROUGH_NOISE = 3.5  # grey levels
_ROUGH_LETTER = 14.0  # pixels of height in the picture as scanned

_TYPE_SIZE = 1.8  # size of the type by the height of its letters: 1.6 to 2.2 in Thai fonts
_CELL_END = 1.2  # in letter heights: a space at a line's end, and the paper behind its last letter
_SAMPLED_LINES = 6  # the longest of a page, read first to see whether it is upside down; by hand
_LEAST_READABLE = 0.8  # confidence below which the page may be upside down
_LEAST_GAIN = 0.05  # of confidence by turning the page
_CONFIDENCE_RANGE = 0.62, 0.94  # Tesseract's mean on gibberish and on faultless pages
_MOST_DOUBTFUL_WORDS = 400  # of a page; one with more is doubtful as a whole
_MOST_CONFIDENCE = 0.99  # of a page: no reading of a scan is beyond doubt. By hand


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPage:
    """A page ready for reading.

    Attributes:
        whole: straight and evenly lit.
        picture: the same, rules erased.
        letter: usual height of a letter in pixels; 0 on a page without text.
        noise: deviation of the paper's grey levels.
        scale: by how much the picture was enlarged.
        stamps: how many coloured ones were taken out.
        rules: those of `grids` and others.
    """

    whole: Picture
    picture: Picture
    letter: float
    noise: float
    scale: float
    stamps: int
    rules: tuple[Rule, ...]
    grids: tuple[Grid, ...]
    lines: Lines

    @property
    def rough(self) -> bool:
        """Whether the picture is so noisy or small that no digit is beyond doubt."""
        return self.noise > _ROUGH_NOISE or self.letter < _ROUGH_LETTER * self.scale


def prepare(picture: Picture) -> ScanPage:
    """Make a picture of a page ready; a page on its side is turned, perhaps upside down."""
    grey, stamps = grey_of(picture) if picture.ndim == 3 else (picture, 0)
    sized, scale = _sized(grey)
    even = even_light(sized)
    ink = ink_of(even)
    noise = noise_of(even, ink)
    if lies_on_its_side(_letters_only(ink)):
        even, ink = (np.ascontiguousarray(np.rot90(each)) for each in (even, ink))
    straight = _straight(even, ink)
    ink = ink_of(straight)
    letter = letter_height(ink)
    fitting = _fitting(letter)
    if fitting != 1.0:
        straight, scale = resized(straight, fitting), scale * fitting
        ink = ink_of(straight)
        letter = letter_height(ink)
    return _cut(straight, ink, letter=letter, noise=noise, scale=scale, stamps=stamps)


def turned_over(page: ScanPage) -> ScanPage:
    """The same page turned by 180°."""
    whole = np.ascontiguousarray(page.whole[::-1, ::-1])
    letter, noise, scale, stamps = page.letter, page.noise, page.scale, page.stamps
    return _cut(whole, ink_of(whole), letter=letter, noise=noise, scale=scale, stamps=stamps)


def _cut(
    picture: Picture, ink: Picture, *, letter: float, noise: float, scale: float, stamps: int
) -> ScanPage:
    import cv2

    size = letter or _BEST_LETTER
    rules, grids, pixels = ruled_page(picture, ink, letter=size)
    ruled = cv2.dilate(pixels, np.ones((3, 3), np.uint8))
    whole, picture = picture, picture.copy()
    picture[ruled > 0] = 255
    ink = np.asarray(ink & (ruled == 0), np.uint8)
    boxes = [cell.box for grid in grids for cell in grid.cells]
    lines = find_lines(picture, ink, boxes, letter=size) if letter else Lines(lines=(), left_out=0)
    return ScanPage(
        whole=whole,
        picture=picture,
        letter=letter,
        noise=noise,
        scale=scale,
        stamps=stamps,
        rules=rules,
        grids=grids,
        lines=lines,
    )


def _sized(grey: Picture) -> tuple[Picture, float]:
    scale = min(_MOST_ENLARGED, LONG_SIDE / max(grey.shape))
    if abs(scale - 1) < SAME_SIZE:
        return grey, 1.0
    return resized(grey, scale), scale


def _fitting(letter: float) -> float:
    if letter == 0 or _READABLE_LETTERS[0] <= letter <= _READABLE_LETTERS[1]:
        return 1.0
    return min(_MOST_ENLARGED / 2, max(0.3, _BEST_LETTER / letter))


def _letters_only(ink: Picture) -> Picture:
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    small = (stats[:, cv2.CC_STAT_HEIGHT] < 100) & (stats[:, cv2.CC_STAT_WIDTH] < 100)
    small[0] = False
    return np.asarray(small[labels], np.uint8)


def _straight(even: Picture, ink: Picture) -> Picture:
    """The page turned straight, and flattened where it was photographed aslant."""
    import cv2

    angle = skew_angle(ink)
    straight = turn(even, angle) if abs(angle) > _LEAST_ANGLE else even
    matrix = flattening(ink_of(straight))
    if matrix is None:
        return straight
    height, width = straight.shape
    flat = cv2.warpPerspective(
        straight, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255.0,)
    )
    return np.asarray(flat, np.uint8)


ReadLines = Callable[[Sequence[InkLine], ScanPage], list[LineText]]
"""Reads lines of a page, in parallel where there are cores; in order."""


def read_page(number: int, picture: Picture, read_lines: ReadLines) -> Page:
    """Read one picture of a page."""
    page = prepare(picture)
    texts = _sample(page, read_lines)
    if texts and _mean(list(texts.values())) < _LEAST_READABLE:
        # A few lines show the orientation, before the page is cut and read anew.
        turned = turned_over(page)
        others = _sample(turned, read_lines)
        if _mean(list(others.values())) > _mean(list(texts.values())) + _LEAST_GAIN:
            page, texts = turned, others
    rest = [index for index in range(len(page.lines.lines)) if index not in texts]
    read = read_lines([page.lines.lines[index] for index in rest], page)
    texts |= zip(rest, read, strict=True)
    return _page(number, page, [texts[index] for index in sorted(texts)])


def _sample(page: ScanPage, read_lines: ReadLines) -> dict[int, LineText]:
    lines = page.lines.lines
    by_width = sorted(range(len(lines)), key=lambda index: -lines[index].picture.shape[1])
    longest = by_width[:_SAMPLED_LINES]
    return dict(zip(longest, read_lines([lines[i] for i in longest], page), strict=True))


def _mean(texts: Sequence[LineText]) -> float:
    letters = sum(len(text.text) for text in texts)
    return sum(text.confidence * len(text.text) for text in texts) / max(1, letters)


def _calibrated(confidence: float) -> float:
    """Tesseract's mean confidence as the share of letters that are right.

    On generated scans, pages of confidence .93 had 1–2 % of their letters wrong, pages
    upside down had .65.
    """
    worthless, faultless = _CONFIDENCE_RANGE
    share = (confidence - worthless) / (faultless - worthless)
    return round(min(_MOST_CONFIDENCE, max(0.0, share)), 3)


def _page(number: int, page: ScanPage, texts: Sequence[LineText]) -> Page:
    kept = [
        (line, text)
        for line, text in zip(page.lines.lines, texts, strict=True)
        if text.text and not text.scribble
    ]
    doubtful = dict.fromkeys(part for _, text in kept for part in text.doubtful)
    words = [word for _, text in kept for word in text.doubtful_words]
    height, width = page.picture.shape
    return Page(
        reading=PageReading(
            number=number,
            # A page with nothing on it was read faultlessly.
            ocr_confidence=_calibrated(_mean([t for _, t in kept] or texts))
            if texts or page.lines.left_out
            else _MOST_CONFIDENCE,
            doubtful_numbers=tuple(doubtful),
            doubtful_words=tuple(words[:_MOST_DOUBTFUL_WORDS]),
        ),
        width=float(width),
        height=float(height),
        letters=letters_of(kept, letter=page.letter),
        rules=page.rules,
        line_end=_CELL_END * page.letter,
        left_out=page.stamps + page.lines.left_out + sum(text.scribble for text in texts),
    )


def letters_of(read: Sequence[tuple[InkLine, LineText]], *, letter: float) -> list[Letter]:
    """Lines as they were read, each as one letter; `letter` is the height of the page's letters."""
    size = _TYPE_SIZE * letter
    return [
        Letter(text.text, line.box.left, line.box.right, line.base, size, run=run, whole=True)
        for run, (line, text) in enumerate(read, start=1)
    ]
