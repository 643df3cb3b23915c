"""Drafts: the button that fills them, their view and their marks."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import streamlit
from hypothesis import given, strategies as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from itasearch.model import drafts
from itasearch.model.corrections import SetFiscalYear
from itasearch.model.documents import Digits
from itasearch.model.drafts import (
    Adaptation,
    AdaptedField,
    Change,
    ChangeKind,
    OpenQuestion,
    TextPart,
    Verdict,
)
from itasearch.model.records import report_of
from itasearch.ui.draft.documents import export_name
from itasearch.ui.draft.labels import RowAction
from itasearch.ui.draft.rows import marked_html
from itasearch.ui.kit.who import TOWN_COOKIE
from itasearch.wording.label import Label
from itasearch.wording.language import say
from itasearch.workspace import Workspace
from tests.cases import examples, optional
from tests.ui.conftest import (
    current_draft,
    in_url,
    order,
    report,
    send,
    send_cookies,
    shown_by,
    view_of,
)
from tests.ui.shown import shown


def word_file(lines: Sequence[str]) -> bytes:
    written, out = docx.Document(), io.BytesIO()
    for line in lines:
        written.add_paragraph(line)
    written.save(out)
    return out.getvalue()


def box(app: AppTest, label: str) -> TextInput:
    """The line of text under this label."""
    return next(each for each in app.text_input if each.label == label)


def test_taking_out_a_row_is_undone_by_one_click(
    draft_view: AppTest, draft_rows: tuple[str, ...], own_home: Path
) -> None:
    _act(draft_view.run(), draft_rows[2], RowAction.REMOVE)
    assert order(own_home) == draft_rows[:2]

    draft_view.button(key="template.undo").click().run()

    assert order(own_home) == draft_rows


def test_a_link_opens_its_draft_and_the_url_names_the_one_that_is_open(
    draft_view: AppTest, own_home: Path, own: Workspace
) -> None:
    draft_view.query_params["draft"] = own.drafts.new("แผนของกองคลัง")
    draft_view.run()

    assert "แผนของกองคลัง" in [each.value for each in draft_view.subheader]
    assert "ยังไม่มีมาตรการในแม่แบบ" in draft_view.info[0].value
    first = current_draft(own_home).id
    assert f"template?draft={first}" in shown_by(draft_view).hrefs
    draft_view.query_params["draft"] = first
    draft_view.run()
    assert "3\u00a0มาตรการ" in draft_view.caption[0].value


def test_a_draft_that_is_gone_is_told_and_others_are_offered(
    draft_view: AppTest, own_home: Path
) -> None:
    draft_view.query_params["draft"] = "d0"
    draft_view.run()

    assert "ไม่พบแม่แบบนี้" in draft_view.warning[0].value
    assert f"template?draft={current_draft(own_home).id}" in shown_by(draft_view).hrefs
    assert not draft_view.info  # of those that are listed, none is said to be empty


def _taking(home: Path) -> AppTest:
    """A browser without cookies that looks at the answer of a search."""
    app = view_of("search", home)
    app.query_params["q"] = "No Gift Policy"
    return app.run()


def _take(app: AppTest, place: int = 0) -> str:
    """Take a measure of the answer, or take it out again; its id."""
    keys = [each.key or "" for each in app.button if "search.take." in (each.key or "")]
    app.button(key=keys[place]).click().run()
    return keys[place].removeprefix("search.take.")


def test_a_browser_that_knows_of_no_draft_leaves_the_only_one_unchanged(
    own_home: Path, own: Workspace, draft_rows: tuple[str, ...]
) -> None:
    before = current_draft(own_home)
    taken = _take(_taking(own_home))

    assert current_draft(own_home) == before
    mine = next(one for one in own.drafts.all() if one.id != before.id)
    (item,) = own.drafts.get(mine.id).items
    assert item.measure.id == taken
    assert (before.name, mine.name) == ("แม่แบบ 1", "แม่แบบ 2")


def test_two_browsers_that_begin_together_get_a_draft_each(own_home: Path, own: Workspace) -> None:
    first, second = (_taking(own_home) for _ in range(2))
    _take(first)
    _take(second, 1)
    _take(first, 2)

    assert {one.name: one.rows for one in own.drafts.all()} == {"แม่แบบ 1": 2, "แม่แบบ 2": 1}


def test_a_new_draft_is_for_the_own_town_until_another_is_chosen(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = own.library.find_organisation("เทศบาลตำบลธารจันทร์หอม")
    other = own.library.find_organisation("เทศบาลนครศรีธาราสมุทร")
    send_cookies(monkeypatch, {TOWN_COOKIE: town.id})
    _take(_taking(own_home))
    draft = current_draft(own_home)
    assert draft.organisation == town.name
    assert draft.fiscal_year_be == own.towns.plan(town.name).fiscal_year_be
    assert draft.undo == 2, "the town alone is no version to undo"

    app = view_of("template", own_home)
    app.query_params["draft"] = draft.id
    app.run()
    assert app.selectbox(key="template.organisation").value == town.id
    app.selectbox(key="template.organisation").set_value(other.id).run()

    assert current_draft(own_home).organisation == other.name


def test_drafts_are_made_renamed_copied_deleted_and_brought_back(
    draft_view: AppTest, own_home: Path, own: Workspace
) -> None:
    first = current_draft(own_home).id
    draft_view.run()
    box(draft_view, "ชื่อแม่แบบ").set_value("แผนปี ๒๕๖๙").run()
    assert [each.value for each in draft_view.text_input] == ["แผนปี ๒๕๖๙"]
    draft_view.button(key="template.copy").click().run()
    told = [(one.name, one.rows) for one in own.drafts.all()]
    assert told == [("สำเนาของ แผนปี ๒๕๖๙", 3), ("แผนปี ๒๕๖๙", 3)]

    copy = in_url(draft_view, "draft")[0]
    assert copy != first
    draft_view.button(key="template.delete").click().run()
    assert "ลบแม่แบบ “สำเนาของ แผนปี ๒๕๖๙” แล้ว" in draft_view.markdown[0].value
    draft_view.button(key="template.restore").click().run()
    assert in_url(draft_view, "draft") == [copy]


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

    draft_view.button(key="template.undo").click().run()

    assert current_draft(own_home).items == before
    draft_view.button(key="template.redo").click().run()
    assert order(own_home) == draft_rows[1:]


def test_the_target_is_kept_and_takes_the_sources_place(
    draft_view: AppTest, own: Workspace, own_home: Path
) -> None:
    known = own.library.find_organisation(KNOWN_TOWN)
    draft_view.run()
    draft_view.selectbox(key="template.organisation").set_value(known.id).run()
    draft_view.selectbox(key="template.year").set_value(2569).run()

    draft = current_draft(own_home)
    assert (draft.organisation, draft.fiscal_year_be) == (KNOWN_TOWN, 2569)
    assert draft_view.selectbox(key="template.organisation").value == known.id
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
    _act(draft_view.run(), draft_rows[2], RowAction.MOVE)
    own.drafts.remove(draft_rows[2])
    draft_view.selectbox(key=f"template.other.{draft_rows[2]}").set_value(draft_rows[0])
    draft_view.button(key="template.move").click().run()

    assert "แถวนี้ไม่อยู่ในแม่แบบแล้ว" in draft_view.toast[0].value
    assert order(own_home) == draft_rows[:2]


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


def test_rows_are_grouped_by_indicator_and_stay_in_their_group(
    draft_view: AppTest, draft_rows: tuple[str, ...]
) -> None:
    draft_view.run()
    draft_view.toggle(key="template.grouped").set_value(True).run()

    assert any(each.value.startswith("#### ") for each in draft_view.markdown)
    menu = draft_view.menu_button(key=f"template.row.{draft_rows[0]}")
    assert say(RowAction.MOVE.value) not in menu.options


def test_sixty_rows_are_shown_in_pages(draft_view: AppTest, own: Workspace) -> None:
    own.drafts.add([report.id for report in own.library.reports()])
    assert len(own.drafts.get().items) > 60
    draft_view.run()
    assert len(shown_by(draft_view).all(".ita-cells")) == 15

    draft_view.pagination(key="template.page").set_value(3).run()

    assert in_url(draft_view, "from") == ["30"]
    assert shown_by(draft_view).texts(".ita-cells caption")[0].startswith("31. ")


TEXTS = st.text(max_size=20)


TEXT = "ทต.สวนดอก อบรม ๗๐ คน ปี ๒๕๖๖"


def a_change(old: str, new: str, *, kind: ChangeKind = ChangeKind.NAME, text: str = TEXT) -> Change:
    start = text.index(old)
    return Change(start=start, end=start + len(old), old=old, new=new, kind=kind)


def a_question(old: str) -> OpenQuestion:
    start = TEXT.index(old)
    return OpenQuestion(start=start, end=start + len(old), text=old, question="ใช่ของเราหรือไม่")


def a_field(
    *,
    text: str = TEXT,
    changes: tuple[Change, ...] = (),
    kept: tuple[Change, ...] = (),
    asked: tuple[OpenQuestion, ...] = (),
) -> AdaptedField:
    return AdaptedField(
        name="steps",
        adapted=Adaptation(adapted=text, changes=changes, open=asked),
        original=text,
        parts=(TextPart(start=0, end=len(text), measure_id="m", offset=0),),
        kept=kept,
    )


def test_a_change_shows_the_new_words_and_says_why_and_what_was_there() -> None:
    field = shown(marked_html(a_field(changes=(a_change("ทต.สวนดอก", "อบต.ของเรา"),)), row="m"))

    change = field.one(".ita-change")
    assert change.text == "อบต.ของเรา"
    assert change.tip.startswith("ชื่อ · เดิม “ทต.สวนดอก”")
    assert field.text.endswith(" อบรม ๗๐ คน ปี ๒๕๖๖")


def test_a_change_that_was_taken_back_says_so_and_is_pressed_by_the_same_button() -> None:
    change = a_change("ทต.สวนดอก", "อบต.ของเรา")
    made, kept = (
        shown(marked_html(field, row="m")).one(".ita-change")
        for field in (a_field(changes=(change,)), a_field(kept=(change,)))
    )

    assert ("kept" in made.kinds, "kept" in kept.kinds) == (False, True)
    assert kept["data-press"] == made["data-press"] != ""
    assert (kept.text, "คงตามต้นฉบับ" in kept.tip) == ("ทต.สวนดอก", True)


def test_a_question_stands_behind_its_piece_and_with_the_change_that_it_is_about() -> None:
    field = a_field(
        changes=(a_change("๒๕๖๖", "๒๕๖๙", kind=ChangeKind.YEAR),),
        asked=(a_question("๗๐ คน"), a_question("๒๕๖๖")),
    )

    alone, changed = field.marks

    assert (alone.change, len(alone.questions), len(changed.questions)) == (None, 1, 1)
    marked = shown(marked_html(field, row="m"))
    assert marked.texts(".ita-ask summary") == ["๗๐ คน ?", "? ตรวจ"]
    assert marked.text.count("ใช่ของเราหรือไม่") == 2


def test_a_blank_is_marked_where_it_stands_and_where_it_came() -> None:
    field = a_field(
        text="โทร. ๐๕๔ หรือ «อีเมล»",
        changes=(a_change("๐๕๔", "«โทรศัพท์»", kind=ChangeKind.CONTACT, text="โทร. ๐๕๔ หรือ «อีเมล»"),),
    )

    assert len(shown(marked_html(field, row="m")).all(".ita-blank")) == 2


@given(TEXTS, st.text(min_size=1, max_size=20), TEXTS)
def test_hostile_text_stays_text_in_every_mark(before: str, old: str, new: str) -> None:
    text = f"{before}<b>{old}"
    change = Change(
        start=len(before), end=len(text), old=f"<b>{old}", new=new, kind=ChangeKind.NAME
    )

    for field in (a_field(text=text, changes=(change,)), a_field(text=text, kept=(change,))):
        assert not shown(marked_html(field, row="<i>")).all("b, i")


Files = dict[str, Callable[[], bytes]]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What each download button of the view last drawn makes when pressed, by its label."""
    made: Files = {}
    drawn = streamlit.download_button

    def keep(label: str, data: Callable[[], bytes], **others: Any) -> bool:
        made[label] = data
        return drawn(label, data, **others)

    monkeypatch.setattr(streamlit, "download_button", keep)
    return made


