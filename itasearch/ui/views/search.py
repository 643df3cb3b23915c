"""The view ค้นหา: ask the library; the URL holds query and filters, so an answer can be sent on."""

from collections.abc import Callable, Sequence

import streamlit as st

from itasearch.errors import (
    AmbiguousOrganisationError,
    BackendError,
    IndexMissingError,
    QueryError,
    UnknownReportError,
    UnknownValueError,
)
from itasearch.model.ranking import Hit, Ranking, SearchMode
from itasearch.store.base import StoredMeasure
from itasearch.ui import strings as s
from itasearch.ui.state import say, seed_widget, url_values, workspace, write_url
from itasearch.ui.widgets import progress_bar, show_hit
from itasearch.workspace import FilterChoices, FilterNames

PAGE_SIZE = 10
MOST_HITS = 100
QUERY_KEY = "search.query"
SIMILAR_KEY = "search.similar"
LIMIT_KEY = "search.limit"
MODE_KEY = "search.mode"
FILTER_KEYS = {
    "organisation": "search.organisation",
    "type": "search.type",
    "province": "search.province",
    "year": "search.year",
    "indicator": "search.indicator",
}


def render() -> None:
    """Draw the search box, its filters and the answer."""
    choices = workspace().filter_choices()
    _read_url(choices)
    _query_form()
    _filters(choices)
    _write_url()
    if similar := st.session_state[SIMILAR_KEY]:
        _answer_similar(similar)
    elif text := st.session_state[QUERY_KEY].strip():
        _answer_query(text)
    else:
        _welcome()


def _read_url(choices: FilterChoices) -> None:
    allowed = {
        "organisation": [o.id for o in choices.organisations],
        "type": [str(kind) for kind in choices.types],
        "province": list(choices.provinces),
        "year": [str(year) for year in choices.fiscal_years],
        "indicator": [str(number) for number in choices.indicators],
    }
    for name, key in FILTER_KEYS.items():
        seed_widget(key, url_values(name, allowed[name]))
    seed_widget(QUERY_KEY, st.query_params.get("q", ""))
    seed_widget(SIMILAR_KEY, st.query_params.get("similar", ""))
    modes = [str(mode) for mode in SearchMode]
    seed_widget(MODE_KEY, next(iter(url_values("mode", modes)), str(SearchMode.HYBRID)))
    seed_widget(LIMIT_KEY, PAGE_SIZE)


def _write_url() -> None:
    values: dict[str, str | Sequence[str]] = {
        name: st.session_state[key] for name, key in FILTER_KEYS.items()
    }
    mode = st.session_state[MODE_KEY]
    write_url(
        {
            "q": st.session_state[QUERY_KEY].strip(),
            "similar": st.session_state[SIMILAR_KEY],
            **values,
            "mode": "" if mode == SearchMode.HYBRID else mode,
        }
    )


def _query_form() -> None:
    with st.form("search.form", border=False):
        box, button = st.columns([6, 1], vertical_alignment="bottom")
        box.text_input(
            say(s.QUERY),
            key=QUERY_KEY,
            placeholder=say(s.QUERY_HINT),
            max_chars=1000,
            label_visibility="collapsed",
        )
        button.form_submit_button(
            say(s.SEARCH_BUTTON), type="primary", width="stretch", on_click=_new_query
        )


def _new_query() -> None:
    st.session_state[SIMILAR_KEY] = ""
    st.session_state[LIMIT_KEY] = PAGE_SIZE


