"""The verbs people and log: who signed in, their roles, what was done."""

from datetime import datetime
from pathlib import Path

import pytest

from itasearch import open_workspace
from tests.cli.conftest import made_home, run
from tests.tools.server import free_port
from tests.workspace.conftest import TOWN


@pytest.fixture
def filled(home: Path, inbox: Path) -> Path:
    return made_home(home, inbox)


def test_people_are_listed_with_their_role_and_towns(filled: Path) -> None:
    with open_workspace(filled) as workspace:
        workspace.people.sign_in("u1", name="สมชาย")

    ran = run(
        *("people", "set", "u2", "--role", "editor", "--organisation", "ทต.สวนดอกไม้"),
        *("--name", "สมหญิง", "--home", filled),
    )

    assert ran.code == 0
    editor, reader = sorted(run("people", "--home", filled).rows, reverse=True)
    assert editor == ["u2", "สมหญิง", "editor", TOWN, "–"]
    assert reader[:4] == ["u1", "สมชาย", "reader", ""]
    objects = run("people", "--json", "--home", filled).objects
    assert {one["id"]: one["role"] for one in objects} == {"u1": "reader", "u2": "editor"}


def test_organisations_of_a_reader_are_wrong_usage(filled: Path) -> None:
    ran = run("people", "set", "u2", "--role", "reader", "--organisation", TOWN, "--home", filled)

    assert ran.code == 2
    assert "editor" in ran.err


def test_the_log_has_what_was_done_the_newest_first_and_narrows_it(filled: Path) -> None:
    run("people", "set", "u2", "--role", "administrator", "--home", filled)

    newest, *others = run("log", "--home", filled).rows
    (removed,) = run("log", "--kind", "set role", "--days", "1", "--json", "--home", filled).objects

    assert newest[1:] == ["this computer", "set role (administrator)", "u2", "done"]
    assert {one[2] for one in others} == {"add"}
    assert datetime.fromisoformat(removed["began_at"]).tzinfo is not None
    assert run("log", "--person", "u7", "--home", filled).out == ""


def test_the_app_is_not_served_with_roles_that_cannot_be_read(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITASEARCH_ROLE_NAMES", "ita-admins=boss")

    ran = run("serve", "--port", str(free_port()), "--home", filled)

    assert ran.code == 1
    assert "'ita-admins=boss' gives no role" in ran.err


def test_an_equal_role_is_not_set_again(filled: Path) -> None:
    given = ("people", "set", "u2", "--role", "editor", "--organisation", TOWN, "--home", filled)

    first, again = run(*given), run(*given)

    assert (first.code, again.code) == (0, 0)
    assert "u2 has this role already; nothing was changed" in again.err
    assert "already" not in first.err
    assert len(run("log", "--kind", "set role", "--home", filled).rows) == 1
