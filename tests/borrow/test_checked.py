"""Each row of a draft is checked by the form of its year before it is handed in."""

from itasearch.borrow.advice import with_checks
from itasearch.model.form_check import Part
from tests.borrow.examples import a_template, an_item


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
