"""Measures from numbered lists: items 1.1, 1.2 … under indicators as headings, parts as steps.

Also outlines without indicators ("มาตรการที่ ๑ …", "ข้อ ๑ …", 1. 2. 3. under an
announcement of measures), with lines such as "ผู้รับผิดชอบ: กองคลัง" as fields. A title that
is nothing but words such as "มาตรการส่งเสริมคุณธรรม … ดังนี้" announces measures and is none.

An item begins at a marker of its list's style, at a line labelled มาตรการ, or, where the
list has neither, at the line above the first label. Its labelled lines are fields, all other
lines its steps.
"""

from collections.abc import Iterator, Sequence

from itasearch.domain.headers import Field
from itasearch.domain.indicators import leading_indicator
from itasearch.domain.loader import word_pattern
from itasearch.extract.cells import looks_like_link, scores_in
from itasearch.extract.cover.names import MOST_ORGANISATIONS, find_owner, named_organisations
from itasearch.extract.extracted import ExtractedMeasure, Stream, TextBlockLine
from itasearch.extract.lists.items import (
    INTRO,
    Begins,
    Item,
    ReadItem,
    by_label,
    by_marker,
    by_title,
    cut_items,
    read_chapters,
    read_item,
    without_shared_fields,
)
from itasearch.extract.lists.labels import (
    LabelReader,
    indicators_of_cards,
    labelled_items,
    one_label_a_line,
    titles_with_indicators,
    without_card_numbers,
    without_signatures,
)
from itasearch.extract.lists.outline import (
    CONTENTS,
    Section,
    dominant_style,
    is_item,
    item_style,
    outer_bullet,
    sections,
)
from itasearch.extract.numbering import OUTLINE_NUMBER, leading_number, read_marker
from itasearch.extract.tables.segments import (
    MOST_LINES,
    announces_measures,
    has_spaced_columns,
    is_about_integrity,
    is_other_document,
)
from itasearch.text.thai.normalize import arabic_digits, squash

_LONGEST_REST = 4  # letters of a generic title beside the words of `_GENERIC`
# Items of an announced list of measures; with labels, after which items without drop.
_LEAST_ITEMS = 3
_LEAST_LABELS = 2  # labelled fields of an item that is a measure without any announcement
# Of the weight of all names, the owner's; below it a document is news about others.
_LEAST_OWN_SHARE = 0.5
_GENERIC = word_pattern(r"<reading_words.generic>|\d+|[\W_]+")
_ASIDE = word_pattern(
    rf"{OUTLINE_NUMBER}(?:<reading_words.chapters>|(?:<reading_words.whole_chapters>)$|\S{{0,60}}รักษาการ)"
)


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

    A list counts only where `titles`, the first lines and headings, announce measures or guidelines
    on integrity; labelled blocks where they name integrity, or the labels say "มาตรการ".
    """
    announced = announces_measures(titles)
    about = announced or is_about_integrity(titles) or _names_measures(stream)
    if len(stream) > MOST_LINES or not about:
        return ()
    stream = without_signatures(one_label_a_line(stream))
    outside = [item for item in stream if isinstance(item, TextBlockLine)]
    fields = indicators_of_cards(outside) | titles_with_indicators(outside)
    whole = [section for section in sections(stream, fields) if not section.aside]
    found = list(without_card_numbers(whole))
    lines = [line for section in found for line in section.lines]
    labels = LabelReader(lines)
    if has_spaced_columns(outside) or is_other_document(outside):
        return ()
    if not any(map(labels.read, outside)):
        owner = find_owner(outside, ())
        is_own = owner is not None and owner.share >= _LEAST_OWN_SHARE
        # News about many towns, none of which the document is by.
        if not is_own and len(named_organisations(outside)) > MOST_ORGANISATIONS:
            return ()
    prose = [line for line in outside if not CONTENTS.search(line.text)]
    if chapters := read_chapters(prose, announced=announced):
        return tuple(item.measure for item in chapters)
    for read in (_by_headings, _by_outline, _by_labels):
        items = _consistent(list(read(found, labels)))
        if _are_measures(items, announced=announced):
            return tuple(item.measure for item in items)
    return ()


def left_over(stream: Stream, measures: Sequence[ExtractedMeasure]) -> tuple[str, ...]:
    """Numbers of the items with labels of a measure that no measure begins at or in."""
    lines = [item for item in one_label_a_line(stream) if isinstance(item, TextBlockLine)]
    places = {measure.place for measure in measures}
    return tuple(
        leading_number(body[0].text) or ""
        for body in labelled_items(lines)
        if not places & {line.source for line in body}
    )


def _by_headings(found: Sequence[Section], labels: LabelReader) -> Iterator[ReadItem]:
    """Items under indicators, or under groups where nothing states an indicator.

    Labelled items are measures under any heading: some groups may lack their indicator.
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
    lines = tuple(line for section in found for line in section.lines)
    style = dominant_style(lines)
    if style is None:
        if bullet := outer_bullet(lines):
            items = list(_read(Section(lines=lines), by_marker(bullet, labels), labels))
            yield from items if all(item.labels >= _LEAST_LABELS for item in items) else ()
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
        items = list(_read(Section(lines=lines), by_title(labels, read[0]), labels))
        counted = all(leading_number(line.text) for line in lines if labels.read(line))
        # "๕. ระยะเวลา", "๖. งบประมาณ" once each are chapters of a project's paper or a tender.
        yield from () if counted and len(items) == 1 else items


def _read(section: Section, begins: Begins, labels: LabelReader) -> Iterator[ReadItem]:
    for item in cut_items(section, begins):
        yield read_item(item, labels)


def _begins(section: Section, labels: LabelReader) -> Begins | None:
    """How the items of a section under a heading begin; None when it has none."""
    style = item_style(section)
    for line in section.lines:
        marker = read_marker(line.text)
        if style is not None and marker and marker.number and is_item(marker, section, style):
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
    part = Section(lines=item.lines[1:])
    parts = list(_read(part, by_marker(inner[0], labels), labels)) if has_parts else []
    introduces = INTRO.search(item.title) and all(p.labels >= _LEAST_LABELS for p in parts)
    rest = _GENERIC().sub("", arabic_digits(squash(item.title)))
    if parts and (introduces or len(rest) <= _LONGEST_REST):
        yield from parts
    else:
        yield read_item(item, labels)


def _consistent(items: list[ReadItem]) -> list[ReadItem]:
    """Items without those that are not of the same kind as the labelled ones."""
    items = [
        item
        for item in items
        # "๑. การปฏิบัติหน้าที่ ๙๐.๑๐ คะแนน" is an indicator's score.
        if (title := item.measure.title)
        and (item.measure.fields or leading_indicator(title) is None or not scores_in(title))
    ]
    labelled = [item for item in items if item.labels >= _LEAST_LABELS]
    if (labelled and 2 * len(labelled) >= len(items)) or len(labelled) >= _LEAST_ITEMS:
        items = [item for item in items if item.labels]
    return without_shared_fields(items)


def _are_measures(items: Sequence[ReadItem], *, announced: bool) -> bool:
    """Three items under a title that announces them, or fewer with sure labels; no links."""
    if 2 * sum(looks_like_link(item.measure.title) for item in items) > len(items):
        return False
    if announced and len(items) >= _LEAST_ITEMS:
        return True
    return bool(items) and all(item.labels >= _LEAST_LABELS for item in items)
