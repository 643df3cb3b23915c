"""What the app relies on in Streamlit's page without an interface for it: each by its name."""

import re
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Page, expect

from itasearch.ui.kit.html import static_text
from tests.e2e.conftest import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)

_TABLE = re.search(r"const STREAMLIT = \{(.*?)\};", static_text("static/page.js"), re.DOTALL)
SELECTORS = dict(re.findall(r'(\w+): "(.+)",', _TABLE[1] if _TABLE else ""))
STYLED = sorted(
    {
        name
        for sheet in ("style.css", "towns.css", "draft.css")
        for name in re.findall(r'data-testid="(\w+)"', static_text(sheet))
    }
)


@pytest.mark.parametrize("name", SELECTORS)
def test_the_page_has_what_the_script_selects(page: Page, app_url: str, name: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(page.locator("article.ita-card").first).to_be_visible()

    assert page.locator(SELECTORS[name]).count(), f"{name}: {SELECTORS[name]}"


def test_what_is_scrolled_is_the_element_that_the_script_scrolls(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    last = page.locator("article.ita-card").last
    last.scroll_into_view_if_needed()
    assert page.locator(SELECTORS["SCROLLING"]).evaluate("element => element.scrollTop") > 0

    last.locator(".ita-link.file").click()

    expect(page.get_by_role("heading", name=re.compile("มาตรการในรายงาน"))).to_be_visible()
    expect(page.locator("header.ita-header")).to_be_in_viewport()


@pytest.fixture(scope="session")
def served_by_streamlit() -> str:
    """All scripts that Streamlit sends to a browser."""
    scripts = Path(streamlit.__file__).parent.joinpath("static", "static", "js").glob("*.js")
    return "\n".join(script.read_text(encoding="utf-8") for script in scripts)


@pytest.mark.parametrize("name", STYLED)
def test_streamlit_makes_each_element_that_a_style_selects(
    served_by_streamlit: str, name: str
) -> None:
    assert re.search(rf"[\"`']{name}[\"`']", served_by_streamlit), name
