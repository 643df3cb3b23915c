"""Many workers on one PostgreSQL store, some of them killed on the way, against one process.

    python -m bench.workers [--reports 1000] [--workers 4] [--killed 2] [--endings .csv,.html]
                            [--store URL]

The reports are those of bench/add_batch.py. One process adds them to a library of its own (SQLite);
then they are queued for another one, and workers (`itasearch work`) read and index them. Those to
be killed get SIGKILL one after another, when a share of the jobs is done; as many new ones take
their place. Both libraries must hold the same reports with the same measures, whichever of two
versions is in force: that follows from the order in which they came. At last two more processes
ask that library again and again for a report that a third adds: printed are the seconds from the
end of `add` until each finds it. Without `--store` a server with a cluster in a temporary folder is
started (Debian's package postgresql).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from bench.add_batch import generate
from itasearch.config import DATABASE_VARIABLE
from itasearch.model.library import ReportStatus
from itasearch.model.work import JobState
from itasearch.workspace import Workspace, open_workspace
from tests.tools.postgresql import running_postgresql

_LOOK_SECONDS = 0.5
_ASK_SECONDS = 0.2
"""Between two questions of a process that waits for a report."""
_MOST_SECONDS_UNSEEN = 2.0
"""As end-line 3 of issue 17 has it."""
_SOUGHT = "ตรวจนับครุภัณฑ์เรือดำน้ำ"
_NEW = f"""# รายงานผลตามมาตรการส่งเสริมความโปร่งใส เทศบาลตำบลบึงตะวันลับ จังหวัดลำพูน ปี ๒๕๖๗

| มาตรการ | ขั้นตอน | ผู้รับผิดชอบ |
| --- | --- | --- |
| {_SOUGHT} | ตรวจนับทุกเดือน | กองคลัง |
"""


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


def work(shared: Workspace, url: str, *, workers: int, killed: int) -> Sequence[int]:
    """Let workers do all that is queued, kill some; exit codes of those that were left."""
    home, jobs = shared.settings.home, shared.job_counts()[JobState.WAITING]
    running = [start(home, url) for _ in range(workers)]
    for number in range(1, killed + 1):
        while shared.job_counts().get(JobState.DONE, 0) < jobs * number / (killed + 1):
            time.sleep(_LOOK_SECONDS)
        victim = running.pop(0)
        victim.kill()
        victim.wait()
        running.append(start(home, url))
    return [worker.wait() for worker in running]


def wait_for_report(home: Path, url: str, pipe: Connection) -> None:
    """A process of an app: asks until it finds the report, and sends when that was."""
    with library(home, url) as app:
        app.search(_SOUGHT)
        pipe.send(0.0)
        while not any(_SOUGHT in hit.measure.title for hit in app.search(_SOUGHT).hits):
            time.sleep(_ASK_SECONDS)
        pipe.send(time.time())


def seconds_unseen(home: Path, url: str) -> Sequence[float]:
    """Seconds after the end of `add` until each of two processes finds what it added."""
    context = get_context("spawn")
    pipes = []
    for _ in range(2):
        ours, theirs = context.Pipe()
        context.Process(target=wait_for_report, args=(home, url, theirs), daemon=True).start()
        pipes.append(ours)
    for pipe in pipes:
        pipe.recv()
    file = home / "new.md"
    file.write_text(_NEW, encoding="utf-8")
    with library(home, url) as writer:
        (outcome,) = writer.add([file])
        added = time.time()
    assert outcome.measures == 1
    return [max(0.0, pipe.recv() - added) for pipe in pipes]


def main(*, reports: int, endings: Sequence[str], workers: int, killed: int, url: str) -> int:
    """Add, queue, work, kill, compare; 1 where the libraries differ."""
    with tempfile.TemporaryDirectory(prefix="itasearch-workers-") as folder:
        inbox = Path(folder, "inbox")
        inbox.mkdir()
        generate(inbox, reports, endings=endings)
        began = time.perf_counter()
        with library(Path(folder, "alone"), None) as alone:
            alone.add([inbox])
            expected = held(alone)
        print(f"one process: {time.perf_counter() - began:.0f} s", flush=True)
        home = Path(folder, "shared")
        with library(home, url) as shared:
            shared.queue([inbox])
            began = time.perf_counter()
            codes = work(shared, url, workers=workers, killed=killed)
            seconds = time.perf_counter() - began
            found, counts = held(shared), dict(shared.job_counts())
            stale = shared.index_is_stale()
        same = found == expected
        print(f"{workers} workers, {killed} killed: {seconds:.0f} s, exit codes {codes}")
        print(f"{len(found)} reports of {len(expected)}, same: {same}, stale: {stale}, {counts}")
        unseen = seconds_unseen(home, url)
        print("a new report is found after", *(f"{one:.2f} s" for one in unseen))
    return 0 if same and not stale and max(unseen) <= _MOST_SECONDS_UNSEEN else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--killed", type=int, default=2)
    parser.add_argument("--endings", default=".csv,.html", help="of the examples; empty: all")
    parser.add_argument("--store", help="URL of an empty database")
    given = parser.parse_args()
    with ExitStack() as stack:
        store = given.store
        if store is None:
            server = stack.enter_context(running_postgresql())
            store = server.url(server.new_database())
        sys.exit(
            main(
                reports=given.reports,
                endings=[one for one in given.endings.split(",") if one],
                workers=given.workers,
                killed=given.killed,
                url=store,
            )
        )
