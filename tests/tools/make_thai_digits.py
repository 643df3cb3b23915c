"""Makes itasearch/readers/scan/thai_digits.npz: glyphs of free Thai fonts as vectors.

Run: python -m tests.tools.make_thai_digits [--without FONT ...] [--output FILE]
Needs the Debian package fonts-thai-tlwg. Glyphs are rendered at the sizes of 12–16 pt at
200 dpi, shifted by parts of a pixel, blurred and noised as scans are.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from itasearch.readers.scan.clean import ink_of
from itasearch.readers.scan.digits import DATA, DIGITS, OTHER, STORED, Shape, vectors_of

FONTS = Path("/usr/share/fonts/truetype/tlwg")
OTHERS = (
    "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
    "ะาเแโใไฯๆฤ"
    "0123456789ABCDEFGHIKLMNOPRSTUVWYabcdeghiklmnoprstuvwy"
    "()/-–•%&:"
)
_FINE = 4  # times finer than wanted, to shift by parts of a pixel
_BODIES = "กนมรสบทด"

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """How a glyph is scanned: size in pixels of the em, blur and noise as deviations."""

    size: int
    blur: float
    noise: float
    coarse: float = 1.0


SCANS = (
    Scan(size=33, blur=0.5, noise=3),
    Scan(size=36, blur=0.9, noise=5, coarse=0.75),
    Scan(size=39, blur=0.6, noise=3),
    Scan(size=42, blur=1.0, noise=9, coarse=0.75),
    Scan(size=44, blur=0.7, noise=5),
    Scan(size=50, blur=0.9, noise=6, coarse=0.75),
)


def faces(without: Sequence[str] = (), only: Sequence[str] = ()) -> list[Path]:
    """Upright font files, light to bold, but for the families left out."""
    files = sorted(FONTS.glob("*.ttf"))
    families = {file: file.stem.split("-")[0] for file in files}
    return [
        file
        for file in files
        if families[file] not in without
        and (not only or families[file] in only)
        and not file.stem.endswith(("Oblique", "Italic"))
    ]


def shape_of(text: str, face: Path, scan: Scan, generator: np.random.Generator) -> Shape | None:
    """A digit's ink, or another glyph's largest blob, after scanning; None where there is none."""
    font = ImageFont.truetype(str(face), scan.size * _FINE)
    drawn = _drawn(text, font, scan, generator)
    ink = ink_of(drawn)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    if len(stats) < 2:
        return None
    if text in DIGITS:
        # Thin strokes break; readers grow such pieces together again.
        left, top, width, height = cv2.boundingRect(ink)
    else:
        largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
        left, top, width, height, _ = stats[largest].tolist()
    letter = letter_of(face, scan.size)
    baseline = drawn.shape[0] * 2 / 3
    return Shape(
        picture=drawn[top : top + height, left : left + width],
        height=height / letter,
        width=width / letter,
        below=(top + height - baseline) / letter,
    )


def letter_of(face: Path, size: int) -> float:
    """Usual height of a letter in pixels."""
    font = ImageFont.truetype(str(face), size * _FINE)
    boxes = [font.getbbox(each, anchor="ls") for each in _BODIES]
    return float(np.median([bottom - top for _, top, _, bottom in boxes])) / _FINE


def _drawn(
    text: str, font: ImageFont.FreeTypeFont, scan: Scan, generator: np.random.Generator
) -> Picture:
    side = scan.size * 3 * _FINE
    picture = Image.new("L", (side, side), 255)
    shift = generator.integers(0, _FINE, 2)
    start = (side / 3 + float(shift[0]), side * 2 / 3 + float(shift[1]))
    ImageDraw.Draw(picture).text(start, text, font=font, fill=0, anchor="ls")
    fine = np.asarray(picture)
    size = scan.size * 3
    coarse = round(size * scan.coarse)
    out = cv2.resize(fine, (coarse, coarse), interpolation=cv2.INTER_AREA)
    out = cv2.GaussianBlur(out, (0, 0), scan.blur * scan.coarse)
    noisy = out.astype(np.float32) + generator.normal(0, scan.noise, out.shape)
    out = np.clip(noisy, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(out, (size, size), interpolation=cv2.INTER_CUBIC), np.uint8)


def examples(
    chosen: Sequence[Path], *, scans: Sequence[Scan] = SCANS, seed: int = 1
) -> Iterator[tuple[Shape, int]]:
    """Shapes and their classes: each digit in every scan, each other letter in two."""
    generator = np.random.default_rng(seed)
    for face in chosen:
        for digit, text in enumerate(DIGITS):
            for scan in scans:
                if (shape := shape_of(text, face, scan, generator)) is not None:
                    yield shape, digit
        for number, text in enumerate(OTHERS):
            for scan in (scans[number % len(scans)], scans[(number + 3) % len(scans)]):
                if (shape := shape_of(text, face, scan, generator)) is not None:
                    yield shape, OTHER


def stored(shapes: Sequence[Shape]) -> NDArray[np.int8]:
    """The vectors of shapes as the file holds them, shape (n, dim)."""
    rounded = np.rint(vectors_of(shapes) * STORED)
    return np.asarray(np.clip(rounded, -127, 127), np.int8)


def write(path: Path, chosen: Sequence[Path]) -> int:
    """Write the file and return how many glyphs it holds."""
    shapes, classes = zip(*examples(chosen), strict=True)
    vectors = stored(shapes)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, vectors=vectors, classes=np.array(classes, np.uint8))
    return len(classes)


def main() -> None:
    """Parse the command line and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=(), help="font families to leave out")
    parser.add_argument("--output", type=Path, default=DATA)
    given = parser.parse_args()
    write(given.output, faces(without=given.without))


if __name__ == "__main__":
    main()
