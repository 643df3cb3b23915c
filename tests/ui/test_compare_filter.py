"""The filters of the view เปรียบเทียบ: in the link, their counts, and what they leave."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.comparison_shown import places
from itasearch.workspace import Workspace
from tests.ui.conftest import go, in_url, shown_by, view_of

KHAM_BONG, MAE_KA = "เทศบาลตำบลคำบง", "เทศบาลตำบลแม่กา"


@pytest.fixture
def app(library_home: Path) -> AppTest:
    return view_of("compare", library_home)


def test_a_link_narrows_to_an_indicator_and_a_topic(app: AppTest, shared: Workspace) -> None:
    go(app, left=MAE_KA, right=KHAM_BONG, indicator=["4", "10", "11", "<b>"])

    assert in_url(app, "indicator") == ["4", "10"]
    shown = shared.exports.narrow(shared.compare(MAE_KA, KHAM_BONG), indicators=[4, 10])
    wanted = {one.id for place in places(shown.comparison) for one in place}
    keys = [button.key or "" for button in app.button]
    taken = {key.rpartition(".")[2] for key in keys if key.startswith("compare.take.")}
    assert taken == wanted
    now, whole = shown.comparison.counts.only_right, shown.whole.only_right
    assert f"พบเฉพาะ ทต.คำบง {now} จาก {whole}" in shown_by(app).text


def test_the_filters_tell_what_they_leave_and_are_taken_off(app: AppTest) -> None:
    go(app, left=MAE_KA, right=KHAM_BONG, indicator="10", differences="1")
    chosen = app.multiselect(key="compare.indicator")
    assert chosen.value == ["10"]
    assert ":blue-badge[2]" in [one.value for one in app.markdown]
    assert any(re.fullmatch(r"10 .+ \(\d+\)", option) for option in chosen.options)

    chosen.set_value([]).run()

    assert app.toggle(key="compare.differences").value
    assert in_url(app, "differences") == ["1"]
    assert in_url(app, "indicator") == []


def test_a_filter_that_leaves_nothing_says_so(app: AppTest) -> None:
    go(app, left=MAE_KA, right=KHAM_BONG, topic="revenue", indicator="10")

    assert app.info[0].value == "ไม่มีรายการที่ตรงกับตัวกรองนี้"
    assert "ทั้งสองแห่งมี 0 จาก" in shown_by(app).text


def test_a_topic_that_does_not_exist_is_left_out_of_the_link(app: AppTest) -> None:
    go(app, left=MAE_KA, right=KHAM_BONG, topic="no_such_topic")

    assert in_url(app, "topic") == []
    assert "no\\_such\\_topic" in app.warning[0].value


def _two_controls() -> None:
    import streamlit as st

    from itasearch.ui.kit.state import follow_url, keep_widgets, write_url

    follow_url("view", ["view.on"], read=lambda: {"view.on": st.query_params.get("on") == "1"})
    write_url("view", {"on": "1" if st.session_state["view.on"] else ""}, keys=["view.on"])
    st.toggle("on", key="view.on")
    st.button("menu", on_click=keep_widgets)


def test_a_menu_pressed_at_once_after_a_filter_is_no_way_back_but_an_older_address_is() -> None:
    app = AppTest.from_function(_two_controls).run()
    app.toggle[0].set_value(True).run()
    del app.query_params["on"]  # as the browser has it until the answer came

    app.button[0].click().run()

    assert (app.toggle[0].value, in_url(app, "on")) == (True, ["1"])
    del app.query_params["on"]  # as a step back has it
    app.run()
    assert (app.toggle[0].value, in_url(app, "on")) == (False, [])
