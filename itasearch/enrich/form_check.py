"""Which parts of the form a measure has, in their own field or in another one: advice.

Follow-up is in steps, results or a timeframe more often than in a column of its own; so may
be the time and the office. Parts found elsewhere are shown with the words that are them. Words
decide: domain/data/form_patterns.toml.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial

from itasearch.domain.loader import Patterns, records, words
from itasearch.domain.rules import built_in_rules
from itasearch.model.drafts import BORROWED_FIELDS, AdaptedDraft
from itasearch.model.form_check import FormCheck, MeasureCheck, Part, PartCheck, RuleBook, Standing
from itasearch.model.records import TEXT_FIELDS, Measure, Report, ReportKind
from itasearch.text.dates.months import MONTH
from itasearch.text.thai.finding import View, unspaced_view
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.stretches import joined, split_steps
from itasearch.text.timeframe import Unit, YearScope, compact, read_marks
from itasearch.wording.document_words import TICKS, is_blank

_patterns = Patterns("form_patterns", month=MONTH)
_LETTERS_BEFORE = 40  # letters before a phrase that are searched for what makes it void
_LINE = re.compile(r"[^\n]+")
_STRETCH = re.compile(r"[^\n]{1,600}")
"""Lines, the longest cut: reading times is quadratic in a text's length."""
_LISTED = re.compile(r"(?:[•●]|\(?\d{1,2}[.)])(?=[^\d\s])")
_SHORTEST_ITEM = 4  # letters of an item that is more than a number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A pattern of follow-up, and what makes it void where it precedes."""

    pattern: str
    void: str


@cache
def _rules() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rules = records("form_patterns.toml", "follow_up", _Rule)
    compiled = _patterns.compiled
    return tuple((compiled(it.pattern, re.IGNORECASE), compiled(it.void)) for it in rules)


def follow_up_spans(view: View) -> list[tuple[int, int]]:
    """[start, end) of words about follow-up in an `unspaced_view`, in order and apart."""
    pairs = (
        match.span()
        for pattern, void in _rules()
        for match in pattern.finditer(view.text)
        if not void.search(view.text[max(0, match.start() - _LETTERS_BEFORE) : match.start()])
    )
    return joined(pairs, gap=-1)


def timeframe_spans(view: View) -> Iterator[tuple[int, int]]:
    """[start, end) in the text of an `unspaced_view` of words about when something is done.

    When a report is due is no timeframe of the measure.
    """
    reporting = follow_up_spans(view)
    for line in _STRETCH.finditer(view.text):
        for start, end in _times(line.group()):
            span = (line.start() + start, line.start() + end)
            if not any(first < span[1] and span[0] < last for first, last in reporting):
                yield span


def responsible_spans(view: View) -> Iterator[tuple[int, int]]:
    """[start, end) in `view.text` of offices and posts that have the work."""
    for match in _patterns.doers.finditer(view.text):
        yield match.span("unit")


def steps_spans(view: View) -> Iterator[tuple[int, int]]:
    """[start, end) in `view.text`, a title, of how it is done: items of a list, or "โดย…"."""
    lines = [line for line in _LINE.finditer(view.text) if len(line.group()) >= _SHORTEST_ITEM]
    if len(lines) > 1:
        yield lines[1].start(), lines[-1].end()
    listed = [match.start() for match in _LISTED.finditer(view.text)]
    if len(listed) > 1:
        yield listed[0], len(view.text)
    for match in _patterns.how.finditer(view.text):
        yield match.span()


def _times(line: str) -> Iterator[tuple[int, int]]:
    """Spans in one line without blanks, in Arabic digits."""
    line = _patterns.left_out.sub(lambda months: "|" * len(months[0]), line)
    low = line.lower()
    if compact(low) == low:  # else letters changed their length, and places are not known
        marks = [
            mark
            for mark in read_marks(low)
            if mark.unit is not Unit.YEAR
            or (mark.scope is YearScope.FISCAL and _patterns.year_by.search(low[: mark.start]))
        ]
        if marks:
            before = _patterns.up_to.search(low[: marks[0].start])
            yield before.start() if before else marks[0].start, marks[-1].end
    for match in _patterns.recurring.finditer(line):
        yield match.span()


Spans = Callable[[View], Iterable[tuple[int, int]]]

