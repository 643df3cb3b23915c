"""What a look at a watch finds, and which of that is new or changed since the last one.

What is known of a watch is a digest of each thing by its id. A thing is new when neither its id
nor its digest is known, and changed when its id is known with another digest: a report that is
read again, and whose rows have other ids then, is no news. Nor is a further copy of a known text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

MOST_NEWS = 100
"""News of one watch that are kept, the newest."""

MOST_KNOWN = 1_000
"""Things of one watch that are known by their digests; what was not found for longest goes."""


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
    """Something that a look at a watch finds.

    Attributes:
        id: of the measure or report; of ITA scores one for each fiscal year.
        digest: of what it says, but for blanks.
        title: of the measure; of a report its file's name; "" for ITA scores.
        organisation: name of whose it is; "" where that is not known.
        copies: ids of measures with the same text.
        counts: whether it can be news; what is far down an answer only is known from then on.
    """

    id: str
    digest: str
    subject: NewsSubject
    title: str
    organisation: str
    fiscal_year_be: int | None
    copies: tuple[str, ...] = ()
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that was new or changed when a watch was looked at; fields as of Sighting.

    Attributes:
        number: rises with each news of the library; of one look the best hit has the highest.
        item_id: of the measure or report, which may be gone since.
    """

    number: int
    watch_id: str
    kind: NewsKind
    subject: NewsSubject
    item_id: str
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


NO_NEWS = NewsCount()


@dataclass(frozen=True, slots=True, kw_only=True)
class MailedNews:
    """What was sent by mail.

    Attributes:
        recipients: to whom the mail server took it.
        refused: addresses that it did not take, each with its answer.
    """

    count: NewsCount
    recipients: tuple[str, ...]
    refused: tuple[tuple[str, str], ...] = ()


def news_among(
    found: Sequence[Sighting], known: Mapping[str, str]
) -> Iterator[tuple[Sighting, NewsKind]]:
    """What is new or changed of what was found, in its order.

    Args:
        known: digest by id; "" for an id whose text is not known.
    """
    digests = set(known.values())
    for one in found:
        if not one.counts or one.digest in digests:
            continue
        if one.id in known:
            if known[one.id]:
                yield one, NewsKind.CHANGED
        elif not any(copy in known for copy in one.copies):
            yield one, NewsKind.NEW


def known_after(found: Sequence[Sighting], known: Mapping[str, str]) -> dict[str, str]:
    """Digests by id once `found` was compared with `known`, at most MOST_KNOWN.

    What was found comes first, then its copies, then the rest of `known`: the last are dropped.
    What is found no more stays known, so that a report that is removed and added again is no news.
    """
    now = {one.id: one.digest for one in found}
    copies = {copy: known.get(copy, "") for one in found for copy in one.copies}
    merged = {**now, **{name: digest for name, digest in copies.items() if name not in now}}
    merged |= {name: digest for name, digest in known.items() if name not in merged}
    return dict(list(merged.items())[:MOST_KNOWN])
