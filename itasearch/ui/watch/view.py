"""What is watched: its page, the button that watches a search or a town, what is new on the desk.

The page shows all of it, or with `id` one watch; news are looked for when it is opened.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import escape

import streamlit as st

from itasearch.errors import ItaSearchError, UnknownWatchError
from itasearch.model.people import Right
from itasearch.model.ranking import Query
from itasearch.model.watches import NO_NEWS, News, NewsCount, NewsSubject, Watch
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.cards import gist_html, town_names
from itasearch.ui.kit.faults import attempt, log_fault
from itasearch.ui.kit.state import address, may, workspace, write_url
from itasearch.ui.kit.who import cookie, remember
from itasearch.ui.towns.own_town import chosen_town
from itasearch.wording.errors import NO_SUCH_WATCH
from itasearch.wording.feed import feed_address
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import time_text
from itasearch.wording.language import phrase, say
from itasearch.wording.watches import CHANGED_COUNT, counts_text, news_facts, news_place, news_title

WATCH_SEARCH_HELP = Label(
    "Keeps this search with its filters; the first page shows what is new or changed of it"
)
WATCH_TOWN_HELP = Label(
    "The first page shows when this organisation has a new or changed report or ITA result"
)
ALL = Label("All that is watched")
TITLE = Label("What is watched")
HELP_OWN = Label(
    "Searches and organisations that you watch: only you and administrators see them;"
    " who knows the address for Outlook or Thunderbird can read it"
)
HELP_ALL = Label(
    "What everyone watches, as you are an administrator; others see what they watch themselves"
)
SIGNED_IN_ONLY = Label("Those who signed in can watch searches and organisations")
NONE = Label("Nothing is watched yet: “More” at an answer or on an organisation's page has “Watch”")
WATCHED = Label("Watched", "watch")
WHERE_NEWS_ARE = Label("The first page and “What is watched” say what is new when you come back")
NONE_OF_TOWN = Label("Nothing is watched for this organisation; {count:,} for others")
SINCE = Label("Watched since {when}")
NEWS = Label("Its news ({count:,})")
NEW_OF_SEARCH = Label("{count:,} new of your search {name}")
FEED_HELP = Label(
    "Copy this address and add it there under “RSS”: what is new comes like mail, without this page"
)
REMOVE = Label("Stop watching")
FEED_GONE = Label("There is no such feed; it may no longer be watched")
FEED_LATER = Label("The library cannot be read now; try later")

VISIT_COOKIE = "itasearch_visit"
_BEFORE = "desk.visit_before"

WEEK = timedelta(days=7)
_PAUSE = 4 * 3600  # seconds without the app after which a new visit begins: half a day
_MOST_DIGITS = 11  # of a moment; more is none


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


def watch_button(what: Query | str) -> None:
    """Draw the button for a search, made by `workspace.watches.query`, or for a town's id."""
    owner = chosen_town() or ""
    watch = workspace().watches.find(what, owner=owner)
    if watch is not None:
        watched = markdown.link(say(WATCHED), address("watch", {"id": watch.id}))
        st.markdown(f":material/check: {watched}  \n{say(WHERE_NEWS_ARE)}")
        return
    if not may(Right.WATCH):
        return

    def watch_it() -> None:
        if attempt(lambda: workspace().watches.add(what, owner=owner)):
            text = f"{say(WATCHED)}  \n{say(WHERE_NEWS_ARE)}"
            st.toast(text, icon=":material/check:", duration="long")

    is_town = isinstance(what, str)
    st.button(
        phrase("Watch"),
        key="town.watch" if is_town else "search.watch",
        icon=":material/visibility:",
        type="tertiary",
        help=say(WATCH_TOWN_HELP if is_town else WATCH_SEARCH_HELP),
        on_click=watch_it,
    )


_MOST_SHOWN = 6  # watches that the desk lists, those with news first

EVER = datetime(2000, 1, 1, tzinfo=UTC)  #: Before any news


