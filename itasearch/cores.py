"""How many cores there are to work with."""

import os


def core_count() -> int:
    """Cores that this process may use, which may be fewer than the computer has."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
