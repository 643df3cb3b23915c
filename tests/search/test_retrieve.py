"""Retrieval: the scores of each retriever by measure."""

import pytest

from itasearch.encoders.base import Vectors
from itasearch.model.passages import WordFilter
from itasearch.model.ranking import Filters
from itasearch.search.query.plan import QueryPlan, SignalWeights
from itasearch.search.rank.fuse import Retrieved, retrieve
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


def signals(found: Retrieved, name: str) -> dict[str, float]:
    """A signal of each measure, by id."""
    return {entry.measure_id: getattr(entry, name) for entry in found.ranked}


@pytest.mark.parametrize("depth", [1, 2, 3, 9])
def test_no_more_than_asked_for_are_found(backend: MemoryBackend, depth: int) -> None:
    found = retrieve(backend, QueryPlan(vector=TOWARDS_FIRST), depth=depth)

    assert found.complete is (depth > len(ROWS))
    assert len(found.ranked) == min(depth, len(ROWS))


@pytest.mark.parametrize("text", ["แผน", "ปีใหม่"])
def test_what_only_its_words_find_has_its_cosine_too(backend: MemoryBackend, text: str) -> None:
    plan = QueryPlan(vector=TOWARDS_FIRST, words=words(text))

    found = signals(retrieve(backend, plan, depth=1), "semantic")

    every = signals(retrieve(backend, plan, depth=9), "semantic")
    assert len(found) == 2
    assert found == {name: every[name] for name in found}


def test_words_are_divided_by_what_all_of_the_query_would_score(backend: MemoryBackend) -> None:
    query = words("งด", "ของขวัญ")
    scores = {hit.measure_id: hit.score for hit in backend.reader().search_text(query, k=9)}

    found = signals(retrieve(backend, QueryPlan(words=query, most_words=8.0), depth=9), "words")

    assert found == pytest.approx({name: score / 8 for name, score in scores.items()})
    assert set(found) == {"r1-m001", "r1-m002"}


def test_without_a_known_most_the_best_by_words_has_one(backend: MemoryBackend) -> None:
    plan = QueryPlan(words=words("งด", "ของขวัญ"))

    found = signals(retrieve(backend, plan, depth=9), "words")

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

    assert [entry.measure_id for entry in found.ranked] == ["r1-m002"]


def test_a_plan_that_asks_nothing_finds_nothing(backend: MemoryBackend) -> None:
    assert retrieve(backend, QueryPlan(), depth=9) == Retrieved(ranked=[], complete=True)


def test_signals_are_summed_by_weight(backend: MemoryBackend) -> None:
    plan = QueryPlan(
        vector=TOWARDS_FIRST,
        words=words("งด"),
        weights=SignalWeights(semantic=0.5, words=0.3),
    )

    found = retrieve(backend, plan, depth=9).ranked

    assert [entry.score for entry in found] == pytest.approx([0.8, 0.5 * 0.5**0.5, 0], abs=1e-6)


def test_ties_fall_by_measure_id() -> None:
    entries = [entry(MAE_SAI, number, f"แผน ที่{number}") for number in (2, 3, 1)]
    alike = MemoryBackend(entries, vectors(*[[1, 0, 0, 0]] * 3))

    found = retrieve(alike, QueryPlan(vector=TOWARDS_FIRST), depth=9)

    assert [it.measure_id for it in found.ranked] == ["r1-m001", "r1-m002", "r1-m003"]
