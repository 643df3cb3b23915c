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
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise, zip_longest
from pathlib import Path
from typing import TypeAlias

from rapidfuzz import fuzz

from itasearch.config import ReadLimits
from itasearch.errors import UnsupportedFormatError
from itasearch.lost_parts import PartOfFile
from itasearch.model.source import SourceDocument
from itasearch.readers.base import Knowledge, load
from itasearch.readers.coded_tables import SourceLine, with_tabs
from itasearch.readers.encoding import decode
from itasearch.readers.flow.collector import CollectedRow, Collector
from itasearch.readers.flow.document import emit_flow
from itasearch.readers.flow.markup import hidden_parts, parse_markup, without_markup
from itasearch.text.thai.characters import BULLETS, PAGE_NUMBER, PAGE_WORD

_TITLE_LINES = 6  # first lines of a file, which a running head repeats; by hand
_LEAST_RUNNING, _MOST_RUNNING = 10, 200  # code points of a running head; by hand
_DIGITS = re.compile(r"\d+")
_LONE_NUMBER = re.compile(r"\s*[0-9๐-๙]{1,3}\s*")
_BEFORE_PAGE = re.compile(r"\s*(?P<head>\S(?:.*\S)?)\s{3,}(?P<page>[0-9๐-๙]{1,3})\s*")
"""A running head before the page's number: "แผนความโปร่งใส เทศบาลตำบลบางใหญ่     ๒"."""
_LEAST_RUNNING_LIKENESS = 90  # of it to a part of the title, 0 to 100; by hand

_PIPE_RULE = re.compile(r"^\s*+\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*\|?\s*+$")
_TAB_RULE = re.compile(r"^[\s:]*-[\s:-]*$")
_SIGNS_RULE = re.compile(r"\s*\+(?:[-=]+\+){2,}\s*")
_TABLE_OF_SIGNS = (
    "ตารางในไฟล์วาดด้วยเครื่องหมาย + - | จึงบอกไม่ได้ว่าข้อความใดอยู่แถวใด "
    "โปรดใช้ไฟล์ต้นฉบับ (.docx, .xlsx) หรือข้อความที่คั่นคอลัมน์ด้วยแท็บ"
)
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")

_FORM_FEED = "\f"
_MOST_ROW_LINES = 60  # lines joined to one row, so that an unclosed quotation mark ends; by hand
_ANY_DIGIT = re.compile(r"[0-9๐-๙]")
_MARKER = re.compile(rf"^\(?[0-9๐-๙]+(?:[.)][0-9๐-๙]+)*[.)]*$|^[-–*{BULLETS}o]$")
_GROUP_LINES = 6  # below a line of names that show it to be a table's head; by hand
_LEAST_GROUP_ROWS = 2  # of them, those of two texts; by hand
_NUMBERED = re.compile(r"^\s*\(?(?P<number>[0-9๐-๙]{1,3})[.)](?![0-9๐-๙])")
_BULLET = re.compile(rf"^\s*[-–*{BULLETS}]\s*(?=[^\s\-–])")

# Columns aligned by blanks, as pdftotext writes them. A Thai mark has a place in the file and none
# on the screen: a column is where its cells begin on the screen or, as some count, in the file.
_CELL = re.compile(r"\S+(?: \S+)*")
_LEAST_ALIGNED = 3  # columns, and cells of a line that is one of the table for sure; by hand
_LEAST_ALIGNED_ROWS = 2  # below a header that comes once; by hand
_MOST_ASIDE = 1 / 3  # of the way to the next header, by which a cell begins beside its own; by hand

