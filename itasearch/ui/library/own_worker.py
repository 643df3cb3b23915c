"""The thread of this server that reads what people who signed in uploaded, if no workers do.

It ends when the queue is empty and begins with the next upload; files that wait survive a restart,
after which it begins with the first visit of somebody who signed in.
"""

import logging
import math
from threading import Lock, Thread

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.ui.kit.state import library, workspace
from itasearch.workspace import Workspace


class OwnWorker:
    """At most one thread that takes jobs of a library's queue."""

    def __init__(self, library: Workspace) -> None:
        self._library = library
        self._starting = Lock()
        self._thread: Thread | None = None

    def wake(self) -> None:
        """Read what waits, unless this is being done already or left to workers."""
        if self._library.settings.workers_read_uploads:
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._work, daemon=True, name="uploads")
                self._thread.start()

    def finish(self) -> None:
        """Wait until the thread has ended."""
        with self._starting:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        try:
            # Nobody else would bring the index up to date when its server answers again.
            self._library.jobs.work(until_empty=True, index_seconds=math.inf)
        except Exception:
            # The next look at the uploads wakes another thread.
            logging.getLogger(__name__).exception("reading uploaded files failed")


def own_worker() -> OwnWorker:
    """The one of this server; when it is made it reads what a server before it left."""
    return _worker_of(library())


@st.cache_resource(show_spinner=False, hash_funcs={Workspace: id})
def _worker_of(library: Workspace) -> OwnWorker:
    worker = OwnWorker(library)
    worker.wake()
    return worker


def resume() -> None:
    """Go on with uploads that were waiting when the server stopped, once somebody signed in."""
    try:
        if workspace().person.signed_in:
            own_worker()
    except ItaSearchError:
        return  # the view says what is wrong with the library
