"""A SQLite file that is gone, empty or replaced: never created unasked, noticed while open."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from itasearch.errors import LibraryGoneError, StoreError
from itasearch.model.records import Extraction
from itasearch.store.sql import SqlStore, open_store
from tests.cases import examples
from tests.store.examples import a_report, file_source


class Refusal:
    """A WhenNew that refuses, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, place: str) -> None:
        self.asked += 1
        raise StoreError(f"{place} is not there")


def add(store: SqlStore) -> None:
    """Store a report of one measure."""
    source = file_source("ดอนแก้วทอง")
    store.intake.add(Extraction(reports=(a_report(source),)), source, media_type="text/markdown")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Of a store with one report."""
    file = tmp_path / "library.db"
    with open_store(file) as store:
        add(store)
    return file


@pytest.fixture
def refusal() -> Refusal:
    return Refusal()


@pytest.fixture
def store(file: Path, refusal: Refusal) -> Iterator[SqlStore]:
    """The store of `file`, open."""
    with open_store(file, when_new=refusal) as store:
        yield store


@examples("files", "what SQLite refuses")
def test_what_sqlite_refuses_is_told_by_its_code(
    code: str, kind: str, said: str, store: SqlStore
) -> None:
    refused = sqlite3.OperationalError(" refused ")
    refused.sqlite_errorcode = getattr(sqlite3, code)

    error = store._database._error_of(refused)

    assert type(error).__name__ == kind
    assert said in str(error)
    assert kind == "StoreError" or getattr(error, "reason", "") == said


@pytest.mark.parametrize("as_url", [True, False])
def test_a_refused_file_is_not_created(tmp_path: Path, refusal: Refusal, *, as_url: bool) -> None:
    file = tmp_path / "corpus" / "library.db"

    where = f"sqlite:///{file}" if as_url else file
    with pytest.raises(StoreError, match="is not there"), open_store(where, when_new=refusal):
        pass

    assert list(tmp_path.iterdir()) == []


def test_a_database_without_tables_is_refused_as_is(tmp_path: Path, refusal: Refusal) -> None:
    file = tmp_path / "library.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE other (id)")

    with pytest.raises(StoreError), open_store(file, when_new=refusal):
        pass

    assert refusal.asked == 1
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("other",)]


def test_a_removed_report_is_no_empty_store(file: Path, refusal: Refusal) -> None:
    with open_store(file) as store:
        (report,) = store.reports.all()
        store.intake.remove(report.id)

    with open_store(file, when_new=refusal) as store:
        assert store.reports.all() == ()

    assert refusal.asked == 0


def test_an_open_store_creates_no_lost_file(file: Path, store: SqlStore, refusal: Refusal) -> None:
    file.rename(file.with_name("elsewhere"))

    for _ in range(2):
        with pytest.raises(LibraryGoneError):
            store.reports.all()
        with pytest.raises(LibraryGoneError):
            add(store)

    assert not file.exists()
    file.with_name("elsewhere").rename(file)
    assert len(store.reports.all()) == 1


def test_an_open_store_follows_a_new_file(file: Path, store: SqlStore, tmp_path: Path) -> None:
    (report,) = store.reports.all()
    with open_store(tmp_path / "backup.db") as backup:
        add(backup)
        backup.intake.remove(report.id)
    for part in tmp_path.glob("library.db*"):
        part.unlink()
    with pytest.raises(StoreError):
        store.reports.all()

    (tmp_path / "backup.db").rename(file)

    assert store.reports.all() == ()
    assert store.reports.known_sources([report.source.sha256])
