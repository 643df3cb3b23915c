"""Archives as people and programs pack them, and as nobody should."""

import errno
import io
import struct
import zipfile
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest import containers
from itasearch.ingest.containers import unpacked
from itasearch.ingest.originals.files import FoundFile
from tests.thai_sentences import is_thai_sentence

TEXT = "มาตรการส่งเสริมความโปร่งใส".encode()


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return whole.getvalue()


def opened(
    folder: Path,
    data: bytes,
    *,
    limits: ReadLimits | None = None,
) -> list[FoundFile]:
    path = folder / "รวม.zip"
    path.write_bytes(data)
    into = folder / "into"
    into.mkdir()
    file = FoundFile(path=path, named=True)
    return list(unpacked([file], into=into, limits=limits or ReadLimits()))


def places(folder: Path, files: list[FoundFile]) -> list[str]:
    return [file.display_name.removeprefix(f"{folder}/") for file in files]


def test_members_come_in_order_under_their_place_in_the_archive(tmp_path: Path) -> None:
    files = opened(tmp_path, packed(("ก.txt", TEXT), ("ปี ๒๕๖๗/รายงาน.txt", TEXT + b"2")))

    assert places(tmp_path, files) == ["รวม.zip/ก.txt", "รวม.zip/ปี ๒๕๖๗/รายงาน.txt"]
    assert [file.path.read_bytes() for file in files] == [TEXT, TEXT + b"2"]
    assert files[1].path.name == "รายงาน.txt"
    assert not any(file.named for file in files)


def test_a_member_with_a_broken_name_leaves_the_others_taken_out(tmp_path: Path) -> None:
    name = "ก.txt".encode()
    data = packed(("ก.txt", TEXT), ("ข.txt", TEXT)).replace(name, b"\xff" + name[1:], 1)

    first, second = opened(tmp_path, data)

    assert first.fault is not None
    assert is_thai_sentence(first.fault)
    assert second.path.read_bytes() == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
def test_thai_names_without_a_flag_are_decoded(tmp_path: Path, encoding: str) -> None:
    raw = "รายงานผล ๒๕๖๖.txt".encode(encoding)
    placeholder = b"n" * len(raw)
    data = packed((placeholder.decode(), TEXT)).replace(placeholder, raw)

    (file,) = opened(tmp_path, data)

    assert places(tmp_path, [file]) == ["รวม.zip/รายงานผล ๒๕๖๖.txt"]


def test_a_name_in_unicode_goes_before_the_one_in_an_old_table(tmp_path: Path) -> None:
    whole, name = io.BytesIO(), "แผน.txt".encode()
    member = zipfile.ZipInfo("old.txt")
    of_another = struct.pack("<HH2s", 0x1111, 2, b"xx")
    member.extra = of_another + struct.pack("<HHBI", 0x7075, 5 + len(name), 1, 0) + name
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(member, TEXT)

    assert places(tmp_path, opened(tmp_path, whole.getvalue())) == ["รวม.zip/แผน.txt"]


def test_archives_in_archives_are_opened(tmp_path: Path) -> None:
    inner = packed(("ข.txt", TEXT))

    files = opened(tmp_path, packed(("ก.txt", TEXT), ("ใน.zip", inner)))

    assert places(tmp_path, files) == ["รวม.zip/ก.txt", "รวม.zip/ใน.zip/ข.txt"]


def test_archives_nested_too_deep_are_refused(tmp_path: Path) -> None:
    data = packed(("ก.txt", TEXT))
    for _ in range(4):
        data = packed(("ใน.zip", data), ("ข.txt", TEXT))
    files = opened(tmp_path, data)

    assert [file.display_name.count("ใน.zip") for file in files if file.fault] == [3]
    assert sum(file.fault is None for file in files) == 3


