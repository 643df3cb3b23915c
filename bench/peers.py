"""Our search next to LanceDB and txtai, with the same measures, in one run.

    pip install -e '.[bench]' -c constraints.txt
    python -m bench.peers --measures 10000,100000 --work DIR [--queries 200]
        [--engines itasearch,lancedb,txtai] [--built]

The libraries are those of bench.scale (DIR/SIZE); bench/peer_engines.py says what each engine
is given. Each is built in a process of its own and answers in another, so that peak memory
(VmHWM, Linux only) is its own. All open at once, they answer the same query in turns, each
first as often as the others; one query is asked at a time, and a query that was asked before
is left out. Wall-clock and processor time are of text in, ten hits with their texts out. Ours
are explained hits of all stages, theirs the fused list.

Recall is of the vectors alone: which share of the ten nearest measures an engine finds, by
their exact inner products, equal ones counted alike.

`--built` asks what an earlier run built. Ratios are to our search in the same run: above 1 an
engine is slower, or larger, than ours.
"""

import os
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean, median

import numpy as np

from bench.generate import queries
from bench.peer_engines import ENGINES, FILES_OF, HITS, OURS, Engine, Prepared, folder_of
from bench.scale import (
    SEED,
    files_bytes,
    in_a_process,
    index_bytes,
    is_indexed,
    libraries,
    peak_memory,
    process,
    sized_options,
)
from itasearch.encoders.base import Vectors
from itasearch.encoders.use import UseEncoder

WARMING = 10
NEAREST_ASKED = 100  #: Queries of which recall is measured
_EQUAL = 1e-5  #: Inner products that differ by less are equal: engines add up in another order
_BUILT = "built"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Milliseconds of a search: wall-clock, and of all processors."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An engine at a size."""

    p50: float  #: milliseconds of a whole query, as the next two
    p95: float
    p99: float
    processor: float  #: median milliseconds of processor time of a query
    recall: float  #: of the ten nearest vectors, 0–1
    disk: int  #: bytes, texts included
    memory: int  #: peak of the process that searches, in bytes


# In an engine's process ----------------------------------------------------------------------


def build(name: str, folder: Path, given: Prepared) -> None:
    """Build an engine, and note that it is whole."""
    ENGINES[name].build(folder, given)
    (folder / _BUILT).touch()


_engine: dict[str, Engine] = {}  #: That of this process, by its name


def open_engine(name: str, folder: Path, given: Prepared) -> None:
    """Open the engine that this process has from now on."""
    os.environ.update(LANCE_LOG="error", RUST_LOG="error")
    sys.stdout = sys.stderr  # libraries greet
    _engine[name] = ENGINES[name](folder, given)


def search(name: str, text: str) -> Spent:
    """What a search costs."""
    wall, processor = time.perf_counter(), time.process_time()
    _engine[name].search(text)
    return Spent(
        wall=1000 * (time.perf_counter() - wall), processor=1000 * (time.process_time() - processor)
    )


def recall(name: str, of_queries: Vectors, given: Prepared) -> float:
    """Mean share of the ten nearest that the engine finds."""
    vectors = np.asarray(given.vectors)
    rows = {identifier: row for row, identifier in enumerate(given.ids())}
    shares = []
    for vector in of_queries:
        scores = vectors @ vector
        least = np.partition(scores, -HITS)[-HITS] - _EQUAL
        found = [rows[one] for one in dict.fromkeys(_engine[name].nearest(vector))]
        shares.append(sum(scores[row] >= least for row in found) / HITS)
    return fmean(shares)


# In the process that measures ----------------------------------------------------------------


