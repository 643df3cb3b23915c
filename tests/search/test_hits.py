import pytest

from itasearch.domain.words import segmenter
from itasearch.model.classification import Classification, TopicMark
from itasearch.model.ranking import Hit, Query
from itasearch.search.explain import hits
from itasearch.search.query.plan import QueryPlan
from itasearch.search.rank.copies import Distinct
from itasearch.search.rank.fuse import Fused
from itasearch.search.searcher import Searcher
from tests.search.fakes import library, measure, stored, town

TITLE = "งดรับของขวัญปีใหม่"
OF_QUERY = {"no_gift": 0.9, "budget": 0.5}
ABOUT = {
    "a-1": Classification(
        topics=(
            TopicMark(topic="hr", confidence=0.9),
            TopicMark(topic="budget", confidence=0.8),
            TopicMark(topic="no_gift", confidence=0.7),
        )
    )
}


@pytest.fixture(scope="module")
def hit() -> Hit:
    lib = library([stored(measure("a-1", TITLE), town("ห้วยใส"))])
    searcher = Searcher(lib.store, lib.backend, lib.encoder, segmenter=segmenter())
    (found,) = searcher.search(Query(text="งดรับของขวัญ")).hits
    return found


def shown(plan: QueryPlan, *, like: tuple[str, ...] = ()) -> Hit:
    """The one hit of a plan without a query."""
    fused = Fused(measure_id="a-1", score=0.5, semantic=0.5, words=0.0, trigrams=0.0)
    distinct = Distinct(fused=fused, stored=stored(measure("a-1", TITLE), town("ห้วยใส")))
    (found,) = hits([distinct], plan, segmenter=segmenter(), about=ABOUT, like=like)
    return found


def test_topics_are_a_reason_where_no_word_is_in_the_measures_order() -> None:
    found = shown(QueryPlan(topics=OF_QUERY))

    assert found.why.topics == ("budget", "no_gift")
    assert "เรื่อง" in found.reason
    assert found.classification == ABOUT["a-1"]


def test_words_need_no_topics(hit: Hit) -> None:
    assert hit.why.found and not hit.why.topics


def test_a_query_about_nothing_gives_no_topics() -> None:
    assert shown(QueryPlan()).why.topics == ()


def test_first_lines_of_liked_titles_are_a_reason() -> None:
    found = shown(QueryPlan(), like=("มาตรการ" * 50 + "\nต่อ", "ข", "ค", "ง"))

    assert [len(title) for title in found.why.like] == [350, 1, 1]


def test_signals_are_between_nought_and_one(hit: Hit) -> None:
    names = dict(hit.signals)

    assert {"semantic", "words", "trigrams", "covered", "title", "topic", "kin"} <= set(names)
    assert all(0 <= value <= 1.01 for value in names.values())
