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
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, takewhile

from itasearch.domain.headers import Field, header_key, header_matches, sure_header
from itasearch.domain.indicators import indicator_called, leading_indicator
from itasearch.domain.loader import Patterns
from itasearch.extract.cells import is_state, looks_like_link, scores_in
from itasearch.extract.cover.names import MOST_ORGANISATIONS, find_owner, named_organisations
from itasearch.extract.decision import (
    DocumentSubject,
    announces_measures,
    is_about_integrity,
    names_measures,
    names_topics,
)
from itasearch.extract.extracted import (
    LONGEST_HEADING,
    MEASURE_FIELDS,
    PLAIN_FIELDS,
    Bundle,
    ExtractedMeasure,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS
from itasearch.extract.lists.ends import with_fields_behind
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
    with_list_fields,
    without_shared_fields,
)
from itasearch.extract.lists.label_lines import (
    above_labels,
    one_label_a_line,
    with_texts,
    with_whole_brackets,
)
from itasearch.extract.lists.labels import LabelReader
from itasearch.extract.lists.outline import (
    NAMED_STYLES,
    Section,
    begins_outer_chapter,
    dominant_style,
    heading_indicator,
    is_end,
    is_heading,
    is_item,
    item_style,
    outer_bullet,
    sections,
)
from itasearch.extract.lists.records import (
    card_numbers,
    indicators_of_cards,
    is_of_page,
    labelled_items,
    without_signatures,
)
from itasearch.extract.mending import CONTENTS
from itasearch.extract.numbering import OUTLINE_NUMBER, leading_number, read_marker, unmarked
from itasearch.extract.tables.segments import MOST_LINES, has_spaced_columns, unit_above
from itasearch.lost_parts import cut_off
from itasearch.model.source import SourceRef
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.thai.normalize import arabic_digits, squash

# Items of an announced list of measures; with labels, after which items without drop.
_LEAST_ITEMS = 3
_LEAST_LABELS = 2  # labelled fields of an item that is a measure without any announcement
_LEAST_INDICATORS = 2  # or units, that headings name; one may be any chapter
_NO_LISTS = frozenset({Field.PROBLEMS, Field.RECOMMENDATIONS, Field.FOLLOW_UP, Field.RESPONSIBLE})
CAME_OF_IT = frozenset({Field.RESULTS, Field.OUTCOMES})
_CAME_OF = frozenset({Field.RESULTS, Field.PROBLEMS})
_LEAST_ASIDE = 0.7  # of a heading's words to those of such a field; by hand
# Of the weight of all names, the owner's; below it a document is news about others.
_LEAST_OWN_SHARE = 0.5
_patterns = Patterns("reading_patterns", outline_number=OUTLINE_NUMBER)
_LONGEST_SOUGHT = 30  # code points of a line that are looked for in measures; by hand
_LEAST_AGAIN_SHARE = 0.8  # of the tables' titles, those in the lines above them; by hand


def _subject(stream: Stream, titles: Sequence[str]) -> DocumentSubject:
    """The subject of a document's lists: headings that name indicators are about integrity, too."""
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    by_indicator = len({*filter(None, map(heading_indicator, lines))}) >= _LEAST_INDICATORS
    announced = announces_measures(titles) or (by_indicator and names_measures(titles))
    about = announced or is_about_integrity(titles) or _records_name_measures(lines)
    return DocumentSubject(announced=announced, about=about)


def _records_name_measures(lines: Sequence[TextBlockLine]) -> bool:
    """Whether lines "มาตรการ: …", or "มาตรการที่ ๑ …" of a form, name measures, as a header does.

    Or "กิจกรรม: …" of a form, or items with labels, where most of these are on topics of measures.
    """
    labels = LabelReader(lines)
    read = [(line, labels.read(line)) for line in lines]
    titled = [(line, label) for line, label in read if label and label.field is Field.TITLE]
    named = [
        line for line, label in titled if "มาตรการ" in squash(line.text.removesuffix(label.text))
    ]
    # Fewer are a form where they share what a measure has.
    counted = [line for line in lines if _patterns.lists_counted.match(line.text)]
    is_form = len(named) > 1 or len(counted) >= _LEAST_ITEMS
    titles = [label.text for _, label in titled]
    titles = titles or [unmarked(item.text) for item, *_ in labelled_items(lines, labels)]
    is_form |= len(titles) >= _LEAST_ITEMS and names_topics(titles)
    is_form &= len(labels.recurring & frozenset(MEASURE_FIELDS)) >= _LEAST_ITEMS
    return len(named) >= _LEAST_ITEMS or is_form


