from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from itasearch.errors import ExportError, StoreError
from itasearch.store import copying
from itasearch.workspace import Workspace, open_workspace
from tests.tools.raising import raising
from tests.workspace.conftest import check_of


def test_a_backup_holds_the_originals_and_the_store_and_nothing_derived(
    filled: Workspace, tmp_path: Path
) -> None:
    corpus = filled.settings.corpus
    (corpus / ".hidden").write_text("ค้าง", encoding="utf-8")

    count = filled.care.backup(corpus / "library.zip")
    again = filled.care.backup(corpus / "library.zip")

    with ZipFile(corpus / "library.zip") as archive:
        names = archive.namelist()
    added = sorted(f"corpus/added/{path.name}" for path in (corpus / "added").iterdir())
    assert names == ["corpus/library.db", *added]
    assert count == again == len(added)
    assert not [path for path in corpus.iterdir() if path.name.startswith(".itasearch-")]


def test_a_backup_that_fails_leaves_the_older_one(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "safe"
    folder.mkdir()
    (folder / "library.zip").write_text("ชุดเดิม", encoding="utf-8")

    monkeypatch.setattr(copying, "copy_database", raising(StoreError("disk full")))

    with pytest.raises(StoreError):
        filled.care.backup(folder / "library.zip")

    assert [path.name for path in folder.iterdir()] == ["library.zip"]
    assert (folder / "library.zip").read_text(encoding="utf-8") == "ชุดเดิม"


def test_a_folder_is_no_place_for_it(library: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="folder"):
        library.care.backup(tmp_path)


def test_a_library_moved_to_another_database_and_back_is_the_same(
    library: Workspace, postgresql_url: str, tmp_path: Path
) -> None:
    found, index = library.search("งดรับของขวัญ").hits, library.settings.index
    state = index.stat()
    there = library.care.move(postgresql_url)

    with Workspace(replace(library.settings, database_url=postgresql_url)) as moved:
        assert not moved.index.is_stale()
        assert moved.search("งดรับของขวัญ").hits == found
        assert "postgresql 1" in check_of(moved, "store").message
        assert moved.care.move(tmp_path / "back.db") == there
        moved.care.backup(tmp_path / "library.zip")

    assert index.stat() == state
    with ZipFile(tmp_path / "library.zip") as archive:
        archive.extractall(tmp_path / "restored")
    with open_workspace(tmp_path / "restored") as restored:
        assert restored.library.stats() == library.library.stats()
