"""`itasearch build` killed many times: nothing is lost or doubled, the next one goes on.

    python -m bench.killed_build --measures 100000 --work DIR [--kills 10] [--beside HOME]
        [--queries 200]

The library is that of bench.scale (DIR/SIZE); its index is deleted. `itasearch build` runs as a
process group of its own, which gets SIGKILL at moments that follow the build's progress, not the
clock: first as many reports must be in the index as a random place in each equal part of the
build's first four fifths says. Then every other one dies inside the next commit, when a random
number of the new generation's files are written, the others between two commits, after a random
share of the processor time that lies between two. Then the same command is left alone.

After each kill the index is opened and compared with the store: each report of it is whole, each
measure exactly once in the columns, the vectors and the full text, and no report that was in it
before is gone. At the end it holds all reports, and `itasearch doctor` must find no fault.
With `--beside`, the home of an index of the same library that nothing disturbed, the two must
have the same vectors and rank the same for queries of bench.generate, hits of equal scores in any
order; measures that are in another group of copies are counted. An approximate index of vectors
is trained when a commit first holds enough of them, and commits fall elsewhere in each build:
queries that rank otherwise are asked again with all vectors compared exactly.

What a kill costs is the processor time since the last commit, which is worked again, and that of
starting (POSIX only; needs psutil).
"""

import argparse
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import faiss
import numpy as np
import psutil
import tantivy

from bench.generate import queries
from bench.scale import ROOT, SEED, library
from itasearch import open_workspace
from itasearch.backends.local import LocalBackend
from itasearch.backends.local.fulltext import FullText, _hits
from itasearch.backends.local.generations import current_name, indexed_reports
from itasearch.backends.local.tables import MeasureTable
from itasearch.config import load_settings
from itasearch.encoders.base import Vectors
from itasearch.errors import IndexMissingError
from itasearch.model.ranking import Ranking
from itasearch.workspace import Workspace
from itasearch.workspace.parts import Parts

_POLL_SECONDS = 0.005
_BEFORE_A_COMMIT = 10.0
"""Processor seconds of starting and the first commit, about: as long as a run has made fewer
than two commits, they stand for those between two."""
_SPREAD = 0.8
"""Share of the reports that must be in the index for the last kill at most: a commit has a fifth of
those of a small library on a busy machine, and something must be left for one."""
_SAME_SCORE = 1e-5
"""Scores, and numbers of vectors, that differ by less are equal but for the order of adding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a build is killed.

    Attributes:
        reports: that the index holds by then.
        inside: whether it is inside a commit.
        share: of the files of a generation, or of the work between two commits.
    """

    reports: int
    inside: bool
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """What a build was doing when it was killed, in processor seconds.

    Attributes:
        inside: whether a generation was being written.
        worked: since it was started.
        lost: since its last commit, or since it was started.
    """

    inside: bool
    worked: float
    lost: float


def moments(reports: int, kills: int) -> Iterator[Moment]:
    """One in each of `kills` equal parts of a build of so many reports."""
    chance = Random(f"{SEED}/kills")
    for number in range(kills):
        place = int(_SPREAD * reports * (number + chance.random()) / kills)
        yield Moment(reports=place, inside=number % 2 == 1, share=chance.random())


class Build:
    """`itasearch build` on a home, in a process group of its own."""

    def __init__(self, home: Path) -> None:
        self._index = load_settings(home).index
        self._left = set(self._index.glob("gen-*"))
        """Generations of before; a killed build may have left one of them half written."""
        self._current = self._name()
        self._log = home / "build.log"
        command = [sys.executable, "-m", "itasearch", "build", "--home", str(home)]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        self._times = psutil.Process(self._process.pid)
        self._commits = [0.0]
        """Processor seconds of the start and of each commit of this run."""

    def killed_at(self, moment: Moment) -> Kill | None:
        """Kill it at this moment; None if it ends before."""
        reached = (
            self._until(lambda: indexed_reports(self._index) >= moment.reports)
            and self._until(self._is_committing if moment.inside else self._has_worked(moment))
            and (not moment.inside or self._until(self._has_written(moment)))
        )
        if not reached:
            return None
        worked, inside = self._worked(), self._is_committing()
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        return Kill(inside=inside, worked=worked, lost=worked - self._commits[-1])

    def finished(self) -> float:
        """Let it end; processor seconds."""
        worked = 0.0
        while self._process.poll() is None:
            worked = self._worked()
            time.sleep(_POLL_SECONDS)
        if self._process.returncode:
            raise SystemExit(f"itasearch build ended with {self._process.returncode}: {self._log}")
        return worked

    def _until(self, reached: Callable[[], bool]) -> bool:
        """Wait for it; False if the process ends before."""
        while not reached():
            if self._process.poll() is not None:
                return False
            if (name := self._name()) != self._current:
                self._current = name
                self._commits.append(self._worked())
            time.sleep(_POLL_SECONDS)
        return True

    def _has_worked(self, moment: Moment) -> Callable[[], bool]:
        """Whether the share of the work between two commits is done, counted from the last."""
        between = self._commits[-1] - self._commits[-2] if self._commits[2:] else _BEFORE_A_COMMIT
        target = max(self._worked(), self._commits[-1] + moment.share * between)
        return lambda: self._worked() >= target

    def _has_written(self, moment: Moment) -> Callable[[], bool]:
        """Whether so many files of the next generation are there, or it is current already."""
        before = self._current
        current = self._index / before
        target = moment.share * (_files(current) if before else 1)

        def written() -> bool:
            return self._name() != before or _files(self._next()) > target

        return written

    def _is_committing(self) -> bool:
        return self._next() is not None

    def _next(self) -> Path | None:
        """The generation that is being written."""
        new = (path for path in self._index.glob("gen-*") if path not in self._left)
        newest = max(new, default=None)
        return None if newest is None or newest.name == self._name() else newest

    def _name(self) -> str:
        try:
            return current_name(self._index)
        except IndexMissingError:
            return ""

    def _worked(self) -> float:
        times = self._times.cpu_times()
        return times.user + times.system


