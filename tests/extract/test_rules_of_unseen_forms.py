"""Forms that no fixture has, each read by a rule that changes nothing in the fixtures."""

from dataclasses import replace

from itasearch.extract.report import extract
from itasearch.model.source import Block, Paragraph, SourceDocument, SourceRef, Table

TOP = ("ที่", "มาตรการ", "ระยะเวลา", "ระยะเวลา", "ผู้รับผิดชอบ")
SECOND = ("", "", "ไตรมาส 1", "ไตรมาส 2", "")
ROW = ("1", "งดรับของขวัญและของกำนัลทุกชนิด", "", "✓", "สำนักปลัด")


def _source(page: int = 1, row: int | None = None) -> SourceRef:
    return SourceRef(path="แผน.pdf", sha256="ab" * 32, page_number=page, row_number=row)


def _document(*blocks: Block) -> SourceDocument:
    return SourceDocument(source=_source(), media_type="application/pdf", blocks=blocks)


def _page(number: int, town: str, *titles: str) -> list[Block]:
    heading = "แผนปฏิบัติการเพื่อส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567"
    lines = [
        heading,
        f"{town} อำเภอเมือง จังหวัดพะเยา",
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    ]
    for count, title in enumerate(titles, start=1):
        lines += [
            f"{count}. {title}",
            f"วิธีดำเนินการ: แจ้งเวียน{title}",
            "ระยะเวลา: ตุลาคม 2566 - กันยายน 2567",
        ]
    return [Paragraph(text=line, source=_source(number)) for line in lines]


def test_lists_of_two_towns_on_pages_of_their_own_are_two_reports() -> None:
    first = _page(1, "เทศบาลตำบลแม่กา", "งดรับของขวัญทุกชนิด", "เปิดเผยการจัดซื้อจัดจ้าง", "ควบคุมทรัพย์สิน")
    second = _page(2, "เทศบาลตำบลบ้านดู่", "ลดขั้นตอนการบริการ", "จัดช่องทางร้องเรียน", "อบรมจริยธรรม")

    reports = extract(_document(*first, *second)).reports

    names = [report.organisation.name for report in reports if report.organisation]
    assert names == ["เทศบาลตำบลแม่กา", "เทศบาลตำบลบ้านดู่"]
    assert [len(report.measures) for report in reports] == [3, 3]


def test_a_tick_below_a_quarter_is_that_quarter_in_a_second_row_with_empty_cells() -> None:
    rows = (TOP, SECOND, ROW, ("2", "เปิดเผยการจัดซื้อจัดจ้าง", "✓", "", "กองคลัง"))
    places = tuple(_source(row=number) for number in range(1, len(rows) + 1))
    title = Paragraph(text="แผนส่งเสริมคุณธรรม เทศบาลตำบลแม่กา ปี 2567", source=_source())
    table = Table(rows=rows, row_sources=places, source=_source())

    (report,) = extract(_document(title, table)).reports

    assert [one.text("timeframe") for one in report.measures] == ["ไตรมาส 2", "ไตรมาส 1"]


def test_lists_of_one_town_for_two_years_are_two_reports() -> None:
    town, titles = "เทศบาลตำบลแม่กา", ("งดรับของขวัญทุกชนิด", "ควบคุมทรัพย์สิน", "อบรมจริยธรรม")
    for pages in ((1, 2), (1, 1)):
        first, second = (_page(number, town, *titles) for number in pages)
        later = [
            replace(b, text=b.text.replace("2567", "2568"))
            for b in second
            if not isinstance(b, Table)
        ]

        reports = extract(_document(*first, *later)).reports

        assert [report.fiscal_year_be for report in reports] == [2567, 2568]
        assert [len(report.measures) for report in reports] == [3, 3]
