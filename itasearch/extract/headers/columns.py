"""Header rows: where they are, and which column holds which field, by score over the whole row.

A header may take one to three rows and be repeated on every page. A parent (การดำเนินการ)
may span several columns, merged or with blanks beside it. A child that is a known header
itself (ขั้นตอน) names its column; one that is a quarter or year only distinguishes columns
of one field, and the parent names the field.

Each column's name is scored against all synonyms, and the one-to-one assignment of columns to
fields with the highest sum of scores wins; a field is given twice only where it can be repeated (a
budget per year) and the match is sure. The cells below may raise, lower or add matches.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from operator import itemgetter, or_

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from itasearch.domain.headers import (
    Field,
    HeaderMatch,
    header_key,
    header_matches,
    sure_header,
)
from itasearch.domain.loader import Patterns, words
from itasearch.domain.organisations import TOWN_NAME
from itasearch.extract.cells import is_cover_row, looks_like_counter
from itasearch.extract.extracted import MEASURE_FIELDS, Column, Header
from itasearch.text.dates.months import is_period, is_year, may_be_period, period_of, without_period
from itasearch.text.thai.normalize import arabic_digits, kept_for_short_texts, squash

_MOST_HEADERS = 80  # headers looked for in one table; rows below the last are all under it; by hand
_TITLE_ROWS = 12  # rows that may be above a table's first header
_LONGEST_COMPARED = 160  # code points of a cell in a row compared with headers; saves time only
_LEAST_SURE_SHARE = 0.7  # of the named columns of a header beyond doubt, those with a sure score
MOST_HEADER_ROWS = 3  # rows of one header; what follows is body
_WINDOW_ROWS = 12  # rows of the header and some below it
_CACHED_HEADERS = 2_048  # headers whose matches are kept: towns use the same
_LONGEST_HEADER = 110  # code points of a column's squashed header; a longer one is a sentence
LONGEST_CHILD = 42  # code points of a squashed cell in a header's lower rows. 21, no limit: 0
_LEAST_CLIPPED_LETTERS = 3  # left of a repeated header's cell that a page's edge has cut

# Likeness (0 to 1) is that of a header's words to a synonym, score that times the synonym's
# strength (`domain.headers`).
LEAST_OWN_LIKENESS = 0.95  # of a cell that names its field beyond doubt; at .86 eight tests fail
LEAST_NAME_LIKENESS = 0.86  # from here on a header's cells add no guesses; at .9 five tests fail
LEAST_SURE_SCORE = 0.8  # of a column named for sure; a header must have one such column
_LEAST_TITLE_SCORE = 0.97  # of a title that is the only known column of a header
_LEAST_GUESS_WEIGHT = 0.45  # of a guess by the cells that is a match, and of a repeated field
_PERIOD_SCORE = 0.75  # of a column that names only a quarter, month or year; below a sure score
_TITLE_BONUS = 0.5  # added to a choice with a title; half a column that fits exactly
_CAME_OF_IT = frozenset({Field.NUMBER, Field.RESULTS, Field.OUTCOMES, Field.PROBLEMS})
_REPEAT_COST = 0.16  # off a repeated field's score: a weak name of another field costs 0.15
_STEPS_COST = 0.7
"""Off a second column of steps ("Do" beside "Plan"), so that a likely other field has it. By hand:
with 0.16 a process of a risk register became steps."""
_LEAST_DEPTH_GAIN = 0.25  # by how much the score must rise with each further header row
_LEAST_REPEATED_LIKENESS = 88  # of a repeated header's cells, ratio, 0 to 100: an OCR's slips
_MOST_OPTIONS = 4  # fields weighed for one column
_patterns = Patterns("reading_patterns")
_MARKED_SCORE = 2.0  # of a field that a person marked, above all that names and cells can give
_TINY = 1e-9  # by which a column further right is worth less
BARRED = -1.0  # weight of a field that a column's cells rule out
Evidence = Mapping[Field, float]
"""-1 to 1 by field: how much a column's cells speak for a field (above 0) or against it."""

