"""What was chosen on the way to a comparison, in English on stderr."""

import pytest

from itasearch.cli.compare import note_text
from itasearch.model.comparison import ComparisonNote, NotedReport, NoteKind
from itasearch.model.records import ReportKind

PLAN = NotedReport(side="ทต.นาดี", report_id="r1", fiscal_year_be=2566, kind=ReportKind.PLAN)
RESULTS = NotedReport(side="อบต.นาใน", report_id="r2", fiscal_year_be=None, kind=ReportKind.RESULTS)


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (
            ComparisonNote(kind=NoteKind.LATEST_COMMON_YEAR, year=2566),
            "2566 is the latest year that both have",
        ),
        (
            ComparisonNote(kind=NoteKind.NO_COMMON_YEAR, reports=(PLAN, RESULTS)),
            "no year in common: ทต.นาดี 2566 is compared with อบต.นาใน without year",
        ),
        (
            ComparisonNote(kind=NoteKind.NO_REPORT_OF_YEAR, reports=(PLAN,)),
            "ทต.นาดี has no other report of that year: took ทต.นาดี 2566",
        ),
        (
            ComparisonNote(kind=NoteKind.OTHERS_OF_YEAR, reports=(RESULTS, PLAN, PLAN)),
            "อบต.นาใน: took results r2, not plan r1, plan r1",
        ),
        (
            ComparisonNote(kind=NoteKind.REPLACED, reports=(PLAN,)),
            "plan r1 is an older version that another one replaces",
        ),
        (
            ComparisonNote(kind=NoteKind.TAKEN_FOR, typed="นาด", reports=(PLAN,)),
            "'นาด' was taken for ทต.นาดี",
        ),
        (ComparisonNote(kind=NoteKind.LEFT_OUT, reports=(PLAN,)), "2566: left out plan r1"),
        (
            ComparisonNote(kind=NoteKind.WITHOUT_YEAR, reports=(RESULTS,)),
            "left out r2: without year",
        ),
    ],
)
def test_each_kind_of_note_is_said_with_its_values(note: ComparisonNote, told: str) -> None:
    assert note_text(note) == told
