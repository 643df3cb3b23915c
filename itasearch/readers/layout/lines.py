"""Letters and words to lines by their positions, and the lines of a cell to its items.

The order of letters in a file is not the reading order. Spaces are found by gaps as well as
by space letters, because many programs write none; no word begins with a Thai mark, ะ, า or
ำ, so no space precedes one. A line wraps where the next word would not have fitted behind
it; a line that begins with a list marker begins an item.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from itasearch.readers.layout.page import (
    Box,
    CellEnds,
    Letter,
    TableCell,
    TextLine,
    TextRun,
    Word,
    grouped,
)
from itasearch.text.repair.spaces import is_wrapped
from itasearch.text.thai.characters import (
    CONSONANTS,
    FOLLOW_VOWELS,
    LEAD_VOWELS,
    MARKS,
    PAGE_NUMBER,
    PAGE_WORD,
)
from itasearch.text.thai.lexicon import LONGEST_WORD, cheapest_cut

SAME_LINE = 0.45  # sizes of the type between the base lines of two letters of one line; 0 / 3+
# In sizes of the type.
_SPACE = 0.15  # 3+ / 3+
_LOOSE_SPACE = 0.26  # behind a letter whose advance is not known; 3+ / 3+
_TORN_WORD = 1.0  # a gap so wide parts even what no word begins with; 1 / 0
_OVERPRINT_SHIFT = 0.12  # between two prints of a bold letter; 0 / 1
_ASCENT = 0.95  # of a line's box above the base line; 3+ / 3+
_DESCENT = 0.3  # and below it; 3+ / 3+

NEVER_FIRST = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎ๅๆฯ")
"""Marks, vowels and signs that no word begins with."""

_MONTH = (
    r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\."
    r"|(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)"
)
_DATE_START = re.compile(rf"(?:[0-9๐-๙]{{1,2}}\s*)?(?:{_MONTH})")
_DATE = re.compile(rf"{_DATE_START.pattern}[ก-๎]*\s*(?:พ\.\s?ศ\.\s*)?[0-9๐-๙]{{2,4}}")
_MARKER = re.compile(
    rf"\s*(?:[-–—](?!\s*(?:[0-9๐-๙]|{_MONTH}))\s*\S|[•▪◦●○■□❖✓✔☑·➢►*\uf0b7\uf0a7\uf0d8\uf0fc]\s*\S"
    r"|o\s+[ก-ฮเ-ไ]"
    r"|\(?[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,2})*(?:\)|\.(?![0-9๐-๙]))|[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})+\s"
    r"|\(?[ก-ฉ][.)]\s|(?:ขั้น(?:ตอน)?|เรื่อง)ที่\s*[0-9๐-๙]{1,2}\s)"
)
_PAGE_MARK = re.compile(rf"\s*(?:[-–—]\s*)?(?:{PAGE_WORD})?{PAGE_NUMBER}(?:\s*[-–—])?\s*")
_THAI_RUN = re.compile(f"[{CONSONANTS}{LEAD_VOWELS}{FOLLOW_VOWELS}{MARKS}ฯๆ]{{1,{LONGEST_WORD}}}")
_ABBREVIATION = re.compile(r"(?:[ก-ฮเ-ไ][ก-๎]{0,3}\.)+[0-9๐-๙]*")  # no line ends within "สขร.๑"
_WIDTHLESS = re.compile(f"[{MARKS}]")
_PARAGRAPH_STEP = 1.3  # times the usual step from one line to the next; 3+ / 1
_SAME_TYPE = 1.25  # times the smaller one of two sizes of the same type
_BLANK = 0.3  # a blank in sizes of the type: 0.26 in TH Sarabun, 0.34 in Loma
_TOLERANCE = 0.15  # sizes of the type by which a word that was wrapped may seem to fit; by hand
_OFFICE = re.compile(r"\s*(?:สำนัก|กอง|งาน|ฝ่าย|ส่วน|หน่วย|ศูนย์|คณะ|โรงเรียน|ทุก|ปลัด|รองปลัด|นายก)")
_WORD = re.compile(r"[A-Za-zก-ฮเ-ไ][A-Za-zก-์]")
_ARTICLE = re.compile(r"ข้อ(?:ที่)?")
_LONGEST_OFFICE = 40  # letters; 3+ / 0
_LONGEST_ADDRESS = 500  # letters; by hand
_LONGEST_LABEL = 40  # letters; by hand
_CELL_LABEL = re.compile(r"[ก-๎/]{5,25}\s?[:：](?:\s|$)")  # "ผู้รับผิดชอบ: กองคลัง" in a cell
_CLOSING = re.compile(r"[.,:;)\]”/]")
_BARE_OFFICE = re.compile(r"\s*(?:สำนัก|กอง|งาน|ฝ่าย|ส่วน|หน่วย|ศูนย์|คณะ)\s*")
# No item ends so.
_UNFINISHED = re.compile(r"\S.*(?:[-–—/]|อำเภอ|จังหวัด|ตำบล|พ\.\s?ศ\.)$|(?:.*\s)?(?:จัด)?ทำ$")
_DEEPEST_INDENT = 10  # of a first line, in font sizes; what begins further right is a line apart
_RESUMED = re.compile(rf"{_CLOSING.pattern}|[-–—]$|[-–—]\s*(?:{_MONTH})")  # no item begins so
NUMBERED_HEADING = re.compile(r"\s*(?:ตัวชี้วัด|มาตรการ|ส่วน|หมวด)ที่\s*[0-9๐-๙]{1,2}(?![0-9๐-๙])")
_PHRASE_START = re.compile(r"พ\.\s?ศ\.|ประจำปี|ดังนี้|เช่น|อำเภอ|จังหวัด")
_THAI_END = re.compile(r"[ก-๎]$")
_THAI_START = re.compile(r"[ก-ฮเ-ไ]")
# Behind a count a statement of its own begins, as it would behind a blank in one line.
_COUNT_END = re.compile(
    r"[0-9๐-๙]\s?(?:ราย|คน|เรื่อง|ครั้ง|คัน|เครื่อง|แห่ง|ฉบับ|เล่ม|ชุด|จุด|รายการ|โครงการ|บาท|%)$"
)
_STATEMENT = re.compile("คืน|ครบ|ผ่าน|ดำเนินการ|ไม่มี|ไม่พบ|ได้รับ|คิดเป็น|แล้วเสร็จ|เผยแพร่|แจ้ง|พบ|ตอบ|จาก|รวม")
_HYPHENATED = re.compile(r"[A-Za-zก-๎]-$")
# Before it is a blank, behind any word: "ป.ป.ช.", "สขร.๑", but not "ผล.".
_SURE_ABBREVIATION = re.compile(r"(?:[ก-ฮ]{1,3}\.){2}|[ก-ฮ]{2,4}\.[0-9๐-๙]")
_CUT_ADDRESS = re.compile(
    r"(?:https?:|www\.|[\w+-]@|\.th/|\.com/)[!-~]*(?<!\.th)(?<!\.com)(?<!\.org)(?<!\.net)$",
    re.ASCII,
)
"""An address of the web or of mail, but for its end."""
_ADDRESS_REST = re.compile(
    # No other address, no list's number, and no word behind the address: Facebook, QR, O11.
    r"(?!https?:|www\.|[!-~]+@|(?:[A-Z][a-z]+|[A-Z]+|O\d+)(?![!-~])|\d+[).]?\s|\d+[).]$)"
    r"(?=[!-~]*[\d/.?=&%_])[\w/?&=%#~+]",
    re.ASCII,
)
_GOVERNING = re.compile("(?:ประจำ|ระดับ|ของ|ใน|ทุก|แต่ละ|ผู้ว่าราชการ)$")  # no phrase ends so


def numbered_lines(letters: Sequence[Letter]) -> list[TextLine]:
    """The lines of a page, from the top down, words of turned lines among them.

    Lines at either end that hold nothing but a page number are left out.
    """
    level = [letter for letter in letters if not letter.turn]
    for turn in sorted({letter.turn for letter in letters} - {0}):
        for line in lines_of([letter for letter in letters if letter.turn == turn]):
            for word in line.words:
                box = word.box.turned(-turn)
                size = box.height / (_ASCENT + _DESCENT)
                base = box.bottom - _DESCENT * size
                level.append(Letter(word.text, box.left, box.right, base, size, whole=True))
    lines = lines_of(level)
    for index in (-1, 0):
        if lines and _PAGE_MARK.fullmatch(lines[index].text):
            del lines[index]
    for number, line in enumerate(lines, start=1):
        line.number = number
    return lines


def lines_of(letters: Sequence[Letter]) -> list[TextLine]:
    """The lines that letters of one frame make, from the top down; each from left to right."""
    rows = grouped(
        sorted(letters, key=lambda letter: letter.base),
        lambda row, letter: letter.base - row[0].base <= SAME_LINE * min(letter.size, row[0].size),
    )
    lines = []
    for row in rows:
        if words := list(_words(sorted(row, key=lambda letter: letter.left))):
            size = max(letter.size for letter in row if letter.text != " ")
            lines.append(TextLine(words=words, size=size))
    return lines


def _words(row: Sequence[Letter]) -> Iterator[Word]:
    parts: list[Letter] = []
    text: list[str] = []
    spaced = False
    for letter in row:
        if letter.text == " ":
            spaced = True
            continue
        if parts:
            last = parts[-1]
            gap = letter.left - last.right
            shift = letter.left - last.left
            # Some programs print a letter twice to make it bold.
            if letter.text == last.text and shift < _OVERPRINT_SHIFT * letter.size:
                continue
            torn = letter.text[0] in NEVER_FIRST and gap <= _TORN_WORD * letter.size
            if letter.whole or ((spaced or has_gap(last, letter)) and not torn):
                yield _word(parts, text)
                parts, text = [], []
        parts.append(letter)
        text.append(letter.text)
        spaced = False
    if parts:
        yield _word(parts, [*text, " " if spaced else ""])


def has_gap(last: Letter, letter: Letter) -> bool:
    """Whether the gap between two letters is as wide as a space."""
    space = _LOOSE_SPACE if last.loose else _SPACE
    return letter.left - last.right > space * letter.size


def _word(parts: Sequence[Letter], text: Sequence[str]) -> Word:
    size = max(letter.size for letter in parts)
    right = max(letter.right for letter in parts)
    base = parts[0].base
    top, bottom = base - _ASCENT * size, base + _DESCENT * size
    box = Box(left=parts[0].left, top=top, right=right, bottom=bottom)
    ends = () if parts[0].whole else tuple(part.right for part in parts for _ in part.text)
    return Word(text="".join(text), box=box, ends=ends)


def runs_of(lines: Sequence[TextLine]) -> Iterator[TextRun]:
    """The lines of a column of text, cut before numbered headings, on which no text runs on."""
    yield from map(tuple, grouped(lines, lambda _, line: not NUMBERED_HEADING.match(line.text)))


def unwrap(lines: Sequence[TextLine], *, left: float, right: float) -> str:
    """The lines of a cell from the top down as items, one a line, wrapped lines joined.

    `left`, `right`: of the cell or column that holds them.
    """
    return "\n".join(joined(item) for item in items_of(lines, left=left, right=right, in_cell=True))


def items_of(
    lines: Sequence[TextLine],
    *,
    left: float,
    right: float,
    in_cell: bool = False,
    labels: Collection[str] = (),
) -> list[list[TextLine]]:
    """The lines of each item or paragraph of a cell or column; other arguments as of `unwrap`.

    A line that is one of `labels`, or has it before a colon, begins one. In a cell, a line of
    larger type below a full one is no heading but has words of another font.
    """
    if not lines:
        return []
    inset = _inset_of(lines, left)
    # A column of offices is as wide as the longest name.
    listed = all(
        _OFFICE.match(line.text)
        and len(line.text) <= _LONGEST_OFFICE
        and not _BARE_OFFICE.fullmatch(line.text)
        for line in lines
    )
    gaps = _is_apart(lines, by_type=in_cell)
    # Of numbered items each has its number: a line without one goes on.
    markers = [begins_item(line.text) for line in lines]
    is_numbered = in_cell and markers[0] and sum(markers) > 1
    items = [[lines[0]]]
    for index, (above, below) in enumerate(pairwise(lines), start=1):
        free = _free_width(above, left=left + inset, right=right - inset)
        dated = _DATE_START.match(below.text) and _DATE.fullmatch(joined(items[-1]))
        begins = gaps[index - 1] or listed or dated or markers[index]
        begins = begins or (bool(labels) and label_of(below) in labels)
        begins = begins or (in_cell and bool(_CELL_LABEL.match(below.text)))
        if below.text[0] in NEVER_FIRST or _RESUMED.match(below.text):
            items[-1].append(below)
        elif (
            begins
            or (outdent := above.box.left - below.box.left) > _DEEPEST_INDENT * below.size
            or (outdent > below.size and NUMBERED_HEADING.match(below.text))
        ):
            items.append([below])
        elif (
            is_numbered
            or _UNFINISHED.match(above.text)
            or free
            < (_BLANK if glue(above, below) else 0.0) * above.size
            + _TOLERANCE * above.size
            + first_word_width(lines[index:])
            or is_wrapped(above.text, below.text)
        ):
            items[-1].append(below)
        else:
            items.append([below])
    return items


def label_of(line: TextLine) -> str:
    """What may be the label of a field: what is before a colon, else all of a short line."""
    label = line.text.partition(":")[0].strip()
    return label if len(label) <= _LONGEST_LABEL else ""


def cell_of(
    lines: Sequence[TextLine],
    span: tuple[float, float],
    *,
    row: int,
    columns: tuple[int, int],
    box: Box,
) -> TableCell:
    """A cell of one row of a table without rules, in its `columns` from the first to the last.

    `lines`: from the top down; none in an empty cell. `span`: where its columns' texts are.
    """
    return TableCell(
        row=row,
        column=columns[0],
        last_row=row,
        last_column=columns[1],
        box=box,
        text=unwrap(lines, left=span[0], right=span[1]),
        ends=ends_of(lines, *span) if lines else None,
    )


def ends_of(lines: Sequence[TextLine], left: float, right: float) -> CellEnds:
    """The first and last of a cell's lines; arguments as of `unwrap`."""
    inset = _inset_of(lines, left)
    return CellEnds(
        first_word_width=first_word_width(lines),
        free_width=_free_width(lines[-1], left=left + inset, right=right - inset),
        line_height=lines[-1].box.height,
    )


