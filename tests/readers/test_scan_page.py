"""Pages made ready for reading: light, stamps, angle, perspective, faint rules, size."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from itasearch.readers.scan.clean import (
    even_light,
    flattening,
    grey_of,
    ink_of,
    lies_on_its_side,
    no_larger,
    noise_of,
    skew_angle,
    turn,
)
from itasearch.readers.scan.ocr import prepare
from tests.readers.scans import Picture, needs_ocr, needs_opencv, table_page, text_page
from tests.tools.make_scans import Damage, damaged

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


@needs_opencv
@pytest.mark.parametrize(("size", "kept"), [((4000, 3000, 3), False), ((2339, 1654), True)])
def test_no_picture_is_larger_than_a_page_needs(size: tuple[int, ...], kept: bool) -> None:
    picture = np.full(size, 255, np.uint8)

    smaller = no_larger(picture)

    assert (smaller is picture) is kept
    assert max(smaller.shape) == 2339
    assert smaller.shape[2:] == picture.shape[2:]


_LINES = ["กำหนดมาตรการป้องกัน", "เปิดเผยข้อมูลทุกไตรมาส"]


@needs_ocr
class TestLight:
    def test_shadow_changes_little_of_the_ink(self) -> None:
        page = text_page(_LINES)
        shadow = np.linspace(1, 0.5, page.shape[1])[None, :]

        seen = ink_of(even_light((page * shadow).astype(np.uint8)))

        assert abs(int(seen.sum()) - int(ink_of(page).sum())) < 0.1 * int(ink_of(page).sum())

    def test_white_letters_on_a_dark_bar_become_ink(self) -> None:
        page = text_page(_LINES)
        page[40:140] = 255 - page[40:140]

        seen, wanted = ink_of(even_light(page)), ink_of(text_page(_LINES))

        # Its edges stay dark, as a cell's borders do.
        inside = slice(60, 125)
        assert abs(int(seen[inside].sum()) - int(wanted[inside].sum())) < 0.25 * int(
            wanted[inside].sum()
        )

    def test_stamp_is_dropped_and_a_red_line_of_text_is_kept(self) -> None:
        page = text_page(_LINES, size=(2339, 900))
        rgb = np.stack([page] * 3, axis=2)
        rgb[130:220, :, 0] = 255

        grey, stamps = grey_of(_stamped(rgb))

        assert (grey[130:220] < 200).any()
        assert (grey[400:700] > 250).all()
        assert stamps == 1

    def test_the_date_inside_a_stamp_is_dropped(self) -> None:
        import cv2

        rgb = np.full((900, 2339, 3), 255, np.uint8)
        ring = _stamped(rgb)
        cv2.putText(ring, "13 OCT", (640, 570), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (220, 30, 30), 3)

        grey, stamps = grey_of(np.minimum(rgb, ring))

        assert stamps == 1
        assert (grey[490:620, 600:750] > 235).all()


@needs_opencv
def test_noise_is_measured_and_none_is_none() -> None:
    generator = np.random.default_rng(1)
    noisy = np.clip(245 + generator.normal(0, 6, (400, 400)), 0, 255).astype(np.uint8)
    none = np.zeros((400, 400), np.uint8)

    assert 4 <= noise_of(noisy, none) <= 8
    assert noise_of(np.full((400, 400), 255, np.uint8), none) == 0


def _stamped(rgb: Picture) -> Picture:
    import cv2

    out = rgb.copy()
    cv2.circle(out, (700, 550), 120, (220, 30, 30), 6)
    return out


_TEXTS = ("รายงานผลการดำเนินงานตามแผนส่งเสริมความโปร่งใส", "ประชุมคณะทำงานทุกไตรมาส") * 4


@needs_ocr
class TestSkewAngle:
    @settings(max_examples=12, deadline=None)
    @given(st.floats(-5, 5))
    def test_angle_of_a_table_is_found_within_a_tenth_of_a_degree(self, angle: float) -> None:
        page = table_page([("มาตรการ", "ขั้นตอน"), ("จัดทำคู่มือ", "ประชุม")] * 3)

        assert abs(skew_angle(ink_of(turn(page, -angle))) - angle) <= 0.1

    @settings(max_examples=8, deadline=None)
    @given(st.floats(-3, 3))
    def test_angle_of_text_is_found_within_a_fifth_of_a_degree(self, angle: float) -> None:
        page = text_page(_TEXTS)

        assert abs(skew_angle(ink_of(turn(page, -angle))) - angle) <= 0.2

    def test_page_on_its_side_is_noticed(self) -> None:
        ink = ink_of(text_page(_TEXTS))

        assert not lies_on_its_side(ink)
        assert lies_on_its_side(np.ascontiguousarray(np.rot90(ink)))


def test_empty_page_has_no_angle() -> None:
    empty = np.zeros((300, 200), np.uint8)

    assert skew_angle(empty) == 0.0
    assert not lies_on_its_side(empty)


_ALIKE = [("มาตรการ", "ขั้นตอน", "ผล")] * 6


@needs_ocr
@pytest.mark.parametrize("tilt", [0.01, 0.03])
def test_tilted_table_is_made_flat(tilt: float) -> None:
    import cv2

    page = damaged(table_page(_ALIKE), Damage(tilt=tilt), np.random.default_rng(1))

    matrix = flattening(ink_of(page))

    assert matrix is not None
    height, width = page.shape
    flat = cv2.warpPerspective(page, matrix, (width, height), borderValue=(255.0,))
    assert flattening(ink_of(np.asarray(flat, np.uint8))) is None


@needs_ocr
def test_flat_page_is_left_alone() -> None:
    assert flattening(ink_of(table_page(_ALIKE))) is None
    assert flattening(np.zeros((400, 300), np.uint8)) is None