_REPEATABLE = frozenset(MEASURE_FIELDS) - {Field.STEPS}
_REPEATABLE |= {Field.INDICATOR, Field.GROUP, Field.SCORE, Field.OTHER}
_OWN = frozenset({Field.TITLE, *MEASURE_FIELDS, Field.SCORE, Field.TOTAL, Field.GRADE})
"""Fields whose names win over the parent's; ที่ or หน่วยงาน may only distinguish its children."""
_DIVIDED = _REPEATABLE & frozenset(MEASURE_FIELDS)
"""Fields whose parent divides them: งบประมาณ over ตั้งไว้, เบิกจ่าย."""
_PLANS = frozenset(map(header_key, words("reading_words", "plans")))
STATES = "สถานะ", "บรรลุ", "การบรรลุ"
"""Over columns that are ticked for what became of a measure; below it แล้วเสร็จ names no time."""
_TOWN = re.compile(rf"\W*{TOWN_NAME}")
Rows = Sequence[tuple[str, ...]]
Meanings = Mapping[str, Field]
"""What a person says that columns hold, by the key of their header; OTHER: no field."""
NO_MEANINGS: Meanings = {}


def stacks(rows: Rows, start: int, *, most: int) -> Iterator[Rows]:
    """The rows from `start` on that may be a header together: one row, two, up to `most`."""
    for depth in range(1, most + 1):
        stack = rows[start : start + depth]
        if len(stack) < depth or (depth > 1 and not continues_header(stack[-1], stack[-2])):
            return
        yield stack


def unassigned_columns(stack: Rows) -> list[Column]:
    """The columns without fields; a parent's text spreads over the blank cells right of it."""
    filled = [list(row) for row in stack]
    for upper, lower in pairwise(filled):
        for index in range(1, len(upper)):
            if not upper[index].strip() and lower[index].strip() and lower[index - 1].strip():
                upper[index] = upper[index - 1]
    columns = [[row[index] for row in filled] for index in range(len(filled[0]))]
    parents = Counter(tuple(column[:-1]) for column in columns)
    return [
        _column(index, cells, divided=parents[tuple(cells[:-1])] > 1)
        for index, cells in enumerate(columns)
    ]


def continues_header(lower: tuple[str, ...], upper: tuple[str, ...]) -> bool:
    """Whether a row can be the next row of a header: short cells, no row of data."""
    cells = [c for c, above in zip(lower, upper, strict=True) if c.strip() and c != above]
    if not cells or any(len(squash(c)) > LONGEST_CHILD for c in cells if not _TOWN.match(c)):
        return False
    counted = _counts_periods(lower, upper)
    return all(
        re.match(r"^\(?[ก-๎ ]+\)?$", cell)
        or header_matches(without_period(cell))
        or may_be_period(cell)
        or _TOWN.match(cell)
        or (counted and _count_of(cell))
        for cell in cells
    ) and (counted or not all(map(_count_of, cells)))


def _counts_periods(lower: tuple[str, ...], upper: tuple[str, ...]) -> bool:
    """Whether a second row numbers quarters or rounds: "ไตรมาส" over 1, 2, 3, 4."""
    places = [i for i, cell in enumerate(lower) if cell != upper[i] and _count_of(cell)]
    is_counted = [_count_of(lower[i]) for i in places] == [str(n + 1) for n in range(len(places))]
    return is_counted and len(places) > 1 and bool(_patterns.period_word.search(upper[places[0]]))


def _count_of(cell: str) -> str:
    match = re.fullmatch(r"\W*(\d{1,2})\W*", arabic_digits(cell))
    return match[1] if match else ""


def is_below_parents(lower: tuple[str, ...], upper: tuple[str, ...]) -> bool:
    """Whether a row divides merged cells of the row above, the others of which reach down to it."""
    places = [i for i, cell in enumerate(lower) if cell.strip() and cell != upper[i]]
    merged = any(cell.strip() and cell == above for cell, above in zip(lower, upper, strict=True))
    return merged and all(
        upper[i].strip() and upper[i] in (upper[other] for other in places if other != i)
        for i in places
    )


