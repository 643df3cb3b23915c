"""A person with a browser: searches, reads hits of several towns, goes on and back."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE_MS, settled

expect.set_options(timeout=PATIENCE_MS)


def test_a_search_shows_several_towns_with_their_sources(page: Page, app_url: str) -> None:
    page.goto(app_url)
    box = page.get_by_role("combobox", name="คำค้น")
    box.fill("No Gift Policy")
    box.press("Enter")

    expect(page.locator("article.ita-card")).to_have_count(10)
    expect(page.locator("article.ita-card mark").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=No\+Gift\+Policy"))
    places = page.locator("article.ita-card .ita-place")
    paths = {place.get_attribute("title") for place in places.all()}
    assert len(paths) >= 3
    assert all(path and path.startswith("corpus/") for path in paths)


def test_a_measure_opens_in_its_card(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    card = page.locator("article.ita-card").first
    expect(card.get_by_text("ที่มา:").nth(1)).to_be_hidden()
    settled(page)

    card.get_by_text("อ่านทั้งมาตรการ").click()

    expect(card.get_by_text("ที่มา:").nth(1)).to_be_visible()


def test_back_returns_from_more_like_this_without_loading_anew(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy&year=2566")
    title = page.locator(".ita-card .ita-title").first.inner_text()
    page.evaluate("window.sameDocument = true")
    page.get_by_role("switch", name="คล้ายแบบนี้").first.click()
    like = page.get_by_role("group", name="คล้ายแบบนี้")
    expect(like.get_by_role("link")).to_have_count(1)
    expect(page).to_have_url(re.compile("like="))

    page.go_back()

    expect(like).to_have_count(0)
    expect(page.locator(".ita-card .ita-title").first).to_have_text(title)
    assert page.evaluate("window.sameDocument") is True


def test_two_marked_hits_refine_the_question_and_can_be_taken_off(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    page.get_by_role("switch", name="คล้ายแบบนี้").first.click()
    # At once, while the answer to the first click is still being drawn.
    page.get_by_role("switch", name="คล้ายแบบนี้").last.click()
    expect(page).to_have_url(re.compile("like=.*&like="))
    like = page.get_by_role("group", name="คล้ายแบบนี้")
    chips = like.locator("a.removable")
    expect(chips).to_have_count(2)

    chips.first.click()

    expect(chips).to_have_count(1)
    expect(page).not_to_have_url(re.compile("like=.*&like="))


def test_added_words_of_several_groups_are_in_sight_on_a_phone(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/?q=gift+procurement")
    asked = phone.locator(".ita-chips .group .asked")
    expect(asked).to_have_count(2)

    for one in asked.all():
        expect(one).to_be_in_viewport()


def test_an_added_word_is_switched_off_by_a_click_and_on_by_the_space_bar(
    page: Page, app_url: str
) -> None:
    page.goto(f"{app_url}/?q=gift")
    words = page.get_by_role("group", name="คำที่ช่วยค้นด้วย").get_by_role("switch")
    word = words.filter(has_text="ของกำนัล").first
    expect(word).to_have_attribute("aria-checked", "true")
    word.click()
    expect(word).to_have_attribute("aria-checked", "false")
    expect(word.locator("s")).to_have_count(1)
    expect(word).to_be_focused()

    page.keyboard.press("Space")

    expect(word).to_have_attribute("aria-checked", "true")
    expect(page).not_to_have_url(re.compile("without="))
    page.go_back()
    expect(word).to_have_attribute("aria-checked", "false")


def test_a_topic_is_put_right_on_the_card_and_the_filter_knows_it(
    page: Page, own_app_url: str
) -> None:
    page.goto(f"{own_app_url}/?q=No+Gift+Policy")
    card = page.locator("article.ita-card").first
    title = card.locator(".ita-title").inner_text()
    card.get_by_role("link", name="แก้เรื่องหรือตัวชี้วัด").click()
    window = page.get_by_role("dialog")
    window.get_by_role("combobox", name="เรื่องที่ 1").fill("คุ้มครองข้อมูล")
    page.get_by_role("option", name="คุ้มครองข้อมูลส่วนบุคคล").click()
    expect(page.get_by_role("option")).to_have_count(0)
    window.get_by_role("button", name="บันทึก").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("คุ้มครองข้อมูลส่วนบุคคล · ตรวจแล้ว").first).to_be_visible()
    page.goto(f"{own_app_url}/?q=No+Gift+Policy&topic=data_protection")
    expect(page.locator(".ita-card .ita-title", has_text=title)).to_have_count(1)


def test_the_filters_stay_open_while_one_is_chosen(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=ของขวัญ")
    expect(page.locator("article.ita-card")).to_have_count(10)
    expect(page.get_by_role("button", name="แสดงเพิ่ม")).to_be_visible()
    year = page.get_by_role("group", name="ปีงบประมาณ").get_by_role("checkbox", name="2566 ")
    year.click()

    expect(year).to_have_attribute("aria-checked", "true")
    expect(page.get_by_role("group", name="จังหวัด")).to_be_visible()
    expect(page).to_have_url(re.compile("year=2566"))
    page.get_by_role("link", name="เอา “2566” ออก").click()
    expect(page).not_to_have_url(re.compile("year="))
    expect(year).to_have_attribute("aria-checked", "false")


def test_a_hits_file_leads_to_its_report_and_the_bar_back(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    page.locator("article.ita-card .ita-link.file").first.click()
    page.get_by_role("link", name="เปิดรายงานนี้ในคลัง").click()
    expect(page.get_by_role("heading", name=re.compile("มาตรการในรายงาน"))).to_be_visible()

    page.get_by_role("link", name="ค้นหา", exact=True).click()

    expect(page.locator("article.ita-card mark").first).to_be_visible()


def test_the_screen_is_thai_for_readers_and_machines(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=ของขวัญ")
    expect(page.locator("html")).to_have_attribute("lang", "th")
    # A list of choices closes when the page scrolls; a click scrolls before it opens.
    box = page.get_by_role("combobox", name="หน่วยงาน")
    box.click()
    box.press_sequentially("zzzz")

    expect(page.get_by_text("ไม่พบตัวเลือก")).to_be_visible()


def test_english_is_one_click_away_and_keeps_the_question(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(page.locator("article.ita-card").first).to_be_visible()
    page.get_by_role("link", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("switch", name="More like this").first).to_be_visible()


def test_a_phone_shows_bar_and_hits_without_scrolling_aside(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(phone.locator("article.ita-card").first).to_be_visible()
    expect(phone.get_by_role("link", name="คลังรายงาน")).to_be_visible()

    main = phone.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_filters_are_beside_the_answer_until_the_original_is(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    years = page.get_by_role("group", name="ปีงบประมาณ")
    first = page.locator("article.ita-card").first
    expect(years).to_be_visible()
    expect(first).to_be_visible()
    settled(page)
    side, card = years.bounding_box(), first.bounding_box()
    assert side
    assert card
    assert side["x"] + side["width"] < card["x"]

    first.get_by_text("ดูในต้นฉบับ").click()

    expect(page.get_by_role("heading", name="ต้นฉบับ")).to_be_visible()
    expect(years).to_be_hidden()
    expect(page.get_by_text("กรองและเรียงลำดับ")).to_be_visible()


def test_on_a_phone_filters_are_a_sheet_that_stays_and_folds(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/?q=No+Gift+Policy")
    order = phone.get_by_role("group", name="เรียงตาม")
    expect(phone.locator("article.ita-card").first).to_be_visible()
    expect(order).to_be_hidden()
    phone.locator(".ita-opener summary").focus()
    phone.keyboard.press("Enter")
    newest = order.get_by_role("link", name="ปีล่าสุด")

    newest.focus()
    phone.keyboard.press("Enter")

    expect(phone).to_have_url(re.compile("order=year"))
    expect(newest).to_have_attribute("aria-current", "true")
    expect(order).to_be_visible()
    phone.keyboard.press("Escape")
    expect(order).to_be_hidden()
    expect(phone.get_by_text("เรียงตาม “ปีล่าสุด”")).to_be_visible()
    phone.go_back()
    expect(phone).not_to_have_url(re.compile("order="))
    expect(phone.get_by_text("เรียงตาม “ปีล่าสุด”")).to_have_count(0)


def test_nothing_is_fetched_from_elsewhere(page: Page, app_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(page.locator("article.ita-card").first).to_be_visible()

    elsewhere = [url for url in asked if not url.startswith((app_url, "data:", "blob:"))]
    assert not elsewhere


def test_a_year_that_was_understood_is_a_word_again_on_a_click(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=ของขวัญ+ทต.แม่กา+ปี+2566")
    understood = page.get_by_role("group", name="เข้าใจว่าเฉพาะ")
    expect(understood.get_by_role("link")).to_have_count(2)

    understood.get_by_role("link", name="ปี 2566").click()

    expect(understood.get_by_role("link")).to_have_count(1)
    expect(page).to_have_url(re.compile("without="))
    expect(page.get_by_role("combobox", name="คำค้น")).to_have_value("ของขวัญ ทต.แม่กา ปี 2566")
