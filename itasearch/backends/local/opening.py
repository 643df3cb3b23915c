"""Opening, creating and replacing the local index. Imports this room and the protocol."""

import shutil
from pathlib import Path

from itasearch.backends.base import IndexRecipe
from itasearch.backends.local.backend import LocalBackend
from itasearch.backends.local.generations import (
    copy_generation,
    current_name,
    next_generation,
    write_errors,
)
from itasearch.backends.local.nearest import check_factory
from itasearch.backends.local.writing import write_first_generation


def open_local_backend(path: Path, *, recipe: IndexRecipe) -> LocalBackend:
    """Open the index at `path` for searching and for writing.

    Raises:
        IndexMissingError: if there is none.
        IndexMismatchError: if it was built by another recipe.
        BackendError: if its files are damaged.
    """
    return LocalBackend(path, recipe=recipe)


def create_local_backend(path: Path, *, recipe: IndexRecipe) -> LocalBackend:
    """Make an empty index at `path` and open it; an older one there is replaced at once.

    To keep the older one for readers while the new one fills, create it at another
    path of the same disk and call `publish_local_index` at the end.

    Raises:
        BackendError: if the recipe's vector index is unknown.
        IndexUnwritableError: if the disk is full, or the folder cannot be written.
    """
    check_factory(recipe.vector_index, dim=recipe.dim)
    with write_errors(path):
        write_first_generation(path, recipe)
    return LocalBackend(path, recipe=recipe)


def publish_local_index(built: Path, path: Path) -> None:
    """Make the index at `built` the one at `path`, in one step, and delete `built`.

    Readers of `path` go on and see the new index with their next search. Killed
    before the step, both stay as they were.

    Raises:
        IndexMissingError: if there is no index at `built`.
        IndexUnwritableError: if the disk is full, or the folder cannot be written.
    """
    source = built / current_name(built)
    with write_errors(path), next_generation(path) as target:
        copy_generation(source, target)
    shutil.rmtree(built, ignore_errors=True)
