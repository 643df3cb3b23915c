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

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median

import cattrs
import numpy as np

from bench.generate import queries
from bench.peer_engines import ENGINES, FILES_OF, HITS, OURS, Engine, Prepared, folder_of
from bench.scale import library, peak_memory
from itasearch.config import load_settings
from itasearch.encoders.base import Vectors
from itasearch.encoders.use import UseEncoder

ROOT = Path(__file__).resolve().parents[1]
SEED = 1  # of the library and its queries
WARMING = 10
NEAREST_ASKED = 100
"""Queries of which recall is measured."""
_EQUAL = 1e-5
"""Inner products that differ by less are equal: engines add up in another order."""
_BUILT = "built.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Milliseconds of an act: wall-clock, and of all processors."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An engine at a size.

    Attributes:
        p50: milliseconds of a whole query, as p95 and p99.
        processor: median milliseconds of processor time of a query.
        rate: queries a second, one at a time.
        recall: of the ten nearest vectors, 0–1.
        build: for ours from the store, for the others from vectors and words; None where it was
            built by another.
        disk: bytes, texts included.
        memory: peak of the process that searches, in bytes.
    """

    p50: float
    p95: float
    p99: float
    processor: float
    rate: float
    recall: float
    build: Spent | None
    disk: int
    memory: int


# In an engine's process ----------------------------------------------------------------------


def spent(act: Callable[[], object]) -> Spent:
    """What an act cost."""
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return Spent(
        wall=1000 * (time.perf_counter() - wall),
        processor=1000 * (time.process_time() - processor),
    )


def build(name: str, folder: Path, given: Prepared) -> None:
    """Build an engine and keep what it cost; ours is prepared from afterwards."""
    cost = spent(lambda: ENGINES[name].build(folder, given))
    (folder / _BUILT).write_text(json.dumps({"cost": asdict(cost)}))


def answer(name: str, folder: Path, given: Prepared) -> None:
    """Answer lines of standard input, one JSON object each, until it ends."""
    out = sys.stdout
    with redirect_stdout(sys.stderr):  # libraries greet
        engine: Engine = ENGINES[name](folder, given)
        for line in sys.stdin:
            print(json.dumps(_answered(engine, json.loads(line), given)), file=out, flush=True)


def _answered(engine: Engine, asked: Mapping[str, object], given: Prepared) -> Mapping[str, object]:
    if "search" in asked:
        return {"cost": asdict(spent(lambda: engine.search(str(asked["search"]))))}
    if "recall" in asked:
        return {"recall": _recall(engine, np.load(str(asked["recall"])), given)}
    return {"memory": peak_memory()}


def _recall(engine: Engine, asked: Vectors, given: Prepared) -> float:
    vectors = np.asarray(given.vectors)
    rows = {identifier: row for row, identifier in enumerate(given.ids())}
    shares = []
    for vector in asked:
        scores = vectors @ vector
        least = np.partition(scores, -HITS)[-HITS] - _EQUAL
        found = [rows[one] for one in dict.fromkeys(engine.nearest(vector))]
        shares.append(sum(scores[row] >= least for row in found) / HITS)
    return fmean(shares)


# In the process that measures ----------------------------------------------------------------


class Running:
    """An engine in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, **asked: object) -> Mapping[str, object]:
        """What the process answers; SystemExit where it ended instead."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        if not (line := self._process.stdout.readline()):
            raise SystemExit(f"{' '.join(map(str, self._process.args))} ended; see above")  # type: ignore[arg-type]
        found: Mapping[str, object] = json.loads(line)
        return found


def _spent(found: Mapping[str, object]) -> Spent:
    return cattrs.structure(found["cost"], Spent)


def _command(step: str, name: str, folder: Path, given: Path) -> list[str]:
    command = [sys.executable, "-m", "bench.peers", "--step", step, "--engines", name]
    return [*command, "--folder", str(folder), "--given", str(given)]


@contextmanager
def running(name: str, folder: Path, given: Path) -> Iterator[Running]:
    """An engine that answers from `folder`."""
    command = _command("answer", name, folder, given)
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "LANCE_LOG": "error", "RUST_LOG": "error"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Running(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()


def measure(names: Sequence[str], work: Path, size: int, *, asked: int) -> dict[str, Measured]:
    """Each engine at one size."""
    given = work / f"{size}-peers" / "given"
    texts = list(dict.fromkeys(one.text for one in queries(SEED, 4 * (asked + WARMING))))
    texts = texts[: asked + WARMING]
    vectors = given / "queries.npy"
    np.save(vectors, UseEncoder().encode_queries(texts[-NEAREST_ASKED:]))
    with ExitStack() as stack:
        engines = {
            name: stack.enter_context(running(name, folder_of(name, work, size), given))
            for name in names
        }
        searches = in_turns(engines, texts)
        memory = {name: int(str(one.ask(memory=True)["memory"])) for name, one in engines.items()}
        recall = {
            name: float(str(one.ask(recall=str(vectors))["recall"]))
            for name, one in engines.items()
        }
    found = {}
    for name, costs in searches.items():
        folder = folder_of(name, work, size)
        walls = [cost.wall for cost in costs]
        p50, p95, p99 = np.percentile(walls, (50, 95, 99)).tolist()
        kept = folder / _BUILT
        found[name] = Measured(
            p50=p50,
            p95=p95,
            p99=p99,
            processor=median(cost.processor for cost in costs),
            rate=1000 / fmean(walls),
            recall=recall[name],
            build=_spent(json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else None,
            disk=disk_bytes(folder),
            memory=memory[name],
        )
    return found


def in_turns(engines: Mapping[str, Running], texts: Sequence[str]) -> Mapping[str, list[Spent]]:
    """Cost of each text but the first ones in each engine, another engine first each time."""
    found: dict[str, list[Spent]] = {name: [] for name in engines}
    order = list(engines)
    for number, text in enumerate(texts):
        for name in order:
            cost = _spent(engines[name].ask(search=text))
            if number >= WARMING:
                found[name].append(cost)
        order = [*order[1:], order[0]]
    return found


def disk_bytes(folder: Path) -> int:
    """Bytes of an engine's files; of a home the index that is searched and the store."""
    settings = load_settings(folder)
    current = settings.index / "CURRENT"
    roots = [folder]
    if current.exists():
        roots = [settings.index / current.read_text(encoding="utf-8").strip()]
        roots += [
            path for path in (folder / "corpus").iterdir() if path.name.startswith("library.")
        ]
    files = [file for root in roots for file in (root.rglob("*") if root.is_dir() else (root,))]
    return sum(file.stat().st_size for file in files if file.is_file())