def _are_measures(items: Sequence[ReadItem], *, announced: bool) -> bool:
    """Three items below an announcement, or fewer with sure labels; no links, no vows."""
    if 2 * sum(looks_like_link(item.measure.title) for item in items) > len(items):
        return False
    titles = [squash(item.measure.title) for item in items if not item.measure.fields]
    if 2 * sum(map(bool, map(_patterns.pledge.match, titles))) > len(items):
        return False
    if announced and len(items) >= _LEAST_ITEMS:
        return True
    return bool(items) and all(item.labels >= _LEAST_LABELS for item in items)


def read_lists(stream: Stream, titles: Sequence[str]) -> tuple[ExtractedMeasure, ...]:
    """Measures of the document's lists; () when its lists are about something else.

    A list counts only where `titles`, the first lines and headings, announce measures or guidelines
    on integrity, which headings that name indicators are about, too; labelled blocks where they
    name integrity, or the labels say "มาตรการ".
    """
    stream = _with_indicators_marked(with_whole_brackets(stream))
    subject = _subject(stream, titles)
    if not subject.about:
        return ()
    if len(stream) > MOST_LINES:
        cut_off("รายการที่ไม่ได้อยู่ในตาราง")
        return ()
    stream = _with_one_word(one_label_a_line(stream))
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    labels = LabelReader(lines)
    stream = without_signatures(_without_repeated_heads(stream, labels), labels)
    outside = [item for item in stream if isinstance(item, TextBlockLine)]
    fields = indicators_of_cards(outside, labels) | _second_title_lines(outside, labels)
    whole = [section for section in sections(stream, fields) if not section.aside]
    lines = [line for section in whole for line in section.lines]
    counts = card_numbers(lines)
    numbers: dict[SourceRef, str] = {}
    count = ""
    for line in lines:
        count = numbers[line.source] = counts.get(id(line), count)
    whole = [
        replace(section, lines=tuple(line for line in section.lines if id(line) not in counts))
        for section in whole
    ]
    cut = _with_guidelines_as_titles(_with_like_bullets(whole))
    lines = [line for section in cut for line in section.lines]
    labels = LabelReader(lines)
    if has_spaced_columns(outside):
        return ()
    if not any(map(labels.read, outside)):
        owner = find_owner(outside)
        is_own = owner is not None and owner.share >= _LEAST_OWN_SHARE
        # News about many towns, none of which the document is by.
        if not is_own and len(named_organisations(outside)) > MOST_ORGANISATIONS:
            return ()
    prose = [line for line in outside if not CONTENTS.search(line.text)]
    blocks = _are_blocks(lines, labels)
    readings = [] if blocks else [read_chapters(prose, announced=subject.announced)]
    is_titled = any(label.field is Field.TITLE for line in lines if (label := labels.read(line)))
    for read in (_by_headings, _by_outline, _by_labels):
        if read is not _by_labels or is_titled or not any(readings):
            items = _consistent(list(read(cut, labels)))
            readings += [items] if _are_measures(items, announced=subject.announced) else []
    # An OCR takes bold type for headings, or not, as it likes.
    best = max(filter(None, readings), key=_labelled, default=[])
    measures = with_fields_behind([item.measure for item in best])
    measures = _with_units_above(measures, outside)
    # "๑. ชื่อมาตรการ" of each form counts its labels, "แบบที่ ๑" above it the forms.
    if len(measures) > 1 and len({measure.number for measure in measures}) == 1:
        forms = [numbers.get(measure.source, "") for measure in measures]
        is_counted = len({*forms} - {""}) == len(forms)
        counted = zip(measures, forms, strict=True)
        return tuple(replace(m, number=form if is_counted else None) for m, form in counted)
    return measures


def _second_title_lines(
    lines: Sequence[TextBlockLine], labels: LabelReader
) -> frozenset[TextBlockLine]:
    """Lines such as "ด้านพัสดุ" that end the title "มาตรการ: ตรวจสอบ" above them and head nothing."""
    read = [*map(labels.read, lines)]
    return frozenset(
        line
        for above, line, label, below in zip(read, lines[1:], read[1:], read[2:], strict=False)
        if above and above.text and above.field is Field.TITLE
        if not (label or line.rank or heading_indicator(line) or read_marker(line.text))
        if below is None or below.field is not Field.TITLE
    )


