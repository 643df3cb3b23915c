"""What is new of what is watched since the last visit, on the desk."""

from datetime import UTC, datetime

from itasearch.errors import ItaSearchError
from itasearch.model.people import Right
from itasearch.model.watches import NO_NEWS, NewsCount, Watch
from itasearch.ui.kit.cards import time_name
from itasearch.ui.kit.faults import log_fault
from itasearch.ui.kit.html import badge_html, link_html, quiet_html
from itasearch.ui.kit.state import (
    SEARCH,
    TOWN,
    WATCHES,
    address,
    language,
    may,
    phrase,
    say,
    workspace,
)
from itasearch.ui.watch import labels
from itasearch.wording.label import Label, shortened
from itasearch.wording.watches import CHANGED_COUNT

_MOST_SHOWN = 6  # watches that the desk lists, those with news first
_NAME_LENGTH = 80  # most code points of a watch's name

EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Before any news."""


def watched_html(town: str, *, before: datetime | None) -> str:
    """What is watched on the desk of an organisation, with counts of its news since the last visit.

    At the first one all news counts: it came after the watch began.
    """
    compare()
    watches = workspace().watches.all(owner=town)
    every = link_html(say(labels.ALL), address(WATCHES), kind="button plain")
    if not watches and (count := len(workspace().watches.all())):
        none = quiet_html(say(labels.NONE_OF_TOWN, count=count))
        return f'{none}<p class="ita-onward">{every}</p>'
    if not watches:
        return quiet_html(say(labels.NONE if may(Right.WATCH) else labels.SIGNED_IN_ONLY))
    counts = workspace().watches.news_counts(before or EVER)
    newest_first = sorted(watches, key=lambda one: -counts.get(one.id, NO_NEWS).total)
    items = "".join(
        f"<li>{_line_html(one, counts.get(one.id, NO_NEWS))}</li>"
        for one in newest_first[:_MOST_SHOWN]
    )
    quiet = ""
    if before is not None and not any(one.id in counts for one in watches):
        quiet = quiet_html(phrase("Nothing new since {when}", when=time_name(before)))
    return f'{quiet}<ul class="ita-lines">{items}</ul><p class="ita-onward">{every}</p>'


def news_html(*, before: datetime | None) -> str:
    """What is watched and has news since the last visit, of whatever town; "" for none."""
    compare()
    counts = workspace().watches.news_counts(before or EVER)
    watches = [one for one in workspace().watches.all() if counts.get(one.id, NO_NEWS).total]
    items = "".join(f"<li>{_line_html(one, counts[one.id])}</li>" for one in watches[:_MOST_SHOWN])
    return f'<ul class="ita-lines">{items}</ul>' if items else ""


def compare() -> None:
    """Compare with the library what is watched; what goes wrong is logged, older news remain."""
    try:
        workspace().watches.check()
    except ItaSearchError as error:
        log_fault(error)


def watch_name(watch: Watch) -> str:
    """Its name in the screen's language."""
    return workspace().watches.in_language(language(), watch).name


def target(watch: Watch) -> str:
    """Address of the search or the town, in the screen's language."""
    return address(TOWN if watch.query is None else SEARCH, watch.address)


def where_html(watch: Watch) -> str:
    """A link to the answer of the search, or to the town's page."""
    label = Label("Open its page") if watch.query is None else Label("Open the answer")
    return link_html(say(label), target(watch), kind="small")


def _line_html(watch: Watch, count: NewsCount) -> str:
    name = shortened(watch_name(watch), _NAME_LENGTH)
    if not count.total:
        return link_html(name, target(watch), kind="file")
    label = Label("{count:,} new of {name}") if watch.query is None else labels.NEW_OF_SEARCH
    text = say(label, count=count.new, name=name) if count.new else name
    link = link_html(text, address(WATCHES, {"id": watch.id}), kind="file")
    changed = CHANGED_COUNT.text(language(), count=count.changed)
    mark = badge_html(changed) if count.changed else ""
    return f"<strong>{link}</strong> {mark} {where_html(watch)}"
