"""A search measured on judged queries, with baselines and an earlier run, by ir-measures.

Judgements, queries and runs are read from TREC's forms and tab-separated queries. Baselines are its
own halves: words only, vectors only, and reciprocal rank fusion of both. Queries that nothing is
relevant to have no metric: they count in `Unanswered` alone. A query without any ranking scores 0.
"""

import csv
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from itertools import chain
from operator import attrgetter
from pathlib import Path
from statistics import fmean
from typing import TextIO

from itasearch.documents.files import write_file
from itasearch.errors import EvaluationError, MissingExtraError
from itasearch.model.evaluation import (
    Difference,
    Evaluation,
    GroupScores,
    JudgedQuery,
    Judgements,
    Loss,
    Run,
    Scores,
    Unanswered,
)
from itasearch.model.ranking import Ranking

QUERY_COLUMNS = ("qid", "text", "language", "type")
_NOTHING = Scores(ndcg_10=0.0, recall_10=0.0, recall_50=0.0, mrr_10=0.0)
_FIRST_HITS = 10  # hits that a loss is looked up in
_RESAMPLES = 9_999  # of the permutation test

DEPTH = 50  #: how many measures of a query are ranked: as deep as recall looks

_RANK_DAMPING = 60  # c of reciprocal rank fusion, 1 / (c + rank)


def best_first(scores: Mapping[str, float]) -> list[str]:
    """Measures of a query in the order that every metric, table and file takes: ties by id."""
    return sorted(scores, key=lambda name: (-scores[name], name))


def score_queries(judgements: Judgements, run: Run) -> dict[str, Scores]:
    """Scores of each query that has a relevant measure, by query id. Raises MissingExtraError."""
    try:
        from ir_measures import RR, R, iter_calc, nDCG
    except ImportError as error:
        raise MissingExtraError(extra="eval", needed_for="itasearch eval") from error
    judged = {query: grades for query, grades in judgements.items() if max(grades.values()) > 0}
    names = {nDCG @ 10: "ndcg_10", R @ 10: "recall_10", R @ 50: "recall_50", RR @ 10: "mrr_10"}
    scores: dict[str, dict[str, float]] = {query: {} for query in judged}
    # A library for runs of strings to floats takes plain dicts only.
    qrels = {query: dict(grades) for query, grades in judged.items()}
    ranked = {query: _falling(best_first(run[query])) for query in judged if run.get(query)}
    if ranked:
        for value in iter_calc(list(names), qrels, ranked):
            scores[value.query_id][names[value.measure]] = value.value
    return {query: Scores(**values) if values else _NOTHING for query, values in scores.items()}


def _falling(names: Collection[str]) -> dict[str, float]:
    """The order in whole numbers: ir-measures compares in single precision."""
    return {name: float(len(names) - position) for position, name in enumerate(names)}


def mean_scores(
    system: str, scores: Mapping[str, Scores], queries: Sequence[JudgedQuery]
) -> tuple[GroupScores, ...]:
    """Means over all queries, then by language, then by type."""
    judged = [query for query in queries if query.id in scores]
    groups = {"all": [scores[query.id] for query in judged]}
    for kind in ("language", "type"):
        for query in judged:
            if name := getattr(query, kind):
                groups.setdefault(f"{kind} {name}", []).append(scores[query.id])
    metrics = [metric.name for metric in fields(Scores)]
    return tuple(
        GroupScores(
            system=system,
            group=name,
            queries=len(members),
            scores=Scores(**{name: fmean(map(attrgetter(name), members)) for name in metrics}),
        )
        for name, members in groups.items()
        if members
    )


def difference(
    system: str, scores: Mapping[str, Scores], other: str, others: Mapping[str, Scores]
) -> Difference:
    """How much better a system is on common queries; `p_value` None for fewer than two."""
    import numpy as np
    from scipy.stats import permutation_test

    gains = np.array([scores[q].ndcg_10 - others[q].ndcg_10 for q in scores if q in others])
    # One query cannot be swapped with another: there is nothing to test.
    p_value = None if gains.size < 2 else 1.0
    if p_value is not None and gains.any():
        test = permutation_test(
            (gains, np.zeros_like(gains)),
            lambda left, right, axis: np.mean(left - right, axis=axis),
            permutation_type="samples",
            vectorized=True,
            n_resamples=_RESAMPLES,
            rng=np.random.default_rng(0),
        )
        p_value = float(test.pvalue)
    return Difference(
        system=system,
        other=other,
        mean=float(gains.mean()) if gains.size else 0.0,
        better=int((gains > 0).sum()),
        worse=int((gains < 0).sum()),
        p_value=p_value,
    )


def losses(
    judgements: Judgements, run: Run, scores: Mapping[str, Scores], queries: Iterable[JudgedQuery]
) -> tuple[Loss, ...]:
    """Queries that lose something, the worst first, with what the first ten lack."""
    missed = []
    for query in queries:
        if query.id in scores and scores[query.id].ndcg_10 < 1:
            ranked = run.get(query.id, {})
            first = set(best_first(ranked)[:_FIRST_HITS])
            grades = judgements[query.id]
            lacking = [name for name, grade in grades.items() if grade > 0 and name not in first]
            unseen = tuple(sorted(lacking, key=lambda name: (-grades[name], name)))
            missed.append(Loss(query=query, scores=scores[query.id], unseen=unseen))
    return tuple(sorted(missed, key=lambda loss: (loss.scores.ndcg_10, loss.query.id)))