def _labelled(items: Sequence[ReadItem]) -> tuple[int, int, int]:
    """How many items have labels, how many fields all have, then whether all have indicators."""
    labelled = sum(item.labels >= _LEAST_LABELS for item in items)
    fields = sum(len(item.measure.fields) for item in items) * bool(labelled)
    return labelled, fields, all(item.measure.indicator is not None for item in items)


def _with_units_above(
    measures: tuple[ExtractedMeasure, ...], lines: Sequence[TextBlockLine]
) -> tuple[ExtractedMeasure, ...]:
    """The measures; of a list by units, "๒. กองคลัง" above ๒.๑, ๒.๒, each with the one above it."""
    begun = {measure.source for measure in measures}
    held = {raw for measure in measures for _, raw in measure.raw_cells}
    units: dict[SourceRef, str] = {}
    unit = ""
    for above, line in pairwise(lines):
        heads = line.source in begun and above.raw not in held
        unit = units[line.source] = (unit_above(above.text) if heads else "") or unit
    own = [(Field.RESPONSIBLE, units.get(measure.source, "")) for measure in measures]
    is_named = any(measure.field(Field.RESPONSIBLE) for measure in measures)
    are_units = all(_patterns.division.match(name) for _, name in own)
    if is_named or not are_units or len({*own}) < _LEAST_INDICATORS:
        return measures
    return tuple(replace(m, fields=(*m.fields, who)) for m, who in zip(measures, own, strict=True))


def read_skipped(stream: Stream, numbers: Container[str]) -> Iterator[ExtractedMeasure]:
    """Labelled items with these numbers, which the tables around them skip; of two alike none."""
    stream = one_label_a_line(stream)
    labels = LabelReader(item for item in stream if isinstance(item, TextBlockLine))
    indicator: int | None = None
    measures: defaultdict[str, list[ExtractedMeasure]] = defaultdict(list)
    for section in sections(stream):
        indicator = section.indicator or indicator
        begins = by_marker(item_style(section) or "", labels)
        for item in cut_items(replace(section, indicator=indicator), begins):
            read = read_item(item, labels)
            if item.number in numbers and read.labels >= _LEAST_LABELS:
                measures[str(item.number)].append(read.measure)
    return (own[0] for own in measures.values() if len(own) == 1)


def read_again(
    stream: Stream, titles: Sequence[str], of_tables: Sequence[ExtractedMeasure]
) -> Sequence[ExtractedMeasure]:
    """The list above the first measure of a table that has all or nearly all titles of the tables,
    such as a plan above its results of the same year; () without one."""
    first = of_tables[0].source
    above = takewhile(
        lambda i: isinstance(i, TextBlockLine) or all(row.source != first for row in i.rows), stream
    )
    lines = tuple(item for item in above if isinstance(item, TextBlockLine))
    text = squash("".join(line.text for line in lines))
    again = sum(squash(measure.title) in text for measure in of_tables)
    heads = [line.text for line in lines if _heads_lists(line)]
    years = {year for text in heads for year in be_years(text)}
    is_other = len(years) > 1 or any(map(_patterns.of_year_before.search, heads))
    if is_other or again < max(_LEAST_NAMED, _LEAST_AGAIN_SHARE * len(of_tables)):
        return ()
    of_table = [*takewhile(_heads_lists, reversed(lines))]
    listed = read_lists(lines[: len(lines) - len(of_table)], titles)
    indicators = {(squash(m.title), m.number): m.indicator for m in of_tables}
    kinds = ({m.indicator, indicators.get((squash(m.title), m.number))} - {None} for m in listed)
    # Results above a table are of another plan.
    is_other = any(_CAME_OF.intersection(dict(m.fields)) for m in listed)
    return () if is_other or any(len(own) > 1 for own in kinds) else listed


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsBesideTables:
    """Lists of measures beside those of tables."""

    above: tuple[ExtractedMeasure, ...] = ()  #: items with two labels or more, above all tables
    below: tuple[ExtractedMeasure, ...] = ()  #: such items behind them
    unlabelled: tuple[str, ...] = ()  #: numbers or titles of the items beside them with fewer
    headings: tuple[str, ...] = ()  #: of indicators, with text below them that gave no measure


