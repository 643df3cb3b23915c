"""More like this."""

import numpy as np
import pytest

from itasearch.model.ranking import Query, Ranking, Refinement, SearchMode
from itasearch.search.query.plan import QueryPlan
from itasearch.search.rank.feedback import steered
from tests.search.fakes import Library, RaisingEncoder, library, measure, searcher_of, stored, town

MEASURES = [
    measure("a-1", "อบรมพนักงานเรื่องพัสดุ", steps="สอนทำใบยืมและทะเบียนพัสดุ"),
    measure("a-2", "อบรมพนักงานเรื่องจริยธรรม", steps="ฟังธรรมและทบทวนจรรยา"),
    measure("b-1", "ทะเบียนพัสดุและใบยืม", steps="ตรวจนับพัสดุทุกปี"),
    measure("b-2", "ประมวลจริยธรรมและจรรยา", steps="ติดประกาศให้พนักงานทุกคน"),
    measure("c-1", "บัตรคิวหน้าเคาน์เตอร์", steps="แยกช่องผู้สูงอายุ"),
]


@pytest.fixture(scope="module")
def lib() -> Library:
    return library([stored(item, town("ห้วยใส")) for item in MEASURES])


def ask(
    lib: Library, text: str, *, like: tuple[str, ...] = (), mode: SearchMode = SearchMode.HYBRID
) -> Ranking:
    searcher = searcher_of(lib)
    refinement = Refinement(like=like)
    return searcher.search(Query(text=text, mode=mode, refinement=refinement))


def ids(ranking: Ranking) -> list[str]:
    return [hit.measure.id for hit in ranking.hits]


def test_a_liked_measure_draws_its_kind_up(lib: Library) -> None:
    steered = ids(ask(lib, "อบรมพนักงาน", like=("b-1",)))

    assert steered.index("a-1") < steered.index("a-2")


def test_a_liked_measure_is_left_out(lib: Library) -> None:
    assert "a-2" in ids(ask(lib, "อบรมพนักงาน"))
    assert "a-2" not in ids(ask(lib, "อบรมพนักงาน", like=("a-2",)))


@pytest.mark.parametrize("text", ["", "ใบยืมพัสดุ"])
def test_copies_of_a_liked_measure_are_no_hits_and_no_copies_of_one(text: str) -> None:
    row = {"title": "ทะเบียนพัสดุและใบยืม", "steps": "ตรวจนับพัสดุทุกปี"}
    copied = [measure(f"{report}-1", **row) for report in ("d", "e")]
    towns = [town("ห้วยใส"), town("ดอนตาล")]
    held = [stored(item, town("ห้วยใส")) for item in MEASURES]
    held += [stored(item, owner) for item, owner in zip(copied, towns, strict=True)]

    hits = ask(library(held, alike=True), text, like=("b-1",)).hits

    seen = {hit.measure.id for hit in hits} | {
        same.measure_id for hit in hits for same in hit.same_text
    }
    assert "a-1" in seen
    assert seen.isdisjoint({"b-1", "d-1", "e-1"})


@pytest.mark.parametrize("mode", [SearchMode.HYBRID, SearchMode.SEMANTIC, SearchMode.WORDS])
def test_liked_measures_need_no_text(lib: Library, mode: SearchMode) -> None:
    found = ids(ask(lib, "", like=("b-1",), mode=mode))

    assert "b-1" not in found
    assert "a-1" in found[:2]


def test_a_liked_measure_alone_needs_no_encoder(lib: Library) -> None:
    searcher = searcher_of(lib, encoder=RaisingEncoder())

    assert searcher.search(Query(text="", refinement=Refinement(like=("b-1",)))).hits


def test_a_liked_measure_turns_the_vector_towards_its_own(lib: Library) -> None:
    (row,) = lib.backend.reader().measure_vectors(["b-1"])
    own = lib.encoder.encode_queries(["อบรมพนักงาน"])
    liked = [MEASURES[2]]

    turned = steered(QueryPlan(vector=own), liked, lib.tools).vector
    alone = steered(QueryPlan(), liked, lib.tools).vector

    assert turned is not None and alone is not None
    assert turned[0] @ row > own[0] @ row
    assert float(np.linalg.norm(turned)) == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(alone, row[None, :], atol=1e-5)


def test_a_liked_measure_that_is_not_indexed_steers_by_words_only(lib: Library) -> None:
    liked = [measure("z-1", "ทะเบียนพัสดุและโดรน")]
    own = lib.encoder.encode_queries(["อบรมพนักงาน"])

    empty = steered(QueryPlan(), liked, lib.tools)
    asked = steered(QueryPlan(vector=own, most_words=3.0), liked, lib.tools)

    assert (empty.vector, asked.words, asked.most_words) == (None, None, None)
    assert empty.words is not None and "พัสดุ" in empty.words
    assert "โดรน" not in empty.words, "no measure has it"
    assert asked.vector is not None
    np.testing.assert_allclose(asked.vector, own, atol=1e-5)


def test_a_long_liked_measure_steers_by_each_of_its_words() -> None:
    common = "อบรม พนักงาน พัสดุ ใบยืม ทะเบียน ตรวจนับ จริยธรรม จรรยา ประกาศ บัตรคิว เคาน์เตอร์ ผู้สูงอายุ ช่อง"
    common += " ถนน น้ำ ไฟ ขยะ โรงเรียน เด็ก ภาษี งบประมาณ เว็บไซต์ ประชุม รายงาน ป้าย คู่มือ แผน ตลาด"
    rows = [measure(f"{name}-1", "งาน", steps=common) for name in "abcdef"]
    liked = measure("g-1", "งาน", steps=f"{common} โดรน")
    whole = library([stored(item, town("ห้วยใส")) for item in (*rows, liked)])

    words = steered(QueryPlan(), [liked], whole.tools).words or {}

    assert "โดรน" in words
    assert len(set(words.values())) == 1


def test_the_reason_names_what_it_is_like(lib: Library) -> None:
    hit = ask(lib, "", like=("b-1",)).hits[0]

    assert hit.why.like == ("ทะเบียนพัสดุและใบยืม",)
    assert "ทะเบียนพัสดุและใบยืม" in hit.reason
