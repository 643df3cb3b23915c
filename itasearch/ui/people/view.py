"""Administrators' view: people with their roles, a form to give one, and what was done."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from itasearch.model.people import Action, ActionKind, KnownPerson, Right, Role, fault_of_id
from itasearch.ui.draft.current import attempt
from itasearch.ui.kit.cards import town_name
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import section_title_html, table_html
from itasearch.ui.kit.organisations import choose_it_too, narrow, offered
from itasearch.ui.kit.state import may, say, workspace
from itasearch.ui.kit.widgets import choose_several
from itasearch.ui.people import labels
from itasearch.wording.labels import time_text
from itasearch.wording.people import ACTIONS, ROLES, detail_text, organisations_in

_MOST_ACTIONS = 200  # lines of the log; the command line has all
_ID, _ROLE, _TOWNS = "people.id", "people.to", "people.towns"
"""Keys of the form's widgets."""


def render() -> None:
    """Draw the view; for others than administrators a sentence."""
    with faults_shown():
        st.html(f'<h1 class="ita-town">{escape(say(labels.TITLE))}</h1>')
        if not may(Right.ADMINISTER):
            st.info(say(labels.ONLY_ADMINISTRATORS), icon=":material/lock:")
            return
        people, actions = workspace().people(), workspace().log(most=_MOST_ACTIONS)
        names = _town_names(people, actions)
        _people(people, names)
        _form()
        _log(actions, names)


def _town_names(people: Sequence[KnownPerson], actions: Sequence[Action]) -> Mapping[str, str]:
    ids = {owner for one in people for owner in one.organisation_ids}
    ids |= organisations_in(actions)
    towns = workspace().organisations_of(sorted(ids)) if ids else ()
    return {one.organisation.id: town_name(one.organisation.name) for one in towns}


def _people(people: Sequence[KnownPerson], names: Mapping[str, str]) -> None:
    headers = (labels.NAME, labels.IDENTIFIER, labels.ROLE, labels.ORGANISATIONS, labels.LAST_SEEN)
    rows = [[escape(cell) for cell in _person_cells(one, names)] for one in people]
    caption = say(labels.PEOPLE, count=len(people))
    table = table_html([say(one) for one in headers], rows, caption=caption)
    st.html(section_title_html(caption) + table)


def _person_cells(person: KnownPerson, names: Mapping[str, str]) -> tuple[str, ...]:
    owners = ", ".join(names.get(one, one) for one in person.organisation_ids)
    if not owners and person.role is not Role.READER:
        owners = say(labels.ALL)
    seen = "–" if person.last_seen is None else time_text(person.last_seen)
    return person.name, person.id, say(ROLES[person.role]), owners, seen


def _form() -> None:
    st.html(section_title_html(say(labels.GIVE_ROLE)))
    offer = offered(_TOWNS, chosen=st.session_state.get(_TOWNS, ()))
    narrow(offer, key=_TOWNS, only_one=choose_it_too)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(say(labels.PERSON_ID), key=_ID, max_chars=255)
        roles: list[Role] = list(Role)
        st.selectbox(say(labels.ROLE), roles, format_func=lambda one: say(ROLES[one]), key=_ROLE)
        choose_several(labels.ORGANISATIONS, offer.names, key=_TOWNS)
        st.button(say(labels.GIVE_ROLE), key="people.give", on_click=_give)


def _give() -> None:
    person_id, role = st.session_state[_ID].strip(), st.session_state[_ROLE]
    if fault_of_id(person_id):
        st.toast(say(labels.BAD_ID), icon=":material/warning:")
        return
    of_editor = tuple(st.session_state[_TOWNS]) if role is Role.EDITOR else ()
    message = labels.ROLE_GIVEN

    def give() -> None:
        nonlocal message
        before = workspace().people()
        if workspace().set_role(person_id, role, organisations=of_editor) in before:
            message = labels.ROLE_THE_SAME

    if not attempt(give):
        return
    st.toast(say(message), icon=":material/check:")
    st.session_state.update({_ID: "", _TOWNS: []})


def _log(actions: Sequence[Action], names: Mapping[str, str]) -> None:
    headers = (labels.WHEN, labels.NAME, labels.DEED, labels.DONE_TO, labels.STATE)
    rows = [_action_cells(one, names) for one in actions]
    title = say(labels.LOG)
    table = table_html([say(one) for one in headers], rows, caption=title, kind="ita-table ita-log")
    st.html(section_title_html(title) + table)


def _action_cells(action: Action, names: Mapping[str, str]) -> tuple[str, ...]:
    extra = detail_text(action, names, lambda role: say(ROLES[role]))
    deed = say(ACTIONS[action.kind])
    state = labels.DONE if action.ended_at else labels.NOT_ENDED
    return (
        escape(time_text(action.began_at)),
        escape(action.person_name or action.person_id or say(labels.THIS_COMPUTER)),
        escape(f"{deed} ({extra})" if extra else deed),
        f'{escape(_title(action))} <span class="ita-id">{escape(action.subject)}</span>',
        escape(say(labels.FAILED if action.failed else state)),
    )


def _title(action: Action) -> str:
    """What it was done to; a draft has no name here, which is its maker's."""
    is_draft = action.kind is ActionKind.EXPORT and action.subject and not action.title
    return say(labels.DRAFT) if is_draft else action.title
