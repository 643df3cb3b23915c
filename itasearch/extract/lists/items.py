"""Items of lists as measures: where they begin, which of their lines are title, field or step."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from itasearch.domain.headers import Field
from itasearch.domain.indicators import indicator_in_title, stated_indicator
from itasearch.domain.loader import Patterns
from itasearch.extract.cells import is_state, looks_like_unit
from itasearch.extract.extracted import (
    LONGEST_HEADING,
    ExtractedMeasure,
    MeasureOrigin,
    TextBlockLine,
)
from itasearch.extract.lists.labels import CARD_FIELDS, LabelReader, labelled_lists
from itasearch.extract.lists.outline import (
    CHAPTER,
    COUNTED_CHAPTER,
    INSTRUMENT,
    NAMED_STYLES,
    OF_INSTRUMENT,
    Section,
    begins_outer_chapter,
    heading_indicator,
    is_end,
    is_item,
)
from itasearch.extract.numbering import begins_part, leading_number, read_marker
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.stretches import CONTINUED_ROW

Begins = Callable[[Section], Mapping[int, tuple[str | None, int]]]
"""Where items begin in a section: by line index the number, and where the title begins."""

INTRO = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่)\W*$")
"""The end of a line that leads to the list below it."""
_patterns = Patterns("reading_patterns", counted_chapter=COUNTED_CHAPTER)
_LEAST_HEADINGS = 3  # numbered labels that are a form's headings; by hand
_LAST_ONLY = frozenset({Field.PROBLEMS, Field.RECOMMENDATIONS, Field.OUTCOMES, Field.FOLLOW_UP})
_ONE_LINE = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE, Field.BUDGET, Field.OTHER})
"""Fields that a label of another, known or not, ends."""
_LONGEST_INTRO = 60  # code points of a line "… ดังนี้" that only leads to the steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item's lines, its first one included."""

    number: str | None
    lines: tuple[TextBlockLine, ...]
    end: int = 0  #: where the title begins in the first line
    indicator: int | None = None
    prose: bool = False  #: the title is its first line alone, and paragraphs below are steps

    @property
    def title(self) -> str:
        """The first line without its marker."""
        return self.lines[0].text[self.end :].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """A measure read from an item."""

    measure: ExtractedMeasure
    labels: int  #: how many of its fields a label names
    alone: frozenset[Field] = frozenset()  #: fields with a label alone on its line, or behind all


@dataclass(slots=True)
class _Open:
    title: list[str]
    steps: list[str] = field(default_factory=list)
    fields: dict[Field, list[str]] = field(default_factory=dict)
    current: Field | None = None
    alone: set[Field] = field(default_factory=set)
    indicator: int | None = None
    prose: bool = False  #: its title is whole
    has_unit: bool = False  #: a label of one of its lines names who is responsible

    @property
    def is_open_to_labels(self) -> bool:
        """Whether a label of no known field ends what it has: its title, or a field of one line."""
        if self.current is None:
            return not self.steps
        return self.current in _ONE_LINE and self.current not in self.alone


def by_marker(style: str, labels: LabelReader) -> Begins:
    """Items begin at the list markers of this style that count no labelled field's lines.

    Also at the next number without its sign, which an OCR lost, above a labelled line, and at the
    one line between two items, the numbers of which skip one, above labels that begin anew.
    """

    def begins(section: Section) -> Mapping[int, tuple[str | None, int]]:
        marked: dict[int, tuple[str | None, int]] = {}
        following: tuple[int, ...] = ()
        for index, line in enumerate(section.lines):
            if not (marker := read_marker(line.text)):
                continue
            is_next = marker.style == "1" and marker.parts == following
            below = section.lines[index + 1 : index + 2]
            if is_item(marker, section, style) or (is_next and any(map(labels.read, below))):
                marked[index] = marker.number or None, marker.end
                following = tuple(part + 1 for part in marker.parts[-1:])
        inner = labelled_lists(section, style, labels) if marked else frozenset[int]()
        # A form's own headings: "๒. วัตถุประสงค์", "๓. วิธีดำเนินการ" of each measure again.
        read = ((index, labels.read(section.lines[index])) for index in marked)
        headings = {i: label.field for i, label in read if label and label.field is not Field.TITLE}
        if len({*headings.values()} & labels.recurring) >= _LEAST_HEADINGS:
            inner |= headings.keys()
        own = {index: marker for index, marker in marked.items() if index not in inner}
        numbered = [(i, tuple(map(int, n.split(".")))) for i, (n, _) in own.items() if n]
        for (start, first), (end, last) in pairwise(numbered):
            is_skipped = last == (*first[:-1], first[-1] + 2)
            lost = _second_title(section.lines[start:end], labels) if is_skipped else None
            own |= {start + lost: (None, 0)} if lost else {}
        return dict(sorted(own.items()))

    return begins


