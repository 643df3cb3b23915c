from dataclasses import replace

import pytest

from itasearch.domain.words import segmenter
from itasearch.model.classification import Classification, TopicMark
from itasearch.model.ranking import FoundName, Hit, Query, Reason
from itasearch.search.explain.hits import with_topics
from itasearch.search.searcher import Searcher
from tests.search.fakes import library, measure, stored, town


@pytest.fixture(scope="module")
def hit() -> Hit:
    lib = library([stored(measure("a-1", "งดรับของขวัญปีใหม่"), town("ห้วยใส"))])
    searcher = Searcher(lib.store, lib.backend, lib.encoder, segmenter=segmenter())
    (found,) = searcher.search(Query(text="งดรับของขวัญ")).hits
    return replace(
        found,
        why=Reason(nearest="title"),
        classification=Classification(topics=(TopicMark(topic="no_gift", confidence=0.9),)),
    )


def test_topics_are_a_reason_where_no_word_is(hit: Hit) -> None:
    found = with_topics(hit, {"no_gift": 0.9, "budget": 0.5})

    assert found.why.topics == ("no_gift",)
    assert "เรื่อง" in found.reason


def test_words_need_no_topics(hit: Hit) -> None:
    worded = replace(hit, why=Reason(found=(FoundName(text="ของขวัญ", field="title"),)))

    assert with_topics(worded, {"no_gift": 0.9}) == worded


def test_a_query_about_nothing_gives_no_topics(hit: Hit) -> None:
    assert with_topics(hit, {}) == hit


def test_signals_are_between_nought_and_one(hit: Hit) -> None:
    names = dict(hit.signals)

    assert {"semantic", "words", "trigrams", "covered", "title", "topic", "kin"} <= set(names)
    assert all(0 <= value <= 1.01 for value in names.values())