_OTHER_FIELDS: dict[Part, dict[str, Spans]] = {
    Part.STEPS: {"title": steps_spans},
    # A month of a result is when something came, "ทุกเดือน" of a title when it is done.
    Part.TIMEFRAME: dict.fromkeys(("steps", "title", "results", "outcomes"), timeframe_spans),
    Part.RESPONSIBLE: dict.fromkeys(("steps", "results", "title"), responsible_spans),
    Part.FOLLOW_UP: dict.fromkeys(
        ("steps", "results", "outcomes", "timeframe", "recommendations", "title"), follow_up_spans
    ),
}
_CACHED_ROWS = 2_048  # rows of drafts whose check is cached: the app checks again at every click
_LIST_NUMBER = re.compile(r"^\W*\d{1,2}[.)]\W*$")
# Letters of a step that is follow-up by any word of it; read by hand in the samples.
_SHORT_STEP = 60
_NEAR_BEGINNING = 15  # letters before the words of follow-up in a longer step; likewise
_ITEM_MARK = re.compile(
    r"^[^\w(«“]*(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})+[.)]?\s+|\(?[0-9๐-๙]{1,2}[.)]\s*(?![0-9๐-๙]))?"
)


def check_report(
    report: Report,
    *,
    rules: RuleBook | None = None,
    plan_year: int | None = None,
    planned: Mapping[str, Measure] | None = None,
) -> FormCheck:
    """Each measure of `report` by the rules of its fiscal year, or the nearest known one.

    `rules`: those of the home; None for the ones of itasearch. `plan_year`: of the plan that is
    made of results; None: the year after. `planned`: by id of a row of results, that of the plan of
    the year: what it has is not lacking; None: there is no such plan.

    Guidelines, and reports none of whose measures is in a table or has a part of the form,
    need no part: what they lack is NOT_ASKED, what they have is listed.
    """
    book, year = rules or built_in_rules(), report.fiscal_year_be
    pack = book.pack(year)
    columns = [part.value for part in Part if part is not Part.STEPS]
    has_form = report.kind is not ReportKind.GUIDELINES and any(
        measure.source.row_number is not None or any(measure.text(name) for name in columns)
        for measure in report.measures
    )
    required = pack.required[report.kind] if has_form else ()
    more: list[Part] = []
    lacking: Counter[Part] = Counter()
    if has_form and year is not None and report.kind is ReportKind.RESULTS:
        plan_year = plan_year or year + 1
        of_plan = book.pack(plan_year).required[ReportKind.PLAN]
        more = [part for part in of_plan if part not in required]
        # Beside its plan a results report is not what the next plan is made of.
        rows = report.measures if more and planned is None else ()
        lacking.update(part for row in rows for part in missing_in_plan(row, of_plan))
    body = None if report.organisation is None else report.organisation.type
    item = pack.item_of(report.kind, body)
    return FormCheck(
        fiscal_year_be=report.fiscal_year_be,
        rules_year_be=pack.fiscal_year_be,
        kind=report.kind,
        measures=tuple(
            _with_plan(check, (planned or {}).get(check.measure_id))
            for check in _checked(report.measures, required)
        ),
        item=None if item is None else item.label,
        confirmed=pack.form.confirmed,
        lacking_in_plan={part: lacking[part] for part in more if lacking[part]},
        plan_year_be=plan_year,
    )


def check_draft(draft: AdaptedDraft, *, rules: RuleBook | None = None) -> tuple[MeasureCheck, ...]:
    """A draft's rows as they will be handed in, by the rules for a plan of its fiscal year."""
    rows = (
        item.measure.with_texts({name: item.text(name) for name in TEXT_FIELDS})
        for item in draft.items
    )
    pack = (rules or built_in_rules()).pack(draft.fiscal_year_be)
    return _checked(rows, pack.required[ReportKind.PLAN])


def _with_plan(check: MeasureCheck, row: Measure | None) -> MeasureCheck:
    if row is None:
        return check
    of_row = check_measure(row, required=check.missing).missing
    parts = (
        PartCheck(part=it.part, standing=Standing.IN_PLAN)
        if it.standing is Standing.MISSING and it.part not in of_row
        else it
        for it in check.parts
    )
    return replace(check, parts=tuple(parts))


def _checked(rows: Iterable[Measure], required: tuple[Part, ...]) -> tuple[MeasureCheck, ...]:
    return tuple(check_measure(row, required=required) for row in rows)


