"""A person prints: each view is on A4 to its last row, without controls.

Effects and drafts are printed in the tests of these views, which have a library of their own.
"""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.paper import expect_whole

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


def test_a_view_with_an_original_beside_it_is_printed_as_without(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/{SEARCH}")
    page.get_by_role("link", name="ดูในต้นฉบับ").first.click()
    expect(page.locator(".st-key-original_panel .ita-page .here").first).to_be_visible()

    expect_whole(page, "article.ita-card .ita-title")
