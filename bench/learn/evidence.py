"""(c) How likely it is that what was found answers: a logistic regression, and its limits.

Cases are the judged queries of all examined sets, with and without an answer, and many of libraries
that are drawn from the material. The glossary was mended by what the first sets lacked; in those
that it has not seen less is known of a query, as in a stranger's, so they count more.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from bench.learn.material import JudgedSet
from itasearch.encoders.base import Vectors
from itasearch.model.ranking import NO_FILTERS, Filters, Query
from itasearch.search.certainty import BY_CONCEPTS
from itasearch.search.learned import learned
from itasearch.search.query.plan import plan_query, unit_vector
from itasearch.search.searcher import Searcher, answer, evidence_of

MOST_DENIED = 0.03
"""Share of the queries with an answer of which "nothing" is said."""
MOST_WRONGLY_SURE = 0.03
"""Share of the queries without an answer of which what was found is called an answer."""
MOST_DENIED_BY_MEANING = 0.08
MOST_DENIED_WITHIN = 0.1
"""As MOST_DENIED, inside filters: .03 of those whose measures answer well (grade 2 or 3)."""
_ORGANISATIONS = 4
"""Filters of a judged query with an answer, and as many without one."""

UNSEEN = frozenset({"ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"})
"""Sets after which no word of the glossary was written."""
_WEIGHT_OF_UNSEEN = 3.0
MATERIAL = "material"
"""Source of cases of drawn libraries."""
_WEIGHT_OF_MATERIAL = 0.1
_FREEDOM = 0.05
"""How little weights are held at zero (C of the regression, columns of unit variance)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What was seen of one query.

    Attributes:
        source: the judged set.
        features: see Evidence; without `prospect`, which is learned of the vector.
        vector: of the query, of unit length; of length 0 in a plain case.
    """

    source: str
    is_answered: bool
    features: Mapping[str, float]
    vector: Vectors

    @property
    def weight(self) -> float:
        """How often it counts."""
        if self.source == MATERIAL:
            return _WEIGHT_OF_MATERIAL
        return _WEIGHT_OF_UNSEEN if self.source in UNSEEN else 1.0

    @property
    def plain(self) -> "Case":
        """Without what concepts tell, in the score too."""
        told = {name: value for name, value in self.features.items() if name not in BY_CONCEPTS}
        told["score"] -= learned("signals")["concepts"] * self.features["concepts"]
        return replace(self, features=told, vector=self.vector[:0])


def case_of(
    searcher: Searcher, text: str, *, source: str, is_answered: bool, filters: Filters = NO_FILTERS
) -> Case | None:
    """What a search of one commit sees of a query; None where it needs no evidence."""
    plan = plan_query(Query(text=text, filters=filters), tools=searcher.tools)
    if plan.query.is_demanding or plan.vector is None:
        return None
    features = evidence_of(plan, answer(plan, searcher.tools)).features
    return Case(
        source=source,
        is_answered=is_answered,
        features={name: value for name, value in features.items() if name != "prospect"},
        vector=unit_vector(plan.vector)[0],
    )


def judged_cases(name: str, judged: JudgedSet) -> Iterator[Case]:
    """A case for each query of a judged set."""
    searcher = judged.parts.searcher.at_last_commit()
    for query in judged.queries:
        is_answered = max(judged.judgements.get(query.id, {}).values(), default=0) > 0
        if case := case_of(searcher, query.text, source=name, is_answered=is_answered):
            yield case


def cases_within(
    name: str, judged: JudgedSet, *, is_sure: Callable[[Case], bool]
) -> Iterator[Case]:
    """A case for each query that the library surely answers inside some organisations."""
    searcher = judged.parts.searcher.at_last_commit()
    store = searcher.tools.store
    random = Random(0)

    def towns_of(measure_ids: Sequence[str]) -> set[str]:
        heads = store.copy_heads(measure_ids).values()
        return {one.organisation.id for one in heads if one.organisation}

    towns = sorted(towns_of(store.first_measures(NO_FILTERS, most=10**6)))
    for query in judged.queries:
        whole = case_of(searcher, query.text, source=name, is_answered=True)
        if whole is None or not is_sure(whole):
            continue
        grades = judged.judgements.get(query.id, {})
        answering = towns_of([one for one, grade in grades.items() if grade > 0])
        for is_answered in (True, False):
            fitting = [town for town in towns if (town in answering) is is_answered]
            for town in random.sample(fitting, min(len(fitting), _ORGANISATIONS)):
                filters = Filters(organisation_ids=(town,))
                if case := case_of(
                    searcher, query.text, source=name, is_answered=is_answered, filters=filters
                ):
                    yield case


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """Log odds of an answer: a constant, weights of features, and those of the query's vector."""

    constant: float
    weights: Mapping[str, float]
    prospects: Vectors

    def odds(self, cases: Sequence[Case]) -> NDArray[np.float64]:
        """Of each case."""
        features = np.array([[case.features[name] for name in self.weights] for case in cases])
        vectors = np.array([case.vector for case in cases])
        weighted: NDArray[np.float64] = features @ np.array([*self.weights.values()])
        return self.constant + weighted + vectors @ self.prospects


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """The regression and its limits.

    `left_out`: the log odds of each judged case by what was learned without its set.
    """

    regression: Regression
    limits: Mapping[str, float]
    left_out: NDArray[np.float64]

    @property
    def table(self) -> Mapping[str, float]:
        """The regression as learned.toml has it."""
        found = self.regression
        prospect = {"prospect": 1.0} if found.prospects.size else {}
        return {"constant": found.constant} | dict(found.weights) | prospect

    def is_sure(self, case: Case) -> bool:
        """Whether an answer is called one."""
        return bool(self.regression.odds([case])[0] >= self.limits["sure"])


