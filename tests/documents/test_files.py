"""Files that leave: formats by ending, whole files only."""

import errno
from pathlib import Path

import pytest

from itasearch.documents.files import write_file, write_files
from itasearch.errors import ExportError
from itasearch.model.documents import FileFormat
from tests.cases import cases


class Formats(FileFormat):
    DOCX = "docx"
    CSV = "csv"


@pytest.mark.parametrize("kind", list(Formats))
def test_the_ending_names_the_format(kind: Formats) -> None:
    assert Formats.of(Path(f"แผน.{kind.value.upper()}")) is kind


@pytest.mark.parametrize("name", ["แผน.doc", "แผน", ".docx"])
def test_an_unknown_ending_names_the_known_ones(name: str) -> None:
    with pytest.raises(ExportError, match=r"\.docx, \.csv"):
        Formats.of(Path(name))


def test_a_file_that_is_there_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "แผน.csv"
    file.write_bytes(b"old")

    write_file(file, b"new")

    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nowhere"):
        write_file(tmp_path / "nowhere" / "แผน.csv", b"new")


@pytest.mark.parametrize("place", cases("files", "what a library keeps is not overwritten"))
def test_what_a_library_keeps_is_not_overwritten(tmp_path: Path, place: str) -> None:
    for kept in ("corpus/library.db", "corpus/added/052e-ทต.docx", "corpus/เดิม.docx"):
        (tmp_path / kept).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / kept).write_bytes(b"kept")
    (tmp_path / "index" / "search").mkdir(parents=True)
    (tmp_path / "งาน").mkdir()
    for free in ("corpus/แผน.docx", "งาน/แผน.docx", "corpus/สำรอง.zip", "corpus/สำรอง.zip"):
        write_file(tmp_path / free, b"kept")

    with pytest.raises(ExportError, match=rf"the library in {tmp_path} keeps"):
        write_file(tmp_path / place, b"new")
    with pytest.raises(ExportError, match="keeps its own files"):
        write_files({tmp_path / "ที่มา.docx": b"new", tmp_path / place: b"new"})

    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert [one.read_bytes() for one in files] == [b"kept"] * 6


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    file = tmp_path / "แผน.csv"
    file.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match="no space"):
        write_file(file, b"new")

    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("synced", [0, 1, 2])
def test_a_disk_that_is_full_at_any_of_them_leaves_none(
    synced: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [None] * synced

    def full(_descriptor: int) -> None:
        if not left:
            raise OSError(errno.ENOSPC, "no space left")
        left.pop()

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match="no space"):
        write_files({tmp_path / "แผน.csv": b"plan", tmp_path / "แผน-ที่มา.csv": b"sources"})

    assert list(tmp_path.iterdir()) == []
