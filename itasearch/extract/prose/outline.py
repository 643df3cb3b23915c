"""Lines with their facts, and the items that titles of one level cut them into.

A level is what titles have in common: the rank of a heading and the style of a number ("1.1",
"มาตรการที่ ๑", bold), a label of titles ("มาตรการ: …"), or the place above the label that records
begin with. An item ends at the next title of its level, at a heading above it, at a table, and
where the document is signed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from itasearch.domain.headers import Field
from itasearch.domain.indicators import named_indicator, stated_indicator
from itasearch.domain.loader import Patterns, word_pattern
from itasearch.extract.extracted import (
    BOLD_RANK,
    LONGEST_HEADING,
    MEASURE_FIELDS,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.mending import CONTENTS
from itasearch.extract.numbering import ListMarker, last_number, read_marker
from itasearch.extract.prose.labels import FieldLabel, LabelReader, split_labels
from itasearch.extract.tables.headers_and_footers import signature_lines
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.stretches import CONTINUED_ROW

_patterns = Patterns("reading_patterns")
NAMED_STYLES = frozenset({"มาตรการ", "แนวทาง", "กิจกรรม", "โครงการ", "เรื่อง"})
LONGEST_TITLE = 160  # code points of a title without number; a longer line is a paragraph
_COUNTED = r"(?:ส่วนที่|บทที่|ตอนที่|หมวดที่|หมวด)\s*\d"
_CHAPTER = word_pattern(
    rf"^\W*(?:{_COUNTED}|(?:<reading_words.outer_chapters>)(?:$|[\s:\d])|[^:]{{3,40}}ปี(?:ต่อไป|ถัดไป)\W*$)"
)
_GROUP = re.compile(
    r"^\W*(?:\d+\W*|[ก-ฮ][.)])?(?:ด้าน|หมวด|มิติที่|ส่วนที่|ยุทธศาสตร์ที่|กลุ่มที่|แบบวัด|แบบตรวจ|เครื่องมือ|[ieo]it\b)"
    r"|^(?:มาตรการ|แนวทาง|กิจกรรม)ด้าน"
    r"|^(?=.*[ieo]it)\W*(?:[\d.]+\W*|[ก-ฮ][.)])?(?:มาตรการ|แนวทาง|กิจกรรม|แผน)?(?:ด้าน|สำหรับ|ตาม|ของ|กลุ่ม|ส่วน)\W*[ieo]it\W*$"
)
"""A squashed heading of a group of measures."""
_MARKED = re.compile(r"^\W*(?:(?:ข้อ(?:ที่)?\W*)?\d[\d.]*\W*)?(?:เครื่องมือ\S*\s*)?(?:[IEO]IT\W*)?ตัวชี้วัด")
_ASIDE = word_pattern(
    rf"^\W*(?:{_COUNTED}|\d)?[\d\W]*(?!สรุป(?!ผล|$|ภาพรวม))(?:<reading_words.outer_chapters>"
    r"|<reading_words.chapters>|<reading_words.findings>|<reading_words.whole_chapters>"
    r"|บทวิเคราะห์|วิเคราะห์|ผลคะแนน|ภาพรวม|ข้อมูลทั่วไป)"
)
"""A squashed heading of what is no measure: a preface, an analysis, aims, an appendix."""
_CAPTION = re.compile(
    r"^\W*(?:ภาพ|รูป)(?:(?:ภาพ|ถ่าย|กิจกรรม|ประกอบ)?\s*(?:ที่\s*)?[\d๐-๙]|\s*[:：])|^\W{3,}$"
    r"|^\s*[(\[]\s*(?:ภาพ|รูป|ตรายาง|ตราประทับ|ประทับตรา)[^()\[\]]*[)\]]"
    r"|^\s*(?:/\s?[^\s/.][^/]{0,60}?|[\d๐-๙]{1,2}\s?/\s?)(?:\.{2,}|…)\s*$"
)
"""A line of a picture or a stamp, a rule, or how the next page begins: "/๒.๕ จัดอบรม..."."""
_FORM_COUNT = re.compile(
    r"^\W*[^\d\n:]{3,30}?\s*(?P<number>\d{1,3})(?:\s*(?:/|จาก)\s*\d{1,3})?\W*$"
)
_FINDINGS = word_pattern(r"^\W*(?:(?:ข้อ(?:ที่)?\W*)?\d[\d.]*\W*)?(?:<reading_words.findings>)")
_MEASURES = re.compile(
    "มาตรการ|แนวทาง(?:การ)?(?:ปฏิบัติ|ดำเนิน|ป้องกัน|ส่งเสริม|แก้ไข|ปรับปรุง|ยกระดับ)|แผนปฏิบัติ"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What titles have in common."""

    rank: int = 0  #: of a heading, as TextBlockLine.rank
    style: str = ""  #: of its number or bullet
    label: bool = False  #: lines labelled มาตรการ
    above: Field | None = None  #: lines without label above one labelled so
    marked: bool = False  #: lines that a person marked

    @property
    def is_named(self) -> bool:
        """Whether its titles say themselves that they are measures: "มาตรการที่ ๑ …"."""
        return self.label or self.style in NAMED_STYLES


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line with what it shows."""

    line: TextBlockLine
    marker: ListMarker | None
    label: FieldLabel | None
    indicator: int | None  #: which it states as a heading
    is_group: bool  #: it heads a group of measures
    is_outer: bool  #: it heads a chapter
    ends: bool  #: it closes the document's body

    @property
    def text(self) -> str:
        """Its text."""
        return self.line.text

    @property
    def heads(self) -> bool:
        """Whether it heads a section: an indicator, a group or a chapter."""
        return self.indicator is not None or self.is_group or self.is_outer

    @property
    def level(self) -> Level | None:
        """The level that it is a title of by rank and number; None for other text."""
        style = self.marker.style if self.marker else ""
        is_numbered = bool(self.marker and self.marker.number)
        if len(self.text) > LONGEST_TITLE and not is_numbered:
            return None
        is_field = self.label is not None and self.label.field is not Field.TITLE
        if self.heads or self.ends or (is_field and not is_numbered):
            return None
        # An OCR takes bold type for plain.
        rank = 0 if is_numbered and self.line.rank == BOLD_RANK else self.line.rank
        return Level(rank=rank, style=style) if rank or style else None


Lines = tuple[Line | TableSegment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A title with the lines below it."""

    lines: tuple[Line, ...]
    number: str | None
    end: int = 0  #: where the title begins in the first line
    indicator: int | None = None
    chapter: str = ""  #: the heading of the chapter that it is in
    is_behind: bool = False  #: it is behind the document's signature


