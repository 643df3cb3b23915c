"""The page of what is watched: all of it, or with `id` one watch with its news.

News are compared with the library when the page is opened and reports have changed.
"""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from itasearch.errors import UnknownWatchError
from itasearch.model.people import Right
from itasearch.model.watch.news import NO_NEWS, News, NewsCount
from itasearch.model.watch.watches import Watch
from itasearch.ui.desk.visits import visit_before
from itasearch.ui.draft.current import attempt
from itasearch.ui.kit.cards import town_name
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import (
    badge_html,
    link_html,
    plain_markdown,
    quiet_html,
    section_title_html,
    text_html,
)
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import (
    WATCHES,
    address,
    language,
    may,
    say,
    workspace,
    write_url,
)
from itasearch.ui.town import labels as town_labels
from itasearch.ui.watch import labels
from itasearch.ui.watch.desk import EVER, compare, target, watch_name
from itasearch.ui.watch.feed import feed_address
from itasearch.wording.labels import time_text
from itasearch.wording.watches import counts_text, news_facts, news_place, news_title


def render() -> None:
    """Draw what is watched."""
    with faults_shown():
        watch_id = st.query_params.get("id", "").strip()
        write_url("watch", {"id": watch_id}, keys=())
        with st.spinner(say(town_labels.LOADING)):
            compare()
        if not watch_id:
            _show_all()
            return
        try:
            watch = workspace().watch_by_id(watch_id)
        except UnknownWatchError:
            st.warning(say(labels.NO_SUCH_WATCH))
            _show_all()
            return
        _show_one(watch)


def _show_all() -> None:
    st.html(f'<h1 class="ita-town">{text_html(say(labels.TITLE))}</h1>')
    watches = workspace().watches()
    if not watches:
        st.html(quiet_html(say(labels.NONE if may(Right.WATCH) else labels.SIGNED_IN_ONLY)))
        return
    before = visit_before()
    new = {} if before is None else workspace().watch_news_counts(before)
    ever = workspace().watch_news_counts(EVER)
    owners = workspace().organisations_of([one.owner for one in watches if one.owner])
    names = {one.organisation.id: town_name(one.organisation.name) for one in owners}
    makers = _makers_of(watches)
    st.html(quiet_html(say(_help())))
    for one in watches:
        with st.container(key=f"watch_{one.id}", gap=None):
            facts = _facts(one)
            if one.owner in names:
                facts.append(say(labels.OF_TOWN, name=names[one.owner]))
            if one.id in makers:
                facts.append(makers[one.id])
            head = f'<h2 class="ita-section">{_link(one)}{_news_mark(new.get(one.id))}</h2>'
            count = ever.get(one.id, NO_NEWS).total
            href = address(WATCHES, {"id": one.id})
            news = link_html(say(labels.NEWS, count=count), href, kind="small") if count else ""
            st.html(head + quiet_html(" · ".join(facts)))
            _show_ways(one, news)


def _help() -> Label:
    person = workspace().person
    if not person.signed_in:
        return labels.HELP
    return labels.HELP_ALL if may(Right.ADMINISTER) else labels.HELP_OWN


def _makers_of(watches: Sequence[Watch]) -> Mapping[str, str]:
    """Who watches, by the watch's id: of those that others began, which administrators see."""
    own = workspace().person.id
    of_others = [one for one in watches if one.maker != own]
    if not of_others:
        return {}
    names = {one.id: one.name or one.id for one in workspace().people()}
    return {
        one.id: say(labels.WATCHED_BY, name=names.get(one.maker, one.maker))
        if one.maker
        else say(labels.OF_COMPUTER)
        for one in of_others
    }


def _show_one(watch: Watch) -> None:
    st.html(f'<h1 class="ita-town">{_link(watch)}</h1>')
    every = link_html(say(labels.ALL), address(WATCHES), kind="small")
    st.html(quiet_html(" · ".join([*_facts(watch), *_makers_of([watch]).values()])))
    _show_ways(watch, every)
    before = visit_before()
    news = workspace().watch_news(watch.id)
    if not news:
        st.html(quiet_html(say(labels.NO_NEWS_YET)))
    else:
        fresh = [one for one in news if before is not None and one.found_at > before]
        older = news[len(fresh) :]
        if fresh and before is not None:
            title = say(labels.SINCE_LAST, when=time_text(before))
            st.html(section_title_html(title) + _news_html(watch, fresh))
        if older:
            st.html(section_title_html(say(labels.EARLIER)) + _news_html(watch, older))


def _facts(watch: Watch) -> list[str]:
    return [say(labels.SINCE, when=time_text(watch.made_at))]


def _link(watch: Watch) -> str:
    return link_html(watch_name(watch), target(watch), kind="town")


def _news_mark(count: NewsCount | None) -> str:
    text = counts_text(count, language()) if count else ""
    return f" {badge_html(text, kind='strong')}" if text else ""


def _show_ways(watch: Watch, news: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"watch_ways_{watch.id}"):
        st.html(_ways_html(watch, news), width="content")
        if not may(Right.WATCH):
            return
        with st.popover(
            say(labels.REMOVE), key=f"watch_removal_{watch.id}", type="tertiary", width="content"
        ):
            st.html(quiet_html(say(labels.REMOVE_HELP)))
            st.button(
                say(labels.REMOVE),
                key=f"watch.remove.{watch.id}",
                on_click=_remove,
                args=(watch,),
            )


def _ways_html(watch: Watch, news: str) -> str:
    # Not a link of the app: the browser, or the reader of feeds, opens it.
    href, tip = escape(feed_address(watch.id, language())), escape(say(labels.FEED_HELP))
    name = escape(say(labels.FEED))
    feed = f'<a class="ita-link small outside" href="{href}" title="{tip}">{name}</a>'
    return f'<p class="ita-onward">{news}{feed}</p>'


def _news_html(watch: Watch, news: Sequence[News]) -> str:
    items = "".join(f"<li>{_item_html(watch, one)}</li>" for one in news)
    return f'<ul class="ita-lines">{items}</ul>'


def _item_html(watch: Watch, one: News) -> str:
    link = link_html(news_title(one, language()), _target(watch, one), kind="file")
    when = say(labels.NOTICED, when=time_text(one.found_at))
    facts = f"{news_facts(one, language())} · {when}"
    return f'{link}<br><span class="ita-quiet">{escape(facts)}</span>'


def _target(watch: Watch, one: News) -> str:
    place = news_place(watch, one)
    return address(f"./{place.view}", place.values)  # "?q=…" alone would be this view


def _remove(watch: Watch) -> None:
    if attempt(lambda: workspace().remove_watch(watch.id)):
        st.query_params.pop("id", None)
        st.toast(plain_markdown(say(labels.REMOVED, name=watch_name(watch))))
