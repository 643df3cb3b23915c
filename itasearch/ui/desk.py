"""The first page without a query: the desk of the person's own town, the samples, the tour.

What is compared with other towns comes into its places after the rest.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from itasearch.model.library import ReportPage, ReportSummary
from itasearch.model.people import Right
from itasearch.model.records import Organisation
from itasearch.model.towns import TownRecord
from itasearch.ui.draft.current import DRAFT, current_summary, target_name
from itasearch.ui.kit import cards, html, labels as kit_labels
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import UrlValues, address, may, workspace
from itasearch.ui.kit.widgets import choose_organisation, offered, quiet_button
from itasearch.ui.town import better_html, gaps_html
from itasearch.ui.towns.own_town import set_own_town
from itasearch.ui.watch.view import NONE, TITLE, WEEK, news_html, visit_before
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import time_text
from itasearch.wording.language import phrase, say
from itasearch.wording.names import KINDS, draft_name, name_in_language

CHOOSE_TOWN_HELP = Label(
    "Choose once, and this page becomes your town's desk; only this browser remembers it"
)

NO_REPORTS = Label("The library has no report of ours yet: add one, to compare it with others")
DRAFT_ROW = Label("{rows:,measures} · changed {when}")
NO_DRAFTS = Label("No draft yet: press “Add to template” at any measure to begin one")
WEAK = Label("Our lowest indicators, and similar towns with higher scores")
GAPS = Label("What similar towns do and we do not")

TOUR_SEARCH = Label("Read what others do, and press “Add to template” at what suits your town")
TOUR_COMPARE = Label("Compare two towns: what both do, what only one does; add from there, too")
TOUR_DRAFT = Label("Choose your organisation and year, check what is marked, download it as Word")

EMPTY_HELP = Label(
    "Takes the sample reports and scores out for everyone; your own reports stay, and the samples"
    " can be loaded again"
)
LOAD_HELP = Label(
    "Adds reports of invented towns to try itasearch with; they can be removed at any time"
)


def show_samples(*, view: str, held: bool) -> None:
    """Draw the button, which says what it does before it does it; who removes them is asked."""
    if not may(Right.EDIT):
        return
    if not held:
        _samples_button(Label("Load the samples"), view=view, held=held)
        st.caption(say(LOAD_HELP))
        return
    label = phrase("Sample reports")
    with st.popover(label, icon=":material/science:", key=f"{view}_samples", type="tertiary"):
        st.caption(say(EMPTY_HELP))
        _samples_button(Label("Empty the samples"), view=view, held=held)


def _samples_button(label: Label, *, view: str, held: bool) -> None:
    if st.button(say(label), key=f"{view}.samples", icon=":material/science:"):
        with faults_shown():
            if held:
                with st.spinner(phrase("Working…")):
                    workspace().library.remove_samples()
            else:
                workspace().library.load_samples(progress=progress_bar())
            st.rerun()


_TOUR = "tour"  # Query parameter with the number of a step, from 1; key of the session, too

_STEPS = (TOUR_SEARCH, TOUR_COMPARE, TOUR_DRAFT)


def tour_link() -> str:
    """The link that begins the tour, as Markdown."""
    tour = phrase("A tour in three steps")
    return f":material/tour: [{tour}]({_step_address(1)})"


def show_tour() -> None:
    """Draw the step that the person is at, above the view; nothing where she takes no tour."""
    if (typed := st.query_params.get(_TOUR, "")) in map(str, range(1, len(_STEPS) + 1)):
        st.session_state[_TOUR] = int(typed)
    step = st.session_state.get(_TOUR, 0)
    if not step:
        return
    with st.container(horizontal=True, border=True, vertical_alignment="center", key="tour"):
        count = say(Label("Step {step} of {count}", "tour"), step=step, count=len(_STEPS))
        st.markdown(f"**{count}** {say(_STEPS[step - 1])}")
        if step < len(_STEPS):
            onward = phrase("Next step")
            st.markdown(f"[{onward}]({_step_address(step + 1)})", width="content")
        st.button(phrase("Leave the tour"), key="tour.leave", type="tertiary", on_click=_leave_tour)


def _leave_tour() -> None:
    st.session_state.pop(_TOUR, None)
    st.query_params.pop(_TOUR, None)


def _step_address(step: int) -> str:
    number = {_TOUR: str(step)}
    if step == 1:
        return address("./", {"q": say(kit_labels.EXAMPLE_QUERIES[0]), **number})
    if step == len(_STEPS):
        return address("template", number)
    towns = [summary.organisation for summary in offered(_TOUR).summaries]
    samples = sorted(towns, key=lambda town: not town.sample)[:2]
    values: UrlValues = dict(zip(("left", "right"), [town.id for town in samples], strict=False))
    return address("compare", {**values, **number})


_KEY = "desk.town"

_MOST_NEW, _MOST_DRAFTS, _MOST_LATEST = 5, 4, 4
"""New reports, drafts and reports of our own, at most."""

_NAME_LENGTH = 80  # most code points of a draft's name


def show_desk(town: str) -> None:
    """Draw the desk of an organisation, by its id."""
    record = workspace().towns.record(town)
    _show_head(record)
    ours, going_on = st.columns(2, gap="large")
    weak, gaps = st.columns(2, gap="large")
    sections: tuple[tuple[DeltaGenerator, Label, Callable[[], str]], ...] = (
        (ours, Label("Our latest plan and report"), lambda: _latest_html(record)),
        (going_on, Label("Drafts going on"), lambda: _drafts_html(record.organisation)),
        (going_on, Label("New reports"), _news_html),
        (ours, TITLE, lambda: news_html() or html.quiet(say(NONE))),
        (weak, WEAK, lambda: better_html(workspace().towns.similar(town))),
        (gaps, GAPS, lambda: gaps_html(workspace().towns.coverage(town))),
    )
    for column, label, body in sections:
        with column, st.spinner(say(kit_labels.LOADING)):
            st.html(html.section_title(say(label)) + body())


def show_choice() -> None:
    """Draw the list to choose the own town from, where none is known."""
    with st.container(border=True, key="desk_choice"):
        key, offer = _KEY, offered(_KEY)

        def take_chosen() -> None:
            if chosen := st.session_state.get(_KEY):
                set_own_town(str(chosen))

        choose_organisation(Label("Choose our organisation"), offer, key=key, on_change=take_chosen)
        st.caption(say(CHOOSE_TOWN_HELP))


def _forget() -> None:
    set_own_town("")
    st.session_state[_KEY] = None


def _show_head(record: TownRecord) -> None:
    newest = record.newest_total
    badges = cards.mark_badge(record.organisation, reworded=record.reworded)
    if newest is not None and newest.total is not None:
        total = cards.total_text(newest.total, newest.fiscal_year_be)
        badges = [html.badge(total, kind="strong"), *badges]
    desk_of = phrase("The desk of")
    organisation = record.organisation
    target = cards.town_address(organisation)
    own_name = cards.distinct_name(organisation, lambda town: name_in_language(town.name))
    link = html.link(own_name, target, kind="town")
    name = f"{escape(desk_of)} {link}"
    with st.container(horizontal=True, vertical_alignment="center", key="desk_head"):
        st.html(f"<h1>{name}</h1>{html.badges(badges) if badges else ''}")
        with st.popover(phrase("Another town"), key="desk_change", type="tertiary"):
            show_choice()
            quiet_button(phrase("This is not our town"), "desk.forget", _forget)


def _latest_html(record: TownRecord) -> str:
    town = record.organisation.id
    body, label, target = html.quiet(say(NO_REPORTS)), Label("Add a report"), address("library")
    if record.reports:
        year = record.reports[0].fiscal_year_be
        newest = [report for report in record.reports if report.fiscal_year_be == year]
        body = html.lines(map(_report_html, newest[:_MOST_LATEST]))
        label, target = Label("Year by year"), address("compare", {"years": town})
    links = {
        kit_labels.COMPARE_PLAN: address("plan", {"org": town}),
        Label("All that is known of us"): address("town", {"id": town}),
        label: target,
    }
    buttons = (html.link(say(name), href, kind="button plain") for name, href in links.items())
    return f'{body}<p class="ita-onward">{"".join(buttons)}</p>'


def _report_html(report: ReportSummary) -> str:
    kind = say(KINDS[report.kind])
    year = cards.year_name(report.fiscal_year_be, report.source)
    link = html.link(f"{kind} {year}", address("library", {"report": report.id}), kind="file")
    count = phrase("{count:,measures}", count=report.measures)
    return f'{link} <span class="ita-quiet ita-count">{escape(count)}</span>'


def newest_reports() -> str:
    """Address of the library's list, what was added last first."""
    return address("library", {"order": "added"})


