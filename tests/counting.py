"""Work counted instead of timed: the same number on an idle machine and on a busy one.

Only what the calling thread does is counted. A call into C is one step however long it
runs, so the cost of a regular expression is not seen.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import TraceFunction

Given = TypeVar("Given")


def steps(run: Callable[[], object]) -> int:
    """Lines of Python executed plus calls into C while `run` runs."""
    count = 0

    def trace(_frame: FrameType, event: str, _value: object) -> "TraceFunction":
        nonlocal count
        count += event == "line"
        return trace

    def profile(_frame: FrameType, event: str, _value: object) -> None:
        nonlocal count
        count += event == "c_call"

    tracer, profiler = sys.gettrace(), sys.getprofile()
    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        run()
    finally:
        sys.setprofile(profiler)
        sys.settrace(tracer)
    return count


def growth(run: Callable[[Given], object], at: Callable[[int], Given], size: int) -> float:
    """How the steps of `run` grow when the size of what it is given doubles.

    Args:
        run: what is measured.
        at: what `run` is given, by its size.
        size: the smaller of the two sizes; half of it is run first, uncounted, so that
            neither count holds what is loaded at first use.

    Returns:
        Steps at twice the size over steps at `size`: 1 for bounded work, 2 for linear,
        4 for quadratic.
    """
    run(at(size // 2))
    smaller, larger = at(size), at(2 * size)
    return steps(lambda: run(larger)) / steps(lambda: run(smaller))
