"""A person with a browser: from a hit to its town's page, through it, and back to the hit."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE_MS, fits, until

expect.set_options(timeout=PATIENCE_MS)


def test_our_town_is_chosen_once_and_has_its_desk_after_a_reload(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/search")
    page.get_by_label("เลือกหน่วยงานของเรา").click()
    page.keyboard.type("สวนตาลคู่")
    page.get_by_role("option").first.click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("เทศบาลตำบลสวนตาลคู่")
    expect(page.get_by_text("แห่งที่คล้ายกันมี").first).to_be_visible()
    until(page, "document.cookie.includes('itasearch_town=o')")

    page.goto(app_url)
    expect(heading).to_contain_text("เทศบาลตำบลสวนตาลคู่")
    assert fits(page)

    page.get_by_role("button", name="เปลี่ยนหน่วยงาน").click()
    page.get_by_role("button", name="ไม่ใช้หน่วยงานนี้แล้ว").click()
    expect(page.get_by_label("เลือกหน่วยงานของเรา")).to_be_visible()
    expect(heading).to_have_count(0)