# Numbered items in two columns, as in a leaflet: the right ones begin at one place on the screen.
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")  # two before 113 of 854 cells in aligned texts
_ITEM = re.compile(  # "๑.", "(2)", "๑.๒ …", "ตัวชี้วัดที่ ๓"
    r"\s*(?:(?P<word>[ก-๎]+) ?(?=\d)|\(?(?=\d+(?:[.)](?!\d)|(?:\.\d+)+[.)]? +[^\s\d])))"
    r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,4})(?!\d)"
)
_MOST_OFF = 2  # letters on the screen by which lines of the right column begin elsewhere; by hand
_LEAST_ABREAST = 2  # lines that are items or have the same label in both columns; by hand
_MOST_ABREAST = 150  # lines of two columns, more than a page has, for time; by hand
_BEFORE_COLON = re.compile(r"\s*([^\s:：][^:：]{1,30}?)\s*[:：]")

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_QUOTED = re.compile(r"^(?:> |>(?=>|\s*$))+")  # in a mail
_UNDERLINE = re.compile(r"^\s*={3,}\s*$")
_NOISE = re.compile(r"[-*_=\s]{2,}|```\w*|~~~\w*|<!--.*-->|</?page>")  # rules, fences, comments
_PAGE_MARK = re.compile(
    # "- ๒ -", "~~~ ๒ ~~~", "หน้า ๒ จาก ๕", "หน้า | ๒", "--- หน้า ๒ ---", "Page 2 of 5"
    rf"[-–—~=•·]+\s*(?:{PAGE_WORD})?{PAGE_NUMBER}\s*[-–—~=•·]+"
    rf"|{PAGE_WORD}\|?\s*{PAGE_NUMBER}"
    r"|<page_number>.*</page_number>"
)
_BESIDE_MARK = re.compile(rf"{PAGE_WORD}{PAGE_NUMBER}\s*[|·–—-]\s*")
_TOWN_TYPE = re.compile(r"^(?:อบ[ตจ]|ท[ตมน])\.?\s?(?=[ก-๎]{3})")
_BETWEEN_PIECES = re.compile(r"ฯ\s*|\s+")
_FIGURE = re.compile(r"<figure[\s>](?:(?!<table|</?figure)[\s\S]){0,2000}</figure>", re.IGNORECASE)
"""What an OCR saw in a picture."""
_TABLE_TAG = re.compile(r"<(/?)table[\s>]", re.IGNORECASE)
_LIST_GAP = re.compile(r"[ \t]*\t[ \t]*")


_HIDDEN = (
    "ไม่ได้อ่านแถวหรือข้อความที่หน้าเว็บซ่อนไว้ {:,} แห่ง "
    "หากต้องการ โปรดเปิดส่วนนั้นในเบราว์เซอร์แล้วคัดลอกลงไฟล์ .docx หรือ .xlsx"
)


def read_html(path: Path, *, limits: ReadLimits, knowledge: Knowledge) -> SourceDocument:
    """Read an HTML file; rows have their line where the parser finds the rows of the source."""
    file = load(path, limits=limits)
    decoded = decode(file.data, path=str(path))
    collector = Collector(file.source, limits=limits)
    flow = parse_markup(
        decoded.text, path=str(path), limits=limits, named_field=knowledge.named_field
    )
    emit_flow(flow, collector, is_headed=knowledge.is_headed)
    if hidden := hidden_parts(decoded.text):
        collector.warnings.append(_HIDDEN.format(hidden))
    return collector.document("text/html", warnings=decoded.warnings)


def read_text(path: Path, *, limits: ReadLimits, knowledge: Knowledge) -> SourceDocument:
    """Read a text file; every block has its line, and its page if the file has form feeds.

    Raises UnsupportedFormatError: a table is made of the signs + - |.
    """
    file = load(path, limits=limits)
    decoded = decode(file.data, path=str(path))
    if any(map(_SIGNS_RULE.fullmatch, decoded.text.split("\n"))):
        raise UnsupportedFormatError(path=str(path), reason=_TABLE_OF_SIGNS)
    collector = Collector(file.source, limits=limits)
    _TextParse(decoded.text, collector, path=str(path), limits=limits, knowledge=knowledge).run()
    kind = "markdown" if path.suffix.lower() in {".md", ".markdown"} else "plain"
    return collector.document(f"text/{kind}", warnings=decoded.warnings)


_Run: TypeAlias = tuple[list[CollectedRow], int]
"""Rows of a table in succession, and the index of the first line after them.

A line of dashes is a row without cells.
"""

_Pair: TypeAlias = tuple[str, str]
"""The left and the right half of a line."""

_Number: TypeAlias = tuple[int, ...]
"""Of an item: (2, 1) of "2.1"."""

_CellLine: TypeAlias = tuple[int, tuple[str, ...]]
"""A line's number, and what it has of the cells of a row."""


def _is_mark(line: str) -> bool:
    return any(pattern.fullmatch(line.strip()) for pattern in (_NOISE, _PAGE_MARK))


