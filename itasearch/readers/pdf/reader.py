"""PDF: each page by its text layer or, where that is unusable, by its picture.

Some programs write glyphs with wrong letters: their Thai holds clusters that no Thai word
has. Measured: at most 0.4 % of a good file's letters, 1.6 % of a broken one's. Such pages,
and those without text, are read by OCR where that is installed; a warning names the pages
that are not. Pages are turned so that their text runs from left to right; bounding boxes and
pictures are of the turned page.
"""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, ReadError, UnsupportedFormatError
from itasearch.lost_parts import PartOfFile
from itasearch.model.source import PageReading, SourceDocument
from itasearch.readers.base import Knowledge, PageProgress, load, no_progress
from itasearch.readers.layout.page import Page, empty_page
from itasearch.readers.layout.reading_order import Layout, blocks_of
from itasearch.readers.pdf.objects import (
    UNKNOWN,
    PageObjects,
    PageView,
    TextLayer,
    page_objects,
    page_view,
    read_layer,
    text_turn,
)
from itasearch.readers.scan.ocr import read_pictures, warnings as scan_warnings, why_unavailable
from itasearch.text.repair.mojibake import redecode
from itasearch.text.thai.characters import (
    CONSONANTS,
    FOLLOW_VOWELS,
    LEAD_VOWELS,
    MARKS,
    TONES,
    canonical,
)
from itasearch.wording.messages import NO_TEXT, PASSWORD, SPLIT, left_out, page_runs

_MOST_IMPOSSIBLE = 0.008  # share of a page's letters, between the two that were measured
# By hand, on tests/readers/test_text_layer.py: no print comes near.
_LEAST_LETTERS = 40  # of a page that is read by its text layer
_FULL_PAGE = 0.6  # share of a page that a picture covers
_LEAST_PICTURE = 0.05  # the same, of a page without text
_LEAST_OUTLINES = 300  # shapes: so many are taken for letters as outlines
_MOST_INVISIBLE = 0.5  # share of a page's letters

_IMPOSSIBLE = re.compile(
    f"(?<![{CONSONANTS}{MARKS}{FOLLOW_VOWELS}])[{MARKS}]"  # a mark without a letter
    f"|[{TONES}][{TONES}]|[{LEAD_VOWELS}](?![{CONSONANTS}])"
    f"|{UNKNOWN}|[\\ue000-\\uefff\\uf100-\\uf8ff]|[\\u0080-\\u009f]"
)
_TORN = re.compile(f"(?<=[{CONSONANTS}{TONES}]) (?=[{MARKS}])")
"""A space without width that LibreOffice writes before some marks."""
_LATIN = re.compile("[¡-ÿ]{3,}")
_WORD_LETTER = re.compile(r"\w")
_THAI = re.compile(f"[{CONSONANTS}]")

MEDIA_TYPE = "application/pdf"
_SECONDS_A_PAGE = 2.0  # by the clock, on average, once those of the file are used up; by hand
_DPI = 200.0  # dots per inch at which pages are drawn for OCR, as `scan.clean.LONG_SIDE` has for A4
_POINTS_PER_INCH = 72  # of the PDF standard (ISO 32000), where a page states no other unit
_BROKEN = "ไฟล์ PDF เสียหายหรือไม่สมบูรณ์ โปรดดาวน์โหลดหรือบันทึกไฟล์นี้ใหม่ แล้วเพิ่มอีกครั้ง"


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
    with closing(page.get_textpage()) as text:
        view = _view(page, text)
        objects = page_objects(page, view)
        layer = read_layer(text, view, objects)
    return PdfPage(number=number, view=view, objects=objects, layer=layer)


def view_of(page: pdfium.PdfPage) -> PageView:
    """How the page is turned: as most of its text runs, else as the file sets it."""
    with closing(page.get_textpage()) as text:
        return _view(page, text)


