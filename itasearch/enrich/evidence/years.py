"""Which year a document is of."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from itasearch.domain.document_titles import titles_in
from itasearch.enrich.evidence.document import (
    LONGEST_HEADING,
    LONGEST_LEAD,
    TITLE_LETTERS,
    TITLE_LINES,
    EvidenceDocument,
)
from itasearch.enrich.evidence.subject import LEAST_LIKE_TITLE, likeness_to
from itasearch.model.form_check import DisclosureItem, EvidenceFault, EvidenceFinding
from itasearch.model.records import ReportKind
from itasearch.text.dates.fiscal_year import YearMention, short_years, year_mentions
from itasearch.text.dates.months import month_years
from itasearch.text.thai.normalize import squash

_PERIOD = re.compile(
    r"(2[0-9]{3}|๒[๐-๙]{3})\s?(?:[-–—]|ถึง)\s?(?:พ\.?ศ\.?\s?)?(2[0-9]{3}|๒[๐-๙]{3})"
)
_PERIOD_OF_PLAN = re.compile(rf"(?<=แผน)([^\n]{{,80}}?){_PERIOD.pattern}")
_LONGEST_MONTHS = 3  # years in which the months of a table are, whose year is a column
_LONGEST_PERIOD = 10  # years of a plan of the town; those of the nation that it follows have 20


def year_findings(
    document: EvidenceDocument, item: DisclosureItem, fiscal_year_be: int, kind: ReportKind | None
) -> Iterator[EvidenceFinding]:
    """Whether it is of the year that the item is about.

    A file that names years in its title goes by itself, whatever leads to it says.
    """
    own = _without_preface(replace(document, name="").head)
    is_dated = _states_year(own[:TITLE_LETTERS]) or _PERIOD.search(own[:TITLE_LETTERS])
    head = own if is_dated and not document.is_page else _without_preface(document.head)
    # "Results in 2566 of the plan of 2566 to 2570" are no results of 2567.
    cited = "" if "แผน" in item.title else _PERIOD_OF_PLAN.sub(r"\1", head)
    head = cited if _states_year(cited) else head
    if "แผน" in item.title:  # one titled for a period is of its years, whatever dates are in it
        lines = (*document.name.splitlines()[:1], *own.splitlines()[:TITLE_LINES])
        first = next(filter(year_mentions, lines), "")
        head = first if _PERIOD_OF_PLAN.search(first) else head
    head = _PERIOD.sub(
        lambda period: period[0] * (int(period[2]) - int(period[1]) <= _LONGEST_PERIOD), head
    )
    mentions = _mentions(head)
    stated = [mention.year for mention in mentions if mention.stated]
    # A title may name two years: "analysis of 2565 and measures of 2566". Years of dates are none.
    title = head[:TITLE_LETTERS]
    dates = {month.year_start for month in month_years(title)}
    titled = [it.year for it in mentions if it.end <= len(title) and it.start not in dates]
    titled += short_years(title)
    if item.period is None:
        # Of no year: only what calls itself an older year's document, or is over, is out of date.
        is_over = "แผน" in item.title and _PERIOD.search(title) is not None
        says_so = titled if kind or is_over else stated
        if says_so and max(stated + titled) < fiscal_year_be - (not is_over):
            yield _other_years(stated + titled, item.years(fiscal_year_be))
        return
    of_months = _years_of_months(head)
    years = stated or of_months or [mention.year for mention in mentions]
    years = years + titled or list(document.named_years)
    due = item.years(fiscal_year_be)
    if not years and not document.is_picture:
        yield EvidenceFinding(fault=EvidenceFault.NO_YEAR)
    is_right = any(min(years, default=year) <= year <= max(years, default=year) for year in due)
    if document.is_page and not is_right:  # where a line may head what is of one of these years
        headings = (line for line in document.lines if len(line) <= LONGEST_HEADING)
        headed = ((line, mention) for line in headings for mention in _mentions(line))
        is_right = any(
            mention.year in due and (mention.stated or likeness_to(item, line) >= LEAST_LIKE_TITLE)
            for line, mention in headed
        )
    if not is_right:
        yield _other_years(titled or years, due)


def _mentions(text: str) -> list[YearMention]:
    return [mention for mention in year_mentions(text) if not mention.law]


def _states_year(text: str) -> bool:
    return any(mention.stated for mention in _mentions(text))


def _without_preface(head: str) -> str:
    """A head without sentences above the first heading that states a year, but for titles."""
    lines = head.splitlines()
    is_title = [
        len(line) <= LONGEST_HEADING
        or any(title.start <= LONGEST_LEAD for title in titles_in(squash(line)))
        for line in lines
    ]
    stating = [n for n, line in enumerate(lines) if is_title[n] and _states_year(line)]
    first = stating[0] if stating else 0
    return "\n".join(line for n, line in enumerate(lines) if n >= first or is_title[n])


def _years_of_months(text: str) -> list[int]:
    """Fiscal years of the months of a text; numbers below them that jump about are counts."""
    months = list(month_years(text))
    below = [m for m in months if text[: m.year_start].endswith("\n") and m.end - m.year_start == 2]
    years = {month.year for month in below}
    are_years = not years or max(years) - min(years) < _LONGEST_MONTHS
    return [month.fiscal_year_be for month in months if are_years or month not in below]


def _other_years(years: Collection[int], due: Collection[int]) -> EvidenceFinding:
    fault = EvidenceFault.OTHER_YEAR
    return EvidenceFinding(fault=fault, years=tuple(sorted(set(years))), due=tuple(sorted(due)))
