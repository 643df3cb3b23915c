"""Verbs that show the original behind a row: its pages or its text, its row, words in it.

Originals are opened in a child process that stays warm; whole files are searched in another, for
that may take long. Nothing that is found here is
stored: rectangles of rows come from reading, and where a row has none, its words are sought.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from itasearch.config import Settings
from itasearch.model.originals import LineMatch, OriginalLine, OriginalText, PageMatches, PagePlace
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.text.thai.finding import found_in
from itasearch.workspace.parts import Verbs

_LEAST_LETTERS = 6
"""Code points of a text by which its row is known; by hand: shorter ones are in many rows."""
_BEGINNING = 40
"""Code points of a title's beginning, which is sought where a file breaks up the whole."""
_MOST_TEXTS = 4
"""Longest cells by which a row is sought."""


class OriginalVerbs(Verbs):
    """Verbs of Workspace on the files that reports are read from."""

    settings: Settings

    def original(self, report_id: str) -> Path:
        """Path of the file of a report, fetched if it lies in a bucket; of a lost one, nothing
        is there.

        Raises:
            UnknownReportError: there is no such report.
            OriginalsError: the bucket is not reached.
        """
        return self._parts.originals.path(self._parts.store.summary(report_id).source.path)

    def page_picture(self, report_id: str, page_number: int, *, width: int) -> bytes:
        """A page of a report's file as PNG, `width` pixels wide, turned as its rectangles are.

        Raises:
            UnknownReportError, OriginalsError: as `original`.
            ReadError: the file has no such page, or none at all, or cannot be rendered.
            ReaderUnavailableError: the installation is broken.
        """
        return self._parts.pictures.picture(self.original(report_id), page_number, width=width)

    def original_pages(self, report_id: str) -> PageMatches:
        """How many pages a report's file has. Raises as `page_picture`."""
        return self._parts.pictures.search_pages(self.original(report_id), ())

    def original_text(self, report_id: str) -> OriginalText:
        """A report's file without pages as it is read, line by line.

        Raises:
            UnknownReportError, OriginalsError: as `original`.
            ReadError: the file cannot be read.
            ReaderUnavailableError: the installation is broken.
        """
        return self._parts.pictures.original_text(self.original(report_id))

    def find_on_pages(self, report_id: str, words: str) -> PageMatches:
        """Where words are in a file of pages.

        On pages whose text does not have them, as pictures have none, the report's rows are
        searched as they were read. Raises as `page_picture`.
        """
        found = self._parts.searches.search_pages(self.original(report_id), (words,))
        known = {place.page_number for place in found.places}
        rows = [
            one
            for one in self._parts.store.report(report_id).measures
            if one.source.page_number is not None and one.source.page_number not in known
        ]
        hits = {number for number, _, _ in found_in([*map(_text_of, rows)], words)}
        places = [_place(rows[number]) for number in sorted(hits)]
        every = sorted((*found.places, *places), key=lambda place: place.page_number)
        return replace(found, places=tuple(every))

    def row_on_page(self, measure: Measure) -> PagePlace:
        """Where a row is on its page: as it was read, else by its words; else the page alone.

        Raises:
            ValueError: the measure is of a file without pages.
            ReadError, ReaderUnavailableError: as `page_picture`.
        """
        place = _place(measure)
        if place.rectangles:
            return place
        found = self._parts.pictures.search_pages(
            self.original(measure.report_id), _sought(measure), page_number=place.page_number
        )
        return found.places[0] if found.places else place


def line_of_row(text: OriginalText, measure: Measure) -> int | None:
    """The line, from 0, at which a measure begins; None where nothing in the file has its words.

    The place counts where the line has words of the row; else the line that has the most of
    them, so that a file that another version has read is shown rightly, too.
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
        (number, place, cell.text)
        for number, line in enumerate(text.lines)
        for place, cell in enumerate(line.cells)
    ]
    found = found_in([cell for _, _, cell in cells], words)
    return tuple(
        LineMatch(line=cells[at][0], cell=cells[at][1], start=start, end=end)
        for at, start, end in found
    )


def _is_at(line: OriginalLine, measure: Measure) -> bool:
    source = measure.source
    if (line.sheet, line.table_number) != (source.sheet, source.table_number):
        return False
    if source.row_number is None:
        return line.row_number is None and line.line_number == source.line_number
    return line.row_number == source.row_number


def _shared(texts: Sequence[str], words: Iterable[str]) -> dict[int, int]:
    """How many of the words each text has, by its number; those without any are left out."""
    counts: dict[int, int] = {}
    for each in words:
        for number in {number for number, _, _ in found_in(texts, each)}:
            counts[number] = counts.get(number, 0) + 1
    return counts


def _sought(measure: Measure) -> tuple[str, ...]:
    """Texts by which a row is known, the surest first: its title, its cells, its beginning."""
    cells = sorted((text for _, text in measure.raw_cells), key=len, reverse=True)
    texts = (measure.title, *cells[:_MOST_TEXTS], measure.title[:_BEGINNING])
    return tuple(dict.fromkeys(one for one in texts if len(one) >= _LEAST_LETTERS))


def _text_of(measure: Measure) -> str:
    """All of a row, as in force and as read."""
    fields = (measure.text(name) for name in TEXT_FIELDS)
    return "\n".join([*fields, *(text for _, text in measure.raw_cells)])


def _place(measure: Measure) -> PagePlace:
    number, rectangle = measure.source.page_number, measure.source.rectangle
    if number is None:
        raise ValueError(f"{measure.id} is of a file without pages")
    return PagePlace(page_number=number, rectangles=() if rectangle is None else (rectangle,))
