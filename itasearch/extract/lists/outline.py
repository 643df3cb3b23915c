"""Lines outside tables cut into sections with items: the outline of numbered guidelines.

A section is headed by an indicator ("๓. ตัวชี้วัดการใช้อำนาจ …") or a group ("ด้าน…");
where there are none the whole text is one. Within a section one kind of marker is
that of the items, everything else belongs to the item above it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile, zip_longest

from itasearch.domain.indicators import named_indicator, stated_indicator
from itasearch.domain.loader import Patterns, word_pattern
from itasearch.extract.extracted import LONGEST_HEADING, Stream, TableSegment, TextBlockLine
from itasearch.extract.mending import CONTENTS
from itasearch.extract.numbering import OUTLINE_NUMBER, ListMarker, last_number, read_marker
from itasearch.text.thai.normalize import arabic_digits, squash

_patterns = Patterns("reading_patterns", outline_number=OUTLINE_NUMBER)
_MARKED = re.compile(OUTLINE_NUMBER + r"(?:เครื่องมือ\S*\s*)?(?:[IEO]IT\W*)?ตัวชี้วัด")
OF_INSTRUMENT = re.compile(
    r"^(?=.*[ieo]it)\W*(?:[\d.]+\W*|[ก-ฮ][.)])?(?:มาตรการ|แนวทาง|กิจกรรม|แผน)?"
    r"(?:ด้าน|สำหรับ|ตาม|ของ|กลุ่ม|ส่วน)?(?:[ieo]it\W*)?(?:แบบวัด|แบบตรวจ|เครื่องมือ)?(?:การรับรู้)?(?:ของ)?"
    r"(?:ผู้มีส่วน\S{0,30}|การเปิดเผยข้อมูล\S{0,12})?\W*(?:[ieo]it)?\W*$"
)
"""A squashed heading of measures for one instrument: "ข. มาตรการด้าน EIT"."""
INSTRUMENT = re.compile(
    r"^\W*(?:(?:ส่วนที่|ตอนที่)?\d+\W*)?(?:แบบวัด|แบบตรวจ|เครื่องมือ|[ieo]it\b)"
    r"|^\W*[ก-ฮ][.)](?:แบบวัดการรับรู้|แบบตรวจการเปิดเผย|[ieo]it\b)"
)
COUNTED_CHAPTER = r"(?:ส่วนที่|บทที่|ตอนที่|หมวดที่|หมวด|ระเบียบวาระที่)\s*\d"
CHAPTER = word_pattern(
    rf"^\W*(?:{COUNTED_CHAPTER}|(?:<reading_words.outer_chapters>)(?:$|[\s:\d])|[^:]{{3,40}}ปี(?:ต่อไป|ถัดไป)\W*$)"
)
NAMED_STYLES = frozenset({"มาตรการ", "แนวทาง", "กิจกรรม", "โครงการ", "เรื่อง"})
_TOP_STYLES = frozenset({"1.", "1)", "(1)", "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines under one heading; a table or the next heading ends it."""

    lines: tuple[TextBlockLine, ...]
    heading: str = ""  #: its text, "" for text before any heading
    number: int | None = None  #: the heading's own number, None without one
    indicator: int | None = None  #: what the heading states
    aside: bool = False  #: strengths, weaknesses and other lists that hold no measures


