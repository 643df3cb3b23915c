"""What our own last report says came of a measure: done, in part, not reached, given up.

What was learned decides of each line of a result (carried_out.py). What words say of it
(domain/data/plan_patterns.toml), and how much it counts of the whole (own_counts.py), it judges by,
and this names what falls short.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, groupby

from itasearch.domain.words import segmenter
from itasearch.enrich.carried_out import SHORT, UNDONE, State, likely_state
from itasearch.enrich.form_check import is_ticked, says_something
from itasearch.enrich.own_advice import (
    begins_title,
    ends_what_it_does,
    lessons_of,
    names_weather_alone,
    patterns,
    remarks_of,
)
from itasearch.enrich.own_counts import (
    is_in_part,
    lines_of,
    misses_its_goal,
    short_of_plan,
    without_open_cases,
)
from itasearch.model.drafts import REPORT_FIELDS, RESULT_FIELDS
from itasearch.model.plan import GIVEN_UP, Lesson
from itasearch.model.ranking import Hit
from itasearch.model.records import Measure, Report, ReportKind, StoredMeasure
from itasearch.text.repair.spaces import unwrapped
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.stretches import split_steps


def came_texts(measure: Measure) -> Mapping[str, str]:
    """The texts of REPORT_FIELDS without what a plan expects."""
    return {name: measure.text(name) for name in REPORT_FIELDS if not measure.is_expected(name)}


def says_what_came(measure: Measure) -> bool:
    """Whether its report says, or ticks, what came of it; what a plan expects has not come."""
    return has_result(measure) or any(map(says_something, came_texts(measure).values()))


def has_result(measure: Measure) -> bool:
    """Whether its report states, or ticks, a result of it; what a plan expects is none."""
    texts = (came_texts(measure).get(name, "") for name in RESULT_FIELDS)
    return any(says_something(text) or is_ticked(text) for text in texts)


def results_text(measure: Measure) -> str | None:
    """The results, with a mark between those of different columns."""
    columns = [text for _, text in measure.raw_cells if text and text in (measure.results or "")]
    is_joined = "\n".join(columns) == measure.results
    return " / ".join(columns) if is_joined else measure.results


def states_no_result(measure: Measure, report: Report) -> bool:
    """Whether a results report, which states results of others, states none of this measure."""
    is_of_results = report.kind is ReportKind.RESULTS
    return is_of_results and not has_result(measure) and any(map(has_result, report.measures))


def reported_rows(reports: Iterable[Report]) -> tuple[StoredMeasure, ...]:
    """The measures of which the newest of these reports say what came of them, in their order;
    of a results report all, also those of which it does not say it.

    Reports that say nothing of it, as plans do, are no newest ones.
    """
    reports = [report for report in reports if any(map(says_what_came, report.measures))]
    rows = [
        report.stored(measure)
        for report in reports
        for measure in report.measures
        if report.kind is ReportKind.RESULTS or says_what_came(measure)
    ]
    newest = max((row.fiscal_year_be or 0 for row in rows), default=0)
    return tuple(row for row in rows if (row.fiscal_year_be or 0) == newest)


def _in_full(measure: Measure, line: str) -> str:
    """The result or outcome that a line is of, where it was wrapped; with the results that follow
    where it is the head of a ticked cell: "อยู่ระหว่างดำเนินการ" before "ติดแล้ว ๓๑๒ รายการ"; one below
    the results is in brackets behind them."""
    above, state, below = measure.text("results").partition(line)
    if _is_ticked_head(measure, line):
        whole = unwrapped(f"{state}{below}" if below or not above.strip() else above.rstrip())
        return whole if whole.startswith(state) else f"{whole} ({state})"
    texts = (_without_wraps(measure), unwrapped(measure.text("outcomes")))
    steps = chain.from_iterable(map(split_steps, texts))
    return next((text for text in steps if squash(line) in squash(text)), line)


def _is_ticked_head(measure: Measure, line: str) -> bool:
    heads = (squash(head) for head, text in measure.raw_cells if is_ticked(text))
    return bool(line.strip()) and any(head.endswith(squash(line)) for head in heads)


def _without_wraps(measure: Measure) -> str:
    """The results with wrapped lines joined; the head of a ticked column continues none."""
    lines = measure.text("results").split("\n")
    groups = groupby(lines, key=lambda line: _is_ticked_head(measure, line))
    return "\n".join(unwrapped("\n".join(group)) for _, group in groups)


def _of_itself(measure: Measure, text: str) -> str:
    """The text, canonical, without the ends of anything else: what the title gives up, and
    "ยกเลิก", "งด" of what is neither any work nor named by the title ("งดประชุมแบบกระดาษ")."""
    text, title = canonical(text), canonical(measure.title)
    if patterns.its_act.search(title):
        text = patterns.its_act.sub("", text)
    ends = (it for it in patterns.ends_of.finditer(text) if _is_of_another(it, title))
    for it in reversed([*ends]):
        text = text[: it.start("act")] + text[it.end("act") :]
    return text


def _is_of_another(match: re.Match[str], title: str) -> bool:
    """Whether what is ended (`ends_of`) is not the measure, or is done in another way instead."""
    what = match["what"] or ""
    first = next(iter(segmenter().words(what)), "")
    is_replaced = patterns.done_otherwise.search(match.string, match.end())
    if match["number"] or is_replaced or patterns.some_of.search(what):
        return True
    if match["project"]:
        return what.startswith("ที่")
    return first != "ที่" and first not in title


def _is_moved(measure: Measure, result: str) -> bool:
    """Whether a result begins with a move to a later month, and none says that it was held."""
    results = canonical(measure.text("results"))
    return bool(patterns.moved.match(canonical(result))) and not patterns.held.search(results)


NOT_AS_PLANNED = (*UNDONE, State.HANDED_OVER, State.OTHERWISE)
"""Not done, given up, done by others or by other means."""
_DECIDED = {lesson: state for state, lesson in SHORT.items() if lesson in GIVEN_UP}
_DECIDED[Lesson.SUSPENDED] = State.ENDED


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line of a result says came of its measure."""

    text: str
    state: State | None  #: None: not sure, where words decide
    lesson: Lesson | None  #: None also where it only counts less than the plan
    is_head: bool  #: of a ticked column: what it says beside the results


