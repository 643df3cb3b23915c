from collections.abc import Collection
from dataclasses import replace

import pytest

from itasearch.domain.glossary import glossary
from itasearch.domain.words import segmenter
from itasearch.encoders.base import KeptVectors
from itasearch.model.ranking import Addition, Query, SearchMode
from itasearch.search.query.expand import EVERYDAY_WEIGHT, PREFIXED_WEIGHT, Expansion, expand
from itasearch.search.query.parse import parse_query
from itasearch.search.query.plan import plan_query
from itasearch.search.query.vocabulary import Vocabulary
from tests.search.fakes import Library, RaisingEncoder, library, measure, stored, town

TOWN = town("ห้วยใส")


@pytest.fixture(scope="module")
def lib() -> Library:
    items = [
        measure("a-1", "ประกาศนโยบายไม่รับของขวัญ (No Gift Policy)", steps="แจ้งเวียนทุกกอง"),
        measure("a-2", "รายงานการร้องเรียนทุกเดือน", steps="เจ้าหน้าที่และพนักงานรับเรื่อง"),
        measure("a-3", "จัดซื้อจัดจ้างอย่างเปิดเผย", steps="กองคลังลงแผนในเว็บไซต์"),
        measure("a-4", "เปิดบริการออนไลน์", steps="ประชาชนยื่นคำขอได้ทุกวัน ในปี ๒๕๖๖"),
    ]
    return library([stored(item, TOWN) for item in items])


def expanded(text: str, lib: Library, *, without: Collection[str] = ()) -> Expansion:
    return expand(
        parse_query(text, segmenter()),
        glossary(),
        vocabulary=Vocabulary(lib.backend, segmenter()),
        without=without,
    )


def weights(expansion: Expansion) -> dict[str, float]:
    return {**expansion.own, **expansion.other}


def test_an_english_query_gets_thai_words(lib: Library) -> None:
    found = expanded("gift refusal", lib)

    assert "ของขวัญ" in weights(found)
    assert "นโยบายไม่รับของขวัญ" in [one.name for one in found.added]


def test_a_word_is_known_only_where_another_name_of_its_concept_is(lib: Library) -> None:
    assert expanded("refusing presents", lib).missing == ()
    assert expanded("dengue fever", lib).missing == ("dengue", "fever")


def test_added_words_weigh_less_than_asked_ones(lib: Library) -> None:
    found = expanded("บริการออนไลน์ gift refusal", lib)

    assert max(found.other.values()) < 1
    assert weights(found)["ออนไลน์"] == 1


def test_names_that_the_index_lacks_are_not_said_to_be_added(lib: Library) -> None:
    assert "ของที่ระลึก" not in [one.name for one in expanded("ของขวัญ", lib).added]


def test_a_form_with_a_prefix_is_searched_too(lib: Library) -> None:
    assert weights(expanded("ร้องเรียน", lib))["การร้องเรียน"] == PREFIXED_WEIGHT


def test_everyday_thai_words_are_not_widened(lib: Library) -> None:
    assert expanded("พนักงาน", lib).added == ()
    assert expanded("ชื่อ:งดรับของขวัญ", lib).bridges == ()  # it must be there as typed
    assert "พนักงาน" in [one.name for one in expanded("staff", lib).added]


@pytest.mark.parametrize("text", ["gift refusal", "งดรับของขวัญ", "complaints", "e-service"])
def test_with_all_names_off_nothing_is_added(text: str, lib: Library) -> None:
    names = [one.name for one in expanded(text, lib).added]

    found = expanded(text, lib, without=names)

    assert names
    assert (found.added, found.other, found.bridges) == ((), {}, ())


def test_each_added_name_brings_a_word_of_its_own(lib: Library) -> None:
    names = [one.name for one in expanded("gift refusal", lib).added]

    words = [set(segmenter().words(name)) for name in names]

    assert all(not word <= set().union(*words[:i]) for i, word in enumerate(words))


def test_other_forms_of_an_english_word_are_searched(lib: Library) -> None:
    assert "policy" in weights(expanded("policies", lib))


class TestMisspelledTerms:
    def planned(self, text: str, lib: Library) -> Expansion:
        tools = replace(lib.tools, vectors=KeptVectors(RaisingEncoder().encode_queries))
        return plan_query(Query(text=text, mode=SearchMode.WORDS), tools=tools).expansion

    @pytest.mark.parametrize("typed", ["จัดซื้อจัดจาง", "จัดซือจัดจ้าง"])
    def test_a_misspelled_term_is_searched_as_it_was_meant(self, typed: str, lib: Library) -> None:
        found = self.planned(typed, lib)

        assert (found.added[0].name, found.added[0].asked) == ("จัดซื้อจัดจ้าง", typed)
        assert "จัดซื้อจัดจ้าง" in weights(found)


def test_years_and_words_of_every_report_count_little_beside_others(lib: Library) -> None:
    found = expanded("ร้องเรียน ปีงบประมาณ ๒๕๖๖", lib)

    assert weights(found)["2566"] == EVERYDAY_WEIGHT
    assert weights(expanded("๒๕๖๖", lib))["2566"] == 1
    assert expanded("xylophone ๒๕๖๖", lib).missing == ("xylophone",)


def test_names_that_are_not_the_same_are_shown_as_related(lib: Library) -> None:
    found = expanded("ทางลาด", library([stored(measure("a-1", "กลุ่มเปราะบาง"), TOWN)]))

    assert [one.kind for one in found.added] == [Addition.RELATED]