def sections(stream: Stream, fields: Iterable[TextBlockLine] = ()) -> tuple[Section, ...]:
    """The sections of a document's lines, those without lines left out.

    `fields`: lines "ตัวชี้วัด: …" that are fields of a measure and no headings.
    """
    closed: list[Section] = []
    current, lines = Section(lines=()), list[TextBlockLine]()
    outer = current  # above the strengths and weaknesses that are left out
    last = ""

    def close(following: Section) -> None:
        nonlocal current
        if lines:
            # The number of an indicator is not always that of its items.
            markers = filter(None, (read_marker(line.text) for line in lines))
            counts = any(marker.parts[:1] == (current.number,) for marker in markers)
            number = current.number if counts else None
            closed.append(replace(current, lines=tuple(lines), number=number))
        lines.clear()
        current = following

    items = tuple(_with_numbers_moved(stream))
    no_headings = _listed_names(items).union(fields)
    for item, below in zip_longest(items, items[1:]):
        if isinstance(item, TableSegment):
            close(current)
        elif CONTENTS.search(item.text):
            continue
        elif is_end(item.text):
            close(Section(lines=(), aside=True))
        elif (
            item not in no_headings
            and _is_of_report(item)
            and any(read_marker(line.text) for line in lines)
        ):
            close(Section(lines=(), heading=item.text, aside=True))
        elif item not in no_headings and (heading := _heading(item, current)) is not None:
            above, last = last, squash(item.text)
            if last == f"{above}(ต่อ)":  # as a page begins
                last = above
                continue
            outer = outer if current.aside and heading.aside else current
            close(heading)
        elif current.aside and _is_behind_remark(item, below, current, outer):
            close(outer)
            lines.append(item)
        elif current.aside and _ends_aside(item, current, lines, closed):
            # "มาตรการ" below "ประเด็นที่ต้องปรับปรุง" of an indicator is for this one.
            close(outer if outer.indicator and not read_marker(item.text) else Section(lines=()))
            lines.append(item)
        else:
            lines.append(item)
    close(current)
    return tuple(closed)


def heading_indicator(line: TextBlockLine) -> int | None:
    """The indicator that a line states as a heading over what follows, else None."""
    text = line.text
    heads = _MARKED.match(text) or (len(text) <= LONGEST_HEADING and named_indicator(text))
    return stated_indicator(text) if heads else None


def begins_outer_chapter(line: TextBlockLine) -> bool:
    """Whether a line's words head a chapter: ส่วนที่ ๓ …, ภาคผนวก, "มาตรการที่กองคลังรับผิดชอบ"."""
    short = len(line.text) <= LONGEST_HEADING
    unit = _patterns.of_unit.fullmatch(line.text)
    heads_unit = unit and not unit["own"]  # "๑. มาตรการของกองคลัง" may be a title
    heads = _is_of_report(line) or heads_unit or CHAPTER().match(arabic_digits(line.text))
    return short and bool(heads)


def _is_of_report(line: TextBlockLine) -> bool:
    key = squash(line.text[: 2 * LONGEST_HEADING])
    return read_marker(line.text) is None and _patterns.of_report.match(key) is not None


def is_heading(line: TextBlockLine) -> bool:
    """Whether a line heads a section: an indicator, a group, or lists that hold no measures."""
    return _heading(line, Section(lines=())) is not None


def item_style(section: Section) -> str | None:
    """The style of marker that the section's items have; None when it has no items."""
    markers = [marker for line in section.lines if (marker := read_marker(line.text))]
    numbered = [marker for marker in markers if marker.number]
    if not numbered:
        return markers[0].style if len(markers) >= 2 else None
    first = next((marker for marker in numbered if is_item(marker, section, "1.1")), None)
    # ๒.๑ below ๒. is a part of it, also under the second indicator.
    above = [marker.parts for marker in takewhile(lambda m: m.style != "1.1", numbered)]
    return "1.1" if first and first.parts[:-1] not in above else numbered[0].style


def is_item(marker: ListMarker | None, section: Section, style: str | None) -> bool:
    """Whether a marker begins an item (not a part of one) of the section."""
    if marker is None or marker.style != style:
        return False
    return style != "1.1" or section.number is None or marker.parts[0] == section.number


def dominant_style(lines: Sequence[TextBlockLine]) -> str | None:
    """The style of items of a text without sections, None when no style recurs."""
    markers = filter(None, (read_marker(line.text) for line in lines))
    styles = Counter(m.style for m in markers if m.number or m.style in NAMED_STYLES)
    named = [style for style in styles if style in NAMED_STYLES and styles[style] >= 2]
    if named:
        return max(named, key=lambda style: styles[style])
    tops = [style for style in styles if style in _TOP_STYLES and styles[style] >= 2]
    if styles["ข้อ"] >= 3 and not _clauses_restart(lines):
        return "ข้อ"
    if next(iter(styles), None) == "1.1" and styles["1.1"] >= 2:
        return "1.1"  # what is numbered within them are their steps
    return tops[0] if tops else "1.1" if styles["1.1"] >= 3 else None


