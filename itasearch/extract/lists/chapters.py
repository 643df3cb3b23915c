"""Measures as titles with paragraphs below, among chapters that are none.

A plan in prose has neither tables nor lists of short items. Each measure is a heading, a bold
line or a numbered title, with paragraphs of steps and labelled lines below; preface, analysis,
aims and appendix look the same. Titles of measures share rank and style of number, and a line of
higher rank begins another chapter. Much is written so: it counts as measures only where labels
name what measures have, where titles are numbered "มาตรการที่ ๑", or below a heading that says so.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from itasearch.domain.word_lists import word_pattern
from itasearch.extract.extracted import LONGEST_HEADING, TextBlockLine
from itasearch.extract.lists.items import Item, ReadItem, read_item, without_shared_fields
from itasearch.extract.lists.labels import LabelReader
from itasearch.extract.lists.outline import NAMED_STYLES, heading_indicator, is_end
from itasearch.extract.numbering import CONTINUED, read_marker
from itasearch.text.thai.normalize import arabic_digits, squash

_LEAST_MEASURES = 3
_LEAST_LABELS = 2
"""Different labelled fields of a measure that no title and no chapter calls one."""
_LONGEST_TITLE = 160
"""Code points of a title; a longer line is a paragraph."""
_LEAST_BODY_SHARE = 0.75
"""Of titles, those with lines below: where most have none they are a list."""
_FULL_LINE_SHARE = 0.85
"""Of the longest line, from which on a title may go on in the next one."""
_LONGEST_PRINTED_LINE = 180
"""Code points of the longest line of a text that is broken where its paper ended; in any other
text each paragraph is a line."""
_COUNTED = r"(?:ส่วนที่|บทที่|ตอนที่|หมวดที่|หมวด|ระเบียบวาระที่)\s*\d"
_CHAPTER = word_pattern(
    rf"^\W*(?:{_COUNTED}|(?:<reading_words.outer_chapters>)(?:$|[\s:\d])|[^:]{{3,40}}ปี(?:ต่อไป|ถัดไป)\W*$)"
)
_ASIDE = word_pattern(
    rf"^\W*(?:{_COUNTED}|\d)?[\d\W]*(?!สรุป(?!ผล|$|ภาพรวม))(?:<reading_words.outer_chapters>"
    r"|<reading_words.chapters>|<reading_words.findings>|(?:<reading_words.whole_chapters>)"
    r"|บทวิเคราะห์|วิเคราะห์|ผลคะแนน|ภาพรวม|ข้อมูลทั่วไป)"
)
_MEASURES = re.compile("มาตรการ|แนวทาง(?:การ)?(?:ปฏิบัติ|ดำเนิน|ป้องกัน|ส่งเสริม|แก้ไข|ปรับปรุง|ยกระดับ)")

_Key = tuple[int, str]
"""Rank and style of number that titles share."""


def read_chapters(lines: Sequence[TextBlockLine], *, announced: bool) -> list[ReadItem]:
    """The measures of a document in prose; none where nothing says that they are measures.

    Args:
        lines: all lines outside tables.
        announced: whether the document's titles announce measures.
    """
    labels = LabelReader(lines)
    keys = [_key(line, labels) for line in lines]
    best: list[ReadItem] = []
    for key, count in Counter(keys).items():
        if key is not None and count >= _LEAST_MEASURES:
            items = _measures(lines, keys, key, labels, announced=announced)
            items = without_shared_fields(items)
            best = max(best, items, key=lambda items: (sum(i.labels for i in items), len(items)))
    return best


def begins_outer_chapter(line: TextBlockLine) -> bool:
    """Whether a line's words make it a chapter's heading: ส่วนที่ ๓ …, ภาคผนวก."""
    short = len(line.text) <= LONGEST_HEADING
    return short and bool(_CHAPTER().match(arabic_digits(line.text)))


def _key(line: TextBlockLine, labels: LabelReader) -> _Key | None:
    """Rank and style of a line that may be a title or begin a chapter, else None."""
    marker = read_marker(line.text) if len(line.text) <= _LONGEST_TITLE else None
    style = marker.style if marker is not None and marker.number else ""
    if len(line.text) > _LONGEST_TITLE or not (line.rank or style):
        return None
    if heading_indicator(line) is not None:
        return None
    label = labels.read(line)
    named = label is not None and label.field in labels.recurring and not style
    return None if named else (line.rank, style)


def _measures(
    lines: Sequence[TextBlockLine],
    keys: Sequence[_Key | None],
    key: _Key,
    labels: LabelReader,
    *,
    announced: bool,
) -> list[ReadItem]:
    """The items with titles of one key; () unless they are measures."""
    cut = list(_cut(lines, keys, key))
    bodies = [body for _, body in cut if len(body) > 1 and labels.read(body[1]) is None]
    # A shorter line below a numbered one is its end.
    ends = sum(len(body[1].text) <= len(body[0].text) for body in bodies)
    if not key[0] and 2 * ends > len(bodies):
        return []
    if not all(_counts_on(one, other) for one, other in pairwise(cut)):
        return []
    widest = max(len(line.text) for line in lines)
    full = _FULL_LINE_SHARE * widest if widest <= _LONGEST_PRINTED_LINE else float("inf")
    read = [
        (chapter, read_item(_item(chapter, body, full, labels), labels)) for chapter, body in cut
    ]
    read = [
        (chapter, item)
        for chapter, item in read
        if item.labels >= _LEAST_LABELS or not _is_aside(item.measure.title)
    ]
    filled = sum(bool(item.measure.fields) for _, item in read)
    if len(read) < _LEAST_MEASURES or filled < _LEAST_BODY_SHARE * len(read):
        return []
    labelled = sum(item.labels >= _LEAST_LABELS for _, item in read)
    if labelled >= _LEAST_MEASURES and 2 * labelled >= len(read):
        return [item for _, item in read if item.labels]
    if key[1] in NAMED_STYLES:
        return [item for _, item in read]
    first = next((line for line in lines if line.rank), None) if not key[1] else None
    said = [
        item
        for chapter, item in read
        if announced and chapter is not None and chapter is not first and _says_measures(chapter)
    ]
    return said if len(said) >= _LEAST_MEASURES else []


_Cut = tuple[TextBlockLine | None, tuple[TextBlockLine, ...]]
"""The heading of the chapter that a title is in, and the title with the lines below it."""


def _cut(lines: Sequence[TextBlockLine], keys: Sequence[_Key | None], key: _Key) -> Iterator[_Cut]:
    """Titles of one key outside chapters that hold no measures."""
    chapter: TextBlockLine | None = None
    body: list[TextBlockLine] = []
    aside = False
    numbers = _numbers_ahead(lines, keys, key)
    for line, own, ahead in zip(lines, keys, numbers, strict=True):
        title = own == key
        begins = not title and _begins_chapter(line, own, key, body, ahead)
        if not title and not begins:
            body += [line] if body else []
        elif begins or not (body and CONTINUED.search(line.text)):
            if body:
                yield chapter, tuple(body)
            if begins:
                # A title of the chapter's own rank or "มาตรการที่ ๑" is not within it.
                inside = key[1] not in NAMED_STYLES and not 0 < line.rank == key[0]
                aside = is_end(line.text) or (inside and _is_aside(line.text))
                chapter = line
            body = [line] if title and not aside else []
    if body:
        yield chapter, tuple(body)


def _numbers_ahead(
    lines: Sequence[TextBlockLine], keys: Sequence[_Key | None], key: _Key
) -> list[int | None]:
    """For each line the first part of the next title's number: 3 above 3.1."""
    ahead: list[int | None] = [None] * len(lines)
    number: int | None = None
    for index in reversed(range(len(lines))):
        if keys[index] == key:
            marker = read_marker(lines[index].text)
            number = marker.parts[0] if marker and len(marker.parts) > 1 else None
        ahead[index] = number
    return ahead


