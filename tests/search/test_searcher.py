from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from itasearch.model.ranking import (
    NO_FILTERS,
    Arrangement,
    Filters,
    Hit,
    Query,
    Ranking,
    Refinement,
    SearchMode,
)
from itasearch.search.query.names.understand import Understanding
from itasearch.search.searcher import NEAREST, Searcher
from tests.cases import examples, literal
from tests.search.fakes import Library, RaisingEncoder, library, measure, searcher_of, stored, town

NORTH = town("ดอยคำ", province="ลำปาง")
SOUTH = town("หาดแก้ว", province="ตรัง")
COPY_STEPS = "ตั้งกล่องรับเรื่องหน้าสำนักงาน เปิดทุกวันศุกร์ แล้วรายงานนายกภายในสามวันทำการ"

MEASURES = [
    stored(measure("a-1", "ประกาศนโยบายงดรับของขวัญ", steps="ลงนามต่อหน้าพนักงาน"), NORTH),
    stored(measure("a-2", "ฝึกอบรมวินัย", outcomes="พนักงานงดรับของขวัญช่วงปีใหม่ (No Gift Policy)"), NORTH),
    stored(measure("a-3", "ระเบียบการยืมพัสดุ", steps="ยื่นใบยืมก่อนสามวัน"), NORTH),
    stored(measure("a-4", "ช่องทางร้องเรียนของดอยคำ", steps=COPY_STEPS), NORTH),
    stored(measure("b-1", "เผยแพร่แผนจัดซื้อจัดจ้าง", steps="กองคลังลงเว็บไซต์"), SOUTH),
    stored(measure("b-2", "ช่องทางร้องเรียนของหาดแก้ว", steps=COPY_STEPS), SOUTH),
    stored(measure("b-3", "งดรับของขวัญทุกเทศกาล", steps="ติดป้ายหน้าเคาน์เตอร์"), SOUTH),
    stored(measure("c-1", "ช่องทางร้องเรียนของดอยคำ", steps=COPY_STEPS), NORTH, fiscal_year_be=2567),
]


@pytest.fixture(scope="module")
def lib() -> Library:
    return library(MEASURES)


def searcher(lib: Library, *, silent: bool = False) -> Searcher:
    encoder = RaisingEncoder() if silent else lib.encoder
    return searcher_of(lib, encoder=encoder)


def ids(ranking: Ranking) -> list[str]:
    return [hit.measure.id for hit in ranking.hits]


def all_ids(ranking: Ranking) -> set[str]:
    hits = ranking.hits + ranking.nearest
    return {h.measure.id for h in hits} | {s.measure_id for h in hits for s in h.same_text}


def told(ranking: Ranking) -> str:
    """Hits that answer with their copies and since when they are so, the others by id, what is
    near, and facets."""
    hits = [
        f"{hit.measure.id}{[it.measure_id for it in hit.same_text] or ''}"
        f"{hit.unchanged_since or ''}"
        for hit in ranking.hits
    ]
    parts = [" ".join(hits[: ranking.answering]), "unsure"][: 1 + ranking.unsure]
    parts += [f"and {' '.join(sorted(rest))}" for rest in (hits[ranking.answering :],) if rest]
    parts += [f"near {hit.measure.id}" for hit in ranking.nearest]
    if facets := ranking.facets:
        counts = (facets.fiscal_years, facets.types, facets.provinces)
        parts.append(
            f"{ranking.counted} counted {' '.join(str(sorted(it.items())) for it in counts)}"
        )
    return "; ".join(parts)


@examples("answers", "of a small library", str, literal, str)
def test_answers_of_a_small_library(text: str, given: Mapping[str, Any], wanted: str) -> None:
    new = (stored(measure(name, **row), SOUTH) for name, row in given.get("new", {}).items())
    held, counted = searcher_of(library([*MEASURES, *new])), Arrangement(counted="counted" in given)
    query = Query(
        text="" if given.get("similar") else text,
        k=given.get("k", 10),
        mode=SearchMode(given.get("mode", "hybrid")),
        filters=Filters(**given.get("filters", {})),
        refinement=Refinement(like=given.get("like", ()), arrangement=counted),
    )

    if given.get("similar"):
        found = held.similar(text, query)
    elif read := given.get("read"):
        reading = Understanding(filters=query.filters, **read)
        found = held.search(replace(query, filters=NO_FILTERS), read=lambda _: reading)
        assert (found.query.filters, found.not_held) == (query.filters, reading.not_held)
    else:
        found = held.search(query)

    assert told(found) == wanted


def _shown(hit: Hit) -> tuple[object, ...]:
    return (hit.rank, hit.measure, hit.passage, hit.reason, hit.same_text)


class TestHybrid:
    @pytest.mark.parametrize("text", ["งดรับของขวัญ", "No Gift Policy", "gift refusal", "งดรับของขวน"])
    def test_every_way_of_asking_finds_what_is_meant(self, lib: Library, text: str) -> None:
        found = ids(searcher(lib).search(Query(text=text)))

        assert set(found[:3]) == {"a-1", "a-2", "b-3"}

    def test_a_hit_tells_where_and_why(self, lib: Library) -> None:
        hit = next(
            h
            for h in searcher(lib).search(Query(text="gift refusal")).hits
            if h.measure.id == "a-2"
        )

        assert hit.passage.field == "outcomes"
        assert "งดรับของขวัญ" in hit.reason
        marked = [hit.passage.text[a:b] for a, b in hit.passage.highlights]
        assert "งดรับของขวัญ" in marked
        assert set(dict(hit.signals)) >= {"semantic", "words", "covered", "kin"}

    @pytest.mark.parametrize("text", ["รายงานนายก", "งดรับของขวัญ", "gift refusal", "ช่องทางร้องเรียน"])
    def test_the_order_of_adding_changes_no_answer(self, lib: Library, text: str) -> None:
        turned = library(MEASURES[::-1])

        one, other = (searcher(each).search(Query(text=text)) for each in (lib, turned))

        assert one.hits
        assert [_shown(hit) for hit in one.hits] == [_shown(hit) for hit in other.hits]
        assert [hit.score for hit in one.hits] == pytest.approx([hit.score for hit in other.hits])


