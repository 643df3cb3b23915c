"""Damage of a home: found by doctor with its path, mended where derived, restored from a backup."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from itasearch.errors import (
    AnotherComputerError,
    BackupError,
    ExportError,
    IndexDamagedError,
    IndexUnreachableError,
    ItaSearchError,
    LibraryAbsentError,
    LibraryDamagedError,
    LibraryGoneError,
    LibraryPresentError,
    MissingModelsError,
    StoreBusyError,
    StoreError,
)
from itasearch.store import copying
from itasearch.store.db import database
from itasearch.store.db.database import write_log_back
from itasearch.workspace import Workspace, make_in_folder, open_workspace, refuse_new
from itasearch.workspace.health import doctor, saving
from itasearch.workspace.writer_lock import network_share, note_of, noted, writing
from tests.damage import current_generation, current_rows, flip
from tests.tools.raising import raising
from tests.workspace.conftest import check_of, is_stale


@pytest.fixture
def backup(filled: Workspace, tmp_path: Path) -> Path:
    filled.care.backup(tmp_path / "library.zip")
    return tmp_path / "library.zip"


def test_a_whole_library_passes_all_checks_of_damage(library: Workspace) -> None:
    found = {one.name: one.status for one in library.care.doctor()}

    assert {found[name] for name in ("database", "originals", "index")} == {"ok"}
    assert library.care.repair() == ()


def _flip_rows(home: Path) -> Path:
    flip(file := current_rows(home), -1)
    return file


def _damage_manifest(home: Path) -> Path:
    manifest = current_generation(home) / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"reports": ', '"reports": 9'))
    return manifest


def _flip_revision(home: Path) -> Path:
    flip(file := current_generation(home) / "STORE", -1)
    return file


@pytest.mark.parametrize("damage", [_flip_rows, _damage_manifest, _flip_revision])
def test_a_damaged_index_is_named_and_repaired(
    filled: Workspace, damage: Callable[[Path], Path]
) -> None:
    filled.index.refresh()
    file = damage(filled.settings.home)

    with open_workspace(filled.settings.home) as workspace:
        found = check_of(workspace, "index")
        if damage is _flip_rows:
            with pytest.raises(IndexDamagedError, match=file.name):
                workspace.search("งดรับของขวัญ")
        (mended,) = workspace.care.repair()

        assert (found.status, mended.status) == ("fail", "ok")
        assert str(file) in found.message
        assert "doctor --repair" in found.remedy
        assert workspace.search("งดรับของขวัญ").hits
        assert check_of(workspace, "index").status == "ok"


def test_a_part_of_the_index_that_finds_nothing_is_named(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_LEAST_OF_ITSELF", 1.1)

    found = check_of(library, "index")

    assert (found.status, found.message.rpartition(" ")[2]) == ("fail", "vectors")


@pytest.mark.parametrize(
    "error",
    [
        MissingModelsError(needed_for="the encoder", otherwise=""),
        IndexUnreachableError(address="http://milvus:19530", reason="no answer"),
    ],
    ids=["extra", "server"],
)
def test_what_no_new_index_mends_is_named_by_a_repair_and_nothing_is_built(
    library: Workspace, monkeypatch: pytest.MonkeyPatch, error: ItaSearchError
) -> None:
    monkeypatch.setattr(doctor, "index", raising(error))
    monkeypatch.setattr(Workspace, "build", lambda *_, **__: pytest.fail("an index is built"))

    (found,) = library.care.repair()

    assert (found.name, found.status, found.message) == ("index", "fail", str(error))


def test_an_index_that_is_behind_is_brought_up_to_date(filled: Workspace) -> None:
    shutil.rmtree(filled.settings.home / "index")

    with open_workspace(filled.settings.home) as workspace:
        (mended,) = workspace.care.repair()

        assert "brought up to date" in mended.message
        assert not is_stale(workspace)


def test_originals_that_are_lost_and_changed_are_both_named_with_their_paths(
    filled: Workspace,
) -> None:
    first, second, *_ = sorted({one.source.path for one in filled.library.reports()})
    home = filled.settings.home
    (home / first).unlink()
    (home / second).write_text("แก้ไขภายหลัง", encoding="utf-8")

    found = check_of(filled, "originals")

    assert found.status == "fail"
    assert f"lost: 1 file of stored reports: {home / first}" in found.message
    assert f"changed since they were read: 1 file of stored reports: {home / second}" in (
        found.message
    )
    assert ("lost files:" in found.remedy, "changed files:" in found.remedy) == (True, True)
    assert all(one in found.what.text("th") for one in (first, second, "หายไป", "ไม่เหมือน"))
    assert "แก้" in found.to_do.text("th")


def test_a_damaged_database_names_the_backup_that_it_needs(filled: Workspace) -> None:
    store = filled.settings.corpus / "library.db"
    filled.close()
    store.write_bytes(b"no database " * 500)

    with open_workspace(filled.settings.home) as workspace:
        found = {one.name: one for one in workspace.care.doctor()}
        mended = workspace.care.repair()

        assert found["store"].status == "fail"
        assert str(store) in found["store"].message
        assert "itasearch restore FILE --replace" in found["store"].remedy
        assert found["index"].remedy == "see the check store"
        assert [one.status for one in mended] == ["fail"]


def test_a_damaged_library_takes_the_place_of_no_backup(filled: Workspace, backup: Path) -> None:
    held, store = backup.read_bytes(), filled.settings.corpus / "library.db"
    with closing(sqlite3.connect(store)) as database, database:
        database.execute("UPDATE measure SET raw_cells = '[['")

    with pytest.raises(LibraryDamagedError, match=r"library\.db"):
        filled.care.backup(backup)

    assert backup.read_bytes() == held


@pytest.mark.parametrize("damage", ["cut", "no archive", "no store", "outside"])
def test_what_is_no_whole_backup_is_refused(filled: Workspace, backup: Path, damage: str) -> None:
    if damage == "cut":
        backup.write_bytes(backup.read_bytes()[:-200])
    elif damage == "no archive":
        backup.write_text("ไม่ใช่ไฟล์สำรอง", encoding="utf-8")
    else:
        name = "corpus/other.db" if damage == "no store" else "corpus/../../etc/passwd"
        with ZipFile(backup, "w" if damage == "no store" else "a") as archive:
            archive.writestr(name, "x")

    with pytest.raises(BackupError, match="itasearch backup --check"):
        filled.care.check_backup(backup)


def _packed_again(backup: Path, name: str, content: bytes | None) -> None:
    """The same backup with another content of one file, or without it: ZIP knows nothing of it."""
    with ZipFile(backup) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    with ZipFile(backup, "w") as archive:
        for one, data in {**files, name: content}.items():
            if data is not None:
                archive.writestr(one, data)


def test_a_damaged_store_in_a_backup_is_never_restored(
    filled: Workspace, backup: Path, tmp_path: Path
) -> None:
    with ZipFile(backup) as archive:
        content = bytearray(archive.read("corpus/library.db"))
    for start in range(len(content) // 2 // 4096 * 4096, len(content), 4096):
        content[start : start + 200] = bytes(200)
    _packed_again(backup, "corpus/library.db", bytes(content))

    with (
        open_workspace(tmp_path / "new") as workspace,
        pytest.raises(BackupError, match=r"damaged|cannot be used"),
    ):
        workspace.care.restore(backup)

    assert not (tmp_path / "new" / "corpus" / "library.db").exists()


def test_originals_that_a_backup_has_otherwise_or_not_are_named(
    filled: Workspace, backup: Path
) -> None:
    changed, lost = (one.source.path for one in filled.library.reports()[:2])
    _packed_again(backup, changed, b"other")
    assert not filled.care.check_backup(backup).is_whole
    _packed_again(backup, lost, None)

    content = filled.care.check_backup(backup)

    assert (content.is_whole, content.changed, content.absent) == (False, (changed,), (lost,))
    assert (content.reports, content.damaged) == (len(filled.library.reports()), ())


def test_a_backup_is_restored_into_an_empty_home(
    filled: Workspace, backup: Path, tmp_path: Path
) -> None:
    with open_workspace(tmp_path / "new", when_new=refuse_new) as workspace:
        done = workspace.care.restore(backup)
        workspace.build()

        assert done.kept is None
        assert workspace.library.stats() == filled.library.stats()
        assert workspace.search("งดรับของขวัญ").hits == filled.search("งดรับของขวัญ").hits
        assert check_of(workspace, "originals").status == "ok"


def test_a_library_is_never_replaced_unasked_and_kept_beside(
    filled: Workspace, backup: Path
) -> None:
    home, reports = filled.settings.home, filled.library.reports()
    with pytest.raises(LibraryPresentError, match="--replace"):
        filled.care.restore(backup)
    assert filled.library.reports() == reports
    filled.library.remove(reports[0].id)
    (home / reports[1].source.path).write_text("แก้ไขภายหลัง", encoding="utf-8")

    done = filled.care.restore(backup, replace=True)
    filled.build()

    assert [one.id for one in filled.library.reports()] == [one.id for one in reports]
    assert check_of(filled, "originals").status == "ok"
    assert done.kept is not None
    assert (done.kept / reports[1].source.path).read_text("utf-8") == "แก้ไขภายหลัง"
    shutil.copytree(done.kept / "corpus", home.parent / "old" / "corpus")
    with open_workspace(home.parent / "old") as old:
        assert len(old.library.reports()) == len(reports) - 1


def test_a_damaged_library_is_replaced_under_an_open_app(filled: Workspace, backup: Path) -> None:
    wanted, store = filled.library.reports(), filled.settings.corpus / "library.db"
    filled.close()
    for part in store.parent.glob("library.db-*"):
        part.unlink()
    store.write_bytes(b"no database " * 500)
    with (
        open_workspace(filled.settings.home) as open_app,
        open_workspace(filled.settings.home) as workspace,
    ):
        with pytest.raises(LibraryDamagedError):
            open_app.library.reports()

        workspace.care.restore(backup, replace=True)

        assert open_app.library.reports() == wanted


def test_a_restore_that_fails_leaves_the_library_as_it_was(
    filled: Workspace, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, home = filled.library.stats(), filled.settings.home

    monkeypatch.setattr(saving, "extract", raising(OSError(28, "No space left on device")))

    with pytest.raises(OSError, match="No space"):
        filled.care.restore(backup, replace=True)

    assert filled.library.stats() == before
    assert not [*home.glob("before-*"), *home.rglob(".itasearch-*")]


def test_a_restore_that_is_killed_before_its_last_step_leaves_all_that_was_written(
    filled: Workspace, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.library.remove(filled.library.reports()[0].id)
    left, step = len(filled.library.reports()), Path.replace

    def killed(new: Path, target: Path) -> Path:
        if target.name != "library.db":
            return step(new, target)
        shutil.copytree(target.parent, tmp_path / "killed" / "corpus")
        raise OSError(5, "killed")

    monkeypatch.setattr(Path, "replace", killed)

    with pytest.raises(OSError, match="killed"):
        filled.care.restore(backup, replace=True)

    with open_workspace(tmp_path / "killed") as workspace:
        assert len(workspace.library.reports()) == left
        assert len(workspace.care.clear_leftovers().deleted) == 1


def test_a_library_whose_last_commits_are_being_read_is_not_replaced(
    filled: Workspace, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "write_log_back", partial(write_log_back, seconds=0.05))
    file = filled.settings.corpus / "library.db"
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM report").fetchone()
        filled.library.remove(filled.library.reports()[0].id)
        left = len(filled.library.reports())

        with pytest.raises(StoreBusyError):
            filled.care.restore(backup, replace=True)

    with open_workspace(filled.settings.home) as workspace:
        assert len(workspace.library.reports()) == left


def test_a_library_in_another_database_is_restored_by_move(
    filled: Workspace, backup: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    filled.care.move(url)

    with (
        Workspace(replace(filled.settings, database_url=url)) as workspace,
        pytest.raises(StoreError, match="itasearch move --to"),
    ):
        workspace.care.restore(backup, replace=True)


@pytest.mark.parametrize("when_new", [refuse_new, make_in_folder])
def test_a_folder_that_is_not_there_is_no_empty_library(tmp_path: Path, when_new: object) -> None:
    home = tmp_path / "mistyped"

    with (
        open_workspace(home, when_new=when_new) as workspace,  # type: ignore[arg-type]
        pytest.raises(LibraryAbsentError, match="itasearch sample --home"),
    ):
        workspace.library.reports()

    assert not home.exists()


def test_a_share_that_goes_while_the_library_is_open_is_no_empty_one(filled: Workspace) -> None:
    home = filled.settings.home
    wanted = filled.library.reports()
    home.rename(home.with_name("away"))
    home.mkdir()  # where the share was mounted

    for ask in (
        filled.library.reports,
        filled.index.refresh,
        lambda: filled.jobs.add_uploads([("a.md", home)]),
    ):
        with pytest.raises(LibraryGoneError, match="network share"):
            ask()

    assert [*home.iterdir()] == []
    home.rmdir()
    home.with_name("away").rename(home)
    assert filled.library.reports() == wanted


def test_a_folder_of_the_network_is_known_by_its_kind(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        "server:/export /srv/a\\040b nfs4 rw 0 0\n"
        "/dev/sdb1 /srv/a\\040b/local xfs rw 0 0\n",
        encoding="utf-8",
    )

    assert network_share(Path("/srv/a b/ita"), mounts=mounts) == "nfs4, server:/export"
    assert network_share(Path("/srv/a b/local/ita"), mounts=mounts) is None
    assert network_share(Path("/srv/other"), mounts=mounts) is None
    assert network_share(Path("/srv"), mounts=tmp_path / "none") is None


def test_a_library_on_a_share_is_a_warning(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "itasearch.workspace.health.doctor.network_share", lambda _folder: "cifs, //nas/a"
    )

    (found,) = library.care.shared_folder()

    assert (found.name, found.status) == ("home", "warn")
    assert "cifs, //nas/a" in found.message
    assert "itasearch serve" in found.remedy


def _note_of_another(lock: Path, *, seconds_ago: float = 0) -> Path:
    note = note_of(lock)
    note.write_text('{"computer": "office-2"}', encoding="utf-8")
    then = note.stat().st_mtime - seconds_ago
    os.utime(note, (then, then))
    return note


def test_while_it_writes_a_computer_is_named_in_the_home(tmp_path: Path) -> None:
    lock = tmp_path / "writer.lock"

    with writing(lock, lambda _event: None):
        inside = note_of(lock).read_text(encoding="utf-8")

    assert '"computer"' in inside
    assert not note_of(lock).exists()


def test_another_computer_that_writes_is_waited_for_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "writer.lock"
    note, seen = _note_of_another(lock), []
    monkeypatch.setattr("time.sleep", lambda _seconds: note.unlink())

    with writing(lock, lambda event: seen.append(event.detail)):
        assert "office-2" not in note.read_text(encoding="utf-8")

    assert len(seen) == 1
    assert "office-2" in seen[0]


def test_who_does_not_wait_is_refused_and_a_void_note_is_taken_over(tmp_path: Path) -> None:
    lock = tmp_path / "writer.lock"
    _note_of_another(lock)
    with pytest.raises(AnotherComputerError), noted(lock, on_other=None):
        pass

    _note_of_another(lock, seconds_ago=60)
    with noted(lock, on_other=None):
        assert "office-2" not in note_of(lock).read_text(encoding="utf-8")


def test_the_note_of_a_computer_that_took_over_meanwhile_stays(tmp_path: Path) -> None:
    lock = tmp_path / "writer.lock"

    with noted(lock, on_other=None):
        _note_of_another(lock)

    assert "office-2" in note_of(lock).read_text(encoding="utf-8")


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
        assert not is_stale(moved)
        assert moved.search("งดรับของขวัญ").hits == found
        assert "postgresql 1" in check_of(moved, "store").message
        assert moved.care.move(tmp_path / "back.db") == there
        moved.care.backup(tmp_path / "library.zip")

    assert index.stat() == state
    with ZipFile(tmp_path / "library.zip") as archive:
        archive.extractall(tmp_path / "restored")
    with open_workspace(tmp_path / "restored") as restored:
        assert restored.library.stats() == library.library.stats()