def document_lines(stream: Stream) -> tuple[Lines, LabelReader]:
    """The lines of a stream with their facts, tables as they are; and the reader of their labels.

    Lines of several labels are cut; signatures between measures, captions and contents left out.
    """
    pieces: list[TextBlockLine | TableSegment] = []
    for item in _with_numbers_moved(stream):
        if isinstance(item, TableSegment):
            pieces.append(item)
        elif not (CONTENTS.search(item.text) or _CAPTION.match(item.text)):
            pieces += split_labels(item)
    lines = [piece for piece in pieces if isinstance(piece, TextBlockLine)]
    labels = LabelReader(lines)
    signed = signature_lines([line.text for line in lines])
    read = [labels.read(line) for line in lines]
    last = max((i for i, label in enumerate(read) if label and i not in signed), default=-1)
    closing = min((i for i in signed if i > last), default=None)
    dropped = {id(lines[i]) for i in signed if i != closing}
    end = id(lines[closing]) if closing is not None else None
    fields = {id(lines[i]) for i in _indicators_of_records(read)}
    # The bare name of an indicator above labelled text is of a title.
    titles = {
        id(above)
        for above, label in zip(lines, read[1:], strict=False)
        if label and label.text and label.field is not Field.TITLE and not above.rank
    }
    return tuple(
        _line(
            piece,
            labels,
            ends=id(piece) == end,
            is_field=id(piece) in fields,
            is_title=id(piece) in titles,
        )
        if isinstance(piece, TextBlockLine)
        else piece
        for piece in pieces
        if id(piece) not in dropped
    ), labels


