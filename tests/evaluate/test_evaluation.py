"""Rankings as runs: the order of a ranking is the order of its run, copies included."""

import numpy as np
import pytest

from itasearch.evaluate.evaluation import best_first, run_of
from itasearch.model.ranking import Hit, Query, Ranking, SameText, Snippet
from itasearch.model.records import Measure
from itasearch.model.source import SourceRef

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


def test_copies_stand_right_behind_their_hit(ranking: Ranking) -> None:
    scores = run_of({"q": ranking})["q"]

    assert best_first(scores)[:4] == ["m", "a", "z", "h02"]


def test_the_order_is_left_in_single_precision(ranking: Ranking) -> None:
    scores = run_of({"q": ranking})["q"]

    singles = np.array(list(scores.values()), dtype=np.float32)
    assert len(set(singles.tolist())) == len(scores) == 52
    assert (np.diff(singles) < 0).all()


def test_a_copy_that_is_a_hit_too_counts_once() -> None:
    twice = Ranking(query=Query(text="ยืม"), hits=(a_hit(1, "m", "a"), a_hit(2, "a")))

    assert run_of({"q": twice}) == {"q": {"m": 2.0, "a": 1.0}}
