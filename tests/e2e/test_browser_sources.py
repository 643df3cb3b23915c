"""A person with a browser: she keeps a folder in step with the library, and checks evidence."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from itasearch import open_workspace
from tests.e2e.barriers import barriers
from tests.e2e.conftest import PATIENCE_MS, fits, settled
from tests.ui.test_watch_feed import NEW_REPORT

expect.set_options(timeout=PATIENCE_MS)

SIZES = {"th": (1440, 900), "en": (390, 844)}


@pytest.mark.parametrize("language", SIZES)
def test_a_folder_is_added_synced_and_forgotten(
    page: Page, own_app_url: str, own_served_home: Path, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "new.txt").write_text(NEW_REPORT, encoding="utf-8")
    width, height = SIZES[language]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{own_app_url}/library?lang={language}")
    page.locator(".ita-tabs a").nth(1).click()
    page.locator(".st-key-sources-place input").fill(str(folder))
    page.locator(".st-key-sources-place input").press("Enter")
    page.locator(".st-key-sources-sync button").click()

    expect(page.locator(".st-key-sources-close button")).to_be_visible()
    expect(page.locator("main table").first).to_contain_text("สวนดอกไม้")
    settled(page)
    assert fits(page)
    assert barriers(page) == []

    grid = page.locator("[data-testid=stDataFrame]").last
    grid.click(position={"x": 16, "y": 54})
    page.locator(".st-key-sources-forget button").click()
    page.locator(".st-key-sources-forget-yes button").click()
    expect(page.locator("main canvas")).to_have_count(0)
    with open_workspace(own_served_home) as workspace:
        assert workspace.sources.all() == ()
        assert any("new.txt" in one.source.path for one in workspace.library.reports())


@pytest.mark.parametrize("language", SIZES)
def test_a_list_of_evidence_is_checked_and_taken_along(
    page: Page, own_app_url: str, language: str
) -> None:
    width, height = SIZES[language]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{own_app_url}/evidence?lang={language}")
    page.locator(".st-key-evidence-town input").fill("เทศบาลตำบลแม่กา")
    page.locator(".st-key-evidence-town input").press("Enter")
    settled(page)
    page.locator(".st-key-evidence-text textarea").fill("O12\nO99 http://127.0.0.1:9/99.pdf")
    page.locator(".st-key-evidence-check button").click()

    expect(page.locator("main table")).to_contain_text("O12")
    expect(page.locator("main table")).to_contain_text("O99")
    settled(page)
    assert fits(page)
    assert barriers(page) == []
    page.locator(".st-key-evidence_take button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")

    page.locator(".st-key-evidence-again button").click()
    expect(page.locator(".st-key-evidence-text textarea")).to_have_value(
        "O12\nO99 http://127.0.0.1:9/99.pdf"
    )
