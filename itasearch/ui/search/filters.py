"""Filters of the search view with counts, and what was added to or refined a query.

A count is of measures that the other filters leave, so a value that would lead to no hit is
not offered; one that was chosen always is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from itasearch.domain.topics import topics
from itasearch.errors import BackendError, ItaSearchError
from itasearch.model.classification import FacetCounts
from itasearch.model.ranking import AddedName, Addition, SearchMode
from itasearch.model.records import OrganisationType, StoredMeasure
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit import widgets
from itasearch.ui.kit.cards import indicator_name, province_name, topic_name, town_name
from itasearch.ui.kit.html import details_html, link_html, quiet_html, text_html
from itasearch.ui.kit.icons import Icon, icon_html
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.organisations import choose_it_too, narrow, offered
from itasearch.ui.kit.state import UrlValues, say, typed_year, url_values, workspace
from itasearch.ui.kit.widgets import choose_several
from itasearch.ui.search import arrangement as search_arrangement
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.query import (
    FACETS,
    FILTERS,
    Choice,
    changed,
    chips_html,
    choices_html,
    chosen_chips_html,
    removable_html,
    switch_html,
    turn,
    values_of,
)
from itasearch.wording.label import shortened
from itasearch.workspace import FilterChoices, FilterNames

ORGANISATION_KEY, MODE_KEY = "search.organisation", "search.mode"
MODES = [str(mode) for mode in SearchMode]

_TITLE_LENGTH, _WORD_LENGTH = 70, 60
"""Most code points of a title and of a word on a chip."""

_FIRST = 10
"""Values of a filter that are shown before the rest opens."""

_MOST_WORDS, _LEAST_OF_GROUP, _MOST_GROUPS = 4, 3, 4
"""Added words shown at first, fewest of each group among them, most groups shown at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facet:
    """A filter of links.

    Attributes:
        values: all that this library may have, by FilterChoices, in the order to show them.
        counted: the counts by value, as the URL has them.
        read: a value as it may be typed into the URL to one of `values`.
    """

    label: Label
    values: Callable[[FilterChoices], list[str]]
    name: Callable[[str], str]
    counted: Callable[[FacetCounts], dict[str, int]]
    without: Callable[[FilterNames], FilterNames]
    by_count: bool = False
    read: Callable[[str], str] = str


def _texts(counts: Mapping[int, int] | Mapping[str, int]) -> dict[str, int]:
    return {str(value): count for value, count in counts.items()}


