"""What a library of a size costs: building its index, its memory, and searching it.

    python -m bench.scale --measures 10000,100000 --work DIR [--queries 200] [--built]

The libraries are those of bench.generate (seed 1); DIR keeps them, one home a size, and the
next run reads the same again. The index is built from nothing in one process and searched in
another, so that the peak memory of each (VmHWM, Linux only) is its own. `--built` searches
the index that is there.

Each kind of filter gets other queries of bench.generate.queries, for words and texts that were
seen before are remembered: all are asked for the first time but those that repeat in the list
as people repeat them. The kinds take turns, so that each finds as much remembered, and the
machine as busy, as the others. Values of filters are drawn anew for each query, those of many
measures more often. Times are of Workspace.search, wall-clock, k = 10, encoding included.

Recall is asked in a third process, of a quarter of the queries: which share of the ten hits that a
search finds whose vectors are all compared exactly. Where nothing answers, the nearest are
counted in place of hits.
"""

import argparse
import math
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import fmean
from typing import ParamSpec, TypeVar
from unittest.mock import patch

import numpy as np

from bench.generate import queries, reports, store_all
from itasearch import open_workspace
from itasearch.backends.local.nearest import NearestRows, Scored
from itasearch.backends.local.tables import Mask
from itasearch.config import load_settings
from itasearch.encoders.base import Vectors
from itasearch.workspace import FilterNames, Workspace
from itasearch.workspace.parts import Parts

Key = TypeVar("Key", str, int)
Result = TypeVar("Result")
Given = ParamSpec("Given")

SEED = 1
RECALLED = 4
"""One of so many queries is asked exactly too: comparing a million vectors takes a second."""
WARMING = 5  #: Queries before the first that counts: models, store and index are opened by then


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What building cost; memory is the peak of its process, in bytes."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Searches of one kind, in milliseconds; a search that nothing answers has 0 hits."""

    p50: float
    p95: float
    p99: float
    hits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What searching cost."""

    measures: int  #: in the index
    memory: int  #: peak of the process, in bytes
    kinds: Mapping[str, Times]  #: times by kind of filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Values that filters can take in a library, with the measures of each where counted."""

    organisations: Sequence[str]
    provinces: Mapping[str, int]
    years: Mapping[int, int]
    indicators: Mapping[int, int]


def _drawn(counts: Mapping[Key, int], chance: Random) -> tuple[Key, ...]:
    return tuple(chance.choices(list(counts), weights=list(counts.values())))


