"""The analysis of the last ITA result: total, grade, ten indicators, the weakest marked."""

from itasearch.borrow.document.form import analysis_of
from itasearch.documents.grid import has_mark
from itasearch.domain.indicators import indicators
from itasearch.model.documents import TextMark, cell_text
from itasearch.model.records import IndicatorScore, ItaResult
from tests.borrow.examples import a_result


def test_total_grade_and_year_are_told() -> None:
    analysis = analysis_of(a_result())

    assert analysis.heading.endswith("ประจำปีงบประมาณ พ.ศ. ๒๕๖๘")
    assert [cell_text(line) for line in analysis.above] == ["หน่วยงานมีคะแนนรวม ๘๓.๒๗ คะแนน ระดับ ผ่าน"]


def test_an_older_result_than_the_last_years_is_marked() -> None:
    last, older = (analysis_of(a_result(), year=year) for year in (2569, 2570))

    assert not any(has_mark(line, TextMark.NOTICE) for line in last.above)
    assert has_mark(older.above[-1], TextMark.NOTICE)
    assert "๒๕๖๙" in cell_text(older.above[-1])


def test_the_three_weakest_are_marked_in_words_too() -> None:
    grid = analysis_of(a_result()).grid

    assert grid is not None
    strong = [row for row in grid.rows if has_mark(row[0], TextMark.STRONG)]
    assert [cell_text(row[0]) for row in strong] == ["๑", "๒", "๓"]
    assert [cell_text(row[4])[-1] for row in strong] == ["๑", "๒", "๓"]
    assert len(grid.rows) == len(indicators())


def test_equal_scores_have_no_weakest() -> None:
    scores = tuple(
        IndicatorScore(number=n, name=f"ด้าน {n}", instrument="IIT", score=90.0) for n in (1, 2)
    )

    analysis = analysis_of(ItaResult(fiscal_year_be=2568, total=90, grade=None, indicators=scores))

    assert analysis.below == ()
    assert analysis.grid is not None
    assert not any(has_mark(cell, TextMark.STRONG) for row in analysis.grid.rows for cell in row)


def test_a_total_alone_has_no_table() -> None:
    analysis = analysis_of(ItaResult(fiscal_year_be=None, total=80.5, grade=None))

    assert analysis.grid is None
    assert cell_text(analysis.above[0]) == "หน่วยงานมีคะแนนรวม ๘๐.๕๐ คะแนน"


def test_a_result_that_is_not_known_is_a_blank() -> None:
    assert has_mark(analysis_of(None).above[0], TextMark.NOTICE)
