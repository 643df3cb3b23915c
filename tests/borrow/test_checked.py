"""Each row of a draft is checked by the form of its year before it is handed in."""

from dataclasses import replace

from itasearch.borrow.adapt.rows import with_checks
from itasearch.borrow.document.cells import field_cell
from itasearch.model.documents import TextMark
from itasearch.model.drafts import BORROWED_FIELDS, AdaptedRow, Decision, Verdict
from itasearch.model.form_check import Part
from itasearch.wording.document_words import BLANK
from tests.borrow.examples import a_template, an_item

STEPS = (
    "๑. แต่งตั้งคณะทำงานของเทศบาลตำบลบ้านดงตามคำสั่งที่ ๑๒/๒๕๖๖",
    "๒. ประชุมชี้แจงเจ้าหน้าที่ทุกกองให้เข้าใจแนวทางเดียวกัน",
    "๓. ปิดประกาศที่จุดบริการและเผยแพร่ทางเว็บไซต์ประจำปี ๒๕๖๖",
    "๔. สำรวจความเห็นผู้รับบริการแล้วรายงานนายกเทศมนตรี",
)


def test_what_a_row_lacks_is_told_beside_it() -> None:
    whole = an_item(
        1,
        steps="ประชุมคณะทำงาน",
        timeframe="ต.ค. ๖๕ - ก.ย. ๖๖",
        responsible="กองคลัง",
        follow_up="รายงานผลทุกไตรมาส",
    )
    bare = an_item(2, steps="«รายละเอียด»")

    first, second = with_checks(a_template(whole, bare)).items

    assert first.check is not None and first.check.missing == ()
    assert second.check is not None
    assert second.check.missing == (Part.STEPS, Part.TIMEFRAME, Part.RESPONSIBLE, Part.FOLLOW_UP)


def test_a_cell_that_the_person_emptied_is_missing() -> None:
    row = an_item(responsible="กองช่าง", edits=[("responsible", "-")])

    (item,) = with_checks(a_template(row)).items

    assert item.check is not None and Part.RESPONSIBLE in item.check.missing


def test_a_row_is_clean_on_paper_when_all_that_is_asked_of_it_is_checked() -> None:
    steps = "\n".join((*STEPS, "๕. อบรมพนักงาน ๖๐ คน แล้วตอบกลับภายใน ๓ วันทำการ"))
    row = an_item(steps=steps, timeframe="ตลอดปีงบประมาณ", responsible="กองคลัง")

    def marks(shown: AdaptedRow) -> list[str]:
        cells = (field_cell(shown.field(name)) for name in BORROWED_FIELDS)
        pieces = (piece for cell in cells for piece in cell if piece.mark is TextMark.NOTICE)
        return [piece.text for piece in pieces if piece.text != BLANK]

    (shown,) = a_template(row).items
    asked = [(field, it) for field in shown.fields for it in field.adapted.open]
    blanks = ["«เลขที่คำสั่ง»"]
    assert marks(shown) == [*blanks, "๖๐ คน", "ภายใน ๓ วันทำการ", STEPS[-1].removeprefix("๔. ")]
    checked = (
        Decision(piece=field.piece(question), verdict=Verdict.CHECKED) for field, question in asked
    )
    (shown,) = a_template(replace(row, decisions=tuple(checked))).items
    assert marks(shown) == blanks
