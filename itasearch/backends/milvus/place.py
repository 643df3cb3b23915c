"""The index of a library in Milvus, and one that is built beside it."""

import shutil
from pathlib import Path

from itasearch.backends.base import IndexRecipe, SearchBackend
from itasearch.backends.milvus.address import read_address
from itasearch.backends.milvus.backend import (
    MilvusBackend,
    create_milvus_backend,
    drop_unfinished_index,
    head_in,
    publish_milvus_index,
)
from itasearch.backends.milvus.commits import IN_USE, UNFINISHED, Commits
from itasearch.backends.milvus.connection import Milvus, connect
from itasearch.errors import BackendError


class MilvusPlace:
    """See IndexPlace."""

    def __init__(self, url: str, *, lock: Path, unfinished: Path) -> None:
        """Read the address; Milvus is asked when an index is.

        Args:
            lock: file by which writers take turns; all processes of the library share it.
            unfinished: folder for what is noted of an index that is built beside the one in use.

        Raises:
            BackendError: the address is none.
        """
        self._address = read_address(url)
        self._lock = lock
        self._unfinished = unfinished

    def open(self, recipe: IndexRecipe, *, unfinished: bool = False) -> SearchBackend:
        """See IndexPlace."""
        slot = UNFINISHED if unfinished else IN_USE
        return MilvusBackend(self._milvus, recipe=recipe, lock=self._lock, slot=slot)

    def create(self, recipe: IndexRecipe, *, unfinished: bool = False) -> SearchBackend:
        """See IndexPlace."""
        slot = UNFINISHED if unfinished else IN_USE
        return create_milvus_backend(self._milvus, recipe=recipe, lock=self._lock, slot=slot)

    def drop_unfinished(self) -> None:
        """See IndexPlace."""
        drop_unfinished_index(self._milvus, lock=self._lock)
        shutil.rmtree(self._unfinished, ignore_errors=True)

    def publish(self) -> None:
        """See IndexPlace."""
        publish_milvus_index(self._milvus, lock=self._lock)
        shutil.rmtree(self._unfinished, ignore_errors=True)

    def built_with(self) -> str | None:
        """See IndexPlace."""
        try:
            head = head_in(Commits(self._milvus))
        except BackendError:
            return None  # opening it raises
        return None if head is None else head.recipe.encoder

    def indexed_reports(self) -> int:
        """See IndexPlace.

        Raises:
            IndexUnreachableError: Milvus does not answer, so that nobody knows.
        """
        heads = [head_in(Commits(self._milvus, slot)) for slot in (IN_USE, UNFINISHED)]
        return max((head.reports for head in heads if head), default=0)

    def damaged_files(self) -> tuple[Path, ...]:
        """See IndexPlace."""
        return ()

    @property
    def _milvus(self) -> Milvus:
        return connect(self._address)
