"""What an editor uploads to a shared library is read, also when the server ends meanwhile."""

from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, FilePayload, Page, expect

from itasearch import open_workspace
from itasearch.config import (
    APP_URL_VARIABLE,
    PROVIDER_VARIABLES,
    UPLOADS_READ_BY_VARIABLE,
)
from itasearch.model.people import Role
from tests.e2e.conftest import PATIENCE_MS
from tests.tools.server import free_port, served

expect.set_options(timeout=PATIENCE_MS)

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
        for name, value in {
            PROVIDER_VARIABLES["url"]: f"{issuer}/.well-known/openid-configuration",
            PROVIDER_VARIABLES["client_id"]: "itasearch",
            PROVIDER_VARIABLES["client_secret"]: "secret",
            PROVIDER_VARIABLES["cookie_secret"]: "the same after a restart, and long enough",
            APP_URL_VARIABLE: f"http://localhost:{port}",
            # Without it Authlib refuses a provider that has no HTTPS.
            "AUTHLIB_INSECURE_TRANSPORT": "1",
            UPLOADS_READ_BY_VARIABLE: "workers",
        }.items():
            monkeypatch.setenv(name, value)
        with browser.new_context(locale="th-TH") as context:
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
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
