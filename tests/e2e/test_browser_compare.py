"""A person with a browser: lays two towns side by side, narrows it, then the years of one."""

import re
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE_MS, fits

expect.set_options(timeout=PATIENCE_MS)

LEFT, RIGHT = "เทศบาลเมืองบึงแก้วมรกต", "เทศบาลนครศรีธาราสมุทร"
SIDES = {"left": LEFT, "left_year": "2566", "right": RIGHT, "right_year": "2568"}


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
