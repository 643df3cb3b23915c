"""What each part of the search is worth: the whole system without it, on judged queries.

    python bench/search_ablation.py --set HOME QRELS QUERIES.tsv [--set …]

HOME is a library that is built (its index is only read). Every row ranks the same
queries; nothing is denied an answer, but in the row that says so. p is of a paired
permutation test against the whole system. Prints a table for docs/search.md.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from types import ModuleType
from unittest.mock import patch

from itasearch.config import load_settings
from itasearch.domain.glossary import Glossary
from itasearch.evaluate.evaluation import (
    DEPTH,
    difference,
    fused_by_rank,
    read_qrels,
    read_queries,
    run_of,
    score_queries,
    unanswered,
)
from itasearch.model.evaluation.runs import JudgedQuery, Judgements, Run, Scores
from itasearch.model.ranking import Query, SearchMode
from itasearch.search.query import needs, plan
from itasearch.search.query.plan import SIGNALS, SignalWeights, plan_query
from itasearch.search.rank import second_stage
from itasearch.search.rank.second_stage import Worths
from itasearch.search.searcher import Answer, answer
from itasearch.workspace.parts import Parts

GROUPS = ("all", "th", "en", "mixed or misspelled")
FLAT = Worths(title=1.0, substance=1.0, again=0.0, circumstances=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSet:
    """A library with queries that are judged over it."""

    parts: Parts
    judgements: Judgements
    queries: tuple[JudgedQuery, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The search with parts taken out.

    Attributes:
        without: signals that do not count.
        has_glossary: whether other names are added to a query.
        mode: how it looks.
        instead: names of modules with what they are in place of their own.
    """

    name: str
    without: tuple[str, ...] = ()
    has_glossary: bool = True
    mode: SearchMode = SearchMode.HYBRID
    instead: tuple[tuple[ModuleType, str, object], ...] = ()

    def run(self, sets: Sequence[JudgedSet]) -> Run:
        """Its rankings of all queries of all sets."""
        ranked: dict[str, Mapping[str, float]] = {}
        with _patched(self.instead):
            for one in sets:
                for query in one.queries:
                    ranked[query.id] = run_scores(self.answer(one.parts, query.text))
        return ranked

    def answer(self, parts: Parts, text: str) -> Answer:
        """Its answer to one query, whether good or not."""
        tools = parts.searcher.tools
        if not self.has_glossary:
            tools = replace(tools, glossary=EMPTY)
        planned = plan_query(Query(text=text, mode=self.mode, k=DEPTH), tools=tools)
        if "words" in self.without:
            planned = replace(planned, words=None)
        if "trigrams" in self.without:
            planned = replace(planned, trigrams=None)
        return answer(replace(planned, weights=without(planned.weights, self.without)), tools)


EMPTY = Glossary(())
WHOLE = System(name="the whole system")
SYSTEMS = (
    System(name="without the glossary", has_glossary=False),
    System(name="without the encoder", mode=SearchMode.WORDS),
    System(name="without words", without=("words",)),
    System(name="without trigrams", without=("trigrams",)),
    System(name="without things covered", without=("covered", "title", "typed")),
    System(name="without topics", without=("topic",)),
    System(name="without kin of the first hits", without=("kin",)),
    System(name="without any second look", without=("covered", "title", "typed", "topic", "kin")),
    System(name="all fields alike", instead=((second_stage, "WORTHS", FLAT),)),
    System(
        name="with how it is put",
        instead=((plan, "subject_of", lambda query, _segmenter: query),),
    ),
    System(name="common words like rare ones", instead=((needs, "rarity", lambda _word: 1.0),)),
)
BASELINES = (
    System(
        name="words only", mode=SearchMode.WORDS, without=("covered", "title", "typed", "trigrams")
    ),
    System(name="vectors only", mode=SearchMode.SEMANTIC),
)