def _clauses_restart(lines: Sequence[TextBlockLine]) -> bool:
    """Whether each of the measures ๑., ๒. … has clauses ข้อ ๑, ข้อ ๒ of its own: its steps."""
    markers = [marker for line in lines if (marker := read_marker(line.text))]
    titles = [a for a, b in pairwise(markers) if (b.style, b.number) == ("ข้อ", "1")]
    numbers = [marker.parts for marker in titles]
    is_one_list = {marker.style for marker in titles} <= _TOP_STYLES
    return is_one_list and len(titles) > 1 and numbers == sorted({*numbers})


def outer_bullet(lines: Sequence[TextBlockLine]) -> str | None:
    """The bullet of the items of a list with bullets of two levels, None where there is one."""
    markers = filter(None, (read_marker(line.text) for line in lines))
    styles = Counter(marker.style for marker in markers if not marker.number)
    outer = next(iter(styles), None)
    return outer if outer and len(styles) > 1 and styles[outer] > 1 else None


def is_end(text: str) -> bool:
    """Whether a line closes the body: a signature or a date; no step "นายก อบต. ลงนามประกาศ"."""
    key = squash(text[:200])
    closes = (
        bool(_patterns.end.match(key))
        and read_marker(text) is None
        and not _patterns.mayor_does.match(text)
    )
    signs = _patterns.signed.match(text[:200]) is not None and read_marker(text) is None
    signs |= _patterns.sees_to_all.match(key) is not None
    return closes or signs or (len(text) > 60 and bool(_patterns.end.search(key)))


def _heading(line: TextBlockLine, current: Section) -> Section | None:
    indicator = heading_indicator(line)
    key = squash(line.text[: 2 * LONGEST_HEADING])
    short = len(line.text) <= LONGEST_HEADING
    is_group = short and bool(_patterns.group.match(key) or INSTRUMENT.match(key))
    is_group |= short and bool(OF_INSTRUMENT.match(arabic_digits(key)))
    is_aside = short and bool(
        _patterns.outline_aside.match(key) or _patterns.outline_analysis.match(arabic_digits(key))
    )
    is_aside |= short and bool(_patterns.attached.match(arabic_digits(line.text)))
    is_aside = is_aside and not _patterns.outline_measures.search(key)
    marker = read_marker(line.text)
    if indicator is None and not is_group and not is_aside:
        return None
    if indicator is not None and indicator == current.indicator and not _MARKED.match(line.text):
        return None
    return Section(
        lines=(),
        heading=line.text,
        number=marker.parts[0] if marker and marker.parts else indicator,
        indicator=indicator,
        aside=is_aside and indicator is None,
    )


def _is_behind_remark(
    line: TextBlockLine, below: TextBlockLine | TableSegment | None, aside: Section, outer: Section
) -> bool:
    """Whether a line is item "๒.๑" of the second indicator, with a label below it, behind one line
    of what is observed."""
    marker = read_marker(line.text)
    parts = marker.parts if marker else ()
    is_remark = bool(aside.heading.partition(":")[2].strip())
    is_labelled = isinstance(below, TextBlockLine) and ":" in below.text
    return is_remark and is_labelled and len(parts) > 1 and parts[0] == outer.indicator


def _ends_aside(
    line: TextBlockLine, aside: Section, lines: Sequence[TextBlockLine], closed: Sequence[Section]
) -> bool:
    """Whether a line after a list of strengths and the like begins something else."""
    marker = read_marker(line.text)
    if marker is not None and marker.number and not aside.heading:
        # Measures behind the announcement of them, no "สำเนาแจ้ง ๑. กองคลัง" behind measures.
        above = [m for s in closed for it in s.lines if (m := read_marker(it.text)) and m.number]
        alike = [m for m in above if m.style in {marker.style, *NAMED_STYLES}]
        return not alike or marker.parts == (*alike[-1].parts[:-1], alike[-1].parts[-1] + 1)
    if marker is None or not marker.number:
        # "- ไม่ทราบแผนการใช้จ่าย" is one of the weaknesses.
        names = _patterns.outline_measures.match if marker else _patterns.outline_measures.search
        text = squash(line.text[marker.end :] if marker else line.text)
        return len(line.text) <= LONGEST_HEADING and bool(names(text))
    if marker.style in NAMED_STYLES:
        return True
    heading = read_marker(aside.heading)
    if heading is not None and heading.style == marker.style:
        return marker.parts[:1] == (heading.parts[0] + 1,)
    return marker.parts == (1,) and any(
        (m := read_marker(before.text)) and m.style == marker.style for before in lines
    )


