"""Text files: HTML pages; OCR text and Markdown as headings, paragraphs and tables.

HTML is also saved as .xls or .doc, as web systems export it. It is decoded before it is
parsed, because the parser ignores a charset in <meta> when it is given bytes.

OCR text mixes everything: tab-separated rows, Markdown pipes, HTML in cells and whole HTML
tables. So there is one reader for .txt and .md, and each line is judged by its form. One
line of prose is one paragraph. A tab or a pipe alone makes no table: numbered lines
("๑.<tab>text"), indented paragraphs and letter heads have tabs too. A row may be broken over
several lines; they are joined only where the number of cells then comes out right.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, pairwise, product, takewhile
from pathlib import Path
from typing import TypeAlias

from rapidfuzz import fuzz

from itasearch.config import ReadLimits
from itasearch.lost_parts import PartOfFile
from itasearch.model.source import SourceDocument
from itasearch.readers.base import Knowledge, load
from itasearch.readers.encoding import decode
from itasearch.readers.flow.collector import CollectedRow, Collector
from itasearch.readers.flow.document import emit_flow
from itasearch.readers.flow.markup import parse_markup, without_markup
from itasearch.text.thai.characters import BULLETS, PAGE_NUMBER, PAGE_WORD
from itasearch.text.thai.normalize import arabic_digits

# Tables aligned by spaces. A Thai mark has a place in the file and none on the screen, so a column
# is where its cells begin on the screen or, as some programs count, in the file. Only where every
# cell begins below a header and it is clear which lines make a row is it a table.
_LEAST_COLUMNS = 4  # of a table; by hand
_LEAST_CELLS = 3  # of a line that is sure to be one of a table
_LEAST_ROWS = 2  # below the header
_MOST_ASIDE = 1 / 3  # of the way to the next header, by which a cell begins beside its own
_LINES_BEHIND = 3  # behind a table, among which a row of its columns makes its end doubtful
_STRAY_MARK = re.compile(r"\s{2,}(?P<mark>[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])")
_MOST_BEHIND = 3  # letters of a broken word behind the place of its mark
_LEAST_HEADER_LIKENESS = 80  # of two pages' headers of a column, 0 to 100; by hand
_TITLE_LINES = 6  # first lines of a file, which a running head repeats; by hand
_LEAST_RUNNING = 10  # code points of a running head; by hand
_LEAST_RUNNING_LIKENESS = 90  # of it to a part of the title, 0 to 100; by hand
_CELL = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[-=_+|\s]*[-=_]{3}[-=_+|\s]*")
_PAGE_MARK = re.compile(rf"\s*(?:(?:[-–—]\s*|{PAGE_WORD}){PAGE_NUMBER}\s*[-–—]?)?\s*")
_LONE_NUMBER = re.compile(r"\s*[0-9๐-๙]{1,3}\s*")
_COUNTED = re.compile(r"\(?[0-9๐-๙]{1,3}(?:[.)]+|(?=\s)|$)(?![0-9๐-๙])")
_Cells = dict[int, str]  # texts of a line by the positions that they begin at


def aligned_rows(lines: Sequence[str], start: int, number: int) -> tuple[list[CollectedRow], int]:
    """The table with its header at index `start`, which is line `number` of the file.

    Its rows and the index after it; no rows where no table begins, and the index up to which none
    does.
    """
    end = start + 1
    if lines[start].count("  ") < _LEAST_COLUMNS - 1:
        return [], end
    for exact, width in product((True, False), (_on_screen, len)):
        columns = tuple(_cells(lines[start], width))
        if "\t" in lines[start] or len(columns) < _LEAST_COLUMNS:
            return [], end
        body, last = _body(lines, start + 1, _Columns(columns, width, exact))
        own = _cells(lines[start], width)
        rows = _rows(body, own)
        if len(rows) >= _LEAST_ROWS:
            whole = [(start, own, True), *body]
            made = []
            for part in (whole[: rows[0][0] + 1], *(whole[at + 1 : to + 1] for at, to in rows)):
                texts = ([cells[at] for _, cells, _ in part if cells.get(at)] for at in columns)
                line = part[0][0] + number - start
                made.append(CollectedRow(cells=tuple(map("\n".join, texts)), line_number=line))
            return made, last
        end = max(end, last)
    return [], end


def with_joined_marks(lines: Sequence[str]) -> list[str]:
    """Lines; one that begins with a mark of the last word above is put back behind that word.

    Programs that write the lines of a PDF as text break "ขั้นตอน" so where its marks are raised.
    """
    joined = list(lines)
    for index in range(1, len(lines)):
        stray = _STRAY_MARK.match(joined[index])
        above = joined[index - 1].rstrip()
        # A page's first line has a form feed that takes no place.
        at = stray.start("mark") + above.startswith("\f") if stray else 0
        # The mark may have left a blank where it was.
        left = at - (above[at - 1 : at] == " ")
        if stray and above[left - 1 : left].strip() and at <= len(above) <= at + _MOST_BEHIND:
            gap = " " * (len(above) - at)
            rest = joined[index][stray.end() :].replace("  " + gap, "  ", 1)
            joined[index - 1] = f"{above[:left]}{stray['mark']}{above[at:]}{rest}"
            joined[index] = ""
    return joined


def _on_screen(text: str) -> int:
    return sum(unicodedata.category(letter) not in ("Mn", "Cf") for letter in text)


def _cells(line: str, width: Callable[[str], int], columns: Sequence[int] = ()) -> _Cells:
    """The cells of a line; those in one run of text are cut where one of `columns` begins."""
    positions = [0, *accumulate(width(letter) for letter in line)]
    starts = [cell.start() for cell in _CELL.finditer(line)]
    if len(starts) > 1:
        inside = (i for i in range(1, len(line)) if line[i - 1] == " " != line[i])
        starts = sorted({*starts, *(i for i in inside if positions[i] in columns)})
    return {positions[a]: line[a:b].strip() for a, b in pairwise([*starts, len(line)])}


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table's headers begin; `exact`: its cells begin nowhere else."""

    starts: tuple[int, ...]
    width: Callable[[str], int]
    exact: bool

    def fitted(self, line: str) -> tuple[_Cells, bool]:
        """The cells of a line by the column each is in, and whether that is clear of all."""
        cells = _cells(line, self.width, self.starts)
        if self.exact:
            return cells, cells.keys() <= set(self.starts)
        placed = {self._nearest(at): (at, text) for at, text in cells.items()}
        clear = len(placed) == len(cells) and None not in placed
        for column, (at, text) in placed.items():
            after = next((start for start in self.starts if start > (column or 0)), None)
            # A cell over the next header may hold the next cell, too.
            if after is not None and after not in placed:
                clear = clear and at + self.width(text) <= after
        return {column: text for column, (_, text) in placed.items() if column is not None}, clear

    def _nearest(self, at: int) -> int | None:
        """The start of the column that a cell which begins at `at` is in."""
        gaps = [after - before for before, after in pairwise(self.starts)]
        for column, left, right in zip(
            self.starts, [gaps[0], *gaps], [*gaps, gaps[-1]], strict=True
        ):
            if -left * _MOST_ASIDE <= at - column <= right * _MOST_ASIDE:
                return column
        return None


