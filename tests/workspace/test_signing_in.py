"""Who signs in to a library that cannot be written reads it as who they are."""

import pytest

from itasearch.errors import StoreUnwritableError
from itasearch.model.people import Person, Role
from itasearch.store.people import SqlPeople
from itasearch.workspace import Workspace


@pytest.fixture
def unwritable(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A library that knows an editor, and keeps nobody any more."""

    def refuse(*_: object, **__: object) -> Person:
        raise StoreUnwritableError(path="library.db", reason="full", is_read_only=False)

    workspace.people.set_role("u2", Role.EDITOR, name="สมหญิง")
    monkeypatch.setattr(SqlPeople, "sign_in", refuse)
    return workspace


def test_who_is_known_is_who_they_are(unwritable: Workspace) -> None:
    assert unwritable.people.sign_in("u2") == Person(id="u2", name="สมหญิง", role=Role.EDITOR)


def test_who_is_not_known_is_a_reader_or_what_the_provider_says(unwritable: Workspace) -> None:
    stated = Person(id="u9", name="สมชาย", role=Role.EDITOR, organisation_ids=("o1",))

    assert unwritable.people.sign_in("u9") == Person(id="u9", role=Role.READER)
    assert (
        unwritable.people.sign_in("u9", name="สมชาย", role=Role.EDITOR, organisation_ids=["o1"])
        == stated
    )