@lru_cache(maxsize=4_096)
def _lines(measure: Measure, planned: Measure) -> tuple[_Line, ...]:
    """Its results line by line: what falls short by no words is in part done where another line is
    done that is no ticked head. Words alone decide of what a plan expects, or another measure did.
    """
    # Its own outcomes are what came, and no aims.
    aims = replace(planned, outcomes=None) if planned.id == measure.id else planned
    less = {line for text, _ in short_of_plan(planned, measure) for line in text.split("\n")}
    lines = []
    for text in lines_of(_without_wraps(measure)):
        lesson = state_of(measure, text)
        if patterns.merged.match(canonical(text)) or measure.is_expected("results"):
            state = State.NOT_DONE if lesson else None
        else:
            state = likely_state(aims, text, lesson, is_less=text in less)
        lesson = lesson if state in (None, *SHORT) else None
        lines.append(_Line(text, state, lesson, _is_ticked_head(measure, text)))
    are_short = all(it.is_head or it.state in SHORT for it in lines)
    for number, line in enumerate(lines):
        is_decided = line.state in _DECIDED.values() and line.lesson not in GIVEN_UP
        is_named = line.lesson and not (is_decided or line.state is State.HANDED_OVER)
        if line.state in SHORT and not is_named and (line.lesson or line.text not in less):
            lesson = SHORT[line.state] if are_short else Lesson.IN_PART
            lines[number] = replace(line, lesson=lesson)
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class WhatCame:
    """What came of a measure by all that its report says: that which decides, and its text."""

    state: State | None  #: None: its report states no result; where nothing falls short DONE
    missed: tuple[Lesson, str] | None
    """What the next plan must answer, and the result that says it, or the remark that others do it
    now, as printed; done otherwise than planned is BELOW_GOAL."""


@lru_cache(maxsize=4_096)  # a comparison asks three times of each measure, a plan more often
def what_came(measure: Measure, planned: Measure | None = None) -> WhatCame:
    """What came of a measure, by its plan's row or its own title, steps and aims.

    GIVEN_UP are decisions, and no delays: of several results they go first. What words do not say
    is in part done where another line is done.
    """
    lines = _lines(measure, planned or measure)
    states = [(it.lesson, it.text) for it in lines if it.lesson]
    outcome = came_texts(measure).get("outcomes", "")
    # A wrap may part what says it.
    outcomes = (*lines_of(outcome), *split_steps(unwrapped(outcome)))
    ends = ((lesson, it) for it in outcomes if (lesson := state_of(measure, it)))
    states += (it for it in ends if it[0] in GIVEN_UP or misses_its_goal(it[1]))
    states.sort(key=lambda it: it[0] not in GIVEN_UP)
    otherwise = ((Lesson.BELOW_GOAL, it.text) for it in lines if it.state is State.OTHERWISE)
    lesson, text = next(chain(states, otherwise), (None, ""))
    state = State.DONE if has_result(measure) else None
    if lesson in _DECIDED:
        state = _DECIDED[lesson]
    elif _is_undone(lines):
        state, lesson = State.NOT_DONE, lesson and Lesson.NOT_REACHED
        if remark := _handed_over(measure, planned or measure):
            return WhatCame(State.HANDED_OVER, (Lesson.HANDED_OVER, remark))
    elif states or any(it.state in SHORT for it in lines):
        state = State.IN_PART
    elif lesson:
        state = State.OTHERWISE
    return WhatCame(state, (lesson, _in_full(measure, text)) if lesson else None)


def _handed_over(measure: Measure, planned: Measure) -> str | None:
    """The remark that others do from now on what was not done, if there is one; judged without the
    steps, which it does not count."""
    titled = replace(planned, steps=None, outcomes=None)
    for remark in remarks_of(measure):
        lesson = state_of(measure, remark)
        if likely_state(titled, remark, lesson, is_less=False) is State.HANDED_OVER:
            return remark
    return None


