"""LibreOffice as a child of a reader that may be killed at any moment."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError
from itasearch.readers.base import SourceFile, load
from itasearch.readers.legacy_office import guard as office_guard
from itasearch.readers.legacy_office import libreoffice

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
_LIMITS = ("60", str(4 * 1024**3), str(1024**2))


def guarded(folder: Path, *command: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-I", "-S", office_guard.__file__, str(folder), *_LIMITS, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def wait_until_gone(processes: list[psutil.Process]) -> bool:
    return not psutil.wait_procs(processes, timeout=120)[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "งาน"
    folder.mkdir()
    return folder


def test_the_guard_tells_the_end_and_clears_up_when_asked(folder: Path) -> None:
    with guarded(folder, "sh", "-c", "exit 3") as guard:
        assert guard.stdout is not None and guard.stdin is not None
        assert guard.stdout.readline() == b"3\n"
        assert folder.exists()
        guard.stdin.close()

        assert guard.wait(timeout=120) == 0
    assert not folder.exists()


def test_grandchildren_end_with_who_asked_for_them(folder: Path) -> None:
    script = f"import subprocess; subprocess.run({['sh', '-c', 'sleep 100 & sleep 100']!r})"
    asking = subprocess.Popen(
        [sys.executable, "-c", _ASK.format(guard=_command(folder, script))],
        stdout=subprocess.PIPE,
    )
    assert asking.stdout is not None
    asking.stdout.readline()
    below = psutil.Process(asking.pid).children(recursive=True)
    while len(below) < 4:  # guard, Python, shell, sleep
        time.sleep(0.01)
        below = psutil.Process(asking.pid).children(recursive=True)
    asking.kill()
    asking.wait()
    asking.stdout.close()

    assert wait_until_gone(below)
    assert not folder.exists()


_ASK = """
import subprocess
guard = subprocess.Popen({guard!r}, stdin=subprocess.PIPE, start_new_session=True)
print("started", flush=True)
guard.wait()
"""


def _command(folder: Path, script: str) -> list[str]:
    guard = [sys.executable, "-I", "-S", office_guard.__file__, str(folder), *_LIMITS]
    return [*guard, sys.executable, "-c", script]


def test_limits_of_the_asking_process_are_replaced(folder: Path) -> None:
    with guarded(folder, "sh", "-c", "ulimit -t > cpu; ulimit -f > size") as guard:
        assert guard.stdout is not None and guard.stdin is not None
        guard.stdout.readline()

        assert (folder / "cpu").read_text(encoding="ascii").strip() == "60"
        guard.stdin.close()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place, that writes nothing until its script is written anew."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "office_program", lambda: program)
    return program


def rtf(tmp_path: Path) -> SourceFile:
    path = tmp_path / "แผน.rtf"
    path.write_text("{\\rtf1 x}", encoding="ascii")
    return load(path, limits=ReadLimits())


def test_what_is_converted_is_in_a_folder_that_the_next_itasearch_finds(
    tmp_path: Path, office: Path
) -> None:
    office.write_text("#!/bin/sh\nmkdir made && touch made/source.docx\n", encoding="ascii")
    file = rtf(tmp_path)

    with libreoffice.converted(file, ending="rtf", target="docx", limits=ReadLimits()) as made:
        folder = made.parents[1]
        assert (folder / ".itasearch-temporary").exists()
    assert not folder.exists()


def test_a_full_disk_is_no_damage_of_what_is_converted(
    tmp_path: Path, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = rtf(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))

    with (
        pytest.raises(DamagedFileError, match="พื้นที่ในดิสก์เต็ม เขียน “/"),
        libreoffice.converted(file, ending="rtf", target="docx", limits=ReadLimits()),
    ):
        pytest.fail("nothing was written")
