"""What the app relies on in Streamlit's page without an interface for it: each by its name."""

import re
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Page, expect

from itasearch.ui.kit.labels import STREAMLIT_WORDS
from itasearch.ui.kit.static import static_text
from tests.e2e.conftest import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)

_SCRIPTS = static_text("static/page.js") + static_text("static/typed.js")
_TABLES = re.findall(r"const STREAMLIT = \{(.*?)\};", _SCRIPTS, re.DOTALL)
SELECTORS = dict(re.findall(r'(\w+): "(.+)",', "".join(_TABLES)))
STYLED = sorted(
    {
        name
        for file in ("style.css", "towns.css", "draft.css", "print.css", "static/downloads.js")
        for name in re.findall(r'data-testid="?(\w+)', static_text(file))
    }
    | {
        name
        for selector in STREAMLIT_WORDS
        for name in re.findall(r"data-testid=(\w+)", selector)
        if name not in {"stTooltipErrorContent", "stBaseButton"}  # put together by Streamlit
    }
)


@pytest.mark.parametrize("name", SELECTORS)
def test_the_page_has_what_the_script_selects(page: Page, app_url: str, name: str) -> None:
    page.goto(f"{app_url}/library" if name == "CHOSEN_FILE" else f"{app_url}/?q=No+Gift+Policy")
    expect(page.locator("article.ita-card, .ita-table").first).to_be_visible()
    if name == "CHOSEN_FILE":
        page.locator("input[type=file]").set_input_files(Path(__file__))

    expect(page.locator(SELECTORS[name]).first).to_be_attached()


def test_what_is_scrolled_is_the_element_that_the_script_scrolls(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    # The cards come one by one: the last one of a view that is being drawn may be the first.
    page.locator(SELECTORS["RESTING"]).wait_for()
    last = page.locator("article.ita-card").last
    last.scroll_into_view_if_needed()
    assert page.locator(SELECTORS["SCROLLING"]).evaluate("element => element.scrollTop") > 0

    last.locator(".ita-link.file").click()
    page.get_by_role("link", name="เปิดรายงานนี้ในคลัง").click()

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
