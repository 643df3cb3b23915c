from dataclasses import replace

import pytest

from itasearch.model.ranking import SearchMode
from itasearch.search.certainty import Certainty, Evidence, certainty_of
from itasearch.search.query.plan import QueryPlan
from itasearch.search.rank.fuse import Retrieved
from itasearch.search.searcher import Answer, certainty

STRONG = Evidence(
    cosine=0.7,
    covered=1.0,
    score=0.8,
    length=3,
    concepts=0.9,
    first_semantic=0.7,
    first_words=0.6,
    first_trigrams=0.6,
    first_covered=1.0,
    first_concepts=0.9,
    world=0.7,
    prospect=0.0,
)
NONE = Evidence(
    cosine=0.3,
    covered=0.0,
    score=0.15,
    length=3,
    concepts=0.0,
    first_semantic=0.3,
    first_words=0.0,
    first_trigrams=0.1,
    first_covered=0.0,
    first_concepts=0.0,
    world=0.4,
    prospect=0.0,
)
BETWEEN = Evidence(
    cosine=0.5,
    covered=0.5,
    score=0.45,
    length=3,
    concepts=0.4,
    first_semantic=0.5,
    first_words=0.3,
    first_trigrams=0.3,
    first_covered=0.4,
    first_concepts=0.4,
    world=0.6,
    prospect=0.0,
)


@pytest.mark.parametrize("evidence", [STRONG, replace(STRONG, world=None)])
def test_strong_evidence_of_all_kinds_answers(evidence: Evidence) -> None:
    assert certainty_of(evidence) is Certainty.ANSWERED


@pytest.mark.parametrize("evidence", [NONE, replace(NONE, world=None)])
def test_a_stray_cosine_does_not(evidence: Evidence) -> None:
    assert certainty_of(evidence) is Certainty.NOTHING


@pytest.mark.parametrize("field", ["cosine", "covered", "score", "concepts", "first_covered"])
def test_less_evidence_of_any_kind_is_never_surer(field: str) -> None:
    values = [certainty_of(replace(BETWEEN, **{field: v / 10})) for v in range(11)]

    assert values == sorted(values)


def test_the_same_hits_answer_less_surely_where_such_queries_seldom_have_an_answer() -> None:
    values = [certainty_of(replace(BETWEEN, prospect=value)) for value in (-9.0, 0.0, 9.0)]

    assert values == sorted(values)
    assert (values[0], values[-1]) == (Certainty.NOTHING, Certainty.ANSWERED)


def test_a_query_near_to_what_the_library_lacks_is_less_sure() -> None:
    values = [certainty_of(replace(BETWEEN, world=v / 10)) for v in range(3, 10)]

    assert values == sorted(values, reverse=True)
    assert len(set(values)) > 1


@pytest.mark.parametrize(
    ("cosine", "expected"), [(0.7, Certainty.ANSWERED), (0.1, Certainty.NOTHING)]
)
def test_meaning_alone_is_judged_by_its_cosine(cosine: float, expected: Certainty) -> None:
    retrieved = Retrieved(semantic={"a-1": cosine}, words={}, trigrams={}, floor=0.0, complete=True)
    found = Answer(ranked=[], measures=[], retrieved=retrieved)

    assert certainty(QueryPlan(mode=SearchMode.SEMANTIC), found) is expected
