"""Parsing in a child process, so that a file can kill its reader but never the app.

One warm worker per Isolation. Its death (memory, CPU time, a crash in a native library, the wall
clock) is that file's error; the next file gets a new one. It is started by `subprocess`:
multiprocessing's spawn would import the caller's __main__ again, which under Streamlit is the app.
It leads a session of its own, so that whatever a reader started (LibreOffice) ends with it.
"""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, Self, TypeVar

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, ReadError, ReaderUnavailableError
from itasearch.ingest.worker import messages
from itasearch.model.records import NO_MARKS, Extraction, Marks
from itasearch.model.source import OriginalText, PageMatches
from itasearch.readers.base import PageProgress, no_progress
from itasearch.temporary import system_folder
from itasearch.wording.messages import (
    DETAIL,
    SAVE_AGAIN,
    SPLIT,
    ask_administrator,
    broken,
    too_slow,
)

_START_SECONDS = 60.0  # longest that a worker may take to start; by hand
_KILL_SECONDS = 10.0  # longest that Windows may take to end a worker's processes; by hand
_COMPLAINT_BYTES = 64 * 1024  # bytes of a worker's last words that are read
# What C++ and Rust write before they abort.
_NATIVE_MEMORY_SIGNS = ("memory allocation of", "bad_alloc", "capacity overflow")
_TOO_MUCH_COMPUTING = f"ใช้เวลาประมวลผลไฟล์หรือหน้าหนึ่งเกิน {{}} วินาที {SPLIT}"
_NO_MEMORY = f"ใช้หน่วยความจำเกิน {{}} MB {SPLIT}"
_CRASHED = f"โปรแกรมอ่านหยุดทำงานเพราะไฟล์นี้ ไฟล์อาจเสียหายหรือใหญ่เกินไป {SAVE_AGAIN} หากยังไม่ได้"
# Mostly the system does it, when memory runs out.
_STOPPED = (
    "การอ่านไฟล์นี้ถูกหยุดกลางคัน อาจเพราะหน่วยความจำของเครื่องไม่พอหรือมีผู้สั่งหยุด "
    f"โปรดปิดโปรแกรมอื่นแล้วลองอีกครั้ง หากยังไม่ได้ {SPLIT}"
)

_Made = TypeVar("_Made")
_LOGGED: set[str] = set()  #: Faults whose traceback this process logged: many files share one
_JOBS_PER_WORKER = 1_000  # files that a worker reads, lest libraries leak; by hand
_PNG = b"\x89PNG\r\n\x1a\n"


