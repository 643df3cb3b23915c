"""A search measured on a judged set beside its baselines and an earlier run.

Baselines are its own halves: words only, vectors only, and reciprocal rank fusion of
both. Imports model and its neighbours.
"""

from collections.abc import Mapping, Sequence

from itasearch.evaluate.metrics import (
    best_first,
    difference,
    losses,
    mean_scores,
    score_queries,
    unanswered,
)
from itasearch.model.evaluation import Evaluation, JudgedQuery, Judgements, Run
from itasearch.model.ranking import Ranking

DEPTH = 50
"""How many measures of a query are ranked: as deep as recall looks."""

_SMOOTHING = 60


def run_of(rankings: Mapping[str, Ranking]) -> Run:
    """Rankings by query id as a run: folded measures of the same text right behind their hit.

    Scores are whole numbers, falling by one: a run's scores only order it, and those who
    read it keep them in single precision, where finer steps vanish.
    """
    return {query: _scores(ranking) for query, ranking in rankings.items()}


def _scores(ranking: Ranking) -> dict[str, float]:
    order: dict[str, None] = {}
    for hit in ranking.hits:
        order.setdefault(hit.measure.id)
        for same in hit.same_text:
            order.setdefault(same.measure_id)
    return {name: float(len(order) - place) for place, name in enumerate(order)}


def fused_by_rank(runs: Sequence[Run]) -> Run:
    """Reciprocal rank fusion: each run gives 1 / (60 + rank)."""
    fused: dict[str, dict[str, float]] = {}
    for run in runs:
        for query, scores in run.items():
            best = best_first(scores)
            into = fused.setdefault(query, {})
            for rank, name in enumerate(best, start=1):
                into[name] = into.get(name, 0.0) + 1 / (_SMOOTHING + rank)
    return fused


def evaluate(
    judgements: Judgements,
    queries: Sequence[JudgedQuery],
    run: Run,
    *,
    system: str,
    others: Mapping[str, Run],
    unknown: Sequence[str] = (),
) -> Evaluation:
    """All tables of a run.

    Args:
        judgements: over all measures that may be ranked; what is not judged is 0.
        queries: those that have judgements count.
        run: of the system.
        system: its name in the tables.
        others: baselines and earlier runs by name.
        unknown: relevant measures that cannot be ranked; only told.

    Raises:
        MissingExtraError: ir-measures is not installed.
    """
    scores = score_queries(judgements, run)
    beside = {name: score_queries(judgements, other) for name, other in others.items()}
    groups = [mean_scores(system, scores, queries)]
    groups += [mean_scores(name, found, queries) for name, found in beside.items()]
    return Evaluation(
        run=run,
        groups=tuple(one for group in groups for one in group),
        differences=tuple(
            difference(system, scores, name, found) for name, found in beside.items()
        ),
        losses=losses(judgements, run, scores, queries),
        unanswered=unanswered(judgements, run, queries),
        unknown=tuple(unknown),
    )
