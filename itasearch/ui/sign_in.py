"""Over every view: who is signed in, and the button to sign in or out."""

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.ui.kit import labels as kit_labels, markdown
from itasearch.ui.kit.state import workspace
from itasearch.ui.kit.who import can_sign_in, session_end, sign_out
from itasearch.wording.language import phrase, say
from itasearch.wording.names import ROLES


def show_sign_in() -> None:
    """Draw who is signed in and the button to sign in or out; at the library's computer nothing."""
    try:
        person = workspace().person
    except ItaSearchError:
        return  # the view says what is wrong
    if person.at_computer:
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
        # By a provider, not by a proxy.
        if can_sign_in() and st.user.get("is_logged_in") and not session_end()():
            st.button(phrase("Sign out"), key="who.out", type="tertiary", on_click=sign_out)