def _begins_chapter(
    line: TextBlockLine,
    own: _Key | None,
    key: _Key,
    body: Sequence[TextBlockLine],
    ahead: int | None,
) -> bool:
    """Whether a line that is no title begins another chapter, or ends the last one."""
    ranked = line.rank and (not key[0] or line.rank <= key[0])
    if is_end(line.text) or (ranked and (own or heading_indicator(line) is not None)):
        return True
    if begins_outer_chapter(line):
        return True
    if len(line.text) > LONGEST_HEADING:
        return False
    # "๓. มาตรการ" above ๓.๑, "๔. การติดตาม" behind ๓.๖, and no step ๔ behind a step ๓.
    marker = read_marker(line.text)
    if key[0] or marker is None or len(marker.parts) != 1 or not key[1].startswith("1.1"):
        return False
    number, last = marker.parts[0], read_marker(body[0].text) if body else None
    if last is None or number not in {ahead, last.parts[0] + 1}:
        return last is None and number == ahead
    counted = {(m.style, m.parts) for each in body if (m := read_marker(each.text))}
    return number != last.parts[0] and (marker.style, (number - 1,)) not in counted


def _counts_on(one: _Cut, other: _Cut) -> bool:
    """Whether two titles of one chapter are unnumbered, or count up."""
    first, second = (read_marker(body[0].text) for _, body in (one, other))
    if one[0] is not other[0] or first is None or second is None:
        return True
    return first.parts < second.parts


def _item(
    chapter: TextBlockLine | None,
    body: tuple[TextBlockLine, ...],
    full: float,
    labels: LabelReader,
) -> Item:
    """A title and what is below it; one as long as its paper may go on in the line below."""
    title, *rest = body
    if rest and len(title.text) >= full and not (read_marker(rest[0].text) or labels.read(rest[0])):
        title = replace(title, text=f"{title.text} {rest.pop(0).text}")
    marker = read_marker(title.text)
    return Item(
        number=marker.number or None if marker else None,
        lines=(title, *rest),
        end=marker.end if marker else 0,
        indicator=heading_indicator(chapter) if chapter else None,
        prose=True,
    )


def _is_aside(text: str) -> bool:
    """Whether a chapter or title is a preface, an analysis, an aim or an appendix."""
    key = arabic_digits(squash(text))
    return bool(_ASIDE().match(key)) and not _MEASURES.search(key)


def _says_measures(chapter: TextBlockLine) -> bool:
    return bool(_MEASURES.search(squash(chapter.text)))
