"""A person with a browser: she watches a search, and on her next visit finds what is new of it."""

import re
from pathlib import Path
from urllib.parse import quote

import feedparser
from playwright.sync_api import Page, expect

from itasearch import open_workspace
from tests.e2e.conftest import PATIENCE_MS, fits
from tests.ui.test_desk import LONG_AGO, NAME
from tests.ui.test_watch_feed import NEW_REPORT

expect.set_options(timeout=PATIENCE_MS)

GIFTS = "งดรับของขวัญ"


def add_report(home: Path) -> None:
    path = home / "new.txt"
    path.write_text(NEW_REPORT, encoding="utf-8")
    with open_workspace(home) as workspace:
        workspace.add([path])


def test_a_watched_search_leads_from_the_desk_to_the_new_row_in_its_original(
    page: Page, own_app_url: str, own_served_home: Path
) -> None:
    with open_workspace(own_served_home) as workspace:
        town = workspace.library.find_organisation(NAME).id
    cookies = {"itasearch_town": town, "itasearch_visit": LONG_AGO}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": own_app_url} for name, value in cookies.items()]
    )
    page.goto(f"{own_app_url}/?q={quote(GIFTS)}")
    # With the keyboard alone.
    page.locator(".st-key-search_help button").press("Enter")
    page.get_by_role("button", name="เฝ้าดู").press("Enter")
    expect(page.get_by_role("link", name="เฝ้าดูอยู่")).to_be_visible()
    add_report(own_served_home)

    page.goto(own_app_url)
    page.get_by_role("link", name=f"ใหม่ 1 จากการค้น {GIFTS}").click()
    expect(page).to_have_url(re.compile(r"/watch\?id="))
    expect(page).to_have_title("สิ่งที่เฝ้าดู · itasearch")
    assert fits(page)
    feed = page.get_by_role("link", name="รับใน Outlook หรือ Thunderbird").get_attribute("href") or ""
    page.get_by_role("link", name=re.compile("เสียงตามสาย")).click()

    expect(page).to_have_url(re.compile("see="))
    expect(page.locator(".ita-lines .here, .ita-lines mark").first).to_be_visible()
    answer = page.request.get(f"{own_app_url}/{feed}")
    read = feedparser.parse(answer.body())
    assert not read.bozo
    assert [entry.link for entry in read.entries] == [f"{page.url}&lang=th"]
