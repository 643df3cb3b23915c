"""A person with a browser: several drafts, changes taken back by a click, undo after reloading."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from itasearch import open_workspace
from tests.e2e.conftest import PATIENCE_MS, served

expect.set_options(timeout=PATIENCE_MS)

OUR_TOWN = "องค์การบริหารส่วนตำบลทดสอบใจดี"


@pytest.fixture
def draft(own_home: Path) -> str:
    """Id of a draft with four rows of a municipality, for an organisation of another kind."""
    with open_workspace(own_home) as workspace:
        found = next(one for one in workspace.reports() if "mae-ka" in one.source.path)
        draft = workspace.new_draft("แผนของสมศรี", maker="สมศรี")
        ids = [measure.id for measure in workspace.report(found.id).measures[:4]]
        workspace.add_to_basket(ids, draft_id=draft)
        workspace.set_basket_target(organisation=OUR_TOWN, fiscal_year_be=2569, draft_id=draft)
    return draft


@pytest.fixture
def own_url(own_home: Path, draft: str) -> Iterator[str]:
    """Address of a server whose library has that draft."""
    with served(own_home) as url:
        yield url


def _open_first(page: Page, url: str, draft: str) -> None:
    page.goto(f"{url}/template?draft={draft}")
    page.get_by_role("button", name="แก้ไข").first.click()
    expect(page.locator(".ita-change").first).to_be_visible()


def test_a_change_is_taken_back_by_a_click_and_undone_after_reloading(
    page: Page, own_url: str, draft: str
) -> None:
    _open_first(page, own_url, draft)
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
    page: Page, own_url: str, draft: str, browser: Browser
) -> None:
    page.goto(f"{own_url}/template?draft={draft}")
    page.get_by_role("button", name="จัดการแม่แบบ").click()
    page.get_by_role("textbox", name="ชื่อผู้จัดทำ").fill("มานี")
    page.get_by_role("textbox", name="ชื่อแม่แบบ").click()
    expect(page.get_by_text("โดย มานี")).to_be_visible()

    again = page.context.new_page()
    again.goto(f"{own_url}/")
    stranger = browser.new_context().new_page()
    stranger.goto(f"{own_url}/")

    expect(again.get_by_role("link", name="แม่แบบ (4)")).to_be_visible()
    expect(stranger.get_by_role("link", name="แม่แบบ (0)")).to_be_visible()


def test_two_people_write_in_one_draft_and_both_stay(
    page: Page, own_url: str, own_home: Path, draft: str, browser: Browser
) -> None:
    other = browser.new_context(locale="th-TH").new_page()
    _open_first(page, own_url, draft)
    _open_first(other, own_url, draft)
    page.get_by_role("textbox", name="หน่วยงานรับผิดชอบ").fill("กองของคนแรก")
    other.get_by_role("textbox", name="ระยะเวลาดำเนินการ").fill("เวลาของคนที่สอง")
    for each in (page, other):
        each.get_by_role("textbox", name="ผลลัพธ์").click()
        expect(each.locator(".ita-sheet").first).to_contain_text("ของคน")

    page.reload()

    sheet = page.locator(".ita-sheet").first
    expect(sheet).to_contain_text("กองของคนแรก")
    expect(sheet).to_contain_text("เวลาของคนที่สอง")
    with open_workspace(own_home) as workspace:
        assert len(workspace.basket(draft).items) == 4
    other.context.close()


def test_a_draft_on_a_phone_does_not_scroll_aside(phone: Page, own_url: str, draft: str) -> None:
    _open_first(phone, own_url, draft)

    main = phone.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
