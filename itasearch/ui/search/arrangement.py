"""Order, band of ITA totals and size of the cards: choices of one value each.

They are links, as the filters are, so that Back undoes them and an answer can be sent on as
it is sorted. The address has `order`, `least`, `most` and `cards`; what is as it always is, is
left out.
"""

from collections.abc import Iterator, Sequence

import streamlit as st

from itasearch.domain.grades import passing_grades
from itasearch.model.ranking import Arrangement, HitOrder
from itasearch.model.towns import ScoreBand
from itasearch.ui.kit.html import badge_html
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import UrlValues, say, total_in_url
from itasearch.ui.search import labels
from itasearch.ui.search.query import changed, pick_html, picks_html

COMPACT = "compact"

_SMALLEST_STEP = 0.01  # points between two totals: ITA prints two digits


def in_url() -> dict[str, str]:
    """The choices as the URL has them; what makes no sense is left out."""
    values = st.query_params
    orders = [str(one) for one in HitOrder if one is not HitOrder.RELEVANCE]
    least, most = total_in_url("least"), total_in_url("most")
    if least is not None and most is not None and least > most:
        least = most = None
    return {
        "order": values.get("order", "") if values.get("order") in orders else "",
        "least": "" if least is None else f"{least:g}",
        "most": "" if most is None else f"{most:g}",
        "cards": COMPACT if values.get("cards") == COMPACT else "",
    }


def band(query: UrlValues) -> ScoreBand:
    """The band of ITA totals of the question."""
    least, most = str(query["least"]), str(query["most"])
    return ScoreBand(least=float(least) if least else None, most=float(most) if most else None)


def arrangement(query: UrlValues) -> Arrangement:
    """How the question's hits are sorted; its facets are counted."""
    return Arrangement(
        order=HitOrder(str(query["order"] or HitOrder.RELEVANCE)),
        band=band(query),
        counted=True,
    )


def band_html(query: UrlValues) -> str:
    """The bands of ITA totals to choose from."""
    chosen = (str(query["least"]), str(query["most"]))
    picks = [("", ""), *_offered_bands()]
    if chosen not in picks:
        picks.append(chosen)
    parts = [
        pick_html(
            _band_name(*one) or say(labels.ANY_TOTAL),
            changed(query, least=one[0], most=one[1]),
            key=f"band {one}",
            chosen=one == chosen,
        )
        for one in picks
    ]
    return picks_html(say(labels.FILTER_TOTAL), parts)


def _offered_bands() -> Iterator[tuple[str, str]]:
    """Least and most total, as in the address: from each grade that passes, and what did not."""
    grades = passing_grades()
    yield from ((str(one.least), "") for one in grades)
    yield "", f"{grades[-1].least - _SMALLEST_STEP:.2f}"


def html(query: UrlValues) -> str:
    """Order and cards to choose from."""
    orders = [("", say(labels.ORDERS[HitOrder.RELEVANCE]))]
    orders += [(str(o), say(labels.ORDERS[o])) for o in HitOrder if o is not HitOrder.RELEVANCE]
    cards = [("", say(labels.CARDS_FULL)), (COMPACT, say(labels.CARDS_COMPACT))]
    return _one_of(query, "order", labels.ORDER, orders) + _one_of(
        query, "cards", labels.CARDS, cards
    )


def _one_of(query: UrlValues, name: str, label: Label, values: Sequence[tuple[str, str]]) -> str:
    parts = [
        pick_html(
            text,
            changed(query, **{name: value}),
            key=f"{name} {value}",
            chosen=query[name] == value,
        )
        for value, text in values
    ]
    return picks_html(say(label), parts)


def chosen(query: UrlValues) -> list[tuple[str, str, str]]:
    """What is chosen: parameter, value, and what a chip says."""
    found = []
    if query["least"]:
        found.append(("least", str(query["least"]), _band_name(str(query["least"]), "")))
    if query["most"]:
        found.append(("most", str(query["most"]), _band_name("", str(query["most"]))))
    return found


def _band_name(least: str, most: str) -> str:
    if least and most:
        return say(labels.TOTAL_BETWEEN, least=least, most=most)
    if least:
        return say(labels.TOTAL_FROM, least=least)
    return say(labels.TOTAL_TO, most=most) if most else ""


def total_badge(total: float | None, year: int | None) -> str:
    """The newest ITA total of a hit's town; "" where it is not known."""
    if total is None:
        return ""
    text = say(labels.TOTAL_OF_TOWN, total=f"{total:.2f}")
    return badge_html(text if year is None else f"{text} ({year})", tip=say(labels.TOTAL_TIP))
