"""Whether a text layer says what its page shows."""

from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from itasearch.readers.layout.page import Box, Letter
from itasearch.readers.pdf.objects import UNKNOWN, PageObjects, TextLayer, page_view
from itasearch.readers.pdf.reader import PdfPage, is_impossible, judge, open_page

GOOD = "เทศบาลเปิดเผยแผนการจัดซื้อจัดจ้างให้ประชาชนทราบทุกเดือน และรับเรื่องร้องเรียนตลอดปี"
BROKEN = GOOD.replace("้", "่้").replace("เ", "เเ")
WHOLE = Box(left=0, top=0, right=595, bottom=842)
LOGO = Box(left=200, top=20, right=300, bottom=120)


def page(text: str, *, pictures: tuple[Box, ...] = (), invisible: int = 0) -> PdfPage:
    layer = TextLayer(letters=[Letter(text, 0, 9, 9, 9)], invisible=invisible)
    view = page_view((0, 0, 595, 842), turn=0)
    return PdfPage(number=1, view=view, objects=PageObjects(pictures=list(pictures)), layer=layer)


def test_a_good_layer_is_read_though_a_logo_stands_above_it() -> None:
    assert not judge(page(GOOD, pictures=(LOGO,))).picture


def test_a_page_of_one_picture_is_read_by_its_picture() -> None:
    verdict = judge(page("", pictures=(WHOLE,)))

    assert (verdict.picture, verdict.usable) == (True, False)


def test_an_empty_page_has_nothing_to_read() -> None:
    assert not judge(page("")).picture


def test_unseen_text_below_a_scan_serves_where_no_ocr_is() -> None:
    verdict = judge(page(GOOD, pictures=(WHOLE,), invisible=len(GOOD)))

    assert (verdict.picture, verdict.usable) == (True, True)


def test_a_page_number_below_a_scan_is_no_text() -> None:
    verdict = judge(page("๑๒", pictures=(WHOLE,)))

    assert (verdict.picture, verdict.usable) == (True, True)


def test_a_layer_of_wrong_letters_is_read_by_its_picture() -> None:
    verdict = judge(page(BROKEN))

    assert (verdict.picture, verdict.usable) == (True, False)


@pytest.mark.parametrize(
    ("text", "impossible"),
    [
        (GOOD, False),
        (BROKEN, True),
        ("แบบ ๑ ฯลฯ No Gift Policy 2568 (ต.ค. ๖๗ - ก.ย. ๖๘)", False),
        ("à·ÈºÒÅ\ufffd\ufffd\ufffdËÁÙè\ue001\ue002", True),
        ("", False),
    ],
)
def test_clusters_that_no_thai_word_has_show_wrong_letters(text: str, impossible: bool) -> None:
    assert is_impossible(text) is impossible


def test_glyphs_without_letters_show_a_layer_of_wrong_letters() -> None:
    file = Path(__file__).parents[1] / "data" / "producers" / "weasyprint-footnotes.pdf"

    with closing(pdfium.PdfDocument(file)) as document:
        opened = open_page(document[0], 1)

    assert opened.layer.text.count(UNKNOWN) == 16
    assert judge(opened).picture
