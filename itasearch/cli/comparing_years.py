"""How a town's years are written: a line a year, then a line a measure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from itasearch.cli.output import organisation_label, tell, write_table
from itasearch.model.comparison import ComparedReport
from itasearch.model.comparison_years import Thread, TownYear, YearEntry, YearsComparison
from itasearch.model.marks import mark_of

if TYPE_CHECKING:
    from rich.text import Text


def write_years(found: YearsComparison) -> None:
    """Write the years of a town as two tables."""
    columns = ("Year", "Reports", "ITA", "Kept", "Changed", "New", "Resumed", "Dropped")
    write_table(columns, (_year_row(year) for year in found.years))
    years = [year.fiscal_year_be for year in found.years if year.plan or year.results]
    write_table(
        (organisation_label(found.organisation, reworded=False), *map(str, years)),
        (_thread_row(thread, years) for thread in found.threads),
        ruled=True,
    )
    tell(f"measures: {len(found.threads)}, years: {len(years)}")


def _year_row(year: TownYear) -> tuple[str, ...]:
    reports = [_report_label(one) for one in (year.plan, year.results) if one is not None]
    counts = (year.kept, year.changed, year.new, year.resumed, year.dropped)
    return (
        str(year.fiscal_year_be),
        ", ".join(reports) or "–",
        "–" if year.ita is None or year.ita.total is None else f"{year.ita.total:.2f}",
        *(str(count) if reports else "–" for count in counts),
    )


def _report_label(report: ComparedReport) -> str:
    mark = mark_of(None, reworded=report.source.reworded)
    return f"{report.kind.value} ({mark})" if mark else report.kind.value


def _thread_row(thread: Thread, years: list[int]) -> tuple["str | Text", ...]:
    from rich.text import Text

    latest = thread.entries[-1].measure
    return (
        Text(latest.title).append(f"\n{latest.id}", style="cyan"),
        *_year_cells(thread, years),
    )


def _year_cells(thread: Thread, years: list[int]) -> Iterator[str]:
    by_year = {entry.fiscal_year_be: entry for entry in thread.entries}
    for year in years:
        if year in by_year:
            yield _entry_cell(by_year[year])
        else:
            yield "dropped" if year == thread.dropped_in else ""


def _entry_cell(entry: YearEntry) -> str:
    has = {"plan": entry.plan, "result": entry.result}
    return f"{entry.change.value} ({' + '.join(name for name, one in has.items() if one)})"
