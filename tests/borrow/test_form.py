"""The form that is handed in: columns, blanks, numbers, sources and what to look at."""

from dataclasses import replace

import pytest

from itasearch.borrow import adapt
from itasearch.borrow.form import BLANK, form_of
from itasearch.model.drafts import Draft, DraftItem
from tests.borrow.examples import ROWS, SOURCE, TARGET, a_form, a_measure, a_row, an_item


def remark(*items: DraftItem) -> str:
    return a_form(*items).sources[0][-1]


def test_titles_name_the_target_and_its_year() -> None:
    assert a_form().titles[1:] == (TARGET, "ประจำปีงบประมาณ พ.ศ. ๒๕๖๙")


def test_a_target_that_is_not_said_is_a_visible_blank() -> None:
    form = form_of(adapt(Draft(items=(an_item(),))))

    assert all(BLANK in title for title in form.titles[1:])


def test_rows_are_numbered_in_thai_digits_and_have_six_cells() -> None:
    form = a_form(*(an_item(n) for n in range(1, 11)))

    assert {len(row) for row in form.rows} == {len(form.headers)} == {6}
    assert form.rows[9][0] == "๑๐. อบรมจริยธรรมให้บุคลากรทุกกอง"


def test_results_and_outcomes_are_left_to_fill_in() -> None:
    row = a_form(a_row(ROWS[0])).rows[0]

    assert row[4:] == ("", "")
    assert row[2:4] == ("ต.ค. ๖๘ - ก.ย. ๖๙", "สำนักปลัด")


def test_every_row_has_its_source() -> None:
    (source,) = a_form(an_item()).sources

    assert source[:5] == (
        "๑",
        "จากเทศบาลตำบลบ้านดง (จังหวัดลำปาง)",
        "๒๕๖๖",
        "corpus/บ้านดง.md",
        "ตาราง ๑ แถว ๒ บรรทัด ๘",
    )


def test_an_invented_town_is_marked() -> None:
    sample = replace(an_item(), organisation=replace(SOURCE, sample=True))

    assert a_form(sample).sources[0][1].endswith("(ตัวอย่าง)")


def test_a_source_that_is_not_known_says_so() -> None:
    source = a_form(DraftItem(measure=a_measure())).sources[0]

    assert source[1:3] == ("ไม่ระบุ", "ไม่ระบุ")


def test_a_row_without_remarks_has_none() -> None:
    assert remark(a_row(ROWS[0])) == ""


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"steps": "เริ่มสำรวจเมื่อปี ๒๕๕๑"}, "๒๕๕๑"),
        ({"steps": "โรงเรียนบ้านดงลงนาม"}, "ชื่อต้นทาง"),
        ({"follow_up": "รายงานทุกเดือน"}, "การกำกับติดตาม"),
    ],
)
def test_what_a_person_must_look_at_is_said(fields: dict[str, str], wanted: str) -> None:
    assert wanted in remark(a_row(fields))


def test_what_the_person_wrote_is_said() -> None:
    assert "หน่วยงานรับผิดชอบ" in remark(an_item(edits=[("responsible", "กองช่าง")]))


def test_an_emptied_title_is_a_blank_with_its_number() -> None:
    assert a_form(an_item(edits=[("title", "  ")])).rows[0][0] == f"๑. {BLANK}"