def _with_numbers_moved(stream: Stream) -> Iterator[TextBlockLine | TableSegment]:
    """The stream with numbers that an OCR put at the end of the line above moved down again."""
    markers = (read_marker(item.text) for item in stream if isinstance(item, TextBlockLine))
    numbers = {marker.number for marker in markers if marker}
    carried = ""
    last: tuple[int, ...] = ()
    for item, below in pairwise((*stream, None)):
        if not isinstance(item, TextBlockLine):
            yield from [item] if item else []
            continue
        text = f"{carried} {item.text}" if carried else item.text
        carried = ""
        marker = read_marker(text)
        last = marker.parts if marker and len(marker.parts) == 2 else last
        is_plain = isinstance(below, TextBlockLine) and read_marker(below.text) is None
        slid = last_number(text) if last and is_plain else None
        if slid and slid[1] == f"{last[0]}.{last[1] + 1}" and slid[1] not in numbers:
            text, carried = slid
        yield replace(item, text=text)


def _indicators_of_records(read: Sequence[FieldLabel | None]) -> Collection[int]:
    """Indices of labels "ตัวชี้วัด: …" that are a field of a record; () where they head measures."""
    found = [i for i, label in enumerate(read) if label and label.field is Field.INDICATOR]
    own = frozenset({Field.TITLE, Field.OTHER, *MEASURE_FIELDS})
    near = [
        any(
            label and label.field in own
            for label in (*read[max(i - 1, 0) : i], *read[i + 1 : i + 2])
        )
        for i in found
    ]
    above = [i > 0 and read[i - 1] is not None for i in found]
    return found if 2 * sum(near) > len(found) and (any(above) or all(near)) else ()


def _line(
    line: TextBlockLine,
    labels: LabelReader,
    *,
    ends: bool,
    is_field: bool,
    is_title: bool,
) -> Line:
    label = labels.read(line)
    heads = line.rank and label and not label.text and begins_outer_chapter(line)
    if label and (heads or (label.field is Field.INDICATOR and not is_field)):
        label = None
    key = arabic_digits(squash(line.text[: 2 * LONGEST_HEADING]))
    marker = read_marker(line.text)
    may_head = label is None and not (is_title and not _MARKED.match(line.text))
    is_short = len(line.text) <= LONGEST_HEADING
    return Line(
        line,
        marker,
        label,
        heading_indicator(line) if may_head else None,
        may_head and is_short and bool(_GROUP.match(key)),
        label is None and begins_outer_chapter(line),
        ends or is_end(line.text),
    )


def heading_indicator(line: TextBlockLine) -> int | None:
    """The indicator that a line states as a heading over what follows, else None."""
    text = line.text
    name = re.sub("^(?:มาตรการ|แนวทาง|กิจกรรม)(?=ด้าน)", "", text)
    heads = _MARKED.match(text) or (len(text) <= LONGEST_HEADING and named_indicator(name))
    return stated_indicator(name) if heads else None


def begins_outer_chapter(line: TextBlockLine) -> bool:
    """Whether a line's words head a chapter: ส่วนที่ ๓ …, ภาคผนวก, or a report of the results."""
    if len(line.text) > LONGEST_HEADING:
        return False
    key = squash(line.text)
    is_of_report = read_marker(line.text) is None and _patterns.of_report.match(key)
    return bool(is_of_report or _CHAPTER().match(arabic_digits(line.text)))


