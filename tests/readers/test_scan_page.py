"""Pages made ready for reading: faint rules, pages on their head, large photographs."""

import numpy as np
import pytest

from itasearch.readers.scan.clean import no_larger
from itasearch.readers.scan.ocr import prepare, turned_over
from tests.readers.scans import Picture, needs_ocr, needs_opencv, table_page, text_page

_ROWS = (
    ("กิจกรรม", "ผู้รับผิดชอบ", "ผลการดำเนินงาน"),
    ("จัดทำคู่มือประชาชน", "สำนักปลัด", "แล้วเสร็จตามแผน"),
    ("ประกาศเจตนารมณ์", "กองคลัง", "ประกาศแล้วทุกกอง"),
)


def _hairlines(*, angle: float) -> Picture:
    """A table whose rules are as faint as grey ones of a quarter of a point, scanned."""
    import cv2

    letters, ruled = table_page(_ROWS, rule=0), table_page(_ROWS, rule=1)
    faint = np.where(ruled < letters, 120, letters).astype(np.float32)
    height, width = faint.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(faint, matrix, (width, height), borderValue=(255.0,))
    noise = np.random.default_rng(4).normal(0, 4, faint.shape)
    scanned = cv2.GaussianBlur(np.asarray(turned, np.float32), (0, 0), 0.5) + noise
    return np.asarray(np.clip(scanned, 0, 255), np.uint8)


@needs_ocr
class TestRules:
    @pytest.mark.parametrize("angle", [0.0, 0.4, -0.8])
    def test_faint_hairlines_make_a_grid(self, angle: float) -> None:
        page = prepare(_hairlines(angle=angle))

        assert [(grid.rows, grid.columns) for grid in page.grids] == [(3, 3)]
        assert len(page.grids[0].cells) == 9

    def test_noise_and_text_make_none(self) -> None:
        lines = text_page(["เทศบาลตำบลตัวอย่างจัดทำรายงานฉบับนี้"] * 8)
        noisy = lines + np.random.default_rng(4).normal(0, 14, lines.shape)

        page = prepare(np.asarray(np.clip(noisy, 0, 255), np.uint8))

        assert page.grids == ()


@needs_ocr
def test_page_turned_over_is_the_page_seen_upright() -> None:
    upright = table_page(_ROWS)

    page = turned_over(prepare(np.ascontiguousarray(upright[::-1, ::-1])))

    expected = prepare(upright)
    assert [len(grid.cells) for grid in page.grids] == [9]
    assert len(page.lines.lines) == len(expected.lines.lines)


@needs_opencv
@pytest.mark.parametrize(("size", "kept"), [((4000, 3000, 3), False), ((2339, 1654), True)])
def test_no_picture_is_larger_than_a_page_needs(size: tuple[int, ...], kept: bool) -> None:
    picture = np.full(size, 255, np.uint8)

    smaller = no_larger(picture)

    assert (smaller is picture) is kept
    assert max(smaller.shape) == 2339
    assert smaller.shape[2:] == picture.shape[2:]
