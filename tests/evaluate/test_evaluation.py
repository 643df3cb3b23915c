"""Rankings as runs: the order of a ranking is the order of its run, copies included."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from itasearch.errors import EvaluationError
from itasearch.evaluate import (
    best_first,
    difference,
    fused_by_rank,
    losses,
    mean_scores,
    read_qrels,
    read_queries,
    read_run,
    run_of,
    score_queries,
    unanswered,
    write_run,
)
from itasearch.model.evaluation import JudgedQuery
from itasearch.model.ranking import Hit, Query, Ranking, SameText, Snippet
from itasearch.model.records import Measure
from itasearch.model.source import SourceRef
from tests.cases import examples, literal

SOURCE = SourceRef(path="a.md", sha256="0" * 64)


def a_hit(rank: int, name: str, *copies: str) -> Hit:
    return Hit(
        rank=rank,
        score=1 / rank,
        signals=(),
        measure=Measure(id=name, report_id="r", title="ยืมพัสดุ", source=SOURCE),
        organisation=None,
        fiscal_year_be=None,
        passage=Snippet(field="title", text="ยืมพัสดุ"),
        reason="",
        same_text=tuple(
            SameText(measure_id=copy, organisation=None, fiscal_year_be=None, source=SOURCE)
            for copy in copies
        ),
    )


@pytest.fixture
def ranking() -> Ranking:
    """Fifty hits; the first has copies whose ids stand before its own."""
    hits = [a_hit(1, "m", "a", "z"), *(a_hit(rank, f"h{rank:02}") for rank in range(2, 51))]
    return Ranking(query=Query(text="ยืมพัสดุ"), hits=tuple(hits))


def test_copies_stand_right_behind_their_hit_in_single_precision_too(ranking: Ranking) -> None:
    scores = run_of({"q": ranking})["q"]

    assert best_first(scores)[:4] == ["m", "a", "z", "h02"]
    singles = np.array(list(scores.values()), dtype=np.float32)
    assert len(set(singles.tolist())) == len(scores) == 52
    assert (np.diff(singles) < 0).all()


def test_a_copy_that_is_a_hit_too_counts_once() -> None:
    twice = Ranking(query=Query(text="ยืม"), hits=(a_hit(1, "m", "a"), a_hit(2, "a")))

    assert run_of({"q": twice}) == {"q": {"m": 2.0, "a": 1.0}}


JUDGED = {"q1": {"a": 3, "b": 1, "c": 0}, "q2": {"a": 1}, "none": {"a": 0}}
QUERIES = (
    JudgedQuery(id="q1", text="ของขวัญ", language="th", type="words"),
    JudgedQuery(id="q2", text="gifts", language="en", type="words"),
    JudgedQuery(id="none", text="สระว่ายน้ำ", language="th", type="none"),
)


def test_grades_count_by_their_place_and_a_perfect_ranking_scores_one() -> None:
    perfect = score_queries(JUDGED, {"q1": {"a": 2.0, "b": 1.0}})["q1"]
    scores = score_queries(JUDGED, {"q1": {"c": 3.0, "b": 2.0, "a": 1.0}})["q1"]

    gained = 1 / math.log2(3) + 3 / math.log2(4)
    assert scores.ndcg_10 == pytest.approx(gained / (3 + 1 / math.log2(3)))
    assert scores.mrr_10 == pytest.approx(0.5)
    whole = (perfect.ndcg_10, perfect.recall_10, perfect.recall_50, perfect.mrr_10)
    assert whole == (1, 1, 1, 1)


def test_a_query_without_ranking_scores_nothing_and_counts() -> None:
    scores = score_queries(JUDGED, {"q1": {"a": 2.0, "b": 1.0}})
    groups = {group.group: group for group in mean_scores("x", scores, QUERIES)}

    assert groups["all"].queries == 2
    assert groups["all"].scores.ndcg_10 == pytest.approx(0.5)
    assert groups["language en"].scores.ndcg_10 == 0


def test_a_run_that_is_always_better_is_no_chance() -> None:
    judged = {f"q{i}": {"a": 1} for i in range(12)}
    good = score_queries(judged, {query: {"a": 1.0} for query in judged})
    bad = score_queries(judged, {query: {"b": 2.0, "a": 1.0} for query in judged})

    found = difference("good", good, "bad", bad)

    assert (found.better, found.worse) == (12, 0)
    assert found.p_value is not None
    assert found.p_value < 0.01
    assert difference("x", bad, "y", bad).p_value == 1
    first, none = (score_queries({"q": {"a": 1}}, {"q": {name: 1.0}}) for name in "ab")
    of_one = difference("first", first, "none", none)
    assert (of_one.mean, of_one.better, of_one.p_value) == (1, 1, None)


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


def test_a_run_comes_back_as_it_was_written(tmp_path: Path) -> None:
    run = {"q1": {"ra-t1r2": 2.0, "rb-t1r3": 1.5}, "q2": {"rc-t1r1": 0.25}}

    write_run(run, tmp_path / "run", tag="test")

    assert read_run(tmp_path / "run") == run


def test_judgements_are_grades_by_query_and_measure(tmp_path: Path) -> None:
    file = tmp_path / "qrels"
    file.write_text("q1 0 ra 3\nq1 0 rb 0\n\nq2 0 ra 1\n", encoding="utf-8")

    assert read_qrels(file) == {"q1": {"ra": 3, "rb": 0}, "q2": {"ra": 1}}


def test_queries_may_stand_under_a_heading(tmp_path: Path) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text('qid\ttext\tlanguage\ttype\nq1\tงด "ของขวัญ"\tth\twords\n', encoding="utf-8")

    (query,) = read_queries(file)

    assert (query.id, query.text, query.language, query.type) == (
        "q1",
        'งด "ของขวัญ"',
        "th",
        "words",
    )


_READ = {each.__name__: each for each in (read_qrels, read_run, read_queries)}


@examples("evaluation", "a file of another form", _READ.__getitem__, literal, str)
def test_a_file_of_another_form_is_told_with_its_line(
    read: Callable[[Path], object], text: str, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "qrels"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(EvaluationError, match=told):
        read(file)