class _TextParse:
    def __init__(
        self,
        text: str,
        collector: Collector,
        *,
        path: str,
        limits: ReadLimits,
        knowledge: Knowledge,
    ) -> None:
        self._lines = _columns_apart(with_tabs(_text_lines(text)))
        self._knowledge = knowledge
        # A page mark's numbers are those of headings, too.
        texts = ((at, line.text) for at, line in enumerate(self._lines))
        titles = (it for it in texts if it[1].strip() and not _is_mark(it[1]))
        self._first_lines = tuple(islice(titles, _TITLE_LINES))
        self._collector = collector
        self._path = path
        self._limits = limits
        self._widths: dict[int, bool] = {}  # of the tables above, and whether the last had a head
        words = [" ".join(line.text.split()) for line in self._lines]
        self._lines_by_words, self._pairs = Counter(words), Counter(pairwise(filter(None, words)))
        self._before_pages: dict[str, list[int]] = defaultdict(list)
        for match in filter(None, (_BEFORE_PAGE.fullmatch(line.text) for line in self._lines)):
            self._before_pages[match["head"]].append(int(match["page"]))
        self._plain: range = range(0)
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
            rows, end = _gather_pipes(lines, index)
            self._emit(rows)
            return end
        if _begins_tab_table(lines, index, earlier_widths=self._widths):
            rows, end = _gather_tabs(lines, index)
            width = max(len(row.cells) for row in rows)
            self._widths |= {width: self._knowledge.is_headed([row.cells for row in rows])}
            self._emit(rows)
            return end
        if aligned := self._gather_aligned(index):
            rows, end = aligned
            feeds = [line.number for line in lines[index:end] if line.text == _FORM_FEED]
            first = self._collector.page_number or 1
            for behind in range(len(feeds) + 1):
                if behind:
                    self._collector.page_number = first + behind
                on_page = [row for row in rows if bisect(feeds, row.line_number or 0) == behind]
                _emit_tables(on_page, self._collector)
            return end
        self._take_prose(index)
        return index + 1

    def _emit(self, rows: Sequence[CollectedRow]) -> None:
        """A table; what has texts in its first column only are the lines above one."""
        if any(cell.strip() for row in rows for cell in row.cells[1:]):
            _emit_tables(rows, self._collector)
            return
        for row in rows:
            for cell in filter(str.strip, row.cells):
                self._collector.paragraph(without_markup(cell), line_number=row.line_number)

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

    def _gather_aligned(self, index: int) -> _Run | None:
        """The rows of a table aligned by blanks below the headers at `index`; None where none is.

        Headers below it begin another. Lines above the first row are of the headers, or the rest
        of a row on the page before; which lines make a row must be clear.
        """
        text = self._lines[index].text
        head = _CELL.findall(text)
        if not self._is_aligned_head(text, head):
            return None
        for width in (_on_screen, len):
            body, end = self._aligned_lines(index, width)
            starts = _aligned_starts(body)
            words = " ".join(text.split())
            times = self._lines_by_words[words]  # of the headers, more than one as on each page
            if len(starts) >= (1 if times > 1 else _LEAST_ALIGNED_ROWS):
                above = [" ".join(filter(None, cells)) for (_, cells), _ in body[: starts[0]]]
                pairs = pairwise([words, *above])
                is_of_head = times > 1 and all(self._pairs[pair] == times for pair in pairs)
                count = starts[0] if is_of_head else 0
                bounds = pairwise(sorted({count, *starts, len(body)}))
                rows = [[line for line, _ in body[first:after]] for first, after in bounds]
                heads = [line for line, _ in body[:count]]
                heads.insert(0, (self._lines[index].number, tuple(head)))
                return [*map(_row_of, [heads, *rows])], end
        return None

    def _is_aligned_head(self, text: str, cells: Sequence[str]) -> bool:
        is_plain = "\t" not in text and not _ANY_DIGIT.search(text)
        return is_plain and len(cells) >= _LEAST_ALIGNED and self._knowledge.is_headed([cells])

    def _aligned_lines(
        self, index: int, width: Callable[[str], int]
    ) -> tuple[list[tuple[_CellLine, bool]], int]:
        """The lines of the table with its headers at `index`, and the index after them.

        With each whether a rule, a blank line or a page's end is above it.
        [] where a row has cells that are not clearly below one header each.
        """
        head = self._lines[index].text
        starts = [width(head[: cell.start()]) for cell in _CELL.finditer(head)]
        body: list[tuple[_CellLine, bool]] = []
        end, sure, apart = index + 1, 0, False
        for at, line in enumerate(self._lines[index + 1 :], start=index + 1):
            own = _CELL.findall(line.text)
            is_page = apart and _LONE_NUMBER.fullmatch(line.text) and _blank(self._lines, at + 1)
            if not own or is_page or _is_mark(line.text):
                apart = True
                continue
            is_row = len(own) >= _LEAST_ALIGNED
            cells = _aligned_cells(line.text, starts, width)
            if self._is_aligned_head(line.text, own):
                break
            if cells is None and is_row and (not apart or _is_counted(own[0])):
                return [], end
            # A stamp, the page's last words or the like, apart between two rows.
            if cells is None and apart and line.text[:1].isspace() and _blank(self._lines, at + 1):
                continue
            if cells is None:
                break
            body.append(((line.number, cells), apart))
            if is_row or (sure == len(body) - 1 and not apart):
                end, sure = at + 1, len(body)
            apart = False
        return body[:sure], end

    def _take_prose(self, index: int) -> None:
        line = self._lines[index]
        if _is_pipe_rule(line.text) or _is_tab_rule(line.text) or _is_mark(line.text):
            return
        if heading := _HEADING.match(line.text):
            marks, words = heading.groups()
            self._collector.heading(without_markup(words), len(marks), line_number=line.number)
            return
        if self._is_title_again(index):
            self._collector.paragraph(line.text, line_number=line.number, running=True)
            return
        written = line.text.strip()
        bold = written.startswith("**") and written.find("**", 2) == len(written) - 2
        text = without_markup(_LIST_GAP.sub(" ", written))
        following = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
        if _UNDERLINE.match(following):
            self._collector.heading(text, 1, line_number=line.number)
        else:
            self._collector.paragraph(text, line_number=line.number, bold=bold)

    def _is_title_again(self, index: int) -> bool:
        """Whether a line beside a page mark or a rule is nearly in one of the first lines.

        Or the page's number below such a line. Before page numbers that count on, one piece of the
        line in the title is enough.
        """
        text = self._lines[index].text.strip()
        if index and _LONE_NUMBER.fullmatch(text):
            above_number = self._lines[index - 1].text.strip()
            return not _LONE_NUMBER.fullmatch(above_number) and self._is_title_again(index - 1)
        beside = _BESIDE_MARK.match(text)
        text = text[beside.end() :] if beside else text
        paged = _BEFORE_PAGE.fullmatch(text)
        pages = self._before_pages[paged["head"]] if paged else []
        # Pages are counted on, figures of a result hardly ever.
        is_counted = len(pages) > 1 and all(a < b <= a + 2 for a, b in pairwise(pages))
        paged = paged if is_counted else None
        text = paged["head"] if paged else text
        if not _LEAST_RUNNING <= len(text) <= _MOST_RUNNING:
            return False  # a blank line, too: of many each would look through all the others
        above = (self._lines[at].text.strip() for at in range(index - 1, -1, -1))
        below = (self._lines[at].text.strip() for at in range(index + 1, len(self._lines)))
        line_above, line_below = (next(filter(None, lines), "") for lines in (above, below))
        marks = map(_PAGE_MARK.fullmatch, (line_above, line_below))
        is_marked = (
            beside or paged or any(marks) or any(map(_NOISE.fullmatch, (line_above, line_below)))
        )
        # "ผลการดำเนินการ" is in many a title.
        label = re.split("[:：]", text, maxsplit=1)[0].strip()
        if not is_marked or self._knowledge.named_field(label):
            return False
        titles = [title.strip("#* ") for at, title in self._first_lines if at < index]
        # With another number, such as a year, it may be the title of another report.
        numbers = {*_DIGITS.findall(" ".join(titles))}
        is_short = len(text) <= len(" ".join(titles)) and {*_DIGITS.findall(text)} <= numbers
        pieces = (_TOWN_TYPE.sub("", piece) for piece in _BETWEEN_PIECES.split(text) if piece)
        if paged:
            is_own = any(len(p) >= _LEAST_RUNNING and _is_made_of(p, titles) for p in pieces)
        else:
            is_own = all(_is_made_of(piece, titles) for piece in pieces)
        return is_short and (is_own or _is_made_of(text, titles))


