"""The open parts of a workspace, each opened when it is first needed and kept.

Opening is guarded by one lock, using is not: store, backend and searcher are safe
to share between threads. Heavy libraries (SQLAlchemy, FAISS, the encoder) are
imported here, inside the functions that need them, so that a verb which needs none
starts at once.
"""

from contextlib import ExitStack
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from itasearch.backends.base import IndexRecipe, SearchBackend
from itasearch.config import Settings
from itasearch.domain.words import segmenter
from itasearch.encoders.base import Encoder
from itasearch.indexing import recipe
from itasearch.store.base import Store
from itasearch.text.words import Segmenter

if TYPE_CHECKING:
    from itasearch.ingest.isolate import Isolation
    from itasearch.search.searcher import Searcher


class Parts:
    """Store, encoder, index and searcher of one home."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = RLock()
        self._closing = ExitStack()
        self._store: Store | None = None
        self._encoder: Encoder | None = None
        self._backend: SearchBackend | None = None
        self._searcher: Searcher | None = None
        self._pictures: Isolation | None = None

    @property
    def store(self) -> Store:
        """The store. Raises StoreError if it cannot be opened."""
        with self._lock:
            if self._store is None:
                from itasearch.store.sql import open_store

                self._store = self._closing.enter_context(open_store(self.database))
            return self._store

    @property
    def database(self) -> str | Path:
        """Where the store lies: its URL, or its SQLite file."""
        return self.settings.database_url or self.settings.corpus / "library.db"

    @property
    def encoder(self) -> Encoder:
        """The encoder that the settings name; its model loads with the first text."""
        with self._lock:
            if self._encoder is None:
                from itasearch.encoders import open_encoder

                self._encoder = open_encoder(self.settings.encoder)
            return self._encoder

    @property
    def segmenter(self) -> Segmenter:
        """The segmenter of index and query; its word list loads with the first text."""
        return segmenter()

    @property
    def recipe(self) -> IndexRecipe:
        """How an index of these parts is built."""
        vector_index = self.settings.vector_index
        return recipe(self.encoder, segmenter=self.segmenter, vector_index=vector_index)

    @property
    def backend(self) -> SearchBackend:
        """The index, which shows every commit of whatever process.

        Raises:
            IndexMissingError: there is none.
            IndexMismatchError: it was built by another recipe.
            BackendError: it is damaged.
        """
        with self._lock:
            if self._backend is None:
                from itasearch.backends.local import open_local_backend

                self._backend = open_local_backend(self.settings.index, recipe=self.recipe)
            return self._backend

    @property
    def searcher(self) -> "Searcher":
        """What answers queries. Raises as `backend`."""
        with self._lock:
            if self._searcher is None:
                from itasearch.search.searcher import Searcher

                self._searcher = Searcher(
                    self.store, self.backend, self.encoder, segmenter=self.segmenter
                )
            return self._searcher

    @property
    def pictures(self) -> "Isolation":
        """The child process that draws pages, apart from those that read files."""
        with self._lock:
            if self._pictures is None:
                from itasearch.ingest.isolate import Isolation

                limits = self.settings.limits
                self._pictures = self._closing.enter_context(Isolation(limits=limits))
            return self._pictures

    def forget_index(self) -> None:
        """Open the index anew at its next use; what was staged and not committed is dropped."""
        with self._lock:
            self._backend = self._searcher = None

    def close(self) -> None:
        """Release everything."""
        with self._lock:
            if self._backend is not None:
                self._backend.close()
            self._closing.close()
            self._store = self._backend = self._searcher = self._pictures = None
