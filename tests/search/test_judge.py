from dataclasses import replace

import pytest

from itasearch.search.rank.second_stage import Evidence, is_answered, is_near


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence(coverage=1, words=0.3, trigrams=0.5, cosine=0.1, covered=0.6),
        Evidence(coverage=0.3, words=0.2, trigrams=1, cosine=0.3, covered=0.3),
        Evidence(coverage=0, words=0, trigrams=0, cosine=0.8),
    ],
)
def test_strong_evidence_of_any_kind_is_enough(evidence: Evidence) -> None:
    assert is_answered(evidence)


def test_a_stray_cosine_is_not() -> None:
    assert not is_answered(Evidence(coverage=0, words=0, trigrams=0.2, cosine=0.45))


def test_words_that_stand_apart_in_what_is_shown_are_not() -> None:
    assert not is_answered(
        Evidence(coverage=0.4, words=0.1, trigrams=0.3, cosine=0.35, covered=0.15)
    )


def test_common_words_that_name_nothing_of_the_domain_are_not() -> None:
    evidence = Evidence(coverage=0.53, words=0.14, trigrams=0.3, cosine=0.41, covered=0.27)

    assert is_answered(evidence)
    assert not is_answered(replace(evidence, named=False))


def test_meaning_alone_is_judged_by_its_cosine() -> None:
    assert is_near(0.5)
    assert not is_near(0.1)
