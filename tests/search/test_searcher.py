import pytest

from itasearch.model.ranking import Filters, Hit, Query, Ranking, SearchMode
from itasearch.search.searcher import NEAREST, Searcher
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


def _shown(hit: Hit) -> tuple[object, ...]:
    return (hit.rank, hit.measure, hit.passage, hit.reason, hit.same_text)


class TestHybrid:
    @pytest.mark.parametrize("text", ["งดรับของขวัญ", "No Gift Policy", "gift refusal", "งดรับของขวน"])
    def test_every_way_of_asking_finds_what_is_meant(self, lib: Library, text: str) -> None:
        found = ids(searcher(lib).search(Query(text=text)))

        assert set(found[:3]) == {"a-1", "a-2", "b-3"}

    def test_hits_are_ranked_from_one_with_falling_scores(self, lib: Library) -> None:
        hits = searcher(lib).search(Query(text="ยืมพัสดุ")).hits

        assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
        assert [hit.score for hit in hits] == sorted((h.score for h in hits), reverse=True)

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


class TestCopiedTexts:
    def test_copies_of_other_reports_are_one_hit(self, lib: Library) -> None:
        ranking = searcher(lib).search(Query(text="ช่องทางร้องเรียน กล่องรับเรื่อง"))

        folded = {copy.measure_id for copy in ranking.hits[0].same_text}
        assert {ranking.hits[0].measure.id} | folded == {"a-4", "b-2", "c-1"}
        assert not folded & set(ids(ranking))

    def test_a_copy_keeps_its_town_and_year(self, lib: Library) -> None:
        hit = searcher(lib).search(Query(text="ช่องทางร้องเรียนหาดแก้ว")).hits[0]

        assert hit.measure.id == "b-2"
        assert {(c.organisation, c.fiscal_year_be) for c in hit.same_text} == {
            (NORTH, 2566),
            (NORTH, 2567),
        }


class TestModes:
    @pytest.mark.parametrize("text", ["งดรับของขวัญ", "จัดซื้อจัดจ้าง", "จัดซื้อจัดจาง", "gift refusal"])
    def test_words_answer_thai_without_any_vector(self, lib: Library, text: str) -> None:
        ranking = searcher(lib, silent=True).search(Query(text=text, mode=SearchMode.WORDS))

        assert ranking.hits
        assert all(dict(hit.signals)["words"] > 0 for hit in ranking.hits[:1])

    def test_words_return_only_what_has_them(self, lib: Library) -> None:
        ranking = searcher(lib, silent=True).search(Query(text="พัสดุ", mode=SearchMode.WORDS))

        assert ids(ranking) == ["a-3"]

    def test_meaning_alone_asks_for_no_text(self, lib: Library) -> None:
        ranking = searcher(lib).search(Query(text="ยืมพัสดุ", mode=SearchMode.SEMANTIC))

        assert set(dict(ranking.hits[0].signals)) == {"semantic"}
        assert ranking.added == ()

    def test_a_phrase_must_stand_word_for_word(self, lib: Library) -> None:
        asked = searcher(lib, silent=True)

        exact = asked.search(Query(text="งดรับของขวัญ", mode=SearchMode.PHRASE))
        turned = asked.search(Query(text="ของขวัญงดรับ", mode=SearchMode.PHRASE))

        assert set(ids(exact)) == {"a-1", "a-2", "b-3"}
        assert turned.no_match

    def test_quoted_words_must_occur_in_hybrid_search(self, lib: Library) -> None:
        found = ids(searcher(lib).search(Query(text='"งดรับของขวัญ" ปีใหม่')))

        assert found[0] == "a-2"
        assert set(found) == {"a-1", "a-2", "b-3"}


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

    def test_a_year_without_reports_gives_nothing(self, lib: Library) -> None:
        ranking = searcher(lib).search(
            Query(text="งดรับของขวัญ", filters=Filters(fiscal_years=(2560,)))
        )

        assert ranking.no_match
        assert ranking.nearest == ()


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


class TestSimilar:
    def test_it_finds_kindred_measures_and_never_itself(self, lib: Library) -> None:
        found = ids(searcher(lib).similar("a-1", Query(text="", k=5)))

        assert set(found[:2]) == {"a-2", "b-3"}
        assert "a-1" not in found


@pytest.mark.parametrize("mode", [SearchMode.HYBRID, SearchMode.WORDS, SearchMode.PHRASE])
def test_what_a_phrase_lets_in_is_found_in_every_mode(lib: Library, mode: SearchMode) -> None:
    found = searcher(lib).search(Query(text='"อบรม"', mode=mode))

    assert ids(found) == ["a-2"]


def test_words_are_those_of_the_last_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    held = library(MEASURES)
    opened = searcher_of(held)
    before = opened.at_last_commit()

    newer = library([*MEASURES, stored(measure("d-1", "บินโดรนสำรวจป่า"), SOUTH)])
    monkeypatch.setattr(held.backend, "reader", newer.backend.reader)

    assert not before.tools.vocabulary.knows("โดรน")
    assert opened.at_last_commit().tools.vocabulary.knows("โดรน")
