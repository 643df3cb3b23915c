"""The library taken away and damaged under an open app: what it says, and that it goes on."""

from pathlib import Path

from playwright.sync_api import Page, expect

from itasearch.ui.kit import labels as kit_labels
from tests.damage import current_rows, flip
from tests.e2e.conftest import PATIENCE_MS, settled


def test_an_app_whose_database_goes_and_comes_back_goes_on(
    page: Page, own_app_url: str, own_served_home: Path
) -> None:
    corpus, aside = own_served_home / "corpus", own_served_home / "aside"
    page.goto(f"{own_app_url}/library")
    settled(page)
    corpus.rename(aside)

    page.reload()

    alert = page.get_by_test_id("stAlert")
    expect(alert).to_contain_text(kit_labels.LIBRARY_MISSING.th, timeout=PATIENCE_MS)
    assert not corpus.exists()
    aside.rename(corpus)
    page.reload()
    settled(page)
    expect(alert).to_have_count(0)


def test_an_app_with_a_damaged_index_builds_it_anew(
    page: Page, own_app_url: str, own_served_home: Path
) -> None:
    flip(current_rows(own_served_home), -1)

    page.goto(f"{own_app_url}/?q=ของขวัญ")

    alert = page.get_by_test_id("stAlert")
    expect(alert).to_contain_text("ใช้ดัชนีค้นหาไม่ได้", timeout=PATIENCE_MS)
    page.get_by_role("button", name=kit_labels.REBUILD.th).click()
    expect(alert).to_have_count(0, timeout=PATIENCE_MS)
    settled(page)
    expect(page.locator("article.ita-card").first).to_be_visible()