def watched_html(town: str, *, before: datetime | None) -> str:
    """What is watched on a town's desk, with counts of news since the last visit, or of all."""
    compare()
    watches = workspace().watches.all(owner=town)
    every = html.link(say(ALL), address("watch"), kind="button plain")
    if not watches and (count := len(workspace().watches.all())):
        none = html.quiet(say(NONE_OF_TOWN, count=count))
        return f'{none}<p class="ita-onward">{every}</p>'
    if not watches:
        return html.quiet(say(NONE if may(Right.WATCH) else SIGNED_IN_ONLY))
    counts = workspace().watches.news_counts(before or EVER)
    newest_first = sorted(watches, key=lambda watch: -counts.get(watch.id, NO_NEWS).total)
    items = (
        _line_html(watch, counts.get(watch.id, NO_NEWS)) for watch in newest_first[:_MOST_SHOWN]
    )
    quiet = ""
    if before is not None and not any(watch.id in counts for watch in watches):
        quiet = html.quiet(phrase("Nothing new since {when}", when=time_text(before)))
    return f'{quiet}{html.lines(items)}<p class="ita-onward">{every}</p>'


def news_html(*, before: datetime | None) -> str:
    """What is watched and has news since the last visit, and the way to all; "" without watches."""
    watches = workspace().watches.all()
    if not watches:
        return ""
    compare()
    counts = workspace().watches.news_counts(before or EVER)
    new = [watch for watch in watches if counts.get(watch.id, NO_NEWS).total]
    label = phrase("{count:,} watched", count=len(watches))
    every = html.link(label, address("watch"), kind="file")
    nothing = "" if new else html.plain(" · " + phrase("nothing new"))
    listed = (_line_html(watch, counts[watch.id]) for watch in new[:_MOST_SHOWN])
    return html.lines([*listed, every + nothing])


def compare() -> None:
    """Compare with the library what is watched; what goes wrong is logged, older news remain."""
    try:
        workspace().watches.check()
    except ItaSearchError as error:
        log_fault(error)


def _watch_name(watch: Watch) -> str:
    return workspace().watches.in_own_language(watch).name


def target(watch: Watch) -> str:
    """Address of the search or the town, in the screen's language."""
    return address("town" if watch.query is None else "./", watch.address)


def _line_html(watch: Watch, count: NewsCount) -> str:
    name = shortened(_watch_name(watch), 80)
    if not count.total:
        return html.link(name, target(watch), kind="file")
    label = Label("{count:,} new of {name}") if watch.query is None else NEW_OF_SEARCH
    text = say(label, count=count.new, name=name) if count.new else name
    link = html.link(text, address("watch", {"id": watch.id}), kind="file")
    mark = html.badge(say(CHANGED_COUNT, count=count.changed)) if count.changed else ""
    answer = Label("Open its page") if watch.query is None else Label("Open the answer")
    return f"<strong>{link}</strong> {mark} {html.link(say(answer), target(watch), kind='small')}"


def render() -> None:
    """Draw what is watched."""
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
    st.title(say(TITLE), anchor=False)
    watches = workspace().watches.all()
    if not watches:
        st.caption(say(NONE if may(Right.WATCH) else SIGNED_IN_ONLY))
        return
    new = workspace().watches.news_counts(visit_before() or EVER)
    ever = workspace().watches.news_counts(EVER)
    owners = workspace().library.organisations_of([watch.owner for watch in watches if watch.owner])
    names = town_names(owners)
    makers = _makers_of(watches)
    help_label = Label(
        "Searches and organisations of this library: everyone at this computer sees the same "
        "list; “your last visit” is what this browser remembers"
    )
    if workspace().person.signed_in:
        help_label = HELP_ALL if may(Right.ADMINISTER) else HELP_OWN
    st.caption(say(help_label))
    for watch in watches:
        facts = [say(SINCE, when=time_text(watch.made_at))]
        if watch.owner in names:
            facts.append(phrase("on the desk of {name}", name=names[watch.owner]))
        if watch.id in makers:
            facts.append(makers[watch.id])
        mark = ""
        if text := counts_text(new.get(watch.id, NO_NEWS)):
            mark = f" {html.badge(text, kind='strong')}"
        head = f'<h2 class="ita-section">{_link(watch)}{mark}</h2>'
        count = ever.get(watch.id, NO_NEWS).total
        href = address("watch", {"id": watch.id})
        news = html.link(say(NEWS, count=count), href, kind="small") if count else ""
        _show_watch(watch, head + html.quiet(" · ".join(facts)), news)


