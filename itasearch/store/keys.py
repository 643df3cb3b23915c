"""The part of the SQL store that keeps the keys of programs: of each secret only a digest."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import RowMapping, select

from itasearch.errors import UnknownKeyError
from itasearch.model.people import (
    MOST_REQUESTS_PER_MINUTE,
    REQUESTS_PER_MINUTE,
    THIS_COMPUTER,
    AccessKey,
    ActionKind,
    Person,
    Role,
)
from itasearch.store.actions import note
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import storable
from itasearch.store.db.schema import access_key, member

_SECRET_BYTES = 32  # of a key: so many that a digest without salt gives nothing away
_SECRET_PREFIX = "itasearch_"  # by this, programs that seek leaked secrets know one of ours


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
        if organisation_ids and role is not Role.EDITOR:
            raise ValueError("only an editor has organisations")
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
        row = {one: getattr(made, one) for one in AccessKey.__slots__}
        row |= {"role": role.value, "organisation_ids": list(organisation_ids)}
        with self._database.writing(reports=False) as connection:
            connection.execute(access_key.insert().values(row | {"secret_digest": _digest(secret)}))
            note(
                connection,
                by,
                ActionKind.MAKE_KEY,
                subject=made.id,
                title=made.name,
                detail=" ".join([role.value, *organisation_ids]),
            )
        return made, secret

    def all(self) -> tuple[AccessKey, ...]:
        """All keys, revoked ones too, the oldest first."""
        found = select(*_KEY_COLUMNS).order_by(access_key.c.made_at, access_key.c.id)
        with self._database.reading() as connection:
            return tuple(map(_key, connection.execute(found).mappings()))

    def revoke(self, key_id: str, *, by: Person = THIS_COMPUTER) -> AccessKey:
        """Let a key open nothing any more; one that is revoked stays. Raises UnknownKeyError."""
        this = access_key.c.id == storable(key_id)
        found = select(*_KEY_COLUMNS).where(this)
        with self._database.writing(reports=False) as connection:
            row = connection.execute(found).mappings().first()
            if row is None:
                raise UnknownKeyError(identifier=key_id)
            if row["revoked_at"] is None:
                revoked = access_key.update().where(this).values(revoked_at=datetime.now(UTC))
                connection.execute(revoked)
                note(connection, by, ActionKind.REVOKE_KEY, subject=row["id"], title=row["name"])
            return _key(connection.execute(found).mappings().one())

    def of_secret(self, secret: str) -> AccessKey | None:
        """The key in force with this secret; None if there is none."""
        this = access_key.c.secret_digest == _digest(secret)
        in_force = select(*_KEY_COLUMNS).where(this, access_key.c.revoked_at.is_(None))
        with self._database.reading() as connection:
            row = connection.execute(in_force).mappings().first()
        return None if row is None else _key(row)

    def person_of_key(self, secret: str) -> Person | None:
        """Who asks with this secret; None if no key in force has it."""
        found = self.of_secret(secret)
        return None if found is None else found.person


_KEY_COLUMNS = tuple(access_key.c[name] for name in AccessKey.__slots__)


def _digest(secret: str) -> str:
    # What is no text in UTF-8 is no secret of ours, and no error either.
    return sha256(secret.encode(errors="surrogatepass")).hexdigest()


def _key(row: RowMapping) -> AccessKey:
    return AccessKey(
        **{
            **row,
            "role": member(Role, row["role"]),
            "organisation_ids": tuple(row["organisation_ids"]),
        }
    )
