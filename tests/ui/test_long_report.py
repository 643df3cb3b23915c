"""A long report in the view คลังรายงาน: its measures in pages, and a search among them."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.ui.library.report import PAGE_ROWS
from itasearch.workspace import Workspace
from tests.ui.conftest import added, html_of, in_url, view_of

ROWS = 2 * PAGE_ROWS + 5
LONG = """เทศบาลตำบลทุ่งดอกคูน จังหวัดเลย
มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๖

มาตรการ\tขั้นตอนหรือวิธีการปฏิบัติ\tระยะเวลาดำเนินการ\tหน่วยงานรับผิดชอบ
""" + "".join(
    f"{number}. จัดเวรรับเรื่องของหมู่ที่ {number}\tทำตารางเวร\tทุกวัน\t"
    f"{'กองช่าง' if number == ROWS else 'สำนักปลัด'}\n"
    for number in range(1, ROWS + 1)
)


@pytest.fixture
def report_id(own_home: Path) -> str:
    return added(own_home, LONG)


@pytest.fixture
def app(own_home: Path, report_id: str) -> AppTest:
    view = view_of("library", own_home)
    view.query_params["report"] = report_id
    return view


def _rows(app: AppTest) -> list[str]:
    return re.findall(r"<summary><span>([^<]*จัดเวร[^<]*)<", html_of(app))


def _numbers(app: AppTest) -> list[int]:
    return [int(row.split(".")[0]) for row in _rows(app)]


def test_a_long_report_comes_in_pages(app: AppTest) -> None:
    app.run()

    assert _numbers(app) == list(range(1, PAGE_ROWS + 1))
    assert app.get("pagination")

    app.query_params["from"] = str(2 * PAGE_ROWS)
    app.run()

    assert _numbers(app) == list(range(2 * PAGE_ROWS + 1, ROWS + 1))


@pytest.mark.parametrize("parameter", ["measure", "see"])
def test_the_row_a_link_leads_to_is_on_the_page(
    app: AppTest, parameter: str, own: Workspace, report_id: str
) -> None:
    last = own.review.report(report_id).report.measures[-1]
    app.query_params[parameter] = last.id

    app.run()

    assert ROWS in _numbers(app)
    assert 1 not in _numbers(app)


def test_rows_are_searched_in_all_their_fields(app: AppTest, report_id: str) -> None:
    app.run()
    app.text_input(key=f"library.find.{report_id}").set_value("กองช่าง").run()

    assert _numbers(app) == [ROWS]
    assert in_url(app, "find") == ["กองช่าง"]


def test_what_no_row_has_is_named_as_text(app: AppTest) -> None:
    app.query_params["find"] = "<b>ไม่มี</b>"
    app.run()

    assert not _rows(app)
    assert "ไม่มี" in app.info[0].value
    assert "<b>" not in app.info[0].value.replace("\\<b", "")
