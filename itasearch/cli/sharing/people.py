"""Verbs on the people of a shared library: people, people set, log."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import say
from itasearch.cli.options import Home, Json, opened, opened_or_new
from itasearch.cli.output import cell_label, code_label, write_message, write_objects, write_table
from itasearch.model.people import Action, ActionKind, KnownPerson, Role
from itasearch.wording.people import ACTIONS, ROLES, detail_text, organisations_in

if TYPE_CHECKING:
    from itasearch.workspace import Workspace

PersonId = Annotated[
    str, typer.Argument(metavar="ID", help="As the provider or proxy calls the person.")
]


def people(context: typer.Context, as_json: Json = False, home: Home = None) -> None:
    """List who signed in to the shared library, and the role of each.

    Example: itasearch people
    """
    context.obj = home
    if context.invoked_subcommand is not None:
        return
    with opened(home) as workspace:
        _write_people(workspace, workspace.people(), as_json=as_json)


def set_role(
    person: PersonId,
    role: Annotated[Role, typer.Option("--role", help="What the person may do.")],
    organisation: Annotated[
        list[str] | None,
        typer.Option(
            "--organisation",
            metavar="NAME",
            help="Of an editor: whose reports they may change; repeatable. Without it all.",
        ),
    ] = None,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="To show.")] = "",
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Give a person a role, also before they sign in first.

    Example: itasearch people set somying@maeka.go.th --role editor --organisation ทต.แม่กา
    """
    with opened_or_new(home, in_folder=True) as workspace:
        before = workspace.people()
        try:
            found = workspace.set_role(
                person, role, organisations=tuple(organisation or ()), name=name
            )
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
        _write_people(workspace, [found], as_json=as_json)
    if found in before:
        write_message(say(messages.HAS_ROLE_ALREADY, person=person))


def log(
    person: Annotated[
        str | None, typer.Option("--person", metavar="ID", help="Only what this person did.")
    ] = None,
    kind: Annotated[ActionKind | None, typer.Option("--kind", help="Only this.")] = None,
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=36500, help="Only of the last DAYS.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-k", min=1, help="Lines to show.")] = 100,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show who added, corrected, removed or exported what and when, the newest first.

    Example: itasearch log --kind remove --days 30
    """
    since = None if days is None else datetime.now(UTC) - timedelta(days=days)
    with opened(home) as workspace:
        found = workspace.log(person_id=person, kind=kind, since=since, most=limit)
        names = _organisation_names(workspace, organisations_in(found))
    if as_json:
        write_objects(found)
        return
    if not found:
        write_message(say(messages.NOTHING_LOGGED))
    headers = (tables.WHEN, tables.PERSON, tables.DEED, tables.DONE_TO, tables.STATUS)
    write_table(headers, (_action_row(one, names) for one in found))


def _action_row(action: Action, names: Mapping[str, str]) -> tuple[str, ...]:
    deed = code_label(ACTIONS, action.kind)
    extra = detail_text(action, names, lambda role: code_label(ROLES, role))
    state = tables.DONE if action.ended_at else tables.NOT_ENDED
    return (
        # By this machine's clock; --json has UTC.
        f"{action.began_at.astimezone():%Y-%m-%d %H:%M}",
        action.person_name or action.person_id or cell_label(tables.THIS_COMPUTER),
        f"{deed} ({extra})" if extra else deed,
        " ".join(filter(None, (action.title, action.subject))),
        cell_label(tables.FAILED if action.failed else state),
    )


def _write_people(workspace: "Workspace", found: Iterable[KnownPerson], *, as_json: bool) -> None:
    if as_json:
        write_objects(found)
        return
    listed = [*found]
    if not listed:
        write_message(say(messages.NO_PEOPLE))
    ids = {owner for one in listed for owner in one.organisation_ids}
    names = _organisation_names(workspace, ids)
    headers = (tables.IDENTIFIER, tables.NAME, tables.ROLE, tables.FOR, tables.LAST_SEEN)
    write_table(headers, (_person_row(one, names) for one in listed))


def _organisation_names(workspace: "Workspace", ids: Collection[str]) -> Mapping[str, str]:
    found = workspace.organisations_of(sorted(ids)) if ids else ()
    return {one.organisation.id: one.organisation.name for one in found}


def _person_row(person: KnownPerson, names: Mapping[str, str]) -> tuple[str, ...]:
    seen = person.last_seen
    return (
        person.id,
        person.name,
        code_label(ROLES, person.role),
        ", ".join(names.get(one, one) for one in person.organisation_ids),
        "–" if seen is None else f"{seen.astimezone():%Y-%m-%d %H:%M}",
    )
