"""What our own last report says of a measure: what is done once for all, what is to be mended.

Words decide (data/plan_words.toml), and the timeframe: what is done each month or all year
continues. A doubtful measure continues, too: to ask about it costs the officer more than a tick.
"""

import re
from collections.abc import Iterable, Iterator

from itasearch.domain.word_lists import word_pattern
from itasearch.enrich.form_check.check import says_something
from itasearch.model.drafts import REPORT_FIELDS
from itasearch.model.records import Measure, Report, StoredMeasure
from itasearch.text.thai.normalize import arabic_digits, normalize
from itasearch.text.thai.stretches import split_steps
from itasearch.text.timeframe import parse_timeframe

_LIST_MARK = r"^[\s\-–—•●▪*]*(?:\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]\s*)?"
_DID = rf"{_LIST_MARK}(?:ได้|ดำเนินการ|ทำการ)*\s*"
_one_off = word_pattern(rf"{_DID}(?:<plan_words.one_off>)")
_one_off_step = word_pattern(rf"{_DID}(?:<plan_words.one_off>|<plan_words.one_off_step>)")
_NUMBER = "[0-9๐-๙]"
# Of a service that goes on the result counts its cases.
_finished = word_pattern(
    rf"^(?!.*{_NUMBER}\s*(?:<plan_words.cases>))"
    rf".*(?:<plan_words.finished>)\s*{_NUMBER}+(?!{_NUMBER}|\s*(?:<plan_words.rounds>))"
)
_recurrent = word_pattern(r"<plan_words.recurrent>|ไตรมาส[^-–—]*(?:และ|,|กับ)")
_of_a_year = word_pattern(r"<plan_words.recurrent>|ประจำปี")
_each_year = word_pattern("<plan_words.each_year>")
_not_reached = word_pattern(
    r"^(?!.*(?:<plan_words.none_of>)\S{0,20}(?:<plan_words.not_reached>)).*(?:<plan_words.not_reached>)"
)
_none = word_pattern(rf"{_LIST_MARK}(?:<plan_words.none_of>)(?!ข้อมูล)")
_no_problem = word_pattern(r"^\s*(?:<plan_words.no_problem>)")
_survey_question = word_pattern("<plan_words.survey_question>")
_carries_out = word_pattern("<plan_words.carries_out>")
_YEARS = re.compile(
    r"(?<![0-9])(25[0-9]{2})\s*(?:[-–—]|(?:จน)?ถึง)\s*(?:ปี)?\s*(?:พ\.ศ\.)?\s*((?:25)?[0-9]{2})(?![0-9])"
)


def says_what_came(measure: Measure) -> bool:
    """Whether its report says what came of it."""
    return any(says_something(measure.text(name)) for name in REPORT_FIELDS)


def reported_rows(reports: Iterable[Report]) -> tuple[StoredMeasure, ...]:
    """The measures of which the newest of these reports say what came of them, in their order.

    Reports that say nothing of it, as plans do, are no newest ones.
    """
    rows = [
        StoredMeasure(
            measure=measure, organisation=report.organisation, fiscal_year_be=report.fiscal_year_be
        )
        for report in reports
        for measure in report.measures
        if says_what_came(measure)
    ]
    newest = max((one.fiscal_year_be or 0 for one in rows), default=0)
    return tuple(one for one in rows if (one.fiscal_year_be or 0) == newest)


def done_once(measure: Measure, fiscal_year_be: int | None) -> str | None:
    """The result that says that a task for once is done; None where there is none such.

    Args:
        fiscal_year_be: of its report; None: not known, and the timeframe is not read.
    """
    if _each_year().search(normalize(measure.title)) or _continues(measure, fiscal_year_be):
        return None
    if not_reached(measure):
        return None
    results = {one: normalize(one) for one in split_steps(measure.text("results"))}
    is_done = (one for one, it in results.items() if _one_off().match(it) or _finished().search(it))
    return next(is_done, None)


def is_one_off(measure: Measure, fiscal_year_be: int | None) -> bool:
    """Whether its title is a task for once, whatever came of it."""
    title = normalize(measure.title)
    return bool(_one_off().match(title)) and not (
        _each_year().search(title) or _continues(measure, fiscal_year_be)
    )


def plan_years(title: str) -> tuple[range, tuple[int, int]] | None:
    """The years, BE, of a plan over several that this title makes, and their place in it.

    None where it has no such years, or carries the plan out: that is done each year.
    """
    match = _YEARS.search(arabic_digits(title))
    if match is None or _carries_out().search(normalize(title)):
        return None
    first = int(match[1])
    last = first // 100 * 100 + int(match[2][-2:])
    return (range(first, last + 1), match.span()) if first < last else None


def is_survey_question(title: str) -> bool:
    """Whether it asks what the survey (IIT, EIT) asks: such a title names no measure."""
    return bool(_survey_question().search(normalize(title)))


def one_off_steps(measure: Measure) -> Iterator[str]:
    """Its steps that are for once, each as read."""
    steps = split_steps(measure.text("steps"))
    texts = ((one, normalize(one)) for one in steps)
    return (one for one, it in texts if _one_off_step().match(it) and not _of_a_year().search(it))


def not_reached(measure: Measure) -> str | None:
    """The result that says that it was not done, or not finished; None where none does."""
    found = split_steps(measure.text("results"))
    return next((one for one in found if _not_reached().search(normalize(one))), None)


def names_a_problem(text: str) -> bool:
    """Whether a cell of problems or recommendations names any."""
    return says_something(text) and not _no_problem().match(normalize(text))


def names_none(text: str) -> bool:
    """Whether a cell of problems or recommendations says that there were none; an empty one does
    not."""
    return bool(_none().match(normalize(text)))


def _continues(measure: Measure, fiscal_year_be: int | None) -> bool:
    """Whether timeframe or steps say that it is repeated, or done all year."""
    if any(_recurrent().search(normalize(measure.text(it))) for it in ("timeframe", "steps")):
        return True
    if fiscal_year_be is None:
        return False
    span = parse_timeframe(measure.text("timeframe"), fiscal_year_be)
    whole = (f"{fiscal_year_be - 1}-10", f"{fiscal_year_be}-09")
    return span.recurrence is not None or (span.start, span.end) == whole
