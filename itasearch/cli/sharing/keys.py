"""The verb keys: made for programs, listed, revoked."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import say
from itasearch.cli.options import Home, Json, opened, opened_or_new
from itasearch.cli.output import (
    cell_label,
    code_label,
    write_line,
    write_message,
    write_objects,
    write_table,
)
from itasearch.model.people import (
    MOST_REQUESTS_PER_MINUTE,
    REQUESTS_PER_MINUTE,
    AccessKey,
    Role,
)
from itasearch.wording.people import ROLES

if TYPE_CHECKING:
    from itasearch.workspace import Workspace


def make(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Of the program, or of whoever runs it.")
    ],
    role: Annotated[Role, typer.Option("--role", help="What the program may do.")] = Role.READER,
    organisation: Annotated[
        list[str] | None,
        typer.Option(
            "--organisation",
            metavar="NAME",
            help="Of an editor: whose reports it may change; repeatable. Without it all.",
        ),
    ] = None,
    per_minute: Annotated[
        int,
        typer.Option(
            "--per-minute",
            min=1,
            max=MOST_REQUESTS_PER_MINUTE,
            help="Requests that are answered within a minute.",
        ),
    ] = REQUESTS_PER_MINUTE,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Make a key for a program, and show its secret, which is not shown again.

    Example: itasearch keys make "เว็บไซต์จังหวัด" --role reader
    """
    with opened_or_new(home, in_folder=True) as workspace:
        try:
            made, secret = workspace.make_key(
                name, role, organisations=tuple(organisation or ()), per_minute=per_minute
            )
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    if as_json:
        from itasearch.wording.objects import as_object  # not for `itasearch --help`

        write_objects([{**as_object(made), "secret": secret}])
        return
    write_line(secret)
    write_message(say(messages.KEY_MADE, id=made.id, name=made.name))


def list_keys(as_json: Json = False, home: Home = None) -> None:
    """List the keys of programs, revoked ones too.

    Example: itasearch keys list
    """
    with opened(home) as workspace:
        _write_keys(workspace, workspace.keys(), as_json=as_json)


def revoke(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Of `itasearch keys list`.")],
    home: Home = None,
) -> None:
    """Let a key open nothing any more, at once.

    Example: itasearch keys revoke 0123456789abcdef
    """
    with opened(home) as workspace:
        revoked = workspace.revoke_key(identifier)
    write_message(say(messages.KEY_REVOKED, name=revoked.name))


def _write_keys(workspace: "Workspace", found: Iterable[AccessKey], *, as_json: bool) -> None:
    if as_json:
        write_objects(found)
        return
    listed = [*found]
    if not listed:
        write_message(say(messages.NO_KEYS))
    ids = [owner for one in listed for owner in one.organisation_ids]
    names = {one.organisation.id: one.organisation.name for one in workspace.organisations_of(ids)}
    headers = (
        *(tables.IDENTIFIER, tables.NAME, tables.ROLE, tables.FOR),
        *(tables.PER_MINUTE, tables.MADE_AT, tables.STATUS),
    )
    write_table(headers, (_key_row(one, names) for one in listed))


def _key_row(key: AccessKey, names: dict[str, str]) -> tuple[str, ...]:
    return (
        key.id,
        key.name,
        code_label(ROLES, key.role),
        ", ".join(names.get(one, one) for one in key.organisation_ids),
        str(key.per_minute),
        f"{key.made_at.astimezone():%Y-%m-%d}",
        cell_label(tables.IN_FORCE if key.revoked_at is None else tables.REVOKED),
    )
