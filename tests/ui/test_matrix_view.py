"""The view of many towns: the table, its choices in the URL, and what a cell holds."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.towns import Axis
from tests.ui.conftest import html_of, in_url, opened, shown_by

KHAM_BONG = "เทศบาลตำบลคำบง"
CELL = re.compile(r'data-cell="([^"]+)" href="([^"]+)" title="(\d+) มาตรการ')


def _view(home: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return opened("matrix", home, monkeypatch, parameters)


def _id(home: Path, name: str) -> str:
    with open_workspace(home) as workspace:
        return workspace.find_organisation(name).id


def test_the_table_has_all_towns_and_the_numbers_of_their_measures(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _view(library_home, monkeypatch)

    assert not app.exception
    with open_workspace(library_home) as workspace:
        matrix = workspace.matrix(axis=Axis.TOPICS)
    counts = [len(cell.measure_ids) for row in matrix.rows for cell in row.cells]
    view = shown_by(app)
    assert view.texts("[data-cell]") == [str(count) for count in counts if count]
    assert len(view.all("th.town[scope=row]")) == len(matrix.rows) + 1


def test_a_filter_in_the_address_that_is_not_there_is_said(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _view(library_home, monkeypatch, year="2499")

    assert [("2499" in one.value) for one in app.warning] == [True]
    assert not in_url(app, "year")


def test_a_cell_opens_its_measures_with_buttons_to_take_them(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shown_by(_view(library_home, monkeypatch)).all("[data-cell]")[0]
    name, count = first["data-cell"], first.text
    app = _view(library_home, monkeypatch, cell=name)

    assert not app.exception
    assert f"{count} มาตรการ" in app.subheader[0].value
    assert len(app.button) == int(count)
    assert f'[data-cell="{name}"]' in html_of(app)
    assert in_url(app, "cell") == [name]


def test_the_table_stays_the_same_when_a_cell_is_opened(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown_by(_view(library_home, monkeypatch)).one(".ita-matrix")
    name = before.all("[data-cell]")[0]["data-cell"]
    after = shown_by(_view(library_home, monkeypatch, cell=name)).one(".ita-matrix")

    assert before.html == after.html


@pytest.mark.parametrize("name", ["x.y", "<script>.no_gift", '"]{}.x'])
def test_a_cell_that_is_not_there_is_told(
    library_home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    app = _view(library_home, monkeypatch, cell=name)

    assert not app.exception
    assert "ไม่อยู่ในตารางนี้" in shown_by(app).text
    assert "{outline" not in html_of(app)


def test_the_columns_can_be_indicators(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = _view(library_home, monkeypatch)
    app.selectbox(key="matrix.axis").set_value("indicators").run()

    assert not app.exception
    assert in_url(app, "axis") == ["indicators"]
    assert "9 การเปิดเผยข้อมูล" in shown_by(app).text


def test_our_town_is_marked_and_others_are_likened_to_it(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = _id(library_home, KHAM_BONG)
    app = _view(library_home, monkeypatch, like=KHAM_BONG, order="likeness")

    assert not app.exception
    assert in_url(app, "like") == [town]
    view = shown_by(app)
    assert len(view.all("tr.own")) == 1
    assert re.search(r"คล้ายกัน \d+ %", view.text)


def test_likeness_without_a_town_asks_for_it(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _view(library_home, monkeypatch, order="likeness")

    assert not app.exception
    assert "เลือกหน่วยงานของเราก่อน" in app.info[0].value
    assert shown_by(app).all(".ita-matrix")


def test_filters_narrow_the_towns_and_stand_in_the_link(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _view(library_home, monkeypatch)
    every = len(shown_by(app).all("[scope=row]"))
    app.multiselect(key="matrix.type").set_value(["town_municipality"]).run()

    assert not app.exception
    assert in_url(app, "type") == ["town_municipality"]
    assert 1 < len(shown_by(app).all("[scope=row]")) < every


def test_a_band_of_totals_stands_in_the_link(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _view(library_home, monkeypatch, least="90", most="100")

    assert not app.exception
    assert app.number_input(key="matrix.least").value == 90
    totals = [float(one) for one in re.findall(r"ITA (\d+\.\d\d)", shown_by(app).text)]
    assert totals
    assert all(total >= 90 for total in totals)


def test_a_band_that_ends_below_its_beginning_is_told(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _view(library_home, monkeypatch, least="90", most="80")

    assert not app.exception
    assert "ไม่มีหน่วยงานใดอยู่ในช่วงนี้" in app.info[0].value


def test_a_band_that_nobody_is_in_is_told(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _view(library_home, monkeypatch, most="1")

    assert "ไม่มีหน่วยงานที่ตรงกับตัวกรอง" in app.info[0].value


@pytest.mark.parametrize("value", ["nan", "inf", "-5", "๙๐x", "<b>", "1" * 400])
def test_what_is_no_total_is_left_out(
    library_home: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    app = _view(library_home, monkeypatch, least=value, axis=value, order=value, year=value)

    assert not app.exception
    assert app.number_input(key="matrix.least").value is None
    assert shown_by(app).all(".ita-matrix")


def test_english_stands_alone(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown_by(_view(library_home, monkeypatch, lang="en"))

    assert "No gift policy" in view.text
    others = view.texts("p, a, button, summary, label, caption, td, th:not([scope=row])")
    assert not any("มาตรการ" in text for text in others)


def test_a_long_list_of_a_cell_is_opened_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "\n".join(f"ประกาศงดรับของขวัญครั้งที่ {number},ปิดประกาศ" for number in range(1, 21))
    path = tmp_path / "plan.csv"
    path.write_text(f"มาตรการ,ขั้นตอน\n{rows}", encoding="utf-8")
    with open_workspace(tmp_path) as workspace:
        workspace.add([path], organisation="เทศบาลตำบลโสดาดวง", fiscal_year_be=2567)
    town = _id(tmp_path, "เทศบาลตำบลโสดาดวง")
    app = _view(tmp_path, monkeypatch, cell=f"{town}.no_gift")
    before = len(app.button)
    app.button(key="matrix.more").click().run()

    assert not app.exception
    assert before == 12 + 1
    assert len(app.button) == 20
    assert in_url(app, "k") == ["24"]


@pytest.mark.parametrize("axis", Axis)
def test_each_measure_of_a_cell_that_is_there_by_a_guess_says_so(
    library_home: Path, monkeypatch: pytest.MonkeyPatch, axis: Axis
) -> None:
    with open_workspace(library_home) as workspace:
        matrix = workspace.matrix(axis=axis)
    row = matrix.rows[0]
    for column, cell in list(zip(matrix.columns, row.cells, strict=True))[:4]:
        name = f"{row.organisation.id}.{column}"
        html = html_of(_view(library_home, monkeypatch, axis=str(axis), cell=name))
        listed = html.partition("{outline")[2]

        assert listed.count("เดาจากเนื้อหา") == cell.guessed


@pytest.mark.parametrize(
    ("view", "parameters"),
    [
        ("matrix", {}),
        ("neighbours", {"org": KHAM_BONG}),
        ("coverage", {"org": KHAM_BONG}),
        ("compare", {"years": KHAM_BONG}),
        ("search", {"q": "งดรับของขวัญ"}),
    ],
)
def test_what_is_shown_can_be_taken_along(
    library_home: Path, monkeypatch: pytest.MonkeyPatch, view: str, parameters: dict[str, str]
) -> None:
    app = opened(view, library_home, monkeypatch, parameters)

    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels[:2] == ["ดาวน์โหลด Excel", "ดาวน์โหลด CSV"]
