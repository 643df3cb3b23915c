"""The query of the search view as its URL has it, and chips: links that change a part of it.

The whole query is in the address, so Back works and the answer can be sent on. A chip shows what
it does by a sign, never by colour alone; page.js restores the focus after a rerun.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Self

import streamlit as st

from itasearch.model.ranking import Arrangement, HitOrder, Refinement, SearchMode
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.ui.kit import html
from itasearch.ui.kit.state import address, number_in_url, url_values
from itasearch.ui.kit.widgets import band_in_url
from itasearch.workspace import FILTER_FIELDS, NO_FILTER_NAMES, FilterNames

ABOUT_PARAMETER = "about"
"""Query parameter that names the measure whose topics are corrected in a window."""
PAGE_SIZE, MOST_HITS = 10, 100  #: Hits shown at first, and at most


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What is asked, and how the answer is arranged."""

    text: str = ""
    like: tuple[str, ...] = ()  #: ids of measures that the hits shall be like
    without: tuple[str, ...] = ()  #: added words, and names of the text, that are switched off
    filters: FilterNames = NO_FILTER_NAMES  #: ids, and values as the URL has them
    band: ScoreBand = EVERY_TOTAL
    mode: SearchMode = SearchMode.HYBRID
    order: HitOrder = HitOrder.RELEVANCE
    limit: int = PAGE_SIZE
    about: str = ""  #: id of the measure whose topics are open in a window; "" for none

    @classmethod
    def from_url(cls, allowed: Mapping[str, Sequence[str]]) -> Self:
        """The query of the URL, without what makes no sense or is not of the allowed values."""
        values = st.query_params
        filters = {
            field: tuple(url_values(name, allowed[name])) for name, field in FILTER_FIELDS.items()
        }
        return cls(
            text=values.get("q", "").strip(),
            like=tuple(dict.fromkeys(filter(None, values.get_all("like"))))[:5],
            without=tuple(dict.fromkeys(values.get_all("without"))),
            filters=FilterNames(**filters),
            band=band_in_url(),
            mode=SearchMode(next(iter(url_values("mode", SearchMode)), SearchMode.HYBRID)),
            order=HitOrder(next(iter(url_values("order", HitOrder)), HitOrder.RELEVANCE)),
            limit=min(max(number_in_url("k", digits=4) or PAGE_SIZE, PAGE_SIZE), MOST_HITS),
            about=values.get(ABOUT_PARAMETER, ""),
        )

    def to_url(self) -> dict[str, str | Sequence[str]]:
        """Its query parameters; what is as it always is, is empty."""
        return {
            "q": self.text,
            "like": self.like,
            "without": self.without,
            **{name: getattr(self.filters, field) for name, field in FILTER_FIELDS.items()},
            "mode": "" if self.mode is SearchMode.HYBRID else self.mode,
            "k": "" if self.limit == PAGE_SIZE else str(self.limit),
            "order": "" if self.order is HitOrder.RELEVANCE else self.order,
            **self.band.in_address,
            ABOUT_PARAMETER: self.about,
        }

    def href(self, **changes: Any) -> str:
        """Address of the query with these fields changed, from its first hit on."""
        changed: SearchQuery = replace(self, **{"limit": PAGE_SIZE, "about": "", **changes})
        return address("./", changed.to_url())

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for; other filters alone are no question."""
        chosen = self.filters.topics or self.filters.indicators
        return bool(self.text or self.like or chosen)

    @property
    def filter_count(self) -> int:
        """How many filters are chosen."""
        values = sum(len(getattr(self.filters, field)) for field in FILTER_FIELDS.values())
        return values + sum(side is not None for side in (self.band.least, self.band.most))

    @property
    def refinement(self) -> Refinement:
        """What was refined of the question, and how its hits are arranged; facets are counted."""
        arrangement = Arrangement(order=self.order, band=self.band, counted=True)
        return Refinement(without=self.without, like=self.like, arrangement=arrangement)


def toggled(values: Sequence[str], value: str) -> tuple[str, ...]:
    """The values with this one put in, or taken out."""
    others = tuple(other for other in values if other != value)
    return others if value in values else (*others, value)


def removable_html(text: str, href: str, *, action: str) -> str:
    """Something that was chosen, with a cross to take it off; `action` is what the click does."""
    return _chip(f'{escape(text)}<span class="cross" aria-hidden="true">×</span>', href, action)


def restorable_html(text: str, href: str) -> str:
    """Something that was taken off, with a sign that a click puts it back."""
    return _chip(f"{escape(text)} {html.Icon.RESUMED.html()}", href, text)


def chips_html(name: str, *chips: str) -> str:
    """Chips (markup) in a line after their name; "" for none."""
    if not chips:
        return ""
    return (
        f'<div class="ita-chips" role="group" aria-label="{escape(name)}">'
        f'<span class="name">{escape(name)}</span>{"".join(chips)}</div>'
    )


def _chip(body: str, href: str, name: str) -> str:
    key, tip = escape(f"removable {name}"), escape(name)
    return (
        f'<a class="ita-link stay ita-chip removable" href="{escape(href)}" data-key="{key}"'
        f' aria-label="{tip}" title="{tip}">{body}</a>'
    )
