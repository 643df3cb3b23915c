"""Makes what was learned for search, comparison and reading from bench/learning and judged sets.

    python -m bench.learn [PART]…

    adapter    use_queries.npz and use_passages.npz of itasearch/encoders/data: what moves vectors
    concepts   itasearch/search/concepts.npz: what a text may be about, and whether a town's duty;
               run evidence and within behind it
    signals    [signals] of itasearch/search/learned.toml: the weights of a hybrid search
    evidence   [evidence] and its limits there, and in concepts.npz what a query's vector says of
               them: when an answer is sure, unsure or none
    within     [evidence_within] and its limits there: the same inside filters, by `evidence`
    pairs      learned.toml and titles.npz of itasearch/compare/pairing: which measures of two
               reports are a pair
    columns    itasearch/extract/headers/likely.npz: which field the cells of a column are
    curve      writes nothing: what the adapter is worth, learned of 5 to 100 % of the material

Without names all but the curve, two at a time, each when those that it reads from are written.
Needs the extra `models`. It prints what each is worth on judged sets that it was not
learned on. 1,770 processor seconds, 20 minutes; the same machine gives the same bytes.
"""

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import replace
from graphlib import TopologicalSorter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.learn import adapter, columns, evidence, pairs, signals
from bench.learn.curve import curve
from bench.learn.material import HOMES, Record, elsewhere, examined_sets, records
from itasearch import encoders, search
from itasearch.compare import pairing
from itasearch.encoders.base import Vectors, unit
from itasearch.encoders.use import UseEncoder
from itasearch.extract import headers
from itasearch.search.learned import Concepts, learned_concepts
from itasearch.text.regression import Regression

ADAPTERS = [
    Path(encoders.__file__).parent / "data" / name
    for name in ("use_queries.npz", "use_passages.npz")
]
CONCEPTS = Path(search.__file__).parent / "concepts.npz"
NUMBERS = Path(search.__file__).parent / "learned.toml"
PAIRING = Path(pairing.__file__).parent / "learned.toml"
COLUMNS = Path(headers.__file__).parent / "likely.npz"
_AXES = 192  # directions of a vector in which concepts are compared
_HEAD = "# Learned by bench/learn; written by `python -m bench.learn`, not by hand.\n"


def learn_adapter() -> None:
    """Write the adapter."""
    learned = adapter.learned(adapter.encoded(records(), UseEncoder()))
    for path, weights in zip(ADAPTERS, learned, strict=True):
        with path.open("wb") as file:
            weights.write(file)
        sys.stdout.write(f"adapter: {path.name}, {path.stat().st_size / 1e6:.2f} MB\n")


def learn_concepts() -> None:
    """Write the vectors of the concepts."""
    known, encoder = records(), UseEncoder()
    vectors = adapter.measure_vectors([record.measure for record in known], encoder)
    concepts = np.array([record.concept for record in known])
    ids = sorted(set(concepts.tolist()))
    sums = np.array([vectors[concepts == concept].sum(axis=0) for concept in ids])
    middles = unit(sums)
    axes = np.linalg.eigh(middles.T @ middles)[1][:, ::-1][:, :_AXES]
    made = Concepts(ids=tuple(ids), vectors=middles @ axes, axes=axes)
    _write_duty(made, _duty(encoder, known), encoder)
    sys.stdout.write(f"concepts: {len(ids)}, {CONCEPTS.stat().st_size / 1e6:.2f} MB\n")


def _duty(encoder: UseEncoder, known: Sequence[Record]) -> Vectors:
    queries = [text for record in known for _, text in record.queries]
    return evidence.learned_duty(
        encoder.encode_queries(queries), encoder.encode_queries(elsewhere())
    )


def _write_duty(concepts: Concepts, duty: Vectors, encoder: UseEncoder) -> None:
    with CONCEPTS.open("wb") as file:
        replace(concepts, duty=duty).write(file, encoder=encoder.name)


def learn_signals() -> None:
    """Write the weights of the signals."""
    cases = {name: signals.cases(judged) for name, judged in examined_sets()}
    before, after = signals.left_out(cases)
    found = signals.learned_weights([case for of_set in cases.values() for case in of_set])
    every = signals.mean_ndcg(cases, dict.fromkeys(cases, found))
    sys.stdout.write(
        f"signals: nDCG@10 of {len(cases)} sets {before:.4f} with the weights of before, "
        f"{after:.4f} with weights learned on the other sets ({every:.4f} on all)\n"
    )
    _write("signals", signals.by_name(found))


