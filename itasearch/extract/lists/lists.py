"""Measures from numbered lists: items 1.1, 1.2 … under indicators as headings, parts as steps.

Also outlines without indicators ("มาตรการที่ ๑ …", "ข้อ ๑ …", 1. 2. 3. under an
announcement of measures), with lines such as "ผู้รับผิดชอบ: กองคลัง" as fields. A title that
is nothing but words such as "มาตรการส่งเสริมคุณธรรม … ดังนี้" announces measures and is none.

An item begins at a marker of its list's style, at a line labelled มาตรการ, or, where the
list has neither, at the line above the first label. Its labelled lines are fields, all other
lines its steps.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from itasearch.domain.headers import Field
from itasearch.domain.indicators import leading_indicator, stated_indicator
from itasearch.domain.word_lists import word_pattern
from itasearch.extract.cells import looks_like_link
from itasearch.extract.cover.names import MOST_ORGANISATIONS, find_owner, named_organisations
from itasearch.extract.extracted import (
    ExtractedMeasure,
    MeasureOrigin,
    Stream,
    TextBlockLine,
)
from itasearch.extract.ita import scores_in
from itasearch.extract.lists.cards import (
    indicators_of_cards,
    without_card_numbers,
    without_signatures,
)
from itasearch.extract.lists.labels import (
    CARD_FIELDS,
    LabelReader,
    labelled_lists,
    one_label_a_line,
)
from itasearch.extract.lists.outline import (
    Section,
    dominant_style,
    is_item,
    item_style,
    sections,
)
from itasearch.extract.numbering import (
    CONTINUED,
    OUTLINE_NUMBER,
    begins_part,
    leading_number,
    read_marker,
)
from itasearch.extract.tables.judge import announces_measures, is_about_integrity
from itasearch.extract.tables.segments import MOST_LINES, has_spaced_columns
from itasearch.text.thai.normalize import arabic_digits, squash

Begins = Callable[[Section, int], tuple[str | None, int] | None]
"""(number, where the title begins) when an item begins at a section's line, else None."""

