"""Verbs in processes of their own, which are killed at a step, or a moment behind one."""

import json
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.faults.stopping import STOPPED, TOOK
from tests.tools import processes

_LONGEST = 300.0
"""Seconds that a verb on a small home may take on a busy machine: longer is a hang."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """What became of a process that was to be killed."""

    reached: bool  #: whether it came to the step where it was killed; else it ended as usual
    lines: tuple[str, ...]  #: what it had written to stdout by then: what it acknowledged
    steps: int = 0  #: how many it took; 0 if it was killed

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The lines that are objects of JSON."""
        return [json.loads(line) for line in self.lines if line.startswith("{")]


def started(step: int, home: Path, *args: str | Path) -> "subprocess.Popen[str]":
    """A verb on a home that halts at one of its steps; 0 for none."""
    words = (step, home, *args, "--home", home)
    return processes.started("tests.faults.stopping", *words, errors=subprocess.DEVNULL)


def until_stopped(process: "subprocess.Popen[str]") -> tuple[bool, list[str]]:
    """Whether a verb has come to its step, else it has ended; and the lines before."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        if line == STOPPED:
            return True, lines
        lines.append(line)
    return False, lines


def attacked(step: int, home: Path, *args: str | Path, moment: float | None = None) -> Attack:
    """Kill a verb at a step, from 1, or some seconds (`moment`) later; its children must go, too.

    A verb that takes fewer steps ends as usual.
    """
    with started(step if moment is None else -step, home, *args) as process:
        assert process.stdout is not None
        reached, lines = until_stopped(process)
        if reached and moment:
            time.sleep(moment)
        children = _children(process.pid) if reached else []
        process.kill()
        if reached:
            lines += process.stdout.readlines()
    _, alive = psutil.wait_procs(children, timeout=_LONGEST)
    assert alive == []
    whole = [line.strip() for line in lines if line.endswith("\n") and not line.startswith(TOOK)]
    taken = [line for line in lines if line.startswith(TOOK)]
    steps = int(taken[0].removeprefix(TOOK)) if taken else 0
    return Attack(reached=reached and not taken, lines=tuple(whole), steps=steps)


def _children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []  # it has ended meanwhile


def in_process(
    command: Sequence[str], *, environment: dict[str, str] | None = None, verbs: int = 1
) -> "subprocess.CompletedProcess[str]":
    """A command of so many verbs run to its end in the folder of the project."""
    return subprocess.run(
        command,
        cwd=processes.ROOT,
        env=environment,
        capture_output=True,
        check=False,
        timeout=verbs * _LONGEST,
        encoding="utf-8",
    )
