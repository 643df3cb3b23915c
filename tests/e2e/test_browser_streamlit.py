"""What the app relies on in Streamlit's page without an interface for it: each by its name."""

import re
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Page, expect

from itasearch.ui.kit.static import static_text

RESTING = ".stApp[data-test-script-state=notRunning]"
# Names of Streamlit's own, as test ids and as classes; .stApp is the app's root.
_PRIVATE = re.compile(r"data-testid=\"?(\w+)|\.(?!stApp\b)(st[A-Z]\w+)")
STYLED = sorted(
    {
        name
        for names in _PRIVATE.findall(static_text("streamlit.css"))
        for name in filter(None, names)
    }
)


def test_what_is_scrolled_is_the_element_that_the_script_scrolls(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    # The cards come one by one: the last one of a view that is being drawn may be the first.
    page.locator(RESTING).wait_for()
    last = page.locator("article.ita-card").last
    last.scroll_into_view_if_needed()
    assert page.locator("main").evaluate("element => element.scrollTop") > 0

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
