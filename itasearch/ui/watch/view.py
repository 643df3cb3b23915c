"""The page of what is watched: all of it, or with `id` one watch with its news.

News are compared with the library when the page is opened and reports have changed.
"""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from itasearch.errors import UnknownWatchError
from itasearch.model.people import Right
from itasearch.model.watches import NO_NEWS, News, Watch
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import time_name, town_name
from itasearch.ui.kit.faults import attempt, faults_shown
from itasearch.ui.kit.html import (
    badge_html,
    link_html,
    plain_markdown,
    quiet_html,
    section_title_html,
)
from itasearch.ui.kit.state import (
    WATCHES,
    address,
    language,
    may,
    phrase,
    say,
    workspace,
    write_url,
)
from itasearch.ui.watch import labels
from itasearch.ui.watch.desk import EVER, compare, target, watch_name
from itasearch.ui.watch.visits import visit_before
from itasearch.wording.app_errors import NO_SUCH_WATCH
from itasearch.wording.feed import feed_address
from itasearch.wording.watches import counts_text, news_facts, news_place, news_title


def render() -> None:
    """Draw what is watched."""
    with faults_shown():
        watch_id = st.query_params.get("id", "").strip()
        write_url("watch", {"id": watch_id}, keys=())
        with st.spinner(say(kit_labels.LOADING)):
            compare()
        if not watch_id:
            _show_all()
            return
        try:
            watch = workspace().watches.get(watch_id)
        except UnknownWatchError:
            st.warning(say(NO_SUCH_WATCH))
            _show_all()
            return
        _show_one(watch)


def _show_all() -> None:
    st.title(say(labels.TITLE), anchor=False)
    watches = workspace().watches.all()
    if not watches:
        st.caption(say(labels.NONE if may(Right.WATCH) else labels.SIGNED_IN_ONLY))
        return
    before = visit_before()
    new = {} if before is None else workspace().watches.news_counts(before)
    ever = workspace().watches.news_counts(EVER)
    owners = workspace().library.organisations_of([one.owner for one in watches if one.owner])
    names = {one.organisation.id: town_name(one.organisation.name) for one in owners}
    makers = _makers_of(watches)
    help_label = labels.HELP
    if workspace().person.signed_in:
        help_label = labels.HELP_ALL if may(Right.ADMINISTER) else labels.HELP_OWN
    st.caption(say(help_label))
    for watch in watches:
        facts = [say(labels.SINCE, when=time_name(watch.made_at))]
        if watch.owner in names:
            facts.append(phrase("on the desk of {name}", name=names[watch.owner]))
        if watch.id in makers:
            facts.append(makers[watch.id])
        mark = ""
        if text := counts_text(new.get(watch.id, NO_NEWS), language()):
            mark = f" {badge_html(text, kind='strong')}"
        head = f'<h2 class="ita-section">{_link(watch)}{mark}</h2>'
        count = ever.get(watch.id, NO_NEWS).total
        href = address(WATCHES, {"id": watch.id})
        news = link_html(say(labels.NEWS, count=count), href, kind="small") if count else ""
        _show_watch(watch, head + quiet_html(" · ".join(facts)), news)


def _makers_of(watches: Sequence[Watch]) -> Mapping[str, str]:
    """Who watches, by the watch's id: of those that others began, which administrators see."""
    own = workspace().person.id
    of_others = [one for one in watches if one.maker != own]
    if not of_others:
        return {}
    names = {one.id: one.name or one.id for one in workspace().people.all()}
    return {
        one.id: phrase("watched by {name}", name=names.get(one.maker, one.maker))
        if one.maker
        else phrase("watched by the library's computer")
        for one in of_others
    }


def _show_one(watch: Watch) -> None:
    every = link_html(say(labels.ALL), address(WATCHES), kind="small")
    since = say(labels.SINCE, when=time_name(watch.made_at))
    facts = quiet_html(" · ".join([since, *_makers_of([watch]).values()]))
    _show_watch(watch, f"<h1>{_link(watch)}</h1>{facts}", every)
    before = visit_before()
    news = workspace().watches.news(watch.id)
    if not news:
        st.caption(phrase("Nothing new since it is watched"))
        return
    fresh = [one for one in news if before is not None and one.found_at > before]
    body = ""
    if fresh and before is not None:
        title = phrase("New since {when}", when=time_name(before))
        body = section_title_html(title) + _news_html(watch, fresh)
    if older := news[len(fresh) :]:
        body += section_title_html(phrase("Earlier")) + _news_html(watch, older)
    st.html(body)


def _link(watch: Watch) -> str:
    return link_html(watch_name(watch), target(watch), kind="town")


def _show_watch(watch: Watch, head: str, news: str) -> None:
    """Draw what is watched (markup), the way to its news and its feed, and what ends it."""
    # Not a link of the app: the browser, or the reader of feeds, opens it.
    href, tip = escape(feed_address(watch.id, language())), escape(say(labels.FEED_HELP))
    name = escape(phrase("Atom feed"))
    feed = f'<a class="ita-link small outside" href="{href}" title="{tip}">{name}</a>'
    with st.container(key=f"watch_{watch.id}", gap=None):
        st.html(f'{head}<p class="ita-onward">{news}{feed}</p>')
        if not may(Right.WATCH):
            return
        with st.popover(say(labels.REMOVE), key=f"watch_removal_{watch.id}", type="tertiary"):
            st.caption(phrase("Its news and its feed are gone, too"))
            st.button(
                say(labels.REMOVE),
                key=f"watch.remove.{watch.id}",
                on_click=_remove,
                args=(watch,),
            )


def _news_html(watch: Watch, news: Sequence[News]) -> str:
    items = []
    for one in news:
        place = news_place(watch, one)
        target = address(f"./{place.view}", place.values)  # "?q=…" alone would be this view
        link = link_html(news_title(one, language()), target, kind="file")
        when = phrase("noticed {when}", when=time_name(one.found_at))
        facts = escape(f"{news_facts(one, language())} · {when}")
        items.append(f'<li>{link}<br><span class="ita-quiet">{facts}</span></li>')
    return f'<ul class="ita-lines">{"".join(items)}</ul>'


def _remove(watch: Watch) -> None:
    if attempt(lambda: workspace().watches.remove(watch.id)):
        st.query_params.pop("id", None)
        st.toast(plain_markdown(phrase("No longer watched: {name}", name=watch_name(watch))))