def _inset_of(lines: Sequence[TextLine], left: float) -> float:
    """The distance of a cell's text from its left border, and so from its right one too."""
    return min(max(min(line.box.left for line in lines) - left, 0.0), lines[0].size)


def joined(lines: Sequence[TextLine]) -> str:
    """The lines of one item as one."""
    text = lines[0].text
    for above, below in pairwise(lines):
        text += glue(above, below, text) + below.text
    return text


def begins_item(text: str) -> bool:
    """Whether a line begins with a list marker or number."""
    return _MARKER.match(text) is not None


def columns_of_words(columns: Iterable[Iterable[str]]) -> int:
    """How many columns hold words: list marks ("ข้อ ๑", "ก.", "☐") beside texts are a list."""
    texts = (_ARTICLE.sub(" ", "\n".join(column)) for column in columns)
    return sum(map(bool, map(_WORD.search, texts)))


def glue(above: TextLine, below: TextLine, text: str = "") -> str:
    """The separator of two lines of one paragraph: a space, or nothing.

    `text`: of the paragraph down to the upper line, where it is known.
    """
    first, last = below.text, above.text
    if first[0] in NEVER_FIRST or _CLOSING.match(first) or last.endswith("/"):
        return ""
    if above.words[-1].text.endswith(" ") or (_COUNT_END.search(last) and _STATEMENT.match(first)):
        return " "
    if _PHRASE_START.match(first) and not _GOVERNING.search(last):
        return " "
    if _SURE_ABBREVIATION.match(first) and not _GOVERNING.search(last):
        return " "
    if _ADDRESS_REST.match(first) and _CUT_ADDRESS.search((text or last)[-_LONGEST_ADDRESS:]):
        return ""
    if _HYPHENATED.search(last):
        return ""
    return "" if _THAI_END.search(last) and _THAI_START.match(first) else " "


