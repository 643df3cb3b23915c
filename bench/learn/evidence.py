"""(c) How likely it is that what was found answers: a logistic regression, and its limits.

Cases are the judged queries of all examined sets, with and without an answer. The glossary was
mended by what the first sets lacked; in those that it has not seen less is known of a query, as in
a stranger's, so they count more. What the query's vector itself tells is added to how likely it is
about a duty: what towns write of, and what they never do, is much the same in each library.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bench.learn.material import JudgedSet
from itasearch.encoders.base import Vectors
from itasearch.model.ranking import NO_FILTERS, Filters, Query
from itasearch.search import searcher
from itasearch.search.certainty import PLAIN, Certainty, Evidence
from itasearch.search.learned import Concepts, learned
from itasearch.search.searcher import Searcher

MOST_DENIED = 0.02  #: Share of the queries with an answer of which "nothing" is said
MOST_WRONGLY_SURE = 0.03
"""Share of the queries without an answer of which what was found is called an answer."""
MOST_DENIED_BY_MEANING = 0.08
MOST_DENIED_WITHIN = 0.1
"""As MOST_DENIED, inside filters: .03 of those whose measures answer well (grade 2 or 3)."""
LEAST_TOLD_WITHIN = 0.85  #: Share told there, where the library only may have an answer
_FREER_FEATURES = 25  #: how much freer a weight of a feature is than one of the vector
_WITH_VECTOR = 0.001  #: C of the regression with the vector; .0005 to .003 are as good
_ORGANISATIONS = 2  #: Filters of a judged query with an answer, and as many without one

SEEN = frozenset({"first", "second", "third", "sixth", "seventh", "eighth"})
"""Sets before which words of the glossary were written."""
_WEIGHT_OF_UNSEEN = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What was seen of one query, or of a hit of it."""

    source: str  #: the judged set
    is_answered: bool
    features: Mapping[str, float]  #: see Evidence, or `features` of compare.towns.questions
    weight: float = 1.0  #: how often it counts
    vector: Vectors | None = None  #: of the query, shape (dim,); None where it tells nothing
    is_sure: bool = True  #: whether the whole library surely answers, of a case inside filters

    @property
    def plain(self) -> "Case":
        """Without what concepts tell, in the score too."""
        told = {name: self.features[name] for name in PLAIN}
        told["score"] -= learned("signals")["concepts"] * self.features["concepts"]
        return replace(self, features=told, vector=None)


def judged_cases(name: str, judged: JudgedSet, duty: Vectors) -> Iterator[Case]:
    """A case for each query of a judged set; `duty` as Concepts has it, by the material alone."""
    weight = 1.0 if name in SEEN else _WEIGHT_OF_UNSEEN
    for query in judged.queries:
        grades = judged.judgements.get(query.id, {})
        is_answered = max(grades.values(), default=0) > 0
        asked = Query(text=query.text)
        case = _case(judged.parts.searcher, asked, duty, source=name, is_answered=is_answered)
        if case is not None:
            yield replace(case, weight=weight)


def cases_within(name: str, judged: JudgedSet, duty: Vectors) -> Iterator[Case]:
    """A case for each query that the library may answer inside some organisations."""
    of_library = judged.parts.searcher.at_last_commit()
    store = of_library.tools.store
    random = Random(0)

    def towns_of(measure_ids: Sequence[str]) -> set[str]:
        heads = store.copy_heads(measure_ids).values()
        return {one.organisation.id for one in heads if one.organisation}

    towns = sorted(towns_of(store.first_measures(NO_FILTERS, most=10**6)))
    for query in judged.queries:
        whole = of_library.search(Query(text=query.text))
        if whole.no_match:
            continue
        grades = judged.judgements.get(query.id, {})
        answering = towns_of([one for one, grade in grades.items() if grade > 0])
        for is_answered in (True, False):
            fitting = [town for town in towns if (town in answering) is is_answered]
            for town in random.sample(fitting, min(len(fitting), _ORGANISATIONS)):
                filters = Filters(organisation_ids=(town,))
                asked = Query(text=query.text, filters=filters)
                case = _case(of_library, asked, duty, source=name, is_answered=is_answered)
                if case is not None:  # the file of concepts holds what the vector tells
                    yield replace(case, is_sure=not whole.unsure, vector=None)