def without(weights: SignalWeights, names: Sequence[str]) -> SignalWeights:
    """`weights` with those of `names` 0 and the others in their place, adding up to 1."""
    kept = {name: 0.0 if name in names else getattr(weights, name) for name in SIGNALS}
    total = sum(kept.values())
    return SignalWeights(**{name: value / total for name, value in kept.items()})


def run_scores(found: Answer) -> dict[str, float]:
    """Measures by falling score; copies right behind the hit that they are folded into."""
    ids: dict[str, None] = {}
    for item in found.measures:
        ids |= dict.fromkeys((item.fused.measure_id, *(one.measure_id for one in item.copies)))
    return {name: float(-place) for place, name in enumerate(ids)}


@contextmanager
def _patched(instead: Sequence[tuple[ModuleType, str, object]]) -> Iterator[None]:
    """Run with other values of these names of modules."""
    with ExitStack() as changed:
        for module, name, value in instead:
            changed.enter_context(patch.object(module, name, value))
        yield


def judged_set(home: Path, qrels: Path, queries: Path) -> JudgedSet:
    """The library at `home` with its judgements."""
    return JudgedSet(
        parts=Parts(load_settings(home)),
        judgements=read_qrels(qrels),
        queries=read_queries(queries),
    )


def group_of(query: JudgedQuery) -> str:
    """Where a query counts beside "all"."""
    if query.type in ("mixed", "misspelled") or query.language == "mixed":
        return GROUPS[-1]
    return query.language


def group_means(scores: Mapping[str, Scores], queries: Sequence[JudgedQuery]) -> dict[str, float]:
    """Mean nDCG@10 by group."""
    groups: dict[str, list[float]] = {name: [] for name in GROUPS}
    for query in queries:
        if query.id in scores:
            for name in ("all", group_of(query)):
                groups.setdefault(name, []).append(scores[query.id].ndcg_10)
    return {name: fmean(values) for name, values in groups.items() if values}


def as_it_answers(sets: Sequence[JudgedSet]) -> Run:
    """What the search gives a person: nothing, where it says that nothing answers."""
    found: dict[str, Mapping[str, float]] = {}
    for one in sets:
        rankings = {
            query.id: one.parts.searcher.search(Query(text=query.text, k=DEPTH))
            for query in one.queries
        }
        found |= run_of(rankings)
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", nargs=3, action="append", required=True, type=Path)
    sets = [judged_set(*paths) for paths in parser.parse_args(arguments).set]
    queries = [query for one in sets for query in one.queries]
    judgements = {name: grades for one in sets for name, grades in one.judgements.items()}
    runs = {system.name: system.run(sets) for system in (WHOLE, *SYSTEMS, *BASELINES)}
    runs["reciprocal rank fusion of both"] = fused_by_rank(
        [runs[system.name] for system in BASELINES]
    )
    answered = as_it_answers(sets)
    scores = {name: score_queries(judgements, run) for name, run in runs.items()}
    _print(f"| system | {' | '.join(GROUPS)} | better/worse | p |")
    _print("|---" * (len(GROUPS) + 3) + "|")
    _row("as it answers (denials count)", score_queries(judgements, answered), queries, "")
    for name, found in scores.items():
        test = difference(WHOLE.name, scores[WHOLE.name], name, found)
        p_value = "" if test.p_value is None else f"{test.p_value:.4f}"
        told = f"{test.worse}/{test.better} | {p_value}"
        _row(name, found, queries, "" if name == WHOLE.name else told)
    counts = unanswered(judgements, answered, queries)
    _print(
        f"\nwithout answer: said of {counts.recognised} of {counts.without_answer}; "
        f"answerable: denied {counts.denied} of {counts.answerable}"
    )


def _row(
    name: str, scores: Mapping[str, Scores], queries: Sequence[JudgedQuery], told: str
) -> None:
    means = group_means(scores, queries)
    cells = " | ".join(f"{means[group]:.3f}" if group in means else "–" for group in GROUPS)
    _print(f"| {name} | {cells} | {told or ' | '} |")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
