"""The view of many towns: the table, its choices in the URL, and what a cell holds."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.towns import Axis
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, opened, shown_by, town_id

KHAM_BONG = "เทศบาลตำบลคำบง"


def _view(home: Path, **parameters: str) -> AppTest:
    return opened("matrix", home, parameters)


def _takes(app: AppTest) -> int:
    return sum("take" in str(one.key) for one in app.button)


def test_a_cell_opens_its_measures_with_buttons_to_take_them(
    library_home: Path, shared: Workspace
) -> None:
    matrix = shared.towns.matrix(axis=Axis.TOPICS)
    row = matrix.rows[0]
    column, cell = next(
        pair for pair in zip(matrix.columns, row.cells, strict=True) if pair[1].measure_ids
    )
    name = f"{row.organisation.id}.{column}"
    app = _view(library_home, cell=name)

    assert f"{len(cell.measure_ids)}\u00a0มาตรการ" in app.subheader[0].value
    assert _takes(app) == len(cell.measure_ids)
    assert in_url(app, "cell") == [name]
    app.button(key="matrix.close").click().run()
    assert in_url(app, "cell") == []


def test_the_name_of_a_town_leads_to_its_page_and_to_a_comparison(library_home: Path) -> None:
    ours, other = town_id(library_home, KHAM_BONG), town_id(library_home, "ทต.แม่กา")
    app = _view(library_home, like=ours, cell=f"{other}.town")

    assert f"(town?id={other})" in app.subheader[0].value
    assert any(f"left={ours}&right={other}" in one.value for one in app.markdown)


@pytest.mark.parametrize("name", ["x.y", "<script>.no_gift", '"]{}.x'])
def test_a_cell_that_is_not_there_is_told(library_home: Path, name: str) -> None:
    app = _view(library_home, cell=name)

    assert "ไม่อยู่ในตารางนี้" in shown_by(app).text


def test_filters_narrow_the_towns_and_stand_in_the_link(library_home: Path) -> None:
    app = _view(library_home)
    every = len(app.dataframe[0].value)
    app.multiselect(key="matrix.type").set_value(["town_municipality"]).run()

    assert in_url(app, "type") == ["town_municipality"]
    assert 1 < len(app.dataframe[0].value) < every


def test_a_long_list_of_a_cell_is_opened_piece_by_piece(tmp_path: Path) -> None:
    rows = "\n".join(f"ประกาศงดรับของขวัญครั้งที่ {number},ปิดประกาศ" for number in range(1, 21))
    path = tmp_path / "plan.csv"
    path.write_text(f"มาตรการ,ขั้นตอน\n{rows}", encoding="utf-8")
    with open_workspace(tmp_path) as workspace:
        workspace.add([path], organisation="เทศบาลตำบลโสดาดวง", fiscal_year_be=2567)
    town = town_id(tmp_path, "เทศบาลตำบลโสดาดวง")
    app = _view(tmp_path, cell=f"{town}.no_gift")
    before = _takes(app)
    app.button(key="matrix.more").click().run()

    assert before == 12
    assert _takes(app) == 20
    assert in_url(app, "k") == ["24"]


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"most": "1"}, "ไม่มีหน่วยงานที่ตรงกับตัวกรอง"),
        ({"order": "likeness"}, "เลือกหน่วยงานของเราก่อน"),
    ],
)
def test_choices_that_leave_nothing_say_why(
    library_home: Path, parameters: dict[str, str], text: str
) -> None:
    app = _view(library_home, **parameters)

    assert text in app.info[0].value
