"""Programs as processes of their own, which say on stdout how far they are and may be killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

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
