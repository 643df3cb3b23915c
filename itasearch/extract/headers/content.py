"""What the cells below a header say of its columns: times, units, amounts, indicators, links.

A header's words alone mislead: หน่วยงาน over units is no organisation, ปีงบประมาณ over
months is no year, ประเด็น over long texts is the measure itself. The cells raise or lower
the header's matches; a column that no synonym fits may get its field from its cells alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from operator import eq

from itasearch.domain.headers import Field, header_key, header_matches
from itasearch.domain.indicators import stated_indicator
from itasearch.domain.loader import Patterns, words
from itasearch.domain.organisations import organisation_type
from itasearch.extract.cells import LONGEST_YEAR, LOOKS, is_mark, is_state, looks_like_money
from itasearch.extract.extracted import (
    BODY_FIELDS,
    LONGEST_HEADING,
    Column,
    Header,
    TableSegment,
)
from itasearch.extract.headers.columns import (
    BARRED,
    LEAST_NAME_LIKENESS,
    LEAST_SURE_SCORE,
    Evidence,
    reassigned,
)
from itasearch.extract.headers.likely import likely_fields
from itasearch.model.records import OrganisationType
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.dates.months import is_period, month_years
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import is_blank

_GUESSED_SCORE = 0.5  # of columns without names: below a sure score
_MOST_CELLS = 60  # filled cells of a column that are looked at, the first ones; by hand
_LEAST_ALIKE_SHARE = 0.6  # of a column's cells that look like a field's
_LEAST_NAMED_SHARE = 0.5  # of a column's cells that are names of organisations, or years; by hand
_TINY = 1e-9  # what dividing may take off a share
_ENOUGH_CELLS = 3  # fewer cells than these weigh less
_GUESS_WEIGHTS = {
    Field.TIMEFRAME: 0.6,
    Field.RESPONSIBLE: 0.6,
    Field.NUMBER: 0.5,
    Field.BUDGET: 0.5,
    Field.EVIDENCE: 0.5,
}
"""Weights of a field's guess by what the cells look like alone; of equal ones the first wins."""

# Evidence, added to the score (0 to 1) that the header gives a field; below 0 it speaks against
# the field. Of fewer than `_ENOUGH_CELLS` cells only a share of it counts.
_NAMES_WEIGHT = 0.5  # for an indicator below an unknown header, where all cells are short. By hand
_AGREEING_WEIGHT = 0.2  # for the field that the header names, where the cells look like it
_NOT_TEXTS_WEIGHT = -0.35  # against texts where cells look like times, amounts, links. 5+ / 5+
_NO_INDICATORS_WEIGHT = -0.1  # against an indicator whose column states none; it may be unnumbered
_patterns = Patterns("reading_patterns")
_REMARKS = frozenset(map(header_key, words("reading_words", "remarks")))
_MAY_BE_TITLES = {None, Field.INDICATOR, Field.GROUP, Field.OTHER, Field.RECOMMENDATIONS}
_ADVICE = {Field.PROBLEMS, Field.RECOMMENDATIONS}
_LEAST_EVIDENCE_SHARE = 0.5  # of a remark column's cells that name links or documents; by hand
_TICKED_FOR_MORE = {Field.RESPONSIBLE, Field.INDICATOR, Field.GROUP, Field.BUDGET, Field.EVIDENCE}
"""Fields of which several columns are ticked: which unit, indicator or document it is."""
_TEXTS = BODY_FIELDS - {Field.TIMEFRAME, Field.RESPONSIBLE} | {Field.TITLE}
# Of a column that no name fits, by what its texts say.
TEXT_WEIGHT = 0.5  # the field that was learned of such texts
_LEAST_LIKELY = 0.5  # of a field by `likely_fields`
_FIELDS_OF_TEXTS = (Field.STEPS, Field.RESULTS, Field.OUTCOMES, Field.TITLE)


def settled_header(segment: TableSegment, last: Header | None) -> Header:
    """The header of a segment, corrected by its cells and by the header before it."""
    header = segment.header
    assert header is not None
    heads = [header_key(column.header) for column in header.columns]
    if last and heads == [header_key(c.header) for c in last.columns] and header.named:
        return replace(last, depth=header.depth)
    made = any(column.field is not None and not column.header for column in header.columns)
    # A header that was over no rows is weighed, too.
    if not header.guessed and (header.depth or (segment.inherited and not made)):
        weights = [_evidence(column, segment) for column in header.columns]
        header = _with_title(reassigned(header, weights), segment)
    header = _with_states(_with_periods(header, segment), segment)
    header = _without_remarks(header, segment)
    return replace(header, columns=tuple(map(_labelled(header), header.columns)))


