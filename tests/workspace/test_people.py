"""Who signs in, and what they are: by the library, or by names that a provider gives."""

from dataclasses import replace

import pytest

from itasearch.config import ROLE_NAMES_VARIABLE
from itasearch.errors import StoreUnwritableError
from itasearch.model.people import Person, Role
from itasearch.store.people import SqlPeople
from itasearch.workspace import CheckStatus, Workspace
from tests.tools.raising import raising
from tests.workspace.conftest import TOWN, check_of

ADMINISTRATOR = Person(id="u3", name="สมศรี", role=Role.ADMINISTRATOR)


def test_doctor_names_a_role_that_there_is_not(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROLE_NAMES_VARIABLE, "ita-admins=boss")

    found = check_of(filled, "roles")

    assert (found.status, "'ita-admins=boss'" in found.message) == (CheckStatus.FAIL, True)


def test_a_person_who_signs_in_first_is_a_reader_until_given_a_role(filled: Workspace) -> None:
    first = filled.people.sign_in("u9", name="สมปอง")
    town = filled.library.find_organisation(TOWN)

    filled.acting_as(ADMINISTRATOR).people.set_role("u9", Role.EDITOR, organisations=[TOWN])
    again = filled.people.sign_in("u9")

    assert first == Person(id="u9", name="สมปอง")
    assert again == replace(first, role=Role.EDITOR, organisation_ids=(town.id,))
    (known,) = filled.people.all()
    assert known.first_seen is not None and known.last_seen is not None
    assert known.first_seen <= known.last_seen
    assert [one.detail for one in filled.people.log(person_id="u3")] == [f"editor {town.id}"]


def test_a_role_of_the_provider_goes_before_the_one_that_is_kept(filled: Workspace) -> None:
    filled.people.set_role("u9", Role.ADMINISTRATOR)

    assert filled.people.sign_in("u9", role=Role.READER).role is Role.READER
    assert filled.people.sign_in("u9").role is Role.READER


def test_an_editor_of_whom_the_provider_states_no_organisation_is_a_reader(
    filled: Workspace,
) -> None:
    filled.people.set_role("u8", Role.ADMINISTRATOR)
    filled.people.set_role("u9", Role.EDITOR, organisations=[TOWN])
    town = filled.library.find_organisation(TOWN).id

    assert filled.people.sign_in("u9", organisation_ids=()) == Person(id="u9")
    assert filled.people.sign_in("u9", organisation_ids=[town]).organisation_ids == (town,)
    assert filled.people.sign_in("u9", organisation_ids=()).role is Role.READER
    assert not any(
        one.role is Role.EDITOR and not one.organisation_ids for one in filled.people.all()
    )
    assert filled.people.sign_in("u8", organisation_ids=()).role is Role.ADMINISTRATOR


@pytest.fixture
def unwritable(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A library that knows an editor, and keeps nobody any more."""

    workspace.people.set_role("u2", Role.EDITOR, name="สมหญิง")
    monkeypatch.setattr(
        SqlPeople,
        "sign_in",
        raising(StoreUnwritableError(path="library.db", reason="full", is_read_only=False)),
    )
    return workspace


def test_who_is_not_known_is_a_reader_or_what_the_provider_says(unwritable: Workspace) -> None:
    stated = Person(id="u9", name="สมชาย", role=Role.EDITOR, organisation_ids=("o1",))

    assert unwritable.people.sign_in("u9") == Person(id="u9", role=Role.READER)
    assert (
        unwritable.people.sign_in("u9", name="สมชาย", role=Role.EDITOR, organisation_ids=["o1"])
        == stated
    )