def read_beside_tables(
    stream: Stream, titles: Sequence[str], of_tables: Sequence[ExtractedMeasure]
) -> ListsBesideTables:
    """Lists above and below tables, where these do not have an item's text or title.

    One labelled item is enough below a heading behind a table, as of an indicator; else a list is
    of two or more, each with who does it or when, and its heading names no problems or advice.
    """
    cells = ((m.title, *(text for _, text in m.raw_cells)) for m in of_tables)
    table_texts = {squash(it) for own in cells for it in own}
    table_titles = {squash(m.title) for m in of_tables} - {""}
    above: list[ExtractedMeasure] = []
    below: list[ExtractedMeasure] = []
    unlabelled: list[str] = []
    headings: dict[str, None] = {}
    lines: list[TextBlockLine] = []
    is_behind = False
    for item in (*stream, None):
        if isinstance(item, TextBlockLine):
            lines.append(item)
            continue
        heads = _heads_lists if is_behind else _heads_part
        begun = (i for i, line in enumerate(lines) if heads(line))
        headed = tuple(lines[next(begun, len(lines)) :])
        # What heads a table is no text of the last item above it.
        of_table = [*takewhile(_heads_lists, reversed(headed if item else ()))]
        listed = headed[: len(headed) - len(of_table)]
        items = read_lists(listed, titles) if listed else ()
        labelled = [m for m in items if len(dict(m.fields).keys() - {Field.STEPS}) >= _LEAST_LABELS]
        planned = [m for m in labelled if PLAIN_FIELDS & dict(m.fields).keys()]
        is_list = bool(labelled) and 2 * len(labelled) >= len(items)
        is_grouped = is_behind and bool(headed) and is_heading(headed[0])
        is_list &= is_grouped or (
            len(planned) == len(labelled) > 1 and not any(map(_names_others, headed[:2]))
        )
        item_titles = [squash(m.title) for m in items]
        is_again = any(t in title or title in t for t in table_titles for title in item_titles)
        if is_list and not is_again:
            (below if is_behind else above).extend(labelled)
            unlabelled += (m.number or f"“{m.title}”" for m in items if m not in labelled)
        elif is_behind and not any(squash(line.text) in table_texts for line in headed):
            # The last lines above a table are of it.
            read = sections(headed)[: None if item is None else -1]
            headings |= {section.heading: None for section in read if section.indicator}
        is_behind |= item is not None and item.header is not None
        lines = []
    return ListsBesideTables(
        above=tuple(above),
        below=tuple(below),
        unlabelled=tuple(unlabelled),
        headings=tuple(headings),
    )


def _heads_lists(line: TextBlockLine) -> bool:
    return bool(line.rank) or is_heading(line) or begins_outer_chapter(line)


def _heads_part(line: TextBlockLine) -> bool:
    """Whether a line heads a part of the measures: "ส่วนที่ ๑", "## มาตรการหลัก", no title."""
    is_named = names_measures([line.text]) and not announces_measures([line.text])
    return begins_outer_chapter(line) or bool(line.rank and is_named)


def _names_others(line: TextBlockLine) -> bool:
    """Whether a heading is of problems, advice or follow-up, or of the year before."""
    text = _patterns.chapter_number.sub("", arabic_digits(line.text))
    best = next(iter(header_matches(unmarked(text))), None)
    is_aside = best is not None and best.field in _NO_LISTS and best.likeness >= _LEAST_ASIDE
    return is_aside or _patterns.of_year_before.search(text) is not None


def _with_indicators_marked(stream: Stream) -> Stream:
    """The stream; "๑. การใช้อำนาจ หัวหน้าพึง…" above ๑.๑, ๑.๒ as "๑. ตัวชี้วัดการใช้อำนาจ …".

    Only where all that heads such lists names an indicator, and several do; lines without a number
    above "มาตรการ: …" that name one head what follows, whatever is above others.
    """
    heads: list[tuple[TextBlockLine, int]] = []
    above: TextBlockLine | None = None
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    labels = LabelReader(lines if any(_led_by(line.text) for line in lines) else ())
    for line in lines:
        marker, label = read_marker(line.text), labels.read(line)
        own = read_marker(above.text) if above else None
        if above and marker and marker.parts[1:] and marker.parts[-1] == 1:
            if (own.parts if own else ()) in {(), marker.parts[:-1]}:
                heads.append((above, own.end if own else 0))
        elif above and label and label.field is Field.TITLE and _led_by(above.text):
            heads.append((above, 0))
        leads = not marker and (INTRO.search(line.text) or names_measures([line.text]))
        above = above if leads and not _led_by(line.text) else line
    # "๔. การกำกับติดตาม" is of no indicator, but of all.
    heads = [
        (head, end)
        for head, end in heads
        if not (
            sure_header(head.text[end:])
            or _patterns.lists_aside.match(arabic_digits(squash(head.text)))
        )
    ]
    named = [heading_indicator(head) or _led_by(head.text[end:]) for head, end in heads]
    if not all(named) or len({*named}) < _LEAST_INDICATORS:
        return stream
    marked = {
        id(head): f"{head.text[:end]}ตัวชี้วัด{_patterns.lists_of_indicator.sub('', head.text[end:])}"
        for head, end in heads
        if heading_indicator(head) is None
    }
    return with_texts(stream, lambda line: marked.get(id(line), line.text))


