"""The child process that parses files: `python -m itasearch.ingest.worker.main`.

It loads everything once, reports that with an empty reply, and answers one job after the other
over its standard streams, with a message for each page. When its input ends it ends at once, with
every process that a reader started. A fault or a limit ends it too; `isolation` finds the cause
from its exit. Only POSIX can limit address space and CPU time; elsewhere the clock remains.
"""

import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import BinaryIO, ClassVar

from itasearch.config import ReadLimits
from itasearch.disk import IS_FULL
from itasearch.domain.words import segmenter
from itasearch.errors import DamagedFileError, LimitExceededError, ReadError
from itasearch.ingest.worker import messages
from itasearch.ingest.worker.parse import original_text, parse_file
from itasearch.lost_parts import PartOfFile, collected, wants_memory
from itasearch.wording.messages import SPLIT, refused_by_system

if sys.platform != "win32":
    import resource


class _Kept(logging.Handler):
    """Keeps what is logged during a job: its reply takes it to the log of the app."""

    texts: ClassVar[list[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record)[:_MOST_LOGGED])


_LOGGED = _Kept(logging.ERROR)
_MOST_LOGGED = 20_000  # code points of a record, its traceback with it; by hand
_TOO_LONG = f"เนื้อหาในไฟล์มากเกินไป {SPLIT}"


def main() -> None:
    """Answer jobs from standard input until it ends."""
    # The parent handles Ctrl-C, and the SIGTERM that systemd sends to all: a file that is being
    # read then is not refused.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    sys.excepthook = _end_with_fault
    logging.getLogger("itasearch").addHandler(_LOGGED)
    # What libraries print goes to standard error from here on.
    private = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    replies = os.fdopen(private, "wb")
    segmenter().words("อุ่นเครื่อง")
    messages.send(replies, messages.Reply())
    jobs: SimpleQueue[messages.Job] = SimpleQueue()
    Thread(target=_listen, args=(jobs,), daemon=True).start()
    while True:
        _answer(jobs.get(), replies)


def _listen(jobs: "SimpleQueue[messages.Job]") -> None:
    try:
        while (job := messages.receive(sys.stdin.buffer, messages.Job)) is not None:
            jobs.put(job)
    finally:
        if sys.platform != "win32" and os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)  # LibreOffice, if a reader has started it
        os._exit(0)  # taking the dictionaries apart would keep the app waiting for two seconds


def _answer(job: messages.Job, replies: BinaryIO) -> None:
    def on_page(done: int, total: int) -> None:
        _bound_time(job.limits)
        messages.send(replies, messages.PageRead(done=done, total=total))

    if sys.platform == "linux":  # macOS refuses a limit below the shared libraries it maps
        _bound(resource.RLIMIT_AS, job.limits.memory_bytes)
    _bound_time(job.limits)
    os.chdir(job.directory)
    _LOGGED.texts.clear()
    reply = replace(reply_to(job, on_page), logged=tuple(_LOGGED.texts))
    try:
        messages.send(replies, reply)
    except messages.WireError:
        messages.send(replies, messages.Reply(error=LimitExceededError.__name__, reason=_TOO_LONG))


def reply_to(job: messages.Job, on_page: Callable[[int, int], None]) -> messages.Reply:
    """What the job asks for, or why there is none."""
    try:
        with collected() as lost, PartOfFile("ไฟล์นี้"):
            return _made(job, on_page)
        return messages.Reply(error=DamagedFileError.__name__, reason=lost.refusal)
    except ReadError as error:
        return messages.Reply(error=type(error).__name__, reason=error.reason)
    except OSError as error:  # of a reader that writes temporary files
        if error.errno not in IS_FULL:
            raise
        return messages.Reply(error=DamagedFileError.__name__, reason=refused_by_system(error))


def _made(job: messages.Job, on_page: Callable[[int, int], None]) -> messages.Reply:
    path, limits = Path(job.path), job.limits
    match job.order:
        case messages.PictureOrder(page_number=number, width=width):
            from itasearch.readers.original_pages import page_picture

            return messages.Reply(picture=page_picture(path, number, width=width, limits=limits))
        case messages.SearchOrder(words=words, page_number=page_number):
            from itasearch.readers.original_pages import search_pages

            matches = search_pages(path, words, page_number=page_number, limits=limits)
            return messages.Reply(matches=matches)
        case messages.TextOrder():
            return messages.Reply(original=original_text(path, limits=limits))
        case messages.ParseOrder(marks=marks):
            extraction = parse_file(path, limits=limits, marks=marks, on_page=on_page)
            return messages.Reply(extraction=extraction)


def _end_with_fault(
    kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
) -> None:
    if wants_memory(error):
        os._exit(messages.OUT_OF_MEMORY)
    if kind.__name__ == "PanicException":  # of pyo3, which gives it no module to import it from
        os._exit(messages.PANIC)
    traceback.print_exception(error)
    sys.stderr.flush()
    os._exit(1)


def _bound_time(limits: ReadLimits) -> None:
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _bound(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1)
    _bound(resource.RLIMIT_CORE, 0)


def _bound(kind: int, value: int) -> None:
    if sys.platform == "win32":
        return
    _, hard = resource.getrlimit(kind)
    bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (bounded, hard))


if __name__ == "__main__":
    main()