_Line = tuple[int, _Cells, bool]
"""Index of a line, its cells, and whether a rule or a blank line is above it."""


def _body(lines: Sequence[str], start: int, columns: _Columns) -> tuple[list[_Line], int]:
    """The lines of a table from `start` on, and the index after them.

    There are none if a line has several cells that do not fit `columns`, or has no cell.
    """
    body: list[_Line] = []
    apart, sure = False, 0
    for index, line in enumerate(lines[start:], start=start):
        if _RULE.fullmatch(line) or _PAGE_MARK.fullmatch(line) or _ends_page(lines, index, start):
            apart = True
            continue
        cells, fits = columns.fitted(line)
        if not fits and sure and _is_header_again(lines[start - 1], line):
            break
        if not fits and len(cells) >= _LEAST_CELLS:
            return [], index
        if not fits and not apart:
            break
        body.append((index, cells if fits else {}, apart))
        full = len(cells) >= _LEAST_CELLS
        more = len(cells) > 1 or columns.starts[0] not in cells
        continued = sure == len(body) - 1 and not apart and more
        sure = len(body) if fits and (full or continued) else sure
        apart = False
    body = body[:sure]
    end = body[-1][0] + 1 if body else start
    behind = takewhile(str.strip, lines[end : end + _LINES_BEHIND] if not columns.exact else ())
    continues = any(
        fits and len(cells) >= _LEAST_CELLS for cells, fits in map(columns.fitted, behind)
    )
    return (body if all(cells for _, cells, _ in body) and not continues else []), end


