"""The first page without a query: the desk of the own town, or the welcome without one."""

import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import false
from streamlit.testing.v1 import AppTest

from itasearch.store.reports import holdings
from itasearch.ui.kit.who import TOWN_COOKIE
from itasearch.ui.watch.view import VISIT_COOKIE
from itasearch.workspace import Workspace
from tests.ui.conftest import TIMEOUT, opened, send_cookies, shown_by, town_id, view_of

NAME = "เทศบาลตำบลธารจันทร์หอม"
ROOT = Path(__file__).parents[2]
LONG_AGO = "1690000000.1700000000"
"""A visit that ended in November 2566, before any report was added, and one before it."""


def _desk(home: Path, monkeypatch: pytest.MonkeyPatch, visit: str = "") -> AppTest:
    send_cookies(monkeypatch, {TOWN_COOKIE: town_id(home, NAME), VISIT_COOKIE: visit})
    return view_of("search", home).run()


def _all_is_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the samples were reports that came long after the first ones."""
    monkeypatch.setattr(holdings, "_FIRST_FILLING", -timedelta(days=1))
    monkeypatch.setattr(holdings, "is_sample", false)


def _remembered(app: AppTest) -> Mapping[str, str]:
    found: Mapping[str, str] = app.session_state["cookies"]
    return found


def test_the_desk_has_our_reports_weak_indicators_and_gaps(
    library_home: Path, shared: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _desk(library_home, monkeypatch)
    found = shared.towns.overview(NAME)

    page = shown_by(app)
    assert NAME in page.one("h1").text
    assert f"library?report={found.record.reports[0].id}" in page.hrefs
    assert found.similar.weak
    for weak in found.similar.weak:
        assert any(f"{weak.score:.2f}" in text for text in page.texts("h3"))
    assert page.text.count("แห่งที่คล้ายกันมี") == min(6, len(found.coverage.gaps)) > 0
    assert app.text_input(key="search.query")


def test_a_query_or_filter_is_answered_instead_of_the_desk(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_cookies(monkeypatch, {TOWN_COOKIE: town_id(library_home, NAME)})

    for parameters in ({"q": "งดรับของขวัญ"}, {"organisation": town_id(library_home, NAME)}):
        assert not shown_by(opened("search", library_home, parameters)).all("h1")


def test_the_first_page_counts_what_was_added_this_week(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _all_is_news(monkeypatch)
    desk = shown_by(_desk(library_home, monkeypatch))
    send_cookies(monkeypatch, {})
    welcome = view_of("search", library_home).run()

    assert "ใหม่ใน 7 วันที่ผ่านมา: 26 ฉบับ" in desk.text
    assert any("](library?order=added)" in caption.value for caption in welcome.caption)


def test_what_came_on_the_first_day_is_no_news_and_the_desk_says_so(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = shown_by(_desk(library_home, monkeypatch, visit=LONG_AGO)).text

    assert "นอกจากรายงานที่นำเข้าในวันแรกของคลัง ไม่มีรายงานใหม่ใน 7 วันที่ผ่านมา" in desk
    assert "ไม่มีรายงานใหม่ ตั้งแต่" not in desk


def test_a_page_that_is_loaded_anew_is_the_same_visit(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _all_is_news(monkeypatch)
    first = _desk(library_home, monkeypatch, visit=LONG_AGO)
    assert "มีรายงานใหม่ 26 ฉบับ" in shown_by(first).text
    kept = _remembered(first)[VISIT_COOKIE]
    before, _, latest = kept.partition(".")

    again = _desk(library_home, monkeypatch, visit=kept)

    assert before == "1700000000"
    assert abs(int(latest) - time.time()) < 3600
    assert "มีรายงานใหม่ 26 ฉบับ" in shown_by(again).text
    assert _remembered(again)[VISIT_COOKIE].startswith("1700000000.")


def test_drafts_going_on_are_there_the_one_in_use_first(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = own.drafts.new("แม่แบบเก่า"), own.drafts.new("แม่แบบใหม่")
    send_cookies(monkeypatch, {TOWN_COOKIE: town_id(own_home, NAME)})
    app = view_of("search", own_home)
    app.session_state["drafts.current"] = older

    page = shown_by(app.run())

    drafts = [href for href in page.hrefs if href.startswith("template?")]
    assert drafts == [f"template?draft={older}", f"template?draft={newer}"]


def test_an_address_names_a_town_without_making_it_ours(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_cookies(monkeypatch, {TOWN_COOKIE: town_id(library_home, NAME)})
    other = town_id(library_home, "เทศบาลตำบลสวนตาลคู่")

    app = opened("neighbours", library_home, {"org": other})

    assert "cookies" not in app.session_state
    app.selectbox(key="neighbours.org").set_value(other).run()
    assert "cookies" not in app.session_state  # it was that one before


def test_a_town_is_made_ours_on_its_page(library_home: Path) -> None:
    app = opened("town", library_home, {"id": NAME})

    app.button(key="town.own").click().run()

    assert _remembered(app)[TOWN_COOKIE] == town_id(library_home, NAME)
    assert "หน่วยงานของเรา" in shown_by(app).text


def test_one_button_empties_the_samples_and_then_offers_to_load_them(
    own_home: Path, own: Workspace
) -> None:
    app = view_of("search", own_home).run()
    button = app.button(key="search.samples")
    assert button.label == "ล้างตัวอย่าง"

    button.click().run()

    assert app.button(key="search.samples").label == "โหลดตัวอย่าง"
    assert own.library.report_count() == 0


def test_a_tour_of_three_steps_goes_along_and_can_be_left(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITASEARCH_HOME", str(library_home))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT).run()
    assert any("[พาชมใน 3 ขั้น](./?q=No+Gift+Policy&tour=1)" in one.value for one in app.markdown)

    app.query_params["q"], app.query_params["tour"] = "No Gift Policy", "1"
    app.run()
    assert "tour" not in app.query_params
    assert any("ขั้นที่ 1 จาก 3" in one.value for one in app.markdown)
    (onward,) = [one.value for one in app.markdown if "ขั้นต่อไป" in one.value]
    assert "compare?left=" in onward and "&tour=2" in onward
    app.run()
    assert any("ขั้นที่ 1 จาก 3" in one.value for one in app.markdown)

    app.button(key="tour.leave").click().run()
    assert not any("ขั้นที่" in one.value for one in app.markdown)
