"""Verbs on those with whom a library is shared: log, and mcp for assistants."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from itasearch.cli import labels, output as out
from itasearch.cli.options import opened, option
from itasearch.model import people as people_model
from itasearch.wording.label import Label
from itasearch.wording.names import ACTIONS, detail_text


def log(
    person: Annotated[str | None, option("--person ID", "Only what this person did.")] = None,
    kind: Annotated[people_model.ActionKind | None, option("--kind", "Only this.")] = None,
    days: Annotated[
        int | None, option("--days", "Only of the last DAYS.", min=1, max=36500)
    ] = None,
    limit: Annotated[int, option("--limit -k", "Lines to show.", min=1)] = 100,
) -> None:
    """Show who added, corrected, removed or exported what and when, the newest first.

    Example: itasearch log --kind remove --days 30
    """
    since = None if days is None else datetime.now(UTC) - timedelta(days=days)
    with opened() as workspace:
        actions = workspace.people.log(person_id=person, kind=kind, since=since, most=limit)

    def deed(action: people_model.Action) -> str:
        extra = detail_text(action)
        return out.code_label(ACTIONS, action.kind) + (f" ({extra})" if extra else "")

    def state(action: people_model.Action) -> str:
        ended = Label("done") if action.ended_at else Label("going on, or stopped")
        return out.cell_label(Label("failed") if action.failed else ended)

    computer = Label("this computer")
    columns: out.Columns[people_model.Action] = (
        # By this machine's clock; --json has UTC.
        (Label("When"), lambda action: out.moment_label(action.began_at)),
        (Label("Person"), lambda row: row.person_name or row.person_id or out.cell_label(computer)),
        (Label("Did"), deed),
        (Label("To"), lambda action: " ".join(filter(None, (action.title, action.subject)))),
        (labels.STATUS, state),
    )
    out.write_list(actions, columns, nothing=Label("nothing is logged"))


def mcp() -> None:
    """Let an assistant ask this library, over stdin and stdout, by the Model Context Protocol.

    The assistant's program starts it: docs/mcp.md. Over HTTP: itasearch serve.

    Example: itasearch mcp --home /srv/ita
    """
    from itasearch.mcp.start import serve_stdio  # not for `itasearch --help`

    with opened() as workspace:
        workspace.library.stats()  # a store that cannot be opened is an error here, no call's
        serve_stdio(workspace)