def _second_title(lines: Sequence[TextBlockLine], labels: LabelReader) -> int | None:
    """Index of the one line within an item above the label that the item begins with; else None."""
    fields = [label.field if label else None for label in map(labels.read, lines)]
    lead = next(filter(None, fields), None)
    leading = [at for at, field in enumerate(fields) if field is lead][1:]
    titles = [at - 1 for at in leading if not (fields[at - 1] or read_marker(lines[at - 1].text))]
    return titles[0] if lead and len(titles) == 1 else None


def by_label(labels: LabelReader) -> Begins:
    """Items begin at lines labelled มาตรการ; a number counts them, or all labels of each."""

    def begins(section: Section) -> Mapping[int, tuple[str | None, int]]:
        read = [(labels.read(line), leading_number(line.text)) for line in section.lines]
        counted = any(number for label, number in read if label and label.field is not Field.TITLE)
        return {
            index: (None if counted else number, 0)
            for index, (label, number) in enumerate(read)
            if label and label.field is Field.TITLE
        }

    return begins


def by_title(labels: LabelReader, lead: Field) -> Begins:
    """Items are bare lines above a line labelled `lead`, the field that each item begins with.

    A bullet before such a line is no part of its title.
    """

    def begins(section: Section) -> Mapping[int, tuple[str | None, int]]:
        read = enumerate(pairwise(map(labels.read, section.lines)))
        markers = [read_marker(line.text) for line in section.lines]
        bullets = [m.end if m and len(m.style) == 1 and not m.number else 0 for m in markers]
        return {
            index: (None, bullets[index])
            for index, (label, below) in read
            if label is None and below and below.field is lead
        }

    return begins


def cut_items(section: Section, begins: Begins) -> Iterator[Item]:
    """The items of a section; lines before the first, or from "๒.๒" above ๒.๒.๑ on, are of none."""
    item: Item | None = None
    starts = begins(section)
    ranked = sum(bool(section.lines[index].rank) for index in starts)
    for index, line in enumerate(section.lines):
        begun = starts.get(index)
        marked = item and begun is None and read_marker(line.text)
        below = min((at for at in starts if at > index), default=None) if marked else None
        following = section.lines[below] if below else None
        is_behind = _patterns.memo_part.fullmatch(line.text) if marked else None
        if item and marked and (is_behind or begins_part_above(line, following, item)):
            yield item
            item = None
        elif begun is None:
            item = replace(item, lines=(*item.lines, line)) if item else None
        elif not (item and begun[0] == item.number and CONTINUED_ROW.search(line.text)):
            if item:
                yield item
            number, end = begun
            item = Item(
                number=number,
                lines=(line,),
                end=end,
                indicator=section.indicator,
                # An OCR takes bold type for plain.
                prose=bool(line.rank) or 2 * ranked > len(starts),
            )
    if item:
        yield item


