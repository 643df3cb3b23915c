"""Items of lists as measures: where they begin, which of their lines are title, field or step."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from itasearch.domain.headers import Field
from itasearch.domain.indicators import stated_indicator
from itasearch.extract.extracted import ExtractedMeasure, MeasureOrigin, TextBlockLine
from itasearch.extract.lists.labels import CARD_FIELDS, LabelReader, labelled_lists
from itasearch.extract.lists.outline import Section, is_item
from itasearch.extract.numbering import CONTINUED, begins_part, leading_number, read_marker

Begins = Callable[[Section, int], tuple[str | None, int] | None]
"""(number, where the title begins) when an item begins at a section's line, else None."""

_INTRO = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่)\W*$")
_LAST_ONLY = frozenset({Field.PROBLEMS, Field.RECOMMENDATIONS, Field.OUTCOMES, Field.FOLLOW_UP})
_LONGEST_INTRO = 60
"""Code points of a line "… ดังนี้" that only leads to the steps; a longer one is title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item's lines, its first one included.

    Attributes:
        end: where the title begins in the first line.
        prose: the title is its first line alone, and paragraphs below are steps.
    """

    number: str | None
    lines: tuple[TextBlockLine, ...]
    end: int = 0
    indicator: int | None = None
    prose: bool = False

    @property
    def title(self) -> str:
        """The first line without its marker."""
        return self.lines[0].text[self.end :].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """A measure read from an item.

    Attributes:
        labels: how many of its fields a label names.
        alone: fields whose label is alone on its line, like a heading.
    """

    measure: ExtractedMeasure
    labels: int
    alone: frozenset[Field] = frozenset()


@dataclass(slots=True)
class _Open:
    """An item while its lines are given to fields.

    Attributes:
        in_table: its last label is in a table, which no line outside continues.
        prose: its title is whole.
    """

    title: list[str]
    steps: list[str] = field(default_factory=list)
    fields: dict[Field, list[str]] = field(default_factory=dict)
    current: Field | None = None
    alone: set[Field] = field(default_factory=set)
    indicator: int | None = None
    in_table: bool = False
    prose: bool = False


def by_marker(style: str, labels: LabelReader) -> Begins:
    """Items begin at the list markers of this style that count no labelled field's lines."""
    last: tuple[Section | None, frozenset[int]] = (None, frozenset())

    def begins(section: Section, index: int) -> tuple[str | None, int] | None:
        nonlocal last
        marker = read_marker(section.lines[index].text)
        if marker is None or not is_item(marker, section, style):
            return None
        if last[0] is not section:
            last = section, labelled_lists(section, style, labels)
        return None if index in last[1] else (marker.number or None, marker.end)

    return begins


def by_label(labels: LabelReader) -> Begins:
    """Items begin at lines labelled มาตรการ."""

    def begins(section: Section, index: int) -> tuple[str | None, int] | None:
        line = section.lines[index]
        label = labels.read(line)
        if label is None or label.field is not Field.TITLE:
            return None
        return leading_number(line.text), 0

    return begins


def by_title(labels: LabelReader, lead: Field) -> Begins:
    """Items are bare lines above a line labelled `lead`, the field that each item begins with."""

    def begins(section: Section, index: int) -> tuple[str | None, int] | None:
        if labels.read(section.lines[index]) is not None:
            return None
        below = [labels.read(line) for line in section.lines[index + 1 : index + 2]]
        return (None, 0) if below and below[0] and below[0].field is lead else None

    return begins


def cut_items(section: Section, begins: Begins) -> Iterator[Item]:
    """The items of a section; lines before the first belong to none."""
    item: Item | None = None
    for index, line in enumerate(section.lines):
        begun = begins(section, index)
        if begun is None:
            item = replace(item, lines=(*item.lines, line)) if item else None
        elif not (item and begun[0] == item.number and CONTINUED.search(line.text)):
            if item:
                yield item
            number, end = begun
            item = Item(number=number, lines=(line,), end=end, indicator=section.indicator)
    if item:
        yield item


def read_item(item: Item, labels: LabelReader) -> ReadItem:
    """The measure that an item is."""
    opened = _Open(
        title=[item.title] if item.title else [],
        indicator=item.indicator,
        prose=item.prose,
    )
    label = labels.read(item.lines[0])
    if label is not None and label.field is Field.TITLE:
        opened.title = [label.text] if label.text else []
    for line in item.lines[1:]:
        _add(opened, line, labels)
    stated = stated_indicator(" ".join(opened.fields.get(Field.INDICATOR, [])))
    for no_text in CARD_FIELDS:
        opened.fields.pop(no_text, None)
    steps = [*opened.fields.pop(Field.STEPS, []), *opened.steps]
    texts = {Field.STEPS: steps, **opened.fields}
    return ReadItem(
        measure=ExtractedMeasure(
            place=item.lines[0].source,
            origin=MeasureOrigin.LIST,
            title=CONTINUED.sub("", " ".join(opened.title)),
            number=item.number,
            indicator=stated or opened.indicator,
            fields=tuple((name, "\n".join(t)) for name, t in texts.items() if any(t)),
            raw_cells=tuple(("", line.raw) for line in item.lines if line.raw.strip()),
        ),
        labels=len(opened.fields) + (len(steps) > len(opened.steps)),
        alone=frozenset(opened.alone),
    )


def without_shared_fields(items: list[ReadItem]) -> list[ReadItem]:
    """Items; a field that is a heading under the last one alone is about all of them."""
    if len(items) < 2:
        return items
    common = {field for item in items[:-1] for field, _ in item.measure.fields}
    last = items[-1]
    shared = last.alone & (_LAST_ONLY - common)
    own = tuple(entry for entry in last.measure.fields if entry[0] not in shared)
    return [*items[:-1], replace(last, measure=replace(last.measure, fields=own))]


def _add(item: _Open, line: TextBlockLine, labels: LabelReader) -> None:
    """Give a line to the item: as a labelled field, a step or more of its title."""
    label = labels.read(line)
    if label is not None and label.field is Field.TITLE:
        _retitle(item, label.text)
    elif label is not None:
        item.current = None if label.closed else label.field
        item.in_table = line.source.table_number is not None
        item.fields.setdefault(label.field, []).extend([label.text] if label.text else [])
        item.alone |= set() if label.text else {label.field}
    elif item.in_table and line.source.table_number is None:
        item.current = None
    elif item.current is Field.TITLE:
        item.title.append(line.text)
        item.current = None
    elif item.current is not None:
        item.fields[item.current].append(line.text)
    elif begins_part(line.text) or item.steps or (item.title and _INTRO.search(item.title[-1])):
        item.steps.append(line.text)
    elif not _INTRO.search(line.text) or len(line.text) > _LONGEST_INTRO:
        (item.steps if item.prose else item.title).append(line.text)


def _retitle(item: _Open, text: str) -> None:
    """A line labelled มาตรการ is the title; what was there named the topic above it."""
    above = " ".join(item.title)
    item.indicator = item.indicator or (stated_indicator(above) if above else None)
    item.title = [text] if text else []
    item.current = None if text else Field.TITLE