def is_end(text: str) -> bool:
    """Whether a line closes the body: a signature or a date; no step "นายก อบต. ลงนามประกาศ"."""
    key = squash(text[:200])
    if read_marker(text) is not None:
        return "รักษาการตาม" in key
    return bool(_patterns.end.match(key) or (len(text) > 60 and _patterns.end.search(key)))


def is_aside(text: str) -> bool:
    """Whether a heading or title is of a preface, an analysis, aims or an appendix."""
    key = arabic_digits(squash(text))
    return bool(_ASIDE().match(key)) and not _MEASURES.search(key)


def names_findings(text: str) -> bool:
    """Whether a heading is of strengths, weaknesses or the like."""
    return _FINDINGS().match(arabic_digits(squash(text))) is not None


def names_list(text: str) -> bool:
    """Whether a heading says that measures are below it."""
    return bool(_MEASURES.search(squash(text)))


@dataclass(slots=True)
class _Cut:
    """The state of cutting lines at the titles of a level."""

    level: Level
    lead: Field | None  # which label the document's records begin with
    open: Item | None = None
    expected: int | None = None  # the number with which the list below a label counts on
    chapter: str = ""
    indicator: int | None = None
    is_over: bool = False  # behind a signature
    count: str | None = None  # of a line "แบบที่ ๒" above the title
    steps: set[tuple[str, tuple[int, ...]]] = field(default_factory=set)


def cut_items(lines: Lines, level: Level) -> tuple[Item, ...]:
    """The items that the titles of a level begin."""
    fields = (line.label.field for line in lines if isinstance(line, Line) and line.label)
    state = _Cut(level, next(fields, None))
    titles = [_is_title(lines, index, level) for index in range(len(lines))]
    last = max((index for index, is_title in enumerate(titles) if is_title), default=-1)
    items: list[Item] = []
    for index, line in enumerate(lines):
        above = state.open
        if isinstance(line, TableSegment):
            state.open = None
        elif (
            level.label
            and titles[index + 1 : index + 2] == [True]
            and line.label is None
            and (count := _FORM_COUNT.match(arabic_digits(line.text)))
        ):
            state.open, state.count = None, count["number"]  # "แบบที่ ๒" above its title
        elif titles[index] and not _counts_on(state, line, lines[index + 1 : index + 2]):
            _begin(state, line)
        elif _closes(state, line) or (index > last and _sums_up(line, state.open)):
            state.open = None
            _enter(state, line)
        else:
            _extend(state, line)
            above = None
        items += [above] if above and above is not state.open else []
    return (*items, state.open) if state.open else tuple(items)


def _is_title(lines: Lines, index: int, level: Level) -> bool:
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if isinstance(line, TableSegment):
        return False
    if level.marked:
        above = lines[index - 1] if index else None
        is_rest = isinstance(above, Line) and above.line.source == line.line.source
        return line.line.marked and not is_rest
    if level.label:
        return line.label is not None and line.label.field is Field.TITLE
    if level.above:
        is_lead = isinstance(below, Line) and below.label and below.label.field is level.above
        return bool(is_lead) and not (line.label or line.heads or line.ends)
    return line.level == level


def _counts_on(state: _Cut, line: Line, below: Lines) -> bool:
    """Whether a line with a number of the level counts on in a list below a label of the item."""
    if line.marker is None or state.open is None or state.expected is None:
        return False
    if state.level.label or state.level.marked:
        return False
    heads = any(isinstance(b, Line) and b.label and b.label.field is state.lead for b in below)
    is_next = line.marker.parts[-1:] == (state.expected,) and not line.line.heading
    return is_next and not (heads and state.expected != 1)


def _begin(state: _Cut, line: Line) -> None:
    marker = None if state.level.label else line.marker
    number = line.marker.number or None if line.marker else None
    if state.open and state.open.number == number and CONTINUED_ROW.search(line.text):
        return
    state.open = Item(
        lines=(line,),
        number=state.count or number,
        end=marker.end if marker else 0,
        indicator=state.indicator,
        chapter=state.chapter,
        is_behind=state.is_over,
    )
    state.expected, state.count, state.steps = None, None, set()


