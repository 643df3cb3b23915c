"""The SearchBackend of a Milvus server: searching, staging, committing.

Searches use a snapshot of the last commit, after reading one row to see whether there is a newer
one. Writers take turns by a lock file in the home, which all processes of a library share.
"""

import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock

from itasearch.backends.base import IndexRecipe, SearchBackend, check_recipe, writing_alone
from itasearch.backends.milvus.commits import (
    IN_USE,
    UNFINISHED,
    Commit,
    Commits,
    Dead,
    Head,
    ReportVersion,
    make_state,
)
from itasearch.backends.milvus.connection import Milvus, Row, SparseVector, connect, read_address
from itasearch.backends.milvus.rows import (
    TERMS,
    any_of,
    measure_row,
    measures_indexes,
    measures_schema,
)
from itasearch.backends.milvus.snapshot import MilvusSnapshot
from itasearch.backends.milvus.statistics import mean_length, word_weights
from itasearch.errors import BackendError, IndexMismatchError, IndexMissingError

DEAD_SECONDS = 600.0  # that rows of older commits are kept, for searches begun before; by hand
_LEAST_FOR_GRAPH = 50_000  # measures from which "auto" searches a graph (HNSW); by hand
_GRAPH_DEGREE = 32  # edges of each vector in the graph; by hand
_GRAPH_BREADTH = 128  # candidates of a search in the graph, as many as the local backend's; by hand
_LEAST_UNSETTLED = 100
"""Rows from which Milvus Lite writes indexed files after a commit: those in memory it compares one
by one, some 20 µs each."""
_GRAPH = re.compile(r"HNSW([0-9]{1,3})?")


class MilvusBackend(SearchBackend):
    """The index in Milvus. Threads may search while one of them stages and commits."""

    def __init__(
        self, milvus: Milvus, *, recipe: IndexRecipe, lock: Path, slot: str = IN_USE
    ) -> None:
        """Writers take turns by the file `lock`. Raises as IndexPlace.open."""
        super().__init__(recipe)
        self._milvus = milvus
        self._lock = lock
        self._commits = Commits(milvus, slot)
        self._opening = Lock()
        self._is_closed = False
        self._snapshot: MilvusSnapshot | None = None
        self.reader()

    def confirmed_revision(self) -> str:
        return self._commits.revision(self.reader().commit.head)

    def confirm(self, fingerprints: Mapping[str, str], *, revision: str) -> bool:
        snapshot = self.reader()
        if snapshot.fingerprints() != dict(fingerprints):
            return False
        self._commits.confirm(snapshot.commit.head, revision)
        return True

    def commit(self, *, more: bool = False) -> None:  # noqa: ARG002  # Milvus needs to know nothing
        """Commit on the last commit, also of another process; BackendError keeps what is staged."""
        if not self._added and not self._removed:
            return
        with writing_alone(self._lock):
            base = self.reader().commit
            if self._added or self._removed & base.reports.keys():
                self._write(base)
        self._added, self._removed = {}, set()
        self.reader()

    def _write(self, base: Commit) -> None:
        head, collection = base.head, self._commits.collection(base.head.build)
        beyond = f"version >= {head.next_version}"  # of a writer killed before its commit
        if self._milvus.first(collection, beyond, ["version"], most=1):
            self._milvus.delete(collection, beyond)
        versions = [
            base.reports[name].version
            for name in {*self._added, *self._removed} & base.reports.keys()
        ]
        entries = [entry for report in self._added.values() for entry in report.entries]
        length = head.mean_length or mean_length(entries)
        weights = [word_weights(entry, length) for entry in entries]
        dropped = (
            self._milvus.rows(collection, any_of("version", versions), [TERMS]) if versions else ()
        )
        removed = [{at: it for at, it in row[TERMS].items() if at} for row in dropped]
        self._milvus.write(collection, self._rows(weights, first=head.next_version))
        if len(entries) >= _LEAST_UNSETTLED:
            self._milvus.settle(collection)
        reports = {
            name: report
            for name, report in base.reports.items()
            if name not in self._removed and name not in self._added
        }
        for version, (name, report) in enumerate(self._added.items(), start=head.next_version):
            reports[name] = ReportVersion(version, report.fingerprint)
        now = time.time()
        # A reader may need collections of earlier indexes for a while.
        late = [entry for entry in head.dead_collections if now - entry.since > DEAD_SECONDS]
        for unused in late:
            self._milvus.drop(unused.name)
        new = replace(
            head,
            commit=head.commit + 1,
            next_version=head.next_version + len(self._added),
            measures=head.measures + len(entries) - len(removed),
            reports=len(reports),
            mean_length=length,
            dead_collections=tuple(entry for entry in head.dead_collections if entry not in late),
        )
        late = [version for version in base.dead_versions if now - version.since > DEAD_SECONDS]
        if late:
            self._milvus.delete(collection, any_of("version", [int(entry.name) for entry in late]))
        dead = (
            *(version for version in base.dead_versions if version not in late),
            *(Dead(str(version), now) for version in versions),
        )
        terms = base.terms.changed(added=weights, removed=removed)
        commit = Commit(head=new, reports=reports, dead_versions=dead, terms=terms)
        self._commits.write(commit, after=head)

    def _rows(self, weights: Sequence[SparseVector], *, first: int) -> Iterator[Row]:
        remaining = iter(weights)
        for version, report in enumerate(self._added.values(), start=first):
            for position, entry in enumerate(report.entries):
                yield measure_row(
                    entry,
                    version=version,
                    position=position,
                    vector=report.vectors[position].tolist(),
                    terms=next(remaining),
                )

    def close(self) -> None:
        """Drop staged changes. The connection stays open for others of this process."""
        super().close()
        self._is_closed, self._snapshot = True, None

    def reader(self) -> MilvusSnapshot:
        if self._is_closed:
            raise BackendError(f"the index at {self._milvus.address} is closed")
        held = self._snapshot
        commit = self._commits.last(previous=held.commit if held else None)
        if held is not None and commit is held.commit:
            return held
        check_recipe(commit.head.recipe, self.recipe)
        with self._opening:
            collection = self._commits.collection(commit.head.build)
            self._snapshot = snapshot = MilvusSnapshot(self._milvus, collection, commit)
            return snapshot


