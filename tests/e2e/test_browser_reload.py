"""The browser asks before what was not sent yet is lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from itasearch import open_workspace


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
