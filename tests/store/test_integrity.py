"""Damage of a database: found with its place, mended where SQLite can make it anew."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from itasearch.errors import LibraryDamagedError, StoreError, StoreUnreadableError
from itasearch.model.corrections import EditCell
from itasearch.model.people import Role
from itasearch.model.records import Extraction
from itasearch.store.db.database import Database, allow_empty, copy_database
from itasearch.store.integrity import Fault
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


def _faults(file: Path) -> tuple[Fault, ...]:
    with open_store(file) as store:
        return store.integrity.faults()


def test_a_whole_store_has_no_faults(database_url: str) -> None:
    _fill(database_url)

    with open_store(database_url) as store:
        assert store.integrity.faults() == ()


def test_what_the_server_says_of_its_pages_is_named(postgresql_url: str) -> None:
    with open_store(postgresql_url) as store:
        assert store.integrity.page_checksums() in ("on", "off")


def test_text_that_is_no_utf_8_is_found_with_its_row(file: Path) -> None:
    with _changing(file) as database:
        (row,) = database.execute("SELECT id FROM measure LIMIT 1").fetchone()
        database.execute("UPDATE measure SET steps = CAST(X'E0B8FF41' AS TEXT) WHERE id = ?", [row])

    (fault,) = _faults(file)

    assert fault == Fault(text=f"measure {row}, steps: no UTF-8")


@pytest.mark.parametrize(("column", "reason"), [("raw_cells", "no JSON"), ("added_at", "no date")])
def test_json_and_dates_that_are_none_are_found(file: Path, column: str, reason: str) -> None:
    table = "measure" if column == "raw_cells" else "source_file"
    with _changing(file) as database:
        database.execute(f"UPDATE {table} SET {column} = '[[' WHERE rowid = 1")

    (fault,) = _faults(file)

    assert fault.text.endswith(f"{column}: {reason}")


def test_a_letter_that_became_another_one_is_found_with_its_report(file: Path) -> None:
    with _changing(file) as database:
        row, identifier = database.execute("SELECT rowid, report_id FROM measure").fetchone()
        database.execute("UPDATE measure SET title = replace(title, 'ก', 'ถ')")
        database.execute(
            "UPDATE measure SET title = replace(title, 'ถ', 'ก') WHERE rowid > ?", [row]
        )

    found = _faults(file)

    assert Fault(text=f"report {identifier}: its texts are not those that were stored") in found


def test_a_corrected_report_has_the_digest_of_its_corrected_texts(file: Path) -> None:
    with open_store(file) as store:
        first = store.reports.get(store.reports.all()[0].id)
        edit = EditCell(measure_id=first.measures[0].id, field="title", text="งดรับของกำนัล")
        store.corrections.correct(first.id, [edit])

        assert store.integrity.faults() == ()


def test_a_row_that_names_another_one_which_is_gone_is_found(file: Path) -> None:
    with _changing(file) as database:
        database.execute("DELETE FROM source_file WHERE rowid = 1")

    assert any("source_file" in one.text and not one.is_derived for one in _faults(file))


def test_an_index_of_sqlite_that_misses_rows_is_made_anew(file: Path) -> None:
    _change_index(file)
    found = _faults(file)

    with open_store(file) as store:
        is_mended = store.integrity.mend_derived()

    assert [one.text for one in found] == ["30 rows do not fit index report_by_doubt of SQLite"]
    assert found[0].is_derived
    assert is_mended
    assert _faults(file) == ()


def test_nothing_is_mended_beside_damage_that_needs_a_backup(file: Path) -> None:
    _change_index(file)
    with _changing(file) as database:
        database.execute("DELETE FROM source_file WHERE rowid = 1")
    before = _faults(file)

    with open_store(file) as store:
        assert not store.integrity.mend_derived()

    assert _faults(file) == before


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
        return "; ".join(one.text for one in _faults(file))
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
        closing(Database(file, when_empty=allow_empty)) as database,
        pytest.raises(ValueError, match=r"Expecting|valid Role"),
    ):
        database.cached("mistake", mistaken)


def test_a_disk_that_does_not_give_the_file_is_no_full_one(file: Path) -> None:
    failed = sqlite3.OperationalError("disk I/O error")
    failed.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ

    with (
        closing(Database(file, when_empty=allow_empty)) as database,
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
