"""The verb log, and a server that is not started with wrong settings of sharing."""

from datetime import datetime
from pathlib import Path

import pytest

from itasearch import open_workspace
from itasearch.config import KEYS_VARIABLE
from itasearch.model.people import Person
from tests.cli.conftest import run
from tests.tools.server import free_port


def test_the_log_has_what_was_done_the_newest_first_and_narrows_it(filled: Path) -> None:
    with open_workspace(filled) as workspace:
        reader = workspace.acting_as(Person(id="u1", name="สมชาย"))
        with reader.people._recorded("export", title="แผน.docx", detail="docx"):  # type: ignore[arg-type]
            pass

    newest, *others = run("log", "--home", filled).rows
    (export,) = run("log", "--kind", "export", "--days", "1", "--json", "--home", filled).objects

    assert newest[1:] == ["สมชาย", "export (docx)", "แผน.docx", "done"]
    assert {row[2] for row in others} == {"add"}
    assert datetime.fromisoformat(export["began_at"]).tzinfo is not None
    assert run("log", "--person", "u7", "--home", filled).out == ""


def test_the_app_is_not_served_with_keys_that_cannot_be_used(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, "เว็บไซต์=สั้น")

    ran = run("serve", "--port", str(free_port()), "--home", filled)

    assert ran.code == 2
    assert "at least 16 letters" in ran.err
