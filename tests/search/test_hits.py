from dataclasses import replace

import numpy as np
import pytest

from itasearch.model.ranking import Hit, Query
from itasearch.search.explain import hits
from itasearch.search.learned import Concepts
from itasearch.search.query.plan import QueryPlan
from itasearch.search.rank.copies import Distinct
from itasearch.search.rank.fuse import Fused
from tests.search.fakes import library, measure, searcher_of, stored, town

TITLE = "งดรับของขวัญปีใหม่"


@pytest.fixture(scope="module")
def hit() -> Hit:
    lib = library([stored(measure("a-1", TITLE), town("ห้วยใส"))])
    searcher = searcher_of(lib)
    (found,) = searcher.search(Query(text="งดรับของขวัญ")).hits
    return found


def shown(plan: QueryPlan, *, like: tuple[str, ...] = ()) -> Hit:
    """The one hit of a plan without a query, in a library of measures with the vector 1, 0."""
    lib = library([stored(measure("a-1", TITLE), town("ห้วยใส"))])
    fused = Fused(measure_id="a-1", score=0.5, semantic=0.5, words=0.0, trigrams=0.0)
    distinct = Distinct(fused=fused, stored=stored(measure("a-1", TITLE), town("ห้วยใส")))
    row = lib.backend.measure_vectors(["a-1"])
    concepts = Concepts(ids=("no_gift", "budget"), vectors=np.concatenate([row, -row]))
    (found,) = hits([distinct], plan, replace(lib.tools, concepts=concepts), like=like)
    return found


def about(*, gifts: float) -> QueryPlan:
    """A plan that is about gifts with this probability, else about budgets."""
    return QueryPlan(concepts=np.sqrt(np.array([[gifts, 1 - gifts]], dtype=np.float32)))


def test_what_both_are_about_is_a_reason_where_no_word_is() -> None:
    found = shown(about(gifts=0.9))

    assert found.why.subject == ("นโยบายไม่รับของขวัญ", "no gift policy")
    assert "เรื่อง" in found.reason


def test_words_need_no_subject(hit: Hit) -> None:
    assert hit.why.found and hit.why.subject is None


def test_what_only_the_query_is_about_is_no_reason() -> None:
    assert shown(about(gifts=0.0)).why.subject is None


def test_a_query_about_nothing_has_no_subject() -> None:
    assert shown(QueryPlan()).why.subject is None


def test_first_lines_of_liked_titles_are_a_reason() -> None:
    found = shown(QueryPlan(), like=("มาตรการ" * 50 + "\nต่อ", "ข", "ค", "ง"))

    assert [len(title) for title in found.why.like] == [350, 1, 1]


def test_signals_are_between_nought_and_one(hit: Hit) -> None:
    names = dict(hit.signals)

    assert {"semantic", "words", "trigrams", "covered", "kin"} <= set(names)
    assert all(0 <= value <= 1.01 for value in names.values())
