"""A person with a browser: scores after towns took something up, and where a row leads."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.barriers import barriers
from tests.e2e.conftest import PATIENCE_MS
from tests.e2e.paper import expect_whole
from tests.tools.server import served
from tests.workspace.effects import GIFTS, many_towns

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def many_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a library in which many towns took a measure up."""
    with served(many_towns(tmp_path_factory.mktemp("many"))) as url:
        yield url


def _fits(page: Page) -> bool:
    main = page.locator("[data-testid=stMain]")
    return bool(main.evaluate("element => element.scrollWidth <= element.clientWidth"))


def test_from_the_bar_to_a_row_and_to_the_measures_behind_it(page: Page, many_url: str) -> None:
    page.goto(f"{many_url}/matrix")
    page.get_by_role("link", name="คะแนนหลังเริ่มทำ").click()

    expect(page.get_by_role("heading", name=re.compile("คะแนนหลังเริ่มทำ"))).to_be_visible()
    expect(page.get_by_text("ไม่ได้บอกว่าสิ่งที่ทำเป็นเหตุ")).to_be_visible()
    row = page.locator(".ita-effects tr", has_text="งดรับของขวัญ").first
    expect(row).to_contain_text("เกินความบังเอิญ")
    assert _fits(page)

    row.get_by_role("link", name="งดรับของขวัญ").click()

    expect(page).to_have_url(re.compile("topic=no_gift"))
    expect(page.get_by_text(GIFTS).first).to_be_visible()
    page.go_back()
    expect(page.locator(".ita-effects")).to_be_visible()
    assert barriers(page) == []


def test_a_score_is_chosen_on_a_phone_by_keyboard_and_kept_in_the_address(
    phone: Page, many_url: str
) -> None:
    phone.goto(f"{many_url}/effects")
    expect(phone.locator(".ita-effects")).to_be_visible()
    assert _fits(phone)

    chooser = phone.get_by_role("combobox", name=re.compile("ดูคะแนนใด"))
    chooser.focus()
    chooser.press("ArrowDown")
    phone.get_by_role("option", name=re.compile("^9 ")).click()

    expect(phone).to_have_url(re.compile("indicator=9"))
    expect(phone.get_by_text("อาจเป็นความบังเอิญ").first).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("อาจเป็นความบังเอิญ").first).to_be_visible()
    phone.locator("summary", has_text="อ่านตารางอย่างไร").press("Enter")
    expect(phone.get_by_text("คะแนนที่ต่ำผิดปกติมักสูงขึ้นเองในปีถัดมา")).to_be_visible()
    assert _fits(phone)


def test_the_scores_are_printed_to_the_last_row(page: Page, many_url: str) -> None:
    page.goto(f"{many_url}/effects")

    expect_whole(page, ".ita-effects td:first-child")
