"""Parsing in a child process, so that a file can kill its reader but never the app.

One warm worker per Isolation. Its death (memory, CPU time, a crash in a native library,
or the wall clock, which is kept here and holds on every system) is that file's error;
the next file gets a new worker. A worker that does not even start is no file's fault
and has an error of its own. Imports the standard library, config, errors, model, ingest
and what readers promise.
"""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError
from itasearch.ingest.worker.child import Child
from itasearch.ingest.worker.messages import Job, PictureOrder, Reply, read_error
from itasearch.model.reasons import ask_administrator
from itasearch.model.records import Extraction
from itasearch.readers.base import PageProgress, no_progress

_JOBS_PER_WORKER = 200
_PNG = b"\x89PNG\r\n\x1a\n"


class Isolation:
    """Parses files in a child process; a context manager, safe to share between threads.

    Threads take turns; for files in parallel see `pool`.

    Example:
        with Isolation(limits=ReadLimits()) as isolation:
            extraction = isolation.parse(Path("report.docx"))
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

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
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

    def parse(self, path: Path, *, on_page: PageProgress = no_progress) -> Extraction:
        """What the file at `path` holds; places name `path` as given.

        Args:
            path: the file.
            on_page: told, in the caller's thread, after each page of a format that has
                pages. The limits of time begin anew with each page.

        Raises:
            ReadError: as `parse.parse_file` does; LimitExceededError also when the worker
                ran out of memory or time, DamagedFileError when the file made it crash.
            ReaderUnavailableError: no worker starts.
        """
        job = Job(path=str(path), directory=str(Path.cwd()), limits=self._limits)
        reply = self._answer(job, on_page)
        if reply.extraction is None:
            raise read_error(reply, path=str(path))
        return reply.extraction

    def picture(self, path: Path, page_number: int, *, width: int) -> bytes:
        """A page of a PDF or picture, as PNG.

        Args:
            path: the file.
            page_number: from 1.
            width: of the picture, in pixels.

        Raises:
            ReadError: the file has no such page or cannot be drawn; else as `parse`.
            ReaderUnavailableError: no worker starts.
        """
        order = PictureOrder(page_number=page_number, width=width)
        job = Job(path=str(path), directory=str(Path.cwd()), limits=self._limits, picture=order)
        reply = self._answer(job, no_progress)
        if reply.error is not None:
            raise read_error(reply, path=str(path))
        if reply.picture is None or not reply.picture.startswith(_PNG):
            reason = f"แสดงภาพหน้านี้ไม่ได้ {ask_administrator('no picture came')}"
            raise DamagedFileError(path=str(path), reason=reason)
        return reply.picture

    def _answer(self, job: Job, on_page: PageProgress) -> Reply:
        with self._lock:
            return self._ready_worker().ask(job, on_page)

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
