"""One child process that reads files: its start, its clock, its pages and its end.

It is started by `subprocess`: multiprocessing's spawn would import the caller's __main__
again, which under Streamlit is the app. It leads a session of its own, so that whatever
a reader started in it (LibreOffice) ends with it. Why it ended is told by its own word
where it could give one (no memory, a fault in Python), else by the clock that is kept
here, else by the signal. Imports the standard library, config, errors, model, ingest
and what readers promise.
"""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from itasearch.config import ReadLimits
from itasearch.errors import (
    DamagedFileError,
    LimitExceededError,
    ReadError,
    ReaderUnavailableError,
)
from itasearch.ingest import notes
from itasearch.ingest.worker.messages import (
    OUT_OF_MEMORY,
    PANIC,
    Job,
    PageRead,
    Reply,
    WireError,
    receive_reply,
    send,
)
from itasearch.model.reasons import broken
from itasearch.readers.base import PageProgress

_START_SECONDS = 60.0
_COMPLAINT_BYTES = 64 * 1024
# What C++ and Rust write before they abort.
_NATIVE_MEMORY_SIGNS = ("memory allocation of", "bad_alloc", "capacity overflow")

_LOGGED: set[str] = set()
"""Faults whose traceback was logged by this process: of thousands of files many share one."""


class Child:
    """One worker, for one job at a time: who asks it holds a lock.

    Attributes:
        jobs: how many it has been given.
    """

    def __init__(self) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the worker)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "itasearch.ingest.worker.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=True,
            )
        except OSError as error:
            self._complaints.close()
            raise ReaderUnavailableError(told=str(error)) from error
        self.jobs = 0
        self._heard = 0  # how much of its complaints belongs to earlier jobs
        self._ready = False
        self._overdue = False
        self._killed = False

    @property
    def spent(self) -> bool:
        """Whether it can take no other job."""
        # The clock may strike just after a reply: that worker is dying, whatever poll says yet.
        return self._killed or self._process.poll() is not None

    def ask(self, job: Job, on_page: PageProgress) -> Reply:
        """Its reply to the job.

        Raises:
            ReadError: it died over the file, and then it is certainly dead.
            ReaderUnavailableError: it does not start.
        """
        try:
            if not self._ready:
                self._await_start()
            self.jobs += 1
            self._heard = self._complaints.seek(0, os.SEEK_END)
            reply = self._exchange(job, on_page)
        except BaseException:
            self._end()  # else its reply to this job would pass for that to the next
            raise
        if reply is None:
            self._end()
            raise self._cause_of_death(job.path, job.limits)
        return reply

    def _await_start(self) -> None:
        self._ready = self._hear(_START_SECONDS) is not None
        if not self._ready:
            self._end()
            late = f"it took longer than {_START_SECONDS:g} seconds"
            raise ReaderUnavailableError(told=late if self._overdue else self._fault())

    def _exchange(self, job: Job, on_page: PageProgress) -> Reply | None:
        """The reply, or None if it died before it was given whole."""
        with suppress(OSError), self._clock(job.limits.wall_seconds):
            send(self._pipes()[0], job)
        last = 0
        while isinstance(message := self._hear(job.limits.wall_seconds), PageRead):
            if not last < message.done <= job.limits.pages:
                return None  # pages without end would put off the clock for ever
            last = message.done
            on_page(message.done, message.total)
        return message

    def _hear(self, seconds: float) -> PageRead | Reply | None:
        """Its next message, or None if it dies (of the clock, at the latest) or sends none."""
        with suppress(OSError, WireError), self._clock(seconds):
            return receive_reply(self._pipes()[1])
        return None

    @contextmanager
    def _clock(self, seconds: float) -> Iterator[None]:
        clock = threading.Timer(seconds, self._expire)
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()
            clock.join()

    def _expire(self) -> None:
        self._overdue = True
        self.kill()

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
            _kill_tree(self._process.pid)
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
        """The error that tells why the worker ended."""
        code = self._process.returncode
        last_words = self._last_words()
        if self._overdue:
            reason = notes.too_long(limits.wall_seconds)
        elif code == -getattr(signal, "SIGXCPU", 0):
            reason = notes.too_much_computing(limits.cpu_seconds)
        elif code == OUT_OF_MEMORY or (
            code < 0 and any(sign in last_words for sign in _NATIVE_MEMORY_SIGNS)
        ):
            reason = notes.no_memory(limits.memory_bytes)
        elif code == -getattr(signal, "SIGKILL", 0):
            reason = notes.stopped()
        elif code == PANIC:
            return DamagedFileError(path=path, reason=broken())
        else:
            self._log_fault(path, last_words or f"exit code {code}")
            told = notes.failed if code == 1 else notes.crashed
            return DamagedFileError(path=path, reason=told(self._fault()))
        return LimitExceededError(path=path, reason=reason)

    def _log_fault(self, path: str, last_words: str) -> None:
        """Log a fault with its traceback; one that was logged already in a line."""
        told = self._fault() if self._fault() in _LOGGED else last_words
        _LOGGED.add(self._fault())
        logging.getLogger(__name__).error("reading %s failed: %s", path, told)

    def _fault(self) -> str:
        """What went wrong, as the worker told it, else as its end did."""
        return _gist(self._last_words()) or f"exit code {self._process.returncode}"

    def _last_words(self) -> str:
        """What the worker, or a library in it, complained of during its last job."""
        self._complaints.seek(self._heard)
        return self._complaints.read(_COMPLAINT_BYTES).decode("utf-8", errors="replace").strip()


def _kill_tree(pid: int) -> None:
    """Kill a process and its children on Windows, which knows no groups of them."""
    with suppress(OSError):
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(pid)], capture_output=True, check=False)


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
