"""Administrators' view: people with their roles, a form to give one, and what was done."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from itasearch.model.people import Action, ActionKind, KnownPerson, Right, Role
from itasearch.ui.draft.current import attempt
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import table_html
from itasearch.ui.kit.state import may, say, workspace
from itasearch.ui.people import labels
from itasearch.wording.labels import time_text
from itasearch.wording.people import ACTIONS, ROLES

_MOST_ACTIONS = 200
"""Lines of the log; the command line has all."""


def render() -> None:
    """Draw the view; for others than administrators a sentence."""
    with faults_shown():
        st.subheader(say(labels.TITLE), anchor=False)
        if not may(Right.ADMINISTER):
            st.info(say(labels.ONLY_ADMINISTRATORS), icon=":material/lock:")
            return
        _people(workspace().people())
        _form()
        _log(workspace().log(most=_MOST_ACTIONS))


def _people(people: Sequence[KnownPerson]) -> None:
    ids = [owner for one in people for owner in one.organisation_ids]
    towns = workspace().organisations_of(ids) if ids else ()
    names = {one.organisation.id: one.organisation.name for one in towns}
    headers = (labels.NAME, labels.IDENTIFIER, labels.ROLE, labels.ORGANISATIONS, labels.LAST_SEEN)
    rows = [[escape(cell) for cell in _person_cells(one, names)] for one in people]
    caption = say(labels.PEOPLE, count=len(people))
    st.html(table_html([say(one) for one in headers], rows, caption=caption))


def _person_cells(person: KnownPerson, names: dict[str, str]) -> tuple[str, ...]:
    owners = ", ".join(names.get(one, one) for one in person.organisation_ids)
    if not owners and person.role is not Role.READER:
        owners = say(labels.ALL)
    seen = "–" if person.last_seen is None else time_text(person.last_seen)
    return person.name, person.id, say(ROLES[person.role]), owners, seen


def _form() -> None:
    names = {one.organisation.id: one.organisation.name for one in workspace().organisations()}
    with st.form("people.role", clear_on_submit=True), st.container(horizontal=True):
        person_id = st.text_input(say(labels.PERSON_ID), key="people.id", max_chars=255)
        roles: list[Role] = list(Role)
        role = st.selectbox(
            say(labels.ROLE), roles, format_func=lambda one: say(ROLES[one]), key="people.to"
        )
        towns = st.multiselect(
            say(labels.ORGANISATIONS),
            list(names),
            format_func=names.__getitem__,
            key="people.towns",
        )
        pressed = st.form_submit_button(say(labels.GIVE_ROLE))
    if not pressed or role is None:
        return
    if not person_id.strip():
        st.warning(say(labels.BAD_ID))
        return
    of_editor = tuple(towns) if role is Role.EDITOR else ()
    if attempt(lambda: workspace().set_role(person_id.strip(), role, organisations=of_editor)):
        st.toast(say(labels.ROLE_GIVEN), icon=":material/check:")
        st.rerun()


def _log(actions: Sequence[Action]) -> None:
    headers = (labels.WHEN, labels.NAME, labels.DEED, labels.DONE_TO, labels.STATE)
    rows = [[escape(cell) for cell in _action_cells(one)] for one in actions]
    st.html(table_html([say(one) for one in headers], rows, caption=say(labels.LOG)))


def _action_cells(action: Action) -> tuple[str, ...]:
    extra = str(action.count) if action.kind is ActionKind.UPLOAD else action.detail
    deed = say(ACTIONS[action.kind])
    state = labels.DONE if action.ended_at else labels.NOT_ENDED
    return (
        time_text(action.began_at),
        action.person_name or action.person_id or say(labels.THIS_COMPUTER),
        f"{deed} ({extra})" if extra else deed,
        " ".join(filter(None, (action.title, action.subject))),
        say(labels.FAILED if action.failed else state),
    )
