import pytest

from itasearch.compare.difference.times_and_units import (
    month_span,
    same_months,
    timeframe_difference,
)
from tests.compare.samples import TOWN, VILLAGE, report

LEFT = report("a", organisation=TOWN, year=2566)
RIGHT = report("b", organisation=VILLAGE, year=2568)


@pytest.mark.parametrize(
    ("text", "first", "last", "leaves"),
    [
        ("ต.ค. ๖๕ - ก.ย. ๖๖", 0, 11, False),
        ("ตุลาคม 2565 - ธันวาคม 2566", 0, 14, True),
        ("สิงหาคม 2565 - มกราคม 2566", -2, 3, True),
        ("ภายในเดือนมีนาคม 2566", None, 5, False),
        ("ตั้งแต่ พ.ย. 66 เป็นต้นไป", 13, None, True),
        ("ตามความเหมาะสม", None, None, False),
    ],
)
def test_months_are_counted_from_october_and_never_clipped(
    text: str, first: int | None, last: int | None, leaves: bool
) -> None:
    found = month_span(text, LEFT)

    assert (found.first, found.last, found.leaves_fiscal_year) == (first, last, leaves)


def test_without_a_fiscal_year_no_months_are_told() -> None:
    found = month_span("ต.ค. ๖๕", report("c", year=None))

    assert (found.start, found.end, found.confidence) == (None, None, 0)


@pytest.mark.parametrize(
    ("left", "right", "same", "shared"),
    [
        ("ตุลาคม 2565 - กันยายน 2566", "ปีงบประมาณ 2568", True, 1.0),
        ("ตลอดปีงบประมาณ พ.ศ. ๒๕๖๖", "๑ ตุลาคม ๒๕๖๗ – ๓๐ กันยายน ๒๕๖๘", True, 1.0),
        ("ทุกสัปดาห์ ต.ค. 65 - ก.ย. 66", "ต.ค. 67 - ก.ย. 68", False, 1.0),
        ("ต.ค. 65 - ก.ย. 66", "ไตรมาส 1", False, 0.25),
        ("ต.ค. 65 - มี.ค. 66", "เม.ย. 68 - ก.ย. 68", False, 0.0),
        ("รายเดือน", "ต.ค. 67 - ก.ย. 68", False, 1.0),
        ("ตามความเหมาะสม", "ไตรมาส 1", False, None),
        ("ก.พ. และ ส.ค. 66", "ก.พ. และ ส.ค. 68", True, 1.0),
        ("ก.พ. และ ส.ค. 66", "ก.พ. - ส.ค. 68", False, 0.2857),
        ("ก.พ. และ ส.ค. 66", "มี.ค. - ก.ค. 68", False, 0.0),
    ],
)
def test_times_are_compared_in_their_own_fiscal_years(
    left: str, right: str, same: bool, shared: float | None
) -> None:
    found = timeframe_difference(left, right, reports=(LEFT, RIGHT))

    assert found is not None
    assert (same_months(found), found.shared) == (same, shared)


def test_two_measures_without_time_have_no_difference_in_it() -> None:
    assert timeframe_difference("", " ", reports=(LEFT, RIGHT)) is None
