"""Real processes on a disk that is full: a clear message, nothing half-written, success after.

A limit on the size of files (RLIMIT_FSIZE) fails a write as a full disk does, for every user;
the tests on a small file system of its own need the right to mount one. Only what meets the
limit runs in a process of its own.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no limits on a process' files", allow_module_level=True)

from itasearch.model.library import ReportSummary
from itasearch.workspace import open_workspace
from tests.cli import conftest as cli
from tests.faults.full_disks import LIMITED

TOWNS = tuple(f"ตัวอย่าง{one}{two}" for one in "กขคงจฉชซญ" for two in "ดตถทธนบปม")
OFFICES = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการสังคม")
ROWS = tuple(
    f"{row} | {office}"
    for office in OFFICES
    for row in (
        "ประกาศเจตนารมณ์งดรับของขวัญ | ผู้บริหารลงนามและแจ้งทุกคน | ต.ค. ๒๕๖๕",
        "เปิดช่องทางร้องเรียนบนเว็บไซต์ | ตั้งผู้รับเรื่องและตอบภายในเจ็ดวัน | ตลอดปีงบประมาณ",
        "เผยแพร่แผนจัดซื้อจัดจ้าง | ลงประกาศทุกเดือนพร้อมราคากลาง | รายเดือน",
    )
)
OF_INDEX = 1_800_000
"""Bytes of a file: the vectors of TOWNS take more, the store and the list of Thai words less."""
OF_STORE = 20_000
"""Bytes of a file: SQLite's shared memory takes more."""
OF_COPY = 40_000
"""Bytes of a file: SQLite's shared memory takes less, a copy of the store more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a process left."""

    code: int
    out: str
    err: str


def run(home: Path, *args: str | Path, file_bytes: int | None = None) -> Ran:
    """Run a verb in a process that may write no file of more than `file_bytes`."""

    limit = () if file_bytes is None else ("-c", LIMITED, str(file_bytes), sys.executable)
    done = subprocess.run(
        [sys.executable, *limit, "-m", "itasearch", *map(str, args), "--home", str(home)],
        capture_output=True,
        check=False,
        timeout=200,
        encoding="utf-8",
    )
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


def report_text(town: str) -> str:
    rows = "\n".join(f"| {place}. {row} |" for place, row in enumerate(ROWS, start=1))
    return (
        "# มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n\n"
        f"เทศบาลตำบล{town} อำเภอเมือง จังหวัดพะเยา\n\n"
        "| มาตรการ | วิธีดำเนินการ | ระยะเวลา | ผู้รับผิดชอบ |\n"
        f"|---|---|---|---|\n{rows}\n"
    )


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with reports and no index."""
    folder = tmp_path_factory.mktemp("stored")
    (folder / "inbox").mkdir()
    for town in TOWNS:
        (folder / "inbox" / f"{town}.md").write_text(report_text(town), encoding="utf-8")
    assert run(folder / "home", "add", folder / "inbox", "--no-build").code == 0
    return folder / "home"


@pytest.fixture
def home(stored: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(stored, tmp_path / "home"))


@pytest.fixture
def new_report(tmp_path: Path) -> Path:
    """A file that the library lacks."""
    path = tmp_path / "ใหม่.md"
    path.write_text(report_text("ป่าสักใหม่"), encoding="utf-8")
    return path


@pytest.fixture
def mounted(home: Path) -> Iterator[Path]:
    """The home with its index on a file system of 8 KB."""
    index = home / "index"
    index.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(index)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount a file system")
    yield home
    subprocess.run(["umount", str(index)], check=True)


def reports(home: Path) -> tuple[ReportSummary, ...]:
    with open_workspace(home) as workspace:
        return tuple(workspace.reports())


def first_title(home: Path) -> str:
    """The first hit of a search, which builds the index where it is behind."""
    with open_workspace(home) as workspace:
        workspace.refresh()
        return workspace.search("งดรับของขวัญ", k=1).hits[0].measure.title


def words_of(verb: str, home: Path, new_report: Path) -> list[str]:
    """A verb with its placeholders filled."""
    values = {"REPORT": reports(home)[0].id, "NEW": str(new_report)}
    return [values.get(word, word) for word in verb.split()]


def generations(home: Path) -> list[Path]:
    return sorted((home / "index").glob("*/gen-*"))


def is_told(ran: Ran, words: Sequence[str]) -> bool:
    """Whether a verb ended with a message that has all these words, and no traceback."""
    told = all(word in ran.err for word in words)
    return ran.code == 1 and told and "Traceback" not in ran.err


INDEXING = ("build", "search ของขวัญ", "add NEW")
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("verb", ["build --rebuild", "correct REPORT --year 2567"])
def test_an_index_that_cannot_be_written_is_told_and_made_later(
    verb: str, home: Path, new_report: Path
) -> None:
    words = words_of(verb, home, new_report)

    ran = run(home, *words, file_bytes=OF_INDEX)

    assert is_told(ran, ["index", str(home / "index"), "cannot be written", "make room"])
    assert all((one / "manifest.json").exists() for one in generations(home))
    assert "งดรับของขวัญ" in first_title(home)


@pytest.mark.parametrize("verb", INDEXING)
def test_a_full_disk_at_the_very_first_index_leaves_nothing(
    verb: str, mounted: Path, new_report: Path
) -> None:
    words = words_of(verb, mounted, new_report)

    ran = run(mounted, *words)

    assert is_told(ran, ["index", str(mounted / "index"), "No space left", "make room"])
    assert generations(mounted) == []
    index = str(mounted / "index")
    subprocess.run(["mount", "-o", "remount,size=50m", index], check=True)
    assert "งดรับของขวัญ" in run(mounted, "search", "งดรับของขวัญ", "-k", "1").out


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("correct REPORT --year 2567", ("library.db", "make room")),
        ("remove REPORT", ("library.db", "make room")),
        # The file is read before the store is written, by a process that the limit holds for, too.
        ("add NEW", ("TMPDIR", "itasearch doctor")),
    ],
)
def test_a_store_that_cannot_be_written_stays_as_it_was(
    verb: str, told: tuple[str, ...], home: Path, new_report: Path
) -> None:
    words, before = words_of(verb, home, new_report), reports(home)

    ran = run(home, *words, file_bytes=OF_STORE)

    assert is_told(ran, told)
    assert reports(home) == before
    assert cli.run(*words, "--home", home).code == 0
    assert reports(home) != before


def test_a_backup_that_cannot_be_written_leaves_no_file(home: Path, tmp_path: Path) -> None:
    output = tmp_path / "backups"
    output.mkdir()

    ran = run(home, "backup", output / "library.zip", file_bytes=OF_COPY)

    assert is_told(ran, [str(output), "make room", "run the command again"])
    assert list(output.iterdir()) == []
    assert run(home, "backup", output / "library.zip").code == 0
