import pytest

from itasearch.compare.units import unit_difference
from tests.compare.samples import TOWN, VILLAGE, report

REPORTS = (report("a", organisation=TOWN, year=2566), report("b", organisation=VILLAGE, year=2568))


@pytest.mark.parametrize(
    ("left", "right", "both", "only_left", "only_right"),
    [
        ("กองคลัง", "กองคลัง", ("กองคลัง",), (), ()),
        ("สำนักปลัดเทศบาล", "สำนักปลัด อบต.", ("สำนักปลัดเทศบาล",), (), ()),
        ("กองคลัง/กองช่าง", "กองช่าง และกองการศึกษา", ("กองช่าง",), ("กองคลัง",), ("กองการศึกษา",)),
        ("- สำนักปลัด\n- กองช่าง", "กองช่าง กองคลัง", ("กองช่าง",), ("สำนักปลัด",), ("กองคลัง",)),
        ("กองช่าง", "", (), ("กองช่าง",), ()),
    ],
)
def test_units_are_told_apart_without_the_towns_names(
    left: str,
    right: str,
    both: tuple[str, ...],
    only_left: tuple[str, ...],
    only_right: tuple[str, ...],
) -> None:
    found = unit_difference(left, right, reports=REPORTS)

    assert found is not None
    assert (found.both, found.only_left, found.only_right) == (both, only_left, only_right)


def test_two_measures_without_units_have_no_difference_in_them() -> None:
    assert unit_difference("", "", reports=REPORTS) is None
