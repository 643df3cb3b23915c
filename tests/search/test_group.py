from itasearch.model.passages import PassageScore
from itasearch.search.rank.fuse import Shares, by_measure

SHARES = Shares(row=0.5, title=0.2)


def passage(measure_id: str, field: str, score: float, ordinal: int = 0) -> PassageScore:
    return PassageScore(measure_id=measure_id, field=field, ordinal=ordinal, score=score)


def test_best_passage_and_row_count_together() -> None:
    found = by_measure([passage("a", "steps", 0.8, 3), passage("a", "row", 0.4)], SHARES)

    assert found["a"].score == 0.5 * 0.8 + 0.5 * 0.4
    assert found["a"].best == 0.8
    assert found["a"].nearest == ("steps", 3)


def test_the_title_counts_on_top() -> None:
    inside = by_measure([passage("a", "steps", 0.8), passage("a", "row", 0.8)], SHARES)
    about = by_measure([passage("a", "title", 0.8), passage("a", "row", 0.8)], SHARES)

    assert about["a"].score > inside["a"].score


def test_a_row_that_was_not_returned_counts_as_the_last_that_was() -> None:
    found = by_measure([passage("a", "steps", 0.8)], SHARES, missing=0.3)

    assert found["a"].score == 0.5 * 0.8 + 0.5 * 0.3


def test_nothing_telling_is_nearest_among_dates_and_offices() -> None:
    found = by_measure([passage("a", "timeframe", 0.8), passage("a", "row", 0.2)], SHARES)

    assert found["a"].nearest is None


def test_no_passages_give_no_measures() -> None:
    assert by_measure([], SHARES) == {}
