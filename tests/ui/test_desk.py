"""The first page without a query: the desk of the own town, or the welcome without one."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bench.views import SqlWork, sql_counted
from itasearch import open_workspace
from itasearch.model.library import HeldCount, LibraryHoldings
from itasearch.ui.desk.visits import VISIT_COOKIE
from itasearch.ui.desk.welcome import holdings_html
from itasearch.ui.towns.own_town import TOWN_COOKIE
from tests.ui.conftest import opened, search_view, shown_by
from tests.ui.shown import shown
from tests.ui.test_markup import HOSTILE
from tests.ui.test_work import first_town, library

NAME = "เทศบาลตำบลธารจันทร์หอม"
LONG_AGO = "1700000000.1700000000"
"""A visit in November 2566, before any report was added."""


def _id(home: Path, name: str = NAME) -> str:
    with open_workspace(home) as workspace:
        return workspace.find_organisation(name).id


def _sends(monkeypatch: pytest.MonkeyPatch, cookies: Mapping[str, str]) -> None:
    """Let the browser send these cookies."""
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _context: cookies))


def _desk(home: Path, monkeypatch: pytest.MonkeyPatch, visit: str = "") -> AppTest:
    _sends(monkeypatch, {TOWN_COOKIE: _id(home), VISIT_COOKIE: visit})
    return search_view(home, monkeypatch).run()


def _remembered(app: AppTest) -> Mapping[str, str]:
    found: Mapping[str, str] = app.session_state["cookies"]
    return found


def test_the_desk_has_our_reports_weak_indicators_and_gaps(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _desk(library_home, monkeypatch)
    with open_workspace(library_home) as workspace:
        found = workspace.town(NAME)

    assert not app.exception
    page = shown_by(app)
    assert NAME in page.one("h1").text
    assert f"library?report={found.record.reports[0].id}" in page.hrefs
    assert found.similar.weak
    for weak in found.similar.weak:
        assert any(f"{weak.score:.2f}" in text for text in page.texts("h3"))
    assert len(page.all(".ita-share")) == min(6, len(found.coverage.gaps)) > 0
    assert app.text_input(key="search.query")


def test_the_town_that_is_chosen_is_remembered_and_has_its_desk(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = search_view(library_home, monkeypatch).run()
    assert not shown_by(app).all("h1")

    app.selectbox(key="desk.town").set_value(_id(library_home)).run()

    assert NAME in shown_by(app).one("h1").text
    assert _remembered(app)[TOWN_COOKIE] == _id(library_home)


def test_a_town_that_is_forgotten_leaves_the_welcome(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _desk(library_home, monkeypatch)

    app.button(key="desk.forget").click().run()

    assert not app.exception
    assert not shown_by(app).all("h1")
    assert _remembered(app)[TOWN_COOKIE] == ""


def test_a_town_that_was_forgotten_can_be_chosen_again(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, town = search_view(library_home, monkeypatch).run(), _id(library_home)
    app.selectbox(key="desk.town").set_value(town).run()

    app.button(key="desk.forget").click().run()
    assert app.selectbox(key="desk.town").value is None
    app.selectbox(key="desk.town").set_value(town).run()

    assert NAME in shown_by(app).one("h1").text


@pytest.mark.parametrize("sent", ["o00000", HOSTILE, "x" * 5000, "%00%ff"])
def test_a_cookie_of_no_town_is_no_town(
    sent: str, library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sends(monkeypatch, {TOWN_COOKIE: sent, VISIT_COOKIE: sent})
    app = search_view(library_home, monkeypatch).run()

    assert not app.exception
    assert not app.error
    assert app.selectbox(key="desk.town")


def test_a_query_or_filter_is_answered_instead_of_the_desk(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sends(monkeypatch, {TOWN_COOKIE: _id(library_home)})

    for parameters in ({"q": "งดรับของขวัญ"}, {"organisation": _id(library_home)}):
        assert not shown_by(opened("search", library_home, monkeypatch, parameters)).all("h1")


def test_what_is_new_is_counted_since_the_visit_before(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _desk(library_home, monkeypatch, visit=LONG_AGO)

    text = shown_by(app).text
    assert "มีรายงานใหม่ 26 ฉบับ" in text
    assert "และอีก 21 ฉบับ" in text


@pytest.mark.parametrize("visit", ["", "x.y", "99999999999.99999999999", "1" * 400, "-5.-5", "."])
def test_without_a_visit_before_nothing_is_new(
    visit: str, library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _desk(library_home, monkeypatch, visit=visit)

    assert not app.exception
    assert "เริ่มนับจากวันนี้" in shown_by(app).text


def test_a_page_that_is_loaded_anew_is_the_same_visit(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _desk(library_home, monkeypatch, visit=LONG_AGO)
    kept = _remembered(first)[VISIT_COOKIE]
    before, _, latest = kept.partition(".")

    again = _desk(library_home, monkeypatch, visit=kept)

    assert before == "1700000000"
    assert abs(int(latest) - time.time()) < 3600
    assert "มีรายงานใหม่ 26 ฉบับ" in shown_by(again).text


def test_drafts_going_on_are_there_the_one_in_use_first(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_workspace(own_home) as workspace:
        older, newer = workspace.new_draft("แม่แบบเก่า"), workspace.new_draft("แม่แบบใหม่")
    _sends(monkeypatch, {TOWN_COOKIE: _id(own_home)})
    app = search_view(own_home, monkeypatch)
    app.session_state["drafts.current"] = older

    page = shown_by(app.run())

    drafts = [href for href in page.hrefs if href.startswith("template?")]
    assert drafts == [f"template?draft={older}", f"template?draft={newer}"]


def test_an_address_names_a_town_without_making_it_ours(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sends(monkeypatch, {TOWN_COOKIE: _id(library_home)})
    other = _id(library_home, "เทศบาลตำบลสวนตาลคู่")

    app = opened("neighbours", library_home, monkeypatch, {"org": other})

    assert "cookies" not in app.session_state
    app.selectbox(key="neighbours.org").set_value(other).run()
    assert "cookies" not in app.session_state  # it was that one before


def test_a_town_is_made_ours_on_its_page(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("town", library_home, monkeypatch, {"id": NAME})

    app.button(key="town.own").click().run()

    assert _remembered(app)[TOWN_COOKIE] == _id(library_home)
    assert shown_by(app).badge("หน่วยงานของเรา")


def test_a_list_of_our_organisation_remembers_what_is_chosen_in_it(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("coverage", library_home, monkeypatch, {})

    app.selectbox(key="coverage.org").set_value(_id(library_home)).run()

    assert _remembered(app)[TOWN_COOKIE] == _id(library_home)


def test_the_welcome_shows_what_is_held_by_province_and_year(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown_by(search_view(library_home, monkeypatch).run())

    years = page.table("รายงานในคลัง แยกตามปีงบประมาณ")
    assert sum(int(row[2]) for row in years.rows) == 26
    assert "matrix?year=2566" in years.hrefs
    provinces = [one for one in page.tables if one.caption == "รายงานในคลัง แยกตามจังหวัด"]
    assert sum(int(row[2]) for one in provinces for row in one.rows) == 26


def test_hostile_provinces_stay_text() -> None:
    count = HeldCount(name=HOSTILE, reports=1, organisations=1)
    html = holdings_html(LibraryHoldings(provinces=(count,), years=()))

    assert not shown(html).all("script, img")


def test_one_button_empties_the_samples_and_then_offers_to_load_them(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = search_view(own_home, monkeypatch).run()
    button = app.button(key="search.samples")
    assert button.label == "ล้างตัวอย่าง"

    button.click().run()

    assert not app.exception
    assert app.button(key="search.samples").label == "โหลดตัวอย่าง"
    with open_workspace(own_home) as workspace:
        assert workspace.report_count() == 0


def _work_of_a_desk(home: Path, monkeypatch: pytest.MonkeyPatch) -> SqlWork:
    with open_workspace(home) as workspace:
        town = first_town(workspace)
    _sends(monkeypatch, {TOWN_COOKIE: town, VISIT_COOKIE: LONG_AGO})
    st.cache_resource.clear()
    with sql_counted() as work:
        assert not search_view(home, monkeypatch).run().exception
        work.statements = work.rows = 0
        assert not search_view(home, monkeypatch).run().exception
    return work


def test_a_desk_reads_no_more_of_a_larger_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itasearch.ui.kit.organisations.MOST_OFFERED", 20)
    monkeypatch.setattr("itasearch.ui.kit.organisations.MOST_FITTING", 20)
    smaller, larger = (
        _work_of_a_desk(library(tmp_path / str(size), size), monkeypatch) for size in (3_200, 9_600)
    )

    assert larger.statements <= 1.3 * smaller.statements
    assert larger.rows <= 1.6 * smaller.rows + 20
