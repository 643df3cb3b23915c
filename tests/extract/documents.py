"""Small source documents for tests: built directly, or written as OCR text and read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.extract.report import extract
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.records import Extraction, Measure, Report
from itasearch.model.source import Block, Merge, Paragraph, SourceDocument, SourceRef, Table
from itasearch.readers.plain import read_text

SHA = "ab" * 32
TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. 2566"
TOWN = "เทศบาลตำบลหนองแวงนาง อำเภอพล จังหวัดขอนแก่น"
HEAD = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")


def place(**at: int | str) -> SourceRef:
    """A place in the test file."""
    return SourceRef(path="report.txt", sha256=SHA, **at)  # type: ignore[arg-type]


def table(*parts: Sequence[str] | Merge, number: int = 1, sheet: str | None = None) -> Table:
    """A table of rows, which are padded to the widest, and merges."""
    rows = [part for part in parts if not isinstance(part, Merge)]
    width = max(map(len, rows))
    at = {"table_number": number} | ({"sheet": sheet} if sheet else {})
    return Table(
        rows=tuple((*row, *("",) * (width - len(row))) for row in rows),
        row_sources=tuple(place(row_number=i, **at) for i in range(1, len(rows) + 1)),
        source=place(**at),
        merges=tuple(part for part in parts if isinstance(part, Merge)),
    )


def line(text: str, *, sheet: str | None = None) -> Paragraph:
    """A line outside tables."""
    return Paragraph(text=text, source=place(sheet=sheet) if sheet else place())


def on_page(block: Block, number: int) -> Block:
    """The same block on a page."""
    moved = replace(block, source=replace(block.source, page_number=number))
    if isinstance(moved, Table):
        rows = tuple(replace(source, page_number=number) for source in moved.row_sources)
        moved = replace(moved, row_sources=rows)
    return moved


def document(*blocks: Block, path: str = "report.txt") -> SourceDocument:
    """A document of these blocks."""
    source = SourceRef(path=path, sha256=SHA)
    return SourceDocument(source=source, blocks=blocks, media_type="text/plain")


def report_of(*blocks: Block) -> Report:
    """The only report of a document with the usual title."""
    (report,) = extract(document(line(TITLE), line(TOWN), *blocks)).reports
    return report


def measures_of(*blocks: Block) -> tuple[Measure, ...]:
    """The measures of a document with the usual title."""
    return report_of(*blocks).measures


def extract_text(text: str, folder: Path, *, name: str = "report.md") -> Extraction:
    """What a text file with this content holds."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return extract(read_text(path, limits=ReadLimits(), knowledge=KNOWLEDGE))


def report_in(text: str, folder: Path) -> Report:
    """The only report of a text."""
    (report,) = extract_text(text, folder).reports
    return report
