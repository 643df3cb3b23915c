"""The part of the SQL store that keeps the people who sign in, and their roles."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, select

from itasearch.model.people import THIS_COMPUTER, ActionKind, KnownPerson, Person, Role, fault_of_id
from itasearch.store.actions import note
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import Row, storable
from itasearch.store.db.schema import member, person


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

        What is stated is stored: a name, the provider's role and organisations. At first a person
        is a reader. Raises ValueError: the id is empty, longer than LONGEST_PERSON_ID, or a key's.
        """
        known_id, now = _checked(person_id), datetime.now(UTC)
        stated: Row = {"last_seen": now}
        if name:
            stated["name"] = storable(name)
        if role is not None:
            stated["role"] = role.value
        if organisation_ids is not None:
            stated["organisation_ids"] = list(organisation_ids)
        with self._database.writing(reports=False) as connection:
            row = _upserted(connection, known_id, stated)
            if row["first_seen"] is None:
                this = person.update().where(person.c.id == known_id)
                connection.execute(this.values(first_seen=now))
        return _person(row)

    def get(self, person_id: str) -> Person | None:
        """A person as they are now; None: nobody of this id signed in or was given a role."""
        this = select(person).where(person.c.id == storable(person_id))
        with self._database.reading() as connection:
            row = connection.execute(this).mappings().one_or_none()
        return None if row is None else _person(row)

    def all(self) -> tuple[KnownPerson, ...]:
        """All who signed in or were given a role, by name and id."""
        with self._database.reading() as connection:
            rows = connection.execute(select(person).order_by(person.c.name, person.c.id))
            return tuple(_known(row) for row in rows.mappings())

    def set_role(
        self,
        person_id: str,
        role: Role,
        *,
        organisation_ids: Sequence[str] = (),
        name: str = "",
        by: Person = THIS_COMPUTER,
    ) -> KnownPerson:
        """As the verb in workspace/people.py; the role they have is not logged.

        An editor without organisations may change all reports.
        """
        known_id = _checked(person_id)
        if organisation_ids and role is not Role.EDITOR:
            raise ValueError("only an editor has organisations")
        stated: Row = {"role": role.value, "organisation_ids": list(organisation_ids)}
        if name:
            stated["name"] = storable(name)
        this = select(person).where(person.c.id == known_id)
        with self._database.writing(reports=False) as connection:
            before = connection.execute(this).mappings().one_or_none()
            if before is not None and all(before[key] == stated[key] for key in stated):
                return _known(before)
            row = _upserted(connection, known_id, stated)
            detail = " ".join([role.value, *organisation_ids])
            note(
                connection,
                by,
                ActionKind.SET_ROLE,
                subject=known_id,
                title=row["name"],
                detail=detail,
            )
            return _known(row)


def _checked(person_id: str) -> str:
    if fault := fault_of_id(person_id):
        raise ValueError(fault)
    return storable(person_id)


def _upserted(connection: Connection, person_id: str, stated: Row) -> RowMapping:
    """The row of a person with these columns, made where there is none."""
    this = person.c.id == person_id
    if not connection.execute(person.update().where(this).values(stated)).rowcount:
        new: Row = {"name": "", "role": Role.READER.value, "organisation_ids": []}
        connection.execute(person.insert().values({"id": person_id, **new, **stated}))
    return connection.execute(select(person).where(this)).mappings().one()


def _person(row: RowMapping) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        role=member(Role, row["role"]),
        organisation_ids=tuple(row["organisation_ids"]),
    )


def _known(row: RowMapping) -> KnownPerson:
    return KnownPerson(
        **{
            **row,
            "role": member(Role, row["role"]),
            "organisation_ids": tuple(row["organisation_ids"]),
        }
    )
