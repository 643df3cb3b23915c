"""In which fields two measures differ, and how much.

"Same" is what `comparable` makes equal, for times the same months of each report's own fiscal year,
and for units the same in other words: "สำนักปลัดเทศบาล" is "สำนักปลัด อบต." elsewhere.

A step is an item of the field, or of several numbered steps in one. Two steps correspond when half
their letters do; of all ways to join them the best is taken. So do two of those left over where one
has nearly all words of the other: "แจ้งคู่สัญญาเป็นหนังสือ", "มีหนังสือแจ้งผู้รับจ้างและคู่สัญญา", and
which say how often the same is done.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel

from itasearch.compare.difference.problems import compared_text, names_a_problem
from itasearch.compare.difference.spans import (
    LEAST_SIZE,
    ROUND,
    comparable,
    in_figures,
    text_difference,
)
from itasearch.domain.headers import is_of_both
from itasearch.domain.loader import word_pattern, words
from itasearch.domain.words import segmenter
from itasearch.enrich.local_names import units
from itasearch.model.comparison import (
    LEAST_MONTH_CONFIDENCE,
    MONTHS_OF_YEAR,
    DifferenceKind,
    FieldDifference,
    MonthSpan,
    Pair,
    TimeframeDifference,
    UnitDifference,
)
from itasearch.model.drafts import RESULT_FIELDS
from itasearch.model.records import TEXT_FIELDS, Measure, Report
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.stretches import split_steps
from itasearch.text.timeframe import Recurrence, Unit, compact, read_marks

_STEPS_WEIGHT = 2.0
"""Of the steps in the size of a pair's difference; other fields have 1. Chosen by hand: steps
are what a measure does; not measured."""

_LEAST_STEP_LIKENESS = 0.5
"""Share of letters in common, 0–1, from which on two steps correspond; chosen by hand on the
fixtures, not measured."""

_LEAST_SHARED_WORDS = 0.75
"""Share of the letters in words of the shorter of two left-over steps, 0–1, that the other has,
from which on they correspond. Of ten pairs by hand others reach .57, the same .50 to .9."""
_SHORTEST_WORD, _FEWEST_WORDS = 3, 2  # letters of a word that counts, and such words in common

_ORDER_BONUS = 1e-6  # of equally good assignments the one that keeps the order is taken

_FIELDS_OF_WHAT_IS_DONE = ("title", "follow_up", "results")
"""Where a report may say a step in place of the steps; what it recommends is not done."""

_IN_ROUND = re.compile(r"([ก-๎]{4,40})(?=«r)")
_UNITS_IN_BAHT = {"": 1, "พัน": 1e3, "หมื่น": 1e4, "แสน": 1e5, "ล้าน": 1e6}
_NO_MONEY = re.compile("^ไม่(?:มี|ใช้|ต้องใช้|ได้ใช้)(?:งบ(?:ประมาณ)?|ค่าใช้จ่าย)(?:ในการดำเนิน(?:การ|งาน))?$")
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)(พัน|หมื่น|แสน|ล้าน)?(?:บาท)?(?:\.?-)?")
_NO_THAI = re.compile("[^ก-๎]+")  # figures and codes: "มอบเจ้าภาพรายข้อ O1-O35"
_LEAST_ELSEWHERE_LIKENESS = 0.7
"""Share of Thai letters in common, 0–1, from which on a line of these fields says a step. Chosen by
hand on the pairs of sample towns."""


def compare_measures(
    left: Measure,
    right: Measure,
    *,
    similarity: float,
    reports: tuple[Report, Report],
    common: Collection[str],
) -> Pair:
    """A pair of measures of reports[0] and reports[1] with all that differs in it.

    Names and years make no difference; only fields that both have (`common`) do, and what is
    expected differs from nothing that came of a measure.
    """
    timeframe = timeframe_difference(
        left.text("timeframe"), right.text("timeframe"), reports=reports
    )
    units = unit_difference(left.text("responsible"), right.text("responsible"), reports=reports)
    found = tuple(
        _without_none_named(replace(it, common=it.field in common and not it.is_mixed))
        for it in differences(left, right, reports=reports, timeframe=timeframe, units=units)
    )
    steps = tuple(
        _field_elsewhere(it, left, right, reports=reports)
        for it in step_differences(left.text("steps"), right.text("steps"), reports=reports)
    )
    return Pair(
        left=left,
        right=right,
        similarity=similarity,
        differences=found,
        size=_pair_size(found),
        steps=steps,
        timeframe=timeframe,
        units=units,
    )


def differences(
    left: Measure,
    right: Measure,
    *,
    reports: tuple[Report, Report],
    timeframe: TimeframeDifference | None = None,
    units: UnitDifference | None = None,
) -> tuple[FieldDifference, ...]:
    """Every field that either measure has, in the order of TEXT_FIELDS."""
    of_both = is_of_both(left) or is_of_both(right)
    texts = (
        (name, *(compared_text(side, name, of_both=of_both) for side in (left, right)))
        for name in TEXT_FIELDS
    )
    found = (
        _by_content(text_difference(name, it, other, reports=reports), timeframe, units)
        for name, it, other in texts
        if it.strip() or other.strip()
    )
    return tuple(
        replace(
            it,
            of_both=is_of_both(left, it.field) or is_of_both(right, it.field),
            expected=(_is_expected(left, it.field), _is_expected(right, it.field)),
        )
        for it in found
    )


def _is_expected(side: Measure, name: str) -> bool:
    """Whether it says what outcome is only expected; "ระยะเวลาที่คาดว่าจะแล้วเสร็จ" is a time."""
    return name in RESULT_FIELDS and side.is_expected(name)


def _by_content(
    difference: FieldDifference, timeframe: TimeframeDifference | None, units: UnitDifference | None
) -> FieldDifference:
    size: float | None = None
    match difference.field if difference.kind is DifferenceKind.CHANGED else "":
        case "timeframe" if timeframe is not None and timeframe.shared is not None:
            size = 0.0 if same_months(timeframe) else max(LEAST_SIZE, 1 - timeframe.shared)
        case "responsible" if units is not None:
            alone = len(units.only_left) + len(units.only_right)
            size = alone / (alone + len(units.both)) if alone or units.both else None
        case "budget":
            left, right = (_amount(text or "") for text in (difference.left, difference.right))
            size = 0.0 if left is not None and left == right else None
    return difference if size is None else _sized(difference, size)


def _without_none_named(difference: FieldDifference) -> FieldDifference:
    """Of problems and recommendations "ไม่มี" is the same as an empty cell."""
    if difference.field not in ("problems", "recommendations") or not difference.common:
        return difference
    texts = (difference.left or "", difference.right or "")
    return difference if any(map(names_a_problem, texts)) else _sized(difference, 0.0)


def _amount(text: str) -> float | None:
    key = "".join(arabic_digits(text).split())
    match = _AMOUNT.fullmatch(_NO_MONEY.sub("0", key))
    return match and float(match[1].replace(",", "")) * _UNITS_IN_BAHT[match[2] or ""]


def _sized(difference: FieldDifference, size: float) -> FieldDifference:
    kind = DifferenceKind.CHANGED if size else DifferenceKind.SAME
    return replace(difference, kind=kind, size=round(size, 4))


def common_fields(left: Report, right: Report, *, of_both: bool) -> frozenset[str]:
    """Fields that measures of both reports have, as what is expected or as what came of it;
    problems as recommendations if in one column, as a pair of which one measure is of a table with
    such a column is compared (`of_both`)."""

    def natures(side: Report, name: str) -> set[bool]:
        rows = (it for it in side.measures if compared_text(it, name, of_both=of_both).strip())
        return {_is_expected(it, name) for it in rows}

    return frozenset(name for name in TEXT_FIELDS if natures(left, name) & natures(right, name))


def _pair_size(found: Sequence[FieldDifference]) -> float:
    weighed = [
        (_STEPS_WEIGHT if it.field == "steps" else 1.0, it.size) for it in found if it.common
    ]
    total = sum(weight for weight, _ in weighed)
    return round(sum(weight * size for weight, size in weighed) / total, 4) if total else 0.0


def step_differences(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> tuple[FieldDifference, ...]:
    """Differences of steps, in the left order; the right one's own behind what they follow."""
    ours, theirs = split_steps(left), split_steps(right)
    partner = _partners(
        [comparable(step, reports[0]) for step in ours],
        [comparable(step, reports[1]) for step in theirs],
    )
    return tuple(_in_order(ours, theirs, partner, reports=reports))


