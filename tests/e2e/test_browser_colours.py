"""A person in a dark room: the app is as dark as her system, until she chooses; paper is white."""

import io
from pathlib import Path
from urllib.parse import urlencode

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from itasearch import open_workspace
from tests.cases import cases
from tests.e2e.conftest import fits, settled, until
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
SEARCH = f"?{urlencode({'q': 'งดรับของขวัญ', 'k': '20'})}"


@pytest.mark.parametrize(("address", "last"), cases("views", "what a view is printed to"))
def test_a_view_is_printed_to_its_last_row(
    page: Page, app_url: str, address: str, last: str
) -> None:
    towns = {"town": TOWN, "other": OTHER, "followed": FOLLOWED, "alike": ALIKE}
    page.goto(f"{app_url}/{address.format(**towns)}")

    expect_whole(page, last)


def test_a_view_with_an_original_beside_it_is_printed_as_without(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/{SEARCH}")
    page.get_by_role("link", name="ดูในต้นฉบับ").first.click()
    expect(page.locator(".st-key-original_panel .ita-page .here").first).to_be_visible()

    expect_whole(page, "article.ita-card .ita-title")


WIDTHS = (390, 768, 1024, 1440)
_TOWN, _OTHER = "ทต.ธารจันทร์หอม", "ทต.หนองบัวสามกลีบ"
_OURS = urlencode({"id": _TOWN})
# How many lines each element's text has.
_LINES = (Path(__file__).parent / "lines_of_texts.js").read_text(encoding="utf-8")
# What a browser cuts a field's text at, at the least: the marks above and below Thai letters.
_LINE_HEIGHT = (Path(__file__).parent / "height_of_lines.js").read_text(encoding="utf-8")


def _top(one: Locator) -> float:
    return float(one.evaluate("element => element.getBoundingClientRect().top"))


def _end_of_lines(one: Locator) -> float:
    bottom = "element.getBoundingClientRect().bottom"
    padding = "parseFloat(getComputedStyle(element).paddingBottom)"
    return float(one.evaluate(f"element => {bottom} - {padding}"))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_chosen_year_is_read_whole(page: Page, app_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    years = {"left": _TOWN, "right": _OTHER, "left_year": "2566", "right_year": "2566"}
    page.goto(f"{app_url}/compare?{urlencode(years)}")
    boxes = page.locator("[class*='_year'] input")
    expect(boxes.first).to_have_value("2566")

    assert boxes.evaluate_all(
        "inputs => inputs.every(input => input.scrollWidth <= input.clientWidth)"
    )
    menus = page.locator(".st-key-compare_menus button:visible")
    expect(menus).to_have_count(4)
    assert len({round(_top(menu)) for menu in menus.all()}) == 1, "one line of menus"
    assert all(menu.inner_text().strip() for menu in menus.all())
    assert fits(page)


def test_the_fields_of_a_menu_have_room_for_the_marks_of_thai(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/?q=No+Gift+Policy")
    phone.locator(".st-key-search_menus button", has_text="กรอง").click()
    fields = phone.get_by_role("combobox")
    expect(fields.nth(3)).to_be_visible()

    assert all(field.evaluate(_LINE_HEIGHT) >= 1.6 for field in fields.all())


def test_a_menu_closes_behind_its_link(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    page.locator(".st-key-search_menus button", has_text="อื่น ๆ").click()
    page.get_by_role("link", name="พาชมใน 3 ขั้น").click()

    expect(page.locator(".st-key-tour")).to_be_visible()
    expect(page.get_by_text("วิธีพิมพ์คำค้น")).to_be_hidden()


def test_a_link_that_is_drawn_before_the_bar_opens_no_tab(page: Page, app_url: str) -> None:
    held: list[Route] = []
    page.route("**/Html.*.js", lambda route: held.append(route))  # it draws the bar
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    page.locator(".st-key-search_menus button", has_text="อื่น ๆ").click()
    page.get_by_role("link", name="พาชมใน 3 ขั้น").click()
    held.pop().continue_()
    expect(page.locator(".st-key-tour")).to_be_visible()
    assert len(page.context.pages) == 1


@pytest.mark.parametrize("view", [f"town?{_OURS}", "watch"])
def test_a_title_ends_above_the_line_below_it(phone: Page, app_url: str, view: str) -> None:
    phone.goto(f"{app_url}/{view}")
    title = phone.get_by_role("heading", level=1)
    below = phone.get_by_test_id("stCaptionContainer").first.locator("p")
    expect(below).to_be_visible()

    assert _end_of_lines(title) <= _top(below) + 1


def test_tabs_stay_where_they_are(page: Page, app_url: str) -> None:
    tops = set()
    for view in ("compare", "compare?years=-", "matrix", "questions"):
        page.goto(f"{app_url}/{view}")
        tabs = page.locator(".ita-tabs")
        expect(tabs).to_be_visible()
        page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
        tops.add(round(_top(tabs)))

    assert len(tops) == 1


def test_no_name_of_a_file_breaks_within_its_ending(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/library")
    links = phone.locator(".st-key-library_list td:nth-child(2) a")
    expect(links.first).to_be_visible()
    lines_of_endings = links.evaluate_all("""links => links.map(link => {
      const { firstChild: text } = link, range = document.createRange();
      range.setStart(text, text.data.lastIndexOf("."));
      range.setEnd(text, text.length);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    })""")

    assert set(lines_of_endings) == {1}, links.all_inner_texts()


def _middle(one: Locator) -> float:
    box = one.bounding_box()
    assert box is not None
    return box["y"] + box["height"] / 2


def test_no_fact_of_a_hit_is_broken_and_no_line_begins_with_a_dot(
    phone: Page, app_url: str
) -> None:
    phone.goto(f"{app_url}/?q=No+Gift+Policy")
    settled(phone)
    facts = phone.locator(".ita-fact:not(:has(a))")

    assert facts.count() > 10
    assert set(facts.evaluate_all(_LINES)) == {1}, facts.all_inner_texts()
    assert not any(fact.startswith("·") for fact in facts.all_inner_texts())


@pytest.mark.parametrize("width", WIDTHS)
def test_the_number_of_filters_is_level_with_their_menu(
    page: Page, app_url: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{app_url}/?{urlencode({'q': 'No Gift Policy', 'topic': 'no_gift'})}")
    settled(page)
    menus = page.locator(".st-key-search_menus")
    filters = menus.locator("button").first
    count = menus.get_by_text("1", exact=True).filter(visible=True).first

    assert abs(_middle(filters) - _middle(count)) < 3


def test_the_signs_over_a_grid_leave_its_head_free(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/town?{_OURS}")
    settled(phone)
    grid = phone.get_by_test_id("stDataFrame").first
    signs = grid.get_by_test_id("stElementToolbar").bounding_box()
    assert signs is not None

    assert signs["y"] + signs["height"] <= _top(grid) + 4


def test_a_draft_of_a_plan_leaves_the_bar_in_a_line_and_no_line_of_a_cell_empty(
    page: Page, drafts_url: str, drafts_home: Path
) -> None:
    with open_workspace(drafts_home) as workspace:
        plan = workspace.towns.plan("เทศบาลเมืองบึงแก้วมรกต")
        draft = workspace.towns.draft_of_plan(plan, plan.ours, name="แผนปีหน้า", maker=None)
    page.set_viewport_size({"width": 768, "height": 900})
    page.goto(f"{drafts_url}/template?draft={draft}")
    settled(page)
    hidden = page.locator(".ita-ask:not([open])")
    expect(hidden.first).to_be_visible()

    assert len({round(_top(link)) for link in page.locator(".ita-header a").all()}) == 1
    assert set(page.locator(".ita-header nav a").evaluate_all(_LINES)) == {1}
    # A folded question has no box behind its sign, which would end the line.
    behind = "folds => folds.map(fold => getComputedStyle(fold, '::details-content').display)"
    assert set(hidden.evaluate_all(behind)) == {"none"}
