"""The answer below the search box: hits as cards, or that there are none and what to try."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from itasearch.model.classification import FacetCounts
from itasearch.model.ranking import AddedName, Filters, Hit, Ranking, SearchMode, UnderstoodName
from itasearch.model.records import report_of
from itasearch.model.towns import EVERY_TOTAL
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import address, kept_answer, workspace
from itasearch.ui.kit.widgets import more_button, show_reports_needed
from itasearch.ui.search import (
    about as search_about,
    filters as search_filters,
    labels as search_labels,
    names as search_names,
)
from itasearch.ui.search.hit_card import here, hit_html
from itasearch.ui.search.query import MOST_HITS, PAGE_SIZE, SearchQuery
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.names import HIT_ORDERS, province_name
from itasearch.workspace import NO_FILTER_NAMES, FilterNames, subject_text

_LEFT_OUT = re.compile(r"(?<!\S)-(?:[\"“„«][^\"”»]*[\"”»]|\S+)")
_SIGNS = re.compile(r"[\"“”„«»]|(?<!\S)[^\s:]{1,40}:(?=\S)")
_QUERY_LENGTH = 200  # most code points of the query in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryReading:
    """What a question was read as: added words to switch off or on, names made words (`off`)."""

    offered: Sequence[AddedName]
    off: Sequence[UnderstoodName]


def _elsewhere(query: SearchQuery, ranking: Ranking) -> tuple[str, str] | None:
    """Words and address of the question in all provinces, or all towns, if more is found there."""

    def restricts(filters: Filters) -> bool:
        is_town = not ranking.sure and bool(filters.organisation_ids or filters.types)
        return is_town or bool(filters.provinces)

    if not restricts(ranking.query.filters) or not query.text:
        return None
    text = query.text
    for understood_name in ranking.understood:
        if understood_name.applied and restricts(understood_name.filters):
            text = text.replace(understood_name.asked, "", 1)
    filters = replace(query.filters, provinces=())
    if not ranking.sure:
        filters = replace(filters, organisations=(), types=())
    wider = replace(query, text=" ".join(text.split()), filters=filters)
    if not wider.text:
        return None
    elsewhere = _ranking(wider, filters=filters)
    if elsewhere.unsure or elsewhere.counted <= (ranking.counted if ranking.sure else 0):
        return None
    label = Label("In all provinces: {count:,measures}")
    if not ranking.sure:
        label = Label("In all organisations: {count:,measures}")
    return say(label, count=elsewhere.counted), wider.href()


def _show_none(query: SearchQuery, ranking: Ranking, reading: QueryReading) -> None:
    text = query.text
    message = (
        phrase("No measure matches “{query}”", query=shortened(text, _QUERY_LENGTH))
        if text
        else phrase("No measure fits what was chosen")
    )
    st.warning(markdown.plain(message), icon=":material/search_off:")
    back = search_names.as_filters(query, reading.off)
    wider = _elsewhere(query, ranking)
    ways = [*filter(None, [wider, back]), *_ways(query, ranking, reading.offered)]
    items = [html.link(words, href, kind="small") for words, href in ways]
    if text:
        items.append(html.plain(phrase("Use fewer words, or other names for it")))
    listed = "".join(f"<li>{item}</li>" for item in items)
    hint = phrase("What you can try")
    st.html(f'{html.quiet(hint)}<ul class="ita-ways">{listed}</ul>')
    if ranking.nearest:
        st.subheader(say(search_labels.NEAREST), anchor=False)


def _ways(
    query: SearchQuery, ranking: Ranking, offered: Sequence[AddedName]
) -> list[tuple[str, str]]:
    count, hybrid = query.filter_count, SearchMode.HYBRID
    unfiltered = query.href(filters=NO_FILTER_NAMES, band=EVERY_TOTAL)
    names = tuple(dict.fromkeys(added_name.name for added_name in offered))
    off = set(names) & set(query.without)
    plain = " ".join(_SIGNS.sub(" ", _LEFT_OUT.sub(" ", query.text)).split())
    signless = query.href(text=plain)
    ways: tuple[tuple[object, Label, str], ...] = (
        (count, Label("Search without filters ({count})"), unfiltered),
        (query.text and query.like, Label("Drop “more like this”"), query.href(like=())),
        (off, Label("Use all added words again"), query.href(without=())),
        (off < {*names}, Label("Search only the words as typed"), query.href(without=names)),
        (query.mode is not hybrid, Label("Search by meaning and words"), query.href(mode=hybrid)),
        (plain not in ("", query.text), Label("Search without signs: {text}"), signless),
    )
    values = {"count": count, "text": shortened(plain, _QUERY_LENGTH)}
    return [
        *filter(None, [search_names.as_words(query, ranking)]),
        *((say(label, **values), href) for holds, label, href in ways if holds),
        (phrase("Look by topic instead"), address("./")),
    ]


def find(query: SearchQuery) -> Ranking:
    """What answers the question, with its facets. Raises as Workspace.search."""
    if not workspace().index.refresh(progress=progress_bar()):
        st.info(say(kit_labels.INDEX_BEHIND), icon=":material/hourglass_top:")
    with st.spinner(phrase("Searching…")):
        return _ranking(query, filters=query.filters, k=query.limit)


def counts_of(query: SearchQuery, ranking: Ranking, filters: FilterNames) -> FacetCounts | None:
    """Facets of what answers the question inside these filters."""
    if filters == query.filters:
        return ranking.facets
    return _ranking(query, filters=filters).facets


def reading_of(query: SearchQuery, ranking: Ranking) -> QueryReading:
    """What the question was read as, by its answer with nothing switched off."""
    is_bare = not query.text or not query.without
    bare = ranking if is_bare else _ranking(replace(query, without=()), filters=query.filters)
    off = [name for name in bare.understood if name.asked in query.without]
    added: Sequence[AddedName] = ranking.added if query.text else ()
    if query.text and query.without:
        added = search_names.offered_words(bare.added, ranking.added, without=query.without)
    return QueryReading(offered=tuple(added), off=off)


def show_summary(query: SearchQuery, ranking: Ranking, reading: QueryReading) -> None:
    """Draw in a line how much was found and with which other words."""
    if not ranking.no_match:
        st.html(html.status(_count_text(query, ranking)), width="content")
    search_names.show_added(query, reading.offered)


def show(query: SearchQuery, ranking: Ranking, reading: QueryReading) -> None:
    """Draw what was chosen and understood, and the measures that answer the question."""
    read_as = search_names.understood_html(query, ranking, off=reading.off)
    read_as += search_names.respelt_html(query, reading.offered)
    search_filters.show_chosen(query, read_as)
    if not ranking.no_match:
        _show_hits(ranking, query=query)
    elif not workspace().library.stats().measures:
        show_reports_needed(kit_labels.LIBRARY_EMPTY)
    else:
        _show_none(query, ranking, reading)
        _show_cards(ranking.nearest, query=query)


def _ranking(query: SearchQuery, *, filters: FilterNames, k: int = 1) -> Ranking:
    """An answer with these filters; without words the query's own filters name what is sought."""
    text = query.text
    if not text and not query.like:  # names of the chosen topics and indicators
        numbers = tuple(map(int, query.filters.indicators))
        text = subject_text(Filters(topics=query.filters.topics, indicators=numbers))
    mode, refinement = query.mode, query.refinement
    return kept_answer(
        (text, k, mode, filters, refinement),
        lambda: workspace().search(text, k=k, mode=mode, filters=filters, refinement=refinement),
    )