def _files(folder: Path | None) -> int:
    return sum(path.is_file() for path in folder.rglob("*")) if folder else 0


# Checks --------------------------------------------------------------------------------------


def stored(home: Path) -> Mapping[str, Sequence[str]]:
    """Ids of the measures of each active report of the store."""
    found: dict[str, list[str]] = {}
    asked = (
        "SELECT report_id, measure.id FROM measure JOIN report ON report.id = report_id "
        "WHERE status = 'active'"
    )
    database = load_settings(home).corpus / "library.db"
    store = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        for report, measure in store.execute(asked):
            found.setdefault(report, []).append(measure)
    finally:
        store.close()
    return found


@contextmanager
def opened(home: Path) -> Iterator[tuple[Parts, LocalBackend]]:
    """The index of a home, as it is."""
    parts = Parts(load_settings(home))
    try:
        backend = parts.backend
        assert isinstance(backend, LocalBackend)
        yield parts, backend
    finally:
        parts.close()


def check(home: Path, wanted: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Reports of the index, each of which it has as the store has it, every measure once."""
    with opened(home) as (parts, backend):
        known, indexed = parts.store.fingerprints(), backend.fingerprints()
        snapshot = backend._current()
        table, text, nearest = snapshot.table, snapshot.text, snapshot.nearest.index
        alive = np.flatnonzero(table.alive)
        keys = table.numbers("key")[alive].tolist()
        of_reports = sorted(one for name in indexed for one in wanted[name])
        _equal("fingerprints", dict(indexed), {name: known[name] for name in indexed})
        _equal("measures in the columns", sorted(table.ids_of(alive.tolist())), of_reports)
        _equal("keys", keys, sorted(set(keys)))
        _equal("measures with a text", text.numbers.keys.tolist(), keys)
        _equal("documents of measures", _documents(text, "_measures"), keys)
        used = np.flatnonzero(text.numbers.in_use).tolist()
        _equal("documents of texts", _documents(text, "_texts"), used)
        _equal("rows of removed reports", len(table) - len(alive), 0)
        _equal("vectors of unit length", sum(map(_unit_rows, _vectors(table))), len(table))
        if isinstance(nearest, faiss.IndexIVF):
            _equal("vectors in lists", _listed(nearest), list(range(nearest.ntotal)))
            _equal("vectors beyond the rows", max(nearest.ntotal - len(table), 0), 0)
    return frozenset(indexed)


def _vectors(table: MeasureTable) -> Iterator[Vectors]:
    return (vectors for _, vectors in table.shards.blocks())


def _unit_rows(vectors: Vectors) -> int:
    lengths = np.linalg.norm(vectors, axis=1)
    return int((np.abs(lengths - 1) < _SAME_SCORE).sum())


def _equal(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise SystemExit(f"{what}: the index does not hold what it should")


def _documents(text: FullText, name: str) -> list[int]:
    """Keys of all documents of one of the two full texts, each as often as it is there."""
    searcher = getattr(text, name)
    everything = tantivy.Query.all_query()
    return sorted(key for _, key in _hits(searcher, everything, limit=searcher.num_docs))


def _listed(index: faiss.IndexIVF) -> list[int]:
    """Places of all vectors in the lists, each as often as it is there."""
    lists = index.invlists
    assert lists is not None
    found = [
        faiss.rev_swig_ptr(lists.get_ids(number), lists.list_size(number)).copy()
        for number in range(index.nlist)
        if lists.list_size(number)
    ]
    return sorted(np.concatenate(found).tolist())


def compare(home: Path, beside: Path, count: int) -> None:
    """Print how the index of `home` differs from that of a build that nothing disturbed."""
    with open_workspace(home) as ours, open_workspace(beside) as theirs:
        pair = [_backend(ours), _backend(theirs)]
        names = [sorted(one._current().table.ids_of(_alive(one))) for one in pair]
        _equal("measures of the two indexes", *names)
        vectors = [one.measure_vectors(names[0]) for one in pair]
        gap = float(np.abs(vectors[0] - vectors[1]).max())
        print(f"vectors differ by {gap:.1e} at most")
        if gap > _SAME_SCORE:
            raise SystemExit("the two indexes have other vectors")
        print(f"measures in another group of copies: {_regrouped(pair, names[0])}")
        texts = [one.text for one in queries(SEED, count)]
        other = [text for text in texts if not _rank_alike(ours, theirs, text)]
        print(f"queries that rank the same: {count - len(other)} of {count}")
        if other:
            for one in pair:
                one._current().nearest.index = None  # then all vectors are compared
            wrong = [text for text in other if not _rank_alike(ours, theirs, text)]
            print(f"of the others with all vectors compared: {len(other) - len(wrong)}")
            if wrong:
                raise SystemExit(f"ranked otherwise: {wrong}")


def _backend(workspace: Workspace) -> LocalBackend:
    backend = workspace._parts.backend
    assert isinstance(backend, LocalBackend)
    return backend


def _alive(backend: LocalBackend) -> list[int]:
    rows: list[int] = np.flatnonzero(backend._current().table.alive).tolist()
    return rows


def _regrouped(pair: Sequence[LocalBackend], names: Sequence[str]) -> int:
    """Measures whose group of copies has other members in the one index than in the other."""
    ours, theirs = (one.copy_places(names).groups.tolist() for one in pair)
    members: list[dict[int, set[int]]] = [{}, {}]
    for place, groups in enumerate(zip(ours, theirs, strict=True)):
        for of_group, group in zip(members, groups, strict=True):
            of_group.setdefault(group, set()).add(place)
    return sum(
        members[0][one] != members[1][other] for one, other in zip(ours, theirs, strict=True)
    )


def _rank_alike(ours: Workspace, theirs: Workspace, text: str) -> bool:
    """Whether both give the same scores, and the same measures but for ties."""
    first, second = (_scores(one.search(text)) for one in (ours, theirs))
    same = [
        abs(one - other) <= _SAME_SCORE
        for one, other in zip(sorted(first.values()), sorted(second.values()), strict=False)
    ]
    if len(first) != len(second) or not all(same):
        return False
    last = min(first.values(), default=0.0)
    return all(
        abs(first.get(name, last) - second.get(name, last)) <= _SAME_SCORE
        for name in first.keys() | second.keys()
    )


def _scores(ranking: Ranking) -> dict[str, float]:
    return {hit.measure.id: hit.score for hit in (*ranking.hits, *ranking.nearest)}


def main(arguments: Sequence[str]) -> None:
    """Build, kill, check, as often as asked; then build to the end and check all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measures", type=int, default=100_000)
    parser.add_argument("--work", type=Path, required=True, metavar="DIR")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--beside", type=Path, metavar="HOME", help="indexed without kills")
    parser.add_argument("--queries", type=int, default=200)
    given = parser.parse_args(arguments)
    home = given.work.resolve() / str(given.measures)
    library(home, given.measures)
    wanted = stored(home)
    shutil.rmtree(load_settings(home).index, ignore_errors=True)
    _equal("measures of the store", sum(map(len, wanted.values())), given.measures)
    _killed(home, wanted, given.kills)
    if given.beside:
        compare(home, given.beside.resolve(), given.queries)


def _killed(home: Path, wanted: Mapping[str, Sequence[str]], kills: int) -> None:
    before: frozenset[str] = frozenset()
    killed: list[Kill] = []
    print("| kill | moment | reports before | after | CPU s | of it lost |")
    print("|---" * 6 + "|")
    for number, moment in enumerate(moments(len(wanted), kills), start=1):
        kill = Build(home).killed_at(moment)
        if kill is None:
            print(f"| {number} | the build ended before |  |  |  |  |")
            break
        found = _indexed(home, wanted)
        if not found >= before:
            raise SystemExit(f"{len(before - found)} reports are gone after kill {number}")
        print(
            f"| {number} | {'in a commit' if kill.inside else 'between commits'} "
            f"| {len(before)} | {len(found)} | {kill.worked:.1f} | {kill.lost:.1f} |",
            flush=True,
        )
        killed.append(kill)
        before = found
    worked = Build(home).finished() + sum(one.worked for one in killed)
    found = _indexed(home, wanted)
    _equal("reports", found, wanted.keys())
    doctor = [sys.executable, "-m", "itasearch", "doctor", "--home", str(home)]
    subprocess.run(doctor, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    print(
        f"{len(found)} reports, {sum(map(len, wanted.values()))} measures, each once; doctor finds "
        f"no fault; processor {worked:.1f} s in all, {sum(one.lost for one in killed):.1f} of it "
        f"lost in {len(killed)} kills",
        flush=True,
    )


def _indexed(home: Path, wanted: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The reports of the index, checked; none where a build was killed before it made one."""
    try:
        return check(home, wanted)
    except IndexMissingError:
        return frozenset()


if __name__ == "__main__":
    main(sys.argv[1:])