def begins_part_above(
    line: TextBlockLine, following: TextBlockLine | None, item: Item | None
) -> bool:
    """Whether a line between two items has the number of what the one `following` is in.

    Or a number between it and that of what `item` is in; but it counts on from no step. Behind the
    last item it may be a whole paragraph: "ข้อ ๔ ให้ปลัดติดตาม…".
    """
    is_short = following is None or len(line.text) <= LONGEST_HEADING
    marker = read_marker(line.text) if is_short else None
    below, own = (
        read_marker(line.text) if line else None for line in (following, item and item.lines[0])
    )
    count = len(marker.parts) if marker else 0
    depths = [len(other.parts) for other in (below, own) if other]
    if not marker or not 0 < count < min(depths, default=0):
        return False
    before = (*marker.parts[:-1], marker.parts[-1] - 1)
    heads = below is not None and marker.parts == below.parts[:count]
    if item is None or own is None:
        return heads
    heads |= own.parts[:count] == before and (below is None or marker.parts < below.parts)
    texts = (text for step in item.lines for text in (step.text, step.text.partition(":")[2]))
    steps = {(m.style, m.parts) for text in texts if (m := read_marker(text.strip()))}
    is_step = (marker.style, before) in steps
    return heads and own.parts[:count] != marker.parts and not is_step


def read_item(item: Item, labels: LabelReader) -> ReadItem:
    """The measure that an item is."""
    read = [label for line in item.lines[1:] if (label := labels.read(line))]
    opened = _Open(
        title=[item.title] if item.title else [],
        indicator=item.indicator,
        prose=item.prose,
        has_unit=any(label.field is Field.RESPONSIBLE for label in read),
    )
    label = labels.read(item.lines[0])
    if label is not None and label.field is Field.TITLE:
        opened.title = [label.text] if label.text else []
        opened.current = None if label.text else Field.TITLE
    for line, below in zip_longest(item.lines[1:], item.lines[2:]):
        own = opened.fields.get(opened.current) if opened.current else None
        steps = opened.steps if own is None else own
        if steps and _ends_steps(line, below, steps[-1], labels):
            steps.append(line.text)
        else:
            _add(opened, line, labels)
    stated = stated_indicator(" ".join(opened.fields.get(Field.INDICATOR, [])))
    for no_text in CARD_FIELDS:
        opened.fields.pop(no_text, None)
    steps = [*opened.fields.pop(Field.STEPS, []), *opened.steps]
    texts = {Field.STEPS: steps, **opened.fields}
    title = CONTINUED_ROW.sub("", " ".join(opened.title))
    served = _patterns.indicator_behind.search(title)
    behind = stated_indicator("".join(served["text"].split())) if served else None
    title = title[: served.start()] if served and served.start() and behind else title
    state = _patterns.state_behind.search(title)
    if state and is_state(state["text"]):
        title, results = title[: state.start()], texts.get(Field.RESULTS, [])
        texts[Field.RESULTS] = [*([] if state["text"] in results else [state["text"]]), *results]
    charged = _patterns.in_charge.search(title)
    if charged and charged.start() and charged["unit"].strip() in texts.get(Field.RESPONSIBLE, []):
        title = title[: charged.start()]
    marker, number = read_marker(title), item.number
    is_labelled = label is not None and label.field is Field.TITLE
    styles = NAMED_STYLES | ({"1."} if is_labelled else set())
    if marker and marker.number and marker.style in styles and title[marker.end :]:
        # "๓.๑ มาตรการที่ ๑ …", "แบบ ๐๑" above "มาตรการ: ๑. …": another number, and the measure's.
        number, title = marker.number, title[marker.end :]
    elif marker and is_labelled and not marker.number:  # a bullet below the label
        title = title[marker.end :]
    return ReadItem(
        measure=ExtractedMeasure(
            source=item.lines[0].source,
            origin=MeasureOrigin.LIST,
            title=title,
            number=number,
            indicator=stated or behind or opened.indicator or indicator_in_title(title),
            fields=tuple((name, "\n".join(t)) for name, t in texts.items() if any(t)),
            raw_cells=tuple(("", line.raw) for line in item.lines if line.raw.strip()),
        ),
        labels=len(opened.fields) + (len(steps) > len(opened.steps)),
        alone=frozenset(opened.alone),
    )


