"""The view of next year's plan (`org`, `year` in the URL): proposals to tick, a draft of them.

`with` and `without` in the URL are the ticks that differ from those suggested, so that nothing
is lost when the page is loaded anew. The ticks are a fragment: a click does not propose again.
"""

from collections.abc import Collection, Iterable, Mapping

import streamlit as st

from itasearch.model.plan import Plan, PlanSection
from itasearch.ui.compare.sides import Comparing, bar_html
from itasearch.ui.draft.current import DRAFT, LONGEST_NAME, attempt, maker, work_in
from itasearch.ui.kit.cards import mark_badge, place_name, town_name
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import (
    badge_html,
    link_html,
    plain_markdown,
    quiet_html,
    status_html,
    subject_html,
    text_html,
    title_html,
)
from itasearch.ui.kit.organisations import offered
from itasearch.ui.kit.state import (
    DRAFTS,
    address,
    follow_url,
    language,
    say,
    workspace,
    write_url,
)
from itasearch.ui.plan import labels as plan_labels
from itasearch.ui.plan.cards import gap_html, proposal_html, reported_html, section_name
from itasearch.ui.towns import own_town
from itasearch.ui.towns.own_town import choose_town, initial_town
from itasearch.ui.towns.similar import no_proof_html
from itasearch.wording.label import shortened
from itasearch.wording.plan import empty_texts, left_out_text, note_text, samples_text
from itasearch.workspace import fiscal_year, offered_years

_TOWN, _YEAR, _TICKS = "plan.org", "plan.year", "plan.ticks"
_KEYS = (_TOWN, _YEAR, _TICKS)
_SHOWN = "plan.shown"
"""Town and year that the ticks belong to."""
_MADE = "plan.made"
"""Of the session: id and name of each draft, by what it was made of."""
_FIRST_YEAR = 2560
"""Oldest fiscal year, BE, in the list of years; an older one of the URL is added."""
_TITLE = 220
"""Most code points of a title beside its tick; the whole measure can be opened."""

Ticks = tuple[tuple[str, ...], tuple[str, ...]]
"""Ids that are ticked though not suggested, and those that are suggested and not ticked."""


def render() -> None:
    """Draw the choice of our town and year, the proposals, and what to do with them."""
    with faults_shown():
        if own_town.is_without_reports():
            own_town.show(Comparing.PLAN)
            return
        follow_url("plan", _KEYS, read=_url_state)
        st.html(bar_html(Comparing.PLAN, town=st.session_state[_TOWN] or ""))
        chosen, year = _choose()
        if st.session_state[_SHOWN] != (chosen, year):
            st.session_state[_TICKS] = ((), ())  # those were of another plan
        st.session_state[_SHOWN] = (chosen, year)
        _write_url(chosen, year)
        if not chosen:
            st.info(say(plan_labels.CHOOSE), icon=":material/event_note:")
            return
        with st.spinner(say(plan_labels.PROPOSING)):
            found = workspace().plan(chosen, year=year)
        _show_head(found)
        _show_sections(found, chosen, year)


def _url_state() -> Mapping[str, object]:
    town = initial_town("org")
    typed = st.query_params.get("year", "")
    year = fiscal_year(typed) if typed else None
    if town and typed and year is None:
        st.warning(say(plan_labels.NO_SUCH_YEAR, year=plain_markdown(shortened(typed, 40))))
    ticks = (
        tuple(st.query_params.get_all("with")),
        tuple(st.query_params.get_all("without")),
    )
    st.session_state[_SHOWN] = (town, year)
    return {_TOWN: town, _YEAR: year, _TICKS: ticks}


def _write_url(town: str | None, year: int | None) -> None:
    ticks: Ticks = st.session_state[_TICKS]
    values = {
        "org": town or "",
        "year": str(year or ""),
        "with": ticks[0],
        "without": ticks[1],
    }
    write_url("plan", values, keys=_KEYS)


def _choose() -> tuple[str | None, int | None]:
    with st.container(key="plan_choices"):
        first, second = st.columns([4, 1], gap="medium", vertical_alignment="bottom")
    with first:
        chosen = choose_town(_TOWN, offered(_TOWN, chosen=[st.session_state[_TOWN]]))
    with second:
        year: int | None = st.selectbox(
            say(plan_labels.PLAN_YEAR),
            offered_years(st.session_state.get(_YEAR), ahead=2, first=_FIRST_YEAR),
            index=None,
            key=_YEAR,
            placeholder=say(plan_labels.NEXT_YEAR),
            filter_mode="contains",
        )
    return chosen, year


def _show_head(found: Plan) -> None:
    town = found.organisation
    badges = [
        badge_html(say(plan_labels.TITLE, year=found.fiscal_year_be), kind="strong"),
        *mark_badge(town, reworded=found.reworded),
    ]
    st.html(title_html(text_html(town_name(town.name)), badges) + quiet_html(place_name(town)))
    made_from = say(
        plan_labels.MADE_FROM,
        result=_of_year(found.result.fiscal_year_be if found.result else None),
        report=_of_year(found.report_year_be),
        towns=found.towns,
    )
    if samples := samples_text(found, language=language()):
        made_from += f" ({samples})"
    notes = (note_text(one, language=language()) for one in found.notes)
    st.html(
        status_html(made_from)
        + "".join(map(quiet_html, notes))
        + quiet_html(say(plan_labels.ADVICE))
        + no_proof_html()
    )


