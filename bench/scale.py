"""What a library of a size costs: building its index, its memory, and searching it.

    python -m bench.scale --measures 10000,100000 --work DIR [--queries 200] [--built] [--json]

The libraries are those of bench.generate (seed 1); DIR keeps them, one home a size, and the
next run reads the same again. The index is built from nothing in one process and searched in
another, so that the peak memory of each (VmHWM, Linux only) is its own. `--built` searches
the index that is there.

Each kind of filter gets other queries of bench.generate.queries, for words and texts that were
seen before are remembered: all are asked for the first time but those that repeat in the list
as people repeat them. The kinds take turns, so that each finds as much remembered, and the
machine as busy, as the others. Values of filters are drawn anew for each query, those of many
measures more often. Times are of Workspace.search, wall-clock, k = 10, encoding included;
between two searches one more query is only encoded, which gives the bare encoding under the
same load. Stages are timed from outside, each without the stages inside it: their means add up
to the mean of the whole, but for trigrams, which a second thread seeks beside vectors and words.

Recall is asked in a third process, of a quarter of the queries: which share of the ten hits that a
search finds whose vectors are all compared exactly. Where nothing answers, the nearest are
counted in place of hits.
"""

import argparse
import json
import math
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from random import Random
from statistics import fmean
from typing import TypeVar
from unittest.mock import patch

import cattrs
import numpy as np

from bench.generate import queries, reports, store_all
from itasearch import open_workspace
from itasearch.backends.local import LocalBackend
from itasearch.backends.local.nearest import NearestRows, Scored
from itasearch.backends.local.tables import Mask
from itasearch.config import load_settings
from itasearch.encoders.base import Vectors
from itasearch.encoders.use import UseEncoder
from itasearch.model.passages import TextQuery
from itasearch.search import searcher
from itasearch.store.sql import SqlStore
from itasearch.workspace import FilterNames, Workspace
from itasearch.workspace import search as verbs
from itasearch.workspace.parts import Parts

Key = TypeVar("Key", str, int)
Result = TypeVar("Result")

ROOT = Path(__file__).resolve().parents[1]
SEED = 1
RECALLED = 4
"""One of so many queries is asked exactly too: comparing a million vectors takes a second."""
WARMING = 5
"""Queries before the first that counts: models, store and index are opened by then."""

OTHER = "other"
"""What no stage has: scaling and fusing scores, opening transactions, waiting for trigrams."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What building cost; memory is the peak of its process, in bytes."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Searches of one kind, in milliseconds.

    Attributes:
        stages: mean of each.
        hits: mean number; a search that says that nothing answers has 0.
    """

    p50: float
    p95: float
    p99: float
    mean: float
    stages: Mapping[str, float]
    hits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What searching cost.

    Attributes:
        measures: in the index.
        memory: peak of the process, in bytes.
        encoding: median of encoding a query and nothing else, in milliseconds.
        kinds: times by kind of filter.
    """

    measures: int
    memory: int
    encoding: float
    kinds: Mapping[str, Times]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """Share of the hits of an exact search that are found, 0–1, by kind of filter that has any."""

    kinds: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Values that filters can take in a library, with the measures of each where counted."""

    organisations: Sequence[str]
    provinces: Mapping[str, int]
    years: Mapping[int, int]
    indicators: Mapping[int, int]


def _organisation(values: Values, chance: Random) -> FilterNames:
    return FilterNames(organisations=(chance.choice(values.organisations),))


def _province(values: Values, chance: Random) -> FilterNames:
    return FilterNames(provinces=tuple(_drawn(values.provinces, chance)))


