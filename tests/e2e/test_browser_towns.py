"""A person with a browser: from a cell of the matrix to her template, then similar towns."""

import re
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)

OURS = "เทศบาลตำบลสวนตาลคู่"


def _fits(page: Page) -> bool:
    main = page.locator("[data-testid=stMain]")
    return bool(main.evaluate("element => element.scrollWidth <= element.clientWidth"))


def _scrolled(page: Page) -> list[int]:
    box = page.locator(".ita-matrix")
    return list(box.evaluate("element => [element.scrollLeft, element.scrollTop]"))


def test_a_cell_of_the_matrix_leads_to_a_row_of_the_template(page: Page, own_app_url: str) -> None:
    page.goto(f"{own_app_url}/matrix?{urlencode({'like': OURS})}")
    cell = page.locator(".ita-matrix tbody tr:not(.own) a.cell").first
    count = int(re.sub(r"\D", "", cell.inner_text()))
    cell.click()

    listed = page.locator(".st-key-matrix_cell")
    expect(listed.locator("article.ita-card")).to_have_count(count)
    expect(listed).to_be_in_viewport()
    expect(page).to_have_url(re.compile("cell="))
    assert _fits(page)

    listed.get_by_role("button", name="เพิ่มในแม่แบบ").first.click()
    expect(listed.get_by_role("button", name="อยู่ในแม่แบบแล้ว").first).to_be_visible()
    expect(page.get_by_role("link", name="แม่แบบ (1)")).to_be_visible()

    listed.get_by_role("link", name="เทียบกับเรา").first.click()
    expect(page).to_have_url(re.compile(r"/compare\?left=.+right="))


def test_the_table_stays_where_it_was_scrolled_to(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/matrix")
    box = phone.locator(".ita-matrix")
    expect(box).to_be_visible()
    assert _fits(phone)
    box.evaluate("element => element.scrollTo(300, 400)")
    before = _scrolled(phone)
    visible = phone.locator(".ita-matrix tbody tr:nth-child(6) a.cell").last
    visible.evaluate("element => element.click()")

    expect(phone.locator(".st-key-matrix_cell article.ita-card").first).to_be_visible()
    assert _scrolled(phone) == before
    assert _fits(phone)


def test_our_town_goes_along_to_similar_towns_and_back(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/neighbours?{urlencode({'org': OURS})}")
    expect(phone.locator(".ita-near > li").first).to_be_visible()
    expect(phone.locator(".ita-warning")).to_be_visible()
    assert _fits(phone)

    phone.get_by_role("link", name="หลายแห่ง", exact=True).click()

    expect(phone.locator(".ita-matrix tr.own")).to_have_count(1)
    expect(phone).to_have_url(re.compile("/matrix.+like="))
    phone.go_back()
    expect(phone.locator(".ita-near > li").first).to_be_visible()


def test_the_form_check_leads_to_the_measure_in_the_library(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/coverage?{urlencode({'org': 'เทศบาลตำบลแม่กา'})}")
    here = phone.locator("header a[aria-current=page]")
    expect(here).to_have_text("เปรียบเทียบ")
    assert _fits(phone)
    phone.locator(".ita-jump").click()
    whole = phone.get_by_text("มาตรการที่ครบแล้ว").first
    whole.click()
    measure = phone.locator(".ita-advice .ita-link").first
    expect(measure).to_be_visible()
    title = measure.inner_text()

    measure.click()

    row = phone.locator("[class*=st-key-measure_] details[open] summary")
    expect(row).to_have_text(title)
    expect(row).to_be_in_viewport()
    phone.go_back()
    expect(whole).to_be_visible()
