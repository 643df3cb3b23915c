"""A person types and the page is reloaded before it was sent: nothing of it is lost or stale."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from itasearch import open_workspace
from tests.e2e.conftest import PATIENCE_MS, until

expect.set_options(timeout=PATIENCE_MS)

TYPED = "ติดป้ายงดรับของขวัญ\nหน้าห้อง <b>ทุกห้อง</b>"
_THREE_FRAMES = """new Promise((done) => requestAnimationFrame(
    () => requestAnimationFrame(() => requestAnimationFrame(done))))"""
"""What was kept is put into a field two frames after the server is done."""


def _resting(page: Page) -> None:
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()


def _kept(page: Page) -> str:
    return str(page.evaluate("sessionStorage.getItem('itasearch.typed') || '{}'"))


def _row(page: Page, url: str, home: Path, *, of: str) -> Locator:
    """A text of a row that is open in a draft, or in the review."""
    with open_workspace(home) as workspace:
        report = next(one for one in workspace.reports() if one.measures)
        measure = workspace.report(report.id).measures[0].id
        if of == "draft":
            draft = workspace.new_draft("แผนทดลองพิมพ์")
            workspace.add_to_draft([measure], draft_id=draft)
            page.goto(f"{url}/template?draft={draft}&edit={measure}")
        else:
            page.goto(f"{url}/library?report={report.id}&check=1&row={measure}")
    field = page.locator("[class*=text-steps], [class*=cell-steps]").locator("textarea")
    expect(field).to_be_visible()
    _resting(page)
    return field


def test_words_in_the_search_box_are_there_after_a_reload(page: Page, app_url: str) -> None:
    box = page.locator(".st-key-search-query input")
    page.goto(app_url)
    box.press_sequentially("งดรับ")
    page.reload()
    expect(box).to_have_value("งดรับ")

    box.press_sequentially("ของขวัญ")
    box.press("Enter")
    expect(page.locator("article.ita-card").first).to_be_visible()
    expect(page).to_have_url(re.compile("q="))
    _resting(page)
    assert _kept(page) == "{}"

    page.goto(app_url)
    _resting(page)
    expect(box).to_have_value("")


@pytest.mark.parametrize("of", ["draft", "review"])
def test_a_text_of_a_row_is_there_after_a_reload_and_not_once_it_was_undone(
    page: Page, drafts_url: str, drafts_home: Path, of: str
) -> None:
    field = _row(page, drafts_url, drafts_home, of=of)
    before = field.input_value()
    field.fill(TYPED)
    page.reload()
    expect(field).to_have_value(TYPED)
    expect(field).to_be_focused()

    field.blur()
    undo = (
        page.get_by_role("button", name="ขั้นตอน")
        .filter(has_text="เดิม")
        .or_(page.get_by_role("button", name="เลิกทำ: ขั้นตอนหรือวิธีการปฏิบัติ"))
    )
    expect(undo).to_be_visible()
    until(page, "(sessionStorage.getItem('itasearch.typed') || '{}') === '{}'")
    page.reload()
    expect(field).to_have_value(TYPED)
    undo.click()
    expect(field).to_have_value(before)
    page.reload()
    expect(field).to_have_value(before)


def test_what_was_typed_in_one_draft_is_not_put_into_another(
    page: Page, drafts_url: str, drafts_home: Path
) -> None:
    field = _row(page, drafts_url, drafts_home, of="draft")
    before = field.input_value()
    one = page.url
    field.fill(TYPED)

    field = _row(page, drafts_url, drafts_home, of="draft")
    page.evaluate(_THREE_FRAMES)
    expect(field).to_have_value(before)
    page.goto(one)

    expect(field).to_have_value(TYPED)


def test_a_text_that_was_changed_elsewhere_meanwhile_is_not_written_over(
    page: Page, drafts_url: str, drafts_home: Path
) -> None:
    field = _row(page, drafts_url, drafts_home, of="draft")
    field.fill(TYPED)
    address = page.url
    draft, measure = (part.split("=")[1] for part in address.split("?")[1].split("&")[:2])
    with open_workspace(drafts_home) as workspace:
        workspace.edit_draft(measure, field="steps", text="แก้จากอีกเครื่อง", draft_id=draft)
    page.reload()

    expect(field).to_have_value("แก้จากอีกเครื่อง")
    assert _kept(page) == "{}"


def test_the_browser_asks_before_files_that_were_chosen_are_lost(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.goto(f"{app_url}/library")
    file = tmp_path / "แผน.txt"
    file.write_text("มาตรการ", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("button", name="เพิ่ม 1 ไฟล์เข้าคลัง")).to_be_visible()
    page.get_by_role("heading", name="เพิ่มรายงาน").click()

    page.reload()
    assert asked == ["beforeunload"]
    expect(page.locator(".ita-table")).to_be_visible()
    page.reload()
    assert asked == ["beforeunload"]
