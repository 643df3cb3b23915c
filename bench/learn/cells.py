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
LEAST_TRUE = 0.91
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
            grades = judged.judgements.get(query.id, {})
            best: dict[str, Case] = {}

            def cells_of(
                ranking: Ranking, among: Filters, *, is_rest: bool = False, **given: Any
            ) -> Mapping[str, QuestionCell]:
                count = ranking.answering if ranking.unsure else ranking.sure
                hits = ranking.hits[: count if ranking.query.text else 0]
                every = questions.features(hits, is_unsure=ranking.unsure, is_rest=is_rest)
                for hit, features in zip(hits, every, strict=True):
                    for copy in (hit, *hit.same_text):
                        held = hit.measure.id if copy is hit else copy.measure_id
                        town = copy.organisation
                        if town and town.id in (among.organisation_ids or (town.id,)):
                            is_true = grades.get(held, 0) >= ANSWERS
                            best.setdefault(town.id, Case(name, is_true, features))
                return questions.cells_of(ranking, among, is_rest=is_rest, **given)

            with patch.object(towns, "question_cells", cells_of):
                judged.workspace.towns.questions([query.text])
            yield from best.values()


def learned(cases: Sequence[Case]) -> Mapping[str, float]:
    """Weights of the log odds and their limit, which holds for sets that were left out."""
    names = [*cases[0].features]
    features = np.array([[float(case.features[name]) for name in names] for case in cases])
    is_true, sources = (np.array(it) for it in zip(*((c.is_true, c.source) for c in cases)))
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
