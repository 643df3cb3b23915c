"""Lets the runs of many sessions follow one another.

Python computes in one thread at a time. Runs that all go on at once wait for each other at every
step: of 32 browsers that search without a pause each then waits longer than in a queue
(bench.users), and a third of the processor's time goes into changing over.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic

import streamlit as st

_LONGEST = 1.0
"""Seconds after which a run has the others beside it, so that an import or a first opening holds up
nobody for longer. A search or a comparison takes a fifth of it. By hand."""


class Turns:
    """The turns of one server, by order of arrival."""

    def __init__(self, *, longest: float = _LONGEST) -> None:
        self._longest = longest
        self._changed = Condition()
        self._waiting = deque[object]()
        self._running: object | None = None
        self._ends = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until the run before has ended or has had its time."""
        this = object()
        with self._changed:
            self._waiting.append(this)
            while self._waiting[0] is not this or self._remaining() > 0:
                self._changed.wait(self._remaining() or None)
            self._waiting.popleft()
            self._running, self._ends = this, monotonic() + self._longest
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                if self._running is this:
                    self._running = None
                    self._changed.notify_all()

    def _remaining(self) -> float:
        """Seconds of the run that is under way; 0 without one."""
        return max(0.0, self._ends - monotonic()) if self._running else 0.0


@st.cache_resource
def server_turns() -> Turns:
    """Those of this process, whose script is run anew for each session."""
    return Turns()
