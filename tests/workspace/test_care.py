"""Damage of a home: found by doctor with its path, mended where derived, restored from a backup."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from itasearch.errors import (
    AnotherComputerError,
    BackupError,
    ExportError,
    IndexDamagedError,
    LibraryAbsentError,
    LibraryDamagedError,
    LibraryGoneError,
    LibraryPresentError,
    StoreError,
)
from itasearch.store import copying
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

    assert {found[name] for name in ("originals", "index", "up_to_date")} == {"ok"}
    assert len(found) == len(doctor.CHECKS)
    assert library.care.repair().status == "ok"


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
        mended = workspace.care.repair()

        assert (found.status, mended.status) == ("fail", "ok")
        assert str(file) in found.message
        assert "doctor --repair" in found.remedy
        assert workspace.search("งดรับของขวัญ").hits
        assert check_of(workspace, "index").status == "ok"


def test_originals_that_are_lost_and_changed_are_both_named_with_their_paths(
    filled: Workspace,
) -> None:
    first, second, *_ = sorted({one.source.path for one in filled.library.reports()})
    home = filled.settings.home
    (home / first).unlink()
    (home / second).write_text("แก้ไขภายหลัง", encoding="utf-8")

    found = check_of(filled, "originals")

    assert found.status == "fail"
    assert "1 lost and 1 changed" in found.message
    assert first in found.message and second in found.message
    assert str(home) in found.remedy


def test_a_damaged_database_names_the_backup_that_it_needs(filled: Workspace) -> None:
    store = filled.settings.corpus / "library.db"
    filled.close()
    store.write_bytes(b"no database " * 500)

    with open_workspace(filled.settings.home) as workspace:
        found = {one.name: one for one in workspace.care.doctor()}

        assert found["store"].status == "fail"
        assert str(store) in found["store"].message
        assert "itasearch restore FILE --home DIR" in found["store"].remedy
        assert found["up_to_date"].remedy == "see the check store"


def test_a_damaged_library_takes_the_place_of_no_backup(filled: Workspace, backup: Path) -> None:
    held, store = backup.read_bytes(), filled.settings.corpus / "library.db"
    with closing(sqlite3.connect(store)) as database, database:
        database.execute("PRAGMA foreign_keys=OFF")
        database.execute("DELETE FROM source_file WHERE rowid = 1")

    with pytest.raises(LibraryDamagedError, match=r"library\.db"):
        filled.care.backup(backup)

    assert backup.read_bytes() == held


@pytest.mark.parametrize("damage", ["cut", "no archive", "no store", "outside"])
def test_what_is_no_whole_backup_is_refused(backup: Path, tmp_path: Path, damage: str) -> None:
    if damage == "cut":
        backup.write_bytes(backup.read_bytes()[:-200])
    elif damage == "no archive":
        backup.write_text("ไม่ใช่ไฟล์สำรอง", encoding="utf-8")
    else:
        name = "corpus/other.db" if damage == "no store" else "corpus/../../etc/passwd"
        with ZipFile(backup, "w" if damage == "no store" else "a") as archive:
            archive.writestr(name, "x")

    with open_workspace(tmp_path / "new") as workspace, pytest.raises(BackupError):
        workspace.care.restore(backup)
    assert not (tmp_path / "new" / "corpus" / "library.db").exists()


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


def test_a_backup_is_restored_into_an_empty_home(
    filled: Workspace, backup: Path, tmp_path: Path
) -> None:
    with open_workspace(tmp_path / "new", when_new=refuse_new) as workspace:
        done = workspace.care.restore(backup)
        workspace.build()

        assert (done.reports, done.absent) == (len(filled.library.reports()), ())
        assert workspace.library.stats() == filled.library.stats()
        assert workspace.search("งดรับของขวัญ").hits == filled.search("งดรับของขวัญ").hits
        assert check_of(workspace, "originals").status == "ok"


def test_a_library_is_never_replaced(filled: Workspace, backup: Path) -> None:
    reports = filled.library.reports()

    with pytest.raises(LibraryPresentError, match="empty folder"):
        filled.care.restore(backup)

    assert filled.library.reports() == reports


def test_an_original_that_a_backup_lacks_is_named(
    filled: Workspace, backup: Path, tmp_path: Path
) -> None:
    lost = filled.library.reports()[0].source.path
    _packed_again(backup, lost, None)

    with open_workspace(tmp_path / "new") as workspace:
        assert workspace.care.restore(backup).absent == (lost,)


def test_a_restore_onto_a_full_disk_leaves_nothing_behind(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "new"
    monkeypatch.setattr(saving, "sync", raising(OSError(28, "No space left on device")))

    with open_workspace(home) as workspace, pytest.raises(OSError, match="No space"):
        workspace.care.restore(backup)

    assert not [path for path in home.rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_a_restore_that_is_killed_before_its_last_step_is_done_again(
    filled: Workspace, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Path.replace

    def killed(new: Path, target: Path) -> Path:
        if target.name != "library.db":
            return step(new, target)
        raise OSError(5, "killed")

    with open_workspace(tmp_path / "new") as workspace:
        with monkeypatch.context() as patch, pytest.raises(OSError, match="killed"):
            patch.setattr(Path, "replace", killed)
            workspace.care.restore(backup)
        assert not (tmp_path / "new" / "corpus" / "library.db").exists()

        workspace.care.restore(backup)

        assert workspace.library.stats() == filled.library.stats()


def test_a_library_in_another_database_is_restored_by_move(
    filled: Workspace, backup: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    filled.care.move(url)

    with (
        Workspace(replace(filled.settings, database_url=url)) as workspace,
        pytest.raises(StoreError, match="itasearch move --to"),
    ):
        workspace.care.restore(backup)


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

    assert (found.name, found.status) == ("disk", "warn")
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
