"""The SearchBackend of one machine: opening, creating, searching and replacing its index.

Searches use a snapshot of the current generation; each checks first whether another process
or thread has committed a newer one, which one thread opens while the others go on with the
old.
"""

import shutil
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from threading import Lock
from types import MappingProxyType, TracebackType

import numpy as np
from filelock import FileLock, Timeout

from itasearch.backends.base import CopyMarks, IndexRecipe, Vectors
from itasearch.backends.local.generations import (
    copy_generation,
    current_name,
    drop_other_generations,
    next_generation,
    write_errors,
)
from itasearch.backends.local.nearest import check_factory
from itasearch.backends.local.snapshot import Limits, Snapshot, open_snapshot
from itasearch.backends.local.writing import (
    StagedReport,
    write_first_generation,
    write_next_generation,
)
from itasearch.errors import BackendError, IndexMismatchError
from itasearch.model.classification import Classification, FacetCounts
from itasearch.model.passages import (
    IndexedMeasure,
    IndexEntry,
    PassageScore,
    TextCopy,
    TextQuery,
    WordFilter,
)
from itasearch.model.ranking import NO_FILTERS, Filters

_OPENING_ATTEMPTS = 5
_LOCK = "commit.lock"
_LOCK_SECONDS = 600.0


class LocalBackend:
    """See SearchBackend. Threads may search while one of them stages and commits."""

    def __init__(self, path: Path, *, recipe: IndexRecipe) -> None:
        """Open the index at `path`; see `open_local_backend`."""
        self._path = path
        self._recipe = recipe
        self._opening = Lock()
        self._added: dict[str, StagedReport] = {}
        self._removed: set[str] = set()
        self._snapshot: Snapshot | None = self._opened()

    @property
    def recipe(self) -> IndexRecipe:
        """How this index is built."""
        return self._recipe

    def fingerprints(self) -> Mapping[str, str]:
        """Fingerprint of each report in the last commit, by report id."""
        return MappingProxyType(dict(self._current().manifest.fingerprints))

    def add(
        self,
        report_id: str,
        fingerprint: str,
        entries: Sequence[IndexEntry],
        vectors: Vectors,
        *,
        measures: Sequence[IndexedMeasure] = (),
    ) -> None:
        """Stage a report's entries, a row of vectors each; its old ones go with the commit.

        Raises:
            ValueError: if the vectors do not fit the entries, or an entry or measure is
                another report's.
        """
        if vectors.shape != (len(entries), self._recipe.dim) or vectors.dtype != np.float32:
            raise ValueError(
                f"vectors of shape {vectors.shape} and type {vectors.dtype} do not fit "
                f"{len(entries)} entries of {self._recipe.dim} float32"
            )
        if any(entry.facets.report_id != report_id for entry in entries):
            raise ValueError(f"an entry belongs to another report than {report_id!r}")
        if not {m.measure_id for m in measures} <= {e.passage.measure_id for e in entries}:
            raise ValueError("a measure is given of which there is no entry")
        self._removed.discard(report_id)
        self._added[report_id] = StagedReport(
            fingerprint=fingerprint,
            entries=tuple(entries),
            vectors=vectors,
            measures=tuple(measures),
        )

    def remove(self, report_ids: Collection[str]) -> None:
        """Stage the removal of reports; unknown ids are ignored."""
        for report_id in report_ids:
            self._added.pop(report_id, None)
            self._removed.add(report_id)

    def commit(self) -> None:
        """Make all that is staged visible at once, durably; a kill before leaves the old index.

        What is staged builds on the newest generation, also on one of another process.

        Raises:
            BackendError: if it cannot be written; what is staged stays so.
        """
        if not self._added and not self._removed:
            return
        with write_errors(self._path):
            self._write_staged()
        self._added, self._removed = {}, set()
        self._current(wait=True)

    def _write_staged(self) -> None:
        try:
            with FileLock(self._path / _LOCK, timeout=_LOCK_SECONDS):
                base = self._current(wait=True)
                drop_other_generations(self._path, keep=base.name)
                if self._added or self._removed & base.manifest.fingerprints.keys():
                    write_next_generation(
                        self._path, base, added=self._added, removed=self._removed
                    )
        except Timeout as error:
            raise BackendError(
                f"another process has been writing the index at {self._path} for "
                f"{_LOCK_SECONDS:.0f} s; wait for it and run the command again"
            ) from error

    def search_vectors(
        self,
        vectors: Vectors,
        *,
        k: int,
        filters: Filters = NO_FILTERS,
        word_filters: Sequence[WordFilter] = (),
    ) -> list[list[PassageScore]]:
        """The k (≥ 1) passages nearest to each query vector, best first; score is the cosine."""
        _check_k(k)
        limits = Limits(filters=filters, words=tuple(word_filters))
        return self._current().search_vectors(vectors, k=k, limits=limits)

    def search_text(
        self,
        query: TextQuery,
        *,
        k: int,
        filters: Filters = NO_FILTERS,
        word_filters: Sequence[WordFilter] = (),
    ) -> list[PassageScore]:
        """The k (≥ 1) passages with the highest BM25 score, best first; [] if no term occurs."""
        _check_k(k)
        limits = Limits(filters=filters, words=tuple(word_filters))
        return self._current().search_text(query, k=k, limits=limits)

    def passage_count(self) -> int:
        """Passages in the last commit."""
        return self._current().rows.alive_count

    def document_frequency(self, word: str) -> int:
        """In how many passages of the last commit the segmented word occurs."""
        return self._current().text.document_frequency(word)

    def measure_vectors(self, measure_id: str) -> Vectors:
        """All vectors of a measure, shape (n, dim); n is 0 if it is not indexed."""
        return self._current().measure_vectors(measure_id)

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        """What indexed measures are about, as added; ids that are not indexed are left out."""
        return self._current().classifications(measure_ids)

    def facet_counts(
        self, filters: Filters = NO_FILTERS, *, word_filters: Sequence[WordFilter] = ()
    ) -> FacetCounts:
        """How many distinct measures inside the filters have each value of each facet."""
        return self._current().facet_counts(Limits(filters=filters, words=tuple(word_filters)))

    def copies(
        self,
        measure_ids: Sequence[str],
        *,
        filters: Filters = NO_FILTERS,
        word_filters: Sequence[WordFilter] = (),
    ) -> Mapping[str, tuple[TextCopy, ...]]:
        """For each measure, its copies inside the filters; see SearchBackend."""
        limits = Limits(filters=filters, words=tuple(word_filters))
        return self._current().copies(measure_ids, limits)

    def copy_marks(self) -> CopyMarks:
        """Of all measures of the last commit."""
        return self._current().copy_marks()

    def close(self) -> None:
        """Release files; staged changes are dropped. Calling it twice does no harm."""
        self._snapshot = None
        self._added, self._removed = {}, set()

    def __enter__(self) -> "LocalBackend":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _current(self, *, wait: bool = False) -> Snapshot:
        """The newest snapshot; while another thread opens it the one before, unless `wait`."""
        snapshot = self._snapshot
        if snapshot is None:
            raise BackendError(f"the index at {self._path} is closed")
        if current_name(self._path) == snapshot.name or not self._opening.acquire(blocking=wait):
            return snapshot
        try:
            held = self._snapshot or snapshot
            if current_name(self._path) != held.name:
                held = self._opened()
                self._snapshot = held
            return held
        finally:
            self._opening.release()

    def _opened(self) -> Snapshot:
        """A snapshot of the current generation, whose files a writer may drop while they open."""
        for attempt in range(_OPENING_ATTEMPTS):
            name = current_name(self._path)
            try:
                snapshot = open_snapshot(self._path / name)
            except BackendError:
                if attempt == _OPENING_ATTEMPTS - 1 or current_name(self._path) == name:
                    raise
            else:
                _check_recipe(snapshot.manifest.recipe, self._recipe)
                return snapshot
        raise AssertionError("the last attempt returns or raises")


def _check_k(k: int) -> None:
    if k < 1:
        raise ValueError(f"k is {k}, must be at least 1")


def _check_recipe(built: IndexRecipe, opened: IndexRecipe) -> None:
    """Raise IndexMismatchError that names what differs, unless the two are equal."""
    differ = [
        name for name in IndexRecipe.__slots__ if getattr(built, name) != getattr(opened, name)
    ]
    if differ:
        raise IndexMismatchError(
            built_with=_named(built, differ), opened_with=_named(opened, differ)
        )


def _named(recipe: IndexRecipe, names: Sequence[str]) -> str:
    return ", ".join(f"{name} {getattr(recipe, name)}" for name in names)


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