KINDS: Mapping[str, Callable[[Values, Random], FilterNames]] = {
    "no filter": lambda _values, _chance: FilterNames(),
    "organisation": lambda values, chance: FilterNames(
        organisations=(chance.choice(values.organisations),)
    ),
    "province": lambda values, chance: FilterNames(provinces=_drawn(values.provinces, chance)),
    "half the provinces": lambda values, chance: FilterNames(
        provinces=tuple(
            chance.sample(sorted(values.provinces), k=max(1, len(values.provinces) // 2))
        )
    ),
    "year": lambda values, chance: FilterNames(fiscal_years=_drawn(values.years, chance)),
    "indicator": lambda values, chance: FilterNames(indicators=_drawn(values.indicators, chance)),
    "province × year × indicator": lambda values, chance: FilterNames(
        provinces=_drawn(values.provinces, chance),
        fiscal_years=_drawn(values.years, chance),
        indicators=_drawn(values.indicators, chance),
    ),
}
"""Filters of each kind, drawn from the values."""


# Processes -----------------------------------------------------------------------------------


def process(opening: Callable[[], object] | None = None) -> ProcessPoolExecutor:
    """A process of its own, in which `opening` is called first."""
    return ProcessPoolExecutor(1, get_context("spawn"), opening)


def in_a_process(act: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    """What an act returns in a process of its own."""
    with process() as own:
        return own.submit(act, *given, **named).result()


def peak_memory() -> int:
    """Most bytes that this process had in memory."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise SystemExit("/proc/self/status does not say VmHWM; measure on Linux")


def build(home: Path) -> Built:
    """Index the library from nothing."""
    began = time.perf_counter()
    with open_workspace(home) as workspace:
        workspace.build(rebuild=True)
    return Built(seconds=time.perf_counter() - began, memory=peak_memory())


def search(home: Path, count: int) -> Searched:
    """Ask `count` queries with each kind of filter."""
    texts = (one.text for one in queries(SEED, WARMING + count * len(KINDS)))
    with open_workspace(home) as workspace:
        for _ in range(WARMING):
            workspace.search(next(texts))
        searches: dict[str, list[tuple[float, int]]] = {name: [] for name in KINDS}
        for name, text, filters in _in_turns(workspace, texts, count):
            began = time.perf_counter()
            ranking = workspace.search(text, filters=filters)
            took = 1000 * (time.perf_counter() - began)
            searches[name].append((took, len(ranking.hits)))
        return Searched(
            measures=workspace._parts.backend.reader().measure_count(),
            memory=peak_memory(),
            kinds={name: _times(of_kind) for name, of_kind in searches.items()},
        )


def _times(searches: Sequence[tuple[float, int]]) -> Times:
    p50, p95, p99 = np.percentile([took for took, _ in searches], (50, 95, 99)).tolist()
    return Times(p50=p50, p95=p95, p99=p99, hits=fmean(hits for _, hits in searches))


def recall(home: Path, count: int) -> Mapping[str, float]:
    """Ask `count` queries with each kind of filter twice, once exactly.

    Returns:
        Share of the hits of the exact search that are found, by kind of filter that has any.
    """

    def exactly(
        rows: NearestRows, asked: Vectors, *, k: int, mask: Mask, **_share: float
    ) -> Scored:
        return rows._exact(asked[0], k=k, mask=mask)

    texts = (one.text for one in queries(SEED, count * len(KINDS)))
    with open_workspace(home) as workspace:
        shares: defaultdict[str, list[float]] = defaultdict(list)
        for name, text, filters in _in_turns(workspace, texts, count):
            with patch.object(NearestRows, "search", exactly):
                best = _first(workspace, text, filters)
            if best:
                recalled = best & _first(workspace, text, filters)
                shares[name].append(len(recalled) / len(best))
        return {name: fmean(of_kind) for name, of_kind in shares.items()}


def _first(workspace: Workspace, text: str, filters: FilterNames) -> set[str]:
    ranking = workspace.search(text, filters=filters)
    return {hit.measure.id for hit in ranking.hits or ranking.nearest}


def _in_turns(
    workspace: Workspace, texts: Iterator[str], count: int
) -> Iterator[tuple[str, str, FilterNames]]:
    """Kind of filter, query and filters, `count` of each kind."""
    counts = workspace.index.facet_counts()
    values = Values(
        organisations=[it.organisation.id for it in workspace._parts.store.organisations.all()],
        provinces=counts.provinces,
        years=counts.fiscal_years,
        indicators=counts.indicators,
    )
    chances = {name: Random(f"{SEED}/{name}") for name in KINDS}
    for _ in range(count):
        for name, chosen in KINDS.items():
            yield name, next(texts), chosen(values, chances[name])


# Sizes ---------------------------------------------------------------------------------------


def sized_options(document: str | None, measures: str) -> argparse.ArgumentParser:
    """Options of a bench that measures libraries of sizes."""
    parser = argparse.ArgumentParser(
        description=document, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measures", type=numbers, default=measures, metavar="N,N…")
    parser.add_argument("--work", type=Path, required=True, metavar="DIR")
    return parser


def numbers(text: str) -> list[int]:
    """Of an option, between commas."""
    return [int(number) for number in text.split(",")]


def libraries(work: Path, sizes: Sequence[int]) -> Iterator[tuple[int, Path]]:
    """Each size with the home of its library, which is generated unless it is there."""
    for size in sizes:
        home = work.resolve() / str(size)
        with closing(Parts(load_settings(home))) as parts:
            stored = parts.store.reports.stats().measures
        if not stored:
            for _ in store_all(home, reports(seed=SEED, measures=size)):
                pass
        elif stored != size:
            raise SystemExit(f"{home} holds {stored} measures, not {size}; name another --work")
        yield size, home


def is_indexed(home: Path) -> bool:
    """Whether it has an index."""
    return (load_settings(home).index / "CURRENT").exists()


def index_bytes(home: Path) -> int:
    """Of the generation of the index that is searched."""
    index = load_settings(home).index
    return files_bytes(index / (index / "CURRENT").read_text(encoding="utf-8").strip())


def files_bytes(folder: Path, pattern: str = "*") -> int:
    """Of the files below a folder that have such names."""
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


def main(arguments: Sequence[str]) -> None:
    """Measure each size."""
    parser = sized_options(__doc__, "10000,100000")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--built", action="store_true", help="search the index that is there")
    given = parser.parse_args(arguments)
    for _, home in libraries(given.work, given.measures):
        built = None if given.built else in_a_process(build, home)
        searched = in_a_process(search, home, given.queries)
        recalled = in_a_process(recall, home, max(given.queries // RECALLED, 1))
        _print(built, searched, recalled, index_bytes(home))


def _print(
    built: Built | None, searched: Searched, recalled: Mapping[str, float], size: int
) -> None:
    print(f"\n{searched.measures:,} measures")
    if built is not None:
        rate = searched.measures / built.seconds
        print(
            f"building {built.seconds:.1f} s, {rate:.0f} measures/s, "
            f"peak memory {built.memory / 2**20:.0f} MiB"
        )
    print(
        f"index {size / 2**20:.1f} MiB, {size / searched.measures:.0f} bytes a measure; "
        f"peak memory of searching {searched.memory / 2**20:.0f} MiB"
    )
    print(f"\n| filter | p50 ms | p95 | p99 | hits | recall@10 |\n{'|---' * 6}|")
    for name, found in searched.kinds.items():
        print(
            f"| {name} | {found.p50:.1f} | {found.p95:.1f} | {found.p99:.1f} | "
            f"{found.hits:.1f} | {recalled.get(name, math.nan):.3f} |"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
