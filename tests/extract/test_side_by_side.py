"""Columns printed on pages of their own, as Calc does with wide sheets."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from itasearch.model.source import Rectangle, Table
from tests.extract.documents import measures_of, on_page, table

LEFT = [("มาตรการ", "ขั้นตอน"), ("๑. จัดคิว", "ตั้งโต๊ะ"), ("๒. เปิดแผน", "ลงเว็บ")]
MIDDLE = [("ระยะเวลา", "ผู้รับผิดชอบ"), ("ตลอดปี", "กองคลัง"), ("มีนาคม", "กองช่าง")]
RIGHT = [("ผลการดำเนินการ",), ("ตั้งแล้ว",), ("ลงแล้ว",)]
HEIGHTS = (0.1, 0.15, 0.3, 0.42)


def part(rows: Sequence[Sequence[str]], page: int, *, heights: Sequence[float] = HEIGHTS) -> Table:
    """Columns on a page, rows between these heights."""
    made = on_page(table(rows, number=page), page)
    assert isinstance(made, Table)
    boxes = (
        Rectangle(left=0.1, right=0.9, top=top, bottom=bottom) for top, bottom in pairwise(heights)
    )
    sources = zip(made.row_sources, boxes, strict=False)
    return replace(made, row_sources=tuple(replace(s, rectangle=box) for s, box in sources))


def test_columns_on_further_pages_are_put_to_their_rows() -> None:
    first, second = measures_of(part(LEFT, 1), part(MIDDLE, 2), part(RIGHT, 3))

    assert (first.title, first.timeframe, first.results) == ("จัดคิว", "ตลอดปี", "ตั้งแล้ว")
    assert (second.steps, second.responsible, second.results) == ("ลงเว็บ", "กองช่าง", "ลงแล้ว")
    assert first.source.page_number == 1


@pytest.mark.parametrize("down_first", [True, False])
def test_several_pages_go_together_in_either_order(down_first: bool) -> None:
    more_left, more_right = [("๓. อบรม", "จัดอบรม")], [("เมษายน", "สำนักปลัด")]
    heights = (0.1, 0.2)
    pages = (2, 3) if down_first else (3, 2)
    blocks = {
        1: part(LEFT, 1),
        pages[0]: part(more_left, pages[0], heights=heights),
        pages[1]: part(MIDDLE, pages[1]),
        4: part(more_right, 4, heights=heights),
    }

    measures = measures_of(*(blocks[page] for page in sorted(blocks)))

    assert [m.timeframe for m in measures] == ["ตลอดปี", "มีนาคม", "เมษายน"]
    assert [m.title for m in measures] == ["จัดคิว", "เปิดแผน", "อบรม"]


def test_rows_at_other_heights_are_left_apart() -> None:
    other = part(MIDDLE, 2, heights=(0.1, 0.2, 0.35, 0.5))

    assert [m.timeframe for m in measures_of(part(LEFT, 1), other)] == [None, None]


def test_two_whole_tables_of_the_same_form_stay_two() -> None:
    head = (*LEFT[0], *MIDDLE[0])
    rows = [head, ("๑. จัดคิว", "ตั้งโต๊ะ", "ตลอดปี", "กองคลัง"), ("๒. เปิด", "ลง", "มีนาคม", "กองช่าง")]
    more = [head, ("๓. อบรม", "จัด", "เมษายน", "กองช่าง"), ("๔. สรุป", "ทำ", "กันยายน", "กองคลัง")]

    assert len(measures_of(part(rows, 1), part(more, 2))) == 4
