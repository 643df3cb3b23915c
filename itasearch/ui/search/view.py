"""The view ค้นหา: search box, filters, help; the URL holds the whole query, so it can be sent on."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.library import LibraryStats
from itasearch.model.ranking import LONGEST_TYPED, SearchMode
from itasearch.ui.desk.samples import show_samples
from itasearch.ui.desk.view import show_choice, show_desk
from itasearch.ui.desk.visits import visit_before
from itasearch.ui.desk.welcome import holdings_html
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import marked_line_html
from itasearch.ui.kit.cookies import person_mark
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import quiet_html, subject_html, table_html, text_html
from itasearch.ui.kit.state import (
    UrlValues,
    drop_from_url,
    follow_url,
    language,
    say,
    url_values,
    workspace,
    write_url,
)
from itasearch.ui.kit.static import static_text
from itasearch.ui.kit.widgets import show_reports_needed
from itasearch.ui.search import answer, arrangement
from itasearch.ui.search import filters as search_filters
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search.filters import (
    MODE_KEY,
    MODES,
    ORGANISATION_KEY,
    organisation_names,
    topics_html,
)
from itasearch.ui.search.query import ABOUT_PARAMETER, FILTERS, PASSING, REFINEMENTS
from itasearch.ui.suggestions import ADDRESS
from itasearch.ui.towns.own_town import chosen_town
from itasearch.ui.watch import labels as watch_labels
from itasearch.ui.watch.button import watch_search_button
from itasearch.ui.watch.desk import news_html
from itasearch.wording.labels import WordingMark
from itasearch.workspace import FilterChoices

QUERY_KEY = "search.query"
# Streamlit's text field suggests nothing: the script makes it a combobox that asks the server
# (ui/suggestions.py) and remembers what was searched, in the browser alone. It is in the page
# itself: a field refers to its list by an id, which no shadow tree lets through.
_SUGGEST = st.components.v2.component(
    "itasearch.suggest", js=static_text("static/suggest.js"), isolate_styles=False
)
_KEYS = (QUERY_KEY, MODE_KEY, ORGANISATION_KEY)
_SIMILAR = "similar"  # query parameter of older links: what `like` without words means now

_MOST_LIKED = 5  # most measures that a query can be like

_FIELDS = ("title", "steps", "responsible", "timeframe", "follow_up", "results", "problems")


def help_html() -> str:
    """What can be typed, with an example of each sign."""
    rows = [
        [f"<code>{text_html(say(example))}</code>", text_html(say(meaning))]
        for example, meaning in (
            (search_labels.HELP_EXAMPLE_NAMES, search_labels.HELP_NAMES),
            (search_labels.HELP_EXAMPLE_QUOTED, search_labels.HELP_QUOTED),
            (search_labels.HELP_EXAMPLE_WITHOUT, search_labels.HELP_WITHOUT),
            (search_labels.HELP_EXAMPLE_FIELD, search_labels.HELP_FIELD),
        )
    ]
    table = table_html(
        [say(kit_labels.QUERY), say(search_labels.HELP_MEANING)],
        rows,
        caption=say(search_labels.HELP),
        kind="ita-help",
    )
    names = " ".join(f"{say(search_labels.FIELD_PREFIXES[name])}:" for name in _FIELDS)
    return (
        text_html(say(search_labels.HELP_WORDS))
        + table
        + quiet_html(say(search_labels.HELP_FIELDS, names=names))
    )


def render() -> None:
    """Draw the search box, its filters and the answer."""
    with faults_shown():
        choices = workspace().filter_choices()
        follow_url("search", _KEYS, read=lambda: _url_state(choices))
        _query_form()
        query = _query_in_url(choices)
        asks = any(query[name] for name in ("q", "like", "topic", "indicator"))
        with st.container(horizontal=True, key="search_tools"):
            search_filters.show_opener()
            if asks:
                watch_search_button(query)
            with st.popover(
                say(search_labels.HELP), icon=":material/help:", key="search_help", width="content"
            ):
                st.html(help_html())
        write_url("search", query, keys=_KEYS)
        with st.container(key="search_body"):
            if asks:
                _answer(query, choices)
            else:
                with st.container(key="search_side"):
                    _library_filters(query, choices)
                _first_page(query)


def _answer(query: UrlValues, choices: FilterChoices) -> None:
    """The filters with counts of the answer, and beside or below them the answer."""
    side, found = st.container(key="search_side"), st.container(key="search_answer")
    try:
        with found:
            ranking = answer.find(query)
    except ItaSearchError:
        with side:  # what was chosen can be taken off
            _library_filters(query, choices)
        raise
    with side:
        if ranking.facets is None:
            _library_filters(query, choices)
        else:
            search_filters.show(
                query,
                choices,
                counted=answer.counter(query, ranking),
                help_text=say(search_labels.FACETS_OF_ANSWER, count=ranking.counted),
            )
    with found:
        answer.show(query, ranking)


def _library_filters(query: UrlValues, choices: FilterChoices) -> None:
    search_filters.show(
        query,
        choices,
        counted=partial(search_filters.counts_of, band=arrangement.band(query)),
        help_text=say(search_labels.FACETS_HELP),
    )


def _url_state(choices: FilterChoices) -> Mapping[str, object]:
    """What the URL says of each widget; values that this library lacks are named and left out."""
    search_filters.warn_of_unknown(choices)
    is_older = _SIMILAR in st.query_params
    return {
        QUERY_KEY: "" if is_older else st.query_params.get("q", ""),
        MODE_KEY: next(iter(url_values("mode", MODES)), str(SearchMode.HYBRID)),
        ORGANISATION_KEY: [*organisation_names(st.query_params.get_all("organisation"))],
    }


def _query_in_url(choices: FilterChoices) -> dict[str, str | Sequence[str]]:
    """The query as the URL has it."""
    mode = st.session_state[MODE_KEY]
    similar = st.query_params.get_all(_SIMILAR)
    like = [*similar, *st.query_params.get_all("like")]
    return {
        "q": st.session_state[QUERY_KEY].strip(),
        "like": tuple(dict.fromkeys(one for one in like if one))[:_MOST_LIKED],
        "without": tuple(dict.fromkeys(st.query_params.get_all("without"))),
        "organisation": tuple(st.session_state[ORGANISATION_KEY]),
        **search_filters.facets_in_url(choices),
        "mode": "" if mode == SearchMode.HYBRID else mode,
        "k": answer.written_limit(),
        **arrangement.in_url(),
        ABOUT_PARAMETER: st.query_params.get(ABOUT_PARAMETER, ""),
    }


def _query_form() -> None:
    with st.container(key="search_box"):
        with (
            st.form("search.form", border=False),
            st.container(horizontal=True, wrap=False, key="search_bar"),
        ):
            st.text_input(
                say(kit_labels.QUERY),
                key=QUERY_KEY,
                placeholder=say(kit_labels.QUERY_HINT),
                max_chars=1000,
                label_visibility="collapsed",
            )
            st.form_submit_button(
                say(kit_labels.NAV_SEARCH), key="search.go", type="primary", on_click=_new_query
            )
        _show_suggestions(searched=st.session_state[QUERY_KEY].strip())


def _show_suggestions(*, searched: str) -> None:
    """Mount the list of suggestions below the box, in its container.

    Args:
        searched: the query that is answered, for the browser to remember; "" for none.
    """
    kinds = {kind.value: say(label) for kind, label in search_labels.SUGGESTED.items()}
    _SUGGEST(
        key="search_suggestions",
        data={
            "address": f"{ADDRESS}?lang={language()}",
            "longest": LONGEST_TYPED,
            "searched": searched,
            "person": person_mark(),
            "name": say(search_labels.SUGGESTIONS),
            "count": say(search_labels.SUGGESTIONS_COUNT, count="{count}"),
            "forget": say(search_labels.FORGET_SEARCHED),
            "kinds": kinds | {"searched": say(search_labels.SEARCHED_BEFORE)},
        },
    )


def _new_query() -> None:
    """Other words are another query: refinements of the one before do not apply to it."""
    is_same = st.session_state[QUERY_KEY].strip() == st.query_params.get("q", "")
    drop_from_url(*PASSING, *(() if is_same else (_SIMILAR, *REFINEMENTS)))


def _first_page(query: UrlValues) -> None:
    """The desk of the person's own town; without one, or with filters, what the library holds."""
    town = chosen_town()
    if town is None or any(query[name] for name in FILTERS):
        _welcome(query, town=town)
        return
    show_desk(town)
    if by_topic := topics_html(query, filters=search_filters.chosen(query)):
        st.html(f'<div class="ita-above">{by_topic}</div>')


