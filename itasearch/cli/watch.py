"""The verb watch: saved searches, and what is new of each."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli import labels, output as out
from itasearch.cli.options import AllFilters, Mode, Refining, argument, opened, option
from itasearch.cli.progress import refreshed
from itasearch.model.ranking import SearchMode
from itasearch.wording.label import Label

if TYPE_CHECKING:
    from itasearch.model.watches import Watch

_DAYS = 7  # of which news are shown by default


def watch(
    context: typer.Context,
    days: Annotated[int, option("--days", "Show news of the last DAYS.", min=1, max=3650)] = _DAYS,
) -> None:
    """Show what is new of each saved search: hits in reports that were added lately.

    Example: itasearch watch --days 30
    """
    if context.invoked_subcommand is not None:
        return
    since = datetime.now(UTC) - timedelta(days=days)
    with opened() as workspace:
        refreshed(workspace)
        pairs = [
            (saved, workspace.watches.news(saved, since=since)) for saved in workspace.watches.all()
        ]
    from itasearch.wording.objects import watch_object  # not for `itasearch --help`
    from itasearch.wording.watches import hit_facts, hit_title

    if out.is_json():
        out.write_objects(watch_object(saved, news) for saved, news in pairs)
        return
    rows = [
        (
            out.moment_label(item.added_at),
            saved.name,
            hit_title(item.hit),
            hit_facts(item.hit),
            item.hit.measure.id,
        )
        for saved, news in pairs
        for item in news
    ]
    if rows:
        heads = (Label("Added"), labels.NAME, labels.TITLE, Label("Of"), labels.IDENTIFIER)
        out.write_table(heads, rows)
    elif pairs:
        out.write_message(labels.NO_NEWS, days=days, count=len(pairs))
    else:
        out.write_message(labels.NOTHING_WATCHED)


def add(
    filters: AllFilters,
    refining: Refining,
    text: Annotated[str, argument("TEXT", "The query.")] = "",
    name: Annotated[str, option("--name NAME", "Name of it, instead of its words.")] = "",
    mode: Mode = SearchMode.HYBRID,
) -> None:
    """Save the search TEXT with its filters.

    Example: itasearch watch add "งดรับของขวัญ" --province เชียงใหม่
    """
    names, refinement = filters.names, refining.refinement()
    with opened() as workspace:
        query = workspace.watches.query(text, mode=mode, filters=names, refinement=refinement)
        saved = workspace.watches.add(query, name=name)
    _write_watches([saved])


def list_watches() -> None:
    """List the saved searches.

    Example: itasearch watch list
    """
    with opened() as workspace:
        _write_watches(workspace.watches.all())


def remove(identifier: Annotated[str, argument("ID", "Of `itasearch watch list`.")]) -> None:
    """Remove a saved search; its feed is gone, too.

    Example: itasearch watch remove 0123456789abcdef
    """
    with opened() as workspace:
        removed = workspace.watches.remove(identifier)
    out.write_message(Label("removed: {text}"), text=removed.name)


def _write_watches(watches: "list[Watch] | tuple[Watch, ...]") -> None:
    columns: out.Columns[Watch] = (
        (labels.IDENTIFIER, lambda saved: saved.id),
        (labels.NAME, lambda saved: saved.name),
        (Label("Saved"), lambda saved: out.moment_label(saved.made_at)),
    )
    out.write_list(watches, columns, nothing=labels.NOTHING_WATCHED)
