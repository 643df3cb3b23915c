"""Where a library's index is: opening, making and replacing it.

Settings without an index URL mean the backend of one machine, in the home. Backends are imported
when they are needed: a verb that needs no index starts at once.
"""

import shutil
from pathlib import Path
from typing import Protocol

from itasearch.backends.base import IndexRecipe, SearchBackend
from itasearch.config import Settings
from itasearch.errors import BackendError, IndexMissingError


class IndexPlace(Protocol):
    """The index in use, and an unfinished one that is built while the first one answers."""

    def open(self, recipe: IndexRecipe, *, unfinished: bool = False) -> SearchBackend:
        """Raises IndexMissingError; IndexMismatchError: another recipe; BackendError."""

    def create(self, recipe: IndexRecipe, *, unfinished: bool = False) -> SearchBackend:
        """An empty index in place of the one in use, or an unfinished one."""

    def drop_unfinished(self) -> None:
        """Delete the unfinished one, if there is one."""

    def publish(self) -> None:
        """Put the unfinished one in use, in one step."""

    def built_with(self) -> str | None:
        """The encoder of the index in use; None without one, or where it cannot be opened."""

    def damaged_files(self) -> tuple[Path, ...]:
        """Changed files of the index in use, after reading all; () for a server."""


class LocalPlace:
    """Two folders of the home."""

    def __init__(self, path: Path, *, unfinished: Path) -> None:
        self._path = path
        self._unfinished = unfinished

    def open(self, recipe: IndexRecipe, *, unfinished: bool = False) -> SearchBackend:
        from itasearch.backends.local import LocalBackend

        return LocalBackend(self._unfinished if unfinished else self._path, recipe=recipe)

    def create(self, recipe: IndexRecipe, *, unfinished: bool = False) -> SearchBackend:
        from itasearch.backends.local import create_local_backend

        return create_local_backend(self._unfinished if unfinished else self._path, recipe=recipe)

    def drop_unfinished(self) -> None:
        shutil.rmtree(self._unfinished, ignore_errors=True)

    def publish(self) -> None:
        from itasearch.backends.local import publish_local_index

        publish_local_index(self._unfinished, self._path)

    def built_with(self) -> str | None:
        from itasearch.backends.local.generations import current_name, read_manifest

        try:
            return read_manifest(self._path / current_name(self._path)).recipe.encoder
        except (BackendError, OSError, ValueError, KeyError, TypeError):
            return None  # damaged or of an older itasearch: opening it raises

    def damaged_files(self) -> tuple[Path, ...]:
        from itasearch.backends.local.generations import current_name, damaged_files

        try:
            while True:
                name = current_name(self._path)
                files = damaged_files(self._path / name)
                # One that a writer has replaced meanwhile may be half deleted.
                if not files or current_name(self._path) == name:
                    return files
        except IndexMissingError:
            return ()


def index_place(settings: Settings) -> IndexPlace:
    """Where the index of a home is. Raises BackendError: ITASEARCH_INDEX_URL is no address."""
    if settings.index_url is None:
        return LocalPlace(settings.index, unfinished=settings.unfinished_index)
    from itasearch.backends.milvus.backend import MilvusPlace

    return MilvusPlace(
        settings.index_url, lock=settings.index_lock, unfinished=settings.unfinished_index
    )
