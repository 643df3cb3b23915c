import pytest

from itasearch.domain.glossary import glossary
from itasearch.domain.words import segmenter
from itasearch.model.ranking import SearchMode
from itasearch.search.expand import IGNORED_WEIGHT, PREFIXED_WEIGHT, Expansion, expand
from itasearch.search.parse import parse_query
from itasearch.search.prepare import Tools, prepare
from itasearch.search.vocabulary import Vocabulary
from tests.search.fakes import Library, RaisingEncoder, library, measure, stored, town

TOWN = town("ห้วยใส")


@pytest.fixture(scope="module")
def lib() -> Library:
    items = [
        measure("a-1", "ประกาศนโยบายไม่รับของขวัญ (No Gift Policy)", steps="แจ้งเวียนทุกกอง"),
        measure("a-2", "รายงานการร้องเรียนทุกเดือน", steps="เจ้าหน้าที่และพนักงานรับเรื่อง"),
        measure("a-3", "จัดซื้อจัดจ้างอย่างเปิดเผย", steps="กองคลังลงแผนในเว็บไซต์"),
        measure("a-4", "เปิดบริการออนไลน์", steps="ประชาชนยื่นคำขอได้ทุกวัน"),
    ]
    return library([stored(item, TOWN) for item in items])


def expanded(text: str, lib: Library) -> Expansion:
    return expand(
        parse_query(text, segmenter()),
        glossary(),
        segmenter=segmenter(),
        vocabulary=Vocabulary(lib.backend),
    )


def weights(expansion: Expansion) -> dict[str, float]:
    return {term.text: term.weight for term in expansion.own + expansion.other}


def test_an_english_query_gets_thai_words(lib: Library) -> None:
    found = expanded("gift refusal", lib)

    assert "ของขวัญ" in weights(found)
    assert "นโยบายไม่รับของขวัญ" in [one.name for one in found.added]


def test_a_thai_query_gets_english_words(lib: Library) -> None:
    assert "gift" in weights(expanded("งดรับของขวัญ", lib))


def test_added_words_weigh_less_than_asked_ones(lib: Library) -> None:
    found = expanded("บริการออนไลน์ gift refusal", lib)

    assert max(term.weight for term in found.other) < 1
    assert weights(found)["ออนไลน์"] == 1


def test_names_that_the_index_lacks_are_not_said_to_be_added(lib: Library) -> None:
    assert "ของที่ระลึก" not in [one.name for one in expanded("ของขวัญ", lib).added]


def test_a_form_with_a_prefix_is_searched_too(lib: Library) -> None:
    assert weights(expanded("ร้องเรียน", lib))["การร้องเรียน"] == PREFIXED_WEIGHT


def test_fillers_weigh_next_to_nothing(lib: Library) -> None:
    assert weights(expanded("ไม่รับของขวัญ", lib))["ไม่"] == IGNORED_WEIGHT


def test_everyday_thai_words_are_not_widened(lib: Library) -> None:
    assert expanded("พนักงาน", lib).added == ()
    assert "พนักงาน" in [one.name for one in expanded("staff", lib).added]


def test_the_meaning_is_the_query_in_thai(lib: Library) -> None:
    assert expanded("ความโปร่งใสของ procurement", lib).meaning == "ความโปร่งใสของ จัดซื้อจัดจ้าง"
    assert expanded("จัดซื้อจัดจ้าง", lib).meaning == "จัดซื้อจัดจ้าง"


def test_coverage_tells_how_much_is_known(lib: Library) -> None:
    assert expanded("asdfgh zxcv", lib).coverage == 0
    assert expanded("gift refusal", lib).coverage == 1
    assert 0 < expanded("ของขวัญ asdfgh", lib).coverage < 1


class TestMisspelledTerms:
    def prepared(self, text: str, lib: Library) -> Expansion:
        tools = Tools(
            backend=lib.backend,
            encoder=RaisingEncoder(),
            segmenter=segmenter(),
            glossary=glossary(),
        )
        return prepare(text, SearchMode.WORDS, tools=tools).expansion

    @pytest.mark.parametrize("typed", ["จัดซื้อจัดจาง", "จัดซือจัดจ้าง"])
    def test_a_misspelled_term_is_searched_as_it_was_meant(self, typed: str, lib: Library) -> None:
        found = self.prepared(typed, lib)

        assert found.added[0].name == "จัดซื้อจัดจ้าง"
        assert "จัดซื้อจัดจ้าง" in weights(found)

    def test_a_query_of_known_words_stays_as_it_is(self, lib: Library) -> None:
        assert self.prepared("ประกาศนโยบายทุกเดือน", lib).respelled == ()

    def test_nonsense_is_not_taken_for_a_term(self, lib: Library) -> None:
        assert self.prepared("ฟหกดสวง qwertz", lib).respelled == ()
