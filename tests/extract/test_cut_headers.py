"""Headers that a page end has cut, or a page's edge clipped, where they stand again."""

from dataclasses import replace

from tests.extract.documents import HEAD, measures_of, on_page, report_of, table

NAMES = ("มาตรการ", "วิธีดำเนินการ", "ระยะเวลาดำเนินการ", "หน่วยงานที่รับผิดชอบ", "ผลที่คาดว่าจะได้รับ")
UNITS = ("กองคลัง", "สำนักปลัด", "งานพัสดุ")
ROWS = [
    (f"{n}. จัดระเบียบเรื่องที่ {n}", "ทำผัง", "มีนาคม ๒๕๖๖", unit, "โปร่งใสขึ้น")
    for n, unit in enumerate(UNITS, 1)
]


def test_a_header_row_cut_by_a_page_end_is_one_again() -> None:
    above = on_page(table([("มาตรการ", "วิธีดำเนิน", "ระยะเวลา", "หน่วยงาน", "ผลที่คาดว่า")]), 1)
    rest = ("", "การ", "ดำเนินการ", "ที่รับผิดชอบ", "จะได้รับ")
    below = table([rest, *ROWS], number=2)

    for continues in (True, None):
        measures = measures_of(above, on_page(replace(below, continues=continues), 2))

        assert [measure.responsible for measure in measures] == list(UNITS)
        assert [measure.timeframe for measure in measures] == ["มีนาคม ๒๕๖๖"] * 3
        assert [measure.outcomes for measure in measures] == ["โปร่งใสขึ้น"] * 3


def test_the_second_header_row_may_stand_on_the_next_page() -> None:
    above = on_page(table([("ที่", "โครงการ/มาตรการ", "งบประมาณ (บาท)", "ผู้รับผิดชอบ")]), 1)
    years = ("", "", "๒๕๖๖", "๒๕๖๗", "")
    rows = [(str(n), f"อบรมรุ่นที่ {n}", "๔,๐๐๐", "-", unit) for n, unit in enumerate(UNITS, 1)]

    measures = measures_of(above, on_page(table([years, *rows], number=2), 2))

    assert [measure.budget for measure in measures] == ["2566: ๔,๐๐๐"] * 3
    assert [measure.responsible for measure in measures] == list(UNITS)


def test_a_whole_header_at_a_page_end_takes_no_row_of_the_next_page() -> None:
    above = on_page(table([HEAD]), 1)
    below = on_page(table([("๑. จัดคิว", "ตั้งโต๊ะ", "กองคลัง", "ตลอดปี")], number=2), 2)

    (measure,) = measures_of(above, below)

    assert (measure.title, measure.responsible) == ("จัดคิว", "กองคลัง")


def test_a_repeated_header_that_was_clipped_is_still_the_header() -> None:
    pages = [on_page(table([NAMES, ROWS[0]]), 1)]
    for page, row in enumerate(ROWS[1:], 2):
        clipped = ("มาตรการ", "วิธีดำเนินการ", "ระยะเวลา", "หน่วยงานที่", "ผลที่คาดว่าจะได้รับ")
        pages.append(on_page(table([clipped, row], number=page), page))

    assert [measure.responsible for measure in measures_of(*pages)] == list(UNITS)


def test_departments_are_no_organisations() -> None:
    names = ("มาตรการ", "วิธีดำเนินการ", "ระยะเวลา", "หน่วยงาน", "ผลที่คาดว่าจะได้รับ")

    report = report_of(on_page(table([names]), 1), on_page(table(ROWS, number=2), 2))

    assert report.organisation is not None
    assert report.organisation.name == "เทศบาลตำบลหนองแวงนาง"
    assert [measure.responsible for measure in report.measures] == list(UNITS)
