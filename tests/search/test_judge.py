from itasearch.search.judge import is_answered, is_near


def test_any_one_kind_of_strong_evidence_is_enough() -> None:
    assert is_answered(words=0.7, trigrams=0, cosine=0)
    assert is_answered(words=0.2, trigrams=1, cosine=0.1)
    assert is_answered(words=0, trigrams=0, cosine=0.7)


def test_a_little_of_each_is_not() -> None:
    assert not is_answered(words=0, trigrams=0.2, cosine=0.4)


def test_meaning_alone_is_judged_by_its_cosine() -> None:
    assert is_near(0.5)
    assert not is_near(0.1)
