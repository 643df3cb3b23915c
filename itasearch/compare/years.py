"""One town's reports over its years, as threads: a measure followed from year to year.

Each year's plan and result are aligned, then with the last year that has a report, and rows without
a counterpart with the threads that ended before.
"""

from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from itasearch.compare.library import OpenLibrary, plan_and_results, report_note, reports_of
from itasearch.compare.pairing.align import AlignedPair, align
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.reports import compared_pairs, with_doubts
from itasearch.enrich.quotations import quotations
from itasearch.errors import ComparisonError
from itasearch.model.comparison import (
    ComparisonNote,
    DifferenceKind,
    NoteKind,
    Pair,
    Thread,
    TownYear,
    YearChange,
    YearEntry,
    YearsComparison,
)
from itasearch.model.library import ReportSummary, Stage
from itasearch.model.records import ItaResult, Measure, Organisation, Report

_OF_A_MEASURE = frozenset({"title", "steps", "responsible", "timeframe", "follow_up"})
"""Fields that make a measure a changed one; what was reached differs every year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReports:
    """The reports of one year; the guidelines where there is no plan."""

    fiscal_year_be: int
    plan: Report | None
    results: Report | None

    @property
    def reports(self) -> tuple[Report, ...]:
        """Those that there are, the plan first."""
        return tuple(report for report in (self.plan, self.results) if report is not None)


_Row: TypeAlias = tuple[YearEntry, Report]


@dataclass(slots=True)
class _FollowedThread:
    """A thread while the years are read, oldest first."""

    entries: list[YearEntry]
    report: Report  #: of the last entry
    maybe: YearEntry | None = None  #: of the next year, which may continue it


_Doubt: TypeAlias = tuple[_FollowedThread, _Row]


def compare_years(
    organisation: Organisation,
    years: Sequence[YearReports],
    *,
    ita: Mapping[int, ItaResult],
    meanings: Meanings,
    notes: tuple[ComparisonNote, ...] = (),
) -> YearsComparison:
    """Follow a town's measures over years with reports, oldest first; ITA of all years."""
    lines: list[_FollowedThread] = []
    last: int | None = None
    for year in years:
        _follow(lines, year, last=last, meanings=meanings)
        last = year.fiscal_year_be
    numbers = [year.fiscal_year_be for year in years]
    counterparts = {
        it.id for line in lines for of in line.entries if of.plan for it in of.counterparts
    }
    lines = [line for line in lines if not _is_of_planned_row(line, counterparts)]
    threads = tuple(
        Thread(
            entries=tuple(line.entries),
            dropped_in=None
            if line.maybe
            else next((n for n in numbers if n > line.entries[-1].fiscal_year_be), None),
            maybe=line.maybe,
        )
        for line in lines
    )
    return YearsComparison(
        organisation=organisation,
        years=tuple(_town_years(years, threads, ita)),
        threads=threads,
        notes=notes,
    )


def _is_of_planned_row(line: _FollowedThread, counterparts: Container[str]) -> bool:
    """Whether it is one row of results, which a planned row names and no other year may have."""
    first = line.entries[0]
    is_alone = len(line.entries) == 1 and first.maybe is None and line.maybe is None
    return is_alone and first.measure.id in counterparts


def _follow(
    lines: list[_FollowedThread], year: YearReports, *, last: int | None, meanings: Meanings
) -> None:
    rows = list(_rows(year, meanings))
    doubts: list[_Doubt] = []
    for before in sorted({line.entries[-1].fiscal_year_be for line in lines}, reverse=True):
        threads = [line for line in lines if line.entries[-1].fiscal_year_be == before]
        entries, unsure = _continued(threads, rows, meanings)
        for line, (entry, report), pair in entries:
            # By the fields that both reports have.
            fields = {it.field for it in pair.differences if it.kind is DifferenceKind.CHANGED}
            change = YearChange.CHANGED if _OF_A_MEASURE & fields else YearChange.KEPT
            if before != last:
                change = YearChange.RESUMED
            entry = replace(entry, change=change, before=pair)
            line.entries.append(entry)
            line.report, line.maybe = report, None
        continuing = {entry.measure.id for _, (entry, _), _ in entries}
        rows = [row for row in rows if row[0].measure.id not in continuing]
        if before == last:
            doubts = unsure
    for line, (entry, report) in doubts:
        if (entry, report) in rows:
            measure = line.entries[-1].measure
            line.maybe = replace(entry, change=YearChange.MAYBE, maybe=measure)
            rows[rows.index((entry, report))] = (line.maybe, report)
    lines += [_FollowedThread(entries=[entry], report=report) for entry, report in rows]


def _rows(year: YearReports, meanings: Meanings) -> Iterator[_Row]:
    plan, results = year.plan, year.results
    planned_rows, reported_rows = (report.measures if report else () for report in (plan, results))
    same, unsure = _pairs(plan, results, meanings, covers=True) if plan and results else ([], ())
    done = {pair.left.id: pair for _, pair in same}
    reported = {pair.right.id for pair in done.values()}
    places = ((planned_rows[left], reported_rows[right]) for left, right in unsure)
    doubts = [pair for pair in places if pair[1].id not in reported]
    perhaps = [both for pair in doubts for both in (pair, pair[::-1])]

    def entry(planned: Measure | None, result: Measure | None, done: Pair | None) -> YearEntry:
        return YearEntry(
            fiscal_year_be=year.fiscal_year_be,
            change=YearChange.NEW,
            plan=planned,
            result=result,
            done=done,
            counterparts=tuple(it for row, it in perhaps if row in (planned, result)),
            quotations=quotations(*filter(None, (planned, result))),
        )

    for measure in planned_rows:
        compared = done.get(measure.id)
        result = None if compared is None else compared.right
        yield entry(measure, result, compared), year.reports[0]
    for measure in reported_rows:
        if measure.id not in reported:
            yield entry(None, measure, None), year.reports[-1]


