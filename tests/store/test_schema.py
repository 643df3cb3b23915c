"""Schema versions: new, old, unknown to the program; no database."""

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from itasearch.errors import DatabaseUrlError, MissingDriverError, StoreError
from itasearch.model.records import Extraction
from itasearch.store.db import schema
from itasearch.store.db.schema import MIGRATIONS, newest_version, stored_version, upgrade
from itasearch.store.sql import open_store
from tests.cases import examples
from tests.store.examples import a_report, file_source, url_of


def add_flag(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE report ADD COLUMN flag INTEGER"))


def fill_flag(connection: Connection) -> None:
    connection.execute(text("UPDATE report SET flag = 7"))


NEWEST = newest_version()
AddSteps = Callable[[tuple[Callable[[Connection], None], ...]], None]


@pytest.fixture
def with_steps(monkeypatch: pytest.MonkeyPatch) -> AddSteps:
    """Adds steps to those that are known."""
    return lambda steps: monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, *steps))


def version_of(url: str) -> int | None:
    with create_engine(url).connect() as connection:
        return stored_version(connection)


def test_a_new_database_has_the_newest_schema(own_database_url: str) -> None:
    with open_store(own_database_url):
        pass

    assert version_of(own_database_url) == NEWEST


def test_an_old_database_takes_missing_steps(own_database_url: str, with_steps: AddSteps) -> None:
    source = file_source("ก")
    with open_store(own_database_url) as store:
        store.intake.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")

    with create_engine(own_database_url).begin() as connection:
        for steps in ((add_flag,), (add_flag, fill_flag), (add_flag, fill_flag)):
            with_steps(steps)
            upgrade(connection, address="library.db")
        assert connection.execute(text("SELECT flag FROM report")).scalars().all() == [7]
        assert stored_version(connection) == NEWEST + 2


def test_a_step_of_schema_gives_a_revision(own_database_url: str, with_steps: AddSteps) -> None:
    with open_store(own_database_url) as store:
        before = store.reports.revision()

        with_steps((add_flag,))
        with create_engine(own_database_url).begin() as connection:
            upgrade(connection, address="library.db")

        assert store.reports.revision() != before


def test_a_failed_step_leaves_the_schema(own_database_url: str, with_steps: AddSteps) -> None:
    with open_store(own_database_url):
        pass
    engine = create_engine(own_database_url)
    with_steps((fill_flag,))

    with pytest.raises(DBAPIError), engine.begin() as connection:
        upgrade(connection, address="library.db")

    assert version_of(own_database_url) == NEWEST


@pytest.mark.parametrize("version", [0, NEWEST + 1, 99])
def test_an_unknown_schema_is_refused_unchanged(own_database_url: str, version: int) -> None:
    with open_store(own_database_url):
        pass
    with create_engine(own_database_url).begin() as connection:
        connection.execute(text(f"UPDATE schema_version SET version = {version}"))

    with pytest.raises(StoreError) as refused, open_store(own_database_url):
        pass

    for part in (f"schema {version}, ", f"to {NEWEST};", "newer itasearch", "`itasearch add`"):
        assert part in str(refused.value)
    assert version_of(own_database_url) == version


@examples("addresses", "no addresses of a store")
def test_an_url_of_no_store_is_refused_with_one_that_is(url: str) -> None:
    right = r"^ITASEARCH_DATABASE_URL .*postgresql\+psycopg://USER"
    with pytest.raises(DatabaseUrlError, match=right) as refused, open_store(url):
        pass

    assert isinstance(refused.value, StoreError)
    assert "secret" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "corpus").write_text("no folder", encoding="utf-8")

    with pytest.raises(StoreError, match="folder"), open_store(url_of(tmp_path)):
        pass


def test_without_a_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with (
        pytest.raises(MissingDriverError, match=r"itasearch\[postgres\]") as refused,
        open_store("postgresql+psycopg://h/x"),
    ):
        pass

    assert isinstance(refused.value, StoreError)


def test_sqlite_files_are_opened_for_many_readers(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)):
        pass

    connection = sqlite3.connect(tmp_path / "corpus" / "library.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
