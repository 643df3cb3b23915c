"""CSV and TSV in any encoding and with any delimiter, as spreadsheets export them.

The delimiter is the one under which most rows have the same number of cells;
`csv.Sniffer` is misled by commas inside Thai sentences.
"""

import csv
import io
import math
import re
from collections import Counter
from pathlib import Path
from typing import Literal

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError
from itasearch.model.source import SourceDocument
from itasearch.readers.base import load
from itasearch.readers.encoding import decode
from itasearch.readers.flow.collector import CollectedRow, Collector, emit_sheet
from itasearch.readers.flow.markup import without_tags

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_CHARACTERS = 200_000  # of a file's beginning, by which its delimiter is chosen; by hand
_FIELD_CHARACTERS = 1_000_000  # of one cell; the 131,072 of the csv module are too few; by hand
_MOST_COLUMNS = 12  # more columns are no further evidence for a delimiter
_NAMED = re.compile(r'[\s"]*sep=(\S|\t)[\s"]*', re.IGNORECASE)
_QUOTED = re.compile(r'"[,;\t|]"')
_MOST_CELL_LINES = 3  # of a last cell in a file with an odd number of quotation marks
_TEXT_SIGN = re.compile("^'(?=[=+@\uff1d\uff0b\uff20-])")
"""Before a sign of arithmetic: the cell is text. Programs that write CSV, and itasearch, set it."""

_STRAY_QUOTE = 'มีเครื่องหมายคำพูด (") ที่ไม่ได้ปิด จึงอ่านเครื่องหมายนี้เป็นข้อความ โปรดตรวจสอบ'
_NO_ROWS = "แยกแถวและช่องของไฟล์ CSV ไม่ได้ โปรดเปิดด้วย Excel แล้วบันทึกเป็น .xlsx"


def read_csv(path: Path, *, limits: ReadLimits) -> SourceDocument:
    """Read a file of delimited rows; rows have the line they begin on.

    A row of one cell above the table is a paragraph; empty rows separate tables.
    """
    file = load(path, limits=limits)
    decoded = decode(file.data, path=str(path))
    collector = Collector(file.source, limits=limits)
    delimiter, text, skipped = _delimiter(decoded.text)
    try:
        rows = _quoted_rows(text, delimiter, skipped)
        if rows is None:
            collector.warnings.append(_STRAY_QUOTE)
            rows = _rows(text, delimiter, skipped, quoted=False)
    except csv.Error as error:
        raise DamagedFileError(path=str(path), reason=_NO_ROWS) from error
    collector.check_cells(sum(len(row.cells) for row in rows))
    emit_sheet(rows, collector)
    media_type = "text/tab-separated-values" if delimiter == "\t" else "text/csv"
    return collector.document(media_type, warnings=decoded.warnings)


def _delimiter(text: str) -> tuple[str, str, int]:
    first, _, rest = text.partition("\n")
    if named := _NAMED.fullmatch(first):
        return named[1], rest, 1
    sample = text[:_SAMPLE_CHARACTERS]
    return max(_DELIMITERS, key=lambda delimiter: _consistency(sample, delimiter)), text, 0


def _consistency(sample: str, delimiter: str) -> float:
    """How well `delimiter` explains the sample: cells in rows of the most usual width."""
    try:
        rows = list(csv.reader(io.StringIO(sample), delimiter=delimiter))
    except csv.Error:
        return 0.0
    # Quotation marks around another delimiter, inside a cell: the row was cut at the wrong one.
    widths = Counter(len(row) for row in rows if len(row) > 1 and not _QUOTED.search("".join(row)))
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: item[0] * item[1])
    share = count / max(1, sum(1 for row in rows if row))
    return share * math.sqrt(min(width, _MOST_COLUMNS))


def _quoted_rows(text: str, delimiter: str, skipped: int) -> list[CollectedRow] | None:
    """The rows; None where a quotation mark that is never closed takes in the rest."""
    odd = text.count('"') % 2
    try:
        rows = _rows(text, delimiter, skipped, quoted=True)
    except csv.Error:
        if odd:
            return None
        raise
    last = rows[-1].cells[-1] if rows and rows[-1].cells else ""
    return None if odd and last.count("\n") > _MOST_CELL_LINES else rows


def _rows(text: str, delimiter: str, skipped: int, *, quoted: bool) -> list[CollectedRow]:
    stream = io.StringIO(text, newline="")
    marks: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(stream, delimiter=delimiter, quoting=marks)
    rows: list[CollectedRow] = []
    line = 1 + skipped
    limit = csv.field_size_limit(_FIELD_CHARACTERS)
    try:
        for number, cells in enumerate(reader, start=1):
            texts = tuple(without_tags(_TEXT_SIGN.sub("", cell)) for cell in cells)
            rows.append(CollectedRow(cells=texts, line_number=line, row_number=number))
            line = reader.line_num + 1 + skipped
    finally:
        csv.field_size_limit(limit)
    return rows
