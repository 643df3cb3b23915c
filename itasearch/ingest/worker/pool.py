"""Work on many files in parallel, its results in order: a thread for each reader.

Of two versions of a report the later one is in force, but a scan takes minutes and a text file
milliseconds: a bounded number is read ahead. Everything comes back in the caller's own thread.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue
from typing import Generic, TypeVar

from itasearch.cores import core_count
from itasearch.readers.base import PageProgress

_AHEAD = 64  # results that may wait for an earlier one; chosen by hand, to bound memory
_BYTES_PER_READER = 1024**3  # memory for each reader: over twice the 0.4 GB of a scan

Item = TypeVar("Item")
Reader = TypeVar("Reader")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDone(Generic[Item]):
    """A page of an item has been read; several items may be on their way."""

    item: Item
    done: int
    total: int


def reader_count(files: int) -> int:
    """How many readers to open for so many files: one a core, if memory allows, at least one."""
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # the system does not say
        memory = 4 * _BYTES_PER_READER
    return max(1, min(files, core_count(), memory // _BYTES_PER_READER))


def in_order(
    items: Iterable[Item],
    work: Callable[[Item, Reader, PageProgress], Result],
    *,
    readers: Sequence[Reader],
    ahead: int = _AHEAD,
) -> Generator[PageDone[Item] | Result, None, None]:
    """Work on items in as many threads as there are readers, each used by one thread at a time.

    Yields pages as they are read, and results in the order of the items, at most `ahead` of which
    are taken further than what came back. What `work` raises ends all, after the results of earlier
    items. Who gives up early closes the readers; the threads then end by themselves.
    """
    free = SimpleQueue[Reader]()
    for reader in readers:
        free.put(reader)
    events = SimpleQueue[PageDone[Item] | Future[Result]]()

    def run(item: Item) -> Result:
        reader = free.get()
        try:
            return work(
                item,
                reader,
                lambda done, total: events.put(PageDone(item=item, done=done, total=total)),
            )
        finally:
            free.put(reader)

    remaining = iter(items)
    waiting = deque[Future[Result]]()
    finished = set[Future[Result]]()
    threads = ThreadPoolExecutor(max_workers=len(readers))
    try:
        while True:
            for item in islice(remaining, ahead - len(waiting)):
                future = threads.submit(run, item)
                future.add_done_callback(events.put)
                waiting.append(future)
            if not waiting:
                return
            event = events.get()
            if isinstance(event, PageDone):
                yield event
                continue
            finished.add(event)
            while waiting and waiting[0] in finished:
                future = waiting.popleft()
                finished.remove(future)
                yield future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
