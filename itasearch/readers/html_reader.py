"""HTML pages and HTML saved as .xls or .doc, as web systems export them.

The parser ignores a charset given in <meta> when it is handed bytes, so the
text is decoded first. Imports the standard library, config, model and readers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import LimitExceededError
from itasearch.model.source import SourceDocument
from itasearch.readers.encoding import decode
from itasearch.readers.flow.collector import Collector
from itasearch.readers.flow.document import Flow, FlowLine, RowDraft, TableDraft, lay_out
from itasearch.readers.html_flow import html_flow
from itasearch.readers.markup_guard import nesting_depth
from itasearch.readers.source_file import load

MEDIA_TYPE = "text/html"
_ROW = re.compile(r"<!--|<tr[\s/>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlReader:
    """Reads HTML; see the Reader protocol."""

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read an HTML file; rows know their line where the page is written plainly."""
        file = load(path, limits=limits)
        decoded = decode(file.data, path=str(path))
        collector = Collector(file.source, limits=limits)
        lay_out(parse_markup(decoded.text, path=str(path), limits=limits), collector)
        return collector.document(MEDIA_TYPE, warnings=decoded.warnings)


def parse_markup(markup: str, *, path: str, limits: ReadLimits, first_line: int = 1) -> Flow:
    """Turn a page or fragment into a flow.

    Args:
        markup: the HTML text.
        path: names the file in errors.
        limits: bounds the nesting.
        first_line: line of the file that `markup` begins on.

    Raises:
        LimitExceededError: elements nest deeper than `limits.nesting`.
    """
    if nesting_depth(markup, stop=limits.nesting) > limits.nesting:
        raise LimitExceededError(
            path=path,
            reason=f"แท็ก HTML ในไฟล์ซ้อนกันลึกกว่า {limits.nesting} ชั้น "
            "โปรดคัดลอกเนื้อหาลงในไฟล์ .docx หรือ .xlsx",
        )
    flow = html_flow(markup)
    _number_rows(flow, _row_lines(markup, first_line))
    return flow


def _row_lines(markup: str, first_line: int) -> list[int]:
    """The line of each <tr in the source, in order."""
    lines: list[int] = []
    line, counted, position = first_line, 0, 0
    while found := _ROW.search(markup, position):
        position = found.end()
        if found.group() == "<!--":
            end = markup.find("-->", position)
            position = len(markup) if end < 0 else end
            continue
        line += markup.count("\n", counted, found.start())
        counted = found.start()
        lines.append(line)
    return lines


def _number_rows(flow: Flow, lines: list[int]) -> None:
    """Give rows their lines; left out where the parser found other rows than the source has."""
    rows = list(_rows(flow))
    if len(rows) == len(lines):
        for row, line in zip(rows, lines, strict=True):
            row.line_number = line


def _rows(flow: Flow) -> Iterator[RowDraft]:
    """All rows in the order their tags stand in the source, nested ones after their own row."""
    waiting: list[FlowLine | TableDraft | RowDraft] = list(reversed(flow))
    while waiting:
        item = waiting.pop()
        if isinstance(item, RowDraft):
            yield item
            waiting.extend(part for cell in reversed(item.cells) for part in reversed(cell.content))
        elif isinstance(item, TableDraft):
            waiting.extend(reversed(item.rows))