def without_shared_fields(items: list[ReadItem]) -> list[ReadItem]:
    """Items; a field named under the last one alone, by a heading or the last, is of them all."""
    if len(items) < 2:
        return items
    common = {field for item in items[:-1] for field, _ in item.measure.fields}
    last = items[-1]
    shared = last.alone & (_LAST_ONLY - common)
    own = tuple(entry for entry in last.measure.fields if entry[0] not in shared)
    return [*items[:-1], replace(last, measure=replace(last.measure, fields=own))]


def with_list_fields(
    lists: Sequence[list[ReadItem]], above: Sequence[Mapping[Field, str]]
) -> Iterator[list[ReadItem]]:
    """The lists; who does it and by when, where each list has it below its last item alone, or
    above the first, of all its items."""
    below = [_stated(items[-1]) if items else () for items in lists]
    stated = [own or [*texts.items()] for own, texts in zip(below, above, strict=True)]
    shared = [tuple(entry for entry in own if entry[0] in _ONE_LINE) for own in stated]
    several = [index for index, items in enumerate(lists) if len(items) > 1]
    is_alike = len(several) > 1 and all(shared[i] and {*below[i]} <= {*shared[i]} for i in several)
    # Bullets below "๑. ด้านการใช้อำนาจ ให้…" are its steps, below a bare indicator they are none.
    measures = [item.measure for i in several for item in lists[i]]
    is_alike &= all(measure.number or measure.indicator for measure in measures)
    if not is_alike or any(_stated(item) for i in several for item in lists[i][:-1]):
        shared = [() for _ in lists]
    for items, own in zip(lists, shared, strict=True):
        yield [_with_fields(item, own) for item in items]


def _stated(item: ReadItem) -> tuple[tuple[Field, str], ...]:
    """The fields of an item without its steps, and what a heading of its own says of all items."""
    of_all = item.alone & _LAST_ONLY
    return tuple(entry for entry in item.measure.fields if entry[0] not in {Field.STEPS, *of_all})


def _with_fields(item: ReadItem, fields: tuple[tuple[Field, str], ...]) -> ReadItem:
    if _stated(item):
        return item
    measure = replace(item.measure, fields=(*item.measure.fields, *fields))
    return replace(item, measure=measure, labels=max(item.labels, 1 + len(fields)))


def _ends_steps(
    line: TextBlockLine, below: TextBlockLine | None, above: str, labels: LabelReader
) -> bool:
    """Whether a label with no text, "๓.๒ รายงานผล", counts on from the step above it."""
    label, marker, step = labels.read(line), read_marker(line.text), read_marker(above)
    if not label or label.text or not marker or not step or not marker.number:
        return False
    following = (*step.parts[:-1], step.parts[-1] + 1) if step.number else ()
    after = step if below is None or labels.read(below) else read_marker(below.text)
    alike = {other.style if other else "" for other in (step, marker, after)}
    return marker.parts == following and len(alike) == 1


