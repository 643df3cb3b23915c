"""Filters of the search view with counts, and chips of what was chosen or refined.

A count is of measures that the other filters leave: what would lead to no hit is not offered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from itasearch.domain.topics import topics
from itasearch.errors import BackendError
from itasearch.model.classification import FacetCounts
from itasearch.model.ranking import SearchMode
from itasearch.model.records import OrganisationType
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.ui.kit import html, labels as kit_labels, markdown, widgets
from itasearch.ui.kit.cards import town_names
from itasearch.ui.kit.state import measure_named, workspace
from itasearch.ui.kit.who import TOWN_COOKIE, recalled
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.query import SearchQuery, chips_html, removable_html, toggled
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.names import HIT_ORDERS, TYPES, indicator_name, province_name, topic_name
from itasearch.wording.watches import band_name
from itasearch.workspace import FILTER_FIELDS, NO_FILTER_NAMES, FilterChoices, FilterNames

_KEYS = {name: f"search.{name}" for name in FILTER_FIELDS}
_MODE, _ORDER, _BAND = "search.mode", "search.order", "search.band"
KEYS = (*_KEYS.values(), _MODE, _ORDER, _BAND)  #: Keys of the widgets that `show` draws


_FACETS: Mapping[str, tuple[Label, Callable[[str], str]]] = {
    "province": (kit_labels.FILTER_PROVINCE, province_name),
    "topic": (kit_labels.FILTER_TOPIC, topic_name),
    "indicator": (kit_labels.FILTER_INDICATOR, lambda number: indicator_name(int(number))),
    "year": (kit_labels.FILTER_YEAR, str),
    "type": (kit_labels.FILTER_TYPE, lambda kind: say(TYPES[OrganisationType(kind)])),
}
"""Labels of filters with counts and of their values, by query parameter, in the order to show."""
_BY_COUNT = ("topic", "province")
"""Those that offer the own town's value first, then the most frequent one."""


def allowed(choices: FilterChoices) -> dict[str, list[str]]:
    """Values of each filter that this library may have, by query parameter."""
    towns = organisation_names(st.query_params.get_all("organisation"))
    of_library = {
        name: [str(value) for value in getattr(choices, FILTER_FIELDS[name])]
        for name in _FACETS
        if name != "topic"
    }
    topic_ids = [topic.id for topic in topics()]
    return {"organisation": [*towns], "topic": topic_ids, **of_library}


def warn_of_unknown(choices: FilterChoices) -> None:
    """Warn of values of filters in the URL that this library does not have."""
    for name, values in allowed(choices).items():
        widgets.warn_of_unknown(name, values)
    widgets.warn_of_unknown("mode", SearchMode)


def widget_values(query: SearchQuery) -> dict[str, object]:
    """What the widgets of this query hold, by their keys."""
    values = {key: [*getattr(query.filters, FILTER_FIELDS[name])] for name, key in _KEYS.items()}
    return {**values, _MODE: query.mode, _ORDER: query.order, _BAND: query.band}


def chosen_in(query: SearchQuery) -> SearchQuery:
    """The query with what the widgets hold."""
    state = st.session_state
    chosen = {FILTER_FIELDS[name]: tuple(state[key]) for name, key in _KEYS.items()}
    mode, order, band = (state[key] for key in (_MODE, _ORDER, _BAND))
    return replace(query, filters=FilterNames(**chosen), mode=mode, order=order, band=band)


def counts_of(filters: FilterNames, *, band: ScoreBand = EVERY_TOTAL) -> FacetCounts | None:
    """How many measures have each value; None without a usable index, which the answer reports."""
    try:
        return workspace().index.facet_counts(filters, band=band)
    except BackendError:
        return None