def _filters(choices: FilterChoices) -> None:
    names = {o.id: o.name for o in choices.organisations}
    types = {str(kind): say(s.TYPE_LABELS[kind]) for kind in choices.types}
    count = sum(bool(st.session_state[key]) for key in FILTER_KEYS.values())
    label = say(s.FILTERS_ON, count=count) if count else say(s.FILTERS)
    with st.expander(label, icon=":material/tune:", expanded=False):
        first, second, third = st.columns(3)
        with first:
            _choice("organisation", s.FILTER_ORGANISATION, names)
            _choice("type", s.FILTER_TYPE, types)
        with second:
            _choice("province", s.FILTER_PROVINCE, {name: name for name in choices.provinces})
            _choice("year", s.FILTER_YEAR, {str(y): str(y) for y in choices.fiscal_years})
        with third:
            _choice("indicator", s.FILTER_INDICATOR, {str(i): str(i) for i in choices.indicators})
            st.selectbox(
                say(s.FILTER_MODE),
                [str(mode) for mode in SearchMode],
                format_func=lambda mode: say(s.MODE_LABELS[SearchMode(mode)]),
                key=MODE_KEY,
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
        return
    years = f"{stats.fiscal_years[0]}–{stats.fiscal_years[-1]}" if stats.fiscal_years else "–"
    st.write(
        say(
            s.LIBRARY_HOLDS,
            measures=stats.measures,
            organisations=stats.organisations,
            provinces=stats.provinces,
            years=years,
        )
    )
    st.caption(say(s.TRY_THESE))
    with st.container(horizontal=True):
        for example in s.EXAMPLE_QUERIES:
            st.button(example, key=f"search.try.{example}", on_click=_ask, args=(example,))


def _ask(text: str) -> None:
    st.session_state[QUERY_KEY] = text
    _new_query()


def _answer_query(text: str) -> None:
    limit = st.session_state[LIMIT_KEY]
    mode = SearchMode(st.session_state[MODE_KEY])
    with st.spinner(say(s.SEARCHING)):
        ranking = _ranked(
            lambda: workspace().search(text, k=limit, mode=mode, filters=_chosen_filters())
        )
    if ranking is not None:
        _show_ranking(ranking, text)


def _answer_similar(measure_id: str) -> None:
    st.button(
        say(s.BACK_TO_SEARCH), key="search.back", icon=":material/arrow_back:", on_click=_new_query
    )
    with st.spinner(say(s.SEARCHING)):
        ranking = _ranked(
            lambda: workspace().similar(
                measure_id, k=st.session_state[LIMIT_KEY], filters=_chosen_filters()
            )
        )
    if ranking is not None:
        stored = workspace().show(measure_id)
        title = stored.measure.title if isinstance(stored, StoredMeasure) else measure_id
        st.subheader(say(s.SIMILAR_TO, title=title.replace("\n", " ")), anchor=False)
        _show_ranking(ranking, title)


def _ranked(ask: Callable[[], Ranking]) -> Ranking | None:
    """The ranking, or None after saying in words why there is none."""
    try:
        try:
            return ask()
        except IndexMissingError:
            workspace().refresh(progress=progress_bar())
            return ask()
    except QueryError:
        st.warning(say(s.BAD_QUERY))
    except UnknownReportError:
        st.warning(say(s.UNKNOWN_MEASURE))
    except UnknownValueError as error:
        nearest = say(s.NOTHING_LIKE, nearest=", ".join(error.nearest)) if error.nearest else ""
        st.warning(say(s.UNKNOWN_VALUE, value=error.value) + nearest)
    except AmbiguousOrganisationError as error:
        st.warning("; ".join(error.candidates))
    except BackendError as error:
        st.error(say(s.INDEX_UNUSABLE))
        st.code(str(error), language=None)
    return None


def _show_ranking(ranking: Ranking, text: str) -> None:
    if ranking.no_match:
        st.warning(say(s.NO_MATCH, query=text), icon=":material/search_off:")
        st.caption(say(s.NO_MATCH_HINT))
        if ranking.nearest:
            st.write(say(s.NEAREST))
        _show_hits(ranking.nearest, key="search.nearest")
        return
    limit = st.session_state[LIMIT_KEY]
    full = len(ranking.hits) >= limit
    towns = {hit.organisation.id for hit in ranking.hits if hit.organisation}
    label = s.FOUND_TOP if full else s.FOUND
    st.caption(say(label, hits=len(ranking.hits), organisations=len(towns)))
    if ranking.expansions:
        st.caption(say(s.ADDED_WORDS, words=" · ".join(ranking.expansions)))
    _show_hits(ranking.hits, key="search.hit")
    if full and limit < MOST_HITS:
        st.button(say(s.MORE), key="search.more", width="stretch", on_click=_show_more)


def _show_hits(hits: Sequence[Hit], *, key: str) -> None:
    for hit in hits:
        show_hit(hit, key=key, on_similar=_ask_similar)


def _ask_similar(measure_id: str) -> None:
    st.session_state[SIMILAR_KEY] = measure_id
    st.session_state[LIMIT_KEY] = PAGE_SIZE


def _show_more() -> None:
    st.session_state[LIMIT_KEY] += PAGE_SIZE