def _column(index: int, cells: Sequence[str], *, divided: bool) -> Column:
    """A column by its header's cells; `divided`: its parent is over several."""
    parts = list(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))
    whole = name = " ".join(parts)
    label = period_of(parts)
    above = " ".join(part for part in parts[:-1] if not is_period(part))
    if len(parts) < 2:
        pass
    elif is_period(parts[-1]):
        name = above or whole
    elif divided and (header_key(above).startswith(STATES) or _TOWN.match(parts[-1])):
        name, label = above, parts[-1]
    elif _is_own(parts[-1]):
        name = parts[-1]
    elif (count := _count_of(parts[-1])) and (word := _patterns.period_word.search(above)):
        name, label = above, f"{word[0]} {count}"
    elif divided and _is_own(above, among=_DIVIDED):
        name, label = above, label or parts[-1]
    return Column(index=index, field=None, header=whole, name=name, label=label)


def _is_own(text: str, *, among: Container[Field] = _OWN) -> bool:
    """Whether a child or a parent names a field of `among` beyond doubt, whatever the other is."""
    best = next(iter(header_matches(without_period(text))), None)
    return best is not None and best.field in among and _is_exact(best)


def _chosen_matches(options: Sequence[tuple[HeaderMatch, ...]]) -> list[HeaderMatch | None]:
    """One match or None per column with the highest sum of scores; a title is worth more.

    Each field is assigned once. A column may also repeat a field, at a cost, or hold none.
    """
    if not any(options):
        return [None] * len(options)
    fields = list(dict.fromkeys(match.field for matches in options for match in matches))
    repeats = [max(matches, key=_repeated_worth, default=None) for matches in options]
    worth = np.full((len(options), len(fields) + len(options)), -float(len(options)))
    for row, (matches, repeated) in enumerate(zip(options, repeats, strict=True)):
        for match in matches:
            # Of two columns as good for a field the first has it.
            bonus = _TITLE_BONUS * (match.field is Field.TITLE) - _TINY * row
            worth[row, fields.index(match.field)] = match.score + bonus
        worth[row, len(fields) + row] = max(0.0, _repeated_worth(repeated)) if repeated else 0.0
    chosen: list[HeaderMatch | None] = []
    for row, place in enumerate(linear_sum_assignment(worth, maximize=True)[1]):
        own = fields[place] if place < len(fields) else None
        repeated = repeats[row] if worth[row, place] > 0 else None
        chosen.append(next((m for m in options[row] if m.field is own), repeated))
    return chosen


def _repeated_worth(match: HeaderMatch) -> float:
    """The score of a match whose field another column has, too; below 0 where it may not."""
    if match.field is Field.STEPS and _is_exact(match):
        return match.score - _STEPS_COST
    may_repeat = match.field in _REPEATABLE and match.score >= _LEAST_GUESS_WEIGHT
    return match.score - _REPEAT_COST if may_repeat else -1.0


def _weighed(matches: tuple[HeaderMatch, ...], evidence: Evidence) -> tuple[HeaderMatch, ...]:
    """A column's matches with the evidence of its cells added.

    Barred fields (-1) are left out; fields by evidence alone only where the header names none well.
    """
    options = [
        replace(match, score=max(0.0, match.score + evidence.get(match.field, 0.0)))
        for match in matches
        if evidence.get(match.field, 0.0) > BARRED
    ]
    if all(match.likeness < LEAST_NAME_LIKENESS for match in options):
        options += [
            HeaderMatch(field=field, likeness=0.0, score=weight, strength=weight)
            for field, weight in evidence.items()
            if weight >= _LEAST_GUESS_WEIGHT and all(match.field is not field for match in options)
        ]
    return tuple(sorted(options, key=lambda match: -match.score))


def _is_exact(match: HeaderMatch) -> bool:
    return match.strength == 1 and match.likeness >= LEAST_OWN_LIKENESS


def read_header(rows: Sequence[tuple[str, ...]], start: int) -> Header | None:
    """The header that begins at row `start`, None when that row begins none."""
    best: Header | None = None
    for stack in stacks(rows[start : start + _WINDOW_ROWS], 0, most=MOST_HEADER_ROWS):
        depth = len(stack)
        header = _assigned(unassigned_columns(stack), depth)
        gain = _LEAST_DEPTH_GAIN * (depth - best.depth) if best else 0.0
        under_parents = (_counts_periods, is_below_parents)
        if depth > 1 and any(divides(*stack[:-3:-1]) for divides in under_parents):
            gain = -inf
        if _is_header(header) and (best is None or header.score > best.score + gain):
            best = header
    return best


