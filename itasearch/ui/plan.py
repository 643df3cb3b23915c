"""The view of next year's plan (`org`, `year` in the URL): proposals to tick, a draft of them.

`with` and `without` in the URL are the ticks that differ from those suggested. The ticks are a
fragment: a click does not propose again.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from itasearch.model.drafts import REPORT_FIELDS
from itasearch.model.plan import Plan, PlanAction, PlanProposal, PlanSection
from itasearch.model.records import StoredMeasure
from itasearch.ui.draft.current import DRAFT, LONGEST_NAME, maker, work_in
from itasearch.ui.kit import cards, html, markdown
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.faults import attempt
from itasearch.ui.kit.state import address, follow_url, workspace, write_url
from itasearch.ui.kit.widgets import quiet_button
from itasearch.ui.towns.own_town import choose_town, initial_town, shows_no_reports
from itasearch.wording import plan as plan_words
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import field_label, score_text
from itasearch.wording.language import phrase, say
from itasearch.wording.names import NO_PROOF, indicator_name
from itasearch.workspace import fiscal_year, offered_years

CHOOSE = Label(
    "Choose our organisation, to see by indicator what its next plan may keep, improve and borrow,"
    " with reasons and sources"
)
NO_SUCH_YEAR = Label("“{year}” is no fiscal year: the next one is shown")
ADVICE = Label(
    "Every text comes from a measure of the library, no sentence is made up."
    " Tick what to take, then make a template and put it into our words"
)
PLANNED = Label("Already in this year’s plan: {title}")

_KINDS = {
    PlanAction.KEEP: "same",
    PlanAction.IMPROVE: "doubt",
    PlanAction.DONE: "doubt",
    PlanAction.RESUME: "same",
    PlanAction.BORROW: "strong",
}
"""Kind of an action's badge; its word says the same."""


def _section_name(section: PlanSection) -> str:
    if section.indicator is None:
        return phrase("Indicator not known")
    name = indicator_name(section.indicator)
    if section.score is None:
        return phrase("Indicator {indicator}", indicator=name)
    return phrase(
        "Indicator {indicator} · ours {score} ({year})",
        indicator=name,
        score=score_text(section.score),
        year=section.fiscal_year_be,
    )


def _reported_html(section: PlanSection) -> str:
    rows = ""
    for stored in section.reported:
        title = shortened(stored.measure.title, html.TITLE_LENGTH)
        year = stored.fiscal_year_be or "?"
        fields = ""
        for name in REPORT_FIELDS:
            if text := stored.measure.text(name):
                fields += html.field(say(field_label(stored.measure, name)), text)
        head = phrase("Reported for {year}: {title}", title=title, year=year)
        rows += html.details(head, fields + _source_html(stored))
    planned = (html.quiet(say(PLANNED, title=stored.measure.title)) for stored in section.planned)
    return rows + "".join(planned)


def gap_html(section: PlanSection, chosen: Iterable[PlanProposal]) -> str:
    """That a weak indicator has no measure in the plan yet, or which chosen one may serve it."""
    titles = (
        proposal.measure.measure.title
        for proposal in chosen
        if plan_words.may_answer(proposal, section.indicator or 0)
    )
    text = plan_words.gap_text([f"“{shortened(title, html.TITLE_LENGTH)}”" for title in titles])
    return html.warning(text)


def _proposal_html(item: PlanProposal) -> str:
    badges = [html.badge(say(plan_words.ACTION_NAMES[item.action]), kind=_KINDS[item.action])]
    badges += _owner_badges(item.measure)
    if item.guessed:
        badges.append(html.badge(phrase("indicator guessed from the text"), kind="guessed"))
    actions = [cards.whole_measure_html(item.measure.measure)]
    if item.counterpart is not None:
        label = Label("Filled from") if item.fills else Label("A similar measure")
        owner = html.badges(_owner_badges(item.counterpart))
        body = owner + _source_html(item.counterpart) + cards.measure_html(item.counterpart.measure)
        actions.append(html.details(say(label), body))
    return (
        cards.gist_html(item.measure.measure.title, item.measure.organisation)
        + html.badges(badges)
        + html.quiet(" · ".join(plan_words.reason_texts(item)))
        + _source_html(item.measure)
        + html.actions(*actions)
    )


def _owner_badges(stored: StoredMeasure) -> list[str]:
    return cards.organisation_badges(
        stored.organisation, stored.fiscal_year_be, source=stored.measure.source
    )


def _source_html(stored: StoredMeasure) -> str:
    return cards.source_html(stored.measure.source, see=stored.measure.id)


_TOWN, _YEAR, _TICKS = "plan.org", "plan.year", "plan.ticks"
_KEYS = (_TOWN, _YEAR, _TICKS)
_SHOWN = "plan.shown"  # Town and year that the ticks belong to
_MADE = "plan.made"  # Of the session: id and name of each draft, by what it was made of
_FIRST_YEAR = 2560  # Oldest fiscal year, BE, in the list of years; an older one of the URL is added


