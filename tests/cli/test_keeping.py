"""`itasearch backup` and `move`."""

from pathlib import Path
from zipfile import ZipFile

from tests.cli.conftest import run


def test_a_backup_tells_where_it_is_and_what_it_holds(library: Path, tmp_path: Path) -> None:
    ran = run("backup", tmp_path / "คลัง.zip", "--home", library)

    assert (ran.code, ran.rows) == (0, [[str(tmp_path / "คลัง.zip")]])
    assert "files of corpus/" in ran.err
    with ZipFile(tmp_path / "คลัง.zip") as archive:
        assert "corpus/library.db" in archive.namelist()


def test_a_folder_that_is_not_there_is_an_error(library: Path, tmp_path: Path) -> None:
    ran = run("backup", tmp_path / "none" / "library.zip", "--home", library)

    assert (ran.code, ran.out) == (1, "")
    assert "there is no folder" in ran.err


def test_a_library_is_moved_table_by_table_and_not_onto_another(
    library: Path, tmp_path: Path
) -> None:
    ran = run("move", "--to", tmp_path / "สำเนา.db", "--json", "--home", library)
    again = run("move", "--to", f"sqlite:///{tmp_path / 'สำเนา.db'}", "--home", library)

    tables = {one["table"]: one for one in ran.objects}
    assert tables["report"]["rows"] > 0
    assert len(tables["measure"]["sha256"]) == 64
    assert again.code == 1
    assert "not empty" in again.err
    replaced = run("move", "--to", tmp_path / "สำเนา.db", "--overwrite", "--home", library)
    assert replaced.code == 0
    assert "ITASEARCH_DATABASE_URL" in replaced.err
