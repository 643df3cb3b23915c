"""What was chosen on the way to a comparison, in words."""

from itasearch.model.comparison import ComparisonNote, NotedReport, NoteKind
from itasearch.model.records import ReportKind
from itasearch.wording.comparison import note_text
from itasearch.wording.language import in_language
from tests.cases import examples, listed, member

PLAN = NotedReport(side="ทต.นาดี", report_id="r1", fiscal_year_be=2566, kind=ReportKind.PLAN)
RESULTS = NotedReport(side="อบต.นาใน", report_id="r2", fiscal_year_be=None, kind=ReportKind.RESULTS)


@examples(
    "comparison_notes", "each kind of note names its reports", member(NoteKind), listed, str, str
)
def test_each_kind_of_note_names_its_reports(
    kind: NoteKind, reports: list[str], thai: str, english: str
) -> None:
    named = {"PLAN": PLAN, "RESULTS": RESULTS}
    note = ComparisonNote(kind=kind, reports=tuple(named[one] for one in reports))

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