def _makers_of(watches: Sequence[Watch]) -> Mapping[str, str]:
    """Who watches, by the watch's id: of those that others began, which administrators see."""
    own = workspace().person.id
    of_others = [watch for watch in watches if watch.maker != own]
    if not of_others:
        return {}
    names = {person.id: person.name or person.id for person in workspace().people.all()}
    return {
        other.id: phrase("watched by {name}", name=names.get(other.maker, other.maker))
        if other.maker
        else phrase("watched by the library's computer")
        for other in of_others
    }


def _show_one(watch: Watch) -> None:
    every = html.link(say(ALL), address("watch"), kind="small")
    since = say(SINCE, when=time_text(watch.made_at))
    facts = html.quiet(" · ".join([since, *_makers_of([watch]).values()]))
    _show_watch(watch, f"<h1>{_link(watch)}</h1>{facts}", every)
    before = visit_before()
    news = workspace().watches.news(watch.id)
    if not news:
        st.caption(phrase("Nothing new since it is watched"))
        return
    fresh = [news for news in news if news.found_at > (before or EVER)]
    body = ""
    if fresh:
        title = phrase("New since it is watched")
        if before is not None:
            title = phrase("New since {when}", when=time_text(before))
        body = html.section_title(title) + _news_html(watch, fresh)
    if older := news[len(fresh) :]:
        body += html.section_title(phrase("Earlier")) + _news_html(watch, older)
    st.html(body)


def _link(watch: Watch) -> str:
    return html.link(_watch_name(watch), target(watch), kind="town")


def _show_watch(watch: Watch, head: str, news: str) -> None:
    # Not a link of the app: the browser, or the reader of feeds, opens it.
    href, tip = escape(feed_address(watch.id)), escape(say(FEED_HELP))
    name = escape(phrase("Follow it in Outlook or Thunderbird"))
    feed = f'<a class="ita-link small outside" href="{href}" title="{tip}">{name}</a>'
    with st.container(key=f"watch_{watch.id}", gap=None):
        st.html(f'{head}<p class="ita-onward">{news}{feed}</p>')
        if not may(Right.WATCH):
            return
        with st.popover(say(REMOVE), key=f"watch_removal_{watch.id}", type="tertiary"):
            st.caption(phrase("Its news are gone, too, also in Outlook or Thunderbird"))
            st.button(say(REMOVE), key=f"watch.remove.{watch.id}", on_click=_remove, args=(watch,))


def _news_html(watch: Watch, news: Sequence[News]) -> str:
    items = []
    for item in news:
        position = news_place(watch, item)
        target = address(position.view or "./", position.values)
        link = html.link(news_title(item), target, kind="file")
        when = phrase("noticed {when}", when=time_text(item.found_at))
        facts = html.facts_line([*map(escape, (*news_facts(item), when))])
        gist = gist_html(item.title) if item.subject is NewsSubject.MEASURE else ""
        items.append(f'{link}{gist}<br><span class="ita-quiet">{facts}</span>')
    return html.lines(items)


def _remove(watch: Watch) -> None:
    if attempt(lambda: workspace().watches.remove(watch.id)):
        st.query_params.pop("id", None)
        st.toast(markdown.plain(phrase("No longer watched: {name}", name=_watch_name(watch))))
