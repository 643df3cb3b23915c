"""Library, sources and what is watched in a browser."""

import re
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, FilePayload, Page, expect

from itasearch import open_workspace
from itasearch.config import PROVIDER_VARIABLES, UPLOADS_READ_BY_VARIABLE
from itasearch.model.people import Role
from tests.e2e.barriers import barriers
from tests.e2e.conftest import fits, set_provider, settled, window
from tests.tools.server import free_port, served
from tests.ui.test_desk import LONG_AGO, NAME
from tests.ui.test_watch import NEW_REPORT


def _file(name: str, text: str) -> FilePayload:
    return FilePayload(name=name, mimeType="text/plain", buffer=text.encode())


def _upload(page: Page, *files: FilePayload) -> None:
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name=f"เพิ่ม {len(files)} ไฟล์เข้าคลัง").click()


def test_files_are_put_in_and_refused_ones_say_why(page: Page, own_app_url: str) -> None:
    page.goto(f"{own_app_url}/library")
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


def test_a_batch_goes_on_while_the_person_looks_elsewhere(page: Page, own_app_url: str) -> None:
    page.goto(f"{own_app_url}/library")
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


def test_a_phone_shows_whose_and_the_file_without_scrolling_the_page(
    phone: Page, app_url: str
) -> None:
    phone.goto(f"{app_url}/library")
    row = phone.get_by_role("table").get_by_role("row").nth(1)
    for link in row.get_by_role("link").all():
        expect(link).to_be_in_viewport(ratio=1)

    assert fits(phone)


def test_a_folder_is_added_synced_and_forgotten(
    page: Page, own_app_url: str, own_served_home: Path, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "new.txt").write_text(NEW_REPORT, encoding="utf-8")
    page.goto(f"{own_app_url}/library?lang={language}")
    page.locator(".ita-tabs a").nth(1).click()
    page.locator(".st-key-sources-place input").fill(str(folder))
    page.locator(".st-key-sources-place input").press("Enter")
    page.locator(".st-key-sources-sync button").click()

    expect(page.locator(".st-key-sources-close button")).to_be_visible()
    expect(page.locator("main table").first).to_contain_text("สวนดอกไม้")
    settled(page)
    assert fits(page)
    assert barriers(page) == []

    grid = page.locator("[data-testid=stDataFrame]").last
    grid.click(position={"x": 16, "y": 54})
    page.locator(".st-key-sources-forget button").click()
    page.locator(".st-key-sources-forget-yes button").click()
    expect(page.locator("main canvas")).to_have_count(0)
    with open_workspace(own_served_home) as workspace:
        assert workspace.sources.all() == ()
        assert any("new.txt" in one.source.path for one in workspace.library.reports())


def test_a_list_of_evidence_is_checked_and_taken_along(
    page: Page, own_app_url: str, language: str
) -> None:
    page.goto(f"{own_app_url}/evidence?lang={language}")
    page.locator(".st-key-evidence-town input").fill("เทศบาลตำบลแม่กา")
    page.locator(".st-key-evidence-town input").press("Enter")
    settled(page)
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


GIFTS = "งดรับของขวัญ"


def add_report(home: Path) -> None:
    path = home / "new.txt"
    path.write_text(NEW_REPORT, encoding="utf-8")
    with open_workspace(home) as workspace:
        workspace.add([path])


def test_a_watched_search_leads_from_the_desk_to_the_new_row_in_its_original(
    page: Page, own_app_url: str, own_served_home: Path
) -> None:
    with open_workspace(own_served_home) as workspace:
        town = workspace.library.find_organisation(NAME).id
    cookies = {"itasearch_town": town, "itasearch_visit": LONG_AGO}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": own_app_url} for name, value in cookies.items()]
    )
    page.goto(f"{own_app_url}/?q={quote(GIFTS)}")
    # With the keyboard alone.
    page.locator(".st-key-search_help button").press("Enter")
    page.get_by_role("button", name="เฝ้าดู").press("Enter")
    expect(page.get_by_role("link", name="เฝ้าดูอยู่")).to_be_visible()
    add_report(own_served_home)

    page.goto(own_app_url)
    page.get_by_role("link", name=f"ใหม่ 1 จากการค้น {GIFTS}").click()
    expect(page).to_have_url(re.compile(r"/watch\?id="))
    expect(page).to_have_title("สิ่งที่เฝ้าดู · itasearch")
    assert fits(page)
    feed = page.get_by_role("link", name="รับใน Outlook หรือ Thunderbird").get_attribute("href") or ""
    page.get_by_role("link", name=re.compile("เสียงตามสาย")).click()

    expect(page).to_have_url(re.compile("see="))
    expect(page.locator(".ita-lines .here, .ita-lines mark").first).to_be_visible()
    answer = page.request.get(f"{own_app_url}/{feed}")
    read = feedparser.parse(answer.body())
    assert not read.bozo
    assert [entry.link for entry in read.entries] == [f"{page.url}&lang=th"]


REPORT = """เทศบาลตำบลบึงสายหมอก จังหวัดลำพูน
มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๖

มาตรการ\tขั้นตอน/วิธีการ\tระยะเวลา\tผู้รับผิดชอบ
๑. งดรับของขวัญทุกเทศกาล\tติดป้ายหน้าห้องรับแขก\tตลอดปี\tสำนักปลัด
๒. แสดงราคากลางก่อนวันยื่นซอง\tติดประกาศและลงเว็บไซต์\tทุกเดือน\tกองคลัง
"""


def _sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/library")
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.get_by_role("button", name="editor").click()
    page.get_by_text("สมหญิง").first.wait_for()
    page.goto(f"{url}/library")


def test_an_upload_waits_over_a_reload_and_a_restart_and_is_read_then(
    browser: Browser, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_workspace(own_home) as workspace:
        workspace.people.set_role("editor", Role.EDITOR)
    port = free_port()
    with run_server_in_thread(user_claims=[User(sub="editor", claims={"name": "สมหญิง"})]) as oidc:
        issuer = f"http://localhost:{oidc.server_port}"
        set_provider(monkeypatch, issuer, app_url=f"http://localhost:{port}")
        # The same after a restart, and long enough.
        monkeypatch.setenv(PROVIDER_VARIABLES["cookie_secret"], "the same after a restart " * 2)
        monkeypatch.setenv(UPLOADS_READ_BY_VARIABLE, "workers")
        with window(browser) as page:
            line = page.get_by_role("row", name="แผน.txt")
            with served(own_home, port=port) as url:
                _sign_in(page, url)
                file = FilePayload(name="แผน.txt", mimeType="text/plain", buffer=REPORT.encode())
                page.locator("input[type=file]").set_input_files(file)
                page.get_by_role("button", name="เพิ่ม 1 ไฟล์เข้าคลัง").click()
                expect(line).to_contain_text("รออ่าน")
                page.reload()
                expect(line).to_contain_text("รออ่าน")

            monkeypatch.delenv(UPLOADS_READ_BY_VARIABLE)
            with served(own_home, port=port) as url:
                page.goto(f"{url}/library")
                expect(line.first).to_contain_text("เทศบาลตำบลบึงสายหมอก")
                line.first.get_by_role("link").click()
                expect(
                    page.get_by_role("heading", name="เทศบาลตำบลบึงสายหมอก").first
                ).to_be_visible()