def _listed_names(items: Sequence[TextBlockLine | TableSegment]) -> frozenset[TextBlockLine]:
    """Lines that are an indicator's bare name and yet an item: ๒. of ๑. ๒. ๓. or ๓.๒ behind ๓.๑."""
    marked = [
        (item, marker)
        for item in items
        if isinstance(item, TextBlockLine)
        and (marker := read_marker(item.text)) is not None
        and marker.style in {*_TOP_STYLES, "1.1", "ข้อ"}
    ]
    clauses = _clauses(marked)
    return frozenset(
        line
        for index, (line, marker) in enumerate(marked)
        if (named := heading_indicator(line)) is not None
        and not _MARKED.match(line.text)
        and (line in clauses or (named != marker.parts[-1] and _counts_on(marked, index)))
    )


def _clauses(marked: Sequence[tuple[TextBlockLine, ListMarker]]) -> list[TextBlockLine]:
    """Lines that count from 1 on above lists (1), (2) that begin anew, few of them indicators.

    The lists are steps, also below "ข้อ ๓ การใช้อำนาจ". Below chapters 1.1, 1.2 may be measures.
    """
    markers = [marker for _, marker in marked]
    own = [index for index, marker in enumerate(markers) if marker.style == markers[0].style]
    counts = [markers[index].parts for index in own] == [(n,) for n in range(1, len(own) + 1)]
    below = {(m.style, m.parts) for index in own for m in markers[index + 1 : index + 2]}
    begins = len(below) == 1 and below <= {(style, (1,)) for style in _TOP_STYLES}
    lines = [marked[index][0] for index in own]
    named = sum(heading_indicator(line) is not None for line in lines)
    return lines if counts and begins and 2 * named < len(lines) else []


def _counts_on(marked: Sequence[tuple[TextBlockLine, ListMarker]], index: int) -> bool:
    """Whether the line before or after it, one number away, is an item and no heading."""
    _, own = marked[index]
    *above, last = own.parts
    near = [(index - 1, last - 1), (index + 1, last + 1)]
    return any(
        0 <= at < len(marked)
        and marked[at][1].parts == (*above, number)
        and marked[at][1].style == own.style
        and heading_indicator(marked[at][0]) is None
        for at, number in near
    )


def _with_numbers_moved(stream: Stream) -> Iterator[TextBlockLine | TableSegment]:
    """The stream with numbers that an OCR put at the end of the line above moved down again.

    One that joined its title, "๑.๓จัด…", gets its blank back where it counts on.
    """
    carried = ""
    last: tuple[int, ...] = ()
    for item, following in pairwise((*stream, None)):
        if not isinstance(item, TextBlockLine):
            if item is not None:
                yield item
            continue
        text = f"{carried} {item.text}" if carried else item.text
        carried = ""
        if joined := _patterns.joined.match(text):
            number = int(joined[1]), int(joined[2])
            above = last or (1, 0)
            if number in {(above[0], above[1] + 1), (above[0] + 1, 1)}:
                text = f"{text[: joined.end()]} {text[joined.end() :]}"
        marker = read_marker(text)
        if marker is not None and len(marker.parts) == 2:
            last = marker.parts
        unmarked = isinstance(following, TextBlockLine) and read_marker(following.text) is None
        slid = last_number(text) if last and unmarked else None
        if slid is not None and slid[1] == f"{last[0]}.{last[1] + 1}":
            text, carried = slid
        yield replace(item, text=text)
