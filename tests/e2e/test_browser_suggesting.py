"""A person types into the search box and takes what is suggested.

The list is the browser's own: headless it draws none, so a choice is the event that it sends.
"""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PATIENCE_MS, settled

expect.set_options(timeout=PATIENCE_MS)

CHOOSE = """(field, value) => {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def box_of(page: Page, *, name: str = "คำค้น") -> Locator:
    """The search box, once it is one with suggestions."""
    return page.get_by_role("combobox", name=name)


def type_in(page: Page, text: str) -> Locator:
    """Type key by key; returns the box."""
    box = box_of(page)
    box.click()
    box.press_sequentially(text)
    return box


def options(page: Page, box: Locator) -> Locator:
    """What the list of the box holds."""
    return page.locator(f"datalist#{box.get_attribute('list')} option")


def test_a_suggestion_that_is_chosen_is_searched(page: Page, app_url: str) -> None:
    page.goto(app_url)
    box = type_in(page, "หนองบัว")
    town = "เทศบาลตำบลหนองบัวสามกลีบ"
    expect(options(page, box)).to_have_count(1)
    expect(options(page, box)).to_have_attribute("value", town)

    box.evaluate(CHOOSE, town)

    expect(page.locator("article.ita-card").first).to_be_visible()
    expect(box).to_have_value(town)
    expect(page).to_have_url(re.compile("q="))


def test_enter_searches_what_was_typed(page: Page, app_url: str) -> None:
    page.goto(app_url)
    box = type_in(page, "ของขวัญ")
    expect(options(page, box).first).to_be_attached()

    box.press("Enter")

    expect(page.locator("article.ita-card").first).to_be_visible()
    expect(box).to_have_value("ของขวัญ")


def test_the_cross_and_escape_empty_the_box_and_the_focus_stays(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    hits = page.locator("article.ita-card")
    expect(hits.first).to_be_visible()
    settled(page)

    page.get_by_role("button", name="ล้าง", exact=True).click()

    box = box_of(page)
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    box.press_sequentially("รถ")
    box.press("Escape")  # closes the list, where one is open
    box.press("Escape")
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    expect(hits.first).to_be_visible()


def test_the_browser_remembers_what_was_searched_until_it_is_told_to_forget(
    page: Page, app_url: str
) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(page.locator("article.ita-card").first).to_be_visible()
    settled(page)
    page.goto(app_url)
    settled(page)
    before = options(page, box_of(page))
    expect(before).to_have_count(1)
    expect(before).to_have_attribute("value", "No Gift Policy")

    page.locator(".st-key-search_help button").first.click()
    page.get_by_role("button", name="ลบคำที่เคยค้นในเบราว์เซอร์นี้").click()

    expect(before).to_have_count(0)
    page.reload()
    settled(page)
    expect(options(page, box_of(page))).to_have_count(0)


def test_hostile_suggestions_are_text(page: Page, app_url: str) -> None:
    hostile = "<img src=x onerror=window.harmed=1>"
    page.route(
        "**/suggestions?*",
        lambda route: route.fulfill(json=[{"query": hostile, "label": hostile}]),
    )
    page.goto(app_url)
    box = type_in(page, "ก")

    expect(options(page, box)).to_have_attribute("value", hostile)
    assert page.locator("datalist img").count() == 0
    assert page.evaluate("window.harmed") is None
