"""Header rows: read by score, over several rows, cut by a page end; wordings of many towns."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from itasearch.domain.headers import Field
from itasearch.extract.headers.columns import read_header
from itasearch.extract.headers.likely import likely_fields
from tests.cases import examples, listed, member
from tests.extract.documents import HEAD, measures_of, on_page, report_of, table


def fields_of(*rows: tuple[str, ...]) -> list[Field | None]:
    header = read_header(rows, 0)
    assert header is not None
    return [column.field for column in header.columns]


@given(st.lists(st.text(alphabet="มาตรกขั้นอผลู้ดช 12/()", max_size=12), min_size=1, max_size=6))
def test_any_row_is_read_without_error(cells: list[str]) -> None:
    header = read_header([tuple(cells)], 0)

    assert header is None or len(header.columns) == len(cells)


NAMES = ("มาตรการ", "วิธีดำเนินการ", "ระยะเวลาดำเนินการ", "หน่วยงานที่รับผิดชอบ", "ผลที่คาดว่าจะได้รับ")
UNITS = ("กองคลัง", "สำนักปลัด", "งานพัสดุ")
CUT_ROWS = [
    (f"{n}. จัดระเบียบเรื่องที่ {n}", "ทำผัง", "มีนาคม ๒๕๖๖", unit, "โปร่งใสขึ้น")
    for n, unit in enumerate(UNITS, 1)
]


def test_a_header_row_cut_by_a_page_end_is_one_again() -> None:
    above = on_page(table(("มาตรการ", "วิธีดำเนิน", "ระยะเวลา", "หน่วยงาน", "ผลที่คาดว่า")), 1)
    rest = ("", "การ", "ดำเนินการ", "ที่รับผิดชอบ", "จะได้รับ")
    below = table(rest, *CUT_ROWS, number=2)

    for continues in (True, None):
        measures = measures_of(above, on_page(replace(below, continues=continues), 2))

        assert [measure.responsible for measure in measures] == list(UNITS)
        assert [measure.timeframe for measure in measures] == ["มีนาคม ๒๕๖๖"] * 3
        assert [measure.outcomes for measure in measures] == ["โปร่งใสขึ้น"] * 3


def test_a_whole_header_at_a_page_end_takes_no_row_of_the_next_page() -> None:
    above = on_page(table(HEAD), 1)
    below = on_page(table(("๑. จัดคิว", "ตั้งโต๊ะ", "กองคลัง", "ตลอดปี"), number=2), 2)

    (measure,) = measures_of(above, below)

    assert (measure.title, measure.responsible) == ("จัดคิว", "กองคลัง")


def test_a_repeated_header_that_was_clipped_is_still_the_header() -> None:
    pages = [on_page(table(NAMES, CUT_ROWS[0]), 1)]
    for page, row in enumerate(CUT_ROWS[1:], 2):
        clipped = ("มาตรการ", "วิธีดำเนินการ", "ระยะเวลา", "หน่วยงานที่", "ผลที่คาดว่าจะได้รับ")
        pages.append(on_page(table(clipped, row, number=page), page))

    assert [measure.responsible for measure in measures_of(*pages)] == list(UNITS)


@examples("extract_headers", "cells like answers to a form")
def test_a_sure_header_keeps_cells_that_look_like_answers_to_a_form(header: str, cell: str) -> None:
    rows = [(f"{n}. เปิดแผนพัสดุ {n}", "ลงเว็บไซต์", cell) for n in range(1, 5)]

    measures = measures_of(table(("มาตรการ", "วิธีดำเนินการ", header), *rows))

    assert [measure.timeframe or measure.responsible for measure in measures] == [cell] * 4


USUAL = {
    Field.TITLE: ("มาตรการ", "๑. จดเลขไมล์รถทุกเที่ยว", "๒. ออกหน่วยเก็บภาษี", "๓. ลงแผนใช้เงิน"),
    Field.STEPS: ("ขั้นตอน", "ทำสมุดเล่มเดียว", "นัดวันกับผู้ใหญ่บ้าน", "ประชุมทุกเดือน"),
    Field.TIMEFRAME: ("ระยะเวลา", "ต.ค. ๖๕ – ก.ย. ๖๖", "ม.ค. – เม.ย. ๖๖", "ตลอดปีงบประมาณ"),
    Field.RESPONSIBLE: ("ผู้รับผิดชอบ", "กองช่าง", "กองคลัง งานรายได้", "กองคลัง"),
    Field.FOLLOW_UP: ("การติดตามผล", "รายงานนายกทุกเดือน", "เสนอปลัดทุกไตรมาส", "เสนอผู้บริหาร"),
    Field.RESULTS: ("ผลการดำเนินการ", "จดครบทุกคัน", "ออกแล้ว ๑๔ ครั้ง", "เบิกแล้วร้อยละ ๙๖"),
    Field.OUTCOMES: ("ผลลัพธ์", "ไม่มีใครใช้รถส่วนตัว", "คนสะดวกขึ้น", "คนในรู้สถานะเงิน"),
}
RARE = {
    Field.PROBLEMS: ("รถเสียบ่อย", "ฝนตกหนัก", "คนน้อย"),
    Field.RECOMMENDATIONS: ("ควรหารถใหม่", "ควรเลื่อนวัน", "ควรเพิ่มคน"),
    Field.BUDGET: ("20,000", "5,000", "ไม่ใช้งบประมาณ"),
    Field.EVIDENCE: ("https://a.go.th/1", "https://a.go.th/2", "www.a.go.th/3"),
}


@examples("extract_headers", "wordings of columns", member(Field), str)
def test_a_column_is_known_by_its_wording(field: Field, wording: str) -> None:
    columns = [
        (wording, *texts[1:]) if own is field else texts
        for own, texts in USUAL.items()
        # A plan's title may be worded like a result: its neighbours are those of a plan.
        if field is not Field.TITLE or own not in {Field.FOLLOW_UP, Field.OUTCOMES}
    ]
    columns += [(wording, *texts) for own, texts in RARE.items() if own is field]
    wanted = next(column[1:] for column in columns if column[0] == wording)

    report = report_of(table(*list(zip(*columns, strict=True))))

    assert report.missing == ()
    read = [measure.text(field.value) for measure in report.measures]
    assert [text in whole for text, whole in zip(read, wanted, strict=True)] == [True] * 3
    assert all(read)


@examples(
    "extract_headers", "what was solved is a part of the results above it", str, member(Field)
)
def test_what_was_solved_is_a_part_of_the_results_above_it(child: str, field: Field) -> None:
    parent = "ผลการดำเนินการ"
    upper, lower = ("ที่", "มาตรการ", parent, parent), ("ที่", "มาตรการ", child, "จำนวน")

    assert fields_of(upper, lower)[2] is field


@examples("likely", "cells tell their field", member(Field), listed)
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
