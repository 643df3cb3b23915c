"""Scans and photographs of paper as picture files: PNG, JPEG, TIFF, BMP, GIF, WebP.

Only TIFF has several pages; of animations the first picture is read. A picture's size is
checked before it is unpacked.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, ReadError, UnsupportedFormatError
from itasearch.lost_parts import PartOfFile
from itasearch.model.source import SourceDocument
from itasearch.readers.base import Knowledge, PageProgress, load, no_progress
from itasearch.readers.layout.page import Page, empty_page
from itasearch.readers.layout.reading_order import Layout, blocks_of
from itasearch.readers.scan.clean import Picture
from itasearch.readers.scan.ocr import (
    read_pictures,
    too_many_pages,
    too_many_pixels,
    warnings as scan_warnings,
    why_unavailable,
)
from itasearch.wording.messages import broken, left_out

if TYPE_CHECKING:
    from PIL.Image import Image


_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_NO_TEXT = "ไม่พบข้อความที่อ่านได้ในภาพ โปรดสแกนใหม่ให้ชัด ที่ 200–300 dpi หรือใช้ไฟล์ต้นฉบับ"
# What Pillow's decoders raise on broken files.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, OverflowError)


def read_scan(
    path: Path, *, limits: ReadLimits, knowledge: Knowledge, on_page: PageProgress = no_progress
) -> SourceDocument:
    """Read a picture file; every block has its page and its rectangle on it."""
    if (reason := why_unavailable()) is not None:
        raise UnsupportedFormatError(path=str(path), reason=reason)
    file = load(path, limits=limits)
    pages: list[Page] = []
    layout = Layout(knowledge)
    with PictureFile(file.data, path, limits) as pictures:
        media_type, count = pictures.media_type, pictures.count
        try:
            for page in read_pictures(
                pictures.unpacked(), limits=limits, segmenter=knowledge.segmenter
            ):
                ready = empty_page(page.reading.number)
                with PartOfFile(f"หน้า {page.reading.number}"):
                    ready = layout.of(page)
                pages.append(ready)
                on_page(len(pages), count)
        except ReadError as error:
            raise type(error)(path=pictures.path, reason=error.reason) from error
    blocks = blocks_of(pages, source=file.source, named_field=knowledge.named_field)
    if not blocks:
        raise DamagedFileError(path=str(path), reason=_NO_TEXT)
    read = {page.reading.number for page in pages}
    lacking = sorted({*range(1, count + 1)} - read)
    confidences = [page.reading.ocr_confidence or 0.0 for page in pages if page.parts]
    return SourceDocument(
        source=file.source,
        blocks=blocks,
        media_type=media_type,
        ocr_confidence=min(confidences),
        pages=tuple(page.reading for page in pages),
        warnings=(*([left_out(lacking)] if lacking else ()), *scan_warnings(pages)),
        rough=any(page.unruled for page in pages),
    )


class PictureFile(AbstractContextManager["PictureFile"]):
    """The pages of a picture file, unpacked one by one. A context manager."""

    def __init__(self, data: bytes, path: Path, limits: ReadLimits) -> None:
        from PIL import Image

        self.path = str(path)
        self._limits = limits
        try:
            with warnings.catch_warnings():
                # Sizes are checked here, against our own limit.
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                self._picture = Image.open(io.BytesIO(data), formats=_FORMATS)
            kind = self._picture.format or ""
            # An MPO is several JPEGs in one file, and opened as JPEG.
            self.media_type = "image/jpeg" if kind == "MPO" else Image.MIME[kind]
            several = kind == "TIFF"
            self.count = int(getattr(self._picture, "n_frames", 1)) if several else 1
        except Image.DecompressionBombError as error:
            raise self._too_large() from error
        except (*_BROKEN, KeyError) as error:
            raise DamagedFileError(path=self.path, reason=broken()) from error
        if self.count > min(limits.pages, limits.ocr_pages):
            reason = too_many_pages(min(limits.pages, limits.ocr_pages))
            raise LimitExceededError(path=self.path, reason=reason)

    def __exit__(self, *_: object) -> None:
        self._picture.close()

    def unpacked(self) -> Iterator[tuple[int, Picture]]:
        """Number and picture of each page; a broken one of several is left out."""
        most = self._limits.first_pages
        for number in range(1, min(self.count, most or self.count) + 1):
            try:
                pixels = self.page(number)
            except DamagedFileError:
                if self.count == 1:
                    raise
            else:
                yield number, pixels

    def page(self, number: int) -> Picture:
        """A page, from 1, in grey or colour."""
        from PIL import Image

        try:
            self._picture.seek(number - 1)
            width, height = self._picture.size
            if width * height > self._limits.page_pixels:
                raise self._too_large()
            return _pixels(self._picture)
        except Image.DecompressionBombError as error:
            raise self._too_large() from error
        except _BROKEN as error:
            part = f"หน้า {number}" if self.count > 1 else ""
            raise DamagedFileError(path=self.path, reason=broken(part)) from error

    def _too_large(self) -> LimitExceededError:
        reason = too_many_pixels(self._limits.page_pixels)
        return LimitExceededError(path=self.path, reason=reason)


def _pixels(picture: "Image") -> Picture:
    """A page in grey or colour, as the file has it, turned by its EXIF data."""
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(picture)
    if turned.mode in {"I", "I;16", "I;16B", "I;16L", "F"}:
        values = np.asarray(turned, np.float32)
        top = max(1.0, float(values.max()))
        return np.asarray(values * (255 / (65535 if top > 255 else 255)), np.uint8)
    if turned.mode in {"1", "L"}:
        return np.array(turned.convert("L"), np.uint8)
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        seen = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    return np.array(turned.convert("RGB"), np.uint8)
