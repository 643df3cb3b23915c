"""A person with a browser: several drafts, changes taken back by a click, undo after reloading."""

import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from itasearch import open_workspace

OUR_TOWN = "องค์การบริหารส่วนตำบลทดสอบใจดี"


@pytest.fixture
def draft(drafts_home: Path) -> str:
    """Id of a draft with four rows of a municipality, for an organisation of another kind."""
    with open_workspace(drafts_home) as workspace:
        found = next(one for one in workspace.library.reports() if "mae-ka" in one.source.path)
        draft = workspace.drafts.new("แผนของสมศรี")
        ids = [measure.id for measure in workspace.library.report(found.id).measures[:4]]
        workspace.drafts.add(ids, draft_id=draft)
        workspace.drafts.set_target(organisation=OUR_TOWN, fiscal_year_be=2569, draft_id=draft)
    return draft


def _open_first(page: Page, url: str, draft: str) -> None:
    page.goto(f"{url}/template?draft={draft}")
    page.get_by_role("button", name="แก้ไข").first.click()
    expect(page.locator(".ita-change").first).to_be_visible()


def test_the_browser_remembers_the_draft(
    page: Page, drafts_url: str, draft: str, browser: Browser
) -> None:
    page.goto(f"{drafts_url}/template?draft={draft}")
    # The browser writes it down once the run has ended.
    page.wait_for_function("id => decodeURIComponent(document.cookie).includes(id)", arg=draft)

    again = page.context.new_page()
    again.goto(f"{drafts_url}/")
    stranger = browser.new_context(locale="th-TH").new_page()
    stranger.goto(f"{drafts_url}/")

    expect(again.get_by_role("link", name="แม่แบบ (4)")).to_be_visible()
    stranger.get_by_role("link", name="หน่วยงานเรา").wait_for()
    expect(stranger.get_by_role("link", name="แม่แบบ (")).to_have_count(0)


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
    page.get_by_role("button", name="จัดการแถว").nth(1).click()
    page.get_by_role("menuitem", name="นำออก").click()
    expect(page.get_by_role("button", name="เลิกทำ")).to_be_visible()
    with open_workspace(drafts_home) as workspace:
        before = workspace.drafts.get(draft)

    for route in held:
        route.continue_()
    page.get_by_text("ตั้งค่าเอกสาร").click()
    town = page.get_by_role("combobox", name=re.compile("หน่วยงานของเรา"))
    expect(town).to_have_value(re.compile(OUR_TOWN))
    done.click()
    expect(done).to_have_count(0)

    with open_workspace(drafts_home) as workspace:
        after = workspace.drafts.get(draft)
    assert (after.organisation, after.fiscal_year_be) == (OUR_TOWN, 2569)
    assert [item.edits for item in after.items] == [item.edits for item in before.items]