def build_all(names: Sequence[str], work: Path, size: int, *, anew: bool) -> None:
    """Build each engine, ours first: its index gives the others their vectors."""
    given = work / f"{size}-peers" / "given"
    for name in (OURS, *(one for one in names if one != OURS)):
        folder = folder_of(name, work, size)
        is_indexed = name == OURS and (load_settings(folder).index / "CURRENT").exists()
        if (anew and name not in FILES_OF) or not (is_indexed or (folder / _BUILT).exists()):
            if name != OURS:
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
            subprocess.run(_command("build", name, folder, given), cwd=ROOT, check=True)
        if name == OURS:
            Prepared(given).write(folder)


def main(arguments: Sequence[str]) -> None:
    """Measure each size, or be an engine."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measures", default="10000", metavar="N,N…")
    parser.add_argument("--work", type=Path, metavar="DIR")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--engines", default=",".join(ENGINES), metavar="NAME,NAME…")
    parser.add_argument("--built", action="store_true", help="ask what is built")
    parser.add_argument("--step", choices=("build", "answer"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--given", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    names = options.engines.split(",")
    if unknown := set(names) - ENGINES.keys():
        parser.error(
            f"there is no engine {', '.join(sorted(unknown))}; there are {', '.join(ENGINES)}"
        )
    if options.step:
        step = build if options.step == "build" else answer
        step(names[0], options.folder, Prepared(options.given))
        return
    if options.work is None:
        parser.error("name a folder: --work DIR")
    names = [OURS, *(name for name in names if name != OURS)]
    for size in map(int, options.measures.split(",")):
        work = options.work.resolve()
        library(work / str(size), size)
        build_all(names, work, size, anew=not options.built)
        _print(size, measure(names, work, size, asked=options.queries))


def _print(size: int, found: Mapping[str, Measured]) -> None:
    ours = found[OURS]
    print(f"\n{size:,} measures; ratios to {OURS} in the same run\n")
    print(
        "| engine | p50 ms | p95 | p99 | CPU ms | p50 ratio | CPU ratio | queries/s | recall@10 |"
    )
    print("|---" * 9 + "|")
    for name, one in found.items():
        print(
            f"| {name} | {one.p50:.1f} | {one.p95:.1f} | {one.p99:.1f} | {one.processor:.1f} "
            f"| {one.p50 / ours.p50:.2f} | {one.processor / ours.processor:.2f} "
            f"| {one.rate:.0f} | {one.recall:.3f} |"
        )
    print("\n| engine | build s | its CPU s | disk MiB | memory MiB |\n" + "|---" * 5 + "|")
    for name, one in found.items():
        built = "— | —"
        if one.build is not None:
            built = f"{one.build.wall / 1000:.1f} | {one.build.processor / 1000:.1f}"
        print(f"| {name} | {built} | {one.disk / 2**20:.0f} | {one.memory / 2**20:.0f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
