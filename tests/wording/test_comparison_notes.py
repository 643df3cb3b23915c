"""What was chosen on the way to a comparison, in words."""

import pytest

from itasearch.model.comparison import ComparisonNote, NotedReport, NoteKind
from itasearch.model.records import ReportKind
from itasearch.wording.comparison import note_text
from itasearch.wording.language import in_language

PLAN = NotedReport(side="ทต.นาดี", report_id="r1", fiscal_year_be=2566, kind=ReportKind.PLAN)
RESULTS = NotedReport(side="อบต.นาใน", report_id="r2", fiscal_year_be=None, kind=ReportKind.RESULTS)


@pytest.mark.parametrize(
    ("kind", "reports", "thai", "english"),
    [
        (
            NoteKind.NO_COMMON_YEAR,
            (PLAN, RESULTS),
            "ไม่มีปีงบประมาณที่ตรงกัน จึงเทียบ ทต.นาดี แผน ปีงบประมาณ 2566 (r1) กับ"
            " อบต.นาใน รายงานผล ไม่ทราบปีงบประมาณ (r2)",
            "No year in common: ทต.นาดี Plan FY 2566 (BE) (r1) is compared with"
            " อบต.นาใน Results fiscal year not known (r2)",
        ),
        (
            NoteKind.NO_REPORT_OF_YEAR,
            (PLAN,),
            "ทต.นาดี ไม่มีรายงานของปีเดียวกัน จึงใช้ แผน ปี",
            "ทต.นาดี has no other report of that year: Plan FY",
        ),
        (
            NoteKind.OTHERS_OF_YEAR,
            (PLAN, RESULTS),
            "(r1) ไม่ใช่ รายงานผล",
            "(r1) was taken, not Results",
        ),
        (NoteKind.REPLACED, (PLAN,), "(r1) ของ ทต.นาดี เป็นฉบับเก่า", "(r1) of ทต.นาดี is an older"),
        (NoteKind.LEFT_OUT, (PLAN,), "2566: ไม่ได้ใช้ แผน", "2566: Plan"),
        (NoteKind.WITHOUT_YEAR, (RESULTS,), "ไม่ได้ใช้ รายงานผล", "its year is not known"),
    ],
)
def test_each_kind_of_note_names_its_reports(
    kind: NoteKind, reports: tuple[NotedReport, ...], thai: str, english: str
) -> None:
    note = ComparisonNote(kind=kind, reports=reports)

    assert thai in note_text(note)
    with in_language("en"):
        assert english in note_text(note)


def test_a_note_without_reports_has_the_year_or_what_was_typed() -> None:
    latest = ComparisonNote(kind=NoteKind.LATEST_COMMON_YEAR, year=2566)
    meant = ComparisonNote(kind=NoteKind.TAKEN_FOR, typed="นาด", reports=(PLAN,))

    with in_language("en"):
        assert note_text(latest) == "2566 is the latest year that both have"
    assert note_text(meant) == "“นาด” หมายถึง ทต.นาดี"


def test_ids_are_left_out_where_links_lead_to_the_reports() -> None:
    assert "r1" not in note_text(ComparisonNote(kind=NoteKind.REPLACED, reports=(PLAN,)), ids=False)
