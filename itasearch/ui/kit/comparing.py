"""The views that compare, and the links among them: those of one town, and those of several."""

from collections.abc import Iterable, Sequence
from enum import Enum
from html import escape

import streamlit as st

from itasearch.model.effects import FEWEST_ADOPTERS
from itasearch.ui.kit import html, labels as kit_labels
from itasearch.ui.kit.routes import ViewAddress
from itasearch.ui.kit.state import address, last_answer, workspace
from itasearch.wording.label import Label
from itasearch.wording.language import phrase, say

NONE_YET = "-"  #: In the URL: the years are to be shown, but of no organisation yet


class Comparing(Enum):
    """A view that compares, or a town's page: label, address, query parameter of the town."""

    _value_: tuple[Label, ViewAddress, str]

    TOWN = (Label("Overview"), "town", "id")
    TWO = (Label("Two towns"), "compare", "left")
    YEARS = (Label("Years", "compare"), "compare", "years")
    TOWNS = (kit_labels.COMPARE_TOWNS, "matrix", "like")
    QUESTIONS = (kit_labels.COMPARE_QUESTIONS, "questions", "")
    SIMILAR = (kit_labels.COMPARE_SIMILAR, "neighbours", "org")
    LACKING = (kit_labels.COMPARE_LACKING, "coverage", "org")
    PLAN = (kit_labels.COMPARE_PLAN, "plan", "org")
    EFFECTS = (kit_labels.COMPARE_EFFECTS, "effects", "")


_OF_TOWN = (
    Comparing.TOWN,
    Comparing.YEARS,
    Comparing.SIMILAR,
    Comparing.LACKING,
    Comparing.PLAN,
    Comparing.TOWNS,
)
_OF_SEVERAL = (Comparing.TWO, Comparing.YEARS, Comparing.TOWNS, Comparing.QUESTIONS)


def show_bar(here: Comparing, *, town: str = "") -> None:
    """Draw the links to the views of a town, by its id, or of several."""
    can_answer = workspace().library.organisation_count() >= 2 * FEWEST_ADOPTERS
    st.html(bar_html(here, town=town, effects=can_answer))


def bar_html(here: Comparing, *, town: str = "", effects: bool = True) -> str:
    """Links to the views of a town, which goes along, or of several; the same for every town."""
    kinds = _OF_SEVERAL + (Comparing.EFFECTS,) * (effects or here is Comparing.EFFECTS)
    if here in _OF_TOWN and here not in _OF_SEVERAL:
        kinds = _OF_TOWN if town else _OF_TOWN[1:]
    links = [(say(kind.value[0]), _address(kind, town), kind is here) for kind in kinds]
    return tabs_html(phrase("What to compare"), links)


def tabs_html(name: str, links: Iterable[tuple[str, str, bool]]) -> str:
    """Views that belong together, side by side: words, address, and whether it is this one."""
    tabs = "".join(
        f'<a class="ita-link tab" href="{escape(href)}"'
        f"{html.CURRENT_PAGE if is_here else ''}>{escape(text)}</a>"
        for text, href, is_here in links
    )
    return f'<nav class="ita-tabs" aria-label="{escape(name)}">{tabs}</nav>'


def _address(kind: Comparing, town: str) -> str:
    _label, view, parameter = kind.value
    values: dict[str, str | Sequence[str]] = {}
    if kind in (Comparing.TOWNS, Comparing.EFFECTS, Comparing.QUESTIONS):
        values = {name: value for name, value in last_answer(view).items() if name != "cell"}
    if parameter:
        values[parameter] = town or (NONE_YET if kind is Comparing.YEARS else "")
    return address(view, values)
