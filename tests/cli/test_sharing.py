"""Verbs on those with whom a library is shared: people, log, keys."""

from datetime import datetime
from pathlib import Path

import pytest

from itasearch import open_workspace
from tests.cli.conftest import run
from tests.tools.server import free_port
from tests.workspace.conftest import TOWN


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


def test_a_key_is_shown_once_and_opens_until_it_is_revoked(filled: Path) -> None:
    ran = run(
        *("keys", "make", "เว็บไซต์", "--role", "editor", "--organisation", "ทต.สวนดอกไม้"),
        *("--per-minute", "7", "--home", filled),
    )

    ((secret,),) = ran.rows
    ((number, *shown),) = run("keys", "list", "--home", filled).rows
    assert number in ran.err and secret not in ran.err
    assert shown[:4] == ["เว็บไซต์", "editor", TOWN, "7"] and shown[-1] == "in force"
    assert secret not in run("keys", "list", "--json", "--home", filled).out
    with open_workspace(filled) as workspace:
        town = workspace.library.find_organisation(TOWN)
        key = workspace.people.key_of_secret(secret)
        assert key is not None and key.person.organisation_ids == (town.id,)
        assert run("keys", "revoke", number, "--home", filled).code == 0
        assert workspace.people.key_of_secret(secret) is None
    assert run("keys", "list", "--home", filled).rows[0][-1] == "revoked"


def test_a_program_that_makes_keys_reads_the_secret_as_json(filled: Path) -> None:
    (made,) = run("keys", "make", "ก", "--json", "--home", filled).objects
    (listed,) = run("keys", "list", "--json", "--home", filled).objects

    assert made.pop("secret").startswith("itasearch_")
    assert made == listed
    assert (made["role"], made["per_minute"], made["revoked_at"]) == ("reader", 120, None)


def test_wrong_keys_are_refused(filled: Path) -> None:
    of_reader = run("keys", "make", "ก", "--organisation", TOWN, "--home", filled)
    unknown = run("keys", "revoke", "0123456789abcdef", "--home", filled)

    assert (of_reader.code, unknown.code) == (2, 1)
    assert "editor" in of_reader.err and "0123456789abcdef" in unknown.err
    assert run("keys", "list", "--home", filled).out == ""
