"""The years of one organisation in the view เปรียบเทียบ: `years=` in the URL names it.

A thread is one measure through the years, which opens to what changed in each.
"""

from collections.abc import Collection, Sequence

import streamlit as st

from itasearch.model.comparison import Thread, TownYear, YearChange, YearEntry, YearsComparison
from itasearch.model.records import ReportHead, ReportKind
from itasearch.ui.compare import labels as compare_labels
from itasearch.ui.compare.answer import note_html, notes_html
from itasearch.ui.compare.pairs import fields_html
from itasearch.ui.compare.sides import Sides
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.cards import (
    gist_html,
    mark_text,
    measure_html,
    organisation_name,
    quotations_html,
    year_name,
)
from itasearch.ui.kit.comparing import NONE_YET, Comparing, show_bar
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.state import SEE, address, follow_url, workspace, write_url
from itasearch.ui.kit.widgets import choose_named, named_in_url, narrow, show_table
from itasearch.ui.town import show_scores
from itasearch.wording.comparison import (
    YEAR_COUNTS,
    change_text,
    end_of,
    thread_groups,
    year_counts,
)
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import file_name
from itasearch.wording.language import phrase, say
from itasearch.wording.names import KINDS

YEARS_KEY = "compare.years"

_SIGNS = {
    YearChange.NEW: ("only", html.Icon.PLUS),
    YearChange.KEPT: ("same", html.Icon.SAME),
    YearChange.CHANGED: ("changed", html.Icon.DIFFERS),
    YearChange.RESUMED: ("strong", html.Icon.RESUMED),
    YearChange.MAYBE: ("doubt", html.Icon.DIFFERS),
}
"""Kind and icon of a year's badge."""


def reported(years: Sequence[TownYear]) -> tuple[TownYear, ...]:
    """The years that the library has a report of."""
    return tuple(year for year in years if year.plan or year.results)


def count_rows(years: Sequence[TownYear]) -> list[Sequence[str]]:
    """Rows of Markdown: what became of the measures, and the reports, by year; none empty."""
    first = years[0].fiscal_year_be
    labels = (*YEAR_COUNTS, KINDS[ReportKind.PLAN], Label("Results report"))
    columns = []
    for year in years:
        counts = map(markdown.plain, year_counts(year, first=first))
        columns.append((*counts, *map(_report_markdown, (year.plan, year.results))))
    rows = zip(map(say, labels), *columns, strict=True)
    return [row for row in rows if not {*row[1:]} <= {"0", "–"}]


def _report_markdown(report: ReportHead | None) -> str:
    if report is None:
        return "–"
    # The row says plan or results; guidelines are in the plan's.
    kind = markdown.plain(say(KINDS[report.kind])) if report.kind is ReportKind.GUIDELINES else ""
    name = shortened(file_name(report.source.path), 40)
    mark = mark_text(None, reworded=report.source.reworded)
    link = markdown.link(name, address("library", {"report": report.id, SEE: report.id}))
    return " ".join(filter(None, (kind, link, mark)))


def thread_html(thread: Thread, years: Sequence[TownYear]) -> str:
    """One measure through the years; `years` are those with a report, oldest first."""
    first = years[0].fiscal_year_be
    whole = frozenset(year.fiscal_year_be for year in years if year.plan and year.results)
    title = shortened(thread.entries[-1].measure.numbered_title, html.TITLE_LENGTH)
    positions = range(len(thread.entries))
    body = "".join(_entry_html(thread, it, first=first, whole=whole) for it in positions)
    last, is_gone = end_of(thread), thread.maybe is None
    icon = html.Icon.MINUS if is_gone else html.Icon.DIFFERS
    end = [html.badge(f"{last[0]} {last[1]}", kind="doubt", icon=icon)] if last else []
    badges = html.badges([_badge_html(thread, it, first=first) for it in positions] + end)
    opened = html.details(title, body + (html.badges(end) if end else ""), kind="row")
    head = years[0].plan or years[0].results
    town = head.organisation if head else None
    gist = gist_html(thread.entries[-1].measure.title, town)
    return f'<div class="ita-thread">{opened}{gist}{badges}</div>'


def _badge_html(thread: Thread, index: int, *, first: int) -> str:
    entry = thread.entries[index]
    text = f"{entry.fiscal_year_be} {change_text(thread, index, first=first)}"
    if entry.fiscal_year_be == first:
        return html.badge(text)
    kind, icon = _SIGNS[entry.change]
    return html.badge(text, kind=kind, icon=icon)


def _entry_html(thread: Thread, index: int, *, first: int, whole: Collection[int]) -> str:
    entry = thread.entries[index]
    parts = [f'<p class="ita-meta">{_badge_html(thread, index, first=first)}</p>']
    if entry.before is not None and index:
        is_last = index == len(thread.entries) - 1
        parts.append(_since_html(thread.entries[index - 1], entry, is_open=is_last))
    if entry.done is None or entry.plan is None:
        parts.append(quotations_html(entry.quotations, of=entry.measure.id))
    parts.append(_done_html(entry, whole))
    return f'<div class="ita-year">{"".join(parts)}</div>'


