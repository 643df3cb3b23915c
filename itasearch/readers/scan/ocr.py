"""Pictures of pages to pages of words and grids, read by Tesseract on all cores.

The entry to OCR: `read_pictures` for PDFs without a text layer and for image files alike,
and `why_unavailable` for what is not installed. OpenCV and Tesseract come with the extra
`ocr` and are imported only when a page is read.
"""

import importlib.util
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from itasearch.config import ReadLimits
from itasearch.errors import LimitExceededError, MissingExtraError
from itasearch.lost_parts import PartOfFile
from itasearch.readers.layout.page import Page, empty_page
from itasearch.readers.scan.clean import Picture, no_larger
from itasearch.readers.scan.ink_lines import InkLine
from itasearch.readers.scan.line_text import LineText, read_line
from itasearch.readers.scan.page import ScanPage, read_page
from itasearch.readers.scan.tesseract import (
    LineReader,
    folder_without_english,
    is_named_folder,
    language_data,
)
from itasearch.text.thai.words import Segmenter
from itasearch.wording.messages import ENGLISH_MISREAD, NEEDS_OCR, SPLIT

_MODULES = ("cv2", "PIL", "tesserocr")
_NO_EXTRA = (
    f"{NEEDS_OCR}ยังไม่ได้ติดตั้งส่วนเสริม โปรดติดตั้ง itasearch[ocr] (pip install 'itasearch[ocr]') "
    "และชุดภาษาของ Tesseract (บน Debian/Ubuntu: apt install tesseract-ocr-tha tesseract-ocr-eng)"
)
_NO_THAI = (
    f"{NEEDS_OCR}ไม่พบชุดภาษาไทยของ Tesseract (tha.traineddata) โปรดติดตั้ง "
    "(บน Debian/Ubuntu: apt install tesseract-ocr-tha tesseract-ocr-eng) "
    "หรือระบุโฟลเดอร์ใน TESSDATA_PREFIX"
)
_NO_ENGLISH = (
    f"{ENGLISH_MISREAD} เพราะไม่พบชุดภาษาอังกฤษของ Tesseract ใน {{folder}} "
    "โปรดวางไฟล์ eng.traineddata ในโฟลเดอร์นี้ หรือติดตั้ง "
    "(บน Debian/Ubuntu: apt install tesseract-ocr-eng){unset} "
    "แล้วอ่านรายงานนี้ใหม่ด้วย itasearch reread"
)
_UNSET = " และเลิกตั้งค่า TESSDATA_PREFIX"
_MOST_THREADS = 8  # lines read at a time, one a core, each by a Tesseract of its own; by hand


def why_unavailable() -> str | None:
    """What is not installed that OCR needs, as one Thai sentence; None when it can run."""
    if not has_modules():
        return _NO_EXTRA
    return None if language_data() else _NO_THAI


def has_modules() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in _MODULES)


def too_many_pixels(limit: int) -> str:
    """A page has more than `limit` pixels."""
    return f"ภาพของหน้าใหญ่กว่า {limit / 1e6:.0f} ล้านพิกเซล โปรดสแกนใหม่ที่ความละเอียดต่ำลง เช่น 200–300 dpi"


def too_many_pages(limit: int) -> str:
    """More than `limit` pages would have to be read from pictures."""
    return f"ไฟล์มีหน้าที่เป็นภาพเกิน {limit:,} หน้า {SPLIT}"


def warnings(pages: Iterable[Page]) -> Iterator[str]:
    """What was not read on pages of scans, or wrongly, in one sentence each."""
    if marks := sum(page.left_out for page in pages):
        yield f"ไม่ได้อ่านตราประทับ ลายเซ็น หรือลายมือ {marks} แห่ง"
    if (folder := folder_without_english()) is not None:
        yield _NO_ENGLISH.format(folder=folder, unset=_UNSET if is_named_folder(folder) else "")


def read_pictures(
    pictures: Iterable[tuple[int, Picture]],
    *,
    limits: ReadLimits,
    segmenter: Callable[[], Segmenter],
) -> Iterator[Page]:
    """Read pictures of pages, in order; the next ones are read while the caller uses one.

    Args:
        pictures: page number (from 1) and picture, grey or in colour, as rendered at about
            200 dpi; taken one by one, a few ahead of the pages given back.

    Raises:
        LimitExceededError: a picture has more pixels than allowed, or there are more
            pictures than pages may be read by OCR. `path` is empty: the caller knows it.
        MissingExtraError: OCR cannot run; see `why_unavailable`.
    """
    with _Readers(segmenter) as readers:
        begun: deque[tuple[int, Future[Page]]] = deque()
        for count, (number, picture) in enumerate(pictures, start=1):
            if count > limits.ocr_pages:
                raise LimitExceededError(path="", reason=too_many_pages(limits.ocr_pages))
            height, width = picture.shape[:2]
            if height * width > limits.page_pixels:
                raise LimitExceededError(path="", reason=too_many_pixels(limits.page_pixels))
            # Photographs have more pixels than letters need; all that follows costs by the pixel.
            fitting = no_larger(picture) if picture.ndim == 3 else picture
            begun.append((number, readers.begin(number, fitting)))
            if len(begun) > readers.threads:
                yield _result(*begun.popleft())
        while begun:
            yield _result(*begun.popleft())


def _result(number: int, reading: Future[Page]) -> Page:
    with PartOfFile(f"หน้า {number}"):
        return reading.result()
    return empty_page(number)


class _Readers:
    """Threads that read pages, and threads that read their lines, each with its Tesseract."""

    def __init__(self, segmenter: Callable[[], Segmenter]) -> None:
        import cv2

        folder = language_data()
        if folder is None:
            raise MissingExtraError(extra="ocr", needed_for="reading scans")
        # Pages and lines run in parallel already.
        cv2.setNumThreads(1)
        self.threads = max(1, min(_MOST_THREADS, _cores()))
        self._folder = folder
        self._segmenter = segmenter
        self._own = threading.local()
        self._opened: list[LineReader] = []
        # A page's thread waits for its lines, so lines need threads of their own.
        self._pages = ThreadPoolExecutor(self.threads, thread_name_prefix="page")
        self._lines = ThreadPoolExecutor(self.threads, thread_name_prefix="line")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pages.shutdown(wait=True, cancel_futures=True)
        self._lines.shutdown(wait=True, cancel_futures=True)
        for reader in self._opened:
            reader.close()

    def begin(self, number: int, picture: Picture) -> Future[Page]:
        """Begin to read a page."""
        return self._pages.submit(read_page, number, picture, self._read_lines)

    def _read_lines(self, lines: Sequence[InkLine], page: ScanPage) -> list[LineText]:
        def read(line: InkLine) -> LineText:
            return read_line(
                self._reader(), line, letter=page.letter, rough=page.rough, words=self._segmenter()
            )

        return list(self._lines.map(read, lines))

    def _reader(self) -> LineReader:
        reader: LineReader | None = getattr(self._own, "reader", None)
        if reader is None:
            reader = LineReader(self._folder)
            self._own.reader = reader
            self._opened.append(reader)
        return reader


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
