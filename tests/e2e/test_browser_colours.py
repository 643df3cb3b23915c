"""A person in a dark room: the app is as dark as her system, until she chooses; paper is white."""

import io

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.cases import cases
from tests.e2e.conftest import until
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
def test_a_dark_view_is_printed_dark_on_white(page: Page, app_url: str, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{app_url}/{address}")
    page.locator("article.ita-card, main table").first.wait_for()
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


@pytest.mark.parametrize(("address", "last"), cases("views", "what a view is printed to"))
def test_a_view_is_printed_to_its_last_row(
    page: Page, app_url: str, address: str, last: str
) -> None:
    towns = {"town": TOWN, "other": OTHER, "followed": FOLLOWED, "alike": ALIKE}
    page.goto(f"{app_url}/{address.format(**towns)}")

    expect_whole(page, last)
