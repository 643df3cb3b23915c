"""The years of one organisation in the view เปรียบเทียบ: `years=` in the URL names it.

A thread is one measure through the years: a row that opens to what changed in each year, and
to plan and result of every year side by side. ITA scores are lines on one scale, a year
without a score is a gap; Streamlit removes SVG from HTML, so each line is an image whose
data are in its address.
"""

from base64 import b64encode
from collections.abc import Collection, Container, Iterator, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.comparison import (
    Thread,
    TownYear,
    YearChange,
    YearEntry,
    YearsComparison,
)
from itasearch.model.records import ReportHead, ReportKind
from itasearch.model.tables import SCREEN_FILL
from itasearch.ui.compare import labels as compare_labels
from itasearch.ui.compare.head import NONE_YET, kind_name, note_html, notes_html
from itasearch.ui.compare.pairs import fields_html
from itasearch.ui.compare.sides import Comparing, Sides, bar_html
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import (
    grade_name,
    indicator_name,
    mark_badge,
    measure_html,
    place_name,
    source_html,
    town_html,
)
from itasearch.ui.kit.faults import fault_text
from itasearch.ui.kit.html import (
    TITLE_LENGTH,
    badge_html,
    badges_html,
    details_html,
    none_html,
    plain_markdown,
    quiet_html,
    status_html,
    text_html,
    title_html,
    wide_table_html,
)
from itasearch.ui.kit.icons import Icon
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.organisations import choose_the_one, narrow
from itasearch.ui.kit.state import follow_url, language, say, workspace, write_url
from itasearch.ui.kit.take_along import take_along
from itasearch.ui.kit.widgets import choose_named
from itasearch.wording.comparison import YEAR_COUNTS, change_text, end_of, year_counts
from itasearch.wording.label import shortened
from itasearch.wording.labels import printed_change
from itasearch.wording.names import CHANGES, DROPPED, FIRST_REPORT

_WIDTH, _HEIGHT, _EDGE = 120, 34, 5
"""Pixels of a line's image, and of the margin within it."""
_SCALE_STEP = 10
"""Scores at which the common scale begins and ends are multiples of it."""

Scores = Sequence[float | None]
"""One per year; None: not known."""

YEARS_KEY = "compare.years"

_SIGNS = {
    YearChange.NEW: ("only", Icon.PLUS),
    YearChange.KEPT: ("same", Icon.SAME),
    YearChange.CHANGED: ("changed", Icon.DIFFERS),
    YearChange.RESUMED: ("strong", Icon.RESUMED),
    YearChange.MAYBE: ("doubt", Icon.DIFFERS),
}
"""Kind and icon of a year's badge."""


def reported(years: Sequence[TownYear]) -> tuple[TownYear, ...]:
    """The years that the library has a report of."""
    return tuple(year for year in years if year.plan or year.results)


def summary_text(years: Sequence[TownYear], *, name: str) -> str:
    """What the latest report kept, changed, added and dropped; `years` have reports."""
    last = years[-1]
    if len(years) == 1:
        return say(compare_labels.ONE_YEAR, name=name, year=last.fiscal_year_be)
    counts = year_counts(last, first=years[0].fiscal_year_be, language=language())
    counted = (f"{say(label)} {count}" for label, count in zip(YEAR_COUNTS, counts, strict=True))
    return say(compare_labels.SUMMARY, year=last.fiscal_year_be, counts=" · ".join(counted))


def counts_html(years: Sequence[TownYear]) -> str:
    """What each year has: its reports, and its measures by what became of them."""
    first = years[0].fiscal_year_be
    labels = (
        kit_labels.FISCAL_YEAR,
        *YEAR_COUNTS,
        kit_labels.KIND_LABELS[ReportKind.PLAN],
        compare_labels.RESULTS,
    )
    rows = [
        [
            str(year.fiscal_year_be),
            *map(text_html, year_counts(year, first=first, language=language())),
            _report_html(year.plan),
            _report_html(year.results),
        ]
        for year in years
    ]
    return wide_table_html(
        [say(label) for label in labels],
        rows,
        caption=say(compare_labels.COUNTS),
        kind="ita-scores years",
    )


def _report_html(report: ReportHead | None) -> str:
    if report is None:
        return "–"
    # The column says plan or results; guidelines are in the plan's.
    kind = text_html(kind_name(report)) if report.kind is ReportKind.GUIDELINES else ""
    marks = "".join(mark_badge(None, reworded=report.source.reworded))
    return kind + marks + source_html(report.source, see=report.id)


def groups(threads: Sequence[Thread], *, first: int) -> Iterator[tuple[Label, list[Thread]]]:
    """Threads by what became of them: dropped, or their last year's change.

    Args:
        first: the first year with a report; what is new then is no news.
    """
    changes = (
        YearChange.CHANGED,
        YearChange.NEW,
        YearChange.MAYBE,
        YearChange.RESUMED,
        YearChange.KEPT,
    )
    labels = (*(CHANGES[one] for one in changes), DROPPED, FIRST_REPORT)
    found: dict[Label, list[Thread]] = {label: [] for label in labels}
    for thread in threads:
        found[_group(thread, first)].append(thread)
    found[DROPPED].sort(key=lambda thread: -(thread.dropped_in or 0))
    yield from ((label, some) for label, some in found.items() if some)


