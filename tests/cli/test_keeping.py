"""`itasearch move`."""

from pathlib import Path

from tests.cli.conftest import run


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
