from dataclasses import astuple

import pytest

from itasearch.model.ranking import SearchMode
from itasearch.search.query.plan import SignalWeights, weights_of
from itasearch.search.rank.fuse import fuse


@pytest.mark.parametrize("mode", list(SearchMode))
def test_weights_are_convex_but_for_what_a_title_as_typed_adds(mode: SearchMode) -> None:
    weights = weights_of(mode)

    assert sum(astuple(weights)) - weights.typed == pytest.approx(1)


def test_signals_are_summed_by_weight() -> None:
    (found,) = fuse(
        semantic={"a": 0.5},
        words={"a": 1.0},
        trigrams={"a": 0.2},
        weights=SignalWeights(semantic=0.5, words=0.3, trigrams=0.2),
        missing=0.0,
    )

    assert found.score == pytest.approx(0.5 * 0.5 + 0.3 * 1.0 + 0.2 * 0.2)


def test_a_measure_far_in_meaning_counts_as_the_last_near_one() -> None:
    found = fuse(
        semantic={"a": 0.5},
        words={"b": 1.0},
        trigrams={},
        weights=weights_of(SearchMode.HYBRID),
        missing=0.2,
    )

    assert {item.measure_id: item.semantic for item in found} == {"a": 0.5, "b": 0.2}


def test_ties_fall_by_measure_id() -> None:
    found = fuse(
        semantic={"b": 0.5, "c": 0.5, "a": 0.5},
        words={},
        trigrams={},
        weights=weights_of(SearchMode.SEMANTIC),
        missing=0.0,
    )

    assert [item.measure_id for item in found] == ["a", "b", "c"]
