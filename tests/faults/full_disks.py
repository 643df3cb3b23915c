"""A verb on a disk that is full: a message that helps, nothing half-written, success after.

A limit on the size of files (RLIMIT_FSIZE) fails a write as a full disk does, for every user.
Where a file system may be mounted, every other verb meets one of a few free kilobytes instead.
"""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from math import log
from pathlib import Path
from random import Random

from tests.faults.children import in_process
from tests.faults.history import VERBS, Held, History, Verb, held
from tests.faults.messages import wrong_of_message

_LEAST_BYTES = 4_096
_PAGE_KB = 4  #: A tmpfs counts its files in pages
LIMITED = """
import os, resource, sys
size = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
os.execv(sys.argv[2], sys.argv[2:])
"""
"""Becomes another program that may write no larger file; nothing of it runs in a forked process of
the tests, where gRPC's threads are missing. Python 3.11 would keep a module's code cut off at the
limit, and every later run would fail over it."""


class FullDisks:
    """Gives one verb after the other on a disk that is full; `faults` has what is wrong."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self._chance = chance
        self._history = History(folder, chance)
        self.met: Counter[str] = Counter()
        self.faults: list[str] = []

    def run(self, disks: int) -> Iterator[str]:
        """So many verbs that met their limit; a line for each verb."""
        number = 0
        while self.met.total() < disks:
            verb = self._history.verb(VERBS[number % len(VERBS)])
            yield self._meet(verb, mounted=number % 2 == 1 and can_mount())
            number += 1

    def _meet(self, verb: Verb, *, mounted: bool) -> str:
        tried, before = self._history.tried, self._history.before
        after = self._history.expect(verb)
        if mounted:
            free = self._chance.randrange(0, 400, _PAGE_KB)
            where = f"{verb.name}, {free} KB free"
            with full_file_system(tried, free_kb=free):
                ended = _run(tried, verb)
        else:
            most = max(path.stat().st_size for path in tried.rglob("*") if path.is_file())
            size = int(_LEAST_BYTES * (1.2 * most / _LEAST_BYTES) ** self._chance.random())
            where = f"{verb.name}, files of {size} bytes (2^{log(size, 2):.1f})"
            ended = _run(tried, verb, file_bytes=size)
        faults = [*_wrong(ended, before, after, tried)]
        if ended.returncode:
            self.met[verb.name] += 1
            if verb.writes is not None and verb.name == "backup":
                faults += [f"left: {path.name}" for path in verb.writes.parent.iterdir()]
        faults += self._history.finish(verb, after)
        if verb.writes is not None:
            verb.writes.unlink()
        self.faults += [f"{where}: {fault}" for fault in faults]
        return (
            f"{where}: {'met' if ended.returncode else 'enough room'}{' FAULT' if faults else ''}"
        )


def _run(
    home: Path, verb: Verb, *, file_bytes: int | None = None
) -> "subprocess.CompletedProcess[str]":
    limit = () if file_bytes is None else ("-c", LIMITED, str(file_bytes), sys.executable)
    words = (*verb.words, "--home", str(home))
    return in_process([sys.executable, *limit, "-m", "itasearch", *words])


def _wrong(
    ended: "subprocess.CompletedProcess[str]", before: Held, after: Held, home: Path
) -> Iterator[str]:
    if ended.returncode == 0:
        if held(home) != after:
            yield "said to be done, and is not"
        return
    if ended.returncode != 1:
        yield f"exit code {ended.returncode}"
    if '"outcome": "refused"' not in ended.stdout:
        yield from wrong_of_message(ended.stderr, home)
    for name, report in held(home).reports.items():
        if report not in (before.reports.get(name), after.reports.get(name)):
            yield f"not whole: {name}"


def can_mount() -> bool:
    """Whether this process may mount file systems."""
    unshare = shutil.which("unshare")
    if unshare is None or sys.platform != "linux":
        return False
    return subprocess.run([unshare, "-m", "true"], check=False, capture_output=True).returncode == 0


@contextmanager
def full_file_system(home: Path, *, free_kb: int) -> Iterator[None]:
    """The home on a file system that has so much room left, and back in its folder afterwards."""
    aside = home.with_name(f"{home.name}.aside")
    home.rename(aside)
    home.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(home)], check=True)
    try:
        shutil.copytree(aside, home, dirs_exist_ok=True)
        shutil.rmtree(aside)
        size = shutil.disk_usage(home).used // 1024 + free_kb
        subprocess.run(["mount", "-o", f"remount,size={size}k", str(home)], check=True)
        yield
    finally:
        shutil.copytree(home, aside, dirs_exist_ok=True)
        subprocess.run(["umount", str(home)], check=True)
        home.rmdir()
        aside.rename(home)