def _group(thread: Thread, first: int) -> Label:
    last = thread.entries[-1]
    if thread.dropped_in is not None:
        return DROPPED
    if thread.maybe is not None:
        return CHANGES[YearChange.MAYBE]
    return FIRST_REPORT if last.fiscal_year_be == first else CHANGES[last.change]


def thread_html(thread: Thread, years: Sequence[TownYear]) -> str:
    """One measure through the years; `years` are those with a report, oldest first."""
    first = years[0].fiscal_year_be
    whole = frozenset(year.fiscal_year_be for year in years if year.plan and year.results)
    title = shortened(thread.entries[-1].measure.numbered_title, TITLE_LENGTH)
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
    text = f"{entry.fiscal_year_be} {change_text(entry, first=first, language=language())}"
    if entry.fiscal_year_be == first:
        return badge_html(text)
    kind, icon = _SIGNS[entry.change]
    return badge_html(text, kind=kind, icon=icon)


def _end(thread: Thread) -> list[str]:
    end = end_of(thread, language=language())
    icon = Icon.MINUS if thread.maybe is None else Icon.DIFFERS
    return [badge_html(f"{end[0]} {end[1]}", kind="doubt", icon=icon)] if end else []


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
        return quiet_html(say(compare_labels.NOTHING_SINCE, year=before.fiscal_year_be))
    names = (
        say(compare_labels.OF_YEAR, year=before.fiscal_year_be),
        say(compare_labels.OF_YEAR, year=entry.fiscal_year_be),
    )
    summary = say(compare_labels.SINCE, year=before.fiscal_year_be)
    return details_html(summary, fields_html(entry.before, names), is_open=is_open)


def _done_html(entry: YearEntry, whole: Collection[int]) -> str:
    """Plan and result of a year beside each other, or the one that there is.

    `whole` are the years of which the library has both reports.
    """
    year = entry.fiscal_year_be
    if entry.done is not None:
        names = (say(compare_labels.PLAN_OF, year=year), say(compare_labels.RESULT_OF, year=year))
        summary = say(compare_labels.PLAN_AND_RESULT, year=year)
        return details_html(summary, fields_html(entry.done, names), is_open=True)
    labels = (
        (compare_labels.ONLY_RESULT, compare_labels.ONLY_PLAN)
        if year in whole
        else (compare_labels.RESULT_OF, compare_labels.PLAN_OF)
    )
    summary = say(labels[entry.plan is not None], year=year)
    return details_html(summary, measure_html(entry.measure) or none_html("–"))


def scores_html(years: Sequence[TownYear]) -> str:
    """Lines and numbers of all indicators and of the total; "" if no score is known."""
    known = [year for year in years if year.ita is not None]
    rows = _rows(known)
    if not rows:
        return ""
    numbers = [score for _, scores in rows for score in scores if score is not None]
    scale = (
        min(numbers) // _SCALE_STEP * _SCALE_STEP,
        min(100.0, max(numbers) // _SCALE_STEP * _SCALE_STEP + _SCALE_STEP),
    )
    columns = [
        say(kit_labels.FILTER_INDICATOR),
        say(compare_labels.LINE),
        *(str(year.fiscal_year_be) for year in known),
    ]
    cells = [_cells(name, scores, known, scale) for name, scores in rows]
    grades = [grade_name(year.ita.grade if year.ita else None) for year in known]
    cells.append([text_html(say(compare_labels.GRADE)), "", *map(text_html, grades)])
    return wide_table_html(columns, cells, caption=say(compare_labels.SCORES), kind="ita-scores")


def _rows(years: Sequence[TownYear]) -> list[tuple[str, list[float | None]]]:
    """Names with their scores by year; indicators without any are left out."""
    scores = [
        {one.number: one.score for one in (year.ita.indicators if year.ita else ())}
        for year in years
    ]
    rows = [
        (indicator_name(number), [found.get(number) for found in scores]) for number in range(1, 11)
    ]
    rows.append(
        (say(compare_labels.TOTAL), [year.ita.total if year.ita else None for year in years])
    )
    return [row for row in rows if any(score is not None for score in row[1])]


def _cells(
    name: str, scores: Scores, years: Sequence[TownYear], scale: tuple[float, float]
) -> list[str]:
    points = [
        say(compare_labels.POINT, year=year.fiscal_year_be, score=f"{score:.2f}")
        for year, score in zip(years, scores, strict=True)
        if score is not None
    ]
    text = f"{name}: {', '.join(points)}"
    before: float | None = None
    numbers: list[str] = []
    for score in scores:
        numbers.append(_cell(score, before))
        before = score if score is not None else before
    return [text_html(name), _line_html(scores, scale, text=text), *numbers]


def _cell(score: float | None, before: float | None) -> str:
    """A score with the sign of how it changed."""
    if score is None:
        return "–"
    change = 0 if before is None else printed_change(score, before)
    sign = "↑" if change > 0 else "↓" if change < 0 else ""
    return f'{score:.2f} <span class="turn">{sign}</span>'


def _line_html(scores: Scores, scale: tuple[float, float], *, text: str) -> str:
    """A small picture: a line through the years that follow each other, a dot per score."""
    places = [
        None if score is None else (_across(index, len(scores)), _down(score, scale))
        for index, score in enumerate(scores)
    ]
    lines = "".join(
        f'<polyline points="{" ".join(f"{one[0]:.1f},{one[1]:.1f}" for one in run if one)}"/>'
        for is_known, run in groupby(places, key=lambda one: one is not None)
        if is_known
    )
    dots = "".join(f'<circle cx="{one[0]:.1f}" cy="{one[1]:.1f}" r="3"/>' for one in places if one)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f'<g fill="none" stroke="{SCREEN_FILL}" stroke-width="2">{lines}</g>'
        f'<g fill="{SCREEN_FILL}">{dots}</g></svg>'
    )
    data = b64encode(drawing.encode("ascii")).decode("ascii")
    return (
        f'<img class="ita-line" src="data:image/svg+xml;base64,{data}" alt="{escape(text)}"'
        f' width="{_WIDTH}" height="{_HEIGHT}">'
    )


