"""Runs of several sessions: one after another, but none waits long for another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest

from itasearch.ui.sessions import Turns

_PATIENCE = 20.0


def test_two_runs_do_not_overlap() -> None:
    turns, under_way, most = Turns(longest=_PATIENCE), list[int](), list[int]()

    def run(number: int) -> None:
        with turns.turn():
            under_way.append(number)
            most.append(len(under_way))
            sum(range(20_000))
            under_way.remove(number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(run, range(64)))

    assert most == [1] * 64


def test_a_run_that_has_had_its_time_has_the_next_beside_it() -> None:
    turns, entered = Turns(longest=0.01), Event()

    def run() -> None:
        with turns.turn():
            entered.set()

    with ThreadPoolExecutor(1) as threads, turns.turn():
        threads.submit(run)

        assert entered.wait(_PATIENCE)


def test_a_run_that_fails_gives_its_turn_back() -> None:
    turns, entered = Turns(longest=10 * _PATIENCE), Event()

    def run() -> None:
        with turns.turn():
            entered.set()

    with pytest.raises(ValueError, match="ลองใหม่"), turns.turn():
        raise ValueError("ลองใหม่")
    Thread(target=run, daemon=True).start()

    assert entered.wait(_PATIENCE)
