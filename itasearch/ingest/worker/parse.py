"""One file to reports, or to the lines of its text, in this process.

Only the child process and tests call this; the app goes through `isolation.Isolation`, because
a parser may hang or die on a hostile file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.domain.headers import is_headed, named_field
from itasearch.domain.organisations import is_reworded
from itasearch.domain.words import segmenter
from itasearch.errors import DamagedFileError, NotAReportError
from itasearch.extract.report import extract
from itasearch.lost_parts import collected
from itasearch.model.originals import OriginalCell, OriginalLine, OriginalText
from itasearch.model.records import Extraction
from itasearch.model.source import Block, Heading, Merge, SourceRef, Table
from itasearch.readers.base import Knowledge, PageProgress, no_progress, with_places
from itasearch.readers.detect import read_document

KNOWLEDGE = Knowledge(is_headed=is_headed, named_field=named_field, segmenter=segmenter)
"""What the domain gives to readers, which import none of it."""

_MOST_LINES, _MOST_LETTERS = 20_000, 4_000_000
"""Lines and code points of a file that is shown; by hand, ten times the largest report."""


def parse_file(
    path: Path, *, limits: ReadLimits, on_page: PageProgress = no_progress
) -> Extraction:
    """What the file at `path` holds; places name `path` as given.

    A part that cannot be read is left out, named in a warning of each report.

    Args:
        on_page: called after each page of a format that has pages.

    Raises:
        UnsupportedFormatError: no reader takes its format.
        DamagedFileError: it is broken, encrypted, empty or not there.
        LimitExceededError: it goes beyond `limits`.
        NotAReportError: it was read and holds neither measures nor ITA results.
    """
    with collected() as lost:
        try:
            document = read_document(path, limits=limits, knowledge=KNOWLEDGE, on_page=on_page)
            if is_reworded(document.source.sha256):
                document = with_places(document, lambda place: replace(place, reworded=True))
            extraction = replace(extract(document), media_type=document.media_type)
        except (DamagedFileError, NotAReportError) as error:
            if not lost:
                raise
            raise DamagedFileError(path=str(path), reason=lost.refusal) from error
    return _with_warning(extraction, lost.warning) if lost else extraction


def _with_warning(extraction: Extraction, warning: str) -> Extraction:
    """An extraction of a file with lost parts: a person must look at each of its reports."""
    reports = tuple(
        replace(
            report,
            warnings=(warning, *report.warnings),
            missing=tuple(dict.fromkeys((*report.missing, "completeness"))),
        )
        for report in extraction.reports
    )
    return replace(extraction, reports=reports, warnings=(warning, *extraction.warnings))


def original_text(path: Path, *, limits: ReadLimits) -> OriginalText:
    """The file at `path` as a person would see it, heading, paragraph and row by row.

    Only for files without pages: of others the pages themselves are shown.

    Raises:
        ReadError: as `parse_file`, but for NotAReportError.
    """
    with collected():  # what is lost is in the warnings of the report
        document = read_document(path, limits=limits, knowledge=KNOWLEDGE)
    lines: list[OriginalLine] = []
    letters = 0
    every = _lines(document.blocks)
    for line in islice(every, _MOST_LINES):
        letters += len(line.text)
        if letters > _MOST_LETTERS:
            break
        lines.append(line)
    is_cut = letters > _MOST_LETTERS or next(every, None) is not None
    return OriginalText(sha256=document.source.sha256, lines=tuple(lines), cut=is_cut)


def _lines(blocks: Iterable[Block]) -> Iterator[OriginalLine]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            cells = (OriginalCell(text=block.text),)
            yield _line(cells, block.source, heading=isinstance(block, Heading))


def _rows(table: Table) -> Iterator[OriginalLine]:
    merges: dict[tuple[int, int], Merge] = {
        (row, merge.first_column): merge
        for merge in table.merges
        for row in range(merge.first_row, merge.last_row + 1)
    }
    for number, (texts, source) in enumerate(zip(table.rows, table.row_sources, strict=True)):
        cells: list[OriginalCell] = []
        column = 0
        while column < len(texts):
            merge = merges.get((number, column))
            if merge is None:
                cells.append(OriginalCell(text=texts[column]))
                column += 1
                continue
            is_continued = number > merge.first_row
            columns = merge.last_column - merge.first_column + 1
            text = "" if is_continued else texts[column]
            cells.append(OriginalCell(text=text, columns=columns, continued=is_continued))
            column += columns
        yield _line(tuple(cells), source)


def _line(
    cells: tuple[OriginalCell, ...], source: SourceRef, *, heading: bool = False
) -> OriginalLine:
    return OriginalLine(
        cells=cells,
        heading=heading,
        sheet=source.sheet,
        table_number=source.table_number,
        row_number=source.row_number,
        line_number=source.line_number,
    )
