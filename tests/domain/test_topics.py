"""Topics, their names and the words that tell of them."""

from collections import Counter
from itertools import chain

import pytest

from itasearch.domain.indicators import indicators
from itasearch.domain.topics import nearest_topics, neutral_words, topic, topics


@pytest.mark.parametrize("name", ["no_gift", "งดรับ ของขวัญ", "NO GIFT POLICY", " No gift  policy "])
def test_a_topic_is_found_by_its_id_and_its_names(name: str) -> None:
    found = topic(name)

    assert found is not None and found.id == "no_gift"


def test_a_name_that_no_topic_has_finds_the_nearest() -> None:
    assert topic("จัดซื้อจัดจาง") is None
    assert nearest_topics("จัดซื้อจัดจาง")[0] == "จัดซื้อจัดจ้าง"
    assert nearest_topics("procuremnt")[:2] == ("procurement", "Procurement")
    assert nearest_topics("Process improvemnt")[0] == "Process improvement"


def test_ids_and_names_are_unique() -> None:
    names = Counter(chain.from_iterable((one.id, one.thai, one.english) for one in topics()))

    assert len(topics()) == 31
    assert [name for name, count in names.items() if count > 1] == []


def test_every_topic_says_what_belongs_to_it_in_both_languages() -> None:
    for one in topics():
        assert one.definition and one.thai_definition
        assert one.sentences and (one.decisive or one.title)


def test_topics_serve_indicators_that_exist() -> None:
    known = {one.number for one in indicators()}

    assert all(set(one.indicators) <= known for one in topics())


def test_no_word_tells_of_many_topics_or_of_none_as_well() -> None:
    held = Counter(chain.from_iterable(set(one.decisive) for one in topics()))

    assert max(held.values()) <= 2
    assert not held.keys() & set(neutral_words())
