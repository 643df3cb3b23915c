"""Lines outside tables cut into sections with items: the skeleton of numbered guidelines.

A section is headed by an indicator ("๓. ตัวชี้วัดการใช้อำนาจ …") or a group ("ด้าน…");
where there are none the whole text is one. Within a section one kind of marker is
that of the items, everything else belongs to the item above it. Imports the domain
and its neighbours.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from itasearch.domain.indicators import named_indicator, stated_indicator
from itasearch.extract.drafts import Line
from itasearch.extract.numbering import Marker, read_marker
from itasearch.extract.segments import Segment, Stream
from itasearch.text.normalize import arabic_digits, squash

_GROUP = re.compile(r"^\W*(?:\d+\W*)?(?:ด้าน|หมวด|มิติที่|ส่วนที่|ยุทธศาสตร์ที่|กลุ่มที่)")
_MARKED = re.compile(r"^\W*(?:\d[\d.]*\W*)?(?:เครื่องมือ\S*\s*)?(?:[IEO]IT\W*)?ตัวชี้วัด")
_LAST_NUMBER = re.compile(r"\s(\d{1,2}(?:\s?\.\s?\d{1,2})+)\s*$")
_END = re.compile(
    r"^\W*(?:ประกาศณวันที่|\(?(?:นาย|นาง|นางสาว|ว่าที่)\S+\)?$|ลงชื่อ|สั่งณวันที่|จึงประกาศ|จึงขอประกาศ|จึงเรียนมา|ทั้งนี้ตั้งแต่|ให้ไว้ณ)"
    r"|จึงขอประกาศ|จึงประกาศให้ทราบ"
)
_LONGEST_GROUP = 90
_NAMED_STYLES = frozenset({"มาตรการ", "แนวทาง", "กิจกรรม", "โครงการ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines under one heading; a table or the next heading ends it.

    Attributes:
        number: the heading's own number, None without one.
        indicator: what the heading states.
        heading: its text, "" for text before any heading.
    """

    lines: tuple[Line, ...]
    heading: str = ""
    number: int | None = None
    indicator: int | None = None


def sections(stream: Stream) -> tuple[Section, ...]:
    """The sections of a document's lines, those without lines left out."""
    found: list[Section] = []
    current = Section(lines=())
    for item in _with_numbers_moved(stream):
        if isinstance(item, Segment):
            found.append(current)
            current = replace(current, lines=())
        elif is_end(item.text):
            found.append(current)
            current = Section(lines=())
        elif (heading := _heading(item, current)) is not None:
            found.append(current)
            current = heading
        else:
            current = replace(current, lines=(*current.lines, item))
    return tuple(section for section in [*found, current] if section.lines)


def heading_indicator(line: Line) -> int | None:
    """The indicator that a line states as a heading over what follows, else None."""
    if _MARKED.match(line.text):
        return stated_indicator(line.text)
    if len(line.text) <= _LONGEST_GROUP and named_indicator(line.text):
        return stated_indicator(line.text)
    return None


def item_style(section: Section) -> str | None:
    """The style of marker that the section's items have; None when it has no items."""
    markers = [marker for line in section.lines if (marker := read_marker(line.text))]
    numbered = [marker for marker in markers if marker.number]
    if not numbered:
        return "-" if len(markers) >= 2 else None
    if any(is_item(marker, section, "1.1") for marker in numbered):
        return "1.1"
    return numbered[0].style


def is_item(marker: Marker | None, section: Section, style: str | None) -> bool:
    """Whether a marker begins an item (not a part of one) of the section."""
    if marker is None or marker.style != style:
        return False
    return style != "1.1" or section.number is None or marker.parts[0] == section.number


def dominant_style(lines: Sequence[Line]) -> str | None:
    """The style of items of a text without sections, None when no style recurs."""
    styles = Counter(m.style for line in lines if (m := read_marker(line.text)) and m.number)
    named = [style for style in styles if style in _NAMED_STYLES and styles[style] >= 2]
    if named:
        return max(named, key=lambda style: styles[style])
    if styles["ข้อ"] >= 3:
        return "ข้อ"
    tops = [style for style in styles if style in {"1.", "1)", "(1)", "1"} and styles[style] >= 2]
    return tops[0] if tops else None


def is_end(text: str) -> bool:
    """Whether a line closes the body: a signature, the date of an announcement."""
    key = squash(text[:200])
    return bool(_END.match(key)) or (len(text) > 60 and bool(_END.search(key)))


def _heading(line: Line, current: Section) -> Section | None:
    indicator = heading_indicator(line)
    is_group = len(line.text) <= _LONGEST_GROUP and bool(_GROUP.match(squash(line.text)))
    if indicator is None and not is_group:
        return None
    marker = read_marker(line.text)
    if indicator is not None and indicator == current.indicator and not _MARKED.match(line.text):
        return None
    number = marker.parts[0] if marker and marker.parts else indicator
    return Section(lines=(), heading=line.text, number=number, indicator=indicator)


def _with_numbers_moved(stream: Stream) -> Iterator[Line | Segment]:
    """The stream with numbers that slid to the end of the line above moved down again."""
    carried = ""
    last: tuple[int, ...] = ()
    for index, item in enumerate(stream):
        if not isinstance(item, Line):
            yield item
            continue
        text = f"{carried} {item.text}" if carried else item.text
        carried = ""
        marker = read_marker(text)
        if marker is not None and len(marker.parts) == 2:
            last = marker.parts
        following = next((x for x in stream[index + 1 : index + 2] if isinstance(x, Line)), None)
        slid = _LAST_NUMBER.search(arabic_digits(text)) if last and following else None
        if slid and following and read_marker(following.text) is None:
            parts = tuple(int(part) for part in re.sub(r"\s", "", slid[1]).split("."))
            if parts == (*last[:-1], last[-1] + 1):
                carried = re.sub(r"\s", "", slid[1])
                text = text[: slid.start()]
        yield replace(item, text=text)
