"""What web pages lead to: links, embedded documents, viewers, scripts."""

import time
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from itasearch.ingest.web.links import (
    PageLink,
    PagePart,
    download_of,
    page_content,
    page_in,
    shown_in_viewer,
    without_session,
)
from tests.cases import cases, examples, literal, yes

URL = "https://town.example/ita/index.php"


def links(markup: str) -> list[PageLink]:
    return page_content(markup, URL).links


def test_a_link_has_the_text_about_it() -> None:
    (link,) = links(
        "<h2>ITA 2566</h2><table><tr><td>O41</td></tr><tr><td>O42</td><td>มาตรการ</td>"
        '<td><a href="42.pdf"><img alt="ไฟล์ PDF" src="p.png"></a></td></tr></table>'
    )

    assert link.address == "https://town.example/ita/42.pdf"
    assert (link.label, link.heading) == ("ไฟล์ PDF", "ITA 2566")
    assert link.before == link.row == "O42 มาตรการ"


def test_text_before_a_link_ends_at_the_link_before() -> None:
    first, second = links('<p>แผน <a href="a">เปิด</a> มาตรการ <a href="b">เปิด</a></p>')

    assert (first.before, second.before) == ("แผน", "มาตรการ")


@examples("page_links", "documents are found however a page shows them")
def test_documents_are_found_however_a_page_shows_them(markup: str) -> None:
    assert {link.address for link in links(markup)} == {"https://town.example/x.pdf"}


def test_data_of_a_script_is_read_whole_in_whatever_order() -> None:
    found, *_ = links(
        '<script>a.b = [{"url": "/7", "code": "O42", "docTitle": "แผน"}]; f()</script>'
    )

    assert (found.address, found.label) == ("https://town.example/7", "O42 แผน")


def test_a_host_or_version_in_a_script_is_no_address() -> None:
    assert (
        links('<script>a = {"baseUrl": "x.y.org", "src": "6.4.3"}; b = {link: "x.y.org"}</script>')
        == []
    )


def test_drive_like_hosts_hand_out_files_at_another_address() -> None:
    host = "https://drive.google.com"

    assert download_of(f"{host}/file/d/1AbC_9/view?usp=sharing") == (
        f"{host}/uc?export=download&id=1AbC_9"
    )
    assert download_of(f"{host}/open?id=1AbC_9") == f"{host}/uc?export=download&id=1AbC_9"
    assert download_of("https://docs.google.com/document/d/1AbC_9/edit") == (
        "https://docs.google.com/document/d/1AbC_9/export?format=docx"
    )
    shared = "https://www.dropbox.com/scl/fi/1AbC/42.pdf?rlkey=9"
    assert download_of(f"{shared}&dl=0") == f"{shared}&dl=1"
    assert download_of("https://town.example/file/42.pdf") is None


def test_a_page_with_a_parameter_is_no_viewer() -> None:
    assert shown_in_viewer("https://town.example/a?file=42&url=") is None
    assert shown_in_viewer("https://town.example/a?src=javascript:x.pdf") is None


def test_sessions_make_no_new_addresses() -> None:
    assert without_session("https://t.example/a;jsessionid=9?id=1&PHPSESSID=7&utm_source=x") == (
        "https://t.example/a?id=1"
    )


@given(st.text(alphabet="<>a/\"'= hrefimgsctp!-&;:{}", max_size=200))
def test_any_markup_is_a_page(markup: str) -> None:
    assert len(links(markup)) <= len(markup)


_PIECES = cases("page_links", "pieces that pages are made of to take long", literal)


@pytest.mark.parametrize(("piece",), [*_PIECES, ("<script>a=" + "[" * 9_000,)])
def test_pages_made_to_take_long_do_not(piece: str) -> None:
    began = time.process_time()
    links(piece * (400_000 // len(piece)))

    assert time.process_time() - began < 5


@pytest.mark.parametrize("stray", [b"", b"\0"])
def test_a_page_in_windows_874_is_read(stray: bytes, tmp_path: Path) -> None:
    path = tmp_path / "o42.asp"
    path.write_bytes("<title>มาตรการ ๒๕๖๖</title><p>ทต.แม่กา".encode("cp874") + stray)

    page = page_in(path, URL)

    assert page is not None
    assert page.titles == ["มาตรการ ๒๕๖๖"]


def test_a_document_below_a_menu_is_in_none_of_its_rows() -> None:
    menu = '<ul><li><a href="/n">ข่าว</a></li><li><a href="/c">ติดต่อเรา</a></li></ul>'

    *_, shown = links(f'{menu}<h2>มาตรการ ปี 2566</h2><p><iframe src="/x.pdf"></iframe></p>')

    assert (shown.embedded, shown.heading) == (True, "มาตรการ ปี 2566")
    assert "ติดต่อเรา" not in shown.row


def test_an_element_too_deep_to_be_kept_in_mind_ends_no_outer_one() -> None:
    deep = "<div>" * 80 + "</div>" * 80

    (link,) = links(f'<div class="menu">{deep}<a href="/n">ข่าว</a></div>')

    assert link.part is PagePart.BESIDE


@examples("page_links", "a narrow column is beside the titled one", str, str, yes)
def test_a_narrow_column_is_beside_the_titled_one(main: str, side: str, is_beside: bool) -> None:
    asking = "<b>ข่าววันนี้</b><img src=a.png><input name=who><input type=password>"
    row = main.format("<h2>สมุดสถิติห้องสมุด</h2>") + side.format(asking)
    name = "table" if "<td" in main else "div"

    page = page_content(f"<title>สมุดสถิติห้องสมุด</title><{name}>{row}</{name}>", URL)

    beside = [line.text for line in page.lines if line.part is PagePart.BESIDE]
    assert beside == ["ข่าววันนี้"] * is_beside
    assert any(page.pictures) == (not is_beside)
    assert page.asks_password == bool(page.fields) == (not is_beside)


def test_what_a_form_a_picture_or_an_act_has_is_no_address() -> None:
    (link,) = links("<select><option value=2568>2568</option><option value=/y/2567>2567</option>")

    assert link.address == "https://town.example/y/2567"
    for markup in cases("page_links", "markup whose only address is the link"):
        assert [(it.address[-6:], it.label) for it in links(str(markup))] == [("/x.pdf", "มาตรการ")]
    (link,) = links(
        '<table><tr data-id="/3"><td>มาตรการ</td><td><a href="/x.pdf">อ่าน</a></td></tr>'
    )
    assert (link.label, link.before) == ("อ่าน", "มาตรการ")