def _ends_page(lines: Sequence[str], index: int, start: int) -> bool:
    """Whether a line is only a page's number: between blank lines, above the header again."""
    if not _LONE_NUMBER.fullmatch(lines[index]) or lines[index - 1].strip():
        return False
    below = next((at for at in range(index + 1, len(lines)) if lines[at].strip()), index + 1)
    return below > index + 1 and _is_header_again(lines[start - 1], lines[below])


def _is_header_again(header: str, line: str) -> bool:
    """Whether a line is nearly the header, its cells at other positions, as on another page."""
    own, cells = _CELL.findall(header), _CELL.findall(line)
    ratios = map(fuzz.partial_ratio, own, cells)
    alike = sum(ratio >= _LEAST_HEADER_LIKENESS for ratio in ratios)
    return len(own) == len(cells) and 2 * alike >= len(own)


def _rows(body: Sequence[_Line], head: _Cells) -> list[tuple[int, int]]:
    """Ranges of lines that are rows; [] where a line may continue a row or begin one.

    A header that is repeated on a new page is a row; right below it may be the rest of a row.
    """
    first = next(iter(head))
    named = [index for index, (_, cells, _) in enumerate(body) if first in cells]
    heads = [index for index in named if body[index][1] == head]
    counted = [index for index in named if _COUNTED.match(body[index][1][first])]
    starts = sorted([*heads, *counted])
    if not counted or starts[0] != named[0]:
        starts = [index for index in named if body[index][2]]
        whole = all(len(cells) >= _LEAST_CELLS for _, cells, _ in body)
        if len(starts) <= 1 < len(named) and whole and len(named) == len(body):
            starts = named
        elif starts != named:
            return []
    depth = 1 + min(starts, default=0)
    of_head = [head, *(cells for _, cells, _ in body[: depth - 1])]
    again = (at for at in heads if [cells for _, cells, _ in body[at : at + depth]] == of_head)
    rests = {at + depth for at in again if at + depth < len(body)}
    starts = sorted({*starts, *rests})
    return list(pairwise([*starts, len(body)]))


_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_TAB_RULE = re.compile(r"^[\s:]*-[\s:-]*$")
_GRID_RULE = re.compile(r"\s*\+(?:[-=]+\+){2,}\s*")  # of a table made of signs
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")

