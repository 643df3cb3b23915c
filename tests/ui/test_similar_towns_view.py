"""The view of similar towns: reasons in words, who scores better, and the standing warning."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.workspace import Workspace
from tests.ui.conftest import TIMEOUT, in_url, opened, shown_by, town_id
from tests.workspace.conftest import ReaderHere, parsing_with

SCORED = "เทศบาลตำบลท่าเกวียนเงิน"


def _view(home: Path, **parameters: str) -> AppTest:
    return opened("neighbours", home, parameters)


def test_similar_towns_stand_with_reasons_and_the_way_to_compare(
    library_home: Path, shared: Workspace
) -> None:
    app = _view(library_home, org=SCORED)
    found = shared.towns.similar(SCORED)

    assert in_url(app, "org") == [found.organisation.id]
    view = shown_by(app)
    assert "ไม่ได้พิสูจน์" in app.warning[0].value
    assert len(view.all("ol.ita-lines > li")) == len(found.neighbours) > 0
    assert any(f"compare?left={found.organisation.id}&right=" in href for href in view.hrefs)


def _one_or_the_other() -> None:
    import streamlit as st

    from itasearch.ui.towns import matrix, similar

    (similar if "goes on" in st.session_state else matrix).render()


def test_the_town_chosen_in_one_view_is_the_town_of_the_other(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITASEARCH_HOME", str(library_home))
    app = AppTest.from_function(_one_or_the_other, default_timeout=TIMEOUT)
    app.query_params["like"] = SCORED
    chosen = in_url(app.run(), "like")
    app.query_params.clear()
    app.session_state["goes on"] = True
    app.run()

    assert in_url(app, "org") == chosen == [town_id(library_home, SCORED)]


def test_an_unknown_name_in_the_link_is_told_with_the_nearest(library_home: Path) -> None:
    app = _view(library_home, org="เทศบาลนครศรีธาราสมุทรร")

    assert "เทศบาลนครศรีธาราสมุทร," in app.warning[0].value


@pytest.mark.parametrize("view", ["neighbours", "coverage"])
def test_the_only_town_of_a_library_is_told(tmp_path: Path, view: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("มาตรการ,ขั้นตอน\nงดรับของขวัญ,ปิดประกาศ", encoding="utf-8")
    with open_workspace(tmp_path) as workspace, parsing_with(ReaderHere()):
        workspace.add([path], organisation="เทศบาลตำบลโสดาดวง", fiscal_year_be=2567)

    app = opened(view, tmp_path, {"org": "เทศบาลตำบลโสดาดวง"})

    text = {
        "neighbours": "ยังไม่พบแห่งที่คล้ายกัน",
        "coverage": "ยังไม่มีรายงานของแห่งอื่นที่เป็น อปท. ประเภทเดียวกัน",
    }[view]
    assert text in shown_by(app).text + "".join(one.value for one in app.info)
