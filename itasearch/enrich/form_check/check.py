"""Which parts of the form a measure has, in their own field or in another one: advice.

Follow-up is in steps, results or a timeframe more often than in a column of its own; so may
be the time and the office. Parts found elsewhere are shown with the words that are them.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from itasearch.domain.form_rules import form_rules
from itasearch.domain.word_lists import words
from itasearch.enrich.form_check.spans import (
    follow_up_spans,
    responsible_spans,
    steps_spans,
    timeframe_spans,
)
from itasearch.model.drafts import AdaptedDraft
from itasearch.model.form_check import FormCheck, MeasureCheck, Part, PartCheck, Standing
from itasearch.model.records import TEXT_FIELDS, Measure, Report, ReportKind
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.stretches import split_steps
from itasearch.text.thai.view import View, unspaced_view
from itasearch.wording.document_words import is_blank

Spans = Callable[[View], Iterable[tuple[int, int]]]

_OTHER_FIELDS: dict[Part, tuple[Spans, tuple[str, ...]]] = {
    Part.STEPS: (steps_spans, ("title",)),
    Part.TIMEFRAME: (timeframe_spans, ("steps", "results", "outcomes", "title")),
    Part.RESPONSIBLE: (responsible_spans, ("steps", "results", "title")),
    Part.FOLLOW_UP: (
        follow_up_spans,
        ("steps", "results", "outcomes", "timeframe", "recommendations", "title"),
    ),
}
_CACHED_ROWS = 2_048  # rows of drafts whose check is cached: the app checks again at every click

_LIST_NUMBER = re.compile(r"^\W*\d{1,2}[.)]\W*$")
_SHORT_STEP = 60
"""Letters of a step, at most, that is follow-up if it has words of it anywhere. Read by hand in
the plans of the sample towns and of three real reports."""
_NEAR_BEGINNING = 15  # letters before the words of follow-up in a longer step; likewise
_ITEM_MARK = re.compile(
    r"^[^\w(«“]*(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})+[.)]?\s+|\(?[0-9๐-๙]{1,2}[.)]\s*(?![0-9๐-๙]))?"
)


def check_report(report: Report) -> FormCheck:
    """Each measure of `report` by the rules of its fiscal year, or the nearest known one.

    Guidelines, and reports none of whose measures is in a table or has a part of the form,
    need no part: what they lack is NOT_ASKED, what they have is listed.
    """
    return _checked_rows(
        report.measures, report.fiscal_year_be, report.kind, is_form=_has_form(report)
    )


def check_draft(draft: AdaptedDraft) -> FormCheck:
    """A draft's rows as they will be handed in, by the rules for a plan of its fiscal year."""
    rows = (
        one.measure.with_texts({name: one.text(name) for name in TEXT_FIELDS})
        for one in draft.items
    )
    return _checked_rows(rows, draft.fiscal_year_be, ReportKind.PLAN, is_form=True)


def _checked_rows(
    rows: Iterable[Measure], fiscal_year_be: int | None, kind: ReportKind, *, is_form: bool
) -> FormCheck:
    rules = form_rules(fiscal_year_be)
    required = rules.required[kind] if is_form else ()
    return FormCheck(
        fiscal_year_be=fiscal_year_be,
        rules_year_be=rules.fiscal_year_be,
        kind=kind,
        measures=tuple(check_measure(one, required=required) for one in rows),
        item=rules.items.get(kind),
        confirmed=rules.confirmed,
    )


@lru_cache(maxsize=_CACHED_ROWS)
def check_measure(row: Measure, *, required: tuple[Part, ...]) -> MeasureCheck:
    """All parts of one row.

    Args:
        required: parts whose lack is MISSING; that of others is NOT_ASKED. See
            domain.form_rules.
    """
    return MeasureCheck(
        measure_id=row.id,
        number=row.number,
        title=row.title,
        parts=tuple(_checked(row, part, is_required=part in required) for part in Part),
    )


def says_something(text: str) -> bool:
    """Whether a cell has words or numbers; a dash, dots, a blank «…» and "ไม่มี" have none."""
    if is_blank(text) or _LIST_NUMBER.match(text):
        return False
    letters = _letters(text)
    return bool(letters) and letters not in _empty_words()


def follow_up_in_steps(row: Measure) -> str:
    """The steps of a row that are how it is followed up, a line each, without list marks.

    "" where it has no other step: then the text says what is done, as items to be disclosed do.
    """
    steps = [_ITEM_MARK.sub("", one) for one in split_steps(row.text("steps"))]
    found = [one for one in steps if _is_follow_up(one)]
    return "\n".join(found) if len(found) < len(steps) else ""


def _is_follow_up(step: str) -> bool:
    """Whether a step is follow-up as a whole, and no long one that mentions it."""
    view = unspaced_view(step)
    first = min(follow_up_spans(view), default=None)
    if first is None:
        return False
    return len(view.text) <= _SHORT_STEP or first[0] <= _NEAR_BEGINNING


def _letters(text: str) -> str:
    return "".join(letter for letter in squash(text) if letter.isalnum())


def _checked(row: Measure, part: Part, *, is_required: bool) -> PartCheck:
    own = row.text(part.value)
    if says_something(own):
        return PartCheck(part=part, standing=Standing.THERE, field=part.value, end=len(own))
    found = _outcomes(row) if part is Part.RESULTS else _elsewhere(row, part)
    lack = Standing.MISSING if is_required else Standing.NOT_ASKED
    return found or PartCheck(part=part, standing=lack)


def _elsewhere(row: Measure, part: Part) -> PartCheck | None:
    """The first other field that has the part, with its first words that are it."""
    spans, fields = _OTHER_FIELDS[part]
    for field in fields:
        view = unspaced_view(row.text(field))
        span = min(spans(view), default=None)
        if span is not None:
            start, end = view.raw_span(*span)
            return PartCheck(
                part=part, standing=Standing.ELSEWHERE, field=field, start=start, end=end
            )
    return None


def _outcomes(row: Measure) -> PartCheck | None:
    """What was achieved implies what was done."""
    text = row.text("outcomes")
    if not says_something(text):
        return None
    return PartCheck(
        part=Part.RESULTS, standing=Standing.ELSEWHERE, field="outcomes", end=len(text)
    )


def _has_form(report: Report) -> bool:
    if report.kind is ReportKind.GUIDELINES:
        return False
    columns = [part.value for part in Part if part is not Part.STEPS]
    return any(
        one.source.row_number is not None or any(one.text(name) for name in columns)
        for one in report.measures
    )


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(_letters(word) for word in words("form_words", "empty_cells"))
