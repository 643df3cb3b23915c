"""Many workers on one PostgreSQL store, some of them killed on the way, against one process.

    python -m bench.workers [--reports 1000] [--workers 4] [--killed 2] [--store URL]

The reports are those of bench/add_batch.py. One process adds them to a library of its own (SQLite);
then they are queued for another one, and workers (`itasearch work`) read and index them. Those to
be killed get SIGKILL one after another, when a share of the jobs is done; as many new ones take
their place. Both libraries must hold the same reports with the same measures, whichever of two
versions is in force: that follows from the order in which they came. Without `--store` a server
with a cluster in a temporary folder is started (Debian's package postgresql).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.add_batch import generate
from itasearch.config import DATABASE_VARIABLE
from itasearch.model.library import ReportStatus
from itasearch.model.work import JobState
from itasearch.workspace import Workspace, open_workspace
from tests.tools.postgresql import running_postgresql

_LOOK_SECONDS = 0.5


@contextmanager
def library(home: Path, url: str | None) -> Iterator[Workspace]:
    """The library of a home, with its store at `url`."""
    if url is not None:
        os.environ[DATABASE_VARIABLE] = url
    try:
        with open_workspace(home) as workspace:
            yield workspace
    finally:
        os.environ.pop(DATABASE_VARIABLE, None)


def start(home: Path, url: str) -> "subprocess.Popen[bytes]":
    """A worker."""
    command = [sys.executable, "-m", "itasearch", "work", "--until-empty", "--home", str(home)]
    with (home / "workers.log").open("ab") as log:
        environment = {**os.environ, DATABASE_VARIABLE: url}
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def held(workspace: Workspace) -> Mapping[str, object]:
    """The reports of a library, whatever their status, with their measures, by id."""
    return {
        one.id: [(each.id, each.title, each.steps) for each in workspace.report(one.id).measures]
        for one in workspace.reports(statuses=tuple(ReportStatus))
    }


def main(*, reports: int, workers: int, killed: int, url: str) -> int:
    """Add, queue, work, kill, compare; 1 where the libraries differ."""
    with tempfile.TemporaryDirectory(prefix="itasearch-workers-") as folder:
        inbox = Path(folder, "inbox")
        inbox.mkdir()
        generate(inbox, reports)
        began = time.perf_counter()
        with library(Path(folder, "alone"), None) as alone:
            alone.add([inbox])
            expected = held(alone)
        print(f"one process: {time.perf_counter() - began:.0f} s")
        home = Path(folder, "shared")
        with library(home, url) as shared:
            jobs = len(shared.queue([inbox]))
            began = time.perf_counter()
            running = [start(home, url) for _ in range(workers)]
            for number in range(1, killed + 1):
                while shared.job_counts().get(JobState.DONE, 0) < jobs * number / (killed + 1):
                    time.sleep(_LOOK_SECONDS)
                victim = running.pop(0)
                victim.kill()
                victim.wait()
                running.append(start(home, url))
            codes = [worker.wait() for worker in running]
            seconds = time.perf_counter() - began
            found, counts = held(shared), dict(shared.job_counts())
            stale = shared.index_is_stale()
    same = found == expected
    print(f"{workers} workers, {killed} killed: {seconds:.0f} s, exit codes {codes}")
    print(f"{len(found)} reports of {len(expected)}, same: {same}, index stale: {stale}, {counts}")
    return 0 if same and not stale else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--killed", type=int, default=2)
    parser.add_argument("--store", help="URL of an empty database")
    given = parser.parse_args()
    with ExitStack() as stack:
        store = given.store
        if store is None:
            server = stack.enter_context(running_postgresql())
            store = server.url(server.new_database())
        sys.exit(main(reports=given.reports, workers=given.workers, killed=given.killed, url=store))
