"""What answers are worth by encoder, over sets of queries that strangers judged.

    python -m bench.encoders [ENCODER…] [--set NAME]…

Sets are those of tests/data/eval/examined, without names the three latest. Denied answers count 0.
"""

import argparse
import sys
import time
from collections import Counter
from statistics import fmean, median

from bench.learn.material import examined_set
from itasearch.evaluate import run_of, score_queries

SETS = ("eighteenth", "nineteenth", "twentieth")


def measure(name: str, encoders: list[str]) -> dict[str, tuple[list[float], Counter[str]]]:
    """nDCG@10 of each query with an answer, and the states of answers, by encoder; prints times."""
    by_encoder = {}
    with examined_set(name) as judged:
        for encoder in encoders:
            began = time.process_time()
            judged.workspace.build(encoder=encoder)
            built = time.process_time() - began
            states: Counter[str] = Counter()
            rankings, seconds = {}, []
            for query in judged.queries:
                began = time.process_time()
                answer = judged.workspace.search(query.text)
                seconds.append(time.process_time() - began)
                is_judged = max(judged.judgements.get(query.id, {}).values(), default=0) > 0
                state = "denied" if answer.no_match else "sure" if answer.sure else "unsure"
                states[f"{'answered' if is_judged else 'without answer'}, {state}"] += 1
                if not answer.no_match:
                    rankings[query.id] = answer
            scores = score_queries(judged.judgements, run_of(rankings))
            by_encoder[encoder] = [score.ndcg_10 for score in scores.values()], states
            sys.stdout.write(
                f"{name}, {encoder}: nDCG@10 {fmean(by_encoder[encoder][0]):.3f}; built in "
                f"{built:.1f} s, a query {median(seconds) * 1_000:.0f} ms of processor time\n"
            )
    return by_encoder


def main() -> None:
    """Measure all sets and print what they have in common."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoders", nargs="*", default=["use-multilingual"], metavar="ENCODER")
    parser.add_argument("--set", action="append", dest="sets", metavar="NAME")
    options = parser.parse_args()
    of_sets = [measure(name, options.encoders) for name in options.sets or SETS]
    for encoder in options.encoders:
        scores = [score for of_set in of_sets for score in of_set[encoder][0]]
        states = sum((of_set[encoder][1] for of_set in of_sets), Counter[str]())
        counts = ", ".join(f"{state} {count}" for state, count in sorted(states.items()))
        sys.stdout.write(f"{encoder}: nDCG@10 {fmean(scores):.3f} of {len(scores)}; {counts}\n")


if __name__ == "__main__":
    main()