def marked_header(row: tuple[str, ...], meanings: Meanings) -> Header:
    """The header of one row in which a person marked columns; the others by their names."""
    columns = (
        replace(column, marked=meanings.get(header_key(column.header)))
        for column in unassigned_columns([row])
    )
    return _assigned(tuple(columns), depth=1)


def repeated_header(rows: Sequence[tuple[str, ...]], start: int, header: Header) -> Header | None:
    """`header`, with as many rows as it takes here, where row `start` repeats it, else None."""
    best: tuple[float, int] = (0.0, 0)
    for depth in range(1, min(MOST_HEADER_ROWS, len(rows) - start) + 1):
        texts = [column.header for column in unassigned_columns(rows[start : start + depth])]
        same = _likeness(texts, [column.header for column in header.columns])
        best = max(best, (same, depth), key=itemgetter(0))
    return replace(header, depth=best[1]) if best[0] else None


def _likeness(texts: Sequence[str], names: Sequence[str]) -> float:
    """How alike header texts are (0 to 1); 0 where they are others.

    An OCR's slips are passed over, and beginnings, where a page's edge cut off the rest.
    """
    if len(texts) != len(names) or not any(texts):
        return 0.0
    keys = [(header_key(text), header_key(name)) for text, name in zip(texts, names, strict=True)]
    alike = [100.0 if left == right else fuzz.ratio(left, right) for left, right in keys]
    clipped = [
        len(left) >= _LEAST_CLIPPED_LETTERS and right.startswith(left) for left, right in keys
    ]
    same = [ratio >= _LEAST_REPEATED_LIKENESS for ratio in alike]
    is_repeated = all(map(or_, same, clipped)) and 2 * sum(same) >= len(keys)
    return sum(alike) / len(alike) / 100 if is_repeated else 0.0


def same_columns(left: Header, right: Header) -> bool:
    """Whether two tables have the same fields in the same order."""
    return [c.field for c in left.columns] == [c.field for c in right.columns]


def reassigned(header: Header, evidence: Sequence[Evidence]) -> Header:
    """`header` assigned again, its columns' cells taken into account."""
    columns = [
        replace(column, index=index, name=column.name or column.header)
        for index, column in enumerate(header.columns)
    ]
    return _assigned(columns, header.depth, evidence=evidence)


def _assigned(
    columns: Sequence[Column], depth: int, *, evidence: Sequence[Evidence] = ()
) -> Header:
    options = [_matches(column.name)[:_MOST_OPTIONS] for column in columns]
    for index, weights in enumerate(evidence):
        options[index] = _weighed(options[index], weights)
    for index, column in enumerate(columns):
        if column.marked is not None:
            options[index] = (
                HeaderMatch(field=column.marked, likeness=1.0, score=_MARKED_SCORE, strength=1.0),
            )
    periods = [index for index, column in enumerate(columns) if is_period(column.header)]
    if len(periods) > 1:
        options = [() if index in periods else option for index, option in enumerate(options)]
    # Advice behind problems or what was done is no measure.
    best = [option[0].field for option in options if option]
    is_advised = best[-1:] == [Field.RECOMMENDATIONS] and {*best[:-1]} <= _CAME_OF_IT
    if is_advised and {Field.PROBLEMS, Field.RESULTS} & {*best}:
        options = [tuple(m for m in it if m.field is not Field.TITLE) for it in options]
    chosen = _chosen_matches(options)
    assigned = [
        replace(column, field=match.field, score=match.score, strength=match.strength)
        if match
        else replace(column, field=None, score=0.0, strength=0.0)
        for column, match in zip(columns, chosen, strict=True)
    ]
    return _with_periods(Header(columns=tuple(assigned), depth=depth))


def _with_periods(header: Header) -> Header:
    """Columns that name nothing but a year hold what is spent in it, others what is done when.

    That is a first guess: what the cells hold decides (`extract.headers.content`). Columns "แผน" of
    several quarters say when what is done, as the quarters alone would.
    """
    labelled = (column for column in header.columns if column.label)
    plans = [c for c in labelled if header_key(without_period(c.header)) in _PLANS]
    bare = [column for column in header.columns if column.is_period]
    years = all(is_year(column.header) for column in bare)
    for columns, field in (
        (plans, Field.TIMEFRAME),
        (bare, Field.BUDGET if years else Field.TIMEFRAME),
    ):
        if len(columns) > 1:
            header = header.with_field(field, columns, score=_PERIOD_SCORE)
    return header