def unanswered(judgements: Judgements, run: Run, queries: Iterable[JudgedQuery]) -> Unanswered:
    """How often the system found that nothing answers, rightly and wrongly."""
    counts = Counter(
        (max(judgements[query.id].values()) > 0, not run.get(query.id))
        for query in queries
        if query.id in judgements
    )
    return Unanswered(
        without_answer=counts[False, True] + counts[False, False],
        recognised=counts[False, True],
        answerable=counts[True, True] + counts[True, False],
        denied=counts[True, True],
    )


def run_of(rankings: Mapping[str, Ranking]) -> Run:
    """Rankings as a run: copies right behind their hit, whole scores that fall by one."""
    run = {}
    for query, ranking in rankings.items():
        ids = ((hit.measure.id, *(c.measure_id for c in hit.same_text)) for hit in ranking.hits)
        run[query] = _falling(dict.fromkeys(chain.from_iterable(ids)))
    return run


def fused_by_rank(runs: Sequence[Run]) -> Run:
    """Reciprocal rank fusion: each run gives 1 / (60 + rank)."""
    fused: dict[str, dict[str, float]] = {}
    for run in runs:
        for query, scores in run.items():
            best = best_first(scores)
            into = fused.setdefault(query, {})
            for rank, name in enumerate(best, start=1):
                into[name] = into.get(name, 0.0) + 1 / (_RANK_DAMPING + rank)
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

    Unjudged measures count as 0; only judged `queries` count; `unknown` are relevant measures that
    cannot be ranked, only listed. Raises MissingExtraError.
    """
    scores = score_queries(judgements, run)
    beside = {name: score_queries(judgements, other) for name, other in others.items()}
    groups = [mean_scores(system, scores, queries)]
    groups += [mean_scores(name, other, queries) for name, other in beside.items()]
    return Evaluation(
        run=run,
        groups=tuple(chain.from_iterable(groups)),
        differences=tuple(
            difference(system, scores, name, other) for name, other in beside.items()
        ),
        losses=losses(judgements, run, scores, queries),
        unanswered=unanswered(judgements, run, queries),
        unknown=tuple(unknown),
    )


def read_qrels(path: Path) -> Judgements:
    """Read a TREC qrels file: `qid 0 measure-id grade` a line. Raises EvaluationError."""
    judged: dict[str, dict[str, int]] = {}
    for number, columns in _lines(path):
        try:
            query, _, measure_id, grade = columns
            judged.setdefault(query, {})[measure_id] = int(grade)
        except ValueError as error:
            reason = "expected: qid 0 measure-id grade"
            raise EvaluationError(path=path, line=number, reason=reason) from error
    if not judged:
        raise EvaluationError(path=path, line=None, reason="holds no judgement")
    return judged


def read_run(path: Path) -> Run:
    """Read a TREC run file: `qid Q0 measure-id rank score tag` a line. Raises EvaluationError."""
    ranked: dict[str, dict[str, float]] = {}
    for number, columns in _lines(path):
        try:
            query, _, measure_id, _, score, _ = columns
            if not math.isfinite(float(score)):
                raise ValueError(score)
        except ValueError as error:
            reason = "expected: qid Q0 measure-id rank score tag"
            raise EvaluationError(path=path, line=number, reason=reason) from error
        ranked.setdefault(query, {})[measure_id] = float(score)
    return ranked


def write_run(run: Run, path: Path, *, tag: str) -> None:
    """Write a TREC run file, measures of a query best first, wholly or not at all."""
    lines = (
        f"{query} Q0 {name} {rank} {scores[name]:.6f} {tag}\n"
        for query, scores in run.items()
        for rank, name in enumerate(best_first(scores), start=1)
    )
    write_file(path, "".join(lines).encode())


def read_queries(path: Path) -> tuple[JudgedQuery, ...]:
    """Read tab-separated qid, text, language, type, perhaps with header. Raises EvaluationError."""
    queries: dict[str, JudgedQuery] = {}
    with _opened(path) as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quotechar=None), start=1):
            if not any(row) or (number == 1 and row[0] == QUERY_COLUMNS[0]):
                continue
            if len(row) != len(QUERY_COLUMNS) or not all(row[:2]):
                reason = f"expected columns between tabs: {', '.join(QUERY_COLUMNS)}"
                raise EvaluationError(path=path, line=number, reason=reason)
            if row[0] in queries:
                reason = f"the id {row[0]!r} stands twice"
                raise EvaluationError(path=path, line=number, reason=reason)
            queries[row[0]] = JudgedQuery(id=row[0], text=row[1], language=row[2], type=row[3])
    return tuple(queries.values())


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError as error:
        raise EvaluationError(path=path, line=None, reason="is not UTF-8 text") from error


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, line.split()
