"""Measures from numbered lists: items 1.1, 1.2 … under indicators as headings, parts as steps.

Also outlines without indicators ("มาตรการที่ ๑ …", "ข้อ ๑ …", 1. 2. 3. under an
announcement of measures), with lines such as "ผู้รับผิดชอบ: กองคลัง" as fields. A title that
is nothing but words such as "มาตรการส่งเสริมคุณธรรม … ดังนี้" announces measures and is none.
Lines below tables may be fields of the tables' measures, too.

An item begins at a marker of its list's style, at a line labelled มาตรการ, or, where the
list has neither, at the line above the first label. Its labelled lines are fields, all other
lines its steps.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from itasearch.domain.headers import Field
from itasearch.domain.indicators import leading_indicator
from itasearch.domain.loader import word_pattern
from itasearch.extract.cells import looks_like_link, scores_in
from itasearch.extract.cover.names import MOST_ORGANISATIONS, find_owner, named_organisations
from itasearch.extract.extracted import (
    MEASURE_FIELDS,
    Bundle,
    ExtractedMeasure,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.lists.items import (
    INTRO,
    Begins,
    Item,
    ReadItem,
    begins_outer_chapter,
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
    above_labels,
    indicators_of_cards,
    is_of_page,
    labelled_items,
    one_label_a_line,
    with_card_numbers,
    without_card_numbers,
    without_signatures,
)
from itasearch.extract.lists.outline import (
    NAMED_STYLES,
    Section,
    dominant_style,
    heading_indicator,
    is_end,
    is_item,
    item_style,
    outer_bullet,
    sections,
)
from itasearch.extract.mending import CONTENTS
from itasearch.extract.numbering import OUTLINE_NUMBER, leading_number, read_marker
from itasearch.extract.tables.segments import (
    MOST_LINES,
    announces_measures,
    has_spaced_columns,
    is_about_integrity,
    is_other_document,
    names_measures,
    without_undecided,
)
from itasearch.model.source import SourceRef
from itasearch.text.thai.normalize import arabic_digits, squash

# Items of an announced list of measures; with labels, after which items without drop.
_LEAST_ITEMS = 3
_LEAST_INDICATORS = 2  # that headings name; one may be any chapter
_LEAST_LABELS = 2  # labelled fields of an item that is a measure without any announcement
# Of the weight of all names, the owner's; below it a document is news about others.
_LEAST_OWN_SHARE = 0.5
_GENERIC = word_pattern(r"<reading_words.generic>|\d+|[\W_]+")
_COUNTED = re.compile(r"\W*มาตรการที่\s*[\d๐-๙]+\s+\S")
_ASIDE = word_pattern(
    rf"{OUTLINE_NUMBER}(?:<reading_words.chapters>|(?:<reading_words.whole_chapters>)$|\S{{0,60}}รักษาการ)"
)


def _names_measures(stream: Stream) -> bool:
    """Whether lines "มาตรการ: …", or "มาตรการที่ ๑ …" of a form, name measures, as a header does."""
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
    # Fewer are a form where they share what a measure has.
    counted = [line for line in lines if _COUNTED.match(line.text)]
    is_form = len(named) > 1 or len(counted) >= _LEAST_ITEMS
    is_form &= len(labels.recurring & frozenset(MEASURE_FIELDS)) >= _LEAST_ITEMS
    return len(named) >= _LEAST_ITEMS or is_form


def read_lists(stream: Stream, titles: Sequence[str]) -> tuple[ExtractedMeasure, ...]:
    """Measures of the document's lists; () when its lists are about something else.

    A list counts only where `titles`, the first lines and headings, announce measures or guidelines
    on integrity, which headings that name indicators are about, too; labelled blocks where they
    name integrity, or the labels say "มาตรการ".
    """
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    by_indicator = len({*filter(None, map(heading_indicator, lines))}) >= _LEAST_INDICATORS
    announced = announces_measures(titles) or (by_indicator and names_measures(titles))
    about = announced or is_about_integrity(titles) or _names_measures(stream)
    if len(stream) > MOST_LINES or not about:
        return ()
    stream = one_label_a_line(stream)
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    labels = LabelReader(lines)
    stream = without_undecided(stream, labelled_items(lines, labels))
    stream = without_signatures(_without_repeated_heads(stream, labels), labels)
    stream = with_card_numbers(stream, labels)
    outside = [item for item in stream if isinstance(item, TextBlockLine)]
    fields = indicators_of_cards(outside, labels)
    whole = [section for section in sections(stream, fields) if not section.aside]
    cut = list(without_card_numbers(whole))
    lines = [line for section in cut for line in section.lines]
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
        items = _consistent(list(read(cut, labels)))
        if _are_measures(items, announced=announced):
            return tuple(item.measure for item in items)
    return ()


def _without_repeated_heads(stream: Stream, labels: LabelReader) -> Stream:
    """The stream, the lines above the first label or item only once: each form has them again."""
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    above = takewhile(lambda line: not (labels.read(line) or read_marker(line.text)), lines)
    is_form = any(map(labels.read, lines))
    head = {line.text: line.source for line in reversed([*above])} if is_form else {}
    return tuple(
        item
        for item in stream
        if isinstance(item, TableSegment) or head.get(item.text, item.source) == item.source
    )


def _by_headings(cut: Sequence[Section], labels: LabelReader) -> Iterator[ReadItem]:
    """Items under indicators, or under groups where nothing states an indicator.

    Labelled items are measures under any heading: some groups may lack their indicator.
    """
    is_stated = any(section.indicator is not None for section in cut)
    if not is_stated and len({section.heading for section in cut} - {""}) < 2:
        return
    for section in cut:
        begins = _begins(section, labels) if section.heading or is_stated else None
        items = _read(section, begins, labels) if begins is not None else ()
        sure = section.indicator is not None or not is_stated
        yield from (item for item in items if sure or item.labels >= _LEAST_LABELS)


def _by_outline(cut: Sequence[Section], labels: LabelReader) -> Iterator[ReadItem]:
    lines = tuple(line for section in cut for line in section.lines)
    if _are_blocks(lines, labels):
        return
    style = dominant_style(lines)
    if style is None:
        if bullet := outer_bullet(lines):
            items = list(_read(Section(lines=lines), by_marker(bullet, labels), labels))
            yield from items if all(item.labels >= _LEAST_LABELS for item in items) else ()
        return
    for item in cut_items(Section(lines=lines), by_marker(style, labels)):
        if not _ASIDE().match(item.title) and not _ASIDE().match(squash(item.title)):
            yield from _opened(item, style, labels)


def _are_blocks(lines: tuple[TextBlockLine, ...], labels: LabelReader) -> bool:
    """Whether all is in blocks "มาตรการ: …", the numbers of which begin at 1 in each."""
    items = list(cut_items(Section(lines=lines), by_label(labels)))
    if len(items) < 2 or any(leading_number(item.lines[0].text) for item in items):
        return False
    above = lines[: lines.index(items[0].lines[0])]
    numbers = [[n for line in item.lines if (n := leading_number(line.text))] for item in items]
    counted = all(own[0] == "1" for own in numbers if own)
    blocks = all(read_item(item, labels).labels >= _LEAST_LABELS for item in items)
    return counted and blocks and not any(leading_number(line.text) for line in above)


def _by_labels(cut: Sequence[Section], labels: LabelReader) -> Iterator[ReadItem]:
    """Blocks without any numbers: from one มาตรการ: to the next, or from title to title."""
    lines = tuple(line for section in cut for line in section.lines)
    read = [label.field for line in lines if (label := labels.read(line))]
    stated = any(section.indicator for section in cut)
    blocks = cut if stated else [Section(lines=lines)]
    if Field.TITLE in read:
        yield from _read(Section(lines=lines), by_label(labels), labels)
    elif read:
        begins = by_title(labels, read[0])
        items = [item for block in blocks for item in _read(block, begins, labels)]
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
        label = labels.read(line)
        if label is not None and label.field is Field.TITLE:
            return by_label(labels)
        marker = read_marker(line.text)
        if style is not None and marker and marker.number and is_item(marker, section, style):
            return by_marker(style, labels)
    # Bullets below a label that is alone on its line are steps of the title above it.
    marked = (index for index, line in enumerate(section.lines) if read_marker(line.text))
    first = next(marked, 0)
    above = labels.read(section.lines[first - 1]) if first else None
    return by_marker(style, labels) if style and (above is None or above.text) else None


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
    if parts and (introduces or not rest):
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


# Fields of measures in lines below tables: "ผลการดำเนินการ : …". A report may give each measure a
# table of one row, for how, when and who, and its results in paragraphs below: such lines belong to
# the measure above them, but to none where only one table of the document has them, as they may be
# about all. Results below a table of several measures are in no row, which a warning says.
_Read = tuple[Bundle, ExtractedMeasure | None]
_Rows = tuple[SourceRef, SourceRef]  # a table's first and last row

_RESULTS = frozenset({Field.RESULTS, Field.OUTCOMES})


def with_fields_below(
    read: Sequence[_Read], stream: Stream
) -> tuple[list[_Read], SourceRef | None]:
    """`read`, each measure that is alone in its table with the labelled lines below it.

    Returns also where results begin that no measure has, None where there are none.
    """
    if not any(
        isinstance(a, TableSegment) and isinstance(b, TextBlockLine) for a, b in pairwise(stream)
    ):
        return [*read], None
    lines = one_label_a_line(stream)
    labels = LabelReader(item for item in lines if isinstance(item, TextBlockLine))
    below = dict(_below(lines, labels))
    counts = Counter(field for measure in below.values() for field, _ in measure.fields)
    completed: list[_Read] = []
    for bundle, measure in read:
        more = below.get((bundle.rows[0].source, bundle.rows[-1].source))
        if measure is not None and more is not None:
            measure = _with_fields(measure, more, {field for field in counts if counts[field] > 1})
        completed.append((bundle, measure))
    measures = [measure for _, measure in completed if measure is not None]
    has_results = any(_RESULTS & dict(measure.fields).keys() for measure in measures)
    if len(measures) < 2 or has_results:
        return completed, None
    return completed, _results_below(lines, labels)


def _results_below(stream: Stream, labels: LabelReader) -> SourceRef | None:
    """Where labelled results begin below the tables, None where there are none."""
    begun = False
    for item, after in pairwise((*stream, None)):
        if isinstance(item, TableSegment):
            begun |= bool(item.header and item.rows)
            continue
        label = labels.read(item) if item is not None and begun and not item.aside else None
        opens = label is not None and label.field in _RESULTS
        if item and label and opens and (label.text or isinstance(after, TextBlockLine)):
            return item.source
    return None


def _with_fields(
    measure: ExtractedMeasure, more: ExtractedMeasure, allowed: set[Field] | frozenset[Field]
) -> ExtractedMeasure:
    fields = [f for f in more.fields if measure.field(f[0]) is None and f[0] in allowed]
    cells = (*measure.raw_cells, *(more.raw_cells if fields else ()))
    return replace(measure, fields=(*measure.fields, *fields), raw_cells=cells)


def _below(stream: Stream, labels: LabelReader) -> Iterator[tuple[_Rows, ExtractedMeasure]]:
    """The rows of each table with labelled lines below it, and these as a measure."""
    rows: _Rows | None = None
    lines: list[TextBlockLine] = []
    for item in (*stream, None):
        if isinstance(item, TextBlockLine):
            lines.append(item)
            continue
        untitled = item is not None and item.header and not item.header.has(Field.TITLE)
        # The last line, or that above labels, may name the measure of the table below it.
        count, _ = above_labels(lines, labels)
        count = count or len(lines)
        named = untitled and lines and not labels.read(lines[count - 1])
        own = _own(lines[: count - 1] if named else lines, labels)
        if rows is not None and own:
            # The first line of an item is its title, which the table has.
            yield rows, read_item(Item(number=None, lines=(own[0], *own)), labels).measure
        rows = (item.rows[0].source, item.rows[-1].source) if item and item.rows else None
        lines = []


def _own(lines: Sequence[TextBlockLine], labels: LabelReader) -> list[TextBlockLine]:
    """From the first labelled line on to the next measure or chapter."""
    own: list[TextBlockLine] = []
    for line in lines:
        label, marker = labels.read(line), read_marker(line.text)
        named = marker is not None and marker.style in NAMED_STYLES
        ends = is_of_page(line.text) or is_end(line.text) or begins_outer_chapter(line)
        if not label and (line.rank or named or ends):
            break
        own += [line] if own or (label and label.field is not Field.TITLE) else []
    return own
