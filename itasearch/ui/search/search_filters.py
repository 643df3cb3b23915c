"""The filters below the search box, and those in force above the answer."""

import streamlit as st

from itasearch.model.ranking import SearchMode
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.html import link_html, quiet_html, shortened
from itasearch.ui.kit.state import UrlValues, say
from itasearch.ui.search import labels as f
from itasearch.ui.search.asked import FACETS, FILTERS, cleared, turn, values_of
from itasearch.ui.search.chips import chips_html, removable_html
from itasearch.ui.search.facets import facets_html, value_name
from itasearch.workspace import FilterChoices, FilterNames

ORGANISATION_KEY, MODE_KEY = "search.organisation", "search.mode"
MODES = [str(mode) for mode in SearchMode]
_NAME = 60


def chosen(asked: UrlValues) -> FilterNames:
    """The filters of the question."""
    return FilterNames(
        organisations=values_of(asked, "organisation"),
        types=values_of(asked, "type"),
        provinces=values_of(asked, "province"),
        fiscal_years=values_of(asked, "year"),
        indicators=values_of(asked, "indicator"),
        topics=values_of(asked, "topic"),
    )


def show(asked: UrlValues, choices: FilterChoices) -> None:
    """Draw the filters, folded until they are asked for."""
    count = sum(bool(values_of(asked, name)) for name in FILTERS)
    label = say(s.FILTERS_ON, count=count) if count else say(s.FILTERS)
    # The key keeps it open when its label changes with the first choice.
    with st.expander(label, icon=":material/tune:", key="search_filters"):
        facets = facets_html(asked, choices, filters=chosen(asked))
        st.html(facets + quiet_html(say(f.FACETS_HELP)) if facets else "<span></span>")
        first, second = st.columns([2, 1])
        with first:
            names = {o.id: o.name for o in choices.organisations}
            st.multiselect(
                say(s.FILTER_ORGANISATION),
                list(names),
                format_func=lambda value: names.get(value, value),
                key=ORGANISATION_KEY,
                placeholder=say(s.FILTER_ANY),
                filter_mode="contains",
                select_all=False,
            )
        with second:
            st.selectbox(
                say(s.FILTER_MODE),
                MODES,
                format_func=lambda mode: say(s.MODE_LABELS[SearchMode(mode)]),
                key=MODE_KEY,
                filter_mode=None,
            )


def in_force_html(asked: UrlValues, choices: FilterChoices) -> str:
    """The chosen filters, each with the way to take it off; "" when there are none."""
    towns = {o.id: o.name for o in choices.organisations}
    named = [("organisation", one, towns[one]) for one in values_of(asked, "organisation")]
    named += [(key, one, value_name(key, one)) for key in FACETS for one in values_of(asked, key)]
    chips = [
        removable_html(
            shortened(text, _NAME), turn(asked, name, value), said=say(f.TAKE_OFF, name=text)
        )
        for name, value, text in named
    ]
    if len(chips) > 1:
        chips.append(link_html(say(f.ALL_FILTERS_OFF), cleared(asked, *FILTERS), kind="small stay"))
    return chips_html(say(f.FILTERS_SET), *chips) if chips else ""
