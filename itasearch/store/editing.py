"""Whose reports a person may change: checked in the transaction that changes them."""

from collections.abc import Sequence

from sqlalchemy import Connection, Select, select, union

from itasearch.errors import NotAllowedError
from itasearch.model.people import Person, Right
from itasearch.store.db.schema import ita_result, organisation, report


def check_owner(
    connection: Connection, by: Person, organisation_id: str | None, *, right: Right
) -> None:
    """Raise NotAllowedError unless reports of an organisation, None: unknown, are a person's."""
    if by.may_edit(organisation_id):
        return
    this = select(organisation.c.name).where(organisation.c.id == organisation_id)
    name = connection.execute(this).scalar_one_or_none()
    raise NotAllowedError(right=right, organisation=name, of_others=True)


def check_owners_of_file(connection: Connection, by: Person, sha256: str, *, unnamed: bool) -> None:
    """Raise NotAllowedError unless all that a file gave is a person's to add.

    With `unnamed` reports of no known organisation are.
    """
    if by.edits_all:
        return
    found = union(
        *(
            select(table.c.organisation_id).where(table.c.sha256 == sha256)
            for table in (report, ita_result)
        )
    ).subquery()
    for owner in _owners(connection, select(found.c.organisation_id)):
        if owner is not None or not unnamed:
            check_owner(connection, by, owner, right=Right.ADD)


def check_owners_of_removed(connection: Connection, by: Person, identifier: str) -> None:
    """Raise NotAllowedError unless a report, or a file's ITA results, is a person's to remove."""
    if by.edits_all:
        return
    of_report = select(report.c.organisation_id).where(report.c.id == identifier)
    owners = _owners(connection, of_report)
    # What is no report is a file of results, perhaps of several organisations.
    for owner in owners or (None,):
        check_owner(connection, by, owner, right=Right.REMOVE)


def _owners(connection: Connection, question: "Select[str | None]") -> Sequence[str | None]:
    return connection.execute(question).scalars().all()
