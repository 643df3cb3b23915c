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
from itasearch.domain.word_lists import word_pattern
from itasearch.extract.cells import looks_like_link, scores_in
from itasearch.extract.cover.names import MOST_ORGANISATIONS, find_owner, named_organisations
from itasearch.extract.extracted import (
    ExtractedMeasure,
    Stream,
    TextBlockLine,
)
from itasearch.extract.lists.cards import (
    indicators_of_cards,
    without_card_numbers,
    without_signatures,
)
from itasearch.extract.lists.chapters import read_chapters
from itasearch.extract.lists.items import (
    Begins,
    Item,
    ReadItem,
    by_label,
    by_marker,
    by_title,
    cut_items,
    read_item,
    without_shared_fields,
)
from itasearch.extract.lists.labels import LabelReader, one_label_a_line
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
from itasearch.extract.tables.judge import announces_measures, is_about_integrity, is_other_document
from itasearch.extract.tables.segments import MOST_LINES, has_spaced_columns
from itasearch.text.thai.normalize import arabic_digits, squash

_LONGEST_REST = 4  # letters of a generic title beside the words of `_GENERIC`
_LEAST_ITEMS = 3
"""Items that make an announced list one of measures, and items with labels after which items
without any are dropped."""
_LEAST_LABELS = 2  # labelled fields of an item that is a measure without any announcement
_LEAST_OWN_SHARE = 0.5
"""Of the weight of all names, that of the owner; below it a document that names many towns is news
about others."""
_GENERIC = word_pattern(r"<reading_words.generic>|\d+|[\W_]+")
_ASIDE = word_pattern(
    rf"{OUTLINE_NUMBER}(?:<reading_words.chapters>|(?:<reading_words.whole_chapters>)$|\S{{0,60}}รักษาการ)"
)


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
    if (
        has_spaced_columns(outside)
        or _is_about_others(outside, labels)
        or is_other_document(outside)
    ):
        return ()
    prose = [line for line in outside if not CONTENTS.search(line.text)]
    if chapters := read_chapters(prose, announced=announced):
        return tuple(item.measure for item in chapters)
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
    if has_parts and _is_generic(item.title):
        part = Section(lines=item.lines[1:])
        yield from _read(part, by_marker(inner[0], labels), labels)
    else:
        yield read_item(item, labels)


def _consistent(items: list[ReadItem]) -> list[ReadItem]:
    """Items without those that are not of the same kind as the labelled ones."""
    items = [item for item in items if item.measure.title and not _is_score(item.measure)]
    labelled = [item for item in items if item.labels >= _LEAST_LABELS]
    if (labelled and 2 * len(labelled) >= len(items)) or len(labelled) >= _LEAST_ITEMS:
        items = [item for item in items if item.labels]
    return without_shared_fields(items)


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
