"""The first hits read again: order, scores, what stays as it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from itasearch.encoders.base import Scores
from itasearch.errors import EncoderError
from itasearch.model.ranking import Hit, Query, SearchMode, Snippet
from itasearch.search.rank.rerank import RERANKED, WEIGHT, rerank
from itasearch.search.searcher import Searcher
from tests.search.fakes import library, measure, searcher_of, stored, town


@dataclass
class FakeReranker:
    """Scores by a word of the text, and remembers what it was asked."""

    word: str = "ดีที่สุด"
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    name: str = "fake@1"

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        self.asked.append((query, tuple(texts)))
        return np.array([0.9 if self.word in text else 0.1 for text in texts], dtype=np.float32)


def hit(rank: int, title: str, *, score: float, passage: str = "", steps: str = "") -> Hit:
    return Hit(
        rank=rank,
        score=score,
        signals=(("words", 0.5),),
        measure=measure(f"r{rank}-l1", title, steps=steps),
        organisation=None,
        fiscal_year_be=2566,
        passage=Snippet(field="steps" if passage else "title", text=passage or title),
        reason="",
    )


def hits(count: int) -> list[Hit]:
    return [
        hit(number, f"มาตรการที่ {number}", score=1 - number / 1000) for number in range(1, count + 1)
    ]


def titles(found: Sequence[Hit]) -> list[str]:
    return [one.measure.title for one in found]


def test_what_the_reranker_prefers_comes_first() -> None:
    found = rerank([*hits(4), hit(5, "ดีที่สุด", score=0.9)], "คำถาม", FakeReranker())

    assert titles(found[:3]) == ["ดีที่สุด", "มาตรการที่ 1", "มาตรการที่ 2"]
    assert [one.rank for one in found] == [1, 2, 3, 4, 5]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_the_first_score_still_counts() -> None:
    first, second = hit(1, "ก", score=1.0), hit(2, "ข ดีที่สุด", score=0.0)
    reranker = FakeReranker()

    found = rerank([first, second], "คำถาม", reranker)

    assert WEIGHT * 0.9 > WEIGHT * 0.1 + (1 - WEIGHT)
    assert titles(found) == ["ข ดีที่สุด", "ก"]


def test_hits_behind_the_first_fifty_are_not_read_and_stay_behind() -> None:
    many = [*hits(RERANKED), hit(51, "ดีที่สุด", score=0.5)]
    reranker = FakeReranker()

    found = rerank(many, "คำถาม", reranker)

    assert len(reranker.asked[0][1]) == RERANKED
    assert titles(found)[-1] == "ดีที่สุด"
    assert min(one.score for one in found[:-1]) >= found[-1].score


def test_it_reads_title_and_passage_or_the_whole_row() -> None:
    reranker = FakeReranker()
    given = [
        hit(1, "งดรับของขวัญ", score=1.0, passage="ผู้บริหารลงนาม", steps="ผู้บริหารลงนาม"),
        hit(2, "แผนจัดซื้อ", score=0.9, steps="ลงประกาศทุกเดือน"),
    ]

    rerank(given, "คำถาม", reranker)

    assert reranker.asked == [("คำถาม", ("งดรับของขวัญ\nผู้บริหารลงนาม", "แผนจัดซื้อ\nลงประกาศทุกเดือน"))]


def test_a_reranker_that_loses_texts_is_told() -> None:
    class Broken(FakeReranker):
        def scores(self, query: str, texts: Sequence[str]) -> Scores:
            return super().scores(query, texts)[1:]

    with pytest.raises(EncoderError, match="gave 1 scores for 2 texts"):
        rerank(hits(2), "คำถาม", Broken())


@pytest.fixture(scope="module")
def reranker() -> FakeReranker:
    return FakeReranker(word="ออนไลน์")


@pytest.fixture(scope="module")
def searcher(reranker: FakeReranker) -> Searcher:
    rows = ("ร้องเรียนทางไปรษณีย์", "ร้องเรียนที่สำนักงาน", "ร้องเรียนออนไลน์ตลอดวัน")
    lib = library(
        [
            stored(measure(f"r{number}-l1", title), town(f"บ้าน{number}"))
            for number, title in enumerate(rows)
        ]
    )
    return searcher_of(lib, reranker=reranker)


def test_a_search_is_reranked(searcher: Searcher) -> None:
    found = searcher.search(Query(text="ร้องเรียน", k=1))

    assert titles(found.hits) == ["ร้องเรียนออนไลน์ตลอดวัน"]


@pytest.mark.parametrize("mode", [SearchMode.WORDS, SearchMode.SEMANTIC, SearchMode.PHRASE])
def test_other_modes_rerank(searcher: Searcher, reranker: FakeReranker, mode: SearchMode) -> None:
    before = len(reranker.asked)

    searcher.search(Query(text="ร้องเรียน", mode=mode))

    assert len(reranker.asked) == before


def test_no_answer_is_said_without_it(searcher: Searcher, reranker: FakeReranker) -> None:
    before = len(reranker.asked)

    found = searcher.search(Query(text="quantum chromodynamics lattice"))

    assert found.no_match
    assert len(reranker.asked) == before
