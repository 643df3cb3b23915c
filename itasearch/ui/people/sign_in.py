"""Who is signed in, below the bar; nothing on the library's own computer."""

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.people import Right
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import link_html, quiet_html
from itasearch.ui.kit.state import PEOPLE, address, say, workspace
from itasearch.ui.kit.who import can_sign_in, can_sign_out, sign_out
from itasearch.ui.people import labels as people_labels
from itasearch.wording.people import ROLES


def show() -> None:
    """Draw the person's name and role, and the button to sign in or out."""
    try:
        person = workspace().person
    except ItaSearchError:
        return  # the view says what is wrong
    if not person.signed_in and not person.reads_only:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="who"):
        if not person.signed_in:
            if can_sign_in():
                st.button(say(kit_labels.SIGN_IN), key="who.in", on_click=st.login)
            else:
                st.html(quiet_html(say(kit_labels.READS)))
            return
        name = person.name or person.id
        st.html(quiet_html(f"{name} · {say(ROLES[person.role])}"))
        if Right.ADMINISTER in person.rights:
            link = link_html(say(people_labels.TITLE), address(PEOPLE), kind="small")
            st.html(link, width="content")
        if can_sign_out():
            st.button(say(kit_labels.SIGN_OUT), key="who.out", type="tertiary", on_click=sign_out)