def show(
    query: SearchQuery,
    choices: FilterChoices,
    *,
    counted: Callable[[FilterNames], FacetCounts | None],
    help_text: str,
    read: Mapping[str, str],
) -> None:
    """Draw what opens the order and the filters; `read`: what the query's words choose."""
    count = query.filter_count
    popover = widgets.filter_popover(Label("Filter"), key="search_filters", count=count)
    with popover:
        if not popover.open:
            return
        widgets.choose_from(phrase("Sort by"), HIT_ORDERS, key=_ORDER)
        whole, values = counted(query.filters), allowed(choices)
        for name, (title, _name) in _FACETS.items():
            field = FILTER_FIELDS[name]
            chosen = getattr(query.filters, field)
            counts = counted(replace(query.filters, **{field: ()})) if chosen else whole
            if names := _offered(name, values[name], counts, chosen=chosen):
                widgets.choose_several(title, names, key=_KEYS[name], read=read.get(name, ""))
        key, chooses = _KEYS["organisation"], read.get("organisation", "")
        offer = widgets.offered(key, chosen=query.filters.organisations)
        widgets.narrow(offer, key=key)
        label = kit_labels.FILTER_ORGANISATION
        widgets.choose_several(label, offer.names, key=key, read=chooses)
        widgets.choose_band(key=_BAND)
        widgets.choose_from(phrase("Search by"), kit_labels.MODE_LABELS, key=_MODE)
        st.caption(markdown.plain(help_text))


def _offered(
    name: str, values: Sequence[str], counts: FacetCounts | None, *, chosen: Sequence[str]
) -> dict[str, str]:
    label = _FACETS[name][1]
    if counts is None:
        return {value: label(value) for value in values}
    counted = {str(value): count for value, count in getattr(counts, FILTER_FIELDS[name]).items()}
    offered = [value for value in values if counted.get(value) or value in chosen]
    if name in _BY_COUNT:
        own = workspace().library.organisations_of([recalled(TOWN_COOKIE)])
        ours = {town.organisation.province for town in own}
        offered.sort(key=lambda value: (value not in ours, -counted.get(value, 0)))
    return {value: f"{label(value)} ({counted.get(value, 0):,})" for value in offered}


def _chosen_html(query: SearchQuery) -> str:
    towns = organisation_names(query.filters.organisations)
    chips = []
    for name, field in FILTER_FIELDS.items():
        values = getattr(query.filters, field)
        for value in values:
            text = towns[value] if name == "organisation" else f"#{value}"
            if name in _FACETS:
                text = _FACETS[name][1](value)
            if name == "indicator":
                text = phrase("{name} · stated or guessed", name=text)
            rest = replace(query.filters, **{field: toggled(values, value)})
            chips.append(_filter_html(text, query.href(filters=rest)))
    if text := band_name(query.band):
        chips.append(_filter_html(text, query.href(band=EVERY_TOTAL)))
    if len(chips) > 1:
        clear = query.href(filters=NO_FILTER_NAMES, band=EVERY_TOTAL)
        chips.append(html.link(phrase("Clear filters"), clear, kind="small stay"))
    return chips_html(phrase("Only"), *chips)


def _filter_html(text: str, href: str, *, most: int = 60) -> str:
    action = phrase("Take “{name}” off", name=text)
    return removable_html(shortened(text, most), href, action=action)


def organisation_names(organisation_ids: Sequence[str]) -> dict[str, str]:
    """Names of the organisations that the library has of these, by id, in the order given."""
    if not organisation_ids:
        return {}
    names = town_names(workspace().library.organisations_of(organisation_ids))
    return {id: names[id] for id in organisation_ids if id in names}


def _liked_html(query: SearchQuery) -> str:
    removed = phrase("No longer in the library")
    chips = []
    for measure_id in query.like:
        stored = measure_named(measure_id)
        title = shortened(stored.measure.title if stored else removed, 70)
        href = query.href(like=toggled(query.like, measure_id))
        chips.append(_filter_html(title, href, most=70))
    liked = chips_html(say(search_labels.LIKE), *chips)
    if not query.text or not chips:
        return liked
    only = query.href(text="", without=())
    return liked + html.link(phrase("All that are like it, without the words"), only, kind="small")


def show_chosen(query: SearchQuery, read_as: str = "") -> bool:
    """Draw the chosen filters and likes, then `read_as` (markup); whether there was anything."""
    chips = _chosen_html(query) + _liked_html(query) + read_as
    if chips:
        st.html(f'<div class="ita-above">{chips}</div>')
    return bool(chips)