def measure(names: Sequence[str], work: Path, size: int, *, asked: int) -> dict[str, Measured]:
    """Each engine at one size."""
    given = Prepared(folder_of("given", work, size))
    texts = list(dict.fromkeys(one.text for one in queries(SEED, 4 * (asked + WARMING))))
    texts = texts[: asked + WARMING]
    vectors = UseEncoder().encode_queries(texts[-NEAREST_ASKED:])
    folders = {name: folder_of(name, work, size) for name in names}
    measured = {}
    with ExitStack() as stack:
        engines = {
            name: stack.enter_context(process(partial(open_engine, name, folder, given)))
            for name, folder in folders.items()
        }
        for name, costs in in_turns(engines, texts).items():
            p50, p95, p99 = np.percentile([cost.wall for cost in costs], (50, 95, 99)).tolist()
            memory = engines[name].submit(peak_memory).result()  # before it reads all vectors
            measured[name] = Measured(
                p50=p50,
                p95=p95,
                p99=p99,
                processor=median(cost.processor for cost in costs),
                recall=engines[name].submit(recall, name, vectors, given).result(),
                disk=disk_bytes(folders[name]),
                memory=memory,
            )
    return measured


def in_turns(
    engines: Mapping[str, ProcessPoolExecutor], texts: Sequence[str]
) -> Mapping[str, list[Spent]]:
    """Cost of each text but the first ones in each engine, another engine first each time."""
    found: dict[str, list[Spent]] = {name: [] for name in engines}
    order = list(engines)
    for number, text in enumerate(texts):
        for name in order:
            cost = engines[name].submit(search, name, text).result()
            if number >= WARMING:
                found[name].append(cost)
        order = [*order[1:], order[0]]
    return found


def disk_bytes(folder: Path) -> int:
    """Bytes of an engine's files; of a home the index that is searched and the store."""
    if is_indexed(folder):
        return index_bytes(folder) + files_bytes(folder / "corpus", "library.*")
    return files_bytes(folder)


def build_all(names: Sequence[str], work: Path, size: int, *, anew: bool) -> None:
    """Build each engine, ours first: its index gives the others their vectors."""
    given = Prepared(folder_of("given", work, size))
    for name in names:
        folder = folder_of(name, work, size)
        is_built = is_indexed(folder) if name == OURS else (folder / _BUILT).exists()
        if (anew and name not in FILES_OF) or not is_built:
            if name != OURS:
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
            in_a_process(build, name, folder, given)
        if name == OURS:
            given.write(folder)


def main(arguments: Sequence[str]) -> None:
    """Measure each size."""
    parser = sized_options(__doc__, "10000")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--engines", default=",".join(ENGINES), metavar="NAME,NAME…")
    parser.add_argument("--built", action="store_true", help="ask what is built")
    options = parser.parse_args(arguments)
    names = options.engines.split(",")
    if unknown := set(names) - ENGINES.keys():
        parser.error(
            f"there is no engine {', '.join(sorted(unknown))}; there are {', '.join(ENGINES)}"
        )
    names = [OURS, *(name for name in names if name != OURS)]
    for size, home in libraries(options.work, options.measures):
        build_all(names, home.parent, size, anew=not options.built)
        _print(size, measure(names, home.parent, size, asked=options.queries))


def _print(size: int, found: Mapping[str, Measured]) -> None:
    ours = found[OURS]
    print(f"\n{size:,} measures; ratios to {OURS} in the same run\n")
    print("| engine | p50 ms | p95 | p99 | CPU ms | p50 ratio | CPU ratio | recall@10 |")
    print("|---" * 8 + "|")
    for name, one in found.items():
        print(
            f"| {name} | {one.p50:.1f} | {one.p95:.1f} | {one.p99:.1f} | {one.processor:.1f} "
            f"| {one.p50 / ours.p50:.2f} | {one.processor / ours.processor:.2f} "
            f"| {one.recall:.3f} |"
        )
    print("\n| engine | disk MiB | memory MiB |\n" + "|---" * 3 + "|")
    for name, one in found.items():
        print(f"| {name} | {one.disk / 2**20:.0f} | {one.memory / 2**20:.0f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
