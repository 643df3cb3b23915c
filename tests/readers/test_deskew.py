"""The angle of a page, and whether it lies on its side."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from itasearch.readers.scan.clean import ink_of, lies_on_its_side, skew_angle, turn
from tests.readers.scans import needs_ocr, table_page, text_page

_LINES = ("รายงานผลการดำเนินงานตามแผนส่งเสริมความโปร่งใส", "ประชุมคณะทำงานทุกไตรมาส") * 4


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
        page = text_page(_LINES)

        assert abs(skew_angle(ink_of(turn(page, -angle))) - angle) <= 0.2

    def test_page_on_its_side_is_noticed(self) -> None:
        ink = ink_of(text_page(_LINES))

        assert not lies_on_its_side(ink)
        assert lies_on_its_side(np.ascontiguousarray(np.rot90(ink)))


def test_empty_page_has_no_angle() -> None:
    empty = np.zeros((300, 200), np.uint8)

    assert skew_angle(empty) == 0.0
    assert not lies_on_its_side(empty)
