"""A person with a browser: next year's plan in one go, from its ticks to a Word file."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Page, expect

from itasearch import open_workspace
from itasearch.text.thai.normalize import squash
from tests.e2e.conftest import PATIENCE_MS, fits

expect.set_options(timeout=PATIENCE_MS)

OURS = "เทศบาลเมืองบึงแก้วมรกต"


def _chosen(page: Page, count: int, of: int) -> None:
    expect(page.locator(".st-key-plan_bar [role=status]").first).to_have_text(
        f"เลือกแล้ว {count} จาก {of} มาตรการ"
    )


def test_a_plan_in_one_go_is_ticked_made_a_draft_and_read_back_from_word(
    page: Page, drafts_url: str, drafts_home: Path, tmp_path: Path
) -> None:
    with open_workspace(drafts_home) as workspace:
        plan = workspace.towns.plan(OURS, year=2569)
    page.goto(f"{drafts_url}/plan?{urlencode({'org': OURS, 'year': 2569})}")
    _chosen(page, len(plan.ticked), len(plan.proposals))
    expect(page.locator(".st-key-plan_bar")).to_be_in_viewport()
    dropped = next(one for one in plan.proposals if one.ticked)
    added = next(one for one in plan.proposals if not one.ticked)
    for one in (dropped, added):
        page.locator(f".st-key-proposal_{one.id} [data-testid=stCheckbox] label").click()
        wanted = [it for it in plan.ticked if it != dropped.id]
        _chosen(page, len(wanted) + (one is added), len(plan.proposals))
    expect(page).to_have_url(re.compile(f"with={added.id}&without={dropped.id}"))

    page.reload()
    _chosen(page, len(plan.ticked), len(plan.proposals))
    page.locator(f".st-key-proposal_{added.id} .ita-place a").click()
    panel = page.locator(".st-key-original_panel")
    expect(panel.locator(".here").first).to_be_in_viewport()
    page.go_back()
    expect(panel).to_have_count(0)
    _chosen(page, len(plan.ticked), len(plan.proposals))
    page.get_by_role("button", name="ทำแม่แบบจากที่เลือก").click()
    page.get_by_role("link", name="เปิดแม่แบบ").click()
    expect(page.locator(".ita-sheet").first).to_contain_text("ประจำปีงบประมาณ พ.ศ. ๒๕๖๙")
    with page.expect_download() as download:
        page.get_by_role("button", name="ดาวน์โหลด Word").click()

    file = tmp_path / "plan.docx"
    download.value.save_as(file)
    (draft,) = parse_qs(urlsplit(page.url).query)["draft"]
    with open_workspace(drafts_home) as workspace:
        adapted = workspace.exports.adapted_draft(draft_id=draft)
        (parsed,) = workspace.library.parse([file])
    ids = {one.measure.id for one in adapted.items}
    assert ids == ({*plan.ticked} - {dropped.id}) | {added.id}
    assert parsed.extraction is not None
    (report,) = parsed.extraction.reports
    assert report.organisation is not None
    assert (report.organisation.name, report.fiscal_year_be) == (OURS, 2569)
    assert [squash(one.title) for one in report.measures] == [
        squash(item.text("title")) for item in adapted.items
    ]


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
    expect(first).not_to_be_checked()
    phone.get_by_role("link", name="สิ่งที่ยังขาด", exact=True).click()
    expect(phone).to_have_url(re.compile("/coverage.+org="))