def guessed_header(segment: TableSegment) -> Header | None:
    """Columns without names, by their cells alone: marked, so that the report goes to review.

    None of fewer than two rows or three columns, and without a column of texts beside
    one of times or units: then nothing says that the rows are measures.
    """
    rows = [row.cells for row in segment.rows]
    width = max(map(len, rows), default=0)
    if width < 3 or len(rows) < 2:
        return None
    unnamed = [Column(index=index, field=None, header="") for index in range(width)]
    weights = [_evidence(column, segment, enough=1) for column in unnamed]
    header = reassigned(Header(columns=tuple(unnamed), depth=0), weights)
    texts = [c for c in header.columns if c.field in _TEXTS | {None}]
    texts = [column for column in texts if are_words(cells_of(segment, column))]
    if not texts or not header.has(Field.TIMEFRAME, Field.RESPONSIBLE):
        return None
    # The first text names the measure, the next of no other field says how.
    others = [column for column in texts[1:] if column.field in {Field.TITLE, None}]
    header = header.with_field(Field.STEPS, others[: not header.has(Field.STEPS)])
    header = header.with_field(Field.TITLE, texts[:1])
    columns = (replace(c, score=_GUESSED_SCORE, strength=_GUESSED_SCORE) for c in header.columns)
    return Header(columns=tuple(columns), depth=0, guessed=True)


def cells_of(segment: TableSegment, column: Column | None) -> list[str]:
    """The filled cells of a column, () without column."""
    return [text for row in segment.rows if (text := row.text(column)) and not row.wide]


def are_words(texts: Sequence[str]) -> bool:
    """Whether half of the texts or more have letters: figures name no measure."""
    return 2 * sum(any(map(str.isalpha, text)) for text in texts) >= len(texts)


def _evidence(column: Column, segment: TableSegment, *, enough: int = _ENOUGH_CELLS) -> Evidence:
    """How much a column's cells speak for each field; those of fewer than `enough` count less."""
    cells = cells_of(segment, column)[:_MOST_CELLS]
    cells = [cell for cell in cells if not is_blank(cell) and not is_mark(cell)]
    if not cells:
        return {}
    key, matches = header_key(column.header), header_matches(column.name)
    named = {match.field for match in matches if match.likeness == 1}
    weights = _bars(cells)
    whole = min(1.0, len(cells) / enough)
    is_unknown = all(match.likeness < LEAST_NAME_LIKENESS for match in matches)
    alike = {field for field, fits in LOOKS.items() if _fit(cells, fits, _LEAST_ALIKE_SHARE)}
    against_texts = _TEXTS | {Field.OTHER} if is_unknown else _TEXTS
    scores = {match.field: match.score for match in matches}
    for field, guess in _GUESS_WEIGHTS.items():
        # Bare figures below "คิดเป็นร้อยละ", "จำนวนคน" are no amounts.
        is_of_sums = not key or column.field is Field.BUDGET
        if field in alike and (field is not Field.BUDGET or is_of_sums):
            if field is Field.NUMBER:  # the measures' own is named for sure
                guess = min(guess, 1.0 - scores.get(field, 0.0))
            weights[field] = whole * (_AGREEING_WEIGHT if column.field is field else guess)
            against = () if field is Field.RESPONSIBLE else against_texts
            weights |= {text: _NOT_TEXTS_WEIGHT * whole for text in against if text not in weights}
    if Field.NUMBER in alike:  # "ขั้นตอนที่" over 1, 2, 3, but "ระยะเวลา (เดือน)" over 3, 12, 1 is when
        barred = {Field.TITLE, Field.STEPS, Field.TIMEFRAME} - (named & {Field.TIMEFRAME})
        weights |= dict.fromkeys(barred, BARRED)
    if Field.FISCAL_YEAR not in weights:
        weights.pop(Field.TIMEFRAME, None)
    if {Field.STEPS, Field.TIMEFRAME} <= named - alike and not column.label:
        weights[Field.TIMEFRAME] = BARRED  # "แผนการดำเนินการ" over steps
    if _fit(cells, lambda cell: bool(stated_indicator(cell)), _LEAST_ALIKE_SHARE):
        short = column.field is None and max(map(len, cells)) <= LONGEST_HEADING
        weights[Field.INDICATOR] = whole * (_NAMES_WEIGHT if short else _AGREEING_WEIGHT)
        return weights
    weights[Field.INDICATOR] = _NO_INDICATORS_WEIGHT * whole
    own = field_of_texts(cells) if is_unknown and not alike else None
    return weights | ({own: weights.get(own, 0.0) + TEXT_WEIGHT * whole} if own else {})


def field_of_texts(cells: Sequence[str]) -> Field | None:
    """The field that texts are of by what they say: names, steps, results, outcomes."""
    likely = likely_fields(cells)
    return next((f for f in _FIELDS_OF_TEXTS if likely.get(f, 0.0) >= _LEAST_LIKELY), None)


def _fit(cells: Sequence[str], fits: Callable[[str], bool], least: float) -> bool:
    """Whether at least so large a share of `cells` fits; the rest is not asked once it is sure."""
    others = 0
    for cell in cells:
        others += not fits(cell)
        if 1 - others / len(cells) < least - _TINY:
            return False
    return True


