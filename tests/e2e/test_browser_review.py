"""A person with a browser: checks how a PDF was read beside its pages, and puts it right.

One server for all: a test that changes something uploads a paper of its own, new each time
it is run, and opens no other; the rest read two papers that nobody changes.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from itasearch import open_workspace
from tests.e2e.paper import printed
from tests.tools.server import served

NAMELESS = "<h2>รายงานผลตามมาตรการส่งเสริมความโปร่งใส</h2>"
NAMED = f"{NAMELESS}<p>{{}} จังหวัดลำพูน</p><p>ประจำปีงบประมาณ พ.ศ. ๒๕๖๖</p>"
TOWN, OTHER_TOWNS = (
    "เทศบาลตำบลบึงสายหมอก",
    ("เทศบาลตำบลบึงสายฝน", "เทศบาลตำบลบึงสายลม", "เทศบาลตำบลบึงสายรุ้ง"),
)


@pytest.fixture(scope="module")
def paper(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a PDF that says whose it is and of which year, and one that does not."""
    folder = tmp_path_factory.mktemp("paper")
    printed(browser, folder / "รายงาน.pdf", cover=NAMED.format(TOWN))
    printed(browser, folder / "ไม่มีชื่อ.pdf", cover=NAMELESS)
    return folder


@pytest.fixture(scope="module")
def paper_home(library_home: Path, paper: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds both."""
    home = Path(shutil.copytree(library_home, tmp_path_factory.mktemp("papers") / "home"))
    with open_workspace(home) as workspace:
        workspace.add([paper])
    return home


@pytest.fixture(scope="module")
def paper_url(paper_home: Path) -> Iterator[str]:
    """Its address."""
    with served(paper_home) as url:
        yield url


def _open_review(page: Page, url: str) -> None:
    page.goto(f"{url}/library?doubtful=1&filter=ไม่มีชื่อ.pdf")
    page.get_by_role("link", name="ตรวจและเติมข้อมูล").click()
    expect(page.locator(".ita-page img")).to_be_visible()


def _open_first_row(page: Page) -> None:
    page.get_by_role("button", name="แก้ไขแถวนี้").first.click()
    expect(page.locator(".ita-page .mark.here")).to_have_count(1)


def test_a_row_stands_beside_its_place_on_the_page(page: Page, paper_url: str) -> None:
    _open_review(page, paper_url)
    expect(page.locator(".ita-page .mark")).to_have_count(2)
    _open_first_row(page)
    mark = page.locator(".ita-page .mark.here").bounding_box()
    sheet = page.locator(".ita-page .sheet").bounding_box()
    row = page.get_by_role("textbox", name="ขั้นตอนหรือวิธีการปฏิบัติ").bounding_box()

    assert mark and sheet and row
    assert sheet["y"] < mark["y"] < sheet["y"] + sheet["height"] / 2
    assert row["x"] + row["width"] <= sheet["x"]


def test_a_click_on_the_picture_opens_the_row(page: Page, paper_url: str) -> None:
    _open_review(page, paper_url)
    page.locator(".ita-page a.mark").nth(1).click()

    title = page.get_by_role("textbox", name="มาตรการ", exact=True)
    expect(title).to_have_value("แสดงราคากลางก่อนวันยื่นซอง")
    expect(title).to_be_in_viewport()
    expect(page).to_have_url(re.compile("row="))


def test_pages_are_turned_and_enlarged(page: Page, paper_url: str) -> None:
    _open_review(page, paper_url)
    page.get_by_role("spinbutton", name="ไปที่หน้า").first.fill("2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="แถวจากหน้า 2 (2)")).to_be_visible()
    expect(page.locator(".ita-page img")).to_have_attribute("alt", re.compile("หน้า 2"))
    turn = page.locator(".st-key-review_turn")
    expect(turn).to_contain_text("จาก 2")
    expect(turn.get_by_test_id("stNumberInputStepUp")).to_be_disabled()
    frame = page.locator(".ita-page")
    width = frame.evaluate("frame => frame.scrollWidth")
    page.get_by_role("combobox", name="ขนาดหน้า").click()
    page.get_by_role("option", name="150%").click()
    expect(page.locator(".ita-page .sheet")).to_have_attribute("style", re.compile("width:150%"))
    assert frame.evaluate("frame => frame.scrollWidth") > 1.4 * width

    page.go_back()
    expect(page.get_by_role("heading", name="แถวจากหน้า 1 (2)")).to_be_visible()
