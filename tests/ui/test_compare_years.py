"""The years of one organisation: choosing it, its scores, what each year kept and dropped."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from tests.ui.conftest import in_url, shown_by, view_of

SEVERAL_YEARS, ONE_YEAR = "เทศบาลตำบลธารจันทร์หอม", "เทศบาลตำบลแม่กา"


@pytest.fixture
def app(library_home: Path) -> AppTest:
    return view_of("compare", library_home)


def _years(app: AppTest, name: str, *, language: str = "") -> AppTest:
    app.query_params["years"] = name
    if language:
        app.query_params["lang"] = language
    return app.run()


def test_a_choice_gives_the_years_and_a_link_to_send_on(app: AppTest) -> None:
    _years(app, "-")
    assert "เลือกหน่วยงานด้านบน" in app.info[0].value
    assert in_url(app, "years") == ["-"]

    with open_workspace() as workspace:
        town = workspace.library.find_organisation(SEVERAL_YEARS).id
    app.selectbox(key="compare.years").set_value(town).run()

    assert in_url(app, "years") == [town]
    assert "ปีงบฯ 2566 เทียบกับปีก่อนที่มีรายงาน" in shown_by(app).text


def test_a_link_may_name_the_town_and_shows_scores_and_threads(app: AppTest) -> None:
    _years(app, SEVERAL_YEARS)

    view = shown_by(app)
    assert len(app.dataframe[0].value) == 12
    assert view.link("than-chan-hom_2565.md")
    told = [one.value for one in app.subheader]
    assert any(one.startswith("ปรับมาตรการเดิม") for one in told)
    assert any(one.startswith("ไม่พบในแผนหรือรายงานแล้ว") for one in told)


def test_a_town_of_one_year_is_told_so(app: AppTest) -> None:
    _years(app, ONE_YEAR)

    assert f"{ONE_YEAR} มีรายงานเพียงปีเดียว" in shown_by(app).text
    assert any("ยังไม่มีคะแนน ITA" in one.value for one in app.caption)