def _field_elsewhere(
    step: FieldDifference, left: Measure, right: Measure, *, reports: tuple[Report, Report]
) -> FieldDifference:
    ours = step.left or step.right or ""
    if step.kind not in (DifferenceKind.ONLY_LEFT, DifferenceKind.ONLY_RIGHT):
        return step
    of_left = step.kind is DifferenceKind.ONLY_LEFT
    own, other = reports if of_left else reversed(reports)
    lines = [
        (name, line)
        for name in _FIELDS_OF_WHAT_IS_DONE
        for line in split_steps((right if of_left else left).text(name))
    ]
    found = process.extractOne(
        _NO_THAI.sub("", comparable(ours, own)),
        [_NO_THAI.sub("", comparable(line, other)) for _, line in lines],
        scorer=Indel.normalized_similarity,
        score_cutoff=_LEAST_ELSEWHERE_LIKENESS,
    )
    if found is not None:
        name, line = lines[found[2]]
    elif _title_says_round(comparable(ours, own), right if of_left else left, other):
        name, line = "title", (right if of_left else left).title
    else:
        return step
    return text_difference(name, *((ours, line) if of_left else (line, ours)), reports=reports)


def _title_says_round(step: str, measure: Measure, report: Report) -> bool:
    """Whether a title begins with a comparable step's words, its round in it or the timeframe."""
    title, time = (comparable(measure.text(it), report) for it in ("title", "timeframe"))
    rounds, words = {*ROUND.findall(step)}, _words(ROUND.sub(" ", step))
    if not rounds or not title.startswith(tuple(words)):  # none of "งดประชุม"
        return False
    return rounds <= {*ROUND.findall(f"{title} {time}")} and all(it in title for it in words)


