"""The view that checks evidence: what is typed or sent, what to check, and the list again."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.people import NOBODY
from tests.ingest.web_server import Site, body
from tests.ui.conftest import opened, send, shown_by, view_of
from tests.ui.test_sources_view import allow_own_network, ended

pytestmark = pytest.mark.usefixtures("waits")
YEAR = 2566


def check(app: AppTest, text: str) -> AppTest:
    app.text_area(key="evidence.text").set_value(text)
    return ended(app.button(key="evidence.check").click().run())


def view(home: Path) -> AppTest:
    app = view_of("evidence", home)
    app.session_state["evidence.year"] = YEAR
    return app.run()


def test_a_list_is_checked_and_can_be_changed(
    home: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow_own_network(monkeypatch)
    markup = f"<!doctype html><p>แผนดำเนินงาน ประจำปีงบประมาณ พ.ศ. {YEAR}</p>"
    site.answers["/11"] = body(markup.encode(), Content_Type="text/html; charset=utf-8")

    app = check(view(home), f"O11 {site.url}/11\nO12 {site.url}/gone")

    assert "1 จาก 2" in shown_by(app).text
    rows = app.table[0].value.to_string()
    assert str(YEAR) in rows and "404" in rows
    app.button(key="evidence.again").click().run()
    assert (app.text_area(key="evidence.text").value or "").startswith("O11")


def test_a_file_fills_the_list(home: Path) -> None:
    app = view(home)
    send(app, "list.csv", "ข้อ,กอง\nO12,http://127.0.0.1:9/a\n".encode(), zone="evidence.file")

    assert app.text_area(key="evidence.text").value == "O12 http://127.0.0.1:9/a"


def test_without_items_nothing_is_asked(home: Path) -> None:
    app = view(home)
    app.text_area(key="evidence.text").set_value("สวัสดี")

    assert "สวัสดี" in app.button(key="evidence.check").click().run().warning[0].value


def test_a_visitor_is_told_who_may_check(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itasearch.ui.kit.state.person_in_session", lambda: NOBODY)
    app = opened("evidence", home, {})

    assert app.info and not app.text_area