_FORM_FEED = "\f"
_MOST_ROW_LINES = 60  # lines joined to one row, so that an unclosed quotation mark ends; by hand
_MARKER = re.compile(rf"^\(?[0-9๐-๙]+(?:[.)][0-9๐-๙]+)*[.)]*$|^[-–*{BULLETS}o]$")
_NUMBERED = re.compile(r"^\s*\(?(?P<number>[0-9๐-๙]{1,3})[.)](?![0-9๐-๙])")
_BULLET = re.compile(rf"^\s*[-–*{BULLETS}]\s*(?=[^\s\-–])")

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_QUOTED = re.compile(r"^(?:> |>(?=>|\s*$))+")  # in a mail
_UNDERLINE = re.compile(r"^\s*={3,}\s*$")
_NOISE = re.compile(
    r"[-*_=\s]{2,}|```\w*|~~~\w*|<!--.*-->"  # rules, fences, comments
    r"|[-–—]\s*[0-9๐-๙]{1,3}\s*[-–—]"  # page marks: "- ๒ -", "หน้า ๒ จาก ๕", "Page 2 of 5"
    rf"|{PAGE_WORD}{PAGE_NUMBER}"
    r"|<page_number>.*</page_number>"
)
_BESIDE_MARK = re.compile(rf"{PAGE_WORD}{PAGE_NUMBER}\s*[|·–—-]\s*")
_FIGURE = re.compile(r"<figure[\s>](?:(?!<table|</?figure)[\s\S]){0,2000}</figure>", re.IGNORECASE)
"""What an OCR saw in a picture."""
_TABLE_TAG = re.compile(r"<(/?)table[\s>]", re.IGNORECASE)
_LIST_GAP = re.compile(r"[ \t]*\t[ \t]*")


@dataclass(frozen=True, slots=True)
class HtmlReader:
    """Reads HTML; see the Reader protocol."""

    knowledge: Knowledge

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read an HTML file; rows have their line where the parser finds the rows of the source."""
        file = load(path, limits=limits)
        decoded = decode(file.data, path=str(path))
        collector = Collector(file.source, limits=limits)
        named_field = self.knowledge.named_field
        flow = parse_markup(decoded.text, path=str(path), limits=limits, named_field=named_field)
        emit_flow(flow, collector, is_headed=self.knowledge.is_headed)
        return collector.document("text/html", warnings=decoded.warnings)


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads OCR text and Markdown; see the Reader protocol."""

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read a text file; every block has its line, and its page if the file has form feeds."""
        file = load(path, limits=limits)
        decoded = decode(file.data, path=str(path))
        collector = Collector(file.source, limits=limits)
        _TextParse(decoded.text, collector, path=str(path), limits=limits).run()
        kind = "markdown" if path.suffix.lower() in {".md", ".markdown"} else "plain"
        return collector.document(f"text/{kind}", warnings=decoded.warnings)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the file; its text is a form feed alone where a page ends."""

    number: int
    text: str


_Run: TypeAlias = tuple[list[CollectedRow], int]
"""Rows of a table in succession, and the index of the first line after them.

A line of dashes is a row without cells.
"""