def _case(
    of_library: Searcher, query: Query, duty: Vectors, *, source: str, is_answered: bool
) -> Case | None:
    """What the search sees of a query; None where it needs no evidence."""
    seen: dict[str, float] = {}
    vectors: list[Vectors] = []

    def certainty_of(evidence: Evidence, *, library: Certainty | None = None) -> Certainty:
        if library is None:
            seen.update(evidence.features)
        return Certainty.ANSWERED

    def duty_odds(_: Concepts, vector: Vectors) -> float:
        vectors.append(vector[0])
        return float(vector[0] @ duty[:-1] + duty[-1])

    with (
        patch.object(searcher, "certainty_of", certainty_of),
        patch.object(Concepts, "duty_odds", duty_odds),
    ):
        of_library.search(query)
    if not seen:
        return None
    return Case(source=source, is_answered=is_answered, features=seen, vector=vectors[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """A logistic regression: log odds that a case is answered."""

    weights: Mapping[str, float]  #: of the features by name, and the `constant`
    #: shape (dim + 1,): what weighs the query's vector, and a constant; empty without vectors
    by_vector: Vectors = field(default_factory=lambda: np.zeros(0, np.float32))

    def odds(self, cases: Sequence[Case]) -> NDArray[np.float64]:
        """Log odds of each case."""
        odds = np.array(
            [
                self.weights["constant"] + sum(self.weights[name] * v for name, v in seen.items())
                for seen in (case.features for case in cases)
            ]
        )
        if self.by_vector.size:
            odds += _vectors(cases) @ self.by_vector[:-1] + self.by_vector[-1]
        return odds

    def with_duty(self, duty: Vectors) -> Vectors:
        """Log odds of a duty, as Concepts has them, that tell what the vector tells, too."""
        duty_of_towns: Vectors = (duty + self.by_vector / self.weights["duty"]).astype(np.float32)
        return duty_of_towns


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What tells whether a query is answered, and the limits of its log odds."""

    regression: Regression
    limits: Mapping[str, float]


def learned_evidence(cases: Sequence[Case], odds: NDArray[np.float64]) -> Learned:
    """The regression over all cases; limits hold for `odds`, those of sets that were left out."""
    return Learned(regression=fitted(cases), limits=_limits(cases, odds))


def _limits(cases: Sequence[Case], odds: NDArray[np.float64]) -> Mapping[str, float]:
    answered = np.array([case.is_answered for case in cases])
    cosines = np.array([case.features["cosine"] for case in cases])
    weights = np.array([case.weight for case in cases])

    def limit(values: NDArray[np.float64], of: NDArray[np.bool_], share: float) -> float:
        return float(np.quantile(values[of], share, weights=weights[of], method="inverted_cdf"))

    return {
        "answered": limit(odds, answered, MOST_DENIED),
        "sure": limit(odds, ~answered, 1 - MOST_WRONGLY_SURE),
        "cosine": limit(cosines, answered, MOST_DENIED_BY_MEANING),
    }


def learned_duty(queries: Vectors, elsewhere: Vectors) -> Vectors:
    """What weighs a query's vector to the log odds that it is about a duty; see Concepts."""
    model = LogisticRegression(C=3.0, max_iter=2_000, class_weight="balanced")
    model.fit(np.vstack([queries, elsewhere]), [1] * len(queries) + [0] * len(elsewhere))
    duty: Vectors = np.append(model.coef_[0], model.intercept_).astype(np.float32)
    return duty


def learned_within(cases: Sequence[Case]) -> Learned:
    """Inside filters: what tells, of queries that the library answers, where it does."""
    odds, answered = odds_left_out(cases)
    in_doubt = ~answered & ~np.array([case.is_sure for case in cases])
    return Learned(
        regression=fitted(cases),
        limits={
            "answered": float(np.quantile(odds[answered], MOST_DENIED_WITHIN)),
            "perhaps": float(np.quantile(odds[in_doubt], LEAST_TOLD_WITHIN)),
            "sure": float(np.quantile(odds[~answered], 1 - MOST_WRONGLY_SURE)),
        },
    )


def left_out(cases: Sequence[Case], every: NDArray[np.float64]) -> str:
    """What is said of each judged set by weights that were learned on the others, as `every` odds
    are, and limits by what is said of these."""
    lines = []
    has_answers = np.array([case.is_answered for case in cases])
    sources = np.array([case.source for case in cases])
    for source in sorted(set(sources)):
        is_own = sources == source
        others = [case for case in cases if case.source != source]
        odds, has_answer = every[is_own], has_answers[is_own]
        limits = _limits(others, every[~is_own])
        is_told, is_sure = odds < limits["answered"], odds >= limits["sure"]
        lines.append(
            f"{source}: of {has_answer.sum()} denied {is_told[has_answer].mean():.3f}"
            f" sure {is_sure[has_answer].mean():.3f}; of {(~has_answer).sum()} without an answer"
            f" told {is_told[~has_answer].mean():.3f} sure {is_sure[~has_answer].mean():.3f}"
        )
    return "\n".join(lines)


def odds_left_out(cases: Sequence[Case]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Log odds of each case by what was learned on the other sets, and whether it is answered."""
    odds, sources = np.empty(len(cases)), np.array([case.source for case in cases])
    for source in sorted(set(sources)):
        others = [case for case in cases if case.source != source]
        odds[sources == source] = fitted(others).odds(cases)[sources == source]
    return odds, np.array([case.is_answered for case in cases])


def fitted(cases: Sequence[Case]) -> Regression:
    """The regression over all cases, with their vectors where they have any."""
    names = list(cases[0].features)
    rows = np.array([[case.features[name] for name in names] for case in cases])
    scaler = StandardScaler().fit(rows)
    columns, inverse_penalty, feature_scale = scaler.transform(rows), 1.0, 1.0
    vector_scaler = StandardScaler()
    if cases[0].vector is not None:
        inverse_penalty, feature_scale = _WITH_VECTOR, math.sqrt(_FREER_FEATURES)
        columns = np.hstack([feature_scale * columns, vector_scaler.fit_transform(_vectors(cases))])
    regression = LogisticRegression(C=inverse_penalty, max_iter=5_000)
    regression.fit(
        columns,
        [case.is_answered for case in cases],
        sample_weight=np.array([case.weight for case in cases]),
    )
    slopes = feature_scale * regression.coef_[0, : len(names)] / scaler.scale_
    constant = float(regression.intercept_[0] - slopes @ scaler.mean_)
    weights = {"constant": constant, **dict(zip(names, map(float, slopes), strict=True))}
    if cases[0].vector is None:
        return Regression(weights=weights)
    of_vector = regression.coef_[0, len(names) :] / vector_scaler.scale_
    by_vector = np.append(of_vector, -of_vector @ vector_scaler.mean_)
    return Regression(weights=weights, by_vector=by_vector)


def _vectors(cases: Sequence[Case]) -> Vectors:
    return np.array([case.vector for case in cases])