class Child:
    """One worker, for one job at a time: the caller of `ask` holds a lock."""

    def __init__(self) -> None:
        try:
            folder = system_folder()
            self._complaints = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (as the worker)
        except OSError as error:  # also: no folder takes any
            raise ReaderUnavailableError(reason=str(error)) from error
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "itasearch.ingest.worker.main"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=True,
            )
        except OSError as error:
            self._complaints.close()
            raise ReaderUnavailableError(reason=str(error)) from error
        self.jobs = 0  #: how many it has been given
        self._heard = 0  # how much of its complaints belongs to earlier jobs
        self._ready = False
        self._overdue = False
        self._killed = False

    @property
    def spent(self) -> bool:
        """Whether it can take no other job."""
        # The clock may strike just after a reply: that worker is dying, whatever poll says yet.
        return self._killed or self._process.poll() is not None

    def ask(self, job: messages.Job, on_page: PageProgress) -> messages.Reply:
        """Its reply. Raises ReadError: it died over the file. ReaderUnavailableError."""
        try:
            if not self._ready and self._hear(_START_SECONDS) is None:
                self._end()
                late = f"it took longer than {_START_SECONDS:g} seconds"
                raise ReaderUnavailableError(reason=late if self._overdue else self._fault())
            self._ready = True
            self.jobs += 1
            self._heard = self._complaints.seek(0, os.SEEK_END)
            reply = self._exchange(job, on_page)
        except BaseException:
            self._end()  # else its reply to this job would pass for that to the next
            raise
        if reply is None:
            self._end()
            raise self._cause_of_death(job.path, job.limits)
        for text in reply.logged:
            _log_fault(job.path, text)
        return reply

    def _exchange(self, job: messages.Job, on_page: PageProgress) -> messages.Reply | None:
        with suppress(OSError), self._clock(job.limits.wall_seconds):
            messages.send(self._pipes()[0], job)
        last = 0
        while isinstance(message := self._hear(job.limits.wall_seconds), messages.PageRead):
            if not last < message.done <= job.limits.pages:
                return None  # pages without end would put off the clock for ever
            last = message.done
            on_page(message.done, message.total)
        return message

    def _hear(self, seconds: float) -> messages.PageRead | messages.Reply | None:
        with suppress(OSError, messages.WireError), self._clock(seconds):
            message = messages.receive(self._pipes()[1], messages.PageRead, messages.Reply)
            return message if isinstance(message, messages.PageRead | messages.Reply) else None
        return None

    @contextmanager
    def _clock(self, seconds: float) -> Iterator[None]:
        def expire() -> None:
            self._overdue = True
            self.kill()

        clock = threading.Timer(seconds, expire)
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()
            clock.join()

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        requests, replies = self._process.stdin, self._process.stdout
        if requests is None or replies is None:
            raise ValueError("the worker was started without pipes")
        return requests, replies  # type: ignore[return-value]

    def kill(self) -> None:
        """Kill it and all that it started; any thread may do so."""
        self._killed = True
        if self._process.returncode is not None:
            return
        if sys.platform == "win32":
            # Windows knows no groups of processes.
            command = ["taskkill", "/T", "/F", "/PID", str(self._process.pid)]
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(command, capture_output=True, timeout=_KILL_SECONDS, check=False)
            self._process.kill()
            return
        # It may be dead already and its children not. Nobody has waited for it yet, so the
        # number is still that of its group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _end(self) -> None:
        self.kill()
        self._process.wait()

    def close(self) -> None:
        """End it, at once if it does not go by itself."""
        requests, replies = self._pipes()
        try:
            requests.close()
            self._process.wait(timeout=2)
        except (OSError, subprocess.TimeoutExpired):
            self._end()
        replies.close()
        self._complaints.close()

    def _cause_of_death(self, path: str, limits: ReadLimits) -> ReadError:
        """By its exit code or last words, else the clock, else the signal."""
        code = self._process.returncode
        last_words = self._last_words()
        if self._overdue:
            reason = too_slow(limits.wall_seconds)
        elif code == -getattr(signal, "SIGXCPU", 0):
            reason = _TOO_MUCH_COMPUTING.format(limits.cpu_seconds)
        elif code == messages.OUT_OF_MEMORY or (
            code < 0 and any(sign in last_words for sign in _NATIVE_MEMORY_SIGNS)
        ):
            reason = _NO_MEMORY.format(limits.memory_bytes // 1024**2)
        elif code == -getattr(signal, "SIGKILL", 0):
            reason = _STOPPED
        elif code == messages.PANIC:
            return DamagedFileError(path=path, reason=broken())
        else:
            _log_fault(path, last_words or f"exit code {code}")
            # 1: a fault of itasearch itself; else a native library crashed over the file.
            what = "อ่านไฟล์นี้ไม่สำเร็จ" if code == 1 else _CRASHED
            reason = f"{what} {ask_administrator(self._fault())}"
            return DamagedFileError(path=path, reason=reason)
        return LimitExceededError(path=path, reason=reason)

    def _fault(self) -> str:
        return _gist(self._last_words()) or f"exit code {self._process.returncode}"

    def _last_words(self) -> str:
        self._complaints.seek(self._heard)
        return self._complaints.read(_COMPLAINT_BYTES).decode("utf-8", errors="replace").strip()


def _log_fault(path: str, text: str) -> None:
    fault = _gist(text)
    detail = fault if fault in _LOGGED else text
    _LOGGED.add(fault)
    logging.getLogger(__name__).error("reading %s failed: %s", path, detail)


def _gist(complaint: str) -> str:
    lines = complaint.splitlines()
    if "Traceback" in complaint:
        return lines[-1][:200]
    return lines[0][:200] if lines else ""


def _environment() -> dict[str, str]:
    environment = dict(os.environ)
    root = Path(__file__).resolve().parents[3]
    if root.name not in {"site-packages", "dist-packages"}:
        # With -P the current directory is no source of modules; a plain checkout must be named.
        others = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(root), others)))
    environment.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", PYTHONUTF8="1")
    environment["RUST_BACKTRACE"] = "0"
    return environment


