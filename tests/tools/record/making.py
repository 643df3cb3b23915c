"""Does the jobs of a record, each in a process of its own, and notes how they ended."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.tools.record import homes
from tests.tools.record.comparing import META, items
from tests.tools.record.names import ROOT, load_encoder_once
from tests.tools.record.place import Jobs, Place

PARTS = ("cli", "parse", "exports", "views", "eval")
_PRODUCT = ("itasearch", "app.py", "corpus", "bench")
ENVIRONMENT = {
    "COLUMNS": "200",
    "LINES": "60",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONWARNINGS": "ignore",
    "HF_HUB_OFFLINE": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a job is given: where to write, what to read."""

    out: Path
    homes: Path
    inputs: Path | None
    seeds: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A job that came to an end: its name, seconds, and traceback if it failed."""

    job: str
    seconds: float
    failure: str | None = None


def jobs_of(part: str) -> Jobs:
    """The jobs of a part, the longest first."""
    jobs: Jobs = import_module(f"tests.tools.record.{part}_part").JOBS
    return jobs


def do_job(job: str, given: Run) -> Done:
    """One job, in a process of its own."""
    began = time.monotonic()
    part, _, name = job.partition("/")
    with tempfile.TemporaryDirectory(prefix="record-", dir=given.homes.parent) as folder:
        place = Place(
            out=given.out / part / name,
            homes=given.homes,
            work=Path(folder).resolve(),
            inputs=given.inputs,
            seeds=given.seeds,
        )
        os.chdir(folder)
        load_encoder_once()
        jobs_of(part)[name](place)
        os.chdir(ROOT)
    return Done(job=job, seconds=_since(began))


def fill_home(name: str, given: Run) -> Done:
    """One of the shared homes, in a process of its own."""
    began = time.monotonic()
    homes.fill(name, given.homes, inputs=given.inputs, seeds=given.seeds)
    return Done(job=f"home {name}", seconds=_since(began))


def _since(began: float) -> float:
    return round(time.monotonic() - began, 1)


def chosen_jobs(only: Sequence[str]) -> list[str]:
    """Names PART/JOB of what --only asks for; all without it."""
    every = [f"{part}/{name}" for part in PARTS for name in jobs_of(part)]
    if not only:
        return every
    for one in only:
        if one not in every and one not in PARTS:
            raise SystemExit(f"--only {one}: none of {', '.join((*PARTS, *every))}")
    return [job for job in every if job in only or job.partition("/")[0] in only]


def record(out: Path, jobs: Sequence[str], *, workers: int, given: Run) -> list[Done]:
    """Do the jobs, and write META.json."""
    earlier = _earlier(out)
    for job in jobs:
        shutil.rmtree(out / job, ignore_errors=True)
    names = homes.needed({job.partition("/")[0] for job in jobs})
    finished = []
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), max_tasks_per_child=1
    ) as pool:
        filled = {pool.submit(fill_home, name, given): f"home {name}" for name in names}
        finished += list(_reported(filled))
        if any(one.failure for one in finished):
            raise RuntimeError("a home could not be filled")
        finished += list(_reported({pool.submit(do_job, job, given): job for job in jobs}))
    text = json.dumps(_meta(out, finished, earlier), indent=1)
    (out / META).write_text(text, encoding="utf-8")
    return finished


def _reported(futures: Mapping["Future[Done]", str]) -> Iterator[Done]:
    for future in as_completed(futures):
        error = future.exception()
        if error is None:
            done = future.result()
        else:
            # The traceback of another process comes as the cause, as text.
            told = "".join(traceback.format_exception(error))
            done = Done(job=futures[future], seconds=0, failure=told)
        sys.stderr.write(f"{done.seconds:7.1f} s  {done.job}\n")
        if done.failure is not None:
            sys.stderr.write(f"{done.job} FAILED\n{done.failure}\n")
        yield done


def _product() -> dict[str, object]:
    """Which product is recorded: trees of git, and what is changed in them."""
    return {
        **{path: _git("rev-parse", f"HEAD:{path}") for path in _PRODUCT},
        "changed": _git("status", "--porcelain", "--", *_PRODUCT).splitlines(),
    }


def _earlier(out: Path) -> dict[str, Any]:
    """META of a record to which jobs are added.

    Raises:
        SystemExit: the record is of another product.
    """
    if not (out / META).exists():
        return {"seconds": {}, "failed": []}
    found: dict[str, Any] = json.loads((out / META).read_text(encoding="utf-8"))
    if found["product"] != _product():
        raise SystemExit(f"{out} is a record of {found['commit']}; name another folder")
    return found


def _meta(out: Path, finished: Sequence[Done], earlier: Mapping[str, Any]) -> dict[str, object]:
    names = items(out)
    seconds = earlier["seconds"] | {one.job: one.seconds for one in finished}
    again = {one.job for one in finished}
    failed = [one.job for one in finished if one.failure is not None]
    by_part = {
        part: sum(value for job, value in seconds.items() if job.startswith(f"{part}/"))
        for part in PARTS
    }
    return {
        "commit": _git("log", "-1", "--format=%H", "--", *_PRODUCT),
        "product": _product(),
        "date": date.today().isoformat(),
        "python": sys.version.split()[0],
        "items": {part: sum(n.startswith(f"{part}/") for n in names) for part in PARTS},
        "seconds": dict(sorted(seconds.items())),
        "seconds_by_part": {part: round(value, 1) for part, value in by_part.items()},
        "failed": sorted({*failed, *(job for job in earlier["failed"] if job not in again)}),
    }


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
