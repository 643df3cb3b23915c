"""The child process that parses files: `python -m itasearch.ingest.worker`.

It loads everything once, says so with an empty reply, and then answers one job
after the other over its standard streams until its input ends. A fault or a
limit ends the process; `isolate` tells from the way it ended what to report.
Only POSIX can limit address space and CPU time; elsewhere `isolate`'s clock remains.
"""

import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from itasearch.config import ReadLimits
from itasearch.domain.words import segmenter
from itasearch.errors import LimitExceededError, ReadError
from itasearch.ingest.parse import parse_file
from itasearch.ingest.wire import Job, Reply, WireError, receive_job, send
from itasearch.model.reasons import SPLIT

if sys.platform != "win32":
    import resource

_TOO_LONG = f"เนื้อหาในไฟล์มากเกินไป {SPLIT}"


def main() -> None:
    """Answer jobs from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    replies = _private_stdout()
    segmenter().words("อุ่นเครื่อง")
    send(replies, Reply())
    while (job := receive_job(sys.stdin.buffer)) is not None:
        _bound(job.limits)
        _answer(job, replies)
    os._exit(0)  # taking the dictionaries apart would keep the app waiting for two seconds


def _answer(job: Job, replies: BinaryIO) -> None:
    try:
        os.chdir(job.directory)
        reply = Reply(extraction=parse_file(Path(job.path), limits=job.limits))
    except ReadError as error:
        reply = Reply(error=type(error).__name__, reason=error.reason)
    try:
        send(replies, reply)
    except WireError:
        send(replies, Reply(error=LimitExceededError.__name__, reason=_TOO_LONG))


def _private_stdout() -> BinaryIO:
    """A stream to the parent; what libraries print goes to standard error from here on."""
    private = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(private, "wb")


def _bound(limits: ReadLimits) -> None:
    """Set this job's limits on memory and CPU time, counted from now."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1
    bounds = [(resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)]
    if sys.platform == "linux":  # macOS refuses a limit below the shared libraries it maps
        bounds.append((resource.RLIMIT_AS, limits.memory_bytes))
    for kind, value in bounds:
        _, hard = resource.getrlimit(kind)
        bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (bounded, hard))


if __name__ == "__main__":
    main()
