"""A person with a browser: her own questions by towns, from a cell to its hits; notes on a hit."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.barriers import barriers
from tests.e2e.conftest import PATIENCE_MS, fits, settled

expect.set_options(timeout=PATIENCE_MS)

GIFTS = "งดรับของขวัญ"
SIZES = {"th": (1440, 900), "en": (390, 844)}


@pytest.mark.parametrize("language", SIZES)
def test_a_question_leads_from_its_cell_to_its_hits(
    page: Page, app_url: str, language: str
) -> None:
    width, height = SIZES[language]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{app_url}/questions?lang={language}")
    page.locator(".st-key-questions-text textarea").fill(GIFTS)
    page.locator(".st-key-questions-go button").click()
    grid = page.locator("[data-testid=stDataFrame]").first
    grid.wait_for()
    settled(page)
    assert fits(page)
    assert barriers(page) == []
    grid.click(position={"x": 260, "y": 54})

    page.locator(".st-key-matrix_cell article").wait_for()
    settled(page)
    page.locator(".st-key-matrix_cell p a").first.click()
    expect(page.locator("[class*=st-key-hit_]").first).to_be_visible()
