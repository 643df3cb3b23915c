"""A person with a browser: lays two towns side by side, narrows it, then the years of one."""

import io
import re
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)

LEFT, RIGHT = "เทศบาลเมืองบึงแก้วมรกต", "เทศบาลนครศรีธาราสมุทร"
SIDES = {"left": LEFT, "left_year": "2566", "right": RIGHT, "right_year": "2568"}


def _fits(page: Page) -> bool:
    main = page.locator("[data-testid=stMain]")
    return bool(main.evaluate("element => element.scrollWidth <= element.clientWidth"))


def test_two_towns_and_the_years_of_one_on_a_phone(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/compare?{urlencode(SIDES)}")
    expect(phone.locator(".ita-times .bar").first).to_be_visible()
    assert _fits(phone)
    phone.get_by_text("เฉพาะที่ต่างกัน").click()
    expect(phone.get_by_role("heading", name=re.compile("ที่ต่างกัน"))).to_be_visible()
    expect(phone).to_have_url(re.compile("differences=1"))

    phone.get_by_role("link", name="หลายปี", exact=True).click()

    line = phone.locator(".ita-line").first
    expect(line).to_be_visible()
    assert line.evaluate("picture => picture.naturalWidth > 0")
    expect(phone.locator(".ita-thread").first).to_be_visible()
    assert _fits(phone)
    phone.go_back()
    expect(phone.get_by_role("heading", name=re.compile("ที่ต่างกัน"))).to_be_visible()


def test_one_click_says_that_a_pair_is_not_the_same_and_another_takes_it_back(
    page: Page, app_url: str
) -> None:
    page.goto(f"{app_url}/compare?{urlencode(SIDES)}")
    summary = page.locator(".ita-summary")
    told = summary.inner_text()

    page.get_by_role("button", name="คนละเรื่อง").first.click()
    undo = page.get_by_role("button", name="เลิกทำ")
    expect(undo).to_be_visible()
    expect(summary).not_to_have_text(told.replace("\n", " "))
    undo.click()

    expect(summary).to_have_text(told.replace("\n", " "))
    expect(undo).to_be_hidden()


def test_a_comparison_is_narrowed_sent_on_and_downloaded(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    page.goto(f"{app_url}/compare?{urlencode(SIDES)}")
    page.locator(".st-key-compare_filters summary").first.click()
    page.get_by_role("checkbox", name=re.compile("^10 การป้องกันการทุจริต")).click()
    expect(page).to_have_url(re.compile("indicator=10"))
    expect(page.locator(".ita-summary")).to_contain_text("จาก")
    told = page.locator(".ita-summary").inner_text()

    page.goto(page.url)

    expect(page.locator(".ita-summary")).to_have_text(told.replace("\n", " "))
    with page.expect_download() as started:
        page.get_by_role("button", name="ดาวน์โหลด Excel").click()
    path = tmp_path / "found.xlsx"
    started.value.save_as(path)
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["สรุป"]
    values = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any("ตัวชี้วัด ๑๐" in value for value in values)
    page.get_by_role("link", name=re.compile("^เอา “10")).click()
    expect(page).not_to_have_url(re.compile("indicator="))
    assert started.value.suggested_filename.endswith(".xlsx")
