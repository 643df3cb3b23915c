"""A person with a browser: several drafts, changes taken back by a click, undo after reloading."""

import io
import re
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from itasearch import open_workspace
from tests.e2e.conftest import PATIENCE_MS, until
from tests.e2e.paper import expect_whole

expect.set_options(timeout=PATIENCE_MS)

TAKE = re.compile("เพิ่มในแม่แบบ")
OUR_TOWN = "องค์การบริหารส่วนตำบลทดสอบใจดี"


@pytest.fixture
def draft(drafts_home: Path) -> str:
    """Id of a draft with four rows of a municipality, for an organisation of another kind."""
    with open_workspace(drafts_home) as workspace:
        found = next(one for one in workspace.reports() if "mae-ka" in one.source.path)
        draft = workspace.new_draft("แผนของสมศรี", maker="สมศรี")
        ids = [measure.id for measure in workspace.report(found.id).measures[:4]]
        workspace.add_to_draft(ids, draft_id=draft)
        workspace.set_draft_target(organisation=OUR_TOWN, fiscal_year_be=2569, draft_id=draft)
    return draft


def _take_first(page: Page, url: str) -> None:
    """Take the first measure of a search into the draft that is empty so far."""
    page.goto(f"{url}/?q=No+Gift+Policy")
    page.get_by_role("button", name=TAKE).first.click()
    expect(page.get_by_role("link", name="แม่แบบ (1)")).to_be_visible()


def _expect_cookie(page: Page, name: str) -> None:
    until(page, "name => document.cookie.includes(`${name}=`)", name)


def _open_first(page: Page, url: str, draft: str) -> None:
    page.goto(f"{url}/template?draft={draft}")
    page.get_by_role("button", name="แก้ไข").first.click()
    expect(page.locator(".ita-change").first).to_be_visible()


def test_a_change_is_taken_back_by_a_click_and_undone_after_reloading(
    page: Page, drafts_url: str, draft: str
) -> None:
    _open_first(page, drafts_url, draft)
    change = page.locator(".ita-change").first
    old = change.locator("del").inner_text()
    change.click()
    kept = page.locator(".ita-change.kept")
    expect(kept).to_contain_text(old)

    page.reload()
    expect(kept).to_contain_text(old)
    page.get_by_role("button", name=re.compile("เลิกทำ: ตัดสินใจ")).click()

    expect(kept).to_have_count(0)


def test_the_browser_remembers_the_draft_and_the_name(
    page: Page, drafts_url: str, draft: str, browser: Browser
) -> None:
    page.goto(f"{drafts_url}/template?draft={draft}")
    page.get_by_role("button", name="จัดการแม่แบบ").click()
    page.get_by_role("textbox", name="ชื่อผู้จัดทำ").fill("มานี")
    page.get_by_role("textbox", name="ชื่อแม่แบบ").click()
    expect(page.get_by_text("โดย มานี")).to_be_visible()

    again = page.context.new_page()
    again.goto(f"{drafts_url}/")
    stranger = browser.new_context(locale="th-TH").new_page()
    stranger.goto(f"{drafts_url}/")

    expect(again.get_by_role("link", name="แม่แบบ (4)")).to_be_visible()
    expect(stranger.get_by_role("link", name="แม่แบบ (0)")).to_be_visible()


def test_a_draft_that_was_opened_by_its_link_is_remembered(
    page: Page, drafts_url: str, draft: str
) -> None:
    page.goto(f"{drafts_url}/template?draft={draft}")
    _expect_cookie(page, "itasearch_draft")

    again = page.context.new_page()
    again.goto(f"{drafts_url}/")

    expect(again.get_by_role("link", name="แม่แบบ (4)")).to_be_visible()


def test_the_first_row_of_a_second_browser_begins_a_draft_of_its_own(
    page: Page, own_app_url: str, own_served_home: Path, browser: Browser
) -> None:
    _take_first(page, own_app_url)
    with open_workspace(own_served_home) as workspace:
        before = workspace.draft(workspace.drafts()[0].id)
    with browser.new_context(locale="th-TH") as context:
        stranger = context.new_page()
        stranger.goto(f"{own_app_url}/")
        expect(stranger.get_by_role("link", name="แม่แบบ (0)")).to_be_visible()
        _take_first(stranger, own_app_url)
        stranger.reload()
        expect(stranger.get_by_role("link", name="แม่แบบ (1)")).to_be_visible()

    with open_workspace(own_served_home) as workspace:
        names = {one.name for one in workspace.drafts()}
        assert workspace.draft(before.id) == before
    assert names == {"แม่แบบ 1", "แม่แบบ 2"}


