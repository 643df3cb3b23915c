"""A person with a browser: takes rows of several towns home as a table of her own town."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from itasearch import open_workspace

OUR_TOWN = "เทศบาลตำบลทดสอบใจดี"
TAKE = re.compile("^เพิ่ม(ในแม่แบบ|$)")


def _expect_rows(page: Page, count: int) -> None:
    """The bar tells how many rows the draft holds."""
    expect(page.get_by_role("link", name=f"แม่แบบ ({count})")).to_be_visible()


def _take_from_two_towns(page: Page) -> list[str]:
    """Take the first hit of each of two towns; their names."""
    cards = page.locator("[class*=st-key-hit_]")
    badges = cards.locator(".ita-title + .ita-meta .town")
    expect(badges.nth(9)).to_be_visible()  # the cards of ten hits come one after the other
    names = badges.all_inner_texts()
    towns = list(dict.fromkeys(names))[:2]
    for count, town in enumerate(towns, start=1):
        cards.nth(names.index(town)).get_by_role("button", name=TAKE).click()
        _expect_rows(page, count)
    return towns


def _choose(page: Page, label: str, value: str) -> None:
    """Choose by typing."""
    page.get_by_role("combobox", name=re.compile(label)).fill(value)
    page.get_by_role("option", name=re.compile(value)).first.click()


def _compare(page: Page, left: str, right: str) -> None:
    page.get_by_role("link", name="เปรียบเทียบ").click()
    _choose(page, "หน่วยงานแรก", left)
    expect(page.get_by_text("เลือกอีกหนึ่งหน่วยงาน")).to_be_visible()
    _choose(page, "หน่วยงานที่สอง", right)
    expect(page.get_by_role("heading", name=re.compile("ในทั้งสองฉบับ"))).to_be_visible()


def _say_whose_it_is(page: Page) -> None:
    page.get_by_role("combobox", name=re.compile("หน่วยงานของเรา")).fill(OUR_TOWN)
    page.get_by_text(f"ใช้ชื่อใหม่: {OUR_TOWN}").click()
    sheet = page.locator(".ita-sheet").first
    expect(sheet).to_contain_text(OUR_TOWN)
    _choose(page, "ปีงบประมาณ", "2569")
    expect(sheet).to_contain_text("ประจำปีงบประมาณ พ.ศ. ๒๕๖๙")


def test_rows_of_two_towns_come_home_as_a_word_file(
    page: Page, drafts_url: str, drafts_home: Path, tmp_path: Path
) -> None:
    page.goto(f"{drafts_url}/?q=No+Gift+Policy")
    left, right = _take_from_two_towns(page)
    _compare(page, left, right)
    page.locator("[class*=st-key-alone_]").get_by_role("button", name=TAKE).first.click()
    _expect_rows(page, 3)
    page.get_by_role("link", name="แม่แบบ (3)").click()
    _say_whose_it_is(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="ดาวน์โหลด Word").click()

    assert download.value.suggested_filename == f"มาตรการ_{OUR_TOWN}_2569.docx"
    file = tmp_path / "ours.docx"
    download.value.save_as(file)
    (draft,) = parse_qs(urlsplit(page.url).query)["draft"]
    with open_workspace(drafts_home) as workspace:
        titles = [
            item.text("title") for item in workspace.exports.adapted_draft(draft_id=draft).items
        ]
        (parsed,) = workspace.library.parse([file])
    assert parsed.extraction is not None
    (report,) = parsed.extraction.reports
    assert report.organisation is not None
    assert (report.organisation.name, report.fiscal_year_be) == (OUR_TOWN, 2569)
    assert [measure.title for measure in report.measures] == titles
    assert len(titles) == 3


def test_typing_goes_on_while_the_field_before_is_kept(page: Page, drafts_url: str) -> None:
    page.goto(f"{drafts_url}/?q=No+Gift+Policy")
    page.get_by_role("button", name=TAKE).first.click()
    _expect_rows(page, 1)
    page.get_by_role("link", name="แม่แบบ (1)").click()
    page.get_by_role("button", name="แก้ไข").click()
    page.get_by_role("textbox", name="หน่วยงานรับผิดชอบ").fill("กองหนึ่ง")
    when = page.get_by_role("textbox", name="ระยะเวลาดำเนินการ")
    when.click()
    when.press_sequentially("ทุกเดือนตลอดปีนี้และปีหน้า", delay=30)

    expect(page.locator(".ita-sheet").first).to_contain_text("กองหนึ่ง")
    expect(when).to_have_value(re.compile("ทุกเดือนตลอดปีนี้และปีหน้า"))