def _half_the_provinces(values: Values, chance: Random) -> FilterNames:
    names = sorted(values.provinces)
    return FilterNames(provinces=tuple(chance.sample(names, k=max(1, len(names) // 2))))


def _year(values: Values, chance: Random) -> FilterNames:
    return FilterNames(fiscal_years=tuple(_drawn(values.years, chance)))


def _indicator(values: Values, chance: Random) -> FilterNames:
    return FilterNames(indicators=tuple(_drawn(values.indicators, chance)))


def _three_at_once(values: Values, chance: Random) -> FilterNames:
    return FilterNames(
        provinces=tuple(_drawn(values.provinces, chance)),
        fiscal_years=tuple(_drawn(values.years, chance)),
        indicators=tuple(_drawn(values.indicators, chance)),
    )


KINDS: Mapping[str, Callable[[Values, Random], FilterNames]] = {
    "no filter": lambda _values, _chance: FilterNames(),
    "organisation": _organisation,
    "province": _province,
    "half the provinces": _half_the_provinces,
    "year": _year,
    "indicator": _indicator,
    "province × year × indicator": _three_at_once,
}


def _drawn(counts: Mapping[Key, int], chance: Random) -> list[Key]:
    return chance.choices(list(counts), weights=list(counts.values()))


# Stages --------------------------------------------------------------------------------------


class Stopwatch:
    """Seconds of each stage, without those of the stages inside it.

    Attributes:
        beside: of them those in other threads than the one that made this.
    """

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.beside = 0.0
        self._inside: list[float] = []
        self._thread = threading.get_ident()

    def timed(
        self, name: str | Callable[..., str], function: Callable[..., object]
    ) -> Callable[..., object]:
        """`function`, its time added to the stage of this name, or the one named by a call."""

        @wraps(function)
        def run(*given: object, **named: object) -> object:
            stage = name if isinstance(name, str) else name(*given, **named)
            own = threading.get_ident() == self._thread
            inside = self._inside if own else []
            inside.append(0.0)
            began = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                took = time.perf_counter() - began
                self.seconds[stage] += took - inside.pop()
                if inside:
                    inside[-1] += took
                if not own:
                    self.beside += took

        return run


def _text_stage(_backend: LocalBackend, query: TextQuery, **_named: object) -> str:
    return "words" if query.words else "trigrams"


_TIMED: Sequence[tuple[object, str, str | Callable[..., str]]] = (
    (verbs, "resolve", "filters"),
    (searcher, "plan_query", "plan"),
    (UseEncoder, "encode_queries", "encoding"),
    (LocalBackend, "search_vectors", "vectors"),
    (LocalBackend, "search_text", _text_stage),
    (searcher, "second_stage", "second stage"),
    (searcher, "group_copies", "copies"),
    (searcher.Searcher, "_hits", "explaining"),
    (SqlStore, "measures", "reading measures"),
)
STAGES = (
    *("filters", "plan", "encoding", "vectors", "words", "trigrams"),
    *("second stage", "copies", "explaining", "reading measures", OTHER),
)


@contextmanager
def _stages_timed(watch: Stopwatch) -> Iterator[None]:
    with ExitStack() as stack:
        for owner, attribute, stage in _TIMED:
            run = watch.timed(stage, getattr(owner, attribute))
            stack.enter_context(patch.object(owner, attribute, run))
        yield


STEPS: Mapping[str, type[Built | Searched | Recalled]] = {
    "build": Built,
    "search": Searched,
    "recall": Recalled,
}


# Processes -----------------------------------------------------------------------------------


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
    texts = (one.text for one in queries(SEED, WARMING + 2 * count * len(KINDS)))
    with open_workspace(home) as workspace:
        values = _values(workspace)
        for _ in range(WARMING):
            workspace.search(next(texts))
        bare: list[float] = []
        asked = {name: Asked(kind=name) for name in KINDS}
        for _ in range(count):
            for one in asked.values():
                bare.append(encoding(workspace, next(texts)))
                one.ask(workspace, next(texts), values)
        return Searched(
            measures=workspace._parts.backend.measure_count(),
            memory=peak_memory(),
            encoding=float(np.median(bare)),
            kinds={name: one.times() for name, one in asked.items()},
        )


def recall(home: Path, count: int) -> Recalled:
    """Ask `count` queries with each kind of filter twice, once exactly."""
    texts = (one.text for one in queries(SEED, count * len(KINDS)))
    with open_workspace(home) as workspace:
        values = _values(workspace)
        found: defaultdict[str, list[float]] = defaultdict(list)
        chances = {name: Random(f"{SEED}/{name}") for name in KINDS}
        for _ in range(count):
            for name, filters in KINDS.items():
                text, chosen = next(texts), filters(values, chances[name])
                with patch.object(NearestRows, "search", _exactly):
                    best = _first(workspace, text, chosen)
                if best:
                    kept = best & _first(workspace, text, chosen)
                    found[name].append(len(kept) / len(best))
        return Recalled(kinds={name: fmean(shares) for name, shares in found.items()})


def _exactly(
    rows: NearestRows, asked: Vectors, *, k: int, mask: Mask | None, **_share: float
) -> list[Scored]:
    return rows._exact(asked, k=k, mask=mask)


def _first(workspace: Workspace, text: str, filters: FilterNames) -> set[str]:
    ranking = workspace.search(text, filters=filters)
    return {hit.measure.id for hit in ranking.hits or ranking.nearest}


def _values(workspace: Workspace) -> Values:
    counts = workspace.facet_counts()
    return Values(
        organisations=[one.organisation.id for one in workspace._parts.store.organisations()],
        provinces=counts.provinces,
        years=counts.fiscal_years,
        indicators=counts.indicators,
    )


class Asked:
    """The searches with one kind of filter."""

    def __init__(self, *, kind: str) -> None:
        self._filters = KINDS[kind]
        self._chance = Random(f"{SEED}/{kind}")
        self._whole: list[float] = []
        self._stages: defaultdict[str, float] = defaultdict(float)
        self._hits = 0

    def ask(self, workspace: Workspace, text: str, values: Values) -> None:
        """Search once, with a filter drawn from the values."""
        filters, watch = self._filters(values, self._chance), Stopwatch()
        with _stages_timed(watch):
            took, found = _milliseconds(lambda: workspace.search(text, filters=filters))
        self._whole.append(took)
        self._hits += len(found.hits)
        for name, seconds in watch.seconds.items():
            self._stages[name] += 1000 * seconds
        self._stages[OTHER] += took - 1000 * (sum(watch.seconds.values()) - watch.beside)

    def times(self) -> Times:
        """Of all searches so far, one or more."""
        count = len(self._whole)
        p50, p95, p99 = np.percentile(self._whole, (50, 95, 99)).tolist()
        return Times(
            p50=p50,
            p95=p95,
            p99=p99,
            mean=fmean(self._whole),
            stages={name: self._stages[name] / count for name in STAGES},
            hits=self._hits / count,
        )


def encoding(workspace: Workspace, text: str) -> float:
    """Milliseconds of encoding a query and nothing else."""
    encoder = workspace._parts.searcher.tools.encoder
    return _milliseconds(lambda: encoder.encode_queries([text]))[0]


def _milliseconds(act: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = act()
    return 1000 * (time.perf_counter() - began), result


def _in_a_process(returned: type[Result], home: Path, count: int) -> Result:
    """What the step that returns this class returns, from a process of its own."""
    step = next(name for name, made in STEPS.items() if made is returned)
    command = [sys.executable, "-m", "bench.scale", "--step", step]
    command += ["--work", str(home), "--queries", str(count)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    return cattrs.structure(json.loads(done.stdout), returned)


# Sizes ---------------------------------------------------------------------------------------


def library(home: Path, measures: int) -> None:
    """Generate the library of this size in `home`, unless it is there."""
    parts = Parts(load_settings(home))
    try:
        stored = parts.store.stats().measures
    finally:
        parts.close()
    if not stored:
        for _ in store_all(home, reports(seed=SEED, measures=measures)):
            pass
    elif stored != measures:
        raise SystemExit(f"{home} holds {stored} measures, not {measures}; name another --work")


def index_bytes(home: Path) -> Counter[str]:
    """Bytes of the generation of the index that is searched, by folder and kind of file."""
    index = load_settings(home).index
    generation = index / (index / "CURRENT").read_text(encoding="utf-8").strip()
    sizes: Counter[str] = Counter()
    for path in generation.rglob("*"):
        if path.is_file():
            folder = path.parent.relative_to(generation).as_posix()
            sizes[f"{folder}/*{path.suffix}".removeprefix("./")] += path.stat().st_size
    return sizes


def main(arguments: Sequence[str]) -> None:
    """Measure each size, or take one of its steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measures", default="10000,100000", metavar="N,N…")
    parser.add_argument("--work", type=Path, required=True, metavar="DIR")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--built", action="store_true", help="search the index that is there")
    parser.add_argument("--json", action="store_true", help="one object a size")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.step:
        print(json.dumps(asdict(_done(given.step, given.work, given.queries))))
        return
    for size in map(int, given.measures.split(",")):
        home = given.work.resolve() / str(size)
        library(home, size)
        built = None if given.built else _in_a_process(Built, home, given.queries)
        searched = _in_a_process(Searched, home, given.queries)
        recalled = _in_a_process(Recalled, home, max(given.queries // RECALLED, 1))
        if given.json:
            found = {"built": built and asdict(built), "index_bytes": index_bytes(home).total()}
            found |= {"recall": asdict(recalled)["kinds"], **asdict(searched)}
            print(json.dumps(found, ensure_ascii=False), flush=True)
        else:
            _print(built, searched, recalled, index_bytes(home))


def _done(step: str, home: Path, count: int) -> Built | Searched | Recalled:
    if step == "build":
        return build(home)
    return search(home, count) if step == "search" else recall(home, count)


def _print(
    built: Built | None, searched: Searched, recalled: Recalled, sizes: Counter[str]
) -> None:
    print(f"\n{searched.measures:,} measures")
    if built is not None:
        rate = searched.measures / built.seconds
        print(
            f"building {built.seconds:.1f} s, {rate:.0f} measures/s, "
            f"peak memory {built.memory / 2**20:.0f} MiB"
        )
    size = sizes.total()
    print(
        f"index {size / 2**20:.1f} MiB, {size / searched.measures:.0f} bytes a measure; "
        f"peak memory of searching {searched.memory / 2**20:.0f} MiB; "
        f"encoding alone p50 {searched.encoding:.2f} ms"
    )
    each = (f"{name} {size / searched.measures:.0f}" for name, size in sizes.most_common())
    print(f"bytes a measure: {', '.join(each)}")
    print(f"\n| filter | p50 ms | p95 | p99 | p50 / encoding | hits | recall@10 |\n{'|---' * 7}|")
    for name, found in searched.kinds.items():
        print(
            f"| {name} | {found.p50:.1f} | {found.p95:.1f} | {found.p99:.1f} | "
            f"{found.p50 / searched.encoding:.1f} | {found.hits:.1f} | "
            f"{recalled.kinds.get(name, math.nan):.3f} |"
        )
    print(f"\n| mean ms | whole | {' | '.join(STAGES)} |\n{'|---' * (len(STAGES) + 2)}|")
    for name, found in searched.kinds.items():
        stages = " | ".join(f"{found.stages[stage]:.2f}" for stage in STAGES)
        print(f"| {name} | {found.mean:.2f} | {stages} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
