"""Schema versions: new, old, newer than the program, and no database at all."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from itasearch.errors import StoreError
from itasearch.model.corrections import EditCell, RemoveMeasure, SetFiscalYear
from itasearch.model.records import Extraction
from itasearch.store.db.upgrading import MIGRATIONS, schema_of, stored_version, upgrade
from itasearch.store.sql import open_store
from tests.store.examples import a_report, file_source
from tests.store.test_sql import url_of


def add_flag(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE report ADD COLUMN flag INTEGER"))


def fill_flag(connection: Connection) -> None:
    connection.execute(text("UPDATE report SET flag = 7"))


def test_a_new_database_has_the_newest_schema(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)):
        pass

    with create_engine(url_of(tmp_path)).connect() as connection:
        assert stored_version(connection) == schema_of(MIGRATIONS)


def test_an_old_database_takes_all_missing_steps_in_order(tmp_path: Path) -> None:
    source = file_source("ก")
    with open_store(url_of(tmp_path)) as store:
        store.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")

    with create_engine(url_of(tmp_path)).begin() as connection:
        upgrade(connection, (*MIGRATIONS, add_flag, fill_flag))
        upgrade(connection, (*MIGRATIONS, add_flag, fill_flag))
        assert connection.execute(text("SELECT flag FROM report")).scalars().all() == [7]
        assert stored_version(connection) == schema_of(MIGRATIONS) + 2


def test_a_database_that_kept_marks_of_samples_takes_reports_again(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)):
        pass
    with create_engine(url_of(tmp_path)).begin() as connection:
        for table in ("organisation", "report", "ita_result"):
            column = "sample BOOLEAN NOT NULL DEFAULT 0"
            connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column}"))
        connection.execute(text("UPDATE schema_version SET version = 2"))

    source = file_source("ก")
    with open_store(url_of(tmp_path)) as store:
        store.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")

        assert store.stats().reports == 1
    with create_engine(url_of(tmp_path)).connect() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns("report")}
        assert "sample" not in columns


def opened_with_schema_3(folder: Path) -> str:
    """The URL of a library as the last itasearch with schema 3 left it."""
    script = Path(__file__).parent / "databases" / "schema_3.sql"
    (folder / "corpus").mkdir()
    with closing(sqlite3.connect(folder / "corpus" / "library.db")) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    return url_of(folder)


def test_corrections_of_schema_3_stay_in_force_and_can_be_undone(tmp_path: Path) -> None:
    first, second = (a_report(file_source(name)).id for name in ("ก", "ข"))

    with open_store(opened_with_schema_3(tmp_path)) as store:
        assert store.summary(first).fiscal_year_be == 2567
        owner = store.summary(second).organisation
        assert owner is not None and owner.name == "องค์การบริหารส่วนตำบลหนองบัวลอย"
        said = [made.correction for made in store.corrections(first)]
        assert said == [SetFiscalYear(fiscal_year_be=2565), SetFiscalYear(fiscal_year_be=2567)]

        store.undo(first)
        store.undo(second)

        assert store.summary(first).fiscal_year_be == 2565
        assert store.summary(second).organisation == store.summary(first).organisation


def test_reports_of_schema_3_are_kept_and_read_by_an_older_version(tmp_path: Path) -> None:
    with open_store(opened_with_schema_3(tmp_path)) as store:
        (summary, other) = store.reports()
        measure = store.report(summary.id).measures[0]

        store.correct(summary.id, [RemoveMeasure(measure_id=measure.id)])

        assert len(store.read_before(1)) == 2
        assert (summary.completeness, other.reading_version) == (None, 0)
        assert len(store.draft().items) == 1
        assert store.summary(summary.id).measures == summary.measures - 1


def without_topics(connection: Connection) -> None:
    """Make the database one of schema 4, which knew nothing of topics."""
    for table in ("measure", "read_measure", "draft_item"):
        for column in ("topics", "indicator_corrected"):
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
    connection.execute(text("UPDATE schema_version SET version = 4"))


def test_an_indicator_that_schema_4_corrected_is_known_as_a_correction(tmp_path: Path) -> None:
    source = file_source("ก")
    report = a_report(source)
    edit = EditCell(measure_id=report.measures[0].id, field="indicator", text="4")
    with open_store(url_of(tmp_path)) as store:
        store.add(Extraction(reports=(report,)), source, media_type="text/plain")
        store.correct(report.id, [edit])
        before = store.report(report.id)
    with create_engine(url_of(tmp_path)).begin() as connection:
        without_topics(connection)

    with open_store(url_of(tmp_path)) as store:
        assert store.report(report.id) == before
        assert [one.indicator_corrected for one in before.measures[:2]] == [True, False]


def test_the_one_draft_of_an_older_schema_is_the_first_of_several(tmp_path: Path) -> None:
    with open_store(opened_with_schema_3(tmp_path)) as store:
        (told,) = store.drafts()
        other = store.new_draft("อีกฉบับ")

        assert (told.id, told.name, told.maker, told.rows) == ("basket", "แม่แบบของฉัน", None, 1)
        assert told.created_at == told.changed_at
        assert store.draft().id == "basket"
        store.edit_draft(store.draft().items[0].measure.id, field="title", text="ใหม่")
        store.undo_in_draft()
        assert store.draft().items[0].edits == store.draft("basket").items[0].edits
        assert store.draft(other).items == ()


def test_an_upgraded_database_has_the_columns_of_a_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    found = []
    for url in (opened_with_schema_3(old), url_of(new)):
        with open_store(url):
            pass
        with create_engine(url).connect() as connection:
            columns = inspect(connection)
            found.append(
                {
                    (table, column["name"], str(column["type"]), column["nullable"])
                    for table in columns.get_table_names()
                    for column in columns.get_columns(table)
                }
            )

    assert found[0] == found[1]


def test_a_newer_database_names_both_versions(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)):
        pass
    with create_engine(url_of(tmp_path)).begin() as connection:
        connection.execute(text("UPDATE schema_version SET version = 99"))

    with (
        pytest.raises(StoreError, match=f"schema 99.*schema {schema_of(MIGRATIONS)}"),
        open_store(url_of(tmp_path)),
    ):
        pass


def test_a_file_that_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "library.db").write_bytes(b"no database " * 500)

    with pytest.raises(StoreError, match="not a database"), open_store(url_of(tmp_path)):
        pass


@pytest.mark.parametrize("url", ["", "library.db", "sqlite://", "sqlite:///:memory:", "nosql:///x"])
def test_an_url_of_no_store_is_a_store_error(url: str) -> None:
    with pytest.raises(StoreError), open_store(url):
        pass


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "corpus").write_text("no folder", encoding="utf-8")

    with pytest.raises(StoreError, match="folder"), open_store(url_of(tmp_path)):
        pass


def test_a_missing_driver_is_a_store_error() -> None:
    with pytest.raises(StoreError, match="driver"), open_store("mysql+pymysql://h/x"):
        pass


def test_sqlite_files_are_opened_for_many_readers(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)):
        pass

    connection = sqlite3.connect(tmp_path / "corpus" / "library.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
