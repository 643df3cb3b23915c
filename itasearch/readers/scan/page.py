"""A picture of a page made ready for reading: straight, evenly lit, cut into lines."""

from dataclasses import dataclass

import numpy as np

from itasearch.readers.layout.page import Grid
from itasearch.readers.scan.clean import (
    even_light,
    flattening,
    ink_of,
    lies_on_its_side,
    noise_of,
    skew_angle,
    turn,
)
from itasearch.readers.scan.ink_lines import Lines, find_lines, letter_height
from itasearch.readers.scan.pictures import LONG_SIDE, SAME_SIZE, Picture, resized
from itasearch.readers.scan.ruled_tables import ruled_page

_READABLE_LETTERS = (15.0, 44.0)  # pixels of height that Tesseract reads well
_BEST_LETTER = 23.0  # pixels of height
_MOST_ENLARGED = 3.0  # times
_LEAST_ANGLE = 0.03  # degrees
_ROUGH_NOISE = 3.5  # grey levels
_ROUGH_LETTER = 14.0  # pixels of height in the picture as scanned


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPage:
    """A page ready for reading.

    Attributes:
        whole: straight and evenly lit.
        picture: the same, rules erased.
        letter: usual height of a letter in pixels; 0 on a page without text.
        noise: deviation of the paper's grey levels.
        scale: by how much the picture was enlarged.
        cells: for each cell of `lines` its grid and its number in that grid.
    """

    whole: Picture
    picture: Picture
    letter: float
    noise: float
    scale: float
    grids: tuple[Grid, ...]
    cells: tuple[tuple[int, int], ...]
    lines: Lines

    @property
    def rough(self) -> bool:
        """Whether the picture is so noisy or small that no digit is beyond doubt."""
        return self.noise > _ROUGH_NOISE or self.letter < _ROUGH_LETTER * self.scale


def prepare(grey: Picture) -> ScanPage:
    """Make a picture of a page ready; a page on its side is turned, perhaps upside down.

    Args:
        grey: as scanned, of any resolution.
    """
    sized, scale = _sized(grey)
    even = even_light(sized)
    ink = ink_of(even)
    noise = noise_of(even, ink)
    if lies_on_its_side(_letters_only(ink)):
        even, ink = _quarter_turned(even), _quarter_turned(ink)
    straight = _straight(even, ink)
    ink = ink_of(straight)
    letter = letter_height(ink)
    fitting = _fitting(letter)
    if fitting != 1.0:
        straight, scale = resized(straight, fitting), scale * fitting
        ink = ink_of(straight)
        letter = letter_height(ink)
    return _cut(straight, ink, letter=letter, noise=noise, scale=scale)


def turned_over(page: ScanPage) -> ScanPage:
    """The same page turned by 180°."""
    whole = np.ascontiguousarray(page.whole[::-1, ::-1])
    return _cut(whole, ink_of(whole), letter=page.letter, noise=page.noise, scale=page.scale)


def _cut(picture: Picture, ink: Picture, *, letter: float, noise: float, scale: float) -> ScanPage:
    import cv2

    size = letter or _BEST_LETTER
    ruled = ruled_page(picture, ink, letter=size)
    rules = cv2.dilate(ruled.rules, np.ones((3, 3), np.uint8))
    whole, picture = picture, picture.copy()
    picture[rules > 0] = 255
    ink = np.asarray(ink & (rules == 0), np.uint8)
    cells = [(g, c) for g, grid in enumerate(ruled.grids) for c in range(len(grid.cells))]
    boxes = [ruled.grids[g].cells[c].box for g, c in cells]
    lines = find_lines(picture, ink, boxes, letter=size) if letter else Lines(lines=(), left_out=0)
    return ScanPage(
        whole=whole,
        picture=picture,
        letter=letter,
        noise=noise,
        scale=scale,
        grids=ruled.grids,
        cells=tuple(cells),
        lines=lines,
    )


def _sized(grey: Picture) -> tuple[Picture, float]:
    scale = min(_MOST_ENLARGED, LONG_SIDE / max(grey.shape))
    if abs(scale - 1) < SAME_SIZE:
        return grey, 1.0
    return resized(grey, scale), scale


def _fitting(letter: float) -> float:
    """The factor that enlarges a page of such letters so that they are read well."""
    if letter == 0 or _READABLE_LETTERS[0] <= letter <= _READABLE_LETTERS[1]:
        return 1.0
    return min(_MOST_ENLARGED / 2, max(0.3, _BEST_LETTER / letter))


def _quarter_turned(picture: Picture) -> Picture:
    return np.ascontiguousarray(np.rot90(picture))


def _letters_only(ink: Picture) -> Picture:
    """Ink without rules, frames and pictures."""
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
