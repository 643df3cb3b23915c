"""The map of the app: all views stand in one bar, in both languages, and faults are told."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from itasearch.server.assembled import middleware, routes
from itasearch.server.figures import FiguresCheck
from itasearch.server.health import HealthAddresses
from itasearch.server.host_check import HostCheck
from itasearch.server.observed import Observed
from itasearch.server.page_headers import PageHeaders
from itasearch.server.who_asks import WhoAsks
from itasearch.ui.kit.drop_zone import OwnZonesOnly
from itasearch.ui.sessions import SessionEnds
from itasearch.workspace import Workspace
from itasearch.workspace.lookups import Library
from tests.ui.conftest import TIMEOUT, VIEWS, shown_by

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("ITASEARCH_HOME", str(library_home))
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT)


def test_every_module_that_draws_a_view_is_tested_as_one() -> None:
    ui = ROOT / "itasearch" / "ui"
    drawing = {
        ".".join(path.relative_to(ui).with_suffix("").parts)
        for path in ui.rglob("*.py")
        if "\ndef render() -> None:" in path.read_text(encoding="utf-8")
    }

    assert drawing == set(VIEWS.values())


def test_streamlit_finds_the_app_behind_its_host_check_in_both_entries() -> None:
    for entry in (ROOT / "app.py", ROOT / "itasearch" / "server" / "entry.py"):
        found = discover_asgi_app(entry)

        assert found.import_string == f"{entry.stem}:app"
        source = entry.read_text(encoding="utf-8")
        assert re.search(r"= App\([^=]+, routes=routes\(\), middleware=middleware\(\)\s*\)", source)


def test_a_request_is_checked_before_it_reaches_what_answers_it() -> None:
    passed: list[object] = [one.cls for one in middleware()]

    assert passed == [
        *(Observed, PageHeaders, HealthAddresses, HostCheck, WhoAsks, FiguresCheck),
        *(OwnZonesOnly, SessionEnds),
    ]
    paths = [getattr(one, "path", "") for one in routes()]
    programs = ["feeds", "suggestions", "metrics", "api", "mcp", "uploads"]
    assert [one.split("/")[1] for one in paths[:6]] == programs
    assert set(paths[6:]) == {f"/{view}" for view in ("", *VIEWS)}


def test_every_link_of_the_bar_keeps_the_language(app: AppTest) -> None:
    app.query_params["lang"] = "en"
    app.run()

    header = shown_by(app).one("header")
    assert header.link("itasearch").href == "./?lang=en"
    assert all(link.href.endswith("?lang=en") for link in header.one("nav").links)


def test_the_bar_leads_to_all_views_and_the_other_language(app: AppTest) -> None:
    app.run()

    assert not app.error
    assert app.text_input(key="search.query").value == ""
    header = shown_by(app).one("header")
    assert [(link.text, link.href) for link in header.one("nav").links] == [
        ("ค้นหา", "./"),
        ("เปรียบเทียบ", "compare"),
        ("แผน/แม่แบบ", "template"),
        ("คลัง", "library"),
    ]
    assert header.link("หน้าแรก").href == "./"
    assert header.texts("[aria-current=page]") == ["ค้นหา"]
    assert (header.link("English").href, header.link("English")["lang"]) == ("?lang=en", "en")


def _visit() -> None:
    import streamlit as st

    from itasearch.ui.main import place_in_bar

    for view in ("plan", "matrix", "plan", "template", "plan", "plan"):
        st.text(place_in_bar(view))


def test_the_next_plan_stays_where_it_was_opened_from() -> None:
    places = [one.value for one in AppTest.from_function(_visit).run().text]

    assert places == ["compare", "compare", "compare", "template", "template", "template"]


def test_a_fault_nobody_foresaw_is_told_without_a_traceback(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_workspace: Workspace) -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(Library, "filter_choices", broken)
    app.run()

    assert "ไม่สำเร็จ" in app.error[0].value
