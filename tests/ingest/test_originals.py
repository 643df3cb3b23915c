import errno
import os
import shutil
from pathlib import Path
from typing import IO, Any

import pytest

from itasearch.config import Settings
from itasearch.errors import DamagedFileError
from itasearch.ingest.originals.files import check_name, digest, find_files
from itasearch.ingest.originals.local import Originals


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def kept_of(settings: Settings, path: Path, sha256: str) -> Path:
    """Where a file is kept."""
    return settings.home / Originals(settings).keep(path, sha256)


def write(path: Path, text: str = "มาตรการ") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_that_cannot_be_opened_is_kept_to_be_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "open" / "a.md")
    closed = write(tmp_path / "closed" / "b.md").parent
    scan = os.scandir

    def scan_open(path: str) -> Any:
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scan_open)

    assert [file.path.name for file in find_files([tmp_path])] == ["closed", "a.md"]


def test_a_folder_gives_its_files_sorted_without_what_is_no_report(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.txt", ".hidden", "README.md", "~$b.docx", "writer.lock"):
        write(tmp_path / name)
    for name in ("library.db", "library.db-wal", ".git/config", "รายงาน.csv"):
        write(tmp_path / name)

    found = find_files([tmp_path])

    names = [file.path.relative_to(tmp_path).as_posix() for file in found]
    assert names == ["a/z.txt", "b.md", "รายงาน.csv"]
    assert not any(file.named for file in found)


def test_the_index_is_no_place_to_look_for_reports(tmp_path: Path) -> None:
    write(tmp_path / "index" / "search" / "manifest.json")
    report = write(tmp_path / "corpus" / "index" / "a.md")

    found = find_files([tmp_path], beside=tmp_path / "index")

    assert [file.path for file in found] == [report]


def test_a_named_file_is_taken_whatever_its_name_and_only_once(tmp_path: Path) -> None:
    readme = write(tmp_path / "README.md")

    found = find_files([readme, tmp_path / "missing.md", readme])

    assert [(file.path, file.named) for file in found] == [
        (readme, True),
        (tmp_path / "missing.md", True),
    ]


def test_text_of_another_kind_is_refused_in_a_folder_but_not_by_name(tmp_path: Path) -> None:
    program = write(tmp_path / "make.py", "print('1. มาตรการ')")
    write(tmp_path / "แผน.txt")

    found = find_files([tmp_path])

    assert [(file.path.name, file.fault is None) for file in found] == [
        ("make.py", False),
        ("แผน.txt", True),
    ]
    for paths in ([program], [program, tmp_path], [tmp_path, program]):
        assert (find_files(paths)[0].named, find_files(paths)[0].fault) == (True, None)


def test_digest_refuses_what_is_no_plain_file(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match="โฟลเดอร์"):
        digest(tmp_path)


def test_a_file_inside_the_corpus_stays_where_it_is(settings: Settings) -> None:
    report = write(settings.corpus / "examples" / "a.md")

    kept = kept_of(settings, report, digest(report))

    assert kept == report
    assert not settings.added.exists()


@pytest.mark.parametrize("name", ["ก" * 80 + ".docx", 'a:b*c?"<>|.md', "x." + "y" * 100, "a.md. "])
def test_a_copy_has_a_name_for_every_system(tmp_path: Path, settings: Settings, name: str) -> None:
    report = write(tmp_path / name)

    kept = kept_of(settings, report, digest(report))

    assert len(kept.name.encode()) < 200
    assert not set(kept.name) & set(':*?"<>|')
    assert not kept.name.endswith((".", " "))


def test_a_name_that_is_no_text_is_refused() -> None:
    with pytest.raises(DamagedFileError, match="ไม่ใช่ UTF-8"):
        check_name("corpus/a\udcff.md")


def test_a_file_that_changes_while_it_is_copied_is_refused(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = write(tmp_path / "a.md")
    sha256 = digest(report)
    copy = shutil.copyfileobj

    def change_meanwhile(original: IO[bytes], target: IO[bytes]) -> None:
        report.write_text("มาตรการที่แก้แล้ว", encoding="utf-8")
        copy(original, target)

    monkeypatch.setattr(shutil, "copyfileobj", change_meanwhile)

    with pytest.raises(DamagedFileError, match="ถูกแก้ไข"):
        kept_of(settings, report, sha256)

    assert {*settings.added.iterdir()} == set()
