"""What is watched: a search with its filters, or a town; by whom, and since when.

A watch is its maker's; of the library's own computer, where nobody signs in, the library's. Its
owner is the organisation on whose desk it is. What a person has seen of it is not kept here; her
browser knows when she was here last.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from itasearch.model.ranking import HitOrder, Query, SearchMode

MOST_WATCHES = 100
"""Watches of one person. Each is a search again whenever reports change."""

LONGEST_WATCH_NAME = 120
"""Most code points of the name of a watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A search or a town that is watched.

    Attributes:
        id: random, 16 hexadecimal digits: whoever knows it reads its feed.
        name: for people, in Thai unless a person chose it; `Workspace.watch_in` has it in English.
        query: the search; its filters have ids and names as the library has them. None: a town.
        town: id of the organisation that is watched; "" for a search.
        owner: id of the organisation on whose desk it is; "" for every desk.
        maker: id of the person who watches; "" for this computer.
    """

    id: str
    name: str
    query: Query | None
    town: str
    owner: str
    maker: str = ""
    made_at: datetime
    checked_at: datetime

    @property
    def address(self) -> Mapping[str, str | tuple[str, ...]]:
        """Query parameters of its page in the app: of the search, else of the town."""
        return {"id": self.town} if self.query is None else search_address(self.query)


def watch_key(what: Query | str, owner: str, *, maker: str = "") -> str:
    """Equal for equal searches, or the same town, of one owner and maker: none is watched twice."""
    named = what if isinstance(what, str) else asdict(what)
    # As it was before watches had makers: those of this computer keep their keys.
    of = [named, owner, maker] if maker else [named, owner]
    return hashlib.sha256(json.dumps(of).encode()).hexdigest()


def search_address(query: Query) -> Mapping[str, str | tuple[str, ...]]:
    """Query parameters of a search in the app; what is as it always is, is left out."""
    filters, refinement = query.filters, query.refinement
    arrangement, band = refinement.arrangement, refinement.arrangement.band
    found: dict[str, str | tuple[str, ...]] = {
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
        "least": "" if band.least is None else f"{band.least:g}",
        "most": "" if band.most is None else f"{band.most:g}",
    }
    return {name: value for name, value in found.items() if value}
