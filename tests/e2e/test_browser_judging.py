"""A hit marked as what was sought, in a real browser, with mouse and keyboard."""

from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)

QUESTION, MOST_LOOKS = "งดรับของขวัญ", 20
NOT_FOUND = "สิ่งที่คนค้นแล้วไม่พบ"


def _is_kept(page: Page, address: str, mark: Locator, *, checked: str) -> bool:
    """Whether the mark comes to be so for whoever opens the address.

    The browser shows a mark before the server has it, so it is opened anew a few times.
    """
    for _ in range(MOST_LOOKS):
        page.goto(address)
        expect(mark).to_be_visible()
        if mark.get_attribute("aria-checked") == checked:
            return True
    return False


def test_a_mark_is_kept_and_listed_and_taken_back_when_it_is_pressed_again(
    page: Page, app_url: str
) -> None:
    address = f"{app_url}/?q={quote(QUESTION)}"
    page.goto(address)
    marks = page.get_by_role("radiogroup", name="ผลที่ 2 ใช่ที่หาหรือไม่")
    turned_down = marks.get_by_role("radio", name="ไม่ใช่ที่หา")

    turned_down.click()
    expect(turned_down).to_have_attribute("aria-checked", "true")
    assert _is_kept(page, address, turned_down, checked="true")
    page.goto(f"{app_url}/library")
    page.get_by_text(NOT_FOUND).click()
    expect(page.get_by_role("link", name=QUESTION, exact=True)).to_be_visible()

    page.goto(address)
    turned_down.focus()
    page.keyboard.press("Space")
    expect(turned_down).to_have_attribute("aria-checked", "false")
    assert _is_kept(page, address, turned_down, checked="false")
