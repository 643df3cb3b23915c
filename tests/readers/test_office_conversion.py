"""LibreOffice as a child of a reader: its bounds, its folder, and a full disk."""

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError
from itasearch.readers import legacy_office
from itasearch.readers.base import SourceFile, load

pytestmark = pytest.mark.skipif(os.name != "posix", reason="its stand-in is a shell script")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place, that writes nothing until its script is written anew."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr(legacy_office, "office_program", lambda: program)
    return program


def rtf(tmp_path: Path) -> SourceFile:
    path = tmp_path / "แผน.rtf"
    path.write_text("{\\rtf1 x}", encoding="ascii")
    return load(path, limits=ReadLimits())


def test_what_is_converted_is_in_a_folder_found_by_the_next(tmp_path: Path, office: Path) -> None:
    office.write_text("#!/bin/sh\nmkdir made && touch made/source.docx\n", encoding="ascii")
    file = rtf(tmp_path)

    with legacy_office.converted(file, ending="rtf", target="docx", limits=ReadLimits()) as made:
        folder = made.parents[1]
        assert (folder / ".itasearch-temporary").exists()
    assert not folder.exists()


def test_libreoffice_has_bounds_of_its_own(tmp_path: Path, office: Path) -> None:
    script = "#!/bin/sh\nmkdir made && (ulimit -t; ulimit -f; ulimit -v) > made/source.docx\n"
    office.write_text(script, encoding="ascii")
    limits = ReadLimits(cpu_seconds=77, unpacked_bytes=512 * 88)

    with legacy_office.converted(rtf(tmp_path), ending="rtf", target="docx", limits=limits) as made:
        bounds = made.read_text(encoding="ascii").split()

    assert bounds[:2] == ["77", "88"]


def test_a_conversion_that_does_not_end_is_stopped(tmp_path: Path, office: Path) -> None:
    office.write_text("#!/bin/sh\nexec sleep 60\n", encoding="ascii")
    file, limits = rtf(tmp_path), ReadLimits(wall_seconds=0.2)

    with (
        pytest.raises(LimitExceededError, match=r"0\.2 วินาที"),
        legacy_office.converted(file, ending="rtf", target="docx", limits=limits),
    ):
        pytest.fail("nothing was converted")


def test_a_full_disk_is_no_damage_of_what_is_converted(
    tmp_path: Path, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = rtf(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))

    with (
        pytest.raises(DamagedFileError, match="พื้นที่ในดิสก์เต็ม เขียน “/"),
        legacy_office.converted(file, ending="rtf", target="docx", limits=ReadLimits()),
    ):
        pytest.fail("nothing was written")