def uploaded(app: AppTest, content: bytes) -> AppTest:
    """The view after a letterhead was given to it."""
    app.run()
    return send(app, "ตราของเรา.docx", content, zone="template.letterhead.file")


def words_of(content: bytes) -> str:
    """All that is in the paragraphs and tables of a Word file."""
    return "".join(docx.Document(io.BytesIO(content)).element.body.itertext())


def test_sources_are_a_second_file_unless_they_are_wanted_at_the_end(
    draft_view: AppTest, files: Files
) -> None:
    draft_view.run()
    assert "ที่มาของแต่ละแถว" not in words_of(files["ดาวน์โหลด Word"]())
    assert "ที่มาของแต่ละแถว" in words_of(files["ดาวน์โหลดที่มา (Word)"]())
    assert "ที่มา" in openpyxl.load_workbook(io.BytesIO(files["ดาวน์โหลด Excel"]())).sheetnames

    files.clear()
    draft_view.toggle(key="template.sources").set_value(True).run()

    assert in_url(draft_view, "sources") == ["1"]
    assert shown_by(draft_view).fold("ที่มาของแต่ละแถว")
    assert "ที่มาของแต่ละแถว" in words_of(files["ดาวน์โหลด Word"]())
    assert "ดาวน์โหลดที่มา (Word)" not in files