def _words(text: str) -> set[str]:
    return {it for it in segmenter().words(text) if len(it) >= _SHORTEST_WORD}


def _partners(ours: Sequence[str], theirs: Sequence[str]) -> dict[int, int]:
    """The best match in `theirs` of each of `ours`; of equal ones the nearest."""
    if not ours or not theirs:
        return {}
    alike = process.cdist(ours, theirs, scorer=Indel.normalized_similarity, dtype=np.float64)
    partners = best_assignment(np.where(alike >= _LEAST_STEP_LIKENESS, alike, 0))
    rest = [at for at in range(len(ours)) if at not in partners]
    others = [at for at in range(len(theirs)) if at not in partners.values()]
    if rest and others:
        words_of = [[_words(step) for step in side] for side in (ours, theirs)]
        shared = np.zeros_like(alike)
        for at, it in product(rest, others):
            is_round = _are_rounds_of_one_act(ours[at], theirs[it])
            shared[at, it] = is_round or _shared_words(words_of[0][at], words_of[1][it])
        partners |= best_assignment(np.where(shared >= _LEAST_SHARED_WORDS, shared, 0))
    return partners


def _are_rounds_of_one_act(step: str, other: str) -> bool:
    """Whether both say right before a round what is done in it, alike: "ออกเยี่ยมเดือนละ ๑ ครั้ง",
    "เยี่ยมเดือนละ ๒ ครั้งพร้อมยา"."""
    acts = product(*(_IN_ROUND.findall(line) for line in (step, other)))
    return any(it.endswith(ends) or ends.endswith(it) for it, ends in acts)