def learn_evidence() -> None:
    """Write the weights of the evidence, its limits, and what a query's vector tells."""
    encoder = UseEncoder()
    duty = _duty(encoder, records())
    sets = examined_sets()
    cases = [it for name, judged in sets for it in evidence.judged_cases(name, judged, duty)]
    odds, _ = evidence.odds_left_out(cases)
    found = evidence.learned_evidence(cases, odds)
    told = evidence.left_out(cases, odds)
    sys.stdout.write(f"evidence, each set by weights learned on the others:\n{told}\n")
    duty = found.regression.with_duty(duty)
    _write_duty(learned_concepts(encoder.name), duty, encoder)
    plain_cases = [case.plain for case in cases]
    plain = evidence.learned_evidence(plain_cases, evidence.odds_left_out(plain_cases)[0])
    for prefix, numbers in (("", found), ("plain_", plain)):  # for encoders that have no concepts
        _write(f"{prefix}evidence", numbers.regression.weights)
        _write(f"{prefix}limits", numbers.limits)


def learn_within() -> None:
    """Write the evidence inside filters and its limits, of what the whole library answers."""
    duty = learned_concepts(UseEncoder().name).duty
    sets = examined_sets()
    cases = [it for name, judged in sets for it in evidence.cases_within(name, judged, duty)]
    for prefix, given in (("", cases), ("plain_", [case.plain for case in cases])):
        found = evidence.learned_within(given)
        _write(f"{prefix}evidence_within", found.regression.weights)
        _write(f"{prefix}limits_within", found.limits)


def learn_pairs() -> None:
    """Write the weights of the alignment."""
    given = pairs.cases()
    weights = pairs.learned(given)
    for name in ("pairs", "covers"):
        _write(name, getattr(weights, name), PAIRING)
    zero = np.zeros(1, dtype=np.float32)
    of_words = Regression(classes=("pair",), weights=weights.titles[:, None], constants=zero)
    of_words.write(PAIRING.with_name("titles.npz"))
    told = pairs.left_out(given)
    sys.stdout.write(f"pairs, each set by what was learned on the others:\n{told}\n")


def learn_columns() -> None:
    """Write the weights that tell a column's field by its cells."""
    judged = columns.judged_columns()
    seen = columns.features_of(judged)
    columns.learned(judged, seen).write(COLUMNS)
    told = columns.left_out(judged, seen)
    sys.stdout.write(f"columns right, each set by what was learned on the others:\n{told}\n")


def show_curve() -> None:
    """Print what the adapter is worth, by how much it was learned from."""
    for queries, value in curve(UseEncoder()):
        sys.stdout.write(f"curve: {queries} queries, nDCG@10 by vectors alone {value:.4f}\n")
        sys.stdout.flush()


def _write(table: str, numbers: Mapping[str, float], file: Path = NUMBERS) -> None:
    held = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    held[table] = numbers
    lines = [_HEAD]
    for name in sorted(held):
        lines.append(f"\n[{name}]\n")
        lines += [f"{key} = {float(value):.4f}\n" for key, value in held[name].items()]
    file.write_text("".join(lines), encoding="utf-8")


STEPS: Mapping[str, tuple[Callable[[], None], Sequence[str]]] = {
    "adapter": (learn_adapter, []),
    "columns": (learn_columns, []),
    "concepts": (learn_concepts, ["adapter"]),
    "signals": (learn_signals, ["concepts", "columns"]),
    "evidence": (learn_evidence, ["signals"]),
    "within": (learn_within, ["evidence"]),
    "pairs": (learn_pairs, ["evidence"]),
    "curve": (show_curve, []),
}
"""Each with those of which it reads files: what reads reports reads them by the columns."""
_AT_A_TIME = 2  # each of them takes one core


def _before(part: str) -> set[str]:
    return {it for before in STEPS[part][1] for it in (before, *_before(before))}


def main(names: Sequence[str]) -> None:
    """Run one step here, several each in a process of its own, which reads what is new."""
    if unknown := set(names) - set(STEPS):
        raise SystemExit(f"no part {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}")
    if len(names) == 1:
        STEPS[names[0]][0]()
        return
    chosen = names or [name for name in STEPS if name != "curve"]
    order = TopologicalSorter({name: _before(name).intersection(chosen) for name in chosen})
    order.prepare()
    running: dict[Future[object], str] = {}
    workers = ThreadPoolExecutor(_AT_A_TIME)
    with TemporaryDirectory() as homes, ExitStack() as stack:
        stack.callback(workers.shutdown, cancel_futures=True)
        os.environ[HOMES] = homes
        while order.is_active():
            for name in order.get_ready():
                command = [sys.executable, "-m", "bench.learn", name]
                running[workers.submit(subprocess.run, command, check=True)] = name
            for part in wait(running, return_when=FIRST_COMPLETED).done:
                part.result()
                order.done(running.pop(part))


if __name__ == "__main__":
    main(sys.argv[1:])
