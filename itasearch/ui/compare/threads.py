"""The measures of one organisation through its years, as HTML.

A thread is a row that opens: its years with what became of it in each, then plan and
result of every year beside each other. Imports the model and its neighbours.
"""

from collections.abc import Collection, Iterator, Sequence

from itasearch.model.comparison import ComparedReport
from itasearch.model.comparison_years import Thread, TownYear, YearChange, YearEntry
from itasearch.model.records import ReportKind
from itasearch.ui.compare import strings_years as y
from itasearch.ui.compare.comparison_head import kind_name
from itasearch.ui.compare.pairs import fields_html
from itasearch.ui.icons import Icon
from itasearch.ui.kit.cards import mark_badge, measure_html, measure_title, source_html
from itasearch.ui.kit.html import (
    badge_html,
    badges_html,
    details_html,
    none_html,
    quiet_html,
    shortened,
    table_html,
    text_html,
    wide_html,
)
from itasearch.ui.kit.state import say
from itasearch.ui.kit.strings import Label

_TITLE = 160
_KINDS = {
    YearChange.NEW: "only",
    YearChange.KEPT: "same",
    YearChange.CHANGED: "changed",
    YearChange.RESUMED: "strong",
}
_ICONS = {
    YearChange.NEW: Icon.PLUS,
    YearChange.KEPT: Icon.SAME,
    YearChange.CHANGED: Icon.DIFFERS,
    YearChange.RESUMED: Icon.RESUMED,
}


def reported(years: Sequence[TownYear]) -> tuple[TownYear, ...]:
    """The years that the library has a report of."""
    return tuple(year for year in years if year.plan or year.results)


def summary_text(years: Sequence[TownYear], *, name: str) -> str:
    """What the latest report kept, changed, added and dropped; `years` have reports."""
    last = years[-1]
    if len(years) == 1:
        return say(y.ONE_YEAR, name=name, year=last.fiscal_year_be)
    return say(
        y.SUMMARY,
        year=last.fiscal_year_be,
        kept=last.kept,
        changed=last.changed,
        new=last.new,
        resumed=last.resumed,
        dropped=last.dropped,
    )


def counts_html(years: Sequence[TownYear]) -> str:
    """What each year has: its reports, and its measures by what became of them."""
    labels = (y.YEAR, y.KEPT, y.CHANGED, y.NEW, y.RESUMED, y.DROPPED, y.PLAN, y.RESULTS)
    rows = [
        [
            str(year.fiscal_year_be),
            *_counts(year, is_first=year is years[0]),
            _report_html(year.plan),
            _report_html(year.results),
        ]
        for year in years
    ]
    table = table_html(
        [say(label) for label in labels], rows, caption=say(y.COUNTS), kind="ita-scores years"
    )
    return wide_html(table, name=say(y.COUNTS))


def _counts(year: TownYear, *, is_first: bool) -> tuple[str, ...]:
    """Kept, changed, new, resumed and dropped; the first report has nothing to stand to."""
    if is_first:
        return "–", "–", f"{year.new} ({text_html(say(y.FIRST))})", "–", "–"
    numbers = (year.kept, year.changed, year.new, year.resumed, year.dropped)
    return tuple(map(str, numbers))


def _report_html(report: ComparedReport | None) -> str:
    if report is None:
        return "–"
    # The column says plan or results; guidelines stand in the plan's.
    kind = text_html(kind_name(report)) if report.kind is ReportKind.GUIDELINES else ""
    marks = "".join(mark_badge(None, reworded=report.source.reworded))
    return kind + marks + source_html(report.source, report_id=report.report_id)


