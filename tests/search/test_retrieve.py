"""Retrieval: the scores of each retriever by measure."""

from dataclasses import astuple

import pytest

from itasearch.encoders.base import Vectors
from itasearch.model.passages import WordFilter
from itasearch.model.ranking import Filters, SearchMode
from itasearch.search.query.plan import WEIGHTS, QueryPlan, SignalWeights
from itasearch.search.rank.fuse import Retrieved, fuse, retrieve
from tests.contracts.backend_contract import MAE_SAI, PAK_NAM, entry, vectors
from tests.search.fakes import MemoryBackend

TOWARDS_FIRST: Vectors = vectors([1, 0, 0, 0])
ROWS = vectors([1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 0, 0])


@pytest.fixture
def backend() -> MemoryBackend:
    entries = [
        entry(MAE_SAI, 1, "งด ของขวัญ"),
        entry(MAE_SAI, 2, "ของขวัญ ปีใหม่"),
        entry(PAK_NAM, 1, "แผน พัสดุ"),
    ]
    return MemoryBackend(entries, ROWS)


def words(*texts: str) -> dict[str, float]:
    return dict.fromkeys(texts, 1.0)


def test_a_measure_has_the_cosine_of_its_vector(backend: MemoryBackend) -> None:
    found = retrieve(backend, QueryPlan(vector=TOWARDS_FIRST), depth=9)

    assert found.semantic == pytest.approx({"r1-m001": 1, "r1-m002": 0.5**0.5, "r2-m001": 0})
    assert found.words == {}


@pytest.mark.parametrize(("depth", "floor"), [(1, 1.0), (2, 0.5**0.5), (3, 0.0), (9, 0.0)])
def test_what_more_measures_are_left_for_is_the_lowest_cosine(
    backend: MemoryBackend, depth: int, floor: float
) -> None:
    found = retrieve(backend, QueryPlan(vector=TOWARDS_FIRST), depth=depth)

    assert found.floor == pytest.approx(floor)
    assert found.complete is (depth > len(ROWS))
    assert len(found.semantic) == min(depth, len(ROWS))


def test_words_are_divided_by_what_all_of_the_query_would_score(backend: MemoryBackend) -> None:
    query = words("งด", "ของขวัญ")
    scores = {hit.measure_id: hit.score for hit in backend.reader().search_text(query, k=9)}

    found = retrieve(backend, QueryPlan(words=query, most_words=8.0), depth=9)

    assert found.words == pytest.approx({name: score / 8 for name, score in scores.items()})
    assert set(found.words) == {"r1-m001", "r1-m002"}


def test_without_a_known_most_the_best_by_words_has_one(backend: MemoryBackend) -> None:
    found = retrieve(backend, QueryPlan(words=words("งด", "ของขวัญ")), depth=9).words

    assert found["r1-m001"] == pytest.approx(1)
    assert 0 < found["r1-m002"] < 1


def test_filters_and_conditions_hold_for_each_retriever(backend: MemoryBackend) -> None:
    plan = QueryPlan(
        vector=TOWARDS_FIRST,
        words=words("ของขวัญ", "พัสดุ"),
        filters=Filters(provinces=(MAE_SAI.province or "",)),
        word_filters=(WordFilter(words=("งด",), present=False),),
    )

    found = retrieve(backend, plan, depth=9)

    assert (set(found.semantic), set(found.words)) == ({"r1-m002"}, {"r1-m002"})


def test_a_plan_that_asks_nothing_finds_nothing(backend: MemoryBackend) -> None:
    nothing = Retrieved(semantic={}, words={}, floor=0.0, complete=True)

    assert retrieve(backend, QueryPlan(), depth=9) == nothing


@pytest.mark.parametrize("mode", list(SearchMode))
def test_weights_are_convex(mode: SearchMode) -> None:
    assert sum(astuple(WEIGHTS[mode])) == pytest.approx(1)


def test_signals_are_summed_by_weight() -> None:
    (found,) = fuse(
        semantic={"a": 0.5},
        words={"a": 1.0},
        weights=SignalWeights(semantic=0.5, words=0.3),
        missing=0.0,
    )

    assert found.score == pytest.approx(0.5 * 0.5 + 0.3 * 1.0)


def test_a_measure_far_in_meaning_counts_as_the_last_near_one() -> None:
    found = fuse(
        semantic={"a": 0.5}, words={"b": 1.0}, weights=WEIGHTS[SearchMode.HYBRID], missing=0.2
    )

    assert {item.measure_id: item.semantic for item in found} == {"a": 0.5, "b": 0.2}


def test_ties_fall_by_measure_id() -> None:
    found = fuse(
        semantic={"b": 0.5, "c": 0.5, "a": 0.5},
        words={},
        weights=WEIGHTS[SearchMode.SEMANTIC],
        missing=0.0,
    )

    assert [item.measure_id for item in found] == ["a", "b", "c"]
