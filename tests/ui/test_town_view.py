"""The page of one town: all its parts, pages of measures, links to it from everywhere."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.records import IndicatorScore, ItaResult
from itasearch.ui import town as town_view
from itasearch.ui.town import score_rows
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, opened, shown_by, town_id

NAME = "เทศบาลเมืองบึงแก้วมรกต"


def _view(home: Path, **parameters: str) -> AppTest:
    return opened("town", home, {"id": NAME, **parameters})


def _takes(app: AppTest) -> int:
    """How many measures can be taken."""
    return sum(str(one.key).startswith("town.take.") for one in app.button)


def test_a_page_has_all_that_is_known_of_its_town(library_home: Path, shared: Workspace) -> None:
    app, found = _view(library_home), shared.towns.overview(NAME)

    page, town = shown_by(app), found.record.organisation.id
    assert in_url(app, "id") == [town]
    assert app.title[0].value == NAME
    assert [(one.label, one.value) for one in app.metric][:2] == [
        ("คะแนน ITA ปี 2568", "93.16"),
        ("ต่ำสุด ปี 2568: 10 การป้องกันการทุจริต", "87.50"),
    ]
    assert len(app.metric) == 3, "rows of a plan and its results are not added up"
    assert {f"library?report={one.id}" for one in found.record.reports} <= set(page.hrefs)
    scores = app.dataframe[0].value
    assert list(scores)[2:] == ["2564", "2565", "2566", "2567", "2568"]
    assert [*app.dataframe[0].proto.column_order][1:-1] == list(scores)[:1:-1]
    assert scores["2568"][10].startswith("87.50")
    assert ["เรื่อง", "2566", "2567", "2568"] in [one.names for one in page.tables]
    assert {f"neighbours?org={town}", f"coverage?org={town}", f"plan?org={town}"} <= set(page.hrefs)
    for one in (*found.copies.earlier, *found.copies.later):
        assert f"town?id={one.organisation.id}" in page.hrefs


def test_measures_of_another_year_are_a_press_away(library_home: Path) -> None:
    page = _view(library_home)
    assert "ปี 2566 (8)" in page.button_group[0].options

    page.button_group[0].set_value("2566").run()

    assert in_url(page, "year") == ["2566"]
    assert _takes(page) == 8
    assert _takes(_view(library_home, year="2566")) == 8


def test_measures_come_by_pages(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town_view, "PAGE_SIZE", 3)
    page = _view(library_home, page="2")

    assert _takes(page) == 3
    assert page.pagination[0].value == 2
    page.pagination[0].set_value(3).run()
    assert (_takes(page), in_url(page, "page")) == (1, ["3"])
    page.button_group[0].set_value("2566").run()
    assert (_takes(page), in_url(page, "page")) == (3, [])


@pytest.mark.parametrize(
    "wrong", [{"year": "2599"}, {"year": "<b>"}, {"page": "99999"}, {"page": "-3"}]
)
def test_years_and_pages_that_are_not_there_show_what_is(
    wrong: dict[str, str], library_home: Path
) -> None:
    app = _view(library_home, **wrong)

    assert _takes(app)
    assert bool(app.warning) == ("year" in wrong)


def test_without_a_name_one_is_chosen(library_home: Path) -> None:
    app = opened("town", library_home, {})
    app.selectbox(key="town.id").set_value(town_id(library_home, NAME)).run()

    assert app.title[0].value == NAME


def test_a_town_with_scores_alone_says_that_it_has_no_reports(
    own_home: Path, own: Workspace
) -> None:
    for one in own.towns.record(NAME).reports:
        own.library.remove(one.id)

    app = _view(own_home)

    assert "ยังไม่มีรายงานของหน่วยงานนี้" in shown_by(app).text
    assert any("ยังไม่มีรายงานของหน่วยงานนี้" in one.value for one in app.caption)


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


def test_one_year_of_scores_is_no_trend() -> None:
    total, row, _grades = score_rows([_result(2566, 85, total=86)])

    assert [total[TREND], row[TREND]] == [None, None]


def test_a_score_is_compared_with_the_known_year_before_it() -> None:
    (row, _) = score_rows([_result(2564, 70), _result(2565, None), _result(2566, 75)])

    assert [row["2564"], row["2565"], row["2566"]] == ["70.00", "–", "75.00 ↑"]
