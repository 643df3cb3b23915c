"""What a page draws besides letters."""

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from itasearch.readers.pdf.objects import PageObjects, page_objects, page_view

WIDTH, HEIGHT = 400, 300


def rectangle(
    page: pdfium.PdfPage, box: tuple[float, float, float, float], *, outline: bool
) -> None:
    """Draw a rectangle (left, bottom, width, height), filled or as an outline."""
    path = raw.FPDFPageObj_CreateNewRect(*box)
    raw.FPDFPath_SetDrawMode(path, raw.FPDF_FILLMODE_NONE if outline else 1, outline)
    raw.FPDFPage_InsertObject(page.raw, path)


def page_of(*boxes: tuple[float, float, float, float], outline: bool = False) -> PageObjects:
    document = pdfium.PdfDocument.new()
    page = document.new_page(WIDTH, HEIGHT)
    for box in boxes:
        rectangle(page, box, outline=outline)
    page.gen_content()
    try:
        return page_objects(page, page_view(page.get_bbox(), turn=0))
    finally:
        page.close()
        document.close()


def test_a_thin_filled_rectangle_is_a_rule_from_the_upper_left_corner() -> None:
    (rule,) = page_of((50, 200, 300, 1)).rules

    assert rule.start == pytest.approx((50, 99.5))
    assert rule.end == pytest.approx((350, 99.5))


def test_the_shading_of_a_row_is_no_rule() -> None:
    assert not page_of((50, 200, 300, 20)).rules


def test_an_outlined_rectangle_has_four_rules() -> None:
    found = page_of((50, 100, 300, 100), outline=True)

    assert len(found.rules) == 4
    assert found.paths == 1
