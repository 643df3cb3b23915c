"""Opening, creating and replacing the local index. Imports this room and the protocol."""

import shutil
from pathlib import Path

from itasearch.backends.base import IndexRecipe
from itasearch.backends.local.backend import LocalBackend
from itasearch.backends.local.generations import copy_generation, current_name, make_current
from itasearch.backends.local.nearest import check_factory
from itasearch.backends.local.writing import write_first_generation
from itasearch.errors import BackendError


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
        BackendError: if the recipe's vector index is unknown, or the folder cannot be written.
    """
    check_factory(recipe.vector_index, dim=recipe.dim)
    try:
        write_first_generation(path, recipe)
    except OSError as error:
        raise BackendError(
            f"no index can be written at {path} ({error}); mend its rights"
        ) from error
    return LocalBackend(path, recipe=recipe)


def publish_local_index(built: Path, path: Path) -> None:
    """Make the index at `built` the one at `path`, in one step, and delete `built`.

    Readers of `path` go on and see the new index with their next search. Killed
    before the step, both stay as they were.

    Raises:
        IndexMissingError: if there is no index at `built`.
        BackendError: if the folder cannot be written.
    """
    source = built / current_name(built)
    try:
        make_current(copy_generation(source, path))
    except OSError as error:
        raise BackendError(
            f"no index can be written at {path} ({error}); mend its rights"
        ) from error
    shutil.rmtree(built, ignore_errors=True)