class _TextParse:
    def __init__(self, text: str, collector: Collector, *, path: str, limits: ReadLimits) -> None:
        self._lines = _text_lines(text)
        self._collector = collector
        self._path = path
        self._limits = limits
        self._widths: frozenset[int] = frozenset()
        self._bold_ends: set[int] = set()
        self._plain: range = range(0)
        self._texts = [line.text for line in self._lines]
        self._unaligned = 0
        if _FORM_FEED in text:
            collector.page_number = 1

    def run(self) -> None:
        index = 0
        while index < len(self._lines):
            after = index + 1
            with PartOfFile(f"บรรทัด {self._lines[index].number}"):
                after = self._take(index)
            index = after

    def _take(self, index: int) -> int:
        lines, text = self._lines, self._lines[index].text
        if text == _FORM_FEED:
            self._collector.page_number = (self._collector.page_number or 1) + 1
            return index + 1
        tag = _TABLE_TAG.search(text) if "\t" not in text else None
        if tag and not tag.group(1) and index not in self._plain:
            return self._take_markup(index)
        if _begins_pipe_table(lines, index):
            return self._take_pipes(index)
        if _begins_tab_table(lines, index, earlier_widths=self._widths):
            rows, end = _gather_tabs(lines, index)
            self._widths |= {max(len(row.cells) for row in rows)}
            _emit_tables(rows, self._collector)
            return end
        if index >= self._unaligned:
            rows, end = aligned_rows(self._texts, index, lines[index].number)
            if rows:
                _emit_tables(rows, self._collector)
                if self._collector.page_number is not None:
                    self._collector.page_number += self._texts[index:end].count(_FORM_FEED)
                return end
            self._unaligned = end
        self._take_prose(index)
        return index + 1

    def _take_pipes(self, index: int) -> int:
        rows, end = _gather_grid(self._lines, index) or _gather_pipes(self._lines, index)
        if max(len(row.cells) for row in rows) > 1:
            _emit_tables(rows, self._collector)
            return end
        for row in rows:
            for cell in row.cells:
                self._collector.paragraph(without_markup(cell), line_number=row.line_number)
        return end

    def _take_markup(self, index: int) -> int:
        end = _end_of_markup(self._lines, index)
        if end is None:
            # Nothing closes it and no row is below: the same holds for all such tags behind it.
            self._plain = range(index, len(self._lines))
            return self._take(index)
        markup = "\n".join(line.text for line in self._lines[index:end])
        flow = parse_markup(
            markup, path=self._path, limits=self._limits, first_line=self._lines[index].number
        )
        emit_flow(flow, self._collector)
        return end

    def _take_prose(self, index: int) -> None:
        line = self._lines[index]
        is_rule = _is_pipe_rule(line.text) or _is_tab_rule(line.text)
        if is_rule or _NOISE.fullmatch(line.text.strip()):
            return
        if self._is_title_again(index):
            self._collector.paragraph(line.text, line_number=line.number, running=True)
            return
        if heading := _HEADING.match(line.text):
            marks, words = heading.groups()
            self._collector.heading(without_markup(words), len(marks), line_number=line.number)
            return
        written = self._without_open_bold(index)
        bold = written.startswith("**") and written.find("**", 2) == len(written) - 2
        text = without_markup(_LIST_GAP.sub(" ", written))
        following = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
        if _UNDERLINE.match(following):
            self._collector.heading(text, 1, line_number=line.number)
        else:
            self._collector.paragraph(text, line_number=line.number, bold=bold)

    def _is_title_again(self, index: int) -> bool:
        """Whether a line below or beside a page mark is nearly in one of the first lines.

        Or the page's number below such a line.
        """
        text = self._texts[index].strip()
        if index and _LONE_NUMBER.fullmatch(text):
            above_number = self._texts[index - 1].strip()
            return not _LONE_NUMBER.fullmatch(above_number) and self._is_title_again(index - 1)
        above = (self._texts[at].strip() for at in range(index - 1, -1, -1))
        beside = _BESIDE_MARK.match(text)
        text = text[beside.end() :] if beside else text
        is_marked = beside or _NOISE.fullmatch(next(filter(None, above), ""))
        if len(text) < _LEAST_RUNNING or not is_marked:
            return False
        first = islice(filter(str.strip, self._texts[:index]), _TITLE_LINES)
        titles = [title.strip("#* ") for title in first]
        return len(text) <= len(" ".join(titles)) and _is_made_of(text, titles)

    def _without_open_bold(self, index: int) -> str:
        """The line at `index`, without a "**" that opens or closes over several lines."""
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
    """Lines with their numbers; a form feed becomes a line of its own, numbered as its line is."""
    lines: list[SourceLine] = []
    text = _FIGURE.sub(lambda figure: "\n" * figure[0].count("\n"), text)
    own = [_QUOTED.sub("", line) for line in text.split("\n")]
    for number, line in enumerate(with_joined_marks(own), start=1):
        first, *others = line.split(_FORM_FEED)
        lines.append(SourceLine(number, first))
        for other in others:
            lines.append(SourceLine(number, _FORM_FEED))
            lines.append(SourceLine(number, other))
    return lines


def _end_of_markup(lines: Sequence[SourceLine], index: int) -> int | None:
    """Index after the </table> that closes the table at `index`; unclosed, after its last row."""
    depth = 0
    last_row_end = None
    for end in range(index, len(lines)):
        text = lines[end].text
        for tag in _TABLE_TAG.finditer(text):
            depth += -1 if tag.group(1) else 1
        if depth <= 0:
            return end + 1
        if "</tr" in text or "</td" in text:
            last_row_end = end + 1
    return last_row_end


