"""Web addresses as files to read: lists of them, and pages that lead on to their reports, once."""

from pathlib import Path
from time import monotonic

import pytest

from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.web import sources
from itasearch.ingest.web.download import Web
from itasearch.ingest.web.links import download_of, links_in, page_links, report_links
from itasearch.ingest.web.sources import (
    addresses_in,
    found_on_web,
    is_site_address,
    listed_addresses,
)
from tests.cases import examples, tupled, yes
from tests.ingest.web_server import Site, body, redirect

PAGE = '<!DOCTYPE html><a href="1.txt">มาตรการ ๑</a><a href="2.pdf">x</a><a href="3.pdf">y</a>'


pytestmark = pytest.mark.usefixtures("waits")


@pytest.fixture
def site(site: Site) -> Site:
    site.answers["/"] = body(PAGE.encode())
    site.answers["/1.txt"] = site.answers["/2.pdf"] = body(b"%PDF-1")
    return site


def found(site: Site, into: Path, *, has_reports: bool = False) -> list[FoundFile]:
    with Web(into=into, file_bytes=1024**2, allow_private=True) as web:
        urls = [f"{site.url}/"]
        return list(found_on_web(urls, web, has_reports=lambda _: has_reports))


def test_a_page_without_reports_leads_to_those_behind_its_links(site: Site, tmp_path: Path) -> None:
    files = found(site, tmp_path)

    assert [file.display_name for file in files] == [
        f"{site.url}/{name}" for name in ("2.pdf", "3.pdf", "1.txt")
    ]
    assert [file.fault is None for file in files] == [True, False, True]
    assert not any(file.named for file in files)


def test_a_page_with_reports_is_taken_itself(site: Site, tmp_path: Path) -> None:
    (file,) = found(site, tmp_path, has_reports=True)

    assert (file.display_name, file.named) == (f"{site.url}/", True)
    assert file.path.read_bytes() == PAGE.encode()


def test_pages_behind_links_are_not_searched_for_links(site: Site, tmp_path: Path) -> None:
    site.answers["/1.txt"] = body(b'<!DOCTYPE html><a href="4.pdf">x</a>')

    assert f"{site.url}/1.txt" in [file.display_name for file in found(site, tmp_path)]
    assert "/4.pdf" not in site.paths


def test_links_of_a_page_that_has_moved_are_followed_from_its_new_place(
    site: Site, tmp_path: Path
) -> None:
    site.answers |= {"/": redirect("/ita/"), "/ita/": body(PAGE.encode())}

    assert found(site, tmp_path)[0].display_name == f"{site.url}/ita/2.pdf"


def test_links_beyond_the_limit_are_told_once(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_LINKS", 2)
    files = found(site, tmp_path)

    assert len(files) == 3
    assert "เกิน 2 ลิงก์" in (files[-1].fault or "")


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


def list_of(folder: Path, text: str, *, name: str = "รายการ.txt") -> tuple[str, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return listed_addresses(path)


@pytest.mark.parametrize("name", ["รายการ.txt", "รายการ.csv"])
def test_every_line_is_an_address(tmp_path: Path, name: str) -> None:
    text = "\ufeffhttps://a.example/1.pdf\n\n# เทศบาล\nHTTP://b.example/๒.pdf,\nhttps://a.example/1.pdf\n"

    assert list_of(tmp_path, text, name=name) == (
        "https://a.example/1.pdf",
        "HTTP://b.example/๒.pdf",
    )


@pytest.mark.parametrize(
    "text", ["", "มาตรการ\nhttps://a.example", "https://a.example ดูที่นี่", "มาตรการ,https://a.example"]
)
def test_other_text_is_no_list_nor_another_file(tmp_path: Path, text: str) -> None:
    assert list_of(tmp_path, text) == ()
    assert list_of(tmp_path, "https://a.example", name="ก.md") == ()


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
