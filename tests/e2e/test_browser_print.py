"""A person prints: each view is on A4 to its last row, without controls.

Effects and drafts are printed in the tests of these views, which have a library of their own.
"""

import io
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Page, expect

from itasearch import open_workspace
from tests.e2e.conftest import PATIENCE_MS, until
from tests.e2e.paper import expect_whole
from tests.e2e.test_browser_watch import add_report

expect.set_options(timeout=PATIENCE_MS)

TOWN, OTHER = "เทศบาลเมืองบึงแก้วมรกต", "เทศบาลนครศรีธาราสมุทร"
FOLLOWED = "เทศบาลตำบลธารจันทร์หอม"
ALIKE = "เทศบาลตำบลสวนตาลคู่"
"""A town with similar ones of its own kind, some of which do better."""
SEARCH = f"?{urlencode({'q': 'งดรับของขวัญ', 'k': '20'})}"


@pytest.mark.parametrize(
    ("address", "last"),
    [
        ("", ":nth-match([data-testid=stCaptionContainer] p, 1)"),
        (SEARCH, "article.ita-card .ita-title"),
        (f"neighbours?{urlencode({'org': ALIKE})}", "article.ita-card .ita-title"),
        (f"coverage?{urlencode({'org': OTHER})}", ".st-key-coverage_form .ita-advice li a"),
        (
            f"compare?{urlencode({'left': TOWN, 'left_year': 2566, 'right': OTHER})}",
            "[class*=st-key-alone_] .ita-title",
        ),
        (f"compare?{urlencode({'years': FOLLOWED})}", ".ita-thread > details > summary"),
        (f"town?{urlencode({'id': TOWN})}", "ul.ita-lines > li"),
        (f"town?{urlencode({'id': TOWN})}", ".st-key-rest_of_topics td:first-child"),
        (f"plan?{urlencode({'org': TOWN})}", "[class*=st-key-proposal_] label"),
        ("library", "td:first-child"),
    ],
)
def test_a_view_is_printed_to_its_last_row(
    page: Page, app_url: str, address: str, last: str
) -> None:
    page.goto(f"{app_url}/{address}")

    expect_whole(page, last)


def test_the_desk_of_our_town_is_printed(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/town?{urlencode({'id': ALIKE})}")
    page.locator(".st-key-town_actions button").first.click()
    page.get_by_role("button", name="ตั้งเป็นหน่วยงานของเรา").click()
    until(page, "document.cookie.includes('itasearch_town=o')")
    page.goto(app_url)

    printed = expect_whole(page, "ul.ita-lines > li")
    assert printed[0].has(ALIKE)


def test_what_is_watched_and_its_news_are_printed(
    page: Page, own_app_url: str, own_served_home: Path
) -> None:
    with open_workspace(own_served_home) as workspace:
        watch = workspace.watches.add(workspace.watches.query("งดรับของขวัญ"))
        workspace.watches.add(FOLLOWED)
    add_report(own_served_home)

    page.goto(f"{own_app_url}/watch")
    whole = expect_whole(page, "h2 a")
    assert not whole[-1].has("เลิกเฝ้าดู")
    page.goto(f"{own_app_url}/watch?{urlencode({'id': watch.id})}")
    expect_whole(page, "ul.ita-lines > li")


def test_a_report_and_its_review_are_printed(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/library?{urlencode({'filter': FOLLOWED})}")
    link = page.locator("td a[href*='report=']").first
    target = link.get_attribute("href")
    link.click()
    expect_whole(page, "[class*=st-key-measure_] summary")

    page.goto(f"{app_url}/{target}&check=1")
    expect_whole(page, "[class*=st-key-line_] summary, [class*=st-key-line_] .ita-title")


def test_a_view_with_an_original_beside_it_is_printed_as_without(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/{SEARCH}")
    page.get_by_role("link", name="ดูในต้นฉบับ").first.click()
    expect(page.locator(".st-key-original_panel .ita-page .here").first).to_be_visible()

    expect_whole(page, "article.ita-card .ita-title")


def test_facts_and_scores_of_a_dark_screen_are_printed_light(page: Page, app_url: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{app_url}/town?{urlencode({'id': FOLLOWED})}")
    page.locator(".st-key-town_scores canvas").first.wait_for()

    assert expect_whole(page, ".st-key-town_facts label")[0].has("คะแนน ITA")
    page.emulate_media(media="print", color_scheme="dark")
    picture = page.locator(".st-key-town_scores canvas").first.screenshot()
    with Image.open(io.BytesIO(picture)) as grid:
        assert ImageStat.Stat(grid.convert("L")).median[0] > 200
