"""Work on many files in parallel, its results in order: one thread for each reader.

A batch must be stored in the order in which it was found (of two versions of a report
the later one is in force), but a scan takes minutes and a text file milliseconds: the others
are read meanwhile, a bounded number ahead, which keeps memory flat. Everything comes
back in the caller's own thread.
"""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Generic[Item, Result]):
    """An item's result; these come in the order of the items."""

    item: Item
    result: Result


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing has come for a while: who collects results may do something with those it has."""


def reader_count(files: int) -> int:
    """How many readers to open for so many files: one a core, if memory allows, at least one."""
    allowed = getattr(os, "sched_getaffinity", None)
    cores = len(allowed(0)) if allowed else os.cpu_count() or 1
    return max(1, min(files, cores, _memory() // _BYTES_PER_READER))


def _memory() -> int:
    """Bytes of memory of the machine; enough for four readers where the system gives none."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 4 * _BYTES_PER_READER


def in_order(
    items: Iterable[Item],
    work: Callable[[Item, Reader, PageProgress], Result],
    *,
    readers: Sequence[Reader],
    ahead: int = _AHEAD,
    quiet_seconds: float | None = None,
) -> Generator[PageDone[Item] | Finished[Item, Result] | Quiet, None, None]:
    """Work on items in as many threads as there are readers.

    Args:
        items: taken one by one, at most `ahead` further than what came back.
        work: called in a thread with an item, that thread's reader and a callback for each
            page. What it raises ends all.
        readers: one for each thread. Who gives up early closes them, which must end
            what they are at; the threads then end by themselves.
        ahead: most results that wait for an earlier one.
        quiet_seconds: after so long without an event a `Quiet` is given; None for never.

    Yields:
        Pages as they are read, and results in the order of the items.
    """
    pending = enumerate(items)
    shared = _Shared[Item, Result]()
    threads = [Thread(target=_run, args=(shared, work, one), daemon=True) for one in readers]
    for thread in threads:
        thread.start()
    try:
        yield from _collected(pending, shared, ahead, quiet_seconds)
    finally:
        shared.stopped.set()
        for _ in threads:
            shared.todo.put(None)
    for thread in threads:
        thread.join()


class _Shared(Generic[Item, Result]):
    """Queues between the caller and the threads."""

    def __init__(self) -> None:
        self.todo: SimpleQueue[tuple[int, Item] | None] = SimpleQueue()
        self.events: SimpleQueue[
            PageDone[Item] | tuple[int, Finished[Item, Result]] | BaseException
        ] = SimpleQueue()
        self.stopped = Event()


def _collected(
    pending: Iterator[tuple[int, Item]],
    shared: _Shared[Item, Result],
    ahead: int,
    quiet_seconds: float | None,
) -> Iterator[PageDone[Item] | Finished[Item, Result] | Quiet]:
    waiting: dict[int, Finished[Item, Result]] = {}
    given = handed_out = 0
    while True:
        while handed_out < given + ahead and (numbered := next(pending, None)) is not None:
            shared.todo.put(numbered)
            handed_out += 1
        if given == handed_out:
            return
        try:
            event = shared.events.get(timeout=quiet_seconds)
        except Empty:
            yield Quiet()
            event = shared.events.get()
        if isinstance(event, BaseException):
            raise event
        if isinstance(event, PageDone):
            yield event
            continue
        waiting[event[0]] = event[1]
        while (ready := waiting.pop(given, None)) is not None:
            given += 1
            yield ready


def _run(
    shared: _Shared[Item, Result],
    work: Callable[[Item, Reader, PageProgress], Result],
    reader: Reader,
) -> None:
    while (numbered := shared.todo.get()) is not None and not shared.stopped.is_set():
        number, item = numbered

        def on_page(done: int, total: int, item: Item = item) -> None:
            shared.events.put(PageDone(item=item, done=done, total=total))

        try:
            result = work(item, reader, on_page)
        except BaseException as error:  # noqa: BLE001 (raised anew in the caller's thread)
            shared.events.put(error)
            return
        shared.events.put((number, Finished(item=item, result=result)))
