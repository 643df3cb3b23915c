"""Spares the garbage collector what libraries keep for as long as they are open.

Glossary, word lists and an index are some 160,000 objects of which none is garbage. A full
collection looks through all of them, 120 ms, and one query in twenty or so would wait for it.
What a query makes is mostly gone when it ends, so new objects are looked through less often, too.
"""

import gc
from threading import RLock

_lock = RLock()
_sparing = 0  # open libraries that asked for it
_threshold = gc.get_threshold()  # as it was before

_NEW_OBJECTS = 10_000
"""After so many new objects these are looked through. A query makes some 9,000; at Python's 700 it
waited for nine collections, 1.6 of its 37 ms."""


def spare() -> None:
    """Collect now, and leave out what is there until `release` was called as often."""
    global _sparing, _threshold
    with _lock:
        if not _sparing:
            _threshold = gc.get_threshold()
            gc.set_threshold(_NEW_OBJECTS, *_threshold[1:])
        _sparing += 1
        gc.collect()
        gc.freeze()


def release() -> None:
    """Undo a `spare`; the last one gives back to the collector what was left out."""
    global _sparing
    with _lock:
        _sparing -= 1
        if not _sparing:
            gc.set_threshold(*_threshold)
            gc.unfreeze()
