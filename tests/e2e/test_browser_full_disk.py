"""The app on a full disk: it answers, says what it cannot do, and does it when there is room."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import PATIENCE_MS, settled
from tests.e2e.test_browser_uploads import REPORT
from tests.tools.disks import disk_of, filled
from tests.tools.server import served

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def small_home(library_home: Path, tmp_path: Path) -> Iterator[Path]:
    """The library on a small disk of its own."""
    with disk_of(tmp_path / "disk", megabytes=150) as disk:
        yield Path(shutil.copytree(library_home, disk / "home"))


def test_a_full_disk_is_said_and_the_same_upload_works_when_there_is_room(
    small_home: Path, page: Page, tmp_path: Path
) -> None:
    file = FilePayload(name="แผน.txt", mimeType="text/plain", buffer=REPORT.encode())
    errors = tmp_path / "stderr"
    with served(small_home, errors=errors) as url:
        with filled(small_home.parent):
            page.goto(f"{url}/?q=งดรับของขวัญ")
            settled(page)
            expect(page.locator("article.ita-card").first).to_be_visible()
            page.goto(f"{url}/library")
            settled(page)
            page.locator("input[type=file]").set_input_files(file)
            page.get_by_role("button", name="เพิ่ม 1 ไฟล์เข้าคลัง").click()
            expect(page.get_by_text("พื้นที่ในดิสก์เต็ม")).to_be_visible()
        page.get_by_role("button", name="เพิ่ม 1 ไฟล์เข้าคลัง").click()
        line = page.locator(".ita-outcome", has_text="แผน.txt")
        expect(line).to_contain_text("บึงสายหมอก")
    logged = errors.read_text(encoding="utf-8")
    assert f"'{small_home / 'queue'}" in logged and "make room on its disk" in logged
    assert "Traceback" not in logged
