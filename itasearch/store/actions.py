"""Who did what, when, and to what.

A change of the store is noted in its own transaction (`note`); what takes longer, when it begins
and when it ends.
"""

from datetime import UTC, datetime
from typing import TypedDict, Unpack

from sqlalchemy import Connection, select

from itasearch.model.people import Action, ActionKind, Person
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import Row, insert_row, update_row
from itasearch.store.db.schema import action


class ActionColumns(TypedDict, total=False):
    """Columns of an action besides who did it and when; see model.people.Action."""

    subject: str
    title: str
    organisation_id: str | None
    detail: str
    count: int


def _begun(by: Person, kind: ActionKind, columns: ActionColumns) -> Row:
    row: Row = dict.fromkeys(("subject", "title", "detail"), "")
    row |= {"organisation_id": None, "count": 1, "began_at": datetime.now(UTC), "failed": False}
    return row | {"person_id": by.id, "person_name": by.name, "kind": kind} | columns


def note(
    connection: Connection, by: Person, kind: ActionKind, **columns: Unpack[ActionColumns]
) -> None:
    """Keep what a person does in this transaction."""
    row = _begun(by, kind, columns)
    connection.execute(action.insert(), row | {"ended_at": row["began_at"]})


class SqlActions(SqlPart):
    """Who did what. None of these changes reports."""

    def all(
        self,
        *,
        person_id: str | None = None,
        kind: ActionKind | None = None,
        since: datetime | None = None,
        most: int = 100,
    ) -> tuple[Action, ...]:
        """What was done, the newest first."""
        actions = select(action).order_by(action.c.number.desc()).limit(most)
        if person_id is not None:
            actions = actions.where(action.c.person_id == person_id)
        if kind is not None:
            actions = actions.where(action.c.kind == kind)
        if since is not None:
            actions = actions.where(action.c.began_at >= since)
        return tuple(Action(**row) for row in self._read(actions))

    def add(self, by: Person, kind: ActionKind, *, title: str = "") -> None:
        """Keep that a person did something, which has ended."""
        with self._database.writing(reports=False) as connection:
            note(connection, by, kind, title=title)

    def begin(self, by: Person, kind: ActionKind, **columns: Unpack[ActionColumns]) -> int:
        """Keep that a person begins something; its number, for `end`."""
        row = _begun(by, kind, columns)
        with self._database.writing(reports=False) as connection:
            return insert_row(connection, action, **row)

    def end(self, number: int, *, failed: bool = False) -> None:
        """Keep that an action is done, or that an error ended it."""
        with self._database.writing(reports=False) as connection:
            update_row(connection, action, number, ended_at=datetime.now(UTC), failed=failed)
