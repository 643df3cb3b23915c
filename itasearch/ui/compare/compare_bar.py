"""The bar of links among the kinds of comparison; the town that is looked at goes along.

Imports its neighbours only.
"""

from enum import StrEnum
from html import escape

from itasearch.ui.compare.comparison_head import NONE_YET
from itasearch.ui.kit.state import COMPARE, COVERAGE, MATRIX, NEIGHBOURS, address, last_answer, say
from itasearch.ui.towns import labels as m


class Comparing(StrEnum):
    """The kinds of comparison, in the order of the bar."""

    TWO = "two"
    YEARS = "years"
    MANY = "many"
    NEAR = "near"
    LACKING = "lacking"


_LABELS = {
    Comparing.TWO: m.TWO,
    Comparing.YEARS: m.YEARS,
    Comparing.MANY: m.MANY,
    Comparing.NEAR: m.NEAR,
    Comparing.LACKING: m.LACKING,
}


def bar_html(here: Comparing, *, town: str = "") -> str:
    """Links to all kinds of comparison.

    Args:
        here: the kind that is shown.
        town: id of the organisation that goes along; "" for none.
    """
    links = "".join(_link_html(kind, town, here=kind is here) for kind in Comparing)
    return f'<nav class="ita-modes" aria-label="{escape(say(m.KINDS))}">{links}</nav>'


def _link_html(kind: Comparing, town: str, *, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    href, text = escape(_address(kind, town)), escape(say(_LABELS[kind]))
    return f'<a class="ita-link mode" href="{href}"{current}>{text}</a>'


def _address(kind: Comparing, town: str) -> str:
    match kind:
        case Comparing.TWO:
            return address(COMPARE, {"left": town})
        case Comparing.YEARS:
            return address(COMPARE, {"years": town or NONE_YET})
        case Comparing.MANY:
            kept = {name: one for name, one in last_answer("matrix").items() if name != "cell"}
            return address(MATRIX, {**kept, "like": town})
        case Comparing.NEAR:
            return address(NEIGHBOURS, {"org": town})
        case Comparing.LACKING:
            return address(COVERAGE, {"org": town})
