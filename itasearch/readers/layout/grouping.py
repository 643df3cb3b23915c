"""Runs of items that belong together: letters of a line, pieces of a rule, lines of a cell."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def grouped(items: Iterable[Item], belongs: Callable[[list[Item], Item], bool]) -> list[list[Item]]:
    """Cut a sequence into runs, in its order.

    Args:
        items: already sorted.
        belongs: whether an item continues the run before it, which is never empty.
    """
    runs: list[list[Item]] = []
    for item in items:
        if runs and belongs(runs[-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