def _blank(lines: Sequence[SourceLine], index: int) -> bool:
    return index >= len(lines) or not lines[index].text.strip()


def _begins_pipe_table(lines: Sequence[SourceLine], index: int) -> bool:
    text = lines[index].text
    if _GRID_RULE.fullmatch(text):
        return _text_at(lines, index + 1).lstrip().startswith("|")
    if text.lstrip().startswith("|"):
        return _count_pipes(text) >= 2
    return "|" in text and index + 1 < len(lines) and _is_pipe_rule(lines[index + 1].text)


def _begins_tab_table(
    lines: Sequence[SourceLine], index: int, *, earlier_widths: frozenset[int]
) -> bool:
    text = lines[index].text
    if "\t" not in text or _is_tab_rule(text):
        return False
    cells = text.split("\t")
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) >= 3:
        return True
    following = (line.text for line in lines[index + 1 : index + 4] if line.text.strip())
    followed = next(following, "").count("\t") + 1 == len(cells)
    if len(filled) == 2 and not _MARKER.match(filled[0]):
        return followed or len(cells) in earlier_widths
    if not filled:
        return False
    if cells[0].strip():
        return followed and not cells[-1].strip()
    # One text far from the edge continues a row above; one or two tabs indent a paragraph.
    return len(cells) >= 4 and len(cells) in earlier_widths


def _gather_grid(lines: Sequence[SourceLine], index: int) -> _Run | None:
    """The rows of a table made of + - |, where cells are wrapped; None for other tables.

    Lines between two rules are one row. Where there are rules about the headers only, or none and
    all lines end in one place, a line without the row's number continues the one above.
    """
    after = index
    while not _blank(lines, after) and _is_of_grid(lines[after].text):
        after += 1
    blocks: list[list[SourceLine]] = [[]]
    for line in lines[index:after]:
        if _GRID_RULE.fullmatch(line.text):
            blocks.append([])
        else:
            blocks[-1].append(line)
    blocks = list(filter(None, blocks))
    ends = {_on_screen(line.text.rstrip()) for block in blocks for line in block}
    numbers = [_split_pipes(line.text)[0] for block in blocks for line in block]
    counted = all(map(_LONE_NUMBER.fullmatch, filter(None, numbers[1:]))) and "" in numbers
    is_ruled = sum(map(len, blocks)) < after - index
    if not is_ruled and (len(ends) > 1 or not counted):
        return None
    rows: list[CollectedRow] = []
    for block in blocks:
        for number, line in enumerate(block):
            cells = _split_pipes(line.text)
            begins = not number or (len(blocks) < 3 and cells[0])
            if begins or len(cells) != len(rows[-1].cells):
                rows.append(CollectedRow(cells=cells, line_number=line.number))
            else:
                whole = map("\n".join, zip(rows[-1].cells, cells, strict=True))
                rows[-1] = replace(rows[-1], cells=tuple(map(str.strip, whole)))
    return rows, after


def _is_of_grid(text: str) -> bool:
    is_row = text.strip().startswith("|") and text.rstrip().endswith("|")
    return bool(_GRID_RULE.fullmatch(text)) or (is_row and not _is_pipe_rule(text))


def _gather_pipes(lines: Sequence[SourceLine], index: int) -> _Run:
    rows: list[CollectedRow] = []
    width = 0
    while not _blank(lines, index) and (not rows or "|" in lines[index].text):
        number, whole = lines[index].number, lines[index].text
        is_rule = _is_pipe_rule(whole)
        if not is_rule:
            last = _last_line_of_pipe_row(lines, index, width)
            whole = "\n".join(line.text for line in lines[index : last + 1])
            index = last
        cells = _split_pipes(whole)
        rows.append(CollectedRow(cells=() if is_rule else cells, line_number=number))
        width = max(width, len(cells))
        index += 1
    return rows, index