class Isolation:
    """Reads files in a child process; a context manager, safe to share between threads.

    Threads take turns; for files in parallel see `pool`. Each verb raises ReaderUnavailableError:
    no worker starts; ReadError: the file is refused. That is LimitExceededError also when the
    worker ran out of memory or time, DamagedFileError when the file made it crash.
    """

    def __init__(self, *, limits: ReadLimits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._worker: Child | None = None
        self._closed = False

    def __enter__(self) -> Self:
        # Started now and waited for at the first file: it loads while the caller goes on.
        self._worker = Child()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the worker, at once even if a file is being read in it for another thread."""
        self._closed = True
        worker = self._worker
        if worker is not None and self._lock.locked():
            worker.kill()
        with self._lock:
            if self._worker is not None:
                self._worker.close()
                self._worker = None

    def parse(
        self, path: Path, *, marks: Marks = NO_MARKS, on_page: PageProgress = no_progress
    ) -> Extraction:
        """As `parse.parse_file`; the limits of time begin anew with each page.

        Where a later page goes beyond a limit the ones before it are read again, and `on_page` is
        called for them again.
        """
        pages_read = pages = 0

        def count(done: int, total: int) -> None:
            nonlocal pages_read, pages
            pages_read, pages = done, total
            on_page(done, total)

        order = messages.ParseOrder(marks=marks)
        read = partial(self._made, path, order, lambda reply: reply.extraction)
        try:
            return read(on_page=count)
        except (LimitExceededError, DamagedFileError) as error:
            # Stopped from outside, or by a fault that is to be reported, is no fault of pages.
            is_of_pages = error.reason != _STOPPED and DETAIL not in error.reason
            if not 0 < pages_read < pages or not is_of_pages:
                raise
            # Minutes of reading a scan are not lost over one of its pages.
            limits = replace(self._limits, first_pages=pages_read)
            with suppress(ReadError):
                return read(on_page=on_page, limits=limits)
            raise

    def picture(self, path: Path, page_number: int, *, width: int) -> bytes:
        """A page of a PDF or picture, from 1, as PNG."""
        order = messages.PictureOrder(page_number=page_number, width=width)
        picture = self._made(
            path, order, lambda reply: None if reply.error else reply.picture or b""
        )
        if not picture.startswith(_PNG):
            reason = f"แสดงภาพหน้านี้ไม่ได้ {ask_administrator('no picture came')}"
            raise DamagedFileError(path=str(path), reason=reason)
        return picture

    def search_pages(
        self, path: Path, words: Sequence[str], *, page_number: int | None = None
    ) -> PageMatches:
        """How many pages a file has, and where its text layer has the first of `words` that it has.

        On one page (from 1) or all; no words: pages are only counted.
        """
        order = messages.SearchOrder(words=tuple(words), page_number=page_number)
        return self._made(path, order, lambda reply: reply.matches)

    def original_text(self, path: Path) -> OriginalText:
        """A file, line by line, as it is read."""
        return self._made(path, messages.TextOrder(), lambda reply: reply.original)

    def _made(
        self,
        path: Path,
        order: messages.Order,
        part: Callable[[messages.Reply], _Made | None],
        *,
        on_page: PageProgress = no_progress,
        limits: ReadLimits | None = None,
    ) -> _Made:
        directory, limits = str(Path.cwd()), limits or self._limits
        job = messages.Job(path=str(path), directory=directory, limits=limits, order=order)
        with self._lock:
            reply = self._ready_worker().ask(job, on_page)
        if (made := part(reply)) is None:
            raise messages.read_error(reply, path=str(path))
        return made

    def _ready_worker(self) -> Child:
        if self._closed:
            raise ValueError("this Isolation is closed")
        if self._worker is not None and (
            self._worker.spent or self._worker.jobs >= _JOBS_PER_WORKER
        ):
            self._worker.close()
            self._worker = None
        if self._worker is None:
            self._worker = Child()
        return self._worker
