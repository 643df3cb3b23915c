"""The view of what is lacking: gaps with examples to take, and the form check of each measure."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.form_check import Standing
from itasearch.model.towns import Coverage
from tests.ui.conftest import in_url, opened, shown_by

TOWN = "เทศบาลนครศรีธาราสมุทร"
SEVERAL_YEARS = "เทศบาลตำบลธารจันทร์หอม"
WITH_GAPS = SEVERAL_YEARS
"""A town with similar ones of its own kind."""
GUIDELINES = "เทศบาลตำบลคำบง"


def _view(home: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return opened("coverage", home, monkeypatch, parameters)


def _found(home: Path, town: str = TOWN, *, year: int | None = None) -> Coverage:
    with open_workspace(home) as workspace:
        return workspace.coverage(town, year=year)


def test_each_gap_tells_its_share_and_gives_examples_to_take(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _view(library_home, monkeypatch, org=WITH_GAPS)
    gaps = _found(library_home, WITH_GAPS).gaps

    assert not app.exception
    assert gaps
    for gap in gaps:
        assert f"{gap.towns} จาก {gap.of} แห่งที่คล้ายกันมี" in shown_by(app).text
    assert len(app.button) == len({one.measure.id for gap in gaps for one in gap.examples})


def test_an_example_is_taken_into_the_draft(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _view(own_home, monkeypatch, org=WITH_GAPS)
    app.button[0].click().run()

    assert not app.exception
    taken = _found(own_home, WITH_GAPS).gaps[0].examples[0].measure.id
    with open_workspace(own_home) as workspace:
        assert [item.measure.id for item in workspace.draft().items] == [taken]
    assert app.button[0].label.startswith("อยู่ในแม่แบบแล้ว")


def test_every_measure_is_checked_and_leads_to_the_library(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = shown_by(_view(library_home, monkeypatch, org=TOWN))

    checked = [one for check in _found(library_home).checks for one in check.measures]
    assert checked
    for one in checked:
        assert any(f"measure={one.measure_id}" in href for href in view.hrefs)
    assert "คำแนะนำ ไม่ใช่การตัดสิน" in view.text


def test_another_year_can_be_chosen(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = _view(library_home, monkeypatch, org=SEVERAL_YEARS)
    app.selectbox(key="coverage.year").set_value(2565).run()

    assert not app.exception
    assert in_url(app, "year") == ["2565"]
    assert "รายงานปีงบฯ 2565" in shown_by(app).text


@pytest.mark.parametrize("year", ["2499", "x", "9" * 40])
def test_a_year_that_is_not_there_is_left_out(
    library_home: Path, monkeypatch: pytest.MonkeyPatch, year: str
) -> None:
    app = _view(library_home, monkeypatch, org=SEVERAL_YEARS, year=year)

    assert not app.exception
    assert not in_url(app, "year")
    assert "รายงานปีงบฯ 2566" in shown_by(app).text


def test_a_town_of_which_only_scores_are_known_is_told(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "เทศบาลตำบลโสดาดวง"
    lines = ("หน่วยงาน,ประเภท,จังหวัด,ปีงบประมาณ,คะแนนรวม,ระดับ", f"{name},เทศบาลตำบล,เลย,2567,88.10,A")
    path = own_home / "scores.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with open_workspace(own_home) as workspace:
        workspace.add([path])
        town = workspace.find_organisation(name).id
    app = _view(own_home, monkeypatch, org=town)

    assert not app.exception
    assert f"{name}ยังไม่มีรายงานในคลัง" in app.info[0].value
    assert in_url(app, "org") == [town]


def test_guidelines_are_not_scolded(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown_by(_view(library_home, monkeypatch, org=GUIDELINES))
    checks = _found(library_home, GUIDELINES).checks

    standings = {part.standing for one in checks[0].measures for part in one.parts}
    assert Standing.MISSING not in standings
    assert "ไม่มีตาราง จึงไม่ตรวจ" in view.text
    assert "ยังมีส่วนที่ไม่พบ" not in view.text


def test_the_only_town_of_a_library_is_told_why_nothing_is_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("มาตรการ,ขั้นตอน\nงดรับของขวัญ,ปิดประกาศ", encoding="utf-8")
    with open_workspace(tmp_path) as workspace:
        workspace.add([path], organisation="เทศบาลตำบลโสดาดวง", fiscal_year_be=2567)
    app = _view(tmp_path, monkeypatch, org="เทศบาลตำบลโสดาดวง")

    assert not app.exception
    assert "ยังไม่มีรายงานของแห่งอื่น" in shown_by(app).text
    assert "ยังไม่พบ" in shown_by(app).text


def test_english_stands_alone(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown_by(_view(library_home, monkeypatch, org=WITH_GAPS, lang="en"))

    assert "similar towns have it" in view.text
    assert "Advice, no verdict" in view.text
    assert "แห่งที่คล้ายกัน" not in view.text
