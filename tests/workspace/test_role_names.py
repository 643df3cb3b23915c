"""Roles by the names that a provider gives them."""

import pytest

from itasearch.config import ROLE_NAMES_VARIABLE
from itasearch.errors import RolesError
from itasearch.model.people import Role
from itasearch.workspace import CheckStatus, Workspace, role_names


def test_doctor_names_a_role_that_there_is_not(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROLE_NAMES_VARIABLE, "ita-admins=boss")

    (found,) = [check for check in filled.care.doctor() if check.name == "roles"]

    assert (found.status, "'ita-admins=boss'" in found.message) == (CheckStatus.FAIL, True)


@pytest.mark.parametrize("value", ["ita-admins=boss", "ita-admins", "=reader", "a=reader,b="])
def test_names_that_give_no_role_are_named_with_the_roles(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROLE_NAMES_VARIABLE, value)

    with pytest.raises(RolesError, match="reader, editor, administrator"):
        role_names()


def test_names_of_roles_are_added_to_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ROLE_NAMES_VARIABLE, " ita-admins = administrator, ita-editors=editor,")

    names = role_names()

    assert (names["ita-admins"], names["editor"]) == (Role.ADMINISTRATOR, Role.EDITOR)
