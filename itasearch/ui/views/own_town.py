"""The officer's own town: chosen once, remembered while the window is open.

The matrix, the neighbours and what is lacking begin with it; without a choice the first
side of a comparison ("we") is taken. Imports the workspace, its neighbours and streamlit.
"""

from collections.abc import Mapping

import streamlit as st

from itasearch.model.library import OrganisationSummary
from itasearch.ui import strings_many as m
from itasearch.ui.sides import town_label
from itasearch.ui.state import last_answer, say
from itasearch.ui.views.compare_years import named_in_url

_REMEMBERED = "own_town"


def town_names(summaries: tuple[OrganisationSummary, ...]) -> dict[str, str]:
    """What to choose from, by id: organisations that have a report or an ITA result."""
    return {one.organisation.id: town_label(one.organisation) for one in summaries}


def town_asked(parameter: str, towns: Mapping[str, str]) -> str | None:
    """The town that the URL names, else the remembered one; None where neither is known."""
    if parameter in st.query_params:
        return named_in_url(st.query_params[parameter], towns)
    left = last_answer("compare").get("left", "")
    remembered = st.session_state.get(_REMEMBERED, left)
    known = remembered in towns if isinstance(remembered, str) else False
    return str(remembered) if known else None


def choose_town(key: str, towns: Mapping[str, str]) -> str | None:
    """A list to choose the own town from; the choice is remembered.

    Args:
        key: of the widget.
        towns: labels by id.
    """
    if st.session_state.get(key) not in towns:
        st.session_state[key] = None
    chosen: str | None = st.selectbox(
        say(m.OWN_TOWN),
        list(towns),
        index=None,
        format_func=lambda value: towns.get(value, value),
        key=key,
        placeholder=say(m.OWN_TOWN_HINT),
        filter_mode="contains",
    )
    st.session_state[_REMEMBERED] = chosen or ""
    return chosen