def groups(threads: Sequence[Thread], *, first: int) -> Iterator[tuple[Label, list[Thread]]]:
    """Threads by what became of them: dropped, or their last year's change.

    Args:
        threads: of one organisation.
        first: the first year with a report; what is new then is no news.
    """
    found: dict[Label, list[Thread]] = {
        label: [] for label in (y.CHANGED, y.NEW, y.RESUMED, y.KEPT, y.DROPPED, y.FIRST)
    }
    for thread in threads:
        found[_group(thread, first)].append(thread)
    found[y.DROPPED].sort(key=lambda thread: -(thread.dropped_in or 0))
    yield from ((label, some) for label, some in found.items() if some)


def _group(thread: Thread, first: int) -> Label:
    last = thread.entries[-1]
    if thread.dropped_in is not None:
        return y.DROPPED
    return y.FIRST if last.fiscal_year_be == first else y.CHANGE_LABELS[last.change]


def thread_html(thread: Thread, years: Sequence[TownYear]) -> str:
    """One measure through the years; `years` are those with a report, oldest first."""
    first = years[0].fiscal_year_be
    whole = frozenset(year.fiscal_year_be for year in years if year.plan and year.results)
    title = shortened(measure_title(thread.entries[-1].measure), _TITLE)
    body = "".join(
        _entry_html(thread, index, first=first, whole=whole) for index in range(len(thread.entries))
    )
    badges = badges_html(
        [_badge_html(entry, first=first) for entry in thread.entries] + _end(thread)
    )
    opened = details_html(
        title, body + (badges_html(_end(thread)) if _end(thread) else ""), kind="row"
    )
    return f'<div class="ita-thread">{opened}{badges}</div>'


def _badge_html(entry: YearEntry, *, first: int) -> str:
    is_first = entry.fiscal_year_be == first
    label = y.FIRST if is_first else y.CHANGE_LABELS[entry.change]
    told = f"{entry.fiscal_year_be} {say(label)}"
    if is_first:
        return badge_html(told)
    return badge_html(told, kind=_KINDS[entry.change], icon=_ICONS[entry.change])


def _end(thread: Thread) -> list[str]:
    if thread.dropped_in is None:
        return []
    told = f"{thread.dropped_in} {say(y.DROPPED)}"
    return [badge_html(told, kind="doubt", icon=Icon.MINUS)]


def _entry_html(thread: Thread, index: int, *, first: int, whole: Collection[int]) -> str:
    entry = thread.entries[index]
    parts = [f'<p class="ita-meta">{_badge_html(entry, first=first)}</p>']
    if entry.before is not None and index:
        is_last = index == len(thread.entries) - 1
        parts.append(_since_html(thread.entries[index - 1], entry, is_open=is_last))
    parts.append(_done_html(entry, whole))
    return f'<div class="ita-year">{"".join(parts)}</div>'


def _since_html(before: YearEntry, entry: YearEntry, *, is_open: bool) -> str:
    """What differs from the entry before; older years' stay folded."""
    if entry.before is None or not entry.before.changed_fields:
        return quiet_html(say(y.NOTHING_SINCE, year=before.fiscal_year_be))
    names = (say(y.OF_YEAR, year=before.fiscal_year_be), say(y.OF_YEAR, year=entry.fiscal_year_be))
    said = say(y.SINCE, year=before.fiscal_year_be)
    return details_html(said, fields_html(entry.before, names), is_open=is_open)


def _done_html(entry: YearEntry, whole: Collection[int]) -> str:
    """Plan and result of a year beside each other, or the one that there is.

    `whole` are the years of which the library has both reports.
    """
    year = entry.fiscal_year_be
    if entry.done is not None:
        names = (say(y.PLAN_OF, year=year), say(y.RESULT_OF, year=year))
        said = say(y.PLAN_AND_RESULT, year=year)
        return details_html(said, fields_html(entry.done, names), is_open=True)
    labels = (y.ONLY_RESULT, y.ONLY_PLAN) if year in whole else (y.RESULT_OF, y.PLAN_OF)
    said = say(labels[entry.plan is not None], year=year)
    return details_html(said, measure_html(entry.measure) or none_html("–"))
