"""A person types into the search box and takes what is suggested."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.conftest import PATIENCE_MS, settled

expect.set_options(timeout=PATIENCE_MS)


def box_of(page: Page, *, name: str = "คำค้น") -> Locator:
    """The search box, once it is one with suggestions."""
    return page.get_by_role("combobox", name=name)


def type_in(page: Page, text: str) -> Locator:
    """Type key by key; returns the box."""
    box = box_of(page)
    box.click()
    box.press_sequentially(text)
    return box


def active(page: Page, box: Locator) -> Locator:
    """The suggestion that the box refers to as its active one."""
    return page.locator(f"#{box.get_attribute('aria-activedescendant')}")


def test_a_suggestion_is_chosen_by_keys_alone(page: Page, app_url: str) -> None:
    page.goto(app_url)
    box = type_in(page, "หนองบัว")
    options = page.get_by_role("option")
    expect(options).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="คำค้นที่แนะนำ")).to_be_visible()

    box.press("ArrowDown")
    expect(active(page, box)).to_have_attribute("aria-selected", "true")
    box.press("Enter")

    expect(box).to_have_value("เทศบาลตำบลหนองบัวสามกลีบ")
    expect(page.locator("article.ita-card").first).to_be_visible()
    expect(page).to_have_url(re.compile("q="))
    expect(options).to_have_count(0)
    expect(box).to_be_focused()


def test_enter_searches_what_was_typed_while_nothing_is_chosen(page: Page, app_url: str) -> None:
    page.goto(app_url)
    box = type_in(page, "ของขวัญ")
    expect(page.get_by_role("option").first).to_be_visible()

    box.press("Enter")

    expect(page.locator("article.ita-card").first).to_be_visible()
    expect(box).to_have_value("ของขวัญ")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_arrows_go_round_and_escape_closes_and_keeps_the_text(page: Page, app_url: str) -> None:
    page.goto(app_url)
    box = type_in(page, "ของขวัญ")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()

    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Escape")

    expect(options).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("ของขวัญ")


def test_nothing_moves_when_suggestions_come_and_a_tap_takes_one(phone: Page, app_url: str) -> None:
    phone.goto(app_url)
    settled(phone)
    below = phone.locator(".st-key-search_tools")
    top = below.bounding_box()
    box = type_in(phone, "ของขวัญ")
    first = phone.get_by_role("option").first
    expect(first).to_be_visible()
    assert below.bounding_box() == top
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    first.tap()

    expect(box).to_have_value("งดรับของขวัญ")
    expect(phone.locator("article.ita-card").first).to_be_visible()


def test_the_browser_remembers_what_was_searched_until_it_is_told_to_forget(
    page: Page, app_url: str
) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(page.locator("article.ita-card").first).to_be_visible()
    settled(page)
    page.goto(app_url)
    settled(page)
    box = box_of(page)
    box.click()
    box.press("ArrowDown")
    option = page.get_by_role("option")
    expect(option).to_have_count(2)
    expect(option.first).to_contain_text("No Gift Policy")

    box.press("ArrowUp")
    expect(active(page, box)).to_have_text("ลบคำที่เคยค้นในเบราว์เซอร์นี้")
    box.press("Enter")
    expect(option).to_have_count(0)
    box.press("ArrowDown")

    expect(box).to_be_focused()
    expect(box).to_have_value("")
    expect(option).to_have_count(0)


def test_an_answer_that_comes_late_is_not_shown(page: Page, app_url: str) -> None:
    held: list[Route] = []
    first = re.compile(r"suggestions\?lang=th&text=%E0%B8%82")  # ข…
    page.route(first, lambda route: held.append(route))
    page.goto(app_url)
    with page.expect_request(first):
        box = type_in(page, "ของขวั")
    box.fill("")
    box.press_sequentially("หนองบัว")
    option = page.get_by_role("option")
    expect(option).to_have_count(1)

    for route in held:
        route.abort()

    expect(option).to_have_count(1)
    expect(option).to_contain_text("หนองบัว")


def test_enter_takes_no_suggestion_for_the_letters_before(page: Page, app_url: str) -> None:
    page.goto(app_url)
    box = type_in(page, "หนองบัว")
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("ArrowDown")
    page.route("**/suggestions?*", lambda route: None)

    box.press_sequentially("ใ")
    box.press("Enter")

    expect(page).to_have_url(re.compile("q="))
    expect(box).to_have_value("หนองบัวใ")


def test_a_busy_server_closes_the_list_of_the_letters_before(page: Page, app_url: str) -> None:
    page.goto(app_url)
    box = type_in(page, "หนองบัว")
    expect(page.get_by_role("option")).to_have_count(1)
    page.route("**/suggestions?*", lambda route: route.fulfill(status=503))

    box.press_sequentially("ใ")

    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("answer", ["<!doctype html>", '{"a": 1}', '[{"kind": 1}]'])
def test_a_broken_answer_leaves_a_plain_field(page: Page, app_url: str, answer: str) -> None:
    page.route("**/suggestions?*", lambda route: route.fulfill(body=answer))
    page.goto(app_url)
    box = type_in(page, "No Gift Policy")

    box.press("Enter")

    expect(page.locator("article.ita-card").first).to_be_visible()


def test_hostile_suggestions_are_text(page: Page, app_url: str) -> None:
    hostile = (
        '[{"kind": "title", "query": "<img src=x onerror=window.harmed=1>", "province": null}]'
    )
    page.route(
        "**/suggestions?*",
        lambda route: route.fulfill(body=hostile, content_type="application/json"),
    )
    page.goto(app_url)
    type_in(page, "ก")

    expect(page.get_by_role("option")).to_contain_text("<img src=x")
    assert page.locator("[role=option] img").count() == 0
    assert page.evaluate("window.harmed") is None


def test_english_screens_suggest_english_names(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?lang=en")
    box = box_of(page, name="Query")
    box.click()
    box.press_sequentially("gift p")

    expect(page.get_by_role("option").first).to_contain_text("No gift policy")
    expect(page.get_by_role("option").first).to_contain_text("Topic")


def test_a_town_is_suggested_by_its_english_name_and_asked_by_its_own(
    page: Page, app_url: str
) -> None:
    page.goto(f"{app_url}/?lang=en")
    box = box_of(page, name="Query")
    box.click()
    box.press_sequentially("nong bua sam")
    option = page.get_by_role("option", name="Nong Bua Sam Klip Subdistrict Municipality")
    expect(option).to_contain_text("Udon Thani")

    box.press("ArrowDown")
    box.press("Enter")

    expect(box).to_have_value("เทศบาลตำบลหนองบัวสามกลีบ")
