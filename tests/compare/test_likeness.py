import numpy as np

from itasearch.compare.likeness import (
    concept_likeness,
    gram_likeness,
    indicator_likeness,
    topic_likeness,
    word_containment,
    word_likeness,
    word_rarity,
)
from itasearch.compare.terms import grams, terms
from tests.compare.samples import measure


def test_rare_words_count_for_more_than_those_of_every_row() -> None:
    left = [("จัดทำ", "คู่มือ"), ("จัดทำ", "ทะเบียน")]
    right = [("จัดทำ", "แผน"), ("เขียน", "คู่มือ")]

    found = word_likeness(left, right, rarity=word_rarity([*left, *right]))

    assert found[0, 1] > found[0, 0] > 0
    assert found[1, 1] == 0


def test_equal_letters_have_cosine_one_and_none_has_zero() -> None:
    found = gram_likeness([grams("ยืมพัสดุ"), grams("")], [grams("ยืมพัสดุ"), grams("")])

    np.testing.assert_allclose(found, [[1, 0], [0, 0]], atol=1e-12)


def test_a_title_concept_counts_wherever_the_other_names_it() -> None:
    left = [terms(measure("No Gift Policy"), None)]
    right = [
        terms(measure("วันปีใหม่", outcomes="งดรับของขวัญ"), None),
        terms(measure("ล้างถนน"), None),
    ]

    found = concept_likeness(left, right)

    assert found.shared[0, 0] > found.shared[0, 1] == 0
    assert found.rare.tolist() == [[1, 0]]


def test_without_named_concepts_there_is_no_vote() -> None:
    plain = [terms(measure("สวัสดีตอนเช้า"), None)]

    assert np.isnan(concept_likeness(plain, plain).shared).all()


def test_indicators_agree_contradict_or_are_not_stated() -> None:
    found = indicator_likeness([1, None], [1, 2, None])

    assert found.tolist() == [[1, -1, 0], [0, 0, 0]]


def test_a_text_holds_the_share_of_a_title_that_it_names_by_rarity() -> None:
    titles, texts = [("ยืม", "พัสดุ"), ()], [("ใบยืม", "พัสดุ"), ("ยืม", "พัสดุ", "คืน")]

    found = word_containment(titles, texts, rarity={"ยืม": 1, "พัสดุ": 0.5, "ใบยืม": 1, "คืน": 1})

    assert 0.3 < found[0, 0] < 0.4
    assert found[:, 1].tolist() == [1, 0]


def test_topics_are_alike_by_their_confidence_and_unknown_ones_are_not() -> None:
    found = topic_likeness([{"gifts": 0.9}, {}], [{"gifts": 0.5}, {"assets": 1.0}])

    np.testing.assert_allclose(found, [[1, 0], [0, 0]], atol=1e-12)
