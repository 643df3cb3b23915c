"""Whose a draft is, and opening one for writing.

A draft belongs to its maker, and to nobody else's view of drafts unless it was shared by a link:
an id alone opens no draft of another person. Without sign-in all drafts are this computer's.
Where no draft is named the oldest is meant; the first writing makes it.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import ColumnElement, Connection, delete, false, select, true

from itasearch.errors import OthersDraftError, UnknownDraftError
from itasearch.model.drafts import DraftAccess
from itasearch.model.people import THIS_COMPUTER, Person
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import Row, storable, storable_or_none
from itasearch.store.db.schema import draft, draft_item, draft_member, draft_share, draft_step
from itasearch.store.drafts.steps import OpenDraft

KEPT_UNSIGNED = timedelta(days=1)
"""How long drafts of people who did not sign in are kept after their last change."""

MOST_UNSIGNED_BYTES = 256 * 1024**2
"""Of all drafts of people who did not sign in, with their steps; of more, those that were changed
longest ago are forgotten before their time. Chosen by hand."""

_ACCESS = tuple(DraftAccess)
"""From the least to the most."""

UNNAMED = "แม่แบบ"
"""With a number, the name of a draft until a person gives it another.

Kept as data, Thai on an English screen too: the command line and other people's browsers
name drafts by it.
"""

IS_LIVE = draft.c.deleted_at.is_(None)


class SqlDraftOpening(SqlPart):
    """Finds and opens drafts as a person has them."""

    _person: Person = THIS_COMPUTER

    @contextmanager
    def _opened(self, draft_id: str | None) -> Iterator[OpenDraft]:
        """A draft in a writing transaction; None: the oldest, which is made when there is none."""
        with self._database.writing(reports=False) as connection:
            if self._person.reads_only:
                _forget_unsigned(connection)
            identifier = self._existing(connection, draft_id, DraftAccess.WRITE)
            yield OpenDraft(connection, identifier or self._insert(connection, "", maker=None))

    def _existing(
        self, connection: Connection, draft_id: str | None, access: DraftAccess
    ) -> str | None:
        """The id of this draft, for None of the person's oldest; None where they have none."""
        if draft_id is not None:
            return self._known(connection, draft_id, access)
        own = select(draft.c.id).where(IS_LIVE, _owned_by(self._person))
        oldest = own.order_by(draft.c.created_at, draft.c.id).limit(1)
        return connection.execute(oldest).scalar_one_or_none()

    def _known(
        self, connection: Connection, draft_id: str, access: DraftAccess, *, deleted: bool = False
    ) -> str:
        """The id as the database holds it.

        Args:
            deleted: whether one that was deleted is known, too.

        Raises:
            UnknownDraftError: there is no such draft, or the person knows of none.
            OthersDraftError: it was shared with the person, but not for this.
        """
        known = storable(draft_id)
        this = (draft.c.id == known) & (true() if deleted else IS_LIVE)
        may = None
        if connection.execute(select(draft.c.id).where(this)).first() is not None:
            may = access_of(connection, known, self._person)
        if may is None:
            raise UnknownDraftError(identifier=draft_id)
        if _ACCESS.index(may) < _ACCESS.index(access):
            raise OthersDraftError
        return known

    def _insert(
        self, connection: Connection, name: str, *, maker: str | None, head: Row | None = None
    ) -> str:
        """Write a new draft without rows; its id."""
        now, person = datetime.now(UTC), self._person
        if person.reads_only:
            _forget_unsigned(connection)
        row: Row = {
            "id": f"d{secrets.token_hex(6)}",
            "name": storable(" ".join(name.split())) or _free_name(connection, person),
            "maker": storable_or_none(maker),
            "owner": storable(person.id),
            "created_at": now,
            "changed_at": now,
        }
        connection.execute(draft.insert().values(**row | (head or {})))
        return str(row["id"])


def visible_to(person: Person) -> ColumnElement[bool]:
    """Whether a draft is a person's, or was shared with them."""
    if not person.id:
        return _owned_by(person)
    shared = (
        select(draft_share.c.draft_id)
        .join(draft_member)
        .where(draft_member.c.person_id == storable(person.id))
    )
    return _owned_by(person) | draft.c.id.in_(shared)


def _owned_by(person: Person) -> ColumnElement[bool]:
    if person.sees_all_drafts:
        return true()
    # Nobody's id is "", as is this computer's, whose drafts are not nobody's.
    return draft.c.owner == storable(person.id) if person.id else false()


def access_of(connection: Connection, draft_id: str, person: Person) -> DraftAccess | None:
    """What a person may do with a draft; None: they do not know of it."""
    this = draft.c.id == draft_id
    if connection.execute(select(draft.c.id).where(this, _owned_by(person))).first() is not None:
        return DraftAccess.OWN
    if not person.id:
        return None
    shared = (
        select(draft_share.c.may_write)
        .join(draft_member)
        .where(
            draft_share.c.draft_id == draft_id,
            draft_member.c.person_id == storable(person.id),
        )
    )
    rights = connection.execute(shared).scalars().all()
    if not rights:
        return None
    return DraftAccess.WRITE if any(rights) else DraftAccess.READ


def _forget_unsigned(connection: Connection) -> None:
    """Delete drafts of a store of visitors that are past their time, and where there are too many.

    Then the half goes that was changed longest ago, until the others have few enough bytes.
    """
    _forget(connection, before=datetime.now(UTC) - KEPT_UNSIGNED)
    while _used_bytes(connection) > MOST_UNSIGNED_BYTES:
        changed = select(draft.c.changed_at).where(draft.c.changed_at.is_not(None))
        moments = connection.execute(changed.order_by(draft.c.changed_at)).scalars().all()
        if not moments:
            return
        _forget(connection, before=moments[len(moments) // 2] + timedelta(microseconds=1))


def _used_bytes(connection: Connection) -> int:
    """What a SQLite file holds, without what was deleted; 0 for another database."""
    if connection.dialect.name != "sqlite":  # the store of visitors is one
        return 0
    pages, free, size = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _forget(connection: Connection, *, before: datetime) -> None:
    old = select(draft.c.id).where(draft.c.changed_at < before)
    for table in (draft_item, draft_step):
        connection.execute(delete(table).where(table.c.draft_id.in_(old)))
    connection.execute(delete(draft).where(draft.c.changed_at < before))


def _free_name(connection: Connection, person: Person) -> str:
    """The first numbered name that none of a person's drafts has; deleted ones keep theirs."""
    names_of_own = select(draft.c.name).where(_owned_by(person))
    taken = set(connection.execute(names_of_own).scalars())
    names = (f"{UNNAMED} {number}" for number in count(1))
    return next(name for name in names if name not in taken)