def render() -> None:
    """Draw the choice of our town and year, the proposals, and what to do with them."""
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
        st.session_state[_TICKS] = ((), ())  # those were of another plan
    st.session_state[_SHOWN] = (chosen, year)
    _write_url(chosen, year)
    if not chosen:
        _choose_year(second, phrase("The next"))
        st.info(say(CHOOSE), icon=":material/event_note:")
        return
    with st.spinner(phrase("Making proposals…")):
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
    ticks = tuple(tuple(st.query_params.get_all(name)) for name in ("with", "without"))
    st.session_state[_SHOWN] = (town, year)
    return {_TOWN: town, _YEAR: year, _TICKS: ticks}


def _write_url(town: str | None, year: int | None) -> None:
    more, less = st.session_state[_TICKS]
    values = {"org": town or "", "year": str(year or ""), "with": more, "without": less}
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
    notes = (plan_words.note_text(note, plan) for note in plan.notes)
    tip = "\n\n".join(map(markdown.plain, [*notes, say(ADVICE)]))
    warning = f":material/warning: {markdown.plain(say(NO_PROOF))}"
    st.caption(f"{markdown.plain(made_from)}  \n{warning}", help=tip)


def _of_year(year: int | None) -> str:
    return phrase("not in the library") if year is None else phrase("{year}", year=year)


@st.fragment
def _show_sections(plan: Plan, town: str, year: int | None) -> None:
    if not plan.proposals:
        for text in plan_words.empty_texts(plan):
            st.info(markdown.plain(text), icon=":material/event_note:")
        return
    chosen = _chosen(plan)
    for section in plan.sections:
        _show_section(section, chosen, plan)
    for text in plan_words.empty_texts(plan, chosen):
        st.caption(markdown.plain(text))
    _show_bar(plan, chosen)
    _write_url(town, year)


def _chosen(plan: Plan) -> frozenset[str]:
    more, less = st.session_state[_TICKS]
    return frozenset({*plan.ticked, *more} - {*less}) & {proposal.id for proposal in plan.proposals}


def _show_section(section: PlanSection, chosen: Collection[str], plan: Plan) -> None:
    with st.container(key=f"plan_section_{section.indicator or 0}"):
        gap = ""
        if section.is_gap(chosen):
            gap = gap_html(section, (item for item in plan.proposals if item.id in chosen))
        st.html(html.subject(_section_name(section), level=4) + _reported_html(section) + gap)
        for proposal in section.proposals:
            key = f"plan.tick.{proposal.id}"
            is_ticked = proposal.id in chosen
            if st.session_state.get(key) != is_ticked:
                st.session_state[key] = is_ticked
            with st.container(key=f"proposal_{proposal.id}", gap=None, border=True):
                title = shortened(proposal.measure.measure.title, html.TITLE_LENGTH)
                turn = partial(_turn, proposal.id, plan)
                st.checkbox(markdown.plain(title), key=key, on_change=turn)
                st.html(_proposal_html(proposal))
        if left_out := plan_words.left_out_text([section]):
            st.caption(markdown.plain(left_out))


def _turn(identifier: str, plan: Plan) -> None:
    ticked = bool(st.session_state[f"plan.tick.{identifier}"])
    others = _chosen(plan) - {identifier}
    _tick(plan, others | {identifier} if ticked else others)


def _tick(plan: Plan, chosen: Iterable[str]) -> None:
    """Keep which proposals are ticked, as what differs from the suggested ones."""
    ticked, suggested = frozenset(chosen), frozenset(plan.ticked)
    st.session_state[_TICKS] = (
        tuple(proposal.id for proposal in plan.proposals if proposal.id in ticked - suggested),
        tuple(proposal.id for proposal in plan.proposals if proposal.id in suggested - ticked),
    )


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
        count = phrase("{count} of {of:measures} chosen", count=len(chosen), of=len(plan.proposals))
        st.html(html.status(count), width="content")
        for name, text, ids in (
            ("suggested", Label("As suggested"), frozenset(plan.ticked)),
            ("none", Label("None", "plan"), frozenset[str]()),
        ):
            quiet_button(say(text), f"plan.{name}", _tick, plan, ids, disabled=chosen == ids)


def _make(plan: Plan, chosen: frozenset[str]) -> None:
    name = phrase("Plan {year} {town}", year=plan.fiscal_year_be, town=plan.organisation.name)
    name = shortened(name, LONGEST_NAME)
    ids = [proposal.id for proposal in plan.proposals if proposal.id in chosen]
    draft_id = workspace().towns.draft_of_plan(plan, ids, name=name, maker=maker() or None)
    work_in(draft_id)
    made = st.session_state.get(_MADE, {})
    st.session_state[_MADE] = {**made, _subject(plan, chosen): (draft_id, name)}


def _subject(plan: Plan, chosen: frozenset[str]) -> tuple[str, int, frozenset[str]]:
    return plan.organisation.id, plan.fiscal_year_be, chosen
