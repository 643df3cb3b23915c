"""Whose a draft is, opening one for writing, and links that share it.

A draft is its maker's, and seen by others only where a link shares it: an id alone opens no draft
of another person. Without sign-in all drafts are this computer's. Where no draft is named the
oldest is meant; the first writing makes it.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import ColumnElement, Connection, delete, false, func, select, true

from itasearch.errors import NotAllowedError, OthersDraftError, UnknownDraftError, UnknownShareError
from itasearch.model.drafts import DraftAccess, DraftShare
from itasearch.model.people import Person, Right, needs
from itasearch.store.db.database import Database, SqlPart
from itasearch.store.db.rows import Row, find_row, secret_digest
from itasearch.store.db.schema import draft, draft_item, draft_member, draft_share, draft_step
from itasearch.store.drafts.steps import OpenDraft
from itasearch.store.reports.queries import SqlReports

KEPT_UNSIGNED = timedelta(days=1)  #: after the last change of a draft of who did not sign in
MOST_UNSIGNED_BYTES = 256 * 1024**2  #: of all these with their steps: then the oldest go; by hand
_ACCESS = tuple(DraftAccess)  # from the least to the most
_SECRET_BYTES = 24  # of a link: too many to guess
UNNAMED = "แม่แบบ"  #: With a number, the name of a new draft: data, so not translated

IS_LIVE = draft.c.deleted_at.is_(None)


class SqlDraftShares(SqlPart):
    """A person's drafts, and links to them."""

    def __init__(self, database: Database, *, person: Person, reports: SqlReports) -> None:
        super().__init__(database)
        self.person = person
        self._reports = reports

    @contextmanager
    def _opened(self, draft_id: str | None) -> Iterator[OpenDraft]:
        with self._database.writing(reports=False) as connection:
            if self.person.reads_only:
                _forget_unsigned(connection)
            identifier = self._existing(connection, draft_id, DraftAccess.WRITE)
            yield OpenDraft(connection, identifier or self._insert(connection, "", maker=None))

    def _existing(
        self, connection: Connection, draft_id: str | None, access: DraftAccess
    ) -> str | None:
        if draft_id is not None:
            return self._readable(connection, draft_id, access)
        own = select(draft.c.id).where(IS_LIVE, _owned_by(self.person))
        oldest = own.order_by(draft.c.created_at, draft.c.id).limit(1)
        return connection.execute(oldest).scalar_one_or_none()

    def _readable(
        self, connection: Connection, draft_id: str, access: DraftAccess, *, deleted: bool = False
    ) -> str:
        may = self._access(connection, draft_id, deleted=deleted)
        if _ACCESS.index(may) < _ACCESS.index(access):
            raise OthersDraftError
        return draft_id

    def _access(
        self, connection: Connection, draft_id: str, *, deleted: bool = False
    ) -> DraftAccess:
        person, row = self.person, find_row(connection, draft, draft_id)
        if row is None or (row["deleted_at"] is not None and not deleted):
            raise UnknownDraftError(identifier=draft_id)
        if person.sees_all_drafts or (person.id and row["owner"] == person.id):
            return DraftAccess.OWN
        of_share = select(draft_share.c.may_write).where(draft_share.c.draft_id == draft_id)
        shared = of_share.join(draft_member).where(draft_member.c.person_id == person.id)
        rights = connection.scalars(shared).all()
        if not rights:  # it was not shared with them
            raise UnknownDraftError(identifier=draft_id)
        return DraftAccess.WRITE if any(rights) else DraftAccess.READ

    def _insert(
        self, connection: Connection, name: str, *, maker: str | None, head: Row | None = None
    ) -> str:
        now, person = datetime.now(UTC), self.person
        if person.reads_only:
            _forget_unsigned(connection)
        names = set(connection.scalars(select(draft.c.name).where(_owned_by(person))))
        typed = " ".join(name.split())
        numbered = (f"{UNNAMED} {number}" for number in count(1))
        if typed:  # of several of one name the later ones have a number
            numbered = (f"{typed} ({number})" if number > 1 else typed for number in count(1))
        row: Row = {
            "id": f"d{secrets.token_hex(6)}",
            "name": next(name for name in numbered if name not in names),
            "maker": maker,
            "owner": person.id,
            "created_at": now,
            "changed_at": now,
        }
        connection.execute(draft.insert().values(**row | (head or {})))
        return str(row["id"])

    def access(self, draft_id: str) -> DraftAccess:
        """What the person may do with a draft. Raises UnknownDraftError."""
        with self._database.reading() as connection:
            return self._access(connection, draft_id)

    @needs(Right.DRAFT)
    def share(self, draft_id: str, *, may_write: bool) -> str:
        """Make a link with which whoever signs in may read a draft, or write in it.

        Returns its secret, for `open_shared`, of which only a digest is stored. Raises
        OthersDraftError; NotAllowedError: nobody signed in, so the draft is not kept.
        """
        if self.person.reads_only:
            raise NotAllowedError(right=Right.DRAFT, signed_in=False)
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        with self._database.writing(reports=False) as connection:
            row = {
                "id": secrets.token_hex(8),
                "draft_id": self._readable(connection, draft_id, DraftAccess.OWN),
                "secret_digest": secret_digest(secret),
                "may_write": may_write,
                "made_at": datetime.now(UTC),
            }
            connection.execute(draft_share.insert().values(row))
        return secret

    def shares(self, draft_id: str) -> tuple[DraftShare, ...]:
        """The links to a draft, the oldest first. Raises as `share`."""
        of_share = draft_member.c.share_id == draft_share.c.id
        people = select(func.count()).where(of_share).scalar_subquery()
        with self._database.reading() as connection:
            identifier = self._readable(connection, draft_id, DraftAccess.OWN)
            rows = connection.execute(
                select(draft_share, people.label("people"))
                .where(draft_share.c.draft_id == identifier)
                .order_by(draft_share.c.made_at, draft_share.c.id)
            )
            return tuple(
                DraftShare(
                    id=row["id"],
                    access=DraftAccess.WRITE if row["may_write"] else DraftAccess.READ,
                    made_at=row["made_at"],
                    people=row["people"],
                )
                for row in rows.mappings()
            )

    @needs(Right.DRAFT)
    def unshare(self, draft_id: str, share_id: str) -> None:
        """Take a link back, also from those who opened it, if it is there. Raises as `share`."""
        with self._database.writing(reports=False) as connection:
            own_draft = self._readable(connection, draft_id, DraftAccess.OWN)
            this = (draft_share.c.id == share_id) & (draft_share.c.draft_id == own_draft)
            ids = select(draft_share.c.id).where(this)
            connection.execute(delete(draft_member).where(draft_member.c.share_id.in_(ids)))
            connection.execute(delete(draft_share).where(this))

    @needs(Right.DRAFT)
    def open_shared(self, secret: str) -> str:
        """Id of a link's draft, now the person's, too. Raises UnknownShareError,
        NotAllowedError."""
        person = self.person
        if person.reads_only:
            raise NotAllowedError(right=Right.DRAFT, signed_in=False)
        joined = select(draft_share.c.id, draft_share.c.draft_id, draft.c.owner).join(draft)
        opened = joined.where(draft_share.c.secret_digest == secret_digest(secret), IS_LIVE)
        with self._database.writing(reports=False) as connection:
            row = connection.execute(opened).first()
            if row is None:
                raise UnknownShareError
            share_id, draft_id, owner = row
            member = {"share_id": share_id, "person_id": person.id}
            stored = connection.execute(select(draft_member).filter_by(**member)).first()
            if person.signed_in and owner != person.id and stored is None:
                now = datetime.now(UTC)
                connection.execute(draft_member.insert().values(member | {"opened_at": now}))
            return str(draft_id)


def visible_to(person: Person) -> ColumnElement[bool]:
    """Whether a draft is a person's, or was shared with them."""
    if not person.id:
        return _owned_by(person)
    shared = (
        select(draft_share.c.draft_id)
        .join(draft_member)
        .where(draft_member.c.person_id == person.id)
    )
    return _owned_by(person) | draft.c.id.in_(shared)


def _owned_by(person: Person) -> ColumnElement[bool]:
    if person.sees_all_drafts:
        return true()
    # This computer's id is "", as is a visitor's, who has no drafts.
    return draft.c.owner == person.id if person.id else false()


def _forget_unsigned(connection: Connection) -> None:
    _forget(connection, before=datetime.now(UTC) - KEPT_UNSIGNED)
    while _used_bytes(connection) > MOST_UNSIGNED_BYTES:
        changed = select(draft.c.changed_at).where(draft.c.changed_at.is_not(None))
        moments = connection.execute(changed.order_by(draft.c.changed_at)).scalars().all()
        if not moments:
            return
        _forget(connection, before=moments[len(moments) // 2] + timedelta(microseconds=1))


def _used_bytes(connection: Connection) -> int:
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
