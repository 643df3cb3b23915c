"""One file to reports, or to the lines of its text, in the child process and in tests."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.domain.headers import is_headed, named_field
from itasearch.domain.organisations import is_reworded
from itasearch.domain.words import segmenter
from itasearch.errors import DamagedFileError, NotAReportError
from itasearch.extract.report import extract
from itasearch.lost_parts import collected
from itasearch.model.records import NO_MARKS, Extraction, Marks
from itasearch.model.source import (
    Block,
    Heading,
    Merge,
    OriginalCell,
    OriginalLine,
    OriginalText,
    SourceDocument,
    SourceRef,
    Table,
)
from itasearch.readers.base import Knowledge, PageProgress, no_progress, with_places
from itasearch.readers.detect import read_document

KNOWLEDGE = Knowledge(is_headed=is_headed, named_field=named_field, segmenter=segmenter)
"""What the domain gives to readers, which import none of it."""

_MOST_LINES, _MOST_LETTERS = 20_000, 4_000_000  #: By hand: ten times the largest report
_LEAST_PRINTED = 300  # code points of a document's printed pages; a cover has fewer; by hand


def parse_file(
    path: Path,
    *,
    limits: ReadLimits,
    marks: Marks = NO_MARKS,
    on_page: PageProgress = no_progress,
) -> Extraction:
    """What the file at `path` holds; places name `path` as given.

    A part that cannot be read, or is beyond a limit, is left out and named in the warnings of each
    report. `marks`: what a person says of the file. `on_page` is called after each page. Raises
    ReadError: NotAReportError without measures and ITA results.
    """
    with collected() as lost:
        try:
            document = read_document(path, limits=limits, knowledge=KNOWLEDGE, on_page=on_page)
            kind, reworded = document.media_type, is_reworded(document.source.sha256)
            document = with_places(
                document, lambda it: replace(it, media_type=kind, reworded=reworded)
            )
            extraction = replace(extract(document, marks), media_type=kind)
        except (DamagedFileError, NotAReportError) as error:
            if lost.names:
                raise DamagedFileError(path=str(path), reason=lost.refusal) from error
            if lost.beyond_limits:
                reason = f"{error.reason} {lost.of_limits}"
                raise type(error)(path=str(path), reason=reason) from error
            raise
    # A person must look at each report of a file with lost parts.
    more_missing = ("completeness",) if lost.names else ()
    reports = tuple(
        replace(
            report,
            warnings=(*lost.warnings, *report.warnings),
            missing=tuple(dict.fromkeys((*report.missing, *more_missing))),
        )
        for report in extraction.reports
    )
    return replace(extraction, reports=reports, warnings=(*lost.warnings, *extraction.warnings))


def original_text(path: Path, *, limits: ReadLimits) -> OriginalText:
    """The file at `path` as a person would see it, heading, paragraph and row by row.

    Of files with pages the pages themselves are shown; this is their text. Raises ReadError: as
    `parse_file`, but for NotAReportError.
    """
    with collected():  # what is lost is in the warnings of the report
        document = read_document(path, limits=limits, knowledge=KNOWLEDGE)
    lines: list[OriginalLine] = []
    letters, is_cut = 0, False
    for line in _lines(document.blocks):
        letters += len(line.text)
        if is_cut := letters > _MOST_LETTERS or len(lines) == _MOST_LINES:
            break
        lines.append(line)
    return OriginalText(
        sha256=document.source.sha256,
        lines=tuple(lines),
        media_type=document.media_type,
        cut=is_cut,
        by_ocr=document.ocr_confidence is not None,
        is_scan=document.ocr_confidence is not None and has_hardly_text(document),
    )


def has_hardly_text(document: SourceDocument) -> bool:
    """Whether pictures without text behind them are all but a cover, or a page or two of text."""
    pages = (page for page in document.pages if not page.searchable)
    pictures = {page.number for page in pages if page.ocr_confidence is not None}
    printed = [
        line
        for block in document.blocks
        if block.source.page_number not in pictures
        for line in _lines([block])
    ]
    letters = sum(len(line.text) for line in printed) if document.pages else 0
    return letters < _LEAST_PRINTED or 2 * len(pictures) > len(document.pages)


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
