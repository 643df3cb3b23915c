"""What the page's script changes: Streamlit's own words, and nothing that a report says."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from itasearch.workspace import open_workspace
from tests.e2e.conftest import settled
from tests.tools.server import served

TITLES = (
    "Connection with citizens",
    "Remove conflicts of interest",
    "Open",
    "Close",
    "Clear all",
    "view more",
    "Page 2",
    "Add: x",
)
"""Of measures: each is, or begins as, what Streamlit itself writes somewhere."""


@pytest.fixture(scope="module")
def english_url(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a report whose measures have these titles."""
    home = shutil.copytree(library_home, tmp_path_factory.mktemp("english") / "home")
    rows = "".join(f"{n},{title},งานธุรการ\n" for n, title in enumerate(TITLES, start=1))
    file = home / "เทศบาลตำบลทดสอบ จังหวัดน่าน รายงานมาตรการ ปี 2566.csv"
    file.write_text(f"ลำดับ,มาตรการ,ผู้รับผิดชอบ\n{rows}", encoding="utf-8")
    with open_workspace(home) as workspace:
        workspace.add([file])
    with served(home) as url:
        yield url


def test_titles_of_a_report_are_shown_as_they_are(page: Page, english_url: str) -> None:
    page.goto(f"{english_url}/?q=Remove+conflicts+of+interest+Connection+with+citizens")
    for title in TITLES[:2]:
        expect(page.get_by_role("heading", name=title)).to_be_visible()

    page.goto(f"{english_url}/library?filter=2566+ทดสอบ")
    page.get_by_role("link", name=re.compile("ทดสอบ.*csv")).click()
    for title in TITLES:
        expect(page.get_by_text(re.compile(rf"^\d\.? {title}$")).first).to_be_visible()
    settled(page)
    assert page.locator("main").inner_text().count(TITLES[0]) == 1


def test_streamlits_own_words_are_thai(page: Page, english_url: str) -> None:
    page.goto(f"{english_url}/compare")
    choice = page.get_by_role("combobox").first
    choice.fill("qqqqq")

    expect(page.get_by_role("listbox")).to_contain_text("ไม่พบตัวเลือก")
    expect(page.get_by_role("button", name="เปิดรายการ", include_hidden=True).first).to_be_attached()
    expect(page.get_by_text("Skip to main content")).to_have_count(0)
    expect(page.get_by_text("ข้ามไปที่เนื้อหา")).to_be_attached()
