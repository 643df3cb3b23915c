"""The lines of an item as a measure: title, labelled fields, and all other text as steps."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from itasearch.domain.headers import Field
from itasearch.domain.indicators import indicator_in_title
from itasearch.domain.loader import word_pattern
from itasearch.extract.cells import looks_like_time, looks_like_unit
from itasearch.extract.extracted import ExtractedMeasure, MeasureOrigin
from itasearch.extract.numbering import begins_part, read_marker
from itasearch.extract.prose.labels import stated_in
from itasearch.extract.prose.outline import NAMED_STYLES, Item, Line
from itasearch.text.thai.stretches import CONTINUED_ROW

LEADS = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่)\W*$")
"""The end of a line that leads to the list below it."""
_CHARGE = word_pattern(
    r"(?:^|\s)(?:ทั้งนี้\s?)?(?:โดย)?(?:(?:มอบหมาย|มอบ|กำหนด)?ให้|มี)?\s?"
    r"(?P<unit>(?:<unit_words.kinds>|<unit_words.posts>)(?:(?!ให้)[^:]){0,80}?)\s?"
    r"เป็น\s?(?:(?:ผู้|หน่วยงาน|หน่วย)\s?รับผิดชอบ|หน่วยงานหลัก|เจ้าภาพ)(?:หลัก)?\s*"
    r"(?P<time>(?!และ|พร้อม|โดย|แล้ว|ให้|ราย)\S[^:]{2,80})?$"
)
"""The end of a paragraph that says who does it, and when: "ให้กองคลังเป็นผู้รับผิดชอบ ตลอดปี"."""
_WRAPPED_SHARE = 0.7  # of the longest line, a title that may go on in the next; by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A measure read from an item."""

    measure: ExtractedMeasure
    labels: int  #: how many of its fields a label names
    chapter: str  #: the heading that it is below, "" without one
    is_behind: bool  #: it is behind the document's signature
    bare: frozenset[Field]  #: fields whose label is alone on its line


@dataclass(slots=True)
class _Open:
    title: list[str]
    number: str | None
    indicator: int | None
    is_whole: bool  # paragraphs below the title are steps, not its second line
    steps: list[str] = field(default_factory=list)
    fields: dict[Field, list[str]] = field(default_factory=dict)
    current: Field | None = None
    bare: set[Field] = field(default_factory=set)


def read_record(item: Item, *, is_whole: bool) -> Record:
    """The measure that an item is; `is_whole`: its title is its first line alone."""
    first = item.lines[0]
    title = first.text[item.end :].strip()
    record = _Open([title] if title else [], item.number, item.indicator, is_whole)
    if first.label and first.label.field is Field.TITLE:
        _take_label(record, first)
    lines = item.lines[1:]
    for line in lines:
        _take(record, line)
    stated = record.fields.pop(Field.INDICATOR, None)
    record.fields.pop(Field.OTHER, None)
    texts = {Field.STEPS: [*record.fields.pop(Field.STEPS, []), *record.steps], **record.fields}
    labelled = {*texts} - ({Field.STEPS} - {*_labelled(item)})
    title = CONTINUED_ROW.sub("", " ".join(record.title))
    measure = ExtractedMeasure(
        source=first.line.source,
        origin=MeasureOrigin.LIST,
        title=title,
        number=record.number,
        indicator=record.indicator or indicator_in_title(title),
        fields=tuple((name, "\n".join(text)) for name, text in texts.items() if any(text)),
        raw_cells=tuple(("", line.line.raw) for line in item.lines if line.line.raw.strip()),
    )
    return Record(
        measure=measure,
        labels=len(labelled) + (stated is not None) + (Field.TITLE in _labelled(item)),
        chapter=item.chapter,
        is_behind=item.is_behind,
        bare=frozenset(record.bare),
    )


def _labelled(item: Item) -> frozenset[Field]:
    first = item.lines[0].label
    titles = {Field.TITLE} if first and first.field is Field.TITLE else set()
    return frozenset(line.label.field for line in item.lines[1:] if line.label) | titles


def _take_label(record: _Open, line: Line) -> None:
    label = line.label
    assert label is not None
    if label.field is Field.TITLE:
        text, marker = label.text, read_marker(label.text)
        if marker and marker.number and (marker.style in NAMED_STYLES or not record.number):
            record.number, text = marker.number, text[marker.end :]
        record.title = [text] if text else []
        record.current = None if text else Field.TITLE
        return
    if label.field is Field.INDICATOR:
        record.indicator = stated_in(label) or record.indicator
    record.current = None if label.closed else label.field
    record.fields.setdefault(label.field, []).extend([label.text] if label.text else [])
    if not label.text:
        record.bare.add(label.field)


def _take(record: _Open, line: Line) -> None:
    """Give a line to the record: as a labelled field, a step or more of its title."""
    text = line.text
    if line.label and not _counts_on(record, line):
        _take_label(record, line)
    elif CONTINUED_ROW.fullmatch(text) or not re.search(r"[^\W\d_]", text):
        below = record.fields.get(record.current) if record.current else None
        if below == []:  # a number may be all that is below a label
            below.append(text)
    elif (charge := _charge_in(text)) and not charge[0] and Field.RESPONSIBLE not in record.fields:
        for name, own in charge[1].items():
            record.fields.setdefault(name, []).append(own)
    elif record.current is Field.TITLE:
        record.title.append(text)
        record.current = None
    elif record.current is not None:
        record.fields[record.current].append(text)
    elif record.is_whole or record.steps or begins_part(text) or LEADS.search(record.title[-1]):
        record.steps.append(text)
    else:
        record.title.append(text)


def _counts_on(record: _Open, line: Line) -> bool:
    """Whether a label without text, "๒) รายงานผล", counts on from the step above it."""
    texts = record.steps if record.current is None else record.fields.get(record.current, [])
    above, own = read_marker(texts[-1]) if texts else None, line.marker
    if line.label is None or line.label.text or not (above and own and own.number):
        return False
    return own.style == above.style and own.parts == (*above.parts[:-1], above.parts[-1] + 1)


def _charge_in(text: str) -> tuple[str, Mapping[Field, str]] | None:
    """A paragraph without its end, which says who does it and when, and these; else None."""
    match = _CHARGE().search(text)
    time = (match["time"] or "").strip(" .") if match else ""
    if match is None or not looks_like_unit(match["unit"]) or (time and not looks_like_time(time)):
        return None
    fields = {Field.RESPONSIBLE: match["unit"].strip(), Field.TIMEFRAME: time}
    return text[: match.start()].rstrip(), {name: own for name, own in fields.items() if own}


def is_whole_title(items: Sequence[Item]) -> bool:
    """Whether titles of a list are their first lines alone, with paragraphs below.

    They are where they are headings, or where most are too short to go on in the next line, or
    shorter than that.
    """
    if any(item.lines[0].line.rank for item in items):
        return True
    width = max((len(line.text) for item in items for line in item.lines), default=0)
    texts = [
        (item.lines[0].text, item.lines[1].text)
        for item in items
        if len(item.lines) > 1 and not item.lines[1].label and not begins_part(item.lines[1].text)
    ]
    wraps = [len(title) >= max(len(below), _WRAPPED_SHARE * width) for title, below in texts]
    return 2 * sum(wraps) <= len(texts)