def _last_line_of_pipe_row(lines: Sequence[SourceLine], index: int, width: int) -> int:
    first = lines[index].text.rstrip()
    closed = first.endswith("|")
    if closed and len(_split_pipes(first)) >= width:
        return index
    whole = first
    for end in range(index + 1, min(index + _MOST_ROW_LINES, len(lines))):
        text = lines[end].text
        if text == _FORM_FEED or text.lstrip().startswith(("|", "#")):
            break
        if (_blank(lines, end) and not width) or (closed and not _count_pipes(text)):
            break
        whole += "\n" + text.rstrip()
        cells = len(_split_pipes(whole))
        if text.rstrip().endswith("|") and (cells == width or not width):
            return end
        if width and cells > width:
            break
    return index


def _gather_tabs(lines: Sequence[SourceLine], index: int) -> _Run:
    rows: list[CollectedRow] = []
    width = below = 0
    while not _blank(lines, index):
        text = lines[index].text
        items = _items_below(lines, index) if len(rows) > 1 and rows[-1].cells else ()
        if items and (below or "\t" in _text_at(lines, index + len(items))):
            # List items between rows are more of the one above.
            first, *others = rows[-1].cells
            head = [first, *others[:1]] if _LONE_NUMBER.fullmatch(first) else [first]
            head[-1] = "\n".join([head[-1], *items])
            cells = (*head, *rows[-1].cells[len(head) :])
            rows[-1] = replace(rows[-1], cells=cells)
            below = 1
            index += len(items)
            continue
        if _is_tab_rule(text) or _is_pipe_rule(text):
            rows.append(CollectedRow(cells=(), line_number=lines[index].number))
            index += 1
            continue
        last = _last_line_of_tab_row(lines, index, width)
        last = _last_line_of_list(lines, index, last) if rows else last
        whole = "\n".join(line.text for line in lines[index : last + 1])
        if rows and not _continues_tab_table(lines, index, whole, width):
            break
        rows.append(CollectedRow(cells=_split_tabs(whole), line_number=lines[index].number))
        width = max(width, len(rows[-1].cells))
        index = last + 1
    return rows, index


def _is_made_of(text: str, titles: Sequence[str]) -> bool:
    """Whether a line is nearly in one of the titles, or several of them behind each other."""
    least = _LEAST_RUNNING_LIKENESS
    return any(
        fuzz.partial_ratio(text, title) >= least
        if len(text) <= len(title)
        else len(title) >= _LEAST_RUNNING
        and fuzz.ratio(text[: len(title)], title) >= least
        and _is_made_of(text[len(title) :].strip(), titles)
        for title in titles
    )


def _items_below(lines: Sequence[SourceLine], index: int) -> Sequence[str]:
    """The lines from `index` on that are list items without tabs, and no page's number."""

    def is_item(text: str) -> bool:
        marked = _BULLET.match(text) or _NUMBERED.match(text)
        return bool(marked) and "\t" not in text and not _NOISE.fullmatch(text.strip())

    first = _NUMBERED.match(_text_at(lines, index))
    # "2. ด้านการใช้อำนาจ" heads the rows below it.
    if first and arabic_digits(first["number"]) != "1":
        return ()
    return tuple(takewhile(is_item, (_text_at(lines, at) for at in range(index, len(lines)))))


def _text_at(lines: Sequence[SourceLine], index: int) -> str:
    return lines[index].text if index < len(lines) else ""


def _last_line_of_tab_row(lines: Sequence[SourceLine], index: int, width: int) -> int:
    """A row continues while a quote or paragraph is open, or until its cells are complete."""
    whole = lines[index].text
    quoted = whole.count('"') % 2 == 1 and any(c.startswith('"') for c in whole.split("\t"))
    marked = "\t" in whole and _open_paragraphs(whole) > 0
    short = 1 < whole.count("\t") + 1 < width
    if not (quoted or marked or short):
        return index
    for end in range(index + 1, min(index + _MOST_ROW_LINES, len(lines))):
        text = lines[end].text
        if text == _FORM_FEED or (_blank(lines, end) and not quoted):
            break
        numbered = _NUMBERED.match(text) and "\t" in text and not _counts_on(whole, text)
        if short and not quoted and not marked and numbered:
            break  # a row begins
        whole += "\n" + text
        cells = whole.count("\t") + 1
        if quoted and whole.count('"') % 2 == 0:
            return end
        if marked and _open_paragraphs(whole) == 0 and (not width or cells == width):
            return end
        if short and not quoted and not marked and cells == width:
            return end
        if width and not quoted and cells > width:
            break
    return index


