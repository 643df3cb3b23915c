"""Words in the text layer of a PDF, with their places on the page.

Letters are sought in the order of the file, in which the lines of a cell follow each other,
and, on a page that has no such stretch, line by line. Pages without text (scans) are named:
nothing is read by OCR here.
"""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError
from itasearch.model.originals import PageMatches, PagePlace
from itasearch.model.source import Rectangle
from itasearch.readers.base import load
from itasearch.readers.layout.lines import lines_of
from itasearch.readers.layout.page import Box, Letter, unframed
from itasearch.readers.page_picture import picture_file
from itasearch.readers.pdf.reader import open_page
from itasearch.text.repair.mojibake import redecode
from itasearch.text.thai.finding import found_in
from itasearch.wording.messages import broken

_MOST_PLACES = 500  # places that are reported of a file; by hand: nobody steps through more
_MOST_SECONDS = 20.0  # CPU time for the pages of a file; a page of 1,300 letters takes 10 ms
_LEAST_LETTERS = 3  # with fewer a page is a picture: a scan may have its number as text


def search_pages(
    path: Path, words: Sequence[str], *, page_number: int | None, limits: ReadLimits
) -> PageMatches:
    """How many pages a file has, and where words are on them.

    Args:
        path: a PDF or a picture file.
        words: the first of these that a page has is sought on all; none: only count pages.
        page_number: the only page to search, from 1; None for all.

    Raises:
        UnsupportedFormatError: the file is of another kind.
        DamagedFileError: it is broken, encrypted or empty, or not there.
        LimitExceededError: it is larger than `limits.file_bytes`.
    """
    file = load(path, limits=limits)
    data, digest = file.data, file.source.sha256
    if b"%PDF-" not in data[:1024]:
        with picture_file(path, limits) as held:
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
    places = next((found for each in words if (found := _places(pages, each))), [])
    return PageMatches(
        sha256=digest,
        pages=count,
        # Of the page of the first place that is left out, others may be reported.
        searched=searched if len(places) <= _MOST_PLACES else places[_MOST_PLACES].page_number - 1,
        pictures=tuple(pictures),
        places=tuple(places[:_MOST_PLACES]),
    )


class _PageText:
    """The letters of a page, in two orders."""

    def __init__(self, letters: Sequence[Letter], width: float, height: float) -> None:
        self._width, self._height = width, height
        by_line = sorted(letters, key=lambda one: (one.turn, round(one.base), one.left))
        self.orders = (list(letters), by_line)
        self.texts = tuple(_readable("".join(one.text for one in order)) for order in self.orders)

    def place(self, order: int, start: int, end: int) -> tuple[Rectangle, ...]:
        """The rectangles of [start, end) of a text."""
        at, found = 0, []
        for letter in self.orders[order]:
            if at < end and at + len(letter.text) > start:
                found.append(letter)
            at += len(letter.text)
        return tuple(box.on_page(self._width, self._height) for box in _boxes(found))


def _page_text(document: pypdfium2.PdfDocument, number: int) -> _PageText | None:
    """The text of a page; None for a picture, and for a page that is broken."""
    try:
        handle = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    try:
        opened = open_page(handle, number)
    except pypdfium2.PdfiumError:
        return None
    finally:
        handle.close()
    letters = [letter for letter in opened.layer.letters if letter.text != " "]
    if len(letters) < _LEAST_LETTERS:
        return None
    return _PageText(letters, opened.view.width, opened.view.height)


def _places(pages: Sequence[tuple[int, _PageText]], words: str) -> list[PagePlace]:
    """Where the words are, by the order of the file; by lines on pages where that finds none."""
    found: dict[int, list[PagePlace]] = {}
    for order in (0, 1):
        rest = [(number, page) for number, page in pages if number not in found]
        for at, start, end in found_in([page.texts[order] for _, page in rest], words):
            number, page = rest[at]
            place = PagePlace(page_number=number, rectangles=page.place(order, start, end))
            found.setdefault(number, []).append(place)
    return [place for number in sorted(found) for place in found[number]]


def _readable(text: str) -> str:
    """Thai that is written by the Latin table as Thai, where each letter keeps its place."""
    mended = redecode(text)[0]
    return mended if len(mended) == len(text) else text


def _boxes(letters: Sequence[Letter]) -> Iterator[Box]:
    for turn in sorted({letter.turn for letter in letters}):
        for line in lines_of([letter for letter in letters if letter.turn == turn]):
            box = line.box
            one, other = (box.left, box.top), (box.right, box.bottom)
            yield Box.between(unframed(*one, turn), unframed(*other, turn)) if turn else box