def test_names_that_climb_stay_inside(tmp_path: Path) -> None:
    files = opened(tmp_path, packed(("../../นอก.txt", TEXT), ("/etc/ก:ข.txt", TEXT)))

    assert places(tmp_path, files) == ["รวม.zip/นอก.txt", "รวม.zip/etc/ก_ข.txt"]
    assert all(file.path.is_relative_to(tmp_path / "into") for file in files)
    assert not (tmp_path.parent / "นอก.txt").exists()


def test_names_longer_than_a_system_takes_are_cut_with_their_ending_kept(tmp_path: Path) -> None:
    name = "รายงานผลการดำเนินงานตามแผนของหน่วยงาน" * 3 + ".txt"

    (file,) = opened(tmp_path, packed((name, TEXT)))

    assert (file.fault, file.path.read_bytes(), file.path.suffix) == (None, TEXT, ".txt")
    assert places(tmp_path, [file]) == [f"รวม.zip/{name}"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_no_damage_of_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(number, "No space left on device")

    data = packed(("ก.txt", TEXT))
    monkeypatch.setattr(zipfile.ZipFile, "open", full)

    (file,) = opened(tmp_path, data)

    assert "พื้นที่ในดิสก์เต็ม" in (file.fault or "")
    assert str(tmp_path / "into") in (file.fault or "")


def test_hidden_and_empty_members_are_passed_over(tmp_path: Path) -> None:
    hidden = ("__MACOSX/._ก.txt", ".DS_Store", "ปี/~$ก.docx", "Thumbs.db", "ปี/")

    (file,) = opened(tmp_path, packed(*((name, b"") for name in hidden)))

    assert file.fault is not None and "ไม่มีไฟล์" in file.fault


def test_locked_members_are_refused_with_a_line_each(tmp_path: Path) -> None:
    data = bytearray(packed(("a.txt", TEXT), ("b.txt", TEXT)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    first, second = opened(tmp_path, bytes(data))

    assert first.fault is not None and "รหัสผ่าน" in first.fault
    assert second.fault is None and second.path.read_bytes() == TEXT


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    files = opened(tmp_path, packed(("z.txt", bytes(30 * 1024**2)), ("ก.txt", TEXT)))

    assert [bool(file.fault) for file in files] == [True, False]
    assert "zip bomb" in (files[0].fault or "")


def test_a_member_that_holds_more_than_it_says_is_damaged(tmp_path: Path) -> None:
    data = bytearray(packed(("z.txt", bytes(2 * 1024**2))))
    place = data.rfind(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 100)
    (file,) = opened(tmp_path, bytes(data))

    assert file.fault is not None and "เสียหาย" in file.fault
    assert not list((tmp_path / "into").rglob("*.txt"))


@pytest.mark.parametrize(
    ("bound", "most", "told"),
    [
        ("MOST_MEMBERS", 2, "เกิน 2 ไฟล์"),
        ("MOST_UNPACKED_BYTES", 18 * len(TEXT), "ใหญ่กว่า"),
    ],
)
def test_what_is_beyond_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, most: int, told: str
) -> None:
    members = [(f"{number}.txt", 9 * TEXT) for number in range(5)]
    monkeypatch.setattr(containers, bound, most)

    files = opened(tmp_path, packed(*members))

    assert [file.fault is None for file in files] == [True, True, False]
    assert told in (files[2].fault or "")
    assert is_thai_sentence(files[2].fault or "")


def test_unusual_compression_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    files = opened(tmp_path, packed(("ก.txt", bytes(9_000)), method=zipfile.ZIP_BZIP2))

    assert "วิธีบีบอัด" in (files[0].fault or "")


def test_a_list_of_files_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    data = bytearray(packed(("ก.txt", TEXT)))
    place = data.rfind(b"PK\x05\x06") + 12
    data[place : place + 4] = struct.pack("<I", 0x7FFFFFFF)
    (file,) = opened(tmp_path, bytes(data))

    assert (file.path.name, file.origin, file.fault) == ("รวม.zip", None, None)
