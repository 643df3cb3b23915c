"""OCR text and Markdown: lines to headings, paragraphs and tables.

OCR text mixes everything: tab-separated rows, Markdown pipes, HTML in cells and
whole HTML tables. So there is one reader for .txt and .md, and each line is
judged by what it looks like. One line of prose is one paragraph.
Imports the standard library, config, model and readers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.model.source import SourceDocument
from itasearch.readers.encoding import decode
from itasearch.readers.flow.collector import Collector
from itasearch.readers.flow.document import lay_out
from itasearch.readers.flow.inline_markup import without_markup
from itasearch.readers.html_reader import parse_markup
from itasearch.readers.source_file import load
from itasearch.readers.text_runs import (
    FORM_FEED,
    Run,
    SourceLine,
    begins_pipe_table,
    begins_tab_table,
    gather_grid,
    gather_pipes,
    gather_tabs,
)
from itasearch.readers.text_table import (
    emit_tables,
    grid_rows,
    is_grid_border,
    is_pipe_rule,
    is_tab_rule,
)

MARKDOWN = "text/markdown"
PLAIN_TEXT = "text/plain"
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s*={3,}\s*$")
_NOISE = re.compile(
    r"^\s*(?:[-*_=\s]{3,}|```\w*|~~~\w*|<!--.*-->"  # rules, fences, comments
    r"|[-–—]\s*[0-9๐-๙]{1,3}\s*[-–—]"  # page marks: "- ๒ -", "หน้า ๒ จาก ๕", "Page 2 of 5"
    r"|(?:หน้า(?:ที่)?|[Pp]age)\s*[0-9๐-๙]{1,3}(?:\s*(?:/|จาก|ของ|of)\s*[0-9๐-๙]{1,3})?"
    r"|<page_number>.*</page_number>)\s*$"
)
_TABLE_TAG = re.compile(r"<(/?)table[\s>]", re.IGNORECASE)
_LIST_GAP = re.compile(r"[ \t]*\t[ \t]*")


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads OCR text and Markdown; see the Reader protocol."""

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read a text file; every block knows its line, and its page if form feeds stand in it."""
        file = load(path, limits=limits)
        decoded = decode(file.data, path=str(path))
        collector = Collector(file.source, limits=limits)
        _TextParse(decoded.text, collector, path=str(path), limits=limits).run()
        media_type = MARKDOWN if path.suffix.lower() in {".md", ".markdown"} else PLAIN_TEXT
        return collector.document(media_type, warnings=decoded.warnings)


class _TextParse:
    """One pass over the lines of a text."""

    def __init__(self, text: str, collector: Collector, *, path: str, limits: ReadLimits) -> None:
        self._lines = _text_lines(text)
        self._collector = collector
        self._path = path
        self._limits = limits
        self._widths: frozenset[int] = frozenset()
        self._bold_ends: set[int] = set()
        self._plain: range = range(0)
        if FORM_FEED in text:
            collector.page_number = 1

    def run(self) -> None:
        index = 0
        while index < len(self._lines):
            index = self._take(index)

    def _take(self, index: int) -> int:
        """Take the block that begins at `index`; return the index after it."""
        lines, text = self._lines, self._lines[index].text
        if text == FORM_FEED:
            self._collector.page_number = (self._collector.page_number or 1) + 1
        elif _opens_table(text) and index not in self._plain:
            return self._take_markup(index)
        elif is_grid_border(text):
            drawn, end = gather_grid(lines, index)
            rows = grid_rows((line.number, line.text) for line in drawn)
            emit_tables(rows, self._collector, piped=True)
            return end
        elif begins_pipe_table(lines, index):
            return self._take_pipes(gather_pipes(lines, index))
        elif begins_tab_table(lines, index, known_widths=self._widths):
            run = gather_tabs(lines, index)
            self._widths |= {max(len(row.cells) for row in run.rows)}
            emit_tables(run.rows, self._collector, piped=False)
            return run.end
        else:
            self._take_prose(index)
        return index + 1

    def _take_pipes(self, run: Run) -> int:
        if max(len(row.cells) for row in run.rows) > 1:
            emit_tables(run.rows, self._collector, piped=True)
        else:
            for row in run.rows:
                for cell in row.cells:
                    text = without_markup(cell)
                    self._collector.paragraph(text, line_number=row.line_number)
        return run.end

    def _take_markup(self, index: int) -> int:
        """A whole <table>, from its first line to its last."""
        end = _end_of_markup(self._lines, index)
        if end is None:
            # Nothing closes it and no row stands below: not one of its kind is looked at again.
            self._plain = range(index, len(self._lines))
            return self._take(index)
        markup = "\n".join(line.text for line in self._lines[index:end])
        flow = parse_markup(
            markup, path=self._path, limits=self._limits, first_line=self._lines[index].number
        )
        lay_out(flow, self._collector)
        return end

    def _take_prose(self, index: int) -> None:
        line = self._lines[index]
        if _NOISE.match(line.text) or is_pipe_rule(line.text) or is_tab_rule(line.text):
            return
        if heading := _HEADING.match(line.text):
            marks, words = heading.groups()
            text = without_markup(words)
            self._collector.heading(text, len(marks), line_number=line.number)
            return
        text = without_markup(_LIST_GAP.sub(" ", self._without_open_bold(index)))
        following = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
        if _UNDERLINE.match(following):
            self._collector.heading(text, 1, line_number=line.number)
        else:
            self._collector.paragraph(text.removeprefix("> "), line_number=line.number)

    def _without_open_bold(self, index: int) -> str:
        """The line at `index`, a "**" that opens or closes over several lines taken away."""
        text = self._lines[index].text.strip()
        if index in self._bold_ends:
            return text.removesuffix("**")
        if text.startswith("**") and text.count("**") % 2:
            for end in range(index + 1, min(index + 6, len(self._lines))):
                later = self._lines[end].text.strip()
                if not later or later.startswith("**"):
                    break
                if later.endswith("**") and later.count("**") % 2:
                    self._bold_ends.add(end)
                    return text.removeprefix("**")
        return text


def _text_lines(text: str) -> list[SourceLine]:
    """Lines with their numbers; a form feed becomes a line of its own without a number."""
    lines: list[SourceLine] = []
    for number, line in enumerate(text.split("\n"), start=1):
        first, *others = line.split(FORM_FEED)
        lines.append(SourceLine(number, first))
        for other in others:
            lines.append(SourceLine(number, FORM_FEED))
            lines.append(SourceLine(number, other))
    return lines


def _opens_table(text: str) -> bool:
    found = _TABLE_TAG.search(text)
    return found is not None and not found.group(1) and "\t" not in text


def _end_of_markup(lines: Sequence[SourceLine], index: int) -> int | None:
    """Index after the </table> that closes the table at `index`; unclosed, after its last row."""
    depth = 0
    last_row_end = None
    for end in range(index, len(lines)):
        text = lines[end].text
        for found in _TABLE_TAG.finditer(text):
            depth += -1 if found.group(1) else 1
        if depth <= 0:
            return end + 1
        if "</tr" in text or "</td" in text:
            last_row_end = end + 1
    return last_row_end
