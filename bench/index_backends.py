"""An index in Milvus beside the local one: the same searches, ranked by both, on judged queries.

    python bench/index_backends.py --set HOME QRELS QUERIES.tsv [--set …] [--url URL]

HOME is a library that is built; its index is only read. Its reports are indexed in Milvus too,
in a file of Milvus Lite unless URL names a server. Nothing is denied an answer. Prints a table
for docs/server.md, and ends with 1 if a set's mean nDCG@10 differs by more than MOST_DIFFERENCE.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, median

from search_ablation import WHOLE, JudgedSet, judged_set, run_scores

from itasearch.evaluate.evaluation import score_queries
from itasearch.model.evaluation.runs import Run
from itasearch.model.library import no_progress
from itasearch.workspace.index import bring_up_to_date
from itasearch.workspace.parts import Parts

MOST_DIFFERENCE = 0.005
"""Of mean nDCG@10, either way."""
_FIRST = 10
"""Hits that are compared one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What one index found for the queries of a set.

    Attributes:
        seconds: of each query.
    """

    run: Run
    seconds: Sequence[float]


def ranked(one: JudgedSet) -> Ranked:
    """All queries of a set, one after the other."""
    run: dict[str, Mapping[str, float]] = {}
    seconds = []
    WHOLE.answer(one.parts, one.queries[0].text)  # models and index are loaded
    for query in one.queries:
        began = time.perf_counter()
        run[query.id] = run_scores(WHOLE.answer(one.parts, query.text))
        seconds.append(time.perf_counter() - began)
    return Ranked(run=run, seconds=seconds)


def in_milvus(one: JudgedSet, url: str) -> JudgedSet:
    """The same library with its index at `url`."""
    parts = Parts(replace(one.parts.settings, index_url=url))
    bring_up_to_date(parts, no_progress)
    return replace(one, parts=parts)


def same_first(left: Run, right: Run) -> float:
    """Share of queries whose first hits are the same measures in the same order."""
    return fmean(_first(left[name]) == _first(right[name]) for name in left)


def _first(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda name: -scores[name])[:_FIRST]


def _ndcg(one: JudgedSet, run: Run) -> float:
    return fmean(scores.ndcg_10 for scores in score_queries(one.judgements, run).values())


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", nargs=3, action="append", required=True, type=Path)
    parser.add_argument("--url", default="")
    given = parser.parse_args(arguments)
    _print("| set | queries | nDCG@10 local | Milvus | difference | same first 10 | ms a query |")
    _print("|---" * 7 + "|")
    differences = []
    with tempfile.TemporaryDirectory() as folder:
        for number, paths in enumerate(given.set):
            base = given.url.partition("#")[0] or str(Path(folder, "index.db"))
            one = judged_set(*paths)
            other = in_milvus(one, f"{base}#bench_{number}")
            local, milvus = ranked(one), ranked(other)
            here, there = _ndcg(one, local.run), _ndcg(one, milvus.run)
            differences.append(there - here)
            _print(
                f"| {paths[1].parent.name}/{paths[1].stem} | {len(one.queries)} | {here:.4f} "
                f"| {there:.4f} | {there - here:+.4f} | {same_first(local.run, milvus.run):.0%} "
                f"| {median(local.seconds) * 1000:.0f}, {median(milvus.seconds) * 1000:.0f} |"
            )
    return int(any(abs(one) > MOST_DIFFERENCE for one in differences))


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