_FACETS = {
    "topic": _Facet(
        label=search_labels.FILTER_TOPIC,
        values=lambda _choices: [one.id for one in topics()],
        name=topic_name,
        counted=lambda counts: _texts(counts.topics),
        without=lambda filters: replace(filters, topics=()),
        by_count=True,
    ),
    "indicator": _Facet(
        label=kit_labels.FILTER_INDICATOR,
        values=lambda choices: [str(number) for number in choices.indicators],
        name=lambda number: indicator_name(int(number)),
        counted=lambda counts: _texts(counts.indicators),
        without=lambda filters: replace(filters, indicators=()),
    ),
    "year": _Facet(
        label=kit_labels.FILTER_YEAR,
        values=lambda choices: [str(year) for year in choices.fiscal_years],
        name=str,
        counted=lambda counts: _texts(counts.fiscal_years),
        without=lambda filters: replace(filters, fiscal_years=()),
        read=typed_year,
    ),
    "type": _Facet(
        label=kit_labels.FILTER_TYPE,
        values=lambda choices: [str(kind) for kind in choices.types],
        name=lambda kind: say(kit_labels.TYPE_LABELS[OrganisationType(kind)]),
        counted=lambda counts: _texts(counts.types),
        without=lambda filters: replace(filters, types=()),
    ),
    "province": _Facet(
        label=kit_labels.FILTER_PROVINCE,
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


def facets_in_url(choices: FilterChoices) -> dict[str, tuple[str, ...]]:
    """Values of each filter of links in the URL that this library may have."""
    return {
        name: tuple(url_values(name, facet.values(choices), read=facet.read))
        for name, facet in _FACETS.items()
    }


def warn_of_unknown(choices: FilterChoices) -> None:
    """Warn of values of filters in the URL that this library does not have."""
    for name, facet in _FACETS.items():
        widgets.warn_of_unknown(name, facet.values(choices), read=facet.read)
    widgets.warn_of_unknown("mode", MODES)
    ids = st.query_params.get_all("organisation")
    widgets.warn_of_unknown("organisation", list(organisation_names(ids)))


def facets_html(
    query: UrlValues,
    choices: FilterChoices,
    *,
    filters: FilterNames,
    counted: Callable[[FilterNames], FacetCounts | None],
) -> str:
    """All filters of links under their names.

    Args:
        counted: how many measures have each value, inside filters.
    """
    whole = counted(filters)
    parts = []
    for name in FACETS:
        facet = _FACETS[name]
        counts = counted(facet.without(filters)) if values_of(query, name) else whole
        if found := _offered(name, query, allowed(name, choices), counts):
            parts.append(_facet_html(say(facet.label), found))
    return "".join(parts)


def _facet_html(name: str, choices: Sequence[Choice]) -> str:
    rest = say(search_labels.FACET_REST, count=len(choices) - _FIRST)
    return choices_html(name, choices, first=_FIRST, rest=rest)


def topics_html(query: UrlValues, *, filters: FilterNames) -> str:
    """The topics to look at, each of them a question; "" before they are indexed."""
    counts = counts_of(filters, band=search_arrangement.band(query))
    if counts is None:
        return ""
    found = _offered("topic", query, [topic.id for topic in topics()], counts)
    return _facet_html(say(search_labels.BROWSE), found) if found else ""


def counts_of(filters: FilterNames, *, band: ScoreBand = EVERY_TOTAL) -> FacetCounts | None:
    """How many measures have each value; None without a usable index, which the answer reports."""
    try:
        return workspace().facet_counts(filters, band=band)
    except BackendError:
        return None


def _offered(
    name: str, query: UrlValues, values: list[str], counts: FacetCounts | None
) -> list[Choice]:
    """The values to offer."""
    facet, chosen = _FACETS[name], values_of(query, name)
    counted = None if counts is None else facet.counted(counts)
    offered = [v for v in values if counted is None or counted.get(v) or v in chosen]
    if facet.by_count and counted is not None:
        offered.sort(key=lambda value: -counted.get(value, 0))
    return [_choice(facet, name, value, query=query, counted=counted) for value in offered]


def _choice(
    facet: _Facet, name: str, value: str, *, query: UrlValues, counted: dict[str, int] | None
) -> Choice:
    shown = facet.name(value)
    count = None if counted is None else counted.get(value, 0)
    return Choice(
        name=shown,
        turn=turn(query, name, value),
        chosen=value in values_of(query, name),
        count=count,
        spoken_label=shown
        if count is None
        else say(search_labels.FACET_COUNT, name=shown, count=count),
    )


def chosen(query: UrlValues) -> FilterNames:
    """The filters of the question."""
    return FilterNames(
        organisations=values_of(query, "organisation"),
        types=values_of(query, "type"),
        provinces=values_of(query, "province"),
        fiscal_years=values_of(query, "year"),
        indicators=values_of(query, "indicator"),
        topics=values_of(query, "topic"),
    )


def show_opener() -> None:
    """Draw what opens and folds the filters where they are not beside the answer.

    It never changes, so it stays as it is while filters are chosen; style.css shows what it opens.
    """
    shut, is_open = say(search_labels.FILTER_AND_SORT), say(search_labels.CLOSE_FILTERS)
    st.html(
        '<details class="ita-opener"><summary>'
        f'<span class="shut">{icon_html(Icon.FILTER)}{text_html(shut)}</span>'
        f'<span class="open">{text_html(is_open)}<span aria-hidden="true">×</span></span>'
        "</summary></details>"
    )


def show(
    query: UrlValues,
    choices: FilterChoices,
    *,
    counted: Callable[[FilterNames], FacetCounts | None],
    help_text: str,
) -> None:
    """Draw order and filters.

    Args:
        help_text: what the counts are of.
    """
    st.html(search_arrangement.html(query))
    facets = facets_html(query, choices, filters=chosen(query), counted=counted)
    st.html(facets + search_arrangement.band_html(query) + quiet_html(help_text))
    offer = offered(ORGANISATION_KEY, chosen=values_of(query, "organisation"))
    narrow(offer, key=ORGANISATION_KEY, only_one=choose_it_too)
    names = {one.organisation.id: town_name(one.organisation.name) for one in offer.summaries}
    choose_several(kit_labels.FILTER_ORGANISATION, names, key=ORGANISATION_KEY)
    st.selectbox(
        say(kit_labels.FILTER_MODE),
        MODES,
        format_func=lambda mode: say(kit_labels.MODE_LABELS[SearchMode(mode)]),
        key=MODE_KEY,
        filter_mode=None,
    )


def chosen_html(query: UrlValues) -> str:
    """The chosen filters, each with the way to take it off; "" when there are none."""
    towns = organisation_names(values_of(query, "organisation"))
    named = [("organisation", one, name) for one, name in towns.items()]
    named += [(key, one, _FACETS[key].name(one)) for key in FACETS for one in values_of(query, key)]
    named += search_arrangement.chosen(query)
    return chosen_chips_html(query, named, filters=FILTERS)


def organisation_names(organisation_ids: Sequence[str]) -> dict[str, str]:
    """Names of the organisations that the library has of these, by id, in the order given."""
    found = {
        one.organisation.id: one.organisation
        for one in (workspace().organisations_of(organisation_ids) if organisation_ids else ())
    }
    return {one: town_name(found[one].name) for one in organisation_ids if one in found}


def liked_html(query: UrlValues) -> str:
    """The measures that the answer shall be like; "" for none."""
    liked = values_of(query, "like")
    if not liked:
        return ""
    chips = chips_html(say(search_labels.LIKE), *(_measure_chip(query, one) for one in liked))
    if not query["q"]:
        return chips
    only = changed(query, q="", without=())
    return chips + link_html(say(search_labels.ONLY_LIKE), only, kind="small")


def title_of(measure_id: str) -> str:
    """Title of a measure, or that it is gone."""
    try:
        found = workspace().show(measure_id)
    except ItaSearchError:
        return say(search_labels.GONE)
    return found.measure.title if isinstance(found, StoredMeasure) else say(search_labels.GONE)


def _measure_chip(query: UrlValues, measure_id: str) -> str:
    title = shortened(title_of(measure_id), _TITLE_LENGTH)
    action = say(search_labels.REMOVE_FILTER, name=title)
    return removable_html(title, turn(query, "like", measure_id), action=action)


def added_html(query: UrlValues, offered: Sequence[AddedName]) -> str:
    """The words that were added to the query, grouped by the words they were added for."""
    respelt = [one for one in offered if one.kind is Addition.RESPELLING]
    others = [one for one in offered if one.kind is not Addition.RESPELLING]
    lines = [_respelt_html(query, one) for one in respelt]
    lines += _words_html(query, others)
    return "".join(lines)


def _respelt_html(query: UrlValues, one: AddedName) -> str:
    off = one.name in values_of(query, "without")
    label, other = (
        (search_labels.RESPELLED_NOT_USED, search_labels.RESPELLED_SWITCH_ON)
        if off
        else (search_labels.RESPELLED, search_labels.RESPELLED_SWITCH_OFF)
    )
    values = {
        "name": shortened(one.name, _WORD_LENGTH),
        "asked": shortened(one.asked, _WORD_LENGTH),
    }
    way = link_html(say(other, **values), turn(query, "without", one.name).href, kind="small stay")
    return f'<p class="ita-respelt">{text_html(say(label, **values))} · {way}</p>'


def _words_html(query: UrlValues, added: Sequence[AddedName]) -> list[str]:
    if not added:
        return []
    groups = dict[str, list[AddedName]]()
    for one in added:
        groups.setdefault(one.asked, []).append(one)
    first = max(_LEAST_OF_GROUP, _MOST_WORDS // len(groups))
    parts = [_group_html(query, name, words, first=first) for name, words in groups.items()]
    body = "".join(parts[:_MOST_GROUPS])
    if rest := list(groups.values())[_MOST_GROUPS:]:
        hidden = [one for words in rest for one in words]
        body += _more_html(query, hidden, "".join(parts[_MOST_GROUPS:]))
    name = say(search_labels.ADDED_WORDS)
    return [chips_html(name, f'<div class="groups">{body}</div>')]


def _group_html(query: UrlValues, name: str, words: Sequence[AddedName], *, first: int) -> str:
    """Words after those of the query that they were added for; the rest of many opens."""
    if len(words) == first + 1:  # "1 more" takes the place of the word itself
        first += 1
    chips = [_word_html(query, one) for one in words]
    body = "".join(chips[:first])
    if hidden := words[first:]:
        body += _more_html(query, hidden, "".join(chips[first:]))
    for_what = text_html(shortened(name, _WORD_LENGTH))
    arrow = icon_html(Icon.RIGHT)
    return f'<span class="group"><span class="asked">{for_what}</span>{arrow}{body}</span>'


def _more_html(query: UrlValues, hidden: Sequence[AddedName], body: str) -> str:
    """Hidden words (markup) behind their number; open when one of them is switched off."""
    off = values_of(query, "without")
    is_open = any(one.name in off for one in hidden)
    more = say(search_labels.ADDED_MORE, count=len(hidden))
    return details_html(more, f'<div class="groups">{body}</div>', kind="more", is_open=is_open)


def _word_html(query: UrlValues, one: AddedName) -> str:
    return switch_html(
        shortened(one.name, _WORD_LENGTH),
        turn(query, "without", one.name),
        on=one.name not in values_of(query, "without"),
        tip=say(search_labels.ADDED_HELP),
    )
