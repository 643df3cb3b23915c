"""`itasearch dump`: the whole library as one file."""

from pathlib import Path

import pytest

from tests.cli.conftest import run


@pytest.mark.parametrize("ending", ["csv", "parquet", "sqlite"])
def test_a_library_is_written_and_taken_back(library: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"คลัง.{ending}"

    ran = run("dump", file, "--home", library, "--json")
    added = run("add", file, "--home", tmp_path / "new", "--no-build", "--json")

    (written,) = ran.objects
    assert written["path"] == str(file)
    assert sum(one["measures"] for one in added.objects) == written["measures"] > 0
    assert {one["outcome"] for one in added.objects} <= {"added", "needs_review"}
