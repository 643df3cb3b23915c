"""`itasearch dump` and `itasearch move`."""

from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.workspace.conftest import TOWN


@pytest.mark.parametrize("ending", ["csv", "parquet", "sqlite"])
def test_a_library_is_written_and_taken_back(library: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"คลัง.{ending}"

    ran = run("dump", file, "--home", library, "--json")
    added = run("add", file, "--home", tmp_path / "new", "--no-build", "--json")

    (written,) = ran.objects
    assert written["path"] == str(file)
    assert sum(one["measures"] for one in added.objects) == written["measures"] > 0
    assert {one["outcome"] for one in added.objects} <= {"added", "needs_review"}


def test_filters_narrow_it(library: Path, tmp_path: Path) -> None:
    ran = run("dump", tmp_path / "a.csv", "--organisation", TOWN, "--home", library)

    assert (ran.code, ran.rows) == (0, [[str(tmp_path / "a.csv")]])
    assert "measures written" in ran.err


def test_another_ending_is_an_error(library: Path, tmp_path: Path) -> None:
    ran = run("dump", tmp_path / "a.txt", "--home", library)

    assert ran.code == 1
    assert ".sqlite" in ran.err


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
