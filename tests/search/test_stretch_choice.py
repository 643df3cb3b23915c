from itasearch.search.query.respell import RespellCandidate, best_together


def candidate(first: int, last: int, gain: float) -> RespellCandidate:
    return RespellCandidate(first=first, last=last, gain=gain, term=f"{first}-{last}")


def test_stretches_that_do_not_overlap_are_all_taken() -> None:
    one, other = candidate(0, 2, 1.0), candidate(2, 3, 0.5)

    assert best_together([other, one], 3) == (one, other)


def test_of_overlapping_stretches_those_that_gain_most_together_are_taken() -> None:
    whole, left, right = candidate(0, 4, 3.0), candidate(0, 2, 1.0), candidate(2, 4, 1.5)

    assert best_together([whole, left, right], 4) == (whole,)


def test_nothing_is_taken_where_there_is_nothing() -> None:
    assert best_together([], 3) == ()
