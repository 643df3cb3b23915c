"""The view แม่แบบ: whose table it will be, its rows, what is written over them, and the file."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.drafts import Draft, Verdict
from itasearch.model.template import DocumentKind, ExportFormat, Template
from itasearch.ui.markup import plain_markdown
from itasearch.ui.views.template_documents import export_name
from tests.ui.conftest import html_of, in_url, search_view, template_view

OUR_TOWN, KNOWN_TOWN = "เทศบาลตำบลทดสอบใจดี", "เทศบาลตำบลคำบง"


@pytest.fixture
def rows(own_home: Path) -> tuple[str, ...]:
    """Ids of three measures of a report, put into the basket."""
    with open_workspace(own_home) as workspace:
        found = next(r for r in workspace.reports() if "mae-ka" in r.source.path)
        ids = tuple(measure.id for measure in workspace.report(found.id).measures[:3])
        workspace.add_to_basket(ids)
    return ids


@pytest.fixture
def app(own_home: Path, rows: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return template_view(own_home, monkeypatch)


def _basket(home: Path) -> Draft:
    with open_workspace(home) as workspace:
        return workspace.basket()


def _order(home: Path) -> tuple[str, ...]:
    return tuple(item.measure.id for item in _basket(home).items)


def _edit(app: AppTest, measure_id: str) -> AppTest:
    app.query_params["edit"] = measure_id
    return app.run()


def test_an_empty_template_leads_to_the_search(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = template_view(library_home, monkeypatch).run()

    assert not app.exception
    assert "ยังไม่มีมาตรการในแม่แบบ" in app.info[0].value
    assert 'href="./">ไปค้นหามาตรการ</a>' in html_of(app)


def test_the_rows_stand_in_order_with_their_sources(app: AppTest, rows: tuple[str, ...]) -> None:
    app.run()

    assert not app.exception
    html = html_of(app)
    assert "มาตรการในแม่แบบ (3)" in [each.value for each in app.subheader]
    assert all(f'<h3 class="ita-title">{number}. ' in html for number in (1, 2, 3))
    assert html.count("เทศบาลตำบลแม่กา</span>") == 3
    assert html.count("mae-ka_2566.txt</a>") == 3


def test_a_row_moves_up_and_down(app: AppTest, rows: tuple[str, ...], own_home: Path) -> None:
    app.run()
    app.button(key=f"template.move.-1.{rows[2]}").click().run()
    assert _order(own_home) == (rows[0], rows[2], rows[1])

    app.button(key=f"template.move.1.{rows[0]}").click().run()

    assert _order(own_home) == (rows[2], rows[0], rows[1])


def test_the_ends_cannot_move_further(app: AppTest, rows: tuple[str, ...]) -> None:
    app.run()

    assert app.button(key=f"template.move.-1.{rows[0]}").disabled
    assert app.button(key=f"template.move.1.{rows[2]}").disabled


def test_a_row_is_taken_out(app: AppTest, rows: tuple[str, ...], own_home: Path) -> None:
    app.run()
    app.button(key=f"template.remove.{rows[1]}").click().run()

    assert not app.exception
    assert _order(own_home) == (rows[0], rows[2])


def test_a_row_that_was_written_in_is_taken_out_and_brought_back_as_it_was(
    app: AppTest, rows: tuple[str, ...], own_home: Path
) -> None:
    with open_workspace(own_home) as workspace:
        workspace.edit_basket(rows[0], field="title", text="ข้อความของเรา")
    before = _basket(own_home).items
    app.run()
    app.button(key=f"template.remove.{rows[0]}").click().run()
    assert _order(own_home) == rows[1:]
    assert app.button(key="template.undo").label == plain_markdown("เลิกทำ: นำออก “ข้อความของเรา”")

    app.button(key="template.undo").click().run()

    assert _basket(own_home).items == before
    assert "นำออก “ข้อความของเรา”" in app.button(key="template.redo").label


def test_the_target_is_kept_and_takes_the_sources_place(app: AppTest, own_home: Path) -> None:
    app.run()
    app.selectbox(key="template.organisation").set_value(KNOWN_TOWN).run()
    app.selectbox(key="template.year").set_value(2569).run()

    assert not app.exception
    draft = _basket(own_home)
    assert (draft.organisation, draft.fiscal_year_be) == (KNOWN_TOWN, 2569)
    assert app.selectbox(key="template.organisation").value == KNOWN_TOWN
    assert f"<p>{KNOWN_TOWN}</p><p>ประจำปีงบประมาณ พ.ศ. ๒๕๖๙</p>" in html_of(app)


def test_a_text_that_is_written_over_is_kept_and_can_be_taken_back(
    app: AppTest, rows: tuple[str, ...], own_home: Path
) -> None:
    _edit(app, rows[0])
    key = f"template.text.responsible.{rows[0]}"
    borrowed = app.text_area(key=key).value
    app.text_area(key=key).set_value("สำนักปลัดของเรา").run()
    assert _basket(own_home).items[0].edits == (("responsible", "สำนักปลัดของเรา"),)
    assert "สำนักปลัดของเรา</td>" in html_of(app)

    app.button(key=f"template.undo.responsible.{rows[0]}").click().run()

    assert not _basket(own_home).items[0].edits
    assert app.text_area(key=key).value == borrowed


def test_seven_fields_can_be_edited_and_the_url_names_the_row(
    app: AppTest, rows: tuple[str, ...]
) -> None:
    app.run()
    app.button(key=f"template.edit.{rows[1]}").click().run()

    assert in_url(app, "edit") == [rows[1]]
    assert len(app.text_area) == 7
    app.button(key=f"template.edit.{rows[1]}").click().run()
    assert not app.text_area


def test_what_another_tab_wrote_is_shown(
    app: AppTest, rows: tuple[str, ...], own_home: Path
) -> None:
    _edit(app, rows[0])
    with open_workspace(own_home) as workspace:
        workspace.edit_basket(rows[0], field="title", text="จากอีกแท็บ")
        workspace.set_basket_target(organisation=OUR_TOWN, fiscal_year_be=2568)
    app.run()

    assert app.text_area(key=f"template.text.title.{rows[0]}").value == "จากอีกแท็บ"
    assert app.selectbox(key="template.organisation").value == OUR_TOWN
    assert app.selectbox(key="template.year").value == 2568


def test_a_row_that_another_tab_took_out_is_told(
    app: AppTest, rows: tuple[str, ...], own_home: Path
) -> None:
    app.run()
    with open_workspace(own_home) as workspace:
        workspace.remove_from_basket(rows[2])
    app.button(key=f"template.move.-1.{rows[2]}").click().run()

    assert not app.exception
    assert "แถวนี้ไม่อยู่ในแม่แบบแล้ว" in app.toast[0].value
    assert _order(own_home) == rows[:2]


def test_hostile_text_stays_text(app: AppTest, rows: tuple[str, ...], own_home: Path) -> None:
    hostile = "<script>alert(1)</script>"
    with open_workspace(own_home) as workspace:
        workspace.edit_basket(rows[0], field="title", text=hostile)
        workspace.set_basket_target(organisation=hostile, fiscal_year_be=None)
    app.run()

    assert not app.exception
    assert "<script" not in html_of(app)
    assert "&lt;script&gt;" in html_of(app)


def test_emptying_the_template_is_undone_by_one_click(
    app: AppTest, rows: tuple[str, ...], own_home: Path
) -> None:
    app.run()
    app.button(key="template.clear").click().run()
    assert _order(own_home) == ()

    app.button(key="template.undo").click().run()

    assert _order(own_home) == rows


def test_a_step_that_another_tab_made_is_not_undone_unseen(
    app: AppTest, rows: tuple[str, ...], own_home: Path
) -> None:
    app.run()
    with open_workspace(own_home) as workspace:
        workspace.edit_basket(rows[0], field="title", text="จากอีกแท็บ")
    app.button(key="template.undo").click().run()

    assert "มีผู้แก้แม่แบบนี้ระหว่างนี้" in app.toast[0].value
    assert _basket(own_home).items[0].edits == (("title", "จากอีกแท็บ"),)


def test_a_link_opens_its_draft_and_the_url_names_the_one_that_is_open(
    app: AppTest, own_home: Path
) -> None:
    with open_workspace(own_home) as workspace:
        other = workspace.new_draft("แผนของกองคลัง", maker="สมชาย")
    app.query_params["draft"] = other
    app.run()

    assert "<strong>แผนของกองคลัง</strong> โดย สมชาย" in html_of(app)
    assert "ยังไม่มีมาตรการในแม่แบบ" in app.info[0].value
    first = _basket(own_home).id
    assert f'href="template?draft={first}"' in html_of(app)
    app.query_params["draft"] = first
    app.run()
    assert "มาตรการในแม่แบบ (3)" in [each.value for each in app.subheader]


def test_a_draft_that_is_gone_is_told_and_others_are_offered(app: AppTest, own_home: Path) -> None:
    app.query_params["draft"] = "d0"
    app.run()

    assert not app.exception
    assert "ไม่พบแม่แบบนี้" in app.warning[0].value
    assert f"template?draft={_basket(own_home).id}" in html_of(app)


def test_nobodys_rows_go_into_the_draft_of_another_unasked(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_workspace(own_home) as workspace:
        theirs = workspace.new_draft("แผนของกองคลัง", maker="สมชาย")
    app = search_view(own_home, monkeypatch)
    app.query_params["q"] = "No Gift Policy"
    app.run()
    key = next(each.key or "" for each in app.button if "search.take" in (each.key or ""))
    app.button(key=key).click().run()

    with open_workspace(own_home) as workspace:
        mine = next(one.id for one in workspace.drafts() if one.id != theirs)
        assert workspace.basket(theirs).items == ()
        (item,) = workspace.basket(mine).items
    assert item.found_by == "No Gift Policy"


def test_drafts_are_made_renamed_copied_deleted_and_brought_back(
    app: AppTest, own_home: Path
) -> None:
    first = _basket(own_home).id
    app.run()
    app.text_input(key="template.name").set_value("แผนปี ๒๕๖๙").run()
    app.text_input(key="template.maker").set_value("สมศรี").run()
    app.button(key="template.copy").click().run()
    with open_workspace(own_home) as workspace:
        told = [(one.name, one.maker, one.rows) for one in workspace.drafts()]
    assert told == [("สำเนาของ แผนปี ๒๕๖๙", "สมศรี", 3), ("แผนปี ๒๕๖๙", "สมศรี", 3)]

    copy = in_url(app, "draft")[0]
    assert copy != first
    app.button(key="template.delete").click().run()
    assert "ลบแม่แบบ “สำเนาของ แผนปี ๒๕๖๙” แล้ว" in html_of(app)
    app.button(key="template.restore").click().run()
    assert in_url(app, "draft") == [copy]


def test_a_change_is_taken_back_by_its_mark_and_made_again(
    app: AppTest, rows: tuple[str, ...], own_home: Path
) -> None:
    with open_workspace(own_home) as workspace:
        workspace.set_basket_target(organisation=OUR_TOWN, fiscal_year_be=2569)
    _edit(app, rows[0])
    marks = re.findall(r'class="ita-change" data-press="(\w+)"', html_of(app))
    assert marks
    app.button(key=marks[0]).click().run()

    (decision,) = _basket(own_home).items[0].decisions
    assert decision.verdict is Verdict.AS_SOURCE
    assert f'class="ita-change kept" data-press="{marks[0]}"' in html_of(app)
    app.button(key=marks[0]).click().run()
    assert _basket(own_home).items[0].decisions == ()


def test_two_rows_are_merged_and_split(app: AppTest, rows: tuple[str, ...], own_home: Path) -> None:
    _edit(app, rows[0])
    app.selectbox(key=f"template.other.{rows[0]}").set_value(rows[2]).run()
    app.button(key=f"template.merge.{rows[0]}").click().run()
    assert _order(own_home) == rows[:2]
    assert "รวมจาก 2 มาตรการ" in html_of(app)

    app.button(key=f"template.split.{rows[0]}").click().run()

    assert _order(own_home) == (rows[0], rows[2], rows[1])


def test_a_row_moves_far_by_its_number(app: AppTest, rows: tuple[str, ...], own_home: Path) -> None:
    _edit(app, rows[2])
    app.selectbox(key=f"template.place.{rows[2]}").set_value(rows[0]).run()

    assert not app.exception
    assert _order(own_home) == (rows[2], rows[0], rows[1])


def test_results_of_the_source_are_shown_as_an_example(app: AppTest, own_home: Path) -> None:
    with open_workspace(own_home) as workspace:
        with_results = next(
            one.id
            for report in workspace.reports()
            for one in workspace.report(report.id).measures
            if one.results
        )
        workspace.add_to_basket([with_results])
    _edit(app, with_results)
    app.toggle(key="template.keep_results").set_value(True).run()

    assert "ita-example" in html_of(app)
    assert app.text_area(key=f"template.text.results.{with_results}").value == ""


def test_rows_are_grouped_by_indicator_and_stay_in_their_group(
    app: AppTest, rows: tuple[str, ...]
) -> None:
    app.run()
    app.toggle(key="template.grouped").set_value(True).run()

    assert not app.exception
    assert "ita-group" in html_of(app)


def test_sixty_rows_are_shown_in_pages(app: AppTest, own_home: Path) -> None:
    with open_workspace(own_home) as workspace:
        for report in workspace.reports():
            workspace.add_to_basket([report.id])
        count = len(workspace.basket().items)
    assert count > 60
    app.run()
    assert html_of(app).count("ita-title") == 15

    app.button(key="template.page.above.2").click().run()

    assert in_url(app, "page") == ["3"]
    assert '<h3 class="ita-title">31. ' in html_of(app)


def test_three_formats_can_be_downloaded(app: AppTest) -> None:
    app.run()

    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["ดาวน์โหลด Word", "ดาวน์โหลด Excel", "ดาวน์โหลด CSV"]


def test_the_document_is_chosen_and_stands_in_the_url(app: AppTest) -> None:
    app.run()
    assert "การกำกับติดตามและรายงานผล" in html_of(app)
    assert "ผู้เห็นชอบ" in html_of(app)
    app.radio(key="template.document").set_value(DocumentKind.RESULTS).run()

    assert not app.exception
    assert in_url(app, "doc") == ["results"]
    assert "รายงานผลตามมาตรการ" in html_of(app)
    assert "ช่องตารางที่ยังไม่กรอก" in html_of(app)


@pytest.mark.parametrize(
    ("organisation", "year", "name"),
    [
        (OUR_TOWN, 2569, f"มาตรการ_{OUR_TOWN}_2569.docx"),
        (None, None, "มาตรการ.docx"),
        ("../a:b", 2569, "มาตรการ_..-ab_2569.docx"),
    ],
)
def test_a_download_is_named_after_its_target(
    organisation: str | None, year: int | None, name: str
) -> None:
    template = Template(items=(), organisation=organisation, fiscal_year_be=year)

    assert export_name(template, ExportFormat.DOCX, DocumentKind.PLAN) == name


def test_the_search_does_not_throw_away_what_was_written(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = search_view(own_home, monkeypatch)
    app.query_params["q"] = "No Gift Policy"
    app.run()
    key = next(each.key or "" for each in app.button if "search.take" in (each.key or ""))
    app.button(key=key).click().run()
    measure_id = key.removeprefix("search.take.")
    with open_workspace(own_home) as workspace:
        workspace.edit_basket(measure_id, field="title", text="ของเรา")
    app.button(key=key).click().run()

    assert "แก้ไขไว้แล้ว" in app.toast[0].value
    assert _order(own_home) == (measure_id,)