def _count_text(query: SearchQuery, ranking: Ranking) -> str:
    hits = _answering(ranking)
    towns = {
        copy.organisation.id if copy.organisation else report_of(copy.measure_id)
        for hit in hits
        for copy in (here(hit), *hit.same_text)
    }
    count = max(ranking.counted, len(hits))
    is_part = len(hits) >= query.limit and (count > len(hits) or ranking.facets is None)
    label = search_labels.FOUND_TOP if is_part else search_labels.FOUND
    if ranking.unsure:
        label = Label(
            "The {hits:,nearest measures}, in {organisations:,organisations}, perhaps not what"
            " was asked"
        )
    if not query.text and query.like:
        label = Label("The {hits:,most similar measures}, in {organisations:,organisations}")
    text = say(label, hits=len(hits), count=count, organisations=len(towns))
    if ranking.sorted_over is None:
        return text
    order = say(HIT_ORDERS[ranking.query.refinement.arrangement.order])
    over = say(search_labels.SORTED_OVER, order=order, count=ranking.sorted_over)
    return f"{text} · {over}"


def _answering(ranking: Ranking) -> Sequence[Hit]:
    return ranking.hits[: ranking.sure] or ranking.hits


def _show_hits(ranking: Ranking, *, query: SearchQuery) -> None:
    wider = _elsewhere(query, ranking) if ranking.sure < query.limit else None
    way = markdown.link(*wider) if wider else ""
    if ranking.unsure:
        text = shortened(ranking.query.text, _QUERY_LENGTH)
        message = phrase("Perhaps no measure answers “{query}”; these are the nearest", query=text)
        st.info("  \n".join([markdown.plain(message), way]), icon=":material/help:")
        way = ""
    elif way:
        names = ", ".join(
            say(kit_labels.PROVINCE, name=province_name(province))
            for province in ranking.query.filters.provinces
        )
        only = phrase("Only {count:,measures} in {names}", count=ranking.sure, names=names)
        way = f"{markdown.plain(only)} · {way}"
    _show_cards(ranking.hits, query=query, near_from=len(_answering(ranking)), way=way)
    if len(ranking.hits) >= query.limit < MOST_HITS:
        more_button(say(kit_labels.MORE), key="search.more", limit=query.limit + PAGE_SIZE)


def _show_cards(
    hits: Sequence[Hit], *, query: SearchQuery, near_from: int | None = None, way: str = ""
) -> None:
    """Draw hits, from `near_from` on below a heading, and `way` (Markdown) after those before."""
    search_about.open_from_url()
    ids = [hit.measure.id for hit in hits]
    noted, in_draft = workspace().notes.texts(ids), draft_measure_ids()
    # From the store: a correction made just now applies before the index is updated.
    about = workspace().index.classifications(ids)
    reports = workspace().library.summaries([hit.measure.report_id for hit in hits])
    of_copies = dict.fromkeys(copy.measure_id for hit in hits for copy in hit.same_text[:6])
    first_copies = workspace().library.measures(list(of_copies)) if of_copies else ()
    copies = {copy.measure.id: copy.measure for copy in first_copies}
    with st.container(gap="xsmall", key="search_hits"):
        for position, hit in enumerate(hits):
            if position == near_from and way:
                st.markdown(way)
            if position == near_from:
                st.subheader(say(search_labels.NEAREST), anchor=False)
            measure_id = hit.measure.id
            hit = replace(hit, classification=about.get(measure_id, hit.classification))
            report = reports.get(hit.measure.report_id)
            with st.container(key=f"hit_{measure_id}", gap=None):
                kind = None if report is None else report.kind
                note = noted.get(measure_id, "")
                st.html(hit_html(hit, query=query, kind=kind, copies=copies, note=note))
                take_button(measure_id, view="search", in_draft=in_draft)
        if near_from == len(hits) and way:
            st.markdown(way)
