"""Tesseract in this process: one picture of one line to text, Thai and English.

Each thread opens a `LineReader` of its own; the libraries release Python's lock while they
work. Language data are never downloaded: they are looked for at TESSDATA_PREFIX first, then
where systems install them.
"""

import glob
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from itasearch.readers.scan.clean import Picture

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI


THAI = "tha.traineddata"
ENGLISH = "eng.traineddata"
_USUAL = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tesseract/*/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract-ocr/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
    "C:/Program Files (x86)/Tesseract-OCR/tessdata",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A letter or mark as Tesseract read it; its ends in pixels, to about half a letter."""

    text: str
    at: int  #: index in the line's text
    confidence: float
    left: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """A line as Tesseract read it; its confidences, 0 to 1, are not shares of right letters."""

    text: str
    symbols: tuple[Symbol, ...]
    confidence: float


def language_data() -> Path | None:
    """The folder of Tesseract's data, Thai and English; None without any. That of TESSDATA_PREFIX
    comes first.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named) / "tessdata"] if named else []
    every = (*folders, *_usual_folders())
    return next((f for f in every if (f / THAI).is_file() and (f / ENGLISH).is_file()), None)


def _usual_folders() -> list[Path]:
    folders = list[Path]()
    for pattern in _USUAL:
        # The newest version first where several are installed.
        folders += [Path(path) for path in sorted(glob.glob(pattern), reverse=True)]  # noqa: PTH207 - absolute
    if local := os.environ.get("LOCALAPPDATA"):
        folders.append(Path(local) / "Programs" / "Tesseract-OCR" / "tessdata")
    if command := shutil.which("tesseract"):
        program_folder = Path(command).resolve().parent
        folders += [program_folder / "tessdata", program_folder.parent / "share" / "tessdata"]
    return folders


class LineReader:
    """Reads pictures of lines; for one thread at a time."""

    def __init__(self, folder: Path) -> None:
        # More threads inside Tesseract only wait for each other; lines run beside each other.
        os.environ["OMP_THREAD_LIMIT"] = "1"
        from tesserocr import OEM, PSM, PyTessBaseAPI

        self._mixed, self._thai = (
            PyTessBaseAPI(path=str(folder), lang=languages, psm=PSM.SINGLE_LINE, oem=OEM.LSTM_ONLY)
            for languages in ("tha+eng", "tha")
        )

    def close(self) -> None:
        """Free Tesseract's memory."""
        self._mixed.End()
        self._thai.End()

    def read(self, picture: Picture) -> RawLine:
        """Read one line of Thai and English text, grey, dark on light."""
        return _read(self._mixed, picture)

    def read_thai(self, picture: Picture) -> RawLine:
        """Read one line as Thai alone."""
        return _read(self._thai, picture)


def _read(api: "PyTessBaseAPI", picture: Picture) -> RawLine:
    height, width = picture.shape
    api.SetImageBytes(np.ascontiguousarray(picture).tobytes(), width, height, 1, width)
    api.Recognize()
    text = api.GetUTF8Text().strip().replace("\n", " ")
    if not text:
        return RawLine(text="", symbols=(), confidence=0.0)
    return RawLine(
        text=text, symbols=tuple(_symbols(api, text)), confidence=api.MeanTextConf() / 100
    )


def _symbols(api: "PyTessBaseAPI", text: str) -> Iterator[Symbol]:
    from tesserocr import RIL, iterate_level

    position = 0
    for each in iterate_level(api.GetIterator(), RIL.SYMBOL):
        try:
            symbol = each.GetUTF8Text(RIL.SYMBOL).strip()
        except RuntimeError:  # raised by tesserocr where there is no symbol
            continue
        box = each.BoundingBox(RIL.SYMBOL)
        at = text.find(symbol, position)
        if not symbol or box is None or at < 0:
            continue
        position = at + len(symbol)
        confidence = each.Confidence(RIL.SYMBOL) / 100
        yield Symbol(text=symbol, at=at, confidence=confidence, left=box[0], right=box[2])
