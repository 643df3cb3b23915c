"""The view ค้นหา: ask the library; the URL holds query and filters, so an answer can be sent on."""

from collections.abc import Mapping, Sequence

import streamlit as st

from itasearch.model.ranking import SearchMode
from itasearch.ui import strings as s
from itasearch.ui.cards import indicator_name
from itasearch.ui.faults import faults_told
from itasearch.ui.markup import link_html, quiet_html
from itasearch.ui.pictures import PAGE_PARAMETER
from itasearch.ui.state import (
    LIBRARY,
    address,
    follow_url,
    say,
    url_values,
    workspace,
    write_url,
)
from itasearch.ui.views import search_answer
from itasearch.workspace import FilterChoices, FilterNames

QUERY_KEY = "search.query"
MODE_KEY = "search.mode"
FILTER_KEYS = {
    "organisation": "search.organisation",
    "type": "search.type",
    "province": "search.province",
    "year": "search.year",
    "indicator": "search.indicator",
}
_KEYS = (QUERY_KEY, MODE_KEY, *FILTER_KEYS.values())
_MODES = [str(mode) for mode in SearchMode]


def render() -> None:
    """Draw the search box, its filters and the answer."""
    with faults_told():
        choices = workspace().filter_choices()
        follow_url("search", _KEYS, read=lambda: _url_state(choices))
        _query_form()
        _filters(choices)
        asked = _asked()
        write_url("search", asked, keys=_KEYS)
        if asked["similar"]:
            search_answer.show_similar(asked, filters=_chosen_filters())
        elif asked["q"]:
            mode = SearchMode(st.session_state[MODE_KEY])
            search_answer.show_answer(asked, mode=mode, filters=_chosen_filters())
        else:
            _welcome()


def _url_state(choices: FilterChoices) -> Mapping[str, object]:
    """What the URL says of each widget; values that this library does not have are left out."""
    allowed = {
        "organisation": [o.id for o in choices.organisations],
        "type": [str(kind) for kind in choices.types],
        "province": list(choices.provinces),
        "year": [str(year) for year in choices.fiscal_years],
        "indicator": [str(number) for number in choices.indicators],
    }
    filters = {key: url_values(name, allowed[name]) for name, key in FILTER_KEYS.items()}
    mode = next(iter(url_values("mode", _MODES)), str(SearchMode.HYBRID))
    return {QUERY_KEY: st.query_params.get("q", ""), MODE_KEY: mode, **filters}


def _asked() -> dict[str, str | Sequence[str]]:
    """The question as the URL has it."""
    mode = st.session_state[MODE_KEY]
    return {
        "q": st.session_state[QUERY_KEY].strip(),
        "similar": st.query_params.get("similar", ""),
        **{name: tuple(st.session_state[key]) for name, key in FILTER_KEYS.items()},
        "mode": "" if mode == SearchMode.HYBRID else mode,
        "k": search_answer.written_limit(),
        PAGE_PARAMETER: st.query_params.get(PAGE_PARAMETER, ""),
    }


def _query_form() -> None:
    with (
        st.form("search.form", border=False),
        st.container(horizontal=True, wrap=False, key="search_bar"),
    ):
        st.text_input(
            say(s.QUERY),
            key=QUERY_KEY,
            placeholder=say(s.QUERY_HINT),
            max_chars=1000,
            label_visibility="collapsed",
        )
        st.form_submit_button(
            say(s.SEARCH_BUTTON), key="search.go", type="primary", on_click=_new_query
        )


def _new_query() -> None:
    for name in ("similar", "k", PAGE_PARAMETER):
        if name in st.query_params:
            del st.query_params[name]


def _filters(choices: FilterChoices) -> None:
    count = sum(bool(st.session_state[key]) for key in FILTER_KEYS.values())
    label = say(s.FILTERS_ON, count=count) if count else say(s.FILTERS)
    # The key keeps it open when its label changes with the first choice.
    with st.expander(label, icon=":material/tune:", key="search_filters"):
        first, second, third = st.columns(3)
        with first:
            names = {o.id: o.name for o in choices.organisations}
            _choice("organisation", s.FILTER_ORGANISATION, names)
            types = {str(kind): say(s.TYPE_LABELS[kind]) for kind in choices.types}
            _choice("type", s.FILTER_TYPE, types)
        with second:
            _choice("province", s.FILTER_PROVINCE, {name: name for name in choices.provinces})
            _choice("year", s.FILTER_YEAR, {str(y): str(y) for y in choices.fiscal_years})
        with third:
            numbers = {str(number): indicator_name(number) for number in choices.indicators}
            _choice("indicator", s.FILTER_INDICATOR, numbers)
            st.selectbox(
                say(s.FILTER_MODE),
                _MODES,
                format_func=lambda mode: say(s.MODE_LABELS[SearchMode(mode)]),
                key=MODE_KEY,
                filter_mode=None,
            )
        if count:
            st.button(say(s.CLEAR_FILTERS), key="search.clear", on_click=_clear_filters)


def _choice(name: str, label: s.Label, options: dict[str, str]) -> None:
    st.multiselect(
        say(label),
        list(options),
        format_func=lambda value: options.get(value, value),
        key=FILTER_KEYS[name],
        placeholder=say(s.FILTER_ANY),
        filter_mode="contains",
        select_all=False,
    )


def _clear_filters() -> None:
    for key in FILTER_KEYS.values():
        st.session_state[key] = []


def _chosen_filters() -> FilterNames:
    chosen = {name: tuple(st.session_state[key]) for name, key in FILTER_KEYS.items()}
    return FilterNames(
        organisations=chosen["organisation"],
        types=chosen["type"],
        provinces=chosen["province"],
        fiscal_years=chosen["year"],
        indicators=chosen["indicator"],
    )


def _welcome() -> None:
    stats = workspace().stats()
    st.subheader(say(s.APP_PURPOSE), anchor=False)
    if not stats.measures:
        st.info(say(s.LIBRARY_EMPTY), icon=":material/folder_open:")
        st.html(link_html(say(s.GO_TO_LIBRARY), address(LIBRARY), kind="button"))
        return
    years = f"{stats.fiscal_years[0]}–{stats.fiscal_years[-1]}" if stats.fiscal_years else "–"
    held = say(
        s.LIBRARY_HOLDS,
        measures=stats.measures,
        organisations=stats.organisations,
        provinces=stats.provinces,
        years=years,
    )
    st.html(quiet_html(f"{held}\n{say(s.TRY_THESE)}"))
    with st.container(horizontal=True, gap="small"):
        for example in s.EXAMPLE_QUERIES:
            st.button(example, key=f"search.try.{example}", on_click=_ask, args=(example,))


def _ask(text: str) -> None:
    st.session_state[QUERY_KEY] = text
    _new_query()
