"""Words in the text layer of a PDF, with their places on the page.

Letters are sought in the order of the file, in which the lines of a cell follow each other,
and, on a page that has no such stretch, line by line. Pages without text (scans) are named:
nothing is read by OCR here.
"""

import io
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from itasearch.model.source import PageMatches, PagePlace, Rectangle
from itasearch.readers.base import load, read_start
from itasearch.readers.layout.lines import lines_of
from itasearch.readers.layout.page import Letter
from itasearch.readers.pdf.reader import open_page, view_of
from itasearch.readers.scan.reader import PictureFile
from itasearch.text.repair.mojibake import redecode
from itasearch.text.thai.finding import found_in
from itasearch.wording.messages import broken

if TYPE_CHECKING:
    from PIL.Image import Image

_NO_PAGES = "ไฟล์ชนิดนี้ไม่มีภาพของหน้า โปรดเปิดไฟล์ต้นฉบับ"


def page_picture(path: Path, page_number: int, *, width: int, limits: ReadLimits) -> bytes:
    """A page (from 1) of a PDF or picture file as PNG, `width` pixels wide.

    Raises UnsupportedFormatError: the file is of another kind. DamagedFileError: it is broken or
    encrypted, or has no such page. LimitExceededError: the page has too many pixels. ValueError: a
    page number or width below 1.
    """
    if page_number < 1 or width < 1:
        raise ValueError(f"page {page_number}, {width} pixels wide")
    if b"%PDF-" in read_start(path, size=1024):
        picture = _of_pdf(path, page_number, width, limits)
    else:
        picture = _of_picture(path, page_number, width, limits)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _of_pdf(path: Path, page_number: int, width: int, limits: ReadLimits) -> "Image":
    try:
        with pypdfium2.PdfDocument(path) as document:
            if page_number > len(document):
                raise _no_such_page(path, page_number, len(document))
            page = document[page_number - 1]
            view = view_of(page)
            across, down = view.width, view.height
            if across <= 0 or down <= 0:
                raise DamagedFileError(path=str(path), reason=broken(str(page_number)))
            _check_size(path, width, round(width * down / across), limits)
            # As the reader turns it: a Rectangle is of the turned page.
            turn = (view.turn - page.get_rotation()) % 360
            picture: Image = page.render(scale=width / across, rotation=turn).to_pil()
            return picture
    except pypdfium2.PdfiumError as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error


def _of_picture(path: Path, page_number: int, width: int, limits: ReadLimits) -> "Image":
    from PIL import Image

    with _picture_file(path, limits) as pictures:
        if page_number > pictures.count:
            raise _no_such_page(path, page_number, pictures.count)
        page = Image.fromarray(pictures.page(page_number))
    height = max(1, round(width * page.height / page.width))
    _check_size(path, width, height, limits)
    return page.resize((width, height), Image.Resampling.LANCZOS)


def _picture_file(path: Path, limits: ReadLimits) -> PictureFile:
    from PIL import UnidentifiedImageError

    try:
        return PictureFile(load(path, limits=limits).data, path, limits)
    except DamagedFileError as error:
        if not isinstance(error.__cause__, UnidentifiedImageError):
            raise
        raise UnsupportedFormatError(path=str(path), reason=_NO_PAGES) from error


def _check_size(path: Path, width: int, height: int, limits: ReadLimits) -> None:
    if width * height > limits.page_pixels:
        reason = (
            f"ภาพของหน้าใหญ่เกินไป ({width}×{height} จุด) โปรดย่อภาพให้ไม่เกิน "
            f"{limits.page_pixels // 1_000_000} ล้านจุด"
        )
        raise LimitExceededError(path=str(path), reason=reason)


def _no_such_page(path: Path, page_number: int, pages: int) -> DamagedFileError:
    reason = f"ไม่มีหน้า {page_number} ในไฟล์นี้ ซึ่งมี {pages} หน้า โปรดตรวจสอบไฟล์"
    return DamagedFileError(path=str(path), reason=reason)


_MOST_PLACES = 500  # places that are reported of a file; by hand: nobody steps through more
_MOST_SECONDS = 20.0  # CPU time for the pages of a file; a page of 1,300 letters takes 10 ms
_LEAST_LETTERS = 3  # with fewer a page is a picture: a scan may have its number as text


