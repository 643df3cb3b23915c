"""A person with a browser: searches, reads hits of several towns, goes on and back."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)


def _open_filters(page: Page) -> None:
    """Streamlit closes a list of choices while what holds it still unfolds: wait for its end."""
    expect(page.locator("article.ita-card")).to_have_count(10)
    page.get_by_text("ตัวกรอง", exact=True).click()
    page.wait_for_function(
        """() => {
          const box = document.querySelector("[data-testid=stExpander] details");
          const whole = box.scrollHeight <= box.clientHeight + 2;
          return box.open && whole && !box.getAnimations().length;
        }"""
    )


def test_a_search_shows_several_towns_with_their_sources(page: Page, app_url: str) -> None:
    page.goto(app_url)
    box = page.get_by_role("textbox", name="คำค้น")
    box.fill("No Gift Policy")
    box.press("Enter")

    expect(page.locator("article.ita-card")).to_have_count(10)
    expect(page.locator("article.ita-card mark").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=No\+Gift\+Policy"))
    places = page.locator("article.ita-card .ita-place")
    paths = {place.get_attribute("title") for place in places.all()}
    assert len(paths) >= 3
    assert all(path and path.startswith("corpus/") for path in paths)


def test_the_button_searches_as_enter_does(page: Page, app_url: str) -> None:
    page.goto(app_url)
    page.get_by_role("textbox", name="คำค้น").fill("ร้องเรียน")
    page.get_by_role("button", name="ค้นหา", exact=True).click()

    expect(page.locator("article.ita-card").first).to_be_visible()


def test_a_measure_opens_in_its_card(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    card = page.locator("article.ita-card").first
    expect(card.get_by_text("ที่มา:").nth(1)).to_be_hidden()

    card.get_by_text("อ่านทั้งมาตรการ").click()

    expect(card.get_by_text("ที่มา:").nth(1)).to_be_visible()


def test_back_returns_from_similar_measures_without_loading_anew(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy&year=2566")
    title = page.locator(".ita-card .ita-title").first.inner_text()
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="มาตรการที่คล้ายกัน").first.click()
    expect(page.get_by_text("มาตรการที่คล้ายกับ")).to_be_visible()

    page.go_back()

    expect(page.locator(".ita-card .ita-title").first).to_have_text(title)
    expect(page.get_by_text("มาตรการที่คล้ายกับ")).to_be_hidden()
    assert page.evaluate("window.sameDocument") is True


def test_the_filters_stay_open_while_one_is_chosen(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=ของขวัญ")
    _open_filters(page)
    page.get_by_role("combobox", name="ปีงบประมาณ").click()
    page.get_by_role("option", name="2566").click()
    page.keyboard.press("Escape")

    expect(page.get_by_text("ตัวกรอง (1)")).to_be_visible()
    expect(page.get_by_role("combobox", name="จังหวัด")).to_be_visible()
    expect(page).to_have_url(re.compile("year=2566"))


def test_a_hits_file_leads_to_its_report_and_the_bar_back(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    page.locator("article.ita-card .ita-link.file").first.click()
    expect(page.get_by_role("heading", name=re.compile("มาตรการในรายงาน"))).to_be_visible()

    page.get_by_role("link", name="ค้นหา", exact=True).click()

    expect(page.locator("article.ita-card mark").first).to_be_visible()


def test_the_screen_is_thai_for_readers_and_machines(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=ของขวัญ")
    expect(page.locator("html")).to_have_attribute("lang", "th")
    _open_filters(page)
    page.get_by_role("combobox", name="จังหวัด").fill("zzzz")

    expect(page.get_by_text("ไม่พบตัวเลือก")).to_be_visible()


def test_english_is_one_click_away_and_keeps_the_question(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(page.locator("article.ita-card").first).to_be_visible()
    page.get_by_role("link", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Similar measures").first).to_be_visible()


def test_a_phone_shows_bar_and_hits_without_scrolling_aside(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(phone.locator("article.ita-card").first).to_be_visible()
    expect(phone.get_by_role("link", name="คลังรายงาน")).to_be_visible()

    main = phone.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_nothing_is_fetched_from_elsewhere(page: Page, app_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(page.locator("article.ita-card").first).to_be_visible()

    elsewhere = [url for url in asked if not url.startswith((app_url, "data:", "blob:"))]
    assert not elsewhere