def _last_line_of_list(lines: Sequence[SourceLine], first: int, last: int) -> int:
    """The end of a row whose last cell is a list that continues on lines without tabs."""
    whole = "\n".join(line.text for line in lines[first : last + 1])
    while "\t" in whole and not _blank(lines, last + 1):
        text = lines[last + 1].text
        if "\t" in text or not _counts_on(whole, text):
            break
        whole += "\n" + text
        last += 1
    return last


def _counts_on(above: str, text: str) -> bool:
    items = above.rsplit("\t", 1)[-1].split("\n")
    own = _NUMBERED.match(text)
    if own is None:
        return bool(_BULLET.match(items[0]) and _BULLET.match(text))
    numbers = [int(match["number"]) for item in items if (match := _NUMBERED.match(item))]
    return bool(numbers) and numbers[-1] + 1 == int(own["number"])


def _open_paragraphs(text: str) -> int:
    return len(re.findall(r"<p[\s>]", text)) - text.count("</p>")


def _continues_tab_table(lines: Sequence[SourceLine], index: int, whole: str, width: int) -> bool:
    cells = whole.split("\t")
    filled = sum(bool(cell.strip()) for cell in cells)
    if len(cells) == 1:
        # A line without tabs between two rows names a group; after the last row it is prose.
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        return len(following.split("\t")) == width and not following.startswith("\t")
    if filled == 1 and not cells[0].strip() and len(cells) <= 3 and cells[-1].strip():
        # One or two tabs before a text indent a paragraph, unless they fill the row.
        return len(cells) >= width
    return filled > 1 or len(cells) * 2 >= width


def _is_pipe_rule(line: str) -> bool:
    # "| - | - |" is a row in which nothing was entered.
    dashed = any(mark in line for mark in ("--", ":-", "-:", "|-"))
    return "|" in line and dashed and bool(_PIPE_RULE.match(line))


def _is_tab_rule(line: str) -> bool:
    return "\t" in line and bool(_TAB_RULE.match(line))


def _count_pipes(line: str) -> int:
    return len(_UNESCAPED_PIPE.findall(line))


def _split_pipes(text: str) -> tuple[str, ...]:
    text = text.strip().removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return tuple(cell.strip() for cell in _UNESCAPED_PIPE.split(text))


def _split_tabs(text: str) -> tuple[str, ...]:
    """Cells of a tab row; a cell in double quotes may hold tabs and line ends."""
    cells = tuple(text.split("\t"))
    if text.count('"') % 2 == 0 and any(cell.startswith('"') for cell in cells):
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        except csv.Error:  # a cell of more letters than the module takes
            return cells
        if len(rows) == 1:
            return tuple(rows[0])
    return cells


def _emit_tables(lines: Sequence[CollectedRow], collector: Collector) -> None:
    starts = [0]
    for above, line in enumerate(lines[1:]):
        # OCR writes rules between rows and after the last one too, so only a header that is empty,
        # as where a table continues from the page before, or of another width begins a table.
        cells, width = lines[above].cells, len(lines[starts[-1]].cells)
        is_header = bool(cells) and (not any(cells) or len(cells) != width)
        if not line.cells and above > starts[-1] and is_header:
            starts.append(above)
    for start, end in pairwise([*starts, len(lines)]):
        rows = (row for row in lines[start:end] if any(row.cells))
        collector.table([replace(row, cells=tuple(map(without_markup, row.cells))) for row in rows])
