"""Damage of a database: found with its place, mended where SQLite can make it anew."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from itasearch.errors import LibraryDamagedError, StoreError, StoreUnreadableError
from itasearch.model.people import Role
from itasearch.model.records import Extraction
from itasearch.store.db.database import Database, allow_new, copy_database
from itasearch.store.sql import open_store
from itasearch.wording.errors import error_label
from tests.cases import cases
from tests.damage import flip
from tests.store.examples import a_report, file_source, put


def _fill(where: str | Path) -> None:
    with open_store(where) as store:
        for number in range(30):
            source = file_source(f"ดอนแก้วทอง {number}")
            report = a_report(source, year=2550 + number)
            store.intake.add(Extraction(reports=(report,)), source, media_type="text/markdown")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Of a store with thirty reports, a single file."""
    file = tmp_path_factory.mktemp("filled") / "library.db"
    _fill(file)
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
    return file.read_bytes()


@pytest.fixture
def file(filled: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "library.db"
    file.write_bytes(filled)
    return file


@contextmanager
def _changing(file: Path) -> Iterator[sqlite3.Connection]:
    """The database past all checks."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA foreign_keys=OFF")
        yield database
        database.commit()


def _faults(file: Path) -> tuple[str, ...]:
    with open_store(file) as store:
        return store.integrity.faults()


def test_a_whole_store_has_no_faults(database_url: str) -> None:
    _fill(database_url)

    with open_store(database_url) as store:
        assert store.integrity.faults() == ()


def test_a_row_that_names_another_one_which_is_gone_is_found(file: Path) -> None:
    with _changing(file) as database:
        database.execute("DELETE FROM source_file WHERE rowid = 1")

    assert any("source_file" in fault for fault in _faults(file))


def test_an_index_of_sqlite_that_misses_rows_is_found(file: Path) -> None:
    _change_index(file)

    assert any("report_by_doubt" in fault for fault in _faults(file))


def _change_index(file: Path) -> None:
    """Let SQLite take an index for one of another column."""
    with _changing(file) as database:
        database.execute("PRAGMA writable_schema=ON")
        database.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'complete,', 'fiscal_year_be,')"
            " WHERE name = 'report_by_doubt'"
        )


@pytest.mark.parametrize("is_cut", [True, False])
def test_pages_that_are_gone_or_emptied_are_found(file: Path, is_cut: bool) -> None:
    page = 4096
    content = bytearray(file.read_bytes())
    half = len(content) // 2 // page * page
    for start in range(half, len(content), page):
        content[start : start + 200] = bytes(200)
    file.write_bytes(content[:half] if is_cut else content)

    assert _found(file)


@pytest.mark.parametrize("place", [0, 16, 47])
def test_a_damaged_header_is_damage_with_path_and_remedy(file: Path, place: int) -> None:
    flip(file, place)

    found = _found(file)

    assert str(file) in found
    assert "itasearch restore" in found


def _found(file: Path) -> str:
    """What is found to be damaged, when it is opened or looked through; "" for nothing."""
    try:
        return "; ".join(_faults(file))
    except LibraryDamagedError as error:
        return str(error)


def test_a_damaged_text_that_is_read_is_an_error_of_the_library(file: Path) -> None:
    with _changing(file) as database:
        database.execute("UPDATE measure SET raw_cells = '[['")

    with open_store(file) as store, pytest.raises(LibraryDamagedError, match="restore"):
        store.reports.get(store.reports.all()[0].id)


@pytest.mark.parametrize(
    "change", cases("integrity", "a column that holds what is never written is damage")
)
def test_a_column_that_holds_what_is_never_written_is_damage(file: Path, change: str) -> None:
    with _changing(file) as database:
        database.execute(change)

    with open_store(file) as store, pytest.raises(LibraryDamagedError, match=r"library\.db"):
        store.reports.all()


@pytest.mark.parametrize("text", ["[[", "'x' is not a valid Role"])
def test_a_mistake_inside_a_transaction_is_no_damage(file: Path, text: str) -> None:
    def mistaken(_connection: object) -> object:
        return json.loads(text) if text == "[[" else Role(text)

    with (
        closing(Database(file, when_new=allow_new)) as database,
        pytest.raises(ValueError, match=r"Expecting|valid Role"),
    ):
        database.cached("mistake", mistaken)


def test_a_disk_that_does_not_give_the_file_is_no_full_one(file: Path) -> None:
    failed = sqlite3.OperationalError("disk I/O error")
    failed.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ

    with (
        closing(Database(file, when_new=allow_new)) as database,
        pytest.raises(StoreUnreadableError, match="copy the folder away") as caught,
        database.reading(),
    ):
        raise failed

    assert (caught.value.path, "make room" in str(caught.value)) == (str(file), False)


def test_a_backup_is_a_single_file_of_any_database(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    file = tmp_path / "copies" / "copy.db"
    with open_store(database_url) as store:
        put(store, "ก", year=2566)
        store.copying.write_file(file)
        put(store, "ข", year=2567)

    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["copy.db"]
    with open_store(file) as copy:
        assert copy.reports.stats().fiscal_years == (2566,)


def test_a_copy_that_cannot_be_made_names_its_place_and_what_to_do(tmp_path: Path) -> None:
    with open_store(tmp_path / "library.db") as store:
        put(store, "ก", year=2566)
    folder = tmp_path / "ไม่มี"

    with pytest.raises(StoreError, match=f"copied to {folder} .*make room") as caught:
        copy_database(tmp_path / "library.db", folder / ".itasearch-1" / "copy.db")

    thai = error_label(caught.value).text("th")
    assert f"ไปยัง {folder} ไม่ได้" in thai
    assert "โปรดเพิ่มที่ว่าง" in thai
    (tmp_path / "library.db").write_bytes(b"no database " * 500)
    with pytest.raises(LibraryDamagedError, match="itasearch restore"):
        copy_database(tmp_path / "library.db", tmp_path / "copy.db")
