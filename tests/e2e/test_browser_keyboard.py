"""A person without a mouse: from a search to an exported draft, and to an original and back.

Only Tab, Enter, Space, arrows and letters are pressed. Wherever the focus is, it can be seen.
"""

import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from itasearch import open_workspace
from itasearch.model.records import report_of
from tests.cases import cases, listed
from tests.e2e.conftest import settled

QUESTION = "งดรับของขวัญ"
OURS = "เทศบาลตำบลบึงทดสอบแป้นพิมพ์"
_MOST_TABS = 120
"""Presses of Tab from one thing to the next one, at most."""

_SEEN = (Path(__file__).parent / "focus_is_seen.js").read_text(encoding="utf-8")
"""Whether the element with the focus, or a box around it, looks otherwise than without: true, or
how its markup begins."""


def _tab_to(page: Page, wanted: Locator, *, key: str = "Tab") -> int:
    """Press Tab until this has the focus, and how often; each stop on the way can be seen."""
    expect(wanted).to_be_attached()
    target = wanted.element_handle()
    stops = []
    for _ in range(_MOST_TABS):
        page.keyboard.press(key)
        assert page.evaluate(_SEEN) is True, page.evaluate(_SEEN)
        stops.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
        if page.evaluate("one => one === document.activeElement", target):
            return len(stops)
    raise AssertionError(f"not reached by {key}: {stops}")


def _searched(page: Page, url: str) -> int:
    """Type a question into the first field, and how many keys that took."""
    page.goto(f"{url}/search")
    page.add_style_tag(content="* {transition: none !important}")
    field = page.get_by_role("combobox", name="คำค้น")
    tabs = _tab_to(page, field)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("article.ita-card").first).to_be_visible()
    return tabs + len(QUESTION) + 1


def test_from_a_search_to_an_exported_draft(page: Page, drafts_url: str, tmp_path: Path) -> None:
    _searched(page, drafts_url)
    take = page.get_by_role("button", name=re.compile("^เพิ่มในแม่แบบ$"))
    for count in (1, 2):
        _tab_to(page, take.first)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=f"แม่แบบ ({count})")).to_be_visible()
        expect(page.get_by_role("button", name="เพิ่มแล้ว")).to_have_count(count)
        assert page.evaluate("document.activeElement !== document.body"), "the focus is lost"

    link = page.get_by_role("link", name="แม่แบบ (2)")
    _tab_to(page, link, key="Shift+Tab")
    page.keyboard.press("Enter")
    organisation = page.get_by_role("combobox", name="หน่วยงานของเรา")
    _tab_to(page, organisation)
    page.keyboard.type(OURS)
    page.keyboard.press("Enter")
    expect(page.locator(".ita-sheet").first).to_contain_text(OURS)
    year = page.get_by_role("combobox", name="ปีงบประมาณ (พ.ศ.)")
    _tab_to(page, year)
    page.keyboard.type("2570")
    page.keyboard.press("Enter")
    expect(page.locator(".ita-sheet").first).to_contain_text("๒๕๗๐")
    _tab_to(page, page.get_by_role("button", name="ดาวน์โหลด Word"), key="Shift+Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    file = tmp_path / "ours.docx"
    download.value.save_as(file)
    lines = [one.text for one in docx.Document(str(file)).paragraphs]
    assert any(OURS in line for line in lines)


def test_from_a_hit_to_its_row_in_the_original_and_back(page: Page, drafts_url: str) -> None:
    _searched(page, drafts_url)
    link = page.locator("[class*=st-key-hit_]").nth(1).get_by_role("link", name="ดูในต้นฉบับ")
    _tab_to(page, link)
    page.keyboard.press("Enter")
    panel = page.locator(".st-key-original_panel")
    expect(panel.locator(".here").first).to_be_in_viewport()
    _tab_to(page, panel.get_by_role("textbox", name="ค้นในเอกสารนี้"))
    _tab_to(page, panel.get_by_role("link", name="ปิดต้นฉบับ"), key="Shift+Tab")

    page.keyboard.press("Enter")

    expect(panel).to_have_count(0)
    expect(link).to_be_focused()


def test_letters_lead_through_the_hits_and_add_one(page: Page, drafts_url: str) -> None:
    page.goto(f"{drafts_url}/?q=ร้องเรียน")
    hits = page.locator("[class*=st-key-hit_]")
    expect(hits).to_have_count(10)
    settled(page)
    for key in ("j", "j", "่", "k"):  # on a Thai keyboard j is ่
        page.keyboard.press("KeyJ" if key == "่" else key)
    expect(hits.nth(1).locator("article")).to_be_focused()

    page.keyboard.press("a")
    expect(hits.nth(1).get_by_role("button", name="เพิ่มแล้ว")).to_be_visible()
    page.keyboard.press("/")

    box = page.get_by_role("combobox", name="คำค้น")
    expect(box).to_be_focused()
    page.keyboard.press("j")
    expect(box).to_have_value("j")


def test_a_link_skips_to_the_answer(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?q=No+Gift+Policy")
    expect(page.locator("article.ita-card").first).to_be_visible()
    settled(page)
    page.get_by_role("link", name="ข้ามไปที่คำตอบ").focus()

    page.keyboard.press("Enter")

    expect(page.locator("article.ita-card").first).to_be_focused()


@pytest.mark.parametrize(
    ("address", "presses"),
    cases("views", "windows, and what is pressed until one is open", str, listed),
)
def test_a_window_closes_with_escape_and_gives_the_focus_back(
    page: Page, drafts_url: str, drafts_home: Path, address: str, presses: list[str]
) -> None:
    with open_workspace(drafts_home) as workspace:
        left, right = (one.organisation.id for one in workspace.library.organisations()[:2])
        row = workspace.search(QUESTION, k=1).hits[0].measure.id
        draft = workspace.drafts.new("windows")
        workspace.drafts.add(
            [hit.measure.id for hit in workspace.search(QUESTION, k=3).hits], draft_id=draft
        )
    names = {"left": left, "right": right, "row": row, "report": report_of(row), "draft": draft}
    page.goto(f"{drafts_url}/{address.format(**names)}")
    settled(page)
    for press in presses:
        pressed = page.locator(press).first
        pressed.press("Enter")
    opener = page.locator(presses[0 if "menu" in presses[-1] else -1]).first
    expect(page.get_by_role("dialog")).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
