"""Measures from numbered lists: items 1.1, 1.2 … under indicators as headings, parts as steps.

Also outlines without indicators ("มาตรการที่ ๑ …", "ข้อ ๑ …", 1. 2. 3. under an
announcement of measures), with lines such as "ผู้รับผิดชอบ: กองคลัง" as fields. A title that
is nothing but words such as "มาตรการส่งเสริมคุณธรรม … ดังนี้" announces measures and is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.domain.headers import Field
from itasearch.domain.indicators import leading_indicator
from itasearch.extract.cells import looks_like_link
from itasearch.extract.cover.names import find_owner, named_organisations
from itasearch.extract.extracted import ExtractedMeasure, Stream, TextBlockLine
from itasearch.extract.ita.prose import scores_in
from itasearch.extract.lists.items import (
    Begins,
    Item,
    ItemDraft,
    by_label,
    by_marker,
    by_title,
    cut_items,
    read_item,
)
from itasearch.extract.lists.labels import LabelReader, one_label_a_line
from itasearch.extract.lists.outline import (
    Section,
    dominant_style,
    is_item,
    item_style,
    sections,
)
from itasearch.extract.numbering import OUTLINE_NUMBER, read_marker
from itasearch.extract.tables.judge import announces_measures, is_about_integrity
from itasearch.extract.tables.layouts import has_spaced_columns
from itasearch.extract.tables.segments import MOST_LINES
from itasearch.text.thai.normalize import arabic_digits, squash

_GENERIC = re.compile(
    r"มาตรการ|แนวทาง|แนวปฏิบัติ|แผน|ส่งเสริม|คุณธรรม|จริยธรรม|ความโปร่งใส|โปร่งใส|ป้องกัน|การทุจริต|ทุจริต|ภายใน|หน่วยงาน|องค์กร"
    r"|ปฏิบัติ|ดำเนินการ|ดำเนินงาน|ดังนี้|ดังต่อไปนี้|เพื่อ|และ|หรือ|ใน|ของ|การ|ที่|ประจำ|ปีงบประมาณ|ปี|พ\.ศ\.|กำหนด|รายละเอียด|ขับเคลื่อน"
    r"|ข้อพิจารณา|ข้อเสนอ|เห็นควร|จึง|ยกระดับ|พัฒนา|ปรับปรุง|แก้ไข|\d+|ita|[\W_]+"
)
_LONGEST_REST = 4
"""Letters of a generic title beside the words of `_GENERIC`."""


def _is_generic(title: str) -> bool:
    """Whether a title says no more than that measures follow."""
    return len(_GENERIC.sub("", arabic_digits(squash(title)))) <= _LONGEST_REST


_LEAST_ITEMS = 3
_LEAST_LABELS = 2
_MOST_ORGANISATIONS = 3
_LEAST_OWN_SHARE = 0.5
_ASIDE = re.compile(
    rf"{OUTLINE_NUMBER}(?:เรื่องเดิม|ข้อเท็จจริง|ข้อกฎหมาย|ข้อระเบียบ|หลักการและเหตุผล|หลักการ|เหตุผล|วัตถุประสงค์|เป้าหมาย|ความเป็นมา|ที่มา|บทนำ|คำนำ|นิยาม|คำนิยาม|ผลการประเมิน"
    r"|การวิเคราะห์|ผลการวิเคราะห์|กฎหมายที่เกี่ยวข้อง|ขอบเขต|ประกาศนี้|ให้ใช้บังคับ|ในประกาศนี้|ผลที่คาดว่าจะได้รับ|ประโยชน์ที่คาดว่า|สรุป"
    r"|การกำกับติดตาม$|การติดตามประเมินผล$|การรายงานผล$|ให้ยกเลิก|บทลงโทษ|\S{0,60}รักษาการ)"
)
_LAST_ONLY = frozenset({Field.PROBLEMS, Field.RECOMMENDATIONS, Field.OUTCOMES})


def read_lists(stream: Stream, titles: Sequence[str]) -> tuple[ExtractedMeasure, ...]:
    """Measures of the document's lists; () when its lists are about something else.

    Args:
        stream: the document.
        titles: its first lines and headings: a list counts only where they announce
            measures or guidelines on integrity; labelled blocks where they name integrity.
    """
    announced = announces_measures(titles)
    if len(stream) > MOST_LINES or not (announced or is_about_integrity(titles)):
        return ()
    found = [
        replace(section, lines=one_label_a_line(section.lines))
        for section in sections(stream)
        if not section.aside
    ]
    lines = [line for section in found for line in section.lines]
    labels = LabelReader(lines)
    outside = [item for item in stream if isinstance(item, TextBlockLine)]
    if has_spaced_columns(outside) or _is_about_others(outside, labels):
        return ()
    for read in (_by_headings, _by_outline, _by_labels):
        items = _consistent(list(read(found, labels)))
        if _are_measures(items, announced=announced):
            return tuple(item.draft for item in items)
    return ()


def _by_headings(found: Sequence[Section], labels: LabelReader) -> Iterator[ItemDraft]:
    """Items under indicators, or under groups where nothing states an indicator."""
    stated = [section for section in found if section.indicator is not None]
    headed = stated or [section for section in found if section.heading]
    if stated or len({section.heading for section in headed}) >= 2:
        for section in headed:
            begins = _begins(section, labels)
            if begins is not None:
                yield from _read(section, begins, labels)


def _by_outline(found: Sequence[Section], labels: LabelReader) -> Iterator[ItemDraft]:
    """Items of a document without section headings."""
    lines = tuple(line for section in found for line in section.lines)
    style = dominant_style(lines)
    if style is None:
        return
    for item in cut_items(Section(lines=lines), by_marker(style, labels)):
        if not _ASIDE.match(item.title) and not _ASIDE.match(squash(item.title)):
            yield from _opened(item, style, labels)


def _by_labels(found: Sequence[Section], labels: LabelReader) -> Iterator[ItemDraft]:
    """Blocks without any numbers: from one มาตรการ: to the next, or from title to title."""
    lines = tuple(line for section in found for line in section.lines)
    read = [label.field for line in lines if (label := labels.read(line))]
    if Field.TITLE in read:
        yield from _read(Section(lines=lines), by_label(labels), labels)
    elif read:
        yield from _read(Section(lines=lines), by_title(labels, read[0]), labels)


def _read(section: Section, begins: Begins, labels: LabelReader) -> Iterator[ItemDraft]:
    for item in cut_items(section, begins):
        yield read_item(item, labels)


def _begins(section: Section, labels: LabelReader) -> Begins | None:
    """How the items of a section under a heading begin; None when it has none."""
    style = item_style(section)
    for line in section.lines:
        if style is not None and style != "-" and is_item(read_marker(line.text), section, style):
            return by_marker(style, labels)
        label = labels.read(line)
        if label is not None and label.field is Field.TITLE:
            return by_label(labels)
    return by_marker(style, labels) if style is not None else None


def _opened(item: Item, style: str, labels: LabelReader) -> Iterator[ItemDraft]:
    """The item itself, or its parts where it is a chapter that only says "มาตรการ … ดังนี้"."""
    markers = [marker for line in item.lines[1:] if (marker := read_marker(line.text))]
    inner = [marker.style for marker in markers if marker.number and marker.style != style]
    labelled = len(item.lines) > 1 and labels.read(item.lines[1]) is not None
    has_parts = bool(inner) and inner.count(inner[0]) >= 2 and not labelled
    if has_parts and _is_generic(item.title):
        part = Section(lines=item.lines[1:])
        yield from _read(part, by_marker(inner[0], labels), labels)
    else:
        yield read_item(item, labels)


def _consistent(items: list[ItemDraft]) -> list[ItemDraft]:
    """Items without those that are not of the same kind as the labelled ones.

    A field that is a heading under the last item alone is about all of them.
    """
    items = [item for item in items if item.draft.title and not _is_score(item.draft)]
    labelled = [item for item in items if item.labels >= _LEAST_LABELS]
    if (labelled and 2 * len(labelled) >= len(items)) or len(labelled) >= _LEAST_ITEMS:
        items = [item for item in items if item.labels]
    if len(items) < 2:
        return items
    common = {field for item in items[:-1] for field, _ in item.draft.fields}
    last = items[-1].without(items[-1].alone & (_LAST_ONLY - common))
    return [*items[:-1], last]


def _is_score(draft: ExtractedMeasure) -> bool:
    """Whether an item is an indicator's score: "๑. การปฏิบัติหน้าที่ ๙๐.๑๐ คะแนน"."""
    known = leading_indicator(draft.title)
    return known is not None and bool(scores_in(draft.title)) and not draft.fields


def _are_measures(items: Sequence[ItemDraft], *, announced: bool) -> bool:
    """Three items under a title that announces them, or fewer whose labels leave no doubt.

    A list of links to measures is none of them.
    """
    if 2 * sum(looks_like_link(item.draft.title) for item in items) > len(items):
        return False
    if announced and len(items) >= _LEAST_ITEMS:
        return True
    return bool(items) and all(item.labels >= _LEAST_LABELS for item in items)


def _is_about_others(lines: Sequence[TextBlockLine], labels: LabelReader) -> bool:
    """News about many towns, none of which the document is by."""
    if any(labels.read(line) for line in lines):
        return False
    owner = find_owner(lines, ())
    own = owner.share if owner else 0.0
    return own < _LEAST_OWN_SHARE and len(named_organisations(lines)) > _MOST_ORGANISATIONS
