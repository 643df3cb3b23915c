"""What the page's script changes: Streamlit's own words, and nothing that a report says."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Browser, Page, expect

from itasearch.ui.kit.static import static_text
from itasearch.workspace import open_workspace
from tests.cases import cases
from tests.e2e.conftest import settled
from tests.tools.server import served

_TITLES = "titles that are, or begin as, what Streamlit writes"
TITLES = [str(title) for title in cases("views", _TITLES)]


@pytest.fixture(scope="module")
def english_url(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a report whose measures have these titles."""
    home = shutil.copytree(library_home, tmp_path_factory.mktemp("english") / "home")
    rows = "".join(f"{n},{title},งานธุรการ\n" for n, title in enumerate(TITLES, start=1))
    file = home / "เทศบาลตำบลทดสอบ จังหวัดน่าน รายงานมาตรการ ปี 2566.csv"
    file.write_text(f"ลำดับ,มาตรการ,ผู้รับผิดชอบ\n{rows}", encoding="utf-8")
    with open_workspace(home) as workspace:
        workspace.add([file])
    with served(home) as url:
        yield url


def test_titles_of_a_report_are_shown_as_they_are(page: Page, english_url: str) -> None:
    page.goto(f"{english_url}/?q=Remove+conflicts+of+interest+Connection+with+citizens")
    for title in TITLES[:2]:
        expect(page.get_by_role("heading", name=title)).to_be_visible()

    page.goto(f"{english_url}/library?filter=2566+ทดสอบ")
    page.get_by_role("link", name=re.compile("ทดสอบ.*csv")).click()
    for title in TITLES:
        expect(page.get_by_text(re.compile(rf"^\d\.? {title}$")).first).to_be_visible()
    settled(page)
    assert page.locator("main").inner_text().count(TITLES[0]) == 1


def test_streamlits_own_words_are_thai(page: Page, english_url: str) -> None:
    page.goto(f"{english_url}/compare")
    choice = page.get_by_role("combobox").first
    choice.fill("qqqqq")

    expect(page.get_by_role("listbox")).to_contain_text("ไม่พบตัวเลือก")
    expect(page.get_by_role("button", name="เปิดรายการ", include_hidden=True).first).to_be_attached()
    expect(page.get_by_text("Skip to main content")).to_have_count(0)
    expect(page.get_by_text("ข้ามไปที่เนื้อหา")).to_be_attached()


def test_an_english_browser_has_english_screens_until_thai_is_chosen(
    browser: Browser, app_url: str
) -> None:
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(app_url)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_role("link", name="Library").click()
        expect(page).to_have_url(re.compile(r"/library\?.*lang=en"))
        expect(page.get_by_role("link", name="Than Chan Hom").first).to_be_visible()

        page.get_by_role("link", name="ไทย").click()
        expect(page.locator("html")).to_have_attribute("lang", "th")
        page.get_by_role("link", name="ค้นหา", exact=True).click()

        expect(page).to_have_url(re.compile(r"lang=th"))
        expect(page.locator("html")).to_have_attribute("lang", "th")


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
