"""Saved searches, and what is new of one: hits of reports that were added since a moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from itasearch.model.ranking import Hit, HitOrder, Query, SearchMode

MOST_WATCHES = 100  #: Saved searches of one person
LONGEST_WATCH_NAME = 120  #: Most code points of the name of a saved search


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A saved search."""

    id: str  #: random, 16 hexadecimal digits: whoever knows it can read the feed
    name: str
    query: Query
    maker: str = ""  #: id of the person who saved it; "" for this computer
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHit:
    """A hit of a saved search whose report was added after a given moment."""

    hit: Hit
    added_at: datetime


def search_address(query: Query) -> Mapping[str, str | tuple[str, ...]]:
    """Query parameters of a search in the app, without those that have their default."""
    filters, refinement = query.filters, query.refinement
    arrangement = refinement.arrangement
    values: dict[str, str | tuple[str, ...]] = {
        "q": query.text,
        "like": refinement.like,
        "without": refinement.without,
        "organisation": filters.organisation_ids,
        "topic": filters.topics,
        "indicator": tuple(map(str, filters.indicators)),
        "year": tuple(map(str, filters.fiscal_years)),
        "type": filters.types,
        "province": filters.provinces,
        "mode": "" if query.mode is SearchMode.HYBRID else query.mode.value,
        "order": "" if arrangement.order is HitOrder.RELEVANCE else arrangement.order.value,
        **arrangement.band.in_address,
    }
    return {name: value for name, value in values.items() if value}