def _add(item: _Open, line: TextBlockLine, labels: LabelReader) -> None:
    """Give a line to the item: as a labelled field, a step or more of its title."""
    is_text = item.current is not None and item.current not in _ONE_LINE
    is_rest = is_text and _patterns.decimal.fullmatch(line.text.strip())
    is_open = is_rest or (item.current is not None and not item.fields.get(item.current))
    if not (is_open or re.search(r"[^\W\d_]", line.text)) or CONTINUED_ROW.fullmatch(line.text):
        return  # a page's number, dots to write on, or "(ต่อ)"
    label = labels.read(line)
    is_detail = item.fields.get(Field.STEPS) and _patterns.detail.match(line.text)
    label = replace(label, field=item.current) if label and item.current and is_detail else label
    if label is not None and _patterns.leading.fullmatch(squash(label.text)):
        label = replace(label, text="")  # "แนวทางปฏิบัติ มีดังนี้"
    if label is not None and label.field is Field.TITLE:
        # A line labelled มาตรการ is the title; what was there named the topic above it.
        above = " ".join(item.title)
        item.indicator = item.indicator or (stated_indicator(above) if above else None)
        item.title = [label.text] if label.text else []
        item.current = None if label.text else Field.TITLE
    elif label is not None:
        # What is in prose above the steps is why they are taken.
        is_why = label.field is Field.STEPS and not any(map(begins_part, item.steps))
        item.steps = [] if is_why and item.prose and not item.fields else item.steps
        item.current = None if label.closed else label.field
        item.fields.setdefault(label.field, []).extend([label.text] if label.text else [])
        item.alone |= {label.field} if label.last or not label.text else set()
    elif (
        item.title
        and not item.has_unit
        and (alone := _patterns.unit_behind.match(line.text))
        and looks_like_unit(alone["unit"])
    ):
        item.fields.setdefault(Field.RESPONSIBLE, []).append(alone["unit"])
    elif item.current is Field.TITLE:
        item.title.append(line.text)
        item.current = None
    elif item.is_open_to_labels and (unknown := labels.unknown(line, signed=item.current is None)):
        item.current = unknown.field
        item.fields.setdefault(unknown.field, []).extend([unknown.text] if unknown.text else [])
    elif item.current is not None:
        item.fields[item.current].append(line.text)
    elif not item.steps and is_state(line.text):
        item.fields.setdefault(Field.RESULTS, []).append(line.text)
    elif (
        begins_part(line.text)
        or item.steps
        or line.text.startswith("ทั้งนี้ ")
        or (item.title and INTRO.search(item.title[-1]))
    ):
        item.steps.append(line.text)
    elif not INTRO.search(line.text) or len(line.text) > _LONGEST_INTRO:
        (item.steps if item.prose and item.title else item.title).append(line.text)


# Measures as titles with paragraphs below, among chapters that are none: preface, analysis, aims
# and appendix look the same. Titles of measures share rank and style of number, and a line of
# higher rank begins another chapter. They count only where labels name what measures have, where
# they are numbered "มาตรการที่ ๑", or below a heading that says so.
_LEAST_MEASURES = 3  # titles that make a list of measures; fewer may be any headings
_LEAST_LABELS = 2  # different labelled fields of a measure that no title and no chapter calls one
_LONGEST_TITLE = 160  # code points of a title; a longer line is a paragraph
_LEAST_BODY_SHARE = 0.75  # of titles, those with lines below: where most have none they are a list
_NUMBERED = re.compile(rf"^\W*{COUNTED_CHAPTER}[\d\W]*")

_Key = tuple[int, str]  # rank and style of number that titles share


def read_chapters(lines: Sequence[TextBlockLine], *, announced: bool) -> list[ReadItem]:
    """The measures in lines of prose; none where nothing says that they are measures."""
    labels = LabelReader(lines)
    keys = [_key(line, labels) for line in lines]
    section = Section(lines=tuple(lines))
    for style in {style for rank, style in filter(None, keys) if not rank}:
        for index in labelled_lists(section, style, labels):
            keys[index] = None
    best: list[ReadItem] = []
    for key, count in Counter(keys).items():
        if key is not None and count >= _LEAST_MEASURES:
            items = _measures(lines, keys, key, labels, announced=announced)
            items = without_shared_fields(items)
            best = max(best, items, key=lambda items: (sum(i.labels for i in items), len(items)))
    return best