def _of_year(year: int | None) -> str:
    return say(plan_labels.NOT_KNOWN) if year is None else say(plan_labels.OF_YEAR, year=year)


@st.fragment
def _show_sections(found: Plan, town: str, year: int | None) -> None:
    """Draw the proposals with their ticks, and below them what is done with those."""
    if not found.proposals:
        for text in empty_texts(found, language=language()):
            st.info(plain_markdown(text), icon=":material/event_note:")
        return
    chosen = _chosen(found)
    _show_choices(found, chosen)
    for section in found.sections:
        _show_section(section, chosen, found)
    for text in empty_texts(found, chosen, language=language()):
        st.html(quiet_html(text))
    _show_bar(found, chosen)
    _write_url(town, year)


def _chosen(found: Plan) -> frozenset[str]:
    """Ids of the proposals that are ticked."""
    more, less = st.session_state[_TICKS]
    known = {one.id for one in found.proposals}
    return frozenset({*found.ticked, *more} - {*less}) & known


def _show_section(section: PlanSection, chosen: Collection[str], found: Plan) -> None:
    with st.container(key=f"plan_section_{section.indicator or 0}", gap="small"):
        st.html(subject_html(section_name(section), level=4) + reported_html(section))
        if section.is_gap(chosen):
            st.html(gap_html(section, (one for one in found.proposals if one.id in chosen)))
        for one in section.proposals:
            key = f"plan.tick.{one.id}"
            is_ticked = one.id in chosen
            if st.session_state.get(key) != is_ticked:
                st.session_state[key] = is_ticked
            with st.container(key=f"proposal_{one.id}", gap=None, border=True):
                st.checkbox(
                    plain_markdown(shortened(one.measure.measure.title, _TITLE)),
                    key=key,
                    on_change=_turn,
                    args=(one.id, found),
                )
                st.html(proposal_html(one))
        if left_out := left_out_text([section], language=language()):
            st.html(quiet_html(left_out))


def _turn(identifier: str, found: Plan) -> None:
    """Keep a tick that the person has just set or taken away."""
    chosen = _chosen(found)
    ticked = bool(st.session_state[f"plan.tick.{identifier}"])
    _tick(found, chosen | {identifier} if ticked else chosen - {identifier})


def _tick(found: Plan, chosen: Iterable[str]) -> None:
    """Keep which proposals are ticked, as what differs from the suggested ones."""
    ticked, suggested = frozenset(chosen), frozenset(found.ticked)
    st.session_state[_TICKS] = (
        tuple(one.id for one in found.proposals if one.id in ticked - suggested),
        tuple(one.id for one in found.proposals if one.id in suggested - ticked),
    )


def _show_choices(found: Plan, chosen: frozenset[str]) -> None:
    """Buttons that set all ticks at once."""
    with st.container(horizontal=True, gap="small"):
        for name, label, ids in (
            ("suggested", plan_labels.SUGGESTED, frozenset(found.ticked)),
            ("none", plan_labels.NONE, frozenset[str]()),
        ):
            st.button(
                say(label),
                key=f"plan.{name}",
                on_click=_tick,
                args=(found, ids),
                disabled=chosen == ids,
            )


def _show_bar(found: Plan, chosen: frozenset[str]) -> None:
    with st.container(key="plan_bar", horizontal=True, gap="small", vertical_alignment="center"):
        made = st.session_state.get(_MADE, {}).get(_subject(found, chosen))
        # A choice makes one draft: the way to it takes the button's place.
        if made and made[0] in {one.id for one in workspace().drafts()}:
            label = say(plan_labels.OPEN_DRAFT, name=made[1])
            href = address(DRAFTS, {DRAFT: made[0]})
            st.html(link_html(label, href, kind="button"), width="content")
        elif st.button(
            say(plan_labels.MAKE),
            key="plan.make",
            type="primary",
            icon=":material/note_add:",
            disabled=not chosen,
        ) and attempt(lambda: _make(found, chosen)):
            # The bar over the view counts the rows of the draft.
            st.rerun(scope="app")
        count = say(plan_labels.CHOSEN, count=len(chosen), of=len(found.proposals))
        st.html(status_html(count), width="content")


def _make(found: Plan, chosen: frozenset[str]) -> None:
    town = found.organisation.name
    name = say(plan_labels.DRAFT_NAME, year=found.fiscal_year_be, town=town)
    name = shortened(name, LONGEST_NAME)
    ids = [one.id for one in found.proposals if one.id in chosen]
    draft_id = workspace().draft_of_plan(found, ids, name=name, maker=maker() or None)
    work_in(draft_id)
    made = st.session_state.get(_MADE, {})
    st.session_state[_MADE] = {**made, _subject(found, chosen): (draft_id, name)}


def _subject(found: Plan, chosen: frozenset[str]) -> tuple[str, int, frozenset[str]]:
    """What a draft was made of."""
    return found.organisation.id, found.fiscal_year_be, chosen