def _view(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> PageView:
    turn = text_turn(text)
    return page_view(page.get_bbox(), turn=page.get_rotation() if turn is None else turn)


def picture(page: pdfium.PdfPage, *, dpi: float, limits: ReadLimits) -> NDArray[np.uint8]:
    """The page as a picture, turned as its bounding boxes are: RGB, shape (height, width, 3).

    `dpi`: points per inch; fewer where the picture would have more pixels than allowed.
    """
    view = view_of(page)
    most = (limits.page_pixels / max(view.width * view.height, 1.0)) ** 0.5
    scale = min(dpi / _POINTS_PER_INCH, 0.99 * most)
    turn = (view.turn - page.get_rotation()) % 360
    bitmap = page.render(scale=scale, rotation=turn, rev_byteorder=True)
    pixels: NDArray[np.uint8] = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
    bitmap.close()
    return pixels


@dataclass(frozen=True, slots=True)
class TextLayerVerdict:
    """Whether to read a page's picture where that can be done; whether its text layer else."""

    picture: bool
    usable: bool
    searchable: bool = False  #: as of PageReading


def judge(page: PdfPage) -> TextLayerVerdict:
    """Whether to read the picture or the text layer of a page."""
    text = page.layer.text
    letters = len(_WORD_LETTER.findall(text))
    width, height = max(page.view.width, 1.0), max(page.view.height, 1.0)
    shares = (box.on_page(width, height) for box in page.objects.pictures)
    covered = max(((s.right - s.left) * (s.bottom - s.top) for s in shares), default=0.0)
    if letters < _LEAST_LETTERS:
        pictured = covered >= _LEAST_PICTURE or page.objects.paths >= _LEAST_OUTLINES
        full = covered >= _FULL_PAGE or letters == 0
        return TextLayerVerdict(picture=pictured and full, usable=letters > 0)
    invisible = page.layer.invisible > _MOST_INVISIBLE * letters and covered >= _FULL_PAGE
    impossible = is_impossible(text)
    searchable = invisible and not impossible and len(_THAI.findall(text)) >= _LEAST_LETTERS
    return TextLayerVerdict(
        picture=invisible or impossible, usable=not impossible, searchable=searchable
    )


def is_impossible(text: str) -> bool:
    """Whether `text` has so many impossible letters that its glyphs are mapped wrongly."""
    # Thai read by the Latin table is redecoded without loss; what stays Latin is not Thai.
    mended = canonical(_TORN.sub("", redecode(text)[0] if _LATIN.search(text) else text))
    letters = len(_WORD_LETTER.findall(mended))
    faults = len(_IMPOSSIBLE.findall(mended)) + sum(map(len, _LATIN.findall(mended)))
    return letters > 0 and faults > _MOST_IMPOSSIBLE * letters and faults > 2


def read_pdf(
    path: Path, *, limits: ReadLimits, knowledge: Knowledge, on_page: PageProgress = no_progress
) -> SourceDocument:
    """Read a PDF; every block has its page and its rectangle on it."""
    file = load(path, limits=limits)
    try:
        document = pdfium.PdfDocument(file.data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        reason = PASSWORD if locked else _BROKEN
        raise DamagedFileError(path=str(path), reason=reason) from error
    with closing(document):
        reading = _Reading(path, limits, knowledge, on_page, document, no_ocr=why_unavailable())
        pages = reading.run()
    blocks = blocks_of(pages, source=file.source, named_field=knowledge.named_field)
    if not blocks:
        raise reading.refusal()
    confidences = [
        page.reading.ocr_confidence for page in pages if page.reading.ocr_confidence is not None
    ]
    return SourceDocument(
        source=file.source,
        blocks=blocks,
        media_type=MEDIA_TYPE,
        ocr_confidence=min(confidences, default=None),
        pages=tuple(
            replace(page.reading, searchable=page.reading.number in reading.searchable)
            for page in pages
        ),
        warnings=tuple(reading.warnings(pages)),
        rough=any(page.unruled for page in pages),
    )


@dataclass(slots=True)
class _Reading:
    path: Path
    limits: ReadLimits
    knowledge: Knowledge
    on_page: PageProgress
    document: pdfium.PdfDocument
    no_ocr: str | None
    unread: list[int] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    searchable: set[int] = field(default_factory=set)
    began: float = field(default_factory=time.monotonic)
    count: int = 0
    done: int = 0
    cells: int = 0

    def run(self) -> list[Page]:
        """Pages, in order; those that could not be read are empty, or are not among them."""
        self.count = count = len(self.document)
        if not count:
            raise DamagedFileError(path=str(self.path), reason=_BROKEN)
        if count > self.limits.pages:
            raise self._too_many(f"ไฟล์มี {count:,} หน้า เกิน {self.limits.pages:,} หน้า")
        pages: dict[int, Page] = {}
        layout = Layout(self.knowledge)
        for number in range(1, count + 1):
            allowed = self.limits.wall_seconds + _SECONDS_A_PAGE * number
            is_late = number > 1 and time.monotonic() - self.began > allowed
            if self.done == self.limits.first_pages or is_late:
                break
            page: Page | None = empty_page(number)
            with PartOfFile(f"หน้า {number}"):
                page = self._by_text(number)
                page = None if page is None else layout.of(page)
            if page is None:
                self.pictured.append(number)
            else:
                self._keep(page, pages)
        # In another unit than the pages above: columns of theirs continue on none of these.
        layout = Layout(self.knowledge)
        most = self.limits.first_pages
        left = None if most is None else most - self.done
        for picture in self._by_picture(self.pictured[:left]):
            page = empty_page(picture.reading.number)
            with PartOfFile(f"หน้า {page.reading.number}"):
                page = layout.of(picture)
            self._keep(page, pages)
        return [pages[number] for number in sorted(pages)]

    def refusal(self) -> ReadError:
        if self.unread and self.no_ocr is not None:
            return UnsupportedFormatError(path=str(self.path), reason=self.no_ocr)
        reason = _BROKEN if self.broken else NO_TEXT
        return DamagedFileError(path=str(self.path), reason=reason)

    def warnings(self, pages: Sequence[Page]) -> Iterator[str]:
        if self.unread:
            yield f"ไม่ได้อ่านหน้า {page_runs(self.unread)} ซึ่งเป็นภาพ {self.no_ocr}"
        if self.broken:
            yield f"หน้า {page_runs(self.broken)} เสียหายและอ่านไม่ได้ โปรดตรวจสอบไฟล์ต้นฉบับ"
        read = {*(page.reading.number for page in pages), *self.broken}
        if lacking := sorted({*range(1, self.count + 1)} - read):
            yield left_out(lacking)
        if self.pictured:
            yield from scan_warnings(pages)

    def _by_text(self, number: int) -> Page | None:
        """A page by its text layer, empty if it has none and cannot be read; None for OCR."""
        try:
            with closing(self.document[number - 1]) as handle:
                opened = open_page(handle, number)
        except pdfium.PdfiumError:
            self.broken.append(number)
            return empty_page(number)
        verdict = judge(opened)
        if verdict.searchable:
            self.searchable.add(number)
        if verdict.picture and self.no_ocr is None:
            return None
        if verdict.picture and not verdict.usable:
            self.unread.append(number)
            return empty_page(number)
        return opened.page()

    def _by_picture(self, numbers: Sequence[int]) -> Iterator[Page]:
        if len(numbers) > self.limits.ocr_pages:
            raise self._too_many(
                f"ไฟล์มีหน้าที่เป็นภาพ {len(numbers):,} หน้า เกิน {self.limits.ocr_pages:,} หน้า"
            )
        if not numbers:
            return
        try:
            yield from read_pictures(
                self._pictures(numbers),
                limits=self.limits,
                segmenter=self.knowledge.segmenter,
            )
        except LimitExceededError as error:
            raise LimitExceededError(path=str(self.path), reason=error.reason) from error

    def _pictures(self, numbers: Sequence[int]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
        for number in numbers:
            try:
                with closing(self.document[number - 1]) as handle:
                    pixels = picture(handle, dpi=_DPI, limits=self.limits)
            except pdfium.PdfiumError:
                self.broken.append(number)
            else:
                yield number, pixels

    def _keep(self, page: Page, pages: dict[int, Page]) -> None:
        pages[page.reading.number] = page
        self.cells += sum(grid.rows * grid.columns for grid in page.grids)
        if self.cells > self.limits.cells:
            raise self._too_many(f"ตารางในไฟล์มีเกิน {self.limits.cells:,} ช่อง")
        self.done += 1
        self.on_page(self.done, self.count)

    def _too_many(self, problem: str) -> LimitExceededError:
        return LimitExceededError(path=str(self.path), reason=f"{problem} {SPLIT}")
