"""The part of the SQL store that keeps who signs in, their roles, and keys of programs.

Of a secret only a digest is stored.
"""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, select

from itasearch.errors import UnknownKeyError
from itasearch.model.people import (
    MOST_REQUESTS_PER_MINUTE,
    REQUESTS_PER_MINUTE,
    THIS_COMPUTER,
    AccessKey,
    ActionKind,
    KnownPerson,
    Person,
    Role,
    fault_of_id,
)
from itasearch.store.actions import note
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import Row, find_row, secret_digest, update_row
from itasearch.store.db.schema import access_key, person, storable

_SECRET_BYTES = 32  # of a key: so many that a digest without salt gives nothing away
_SECRET_PREFIX = "itasearch_"  # by this, programs that seek leaked secrets know one of ours
_KEY_COLUMNS = tuple(access_key.c[name] for name in AccessKey.__slots__)


class SqlPeople(SqlPart):
    """People by the ids that whoever vouches for them uses. None of these changes reports."""

    def sign_in(
        self,
        person_id: str,
        *,
        name: str = "",
        role: Role | None = None,
        organisation_ids: Sequence[str] | None = None,
    ) -> Person:
        """Store that a person was here, and return what they are in this library.

        Name, the provider's role and organisations are stored where stated; a new person is a
        reader. Raises ValueError: the id is empty, longer than LONGEST_PERSON_ID, or a key's.
        """
        _check_id(person_id)
        now = datetime.now(UTC)
        of_provider = {"name": name or None, "role": role, "organisation_ids": organisation_ids}
        stated: Row = {name: value for name, value in of_provider.items() if value is not None}
        stated["last_seen"] = now
        with self._database.writing(reports=False) as connection:
            row = _upserted(connection, person_id, stated)
            if row["first_seen"] is None:
                update_row(connection, person, person_id, first_seen=now)
        return _person(row)

    def get(self, person_id: str) -> Person | None:
        """A person as they are now; None: nobody of this id signed in or was given a role."""
        with self._database.reading() as connection:
            row = find_row(connection, person, person_id)
        return _person(row) if row else None

    def all(self) -> tuple[KnownPerson, ...]:
        """All who signed in or were given a role, by name and id."""
        rows = self._read(select(person).order_by(person.c.name, person.c.id))
        return tuple(KnownPerson(**row) for row in rows)

    def set_role(
        self,
        person_id: str,
        role: Role,
        *,
        organisation_ids: Sequence[str] = (),
        name: str = "",
        by: Person = THIS_COMPUTER,
    ) -> KnownPerson:
        """As the verb in workspace/people.py; an unchanged role is not logged."""
        _check_id(person_id)
        _check_organisations(role, organisation_ids)
        stated: Row = {"role": role, "organisation_ids": tuple(organisation_ids)}
        if name:
            stated["name"] = storable(name)
        with self._database.writing(reports=False) as connection:
            before = find_row(connection, person, person_id)
            if before is not None and all(before[key] == stated[key] for key in stated):
                return KnownPerson(**before)
            row = _upserted(connection, person_id, stated)
            detail = " ".join([role, *organisation_ids])
            kind = ActionKind.SET_ROLE
            note(connection, by, kind, subject=row["id"], title=row["name"], detail=detail)
            return KnownPerson(**row)


class SqlKeys(SqlPart):
    """Keys of programs. None of these changes reports."""

    def make(
        self,
        name: str,
        role: Role,
        *,
        organisation_ids: Sequence[str] = (),
        per_minute: int = REQUESTS_PER_MINUTE,
        by: Person = THIS_COMPUTER,
    ) -> tuple[AccessKey, str]:
        """As the verb in workspace/people.py; `organisation_ids` are an editor's, () for all."""
        if not name.strip():
            raise ValueError("a key has a name: of the program, or of whoever runs it")
        if not 1 <= per_minute <= MOST_REQUESTS_PER_MINUTE:
            most = MOST_REQUESTS_PER_MINUTE
            raise ValueError(f"a key answers 1 to {most} requests a minute, not {per_minute}")
        _check_organisations(role, organisation_ids)
        secret = _SECRET_PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
        made = AccessKey(
            id=secrets.token_hex(8),
            name=storable(name.strip()),
            role=role,
            organisation_ids=tuple(organisation_ids),
            per_minute=per_minute,
            made_at=datetime.now(UTC),
            revoked_at=None,
        )
        row = {column: getattr(made, column) for column in AccessKey.__slots__}
        row["secret_digest"] = secret_digest(secret)
        detail = " ".join([role, *organisation_ids])
        with self._database.writing(reports=False) as connection:
            connection.execute(access_key.insert().values(row))
            kind = ActionKind.MAKE_KEY
            note(connection, by, kind, subject=made.id, title=made.name, detail=detail)
        return made, secret

    def all(self) -> tuple[AccessKey, ...]:
        """All keys, revoked ones too, the oldest first."""
        oldest_first = select(*_KEY_COLUMNS).order_by(access_key.c.made_at, access_key.c.id)
        return tuple(AccessKey(**row) for row in self._read(oldest_first))

    def revoke(self, key_id: str, *, by: Person = THIS_COMPUTER) -> AccessKey:
        """Let a key open nothing any more; one that is revoked stays. Raises UnknownKeyError."""
        key = select(*_KEY_COLUMNS).where(access_key.c.id == key_id)
        with self._database.writing(reports=False) as connection:
            row = connection.execute(key).mappings().first()
            if row is None:
                raise UnknownKeyError(identifier=key_id)
            if row["revoked_at"] is None:
                update_row(connection, access_key, key_id, revoked_at=datetime.now(UTC))
                note(connection, by, ActionKind.REVOKE_KEY, subject=row["id"], title=row["name"])
            return AccessKey(**connection.execute(key).mappings().one())

    def of_secret(self, secret: str) -> AccessKey | None:
        """The key in force with this secret; None if there is none."""
        this = access_key.c.secret_digest == secret_digest(secret)
        rows = self._read(select(*_KEY_COLUMNS).where(this, access_key.c.revoked_at.is_(None)))
        return AccessKey(**rows[0]) if rows else None


def _check_id(person_id: str) -> None:
    if fault := fault_of_id(person_id):
        raise ValueError(fault)


def _check_organisations(role: Role, organisation_ids: Sequence[str]) -> None:
    if organisation_ids and role is not Role.EDITOR:
        raise ValueError("only an editor has organisations")


def _upserted(connection: Connection, person_id: str, stated: Row) -> RowMapping:
    if not update_row(connection, person, person_id, **stated):
        new: Row = {"name": "", "role": Role.READER, "organisation_ids": ()}
        connection.execute(person.insert().values({"id": person_id, **new, **stated}))
    return connection.execute(select(person).where(person.c.id == person_id)).mappings().one()


def _person(row: RowMapping) -> Person:
    return Person(**{name: row[name] for name in ("id", "name", "role", "organisation_ids")})
