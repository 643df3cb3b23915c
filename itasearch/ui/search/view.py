"""The view ค้นหา: search box, filters, help; the URL holds the whole query, so it can be sent on."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from itasearch.domain.topics import topics
from itasearch.errors import ItaSearchError
from itasearch.model.library import LibraryStats
from itasearch.model.ranking import LONGEST_TYPED
from itasearch.ui import desk
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.state import SEE, drop_from_url, follow_url, workspace, write_url
from itasearch.ui.kit.static import static_text
from itasearch.ui.kit.who import person_mark, recalled, remember
from itasearch.ui.kit.widgets import quiet_button, show_reports_needed
from itasearch.ui.search import (
    answer,
    filters as search_filters,
    labels as search_labels,
    names as search_names,
)
from itasearch.ui.search.query import ABOUT_PARAMETER, SearchQuery
from itasearch.ui.search.suggestions import ADDRESS
from itasearch.ui.towns.own_town import chosen_town
from itasearch.ui.watch.view import TITLE, news_html, save_button
from itasearch.wording.label import Label
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import topic_name
from itasearch.workspace import FilterChoices

QUERY_KEY, _BROWSED = "search.query", "search.browsed"
_KEYS_ON, _KEYS_COOKIE = "search.keys", "itasearch_keys"
_FORGETS = "search.forgets"
# Streamlit's text field suggests nothing: the script gives it a list of what the server suggests
# (suggestions.py) and what was searched, which is remembered in the browser alone. It is in the
# page itself: a field refers to its list by an id, which no shadow tree lets through.
_SUGGEST = st.components.v2.component(
    "itasearch.suggest", js=static_text("static/suggest.js"), isolate_styles=False
)
_KEYS = (QUERY_KEY, *search_filters.KEYS)


def help_text() -> str:
    """What can be typed, with an example of each sign, as Markdown."""
    signs = (
        (Label("complaints Phayao 2023"), search_labels.HELP_NAMES),
        (Label("“no gift policy”"), search_labels.HELP_QUOTED),
        (Label("complaints -corruption"), Label("measures with this word are left out")),
        (Label("steps:website"), Label("the word is in this field of the table")),
    )
    lines = [f"- **{say(example)}** – {say(meaning)}" for example, meaning in signs]
    names = " ".join(f"{say(name)}:" for name in search_labels.FIELD_PREFIXES.values())
    fields = phrase("Fields: {names}", names=names)
    return "\n".join([say(search_labels.HELP_WORDS), "", *lines, "", fields])


def render() -> None:
    """Draw the search box, its filters and the answer."""
    choices = workspace().library.filter_choices()
    follow_url("search", _KEYS, read=lambda: _url_state(choices))
    _query_form()
    in_url = SearchQuery.from_url(search_filters.allowed(choices))
    query = replace(search_filters.chosen_in(in_url), text=st.session_state[QUERY_KEY].strip())
    write_url("search", query.to_url(), keys=_KEYS)
    if query.asks:
        _answer(query, choices)
    else:
        with st.container(horizontal=True, horizontal_alignment="right", key="search_tools"):
            _library_filters(query, choices, read={})
            _other_ways(query)
        town = chosen_town()
        if town is None or query.filter_count:
            _welcome(query, town=town)
        else:
            desk.show_desk(town)
            _browse(query)


def _answer(query: SearchQuery, choices: FilterChoices) -> None:
    head = st.container(horizontal=True, key="search_tools")
    try:
        ranking = answer.find(query)
        reading = answer.reading_of(query, ranking)
    except ItaSearchError:
        search_filters.show_chosen(query)  # it can be taken off
        raise
    with head:
        answer.show_summary(query, ranking, reading)
        with st.container(
            horizontal=True, vertical_alignment="center", width="content", key="search_menus"
        ):
            read = search_names.read_filters(ranking)
            if ranking.facets is None:
                _library_filters(query, choices, read=read)
            else:
                counted = partial(answer.counts_of, query, ranking)
                tip = say(search_labels.FACETS_OF_ANSWER, count=ranking.counted)
                search_filters.show(query, choices, counted=counted, help_text=tip, read=read)
            if not ranking.no_match:
                take_along(ranking, view="search", file_name=Label("answer"), of=query.text)
            _other_ways(query)
    answer.show(query, ranking, reading)


def _library_filters(
    query: SearchQuery, choices: FilterChoices, *, read: Mapping[str, str]
) -> None:
    counted = partial(search_filters.counts_of, band=query.band)
    tip = phrase(
        "The numbers count the measures of the library that pass the other filters, not those "
        "of the answer.\nSeveral values in one row are alternatives; all rows must hold"
    )
    search_filters.show(query, choices, counted=counted, help_text=tip, read=read)


def _other_ways(query: SearchQuery) -> None:
    more = say(Label("More", "search"))
    with st.popover(more, icon=":material/more_horiz:", key="search_help", type="tertiary"):
        if query.asks:
            save_button(
                workspace().watches.query(
                    query.text, mode=query.mode, filters=query.filters, refinement=query.refinement
                )
            )
        st.markdown(desk.tour_link())
        if "Mobi" not in st.context.headers.get("User-Agent", ""):  # a phone has no keys to press
            st.session_state.setdefault(_KEYS_ON, are_keys_on())
            st.toggle(
                phrase("Keys: / for the search box, j and k through the hits, a to add"),
                key=_KEYS_ON,
                on_change=lambda: remember(
                    _KEYS_COOKIE, "" if st.session_state[_KEYS_ON] else "off"
                ),
            )
        forget = phrase("Forget what was searched in this browser")
        quiet_button(forget, "search.forget", lambda: st.session_state.update({_FORGETS: True}))
        title = phrase("How to type")
        st.markdown(f"**{title}**\n\n{help_text()}")


def are_keys_on() -> bool:
    """Whether single letters are keys of the answer; the browser remembers that they are not."""
    return recalled(_KEYS_COOKIE) != "off"


def _url_state(choices: FilterChoices) -> Mapping[str, object]:
    search_filters.warn_of_unknown(choices)
    query = SearchQuery.from_url(search_filters.allowed(choices))
    return {QUERY_KEY: query.text, **search_filters.widget_values(query)}


def _query_form() -> None:
    with (
        st.form("search.form", border=False),
        st.container(horizontal=True, wrap=False, key="search_bar"),
    ):
        st.text_input(
            phrase("Query"),
            key=QUERY_KEY,
            placeholder=phrase("A topic, such as No Gift Policy"),
            max_chars=1000,
            type="search",
            autocomplete="off",
            label_visibility="collapsed",
        )
        st.form_submit_button(
            say(kit_labels.NAV_SEARCH), key="search.go", type="primary", on_click=_new_query
        )
    data = {
        "address": f"{ADDRESS}?lang={language()}",
        "longest": LONGEST_TYPED,
        "searched": st.session_state[QUERY_KEY].strip(),
        "person": person_mark(),
        "forgets": st.session_state.pop(_FORGETS, False),
    }
    _SUGGEST(key="hidden_suggestions", data=data)


def _new_query() -> None:
    """Other words are another query: refinements of the one before do not apply to it."""
    is_same = st.session_state[QUERY_KEY].strip() == st.query_params.get("q", "")
    refinements = () if is_same else ("similar", "like", "without")
    drop_from_url("k", SEE, ABOUT_PARAMETER, *refinements)


def _welcome(query: SearchQuery, *, town: str | None) -> None:
    stats = workspace().library.stats()
    st.subheader(say(kit_labels.APP_PURPOSE), anchor=False)
    if not stats.measures:
        show_reports_needed(kit_labels.LIBRARY_EMPTY)
        desk.show_samples(view="search", held=False)
        return
    since = desk.news_since_visit()[1]
    page, week = desk.news_of_week()
    added = markdown.link(week, desk.newest_reports()) if page.total else ""
    st.caption(" · ".join(filter(None, [*_holdings(stats), added, since and f"**{since}**"])))
    if not search_filters.show_chosen(query) and town is None:
        desk.show_choice()
    if town is None and (news := news_html()):
        st.html(html.subject(say(TITLE), level=4) + news)
    with st.container(horizontal=True, vertical_alignment="center", key="search_try"):
        st.caption(phrase("Try one of these"), width="content")
        for example in map(say, kit_labels.EXAMPLE_QUERIES):
            key = f"search.try.{example}"
            st.button(example, key=key, type="tertiary", on_click=_ask, args=(example,))
    _browse(query)
    st.markdown(desk.tour_link())
    if stats.samples or stats.reworded:
        desk.show_samples(view="search", held=True)


def _holdings(stats: LibraryStats) -> list[str]:
    years = f"{stats.fiscal_years[0]}–{stats.fiscal_years[-1]}" if stats.fiscal_years else "–"
    parts = [
        phrase(
            "The library holds {measures:,measures} of {organisations:,organisations} in "
            "{provinces:,provinces}, fiscal years {years} BE",
            measures=stats.measures,
            organisations=stats.organisations,
            provinces=stats.provinces,
            years=years,
        )
    ]
    if count := stats.samples:
        towns = stats.organisations
        parts.append(say(kit_labels.LIBRARY_SAMPLES, samples=count, organisations=towns))
    if count := stats.reworded:
        parts.append(say(kit_labels.LIBRARY_REWORDED, reworded=count, reports=stats.reports))
    return parts


def _browse(query: SearchQuery) -> None:
    counts = search_filters.counts_of(query.filters, band=query.band)
    if counts is None or not counts.topics:
        return
    order = [topic.id for topic in topics()]
    named = sorted(counts.topics, key=lambda topic: (-counts.topics[topic], order.index(topic)))
    with st.expander(say(search_labels.BROWSE), key="search_topics"):
        st.pills(
            say(search_labels.BROWSE),
            named,
            format_func=lambda topic: f"{topic_name(topic)} {counts.topics[topic]:,}",
            key=_BROWSED,
            label_visibility="collapsed",
            on_change=lambda: st.session_state.update(
                {"search.topic": [st.session_state.pop(_BROWSED)]}
            ),
        )


def _ask(text: str) -> None:
    st.session_state[QUERY_KEY] = text
    _new_query()
