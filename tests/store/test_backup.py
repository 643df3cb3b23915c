from pathlib import Path

import pytest

from itasearch.errors import LibraryDamagedError, StoreError
from itasearch.store.db.database import copy_database
from itasearch.store.sql import open_store
from itasearch.wording.errors import error_label
from tests.store.examples import put


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


def test_what_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no database " * 500)

    with pytest.raises(LibraryDamagedError, match="itasearch restore"):
        copy_database(tmp_path / "library.db", tmp_path / "copy.db")


def test_a_copy_that_cannot_be_written_names_its_folder_and_what_to_do(tmp_path: Path) -> None:
    with open_store(tmp_path / "library.db") as store:
        put(store, "ก", year=2566)
    folder = tmp_path / "ไม่มี"

    with pytest.raises(StoreError, match=f"copied to {folder} .*make room") as caught:
        copy_database(tmp_path / "library.db", folder / ".itasearch-1" / "copy.db")

    thai = error_label(caught.value).text("th")
    assert f"ไปยัง {folder} ไม่ได้" in thai
    assert "โปรดเพิ่มที่ว่าง" in thai
