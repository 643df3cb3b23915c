"""What the items of the disclosure instrument (OIT) are about: O39 of 2566 is about ethics.

Numbers change from year to year; disclosure_items.toml has those years that are known.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from itasearch.domain.loader import records


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureItems:
    """The items of one fiscal year: numbers by the id of the topic that they are about."""

    fiscal_year_be: int
    topics: Mapping[str, tuple[int, ...]]


def topic_of_item(number: int, fiscal_year_be: int | None) -> tuple[str, int] | None:
    """The topic of an item and the year in which the item has this number; None: not known.

    Args:
        fiscal_year_be: None for the newest known year that has the item.
    """
    known = records("disclosure_items.toml", "year", DisclosureItems)
    for one in sorted(known, key=lambda year: -year.fiscal_year_be):
        if fiscal_year_be not in (None, one.fiscal_year_be):
            continue
        for topic, numbers in one.topics.items():
            if number in numbers:
                return topic, one.fiscal_year_be
    return None
