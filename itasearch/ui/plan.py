"""The view of next year's plan (`org`, `year` in the URL): rows to tick, and a draft of the ticked.

`with` in the URL are the ticked rows. Nothing is ticked beforehand. The ticks are a fragment: a
click does not make the list again.
"""

from collections.abc import Collection, Mapping
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from itasearch.model.plan import Plan, PlanRow, PlanRowKind, PlanSection
from itasearch.ui.draft.current import DRAFT, LONGEST_NAME, work_in
from itasearch.ui.kit import cards, html, markdown
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.faults import attempt
from itasearch.ui.kit.state import address, follow_url, workspace, write_url
from itasearch.ui.kit.widgets import quiet_button
from itasearch.ui.towns.own_town import choose_town, initial_town, shows_no_reports
from itasearch.wording import plan as plan_words
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.names import NO_PROOF
from itasearch.workspace import fiscal_year, offered_years

CHOOSE = Label(
    "Choose our organisation: its last measures, what similar towns have and examples are listed"
    " by indicator, with what the reports say of them"
)
NO_SUCH_YEAR = Label("“{year}” is no fiscal year: the next one is shown")

_KINDS = {PlanRowKind.OURS: "same", PlanRowKind.GAP: "strong", PlanRowKind.EXAMPLE: "strong"}
"""Kind of a row's badge; its word says the same."""


def _row_html(row: PlanRow) -> str:
    measure, town = row.measure.measure, row.measure.organisation
    badges = [html.badge(say(plan_words.KIND_NAMES[row.kind]), kind=_KINDS[row.kind])]
    badges += cards.organisation_badges(town, row.measure.fiscal_year_be, source=measure.source)
    if row.guessed:
        badges.append(html.badge(phrase("indicator guessed from the text"), kind="guessed"))
    return (
        cards.gist_html(measure.title, town)
        + html.badges(badges)
        + html.quiet(plan_words.figures_text(row))
        + cards.quotations_html(row.measure.quotations, of=row.id)
        + cards.source_html(measure.source, see=measure.id)
        + html.actions(cards.whole_measure_html(measure))
    )


_TOWN, _YEAR, _TICKS = "plan.org", "plan.year", "plan.ticks"
_KEYS = (_TOWN, _YEAR, _TICKS)
_SHOWN = "plan.shown"  # Town and year that the ticks belong to
_MADE = "plan.made"  # Of the session: id and name of each draft, by what it was made of
_FIRST_YEAR = 2560  # Oldest fiscal year, BE, in the list of years; an older one of the URL is added


def render() -> None:
    """Draw the choice of our town and year, the rows, and what to do with the ticked ones."""
    if shows_no_reports(Comparing.PLAN):
        return
    follow_url("plan", _KEYS, read=_url_state)
    show_bar(Comparing.PLAN, town=st.session_state[_TOWN] or "")
    with st.container(key="plan_choices"):
        first, second = st.columns([3, 1], gap="medium")
    with first:
        chosen = choose_town(_TOWN)
    year = st.session_state.get(_YEAR)
    if st.session_state[_SHOWN] != (chosen, year):
        st.session_state[_TICKS] = ()  # those were of another plan
    st.session_state[_SHOWN] = (chosen, year)
    _write_url(chosen, year)
    if not chosen:
        _choose_year(second, phrase("The next"))
        st.info(say(CHOOSE), icon=":material/event_note:")
        return
    with st.spinner(phrase("Making the list…")):
        plan = workspace().towns.plan(chosen, year=year)
    _choose_year(second, cards.year_name(plan.fiscal_year_be))
    _show_head(plan)
    _show_sections(plan, chosen, year)


def _url_state() -> Mapping[str, object]:
    town = initial_town("org")
    typed = st.query_params.get("year", "")
    year = fiscal_year(typed) if typed else None
    if town and typed and year is None:
        st.warning(say(NO_SUCH_YEAR, year=markdown.plain(shortened(typed, 40))))
    st.session_state[_SHOWN] = (town, year)
    return {_TOWN: town, _YEAR: year, _TICKS: tuple(st.query_params.get_all("with"))}


def _write_url(town: str | None, year: int | None) -> None:
    values = {"org": town or "", "year": str(year or ""), "with": st.session_state[_TICKS]}
    write_url("plan", values, keys=_KEYS)


def _choose_year(container: DeltaGenerator, planned: str) -> None:
    container.selectbox(
        phrase("Plan of fiscal year"),
        offered_years(st.session_state.get(_YEAR), ahead=2, first=_FIRST_YEAR),
        index=None,
        key=_YEAR,
        placeholder=planned,
        label_visibility="collapsed",
        filter_mode="contains",
    )