@lru_cache(maxsize=_CACHED_ROWS)
def check_measure(row: Measure, *, required: tuple[Part, ...]) -> MeasureCheck:
    """All parts of one row; the lack of a `required` one is MISSING, of others NOT_ASKED."""
    return MeasureCheck(
        measure_id=row.id,
        number=row.number,
        title=row.title,
        parts=tuple(_part_of(row, part, is_required=part in required) for part in Part),
    )


def missing_in_plan(measure: Measure, required: tuple[Part, ...]) -> tuple[Part, ...]:
    """Parts that a plan's row of a measure lacks; a long step that mentions follow-up is none."""
    row = planned_row(measure)
    lacking = {*check_measure(row, required=required).missing}
    if not says_something(row.text(Part.FOLLOW_UP.value)):
        lacking.add(Part.FOLLOW_UP)
    return tuple(part for part in required if part in lacking)


def planned_row(measure: Measure) -> Measure:
    """A measure as the row of a plan: without results, with the follow-up that its steps state."""
    left_out = dict.fromkeys(name for name in TEXT_FIELDS if name not in BORROWED_FIELDS)
    row = measure.with_texts(left_out)
    if says_something(row.text("follow_up")):
        return row
    return row.with_texts({"follow_up": follow_up_in_steps(row) or None})


def says_something(text: str) -> bool:
    """Whether a cell has words or numbers; a dash, dots, a blank «…» and "ไม่มี" have none."""
    if is_blank(text) or _LIST_NUMBER.match(text):
        return False
    letters = _letters(text)
    return bool(letters) and letters not in _empty_words()


def is_ticked(text: str) -> bool:
    """Whether a cell is a tick alone."""
    return text.strip() in TICKS


def follow_up_in_steps(row: Measure) -> str:
    """The steps of a row that are how it is followed up, a line each, without list marks.

    "" where it has no other step: then the text says what is done, as items to be disclosed do.
    """
    steps = [_ITEM_MARK.sub("", step) for step in split_steps(row.text("steps"))]
    views = [unspaced_view(step) for step in ("", *steps, "")]
    follow_up = [
        step
        for step, before, view, behind in zip(steps, views, views[1:], views[2:], strict=False)
        if (_patterns.of_results.match(before.text) and _patterns.submits.match(view.text))
        or (_is_follow_up(view) and not _is_published(view.text, behind.text))
    ]
    return "\n".join(follow_up) if len(follow_up) < len(steps) else ""


def _is_published(step: str, behind: str) -> bool:
    """Whether it sums something up for nobody inside, and this or the step behind publishes that:
    then it is the work."""
    if not _patterns.sums_up.match(step) or _patterns.superior.search(step):
        return False
    matches = (_patterns.publishes.search(step), _patterns.publishes.match(behind))
    return any(match is not None and match["what"] in step for match in matches)


def _is_follow_up(step: View) -> bool:
    first = min(follow_up_spans(step), default=None)
    if first is None or _patterns.no_follow_up.search(step.text):
        return False
    # A long step may only mention it.
    return len(step.text) <= _SHORT_STEP or first[0] <= _NEAR_BEGINNING


def _letters(text: str) -> str:
    return "".join(letter for letter in squash(text) if letter.isalnum())


def _part_of(row: Measure, part: Part, *, is_required: bool) -> PartCheck:
    check, is_result = partial(PartCheck, part=part), part is Part.RESULTS
    own = "" if is_result and row.is_expected(part.value) else row.text(part.value)
    if says_something(own) or (is_result and is_ticked(own)):
        return check(standing=Standing.THERE, field=part.value, end=len(own))
    outcomes = "" if row.is_expected("outcomes") else row.text("outcomes")
    if is_result and is_required and says_something(outcomes):
        # What was achieved implies what was done; what a plan expects does not.
        return check(standing=Standing.ELSEWHERE, field="outcomes", end=len(outcomes))
    for field, spans in _OTHER_FIELDS.get(part, {}).items():
        view = unspaced_view(row.text(field))
        if span := min(spans(view), default=None):
            start, end = view.raw_span(*span)
            return check(standing=Standing.ELSEWHERE, field=field, start=start, end=end)
    return check(standing=Standing.MISSING if is_required else Standing.NOT_ASKED)


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(_letters(word) for word in words("form_words", "empty_cells"))