def test_tabs_that_were_open_before_the_first_row_share_its_draft(
    page: Page, own_app_url: str, own_served_home: Path
) -> None:
    page.goto(f"{own_app_url}/?q=No+Gift+Policy")
    _expect_cookie(page, "itasearch_browser")
    other = page.context.new_page()
    other.goto(f"{own_app_url}/?q=No+Gift+Policy")
    expect(other.get_by_role("button", name=TAKE).first).to_be_visible()
    page.get_by_role("button", name=TAKE).first.click()
    expect(page.get_by_role("link", name="แม่แบบ (1)")).to_be_visible()

    other.get_by_role("button", name=TAKE).nth(1).click()

    expect(other.get_by_role("link", name="แม่แบบ (2)")).to_be_visible()
    with open_workspace(own_served_home) as workspace:
        assert [one.rows for one in workspace.drafts()] == [2]


def test_two_people_write_in_one_draft_and_both_stay(
    page: Page, drafts_url: str, drafts_home: Path, draft: str, browser: Browser
) -> None:
    other = browser.new_context(locale="th-TH").new_page()
    _open_first(page, drafts_url, draft)
    _open_first(other, drafts_url, draft)
    page.get_by_role("textbox", name="หน่วยงานรับผิดชอบ").fill("กองของคนแรก")
    other.get_by_role("textbox", name="ระยะเวลาดำเนินการ").fill("เวลาของคนที่สอง")
    for each in (page, other):
        each.get_by_role("textbox", name="ผลลัพธ์").click()
        expect(each.locator(".ita-sheet").first).to_contain_text("ของคน")

    page.reload()

    sheet = page.locator(".ita-sheet").first
    expect(sheet).to_contain_text("กองของคนแรก")
    expect(sheet).to_contain_text("เวลาของคนที่สอง")
    with open_workspace(drafts_home) as workspace:
        assert len(workspace.draft(draft).items) == 4
    other.context.close()


def test_a_draft_on_a_phone_does_not_scroll_aside(phone: Page, drafts_url: str, draft: str) -> None:
    _open_first(phone, drafts_url, draft)

    main = phone.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_boxes_that_are_opened_late_show_what_is_stored_and_write_nothing(
    page: Page, drafts_url: str, drafts_home: Path, draft: str
) -> None:
    page.goto(f"{drafts_url}/template?draft={draft}")
    switch = page.get_by_text("จัดกลุ่มตามตัวชี้วัด")
    switch.click()
    expect(page.locator(".ita-group").first).to_be_visible()
    page.get_by_role("button", name="จัดการแม่แบบ").click()

    expect(page.get_by_role("textbox", name="ชื่อผู้จัดทำ")).to_have_value("สมศรี")
    expect(page.get_by_role("textbox", name="ชื่อแม่แบบ")).to_have_value("แผนของสมศรี")
    page.keyboard.press("Escape")
    switch.click()
    expect(page.locator(".ita-group")).to_have_count(0)
    with open_workspace(drafts_home) as workspace:
        kept = workspace.draft(draft)
    assert (kept.name, kept.maker) == ("แผนของสมศรี", "สมศรี")


def test_a_file_holds_what_was_typed_last(
    page: Page, drafts_url: str, draft: str, tmp_path: Path
) -> None:
    _open_first(page, drafts_url, draft)
    file = tmp_path / "ours.docx"
    for text in ("เขียนก่อนกด", "แล้วเขียนอีกครั้ง"):
        page.get_by_role("textbox", name="หน่วยงานรับผิดชอบ").click()
        page.keyboard.type(text)
        with page.expect_download() as download:
            page.get_by_role("button", name="ดาวน์โหลด Word").click()
        download.value.save_as(file)

        cells = [cell.text for row in docx.Document(str(file)).tables[0].rows for cell in row.cells]
        assert any(text in cell for cell in cells)