def best_assignment(gain: NDArray[np.float64]) -> dict[int, int]:
    """Of all ways to give a row one column at most, with a gain above 0, that of the greatest sum;
    of equal ones that which keeps the order."""
    from scipy.optimize import linear_sum_assignment  # loads in 0.3 s

    if not (gain > 0).any():
        return {}
    apart = np.subtract.outer(*(np.linspace(0, 1, size) for size in gain.shape))
    near = np.where(gain > 0, gain + _ORDER_BONUS * (1 - np.abs(apart)), 0)
    rows, columns = linear_sum_assignment(near, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {row: column for row, column in pairs if gain[row, column] > 0}


def _shared_words(ours: set[str], theirs: set[str]) -> float:
    both = ours & theirs
    if len(both) < _FEWEST_WORDS:
        return 0.0
    return sum(map(len, both)) / min(sum(map(len, side)) for side in (ours, theirs))


def _in_order(
    ours: Sequence[str],
    theirs: Sequence[str],
    partner: dict[int, int],
    *,
    reports: tuple[Report, Report],
) -> Iterator[FieldDifference]:
    paired = {right: left for left, right in partner.items()}
    behind: dict[int, list[int]] = {}
    last = -1 if partner else len(ours) - 1  # nothing in common: one list behind the other
    for number in range(len(theirs)):
        if number in paired:
            last = paired[number]
        else:
            behind.setdefault(last, []).append(number)
    for number in range(-1, len(ours)):
        if number >= 0:
            right = theirs[partner[number]] if number in partner else ""
            yield text_difference("steps", ours[number], right, reports=reports)
        for added in behind.get(number, ()):
            yield text_difference("steps", "", theirs[added], reports=reports)


def timeframe_difference(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> TimeframeDifference | None:
    """Compare two timeframes; None if neither measure has one."""
    if not left.strip() and not right.strip():
        return None
    span, other = (
        MonthSpan.read(text, report.fiscal_year_be) if text.strip() else None
        for text, report in zip((left, right), reports, strict=True)
    )
    shared = None
    if span and other and span.confidence and other.confidence:
        ours, theirs = span.months, other.months
        shared = round(len(ours & theirs) / len(ours | theirs), 4)
    return TimeframeDifference(left=span, right=other, shared=shared)


def same_months(difference: TimeframeDifference) -> bool:
    """Whether both surely have the same months and recurrence."""
    span, other = difference.left, difference.right
    if span is None or other is None:
        return False
    if min(span.confidence, other.confidence) < LEAST_MONTH_CONFIDENCE:
        return False
    lines = [in_figures(compact(side.text)) for side in (span, other)]
    rounds = [{match[0] for match in ROUND.finditer(line)} for line in lines]
    if all(rounds) and rounds[0] != rounds[1]:  # "ทุกวันจันทร์" and "ทุกวันพุธ"
        return False
    ends = [(side.first, side.last, side.months) for side in (span, other)]
    return ends[0] == ends[1] and bool(_recurrences(span) & _recurrences(other))


_EVERY = re.compile(r"ทุก|ราย|(?i:every|each|daily|weekly)")


def _recurrences(span: MonthSpan) -> frozenset[str | None]:
    """None for "throughout the year", which says no more than its months; all four quarters, named
    one by one or from first to last, are every quarter as well."""
    is_whole = (span.first, span.last, span.stretches) == (0, MONTHS_OF_YEAR - 1, ())
    is_throughout = span.recurrence == Recurrence.CONTINUOUS and not _EVERY.search(span.text)
    if not is_whole or not (is_throughout or span.recurrence is None):
        return frozenset({span.recurrence})
    units = {mark.unit for mark in read_marks(compact(span.text))}
    is_of_quarters = Unit.QUARTER in units and Unit.MONTH not in units
    return frozenset({None, *([Recurrence.QUARTERLY] if is_of_quarters else [])})


UnitsWithParts = Mapping[str, list[str]]  #: Units as written, each with its parts and posts

_TOGETHER = re.compile(r"[()\[\] ]")  # what may be between a unit and its part
_BETWEEN_UNITS = re.compile(r"[,\n;/]|และ")
_KINDS = frozenset(words("unit_words", "kinds"))
_ABBREVIATIONS = frozenset(words("unit_words", "abbreviations"))
_kind_alone = word_pattern("(?:<unit_words.kinds>|<unit_words.bodies>)*")


def unit_difference(
    left: str, right: str, *, reports: tuple[Report, Report]
) -> UnitDifference | None:
    """Compare two fields of responsible units; None if neither measure has one."""
    if not left.strip() and not right.strip():
        return None
    sides = [units(text, it.organisation) for text, it in zip((left, right), reports, strict=True)]
    ours, theirs = (_with_full_names(*both) for both in (sides, sides[::-1]))
    own, other = _with_parts(ours, left), _with_parts(theirs, right)
    parts = _finer(own, other), _finer(other, own)
    return UnitDifference(
        both=tuple((name, theirs[key]) for key, name in ours.items() if key in theirs),
        only_left=tuple(ours[key] for key in ours if key not in {*theirs, *parts[0]}),
        only_right=tuple(theirs[key] for key in theirs if key not in {*ours, *parts[1]}),
        parts_left=tuple(ours[key] for key in parts[0]),
        parts_right=tuple(theirs[key] for key in parts[1]),
    )


def _with_full_names(ours: Mapping[str, str], theirs: Mapping[str, str]) -> Mapping[str, str]:
    """Units of a side, an abbreviated one ("กองยุทธศาสตร์ฯ", "คลัง", "สป.") as the only name of
    the other that it shortens; not what names a kind alone ("กองฯ", "เทศบาลฯ")."""

    def is_short_for(name: str, other: str) -> bool:
        if _kind_alone().fullmatch(name.removesuffix("ฯ")):
            return False
        if name.endswith("ฯ"):
            return other.startswith(name[:-1])
        kind = other.removesuffix(name)
        return f"{name} {other}" in _ABBREVIATIONS or (kind != other and kind in _KINDS)

    def key(name: str) -> str:
        longer = [it for it in theirs if it != name and is_short_for(name, it)]
        return longer[0] if len(longer) == 1 and name not in theirs else name

    return {key(name): printed for name, printed in ours.items()}


def _finer(ours: UnitsWithParts, theirs: UnitsWithParts) -> tuple[str, ...]:
    """Parts of units that the other side names without any, and units of parts that it names
    alone: "สำนักปลัด งานนิติการ" is "สำนักปลัด" there, or "งานนิติการ"."""
    wholes = [whole for whole in ours if whole in theirs and not theirs[whole]]
    parts = [part for whole in wholes for part in ours[whole]]
    return (*parts, *(whole for whole in ours if any(it in theirs for it in ours[whole])))


def _with_parts(names: Iterable[str], text: str) -> UnitsWithParts:
    """Units with their parts, also one right before its unit ("งานพัสดุ กองคลัง"), and with the
    posts that `text` names in one item with them."""
    items = [squash(item) for item in _BETWEEN_UNITS.split(text)]
    found: dict[str, list[str]] = {}
    posts: list[str] = []
    whole_text, parts = _TOGETHER.sub("", text), words("unit_words", "parts")
    for name, following in pairwise([*names, ""]):
        last = next(reversed(found), "")
        is_before_whole = name.startswith(parts) and name + (following or " ") in whole_text
        if is_before_whole and not (last and last + name in whole_text):
            posts.append(name)
        elif not name.startswith(words("unit_words", "staff")):
            is_part = bool(found) and name.startswith(parts)
            found |= {last: [*found[last], name]} if is_part else {name: posts}
            posts = posts if is_part else []
        elif last and any(last in item and name in item for item in items):
            found[last].append(name)
        elif any(name in item and item != name for item in items):
            posts.append(name)
        else:
            found[name] = []
    return found | {post: [] for post in posts}