def _led_by(text: str) -> int | None:
    """The indicator whose name the first words of a text are, before others; else None."""
    words = _patterns.lists_of_indicator.sub("", text).split()
    names = ("".join(words[:count]).strip(":-–") for count in range(1, min(len(words) + 1, 6)))
    return next((named.number for name in names if (named := indicator_called(name))), None)


def _with_one_word(stream: Stream) -> Stream:
    """The stream; "มาตรการที่ 1", "เรื่องที่ 2", "มาตรการที่ 3" that count on have the first word."""
    texts = (item.text for item in stream if isinstance(item, TextBlockLine))
    markers = {t: m for t in texts if (m := read_marker(t)) and m.style in NAMED_STYLES}
    numbers = [marker.number for marker in markers.values()]
    if numbers != [str(count + 1) for count in range(len(numbers))]:
        return stream
    word = next((marker.style for marker in markers.values()), "")
    named = {t: f"{word}ที่ {m.number} {t[m.end :]}" for t, m in markers.items()}
    return with_texts(stream, lambda line: named.get(line.text, line.text))


def _with_like_bullets(cut: Sequence[Section]) -> Sequence[Section]:
    """The sections; where some begin with "-" and some with "•", an OCR misread one list's sign."""
    headed = [section.lines for section in cut if section.heading]
    lists = [[m for line in lines if (m := read_marker(line.text))] for lines in headed]
    is_counted = any(marker.number for own in lists for marker in own)
    if is_counted or len({own[0].style for own in lists if own}) < 2:
        return cut

    def alike(line: TextBlockLine) -> TextBlockLine:
        return replace(line, text=f"- {unmarked(line.text)}") if read_marker(line.text) else line

    return [replace(s, lines=tuple(map(alike, s.lines))) if s.heading else s for s in cut]


def _with_guidelines_as_titles(cut: Sequence[Section]) -> Sequence[Section]:
    """The sections; where all of indicators are labels, "แนวทางแก้ไข: …" of each is a measure."""
    lists = [section.lines for section in cut if section.indicator]
    names = {id(line): header_key(line.text.partition(":")[0]) for line in chain(*lists)}
    often = (name for name, count in Counter(names.values()).items() if count == len(lists))
    titles = [
        name
        for name in often
        if any(m.field is Field.TITLE and m.likeness == 1 for m in header_matches(name))
    ]
    marked = any(read_marker(line.text) for line in chain(*lists))
    if len(titles) != 1 or len(lists) < _LEAST_ITEMS or marked:
        return cut

    def named(line: TextBlockLine) -> TextBlockLine:
        text = f"มาตรการ:{line.text.partition(':')[2]}"
        return replace(line, text=text) if names.get(id(line)) == titles[0] else line

    return [replace(section, lines=tuple(map(named, section.lines))) for section in cut]


def _without_repeated_heads(stream: Stream, labels: LabelReader) -> Stream:
    """The stream, the lines above the first label or item only once: each form has them again, or
    two of them as one line.

    Without the state above each title where the first title is below one, too.
    """
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    states = {id(line) for line, below in pairwise(lines) if below.rank and is_state(line.text)}
    inside = (id(i) not in states and bool(labels.read(i) or read_marker(i.text)) for i in lines)
    above = lines[: [*inside, True].index(True)]
    states = states if states & {*map(id, above)} else set()
    is_form = any(map(labels.read, lines))
    heads = [(line.text, line.source) for line in above]
    heads += [(first.text + second.text, first.source) for first, second in pairwise(above)]
    head = {squash(text): source for text, source in reversed(heads)} if is_form else {}
    return tuple(
        item
        for item in stream
        if isinstance(item, TableSegment)
        or (head.get(squash(item.text), item.source) == item.source and id(item) not in states)
    )


