import pytest

from itasearch.domain.glossary import glossary, rarity
from itasearch.domain.words import segmenter
from itasearch.search.query.expand import expand
from itasearch.search.query.needs import Need, needs_of
from itasearch.search.query.parse import parse_query
from itasearch.search.query.vocabulary import Vocabulary
from tests.cases import examples
from tests.search.fakes import library, measure, stored, town

LIBRARY = library(
    [
        stored(measure("a-1", "ประกาศงดรับของขวัญ", steps="ยื่นคำร้องออนไลน์ได้"), town("ดอยคำ")),
        stored(measure("a-2", "ยื่นคำร้องที่สำนักงาน", steps="พนักงานรับเรื่อง"), town("ดอยคำ")),
    ]
)


def needs(text: str) -> tuple[Need, ...]:
    vocabulary = Vocabulary(LIBRARY.backend, segmenter())
    query = parse_query(text, segmenter())
    found = expand(query, glossary(), vocabulary=vocabulary)
    return needs_of(found, vocabulary=vocabulary)


@pytest.mark.parametrize("text", ["งดรับของขวัญ", "e-service ยื่นคำร้อง", "gift refusal", "พนักงาน"])
def test_shares_add_up_to_one(text: str) -> None:
    assert sum(need.share for need in needs(text)) == pytest.approx(1)


def test_a_concept_is_one_need_with_all_its_names() -> None:
    (gift,) = needs("gift refusal")
    names = {name.key: name.weight for name in gift.names}

    assert names["giftrefusal"] > names["งดรับของขวัญ"]  # added


def test_a_concept_that_is_typed_by_two_names_is_one_need() -> None:
    (gift,) = needs("งดรับของขวัญ (gift refusal)")

    assert gift.names[0].weight == {it.key: it.weight for it in gift.names}["giftrefusal"] == 1


def test_a_word_that_is_common_everywhere_has_a_small_share() -> None:
    shares = {need.names[0].key: need.share for need in needs("งาน ปลูกฝัง")}

    assert shares["ปลูกฝัง"] > 5 * shares["งาน"]


def test_a_word_that_nothing_knows_counts_less_than_one_of_the_index() -> None:
    gift, unknown = needs("งดรับของขวัญ xylophone")

    assert gift.share > unknown.share


def test_a_concept_that_the_index_has_under_no_name_counts_less_than_a_word_of_the_index() -> None:
    shares = {need.names[0].key: need.share for need in needs("ใช้เส้น ของขวัญ")}

    assert shares["ของขวัญ"] > shares["ใช้เส้น"]


@examples("needs", "what is common in daily language says little", str, float, float)
def test_what_is_common_in_daily_language_says_little(word: str, least: float, most: float) -> None:
    assert least <= rarity(word) <= most


def test_a_query_without_a_topical_word_needs_nothing() -> None:
    assert needs("ที่ และ ของ") == ()
