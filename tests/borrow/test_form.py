"""The document that is handed in: titles, columns, blanks, numbers, signers, what is left."""

from dataclasses import replace

import pytest

from itasearch.borrow.adapt.rows import adapt
from itasearch.borrow.document.form import form_of
from itasearch.documents.grid import has_mark
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.documents import Remaining, TextMark, cell_text
from itasearch.model.drafts import AdaptedDraft, DocumentChoice, DocumentKind, Draft
from itasearch.model.records import OrganisationType
from itasearch.wording.document_words import BLANK
from tests.borrow.examples import SOURCE, TARGET, a_form, a_template, an_item
from tests.cases import examples, member


def texts(template: AdaptedDraft, kind: DocumentKind = DocumentKind.TABLE) -> list[list[str]]:
    return [
        [cell_text(cell) for cell in row]
        for row in form_of(template, DocumentChoice(kind=kind)).measures.rows
    ]


def test_titles_name_the_target_and_its_year() -> None:
    titles = [cell_text(title) for title in a_form().titles]

    assert titles[1:] == [TARGET, "ประจำปีงบประมาณ พ.ศ. ๒๕๖๙"]


def test_the_title_says_where_the_target_is_if_that_is_known() -> None:
    own = replace(SOURCE, name=TARGET, district="เมืองแพร่", province="แพร่")
    draft = Draft(items=(an_item(),), organisation=TARGET, fiscal_year_be=2569)

    titles = [cell_text(title) for title in form_of(adapt(draft, own=own)).titles]

    assert titles[1] == f"{TARGET} อำเภอเมืองแพร่ จังหวัดแพร่"


def test_a_target_that_is_not_said_is_a_visible_blank() -> None:
    form = form_of(adapt(Draft(items=(an_item(),))))

    assert all(BLANK in cell_text(title) for title in form.titles[1:])
    assert all(has_mark(title, TextMark.NOTICE) for title in form.titles[1:])


@examples("form", "each document has its columns", member(DocumentKind), str, int)
def test_each_document_has_its_columns(kind: DocumentKind, last: str, columns: int) -> None:
    form = form_of(a_template(), DocumentChoice(kind=kind))

    assert form.measures.headers[-1] == last
    assert {len(row) for row in form.measures.rows} == {columns}
    assert sum(form.measures.shares) == pytest.approx(1)
    assert sum(form.sources.shares) == pytest.approx(1)


def test_a_plan_tells_how_it_is_followed_up() -> None:
    (row,) = texts(a_template(an_item(follow_up="รายงานทุกเดือน")), DocumentKind.PLAN)

    assert row[-1] == "รายงานทุกเดือน"


def test_rows_of_a_grouped_template_stand_under_their_indicators() -> None:
    template = a_template(an_item(1), an_item(2), an_item(3))
    stated = IndicatorMark(number=3, confidence=1, origin=Origin.STATED)
    marks = (stated, stated, replace(stated, origin=Origin.GUESSED))
    items = tuple(
        replace(item, indicator=mark) for item, mark in zip(template.items, marks, strict=True)
    )

    form = form_of(replace(template, items=items, grouped=True))

    rows = [[cell_text(cell) for cell in row] for row in form.measures.rows]
    assert rows[0] == ["ตัวชี้วัดที่ ๓ การใช้อำนาจ"]
    assert [row[0][:2] for row in rows[1:3]] == ["๑.", "๒."]
    assert rows[3] == ["มาตรการอื่น"]


def test_what_is_left_is_counted() -> None:
    item = an_item(steps="โทร ๐๕๔-๑๒๓๔๕๖ ติดต่อคุณสมศรี เริ่มสำรวจเมื่อปี ๒๕๕๑", responsible="กองคลัง")

    left = form_of(a_template(item)).remaining

    assert left.blanks >= 1
    assert left == Remaining(blanks=left.blanks, questions=1, cells=3)


def test_dots_in_a_borrowed_text_are_no_cell_to_fill_in() -> None:
    signed, bare = an_item(steps=f"ลงชื่อ {BLANK} ผู้รับผิดชอบ"), an_item(steps="ประชุมคณะทำงาน")

    assert a_form(signed).remaining == a_form(bare).remaining


def test_a_plan_without_a_known_result_has_a_blank_for_it() -> None:
    assert form_of(a_template(), DocumentChoice(kind=DocumentKind.PLAN)).remaining.blanks == 1


def test_names_are_said_to_be_changed_only_where_one_was() -> None:
    without, with_name = (
        "\n".join(form_of(a_template(an_item(title=title))).notes)
        for title in ("งดรับของขวัญ", f"นโยบายของ{SOURCE.name}")
    )

    assert "ชื่อเต็มของหน่วยงานต้นทาง" not in without
    assert "ชื่อเต็มของหน่วยงานต้นทาง" in with_name


def test_a_changed_kind_is_no_changed_name() -> None:
    row = an_item(responsible="สำนักปลัด อบต.")
    row = replace(
        row,
        organisation=replace(
            SOURCE,
            name="องค์การบริหารส่วนตำบลนาดี",
            type=OrganisationType.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION,
        ),
    )

    notes = "\n".join(form_of(a_template(row)).notes)

    assert "ชื่อเต็มของหน่วยงานต้นทาง" not in notes
    assert "คำเรียกประเภทของหน่วยงานต้นทาง" in notes


def test_a_unit_that_two_rows_call_by_two_names_is_pointed_out() -> None:
    rows = [an_item(at, responsible=name) for at, name in enumerate(("สำนักปลัด", "สำนักปลัดเทศบาล"))]

    notes = "\n".join(form_of(a_template(*rows)).notes)

    assert "ชื่อหน่วยงานที่เขียนไว้ต่างกัน: “สำนักปลัด” “สำนักปลัดเทศบาล”" in notes
    assert "เขียนไว้ต่างกัน" not in "\n".join(form_of(a_template(rows[0])).notes)


def test_the_appendix_says_whose_measures_the_table_begins_with() -> None:
    row = an_item()
    ours = replace(row, organisation=replace(SOURCE, name=TARGET, province=None))

    of_others = form_of(a_template(row)).notes[0]
    of_both = form_of(a_template(ours, an_item(2))).notes[0]

    assert of_others.startswith("ตารางนี้เริ่มจากมาตรการที่หน่วยงานอื่นเผยแพร่ไว้")
    assert of_both.startswith("ตารางนี้เริ่มจากมาตรการเดิมของหน่วยงานและมาตรการที่หน่วยงานอื่น")
