"""Which level of a document's text holds its measures, and these as read.

Every level that titles have is read as if it were that of the measures. Of those that may be,
the one counts whose items have most labelled fields; where none has any, items below indicators or
below a heading of measures, the outer level first.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from itasearch.domain.headers import Field
from itasearch.domain.indicators import leading_indicator
from itasearch.domain.loader import Patterns, word_pattern
from itasearch.extract.cells import is_state, looks_like_link, scores_in
from itasearch.extract.cover.names import MOST_ORGANISATIONS, find_owner, named_organisations
from itasearch.extract.decision import (
    announces_measures,
    is_about_integrity,
    names_measures,
)
from itasearch.extract.extracted import (
    MEASURE_FIELDS,
    ExtractedMeasure,
    Stream,
    TextBlockLine,
)
from itasearch.extract.numbering import read_marker, unmarked
from itasearch.extract.prose.labels import LabelReader
from itasearch.extract.prose.outline import (
    Level,
    Line,
    Lines,
    cut_items,
    is_aside,
    levels_of,
    names_findings,
    names_list,
)
from itasearch.extract.prose.records import LEADS, Record, is_whole_title, read_record
from itasearch.extract.tables.segments import MOST_LINES, has_spaced_columns
from itasearch.lost_parts import cut_off
from itasearch.text.thai.normalize import arabic_digits, squash

_LEAST_ITEMS = 3  # items of an announced list without labels
LEAST_LABELS = 2  # labelled fields of a record that is a measure by itself
_LEAST_INDICATORS = 2  # that headings name; one may be any chapter
_LEAST_BODY_SHARE = (
    0.75  # of headed titles, those with text below: where most have none they are a list
)
_LEAST_OWN_SHARE = 0.5  # of the weight of all names, the owner's; below it a document is news
_OF_ALL = frozenset({Field.PROBLEMS, Field.RECOMMENDATIONS, Field.OUTCOMES, Field.FOLLOW_UP})
"""Fields that are of all measures where only the last has them, below a label of its own."""
_PLEDGE = re.compile(
    r"^\W*(?:ห้าม|ข้าพเจ้า|เราจะ|พึง|(?:จะ|ต้อง)?ไม่(?:เรียก|รับ|ใช้|กระทำ|เปิดเผย|ยินยอม|ยอม|ทุจริต))"
)
_patterns = Patterns("reading_patterns")
_OF_PAPER = re.compile(r"(?:ประกาศ|คำสั่ง|ระเบียบ)(?:ฉบับ)?นี้|รักษาการ")
"""In a squashed clause about the paper itself: "ให้ปลัดรักษาการตามประกาศนี้"."""
_OF_SIDE = re.compile(r"(?:มาตรการ|แนวทาง)\s?ด้าน")
_GENERIC = word_pattern(r"<reading_words.generic>|\d+|[\W_]+")


def read_lists(
    stream: Stream, titles: Sequence[str], lines: Lines, labels: LabelReader
) -> tuple[ExtractedMeasure, ...]:
    """Measures of the document's text; () when its lists are about something else.

    `lines` and `labels`: of the stream, as `document_lines` gives them. Where a person marked
    titles, the measures are these with the lines below them. Else records count where `titles`,
    the first lines and headings, name integrity or their labels say "มาตรการ"; items without
    labels only where titles announce measures on integrity.
    """
    outside = [item for item in stream if isinstance(item, TextBlockLine)]
    if any(line.marked for line in outside):
        items = cut_items(lines, Level(marked=True))
        return tuple(read_record(item, is_whole=True).measure for item in items)
    if len(stream) > MOST_LINES:
        cut_off("รายการที่ไม่ได้อยู่ในตาราง")
        return ()
    read = [line for line in lines if isinstance(line, Line)]
    by_indicator = len({line.indicator for line in read} - {None}) >= _LEAST_INDICATORS
    announced = announces_measures(titles) or (by_indicator and names_measures(titles))
    if not (announced or is_about_integrity(titles) or _name_measures(read, labels)):
        return ()
    owner = find_owner(outside)
    is_own = owner is not None and owner.share >= _LEAST_OWN_SHARE
    is_news = not is_own and len(named_organisations(outside)) > MOST_ORGANISATIONS
    if has_spaced_columns(outside) or (not labels.recurring and is_news):
        return ()
    return measures_in(lines, announced=announced)


def measures_in(lines: Lines, *, announced: bool) -> tuple[ExtractedMeasure, ...]:
    """The measures of the level that most likely holds them; () where none does."""
    found = {level: records_of(lines, level, announced=announced) for level in levels_of(lines)}
    worth = {
        level: _worth(records, level)
        for level, records in found.items()
        if records and not (_is_weak(level, records) and _has_titles(found, records))
    }
    best = found[max(worth, key=lambda level: worth[level])] if worth else ()
    measures = tuple(record.measure for record in best)
    if len(measures) > 1 and len({measure.number for measure in measures}) == 1:
        return tuple(replace(measure, number=None) for measure in measures)  # of each form's label
    return measures


def records_of(lines: Lines, level: Level, *, announced: bool) -> tuple[Record, ...]:
    """The measures that titles of a level begin; () where they are none."""
    items = cut_items(lines, level)
    titles = {id(item.lines[0]) for item in items}
    markers = (item.lines[0].marker for item in items)
    bullets = {marker.style for marker in markers if marker and not marker.number}
    if level.above and any(
        line.marker and line.marker.style in bullets and id(line) not in titles
        for line in lines
        if isinstance(line, Line)
    ):
        return ()  # the last bullet of each record is no title
    is_whole = is_whole_title(items)
    records = [read_record(item, is_whole=is_whole) for item in items]
    records = [record for record in records if _may_be(record, is_named=level.is_named)]
    labelled = [record for record in records if record.labels >= LEAST_LABELS]
    if len(labelled) >= _LEAST_ITEMS or (labelled and 2 * len(labelled) >= len(records)):
        records = [record for record in records if record.labels or level.is_named]
        is_single = len(records) == 1 and not level.is_named
        return () if is_single else _without_fields_of_all(records)
    if not announced or level.label or level.above:
        return ()
    if not level.is_named:
        # By what is above it an item without labels may be a measure.
        is_numbered = bool(level.style) and level.style[-1:].isalnum() | (level.style[-1:] in ".)")
        records = [
            record
            for record in records
            if record.measure.indicator
            or (is_numbered and not level.rank and not record.chapter)
            or _announces(record.chapter)
        ]
    filled = sum(bool(record.measure.fields) for record in records)
    is_bare = not level.style and filled < _LEAST_BODY_SHARE * len(records)
    if len(records) < _LEAST_ITEMS or is_bare or _are_others(records):
        return ()
    return _without_fields_of_all(records)


def _announces(chapter: str) -> bool:
    """Whether a heading says that measures are below it; a measure's own title names one."""
    is_group = bool(_OF_SIDE.match(unmarked(chapter))) or bool(LEADS.search(chapter))
    is_plain = read_marker(chapter) is None or not _rest(chapter)
    return names_list(chapter) and (is_plain or is_group)


