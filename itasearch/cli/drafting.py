"""The verb drafts: which drafts of templates the library keeps."""

import typer

from itasearch.cli.context import opened
from itasearch.cli.options import Home, Json
from itasearch.cli.output import write_objects, write_table, year_label
from itasearch.model.as_json import JsonObject
from itasearch.model.drafts import DraftSummary


def drafts(context: typer.Context, as_json: Json = False, home: Home = None) -> None:
    """List the drafts of templates, the one that was changed last first.

    Example: itasearch drafts --json
    """
    with opened(context, home) as workspace:
        found = workspace.drafts()
    if as_json:
        write_objects(map(_as_json, found))
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
        draft.changed_at.isoformat(timespec="minutes"),
    )


def _as_json(draft: DraftSummary) -> JsonObject:
    return {
        "id": draft.id,
        "name": draft.name,
        "maker": draft.maker,
        "organisation": draft.organisation,
        "fiscal_year_be": draft.fiscal_year_be,
        "rows": draft.rows,
        "created_at": draft.created_at.isoformat(),
        "changed_at": draft.changed_at.isoformat(),
    }
