"""What is watched, a search with its filters or a town, and what a look at it finds.

A watch is its maker's, or the library's without sign-in. A sighting is new when neither its id nor
its digest is known, and changed when its id has another digest: new ids after reading again and
further copies are no news.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from itasearch.model.ranking import HitOrder, Query, SearchMode

MOST_WATCHES = 100  #: Watches of one person; each is a search whenever reports change
LONGEST_WATCH_NAME = 120  #: Most code points of the name of a watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A search or a town that is watched."""

    id: str  #: random, 16 hexadecimal digits: who knows it reads its feed
    name: str  #: in Thai unless a person chose it; `Workspace.watch_in` has it in English.
    query: Query | None  #: the search, its filters as the library has them; None: a town
    town: str  #: id of the organisation that is watched; "" for a search
    owner: str  #: id of the organisation of its desk; "" for every desk.
    maker: str = ""  #: id of the person who watches; "" for this computer.
    made_at: datetime
    checked_at: datetime

    @property
    def address(self) -> Mapping[str, str | tuple[str, ...]]:
        """Query parameters of its page in the app: of the search, else of the town."""
        return {"id": self.town} if self.query is None else search_address(self.query)


def watch_key(what: Query | str, owner: str, *, maker: str = "") -> str:
    """Equal for equal searches, or the same town, of one owner and maker: none is watched twice."""
    named = what if isinstance(what, str) else asdict(what)
    if not isinstance(named, str) and not named["filters"]["measure_ids"]:
        del named["filters"]["measure_ids"]  # as it was before there were tags
    # As it was before watches had makers: those of this computer keep their keys.
    of = [named, owner, maker] if maker else [named, owner]
    return hashlib.sha256(json.dumps(of).encode()).hexdigest()


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


MOST_NEWS = 100  #: News of one watch that are kept, the newest
MOST_KNOWN = 1_000  #: Things of a watch known by their digests; the longest unseen go


class NewsKind(StrEnum):
    """Why something is news."""

    NEW = "new"
    CHANGED = "changed"


class NewsSubject(StrEnum):
    """What is new: a row of a report that a search finds; of a town a report, or ITA scores."""

    MEASURE = "measure"
    PLAN = "plan"
    RESULTS = "results"
    GUIDELINES = "guidelines"
    ITA_SCORES = "ita_scores"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Something that a look at a watch finds."""

    id: str  #: of the measure or report; of ITA scores one for each fiscal year
    digest: str  #: of what it says, but for blanks
    subject: NewsSubject
    title: str  #: of the measure; of a report its file's name; "" for ITA scores
    organisation: str  #: name of its organisation; "" if not known.
    fiscal_year_be: int | None
    copies: tuple[str, ...] = ()  #: ids of measures with the same text
    counts: bool = True  #: whether it can be news; not what is far down an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that was new or changed when a watch was looked at; as Sighting."""

    number: int  #: rises with each news of the library; of one look the best hit has the highest
    watch_id: str
    kind: NewsKind
    subject: NewsSubject
    item_id: str  #: of the measure or report, which may be gone since
    title: str
    organisation: str
    fiscal_year_be: int | None
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsCount:
    """How much is new and how much changed of a watch."""

    new: int = 0
    changed: int = 0

    @classmethod
    def of(cls, kinds: Sequence[NewsKind]) -> Self:
        """The count of these."""
        return cls(new=kinds.count(NewsKind.NEW), changed=kinds.count(NewsKind.CHANGED))

    @property
    def total(self) -> int:
        """Both together."""
        return self.new + self.changed


class Channel(StrEnum):
    """How news are sent; each value is the column that keeps the newest one's number."""

    MAIL = "mailed"
    WEBHOOK = "posted"


NO_NEWS = NewsCount()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentNews:
    """What was sent: recipients of a mail, with refused addresses and why, or a server's name."""

    count: NewsCount
    recipients: tuple[str, ...]
    refused: tuple[tuple[str, str], ...] = ()


def news_among(
    sightings: Sequence[Sighting], previous: Mapping[str, str]
) -> Iterator[tuple[Sighting, NewsKind]]:
    """New or changed sightings, in order; `previous` are digests by id, "" for an unknown text."""
    digests = set(previous.values())
    for sighting in sightings:
        if not sighting.counts or sighting.digest in digests:
            continue
        if sighting.id in previous:
            if previous[sighting.id]:
                yield sighting, NewsKind.CHANGED
        elif not any(copy in previous for copy in sighting.copies):
            yield sighting, NewsKind.NEW


def known_after(sightings: Sequence[Sighting], previous: Mapping[str, str]) -> dict[str, str]:
    """Digests by id after a look: sightings, copies, then the others, MOST_KNOWN in all."""
    now = {sighting.id: sighting.digest for sighting in sightings}
    copies = {copy: previous.get(copy, "") for sighting in sightings for copy in sighting.copies}
    merged = {**now, **{name: digest for name, digest in copies.items() if name not in now}}
    merged |= {name: digest for name, digest in previous.items() if name not in merged}
    return dict(list(merged.items())[:MOST_KNOWN])
