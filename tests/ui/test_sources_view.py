"""The view of sources: what a site has is shown before it is added; sources are kept in step."""

from functools import partialmethod
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.people import NOBODY, Person, Role
from itasearch.ui.kit import progress, state
from itasearch.workspace.sources.evidence import EvidenceChecks
from itasearch.workspace.sources.sources import Sources
from tests.ingest.web_server import Site, body
from tests.ui.conftest import TIMEOUT, html_of, opened, shown_by
from tests.ui.test_watch import NEW_REPORT

pytestmark = pytest.mark.usefixtures("waits")
PAGE = (
    '<h1>ITA 2566</h1><p>O42 <a href="/42.txt">มาตรการส่งเสริมคุณธรรม</a></p><a href="/7.pdf">O7</a>'
)


@pytest.fixture
def site(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    allow_own_network(monkeypatch)
    site.answers["/"] = body(PAGE.encode())
    site.answers["/42.txt"] = body(NEW_REPORT.encode())
    return site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "รับ"
    folder.mkdir()
    (folder / "a.txt").write_text(NEW_REPORT, "utf-8")
    return folder


def view(home: Path, **parameters: str) -> AppTest:
    return opened("sources", home, parameters)


def look(app: AppTest, place: str) -> AppTest:
    app.text_input(key="sources.place").set_value(place)
    return app.button(key="sources.look").click().run()


def places(home: Path) -> list[str]:
    with open_workspace(home) as workspace:
        return [one.place for one in workspace.sources.all()]


def reports(home: Path) -> int:
    with open_workspace(home) as workspace:
        return workspace.library.report_count()


def test_what_a_site_has_is_shown_before_it_is_added(home: Path, site: Site) -> None:
    app = ended(look(view(home), site.url))

    assert "พบ 1 ไฟล์ที่มีรายงาน ใหม่ 1 ไฟล์" in shown_by(app).text
    (row,) = app.dataframe[0].value.to_dict("records")
    assert {f"{site.url}/42.txt", site.url, "มาตรการส่งเสริมคุณธรรม"} <= set(row.values())
    assert "เป็นข้ออื่น" in html_of(app)
    assert reports(home) == 0

    ended(app.button(key="sources.add").click().run())

    assert reports(home) == 1
    assert places(home) == [site.url]
    assert "เพิ่มแล้ว" in html_of(app)


def test_files_that_are_not_ticked_are_not_added(home: Path, site: Site) -> None:
    app = ended(look(view(home), site.url))
    app.session_state["sources.found"] = {"selection": {"rows": [], "columns": [], "cells": []}}
    app.checkbox(key="sources.keep").set_value(False).run()

    assert app.button(key="sources.add").disabled


def test_a_folder_is_kept_in_step_and_what_has_gone_is_named(home: Path, folder: Path) -> None:
    app = look(view(home), str(folder))
    assert places(home) == [str(folder)]
    assert "ยังไม่เคย" in app.dataframe[0].value.to_string()
    ended(app.button(key="sources.sync").click().run())
    assert reports(home) == 1

    (folder / "a.txt").unlink()
    ended(app.button(key="sources.sync").click().run())

    assert "a.txt" in html_of(app)
    assert reports(home) == 1
    assert "ไม่มีแล้ว 1" in app.dataframe[0].value.to_string()


def test_forgetting_a_source_asks_first(home: Path, folder: Path) -> None:
    app = look(view(home), str(folder))
    app.session_state["sources.list"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    app.button(key="sources.forget").click().run()

    assert app.button(key="sources.forget.yes")
    assert places(home) == [str(folder)]


def test_an_editor_looks_at_sites_but_not_at_files_of_the_server(
    home: Path, folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = Person(id="e", name="บรรณาธิการ", role=Role.EDITOR)
    monkeypatch.setattr("itasearch.ui.kit.state.person_in_session", lambda: editor)
    app = look(view(home), str(folder))

    assert "ไม่ใช่ที่อยู่เว็บ" in app.warning[0].value
    ended(look(app, site.url))
    assert app.button(key="sources.add")
    assert not [one for one in app.checkbox if one.key == "sources.keep"]


def test_a_visitor_is_told_who_may_add(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itasearch.ui.kit.state.person_in_session", lambda: NOBODY)
    app = view(home)

    assert app.info and not app.text_input
    assert "sources" not in shown_by(app).hrefs


def test_a_run_belongs_to_the_browser_that_began_it(home: Path, site: Site) -> None:
    ended(look(view(home), site.url))
    other = view(home)

    assert not [button for button in other.button if button.key == "sources.add"]


def ended(app: AppTest) -> AppTest:
    """Run the app again once all its runs have ended."""
    for run in progress._RUNS[state.library()].values():
        assert run.ended.wait(TIMEOUT)
    return app.run()


def allow_own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app ask servers of this machine."""
    for owner, names in ((Sources, ["gather"]), (EvidenceChecks, ["check", "entries_of_page"])):
        for name in names:
            method = getattr(owner, name)
            allowed = partialmethod(method, allow_private=True)
            monkeypatch.setattr(owner, name, allowed)
