"""The button that watches a search or a town; what is watched already leads to the list."""

import streamlit as st

from itasearch.model.people import Right
from itasearch.model.ranking import Query
from itasearch.ui.kit.faults import on_press
from itasearch.ui.kit.html import link_html
from itasearch.ui.kit.icons import Icon, icon_html
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import WATCHES, address, may, phrase, say, workspace
from itasearch.ui.towns.own_town import chosen_town
from itasearch.ui.watch import labels


def watch_search_button(what: Query) -> None:
    """Draw the button for a search, made by `workspace.watches.query`."""
    _show(what, help_text=labels.WATCH_SEARCH_HELP, key="search.watch")


def watch_town_button(town: str) -> None:
    """Draw the button for an organisation, by its id."""
    _show(town, help_text=labels.WATCH_TOWN_HELP, key="town.watch")


def _show(what: Query | str, *, help_text: Label, key: str) -> None:
    owner = chosen_town() or ""
    watch = workspace().watches.find(what, owner=owner)
    if watch is not None:
        href = address(WATCHES, {"id": watch.id})
        link = link_html(say(Label("Watched", "watch")), href, kind="small")
        mark = f'<p class="ita-onward ita-watched">{icon_html(Icon.CHECK)}{link}</p>'
        st.html(mark, width="content")
        return
    if not may(Right.WATCH):
        return
    st.button(
        phrase("Watch"),
        key=key,
        icon=":material/visibility:",
        type="tertiary",
        help=say(help_text),
        on_click=on_press,
        args=(lambda: workspace().watches.add(what, owner=owner),),
    )
