"""The view แม่แบบ: whose table it will be, its rows, what is written over them, and the file."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from itasearch.model.corrections import SetFiscalYear
from itasearch.model.drafts import DocumentKind, Verdict
from itasearch.model.records import report_of
from itasearch.ui.draft.labels import RowAction
from itasearch.ui.kit import markdown
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, report, shown_by
from tests.ui.drafts import current_draft, order

OUR_TOWN, KNOWN_TOWN = "เทศบาลตำบลทดสอบใจดี", "เทศบาลตำบลคำบง"


def _act(draft_view: AppTest, measure_id: str, action: RowAction) -> AppTest:
    """The view after an action of a row's menu was chosen."""
    return draft_view.menu_button(key=f"template.row.{measure_id}").click(action).run()


def _edit(draft_view: AppTest, measure_id: str) -> AppTest:
    draft_view.query_params["edit"] = measure_id
    return draft_view.run()


def test_a_row_says_that_its_source_was_corrected(
    draft_view: AppTest, draft_rows: tuple[str, ...], own: Workspace
) -> None:
    report = report_of(draft_rows[0])
    before = own.library.summary(report).fiscal_year_be
    own.drafts.edit(draft_rows[1], field="steps", text="แจ้งทุกกอง")

    own.review.correct(report, [SetFiscalYear(fiscal_year_be=2560)])

    view = shown_by(draft_view.run())
    badges = [one for one in view.badges if one.text.startswith("ต้นทางแก้ไขหลังนำมาใช้")]
    assert {one.text for one in badges} == {f"ต้นทางแก้ไขหลังนำมาใช้: {before} -> 2560"}
    assert ["doubt" in one.kinds for one in badges] == [False, True, False], "one was typed in"


def test_a_row_that_was_written_in_is_taken_out_and_brought_back_as_it_was(
    draft_view: AppTest, draft_rows: tuple[str, ...], own_home: Path, own: Workspace
) -> None:
    own.drafts.edit(draft_rows[0], field="title", text="ข้อความของเรา")
    before = current_draft(own_home).items
    draft_view.run()
    _act(draft_view, draft_rows[0], RowAction.REMOVE)
    assert order(own_home) == draft_rows[1:]
    assert draft_view.button(key="template.undo").label == markdown.plain(
        "เลิกทำ: นำออก “ข้อความของเรา”"
    )

    draft_view.button(key="template.undo").click().run()

    assert current_draft(own_home).items == before
    assert "นำออก “ข้อความของเรา”" in draft_view.button(key="template.redo").label


def test_the_target_is_kept_and_takes_the_sources_place(
    draft_view: AppTest, own_home: Path
) -> None:
    draft_view.run()
    draft_view.selectbox(key="template.organisation").set_value(KNOWN_TOWN).run()
    draft_view.selectbox(key="template.year").set_value(2569).run()

    draft = current_draft(own_home)
    assert (draft.organisation, draft.fiscal_year_be) == (KNOWN_TOWN, 2569)
    assert draft_view.selectbox(key="template.organisation").value == KNOWN_TOWN
    titles = shown_by(draft_view).texts(".ita-sheet .titles p")
    assert titles[-2:] == [KNOWN_TOWN, "ประจำปีงบประมาณ พ.ศ. ๒๕๖๙"]


def test_a_text_that_is_written_over_is_kept_and_can_be_taken_back(
    draft_view: AppTest, draft_rows: tuple[str, ...], own_home: Path
) -> None:
    _edit(draft_view, draft_rows[0])
    key = f"template.text.responsible.{draft_rows[0]}.{current_draft(own_home).id}"
    borrowed = draft_view.text_area(key=key).value
    draft_view.text_area(key=key).set_value("สำนักปลัดของเรา").run()
    assert current_draft(own_home).items[0].edits == (("responsible", "สำนักปลัดของเรา"),)
    assert "สำนักปลัดของเรา" in shown_by(draft_view).texts(".ita-sheet td")

    draft_view.button(key=f"template.undo.responsible.{draft_rows[0]}").click().run()

    assert not current_draft(own_home).items[0].edits
    assert draft_view.text_area(key=key).value == borrowed


def test_a_row_that_another_tab_took_out_is_told(
    draft_view: AppTest, draft_rows: tuple[str, ...], own_home: Path, own: Workspace
) -> None:
    draft_view.run()
    own.drafts.remove(draft_rows[2])
    _act(draft_view, draft_rows[2], RowAction.UP)

    assert "แถวนี้ไม่อยู่ในแม่แบบแล้ว" in draft_view.toast[0].value
    assert order(own_home) == draft_rows[:2]


def test_hostile_text_stays_text(
    draft_view: AppTest, draft_rows: tuple[str, ...], own: Workspace
) -> None:
    hostile = "<script>alert(1)</script>"
    own.drafts.edit(draft_rows[0], field="title", text=hostile)
    own.drafts.set_target(organisation=hostile, fiscal_year_be=None)
    draft_view.run()

    view = shown_by(draft_view)
    assert not view.all("script")
    assert hostile in view.text


def test_a_question_is_checked_once_however_often_its_button_is_pressed(
    draft_view: AppTest, draft_rows: tuple[str, ...], own_home: Path, own: Workspace
) -> None:
    own.drafts.set_target(organisation=OUR_TOWN, fiscal_year_be=2569)
    press = shown_by(draft_view.run()).all("[data-press$=_checked]")[0]["data-press"]
    report(draft_view, "hidden_marks", "pressed", press)

    report(draft_view, "hidden_marks", "pressed", press)

    decided = [one.verdict for item in current_draft(own_home).items for one in item.decisions]
    assert decided == [Verdict.CHECKED]


def test_a_row_moves_far_by_its_number(
    draft_view: AppTest, draft_rows: tuple[str, ...], own_home: Path
) -> None:
    _act(draft_view.run(), draft_rows[2], RowAction.MOVE)
    draft_view.selectbox(key=f"template.other.{draft_rows[2]}").set_value(draft_rows[0])
    draft_view.button(key="template.move").click().run()

    assert order(own_home) == (draft_rows[2], draft_rows[0], draft_rows[1])


def test_results_of_the_source_are_shown_as_an_example(
    draft_view: AppTest, own_home: Path, own: Workspace
) -> None:
    with_results = next(
        one.id
        for report in own.library.reports()
        for one in own.library.report(report.id).measures
        if one.results
    )
    own.drafts.add([with_results])
    _edit(draft_view, with_results)
    draft_view.toggle(key="template.keep_results").set_value(True).run()

    draft_view.radio(key="template.document").set_value(DocumentKind.TABLE).run()
    assert shown_by(draft_view).all(".ita-cells .ita-example")
    key = f"template.text.results.{with_results}.{current_draft(own_home).id}"
    assert draft_view.text_area(key=key).value == ""


def test_rows_are_grouped_by_indicator_and_stay_in_their_group(
    draft_view: AppTest, draft_rows: tuple[str, ...]
) -> None:
    draft_view.run()
    draft_view.toggle(key="template.grouped").set_value(True).run()

    assert any(each.value.startswith("#### ") for each in draft_view.markdown)


def test_sixty_rows_are_shown_in_pages(draft_view: AppTest, own: Workspace) -> None:
    own.drafts.add([report.id for report in own.library.reports()])
    count = len(own.drafts.get().items)
    assert count > 60
    draft_view.run()
    assert len(shown_by(draft_view).all(".ita-cells")) == 15

    draft_view.pagination(key="template.page").set_value(3).run()

    assert in_url(draft_view, "page") == ["3"]
    assert shown_by(draft_view).texts(".ita-cells caption")[0].startswith("31. ")
