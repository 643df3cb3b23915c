"""HTML pages, also those that web systems save under other endings."""

from pathlib import Path

import pytest

from itasearch.errors import LimitExceededError
from itasearch.model.source import Heading, Paragraph
from itasearch.readers.plain import read_html
from tests.contracts.reader_contract import ReaderContract
from tests.readers.reading import prose, read_text, rows


class TestHtml(ReaderContract):
    reader = staticmethod(read_html)
    ending = "html"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_encoding_is_told_by_the_bytes(tmp_path: Path, encoding: str) -> None:
    page = "<html><head><meta charset=tis-620></head><body><p>เทศบาลตำบลดอนสมมุติ</p></body></html>"

    assert prose(read_text(tmp_path / "ก.html", page, encoding=encoding)) == ["เทศบาลตำบลดอนสมมุติ"]


def test_what_no_reader_of_the_page_sees_is_left_out(tmp_path: Path) -> None:
    page = (
        "<style>p{}</style><script>x<p>y</script><nav>เมนู</nav>"
        "<p>เห็น</p><p hidden>ก</p><p style='display: none'>ข</p><!-- ค -->"
    )

    assert prose(read_text(tmp_path / "ก.html", page)) == ["เห็น"]


def test_a_footer_and_the_title_are_apart_and_count_no_paragraph(tmp_path: Path) -> None:
    page = "<title>อบต.ผาแดง</title><p>ก</p><footer><p>อำเภอผาแดง</p></footer><p>ข</p>"

    blocks = read_text(tmp_path / "ก.html", page).blocks

    assert [isinstance(b, Paragraph) and b.running for b in blocks] == [False, True, False, True]
    assert [block.source.line_number for block in blocks] == [1, None, 2, None]


def test_a_drawing_names_no_page_and_a_title_is_bounded(tmp_path: Path) -> None:
    drawing = "<svg><title>รูปเทศบาล</title></svg><p>ก</p>"

    assert len(read_text(tmp_path / "ก.html", drawing).blocks) == 1
    assert (
        prose(read_text(tmp_path / "ข.html", f"<title>{'ก' * 999}</title><p>ข</p>"))[-1]
        == "ก" * 200
    )


def test_a_button_is_text_unless_it_is_in_a_cell(tmp_path: Path) -> None:
    page = (
        "<p>ก</p><button>ข</button><div>ค</div>"
        "<table><tr><td>ฉ<button>ดู</button><div>ช</div><td>ซ</table>"
    )
    document = read_text(tmp_path / "ก.html", page)

    assert prose(document) == ["ก", "ข", "ค"]
    assert rows(document) == [("ฉ\nช", "ซ")]


def test_hidden_rows_and_long_hidden_texts_are_warned_of(tmp_path: Path) -> None:
    row = "<tr{}><td>มาตรการ</td><td>ลดขั้นตอน</td></tr>"
    hidden = row.format(" style='display:none'") + row.format("")
    page = f"<table>{row.format('')}{hidden}</table><div hidden>{'ปรับปรุงบริการ ' * 20}</div>"
    document = read_text(tmp_path / "ก.html", page)

    assert len(rows(document)) == 2
    assert "ซ่อนไว้ 2 แห่ง" in document.warnings[0]


def test_hidden_parts_below_no_title_stay_hidden(tmp_path: Path) -> None:
    page = (
        "<h3>หัว</h3><div hidden>ก</div><a href='#'>เมนู</a><ul style='display:none'><li>ข</ul>"
        "<p onclick='f()'>ค</p><p>ง</p><div aria-hidden=true>จ</div><div role=region hidden>ฉ</div>"
    )

    assert prose(read_text(tmp_path / "ก.html", page)) == ["หัว", "เมนู", "ค", "ง"]


def test_lines_and_lists_come_in_order(tmp_path: Path) -> None:
    page = "<h2>หัว</h2><p>หนึ่ง\nต่อ<br>สอง</p><ol start=3><li>สาม<li>๔. สี่</ol><ul><li>- ห้า</ul>"
    document = read_text(tmp_path / "ก.html", page)

    assert prose(document) == ["หัว", "หนึ่ง ต่อ", "สอง", "3. สาม", "๔. สี่", "- ห้า"]
    assert isinstance(document.blocks[0], Heading)


def test_small_table_in_a_data_cell_becomes_its_text(tmp_path: Path) -> None:
    inner = "<table><tr><td>รอบแรก<td>ผ่าน</table>"
    page = (
        "<table><tr><td>มาตรการ<td>ขั้นตอนการทำงาน<td>ผล"
        f"<tr><td>จัดทำคู่มือประชาชน<td>ประชุมและประกาศ<td>{inner}</table>"
    )

    assert rows(read_text(tmp_path / "ก.html", page))[1][2] == "รอบแรก ผ่าน"


@pytest.mark.parametrize("part", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<font>ก"])
def test_deep_nesting_is_refused_before_parsing(tmp_path: Path, part: str) -> None:
    with pytest.raises(LimitExceededError, match="ซ้อนกันลึกกว่า"):
        read_text(tmp_path / "ก.html", part * 200_000)


def test_elements_left_open_as_html_allows_are_not_deep(tmp_path: Path) -> None:
    document = read_text(tmp_path / "ก.html", "<p>ก" * 3_000 + "<ul>" + "<li>ข" * 3_000 + "</ul>")

    assert len(document.blocks) == 6_000


def test_spans_beyond_reason_cost_nothing(tmp_path: Path) -> None:
    page = "<table><tr><td colspan=1000000>ก<td rowspan=99999999>ข<tr><td>ค</table>"

    assert rows(read_text(tmp_path / "ก.html", page)) == [("ก", "ข"), ("ค", "ข")]


def test_spans_that_multiply_are_refused(tmp_path: Path) -> None:
    row = "<tr><td rowspan=65534 colspan=1000>ก"

    with pytest.raises(LimitExceededError, match="ช่อง"):
        read_text(tmp_path / "ก.html", f"<table>{row * 3000}</table>")