def _welcome(query: UrlValues, *, town: str | None) -> None:
    stats = workspace().stats()
    filters = search_filters.chosen_html(query)
    st.subheader(say(kit_labels.APP_PURPOSE), anchor=False)
    if not stats.measures:
        show_reports_needed(kit_labels.LIBRARY_EMPTY)
        show_samples(view="search", held=False)
        return
    years = f"{stats.fiscal_years[0]}–{stats.fiscal_years[-1]}" if stats.fiscal_years else "–"
    held = say(
        kit_labels.LIBRARY_HOLDS,
        measures=stats.measures,
        organisations=stats.organisations,
        provinces=stats.provinces,
        years=years,
    )
    st.html(quiet_html(held) + "".join(_not_their_words(stats)))
    if town is None and (news := news_html(before=visit_before())):
        st.html(subject_html(say(watch_labels.TITLE), level=4) + news)
    with st.container(gap="xsmall"):
        st.html(quiet_html(say(kit_labels.TRY_THESE)))
        with st.container(horizontal=True, gap="small"):
            for example in map(say, kit_labels.EXAMPLE_QUERIES):
                st.button(example, key=f"search.try.{example}", on_click=_ask, args=(example,))
    by_topic = topics_html(query, filters=search_filters.chosen(query))
    if filters or by_topic:
        st.html(f'<div class="ita-above">{filters}{by_topic}</div>')
    if filters:
        return
    if town is None:
        show_choice()
    st.html(holdings_html(workspace().holdings()))
    if stats.samples or stats.reworded:
        show_samples(view="search", held=True)


def _not_their_words(stats: LibraryStats) -> Iterator[str]:
    """How many organisations are invented and reports reworded, as lines of markup."""
    if stats.samples:
        text = say(
            kit_labels.LIBRARY_SAMPLES, samples=stats.samples, organisations=stats.organisations
        )
        yield marked_line_html(WordingMark.SAMPLE, text)
    if stats.reworded:
        text = say(kit_labels.LIBRARY_REWORDED, reworded=stats.reworded, reports=stats.reports)
        yield marked_line_html(WordingMark.REWORDED, text)


def _ask(text: str) -> None:
    st.session_state[QUERY_KEY] = text
    _new_query()
