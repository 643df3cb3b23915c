"""Keeping the index in step with the store: is it, bring it there, make it anew.

An index that must be built otherwise grows beside the old one, which readers go
on using until the new one takes its place in one step.
"""

import shutil
from pathlib import Path

from itasearch.backends.base import SearchBackend
from itasearch.errors import BackendError, IndexMissingError
from itasearch.indexing import IndexUpdate, update
from itasearch.model.library import Progress
from itasearch.workspace.parts import Parts
from itasearch.workspace.writing import OtherWriterError, writing, writing_at_once


def index_is_stale(parts: Parts) -> bool:
    """Whether the index does not hold exactly the store's active reports, or cannot be opened."""
    wanted = parts.store.fingerprints()
    try:
        return dict(parts.backend.fingerprints()) != dict(wanted)
    except IndexMissingError:
        return bool(wanted)
    except BackendError:
        return True


def bring_up_to_date(parts: Parts, progress: Progress) -> IndexUpdate:
    """Index what the store has and the index has not; the writer lock is held by the caller.

    Raises:
        IndexMismatchError: the index was built otherwise.
    """
    try:
        backend = parts.backend
    except IndexMissingError:
        _create(parts, parts.settings.index)
        backend = parts.backend
    try:
        return _updated(parts, backend, progress)
    except BaseException:
        parts.forget_index()
        raise


def build(parts: Parts, progress: Progress, *, rebuild: bool) -> IndexUpdate:
    """See Workspace.build."""
    with writing(parts.settings.lock, progress):
        aside = parts.settings.index.with_name("search.new")
        shutil.rmtree(aside, ignore_errors=True)
        if rebuild or _must_be_made_anew(parts):
            return _build_anew(parts, aside, progress)
        return bring_up_to_date(parts, progress)


def _must_be_made_anew(parts: Parts) -> bool:
    """Whether the index was built otherwise or is damaged; nothing in it is the truth."""
    try:
        parts.backend.fingerprints()
    except IndexMissingError:
        return False
    except BackendError:
        parts.forget_index()
        return True
    return False


def _build_anew(parts: Parts, aside: Path, progress: Progress) -> IndexUpdate:
    from itasearch.backends.local import publish_local_index

    backend = _create(parts, aside)
    try:
        done = _updated(parts, backend, progress)
    finally:
        backend.close()
    publish_local_index(aside, parts.settings.index)
    parts.forget_index()
    return done


def _create(parts: Parts, path: Path) -> SearchBackend:
    from itasearch.backends.local import create_local_backend

    return create_local_backend(path, recipe=parts.recipe)


def _updated(parts: Parts, backend: SearchBackend, progress: Progress) -> IndexUpdate:
    return update(parts.store, backend, parts.encoder, segmenter=parts.segmenter, progress=progress)


def refresh(parts: Parts, progress: Progress) -> bool:
    """See Workspace.refresh."""
    if not index_is_stale(parts):
        return True
    try:
        with writing_at_once(parts.settings.lock):
            bring_up_to_date(parts, progress)
    except OtherWriterError:
        return False
    except (BackendError, OSError):
        # A full disk, a folder without rights: the index as it was still answers, if it opens.
        if not _answers(parts):
            raise
        return False
    return True


def _answers(parts: Parts) -> bool:
    """Whether the index can be asked, behind the store or not."""
    try:
        parts.backend.fingerprints()
    except (BackendError, OSError):
        return False
    return True
