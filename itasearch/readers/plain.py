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
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeAlias

from rapidfuzz import fuzz

from itasearch.config import ReadLimits
from itasearch.errors import UnsupportedFormatError
from itasearch.lost_parts import PartOfFile
from itasearch.model.source import SourceDocument
from itasearch.readers.base import Knowledge, load
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
_SIGNS_RULE = re.compile(r"\s*\+(?:[-=]+\+){2,}\s*|\s*\\begin\{(?:tabular|array)\}.*")
_TABLE_OF_SIGNS = (
    "ตารางในไฟล์วาดด้วยเครื่องหมาย + - | หรือเขียนเป็นรหัส LaTeX จึงบอกไม่ได้ว่าข้อความใดอยู่แถวใด "
    "โปรดใช้ไฟล์ต้นฉบับ (.docx, .xlsx) หรือข้อความที่คั่นคอลัมน์ด้วยแท็บ"
)
_ITEM = r"\(?(?P<{}>[0-9๐-๙]+(?:\.[0-9๐-๙]+)*)(?:[.)]|(?<=\.[0-9๐-๙])) ?(?=[^\s0-9๐-๙])"
_ABREAST = re.compile(rf"\s*{_ITEM.format('left')}[^\t|<]* {{2,}}{_ITEM.format('right')}")
_COLUMNS_OF_TEXT = (
    "ข้อความในไฟล์เรียงเป็นสองคอลัมน์ที่คั่นด้วยช่องว่าง จึงบอกไม่ได้ว่าบรรทัดใดต่อจากบรรทัดใด "
    "โปรดใช้ไฟล์ต้นฉบับ (.docx, .pdf) หรือข้อความที่เรียงเป็นคอลัมน์เดียว"
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


def read_html(path: Path, *, limits: ReadLimits) -> SourceDocument:
    """Read an HTML file; rows have their number in their table."""
    file = load(path, limits=limits)
    decoded = decode(file.data, path=str(path))
    collector = Collector(file.source, limits=limits)
    flow = parse_markup(decoded.text, path=str(path), limits=limits)
    emit_flow(flow, collector)
    if hidden := hidden_parts(decoded.text):
        collector.warnings.append(_HIDDEN.format(hidden))
    return collector.document("text/html", warnings=decoded.warnings)


def read_text(path: Path, *, limits: ReadLimits, knowledge: Knowledge) -> SourceDocument:
    """Read a text file; every block has its line, and its page if the file has form feeds.

    Raises UnsupportedFormatError: a table is made of the signs + - | or of LaTeX, or items stand
    beside each other in two columns of text.
    """
    file = load(path, limits=limits)
    decoded = decode(file.data, path=str(path))
    lines = decoded.text.split("\n")
    if any(map(_SIGNS_RULE.fullmatch, lines)):
        raise UnsupportedFormatError(path=str(path), reason=_TABLE_OF_SIGNS)
    if any(map(_has_two_columns, lines)):
        raise UnsupportedFormatError(path=str(path), reason=_COLUMNS_OF_TEXT)
    collector = Collector(file.source, limits=limits)
    _TextParse(decoded.text, collector, path=str(path), limits=limits, knowledge=knowledge).run()
    kind = "markdown" if path.suffix.lower() in {".md", ".markdown"} else "plain"
    return collector.document(f"text/{kind}", warnings=decoded.warnings)


_Run: TypeAlias = tuple[list[CollectedRow], int]
"""Rows of a table in succession, and the index of the first line after them.

A line of dashes is a row without cells.
"""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the file; its text is a form feed alone where a page ends."""

    number: int
    text: str


def _has_two_columns(line: str) -> bool:
    """Whether an item stands beside another that does not follow it, nor begins a list."""
    items = _ABREAST.match(line)
    if items is None:
        return False
    left, right = ([int(n) for n in items[side].split(".")] for side in ("left", "right"))
    return right not in ([1], [*left[:-1], left[-1] + 1])


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
        self._lines = _text_lines(text)
        self._knowledge = knowledge
        # A page mark's numbers are those of headings, too.
        texts = ((at, line.text) for at, line in enumerate(self._lines))
        titles = (it for it in texts if it[1].strip() and not _is_mark(it[1]))
        self._first_lines = tuple(islice(titles, _TITLE_LINES))
        self._collector = collector
        self._path = path
        self._limits = limits
        self._widths: dict[int, bool] = {}  # of the tables above, and whether the last had a head
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
        flow = parse_markup(markup, path=self._path, limits=self._limits)
        emit_flow(flow, self._collector)
        return end

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
