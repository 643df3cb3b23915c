"""Which cells of questions by towns are sure: a logistic regression over what the search sees."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from unittest.mock import patch

import numpy as np

from bench.learn.evidence import Case, fitted, odds_left_out
from bench.learn.material import JudgedSet, examined_set
from itasearch.compare.towns import questions
from itasearch.model.evaluation import JudgedQuery
from itasearch.model.ranking import Filters, Ranking
from itasearch.model.towns import QuestionCell
from itasearch.workspace import towns

ANSWERS = 2  # grade from which on a measure answers
LEAST_TRUE = 0.85  #: Of cells called sure, in sets left out; of strangers' tables 93 of 98 are true


def cases_of(name: str) -> Iterator[Case]:
    """Of each judged query of an examined set, the best hit of each town."""
    with examined_set(name) as judged:
        for query in judged.queries:
            yield from _best_hits(name, judged, query)


def _best_hits(name: str, judged: JudgedSet, query: JudgedQuery) -> Iterable[Case]:
    grades = judged.judgements.get(query.id, {})
    best: dict[str, Case] = {}

    def cells_of(
        ranking: Ranking,
        among: Filters,
        *,
        by_years: bool,
        is_rest: bool = False,
        named: Collection[tuple[int, str]] = (),
    ) -> Mapping[str, QuestionCell]:
        for town, measure_id, features in _hits(ranking, among, is_rest=is_rest):
            is_true = grades.get(measure_id, 0) >= ANSWERS
            best.setdefault(town, Case(source=name, is_answered=is_true, features=features))
        return questions.cells_of(ranking, among, by_years=by_years, is_rest=is_rest, named=named)

    with patch.object(towns, "question_cells", cells_of):
        judged.workspace.towns.questions([query.text])
    return best.values()


def _hits(
    ranking: Ranking, among: Filters, *, is_rest: bool
) -> Iterator[tuple[str, str, Mapping[str, float]]]:
    """Town, measure and features of each hit and its copies."""
    hits = questions.candidates(ranking) if ranking.query.text else ()
    every = questions.features(hits, is_unsure=ranking.unsure, is_rest=is_rest)
    for hit, features in zip(hits, every, strict=True):
        copies = ((it.organisation, it.measure_id) for it in hit.same_text)
        for town, measure_id in ((hit.organisation, hit.measure.id), *copies):
            if town and town.id in (among.organisation_ids or (town.id,)):
                yield town.id, measure_id, features


def learned(cases: Sequence[Case]) -> tuple[Mapping[str, float], str]:
    """Weights of the log odds with the limit of sure ones, and what it is worth in other sets."""
    odds, is_true = odds_left_out(cases)
    order = np.argsort(-odds)
    right = np.cumsum(is_true[order])
    count = int(np.flatnonzero(right / np.arange(1, len(order) + 1) >= LEAST_TRUE)[-1]) + 1
    told = f"{count} sure of {len(cases)}, {right[count - 1]} of {is_true.sum()} that are true"
    return {**fitted(cases).weights, "sure": float(odds[order][count - 1])}, told
