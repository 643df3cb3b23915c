"""The language of the screen by the browser's, and kept on the way through the views."""

import re

from playwright.sync_api import Browser, expect


def test_an_english_browser_has_english_screens_until_thai_is_chosen(
    browser: Browser, app_url: str
) -> None:
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(app_url)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_role("link", name="Library").click()
        expect(page).to_have_url(re.compile(r"/library\?.*lang=en"))
        expect(page.get_by_role("link", name="Than Chan Hom").first).to_be_visible()

        page.get_by_role("link", name="ไทย").click()
        expect(page.locator("html")).to_have_attribute("lang", "th")
        page.get_by_role("link", name="ค้นหา", exact=True).click()

        expect(page).to_have_url(re.compile(r"lang=th"))
        expect(page.locator("html")).to_have_attribute("lang", "th")