def _pairs(
    left: Report, right: Report, meanings: Meanings, *, covers: bool = False
) -> tuple[list[tuple[AlignedPair, Pair]], Collection[tuple[int, int]]]:
    """Pairs, then places of the rows that may be pairs, or are a part of a cover and its measure.

    `covers`: a plan and its results, of which unlike rows are of one account.
    """
    aligned = align(left, right, meanings=meanings, covers=covers)
    found = aligned if covers else with_doubts(aligned)
    pairs = compared_pairs(found.pairs, left=left, right=right)
    return [*zip(found.pairs, pairs, strict=True)], dict.fromkeys(found.perhaps)


def _continued(
    lines: Sequence[_FollowedThread], rows: Sequence[_Row], meanings: Meanings
) -> tuple[list[tuple[_FollowedThread, _Row, Pair]], list[_Doubt]]:
    """Threads with the rows that continue them and their comparison; then threads with rows that
    may continue them."""
    if not lines or not rows:
        return [], []

    entries = [line.entries[-1] for line in lines], [entry for entry, _ in rows]
    # As two years are compared: by the results where both have them.
    by_results = all(any(entry.result for entry in side) for side in entries)

    def gathered(*, by_results: bool) -> tuple[Report, Report]:
        before, now = (
            replace(
                report,
                id=f"{report.id}+",
                measures=tuple((by_results and it.result) or it.measure for it in side),
            )
            for report, side in zip((lines[0].report, rows[0][1]), entries, strict=True)
        )
        return before, now

    same, unsure = _pairs(*gathered(by_results=by_results), meanings)
    pairs: Sequence[Pair] = [pair for _, pair in same]
    if by_results:
        before, now = gathered(by_results=False)
        pairs = compared_pairs((aligned for aligned, _ in same), left=before, right=now)
    return (
        [(lines[it.left], rows[it.right], pair) for (it, _), pair in zip(same, pairs, strict=True)],
        [(lines[left], rows[right]) for left, right in unsure],
    )


def _town_years(
    years: Sequence[YearReports], threads: Sequence[Thread], ita: Mapping[int, ItaResult]
) -> Iterator[TownYear]:
    by_year = {year.fiscal_year_be: year for year in years}
    for number in sorted({*by_year, *ita}):
        year = by_year.get(number, YearReports(fiscal_year_be=number, plan=None, results=None))
        entries = (entry for thread in threads for entry in thread.entries)
        counts = Counter(it.change.value for it in entries if it.fiscal_year_be == number)
        yield TownYear(
            fiscal_year_be=number,
            plan=year.plan,
            results=year.results,
            ita=ita.get(number),
            dropped=_dropped(threads, by_year, number),
            **{change.value: counts[change.value] for change in YearChange},
        )


def _dropped(threads: Sequence[Thread], by_year: Mapping[int, YearReports], number: int) -> int:
    earlier = [year for year in by_year if year < number]
    if number not in by_year or not earlier:
        return 0
    before = max(earlier)
    years = [{entry.fiscal_year_be for entry in thread.entries} for thread in threads]
    return sum(
        before in of_thread
        and number not in of_thread
        and (thread.maybe is None or thread.maybe.fiscal_year_be != number)
        for thread, of_thread in zip(threads, years, strict=True)
    )


def town_years(library: OpenLibrary, organisation: Organisation) -> YearsComparison:
    """One town's fullest plan and results of each year. Raises ComparisonError: no known year."""
    reports = reports_of(library, organisation.id)
    by_year: dict[int | None, list[ReportSummary]] = {}
    for report in reports:
        by_year.setdefault(report.fiscal_year_be, []).append(report)
    undated = by_year.pop(None, [])
    if not by_year:
        raise ComparisonError(
            "{name} has no report of a known fiscal year in the library", name=organisation.name
        )
    chosen = {year: plan_and_results(by_year[year]) for year in sorted(filter(None, by_year))}
    ids = [name for pair in chosen.values() for name in pair if name is not None]
    read: dict[str | None, Report] = {it.id: it for it in library.store.reports.each(ids)}
    years = [
        YearReports(fiscal_year_be=year, plan=read.get(plan), results=read.get(results))
        for year, (plan, results) in chosen.items()
    ]
    left_out = (it for year in chosen for it in by_year[year] if it.id not in chosen[year])
    notes = [
        *(report_note(NoteKind.LEFT_OUT, (organisation.name, summary)) for summary in left_out),
        *(report_note(NoteKind.WITHOUT_YEAR, (organisation.name, summary)) for summary in undated),
    ]
    follow = partial(
        compare_years,
        organisation,
        ita={
            result.fiscal_year_be: result
            for result in reversed(library.store.organisations.ita_results(organisation.id))
            if result.fiscal_year_be is not None
        },
        meanings=library.meanings(),
        notes=tuple(notes),
    )
    return library.together(
        years,
        lambda fit: follow(fit or years),  # where none is, it raises again
        # A year that raises when it is followed by itself is left out.
        alone=lambda of_year: follow([of_year, replace(of_year, fiscal_year_be=9999)]),
        report_of=lambda of_year: (of_year.results or of_year.reports[0]).id,
        stage=Stage.COMPARE,
    )
