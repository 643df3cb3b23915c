"""The verb drafts: which drafts of templates the library keeps."""

import typer

from itasearch.cli.context import opened
from itasearch.cli.options import Home, Json
from itasearch.cli.output import write_objects, write_table, year_label
from itasearch.model.drafts import DraftSummary
from itasearch.model.drafts_json import draft_as_json


def drafts(context: typer.Context, as_json: Json = False, home: Home = None) -> None:
    """List the drafts of templates, the one that was changed last first.

    itasearch export --draft ID writes one to a file; the app opens it at template?draft=ID.

    Example: itasearch drafts --json
    """
    with opened(context, home) as workspace:
        found = workspace.drafts()
    if as_json:
        write_objects(map(draft_as_json, found))
    else:
        headers = ("Draft", "Name", "Made by", "For", "Year", "Rows", "Changed")
        write_table(headers, map(_row, found))


def _row(draft: DraftSummary) -> tuple[str, ...]:
    return (
        draft.id,
        draft.name,
        draft.maker or "",
        draft.organisation or "",
        year_label(draft.fiscal_year_be),
        str(draft.rows),
        # By this machine's clock; --json tells UTC.
        f"{draft.changed_at.astimezone():%Y-%m-%d %H:%M}",
    )
