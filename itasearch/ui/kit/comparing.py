"""The views below an entry of the menu, and the tabs that lead from each to the others."""

from collections.abc import Iterable
from enum import Enum
from html import escape

import streamlit as st

from itasearch.ui.kit import html, labels as kit_labels
from itasearch.ui.kit.routes import ViewAddress
from itasearch.ui.kit.state import address, last_answer
from itasearch.wording.label import Label
from itasearch.wording.language import say

NONE_YET = "-"  #: In the URL: an organisation is still to be chosen, for its years or its page


class Comparing(Enum):
    """A view with tabs, in their order: entry of the menu, label, address, parameter of the town.

    The entry is the label under which `ui/main.py` has it in the menu.
    """

    _value_: tuple[Label, Label, ViewAddress, str]

    TWO = (kit_labels.NAV_COMPARE, Label("Two towns"), "compare", "left")
    YEARS = (kit_labels.NAV_COMPARE, Label("Years", "compare"), "compare", "years")
    TOWN = (kit_labels.NAV_OUR_TOWN, Label("Facts", "town"), "town", "id")
    PLAN = (kit_labels.NAV_OUR_TOWN, kit_labels.COMPARE_PLAN, "plan", "org")
    DRAFT = (kit_labels.NAV_OUR_TOWN, Label("Template"), "template", "")
    TOWNS = (kit_labels.NAV_TOWNS, Label("Table", "towns"), "matrix", "like")
    SIMILAR = (kit_labels.NAV_TOWNS, kit_labels.COMPARE_SIMILAR, "neighbours", "org")
    LACKING = (kit_labels.NAV_TOWNS, kit_labels.COMPARE_LACKING, "coverage", "org")
    QUESTIONS = (kit_labels.NAV_TOWNS, kit_labels.COMPARE_QUESTIONS, "questions", "")

    @property
    def entry(self) -> Label:
        """The entry of the menu that the view is below."""
        return self.value[0]

    @property
    def parameter(self) -> str:
        """Query parameter that names the town; "" where the view is of no town."""
        return self.value[3]


_TOWN = "comparing.town"  # of the session: the town of the last view that has one


def show_bar(here: Comparing, *, town: str = "") -> None:
    """Draw the tabs; the town, by its id, goes along, also over views without one."""
    if here.parameter:
        st.session_state[_TOWN] = town
    st.html(bar_html(here, town=st.session_state.get(_TOWN, "")))


def bar_html(here: Comparing, *, town: str = "") -> str:
    """Links to all views below the same entry of the menu: the same in each of them."""
    views = [view for view in Comparing if view.entry == here.entry]
    links = [(say(view.value[1]), _address(view, town), view is here) for view in views]
    return tabs_html(say(here.entry), links)


def tabs_html(name: str, links: Iterable[tuple[str, str, bool]]) -> str:
    """Views that belong together, side by side: words, address, and whether it is this one."""
    tabs = "".join(
        f'<a class="ita-link tab" href="{escape(href)}"'
        f"{html.CURRENT_PAGE if is_here else ''}>{escape(text)}</a>"
        for text, href, is_here in links
    )
    return f'<nav class="ita-tabs" aria-label="{escape(name)}">{tabs}</nav>'


def _address(place: Comparing, town: str) -> str:
    """Where the view is as it was seen last, if that was of this town."""
    _entry, _label, view, parameter = place.value
    values = {name: value for name, value in last_answer(view).items() if name != "cell"}
    if parameter and values.get(parameter) != [town]:
        of_any = values if place is Comparing.TOWNS else {}
        none = NONE_YET if place is Comparing.YEARS else ""
        return address(view, {**of_any, parameter: town or none})
    return address(view, values)