def _key(line: TextBlockLine, labels: LabelReader) -> _Key | None:
    """Rank and style of a line that may be a title or begin a chapter, else None."""
    marker = read_marker(line.text) if len(line.text) <= _LONGEST_TITLE else None
    style = marker.style if marker is not None and marker.number else ""
    if len(line.text) > _LONGEST_TITLE or not (line.rank or style):
        return None
    if heading_indicator(line) is not None or INSTRUMENT.match(arabic_digits(squash(line.text))):
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
    cut = list(_cut(lines, keys, key, labels))
    bodies = [i.lines for _, i in cut if len(i.lines) > 1 and labels.read(i.lines[1]) is None]
    # A shorter line below a numbered one is its end, but for steps ก. ข.
    bodies = [body for body in bodies if not begins_part(body[1].text)]
    ends = sum(len(body[1].text) <= len(body[0].text) for body in bodies)
    # Of items that are paragraphs the shorter ones are no titles of the others.
    long = (line.text for _, item in cut for line in item.lines if len(line.text) > _LONGEST_TITLE)
    are_items = any((m := read_marker(text)) and m.style == key[1] for text in long)
    if not key[0] and (2 * ends > len(bodies) or are_items):
        return []
    read = [
        (chapter, item)
        for chapter, item in ((chapter, read_item(item, labels)) for chapter, item in cut)
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
    # The first heading names the document, and everything may be below it.
    first = next((line for line in lines if line.rank), None) if not key[1] else None
    announced_items = [
        item
        for chapter, item in read
        if announced
        and chapter is not first
        and chapter
        and _patterns.measures.search(squash(chapter.text))
    ]
    return announced_items if len(announced_items) >= _LEAST_MEASURES else []


_Cut = tuple[TextBlockLine | None, Item]
"""A title with the lines below it, and the heading of the chapter that it is in."""


def _cut(
    lines: Sequence[TextBlockLine], keys: Sequence[_Key | None], key: _Key, labels: LabelReader
) -> Iterator[_Cut]:
    """Titles of one key outside chapters that hold no measures; such a one heads no labels."""
    chapter: TextBlockLine | None = None
    item: Item | None = None
    aside = False
    for index, line in enumerate(lines):
        title = keys[index] == key
        begins = not title and _begins_chapter(index, lines, keys, key, item)
        if not title and not begins:
            item = replace(item, lines=(*item.lines, line)) if item else None
        elif begins or not (item and CONTINUED_ROW.search(line.text)):
            if item:
                yield chapter, item
            if begins:
                # A title of the chapter's own rank or "มาตรการที่ ๑" is not within it.
                inside = key[1] not in NAMED_STYLES and not 0 < line.rank == key[0]
                below = lines[keys.index(key, index) + 1 :][:1] if key in keys[index:] else ()
                # "บทที่ ๑ คำนำ", an appendix or the like.
                is_outer = CHAPTER().match(_NUMBERED.sub("", arabic_digits(line.text)))
                inside = inside and (bool(is_outer) or not any(map(labels.read, below)))
                aside = is_end(line.text) or (inside and _is_aside(line.text))
                chapter = line
            marker = read_marker(line.text)
            item = Item(
                number=marker.number or None if marker else None,
                lines=(line,),
                end=marker.end if marker else 0,
                indicator=heading_indicator(chapter) if chapter else None,
                prose=True,
            )
            item = item if title and not aside else None
    if item:
        yield chapter, item


def _begins_chapter(
    index: int,
    lines: Sequence[TextBlockLine],
    keys: Sequence[_Key | None],
    key: _Key,
    item: Item | None,
) -> bool:
    line = lines[index]
    key_of_line = arabic_digits(squash(line.text[:LONGEST_HEADING]))
    if is_end(line.text) or begins_outer_chapter(line) or OF_INSTRUMENT.match(key_of_line):
        return True
    if line.rank and (not key[0] or line.rank <= key[0]):
        return keys[index] is not None or heading_indicator(line) is not None
    # A badge below the text of each card would head the next one.
    first = lines[max(keys.index(key) - 1, 0)]
    if key in keys[index + 1 : index + 2] and _heads(line, key) and _heads(first, key):
        return True
    # "๓. มาตรการ" above ๓.๑, "๔. การติดตาม" behind ๓.๖, and no step ๔ behind a step ๓.
    following = next((lines[at] for at in range(index, len(lines)) if keys[at] == key), None)
    return not (key[0] and following) and begins_part_above(line, following, item)


def _heads(line: TextBlockLine, key: _Key) -> bool:
    """Whether a line above a title may head it: an indicator, or a clause "ข้อ ๑ …"."""
    marker = read_marker(line.text) if len(line.text) <= LONGEST_HEADING else None
    clause = marker is not None and marker.style == "ข้อ" != key[1]
    return clause or heading_indicator(line) is not None


def _is_aside(text: str) -> bool:
    """Whether a chapter or title is a preface, an analysis, an aim or an appendix."""
    key = arabic_digits(squash(text))
    return bool(_patterns.aside.match(key)) and not _patterns.measures.search(key)
