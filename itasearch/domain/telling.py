"""Words and sentences that tell what a measure is about, as topics and indicators have them.

Imports its neighbour entries only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from itasearch.domain.entries import texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What measures of one topic or indicator usually say.

    Words are compared loosely; a "+" joins parts that stand near each other in this order.

    Attributes:
        sentences: typical measures, to compare vectors with.
        title: words that tell in a title only.
        telling: words that tell wherever they stand.
        supporting: words that hint.
        headers: column headers under which such measures stand.
    """

    sentences: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


def telling_of(entry: Mapping[str, object]) -> Telling:
    """The words and sentences of one table of a TOML file; ValueError where one is no text."""
    return Telling(
        sentences=texts_of(entry, "sentences"),
        title=texts_of(entry, "title"),
        telling=texts_of(entry, "telling"),
        supporting=texts_of(entry, "supporting"),
        headers=texts_of(entry, "headers"),
    )


def shares_of(entry: Mapping[str, object], key: str) -> Mapping[int, float]:
    """Shares by whole number under `key`, such as { 9 = 0.3 }; ValueError when it is none."""
    value = entry.get(key)
    if not isinstance(value, dict) or not value:
        raise ValueError(f"{dict(entry)}: {key} must be a table of shares")
    shares = {int(number): float(share) for number, share in value.items()}
    if abs(sum(shares.values()) - 1) > 1e-6:
        raise ValueError(f"{dict(entry)}: the shares of {key} must sum to 1")
    return shares
