"""Web addresses as files to read: lists of them, and pages that lead on to their reports, once."""

from pathlib import Path
from time import monotonic

import pytest

from itasearch.ingest.web.links import download_of, links_in, page_links, report_links
from itasearch.ingest.web.sources import (
    addresses_in,
    is_site_address,
)
from tests.cases import examples, tupled, yes

URL = "https://town.example/ita/index.php"


def reports_of(folder: Path, markup: str) -> tuple[str, ...]:
    path = folder / "หน้า.html"
    path.write_text(markup, encoding="utf-8")
    return tuple(link.address for link in report_links(links_in(path, URL) or ()))


@examples("page_links", "links of a page that are files or reports", str, tupled)
def test_files_are_told_by_their_endings_come_first_and_each_once(
    markup: str, found: tuple[str, ...], tmp_path: Path
) -> None:
    assert reports_of(tmp_path, markup) == found


@pytest.mark.parametrize(
    "text",
    ["มาตรการส่งเสริมคุณธรรม", "รายงานผลปี ๒๕๖๗", "ITA", "การประเมินITA2567", "O42", "ข้อ o 43", "O๔๒"],
)
def test_pages_are_told_by_what_the_link_says(tmp_path: Path, text: str) -> None:
    assert reports_of(tmp_path, f'<a href="?id=7"><b>{text}</b></a>') == (f"{URL}?id=7",)


@examples("hosts", "what people write as the address of a site", str, yes)
def test_what_people_write_is_the_address_of_a_site(text: str, is_site: bool) -> None:
    assert is_site_address(text) is is_site


def test_addresses_are_taken_from_the_cells_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "เว็บไซต์.csv"
    path.write_text("หน่วยงาน,เว็บไซต์\nทต.แม่กา,www.a.go.th\nทต.สวนดอก,https://b.go.th/ita\n", "utf-8")

    assert addresses_in(path) == ("https://www.a.go.th", "https://b.go.th/ita")


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("https://drive.google.com/file/d/1aB-c/view?usp=sharing", "/uc?export=download&id=1aB-c"),
        ("https://docs.google.com/document/d/1aB-c/edit", "/document/d/1aB-c/export?format=docx"),
        ("https://www.dropbox.com/s/1/a.pdf?dl=0", "/s/1/a.pdf?dl=1"),
    ],
    ids=["drive", "docs", "dropbox"],
)
def test_drive_like_hosts_hand_out_files_at_another_address(page: str, file: str) -> None:
    assert (download_of(page) or "").endswith(file)


def test_pages_made_to_take_long_do_not() -> None:
    began = monotonic()
    for piece in ("<a href='/x.pdf'>", "<li><a href=1.pdf>", "<div>", "<!--", "<"):
        page_links(piece * 100_000, URL)

    assert monotonic() - began < 20