def test_digits_are_chosen_and_kept_in_the_url(draft_view: AppTest, files: Files) -> None:
    draft_view.run()
    assert "ลำดับที่ ๓" in shown_by(draft_view).text
    draft_view.radio(key="template.digits").set_value(Digits.ARABIC).run()

    assert in_url(draft_view, "digits") == ["arabic"]
    assert "ลำดับที่ 3" in shown_by(draft_view).text
    section = docx.Document(io.BytesIO(files["ดาวน์โหลด Word"]())).sections[0]
    assert section.footer.paragraphs[0].text.endswith("หน้า 1")


def test_the_sample_of_a_letterhead_can_be_filled_in(draft_view: AppTest, files: Files) -> None:
    draft_view.run()
    uploaded(draft_view, files["ดาวน์โหลดแฟ้มตัวอย่าง"]())

    assert not draft_view.exception and not draft_view.warning
    told = [each.text for each in docx.Document(io.BytesIO(files["ดาวน์โหลด Word"]())).paragraphs]
    assert told[0] == "(วางตราของหน่วยงานแทนบรรทัดนี้)"
    assert not any("{{" in text for text in told)
    assert all(
        f"{{{{ {word} }}}}" in shown_by(draft_view).text
        for word in (*drafts.LETTERHEAD_TEXTS, *drafts.LETTERHEAD_PARTS)
    )


