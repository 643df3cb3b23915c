"""Programs as processes of their own, and coroutines as a loop of their own."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parents[2]


def started(module: str, *args: object, errors: int | None = None) -> "subprocess.Popen[str]":
    """A module that runs with these arguments; `errors`: where its stderr goes, as for Popen."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, args)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=errors,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def killed(process: "subprocess.Popen[str]", *, lines: int = 1, seconds: float = 0.0) -> list[str]:
    """Kill a process so long after its first lines; the whole lines that it had written by then."""
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    time.sleep(seconds)
    process.kill()
    said += process.communicate()[0].splitlines(keepends=True)
    return [line.strip() for line in said if line.endswith("\n")]


_Found = TypeVar("_Found")


def run_apart(coroutine: Coroutine[Any, Any, _Found]) -> _Found:
    """What a coroutine returns, run in a thread of its own."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