@kept_for_short_texts(_CACHED_HEADERS, longest=_LONGEST_HEADER)
def _matches(text: str) -> tuple[HeaderMatch, ...]:
    """Matches of a header without the year or period it names, or as it is."""
    if not text.strip():
        return ()
    rest = without_period(text)
    matches = (header_matches(rest) if header_key(rest) else ()) or header_matches(text)
    # A name of another field is no title for a mere likeness: "ช่วงที่ทำ" is like "สิ่งที่ทำ".
    is_name = any(m.likeness >= LEAST_NAME_LIKENESS and m.strength == 1 for m in matches[:1])
    least = LEAST_NAME_LIKENESS * is_name
    return tuple(m for m in matches if m.field is not Field.TITLE or m.likeness >= least)


def _is_header(header: Header) -> bool:
    named = header.named
    assigned = [column for column in named if column.field is not None]
    if any(len(squash(column.header)) > _LONGEST_HEADER for column in named):
        return False
    if len(assigned) >= 2:
        sure = any(column.score >= LEAST_SURE_SCORE for column in assigned)
        return sure and 2 * len(assigned) >= len(named)
    title = assigned[0] if len(assigned) == 1 and len(named) <= 3 else None
    return title is not None and title.field is Field.TITLE and title.score >= _LEAST_TITLE_SCORE


def header_rows(
    cells: Sequence[tuple[str, ...]],
    before: Header | None = None,
    *,
    sure_from: int = _TITLE_ROWS,
    meanings: Meanings = NO_MEANINGS,
) -> list[tuple[int, Header]]:
    """Row number and header of each header, first to last; a later one must be as good.

    `before`: the header of the table before, which may be repeated here; `sure_from`: the row from
    which on one is a header only beyond doubt, where the table may be the rest of that before;
    `meanings`: columns whose meaning a person marked, whose row is a header.
    """
    headers: list[tuple[int, Header]] = []
    index = 0
    while index < len(cells):
        may_begin = len(headers) < _MOST_HEADERS if headers else index < _TITLE_ROWS
        header = again = None
        filled = [cell for cell in cells[index] if cell] if may_begin else []
        is_marked = any(header_key(cell) in meanings for cell in filled)
        if is_marked:
            header = marked_header(cells[index], meanings)
        elif (
            len({*filled}) >= 2
            and not looks_like_counter(filled[0])
            and not is_cover_row(filled)
            and max(map(len, filled)) <= _LONGEST_COMPARED
            and 3 * sum(bool(header_matches(c)) or may_be_period(c) for c in filled) >= len(filled)
        ):
            base = headers[0][1] if headers else before
            again = repeated_header(cells, index, base) if base and not base.guessed else None
            if headers and cells[index] == cells[headers[0][0] + headers[0][1].depth - 1]:
                again = replace(headers[0][1], depth=1)  # the last of its rows alone
            header = again or read_header(cells, index)
        # Below body rows only a row that is a header beyond doubt begins another table.
        doubtful = not is_marked and (bool(headers) or index >= sure_from)
        if header is not None and doubtful and header.depth > 1:
            # A row above a header that is repeated on a new page is no part of it.
            below = (
                repeated_header(cells, index + 1, again) if again else read_header(cells, index + 1)
            )
            whole = below is not None and below.fields >= header.fields
            header = None if below and whole and below.score >= header.score else header
        if header is not None and (again or not doubtful or _is_sure(header)):
            headers.append((index, header))
            index += header.depth
        else:
            index += 1
    return headers


def _is_sure(header: Header) -> bool:
    """Whether columns have names; just two only exact ones: a row of what to publish is alike."""
    if len(header.named) <= 2 and not all(sure_header(column.header) for column in header.named):
        return False
    sure = [column.field for column in header.named if column.score >= LEAST_SURE_SCORE]
    return len(set(sure)) >= 2 and len(sure) >= _LEAST_SURE_SHARE * len(header.named)
