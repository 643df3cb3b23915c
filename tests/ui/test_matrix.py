"""The view of the matrix, and its table."""

import re
from pathlib import Path
from typing import Any

import pytest
from pandas.io.formats.style import Styler
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.towns import Axis, Matrix, MatrixCell
from itasearch.ui.towns.matrix import SHADES, cell_colours, cell_named, grid_of, unused_text
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, opened, town_id
from tests.ui.test_colours import contrast
from tests.ui.towns import NOTHING, cell, row, town
from tests.workspace.conftest import ReaderHere, parsing_with

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
    with open_workspace(tmp_path) as workspace, parsing_with(ReaderHere()):
        workspace.add([path], organisation="เทศบาลตำบลโสดาดวง", fiscal_year_be=2567)
    town = town_id(tmp_path, "เทศบาลตำบลโสดาดวง")
    app = _view(tmp_path, cell=f"{town}.no_gift")
    before = _takes(app)
    app.button(key="matrix.more").click().run()

    assert before == 12
    assert _takes(app) == 20
    assert in_url(app, "k") == ["24"]


COLUMNS = ("no_gift", "complaints", "procurement")


def _matrix(*rows: tuple[MatrixCell, ...]) -> Matrix:
    return Matrix(
        axis=Axis.TOPICS,
        columns=COLUMNS,
        rows=tuple(
            row(*cells, organisation=town(f"เทศบาลตำบลที่ {number}", identifier=f"o{number}"))
            for number, cells in enumerate(rows, start=1)
        ),
    )


def _grid(matrix: Matrix, *, own: str = "", scheme: str = "light") -> tuple[Styler, dict[str, Any]]:
    styler, columns = grid_of(matrix, own=own, scheme=scheme)
    return styler, dict(columns)


def test_a_cell_shows_how_many() -> None:
    styler, columns = _grid(_matrix((cell(3), NOTHING, NOTHING), (NOTHING, cell(1), NOTHING)))

    assert styler.data["no_gift"].fillna(0).tolist() == [3, 0]
    assert columns["no_gift"]["label"] == "งดรับของขวัญ (1)"
    assert columns["no_gift"]["help"] == "งดรับของขวัญ: 1 จาก 2 แห่งมีเรื่องนี้ในรายงานของปีนั้น"


def test_columns_that_nobody_fills_are_folded_away() -> None:
    matrix = _matrix((cell(1), NOTHING, NOTHING), (NOTHING, NOTHING, cell(1)))

    assert "complaints" not in _grid(matrix)[0].data
    assert "เรื่องร้องเรียนร้องทุกข์" in unused_text(matrix)
    assert unused_text(_matrix((cell(1), cell(1), cell(1)))) == ""


def test_a_cell_is_found_by_its_name() -> None:
    matrix = _matrix((cell(2), NOTHING, NOTHING))
    found = cell_named(matrix, "o1.no_gift")

    assert found is not None
    assert found[1:] == ("no_gift", matrix.rows[0].cells[0])
    assert cell_named(matrix, "o1.town") == (matrix.rows[0], "town", None)
    for name in ("", ".", "o1", "o1.", "o9.no_gift", "o1.unknown", "no_gift.o1"):
        assert cell_named(matrix, name) is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_number_can_be_read_on_its_shade(scheme: str) -> None:
    empty, *shades = cell_colours(scheme)

    assert empty == ""
    assert len(shades) == len(SHADES) + 1
    for shade_css in shades:
        ground, number = re.findall(r"#\w{6}", shade_css)
        assert contrast(ground, number) >= 4.5
