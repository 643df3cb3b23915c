"""The question of the search view as its URL has it, and the URLs that change a piece of it.

Everything that is not a widget (topics, added words, likes) is changed by a link: the
whole question stands in its address, so Back works and the answer can be sent on.
Imports its neighbours chips, state and pictures.
"""

from collections.abc import Sequence

from itasearch.ui.kit.pictures import PAGE_PARAMETER
from itasearch.ui.kit.state import SEARCH, UrlValues, address
from itasearch.ui.search.chips import Turn

ABOUT_PARAMETER = "about"
"""Query parameter that names the measure whose topics are corrected in a window."""

FACETS = ("topic", "indicator", "year", "type", "province")
"""Filters that links choose, by their query parameters, in the order to show them."""

FILTERS = ("organisation", *FACETS)
REFINEMENTS = ("like", "unlike", "without")
PASSING = ("k", PAGE_PARAMETER, ABOUT_PARAMETER)
"""Parameters that a changed question begins without."""


def values_of(asked: UrlValues, name: str) -> tuple[str, ...]:
    """Values of a parameter; () when the question does not have it."""
    value = asked.get(name, ())
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(value)


def changed(asked: UrlValues, **values: str | Sequence[str]) -> str:
    """Address of the question with these parameters instead of its own, from its first hit on."""
    kept = {name: value for name, value in asked.items() if name not in PASSING}
    return address(SEARCH, {**kept, **values})


def toggled(asked: UrlValues, name: str, value: str) -> str:
    """Address of the question with a value of a parameter put in, or taken out."""
    return changed(asked, **{name: with_or_without(values_of(asked, name), value)})


def turn(asked: UrlValues, name: str, value: str) -> Turn:
    """The click that puts a value of a parameter in, or takes it out."""
    puts = value not in values_of(asked, name)
    return Turn(name=name, value=value, puts=puts, href=toggled(asked, name, value))


def cleared(asked: UrlValues, *names: str) -> str:
    """Address of the question without these parameters."""
    return changed(asked, **dict.fromkeys(names, ()))


def judged(asked: UrlValues, measure_id: str, *, name: str) -> Turn:
    """The click that puts a measure in or out of `name` ("like" or "unlike"), out of the other."""
    other = "unlike" if name == "like" else "like"
    kept = tuple(one for one in values_of(asked, other) if one != measure_id)
    now = values_of(asked, name)
    href = changed(asked, **{name: with_or_without(now, measure_id), other: kept})
    puts = measure_id not in now
    return Turn(name=name, value=measure_id, puts=puts, href=href, other=other)


def opened(asked: UrlValues, name: str, measure_id: str) -> str:
    """Address of the same answer with a window open over it."""
    windows = (PAGE_PARAMETER, ABOUT_PARAMETER)
    kept = {key: value for key, value in asked.items() if key not in windows}
    return address(SEARCH, {**kept, name: measure_id})


def with_or_without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The values with this one put in, or taken out if it is among them."""
    if value in values:
        return tuple(one for one in values if one != value)
    return (*values, value)
