"""What answers can be narrowed to: topics, indicators, years, types and provinces, with counts.

A count is of measures that the other filters leave, so a value that would lead to nothing is
not offered; one that was chosen always is. Imports the model, the workspace and its
neighbours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from itasearch.domain.topics import topics
from itasearch.errors import BackendError
from itasearch.model.classification import FacetCounts
from itasearch.model.records import OrganisationType
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.about import topic_name
from itasearch.ui.kit.cards import indicator_name, province_name
from itasearch.ui.kit.state import UrlValues, say, workspace
from itasearch.ui.kit.strings import Label
from itasearch.ui.search import labels as f
from itasearch.ui.search.asked import FACETS, turn, values_of
from itasearch.ui.search.chips import Choice, choices_html
from itasearch.workspace import FilterChoices, FilterNames


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facet:
    """A filter of links.

    Attributes:
        values: all that this library may have, by FilterChoices, in the order to show them.
        name: a value in the screen's language.
        counted: the counts by value, as the URL has them.
        without: the filters but for this one.
        by_count: whether the most frequent values stand first.
        first: how many stand before the rest.
    """

    label: Label
    values: Callable[[FilterChoices], list[str]]
    name: Callable[[str], str]
    counted: Callable[[FacetCounts], dict[str, int]]
    without: Callable[[FilterNames], FilterNames]
    by_count: bool = False
    first: int = 10


def _texts(counts: Mapping[int, int] | Mapping[str, int]) -> dict[str, int]:
    return {str(value): count for value, count in counts.items()}


_FACETS = {
    "topic": _Facet(
        label=f.FILTER_TOPIC,
        values=lambda _choices: [one.id for one in topics()],
        name=topic_name,
        counted=lambda counts: _texts(counts.topics),
        without=lambda filters: replace(filters, topics=()),
        by_count=True,
    ),
    "indicator": _Facet(
        label=s.FILTER_INDICATOR,
        values=lambda choices: [str(number) for number in choices.indicators],
        name=lambda number: indicator_name(int(number)),
        counted=lambda counts: _texts(counts.indicators),
        without=lambda filters: replace(filters, indicators=()),
    ),
    "year": _Facet(
        label=s.FILTER_YEAR,
        values=lambda choices: [str(year) for year in choices.fiscal_years],
        name=str,
        counted=lambda counts: _texts(counts.fiscal_years),
        without=lambda filters: replace(filters, fiscal_years=()),
    ),
    "type": _Facet(
        label=s.FILTER_TYPE,
        values=lambda choices: [str(kind) for kind in choices.types],
        name=lambda kind: say(s.TYPE_LABELS[OrganisationType(kind)]),
        counted=lambda counts: _texts(counts.types),
        without=lambda filters: replace(filters, types=()),
    ),
    "province": _Facet(
        label=s.FILTER_PROVINCE,
        values=lambda choices: list(choices.provinces),
        name=province_name,
        counted=lambda counts: _texts(counts.provinces),
        without=lambda filters: replace(filters, provinces=()),
        by_count=True,
    ),
}


def allowed(name: str, choices: FilterChoices) -> list[str]:
    """Values of a filter that this library may have."""
    return _FACETS[name].values(choices)


def value_name(name: str, value: str) -> str:
    """A value of a filter in the screen's language."""
    return _FACETS[name].name(value)


def facets_html(asked: UrlValues, choices: FilterChoices, *, filters: FilterNames) -> str:
    """All filters of links under their names."""
    whole = counts_of(filters)
    parts = []
    for name in FACETS:
        facet = _FACETS[name]
        counts = counts_of(facet.without(filters)) if values_of(asked, name) else whole
        found = _offered(name, asked, allowed(name, choices), counts)
        rest = say(f.FACET_REST, count=len(found) - facet.first)
        if found:
            parts.append(choices_html(say(facet.label), found, first=facet.first, rest=rest))
    return "".join(parts)


def topics_html(asked: UrlValues, *, filters: FilterNames) -> str:
    """The topics to look at, each of them a question; "" before they are indexed."""
    counts = counts_of(filters)
    if counts is None:
        return ""
    found = _offered("topic", asked, [topic.id for topic in topics()], counts)
    rest = say(f.FACET_REST, count=len(found) - _FACETS["topic"].first)
    return (
        choices_html(say(f.BROWSE), found, first=_FACETS["topic"].first, rest=rest) if found else ""
    )


def counts_of(filters: FilterNames) -> FacetCounts | None:
    """How many measures have each value; None while the index cannot tell, which answers say."""
    try:
        return workspace().facet_counts(filters)
    except BackendError:
        return None


def _offered(
    name: str, asked: UrlValues, values: list[str], counts: FacetCounts | None
) -> list[Choice]:
    """The values to offer."""
    facet, chosen = _FACETS[name], values_of(asked, name)
    counted = None if counts is None else facet.counted(counts)
    offered = [v for v in values if counted is None or counted.get(v) or v in chosen]
    if facet.by_count and counted is not None:
        offered.sort(key=lambda value: -counted.get(value, 0))
    return [_choice(facet, name, value, asked=asked, counted=counted) for value in offered]


def _choice(
    facet: _Facet, name: str, value: str, *, asked: UrlValues, counted: dict[str, int] | None
) -> Choice:
    shown = facet.name(value)
    count = None if counted is None else counted.get(value, 0)
    return Choice(
        name=shown,
        turn=turn(asked, name, value),
        chosen=value in values_of(asked, name),
        count=count,
        said=shown if count is None else say(f.FACET_COUNT, name=shown, count=count),
    )
