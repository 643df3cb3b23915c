"""Photographed pages made flat: rules level and upright again."""

import numpy as np
import pytest

from itasearch.readers.scan.clean import flattening, ink_of
from tests.readers.scans import needs_ocr, table_page
from tests.tools.make_scans import Damage, damaged

_ROWS = [("มาตรการ", "ขั้นตอน", "ผล")] * 6


@needs_ocr
@pytest.mark.parametrize("tilt", [0.01, 0.03])
def test_tilted_table_is_made_flat(tilt: float) -> None:
    import cv2

    page = damaged(table_page(_ROWS), Damage(tilt=tilt), np.random.default_rng(1))

    matrix = flattening(ink_of(page))

    assert matrix is not None
    height, width = page.shape
    flat = cv2.warpPerspective(page, matrix, (width, height), borderValue=(255.0,))
    assert flattening(ink_of(np.asarray(flat, np.uint8))) is None


@needs_ocr
def test_flat_page_is_left_alone() -> None:
    assert flattening(ink_of(table_page(_ROWS))) is None
    assert flattening(np.zeros((400, 300), np.uint8)) is None
