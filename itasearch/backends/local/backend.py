"""The SearchBackend of one machine: opening, creating, searching and replacing its index.

Searches use a snapshot of the current generation. Each checks first whether a newer one was
committed, which one thread opens while the others go on with the old.
"""

import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock

from itasearch.backends.base import (
    IndexRecipe,
    SearchBackend,
    StagedReport,
    check_recipe,
    writing_alone,
)
from itasearch.backends.local import generations
from itasearch.backends.local.fulltext import write_fulltext
from itasearch.backends.local.nearest import empty_index, is_behind, write_nearest
from itasearch.backends.local.snapshot import TEXT_FOLDER, Snapshot, open_snapshot
from itasearch.backends.local.tables import empty_measures
from itasearch.errors import BackendError

_OPENING_ATTEMPTS = 5  # of opening a generation that a writer may drop meanwhile; by hand
_LOCK = "commit.lock"
_ROWS_PER_DEAD_ROW = 4  # with one dead row in so many the index is compacted; by hand


class LocalBackend(SearchBackend):
    """The index of one machine. Threads may search while one of them stages and commits."""

    def __init__(self, path: Path, *, recipe: IndexRecipe) -> None:
        super().__init__(recipe)
        self._path = path
        self._opening = Lock()
        self._snapshot: Snapshot | None = None
        self._snapshot = self._opened()

    def confirmed_revision(self) -> str:
        return generations.read_revision(self.reader().generation)

    def confirm(self, fingerprints: Mapping[str, str], *, revision: str) -> bool:
        snapshot = self.reader()
        if snapshot.fingerprints() != dict(fingerprints):
            return False
        # Where the disk takes no more, the next one who asks compares again.
        with suppress(OSError):
            generations.write_revision(snapshot.generation, revision)
        return True

    def commit(self, *, more: bool = False) -> None:
        """Commit on the newest generation, also of another process; a failure keeps what is staged.

        Raises IndexDamagedError: the last commit's files are damaged; BackendError: it cannot be
        written.
        """
        if not self._added and not self._removed and (more or not _waits(self.reader())):
            return
        with generations.write_errors(self._path), writing_alone(self._path / _LOCK):
            base = self._current(wait=True)
            generations.drop_other_generations(self._path, keep=base.name)
            changes = self._added or self._removed & base.table.fingerprints.keys()
            if changes or (not more and _waits(base)):
                with generations.damage_named(base.generation):
                    _write_next_generation(
                        self._path, base, added=self._added, removed=self._removed, more=more
                    )
        self._added, self._removed = {}, set()
        self._current(wait=True)

    def close(self) -> None:
        super().close()
        with self._opening:  # a thread that opens a newer snapshot would keep it
            self._snapshot = None

    def reader(self) -> Snapshot:
        return self._current(wait=False)

    def _current(self, *, wait: bool) -> Snapshot:
        snapshot = self._held()
        if generations.current_name(self._path) == snapshot.name or not self._opening.acquire(
            blocking=wait
        ):
            return snapshot
        try:
            held = self._held()
            if generations.current_name(self._path) != held.name:
                held = self._opened()
                self._snapshot = held
            return held
        finally:
            self._opening.release()

    def _held(self) -> Snapshot:
        snapshot = self._snapshot
        if snapshot is None:
            raise BackendError(f"the index at {self._path} is closed")
        return snapshot

    def _opened(self) -> Snapshot:
        """Opens the current generation; a writer may drop its files meanwhile."""
        for attempt in range(_OPENING_ATTEMPTS):
            name = generations.current_name(self._path)
            try:
                snapshot = open_snapshot(self._path / name, before=self._snapshot)
            except BackendError:
                if attempt == _OPENING_ATTEMPTS - 1 or generations.current_name(self._path) == name:
                    raise
            else:
                check_recipe(snapshot.manifest.recipe, self.recipe)
                return snapshot
        raise AssertionError("the last attempt returns or raises")


def _waits(snapshot: Snapshot) -> bool:
    return is_behind(snapshot.manifest.nearest, len(snapshot.table))


def create_local_backend(path: Path, *, recipe: IndexRecipe) -> LocalBackend:
    """Make an empty index at `path` and open it; an older one there is replaced at once.

    To keep the older one for readers, create it elsewhere on the same disk and call
    `publish_local_index` at the end. Raises BackendError: unknown vector index;
    IndexUnwritableError.
    """
    empty_index(recipe.vector_index, recipe.dim)
    with generations.write_errors(path), generations.next_generation(path) as generation:
        write_fulltext(
            generation / TEXT_FOLDER, old=None, removed=(), entries=(), indexed=(), unused=()
        )
        shards = empty_measures(generation, dim=recipe.dim).shards
        generations.seal(generation, generations.Manifest(recipe=recipe, shards=shards.names))
    return LocalBackend(path, recipe=recipe)


def publish_local_index(built: Path, path: Path) -> None:
    """Move the index at `built` to `path`, in one step.

    Readers of `path` see it with their next search. Killed before the step, both stay. Raises
    IndexMissingError, IndexUnwritableError.
    """
    source = built / generations.current_name(built)
    with generations.write_errors(path), generations.next_generation(path) as target:
        generations.copy_generation(source, target)
    generations.drop_other_generations(path, keep=target.name)
    shutil.rmtree(built, ignore_errors=True)


def _write_next_generation(
    path: Path,
    base: Snapshot,
    *,
    added: Mapping[str, StagedReport],
    removed: Collection[str],
    more: bool,
) -> None:
    replaced = {*removed, *added} & base.table.fingerprints.keys()
    recipe = base.manifest.recipe
    with generations.next_generation(path) as generation:
        table = base.table.without(replaced)
        entries = [
            entry
            for report in added.values()
            for entry in zip(report.texts, report.entries, strict=True)
        ]
        texts = {text for text, _ in entries}
        lost = base.table.numbers("text_digest")[base.table.alive & ~table.alive].tolist()
        write_fulltext(
            generation / TEXT_FOLDER,
            old=base.generation / TEXT_FOLDER,
            removed=replaced,
            entries=entries,
            indexed=base.table.texts_among(texts),
            unused={*lost} - table.texts_among(lost) - texts,
        )
        compact = (len(table) - table.alive_count) * _ROWS_PER_DEAD_ROW > len(table)
        table = table.extended(generation, added, compact=compact)
        nearest = write_nearest(
            generation,
            table.shards,
            factory=recipe.vector_index,
            old=None if compact else (base.generation, base.manifest.nearest),
            more=more,
        )
        manifest = generations.Manifest(
            recipe=recipe,
            reports=len(table.fingerprints),
            shards=table.shards.names,
            dead=tuple(table.dead.tolist()),
            nearest=nearest,
        )
        generations.seal(generation, manifest, base=(base.generation, base.manifest))
