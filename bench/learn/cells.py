"""Which cells of questions by towns are sure: a logistic regression over what the search sees."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench.learn.material import examined_set
from itasearch.compare.towns import questions
from itasearch.model.ranking import Filters, Ranking
from itasearch.model.towns import QuestionCell
from itasearch.workspace.towns import towns

ANSWERS = 2  # grade from which on a measure answers
LEAST_TRUE = 0.9
"""Share of the cells called sure that are true, in sets left out."""


class Case(NamedTuple):
    """The best hit of a town for a judged query."""

    source: str
    is_true: bool
    features: Mapping[str, float]


def cases_of(name: str) -> Iterator[Case]:
    """Of each judged query of an examined set, the best hit of each town."""
    with examined_set(name) as judged:
        for query in judged.queries:
            searches: list[tuple[Ranking, Filters, bool]] = []

            def cells_of(
                ranking: Ranking,
                among: Filters,
                *,
                searches: list[tuple[Ranking, Filters, bool]] = searches,
                is_rest: bool = False,
                by_years: bool,
            ) -> Mapping[str, QuestionCell]:
                searches.append((ranking, among, is_rest))
                return questions.cells_of(ranking, among, by_years=by_years, is_rest=is_rest)

            with patch.object(towns, "question_cells", cells_of):
                judged.workspace.towns.questions([query.text])
            grades = judged.judgements.get(query.id, {})
            best: dict[str, Case] = {}
            for town, held, features in (
                it for search in searches for it in _hits(*search[:2], is_rest=search[2])
            ):
                best.setdefault(town, Case(name, grades.get(held, 0) >= ANSWERS, features))
            yield from best.values()


def _hits(
    ranking: Ranking, among: Filters, *, is_rest: bool
) -> Iterator[tuple[str, str, Mapping[str, float]]]:
    """Town, measure and features of each hit and its copies."""
    count = ranking.answering if ranking.unsure else ranking.sure
    hits = ranking.hits[: count if ranking.query.text else 0]
    every = questions.features(hits, is_unsure=ranking.unsure, is_rest=is_rest)
    for hit, features in zip(hits, every, strict=True):
        copies = ((it.organisation, it.measure_id) for it in hit.same_text)
        for town, held in ((hit.organisation, hit.measure.id), *copies):
            if town and town.id in (among.organisation_ids or (town.id,)):
                yield town.id, held, features


def learned(cases: Sequence[Case]) -> Mapping[str, float]:
    """Weights of the log odds and their limit, which holds for sets that were left out."""
    names = [*cases[0].features]
    features = np.array([[float(case.features[name]) for name in names] for case in cases])
    is_true = np.array([case.is_true for case in cases])
    sources = np.array([case.source for case in cases])
    odds = np.empty(len(cases))
    for source in set(sources):
        is_out = sources == source
        odds[is_out] = _fitted(features[~is_out], is_true[~is_out]).decision_function(
            features[is_out]
        )
    order = np.argsort(-odds)
    shares = np.cumsum(is_true[order]) / np.arange(1, len(order) + 1)
    limit = float(odds[order][np.flatnonzero(shares >= LEAST_TRUE)[-1]])
    scaler, model = (part for _, part in _fitted(features, is_true).steps)
    weights = model.coef_[0] / scaler.scale_
    constant = float(model.intercept_[0] - weights @ scaler.mean_)
    return {
        "constant": constant,
        **{name: float(weight) for name, weight in zip(names, weights, strict=True)},
        "sure": limit,
    }


def _fitted(features: Any, is_true: Any) -> Any:
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(features, is_true)
