"""Whether a text layer says what its page shows."""

from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from itasearch.readers.layout.page import Box, Letter
from itasearch.readers.pdf.objects import UNKNOWN, PageObjects, TextLayer, page_view
from itasearch.readers.pdf.reader import PdfPage, is_impossible, judge, open_page
from tests.cases import examples, literal, yes

GOOD = "เทศบาลเปิดเผยแผนการจัดซื้อจัดจ้างให้ประชาชนทราบทุกเดือน และรับเรื่องร้องเรียนตลอดปี"
BROKEN = GOOD.replace("้", "่้").replace("เ", "เเ")
WHOLE = Box(left=0, top=0, right=595, bottom=842)
LOGO = Box(left=200, top=20, right=300, bottom=120)


def page(text: str, *, pictures: tuple[Box, ...] = (), invisible: int = 0) -> PdfPage:
    layer = TextLayer(letters=[Letter(text, 0, 9, 9, 9)], invisible=invisible)
    view = page_view((0, 0, 595, 842), turn=0)
    return PdfPage(number=1, view=view, objects=PageObjects(pictures=list(pictures)), layer=layer)


@pytest.mark.parametrize(
    ("opened", "picture", "usable"),
    [
        pytest.param(page(GOOD, pictures=(LOGO,)), False, True, id="a good layer below a logo"),
        pytest.param(page("", pictures=(WHOLE,)), True, False, id="one picture"),
        pytest.param(page(""), False, False, id="nothing"),
        pytest.param(
            page(GOOD, pictures=(WHOLE,), invisible=len(GOOD)), True, True, id="unseen text of OCR"
        ),
        pytest.param(page("๑๒", pictures=(WHOLE,)), True, True, id="a page number below a scan"),
        pytest.param(page(BROKEN), True, False, id="wrong letters"),
    ],
)
def test_a_page_is_read_by_its_picture_where_its_layer_is_worse(
    opened: PdfPage, picture: bool, usable: bool
) -> None:
    verdict = judge(opened)

    assert (verdict.picture, verdict.usable) == (picture, usable)


@examples("layout", "clusters that no thai word has", literal, yes)
def test_clusters_that_no_thai_word_has_show_wrong_letters(text: str, impossible: bool) -> None:
    assert is_impossible(text) is impossible


def test_glyphs_without_letters_show_a_layer_of_wrong_letters() -> None:
    file = Path(__file__).parents[1] / "data" / "producers" / "weasyprint-footnotes.pdf"

    with closing(pdfium.PdfDocument(file)) as document:
        opened = open_page(document[0], 1)

    assert opened.layer.text.count(UNKNOWN) == 16
    assert judge(opened).picture


def test_a_mark_given_after_the_next_letters_is_put_over_its_own() -> None:
    file = Path(__file__).parents[1] / "data" / "text_layers" / "mark-given-after-its-word.pdf"

    with closing(pdfium.PdfDocument(file)) as document:
        opened = open_page(document[0], 1)

    assert "".join(letter.text for letter in opened.layer.letters).strip() == "วิดีโอสั้นให้"


@pytest.mark.parametrize(
    ("text", "searchable"), [(GOOD, True), (BROKEN, False), ("mn5 dn1sv0 nus " * 6, False)]
)
def test_a_scan_with_thai_behind_its_picture_can_be_searched(text: str, searchable: bool) -> None:
    opened = page(text, pictures=(WHOLE,), invisible=len(text))

    assert judge(opened).searchable == searchable
