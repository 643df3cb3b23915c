"""Views of towns in a browser."""

import re
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.e2e.barriers import barriers
from tests.e2e.conftest import fits, settled, until


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

    expect(page).to_have_url(re.compile("cell=.*complaints"))
    expect(opened.locator("article.ita-card").first).to_be_visible()
    page.go_back()
    expect(page).not_to_have_url(re.compile("complaints"))


def test_our_town_is_chosen_once_and_has_its_desk_after_a_reload(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/search")
    page.get_by_label("เลือกหน่วยงานของเรา").click()
    page.keyboard.type("สวนตาลคู่")
    page.get_by_role("option").first.click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("เทศบาลตำบลสวนตาลคู่")
    expect(page.get_by_text("แห่งที่คล้ายกันมี").first).to_be_visible()
    until(page, "document.cookie.includes('itasearch_town=o')")

    page.goto(app_url)
    expect(heading).to_contain_text("เทศบาลตำบลสวนตาลคู่")
    assert fits(page)

    page.get_by_role("button", name="เปลี่ยนหน่วยงาน").click()
    page.get_by_role("button", name="ไม่ใช้หน่วยงานนี้แล้ว").click()
    expect(page.get_by_label("เลือกหน่วยงานของเรา")).to_be_visible()
    expect(heading).to_have_count(0)


GIFTS = "งดรับของขวัญ"


def test_a_question_leads_from_its_cell_to_its_hits(
    page: Page, app_url: str, language: str
) -> None:
    page.goto(f"{app_url}/questions?lang={language}")
    page.locator(".st-key-questions-text textarea").fill(GIFTS)
    page.locator(".st-key-questions-go button").click()
    cell = page.locator(".st-key-questions_table td a").first
    cell.wait_for()
    settled(page)
    assert fits(page)
    assert barriers(page) == []
    cell.click()

    page.locator(".st-key-matrix_cell article").wait_for()
    settled(page)
    page.locator(".st-key-matrix_cell p a").first.click()
    expect(page.locator("[class*=st-key-hit_]").first).to_be_visible()


OURS = "เทศบาลเมืองบึงแก้วมรกต"


def test_the_plan_fits_a_phone_and_the_keyboard_sets_a_tick(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/plan?{urlencode({'org': OURS})}")
    boxes = phone.locator(".st-key-plan_bar [role=status]").first
    expect(boxes).to_contain_text("เลือกแล้ว")
    before = boxes.inner_text()
    assert fits(phone)

    first = phone.get_by_role("checkbox").first
    first.focus()
    phone.keyboard.press("Space")

    expect(boxes).not_to_have_text(before)
    expect(first).to_be_checked()
    phone.get_by_role("link", name="แม่แบบ", exact=True).click()
    expect(phone).to_have_url(re.compile("/template"))


RIGHT = "เทศบาลนครศรีธาราสมุทร"
SIDES = {"left": OURS, "left_year": "2566", "right": RIGHT, "right_year": "2568"}


def test_two_towns_and_the_years_of_one_on_a_phone(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/compare?{urlencode(SIDES)}")
    expect(phone.locator(".ita-times .on").first).to_be_visible()
    assert fits(phone)
    phone.get_by_role("button", name="ตัวกรอง").click()
    phone.get_by_text("เฉพาะที่ต่างกัน").click()
    phone.keyboard.press("Escape")
    expect(phone.get_by_role("heading", name=re.compile("ที่ต่างกัน"))).to_be_visible()
    expect(phone).to_have_url(re.compile("differences=1"))

    phone.get_by_role("link", name="หลายปี", exact=True).click()

    expect(phone.locator(".ita-thread").first).to_be_visible()
    expect(phone.get_by_test_id("stDataFrame")).to_be_visible()
    assert fits(phone)
    phone.go_back()
    expect(phone.get_by_role("heading", name=re.compile("ที่ต่างกัน"))).to_be_visible()
