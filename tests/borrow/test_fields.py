"""Fields of a draft's row: what a person took back, and rows merged of several."""

from dataclasses import replace

import pytest

from itasearch.borrow.adapt.rows import adapt, remaining_of
from itasearch.model.drafts import AdaptedRow, ChangeKind, Decision, Draft, DraftItem, Verdict
from tests.borrow.examples import SOURCE, TARGET, TARGET_YEAR, YEAR, a_row, an_item, organisation

OTHER = organisation("เทศบาลตำบลหนองตาล", province="น่าน")


def template_item(item: DraftItem, *, year: int = TARGET_YEAR) -> AdaptedRow:
    draft = Draft(items=(item,), organisation=TARGET, fiscal_year_be=year)
    return adapt(draft).items[0]


def other_item(**texts: str) -> DraftItem:
    """A row of the other town, of the same form."""
    item = a_row(texts)
    measure = replace(item.measure, id="other")
    return replace(item, measure=measure, organisation=OTHER)


def merged(*parts: DraftItem) -> DraftItem:
    return replace(parts[0], edits=(), parts=parts)


def taken_back(item: DraftItem, field: str, kind: ChangeKind) -> DraftItem:
    """The row with the first change of a kind left as in the source."""
    shown = template_item(item).field(field)
    change = next(one for one in shown.adapted.changes if one.kind is kind)
    decision = Decision(piece=shown.piece(change), verdict=Verdict.AS_SOURCE)
    return replace(item, decisions=(decision,))


def test_a_change_taken_back_stands_as_in_the_source_for_any_target() -> None:
    item = taken_back(
        an_item(steps=f"{SOURCE.name}ประกาศนโยบายในปีงบประมาณ พ.ศ. ๒๕๖๖"), "steps", ChangeKind.NAME
    )

    for year in (TARGET_YEAR, TARGET_YEAR - 1):
        field = template_item(item, year=year).field("steps")
        assert field.adapted.adapted.startswith(SOURCE.name)
        assert [one.kind for one in field.kept] == [ChangeKind.NAME]
        assert [one.kind for one in field.adapted.changes] == [ChangeKind.YEAR]


def test_lines_that_say_the_same_in_the_targets_name_stand_once_in_a_merged_row() -> None:
    ours = an_item(steps=f"1. {SOURCE.name} ออกประกาศ\n2. แจ้งเวียนทุกกอง")
    other = other_item(steps=f"1) {OTHER.name} ออกประกาศ\n2) ติดประกาศหน้าสำนักงาน")

    field = template_item(merged(ours, other)).field("steps")

    assert field.adapted.adapted == f"1. {TARGET} ออกประกาศ\n2. แจ้งเวียนทุกกอง\n3. ติดประกาศหน้าสำนักงาน"


def test_spans_of_a_merged_row_are_told_back_to_their_measure() -> None:
    ours = an_item(steps="แจ้งเวียนทุกกอง")
    other = other_item(steps=f"ประชุมชี้แจง\nผู้บริหาร{OTHER.name}ลงนาม")

    field = template_item(merged(ours, other)).field("steps")
    change = next(one for one in field.adapted.changes if one.kind is ChangeKind.NAME)
    piece = field.piece(change)

    assert field.original[change.start : change.end] == change.old == piece.old
    assert piece.measure_id == "other"
    text = other.measure.text("steps")
    assert text[piece.start : piece.start + len(piece.old)] == piece.old


def test_a_decision_holds_in_a_merged_row() -> None:
    ours = an_item(steps="แจ้งเวียนทุกกอง")
    other = taken_back(
        other_item(steps=f"{SOURCE.name}และ{OTHER.name}ลงนามร่วมกัน"), "steps", ChangeKind.NAME
    )
    row = replace(merged(ours, other), decisions=other.decisions)

    assert OTHER.name in template_item(row).text("steps")


def test_a_merged_row_keeps_edits_titles_and_sources() -> None:
    ours = an_item(title="มาตรการแรก", responsible="กองคลัง", results="แจ้งเวียนแล้ว")
    other = replace(
        other_item(title="มาตรการที่สอง", responsible="กองช่าง", results="ติดประกาศแล้ว"),
        edits=(("responsible", "กองการศึกษา"), ("results", "อบรมแล้วสองรุ่น")),
    )

    item = template_item(merged(ours, other))

    assert item.text("title") == "มาตรการแรก"
    assert item.text("responsible") == "กองคลัง\nกองการศึกษา"
    assert item.text("results") == "อบรมแล้วสองรุ่น"
    assert [one.measure for one in item.sources] == [ours.measure, other.measure]


def test_results_are_left_to_fill_in() -> None:
    item = an_item(results="จัดอบรมแล้วสองครั้ง")

    assert template_item(item).text("results") == ""


@pytest.mark.parametrize(("year", "kept"), [(YEAR, True), (YEAR + 1, False)])
def test_our_own_results_of_the_same_year_are_ours_to_hand_in(year: int, kept: bool) -> None:
    item = an_item(results="จัดอบรมแล้ว ๒ ครั้ง ผู้ร่วม ๔๐ คน", outcomes="ผ่านทุกคน", budget="๙,๐๐๐ บาท")
    draft = Draft(items=(item,), organisation=SOURCE.name, fiscal_year_be=year)

    (row,) = adapt(draft, own=SOURCE).items

    texts = [row.text(name) for name in ("results", "outcomes", "budget")]
    measure = item.measure
    assert texts == ([measure.results, measure.outcomes, measure.budget] if kept else [""] * 3)
    assert [field.name for field in row.fields if field.adapted.open and kept] == []


def test_rows_stand_by_indicator_when_the_draft_is_grouped() -> None:
    first, second = an_item(), other_item()
    stated = replace(second, measure=replace(second.measure, indicator=3))
    draft = Draft(items=(first, stated), grouped=True)

    items = adapt(draft).items

    assert [item.indicator.number if item.indicator else None for item in items] == [3, None]


def test_blanks_and_questions_that_are_left_are_counted() -> None:
    item = an_item(steps="อบรมพนักงาน จำนวน ๗๐ คน\nโทร. ๐๕๔ ๑๒๓๔๕๖")

    left = remaining_of(template_item(item))

    assert (left.blanks, left.questions) == (1, 1)


def test_the_weakest_indicators_come_first_in_a_grouped_draft() -> None:
    items = [
        replace(item, measure=replace(item.measure, indicator=number))
        for item, number in zip(map(an_item, range(1, 6)), (9, 3, 7, None, 1), strict=True)
    ]

    rows = adapt(Draft(items=tuple(items), grouped=True), scores={9: 70.0, 7: 88.5}).items

    numbers = [row.indicator.number if row.indicator else None for row in rows]
    assert numbers == [9, 7, 1, 3, None]


def test_a_follow_up_that_only_steps_state_is_in_its_own_cell_too() -> None:
    item = an_item(steps="๑. ปิดประกาศ\n๒. รายงานผลต่อนายกเทศมนตรีทุกไตรมาส", follow_up="-")
    other = an_item(steps="๑. ปิดประกาศ", follow_up="รายงานทุกเดือน")

    assert template_item(item).text("follow_up") == "รายงานผลต่อนายกเทศมนตรีทุกไตรมาส"
    assert template_item(other).text("follow_up") == "รายงานทุกเดือน"
