import pytest

from itasearch.model.ranking import SearchMode
from itasearch.search.query.plan import QueryPlan
from itasearch.search.rank.fuse import Retrieved
from itasearch.search.searcher import Answer, is_answered, is_enough


@pytest.mark.parametrize(
    ("coverage", "words", "trigrams", "cosine", "covered"),
    [(1, 0.3, 0.5, 0.1, 0.6), (0.3, 0.2, 1, 0.3, 0.3), (0, 0, 0, 0.8, 0)],
)
def test_strong_evidence_of_any_kind_is_enough(
    coverage: float, words: float, trigrams: float, cosine: float, covered: float
) -> None:
    assert is_enough(
        coverage=coverage, words=words, trigrams=trigrams, cosine=cosine, covered=covered
    )


def test_a_stray_cosine_is_not() -> None:
    assert not is_enough(coverage=0, words=0, trigrams=0.2, cosine=0.45)


def test_words_that_stand_apart_in_what_is_shown_are_not() -> None:
    assert not is_enough(coverage=0.4, words=0.1, trigrams=0.3, cosine=0.35, covered=0.15)


def test_common_words_that_name_nothing_of_the_domain_are_not() -> None:
    for named in (True, False):
        assert named is is_enough(
            coverage=0.53, words=0.14, trigrams=0.3, cosine=0.34, covered=0.27, named=named
        )


@pytest.mark.parametrize(("cosine", "answered"), [(0.5, True), (0.1, False)])
def test_meaning_alone_is_judged_by_its_cosine(cosine: float, answered: bool) -> None:
    retrieved = Retrieved(semantic={"a-1": cosine}, words={}, trigrams={}, floor=0.0, complete=True)
    found = Answer(measures=[], retrieved=retrieved, trigram_share=0.0)

    assert is_answered(QueryPlan(mode=SearchMode.SEMANTIC), found) is answered
