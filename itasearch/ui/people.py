"""People of a shared library, their roles and log; over every view who is signed in."""

from collections.abc import Mapping, Sequence

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.people import Action, ActionKind, KnownPerson, Right, Role, fault_of_id
from itasearch.ui.kit import labels as kit_labels, markdown
from itasearch.ui.kit.cards import town_names
from itasearch.ui.kit.faults import attempt
from itasearch.ui.kit.state import address, may, workspace
from itasearch.ui.kit.who import can_sign_in, session_end, sign_out
from itasearch.ui.kit.widgets import choose_from, choose_several, narrow, offered, show_table
from itasearch.wording.label import Label
from itasearch.wording.labels import time_text
from itasearch.wording.language import phrase, say
from itasearch.wording.names import ACTIONS, ROLE, ROLES, detail_text, organisations_in

TITLE = Label("People and log")
NAME = Label("Name")
ORGANISATIONS = Label("Organisations")
STATE = Label("State", "people")
GIVE_ROLE = Label("Give a role")
BAD_ID = Label("Type the person's id as the provider or proxy has it.")

_ID, _ROLE, _TOWNS = "people.id", "people.to", "people.towns"  #: Keys of the form's widgets

_PEOPLE_HEADERS = ((NAME, Label("Id")), (ROLE, ORGANISATIONS), (Label("Last seen"),))
_LOG_HEADERS = ((Label("When", "people"), NAME), (Label("Did"), STATE), (Label("What"),))
"""What is below each other in a cell of each column: a phone has room for three columns."""

_Cells = tuple[tuple[str, ...], ...]


def render() -> None:
    """Draw the view; for others than administrators a sentence."""
    st.title(say(TITLE), anchor=False)
    if not may(Right.ADMINISTER):
        st.info(phrase("This page is for administrators."), icon=":material/lock:")
        return
    people, actions = workspace().people.all(), workspace().people.log(most=200)
    ids = organisations_in(actions).union(*(person.organisation_ids for person in people))
    names = town_names(workspace().library.organisations_of(sorted(ids)) if ids else ())
    st.subheader(phrase("{count:users}", count=len(people)), anchor=False)
    if people:
        _show_table([_person_cells(who, names) for who in people], _PEOPLE_HEADERS, key="all")
    st.subheader(say(GIVE_ROLE), anchor=False)
    offer = offered(_TOWNS, chosen=st.session_state.get(_TOWNS, ()))
    narrow(offer, key=_TOWNS)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(phrase("The person's id"), key=_ID, max_chars=255)
        choose_from(say(ROLE), ROLES, key=_ROLE)
        choose_several(ORGANISATIONS, offer.names, key=_TOWNS)
        st.button(say(GIVE_ROLE), key="people.give", on_click=_give)
    st.subheader(phrase("What was done last"), anchor=False)
    if actions:
        _show_table([_action_cells(row, names) for row in actions], _LOG_HEADERS, key="log")


def _show_table(rows: Sequence[_Cells], headers: Sequence[Sequence[Label]], *, key: str) -> None:
    lines = [["  \n".join(map(markdown.plain, filter(None, cell))) for cell in row] for row in rows]
    with st.container(key=f"people_{key}"):
        show_table(lines, [" · ".join(map(say, column)) for column in headers])


def _person_cells(person: KnownPerson, names: Mapping[str, str]) -> _Cells:
    owners = ", ".join(names.get(id, id) for id in person.organisation_ids)
    if not owners and person.role is not Role.READER:
        owners = phrase("all")
    seen = "–" if person.last_seen is None else time_text(person.last_seen)
    return (person.name, person.id), (say(ROLES[person.role]), owners), (seen,)


def _give() -> None:
    person_id, role = st.session_state[_ID].strip(), st.session_state[_ROLE]
    if fault_of_id(person_id):
        st.toast(say(BAD_ID), icon=":material/warning:")
        return
    of_editor = tuple(st.session_state[_TOWNS]) if role is Role.EDITOR else ()
    message = Label("The role applies within a minute.")

    def give() -> None:
        nonlocal message
        before = workspace().people.all()
        if workspace().people.set_role(person_id, role, organisations=of_editor) in before:
            message = Label("The person has this role already.")

    if not attempt(give):
        return
    st.toast(say(message), icon=":material/check:")
    st.session_state.update({_ID: "", _TOWNS: []})


def _action_cells(action: Action, names: Mapping[str, str]) -> _Cells:
    extra = detail_text(action, names, lambda role: say(ROLES[role]))
    deed = say(ACTIONS[action.kind])
    state = Label("done") if action.ended_at else Label("going on, or stopped")
    # A draft has no name here, which is its maker's.
    is_draft = action.kind is ActionKind.EXPORT and action.subject and not action.title
    title = phrase("a draft") if is_draft else action.title
    who = action.person_name or action.person_id or phrase("the library's computer")
    did = f"{deed} ({extra})" if extra else deed
    ended = say(Label("failed") if action.failed else state)
    return (time_text(action.began_at), who), (did, ended), (f"{title} {action.subject}",)


def show_sign_in() -> None:
    """Draw who is signed in and the button to sign in or out; at the own computer nothing."""
    try:
        person = workspace().person
    except ItaSearchError:
        return  # the view says what is wrong
    if not person.signed_in and not person.reads_only:
        return
    with st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="who"
    ):
        if not person.signed_in:
            if can_sign_in():
                st.button(phrase("Sign in"), key="who.in", type="tertiary", on_click=st.login)
            else:
                st.caption(say(kit_labels.READS), width="content")
            return
        name = person.name or person.id
        st.caption(markdown.plain(f"{name} · {say(ROLES[person.role])}"), width="content")
        if Right.ADMINISTER in person.rights:
            st.markdown(markdown.link(say(TITLE), address("people")), width="content")
        # By a provider, not by a proxy.
        if can_sign_in() and st.user.get("is_logged_in") and not session_end()():
            st.button(phrase("Sign out"), key="who.out", type="tertiary", on_click=sign_out)
