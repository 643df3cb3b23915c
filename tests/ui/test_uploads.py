"""Uploads: names from a browser may be anything, and a batch tells how it ended."""

import errno
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path, PureWindowsPath
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itasearch.config import Settings
from itasearch.errors import StoreError
from itasearch.model.library import Outcome, OutcomeKind, Progress, ProgressEvent
from itasearch.model.source import safe_name
from itasearch.ui.library.upload import Uploads, start_upload
from itasearch.workspace import Workspace, open_workspace


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_every_system_holds(name: str) -> None:
    safe = safe_name(name)

    assert safe
    assert safe not in (".", "..")
    assert not set(safe) & set('/\\<>:"|?*\0\n')
    assert len(safe.encode()) <= 180
    assert not PureWindowsPath(safe).is_reserved()
    assert safe == safe.rstrip(" .")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("แผน ปี ๒๕๖๖.docx", "แผน ปี ๒๕๖๖.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\รายงาน.txt", "รายงาน.txt"),
        ("a\u202egnp.txt", "agnp.txt"),
        ("con.txt", "file-con.txt"),
        ("", "file"),
        ("ก" * 300 + ".html", "ก" * 50 + ".html"),
    ],
)
def test_a_name_is_kept_as_far_as_can_be(name: str, safe: str) -> None:
    assert safe_name(name) == safe


class _FakeWorkspace(Workspace):
    def __init__(self, home: Path, end: Callable[[Path], Outcome]) -> None:
        self.settings = Settings(home=home)
        self._end = end

    def add(  # type: ignore[override]
        self,
        paths: Sequence[Path],
        *,
        progress: Progress,
        on_outcome: Callable[[Outcome], None],
    ) -> tuple[Outcome, ...]:
        for number, path in enumerate(paths):
            progress(ProgressEvent(stage="read", done=number, total=len(paths)))
            on_outcome(self._end(path))
        return ()


def _refused(path: Path) -> Outcome:
    return Outcome(path=str(path), kind=OutcomeKind.REFUSED, reason=path.read_text("utf-8"))


def _given(folder: Path, *files: tuple[str, bytes]) -> list[tuple[str, Path]]:
    """Files as a drop zone gives them: the name of each, and where it is."""
    given: list[tuple[str, Path]] = []
    for name, content in files:
        place = folder / f"kept-{len(given)}"
        place.write_bytes(content)
        given.append((name, place))
    return given


def test_outcomes_are_told_by_the_names_of_the_browser(tmp_path: Path) -> None:
    files = [("../เหมือนกัน.txt", "หนึ่ง".encode()), ("เหมือนกัน.txt", "สอง".encode())]

    job = start_upload(_FakeWorkspace(tmp_path, _refused), _given(tmp_path, *files))

    assert job.done.wait(timeout=120)
    told = [(name, outcome.reason) for name, outcome in job.outcomes]
    assert told == [("../เหมือนกัน.txt", "หนึ่ง"), ("เหมือนกัน.txt", "สอง")]


@pytest.mark.parametrize("failure", [StoreError("locked"), RuntimeError("disk full")])
def test_a_batch_that_fails_says_so_and_ends(
    failure: Exception, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_path: Path) -> Outcome:
        raise failure

    job = start_upload(_FakeWorkspace(tmp_path, fail), _given(tmp_path, ("ก.txt", b"x")))

    assert job.done.wait(timeout=120)
    assert job.failure is failure
    assert job.unfinished == ("ก.txt",)
    assert "Traceback" in caplog.text
    assert "ก.txt" in caplog.text


def test_a_batch_that_failed_keeps_its_files_to_be_tried_again(tmp_path: Path) -> None:
    fails = [RuntimeError("disk full")]

    def once(path: Path) -> Outcome:
        if fails:
            raise fails.pop()
        return _refused(path)

    files = _given(tmp_path, ("ก.txt", b"x"))
    uploads = Uploads(job=start_upload(_FakeWorkspace(tmp_path, once), files))
    assert uploads.job is not None
    assert uploads.job.done.wait(timeout=120)
    uploads.again(_FakeWorkspace(tmp_path, once))

    assert uploads.job.done.wait(timeout=120)
    assert [(name, told.reason) for name, told in uploads.job.outcomes] == [("ก.txt", "x")]
    assert uploads.job.folder is not None
    assert not uploads.job.folder.path.exists()


def test_pressing_try_again_twice_adds_the_files_once(tmp_path: Path) -> None:
    may_end = Event()

    def fail(_path: Path) -> Outcome:
        raise RuntimeError("disk full")

    def slow(path: Path) -> Outcome:
        may_end.wait(timeout=120)
        return _refused(path)

    given = _given(tmp_path, ("ก.txt", b"x"))
    uploads = Uploads(job=start_upload(_FakeWorkspace(tmp_path, fail), given))
    assert uploads.job is not None and uploads.job.done.wait(timeout=120)
    uploads.again(_FakeWorkspace(tmp_path, slow))
    running = uploads.job
    uploads.again(_FakeWorkspace(tmp_path, slow))
    may_end.set()

    assert uploads.job is running
    assert running.done.wait(timeout=120)


def test_uploads_that_cannot_be_written_down_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: Path, _place: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    job = start_upload(_FakeWorkspace(tmp_path, _refused), _given(tmp_path, ("ก.txt", b"x")))

    assert job.done.is_set()
    assert isinstance(job.failure, OSError)
    assert job.failure.filename == str(tmp_path / "queue")
    assert job.folder is None
    assert list((tmp_path / "queue").iterdir()) == []  # half of it would keep the disk full


_STOPPED_BY_ORDER = """
import sys
from pathlib import Path
from threading import Event
from itasearch.config import Settings
from itasearch.ui.library.upload import start_upload
from itasearch.workspace import Workspace
reading = Event()
class SlowWorkspace(Workspace):
    def __init__(self, home):
        self.settings = Settings(home=home)
    def add(self, *_, **__):
        reading.set()
        Event().wait()
start_upload(SlowWorkspace(Path(sys.argv[1])), [("แผน.pdf", Path(sys.argv[2]))])
reading.wait()
sys.exit(0)
"""


def test_uploads_that_an_orderly_stop_cuts_short_are_named_by_the_next_start(
    tmp_path: Path,
) -> None:
    home, given = tmp_path / "home", tmp_path / "given"
    given.write_bytes(b"new")
    words = (sys.executable, "-c", _STOPPED_BY_ORDER, home, given)
    subprocess.run(words, check=True, timeout=120)

    with open_workspace(home) as workspace:
        assert workspace.clear_leftovers().uploads == ("แผน.pdf",)


def test_a_batch_goes_into_the_library(tmp_path: Path) -> None:
    with open_workspace(tmp_path) as workspace:
        files = _given(tmp_path, ("ข่าว.txt", "ข่าวประชาสัมพันธ์\n".encode()))
        job = start_upload(workspace, files)
        assert job.done.wait(timeout=120)

    assert [outcome.kind for _name, outcome in job.outcomes] == [OutcomeKind.REFUSED]


def test_a_file_in_an_archive_is_told_by_its_place_there(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("ปี ๒๕๖๗/ข่าว.txt", "ข่าวประชาสัมพันธ์\n")
    with open_workspace(tmp_path) as workspace:
        files = _given(tmp_path, ("ก.txt", b""), ("รวม.zip", whole.getvalue()))
        job = start_upload(workspace, files)
        assert job.done.wait(timeout=120)

    assert [name for name, _outcome in job.outcomes] == ["ก.txt", "รวม.zip/ปี ๒๕๖๗/ข่าว.txt"]
