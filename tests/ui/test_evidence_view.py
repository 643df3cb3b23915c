"""The view that checks evidence: what is typed or sent, what is wrong with it, and the file."""

from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.form_check import EvidenceCheck
from itasearch.model.people import NOBODY
from itasearch.ui.kit import progress, state
from itasearch.workspace import typed_entries
from tests.ingest.web_server import Site, body
from tests.ui.conftest import TIMEOUT, opened, send, shown_by, view_of
from tests.ui.test_sources_view import allow_own_network, ended
from tests.workspace.test_evidence import OURS, THEIRS, YEAR, page

pytestmark = pytest.mark.usefixtures("waits")


@pytest.fixture
def site(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    allow_own_network(monkeypatch)
    lines = [f"O11 แผนดำเนินงานประจำปี พ.ศ. {YEAR}", "{town}", f"ปีงบประมาณ พ.ศ. {YEAR}"]
    site.answers["/11"] = page(lines)
    site.answers["/theirs"] = page(lines, THEIRS)
    return site


def view(home: Path, *, town: str | None = OURS, year: int = YEAR) -> AppTest:
    app = view_of("evidence", home)
    app.session_state["evidence.town"] = town
    app.session_state["evidence.year"] = year
    return app.run()


def check(app: AppTest, text: str) -> AppTest:
    app.text_area(key="evidence.text").set_value(text)
    return ended(app.button(key="evidence.check").click().run())


def test_what_is_pasted_is_an_item_and_an_address_a_line() -> None:
    text = (
        "ข้อ\tที่อยู่\nO12 รายงานผล https://a.go.th/12\nข้อ ๑๓\thttps://a.go.th/13\n14. www.a.go.th\nO15"
    )

    assert [(one.number, one.address) for one in typed_entries(text)] == [
        (12, "https://a.go.th/12"),
        (13, "https://a.go.th/13"),
        (14, "www.a.go.th"),
        (15, ""),
    ]
    assert typed_entries("แผน 5 ปี https://a.go.th")[0].number is None


def test_a_list_is_checked_and_what_is_to_mend_comes_first(home: Path, site: Site) -> None:
    app = check(view(home), f"O11 {site.url}/11\nO11 {site.url}/theirs\nO12\nO77 {site.url}/11")

    shown = shown_by(app)
    assert "เรียบร้อย 1 จาก 4 · ควรแก้ 3" in shown.text
    assert "ตามข้อกำหนดปี 2566" in app.caption[0].value
    mend, clear = (table.value.to_string() for table in app.table[:2])
    assert all(text in mend for text in (THEIRS, "O12", "O77", "/theirs"))
    assert "O11" in clear and THEIRS not in clear

    app.button(key="evidence.again").click().run()
    assert (app.text_area(key="evidence.text").value or "").startswith("O11")
    assert app.selectbox(key="evidence.year").value == YEAR


def test_an_address_alone_is_the_page_of_the_items(home: Path, site: Site) -> None:
    site.answers["/ita"] = body('<!doctype html><p>O11 <a href="/11">แผนดำเนินงาน</a></p>'.encode())
    assert "จาก 1" in shown_by(check(view(home), f"{site.url}/ita")).text


def test_a_page_without_items_leaves_the_list_as_it_was(home: Path, site: Site) -> None:
    app = check(view(home), f"{site.url}/11")

    assert f"{site.url}/11" == app.text_area(key="evidence.text").value
    assert "ไม่พบข้อ" in app.warning[0].value


def test_what_cannot_be_opened_is_said_and_the_form_stays(home: Path) -> None:
    app = check(view(home), "http://127.0.0.1:9/ita")

    assert "เครือข่ายภายใน" in app.error[0].value
    assert app.button(key="evidence.check")


def test_a_file_fills_the_list_and_keeps_its_columns(home: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("ข้อ", "ลิงก์", "กอง"), ("O12", "http://127.0.0.1:9/a", "คลัง"), (13, "", "ช่าง")):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    app = view(home)
    send(app, "list.xlsx", (tmp_path / "list.xlsx").read_bytes(), zone="evidence.file")

    typed = app.text_area(key="evidence.text").value or ""
    assert typed.splitlines() == ["O12 คลัง http://127.0.0.1:9/a", "O13"]
    app.button(key="evidence.check").click().run()
    (run,) = progress._RUNS[state.library()].values()
    assert run.ended.wait(TIMEOUT) and isinstance(run.result, EvidenceCheck)
    cells = [dict(row.entry.cells)["กอง"] for row in run.result.rows]
    assert cells == ["คลัง", "ช่าง"]  # of the file, though the list was typed over


def test_without_items_or_a_town_nothing_is_asked(home: Path) -> None:
    app = view(home)
    app.text_area(key="evidence.text").set_value("สวัสดี")
    assert "สวัสดี" in app.button(key="evidence.check").click().run().warning[0].value

    app = view(home, town=None)
    app.text_area(key="evidence.text").set_value("O12 https://a.go.th")
    assert "หน่วยงาน" in app.button(key="evidence.check").click().run().warning[0].value


def test_a_visitor_is_told_who_may_check(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itasearch.ui.kit.state.person_in_session", lambda: NOBODY)
    app = opened("evidence", home, {})

    assert app.info and not app.text_area
