"""Which field a column's cells look like, whatever it is headed."""

import pytest
from hypothesis import given, strategies as st

from itasearch.domain.headers import Field
from itasearch.extract.headers.likely import likely_fields


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        (Field.RESPONSIBLE, ["กองคลัง", "งานนิติการ สำนักปลัด", "กองช่าง"]),
        (Field.TIMEFRAME, ["ต.ค. 2567 – ก.ย. 2568", "ไตรมาสที่ 2", "ตลอดปีงบประมาณ"]),
        (Field.BUDGET, ["12,000 บาท", "ไม่ใช้งบประมาณ", "๓,๕๐๐"]),
        (Field.STEPS, ["1. แต่งตั้งคณะทำงาน\n2. จัดทำแผน\n3. รายงานผู้บริหาร", "1. ประชุมชี้แจง\n2. ติดป้าย"]),
        (Field.RESULTS, ["อบรมแล้ว 2 รุ่น มีผู้เข้าร่วม 64 คน", "ตรวจครบ 12 จุด ไม่พบข้อทักท้วง"]),
        (Field.NUMBER, ["1", "2", "๓"]),
    ],
)
def test_cells_tell_their_field(field: Field, cells: list[str]) -> None:
    likely = likely_fields(cells)
    assert max(likely, key=likely.__getitem__) is field


@given(st.lists(st.text(max_size=300), min_size=1, max_size=20))
def test_any_cells_have_shares_that_add_to_one(cells: list[str]) -> None:
    likely = likely_fields(cells)
    assert sum(likely.values()) == pytest.approx(1, abs=1e-4)
    assert min(likely.values()) >= 0


def test_without_cells_nothing_is_likely() -> None:
    assert likely_fields([]) == {}
