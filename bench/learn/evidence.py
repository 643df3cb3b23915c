"""(c) How likely it is that what was found answers: a logistic regression, and its limits.

Cases are the judged queries of all examined sets, with and without an answer. The glossary was
mended by what the first sets lacked; in those that it has not seen less is known of a query, as in
a stranger's, so they count more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench.learn.material import JudgedSet
from itasearch.encoders.base import Vectors
from itasearch.model.ranking import NO_FILTERS, Filters, Query
from itasearch.search import searcher
from itasearch.search.certainty import PLAIN, Certainty, Evidence
from itasearch.search.learned import learned
from itasearch.search.searcher import Searcher

MOST_DENIED = 0.03  #: Share of the queries with an answer of which "nothing" is said
MOST_WRONGLY_SURE = 0.03
"""Share of the queries without an answer of which what was found is called an answer."""
MOST_DENIED_BY_MEANING = 0.08
MOST_DENIED_WITHIN = 0.1
"""As MOST_DENIED, inside filters: .03 of those whose measures answer well (grade 2 or 3)."""
_ORGANISATIONS = 4  #: Filters of a judged query with an answer, and as many without one

UNSEEN = frozenset(
    {"ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"}
    | {"fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"}
)
"""Sets after which no word of the glossary was written."""
_WEIGHT_OF_UNSEEN = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What was seen of one query, or of a hit of it."""

    source: str  #: the judged set
    is_answered: bool
    features: Mapping[str, float]  #: see Evidence, or `features` of compare.towns.questions
    weight: float = 1.0  #: how often it counts

    @property
    def plain(self) -> "Case":
        """Without what concepts tell, in the score too."""
        told = {name: self.features[name] for name in PLAIN}
        told["score"] -= learned("signals")["concepts"] * self.features["concepts"]
        return replace(self, features=told)


def judged_cases(name: str, judged: JudgedSet) -> Iterator[Case]:
    """A case for each query of a judged set."""
    weight = _WEIGHT_OF_UNSEEN if name in UNSEEN else 1.0
    for query in judged.queries:
        grades = judged.judgements.get(query.id, {})
        if features := _features(judged.parts.searcher, query.text):
            is_answered = max(grades.values(), default=0) > 0
            yield Case(source=name, is_answered=is_answered, features=features, weight=weight)


def cases_within(name: str, judged: JudgedSet) -> Iterator[Case]:
    """A case for each query that the library surely answers inside some organisations."""
    of_library = judged.parts.searcher.at_last_commit()
    store = of_library.tools.store
    random = Random(0)

    def towns_of(measure_ids: Sequence[str]) -> set[str]:
        heads = store.copy_heads(measure_ids).values()
        return {one.organisation.id for one in heads if one.organisation}

    towns = sorted(towns_of(store.first_measures(NO_FILTERS, most=10**6)))
    for query in judged.queries:
        whole = of_library.search(Query(text=query.text))
        if whole.no_match or whole.unsure:
            continue
        grades = judged.judgements.get(query.id, {})
        answering = towns_of([one for one, grade in grades.items() if grade > 0])
        for is_answered in (True, False):
            fitting = [town for town in towns if (town in answering) is is_answered]
            for town in random.sample(fitting, min(len(fitting), _ORGANISATIONS)):
                filters = Filters(organisation_ids=(town,))
                if features := _features(of_library, query.text, filters):
                    yield Case(source=name, is_answered=is_answered, features=features)


def _features(
    of_library: Searcher, text: str, filters: Filters = NO_FILTERS
) -> Mapping[str, float]:
    """What the search sees of a query; {} where it needs no evidence."""
    seen: dict[str, float] = {}

    def certainty_of(evidence: Evidence, *, within: bool = False) -> Certainty:
        if not within:
            seen.update(evidence.features)
        return Certainty.ANSWERED

    with patch.object(searcher, "certainty_of", certainty_of):
        of_library.search(Query(text=text, filters=filters))
    return seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Weights of the log odds, and their limits, as learned.toml has them."""

    weights: Mapping[str, float]
    limits: Mapping[str, float]


def learned_evidence(cases: Sequence[Case]) -> Learned:
    """The regression over all cases; limits hold for the queries of sets that were left out."""
    odds, answered = odds_left_out(cases)
    cosines = np.array([case.features["cosine"] for case in cases])
    weights = np.array([case.weight for case in cases])

    def limit(values: NDArray[np.float64], of: NDArray[np.bool_], share: float) -> float:
        return float(np.quantile(values[of], share, weights=weights[of], method="inverted_cdf"))

    return Learned(
        weights=fitted(cases),
        limits={
            "answered": limit(odds, answered, MOST_DENIED),
            "sure": limit(odds, ~answered, 1 - MOST_WRONGLY_SURE),
            "cosine": limit(cosines, answered, MOST_DENIED_BY_MEANING),
        },
    )


def learned_duty(queries: Vectors, elsewhere: Vectors) -> Vectors:
    """What weighs a query's vector to the log odds that it is about a duty; see Concepts."""
    model = LogisticRegression(C=3.0, max_iter=2_000, class_weight="balanced")
    model.fit(np.vstack([queries, elsewhere]), [1] * len(queries) + [0] * len(elsewhere))
    duty: Vectors = np.append(model.coef_[0], model.intercept_).astype(np.float32)
    return duty


def limits_within(cases: Sequence[Case], weights: Mapping[str, float]) -> Mapping[str, float]:
    """Limits inside filters, with the weights that were learned without."""
    odds, answered = _log_odds(weights, cases), np.array([case.is_answered for case in cases])
    return {
        "answered": float(np.quantile(odds[answered], MOST_DENIED_WITHIN)),
        "sure": float(np.quantile(odds[~answered], 1 - MOST_WRONGLY_SURE)),
    }


def left_out(cases: Sequence[Case]) -> str:
    """What is said of each judged set when weights and limits were learned on the others."""
    lines = []
    for source in sorted({case.source for case in cases}):
        own = [case for case in cases if case.source == source]
        learned = learned_evidence([case for case in cases if case.source != source])
        odds, limits = _log_odds(learned.weights, own), learned.limits
        has_answer = np.array([case.is_answered for case in own])
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
        odds[sources == source] = _log_odds(fitted(others), cases)[sources == source]
    return odds, np.array([case.is_answered for case in cases])


def fitted(cases: Sequence[Case]) -> Mapping[str, float]:
    """Weights of the log odds that a case is answered."""
    names = list(cases[0].features)
    rows = np.array([[case.features[name] for name in names] for case in cases])
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=5_000))
    model.fit(
        rows,
        [case.is_answered for case in cases],
        logisticregression__sample_weight=np.array([case.weight for case in cases]),
    )
    scaler, regression = model[0], model[1]
    slopes = regression.coef_[0] / scaler.scale_
    constant = float(regression.intercept_[0] - slopes @ scaler.mean_)
    return {"constant": constant} | {
        name: float(slope) for name, slope in zip(names, slopes, strict=True)
    }


def _log_odds(weights: Mapping[str, float], cases: Sequence[Case]) -> NDArray[np.float64]:
    return np.array(
        [
            weights["constant"] + sum(weights[name] * v for name, v in case.features.items())
            for case in cases
        ]
    )
