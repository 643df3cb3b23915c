"""A person in a dark room: the app is as dark as her system, until she chooses; paper is white."""

import io
from urllib.parse import urlencode

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PATIENCE_MS, until
from tests.e2e.paper import expect_whole

_SCHEME = "scheme => getComputedStyle(document.querySelector('.stApp')).colorScheme === scheme"
_CHOSEN = "localStorage.getItem('stActiveTheme-/library-v2')"


def _is(page: Page, scheme: str) -> None:
    """Wait until the app has this scheme, its own colours and Streamlit's alike."""
    page.locator(".ita-header").wait_for()
    until(page, _SCHEME, scheme)
    colours = {"dark": "rgb(116, 196, 227)", "light": "rgb(11, 92, 122)"}
    expect(page.locator(".ita-header .brand")).to_have_css("color", colours[scheme])


def test_the_switch_is_kept_for_all_views_until_it_agrees_with_the_system(
    page: Page, app_url: str
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(app_url)
    _is(page, "dark")

    page.get_by_role("button", name="เปลี่ยนเป็นพื้นสีอ่อน").press("Space")
    _is(page, "light")
    for view in ("watch", "library"):
        page.goto(f"{app_url}/{view}")
        _is(page, "light")
    assert page.evaluate(_CHOSEN) == '"Light"'

    page.get_by_role("button", name="เปลี่ยนเป็นพื้นสีเข้ม").click()
    _is(page, "dark")
    assert page.evaluate(_CHOSEN) == '"System"'
    page.emulate_media(color_scheme="light")
    _is(page, "light")


@pytest.mark.parametrize("address", ["?q=No+Gift+Policy", "library"])
def test_a_dark_view_is_printed_dark_on_white(browser: Browser, app_url: str, address: str) -> None:
    with browser.new_context(color_scheme="dark", locale="th-TH") as context:
        page = context.new_page()
        page.goto(f"{app_url}/{address}")
        page.locator("article.ita-card, main table").first.wait_for(timeout=PATIENCE_MS)
        _is(page, "dark")
        content = page.pdf(prefer_css_page_size=True)

    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        picture = document[0].render(scale=1).to_pil().convert("L")
    shades = picture.histogram()
    assert sum(shades[200:]) > 0.85 * sum(shades), "the paper is dark"
    assert sum(shades[:120]) > 0.005 * sum(shades), "the text is pale"


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
