"""The person's own organisation: chosen once, remembered by her browser and not by the server.

It is never a town that an address names. Comparisons without it begin with the town that the
session saw last as "we", else with the draft's target.
"""

from collections.abc import Container

import streamlit as st

from itasearch.ui.draft.current import current_summary
from itasearch.ui.kit import widgets
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.state import last_answer, town_named, workspace
from itasearch.ui.kit.who import TOWN_COOKIE, recalled, remember
from itasearch.ui.towns import labels as towns_labels

_REMEMBERED = "own_town"  # key of the town that comparisons of this session begin with


def initial_town(parameter: str) -> str | None:
    """The town that the URL names, else the remembered one; None where neither is known."""
    if parameter in st.query_params:
        return widgets.named_in_url(st.query_params[parameter], widgets.KnownOrganisations())
    return own_town(widgets.KnownOrganisations())


def chosen_town() -> str | None:
    """Id of the town that the person chose as her own; None if none, or the library lacks it."""
    return _valid(recalled(TOWN_COOKIE), widgets.KnownOrganisations())


def set_own_town(town: str) -> None:
    """Remember an organisation, by its id, as the person's own; "" forgets it."""
    remember(TOWN_COOKIE, town)
    st.session_state[_REMEMBERED] = town


def own_town(towns: Container[str]) -> str | None:
    """The town of this session, if it is among `towns` by its id; None where none is known."""
    if chosen := _valid(recalled(TOWN_COOKIE), towns):
        return chosen
    if _REMEMBERED in st.session_state:
        return _valid(st.session_state[_REMEMBERED], towns)
    if compared := _valid(last_answer("compare").get("left", ""), towns):
        return compared
    draft = current_summary()
    return _valid(town_named(draft.organisation), towns) if draft and draft.organisation else None


def _valid(town: object, towns: Container[str]) -> str | None:
    return town if isinstance(town, str) and town and town in towns else None


def choose_town(key: str) -> str | None:
    """A list to choose the own town from; what the person chooses is remembered."""
    chosen = widgets.choose_organisation(
        towns_labels.OWN_TOWN,
        widgets.offered(key, chosen=[st.session_state[key]]),
        key=key,
        on_change=lambda: set_own_town(str(st.session_state.get(key) or "")),
        is_quiet=True,
    )
    st.session_state[_REMEMBERED] = chosen or ""
    return chosen


def shows_no_reports(here: Comparing) -> bool:
    """Draw a link to add reports where there is nothing to compare yet; whether that is so."""
    library = workspace().library
    if library.report_count() and library.organisation_count():
        return False
    show_bar(here)
    widgets.show_reports_needed(towns_labels.NO_REPORTS)
    return True
