"""Numbered guidelines: items 1.1, 1.2 … under indicators as headings, their parts as steps.

Also outlines without indicators ("มาตรการที่ ๑ …", "ข้อ ๑ …", 1. 2. 3. under an
announcement of measures), with lines such as "ผู้รับผิดชอบ: กองคลัง" as fields.
Imports the domain and its neighbours.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from itasearch.domain.headers import Field, header_matches
from itasearch.extract.drafts import Draft, Line, Origin
from itasearch.extract.judge import announces_measures
from itasearch.extract.measures import MEASURE_FIELDS
from itasearch.extract.numbering import read_marker
from itasearch.extract.outline import Section, dominant_style, is_item, item_style, sections
from itasearch.extract.segments import Stream
from itasearch.text.normalize import squash

_LEAST_ITEMS = 3
_LABEL = re.compile(r"^\W*(?P<label>[^:：\n]{3,45}?)\s*[:：]\s*(?P<text>.*)$", re.DOTALL)
_FIRST_WORD = re.compile(r"^\W*(?P<label>\S{5,40})\s+(?P<text>\S.*)$", re.DOTALL)
_SPOKEN = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE, Field.FOLLOW_UP, Field.BUDGET})
_ASIDE = re.compile(
    r"^\W*(?:\d[\d.]*\W*)?(?:หลักการและเหตุผล|หลักการ|เหตุผล|วัตถุประสงค์|เป้าหมาย|ความเป็นมา|ที่มา|บทนำ|คำนำ|นิยาม|คำนิยาม|ผลการประเมิน"
    r"|การวิเคราะห์|ผลการวิเคราะห์|กฎหมายที่เกี่ยวข้อง|ขอบเขต|ประกาศนี้|ให้ใช้บังคับ|ในประกาศนี้|ผลที่คาดว่าจะได้รับ|ประโยชน์ที่คาดว่า|สรุป)"
)
_INTRO = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่)\W*$")


@dataclass(slots=True)
class _Item:
    """An item while its lines are gathered."""

    first: Line
    number: str | None
    title: list[str]
    steps: list[str] = field(default_factory=list)
    fields: dict[Field, list[str]] = field(default_factory=dict)
    raw: list[str] = field(default_factory=list)
    open_field: Field | None = None


def read_lists(stream: Stream, titles: Sequence[str]) -> tuple[Draft, ...]:
    """Measures of the document's lists; () when its lists are about something else.

    Args:
        stream: the document.
        titles: its first lines and headings: a list counts only where they announce
            measures or guidelines on integrity.
    """
    found = sections(stream)
    stated = [section for section in found if section.indicator is not None]
    headed = stated or [section for section in found if section.heading]
    drafts: list[Draft] = []
    if not announces_measures(titles):
        return ()
    if len({section.heading for section in headed}) >= 2:
        drafts = [draft for section in headed for draft in _section_drafts(section)]
    if not drafts:
        drafts = list(_outline_drafts(found))
    return tuple(drafts) if len(drafts) >= _LEAST_ITEMS else ()


def _section_drafts(section: Section) -> Iterator[Draft]:
    style = item_style(section)
    if style is not None:
        yield from _drafts(section, style)


def _outline_drafts(found: Sequence[Section]) -> Iterator[Draft]:
    """Items of a document without section headings."""
    lines = tuple(line for section in found for line in section.lines)
    style = dominant_style(lines)
    if style is None:
        return
    whole = Section(lines=lines)
    for draft in _drafts(whole, style):
        if not _ASIDE.match(draft.title):
            yield from _opened(draft, lines, style)


def _opened(draft: Draft, lines: Sequence[Line], style: str) -> Iterator[Draft]:
    """The item itself, or its parts where it only heads them ("๒. มาตรการ … ดังนี้" over 2.1, 2.2)."""
    inner = [line for line in lines if _is_part_of(line, draft.number)]
    heads = style in {"1.", "1)", "1"} and len(inner) >= 2 and len(squash(draft.title)) <= 60
    if not heads:
        yield draft
        return
    part = Section(lines=_from(lines, inner[0]), number=int(draft.number or 0))
    yield from _drafts(part, "1.1")


def _is_part_of(line: Line, number: str | None) -> bool:
    marker = read_marker(line.text)
    return bool(marker and number and marker.style == "1.1" and str(marker.parts[0]) == number)


def _from(lines: Sequence[Line], first: Line) -> tuple[Line, ...]:
    """Lines from `first` to before the next item of the level above."""
    start = next(index for index, line in enumerate(lines) if line is first)
    top = read_marker(first.text)
    kept = []
    for line in lines[start:]:
        marker = read_marker(line.text)
        if top and marker and len(marker.parts) == 1 and marker.parts[0] == top.parts[0] + 1:
            break
        kept.append(line)
    return tuple(kept)


def _drafts(section: Section, style: str) -> Iterator[Draft]:
    item: _Item | None = None
    for line in section.lines:
        marker = read_marker(line.text)
        if marker is not None and is_item(marker, section, style):
            if item is not None:
                yield _finished(item, section)
            text = line.text[marker.end :].strip()
            item = _Item(first=line, number=marker.number or None, title=[text], raw=[line.raw])
        elif item is not None:
            _add(item, line)
    if item is not None:
        yield _finished(item, section)


def _add(item: _Item, line: Line) -> None:
    """Give a line to the item: as a labelled field, a step or more of its title."""
    item.raw.append(line.raw)
    name, text = _labelled(line.text)
    if name is not None:
        item.open_field = name
        item.fields.setdefault(name, []).extend([text] if text else [])
    elif item.open_field is not None:
        item.fields[item.open_field].append(line.text)
    elif read_marker(line.text) is not None or item.steps or _INTRO.search(item.title[-1]):
        item.steps.append(line.text)
    elif not _INTRO.search(line.text) or len(line.text) > 60:
        item.title.append(line.text)


def _labelled(text: str) -> tuple[Field | None, str]:
    """(field, text) of "ผู้รับผิดชอบ: กองคลัง"; (None, text) of a line without label."""
    match = _LABEL.match(text) or _FIRST_WORD.match(text)
    label = match["label"] if match else text.strip(" .-:") if len(text) <= 45 else ""
    best = next(iter(header_matches(label)), None) if label else None
    if best is None or best.likeness < 0.97 or best.field not in MEASURE_FIELDS:
        return None, text
    if match is not None and match.re is _FIRST_WORD and best.field not in _SPOKEN:
        return None, text
    return best.field, match["text"].strip() if match else ""


def _finished(item: _Item, section: Section) -> Draft:
    steps = [*item.fields.pop(Field.STEPS, []), *item.steps]
    texts = {Field.STEPS: steps, **item.fields}
    return Draft(
        place=item.first.source,
        origin=Origin.LIST,
        title=" ".join(item.title),
        number=item.number,
        indicator=section.indicator,
        fields=tuple((name, "\n".join(lines)) for name, lines in texts.items() if any(lines)),
        raw_cells=tuple(("", raw) for raw in item.raw if raw.strip()),
    )