def unread_headings(stream: Stream, measures: Sequence[ExtractedMeasure]) -> tuple[str, ...]:
    """The headings, or the first words, of lines among the measures that no measure holds.

    Lines count from the first measure on, up to a signature or what is of the page.
    """
    texts = [text for m in measures for text in (m.title, *dict(m.fields).values())]
    held = "".join(map(squash, texts))
    places = {measure.source for measure in measures}
    unread: dict[str, None] = {}
    heading, begun = "", False
    for item in stream:
        if isinstance(item, TableSegment):
            begun, heading = False, ""
            continue
        begun |= item.source in places
        if is_end(item.text) or is_of_page(item.text):
            begun = False
        elif begun and (is_heading(item) or begins_outer_chapter(item) or _is_bare(item.text)):
            heading = unmarked(item.text)
        elif begun and not item.aside:
            body = squash(unmarked(item.text.rpartition(":")[2]))[:_LONGEST_SOUGHT]
            heading = heading if body and body not in held else ""
            if heading:
                unread[heading[:LONGEST_HEADING]] = None
    return tuple(unread)


def _is_bare(text: str) -> bool:
    """Whether a line is nothing but the name of a field: "ปัญหาและอุปสรรค"."""
    best = sure_header(unmarked(text).rstrip(":"))
    return best is not None and best.likeness == 1


def left_over(stream: Stream, measures: Sequence[ExtractedMeasure]) -> tuple[str, ...]:
    """Numbers of lines like measures that no measure begins at.

    Such lines have labels of a measure below them, and are in no measure or in one that had these
    labels before.
    """
    lines = [item for item in one_label_a_line(stream) if isinstance(item, TextBlockLine)]
    labels = LabelReader(lines)
    places = {measure.source for measure in measures}
    held = {raw for measure in measures for _, raw in measure.raw_cells}
    left: dict[int, None] = {}
    seen, below = set[Field](), set[Field]()
    at: int | None = None
    for index, line in enumerate(lines):
        marker, label = read_marker(line.text), labels.read(line)
        if line.source in places:
            seen, below, at = set(), set(), None
        elif label is not None and label.field in MEASURE_FIELDS:
            below |= {label.field}
            again = at is not None and (lines[at].raw not in held or below <= seen)
            if at is not None and again and len(below) >= _LEAST_LABELS:
                left[at] = None
            seen |= set() if at is not None else {label.field}
        elif marker is not None and marker.number:
            seen, below, at = seen | below, set(), index
    return tuple(leading_number(lines[index].text) or "" for index in left)


def _by_headings(cut: Sequence[Section], labels: LabelReader) -> Iterator[ReadItem]:
    """Items under indicators, or under groups where nothing states an indicator.

    Labelled items are measures under any heading, and so are those of chapters that count on from
    one another: some groups may lack their indicator.
    """
    is_stated = any(section.indicator is not None for section in cut)
    if not is_stated and len({section.heading for section in cut} - {""}) < 2:
        return
    styles = {item_style(section) for section in cut if section.heading}
    lists: list[list[ReadItem]] = []
    above: list[Mapping[Field, str]] = []
    for section in cut:
        begins = _begins(section, labels, styles) if section.heading or is_stated else None
        first = min(begins(section), default=0) if begins else 0
        read = filter(None, map(labels.read, section.lines[:first]))
        above.append({i.field: i.text for i in read if i.text and i.field in MEASURE_FIELDS})
        items = _read(section, begins, labels) if begins is not None else ()
        lists.append([i for i in items if not _patterns.of_paper.match(i.measure.title)])
        # "๔. ข้อเสนอ" is no item of the list above it.
        while (own := lists[-1]) and not (own[-1].measure.fields or _rest(own[-1].measure.title)):
            own.pop()
    sure = [section.indicator is not None or not is_stated for section in cut]
    linked = [*zip(range(1, len(cut)), pairwise(lists), strict=False)]
    for at, (upper, lower) in (*linked, *reversed(linked)):
        if cut[at - 1].heading and cut[at].heading and _counts_on(upper, lower):
            sure[at - 1 : at + 1] = [sure[at - 1] or sure[at]] * 2
    chosen = [
        [item for item in items if is_sure or item.labels >= _LEAST_LABELS]
        for items, is_sure in zip(lists, sure, strict=True)
    ]
    yield from chain.from_iterable(with_list_fields(chosen, above))


