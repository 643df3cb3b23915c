"""The browser asks before what was not sent yet is lost."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from itasearch import open_workspace
from tests.e2e.conftest import settled, until


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the browser asked, and was told to go on."""
    found: list[str] = []

    def agree(dialog: Dialog) -> None:
        found.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    return found


def test_the_browser_asks_before_a_text_that_is_being_typed_is_lost(
    page: Page, drafts_url: str, drafts_home: Path, asked: list[str]
) -> None:
    with open_workspace(drafts_home) as workspace:
        report = next(one for one in workspace.library.reports() if one.measures)
        measure = workspace.library.report(report.id).measures[0].id
        draft = workspace.drafts.new("แผนทดลองพิมพ์")
        workspace.drafts.add([measure], draft_id=draft)
    page.goto(f"{drafts_url}/template?draft={draft}&edit={measure}")
    field = page.locator("[class*=text-steps] textarea")
    field.fill("ติดป้ายงดรับของขวัญ")
    page.reload()
    assert asked == ["beforeunload"]

    field.fill("ติดป้ายงดรับของขวัญ")
    field.blur()
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    page.reload()
    assert asked == ["beforeunload"]
    expect(field).to_have_value("ติดป้ายงดรับของขวัญ")


def test_the_browser_asks_before_files_that_were_chosen_are_lost(
    page: Page, app_url: str, tmp_path: Path, asked: list[str]
) -> None:
    page.goto(f"{app_url}/library")
    file = tmp_path / "แผน.txt"
    file.write_text("มาตรการ", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("button", name="เพิ่ม 1 ไฟล์เข้าคลัง")).to_be_visible()
    page.get_by_role("heading", name="เพิ่มรายงาน").click()

    page.reload()
    assert asked == ["beforeunload"]
    expect(page.get_by_role("table")).to_be_visible()
    page.reload()
    assert asked == ["beforeunload"]


PANEL = ".st-key-original_panel"
QUERY = "/?q=รับฟังความคิดเห็นของประชาชน"


def _third_hit(page: Page, url: str) -> tuple[Locator, str]:
    """The link of the third hit to its original, in sight, and the id of its row."""
    page.goto(url + QUERY)
    link = page.locator("[class*=st-key-hit_]").nth(2).get_by_role("link", name="ดูในต้นฉบับ")
    expect(link).to_be_visible()
    expect(page.locator("[class*=st-key-hit_]")).to_have_count(10)
    settled(page)
    link.scroll_into_view_if_needed()
    return link, link.get_attribute("data-see") or ""


def _top(link: Locator) -> float:
    box = link.bounding_box()
    assert box is not None
    return box["y"]


def _expect_top(page: Page, link: Locator, top: float) -> None:
    """Wait until the link has the height it had, as the view is drawn anew in steps."""
    until(
        page,
        "([link, top]) => Math.abs(link.getBoundingClientRect().top - top) < 3",
        [link.element_handle(), top],
    )


def _opened(page: Page, link: Locator) -> Locator:
    """The panel, with the row in sight."""
    link.click()
    panel = page.locator(PANEL)
    expect(panel.locator(".ita-page .here")).to_be_in_viewport()
    return panel


@pytest.mark.parametrize("way", ["back", "cross", "escape"])
def test_each_way_back_leads_to_the_very_hit(page: Page, app_url: str, way: str) -> None:
    link, row = _third_hit(page, app_url)
    top = _top(link)
    title = link.locator("xpath=ancestor::article").locator("h3").inner_text()
    panel = _opened(page, link)
    expect(panel.locator(".ita-panel-title")).to_contain_text(title)
    expect(page).to_have_url(re.compile(f"see={re.escape(row)}"))
    _expect_top(page, link, top)

    if way == "back":
        page.go_back()
    elif way == "cross":
        panel.get_by_role("link", name="ปิดต้นฉบับ").click()
    else:
        page.keyboard.press("Escape")

    expect(panel).to_have_count(0)
    expect(page).not_to_have_url(re.compile("see="))
    expect(link).to_be_focused()
    _expect_top(page, link, top)


def test_a_phone_shows_a_sheet_and_goes_back_to_the_hit(phone: Page, app_url: str) -> None:
    link, _ = _third_hit(phone, app_url)
    top = _top(link)
    panel = _opened(phone, link)
    box = panel.bounding_box()
    assert box and box["width"] >= 385 and box["y"] > 0
    assert panel.evaluate("element => element.scrollWidth <= element.clientWidth")

    phone.go_back()

    expect(panel).to_have_count(0)
    expect(link).to_be_in_viewport()
    _expect_top(phone, link, top)
