"""The answer below the search box: hits as cards, or that there are none and what to try.

An answer names only the added words that it was searched with; those that were switched off
are found by the same query without switches.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from itasearch.model.classification import FacetCounts
from itasearch.model.ranking import (
    AddedName,
    Filters,
    Hit,
    Ranking,
    Refinement,
    SearchMode,
    UnderstoodName,
)
from itasearch.model.records import Measure
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import link_html, plain_markdown, quiet_html, status_html, text_html
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import (
    SEARCH,
    UrlValues,
    address,
    number_in_url,
    say,
    workspace,
)
from itasearch.ui.kit.take_along import take_along
from itasearch.ui.kit.widgets import more_button, show_reports_needed
from itasearch.ui.search import about as search_about
from itasearch.ui.search import filters as search_refined
from itasearch.ui.search import judging
from itasearch.ui.search import labels as search_labels
from itasearch.ui.search import names as search_names
from itasearch.ui.search.arrangement import COMPACT, arrangement
from itasearch.ui.search.filters import chosen, chosen_html
from itasearch.ui.search.hit_card import compact_html, hit_html
from itasearch.ui.search.query import FILTERS, changed, cleared, values_of
from itasearch.wording.label import shortened
from itasearch.workspace import FilterNames, subject_text

PAGE_SIZE, MOST_HITS = 10, 100
"""Hits shown at first, and at most."""
_MOST_COPIES = 6  # most copies of a hit whose differences are shown

_ANSWERS = "search.answers"  # key of the session: answers by what was asked, with how many hits
_MOST_ANSWERS = 8  # that a session keeps: one view asks for up to seven, one per kind of filter off

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")

_LEFT_OUT = re.compile(r"(?<!\S)-(?:[\"“„«][^\"”»]*[\"”»]|\S+)")
_SIGNS = re.compile(r"[\"“”„«»]|(?<!\S)[^\s:]{1,40}:(?=\S)")
_QUERY_LENGTH = 200  # most code points of the query in a message


def show_none(
    query: UrlValues,
    ranking: Ranking,
    *,
    offered: Sequence[AddedName],
    off: Sequence[UnderstoodName] = (),
) -> None:
    """Draw that nothing answers, and the ways on; the nearest hits follow.

    `off` are names of the question that were made words.
    """
    text = str(query["q"])
    message = (
        say(search_labels.NO_ANSWER, query=shortened(text, _QUERY_LENGTH))
        if text
        else say(search_labels.NO_ANSWER_CHOSEN)
    )
    st.warning(plain_markdown(message), icon=":material/search_off:")
    words = search_names.understood_html(query, ranking, off=off)
    words += search_refined.added_html(query, offered)
    found = filter(None, (search_names.as_filters(query, off), *_ways(query, ranking, offered)))
    ways = [link_html(each, href, kind="small") for each, href in found]
    if text:
        ways.append(text_html(say(search_labels.TRY_OTHER_WORDS)))
    listed = "".join(f"<li>{way}</li>" for way in ways)
    st.html(f'{words}{quiet_html(say(search_labels.TRY))}<ul class="ita-ways">{listed}</ul>')
    if ranking.nearest:
        st.subheader(say(search_labels.NEAREST), anchor=False)


def _ways(
    query: UrlValues, ranking: Ranking, offered: Sequence[AddedName]
) -> list[tuple[str, str]]:
    """What can be tried with this question: (words, address)."""
    ways = []
    if way := search_names.as_words(query, ranking):
        ways.append(way)
    if count := sum(len(values_of(query, name)) for name in FILTERS):
        ways.append((say(search_labels.TRY_NO_FILTERS, count=count), cleared(query, *FILTERS)))
    if query["q"] and query["like"]:
        ways.append((say(search_labels.TRY_UNREFINED), cleared(query, "like")))
    names = tuple(dict.fromkeys(one.name for one in offered))
    if off := set(names) & set(values_of(query, "without")):
        ways.append((say(search_labels.TRY_ADDED), cleared(query, "without")))
    if len(off) < len(names):
        ways.append((say(search_labels.TRY_AS_TYPED), changed(query, without=names)))
    if query["mode"]:
        ways.append((say(search_labels.TRY_ALL_WAYS), cleared(query, "mode")))
    plain = " ".join(_SIGNS.sub(" ", _LEFT_OUT.sub(" ", str(query["q"]))).split())
    if plain and plain != query["q"]:
        text = say(search_labels.TRY_PLAIN, text=shortened(plain, _QUERY_LENGTH))
        ways.append((text, changed(query, q=plain)))
    ways.append((say(search_labels.TRY_TOPICS), address(SEARCH)))
    return ways


def offered(
    bare: Sequence[AddedName], now: Sequence[AddedName], *, without: Collection[str]
) -> tuple[AddedName, ...]:
    """The words in use and those that were switched off, in a steady order.

    Args:
        bare: what the question adds when nothing is switched off.
        now: what it added to this answer.
        without: names that were switched off. What was added for a respelling that is
            among them is gone with it.
    """
    used, known = {one.name for one in now}, {one.name for one in bare}
    kept = [
        one
        for one in bare
        if one.name in used or (one.name in without and one.asked not in without)
    ]
    return (*kept, *(one for one in now if one.name not in known))


def outside_quotes(added: Sequence[AddedName], text: str) -> tuple[AddedName, ...]:
    """Those that were not added for words of a quoted phrase, which only counts as typed."""
    quoted = [found.casefold() for found in _QUOTED.findall(text)]
    rest = _QUOTED.sub(" ", text).casefold()
    return tuple(
        one
        for one in added
        if one.asked.casefold() in rest
        or not any(one.asked.casefold() in phrase for phrase in quoted)
    )


def limit() -> int:
    """How many hits to show, by the URL."""
    return min(max(number_in_url("k", digits=4) or PAGE_SIZE, PAGE_SIZE), MOST_HITS)


def written_limit() -> str:
    """The same as the URL has it: nothing for the first page."""
    return str(limit()) if limit() != PAGE_SIZE else ""


def find(query: UrlValues) -> Ranking:
    """What answers the question, with its facets; draws what was chosen, to be taken off.

    Raises as Workspace.search.
    """
    above = chosen_html(query) + search_refined.liked_html(query)
    if above:
        st.html(f'<div class="ita-above">{above}</div>')
    if not workspace().refresh(progress=progress_bar()):
        st.info(say(kit_labels.INDEX_BEHIND), icon=":material/hourglass_top:")
    with st.spinner(say(kit_labels.SEARCHING)):
        return _ranking(
            query, filters=chosen(query), k=limit(), without=values_of(query, "without")
        )


def counter(query: UrlValues, ranking: Ranking) -> Callable[[FilterNames], FacetCounts | None]:
    """Counts what answers the question by facets, inside other filters than its own as well."""

    def counted(filters: FilterNames) -> FacetCounts | None:
        if filters == chosen(query):
            return ranking.facets
        return _ranking(query, filters=filters, without=values_of(query, "without")).facets

    return counted


def show(query: UrlValues, ranking: Ranking) -> None:
    """Draw the measures that answer the question."""
    with st.spinner(say(kit_labels.SEARCHING)):
        bare = _bare(query, ranking)
        offered = _offered(query, ranking, bare)
    off = search_names.switched_off(query, bare)
    if not ranking.no_match:
        understood = search_names.understood_html(query, ranking, off=off)
        _show_hits(ranking, query=query, offered=offered, understood=understood)
    elif not workspace().stats().measures:
        show_reports_needed(kit_labels.LIBRARY_EMPTY)
    else:
        show_none(query, ranking, offered=offered, off=off)
        _show_cards(ranking.nearest, query=query, weights=ranking.weights)
        judging.note_unanswered(query)


def mode_of(query: UrlValues) -> SearchMode:
    """How to look."""
    return SearchMode(str(query["mode"] or SearchMode.HYBRID))


def _ranking(
    query: UrlValues, *, filters: FilterNames, k: int | None = None, without: Sequence[str] = ()
) -> Ranking:
    """An answer to the question, once found kept in the session while the library is the same.

    Args:
        filters: in place of the question's own.
        k: most hits; None where only what the answer says of all hits is asked.
    """
    text = str(query["q"]) or ("" if values_of(query, "like") else _subject(query))
    refinement = replace(refinement_of(query), without=tuple(without))
    question = (workspace().state(), text, mode_of(query), filters, refinement)
    kept: dict[object, tuple[int, Ranking]] = st.session_state.setdefault(_ANSWERS, {})
    shown, ranking = kept.pop(question, (0, None))
    if ranking is None or k not in (None, shown):
        shown = k or 1
        ranking = workspace().search(
            text, k=shown, mode=mode_of(query), filters=filters, refinement=refinement
        )
    kept[question] = shown, ranking
    while len(kept) > _MOST_ANSWERS:
        del kept[next(iter(kept))]
    return ranking


def refinement_of(query: UrlValues) -> Refinement:
    """What was refined of the question, and how its hits are arranged."""
    return Refinement(
        without=values_of(query, "without"),
        like=values_of(query, "like"),
        arrangement=arrangement(query),
    )


def _subject(query: UrlValues) -> str:
    """The query of filters without words: names of the chosen topics and indicators."""
    numbers = tuple(map(int, values_of(query, "indicator")))
    return subject_text(Filters(topics=values_of(query, "topic"), indicators=numbers))


def _bare(query: UrlValues, ranking: Ranking) -> Ranking:
    """The answer to the question with nothing switched off: names and added words are its."""
    if not query["q"] or not values_of(query, "without"):
        return ranking
    return _ranking(query, filters=chosen(query))


def _offered(query: UrlValues, ranking: Ranking, bare: Ranking) -> Sequence[AddedName]:
    """The words that can be switched off, and on again."""
    text, without = str(query["q"]), values_of(query, "without")
    added: Sequence[AddedName] = ranking.added if text else ()
    if text and without:
        added = offered(bare.added, ranking.added, without=without)
    return outside_quotes(added, text)


def _show_hits(
    ranking: Ranking, *, query: UrlValues, offered: Sequence[AddedName], understood: str
) -> None:
    answer = ranking.hits[: ranking.sure] or ranking.hits
    full = len(ranking.hits) >= limit()
    towns = {h.organisation.id if h.organisation else h.measure.report_id for h in answer}
    label = kit_labels.FOUND_TOP if len(answer) >= limit() else kit_labels.FOUND
    if ranking.unsure:
        label = search_labels.FOUND_UNSURE
    if not query["q"] and query["like"]:
        label = search_labels.FOUND_LIKE
    found = max(ranking.counted, len(answer))
    shown = say(label, hits=len(answer), found=found, organisations=len(towns))
    if ranking.sorted_over is not None:
        order = say(search_labels.ORDERS[ranking.query.refinement.arrangement.order])
        over = say(search_labels.SORTED_OVER, order=order, count=ranking.sorted_over)
        shown = f"{shown} · {over}"
    status = status_html(shown)
    added = search_refined.added_html(query, offered)
    if ranking.unsure:
        text = shortened(ranking.query.text, _QUERY_LENGTH)
        message = say(search_labels.UNSURE, query=text)
        st.info(plain_markdown(message), icon=":material/help:")
    st.html(f'<div class="ita-found">{understood}{added}{status}</div>')
    of = str(query["q"])
    take_along(ranking, view="search", file_name=kit_labels.FILE_ANSWER, of=of)
    _show_cards(ranking.hits, query=query, weights=ranking.weights, near_from=len(answer))
    if full and limit() < MOST_HITS:
        more_button(say(kit_labels.MORE), key="search.more", limit=limit() + PAGE_SIZE)


def _show_cards(
    hits: Sequence[Hit],
    *,
    query: UrlValues,
    weights: Mapping[str, float],
    near_from: int | None = None,
) -> None:
    """Draw hits, with a heading before the first that is only near."""
    search_about.open_from_url()
    taken = draft_measure_ids()
    # From the store: a correction made just now applies before the index is updated.
    about = workspace().classifications([hit.measure.id for hit in hits])
    marks = judging.judged(query, hits)
    copies = _copies(hits)
    for place, found in enumerate(hits):
        if place == near_from:
            st.subheader(say(search_labels.NEAREST), anchor=False)
        hit = replace(found, classification=about.get(found.measure.id, found.classification))
        with st.container(key=f"hit_{hit.measure.id}", gap=None):
            card = (
                compact_html(hit)
                if query["cards"] == COMPACT
                else hit_html(hit, query=query, copies=copies, weights=weights)
            )
            st.html(card)
            judging.show_marks(hit, place=place + 1, query=query, marks=marks)
            take_button(hit.measure.id, view="search", taken=taken, found_by=str(query["q"]))


def _copies(hits: Sequence[Hit]) -> dict[str, Measure]:
    """The first few copies of each hit, by id."""
    ids = dict.fromkeys(one.measure_id for hit in hits for one in hit.same_text[:_MOST_COPIES])
    return {one.measure.id: one.measure for one in workspace().placed(list(ids))} if ids else {}