def _since_html(before: YearEntry, entry: YearEntry, *, is_open: bool) -> str:
    if entry.before is None or not entry.before.changed_fields:
        return html.quiet(phrase("All fields are as in {year}", year=before.fiscal_year_be))
    names = (
        say(compare_labels.OF_YEAR, year=before.fiscal_year_be),
        say(compare_labels.OF_YEAR, year=entry.fiscal_year_be),
    )
    summary = phrase("What differs from {year}", year=before.fiscal_year_be)
    return html.details(summary, fields_html(entry.before, names), is_open=is_open)


def _done_html(entry: YearEntry, whole: Collection[int]) -> str:
    """Plan and result of a year, or the one that there is; `whole`: years with both reports."""
    year = entry.fiscal_year_be
    if entry.done is not None:
        names = (say(compare_labels.PLAN_OF, year=year), say(compare_labels.RESULT_OF, year=year))
        summary = phrase("Plan of {year} compared with its result", year=year)
        return html.details(summary, fields_html(entry.done, names), is_open=True)
    labels = (compare_labels.RESULT_OF, compare_labels.PLAN_OF)
    if year in whole and not entry.counterparts:
        planned = Label("{year}: planned, not in a results report")
        labels = (Label("{year}: reported, not in a plan"), planned)
    is_plan = entry.plan is not None
    rows = [(is_plan, entry.measure), *((not is_plan, it) for it in entry.counterparts)]
    return "".join(
        html.details(say(labels[of_plan], year=year), measure_html(row) or html.none("–"))
        for of_plan, row in rows
    )


def render(sides: Sides) -> None:
    """Draw the choice of an organisation, and its years."""

    def in_url() -> dict[str, object]:
        name = st.query_params.get("years", "")
        return {YEARS_KEY: None if name == NONE_YET else named_in_url(name, sides.years)}

    follow_url("compare", (YEARS_KEY,), read=in_url)
    if st.session_state[YEARS_KEY] not in sides.years:
        st.session_state[YEARS_KEY] = None
    show_bar(Comparing.YEARS, town=st.session_state[YEARS_KEY] or "")
    names = sides.names_for(YEARS_KEY)
    towns = {town: names[town] for town in sides.years if town in names}
    offer = sides.offers[YEARS_KEY]
    narrow(offer, key=YEARS_KEY)
    head = st.container(horizontal=True, vertical_alignment="center", key="years_choices")
    with head:
        label = kit_labels.FILTER_ORGANISATION
        chosen = choose_named(label, towns, key=YEARS_KEY, hint=offer.hint, is_quiet=True)
    write_url("compare", {"years": chosen or NONE_YET}, keys=(YEARS_KEY,))
    if not chosen:
        st.info(markdown.plain(say(compare_labels.CHOOSE)), icon=":material/timeline:")
        return
    with st.spinner(phrase("Comparing all years…")):
        years = workspace().towns.years(chosen)
    with head:
        take_along(years, view="years", file_name=Label("years"), of=years.organisation.name)
    _show(years)


def _show(comparison: YearsComparison) -> None:
    town, years = comparison.organisation, reported(comparison.years)
    first, last = years[0].fiscal_year_be, years[-1].fiscal_year_be
    summary = say(compare_labels.ONE_YEAR, name=organisation_name(town), year=last)
    if len(years) > 1:
        pairs = zip(YEAR_COUNTS, year_counts(years[-1], first=first), strict=True)
        counts = " · ".join(f"{say(label)} {count}" for label, count in pairs)
        summary = say(compare_labels.SUMMARY, year=last, counts=counts)
    notes = notes_html(map(note_html, comparison.notes))
    st.html(html.status(summary, kind="ita-summary") + notes)
    heads = [say(kit_labels.FISCAL_YEAR), *(str(year.fiscal_year_be) for year in years)]
    show_table(count_rows(years), heads)
    in_draft = draft_measure_ids()
    for label, threads in thread_groups(comparison.threads, first=first, last=last):
        group = say(label)
        st.subheader(f"{group[:1].upper()}{group[1:]} ({len(threads)})", anchor=False)
        for thread in threads:
            entry = thread.entries[-1]
            with st.container(key=f"measure_{entry.measure.id}", gap=None):
                st.html(thread_html(thread, years))
                year, measure_id = year_name(entry.fiscal_year_be), entry.measure.id
                take_button(measure_id, view="compare", in_draft=in_draft, whose=year, quiet=True)
    st.subheader(phrase("ITA scores by indicator"), anchor=False)
    show_scores([year.ita for year in comparison.years if year.ita is not None])
