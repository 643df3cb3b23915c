"""The command `itasearch`, its steps on a home counted, brought to a halt at one of them.

    python -m tests.faults.stopping STEP HOME ARGUMENT…

A step is a file below HOME that is opened, made, moved or removed, or a statement to
SQLite. At step number STEP the thread that takes it prints STOPPED and goes no further, so
that the process can be killed there; if that step is never reached, the command ends as
usual and prints how many steps it took. With a minus before it, the thread prints STOPPED and
goes on: it is killed a moment later, perhaps inside of a library that takes no steps.
"""

import itertools
import os
import sys
import threading
from collections.abc import Callable
from sqlite3 import Connection, dbapi2

from itasearch.cli.main import main

STOPPED = "stopped\n"
TOOK = "steps taken: "


class Steps:
    """Counts steps: those on files as an audit hook of Python."""

    def __init__(self, *, last: int, home: str) -> None:
        self._last = abs(last)
        self._goes_on = last < 0
        self._homes = (home, os.path.realpath(home))
        self._numbers = itertools.count(1)
        self.taken = 0

    def __call__(self, event: str, given: tuple[object, ...]) -> None:
        if any(self._is_inside(each) for each in given[:2]):
            self.take()

    def _is_inside(self, path: object) -> bool:
        return isinstance(path, str | bytes) and os.fsdecode(path).startswith(self._homes)

    def take(self, _statement: str = "") -> None:
        """Count a step, and go no further if it is the last."""
        self.taken = number = next(self._numbers)  # atomic: threads take steps, too
        if number == self._last:
            os.write(1, STOPPED.encode())
            if not self._goes_on:
                threading.Event().wait()


def traced(connect: Callable[..., Connection], steps: Steps) -> Callable[..., Connection]:
    """`connect`, with the statements of each connection counted."""

    def connected(*args: object, **options: object) -> Connection:
        connection = connect(*args, **options)
        connection.set_trace_callback(steps.take)
        return connection

    return connected


if __name__ == "__main__":
    steps = Steps(last=int(sys.argv[1]), home=sys.argv[2])
    sys.argv[:3] = ["itasearch"]
    # SQLAlchemy takes it from there at each connection.
    dbapi2.connect = traced(dbapi2.connect, steps)  # type: ignore[assignment]
    sys.addaudithook(steps)
    try:
        main()
    finally:
        os.write(1, f"{TOOK}{steps.taken}\n".encode())
