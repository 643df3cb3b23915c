"""The table of ITA scores: a line per indicator with its scores beside it, signs of changes."""

from itasearch.model.records import IndicatorScore, ItaResult
from itasearch.ui.town import score_rows

INDICATOR, TREND = "ตัวชี้วัด", "แนวโน้ม"


def _result(year: int | None, *scores: float | None, total: float | None = None) -> ItaResult:
    indicators = tuple(
        IndicatorScore(number=place, name=f"ตัวชี้วัด {place}", instrument="IIT", score=score)
        for place, score in enumerate(scores, start=1)
        if score is not None
    )
    return ItaResult(fiscal_year_be=year, total=total, grade="<b>", indicators=indicators)


def test_the_total_and_every_indicator_have_a_line_and_their_scores() -> None:
    total, first, second, grades = score_rows(
        [_result(2566, 85, 88.25, total=86), _result(2565, 80.5, 90)]
    )

    assert list(total) == [INDICATOR, TREND, "2565", "2566"]
    assert [total["2565"], total["2566"]] == ["–", "86.00"]
    assert (first[TREND], first["2565"], first["2566"]) == ([80.5, 85], "80.50", "85.00 ↑")
    assert second["2566"] == "88.25 ↓"
    assert grades["2566"] == "<b>"


def test_a_score_is_compared_with_the_known_year_before_it() -> None:
    (row, _) = score_rows([_result(2564, 70), _result(2565, None), _result(2566, 75)])

    assert [row["2564"], row["2565"], row["2566"]] == ["70.00", "–", "75.00 ↑"]


def test_a_result_of_an_unknown_year_is_compared_with_none() -> None:
    (row, _) = score_rows([_result(2568, 80), _result(None, 10)])

    assert (row[TREND], row["ไม่ทราบปีงบประมาณ"], row["2568"]) == ([80], "10.00", "80.00")


def test_without_scores_there_is_no_table() -> None:
    assert score_rows([]) == score_rows([_result(2566)]) == []