def _rest(text: str) -> str:
    """A title without its number and the words that say no more than that measures follow."""
    return _GENERIC().sub("", arabic_digits(squash(unmarked(text))))


def _may_be(record: Record, *, is_named: bool) -> bool:
    """Whether an item is no preface, no score of an indicator and no bare word for measures."""
    title = record.measure.title
    if not re.search(r"\w", title):
        return False
    if record.labels >= LEAST_LABELS or record.is_behind:
        return record.labels >= LEAST_LABELS
    is_score = leading_indicator(title) is not None and bool(scores_in(title))
    is_plain = not (is_named or record.labels)
    is_aim = title.startswith("เพื่อ")
    is_other = is_plain and (is_aim or is_aside(title) or is_aside(record.chapter))
    is_other |= names_findings(record.chapter) or _OF_PAPER.search(squash(title)) is not None
    is_bare = not (record.labels or _rest(title))
    return not (is_other or is_bare or is_score or is_state(title))


def _are_others(records: Sequence[Record]) -> bool:
    """Whether most items are links, or vows of a code of conduct."""
    texts = ([r.measure.title, *dict(r.measure.fields).values()] for r in records)
    links = sum(any(map(looks_like_link, own)) for own in texts)
    titles = [squash(record.measure.title) for record in records if not record.measure.fields]
    return (
        2 * links > len(records) or 2 * sum(map(bool, map(_PLEDGE.match, titles))) > len(titles) > 0
    )


def _labelled(records: Sequence[Record]) -> int:
    return sum(record.labels >= LEAST_LABELS for record in records)


def _is_weak(level: Level, records: Sequence[Record]) -> bool:
    """Whether titles are bullets, or lines above labels."""
    is_strong = level.rank or level.label or records[0].measure.number
    return level.above is not None or not is_strong


def _has_titles(found: Mapping[Level, Sequence[Record]], records: Sequence[Record]) -> bool:
    """Whether other lines than these are titles, by numbers or rank: half as many have labels."""
    sources = {record.measure.source for record in records}
    return any(
        2 * _labelled(others) >= _labelled(records)
        and not sources.issuperset(record.measure.source for record in others)
        for level, others in found.items()
        if others and not _is_weak(level, others)
    )


def _worth(records: Sequence[Record], level: Level) -> tuple[float, ...]:
    """Compares levels: labelled records, their fields, then what is above them, then the outer."""
    labelled = _labelled(records)
    fields = sum(len(record.measure.fields) for record in records) if labelled else 0
    under = all(record.measure.indicator is not None for record in records)
    headed = all(_announces(record.chapter) for record in records)
    is_bullet = _is_weak(level, records) and not level.above
    return (labelled, not is_bullet, fields, level.is_named, under, headed)


def _without_fields_of_all(records: list[Record]) -> tuple[Record, ...]:
    """Records; a field that only the last has, below a label alone on its line, is of them all."""
    if len(records) < 2:
        return tuple(records)
    common = {name for record in records[:-1] for name, _ in record.measure.fields}
    last = records[-1]
    shared = last.bare & (_OF_ALL - common)
    own = tuple(entry for entry in last.measure.fields if entry[0] not in shared)
    return (*records[:-1], replace(last, measure=replace(last.measure, fields=own)))


def _name_measures(lines: Sequence[Line], labels: LabelReader) -> bool:
    """Whether lines "มาตรการ: …" or "มาตรการที่ ๑ …" of records name measures, as a header does."""
    titled = [line.label for line in lines if line.label and line.label.field is Field.TITLE]
    counted = [line for line in lines if line.marker and line.marker.style == "มาตรการ"]
    named = sum("มาตรการ" in label.words for label in titled)
    has_fields = len(labels.recurring & frozenset(MEASURE_FIELDS)) >= _LEAST_ITEMS
    is_form = named > 1 or len(counted) >= _LEAST_ITEMS
    return named >= _LEAST_ITEMS or (is_form and has_fields)
