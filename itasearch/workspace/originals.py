"""Verbs that show the original behind a row: its pages or its text, its row, words in it.

Originals are opened in a warm child process; whole files are searched in another, for that may take
long. Rows without a rectangle are found by their words.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.model.source import LineMatch, OriginalLine, OriginalText, PageMatches, PagePlace
from itasearch.text.thai.finding import found_in
from itasearch.workspace.access import Verbs

_LEAST_LETTERS = 6  #: Code points of a text that names its row: shorter are in many; by hand
_BEGINNING = 40  #: Code points of a title's beginning, sought where a file breaks up the whole
_MOST_TEXTS = 4  #: Longest cells by which a row is sought
_PART = 80  # lines of a part; by hand: some five screens, a report of the usual length
_PART_LETTERS = 40_000  # code points of a part, but for a single longer line; by hand


class OriginalFiles(Verbs):
    """The files that reports are read from."""

    def path(self, report_id: str) -> Path:
        """Path of the file of a report, fetched if it lies in a bucket; a lost one is not there."""
        return self._parts.originals.path(self._store.reports.summary(report_id).source.path)

    def page_picture(self, report_id: str, page_number: int, *, width: int) -> bytes:
        """A page as PNG, `width` pixels wide. Raises ReadError: no such page, or unrenderable."""
        return self._parts.pictures.picture(self.path(report_id), page_number, width=width)

    def pages(self, report_id: str) -> PageMatches:
        """How many pages a report's file has. Raises as `page_picture`."""
        return self._parts.pictures.search_pages(self.path(report_id), ())

    def text(self, report_id: str) -> OriginalText:
        """A report's file without pages as it is read, line by line. Raises ReadError."""
        return self._parts.pictures.original_text(self.path(report_id))

    def find(self, report_id: str, words: str) -> PageMatches:
        """Where words are in a file of pages, rows without text included. Raises ReadError."""
        matches = self._parts.searches.search_pages(self.path(report_id), (words,))
        numbers = {page_place.page_number for page_place in matches.places}
        rows = [
            measure
            for measure in self._store.reports.get(report_id).measures
            if measure.source.page_number is not None and measure.source.page_number not in numbers
        ]
        texts = [
            "\n".join((*map(row.text, TEXT_FIELDS), *(text for _, text in row.own_cells)))
            for row in rows
        ]
        hits = {number for number, _, _ in found_in(texts, words)}
        places = [_place(rows[number]) for number in sorted(hits)]
        every = sorted((*matches.places, *places), key=lambda page_place: page_place.page_number)
        return replace(matches, places=tuple(every))

    def row(self, measure: Measure) -> PagePlace:
        """A row's page and rectangles. Raises ReadError; ValueError: a file without pages."""
        page_place = _place(measure)
        if page_place.rectangles:
            return page_place
        pages = self._parts.pictures.search_pages(
            self.path(measure.report_id), _sought(measure), page_number=page_place.page_number
        )
        return pages.places[0] if pages.places else page_place


def line_of_row(text: OriginalText, measure: Measure) -> int | None:
    """The line, from 0, at which a measure begins; None where nothing in the file has its words.

    Another version may have read the file: at the row's position only if that has words of it.
    """
    by_place = [number for number, line in enumerate(text.lines) if _is_at(line, measure)]
    words = _sought(measure)
    if by_place and _shared([text.lines[by_place[0]].text], words):
        return by_place[0]
    shared = _shared([line.text for line in text.lines], words)
    if shared:
        return max(shared, key=lambda number: (shared[number], -number))
    return by_place[0] if by_place else None


def found_in_lines(text: OriginalText, words: str) -> tuple[LineMatch, ...]:
    """Where words are in a file without pages, in reading order."""
    cells = [
        (number, position, cell.text)
        for number, line in enumerate(text.lines)
        for position, cell in enumerate(line.cells)
    ]
    entries = found_in([cell for _, _, cell in cells], words)
    return tuple(
        LineMatch(line=cells[at][0], cell=cells[at][1], start=start, end=end)
        for at, start, end in entries
    )


def parts_of(lines: Sequence[OriginalLine]) -> tuple[range, ...]:
    """Lines by their numbers, from 0, each part within one sheet; an empty one without lines."""
    parts: list[range] = []
    first = letters = 0
    for number, line in enumerate(lines):
        is_full = number - first >= _PART or letters + len(line.text) > _PART_LETTERS
        if number > first and (is_full or line.sheet != lines[first].sheet):
            parts.append(range(first, number))
            first, letters = number, 0
        letters += len(line.text)
    return (*parts, range(first, len(lines)))


def _is_at(line: OriginalLine, measure: Measure) -> bool:
    source = measure.source
    if (line.sheet, line.table_number) != (source.sheet, source.table_number):
        return False
    if source.row_number is None:
        return line.row_number is None and line.line_number == source.line_number
    return line.row_number == source.row_number


def _shared(texts: Sequence[str], words: Iterable[str]) -> dict[int, int]:
    matches = ({number for number, _, _ in found_in(texts, each)} for each in words)
    return Counter(chain.from_iterable(matches))


def _sought(measure: Measure) -> tuple[str, ...]:
    cells = sorted((text for _, text in measure.own_cells), key=len, reverse=True)
    texts = (measure.title, *cells[:_MOST_TEXTS], measure.title[:_BEGINNING])
    return tuple(dict.fromkeys(text for text in texts if len(text) >= _LEAST_LETTERS))


def _place(measure: Measure) -> PagePlace:
    number, rectangle = measure.source.page_number, measure.source.rectangle
    if number is None:
        raise ValueError(f"{measure.id} is of a file without pages")
    return PagePlace(page_number=number, rectangles=() if rectangle is None else (rectangle,))