def test_a_letterhead_is_filled_in_by_the_app(
    page: Page, drafts_url: str, draft: str, tmp_path: Path
) -> None:
    paper, file = tmp_path / "ตรา.docx", tmp_path / "ours.docx"
    written = docx.Document()
    for line in ("ที่ทำการของเรา", "{{ table }}"):
        written.add_paragraph(line)
    written.save(str(paper))
    page.goto(f"{drafts_url}/template?draft={draft}")
    page.get_by_role("button", name="หัวกระดาษของเรา").click()
    page.locator("input[type=file]").set_input_files(paper)
    expect(page.get_by_text(f"ไฟล์ Word จะใช้หัวกระดาษ {paper.name}")).to_be_visible()
    page.keyboard.press("Escape")
    for name, first in (("Word", "ที่ทำการของเรา"), ("Excel", None)):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"ดาวน์โหลด {name}").click()
        download.value.save_as(file)
        if first is not None:
            assert docx.Document(str(file)).paragraphs[0].text == first
    assert openpyxl.load_workbook(io.BytesIO(file.read_bytes())).worksheets[0].max_row > 4


def test_a_mark_is_pressed_by_a_key_and_keeps_the_focus(
    page: Page, drafts_url: str, draft: str
) -> None:
    _open_first(page, drafts_url, draft)
    change = page.locator(".ita-change").first
    change.focus()
    page.keyboard.press("Space")
    expect(page.locator(".ita-change.kept")).to_have_count(1)
    expect(change).to_be_focused()

    page.keyboard.press("Enter")

    expect(page.locator(".ita-change.kept")).to_have_count(0)
    expect(change).to_be_focused()


def test_a_click_before_the_boxes_are_made_leaves_the_draft_as_it_is(
    page: Page, drafts_url: str, drafts_home: Path, draft: str
) -> None:
    held: list[Route] = []
    page.route(
        re.compile("/(Selectbox|TextArea|Checkbox).*[.]js$"), lambda route: held.append(route)
    )
    page.goto(f"{drafts_url}/template?draft={draft}")
    page.get_by_role("button", name="แก้ไข").first.click()
    done = page.get_by_role("button", name="เสร็จแล้ว")
    expect(done).to_be_visible()
    page.get_by_role("button", name="ลง").first.click()
    expect(page.get_by_role("button", name=re.compile("เลิกทำ: ย้าย"))).to_be_visible()
    with open_workspace(drafts_home) as workspace:
        before = workspace.draft(draft)

    for route in held:
        route.continue_()
    town = page.get_by_role("combobox", name=re.compile("หน่วยงานของเรา"))
    expect(town).to_have_value(re.compile(OUR_TOWN))
    done.click()
    expect(done).to_have_count(0)

    with open_workspace(drafts_home) as workspace:
        after = workspace.draft(draft)
    assert (after.organisation, after.fiscal_year_be) == (OUR_TOWN, 2569)
    assert [item.edits for item in after.items] == [item.edits for item in before.items]


def test_a_draft_is_printed_with_its_document_and_sources(
    page: Page, drafts_url: str, draft: str
) -> None:
    page.goto(f"{drafts_url}/template?draft={draft}")
    expect(page.locator(".ita-sheet").last).to_be_attached()

    expect_whole(page, ".ita-sheet td:first-child")


def test_a_download_that_fails_says_why_until_it_is_closed(
    page: Page, drafts_url: str, drafts_home: Path
) -> None:
    with open_workspace(drafts_home) as workspace:
        found = next(one for one in workspace.reports() if "mae-ka" in one.source.path)
        original = workspace.original(found.id)
    page.goto(f"{drafts_url}/library?report={found.id}")
    button = page.get_by_role("button", name="ดาวน์โหลดไฟล์ต้นฉบับ")
    expect(button).to_be_visible()
    content = original.read_bytes()
    original.unlink()
    button.click()

    notice = page.locator("[data-testid=stToast]")
    expect(notice).to_contain_text("ดาวน์โหลดไม่สำเร็จ: ไม่พบไฟล์นี้ โปรดตรวจสอบชื่อและที่เก็บไฟล์")
    expect(button).to_have_count(0)  # of a file that is lost
    expect(notice).to_be_visible()
    original.write_bytes(content)
    page.reload()
    with page.expect_download() as download:
        button.click()
    assert download.value.path().read_bytes() == content
