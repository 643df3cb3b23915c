"""Parsing in a child process, so that a file can kill its reader but never the app.

One warm worker per Isolation, started by `subprocess`: multiprocessing's spawn
would import the caller's __main__ again, which under Streamlit is the app. The
worker's death (memory, CPU time, a crash in a native library, or the wall clock,
which is kept here and holds on every system) is that file's error; the next file
gets a new worker. A worker that does not even start is no file's fault and has an
error of its own. Imports the standard library, config, errors, model and ingest.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from itasearch.config import ReadLimits
from itasearch.errors import (
    DamagedFileError,
    LimitExceededError,
    ReadError,
    ReaderUnavailableError,
)
from itasearch.ingest.wire import Job, Reply, WireError, read_error, receive_reply, send
from itasearch.model.reasons import SPLIT, ask_administrator
from itasearch.model.records import Extraction

_START_SECONDS = 60.0
_JOBS_PER_WORKER = 200
_COMPLAINT_BYTES = 64 * 1024
_KILLED = -9  # by the system, which does so when memory runs out
_MEMORY_SIGNS = ("MemoryError", "memory allocation", "bad_alloc", "capacity overflow")


class Isolation:
    """Parses files in a child process; a context manager, safe to share between threads.

    Threads take turns; for files in parallel open one Isolation each.

    Example:
        with Isolation(limits=ReadLimits()) as isolation:
            extraction = isolation.parse(Path("report.docx"))
    """

    def __init__(self, *, limits: ReadLimits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._worker: _Worker | None = None

    def __enter__(self) -> Self:
        # Started now and waited for at the first file: it loads while the caller goes on.
        self._worker = _Worker()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._lock:
            if self._worker is not None:
                self._worker.close()
                self._worker = None

    def parse(self, path: Path) -> Extraction:
        """What the file at `path` holds; places name `path` as given.

        Raises:
            ReadError: as `parse.parse_file` does; LimitExceededError also when the worker
                ran out of memory or time, DamagedFileError when the file made it crash.
            ReaderUnavailableError: no worker starts.
        """
        with self._lock:
            worker = self._ready_worker()
            reply = worker.ask(path, self._limits)
            if reply is None:
                raise worker.cause_of_death(path, self._limits)
        if reply.extraction is None:
            raise read_error(reply, path=str(path))
        return reply.extraction

    def _ready_worker(self) -> "_Worker":
        if self._worker is not None and not self._worker.usable():
            self._worker.close()
            self._worker = None
        if self._worker is None:
            self._worker = _Worker()
        return self._worker


class _Worker:
    """One child process and the clock that bounds it."""

    def __init__(self) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the worker)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "itasearch.ingest.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            self._complaints.close()
            raise ReaderUnavailableError(told=str(error)) from error
        self._jobs = 0
        self._heard = 0  # how much of its complaints belongs to earlier jobs
        self._ready = False
        self._overdue = False

    def usable(self) -> bool:
        """Whether it can take another job."""
        # The clock may strike just after a reply: that worker is dying, whatever poll says yet.
        alive = self._process.poll() is None and not self._overdue
        return alive and self._jobs < _JOBS_PER_WORKER

    def ask(self, path: Path, limits: ReadLimits) -> Reply | None:
        """Its reply to the job; None if it died over it, and then it is certainly dead.

        Raises:
            ReaderUnavailableError: it does not start.
        """
        if not self._ready:
            self._await_start()
        self._jobs += 1
        self._heard = self._complaints.seek(0, os.SEEK_END)
        job = Job(path=str(path), directory=str(Path.cwd()), limits=limits)
        reply = self._exchange(job, limits.wall_seconds)
        if reply is None:
            self._end()
        return reply

    def _await_start(self) -> None:
        if self._exchange(None, _START_SECONDS) is not None:
            self._ready = True
            return
        self._end()
        told = f"it took longer than {_START_SECONDS:g} seconds" if self._overdue else self._fault()
        raise ReaderUnavailableError(told=told)

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()

    def _exchange(self, job: Job | None, seconds: float) -> Reply | None:
        requests, replies = self._pipes()
        clock = threading.Timer(seconds, self._expire)
        clock.daemon = True
        clock.start()
        try:
            if job is not None:
                send(requests, job)
            return receive_reply(replies)
        except (OSError, WireError):
            # Died before the job or within its reply; cause_of_death tells how.
            return None
        finally:
            clock.cancel()
            clock.join()

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        requests, replies = self._process.stdin, self._process.stdout
        if requests is None or replies is None:
            raise ValueError("the worker was started without pipes")
        return requests, replies  # type: ignore[return-value]

    def _expire(self) -> None:
        self._overdue = True
        self._process.kill()

    def cause_of_death(self, path: Path, limits: ReadLimits) -> ReadError:
        """The error that tells why the worker ended."""
        code = self._process.returncode
        last_words = self._last_words()
        if self._overdue:
            reason = f"ใช้เวลาอ่านไฟล์เกิน {limits.wall_seconds:g} วินาที {SPLIT}"
        elif code == -getattr(signal, "SIGXCPU", 0):
            reason = f"ใช้เวลาประมวลผลไฟล์เกิน {limits.cpu_seconds} วินาที {SPLIT}"
        elif any(sign in last_words for sign in _MEMORY_SIGNS) or code == _KILLED:
            reason = f"ใช้หน่วยความจำเกิน {limits.memory_bytes // 1024**2} MB {SPLIT}"
        else:
            reason = f"อ่านไฟล์นี้ไม่สำเร็จ {ask_administrator(self._fault())}"
            return DamagedFileError(path=str(path), reason=reason)
        return LimitExceededError(path=str(path), reason=reason)

    def _fault(self) -> str:
        """What went wrong, as the worker told it, else as its end did."""
        return _gist(self._last_words()) or f"exit code {self._process.returncode}"

    def _last_words(self) -> str:
        """What the worker, or a library in it, complained of during its last job."""
        self._complaints.seek(self._heard)
        return self._complaints.read(_COMPLAINT_BYTES).decode("utf-8", errors="replace").strip()

    def close(self) -> None:
        """End the process, at once if it does not go by itself."""
        requests, replies = self._pipes()
        try:
            requests.close()
            self._process.wait(timeout=2)
        except (OSError, subprocess.TimeoutExpired):
            self._end()
        replies.close()
        self._complaints.close()


def _gist(complaint: str) -> str:
    """The line of a traceback, or else of what a native library wrote, that tells the fault."""
    lines = complaint.splitlines()
    if "Traceback" in complaint:
        return lines[-1][:200]
    return lines[0][:200] if lines else ""


def _environment() -> dict[str, str]:
    """The parent's environment, with the package found and one thread for number libraries."""
    environment = dict(os.environ)
    root = Path(__file__).resolve().parents[2]
    if root.name not in {"site-packages", "dist-packages"}:
        # With -P the current directory is no source of modules; a plain checkout must be named.
        known = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(root), known)))
    environment.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", PYTHONUTF8="1")
    environment["RUST_BACKTRACE"] = "0"
    return environment