def _bars(cells: Sequence[str]) -> dict[Field, float]:
    """Fields that the cells rule out: names of organisations and years are easily recognised."""
    barred = {}
    other = OrganisationType.OTHER
    if not _fit(cells, lambda cell: organisation_type(cell) is not other, _LEAST_NAMED_SHARE):
        barred[Field.ORGANISATION] = BARRED
    short = (cell for cell in cells if len(squash(cell)) <= LONGEST_YEAR)
    years = (bool(be_years(cell)) and not any(month_years(cell)) for cell in short)
    if sum(years) < _LEAST_NAMED_SHARE * len(cells):
        barred[Field.FISCAL_YEAR] = BARRED
    return barred


def _with_title(header: Header, segment: TableSegment) -> Header:
    """A table of steps, times and units has a title column: the first column of own texts."""
    sure = BODY_FIELDS & {c.field for c in header.columns if c.score >= LEAST_SURE_SCORE}
    if header.has(Field.TITLE) or len(sure) < 2 or sure <= _ADVICE:
        return header
    looks = (*LOOKS.values(), lambda cell: bool(stated_indicator(cell)))
    cells = {c: cells_of(segment, c)[:_MOST_CELLS] for c in header.columns}
    texts = (
        column
        for column, own in cells.items()
        if column.field in _MAY_BE_TITLES and 2 * len(own) >= len(segment.rows) > 0
        if not any(_fit(own, fits, _LEAST_ALIKE_SHARE) for fits in looks)
    )
    title = next(texts, None)
    return header.with_field(Field.TITLE, [title], score=_GUESSED_SCORE, strength=_GUESSED_SCORE)


def _with_periods(header: Header, segment: TableSegment) -> Header:
    """Columns named by a quarter, month or year alone hold what their cells look like.

    Ticked ones below a name of no field, "ปฏิทินงาน", are times.
    """
    named = [c for c in header.columns if not c.field and is_period(c.label)]
    header = header.with_field(Field.TIMEFRAME, [c for c in named if _is_ticked(c, segment)])
    bare = [column for column in header.columns if column.is_period]
    cells = [cell for column in bare for cell in cells_of(segment, column) if not is_blank(cell)]
    if len(bare) < 2 or not cells or header.guessed:
        return header
    looks = ((Field.TIMEFRAME, is_mark), (Field.BUDGET, looks_like_money))
    fields = (field for field, fits in looks if 2 * sum(map(fits, cells)) >= len(cells))
    return header.with_field(next(fields, Field.RESULTS), bare)


def _with_states(header: Header, segment: TableSegment) -> Header:
    """Ticked columns below one name, or named by a state, say what became of a measure.

    "การดำเนินการ" over "ดำเนินการแล้ว" and "ยังไม่ได้ดำเนินการ": results, labelled by what is ticked.
    """
    ticked = [c for c in header.columns if not c.is_period and _is_ticked(c, segment)]
    names = {column: column.header.split() for column in ticked}
    made = [*header.columns]
    for column in ticked:
        beside = [n for c, n in names.items() if abs(c.index - column.index) == 1]
        own = names[column]
        shared = max((len([*takewhile(bool, map(eq, own, other))]) for other in beside), default=0)
        parent, words_left = " ".join(own[:shared]), filter(re.compile(r"\w").search, own[shared:])
        label = " ".join(words_left)
        # "ดำเนินการ" beside "ไม่ดำเนินการ".
        if is_state(label) or (parent and is_state(f"ไม่{label}")):
            made[column.index] = replace(
                column, field=Field.RESULTS, score=LEAST_SURE_SCORE, strength=1.0, label=label
            )
    return replace(header, columns=tuple(made))


def _is_ticked(column: Column, segment: TableSegment) -> bool:
    cells = [cell for cell in cells_of(segment, column)[:_MOST_CELLS] if not is_blank(cell)]
    ticked = bool(cells) and _fit(cells, is_mark, _LEAST_ALIKE_SHARE)
    sure = column.score >= LEAST_SURE_SCORE
    return ticked and not (sure and column.field in _TICKED_FOR_MORE)


def _without_remarks(header: Header, segment: TableSegment) -> Header:
    """A column หมายเหตุ is evidence only where half of its cells name links or documents."""
    columns = [c for c in header.all(Field.EVIDENCE) if header_key(c.header) in _REMARKS]
    cells = {c: [t for t in cells_of(segment, c) if not is_blank(t)] for c in columns}
    named = {c: sum(map(bool, map(_patterns.document.search, cells[c]))) for c in columns}
    remarks = [c for c in columns if named[c] < _LEAST_EVIDENCE_SHARE * len(cells[c])]
    return header.with_field(Field.OTHER, remarks)


def _labelled(header: Header) -> Callable[[Column], Column]:
    """Gives a column its header as label where it has none that others of its field lack."""
    labels = Counter((column.field, column.label) for column in header.columns)
    fields = Counter(column.field for column in header.columns)

    def label(column: Column) -> Column:
        unnamed = not column.label and column.field is Field.BUDGET
        alike = bool(column.label) and labels[column.field, column.label] > 1
        needed = fields[column.field] > 1 and (unnamed or alike)
        return replace(column, label=" ".join(column.header.split())) if needed else column

    return label
