"""What is called with the seconds that each search of the shared library took.

Without the workspace's packages, which are loaded only after the server listens.
"""

from collections.abc import Callable

LISTENERS: set[Callable[[float], None]] = set()


def searched(seconds: float) -> None:
    """A Workspace's `on_search`."""
    for listener in LISTENERS:
        listener(seconds)
