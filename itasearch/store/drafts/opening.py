"""Whose a draft is, and opening one for writing.

A draft is its maker's: its id opens no draft of another person. Without sign-in all drafts are
this computer's. Where no draft is named the oldest is meant; the first writing makes it.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import ColumnElement, Connection, false, select, true

from itasearch.errors import UnknownDraftError
from itasearch.model.people import Person
from itasearch.store.db.database import Database, SqlPart
from itasearch.store.db.rows import Row, find_row
from itasearch.store.db.schema import draft
from itasearch.store.drafts.steps import OpenDraft
from itasearch.store.reports.queries import SqlReports

UNNAMED = "แม่แบบ"  #: With a number, the name of a new draft: data, so not translated

IS_LIVE = draft.c.deleted_at.is_(None)


class SqlOwnedDrafts(SqlPart):
    """A person's drafts."""

    def __init__(self, database: Database, *, person: Person, reports: SqlReports) -> None:
        super().__init__(database)
        self.person = person
        self._reports = reports

    @contextmanager
    def _opened(self, draft_id: str | None) -> Iterator[OpenDraft]:
        with self._database.writing(reports=False) as connection:
            identifier = self._existing(connection, draft_id)
            yield OpenDraft(connection, identifier or self._insert(connection, "", maker=None))

    def _existing(self, connection: Connection, draft_id: str | None) -> str | None:
        if draft_id is not None:
            return self._owned(connection, draft_id)
        owned = select(draft.c.id).where(IS_LIVE, owned_by(self.person))
        oldest = owned.order_by(draft.c.created_at, draft.c.id).limit(1)
        return connection.execute(oldest).scalar_one_or_none()

    def _owned(self, connection: Connection, draft_id: str, *, deleted: bool = False) -> str:
        """The id, if the person has such a draft. Raises UnknownDraftError."""
        person, row = self.person, find_row(connection, draft, draft_id)
        if row is None or (row["deleted_at"] is not None and not deleted):
            raise UnknownDraftError(identifier=draft_id)
        if not person.at_computer and not (person.id and row["owner"] == person.id):
            raise UnknownDraftError(identifier=draft_id)
        return draft_id

    def _insert(
        self, connection: Connection, name: str, *, maker: str | None, head: Row | None = None
    ) -> str:
        now = datetime.now(UTC)
        names = set(connection.scalars(select(draft.c.name).where(owned_by(self.person))))
        typed = " ".join(name.split())
        numbered = (f"{UNNAMED} {number}" for number in count(1))
        if typed:  # of several of one name the later ones have a number
            numbered = (f"{typed} ({number})" if number > 1 else typed for number in count(1))
        row: Row = {
            "id": f"d{secrets.token_hex(6)}",
            "name": next(name for name in numbered if name not in names),
            "maker": maker,
            "owner": self.person.id,
            "created_at": now,
            "changed_at": now,
        }
        connection.execute(draft.insert().values(**row | (head or {})))
        return str(row["id"])


def owned_by(person: Person) -> ColumnElement[bool]:
    """Whether a draft is a person's."""
    if person.at_computer:
        return true()
    # The id of this computer is "", as is that of whoever did not sign in, who has no drafts.
    return draft.c.owner == person.id if person.id else false()
