"""Streamlit widgets of several views: lists to choose from by typing, and the button for more."""

from collections.abc import Mapping

import streamlit as st

from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import link_html
from itasearch.ui.kit.state import LIBRARY, address, say


def choose_named(
    label: kit_labels.Label,
    names: Mapping[str, str],
    *,
    key: str,
    hint: kit_labels.Label = kit_labels.NAME_HINT,
) -> str | None:
    """A list to choose one of `names`, labels by id; a choice no longer among them is forgotten."""
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    chosen: str | None = st.selectbox(
        say(label),
        list(names),
        index=None,
        format_func=lambda value: names.get(value, value),
        key=key,
        placeholder=say(hint),
        filter_mode="contains",
    )
    return chosen


def choose_several(label: kit_labels.Label, names: Mapping[str, str], *, key: str) -> None:
    """A list to choose any of `names`, labels by id."""
    st.multiselect(
        say(label),
        list(names),
        format_func=lambda value: names.get(value, value),
        key=key,
        placeholder=say(kit_labels.FILTER_ANY),
        filter_mode="contains",
        select_all=False,
    )


def more_button(text: str, *, key: str, limit: int) -> None:
    """A button that makes the URL ask for `limit` entries of a list (`k`)."""
    st.button(text, key=key, width="stretch", on_click=_set_limit, args=(limit,))


def _set_limit(limit: int) -> None:
    st.query_params["k"] = str(limit)


def show_reports_needed(label: kit_labels.Label) -> None:
    """Draw that the library lacks reports, with the way to add them."""
    st.info(say(label), icon=":material/folder_open:")
    st.html(link_html(say(kit_labels.GO_TO_LIBRARY), address(LIBRARY), kind="button"))