class MilvusPlace:
    """Two slots of a library in Milvus."""

    def __init__(self, url: str, *, lock: Path, unfinished: Path) -> None:
        """Raises BackendError: no address. `unfinished` has notes on an index being built."""
        self._address = read_address(url)
        self._lock = lock
        self._unfinished = unfinished

    def open(self, recipe: IndexRecipe, *, unfinished: bool = False) -> MilvusBackend:
        slot = UNFINISHED if unfinished else IN_USE
        return MilvusBackend(self._milvus, recipe=recipe, lock=self._lock, slot=slot)

    def create(self, recipe: IndexRecipe, *, unfinished: bool = False) -> MilvusBackend:
        milvus = self._milvus
        make_state(milvus)
        commits = Commits(milvus, UNFINISHED if unfinished else IN_USE)
        with writing_alone(self._lock):
            old, in_use = _head_in(commits), _head_in(Commits(milvus))
            dense, breadth = _dense_index(recipe.vector_index, in_use.measures if in_use else 0)
            head = Head(
                recipe=recipe,
                build=secrets.token_hex(4),
                breadth=breadth,
                dead_collections=() if unfinished else _retired(commits, old),
            )
            collection = commits.collection(head.build)
            milvus.create(collection, measures_schema(dim=recipe.dim), measures_indexes(dense))
            commits.put_head(head)
            if old and unfinished:
                milvus.drop(commits.collection(old.build))
            _forget_replaced(milvus)
        return self.open(recipe, unfinished=unfinished)

    def drop_unfinished(self) -> None:
        commits = Commits(self._milvus, UNFINISHED)
        with writing_alone(self._lock):
            head = _head_in(commits)
            if head is not None:
                commits.drop_head()
                self._milvus.drop(commits.collection(head.build))
                _forget_replaced(self._milvus)
        shutil.rmtree(self._unfinished, ignore_errors=True)

    def publish(self) -> None:
        built, in_use = Commits(self._milvus, UNFINISHED), Commits(self._milvus)
        with writing_alone(self._lock):
            dead = _retired(in_use, _head_in(in_use))
            in_use.put_head(replace(built.head(), dead_collections=dead))
            built.drop_head()
            _forget_replaced(self._milvus)
        shutil.rmtree(self._unfinished, ignore_errors=True)

    def built_with(self) -> str | None:
        try:
            head = _head_in(Commits(self._milvus))
        except BackendError:
            return None  # opening it raises
        return None if head is None else head.recipe.encoder

    def damaged_files(self) -> tuple[Path, ...]:
        return ()

    @property
    def _milvus(self) -> Milvus:
        return connect(self._address)


def _head_in(commits: Commits) -> Head | None:
    try:
        return commits.head()
    except (IndexMissingError, IndexMismatchError):
        return None


def _heads(milvus: Milvus) -> list[Head]:
    heads = (_head_in(Commits(milvus, slot)) for slot in (IN_USE, UNFINISHED))
    return [head for head in heads if head]


def _forget_replaced(milvus: Milvus) -> None:
    Commits(milvus).forget_others([head.build for head in _heads(milvus)])


def _retired(commits: Commits, old: Head | None) -> tuple[Dead, ...]:
    if old is None:
        return ()
    return (*old.dead_collections, Dead(commits.collection(old.build), time.time()))


def _dense_index(name: str, measures: int) -> tuple[Mapping[str, object], int]:
    graph = _GRAPH.fullmatch(name)
    if name == "Flat" or (name == "auto" and measures < _LEAST_FOR_GRAPH):
        return {"index_type": "FLAT"}, 0
    if name != "auto" and not graph:
        raise BackendError(
            f'Milvus has no vector index {name!r} for itasearch; use "auto", "Flat" or "HNSW32"'
        )
    degree = int(graph[1]) if graph and graph[1] else _GRAPH_DEGREE
    parameters = {"M": degree, "efConstruction": _GRAPH_BREADTH}
    return {"index_type": "HNSW", "params": parameters}, _GRAPH_BREADTH
