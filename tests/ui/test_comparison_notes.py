"""What was chosen on the way to a comparison, in words of the screen."""

from itasearch.model.comparison import ComparisonNote, NotedReport, NoteKind
from itasearch.model.records import ReportKind
from itasearch.ui.compare.answer import note_html, notes_html

PLAN = NotedReport(side="ทต.นาดี<b>", report_id="r1", fiscal_year_be=2566, kind=ReportKind.PLAN)
RESULTS = NotedReport(side="อบต.นาใน", report_id="r2", fiscal_year_be=None, kind=ReportKind.RESULTS)


def test_reports_that_were_left_aside_are_links() -> None:
    others = note_html(ComparisonNote(kind=NoteKind.OTHERS_OF_YEAR, reports=(PLAN, RESULTS)))
    left_out = note_html(ComparisonNote(kind=NoteKind.LEFT_OUT, reports=(PLAN,)))

    assert 'href="library?report=r2"' in others
    assert "report=r1" not in others
    assert 'href="library?report=r1"' in left_out


def test_names_stay_text_and_no_note_is_no_box() -> None:
    note = ComparisonNote(kind=NoteKind.NO_REPORT_OF_YEAR, reports=(PLAN,))

    assert "&lt;b&gt;" in notes_html([note_html(note)])
    assert notes_html([]) == ""
