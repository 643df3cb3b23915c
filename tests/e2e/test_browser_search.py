"""Search in a browser."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import settled


def test_the_filters_stay_open_while_one_is_chosen(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=ของขวัญ")
    expect(page.locator("article.ita-card")).to_have_count(10)
    expect(page.get_by_role("button", name="แสดงเพิ่ม")).to_be_visible()
    page.get_by_role("button", name="กรอง").click()
    years = page.get_by_role("combobox", name="ปีงบประมาณ")
    years.click()
    page.get_by_role("option", name="2566 ").click()

    expect(page).to_have_url(re.compile("year=2566"))
    page.keyboard.press("Escape")
    tools = page.locator(".st-key-search_tools")
    expect(tools.get_by_text("1", exact=True).first).to_be_visible()
    off = page.get_by_role("link", name="เอา “2566” ออก")
    expect(off).to_be_visible()
    expect(page.locator(".st-key-search-year")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-search-year")).to_have_count(0)
    off.click()
    expect(page).not_to_have_url(re.compile("year="))
    expect(off).to_have_count(0)


def test_on_a_phone_filters_open_over_the_answer_and_stay(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/?q=No+Gift+Policy")
    order = phone.get_by_role("combobox", name="เรียงตาม")
    expect(phone.locator("article.ita-card").first).to_be_visible()
    opener = phone.locator(".st-key-search_filters button").first
    opener.focus()
    phone.keyboard.press("Enter")
    order.click()
    phone.get_by_role("option", name="ปีล่าสุด").click()

    expect(phone).to_have_url(re.compile("order=year"))
    expect(order).to_be_visible()
    phone.keyboard.press("Escape")
    expect(order).to_have_count(0)
    expect(opener).to_be_focused()
    expect(phone.get_by_text("เรียงตาม “ปีล่าสุด”")).to_be_visible()
    phone.go_back()
    expect(phone).not_to_have_url(re.compile("order="))
    expect(phone.get_by_text("เรียงตาม “ปีล่าสุด”")).to_have_count(0)


def test_nothing_is_fetched_from_elsewhere(page: Page, app_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(page.locator("article.ita-card").first).to_be_visible()

    elsewhere = [url for url in asked if not url.startswith((app_url, "data:", "blob:"))]
    assert not elsewhere


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
        "**/suggestions?*", lambda route: route.fulfill(json=[{"query": hostile, "label": hostile}])
    )
    page.goto(app_url)
    box = type_in(page, "ก")

    expect(options(page, box)).to_have_attribute("value", hostile)
    assert page.locator("datalist img").count() == 0
    assert page.evaluate("window.harmed") is None
