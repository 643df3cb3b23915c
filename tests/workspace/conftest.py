"""Homes with a real store and index, filled through a parser that needs no child process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest.batch import Parser
from itasearch.workspace import Workspace, filling, open_workspace
from tests.ingest.fake_parser import FakeParser, report_text, results_text

TOWN = "เทศบาลตำบลสวนดอกไม้"
CITY = "เทศบาลเมืองทุ่งกว้าง"


@pytest.fixture
def parser(monkeypatch: pytest.MonkeyPatch) -> FakeParser:
    """The parser that every workspace of the test uses."""
    fake = FakeParser()

    @contextmanager
    def isolated(_limits: ReadLimits) -> Iterator[Parser]:
        yield fake

    monkeypatch.setattr(filling, "isolated_parser", isolated)
    return fake


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two reports, ITA results, and two files that are neither."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    texts = {
        "a.md": report_text("ประกาศนโยบายงดรับของขวัญ", "อบรมงานพัสดุ", organisation=TOWN, year=2566),
        "b.md": report_text("เปิดช่องทางร้องเรียนออนไลน์", organisation=CITY, year=2567),
        "ita.csv": results_text(TOWN),
        "news.txt": "ข่าวประชาสัมพันธ์",
        "unnamed.md": report_text("จัดทำคู่มือการใช้ทรัพย์สินของราชการ"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def workspace(tmp_path: Path, parser: FakeParser) -> Iterator[Workspace]:
    """An empty library."""
    with open_workspace(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def filled(workspace: Workspace, inbox: Path) -> Workspace:
    """The library with all of the inbox."""
    workspace.add([inbox])
    return workspace
