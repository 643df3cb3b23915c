"""The view of web pages: links to reports are shown, and those that are ticked are added."""

from functools import partialmethod
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.people import NOBODY
from itasearch.ui.kit import progress, state
from itasearch.workspace import Workspace
from tests.ingest.web_server import Site, body
from tests.ui.conftest import TIMEOUT, opened, shown_by

pytestmark = pytest.mark.usefixtures("waits")
PAGE = '<h1>ITA 2566</h1><p>O42 <a href="/42.txt">มาตรการส่งเสริมคุณธรรม</a></p>'


@pytest.fixture
def site(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    allow_own_network(monkeypatch)
    site.answers["/"] = body(PAGE.encode())
    return site


def look(app: AppTest, place: str) -> AppTest:
    app.text_input(key="sources.place").set_value(place)
    return app.button(key="sources.look").click().run()


def test_links_are_shown_and_what_is_ticked_waits_in_the_queue(home: Path, site: Site) -> None:
    app = ended(look(opened("sources", home, {}), site.url))
    (row,) = app.dataframe[0].value.to_dict("records")
    assert {f"{site.url}/42.txt", "มาตรการส่งเสริมคุณธรรม"} <= set(row.values())
    assert app.button(key="sources.add").disabled

    app.session_state["sources.found"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run().button(key="sources.add").click().run()

    with open_workspace(home) as workspace:
        assert [job.name for job in workspace.jobs.all()] == [f"{site.url}/42.txt"]


def test_what_is_no_address_is_named(home: Path) -> None:
    app = look(opened("sources", home, {}), "สวัสดี")

    assert "สวัสดี" in app.warning[0].value


def test_a_visitor_is_told_who_may_add(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itasearch.ui.kit.state.person_in_session", lambda: NOBODY)
    app = opened("sources", home, {})

    assert app.info and not app.text_input
    assert "sources" not in shown_by(app).hrefs


def test_a_run_belongs_to_the_browser_that_began_it(home: Path, site: Site) -> None:
    ended(look(opened("sources", home, {}), site.url))
    other = opened("sources", home, {})

    assert not [button for button in other.button if button.key == "sources.add"]


def ended(app: AppTest) -> AppTest:
    """Run the app again once all its runs have ended."""
    for run in progress._RUNS[state.library()].values():
        assert run.ended.wait(TIMEOUT)
    return app.run()


def allow_own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app ask servers of this machine."""
    for name in ("gather", "check_evidence"):
        allowed = partialmethod(getattr(Workspace, name), allow_private=True)
        monkeypatch.setattr(Workspace, name, allowed)
