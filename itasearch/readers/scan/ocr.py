"""Pictures of pages to pages of words and grids, read by Tesseract on all cores.

OpenCV and Tesseract come with the extra `ocr` and are imported only when a page is read.
"""

import importlib.util
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import numpy as np

from itasearch.config import ReadLimits
from itasearch.cores import core_count
from itasearch.errors import LimitExceededError, MissingExtraError
from itasearch.lost_parts import PartOfFile
from itasearch.model.source import PageReading
from itasearch.readers.layout.page import Grid, Letter, Page, Rule, empty_page
from itasearch.readers.scan import clean
from itasearch.readers.scan.ink_lines import InkLine, Lines, find_lines, letter_height
from itasearch.readers.scan.line_text import LineText, read_line
from itasearch.readers.scan.ruled_tables import ruled_page
from itasearch.readers.scan.tesseract import (
    LineReader,
    language_data,
)
from itasearch.text.thai.words import Segmenter
from itasearch.wording.messages import NEEDS_OCR, SPLIT, page_runs

# A page made ready: straight, evenly lit and cut into lines. A line's box surrounds its ink, which
# is taller where marks are; once read, lines get a base line and the size of the page's letters,
# as those of PDFs have.
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
_NO_LINES = Lines(lines=(), left_out=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPage:
    """A page ready for reading."""

    picture: clean.Picture  #: straight and evenly lit
    letter: float  #: usual height of a letter in pixels; 0 on a page without text
    noise: float  #: deviation of the paper's grey levels
    scale: float  #: by how much the picture was enlarged
    stamps: int  #: how many coloured ones were taken out
    rules: tuple[Rule, ...] = ()
    grids: tuple[Grid, ...] = ()
    lines: Lines = _NO_LINES

    @property
    def rough(self) -> bool:
        """Whether the picture is so noisy or small that no digit is beyond doubt."""
        return self.noise > _ROUGH_NOISE or self.letter < _ROUGH_LETTER * self.scale


def prepare(picture: clean.Picture) -> ScanPage:
    """Make a picture of a page ready; a page on its side is turned, perhaps upside down."""
    import cv2

    grey, stamps = clean.grey_of(picture) if picture.ndim == 3 else (picture, 0)
    scale = min(_MOST_ENLARGED, clean.LONG_SIDE / max(grey.shape))
    if abs(scale - 1) < clean.SAME_SIZE:
        scale = 1.0
    even = clean.even_light(grey if scale == 1.0 else clean.resized(grey, scale))
    ink = clean.ink_of(even)
    noise = clean.noise_of(even, ink)
    if clean.lies_on_its_side(_letters_only(ink)):
        even, ink = (np.ascontiguousarray(np.rot90(each)) for each in (even, ink))
    angle = clean.skew_angle(ink)
    straight = clean.turn(even, angle) if abs(angle) > _LEAST_ANGLE else even
    if (matrix := clean.flattening(clean.ink_of(straight))) is not None:
        size = straight.shape[1], straight.shape[0]
        flat = cv2.warpPerspective(
            straight, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(255.0,)
        )
        straight = np.asarray(flat, np.uint8)
    ink = clean.ink_of(straight)
    letter = letter_height(ink)
    if letter and not _READABLE_LETTERS[0] <= letter <= _READABLE_LETTERS[1]:
        fitting = min(_MOST_ENLARGED / 2, max(0.3, _BEST_LETTER / letter))
        straight, scale = clean.resized(straight, fitting), scale * fitting
        ink = clean.ink_of(straight)
        letter = letter_height(ink)
    page = ScanPage(picture=straight, letter=letter, noise=noise, scale=scale, stamps=stamps)
    return _cut(page, ink)


def turned_over(page: ScanPage) -> ScanPage:
    """The same page turned by 180°."""
    picture = np.ascontiguousarray(page.picture[::-1, ::-1])
    return _cut(replace(page, picture=picture), clean.ink_of(picture))


def _cut(page: ScanPage, ink: clean.Picture) -> ScanPage:
    import cv2

    size = page.letter or _BEST_LETTER
    rules, grids, pixels = ruled_page(page.picture, ink, letter=size)
    page = replace(page, rules=rules, grids=grids, lines=_NO_LINES)
    if not page.letter:
        return page
    ruled = cv2.dilate(pixels, np.ones((3, 3), np.uint8)) > 0
    unruled = np.where(ruled, np.uint8(255), page.picture)
    boxes = [cell.box for grid in grids for cell in grid.cells]
    letters = np.asarray(ink & ~ruled, np.uint8)
    return replace(page, lines=find_lines(unruled, letters, boxes, letter=size))


def _letters_only(ink: clean.Picture) -> clean.Picture:
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    small = (stats[:, cv2.CC_STAT_HEIGHT] < 100) & (stats[:, cv2.CC_STAT_WIDTH] < 100)
    small[0] = False
    return np.asarray(small[labels], np.uint8)


ReadLines = Callable[[Sequence[InkLine], ScanPage], list[LineText]]
"""Reads lines of a page, in parallel where there are cores; in order."""


def read_page(number: int, picture: clean.Picture, read_lines: ReadLines) -> Page:
    """Read one picture of a page."""
    page = prepare(picture)
    texts = _sample(page, read_lines)
    if texts and _mean(texts.values()) < _LEAST_READABLE:
        # A few lines show the orientation, before the page is cut and read anew.
        turned = turned_over(page)
        others = _sample(turned, read_lines)
        if _mean(others.values()) > _mean(texts.values()) + _LEAST_GAIN:
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


def _mean(texts: Collection[LineText]) -> float:
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
    readable = [
        (line, text)
        for line, text in zip(page.lines.lines, texts, strict=True)
        if text.text and not text.scribble
    ]
    doubtful = dict.fromkeys(part for _, text in readable for part in text.doubtful)
    words = [word for _, text in readable for word in text.doubtful_words]
    height, width = page.picture.shape
    return Page(
        reading=PageReading(
            number=number,
            # A page with nothing on it was read faultlessly.
            ocr_confidence=_calibrated(_mean([text for _, text in readable] or texts))
            if texts or page.lines.left_out
            else _MOST_CONFIDENCE,
            doubtful_numbers=tuple(doubtful),
            doubtful_words=tuple(words[:_MOST_DOUBTFUL_WORDS]),
        ),
        width=float(width),
        height=float(height),
        letters=letters_of(readable, letter=page.letter),
        rules=page.rules,
        line_end=_CELL_END * page.letter,
        left_out=page.stamps + page.lines.left_out + sum(text.scribble for text in texts),
    )


def letters_of(read: Sequence[tuple[InkLine, LineText]], *, letter: float) -> list[Letter]:
    """Lines as read, each as one letter; `letter`: the height of the page's letters."""
    size = _TYPE_SIZE * letter
    return [
        Letter(text.text, line.box.left, line.box.right, line.base, size, run=run, whole=True)
        for run, (line, text) in enumerate(read, start=1)
    ]


_NO_EXTRA = (
    f"{NEEDS_OCR}ยังไม่ได้ติดตั้งส่วนเสริม โปรดติดตั้ง itasearch[ocr] (pip install 'itasearch[ocr]') "
    "และชุดภาษาของ Tesseract (บน Debian/Ubuntu: apt install tesseract-ocr-tha tesseract-ocr-eng)"
)
_NO_DATA = (
    f"{NEEDS_OCR}ไม่พบชุดภาษาไทยและอังกฤษของ Tesseract (tha.traineddata, eng.traineddata) โปรดติดตั้ง "
    "(บน Debian/Ubuntu: apt install tesseract-ocr-tha tesseract-ocr-eng) "
    "หรือระบุโฟลเดอร์ใน TESSDATA_PREFIX"
)
_UNRULED = "แยกช่องไม่ได้ในหน้า {} ซึ่งเป็นภาพของตารางที่ไม่มีเส้น โปรดใช้ไฟล์ต้นฉบับ (.docx, .xlsx, .pdf)"
_MOST_THREADS = 8  # lines read at a time, one a core, each by a Tesseract of its own; by hand


def why_unavailable() -> str | None:
    """What is not installed that OCR needs, as one Thai sentence; None when it can run."""
    if not all(map(importlib.util.find_spec, ("cv2", "PIL", "tesserocr"))):
        return _NO_EXTRA
    return None if language_data() else _NO_DATA


def too_many_pixels(limit: int) -> str:
    """A page has more than `limit` pixels."""
    return f"ภาพของหน้าใหญ่กว่า {limit / 1e6:.0f} ล้านพิกเซล โปรดสแกนใหม่ที่ความละเอียดต่ำลง เช่น 200–300 dpi"


def too_many_pages(limit: int) -> str:
    """More than `limit` pages would have to be read from pictures."""
    return f"ไฟล์มีหน้าที่เป็นภาพเกิน {limit:,} หน้า {SPLIT}"


def warnings(pages: Sequence[Page]) -> Iterator[str]:
    """What was not read on pages of scans, or wrongly, in one sentence each."""
    if marks := sum(page.left_out for page in pages):
        yield f"ไม่ได้อ่านตราประทับ ลายเซ็น หรือลายมือ {marks} แห่ง"
    if unruled := [page.reading.number for page in pages if page.unruled]:
        yield _UNRULED.format(page_runs(unruled))


def read_pictures(
    pictures: Iterable[tuple[int, clean.Picture]],
    *,
    limits: ReadLimits,
    segmenter: Callable[[], Segmenter],
) -> Iterator[Page]:
    """Read pictures of pages (number from 1, grey or in colour, about 200 dpi), in order; the next
    ones are read while the caller uses one.

    Raises LimitExceededError, its path empty: too many pixels, or pages; MissingExtraError.
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
            fitting = clean.no_larger(picture) if picture.ndim == 3 else picture
            begun.append((number, readers.begin(number, fitting)))
            if len(begun) > readers.threads:
                yield _result(*begun.popleft())
        while begun:
            yield _result(*begun.popleft())


def _result(number: int, reading: Future[Page]) -> Page:
    with PartOfFile(f"หน้า {number}"):
        return reading.result()
    return empty_page(number)


class _Readers(AbstractContextManager["_Readers"]):
    def __init__(self, segmenter: Callable[[], Segmenter]) -> None:
        import cv2

        folder = language_data()
        if folder is None:
            raise MissingExtraError(extra="ocr", needed_for="reading scans")
        # Pages and lines run in parallel already.
        cv2.setNumThreads(1)
        self.threads = min(_MOST_THREADS, core_count())
        self._folder = folder
        self._segmenter = segmenter
        self._own = threading.local()
        self._opened: list[LineReader] = []
        # A page's thread waits for its lines, so lines need threads of their own.
        self._pages = ThreadPoolExecutor(self.threads, thread_name_prefix="page")
        self._lines = ThreadPoolExecutor(self.threads, thread_name_prefix="line")

    def __exit__(self, *_: object) -> None:
        self._pages.shutdown(wait=True, cancel_futures=True)
        self._lines.shutdown(wait=True, cancel_futures=True)
        for reader in self._opened:
            reader.close()

    def begin(self, number: int, picture: clean.Picture) -> Future[Page]:
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