_INTRO = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่)\W*$")
_LONGEST_INTRO = 60
"""Code points of a line "… ดังนี้" that only leads to the steps; a longer one is title. No limit
reads alike."""
_LONGEST_REST = 4
"""Letters of a generic title beside the words of `_GENERIC`."""
_LEAST_ITEMS = 3
"""Items that make an announced list one of measures, and items with labels after which items
without any are dropped. 2 reads alike; 5 changes 5 or more."""
_LEAST_LABELS = 2
"""Labelled fields of an item that is a measure without any announcement. 1 reads alike; 3 changes
2, 1 for the worse."""
_LEAST_OWN_SHARE = 0.5
"""Of the weight of all names, that of the owner; below it a document that names many towns is news
about others. 1.0 reads alike; 0.0 changes 2, 1 for the worse."""
_GENERIC = word_pattern(r"<reading_words.generic>|\d+|[\W_]+")
_ASIDE = word_pattern(
    rf"{OUTLINE_NUMBER}(?:<reading_words.chapters>|(?:<reading_words.whole_chapters>)$|\S{{0,60}}รักษาการ)"
)
_LAST_ONLY = frozenset({Field.PROBLEMS, Field.RECOMMENDATIONS, Field.OUTCOMES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item's lines, its first one included.

    Attributes:
        end: where the title begins in the first line.
    """

    number: str | None
    lines: tuple[TextBlockLine, ...]
    end: int = 0
    indicator: int | None = None

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
        headed: its first line is a heading.
        closed: a heading that names no field has ended its last field.
    """

    title: list[str]
    steps: list[str] = field(default_factory=list)
    fields: dict[Field, list[str]] = field(default_factory=dict)
    current: Field | None = None
    alone: set[Field] = field(default_factory=set)
    indicator: int | None = None
    in_table: bool = False
    headed: bool = False
    closed: bool = False


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
        headed=item.lines[0].heading,
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


def _add(item: _Open, line: TextBlockLine, labels: LabelReader) -> None:
    """Give a line to the item: as a labelled field, a step or more of its title."""
    label = labels.read(line)
    if label is not None and label.field is Field.TITLE:
        _retitle(item, label.text)
    elif label is not None:
        item.closed = False
        item.current = None if label.closed else label.field
        item.in_table = line.source.table_number is not None
        item.fields.setdefault(label.field, []).extend([label.text] if label.text else [])
        item.alone |= set() if label.text else {label.field}
    elif item.closed or (_is_other_heading(line) and item.headed and item.fields):
        item.closed = True
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
        item.title.append(line.text)


def _is_other_heading(line: TextBlockLine) -> bool:
    """Whether a line without a label is the heading of a group or chapter, and no numbered step."""
    return line.heading and read_marker(line.text) is None


def _retitle(item: _Open, text: str) -> None:
    """A line labelled มาตรการ is the title; what was there named the topic above it."""
    above = " ".join(item.title)
    item.indicator = item.indicator or (stated_indicator(above) if above else None)
    item.title = [text] if text else []
    item.current = None if text else Field.TITLE


def _is_generic(title: str) -> bool:
    """Whether a title says no more than that measures follow."""
    return len(_GENERIC().sub("", arabic_digits(squash(title)))) <= _LONGEST_REST


def _names_measures(stream: Stream) -> bool:
    """Whether lines "มาตรการ: …" name measures, as a table's header does."""
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    labels = LabelReader(lines)
    read = [(line, labels.read(line)) for line in lines]
    named = [
        line
        for line, label in read
        if label
        and label.field is Field.TITLE
        and "มาตรการ" in squash(line.text.removesuffix(label.text))
    ]
    return len(named) >= _LEAST_ITEMS


def read_lists(stream: Stream, titles: Sequence[str]) -> tuple[ExtractedMeasure, ...]:
    """Measures of the document's lists; () when its lists are about something else.

    Args:
        stream: the document.
        titles: its first lines and headings: a list counts only where they announce
            measures or guidelines on integrity; labelled blocks where they name integrity, or
            where the labels say of themselves that they name measures.
    """
    announced = announces_measures(titles)
    about = announced or is_about_integrity(titles) or _names_measures(stream)
    if len(stream) > MOST_LINES or not about:
        return ()
    stream = without_signatures(one_label_a_line(stream))
    outside = [item for item in stream if isinstance(item, TextBlockLine)]
    fields = indicators_of_cards(outside)
    whole = [section for section in sections(stream, fields) if not section.aside]
    found = list(without_card_numbers(whole))
    lines = [line for section in found for line in section.lines]
    labels = LabelReader(lines)
    if has_spaced_columns(outside) or _is_about_others(outside, labels):
        return ()
    for read in (_by_headings, _by_outline, _by_labels):
        items = _consistent(list(read(found, labels)))
        if _are_measures(items, announced=announced):
            return tuple(item.measure for item in items)
    return ()


def _by_headings(found: Sequence[Section], labels: LabelReader) -> Iterator[ReadItem]:
    """Items under indicators, or under groups where nothing states an indicator.

    Labelled items are measures under any heading: a report may name an indicator over some of
    its groups only.
    """
    is_stated = any(section.indicator is not None for section in found)
    if not is_stated and len({section.heading for section in found} - {""}) < 2:
        return
    for section in found:
        begins = _begins(section, labels) if section.heading or is_stated else None
        items = _read(section, begins, labels) if begins is not None else ()
        sure = section.indicator is not None or not is_stated
        yield from (item for item in items if sure or item.labels >= _LEAST_LABELS)


def _by_outline(found: Sequence[Section], labels: LabelReader) -> Iterator[ReadItem]:
    """Items of a document without section headings."""
    lines = tuple(line for section in found for line in section.lines)
    style = dominant_style(lines)
    if style is None:
        return
    for item in cut_items(Section(lines=lines), by_marker(style, labels)):
        if not _ASIDE().match(item.title) and not _ASIDE().match(squash(item.title)):
            yield from _opened(item, style, labels)


def _by_labels(found: Sequence[Section], labels: LabelReader) -> Iterator[ReadItem]:
    """Blocks without any numbers: from one มาตรการ: to the next, or from title to title."""
    lines = tuple(line for section in found for line in section.lines)
    read = [label.field for line in lines if (label := labels.read(line))]
    if Field.TITLE in read:
        yield from _read(Section(lines=lines), by_label(labels), labels)
    elif read:
        yield from _read(Section(lines=lines), by_title(labels, read[0]), labels)


def _read(section: Section, begins: Begins, labels: LabelReader) -> Iterator[ReadItem]:
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


def _opened(item: Item, style: str, labels: LabelReader) -> Iterator[ReadItem]:
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


def _consistent(items: list[ReadItem]) -> list[ReadItem]:
    """Items without those that are not of the same kind as the labelled ones.

    A field that is a heading under the last item alone is about all of them.
    """
    items = [item for item in items if item.measure.title and not _is_score(item.measure)]
    labelled = [item for item in items if item.labels >= _LEAST_LABELS]
    if (labelled and 2 * len(labelled) >= len(items)) or len(labelled) >= _LEAST_ITEMS:
        items = [item for item in items if item.labels]
    if len(items) < 2:
        return items
    common = {field for item in items[:-1] for field, _ in item.measure.fields}
    last = items[-1]
    shared = last.alone & (_LAST_ONLY - common)
    own = tuple(entry for entry in last.measure.fields if entry[0] not in shared)
    return [*items[:-1], replace(last, measure=replace(last.measure, fields=own))]


def _is_score(measure: ExtractedMeasure) -> bool:
    """Whether an item is an indicator's score: "๑. การปฏิบัติหน้าที่ ๙๐.๑๐ คะแนน"."""
    known = leading_indicator(measure.title)
    return known is not None and bool(scores_in(measure.title)) and not measure.fields


def _are_measures(items: Sequence[ReadItem], *, announced: bool) -> bool:
    """Three items under a title that announces them, or fewer whose labels leave no doubt.

    A list of links to measures is none of them.
    """
    if 2 * sum(looks_like_link(item.measure.title) for item in items) > len(items):
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
    return own < _LEAST_OWN_SHARE and len(named_organisations(lines)) > MOST_ORGANISATIONS