def _show_head(plan: Plan) -> None:
    made_from = phrase(
        "Plan for fiscal year {year} BE · ITA result: {result} · our report: {report} · compared "
        "with {towns:similar towns}",
        year=plan.fiscal_year_be,
        result=_of_year(plan.result.fiscal_year_be if plan.result else None),
        report=_of_year(plan.report_year_be),
        towns=plan.towns,
    )
    if samples := plan_words.samples_text(plan):
        made_from += f" ({samples})"
    notes = [plan_words.note_text(note, plan) for note in plan.notes]
    tip = "\n\n".join(map(markdown.plain, notes))
    warning = f":material/warning: {markdown.plain(say(NO_PROOF))}"
    st.caption(f"{markdown.plain(made_from)}  \n{warning}", help=tip or None)


def _of_year(year: int | None) -> str:
    return phrase("not in the library") if year is None else phrase("{year}", year=year)


@st.fragment
def _show_sections(plan: Plan, town: str, year: int | None) -> None:
    if not plan.rows:
        st.info(markdown.plain(plan_words.empty_text(plan)), icon=":material/event_note:")
        return
    chosen = _chosen(plan)
    for section in plan.sections:
        _show_section(section, chosen, plan)
    _show_bar(plan, chosen)
    _write_url(town, year)


def _chosen(plan: Plan) -> frozenset[str]:
    return frozenset(st.session_state[_TICKS]) & {row.id for row in plan.rows}


def _show_section(section: PlanSection, chosen: Collection[str], plan: Plan) -> None:
    with st.container(key=f"plan_section_{section.indicator or 0}"):
        st.html(html.subject(plan_words.section_name(section), level=4))
        for row in section.rows:
            key = f"plan.tick.{row.id}"
            is_ticked = row.id in chosen
            if st.session_state.get(key) != is_ticked:
                st.session_state[key] = is_ticked
            with st.container(key=f"proposal_{row.id}", gap=None, border=True):
                title = shortened(row.measure.measure.title, html.TITLE_LENGTH)
                turn = partial(_turn, row.id, plan)
                st.checkbox(markdown.plain(title), key=key, on_change=turn)
                st.html(_row_html(row))


def _turn(identifier: str, plan: Plan) -> None:
    ticked = bool(st.session_state[f"plan.tick.{identifier}"])
    others = _chosen(plan) - {identifier}
    _tick(plan, others | {identifier} if ticked else others)


def _tick(plan: Plan, chosen: Collection[str]) -> None:
    st.session_state[_TICKS] = tuple(row.id for row in plan.rows if row.id in chosen)


def _show_bar(plan: Plan, chosen: frozenset[str]) -> None:
    with st.container(key="plan_bar", horizontal=True, vertical_alignment="center"):
        made = st.session_state.get(_MADE, {}).get(_subject(plan, chosen))
        # A choice makes one draft: the way to it takes the button's place.
        if made and made[0] in {summary.id for summary in workspace().drafts.all()}:
            label = phrase("Open the template “{name}”", name=made[1])
            href = address("template", {DRAFT: made[0]})
            st.html(html.link(label, href, kind="button"), width="content")
        elif st.button(
            phrase("Make a template"),
            key="plan.make",
            type="primary",
            icon=":material/note_add:",
            disabled=not chosen,
        ) and attempt(lambda: _make(plan, chosen)):
            # The bar over the view counts the rows of the draft.
            st.rerun(scope="app")
        count = phrase("{count} of {of:measures} chosen", count=len(chosen), of=len(plan.rows))
        st.html(html.status(count), width="content")
        for name, text, ids in (
            ("ours", Label("All of ours"), frozenset(plan.ours)),
            ("none", Label("None", "plan"), frozenset[str]()),
        ):
            quiet_button(say(text), f"plan.{name}", _tick, plan, ids, disabled=chosen == ids)


def _make(plan: Plan, chosen: frozenset[str]) -> None:
    name = phrase("Plan {year} {town}", year=plan.fiscal_year_be, town=plan.organisation.name)
    name = shortened(name, LONGEST_NAME)
    ids = [row.id for row in plan.rows if row.id in chosen]
    draft_id = workspace().towns.draft_of_plan(plan, ids, name=name)
    work_in(draft_id)
    made = st.session_state.get(_MADE, {})
    st.session_state[_MADE] = {**made, _subject(plan, chosen): (draft_id, name)}


def _subject(plan: Plan, chosen: frozenset[str]) -> tuple[str, int, frozenset[str]]:
    return plan.organisation.id, plan.fiscal_year_be, chosen
