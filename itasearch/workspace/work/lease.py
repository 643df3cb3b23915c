"""A worker is heard of while it is at jobs: of one that died others take them."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

from itasearch.disk import IS_FULL
from itasearch.errors import ItaSearchError, StoreError

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

LEASE_SECONDS = 20.0
"""How long a silent worker keeps its jobs. Chosen by hand: what one reads that only hangs for
longer is read twice."""
_SIGNS_A_LEASE = 4
"""How often a worker gives a sign within that time: three may come late or fail."""


@contextmanager
def heard_of(store: "SqlStore", worker: str, seconds: float) -> Iterator[None]:
    """Hold a worker's jobs for as long as the block runs; give back what is left of them.

    An attempt counts where a job may be the cause of what ended the block: neither what itasearch
    raises on purpose nor a full disk.
    """
    ended = Event()
    fault: str | None = None

    def say_so() -> None:
        while not ended.wait(seconds / _SIGNS_A_LEASE):
            with suppress(StoreError):  # the next time, or another worker takes the jobs
                store.jobs.keep(worker, seconds=seconds)

    thread = Thread(target=say_so, daemon=True)
    thread.start()
    try:
        yield
    except Exception as error:
        of_disk = isinstance(error, OSError) and error.errno in (*IS_FULL, errno.EROFS)
        if not of_disk and not isinstance(error, ItaSearchError):
            fault = f"โปรแกรมขัดข้อง ({type(error).__name__})"
        raise
    finally:
        ended.set()
        thread.join()
        store.jobs.give_back(worker, fault=fault)
