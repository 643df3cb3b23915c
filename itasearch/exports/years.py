"""One town over its years as tables: measures, numbers and ITA scores by year."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from itasearch.domain.indicators import indicator
from itasearch.exports.words import (
    UNKNOWN,
    grid_of,
    made_at,
    mark_notes,
    score_text,
    source_text,
    titled,
    town_text,
    year_text,
)
from itasearch.model.comparison import Thread, TownYear, YearChange, YearEntry, YearsComparison
from itasearch.model.records import ItaResult, ReportHead
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.wording.labels import file_text

_CHANGES = {
    YearChange.NEW: "เพิ่มใหม่",
    YearChange.KEPT: "ทำต่อเหมือนเดิม",
    YearChange.CHANGED: "ทำต่อแต่ปรับ",
    YearChange.RESUMED: "กลับมาทำ",
}
_FIRST, _DROPPED = "เริ่มนับ", "ไม่มีแล้ว"
_COUNT_COLUMNS = (
    ("ปีงบฯ", 0.08),
    *((name, 0.11) for name in (*_CHANGES.values(), _DROPPED)),
    ("แผน", 0.185),
    ("รายงานผล", 0.185),
)
_TITLE, _YEAR, _SOURCE, _PAGE = 44.0, 18.0, 30.0, 170.0
"""Widths of the columns; a page has _PAGE of the same unit."""


def years_tables(found: YearsComparison, *, now: datetime) -> TableFile:
    """What became of each measure, what each year has, and the scores of each year."""
    years = [one for one in found.years if one.plan or one.results]
    heads = [one for year in years for one in (year.plan, year.results) if one]
    columns = [
        ("มาตรการ", _TITLE),
        *((f"ปี {year.fiscal_year_be}", _YEAR) for year in years),
        ("ที่มาของปีล่าสุด", _SOURCE),
    ]
    threads = (_thread_row(thread, years) for thread in found.threads)
    return TableFile(
        title=titled(f"{found.organisation.name} หลายปี"),
        notes=(
            made_at(now),
            f"{town_text(found.organisation, reworded=False)}"
            f" · {len(found.threads):,} มาตรการ ใน {len(years)} ปี",
            *mark_notes((one.organisation, one.source.reworded) for one in heads),
        ),
        tables=(
            AnswerTable(
                name="มาตรการ",
                grid=grid_of(
                    columns,
                    threads,
                    empty="ไม่มีมาตรการ",
                    repeated=1,
                    pages=max(1.0, sum(width for _, width in columns) / _PAGE),
                ),
            ),
            AnswerTable(
                name="จำนวน",
                grid=grid_of(
                    _COUNT_COLUMNS,
                    (_count_row(year, is_first=year is years[0]) for year in years),
                    empty="ไม่มีรายงาน",
                    numbers=frozenset(range(6)),
                ),
            ),
            scores_table([year.ita for year in found.years if year.ita is not None]),
        ),
    )


def _thread_row(thread: Thread, years: Sequence[TownYear]) -> Sequence[str]:
    last = thread.entries[-1].measure
    first = years[0].fiscal_year_be
    cells = {} if thread.dropped_in is None else {thread.dropped_in: _DROPPED}
    cells |= {one.fiscal_year_be: _entry_text(one, first=first) for one in thread.entries}
    return (
        last.numbered_title,
        *(cells.get(year.fiscal_year_be, "") for year in years),
        source_text(last.source),
    )


def _entry_text(entry: YearEntry, *, first: int) -> str:
    change = _FIRST if entry.fiscal_year_be == first else _CHANGES[entry.change]
    has = (("แผน", entry.plan), ("ผล", entry.result))
    return f"{change}\n({' + '.join(name for name, one in has if one)})"


def _count_row(year: TownYear, *, is_first: bool) -> Sequence[str]:
    numbers = (year.new, year.kept, year.changed, year.resumed, year.dropped)
    counts = [str(number) for number in numbers]
    if is_first:
        counts = [str(year.new), *[UNKNOWN] * (len(numbers) - 1)]
    return (str(year.fiscal_year_be), *counts, _report_text(year.plan), _report_text(year.results))


def _report_text(report: ReportHead | None) -> str:
    return UNKNOWN if report is None else file_text(report.source.path)


def scores_table(results: Sequence[ItaResult]) -> AnswerTable:
    """ITA results, a column each, in their order."""
    columns = [
        ("ตัวชี้วัด", 3.0),
        *((f"ปี {year_text(result.fiscal_year_be)}", 1.0) for result in results),
    ]
    return AnswerTable(
        name="คะแนน ITA",
        grid=grid_of(
            columns,
            _score_rows(results) if results else (),
            empty="ไม่พบคะแนน ITA",
            repeated=1,
            numbers=frozenset(range(1, len(columns))),
        ),
    )


def _score_rows(results: Sequence[ItaResult]) -> Iterator[Sequence[str]]:
    by_number = [{one.number: one.score for one in result.indicators} for result in results]
    for number in range(1, 11):
        scores = [found.get(number) for found in by_number]
        if any(score is not None for score in scores):
            yield indicator(number).numbered, *map(score_text, scores)
    yield "คะแนนรวม", *(score_text(result.total) for result in results)
    yield "ระดับ", *(result.grade or UNKNOWN for result in results)
