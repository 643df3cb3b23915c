"""The matrix in a browser: a cell of its grid opens what it holds."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE_MS, fits, settled

expect.set_options(timeout=PATIENCE_MS)


def _press_first_town(page: Page) -> None:
    """On the canvas itself lies what scrolls it."""
    box = page.locator(".st-key-matrix_wide canvas").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 55)


def test_a_cell_opens_beside_the_table_by_pointer_and_by_keys(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/matrix")
    grid = page.locator(".st-key-matrix_wide canvas").first
    expect(grid).to_be_visible()
    settled(page)
    _press_first_town(page)
    opened = page.locator(".st-key-matrix_cell")
    expect(opened.locator("h3 a[href^='town?id=']")).to_be_visible()
    assert fits(page)

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    expect(page).to_have_url(re.compile("cell=.*no_gift"))
    expect(opened.locator("article.ita-card").first).to_be_visible()
    page.go_back()
    expect(page).not_to_have_url(re.compile("no_gift"))


def test_the_table_fits_a_phone_and_a_cell_opens_below_it(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/matrix")
    grid = phone.locator(".st-key-matrix_wide canvas").first
    expect(grid).to_be_visible()
    settled(phone)
    assert fits(phone)

    _press_first_town(phone)

    expect(phone.locator(".st-key-matrix_cell h3 a")).to_be_visible()
    assert fits(phone)