def _counts_on(above: Sequence[ReadItem], below: Sequence[ReadItem]) -> bool:
    last, first = (
        items[at].measure.number or "" if items else "" for items, at in ((above, -1), (below, 0))
    )
    return last.isdecimal() and first.isdecimal() and int(first) == int(last) + 1


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
    markers = filter(None, (read_marker(line.text) for line in lines))
    styles = dict.fromkeys([style, *(marker.style for marker in markers if marker.number)])
    # "๑. เรื่องเดิม" of a letter above measures (๑), (๒); but 1), 2) below "มาตรการที่ ๑" are steps.
    named = [own for own in styles if own in NAMED_STYLES]
    readings = [[*_items(lines, own, labels)] for own in (*named, *styles)]
    yield from max(readings, key=lambda items: _labelled(items)[: 1 if named else None])


def _items(lines: tuple[TextBlockLine, ...], style: str, labels: LabelReader) -> Iterator[ReadItem]:
    for item in cut_items(Section(lines=lines), by_marker(style, labels)):
        is_aside = any(map(_patterns.lists_aside.match, (item.title, squash(item.title))))
        if not is_aside and not _patterns.of_paper.match(item.title):
            yield from _opened(item, style, labels)


def _are_blocks(lines: Sequence[TextBlockLine], labels: LabelReader) -> bool:
    """Whether all is in blocks "มาตรการ: …", the numbers of which begin alike in each."""
    items = list(cut_items(Section(lines=tuple(lines)), by_label(labels)))
    if len(items) < 2 or any(leading_number(item.lines[0].text) for item in items):
        return False
    numbers = [[n for line in item.lines if (n := leading_number(line.text))] for item in items]
    counted = len({own[0] for own in numbers if own}) < 2
    blocks = all(read_item(item, labels).labels >= _LEAST_LABELS for item in items)
    return counted and blocks


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


def _begins(
    section: Section, labels: LabelReader, styles: Collection[str | None] = ()
) -> Begins | None:
    """How the items of a section under a heading begin; None when it has none.

    `styles`: of the sections' items; one of them alone is an item, too.
    """
    style = item_style(section)
    marked = {i: m for i, line in enumerate(section.lines) if (m := read_marker(line.text))}
    style = style or next((m.style for m in marked.values() if m.style in styles), None)
    read = [*map(labels.read, section.lines)]
    labelled = [index for index, label in enumerate(read) if label]
    first = next(iter(marked), 0)
    above = read[first - 1] if first else None
    # Bullets below a bare "มาตรการ" and a bare "ผู้รับผิดชอบ" are their texts.
    is_bare = any(label and not label.text for label in read[first : max(marked, default=0)])
    # A bare "มาตรการ" heads a list of titles, "แนวทางแก้ไข/มาตรการ" where nothing else may be one.
    alone = (
        first > 0
        and labelled[:first] == [*range(first)]
        and "มาตรการ" in section.lines[first - 1].text
    )
    heads = bool(above and not (above.text or is_bare) and (above.field is Field.TITLE or alone))
    for index, label in enumerate(read):
        if label is not None and label.field is Field.TITLE and not heads:
            return by_label(labels)
        marker = marked.get(index)
        if style is not None and marker and marker.number and is_item(marker, section, style):
            return by_marker(style, labels)
    # Bullets below another label that is alone on its line are steps of the title above it.
    return by_marker(style, labels) if style and (above is None or above.text or heads) else None


def _opened(item: Item, style: str, labels: LabelReader) -> Iterator[ReadItem]:
    """The item itself, or its parts where it is a chapter that only says "มาตรการ … ดังนี้"."""
    markers = [marker for line in item.lines[1:] if (marker := read_marker(line.text))]
    inner = [marker.style for marker in markers if marker.number and marker.style != style]
    labelled = len(item.lines) > 1 and labels.read(item.lines[1]) is not None
    has_parts = bool(inner) and inner.count(inner[0]) >= 2 and not labelled
    part = Section(lines=item.lines[1:])
    parts = list(_read(part, by_marker(inner[0], labels), labels)) if has_parts else []
    introduces = INTRO.search(item.title) and all(p.labels >= _LEAST_LABELS for p in parts)
    if parts and (introduces or not _rest(item.title)):
        yield from parts
    else:
        yield read_item(item, labels)


def _rest(title: str) -> str:
    """A title without words that say no more than that measures follow."""
    return _patterns.generic.sub("", arabic_digits(squash(title)))


