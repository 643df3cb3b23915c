"""Verbs on those with whom a library is shared: people, log, keys, and mcp for assistants."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from itasearch.cli import labels, output as out
from itasearch.cli.options import argument, opened, opened_or_new, option, wrong_usage
from itasearch.clock import local_time
from itasearch.model import people as people_model
from itasearch.wording.label import Label
from itasearch.wording.names import ACTIONS, ROLE, ROLES, detail_text, organisations_in

if TYPE_CHECKING:
    from itasearch.workspace import Workspace

_Owners: TypeAlias = Annotated[
    list[str] | None,
    option(
        "--organisation NAME",
        "Of an editor: whose reports may be changed; repeatable. Without it all.",
    ),
]


def people(context: typer.Context) -> None:
    """List who signed in to the shared library, and the role of each.

    Example: itasearch people
    """
    if context.invoked_subcommand is not None:
        return
    with opened() as workspace:
        _write_people(workspace, workspace.people.all())


def set_role(
    person: Annotated[str, argument("ID", "As the provider or proxy calls the person.")],
    role: Annotated[people_model.Role, option("--role", "What the person may do.")],
    organisation: _Owners = None,
    name: Annotated[str, option("--name NAME", "To show.")] = "",
) -> None:
    """Give a person a role, also before they sign in first.

    Example: itasearch people set somying@maeka.go.th --role editor --organisation ทต.แม่กา
    """
    with opened_or_new(in_folder=True) as workspace:
        before = workspace.people.all()
        with wrong_usage():
            changed = workspace.people.set_role(
                person, role, organisations=tuple(organisation or ()), name=name
            )
        _write_people(workspace, [changed])
    if changed in before:
        out.write_message(
            Label("{person} has this role already; nothing was changed"), person=person
        )


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
        names = _organisation_names(workspace, organisations_in(actions))

    def deed(action: people_model.Action) -> str:
        extra = detail_text(action, names, lambda role: out.code_label(ROLES, role))
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


def _write_people(workspace: "Workspace", persons: Iterable[people_model.KnownPerson]) -> None:
    listed = [*persons]
    names = _organisation_names(workspace, {id for who in listed for id in who.organisation_ids})
    columns: out.Columns[people_model.KnownPerson] = (
        (labels.IDENTIFIER, lambda person: person.id),
        (labels.NAME, lambda person: person.name),
        (ROLE, lambda person: out.code_label(ROLES, person.role)),
        (labels.FOR, lambda person: ", ".join(names.get(id, id) for id in person.organisation_ids)),
        (
            Label("Last seen"),
            lambda person: out.moment_label(person.last_seen) if person.last_seen else "–",
        ),
    )
    out.write_list(listed, columns, nothing=Label("nobody has signed in yet"))


def _organisation_names(workspace: "Workspace", ids: Collection[str]) -> Mapping[str, str]:
    towns = workspace.library.organisations_of(sorted(ids)) if ids else ()
    return {town.organisation.id: town.organisation.name for town in towns}


def make(
    name: Annotated[str, argument("NAME", "Of the program, or of whoever runs it.")],
    role: Annotated[
        people_model.Role, option("--role", "What the program may do.")
    ] = people_model.Role.READER,
    organisation: _Owners = None,
    per_minute: Annotated[
        int,
        option(
            "--per-minute",
            "Requests that are answered within a minute.",
            min=1,
            max=people_model.MOST_REQUESTS_PER_MINUTE,
        ),
    ] = people_model.REQUESTS_PER_MINUTE,
) -> None:
    """Make a key for a program, and show its secret, which is not shown again.

    Example: itasearch keys make "เว็บไซต์จังหวัด" --role reader
    """
    with opened_or_new(in_folder=True) as workspace, wrong_usage():
        made, secret = workspace.people.make_key(
            name, role, organisations=tuple(organisation or ()), per_minute=per_minute
        )
    if out.is_json():
        from itasearch.wording.objects import as_object  # not for `itasearch --help`

        out.write_objects([{**as_object(made), "secret": secret}])
        return
    out.write_line(secret)
    out.write_message(labels.KEY_MADE, id=made.id, name=made.name)


def list_keys() -> None:
    """List the keys of programs, revoked ones too.

    Example: itasearch keys list
    """
    with opened() as workspace:
        keys = workspace.people.keys()
        names = _organisation_names(workspace, {id for key in keys for id in key.organisation_ids})
    columns: out.Columns[people_model.AccessKey] = (
        (labels.IDENTIFIER, lambda key: key.id),
        (labels.NAME, lambda key: key.name),
        (ROLE, lambda key: out.code_label(ROLES, key.role)),
        (labels.FOR, lambda key: ", ".join(names.get(id, id) for id in key.organisation_ids)),
        (Label("Requests a minute"), lambda key: str(key.per_minute)),
        (Label("Made"), lambda key: f"{local_time(key.made_at):%Y-%m-%d}"),
        (
            labels.STATUS,
            lambda key: out.cell_label(Label("revoked") if key.revoked_at else Label("in force")),
        ),
    )
    out.write_list(keys, columns, nothing=Label("there are no keys yet"))


def revoke(identifier: Annotated[str, argument("ID", "Of `itasearch keys list`.")]) -> None:
    """Let a key open nothing any more, at once.

    Example: itasearch keys revoke 0123456789abcdef
    """
    with opened() as workspace:
        revoked = workspace.people.revoke_key(identifier)
    out.write_message(Label("the key {name!r} opens nothing any more"), name=revoked.name)


def mcp() -> None:
    """Let an assistant ask this library, over stdin and stdout, by the Model Context Protocol.

    The assistant's program starts it: docs/mcp.md. Over HTTP: itasearch serve.

    Example: itasearch mcp --home /srv/ita
    """
    from itasearch.mcp.start import serve_stdio  # not for `itasearch --help`

    with opened() as workspace:
        workspace.library.stats()  # a store that cannot be opened is an error here, no call's
        serve_stdio(workspace)