def search_pages(
    path: Path, words: Sequence[str], *, page_number: int | None, limits: ReadLimits
) -> PageMatches:
    """How many pages a PDF or picture file has, and where words are on them.

    `words`: the first of these that a page has is sought on all; none: only count pages;
    `page_number`: the only page to search, from 1; None for all.

    Raises UnsupportedFormatError: the file is of another kind. DamagedFileError: it is broken,
    encrypted or empty, or not there. LimitExceededError: it is larger than `limits.file_bytes`.
    """
    file = load(path, limits=limits)
    data, digest = file.data, file.source.sha256
    if b"%PDF-" not in data[:1024]:
        with _picture_file(path, limits) as held:
            frames = held.count
        pictures = tuple(range(1, frames + 1))
        return PageMatches(sha256=digest, pages=frames, searched=frames, pictures=pictures)
    try:
        with pypdfium2.PdfDocument(data) as document:
            return _searched(document, digest, words, page_number)
    except pypdfium2.PdfiumError as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error


def _searched(
    document: pypdfium2.PdfDocument, digest: str, words: Sequence[str], page_number: int | None
) -> PageMatches:
    count = len(document)
    if not words:
        return PageMatches(sha256=digest, pages=count, searched=0)
    numbers = range(1, count + 1) if page_number is None else range(page_number, page_number + 1)
    end = time.process_time() + _MOST_SECONDS
    pages: list[tuple[int, _PageText]] = []
    pictures: list[int] = []
    searched = 0
    for number in numbers:
        if number > count or time.process_time() > end:
            break
        searched = number
        page = _page_text(document, number)
        if page is None:
            pictures.append(number)
        else:
            pages.append((number, page))
    places = next((matches for each in words if (matches := _places(pages, each))), [])
    return PageMatches(
        sha256=digest,
        pages=count,
        # Of the page of the first place that is left out, others may be reported.
        searched=searched if len(places) <= _MOST_PLACES else places[_MOST_PLACES].page_number - 1,
        pictures=tuple(pictures),
        places=tuple(places[:_MOST_PLACES]),
    )


class _PageText:
    def __init__(self, letters: Sequence[Letter], width: float, height: float) -> None:
        self._width, self._height = width, height
        by_line = sorted(letters, key=lambda letter: (letter.turn, round(letter.base), letter.left))
        self.orders = (list(letters), by_line)
        texts = ("".join(letter.text for letter in order) for order in self.orders)
        # Thai that is written by the Latin table, where each letter keeps its place.
        mended = ((text, redecode(text)[0]) for text in texts)
        self.texts = tuple(new if len(new) == len(text) else text for text, new in mended)

    def place(self, order: int, start: int, end: int) -> tuple[Rectangle, ...]:
        """The rectangles of [start, end) of a text."""
        at, letters = 0, []
        for letter in self.orders[order]:
            if at < end and at + len(letter.text) > start:
                letters.append(letter)
            at += len(letter.text)
        rectangles = []
        for turn in sorted({letter.turn for letter in letters}):
            for line in lines_of([letter for letter in letters if letter.turn == turn]):
                box = line.box.turned(-turn)
                rectangles.append(box.on_page(self._width, self._height))
        return tuple(rectangles)


def _page_text(document: pypdfium2.PdfDocument, number: int) -> _PageText | None:
    """The text of a page; None for a picture, and for a page that is broken."""
    try:
        with closing(document[number - 1]) as page:
            opened = open_page(page, number)
    except pypdfium2.PdfiumError:
        return None
    letters = [letter for letter in opened.layer.letters if letter.text != " "]
    if len(letters) < _LEAST_LETTERS:
        return None
    return _PageText(letters, opened.view.width, opened.view.height)


def _places(pages: Sequence[tuple[int, _PageText]], words: str) -> list[PagePlace]:
    """Where the words are, by the order of the file; by lines on pages where that finds none."""
    places: dict[int, list[PagePlace]] = {}
    for order in (0, 1):
        rest = [(number, page) for number, page in pages if number not in places]
        for at, start, end in found_in([page.texts[order] for _, page in rest], words):
            number, page = rest[at]
            page_place = PagePlace(page_number=number, rectangles=page.place(order, start, end))
            places.setdefault(number, []).append(page_place)
    return [page_place for number in sorted(places) for page_place in places[number]]
