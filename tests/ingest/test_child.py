"""How a worker's end is told: its parse_file is replaced by one that misbehaves."""

import io
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, ReadError
from itasearch.ingest.worker.isolation import Child, Isolation
from tests.cases import cases, examples, literal, yes
from tests.ingest.clocks import SECONDS, started_clocks, strike_when
from tests.thai_sentences import is_thai_sentence

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are POSIX's")
PREAMBLE = """
import os, signal, subprocess, sys, time, types
from pathlib import Path
import itasearch.domain.words
import itasearch.ingest.worker.parse as room
class NoWords:
    def words(self, text):
        return ()
itasearch.domain.words.segmenter = NoWords  # which takes a second to load
from itasearch.errors import DamagedFileError
from itasearch.model.records import Extraction
def parse_file(path, *, limits, marks, on_page):
    act()
    return Extraction(media_type="text/x-test")
"""
Opener = Callable[..., Isolation]
KINDS = {"limit": LimitExceededError, "damage": DamagedFileError}


@posix
@examples("child", "the end of a worker", int, literal, yes, KINDS.get, str)
def test_the_end_of_a_worker_is_told_by_its_code_and_last_words(
    code: int, words: bytes, is_overdue: bool, kind: type[ReadError], told: str
) -> None:
    child = Child.__new__(Child)
    vars(child).update(
        _process=SimpleNamespace(returncode=code),
        _complaints=io.BytesIO(b"of before" + words),
        _heard=len(b"of before"),
        _overdue=is_overdue,
    )
    limits = ReadLimits(wall_seconds=120, cpu_seconds=60)

    error = child._cause_of_death("แผน.pdf", limits)

    assert type(error) is kind
    assert told in error.reason and "of before" not in error.reason
    assert is_thai_sentence(error.reason)


@pytest.fixture
def misbehaving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Opens an Isolation whose worker runs the given lines in the place of parse_file."""
    opened: list[Isolation] = []

    def open_with(lines: str, *, limits: ReadLimits | None = None) -> Isolation:
        folder = tmp_path / "packages"
        folder.mkdir()
        body = PREAMBLE.replace("    act()\n", textwrap.indent(textwrap.dedent(lines), "    "))
        module = folder / "sitecustomize.py"
        module.write_text(f"{body}\nroom.parse_file = parse_file\n", encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(folder))
        opened.append(Isolation(limits=limits or ReadLimits()))
        return opened[-1]

    yield open_with
    for isolation in opened:
        isolation.close()


@pytest.mark.fast
def test_a_fault_of_many_files_is_logged_with_its_traceback_once(
    misbehaving: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    isolation = misbehaving("raise ValueError('ตารางกว้างเกิน')\n")

    for name in ("ก.txt", "ข.txt"):
        with pytest.raises(DamagedFileError):
            isolation.parse(Path(name))

    first, second = (record.getMessage() for record in caplog.records)
    assert "Traceback" in first
    assert second == "reading ข.txt failed: ValueError: ตารางกว้างเกิน"


def test_a_parser_that_gives_up_over_bytes_tells_of_a_broken_file(misbehaving: Opener) -> None:
    lines = "raise type('PanicException', (BaseException,), {})('range end index 64')\n"

    with pytest.raises(DamagedFileError, match="ไฟล์เสียหายหรือไม่สมบูรณ์ โปรดเปิด"):
        misbehaving(lines).parse(Path("แผน.xls"))


@posix
@pytest.mark.fast
def test_a_crash_is_told_as_one(misbehaving: Opener) -> None:
    isolation = misbehaving("os.kill(os.getpid(), signal.SIGSEGV)\n")

    with pytest.raises(DamagedFileError, match=r"หยุดทำงาน.*exit code -11"):
        isolation.parse(Path("แผน.txt"))


def test_each_page_is_told_of_and_has_a_clock_of_its_own(
    misbehaving: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = """
    for number in (1, 2, 3, 4):
        on_page(number, 4)
    """
    told: list[tuple[int, int]] = []
    isolation = misbehaving(lines, limits=ReadLimits(wall_seconds=SECONDS))
    clocks = started_clocks(monkeypatch)

    isolation.parse(Path("แผน.pdf"), on_page=lambda done, total: told.append((done, total)))

    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    order_pages_and_reply = 1 + 4 + 1
    assert len(clocks) == order_pages_and_reply
    assert all(clock.finished.is_set() for clock in clocks)


@posix
def test_pages_give_computing_time(misbehaving: Opener) -> None:
    lines = """
    import resource
    bounds = []
    for number in (1, 2, 3):
        used = types.SimpleNamespace(ru_utime=1000 * number, ru_stime=500)
        resource.getrusage = lambda whose: used
        on_page(number, 3)
        bounds.append(resource.getrlimit(resource.RLIMIT_CPU)[0])
    if bounds != [1561, 2561, 3561]:
        raise ValueError(bounds)
    """

    isolation = misbehaving(lines, limits=ReadLimits(cpu_seconds=60))

    assert isolation.parse(Path("แผน.pdf")).media_type == "text/x-test"


@pytest.mark.parametrize("lines", cases("child", "pages do not put off the clock for ever"))
def test_pages_do_not_put_off_the_clock_for_ever(misbehaving: Opener, lines: str) -> None:
    isolation = misbehaving(lines, limits=ReadLimits(wall_seconds=1, pages=50))

    with pytest.raises((LimitExceededError, DamagedFileError)):
        isolation.parse(Path("แผน.pdf"))


_STOPS = """
    if limits.first_pages is None:
        on_page(1, 3), on_page(2, 3)
        {end}
    return Extraction(media_type=f"first {{limits.first_pages}}")
"""


@posix
@pytest.mark.parametrize("end", cases("child", "what no page is the cause of refuses the file"))
def test_what_no_page_is_the_cause_of_refuses_the_file(misbehaving: Opener, end: str) -> None:
    isolation = misbehaving(_STOPS.format(end=end))

    with pytest.raises((LimitExceededError, DamagedFileError)):
        isolation.parse(Path("แผน.pdf"))


@posix
@pytest.mark.parametrize(
    "end", ["time.sleep(300)", "os.kill(os.getpid(), signal.SIGSEGV)", "return Extraction()"]
)
def test_what_a_reader_started_ends_with_its_worker(
    misbehaving: Opener, tmp_path: Path, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, written = tmp_path / "number", tmp_path / "pid"
    lines = f"""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    Path({str(number)!r}).write_text(str(child.pid), encoding="utf-8")
    os.replace({str(number)!r}, {str(written)!r})
    {end}
    """
    isolation = misbehaving(lines, limits=ReadLimits(wall_seconds=SECONDS))
    strike_when(monkeypatch, lambda: "sleep" in end and written.exists())

    try:
        isolation.parse(Path("แผน.doc"))
    except (LimitExceededError, DamagedFileError):
        assert not end.startswith("return")
    isolation.close()

    started = int(written.read_text(encoding="utf-8"))
    assert _gone(started)


def _gone(number: int) -> bool:
    try:
        process = psutil.Process(number)
    except psutil.NoSuchProcess:
        return True
    _, alive = psutil.wait_procs([process], timeout=120)
    return not alive or process.status() == psutil.STATUS_ZOMBIE


def test_an_error_of_the_caller_costs_the_worker_and_no_more(misbehaving: Opener) -> None:
    isolation = misbehaving("on_page(1, 2); on_page(2, 2)\n")

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        isolation.parse(Path("แผน.pdf"), on_page=stop)

    assert isolation.parse(Path("แผน.pdf")).media_type == "text/x-test"