def _is_apart(lines: Sequence[TextLine], *, by_type: bool) -> list[bool]:
    """For each line but the first, whether more than the usual step parts it from that above.

    With `by_type` steps are those of lines of its type: a larger word makes its line higher.
    """
    steps = [(below.box.bottom - above.box.bottom, below.size) for above, below in pairwise(lines)]

    def usual(size: float) -> float:
        alike = sorted(
            step
            for step, other in steps
            if not by_type or max(size, other) < _SAME_TYPE * min(size, other)
        )
        return alike[len(alike) // 4]

    return [step > _PARAGRAPH_STEP * usual(size) for step, size in steps]


def _free_width(line: TextLine, *, left: float, right: float) -> float:
    """The free width behind a line in a cell or column; of a centred one, on both its sides."""
    before, behind = line.box.left - left, right - line.box.right
    centred = before > line.size and abs(before - behind) < line.size
    return behind + before if centred else behind


def first_word_width(lines: Sequence[TextLine]) -> float:
    """The width of the first word of these lines, after which a line may break."""
    line, text, word = lines[0], lines[0].text, lines[0].words[0]
    if len(lines) > 1 and not glue(line, lines[1]):
        # A word wider than its column is broken anywhere.
        text += lines[1].text
    if abbreviation := _ABBREVIATION.match(text):
        first = abbreviation.group()
    else:
        thai = _THAI_RUN.match(text)
        first = text.split(" ", 1)[0] if thai is None else cheapest_cut(thai.group())[0]
    if len(first) <= len(word.ends):
        return word.ends[len(first) - 1] - word.box.left
    return word.box.width / max(_shown(word.text.strip()), 1) * _shown(first)


def _shown(text: str) -> int:
    return len(text) - len(_WIDTHLESS.findall(text))
