"""Clocks of a reading process that strike when a test wants, however busy the machine."""

import threading
from collections.abc import Callable

import pytest

SECONDS = 7654.0  #: Limit of wall-clock time that marks the clocks of a job; no test takes so long


def strike_when(monkeypatch: pytest.MonkeyPatch, is_time: Callable[[], bool]) -> None:
    """Make a clock of SECONDS strike while `is_time()` holds, and no clock at any other time."""

    class Clock(threading.Timer):
        def run(self) -> None:
            while not self.finished.wait(0.01):
                if self.interval == SECONDS and is_time():
                    self.function(*self.args, **self.kwargs)
                    return

    monkeypatch.setattr(threading, "Timer", Clock)


def started_clocks(monkeypatch: pytest.MonkeyPatch) -> list[threading.Timer]:
    """The clocks of SECONDS that are started from now on, each when the one before has ended."""
    started: list[threading.Timer] = []

    class Clock(threading.Timer):
        def start(self) -> None:
            assert all(clock.finished.is_set() for clock in started)
            if self.interval == SECONDS:
                started.append(self)
            super().start()

    monkeypatch.setattr(threading, "Timer", Clock)
    return started
