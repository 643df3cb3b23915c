from itasearch.model.classification import Classification, TopicMark
from itasearch.search.rank.second_stage import topic_share


def marked(**topics: float) -> Classification:
    return Classification(
        topics=tuple(TopicMark(topic=name, confidence=sure) for name, sure in topics.items())
    )


def test_a_measure_about_all_that_is_asked_shares_all() -> None:
    assert topic_share({"no_gift": 0.9}, marked(no_gift=1.0)) == 1.0


def test_half_of_what_is_asked_is_a_half() -> None:
    assert topic_share({"no_gift": 0.8, "budget": 0.8}, marked(no_gift=1.0)) == 0.5


def test_a_query_about_nothing_shares_nothing() -> None:
    assert topic_share({}, marked(no_gift=1.0)) == 0.0
