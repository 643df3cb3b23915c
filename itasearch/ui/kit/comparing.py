"""The views that compare and those that plan, and the tabs that lead from each to the others."""

from collections.abc import Iterable
from enum import Enum
from html import escape

import streamlit as st

from itasearch.ui.kit import html, labels as kit_labels
from itasearch.ui.kit.routes import ViewAddress
from itasearch.ui.kit.state import address, last_answer
from itasearch.wording.label import Label
from itasearch.wording.language import phrase, say

NONE_YET = "-"  #: In the URL: the years are to be shown, but of no organisation yet


class Comparing(Enum):
    """A view with tabs, in their order: label, address, query parameter of the town."""

    _value_: tuple[Label, ViewAddress, str]

    TOWN = (Label("One town"), "town", "id")
    TWO = (Label("Two towns"), "compare", "left")
    YEARS = (Label("Years", "compare"), "compare", "years")
    TOWNS = (kit_labels.COMPARE_TOWNS, "matrix", "like")
    SIMILAR = (kit_labels.COMPARE_SIMILAR, "neighbours", "org")
    LACKING = (kit_labels.COMPARE_LACKING, "coverage", "org")
    QUESTIONS = (kit_labels.COMPARE_QUESTIONS, "questions", "")
    PLAN = (kit_labels.COMPARE_PLAN, "plan", "org")
    DRAFT = (Label("Template"), "template", "")


_PLANNING = (Comparing.PLAN, Comparing.DRAFT)
_TOWN = "comparing.town"  # of the session: the town of the last view that has one


def show_bar(here: Comparing, *, town: str = "") -> None:
    """Draw the tabs; the town, by its id, goes along, also over views without one."""
    if here.value[2]:
        st.session_state[_TOWN] = town
    st.html(bar_html(here, town=st.session_state.get(_TOWN, "")))


def bar_html(here: Comparing, *, town: str = "") -> str:
    """Links to all views that compare, or to those that plan: the same in each of them."""
    is_planning = here in _PLANNING
    kinds = [it for it in Comparing if (it in _PLANNING) is is_planning]
    links = [(say(kind.value[0]), _address(kind, town), kind is here) for kind in kinds]
    return tabs_html(phrase("Ways to compare and plan"), links)


def tabs_html(name: str, links: Iterable[tuple[str, str, bool]]) -> str:
    """Views that belong together, side by side: words, address, and whether it is this one."""
    tabs = "".join(
        f'<a class="ita-link tab" href="{escape(href)}"'
        f"{html.CURRENT_PAGE if is_here else ''}>{escape(text)}</a>"
        for text, href, is_here in links
    )
    return f'<nav class="ita-tabs" aria-label="{escape(name)}">{tabs}</nav>'


def _address(kind: Comparing, town: str) -> str:
    """Where the view is as it was seen last, if that was of this town."""
    _label, view, parameter = kind.value
    values = {name: value for name, value in last_answer(view).items() if name != "cell"}
    if parameter and values.get(parameter) != [town]:
        of_any = values if kind is Comparing.TOWNS else {}
        none = NONE_YET if kind is Comparing.YEARS else ""
        return address(view, {**of_any, parameter: town or none})
    return address(view, values)
