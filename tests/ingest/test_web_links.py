"""Links of town web sites' pages."""

from pathlib import Path

import pytest

from itasearch.ingest.web.links import page_in
from itasearch.ingest.web.sources import report_links

URL = "https://town.example/ita/index.php"


def links(folder: Path, markup: str, *, encoding: str = "utf-8") -> tuple[str, ...]:
    path = folder / "หน้า.html"
    path.write_bytes(markup.encode(encoding))
    page = page_in(path, URL)
    return () if page is None else report_links(page, URL)


def test_files_are_told_by_their_endings(tmp_path: Path) -> None:
    found = links(
        tmp_path,
        '<a href="a.pdf">x</a><a href="/b.XLSX?v=2">y</a><a href="mailto:a@b">z</a>'
        '<a href="logo.png">ตรา</a><a href="style.css">มาตรการ</a>',
    )

    assert found == ("https://town.example/ita/a.pdf", "https://town.example/b.XLSX?v=2")


@pytest.mark.parametrize(
    "text",
    ["มาตรการส่งเสริมคุณธรรม", "รายงานผลปี ๒๕๖๗", "ITA", "การประเมินITA2567", "O42", "ข้อ o 43", "O๔๒"],
)
def test_pages_are_told_by_what_the_link_says(tmp_path: Path, text: str) -> None:
    assert links(tmp_path, f'<a href="?id=7"><b>{text}</b></a>') == (f"{URL}?id=7",)


@pytest.mark.parametrize("text", ["ข่าวประชาสัมพันธ์", "capital", "photo 12", "O1234", ""])
def test_other_links_are_not_followed(tmp_path: Path, text: str) -> None:
    assert links(tmp_path, f'<a href="?id=7">{text}</a>') == ()


def test_files_come_first_and_each_once(tmp_path: Path) -> None:
    found = links(
        tmp_path,
        '<base href="/docs/"><a href="page">มาตรการ</a><a href="b.doc">x</a>'
        '<a href="b.doc#2">y</a><a href="http://[">มาตรการ</a><a>มาตรการ</a>',
    )

    assert found == ("https://town.example/docs/b.doc", "https://town.example/docs/page")


def test_thai_windows_pages_are_read(tmp_path: Path) -> None:
    markup = '<meta charset="tis-620">' + '<p>เทศบาลตำบลดอนสมมุติ</p><a href="x">รายงานผล</a>' * 3

    assert links(tmp_path, markup, encoding="cp874") == ("https://town.example/ita/x",)


def test_unclosed_markup_ends(tmp_path: Path) -> None:
    assert links(tmp_path, '<a href="a.pdf">x' + "<!--" * 50_000) != ()
