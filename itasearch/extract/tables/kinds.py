"""Which tables hold measures, by their columns and by what the document is about.

Those have a title column that says so, and how, when, who or results. Lists of links, budgets,
purchases, scores and times have columns much like those of measures.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from itasearch.domain.headers import Field, header_key
from itasearch.domain.loader import Patterns, word_pattern, words
from itasearch.extract.decision import (
    FIRST_TITLES,
    DocumentSubject,
    announces_measures,
    is_about_integrity,
    names_measures,
)
from itasearch.extract.extracted import (
    BODY_FIELDS,
    MEASURE_FIELDS,
    PLAIN_FIELDS,
    Header,
    MeasureOrigin,
    SegmentPart,
)
from itasearch.extract.headers.content import TEXT_WEIGHT, cells_of
from itasearch.text.thai.normalize import arabic_digits, squash

_PURCHASE = tuple(map(header_key, words("reading_words", "purchases")))
_LEAST_SURE_ROWS = 3  # rows of sure measures from which on tables only like measures do not count
_OF_REPORTED = frozenset({Field.RESPONSIBLE, Field.RESULTS})
_HOW_OR_WHEN = Field.STEPS, Field.TIMEFRAME
"""One of these and all above show a table of measures, whatever its titles are called."""
_OF_FOLLOWED = frozenset({Field.RESPONSIBLE, Field.OUTCOMES, Field.FOLLOW_UP})
"""So do all these."""
_COUNT = word_pattern(
    r"(?:(?:<reading_words.counted_items>)(?:ที่)?)?[\d\W]+(?:<reading_words.counted_items>)?\W*$"
)
_patterns = Patterns("reading_patterns")


class TableKind(Enum):
    """What a table is, by its header.

    PROBABLE is like measures, in a document about integrity.
    """

    MEASURES = auto()
    DISCLOSURE = auto()
    PROBABLE = auto()
    OTHER = auto()


def table_kind(header: Header | None) -> TableKind:
    """What a table under `header` is."""
    title = header.first(Field.TITLE) if header else None
    if header is None or title is None:
        return TableKind.OTHER
    keys = [header_key(column.header) for column in header.named]
    body = header.fields & BODY_FIELDS
    scored = header.has(Field.SCORE, Field.TOTAL, Field.GRADE)
    is_score_table = scored and not body and title.strength < 1.0
    if is_score_table or sum(key.startswith(_PURCHASE) for key in keys) >= 2:
        return TableKind.OTHER
    if discloses(header) and body == {Field.STEPS}:
        return TableKind.DISCLOSURE
    named = not header.guessed and title.strength == 1.0
    if named and (body or (header.has(Field.BUDGET) and "มาตรการ" in title.header)):
        return TableKind.MEASURES
    # Texts alone show no measure: any register has figures of what was done.
    recognised = {c.field for c in header.columns if header.guessed or c.strength > TEXT_WEIGHT}
    if len(body & recognised) >= 2:
        return TableKind.PROBABLE
    return TableKind.OTHER


def discloses(header: Header) -> bool:
    """Whether a table says what to publish and how, at most with who does it."""
    title = header.first(Field.TITLE)
    data = title is not None and (
        header_key(title.header).startswith("ข้อมูล") or "รายการข้อมูล" in title.header
    )
    data |= any("ที่ต้องเผยแพร่" in header_key(c.header) for c in header.all(Field.STEPS))
    return data and header.fields & BODY_FIELDS - {Field.RESPONSIBLE} == {Field.STEPS}


def tables_of_measures(
    parts: Sequence[SegmentPart], titles: Sequence[str], subject: DocumentSubject
) -> list[SegmentPart]:
    """The tables that hold measures, below a document's titles; of a manual only sure ones."""
    announced, about, manual = subject.announced, subject.about, subject.is_other
    whole = any(part.header.fields >= _OF_REPORTED.union(_HOW_OR_WHEN) for part in parts)
    about = about or (whole and names_measures(titles[:FIRST_TITLES]))
    judged = [(part, _kind_of(part, about=about, is_other=manual)) for part in parts]
    sure = sum(len(part.segment.rows) for part, kind in judged if kind is TableKind.MEASURES)
    accepted = {TableKind.MEASURES}
    if not manual and about and sure < _LEAST_SURE_ROWS:
        accepted.add(TableKind.PROBABLE)

    def is_accepted(part: SegmentPart, kind: TableKind) -> bool:
        if any(column.marked is not None for column in part.header.columns):
            return part.header.has(Field.TITLE)
        is_whole = part.header.fields >= _OF_REPORTED and part.header.has(*_HOW_OR_WHEN)
        is_whole |= part.header.fields >= _OF_FOLLOWED
        if kind is TableKind.PROBABLE and (
            announces_measures([part.above]) or (about and is_whole)
        ):
            return not manual
        if kind is not TableKind.DISCLOSURE or manual:
            return kind in accepted
        is_beside = sure or any(other in accepted for _, other in judged)
        return (announced and not sure) or (part.indicator is not None and bool(is_beside))

    origins = {TableKind.DISCLOSURE: MeasureOrigin.DISCLOSURE}
    return [
        replace(part, origin=origins.get(kind, MeasureOrigin.TABLE))
        for part, kind in judged
        if is_accepted(part, kind)
    ]


def _kind_of(part: SegmentPart, *, about: bool, is_other: bool) -> TableKind:
    """What a table is, by its columns and cells; `is_other`: in a document about something else."""
    kind = table_kind(part.header)
    title = part.header.first(Field.TITLE)
    columns = part.header.all(Field.TITLE, *(frozenset(MEASURE_FIELDS) - PLAIN_FIELDS))
    cells = [cell for column in columns for cell in cells_of(part.segment, column)]
    # How many measures there are, or which: "กองคลัง", "๓ มาตรการ".
    if title and cells and all(_COUNT().match(arabic_digits(squash(cell))) for cell in cells):
        return TableKind.OTHER
    is_data = title is not None and header_key(title.header).startswith("ข้อมูล")
    if kind is TableKind.PROBABLE and is_data and part.indicator is None:
        return TableKind.OTHER  # what to publish, by its number
    if about or title is None or kind is not TableKind.MEASURES:
        return kind
    if re.search("มาตรการ|measure", squash(title.header)):
        return kind
    cells = [cell for row in part.segment.rows for cell in row.cells]
    return TableKind.OTHER if is_other or not is_about_integrity(cells) else kind