def _closes(state: _Cut, line: Line) -> bool:
    """Whether a line is above the level, or behind the body."""
    if line.ends or line.heads or _is_findings(line):
        return True
    level, rank = state.level, line.line.rank
    if level.marked:
        return False
    if rank and line.label is None and (not level.rank or rank <= level.rank):
        return True
    if level.above and line.marker and line.marker.style in NAMED_STYLES:
        return True
    own = state.open.lines[0].marker if state.open and not level.label else None
    parts = line.marker.parts if line.marker else ()
    if own is None or not 0 < len(parts) < len(own.parts) or len(line.text) > LONGEST_HEADING:
        return False
    before = (*parts[:-1], parts[-1] - 1)
    is_step = line.marker is not None and (line.marker.style, before) in state.steps
    return own.parts[: len(parts)] == before and not is_step


def _is_findings(line: Line) -> bool:
    """Whether a line heads strengths, weaknesses or the like."""
    is_short = len(line.text) <= LONGEST_HEADING and line.label is None
    return is_short and names_findings(line.text)


def _sums_up(line: Line, item: Item | None) -> bool:
    """Whether a line behind the last title heads a chapter about all measures.

    "สรุปผลการดำเนินงาน" below the label of steps is one of them.
    """
    if line.label or line.marker:
        return False
    key = arabic_digits(squash(line.text))
    is_short = len(line.text) <= LONGEST_HEADING
    summary = _patterns.summary.match(key)
    fields = [other.label.field for other in item.lines if other.label] if item else []
    is_step = summary and summary["step"] and fields[-1:] == [Field.STEPS]
    is_heading = is_short and not is_step and (is_aside(line.text) or summary)
    return bool(is_heading or _patterns.of_the_page.match(key))


def _enter(state: _Cut, line: Line, *, is_inner: bool = False) -> None:
    """Take a heading: the chapter, or the indicator, of the items below it.

    `is_inner`: a number above the items, which is below the indicator.
    """
    state.is_over = line.ends
    if line.indicator is not None:
        state.indicator, state.chapter = line.indicator, ""
        return
    state.indicator = state.indicator if _is_findings(line) or is_inner else None
    rank, level = line.line.rank, state.level
    # A heading of the titles' own rank is beside them.
    is_beside = bool(rank and rank == level.rank and not level.style)
    state.chapter = "" if line.ends or is_beside else line.text


def _extend(state: _Cut, line: Line) -> None:
    label, marker = line.label, line.marker
    if state.open is None:
        is_short = len(line.text) <= LONGEST_HEADING and label is None
        if is_short and marker is None and is_aside(state.chapter) and names_list(line.text):
            state.chapter = line.text
        elif is_short and marker and marker.number:
            _enter(state, line, is_inner=True)
        return
    state.open = replace(state.open, lines=(*state.open.lines, line))
    if marker and marker.number:
        state.steps.add((marker.style, marker.parts))
        is_listed = marker.style == state.level.style and state.expected is not None
        state.expected = state.expected + 1 if is_listed and state.expected else None
    if label is not None and label.field is not Field.TITLE:
        inner = read_marker(label.text)
        is_first = inner and inner.style == state.level.style and inner.parts == (1,)
        state.expected = 1 if not label.text else 2 if is_first else None


def levels_of(lines: Lines) -> tuple[Level, ...]:
    """All levels that a document's titles may be of, in order of appearance."""
    read = [line for line in lines if isinstance(line, Line)]
    found = dict.fromkeys(level for line in read if (level := line.level))
    fields = [line.label.field for line in read if line.label]
    if Field.TITLE in fields:
        found[Level(label=True)] = None
    elif fields:
        lead = next((f for f in fields if f in MEASURE_FIELDS and fields.count(f) > 1), None)
        found |= {Level(above=lead): None} if lead else {}
    return tuple(found)