def _across(index: int, count: int) -> float:
    return _WIDTH / 2 if count == 1 else _EDGE + (_WIDTH - 2 * _EDGE) * index / (count - 1)


def _down(score: float, scale: tuple[float, float]) -> float:
    low, high = scale
    share = (score - low) / (high - low) if high > low else 0.5
    return _HEIGHT - _EDGE - (_HEIGHT - 2 * _EDGE) * min(1.0, max(0.0, share))


def render(sides: Sides) -> None:
    """Draw the choice of an organisation, and its years."""
    follow_url("compare", (YEARS_KEY,), read=lambda: {YEARS_KEY: _town_in_url(sides)})
    if st.session_state[YEARS_KEY] not in sides.years:
        st.session_state[YEARS_KEY] = None
    st.html(bar_html(Comparing.YEARS, town=st.session_state[YEARS_KEY] or ""))
    names = sides.names_for(YEARS_KEY)
    towns = {town: names[town] for town in sides.years if town in names}
    offer = sides.offers[YEARS_KEY]
    narrow(offer, key=YEARS_KEY, only_one=choose_the_one)
    chosen = choose_named(kit_labels.FILTER_ORGANISATION, towns, key=YEARS_KEY, hint=offer.hint)
    write_url("compare", {"years": chosen or NONE_YET}, keys=(YEARS_KEY,))
    if not chosen:
        st.info(plain_markdown(say(compare_labels.CHOOSE)), icon=":material/timeline:")
        return
    with st.spinner(say(compare_labels.COMPARING_YEARS)):
        found = workspace().compare_years(chosen)
    _show(found)


def _town_in_url(sides: Sides) -> str | None:
    name = st.query_params.get("years", "")
    return None if name == NONE_YET else named_in_url(name, sides.years)


def named_in_url(name: str, known: Container[str]) -> str | None:
    """What the URL names, if it is among `known` ids; else None, after a warning."""
    if not name or name in known:
        return name or None
    try:
        found = workspace().find_organisation(name).id
    except (UnknownValueError, AmbiguousOrganisationError) as error:
        st.warning(plain_markdown(fault_text(error)))
        return None
    return found if found in known else None


def _show(found: YearsComparison) -> None:
    town, years = found.organisation, reported(found.years)
    first = years[0].fiscal_year_be
    scores = scores_html(found.years)
    st.html(
        title_html(town_html(town), mark_badge(town, reworded=False))
        + quiet_html(place_name(town))
        + notes_html(map(note_html, found.notes))
        + status_html(summary_text(years, name=town.name), kind="ita-summary")
    )
    take_along(found, view="years", file_name=kit_labels.FILE_YEARS, of=town.name)
    st.subheader(say(compare_labels.SCORES), anchor=False)
    st.html(scores or quiet_html(say(compare_labels.NO_SCORES)))
    st.subheader(say(compare_labels.COUNTS), anchor=False)
    st.html(counts_html(years))
    taken = draft_measure_ids()
    for label, threads in groups(found.threads, first=first):
        st.subheader(f"{say(label)} ({len(threads)})", anchor=False)
        for thread in threads:
            _show_thread(thread, years, taken)


def _show_thread(thread: Thread, years: Sequence[TownYear], taken: Collection[str]) -> None:
    """A thread, and the button that takes its latest row."""
    last = thread.entries[-1]
    with st.container(key=f"measure_{last.measure.id}", gap=None):
        st.html(thread_html(thread, years))
        year = str(last.fiscal_year_be)
        take_button(last.measure.id, view="compare", taken=taken, whose=year, quiet=True)
