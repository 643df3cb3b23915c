"""Lines of ITA scores: a line per indicator with its numbers beside it, gaps as gaps."""

import re
from base64 import b64decode

from itasearch.model.comparison import TownYear
from itasearch.model.records import IndicatorScore, ItaResult
from itasearch.ui.compare.years import scores_html
from tests.ui.shown import shown


def _year(number: int, *scores: float | None, total: float | None = None) -> TownYear:
    indicators = tuple(
        IndicatorScore(number=place, name=f"ตัวชี้วัด {place}", instrument="IIT", score=score)
        for place, score in enumerate(scores, start=1)
        if score is not None
    )
    ita = ItaResult(fiscal_year_be=number, total=total, grade="<b>", indicators=indicators)
    return TownYear(
        fiscal_year_be=number,
        plan=None,
        results=None,
        ita=ita,
        kept=0,
        changed=0,
        new=0,
        resumed=0,
        dropped=0,
    )


def _drawings(html: str) -> list[str]:
    return [b64decode(data).decode() for data in re.findall(r"base64,([^\"]+)", html)]


def test_every_indicator_has_a_line_and_its_numbers() -> None:
    html = scores_html([_year(2565, 80.5, 90), _year(2566, 85, 88.25, total=86)])

    assert len(_drawings(html)) == 3
    cells = shown(html).texts("td, th")
    assert "80.50" in cells
    assert {"85.00 ↑", "88.25 ↓"} <= set(cells)
    assert "ปี 2565 80.50, ปี 2566 85.00" in html


def test_a_year_without_a_score_is_a_gap() -> None:
    html = scores_html([_year(2564, 70), _year(2565, None), _year(2566, 75), _year(2567, 76)])

    (drawing,) = _drawings(html)
    assert drawing.count("<polyline") == 2
    assert drawing.count("<circle") == 3


def test_equal_scores_and_one_year_are_drawn() -> None:
    assert len(_drawings(scores_html([_year(2566, 100, 100, total=100)]))) == 3


def test_without_scores_there_is_nothing_and_grades_stay_text() -> None:
    assert not scores_html([_year(2566)])
    assert not shown(scores_html([_year(2566, 50)])).all("b")