def learned_evidence(judged: Sequence[Case], drawn: Sequence[Case]) -> Learned:
    """The regression over all cases; limits hold for unseen sets when each was left out."""
    odds, answered = np.empty(len(judged)), np.array([case.is_answered for case in judged])
    for source in sorted({case.source for case in judged}):
        is_own = np.array([case.source == source for case in judged])
        others = [case for case in judged if case.source != source]
        own = [case for case in judged if case.source == source]
        odds[is_own] = _fitted([*others, *drawn]).odds(own)
    cosines = np.array([case.features["cosine"] for case in judged])
    is_unseen = np.array([case.source in UNSEEN for case in judged])

    def limit(values: NDArray[np.float64], of: NDArray[np.bool_], share: float) -> float:
        return float(np.quantile(values[of & is_unseen], share))

    return Learned(
        regression=_fitted([*judged, *drawn]),
        limits={
            "answered": limit(odds, answered, MOST_DENIED),
            "sure": limit(odds, ~answered, 1 - MOST_WRONGLY_SURE),
            "cosine": limit(cosines, answered, MOST_DENIED_BY_MEANING),
        },
        left_out=odds,
    )


def limits_within(cases: Sequence[Case], regression: Regression) -> Mapping[str, float]:
    """Limits inside filters, with the weights that were learned without."""
    odds, answered = regression.odds(cases), np.array([case.is_answered for case in cases])
    return {
        "answered": float(np.quantile(odds[answered], MOST_DENIED_WITHIN)),
        "sure": float(np.quantile(odds[~answered], 1 - MOST_WRONGLY_SURE)),
    }


def worth(cases: Sequence[Case], odds: NDArray[np.float64], limits: Mapping[str, float]) -> str:
    """What log odds and limits say of each source."""
    is_told, is_sure = odds < limits["answered"], odds >= limits["sure"]
    answered = np.array([case.is_answered for case in cases])
    sources = np.array([case.source for case in cases])
    lines = []
    for source in sorted({*sources.tolist()}):
        yes, no = (sources == source) & answered, (sources == source) & ~answered
        lines.append(
            f"{source}: of {yes.sum()} denied {is_told[yes].sum()} sure {is_sure[yes].sum()};"
            f" of {no.sum()} without an answer told {is_told[no].sum()} sure {is_sure[no].sum()}\n"
        )
    return "".join(lines)


def _fitted(cases: Sequence[Case]) -> Regression:
    names = list(cases[0].features)
    rows = np.array([[case.features[name] for name in names] for case in cases])
    rows = np.concatenate([rows, np.array([case.vector for case in cases])], axis=1)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=_FREEDOM, max_iter=5_000))
    with threadpool_limits(1):  # sums in the same order each time
        model.fit(
            rows,
            [case.is_answered for case in cases],
            logisticregression__sample_weight=np.array([case.weight for case in cases]),
        )
    scaler, regression = model[0], model[1]
    slopes = regression.coef_[0] / scaler.scale_
    return Regression(
        constant=float(regression.intercept_[0] - slopes @ scaler.mean_),
        weights=dict(zip(names, slopes[: len(names)].tolist(), strict=True)),
        prospects=slopes[len(names) :].astype(np.float32),
    )
