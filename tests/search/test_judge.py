import pytest

from itasearch.model.ranking import SearchMode
from itasearch.search.query.plan import QueryPlan
from itasearch.search.rank.fuse import Retrieved
from itasearch.search.searcher import Answer, Certainty, certainty, certainty_of, evidence_of
from tests.search.fakes import RaisingEncoder


@pytest.mark.parametrize(
    ("coverage", "words", "trigrams", "cosine", "covered"),
    [(1, 0.3, 0.6, 0.3, 0.7), (0.8, 0.3, 1, 0.4, 0.5), (1, 1, 0.5, 0.4, 0.5)],
)
def test_strong_evidence_of_any_kind_answers(
    coverage: float, words: float, trigrams: float, cosine: float, covered: float
) -> None:
    evidence = evidence_of(
        coverage=coverage,
        words=words,
        trigrams=trigrams,
        cosine=cosine,
        covered=covered,
        length=3,
    )

    sure = certainty_of(evidence, lambda: 0.0)

    assert sure is Certainty.ANSWERED


def test_a_stray_cosine_does_not() -> None:
    evidence = evidence_of(
        coverage=0,
        words=0,
        trigrams=0.2,
        cosine=0.45,
        covered=0,
        length=3,
    )

    sure = certainty_of(evidence, lambda: 0.0)

    assert sure is Certainty.NOTHING


@pytest.mark.parametrize(
    ("title_cosine", "expected"),
    [(0.05, Certainty.NOTHING), (0.3, Certainty.UNSURE), (0.6, Certainty.ANSWERED)],
)
def test_between_both_titles_decide(title_cosine: float, expected: Certainty) -> None:
    evidence = evidence_of(
        coverage=0.7,
        words=0.4,
        trigrams=0.5,
        cosine=0.3,
        covered=0.5,
        length=3,
    )

    sure = certainty_of(evidence, lambda: title_cosine - 0.3)

    assert sure is expected


@pytest.mark.parametrize(("length", "expected"), [(3, Certainty.NOTHING), (25, Certainty.ANSWERED)])
def test_of_a_long_question_a_measure_has_less(length: int, expected: Certainty) -> None:
    evidence = evidence_of(
        coverage=0.55,
        words=0.2,
        trigrams=0.4,
        cosine=0.35,
        covered=0.3,
        length=length,
    )

    sure = certainty_of(evidence, lambda: 0.0)

    assert sure is expected


@pytest.mark.parametrize(
    ("cosine", "expected"), [(0.5, Certainty.ANSWERED), (0.1, Certainty.NOTHING)]
)
def test_meaning_alone_is_judged_by_its_cosine(cosine: float, expected: Certainty) -> None:
    retrieved = Retrieved(semantic={"a-1": cosine}, words={}, trigrams={}, floor=0.0, complete=True)
    found = Answer(ranked=[], measures=[], retrieved=retrieved, trigram_share=0.0)

    assert certainty(QueryPlan(mode=SearchMode.SEMANTIC), found, RaisingEncoder()) is expected


def test_a_long_question_of_unknown_words_has_no_evidence_by_its_length() -> None:
    def sure(coverage: float) -> Certainty:
        evidence = evidence_of(
            coverage=coverage, words=0.2, trigrams=0.25, cosine=0.28, covered=0.3, length=18
        )
        return certainty_of(evidence, lambda: 0.0)

    assert sure(0.9) is Certainty.ANSWERED
    assert sure(0.1) is Certainty.NOTHING
