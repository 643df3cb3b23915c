"""The verb watch: searches and towns that are watched, what is new of them, and mail of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli import labels, output as out
from itasearch.cli.options import AllFilters, Mode, Refining, argument, opened, option, wrong
from itasearch.cli.progress import refreshed
from itasearch.model.ranking import Query, SearchMode
from itasearch.wording.label import Label

if TYPE_CHECKING:
    from itasearch.model.watches import News, SentNews, Watch

_DAYS = 7  # of which news are shown by default


def watch(
    context: typer.Context,
    days: Annotated[int, option("--days", "Show news of the last DAYS.", min=1, max=3650)] = _DAYS,
    mail: Annotated[
        bool, option("--mail", "Send what was not sent yet (ITASEARCH_SMTP_HOST).")
    ] = False,
    webhook: Annotated[
        bool, option("--webhook", "Send it to the webhook (ITASEARCH_WEBHOOK_URL).")
    ] = False,
) -> None:
    """Show what is new or changed of what is watched, or send it by mail or to a webhook.

    Example: itasearch watch --days 30
    """
    if context.invoked_subcommand is not None:
        return
    sends = mail or webhook
    if sends and out.is_json():
        raise wrong(Label("--mail or --webhook and --json exclude each other"))
    with opened() as workspace:
        refreshed(workspace, bars=not sends)
        workspace.watches.check(most=None)
        for watch in workspace.watches.to_check():
            out.write_message(labels.NOT_COMPARED, name=watch.name, id=watch.id)
        if mail:
            sent_news = workspace.watches.mail_news()
            _write_sent(sent_news, nothing=Label("nothing new, no mail was sent"))
        if webhook:
            sent_news = workspace.watches.post_news()
            _write_sent(sent_news, nothing=Label("nothing new for the webhook"))
        if sends:
            return
        since = datetime.now(UTC) - timedelta(days=days)
        watches = workspace.watches.all()
        news = {watch: workspace.watches.news(watch.id, since=since) for watch in watches}
    from itasearch.wording.objects import watch_object  # not for `itasearch --help`

    out.write_objects(watch_object(watch, news) for watch, news in news.items())
    if not out.is_json():
        _write_news(news, days=days)


def add(
    filters: AllFilters,
    refining: Refining,
    text: Annotated[str, argument("TEXT", "The query.")] = "",
    town: Annotated[str, option("--town ORG", "Watch this organisation instead.")] = "",
    name: Annotated[str, option("--name NAME", "Name of it, instead of its words.")] = "",
    owner: Annotated[
        str, option("--owner ORG", "Only on the desk of this organisation, by name or id.")
    ] = "",
    mode: Mode = SearchMode.HYBRID,
) -> None:
    """Watch the search TEXT with its filters, or an organisation.

    Example: itasearch watch add "งดรับของขวัญ" --province เชียงใหม่
    """
    names, refinement = filters.names, refining.refinement()
    with opened() as workspace:
        what: Query | str = town
        if not town:
            what = workspace.watches.query(text, mode=mode, filters=names, refinement=refinement)
        elif text or filters != AllFilters() or refining != Refining():
            raise wrong(Label("--town goes with neither TEXT nor filters"))
        refreshed(workspace)
        made = workspace.watches.add(what, owner=owner, name=name)
    _write_watches([made])


def list_watches() -> None:
    """List what is watched.

    Example: itasearch watch list
    """
    with opened() as workspace:
        _write_watches(workspace.watches.all())


def remove(identifier: Annotated[str, argument("ID", "Of `itasearch watch list`.")]) -> None:
    """Stop watching a search or organisation; its news and its feed are gone, too.

    Example: itasearch watch remove 0123456789abcdef
    """
    with opened() as workspace:
        removed = workspace.watches.remove(identifier)
    out.write_message(Label("no longer watched: {name}"), name=removed.name)


def _write_sent(news: "SentNews | None", *, nothing: Label) -> None:
    from itasearch.wording.watches import counts_text

    if news is None:
        out.write_message(nothing)
        return
    counts = counts_text(news.count)
    out.write_message(labels.MAILED, counts=counts, recipients=", ".join(news.recipients))
    for name, answer in news.refused:
        out.write_message(labels.MAIL_REFUSED, address=name, answer=answer)


def _write_watches(watches: "list[Watch] | tuple[Watch, ...]") -> None:
    columns: out.Columns[Watch] = (
        (labels.IDENTIFIER, lambda watch: watch.id),
        (
            labels.WHAT,
            lambda watch: out.cell_label(Label("search") if watch.query else Label("organisation")),
        ),
        (labels.NAME, lambda watch: watch.name),
        (Label("Owner"), lambda watch: watch.owner or "–"),
        (Label("Compared"), lambda watch: out.moment_label(watch.checked_at)),
    )
    out.write_list(watches, columns, nothing=labels.NOTHING_WATCHED)


def _write_news(news: "Mapping[Watch, tuple[News, ...]]", *, days: int) -> None:
    from itasearch.wording.watches import news_facts, news_title

    if not news:
        out.write_message(labels.NOTHING_WATCHED)
        return
    rows = []
    for watch, items in news.items():
        for item in items:
            day, facts = out.moment_label(item.found_at), " · ".join(news_facts(item))
            rows.append((day, watch.name, news_title(item), facts, item.item_id))
    if not rows:
        out.write_message(labels.NO_NEWS, days=days, count=len(news))
        return
    headers = (Label("Noticed"), Label("Watched"), labels.WHAT, Label("News"), labels.IDENTIFIER)
    out.write_table(headers, rows)
