"""A library in another database: all of it, or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from itasearch.errors import StoreBusyError, StoreError
from itasearch.model.corrections import EditCell
from itasearch.model.people import THIS_COMPUTER
from itasearch.model.ranking import Query
from itasearch.model.work import NewJob
from itasearch.store.copying import _TABLES
from itasearch.store.db import database
from itasearch.store.db.schema import measure_note, metadata
from itasearch.store.sql import SqlStore, open_store
from tests.store.examples import (
    a_report,
    borrowed,
    file_source,
    ita_result,
    put,
    results_file,
    town,
)
from tests.tools.postgresql import PostgresServer


def fill(store: SqlStore) -> None:
    """Something in most tables: versions, a removed report, corrections, results, a draft."""
    first = put(store, "ก", replace(a_report(file_source("ก")), ita_result=ita_result()))
    put(store, "ข")
    store.intake.remove(put(store, "ค", town("เทศบาลตำบลริมน้ำ"), year=2567))
    source = file_source("ผล")
    store.intake.add(results_file(source, town()), source, media_type="text/csv")
    edit = EditCell(
        measure_id=store.reports.get(first).measures[0].id, field="title", text="ก่อน😀\nหลัง"
    )
    store.corrections.correct(first, [edit])
    store.drafts.append(borrowed())
    store.notes.write(first, "ถามกองคลัง", title="นโยบาย", by=THIS_COMPUTER)
    store.watches.add(Query(text="งดรับของขวัญ"), name="ดอนแก้ว", maker="")


@pytest.fixture(params=["sqlite to sqlite", "sqlite to postgresql", "postgresql to sqlite"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str | Path, str | Path]:
    """Where an empty library is, and where a copy is to be."""

    def place(name: str, file: str) -> str | Path:
        if name == "sqlite":
            return tmp_path / file
        server: PostgresServer = request.getfixturevalue("postgresql")
        return server.url(server.new_database())

    here, there = str(request.param).split(" to ")
    return place(here, "คลัง.db"), place(there, "สำเนา.db")


@pytest.fixture
def store(places: tuple[str | Path, str | Path]) -> Iterator[SqlStore]:
    with open_store(places[0]) as opened:
        fill(opened)
        yield opened


def contents(store: SqlStore) -> dict[str, list[tuple[object, ...]]]:
    """All rows by table."""
    with store._database.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def test_a_copy_has_every_row(store: SqlStore, places: tuple[str | Path, str | Path]) -> None:
    progress: list[tuple[int, int]] = []

    copied = store.copying.copy_to(places[1], on_rows=lambda *rows: progress.append(rows))

    with open_store(places[1]) as copy:
        assert contents(copy) == contents(store)
        assert copy.reports.revision() == store.reports.revision()
    assert copied == {name: len(found) for name, found in contents(store).items() if name in copied}
    assert len(copied) == len(metadata.sorted_tables) - 1
    assert progress == sorted(progress) and progress[-1] == (sum(copied.values()),) * 2


def test_a_library_that_holds_something_is_never_replaced(
    store: SqlStore, places: tuple[str | Path, str | Path]
) -> None:
    with open_store(places[1]) as other:
        put(other, "ง", town("เทศบาลตำบลอื่น"))
        before = contents(other)

        with pytest.raises(StoreError, match="not empty"):
            store.copying.copy_to(places[1])
        assert contents(other) == before
    with pytest.raises(StoreError, match="already"):
        store.copying.copy_to(places[0])


def test_what_cannot_be_held_leaves_it_alone(postgresql: PostgresServer, tmp_path: Path) -> None:
    target = postgresql.url(postgresql.new_database())
    with open_store(tmp_path / "library.db") as store:
        fill(store)
        with store._database.writing() as connection:  # SQLite minds no length
            connection.execute(measure_note.update().values(measure_id="ก" * 129))

        with pytest.raises(StoreError, match="too long"):
            store.copying.copy_to(target)

    with open_store(target) as copy:
        assert copy.reports.all() == ()
        assert copy.drafts.all() == ()


def test_a_library_is_not_copied_while_a_worker_reads_files_for_it(
    store: SqlStore, places: tuple[str | Path, str | Path]
) -> None:
    store.jobs.add([NewJob(place="/คิว/แผน.pdf", name="แผน.pdf")])
    store.jobs.take("ก", most=1, seconds=60)

    with pytest.raises(StoreError, match="workers are reading 1 files"):
        store.copying.copy_to(places[1])

    store.jobs.give_back("ก")
    store.copying.copy_to(places[1])
    with open_store(places[1]) as copy:
        assert [one.name for one in copy.jobs.all()] == ["แผน.pdf"]


def test_on_postgresql_no_worker_takes_a_job_while_a_library_is_copied(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 1.0)
    refused: list[str] = []
    with open_store(postgresql_url) as store, open_store(postgresql_url) as of_worker:
        store.jobs.add([NewJob(place="/คิว/แผน.pdf", name="แผน.pdf")])

        def on_rows(_done: int, _total: int) -> None:
            if not refused:
                with pytest.raises(StoreBusyError) as caught:
                    of_worker.jobs.take("ก", most=1, seconds=60)
                refused.append(str(caught.value))

        store.copying.copy_to(tmp_path / "copy.db", on_rows=on_rows)

        assert "lock timeout" in refused[0] and "let it end" in refused[0]
        assert len(of_worker.jobs.take("ก", most=1, seconds=60)) == 1


def test_every_table_is_copied_after_those_it_refers_to() -> None:
    assert {table.name for table in _TABLES} | {"schema_version"} == set(metadata.tables)
    places = {table.name: place for place, table in enumerate(_TABLES)}
    for table in _TABLES:
        named = {key.target_fullname.partition(".")[0] for key in table.foreign_keys}
        for other in named - {table.name}:
            assert places[other] < places[table.name]
