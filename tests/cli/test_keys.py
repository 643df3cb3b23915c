"""The verb keys: made for programs, listed, revoked."""

from pathlib import Path

import pytest

from itasearch import open_workspace
from tests.cli.conftest import made_home, run
from tests.workspace.conftest import TOWN


@pytest.fixture
def filled(home: Path, inbox: Path) -> Path:
    return made_home(home, inbox)


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