def news_of_week() -> tuple[ReportPage, str]:
    """The reports of the last seven days, the newest of them, and a sentence that counts them."""
    page = workspace().library.reports_since(datetime.now(UTC) - WEEK, most=_MOST_NEW)
    if not page.total:
        return page, phrase(
            "No new report in the last 7 days, besides those of the library's first day"
        )
    return page, phrase("New in the last 7 days: {count:,reports}", count=page.total)


def news_since_visit() -> tuple[ReportPage, str]:
    """As `news_of_week` since the visit before; "" at the first one and where nothing is new."""
    before = visit_before()
    page = workspace().library.reports_since(before or datetime.now(UTC), most=_MOST_NEW)
    if before is None or not page.total:
        return page, ""
    when = time_text(before)
    return page, phrase("{count:,new reports} since {when}", count=page.total, when=when)


def _news_html() -> str:
    page, text = news_of_week()
    week = html.quiet(text)
    if page.total:
        week = f'<p class="ita-summary">{html.link(text, newest_reports(), kind="file")}</p>'
    if page.total and (before := visit_before()):
        page, since = news_since_visit()
        week += html.quiet(since or phrase("No new report since {when}", when=time_text(before)))
    return week + html.lines(
        f"{cards.marked_town_html(report.organisation, reworded=report.source.reworded)} "
        f"{_report_html(report)}"
        for report in page.reports
    )


def _drafts_html(ours: Organisation) -> str:
    current, drafts = current_summary(), workspace().drafts.all()
    if not drafts:
        return html.quiet(say(NO_DRAFTS))
    items = []
    for draft in sorted(drafts, key=lambda draft: draft != current)[:_MOST_DRAFTS]:
        target = address("template", {DRAFT: draft.id})
        link = html.link(shortened(draft_name(draft.name), _NAME_LENGTH), target, kind="file")
        facts = say(DRAFT_ROW, rows=draft.rows, when=time_text(draft.changed_at))
        is_ours = (draft.organisation_id or draft.organisation) in (ours.id, ours.name)
        town = "" if is_ours else target_name(draft)
        facts = " · ".join(filter(None, (facts, shortened(town, _NAME_LENGTH))))
        mark = html.badge(phrase("in use")) if draft == current else ""
        items.append(f'{link} {mark}<span class="ita-quiet">{escape(facts)}</span>')
    return html.lines(items)
