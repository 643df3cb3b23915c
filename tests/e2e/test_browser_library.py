"""A person with a browser: puts reports in, completes one, reads one, takes one out."""

import re
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)

DOUBTFUL = """มาตรการส่งเสริมความโปร่งใส

มาตรการ\tขั้นตอน/วิธีการ\tระยะเวลา\tผู้รับผิดชอบ
๑. รับฟังความเห็นของประชาชน\tตั้งตู้รับเรื่องหน้าสำนักงาน\tตลอดปี\tสำนักปลัด
๒. แจ้งผลการทำงานทุกเดือน\tติดประกาศและลงเว็บไซต์\tทุกเดือน\tกองคลัง
"""


def _file(name: str, text: str) -> FilePayload:
    return FilePayload(name=name, mimeType="text/plain", buffer=text.encode())


def _upload(page: Page, *files: FilePayload) -> None:
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name=f"เพิ่ม {len(files)} ไฟล์เข้าคลัง").click()


def test_files_are_put_in_and_refused_ones_say_why(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/library")
    expect(page.get_by_text("เลือกไฟล์", exact=True)).to_be_visible()
    _upload(page, _file("<b>แผน</b>.pdf", "%PDF-1.7"), _file("ข่าว.txt", "ข่าวประชาสัมพันธ์"))

    expect(page.get_by_text("ไม่รับ 2")).to_be_visible()
    lines = page.locator(".ita-outcome")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("<b>แผน</b>.pdf")
    expect(lines.first).to_contain_text("PDF")


def test_a_doubtful_report_is_completed_with_a_new_name(page: Page, own_app_url: str) -> None:
    page.goto(f"{own_app_url}/library")
    _upload(page, _file("ไม่มีชื่อ.txt", DOUBTFUL))
    page.locator(".ita-outcome").get_by_role("link", name="ตรวจและเติมข้อมูล").first.click()
    name = page.get_by_role("combobox", name=re.compile("ชื่อเต็มของหน่วยงาน"))
    name.fill("เทศบาลตำบลทดสอบใจดี")
    page.get_by_text("ใช้ชื่อใหม่: เทศบาลตำบลทดสอบใจดี").click()
    expect(page.get_by_text("ไม่พบชื่อหน่วยงานในไฟล์")).to_have_count(0)
    year = page.get_by_role("combobox", name=re.compile("ปีงบประมาณ"))
    expect(year).to_have_count(1)  # while the page is drawn anew the old one stands beside it
    year.fill("2566")
    page.get_by_role("option", name="2566").click()

    expect(page.get_by_text("ไม่มีเรื่องที่ต้องตรวจ").first).to_be_visible()
    expect(page.get_by_role("heading", name="เทศบาลตำบลทดสอบใจดี").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("ไม่มีเรื่องที่ต้องตรวจ").first).to_be_visible()


def test_a_report_is_opened_read_and_removed(page: Page, own_app_url: str) -> None:
    page.goto(f"{own_app_url}/library?filter=than-chan-hom_2564")
    page.locator(".ita-link.row").click()
    page.locator(".ita-details.row", has_text="1.").last.click()
    page.get_by_role("button", name="นำออกจากคลัง").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("เทศบาลตำบลธารจันทร์หอม")
    dialog.get_by_role("button", name="นำออกจากคลัง").click()

    expect(page.get_by_role("heading", name=re.compile("รายงานในคลัง"))).to_be_visible()
    expect(page.get_by_text("than-chan-hom_2564.txt")).to_have_count(0)


def test_the_original_comes_as_it_was_added(page: Page, app_url: str, library_home: Path) -> None:
    page.goto(f"{app_url}/library?filter=mae-ka_2566")
    page.locator(".ita-link.row").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="ดาวน์โหลดไฟล์ต้นฉบับ").click()

    original = library_home / "corpus" / "real" / "mae-ka_2566.txt"
    assert download.value.suggested_filename == "mae-ka_2566.txt"
    assert download.value.path().read_bytes() == original.read_bytes()


def test_a_batch_goes_on_while_the_person_looks_elsewhere(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/library")
    _upload(page, *(_file(f"ข่าว{number}.txt", f"ข่าวที่ {number}") for number in range(5)))
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("link", name="ค้นหา", exact=True).click()
    box = page.get_by_role("combobox", name="คำค้น")
    expect(box).to_be_visible()

    # Longer than the batch takes: its end must not bring her back.
    page.wait_for_timeout(4000)
    expect(box).to_be_visible()
    page.get_by_role("link", name="คลังรายงาน").click()
    expect(page.get_by_text("ไม่รับ 5")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_the_end_of_a_batch_shows_by_itself(page: Page, own_app_url: str) -> None:
    page.goto(f"{own_app_url}/library")
    expect(page.get_by_role("heading", name="รายงานในคลัง (26)")).to_be_visible()
    _upload(page, _file("ไม่มีชื่อ.txt", DOUBTFUL))

    expect(page.get_by_role("button", name="ปิดรายการนี้")).to_be_visible()
    expect(page.get_by_role("heading", name="รายงานในคลัง (27)")).to_be_visible()
    expect(page.get_by_role("heading", name="รอตรวจสอบ (1)")).to_be_visible()


def test_a_phone_shows_the_list_as_cards(phone: Page, app_url: str) -> None:
    phone.goto(f"{app_url}/library")
    expect(phone.locator(".ita-link.row").first).to_be_visible()

    assert phone.locator(".ita-table thead").is_hidden()
    main = phone.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