def _is_undone(lines: Sequence[_Line]) -> bool:
    """Whether nothing of it was done, by a ticked head or all other lines."""
    heads, rest = ([it.state in UNDONE for it in lines if it.is_head is of] for of in (True, False))
    return any(heads) or (bool(rest) and all(rest))


def shortfalls(
    measure: Measure, planned: Measure | None
) -> Iterator[tuple[Lesson, str, str | None]]:
    """What was missed, then what falls short of the plan's row, else of its own steps, with that
    text; of what was given up, and of a text that was quoted, nothing by the plan."""
    missed = what_came(measure, planned).missed
    if missed:
        yield *missed, None
    if missed and missed[0] in GIVEN_UP:
        return
    done = {it.text for it in _lines(measure, planned or measure) if it.state not in (None, *SHORT)}
    for text, aim in short_of_plan(planned or measure, measure):
        if not done.issuperset(text.split("\n")) and (missed is None or text not in missed[1]):
            yield Lesson.BELOW_GOAL, text, aim


def decision_against(measure: Measure, planned: Measure | None = None) -> tuple[Lesson, str] | None:
    """The decision against a measure, or the advice to end it, and its text; else None."""
    missed = what_came(measure, planned).missed
    if missed and missed[0] in GIVEN_UP:
        return missed
    advice = lessons_of(measure).get(Lesson.TO_END)
    return (Lesson.TO_END, advice) if advice else None


def lessons_to_answer(measure: Measure, planned: Measure | None = None) -> dict[Lesson, str]:
    """`lessons_of` without problems that name the weather alone, where all was done as planned."""
    lessons = dict(lessons_of(measure))
    is_of_weather = names_weather_alone(lessons.get(Lesson.PROBLEMS, ""))
    if is_of_weather and not what_came(measure, planned).missed:
        lessons.pop(Lesson.PROBLEMS)
    return lessons


def state_of(measure: Measure, phrase: str) -> Lesson | None:
    """What a result, or a phrase of it, says was not done, or is left; None where it says none."""
    phrase = without_open_cases(measure, phrase)
    text = _of_itself(measure, phrase)
    decided = patterns.advice_in.sub("", text)
    is_off = patterns.called_off.match(decided) is not None
    ends = ends_what_it_does(decided, measure.title) or patterns.cancelled.search(decided)
    if ends or (is_off and not patterns.one_round.search(decided)):
        return Lesson.CANCELLED
    if patterns.suspended.match(text):
        return Lesson.SUSPENDED
    if patterns.refused.match(decided):
        return Lesson.REFUSED
    if misses_its_goal(text, of_shares=True) or patterns.behind.match(text):
        return Lesson.BELOW_GOAL
    if is_in_part(measure, phrase):
        return Lesson.IN_PART
    without = patterns.without_act.finditer(text)
    is_undone = any(begins_title(it["act"], measure.title) for it in without)
    own = patterns.of_stocks.sub("", text)
    is_left = patterns.not_reached.search(own) or is_undone
    return Lesson.NOT_REACHED if is_off or is_left else None


def was_not_done(measure: Measure, planned: Measure | None = None) -> bool:
    """Whether its report says that it was not done, or given up: what is done in part, or by
    others, was."""
    return what_came(measure, planned).state in UNDONE


def hit_was_not_done(hit: Hit) -> bool:
    """Whether its report, or its town's results of its year, says that it was not done. For who
    shows or counts hits: judging them all would double the time of a search."""
    return any(was_not_done(row, hit.measure) for row in (hit.measure, *hit.reported))


def falls_short(measure: Measure, planned: Measure | None = None, *, of: str) -> bool:
    """Whether its report says that it, or some of it, was not done, is left or done otherwise; an
    amount that falls short of its goal counts where `of` names its unit: "ทุกเดือน", "8 เดือน"."""
    came = what_came(measure, planned)
    lesson, text = came.missed or (None, "")
    counted = patterns.amount.finditer(arabic_digits(canonical(text)))
    units = {*segmenter().words(of), *("%" if "%" in of else "")}
    is_left = came.state not in (None, State.DONE, State.IN_PART) or lesson is Lesson.NOT_REACHED
    return is_left or any((it["months"] or it["unit"] or "%") in units for it in counted)


def late_or_open(measure: Measure) -> str | None:
    """The results that were late, and the outcomes that are late or open; None where none is."""
    outcomes = split_steps(came_texts(measure).get("outcomes", ""))
    came = (*lines_of(measure.text("results")), *outcomes)
    lines = [it for it in came if patterns.late.search(canonical(it))]
    lines += (it for it in outcomes if it not in lines and state_of(measure, it))
    return "\n".join(lines) or None


def put_off(measure: Measure) -> str | None:
    """The result that says that it, or some of it, is to be done later; None where none does."""
    lines = [it.text for it in _lines(measure, measure) if it.lesson]
    later = (it for it in lines if patterns.to_a_later_year.search(canonical(it)))
    return next(chain(later, (it for it in lines if _is_moved(measure, it))), None)