def test_the_document_is_chosen_and_stands_in_the_url(draft_view: AppTest) -> None:
    draft_view.run()
    assert "การกำกับติดตามและรายงานผล" in shown_by(draft_view).text
    assert "ผู้เห็นชอบ" in shown_by(draft_view).text
    draft_view.radio(key="template.document").set_value(drafts.DocumentKind.RESULTS).run()

    assert in_url(draft_view, "doc") == ["results"]
    assert "รายงานผลตามมาตรการ" in shown_by(draft_view).text
    assert "ยังต้องกรอก" in shown_by(draft_view).text


@examples("kit", "names of downloads", optional(str), optional(int), str)
def test_a_download_is_named_after_its_target(
    organisation: str | None, year: int | None, name: str
) -> None:
    template = drafts.AdaptedDraft(items=(), organisation=organisation, fiscal_year_be=year)

    assert export_name(template, drafts.ExportFormat.DOCX, Label("measures")) == name


def test_a_letterhead_is_for_word_and_the_other_files_are_made_without_it(
    draft_view: AppTest, files: Files
) -> None:
    uploaded(draft_view, word_file(["ที่ทำการของ {{ organisation }}", "{{ table }}"]))

    assert not draft_view.exception and not draft_view.warning
    used = "ไฟล์ Word จะใช้หัวกระดาษ ตราของเรา.docx"
    assert used in [each.value.replace("\\", "") for each in draft_view.caption]
    word = docx.Document(io.BytesIO(files["ดาวน์โหลด Word"]()))
    assert word.paragraphs[0].text.startswith("ที่ทำการของ")
    assert openpyxl.load_workbook(io.BytesIO(files["ดาวน์โหลด Excel"]())).worksheets[0].max_row > 3
    assert files["ดาวน์โหลด CSV"]().decode("utf-8-sig").count("\n") > 3


def test_a_letterhead_that_cannot_be_filled_in_is_left_out(
    draft_view: AppTest, files: Files
) -> None:
    uploaded(draft_view, word_file(["ไม่มีที่สำหรับตาราง"]))

    (warning,) = {each.value for each in draft_view.warning}
    assert "ใช้หัวกระดาษ ตราของเรา.docx ไม่ได้" in warning.replace("\\", "")
    word = docx.Document(io.BytesIO(files["ดาวน์โหลด Word"]()))
    assert "ไม่มีที่สำหรับตาราง" not in [each.text for each in word.paragraphs]
