"""The verb watch: searches and towns that are watched, what is new of them, and mail of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import language, say
from itasearch.cli.options import (
    AllFilters,
    Home,
    Json,
    Mode,
    Refining,
    opened,
)
from itasearch.cli.output import cell_label, write_message, write_objects, write_table
from itasearch.cli.progress import refreshed
from itasearch.model.ranking import Query, SearchMode

if TYPE_CHECKING:
    from itasearch.model.watch.news import News
    from itasearch.model.watch.watches import Watch
    from itasearch.wording.objects import JsonObject
    from itasearch.wording.reasons import Language as ShownLanguage
    from itasearch.workspace import Workspace

_DAYS = 7
"""Days back of which news are shown by default."""

WatchId = Annotated[str, typer.Argument(metavar="ID", help="Of `itasearch watch list`.")]


def watch(
    context: typer.Context,
    days: Annotated[
        int, typer.Option("--days", min=1, max=3650, help="Show news of the last DAYS.")
    ] = _DAYS,
    mail: Annotated[
        bool,
        typer.Option("--mail", help="Send what was not sent yet (ITASEARCH_SMTP_HOST)."),
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show what is new or changed of what is watched, or send it by mail.

    Example: itasearch watch --days 30
    """
    context.obj = home
    if context.invoked_subcommand is not None:
        return
    if mail and as_json:
        raise typer.BadParameter(say(messages.MAIL_OR_JSON))
    with opened(home) as workspace:
        refreshed(workspace, bars=not (as_json or mail))
        workspace.check_watches(most=None)
        for one in workspace.watches_to_check():
            write_message(say(messages.NOT_COMPARED, name=one.name, id=one.id))
        if mail:
            _mail(workspace)
            return
        since = datetime.now(UTC) - timedelta(days=days)
        watches = workspace.watches()
        news = {one: workspace.watch_news(one.id, since=since) for one in watches}
    if as_json:
        write_objects(_watch_object(one, found) for one, found in news.items())
    else:
        _write_news(news, days=days)


def add(
    filters: AllFilters,
    refining: Refining,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The query.")] = "",
    town: Annotated[
        str, typer.Option("--town", metavar="ORG", help="Watch this organisation instead.")
    ] = "",
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Name of it, instead of its words.")
    ] = "",
    owner: Annotated[
        str,
        typer.Option(
            "--owner", metavar="ORG", help="Only on the desk of this organisation, by name or id."
        ),
    ] = "",
    mode: Mode = SearchMode.HYBRID,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Watch the search TEXT with its filters, or an organisation.

    Example: itasearch watch add "งดรับของขวัญ" --province เชียงใหม่
    """
    names, refinement = filters.names, refining.refinement()
    with opened(home) as workspace:
        what: Query | str = town
        if not town:
            what = workspace.query_to_watch(text, mode=mode, filters=names, refinement=refinement)
        elif text or filters != AllFilters() or refining != Refining():
            raise typer.BadParameter(say(messages.TOWN_ALONE))
        refreshed(workspace, bars=not as_json)
        made = workspace.watch(what, owner=owner, name=name)
    _write_watches([made], as_json=as_json)


def list_watches(as_json: Json = False, home: Home = None) -> None:
    """List what is watched.

    Example: itasearch watch list
    """
    with opened(home) as workspace:
        found = workspace.watches()
    if not found and not as_json:
        write_message(say(messages.NOTHING_WATCHED))
    _write_watches(found, as_json=as_json)


def remove(identifier: WatchId, home: Home = None) -> None:
    """Stop watching a search or organisation; its news and its feed are gone, too.

    Example: itasearch watch remove 0123456789abcdef
    """
    with opened(home) as workspace:
        removed = workspace.remove_watch(identifier)
    write_message(say(messages.WATCHED_NO_MORE, name=removed.name))


def _mail(workspace: "Workspace") -> None:
    from itasearch.wording.watches import counts_text

    found = workspace.mail_news(language=language().value)
    if found is None:
        write_message(say(messages.NOTHING_TO_MAIL))
        return
    counts = counts_text(found.count, language().value)
    write_message(say(messages.MAILED, counts=counts, recipients=", ".join(found.recipients)))
    for name, answer in found.refused:
        write_message(say(messages.MAIL_REFUSED, address=name, answer=answer))


def _watch_object(one: "Watch", news: "tuple[News, ...] | None" = None) -> "JsonObject":
    """A line of JSON; with `news` what is new and changed, the newest first."""
    from itasearch.model.watch.news import NewsKind
    from itasearch.wording.objects import as_object
    from itasearch.wording.watches import watch_place

    found = {**as_object(one), "address": watch_place(one).address()}
    if news is None:
        return found
    of_kind = {kind: [as_object(n) for n in news if n.kind is kind] for kind in NewsKind}
    return {**found, **{kind.value: listed for kind, listed in of_kind.items()}}


def _write_watches(watches: "list[Watch] | tuple[Watch, ...]", *, as_json: bool) -> None:
    if as_json:
        write_objects(map(_watch_object, watches))
        return
    rows = [
        (
            one.id,
            cell_label(tables.A_TOWN if one.query is None else tables.A_SEARCH),
            one.name,
            one.owner or "–",
            f"{one.checked_at:%Y-%m-%d}",
        )
        for one in watches
    ]
    headers = (tables.IDENTIFIER, tables.WHAT, tables.NAME, tables.OWNER, tables.COMPARED)
    write_table(headers, rows)


def _write_news(news: "Mapping[Watch, tuple[News, ...]]", *, days: int) -> None:
    from itasearch.wording.watches import news_facts, news_title

    if not news:
        write_message(say(messages.NOTHING_WATCHED))
        return
    shown: ShownLanguage = language().value
    rows = [
        (
            f"{item.found_at:%Y-%m-%d}",
            one.name,
            news_title(item, shown),
            news_facts(item, shown),
            item.item_id,
        )
        for one, found in news.items()
        for item in found
    ]
    if not rows:
        write_message(say(messages.NO_NEWS, days=days, count=len(news)))
        return
    headers = (tables.NOTICED, tables.WATCHED, tables.WHAT, tables.NEWS, tables.IDENTIFIER)
    write_table(headers, rows)
