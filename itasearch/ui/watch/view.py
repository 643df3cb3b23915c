"""Saved searches: their page, the button that saves one, and what is new since the last visit."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import escape

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.people import Right
from itasearch.model.ranking import Query
from itasearch.model.watches import NewHit, Watch, search_address
from itasearch.ui.kit import html, markdown
from itasearch.ui.kit.faults import attempt, log_fault
from itasearch.ui.kit.state import address, kept_answer, may, workspace, write_url
from itasearch.ui.kit.who import cookie, remember
from itasearch.wording.feed import feed_address
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import time_text
from itasearch.wording.language import phrase, say
from itasearch.wording.watches import hit_facts, hit_title

TITLE = Label("Saved searches")
NONE = Label("No search is saved yet: “More” at an answer has “Save this search”")
SIGNED_IN_ONLY = Label("Those who signed in can save searches")
SAVE_HELP = Label("Keeps this search with its filters; the first page shows what is new of it")
FEED_HELP = Label(
    "Copy this address and add it there under “RSS”: what is new comes like mail, without this page"
)
REMOVE = Label("Remove", "watch")

VISIT_COOKIE = "itasearch_visit"
_BEFORE = "desk.visit_before"

WEEK = timedelta(days=7)
_PAUSE = 4 * 3600  # seconds without the app after which a new visit begins: half a day
_MOST_DIGITS = 11  # of a moment; more is none
_MOST_SHOWN = 6  # saved searches that the first page lists, those with news first


def visit_before() -> datetime | None:
    """When the visit before this one ended; None at the first one. Remembers this one."""
    if _BEFORE not in st.session_state:
        ended, _, seen = cookie(VISIT_COOKIE).partition(".")
        before, latest = _moment(ended), _moment(seen)
        now = int(time.time())
        if latest and now - latest > _PAUSE:
            before = latest
        st.session_state[_BEFORE] = before
        remember(VISIT_COOKIE, f"{before}.{now}")
    number = int(st.session_state[_BEFORE])
    return datetime.fromtimestamp(number, UTC) if number else None


def new_since() -> datetime:
    """From when on what was added is new: since the visit before, a week ago at the latest."""
    week = datetime.now(UTC) - WEEK
    return min(visit_before() or week, week)


def _moment(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number and int(text) <= time.time() else 0


def save_button(query: Query) -> None:
    """Draw the button that saves a search made by `workspace.watches.query`."""
    if workspace().watches.find(query) is not None:
        st.markdown(f":material/check: {markdown.link(say(TITLE), address('watch'))}")
        return
    if not may(Right.DRAFT):
        return

    def save() -> None:
        if attempt(lambda: workspace().watches.add(query)):
            st.toast(phrase("Saved; the first page shows what is new"), icon=":material/check:")

    st.button(
        phrase("Save this search"),
        key="search.watch",
        icon=":material/visibility:",
        type="tertiary",
        help=say(SAVE_HELP),
        on_click=save,
    )


def news_html() -> str:
    """Saved searches with how much is new since the last visit; "" without any."""
    pairs = [(saved, _news_of(saved)) for saved in workspace().watches.all()]
    if not pairs:
        return ""
    pairs.sort(key=lambda pair: -len(pair[1]))
    lines = []
    for saved, news in pairs[:_MOST_SHOWN]:
        link = html.link(shortened(saved.name, 80), _search_of(saved), kind="file")
        mark = html.badge(phrase("{count:,} new", count=len(news)), kind="strong") if news else ""
        lines.append(f"{link} {mark}")
    every = html.link(say(TITLE), address("watch"), kind="button plain")
    return f'{html.lines(lines)}<p class="ita-onward">{every}</p>'


def _news_of(saved: Watch) -> Sequence[NewHit]:
    """What is new since the last visit; at the first visit, of the last week."""
    since = visit_before() or datetime.now(UTC) - WEEK
    try:
        return kept_answer(
            ("watch", saved.id),
            lambda: workspace().watches.news(saved, since=since),
        )
    except ItaSearchError as error:
        log_fault(error)
        return ()


def _search_of(saved: Watch) -> str:
    return address("./", search_address(saved.query))


def render() -> None:
    """Draw the saved searches, each with what is new, its feed and a button that removes it."""
    write_url("watch", {}, keys=())
    st.title(say(TITLE), anchor=False)
    watches = workspace().watches.all()
    if not watches:
        st.caption(say(NONE if may(Right.DRAFT) else SIGNED_IN_ONLY))
    for saved in watches:
        name = html.link(saved.name, _search_of(saved), kind="town")
        made = html.quiet(phrase("Saved {when}", when=time_text(saved.made_at)))
        # Not a link of the app: the browser, or the reader of feeds, opens it.
        href, tip = escape(feed_address(saved.id)), escape(say(FEED_HELP))
        feed = escape(phrase("Follow it in Outlook or Thunderbird"))
        with st.container(key=f"watch_{saved.id}", gap=None):
            st.html(
                f'<h2 class="ita-section">{name}</h2>{made}{_list_html(saved, _news_of(saved))}'
                f'<p class="ita-onward"><a class="ita-link small outside" href="{href}" '
                f'title="{tip}">{feed}</a></p>'
            )
            key = f"watch.remove.{saved.id}"
            st.button(say(REMOVE), key=key, type="tertiary", on_click=_remove, args=(saved,))


def _list_html(saved: Watch, news: Sequence[NewHit]) -> str:
    before = visit_before()
    if not news:
        when = time_text(before or datetime.now(UTC) - WEEK)
        return html.quiet(phrase("Nothing new since {when}", when=when))
    items = []
    for item in news:
        values = {**search_address(saved.query), "see": item.hit.measure.id}
        link = html.link(hit_title(item.hit), address("./", values), kind="file")
        added = phrase("added {when}", when=time_text(item.added_at))
        facts = html.facts_line([*map(escape, filter(None, (hit_facts(item.hit), added)))])
        items.append(f'{link}<br><span class="ita-quiet">{facts}</span>')
    return html.lines(items)


def _remove(saved: Watch) -> None:
    if attempt(lambda: workspace().watches.remove(saved.id)):
        st.toast(markdown.plain(phrase("Removed: {name}", name=saved.name)))
