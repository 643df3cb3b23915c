"""Metrics on rankings small enough to reckon by hand."""

import math

import pytest

from itasearch.evaluate.evaluation import (
    difference,
    fused_by_rank,
    losses,
    mean_scores,
    score_queries,
    unanswered,
)
from itasearch.model.evaluation import JudgedQuery

JUDGED = {"q1": {"a": 3, "b": 1, "c": 0}, "q2": {"a": 1}, "none": {"a": 0}}
QUERIES = (
    JudgedQuery(id="q1", text="ของขวัญ", language="th", type="words"),
    JudgedQuery(id="q2", text="gifts", language="en", type="words"),
    JudgedQuery(id="none", text="สระว่ายน้ำ", language="th", type="none"),
)


def test_a_perfect_ranking_scores_one() -> None:
    scores = score_queries(JUDGED, {"q1": {"a": 2.0, "b": 1.0}})["q1"]

    assert (scores.ndcg_10, scores.recall_10, scores.recall_50, scores.mrr_10) == (1, 1, 1, 1)


def test_grades_count_by_their_place() -> None:
    scores = score_queries(JUDGED, {"q1": {"c": 3.0, "b": 2.0, "a": 1.0}})["q1"]

    gained = 1 / math.log2(3) + 3 / math.log2(4)
    assert scores.ndcg_10 == pytest.approx(gained / (3 + 1 / math.log2(3)))
    assert scores.mrr_10 == pytest.approx(0.5)


def test_a_query_without_ranking_scores_nothing_and_counts() -> None:
    scores = score_queries(JUDGED, {"q1": {"a": 2.0, "b": 1.0}})
    groups = {group.group: group for group in mean_scores("x", scores, QUERIES)}

    assert groups["all"].queries == 2
    assert groups["all"].scores.ndcg_10 == pytest.approx(0.5)
    assert groups["language en"].scores.ndcg_10 == 0


def test_the_same_run_differs_by_chance_only() -> None:
    scores = score_queries(JUDGED, {"q1": {"a": 2.0}})

    assert difference("x", scores, "y", scores).p_value == 1


def test_a_run_that_is_always_better_is_no_chance() -> None:
    judged = {f"q{i}": {"a": 1} for i in range(12)}
    good = score_queries(judged, {query: {"a": 1.0} for query in judged})
    bad = score_queries(judged, {query: {"b": 2.0, "a": 1.0} for query in judged})

    found = difference("good", good, "bad", bad)

    assert (found.better, found.worse) == (12, 0)
    assert found.p_value is not None
    assert found.p_value < 0.01


def test_with_one_query_there_is_no_test() -> None:
    good = score_queries({"q": {"a": 1}}, {"q": {"a": 1.0}})
    bad = score_queries({"q": {"a": 1}}, {"q": {"b": 1.0}})

    found = difference("good", good, "bad", bad)

    assert (found.mean, found.better, found.p_value) == (1, 1, None)


@pytest.mark.parametrize("other", ["0", "z"])
def test_scores_that_single_precision_cannot_part_keep_their_order(other: str) -> None:
    run = {"q2": {"a": 50.0, other: 49.999999}}

    scores = score_queries(JUDGED, run)["q2"]

    assert (scores.ndcg_10, scores.mrr_10) == (1, 1)


def test_a_loss_names_what_the_first_ten_lack() -> None:
    run = {"q1": {"b": 1.0}, "q2": {"a": 1.0}}
    (loss,) = losses(JUDGED, run, score_queries(JUDGED, run), QUERIES)

    assert loss.query.id == "q1"
    assert loss.unseen == ("a",)


def test_no_hit_is_right_only_where_nothing_answers() -> None:
    counts = unanswered(JUDGED, {"q1": {"a": 1.0}}, QUERIES)

    assert (counts.recognised, counts.without_answer) == (1, 1)
    assert (counts.denied, counts.answerable) == (1, 2)


def test_rank_fusion_puts_first_what_both_rank_high() -> None:
    fused = fused_by_rank([{"q": {"a": 9.0, "b": 8.0}}, {"q": {"b": 0.2, "c": 0.1}}])["q"]

    assert max(fused, key=lambda name: fused[name]) == "b"
