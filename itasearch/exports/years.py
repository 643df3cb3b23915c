"""One town over its years as tables: measures, numbers and ITA scores by year."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from itasearch.exports.words import (
    FIELDS,
    IDENTIFIER,
    INDICATOR,
    NO_MEASURES,
    NO_REPORTS,
    UNKNOWN,
    YEAR,
    grade_text,
    grid_of,
    indicator_text,
    language,
    made_at,
    mark_notes,
    name_text,
    phrase,
    say,
    score_text,
    source_text,
    titled,
    town_text,
    year_text,
)
from itasearch.model.comparison import Thread, TownYear, YearsComparison
from itasearch.model.records import ItaResult, ReportHead, ReportKind
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.wording.comparison import YEAR_COUNTS, thread_texts, year_counts
from itasearch.wording.label import Label
from itasearch.wording.labels import file_name
from itasearch.wording.names import KINDS

_COUNT_COLUMNS = (
    (YEAR, 0.08),
    *((name, 0.1) for name in YEAR_COUNTS),
    (KINDS[ReportKind.PLAN], 0.16),
    (KINDS[ReportKind.RESULTS], 0.16),
)
OF_YEAR = Label("{year}")
_TOTAL, GRADE = Label("Total"), Label("Grade")
_TITLE, _YEAR, _SOURCE = 44.0, 18.0, 30.0
"""Widths of the columns."""


def years_tables(found: YearsComparison, *, now: datetime) -> TableFile:
    """What became of each measure, what each year has, and the scores of each year."""
    years = [one for one in found.years if one.plan or one.results]
    heads = [one for year in years for one in (year.plan, year.results) if one]
    columns = [
        (FIELDS["title"], _TITLE),
        *((say(OF_YEAR, year=year.fiscal_year_be), _YEAR) for year in years),
        (Label("Source of the newest year"), _SOURCE),
        (IDENTIFIER, 0),
    ]
    threads = (_thread_row(thread, years) for thread in found.threads)
    return TableFile(
        title=titled(phrase("{town} over the years", town=name_text(found.organisation))),
        notes=(
            *made_at(now),
            phrase(
                "{town} · {count:,measures} in {years:years}",
                town=town_text(found.organisation, reworded=False),
                count=len(found.threads),
                years=len(years),
            ),
            *mark_notes((one.organisation, one.source.reworded) for one in heads),
        ),
        tables=(
            AnswerTable(
                name=say(FIELDS["title"]),
                grid=grid_of(
                    columns,
                    threads,
                    empty=NO_MEASURES,
                    repeated=1,
                    spreads=True,
                ),
            ),
            AnswerTable(
                name=phrase("Counts"),
                grid=grid_of(
                    _COUNT_COLUMNS,
                    (_count_row(year, first=years[0].fiscal_year_be) for year in years),
                    empty=NO_REPORTS,
                    numbers=range(len(YEAR_COUNTS) + 1),
                ),
            ),
            scores_table([year.ita for year in found.years if year.ita is not None]),
        ),
    )


def _thread_row(thread: Thread, years: Sequence[TownYear]) -> Sequence[str]:
    last = thread.entries[-1].measure
    numbers = [year.fiscal_year_be for year in years]
    return (
        last.numbered_title,
        *thread_texts(thread, numbers, language=language()),
        source_text(last.source),
        last.id,
    )


def _count_row(year: TownYear, *, first: int) -> Sequence[str]:
    counts = year_counts(year, first=first, language=language())
    return (str(year.fiscal_year_be), *counts, _report_text(year.plan), _report_text(year.results))


def _report_text(report: ReportHead | None) -> str:
    return UNKNOWN if report is None else file_name(report.source.path)


def scores_table(results: Sequence[ItaResult]) -> AnswerTable:
    """ITA results, a column each, in their order."""
    columns = [
        (INDICATOR, 3.0),
        *((say(OF_YEAR, year=year_text(result.fiscal_year_be)), 1.0) for result in results),
    ]
    return AnswerTable(
        name=phrase("ITA scores"),
        grid=grid_of(
            columns,
            _score_rows(results) if results else (),
            empty=Label("No ITA scores"),
            repeated=1,
            numbers=range(1, len(columns)),
        ),
    )


def _score_rows(results: Sequence[ItaResult]) -> Iterator[Sequence[str]]:
    by_number = [{one.number: one.score for one in result.indicators} for result in results]
    for number in range(1, 11):
        scores = [found.get(number) for found in by_number]
        if any(score is not None for score in scores):
            yield indicator_text(number), *map(score_text, scores)
    yield say(_TOTAL), *(score_text(result.total) for result in results)
    yield say(GRADE), *(grade_text(result.grade) for result in results)
