"""A person with a browser: scores after towns took something up, and where a row leads."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE_MS, fits
from tests.tools.server import served

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def many_url(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a library in which many towns took a measure up."""
    with served(shutil.copytree(many, tmp_path_factory.mktemp("many") / "home")) as url:
        yield url


def test_a_score_is_chosen_on_a_phone_by_keyboard_and_kept_in_the_address(
    phone: Page, many_url: str
) -> None:
    phone.goto(f"{many_url}/effects")
    expect(phone.get_by_test_id("stTable").first).to_be_visible()
    assert fits(phone)

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
    assert fits(phone)
