"""The answer below the search box: hits as cards, or why there are none."""

from collections.abc import Callable, Sequence

import streamlit as st

from itasearch.model.ranking import Hit, Ranking, SearchMode
from itasearch.store.base import StoredMeasure
from itasearch.ui import strings as s
from itasearch.ui.basket import basket_ids, take_button
from itasearch.ui.cards import hit_html, measure_title
from itasearch.ui.markup import link_html, plain_markdown, quiet_html, shortened, status_html
from itasearch.ui.pictures import PAGE_PARAMETER
from itasearch.ui.progress import progress_bar
from itasearch.ui.state import SEARCH, UrlValues, address, say, workspace
from itasearch.ui.views import page_dialog
from itasearch.workspace import FilterNames

PAGE_SIZE, MOST_HITS = 10, 100


def limit() -> int:
    """How many hits the URL asks for, within bounds."""
    asked = st.query_params.get("k", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 5):
        return PAGE_SIZE
    return min(max(int(asked), PAGE_SIZE), MOST_HITS)


def written_limit() -> str:
    """The same as the URL has it: nothing for the first page."""
    return str(limit()) if limit() != PAGE_SIZE else ""


def show_answer(asked: UrlValues, *, mode: SearchMode, filters: FilterNames) -> None:
    """The measures that answer the question. Raises as Workspace.search."""
    text = str(asked["q"])
    ranking = _ranking(lambda: workspace().search(text, k=limit(), mode=mode, filters=filters))
    _show(ranking, text, asked=asked)


def show_similar(asked: UrlValues, *, filters: FilterNames) -> None:
    """The measures that are like one. Raises as Workspace.similar."""
    measure_id = str(asked["similar"])
    back = {
        name: value for name, value in asked.items() if name not in ("similar", "k", PAGE_PARAMETER)
    }
    st.html(link_html(f"← {say(s.BACK_TO_SEARCH)}", address(SEARCH, back), kind="back"))
    ranking = _ranking(lambda: workspace().similar(measure_id, k=limit(), filters=filters))
    stored = workspace().show(measure_id)
    title = measure_title(stored.measure) if isinstance(stored, StoredMeasure) else measure_id
    said = say(s.SIMILAR_TO, title=shortened(title, 160))
    st.subheader(plain_markdown(said), anchor=False)
    _show(ranking, title, asked=asked)


def _ranking(ask: Callable[[], Ranking]) -> Ranking:
    """The ranking over an index that is brought up to date first."""
    if not workspace().refresh(progress=progress_bar()):
        st.info(say(s.INDEX_BEHIND), icon=":material/hourglass_top:")
    with st.spinner(say(s.SEARCHING)):
        return ask()


def _show(ranking: Ranking, text: str, *, asked: UrlValues) -> None:
    if ranking.no_match:
        said = say(s.NO_MATCH, query=shortened(text, 200))
        st.warning(plain_markdown(said), icon=":material/search_off:")
        st.html(quiet_html(say(s.NO_MATCH_HINT)))
        if ranking.nearest:
            st.subheader(say(s.NEAREST), anchor=False)
        _show_hits(ranking.nearest, asked=asked)
        return
    full = len(ranking.hits) >= limit()
    towns = {h.organisation.id if h.organisation else h.measure.report_id for h in ranking.hits}
    label = s.FOUND_TOP if full else s.FOUND
    found = status_html(say(label, hits=len(ranking.hits), organisations=len(towns)))
    if ranking.added:
        words = " · ".join(added.name for added in ranking.added)
        found += quiet_html(say(s.ADDED_WORDS, words=words))
    st.html(found)
    _show_hits(ranking.hits, asked=asked)
    if full and limit() < MOST_HITS:
        st.button(say(s.MORE), key="search.more", width="stretch", on_click=_show_more)


def _show_hits(hits: Sequence[Hit], *, asked: UrlValues) -> None:
    question = {name: value for name, value in asked.items() if name not in ("k", PAGE_PARAMETER)}
    page_dialog.show_asked()
    taken = basket_ids()
    for hit in hits:
        with st.container(key=f"hit_{hit.measure.id}", gap=None):
            st.html(hit_html(hit, asked=question))
            take_button(hit.measure.id, view="search", taken=taken)


def _show_more() -> None:
    st.query_params["k"] = str(limit() + PAGE_SIZE)
