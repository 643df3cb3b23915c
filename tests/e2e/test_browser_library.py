"""The library and evidence in a browser."""

from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.barriers import barriers
from tests.e2e.conftest import fits, settled


def _file(name: str, text: str) -> FilePayload:
    return FilePayload(name=name, mimeType="text/plain", buffer=text.encode())


def _upload(page: Page, *files: FilePayload) -> None:
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name=f"เพิ่ม {len(files)} ไฟล์เข้าคลัง").click()


def test_files_are_put_in_and_refused_ones_say_why(page: Page, drafts_url: str) -> None:
    page.goto(f"{drafts_url}/library")
    expect(page.locator(".ita-drop")).to_contain_text("เลือกไฟล์")
    _upload(page, _file("<b>แผน</b>.pdf", "%PDF-1.7"), _file("ข่าว.txt", "ข่าวประชาสัมพันธ์"))

    expect(page.get_by_text("ไม่รับ 2")).to_be_visible()
    lines = page.get_by_role("table").first.get_by_role("row")
    expect(lines).to_have_count(2)
    assert page.locator("input[type=file]").evaluate("field => field.files.length") == 0
    expect(lines.filter(has_text="<b>แผน</b>.pdf")).to_contain_text("PDF")


def test_the_original_comes_as_it_was_added(page: Page, app_url: str, library_home: Path) -> None:
    page.goto(f"{app_url}/library?filter=mae-ka_2566")
    page.get_by_role("link", name="mae-ka_2566.txt").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="ดาวน์โหลดไฟล์ต้นฉบับ").click()

    original = library_home / "corpus" / "real" / "mae-ka_2566.txt"
    assert download.value.suggested_filename == "mae-ka_2566.txt"
    assert download.value.path().read_bytes() == original.read_bytes()


def test_a_batch_goes_on_while_the_person_looks_elsewhere(page: Page, drafts_url: str) -> None:
    page.goto(f"{drafts_url}/library")
    _upload(page, *(_file(f"ข่าว{number}.txt", f"ข่าวที่ {number}") for number in range(5)))
    expect(page.get_by_text("ปิดหน้านี้ได้")).to_be_visible()
    page.get_by_role("link", name="ค้นหา", exact=True).click()
    box = page.get_by_role("combobox", name="คำค้น")
    expect(box).to_be_visible()

    # Longer than the batch takes: its end must not bring her back.
    page.wait_for_timeout(4000)
    expect(box).to_be_visible()
    page.get_by_role("link", name="คลัง", exact=True).click()
    expect(page.get_by_text("ไม่รับ 5")).to_be_visible()
    expect(page.get_by_text("ปิดหน้านี้ได้")).to_have_count(0)


def test_a_list_of_evidence_is_checked_and_taken_along(
    page: Page, drafts_url: str, language: str
) -> None:
    page.goto(f"{drafts_url}/evidence?lang={language}")
    page.locator(".st-key-evidence-text textarea").fill("O12\nO99 http://127.0.0.1:9/99.pdf")
    page.locator(".st-key-evidence-check button").click()

    expect(page.locator("main table")).to_contain_text("O12")
    expect(page.locator("main table")).to_contain_text("O99")
    settled(page)
    assert fits(page)
    assert barriers(page) == []
    page.locator(".st-key-evidence_take button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")

    page.locator(".st-key-evidence-again button").click()
    expect(page.locator(".st-key-evidence-text textarea")).to_have_value(
        "O12\nO99 http://127.0.0.1:9/99.pdf"
    )
