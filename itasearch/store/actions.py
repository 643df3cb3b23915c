"""The part of the SQL store that keeps who did what, when, and to what.

A change of the store notes itself in its own transaction (`note`). What is no single transaction,
as building an index, is noted when it begins and when it ends: a kill leaves one that never ended.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, select

from itasearch.model.people import Action, ActionKind, Person
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import Row, storable
from itasearch.store.db.schema import action, member

QUOTA_TIME = timedelta(days=1)
"""Over which a person's uploads are counted, back from the next one."""


def _begun(
    by: Person,
    kind: ActionKind,
    *,
    subject: str,
    title: str,
    organisation_id: str | None = None,
    detail: str,
) -> Row:
    return {
        "person_id": storable(by.id),
        "person_name": storable(by.name),
        "kind": kind.value,
        "subject": storable(subject),
        "title": storable(title),
        "organisation_id": organisation_id,
        "detail": storable(detail),
        "count": 1,
        "began_at": datetime.now(UTC),
        "ended_at": None,
        "failed": False,
    }


def note(  # noqa: PLR0913  # the columns of an action
    connection: Connection,
    by: Person,
    kind: ActionKind,
    *,
    subject: str = "",
    title: str = "",
    organisation_id: str | None = None,
    detail: str = "",
) -> None:
    """Keep what a person does in this transaction."""
    row = _begun(
        by, kind, subject=subject, title=title, organisation_id=organisation_id, detail=detail
    )
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
        found = select(action).order_by(action.c.number.desc()).limit(most)
        if person_id is not None:
            found = found.where(action.c.person_id == storable(person_id))
        if kind is not None:
            found = found.where(action.c.kind == kind.value)
        if since is not None:
            found = found.where(action.c.began_at >= since)
        with self._database.reading() as connection:
            return tuple(
                Action(**{**row, "kind": member(ActionKind, row["kind"])})
                for row in connection.execute(found).mappings()
            )

    def add(self, by: Person, kind: ActionKind, *, title: str = "") -> None:
        """Keep that a person did something, which has ended."""
        with self._database.writing(reports=False) as connection:
            note(connection, by, kind, title=title)

    def begin(
        self,
        by: Person,
        kind: ActionKind,
        *,
        subject: str = "",
        title: str = "",
        detail: str = "",
        count: int = 1,
    ) -> int:
        """Keep that a person begins something; its number, for `end`."""
        row = _begun(by, kind, subject=subject, title=title, detail=detail) | {"count": count}
        with self._database.writing(reports=False) as connection:
            made = connection.execute(action.insert().values(row)).inserted_primary_key
            return int(made[0]) if made is not None else 0

    def end(self, number: int, *, failed: bool = False) -> None:
        """Keep that an action is done, or that an error ended it."""
        with self._database.writing(reports=False) as connection:
            connection.execute(
                action.update()
                .where(action.c.number == number)
                .values(ended_at=datetime.now(UTC), failed=failed)
            )

    def take_quota(self, number: int, by: Person, *, files: int, most: int) -> int:
        """Count files of an UPLOAD; how many of them the person may upload within QUOTA_TIME."""
        with self._database.writing(reports=False) as connection:
            left = most - _uploaded(connection, by)
            taken = max(0, min(files, left))
            connection.execute(
                action.update()
                .where(action.c.number == number)
                .values(count=action.c["count"] + taken)
            )
        return taken

    def uploaded(self, by: Person) -> int:
        """Files that a person gave within QUOTA_TIME."""
        with self._database.reading() as connection:
            return _uploaded(connection, by)


def _uploaded(connection: Connection, by: Person) -> int:
    counted = select(func.coalesce(func.sum(action.c.count), 0)).where(
        action.c.person_id == storable(by.id),
        action.c.kind == ActionKind.UPLOAD.value,
        action.c.began_at >= datetime.now(UTC) - QUOTA_TIME,
    )
    return int(connection.execute(counted).scalar_one())