def _text_lines(text: str) -> list[SourceLine]:
    """Lines with their numbers; a form feed becomes a line of its own, numbered as its line is."""
    lines: list[SourceLine] = []
    text = _FIGURE.sub(lambda figure: "\n" * figure[0].count("\n"), text)
    own = [_QUOTED.sub("", line) for line in text.split("\n")]
    for number, line in enumerate(own, start=1):
        first, *others = line.split(_FORM_FEED)
        lines.append(SourceLine(number, first))
        for other in others:
            lines.append(SourceLine(number, _FORM_FEED))
            lines.append(SourceLine(number, other))
    return lines


def _columns_apart(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines, numbered items of two columns below each other, by their numbers if all differ."""
    ordered: list[SourceLine] = []
    index = 0
    while index < len(lines):
        halves, word, end = _halves(lines, index)
        items: list[tuple[_Number, list[SourceLine]]] = []
        for line, half in ((line, pair[side]) for side in (0, 1) for line, pair in halves):
            if number := _item_number(half, word):
                items.append((number, [SourceLine(line, "")]))
            items[-1][1].extend([SourceLine(line, half.strip())] if half.strip() else [])
        # Below headings items may have numbers of their own.
        is_counted = not word and len({number for number, _ in items}) == len(items)
        for _, item_lines in sorted(items, key=lambda it: it[0]) if is_counted else items:
            ordered += item_lines
        ordered += [] if halves else [lines[index]]
        index = end
    return ordered


def _halves(lines: Sequence[SourceLine], start: int) -> tuple[list[tuple[int, _Pair]], str, int]:
    """Left and right halves of lines from one on, and the index behind them; [] of other lines.

    Both halves of the first are numbered behind the same word, or none, which is between the two.
    The right one counts on from one below the left one, or all count up down both columns.
    """
    column, word = _right_column(lines[start].text)
    halves: list[tuple[int, _Pair]] = []
    end, sure = start, 0
    for index in range(start, min(start + _MOST_ABREAST, len(lines)) if column else start):
        text = lines[index].text
        pair = _pair(text, column)
        if text.strip() and not pair:
            break
        if pair:
            halves.append((lines[index].number, pair))
            # Behind a blank line it may as well be below both.
            is_sure = all(pair) or index == end or (not pair[0] and _item_number(pair[1], word))
            end, sure = (index + 1, len(halves)) if is_sure else (end, sure)
    halves = halves[:sure]
    numbers = [[_item_number(half, word) for half in pair] for _, pair in halves]
    left, right = ([own[side] for own in numbers if own[side]] for side in (0, 1))
    labels = [[m[1] if m else "" for m in map(_BEFORE_COLON.match, p)] for _, p in halves]
    lefts = {label for label, _ in labels if label}
    alike = sum(all(own) for own in numbers[1:]) + sum(label in lefts for _, label in labels)
    alike += sum(all(map(_BULLET.match, pair)) for _, pair in halves)
    counts_on = right and ((*right[0][:-1], right[0][-1] - 1) in left or _counts_up(left + right))
    is_apart = counts_on and alike >= _LEAST_ABREAST
    return (halves, word, end) if is_apart else ([], "", start + 1)


def _right_column(text: str) -> tuple[int, str]:
    """Where the right one of two items in a line begins, and the word before both numbers, or "".

    0 where no line has two items.
    """
    item = _ITEM.match(text)
    for gap in _GAP.finditer(text) if item else ():
        right = _ITEM.match(text, gap.end())
        if item and right and right["word"] == item["word"]:
            is_alike = right["number"].count(".") == item["number"].count(".")
            return (_on_screen(text[: gap.end()]), item["word"] or "") if is_alike else (0, "")
    return 0, ""


def _item_number(text: str, word: str) -> _Number:
    """The number that an item begins with, that of a heading behind `word`; () of another text."""
    item = _ITEM.match(text)
    is_item = item and (item["word"] or word) == word
    return tuple(map(int, item["number"].split("."))) if item and is_item else ()


def _counts_up(numbers: Sequence[_Number]) -> bool:
    """Whether each is the next one of an outline, in which whole numbers may be left out."""
    return all(
        (len(below) == 1 and below > above)
        or below in {(*above, 1), *((*above[:i], above[i] + 1) for i in range(len(above)))}
        for above, below in pairwise(numbers)
    )


def _pair(text: str, column: int) -> _Pair | None:
    """The halves of a line of which the right one begins at a column, one may be ""; else None."""
    for gap in _GAP.finditer(text):
        if abs(_on_screen(text[: gap.end()]) - column) <= _MOST_OFF:
            return text[: gap.start()], text[gap.end() :]
    indent = len(text) - len(text.lstrip())
    if abs(indent - column) <= _MOST_OFF:
        return "", text.strip()
    return (text, "") if text.strip() and _on_screen(text.rstrip()) < column - 1 else None


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
    if text.lstrip().startswith("|"):
        return _count_pipes(text) >= 2
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    is_row = 2 <= _count_pipes(text) == _count_pipes(below)
    return "|" in text and (is_row or _is_pipe_rule(below))


def _begins_tab_table(
    lines: Sequence[SourceLine], index: int, *, earlier_widths: Mapping[int, bool]
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
        headed = earlier_widths.get(len(cells))
        # Below who met, "<tab>มติที่ประชุม<tab>รับทราบ" is prose.
        is_rest = headed or (headed is not None and bool(cells[0].strip()))
        return followed or is_rest or _heads_group(lines, index)
    if not filled:
        return False
    if cells[0].strip():
        return followed and not cells[-1].strip()
    # One text far from the edge continues a row above; one or two tabs indent a paragraph.
    return len(cells) >= 4 and len(cells) in earlier_widths


def _heads_group(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether a line of two names is above a group's name and rows of two texts."""
    below = [line.text for line in lines[index + 1 : index + 1 + _GROUP_LINES]]
    rows = [bool(text.strip()) and text.count("\t") for text in below]
    names = not _ANY_DIGIT.search(lines[index].text) and lines[index].text.count("\t") == 1
    return names and rows[:2] == [0, 1] and rows.count(1) >= _LEAST_GROUP_ROWS


def _row_of(lines: Sequence[_CellLine]) -> CollectedRow:
    columns = zip_longest(*(cells for _, cells in lines), fillvalue="")
    texts = tuple("\n".join(filter(None, column)) for column in columns)
    return CollectedRow(cells=texts, line_number=lines[0][0])


def _on_screen(text: str) -> int:
    return sum(unicodedata.category(letter) not in ("Mn", "Cf") for letter in text)


def _aligned_cells(
    text: str, starts: Sequence[int], width: Callable[[str], int]
) -> tuple[str, ...] | None:
    """The cells of a line by column; None where one is below no header, or below two."""
    cells = [""] * len(starts)
    over: set[int] = set()  # columns that a cell left of them reaches
    for cell in _CELL.finditer(text):
        at, end = (width(text[:offset]) for offset in cell.span())
        column = min(range(len(starts)), key=lambda i: abs(starts[i] - at))
        is_last = column == len(starts) - 1
        beside = column - 1 if column and (is_last or at < starts[column]) else column + 1
        aside = abs(at - starts[column]) / abs(starts[beside] - starts[column])
        if aside > _MOST_ASIDE or cells[column]:
            return None
        cells[column] = cell[0]
        over |= set() if is_last or end <= starts[column + 1] else {column + 1}
    return tuple(cells) if all(cells[column] for column in over) else None


def _is_counted(text: str) -> bool:
    return bool(_NUMBERED.match(text) or _LONE_NUMBER.fullmatch(text))


def _aligned_starts(body: Sequence[tuple[_CellLine, bool]]) -> list[int]:
    """Indices of the lines that rows begin at; [] where it is unclear."""
    lines = [(index, cells, apart) for index, ((_, cells), apart) in enumerate(body)]
    named = [(index, cells, apart) for index, cells, apart in lines if cells[0]]
    full = [index for index, cells, _ in lines if all(cells)]
    starts = [index for index, _, apart in named if apart]
    counted = [index for index, cells, _ in named if _is_counted(cells[0])]
    if counted and counted[0] == named[0][0]:
        # The name of a group is alone, a blank line above it.
        return sorted({*counted, *(i for i in starts if not any(body[i][0][1][1:]))})
    return full if len(full) == len(body) else starts if {*full} <= {*starts} else []


def _gather_pipes(lines: Sequence[SourceLine], index: int) -> _Run:
    rows: list[CollectedRow] = []
    width, is_open = 0, not lines[index].text.lstrip().startswith("|")
    while not _blank(lines, index) and (not rows or "|" in lines[index].text):
        number, whole = lines[index].number, lines[index].text
        is_rule = _is_pipe_rule(whole)
        if not is_rule:
            last = _last_line_of_pipe_row(lines, index, width)
            whole = "\n".join(line.text for line in lines[index : last + 1])
            index = last
        cells = _split_pipes(whole)
        # Without outer pipes the first one of "| ทุกไตรมาส |  | พบผลต่าง" is behind an empty cell.
        if is_open and len(cells) < width and whole.lstrip().startswith("|"):
            cells = ("", *cells)
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
        if text == _FORM_FEED or text.lstrip().startswith(("|", "#")) or _is_pipe_rule(text):
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
    width = 0
    while not _blank(lines, index):
        text = lines[index].text
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