class TestModes:
    @pytest.mark.parametrize("text", ["งดรับของขวัญ", "จัดซื้อจัดจ้าง", "จัดซื้อจัดจาง", "gift refusal"])
    def test_words_answer_thai_without_any_vector(self, lib: Library, text: str) -> None:
        ranking = searcher(lib, silent=True).search(Query(text=text, mode=SearchMode.WORDS))

        assert ranking.hits
        assert all(dict(hit.signals)["words"] > 0 for hit in ranking.hits[:1])

    def test_meaning_alone_asks_for_no_text(self, lib: Library) -> None:
        ranking = searcher(lib).search(Query(text="ยืมพัสดุ", mode=SearchMode.SEMANTIC))

        assert set(dict(ranking.hits[0].signals)) == {"semantic"}
        assert ranking.added == ()


class TestFilters:
    @pytest.mark.parametrize("mode", list(SearchMode))
    @pytest.mark.parametrize(
        "filters",
        [
            Filters(organisation_ids=(SOUTH.id,)),
            Filters(provinces=("ตรัง",)),
            Filters(provinces=("ตรัง",), fiscal_years=(2566,)),
        ],
    )
    def test_no_row_of_another_town_comes_through(
        self, lib: Library, mode: SearchMode, filters: Filters
    ) -> None:
        for text in ("งดรับของขวัญ", "ช่องทางร้องเรียน", "asdfgh"):
            ranking = searcher(lib).search(Query(text=text, mode=mode, filters=filters))

            assert all_ids(ranking) <= {"b-1", "b-2", "b-3"}


class TestNoMatch:
    @pytest.mark.parametrize("text", ["แมวเหมียว ฟุตบอล", "football cooking"])
    def test_words_without_an_answer_have_what_is_nearest(self, lib: Library, text: str) -> None:
        ranking = searcher(lib).search(Query(text=text))

        assert ranking.no_match
        assert 0 < len(ranking.nearest) <= NEAREST
        assert not any(hit.reason or hit.why.is_near for hit in ranking.nearest)

    @pytest.mark.parametrize(
        "text", ["asdfgh zxcv", "ฟหกดสวง", "ฟหกดฟหกดasdkj", "ฟหกด่าสว", "หกดเ้", "sdkjfh", "กกกก"]
    )
    def test_letters_that_are_no_words_have_nothing_near(self, lib: Library, text: str) -> None:
        ranking = searcher(lib).search(Query(text=text))

        assert ranking.no_match
        assert ranking.nearest == ()


class TestSpread:
    LARGE = tuple(
        stored(measure(f"d-{n}", "งดรับของขวัญ", steps=f"กอง{part}ติดป้ายงดรับของขวัญ"), NORTH)
        for n, part in enumerate(("คลัง", "ช่าง", "สวัสดิการ", "ศึกษา", "สาธารณสุข", "วิชาการ"))
    )
    OTHERS = tuple(
        stored(measure(f"e{n}-1", f"งดรับของขวัญ{when}", steps="ผู้บริหารลงนามประกาศ"), town(f"บ้าน{n}"))
        for n, when in enumerate(("ทุกเทศกาล", "จากผู้รับจ้าง", "จากประชาชน ตลอดทั้งปีงบประมาณ"))
    )

    @pytest.fixture
    def of_large(self) -> Searcher:
        return searcher_of(library([*self.LARGE, *self.OTHERS]))

    @pytest.mark.parametrize("mode", [SearchMode.HYBRID, SearchMode.WORDS, SearchMode.SEMANTIC])
    def test_a_large_report_has_two_of_the_first_five_hits(
        self, of_large: Searcher, mode: SearchMode
    ) -> None:
        found = of_large.search(Query(text="งดรับของขวัญ", mode=mode))

        reports = [hit.measure.report_id for hit in found.hits]
        assert (reports[:5].count("d"), reports.count("d"), len(reports)) == (2, 6, 9)
        assert [hit.rank for hit in found.hits] == list(range(1, 10))
        scores = [hit.score for hit in found.hits]
        assert scores == sorted(scores, reverse=True)

    @pytest.mark.parametrize("k", [1, 3, 5])
    def test_fewer_hits_are_the_first_of_more(self, of_large: Searcher, k: int) -> None:
        few, many = (of_large.search(Query(text="งดรับของขวัญ", k=n)) for n in (k, 20))

        assert ids(few) == ids(many)[:k]

    def test_a_town_that_is_named_has_all(self, of_large: Searcher) -> None:
        named = Filters(organisation_ids=(NORTH.id, "บ้าน1"))

        found = of_large.search(Query(text="งดรับของขวัญ", filters=named))

        assert [hit.measure.report_id for hit in found.hits][:5].count("d") > 2


def test_words_are_those_of_the_last_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    held = library(MEASURES)
    opened = searcher_of(held)
    before = opened.at_last_commit()

    newer = library([*MEASURES, stored(measure("d-1", "บินโดรนสำรวจป่า"), SOUTH)])
    monkeypatch.setattr(opened, "_reader", newer.backend.reader)

    assert not before.tools.vocabulary.knows("โดรน")
    assert opened.at_last_commit().tools.vocabulary.knows("โดรน")