def _consistent(items: list[ReadItem]) -> list[ReadItem]:
    """Items without those that are not of the same kind as the labelled ones."""
    items = [
        item
        for item in items
        # "๑. การปฏิบัติหน้าที่ ๙๐.๑๐ คะแนน" is an indicator's score.
        if re.search(r"\w", title := item.measure.title)
        and (item.measure.fields or leading_indicator(title) is None or not scores_in(title))
    ]
    labelled = [item for item in items if item.labels >= _LEAST_LABELS]
    if (labelled and 2 * len(labelled) >= len(items)) or len(labelled) >= _LEAST_ITEMS:
        items = [item for item in items if item.labels]
    return without_shared_fields(items)


# Fields of measures in lines below tables: "ผลการดำเนินการ : …". A report may give each measure a
# table of one row, for how, when and who, and its results in paragraphs below: such lines belong to
# the measure above them, but to none where only one table of the document has them, as they may be
# about all. Results below a table of several measures are in no row, which a warning says.
_Read = tuple[Bundle, ExtractedMeasure | None]
_Rows = tuple[SourceRef, SourceRef]  # a table's first and last row

_LEAST_NAMED = 2  # measures that lines below a table name; one may be chance
_RESULTS_LABEL = "ผลการดำเนินการ"


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
    whole = [index for index, (_, measure) in enumerate(completed) if measure is not None]
    measures = [measure for _, measure in completed if measure is not None]
    has_results = any(CAME_OF_IT & dict(measure.fields).keys() for measure in measures)
    if len(measures) < _LEAST_NAMED:
        return completed, None
    named = _named_below(lines, measures, labels)
    if len(named) < _LEAST_NAMED:
        return completed, None if has_results else _results_below(lines, labels)
    allowed = {*MEASURE_FIELDS}.difference(CAME_OF_IT if has_results else ())
    for index, own in named.items():
        # The first line of an item is its title, which the table has.
        more = read_item(Item(number=None, lines=(own[0], *own)), labels).measure
        measure = _with_fields(measures[index], more, allowed)
        completed[whole[index]] = completed[whole[index]][0], measure
    return completed, None


def _named_below(
    stream: Stream, measures: Sequence[ExtractedMeasure], labels: LabelReader
) -> dict[int, list[TextBlockLine]]:
    """Lines of a chapter below the tables, by the index of the measure they name.

    "มาตรการที่ ๑ …" names one by its number, printed or counted; the heading of a chapter of results
    is the label. In other chapters it has its title, too, and the lines are those from a label on.
    """
    numbers = [m.number or str(index) for index, m in enumerate(measures, start=1)]
    below: defaultdict[int, list[TextBlockLine]] = defaultdict(list)
    heading: TextBlockLine | None = None
    current: int | None = None
    begun = False
    for item in stream:
        if isinstance(item, TableSegment) or begins_outer_chapter(item):
            begun |= isinstance(item, TableSegment) and bool(item.header and item.rows)
            heading, current = _results_chapter(item), None
        elif is_end(item.text):
            current = None
        elif begun and not item.aside:
            marker = read_marker(item.text)
            if marker and marker.style in NAMED_STYLES:
                is_known = numbers.count(marker.number) == 1
                item = replace(item, text=item.text[marker.end :].strip())
                current = numbers.index(marker.number) if is_known else None
                if current is not None and heading:
                    below[current].append(heading)
                elif current is not None and squash(item.text) != squash(measures[current].title):
                    current = None
            if current is not None and (below.get(current) or labels.read(item)):
                below[current].append(item)
    return below


def _results_chapter(item: object) -> TextBlockLine | None:
    """A chapter's heading as the label of results: "ส่วนที่ ๒ ผลการดำเนินงานตามแผน"; else None."""
    if not isinstance(item, TextBlockLine):
        return None
    best = next(iter(header_matches(_patterns.chapter_number.sub("", item.text))), None)
    is_of_results = best and best.field is Field.RESULTS and best.likeness >= LEAST_NAME_LIKENESS
    return replace(item, text=_RESULTS_LABEL) if is_of_results else None


def _results_below(stream: Stream, labels: LabelReader) -> SourceRef | None:
    """Where labelled results begin below the tables, None where there are none."""
    begun = False
    for item, after in pairwise((*stream, None)):
        if isinstance(item, TableSegment):
            begun |= bool(item.header and item.rows)
            continue
        label = labels.read(item) if item is not None and begun and not item.aside else None
        opens = label is not None and label.field in CAME_OF_IT
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
