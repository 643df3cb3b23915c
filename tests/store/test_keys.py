"""Keys of programs: of a secret only its digest is kept, and a revoked key opens nothing."""

import pytest
from sqlalchemy import select

from itasearch.errors import UnknownKeyError
from itasearch.model.people import ActionKind, Person, Role
from itasearch.store.db.schema import access_key
from itasearch.store.sql import SqlStore
from tests.cases import examples, member, tupled

ADMINISTRATOR = Person(id="u3", name="สมศรี", role=Role.ADMINISTRATOR)


def test_a_secret_that_is_not_kept_opens_what_its_key_is_for(store: SqlStore) -> None:
    made, secret = store.keys.make(
        " เว็บไซต์จังหวัด ", Role.EDITOR, organisation_ids=["o1", "o2"], per_minute=5
    )

    assert store.keys.of_secret(secret) == made
    assert made.person == Person(
        id=f"key:{made.id}", name="เว็บไซต์จังหวัด", role=Role.EDITOR, organisation_ids=("o1", "o2")
    )
    assert made.per_minute == 5 and made.person.signed_in
    with store._database.reading() as connection:
        (row,) = connection.execute(select(access_key)).all()
    assert made.id in row and secret not in " ".join(map(str, row))
    assert made.id not in secret
    with pytest.raises(ValueError, match="key"):
        store.people.sign_in(f"key:{made.id}")


@pytest.mark.parametrize("secret", ["", "itasearch_", "itasearch_" + "ก" * 9, "\udcff", "a\0b"])
def test_a_secret_that_nobody_was_given_opens_nothing(store: SqlStore, secret: str) -> None:
    store.keys.make("ก", Role.READER)

    assert store.keys.of_secret(secret) is None


def test_a_revoked_key_opens_nothing_and_stays_listed(store: SqlStore) -> None:
    made, secret = store.keys.make("ก", Role.READER)
    other, others = store.keys.make("ข", Role.ADMINISTRATOR)

    first = store.keys.revoke(made.id)
    again = store.keys.revoke(made.id)

    assert first.revoked_at is not None and again == first
    assert store.keys.of_secret(secret) is None
    assert store.keys.of_secret(others) is not None
    assert store.keys.all() == (first, other)
    with pytest.raises(UnknownKeyError):
        store.keys.revoke("0" * 16)
    with pytest.raises(ValueError, match="revoked"):
        _ = first.person


def test_keys_are_in_the_log_once_each(store: SqlStore) -> None:
    made, _ = store.keys.make("ก", Role.READER, by=ADMINISTRATOR)
    for _ in range(2):
        store.keys.revoke(made.id, by=ADMINISTRATOR)

    revoked, begun = store.actions.all(person_id=ADMINISTRATOR.id)
    assert (begun.kind, begun.subject, begun.title) == (ActionKind.MAKE_KEY, made.id, "ก")
    assert (revoked.kind, revoked.subject) == (ActionKind.REVOKE_KEY, made.id)
    assert revoked.title == "ก"
    assert begun.detail == "reader" and revoked.ended_at is not None


@examples("keys", "a key that makes no sense is refused", str, member(Role), tupled, int)
def test_a_key_that_makes_no_sense_is_refused(
    name: str, role: Role, towns: tuple[str, ...], per_minute: int, store: SqlStore
) -> None:
    with pytest.raises(ValueError):
        store.keys.make(name, role, organisation_ids=towns, per_minute=per_minute)

    assert store.keys.all() == ()
