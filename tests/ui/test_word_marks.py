"""Marked words: signs beside colour, steps by what became of them, nothing becomes markup."""

from itasearch.model.comparison import (
    DifferenceKind,
    FieldDifference,
    SpanKind,
    TextSpan,
    UnitDifference,
)
from itasearch.ui.compare.pairs import marked_html, steps_html, units_html
from itasearch.ui.kit.html import Icon
from tests.ui.shown import shown

NAMES = ("เทศบาลตำบลต้นไม้", "เทศบาลตำบลลำธาร")
LEFT, RIGHT = "ประชุมทุกเดือน", "ประชุมทุกปี"
SAME = TextSpan(SpanKind.SAME, 0, 9)


def _changed() -> FieldDifference:
    return FieldDifference(
        field="steps",
        kind=DifferenceKind.CHANGED,
        left=LEFT,
        right=RIGHT,
        left_spans=(SAME, TextSpan(SpanKind.REMOVED, 9, len(LEFT))),
        right_spans=(SAME, TextSpan(SpanKind.ADDED, 9, len(RIGHT))),
    )


def _alone(text: str, *, left: bool) -> FieldDifference:
    kind = DifferenceKind.ONLY_LEFT if left else DifferenceKind.ONLY_RIGHT
    return FieldDifference(
        field="steps", kind=kind, left=text if left else None, right=None if left else text
    )


def test_words_of_one_side_have_a_sign_of_it() -> None:
    steps = shown(steps_html([_changed()], NAMES, most=200))

    assert steps.texts("mark.removed, mark.added") == ["−เดือน", "+ปี"]
    assert {"ประชุมทุก−เดือน", "ประชุมทุก+ปี"} <= set(steps.text.split())
    assert not steps.all(".ita-icon.differs")  # the field says it once, above its steps


def test_steps_of_one_side_are_counted_and_signed() -> None:
    steps = [_alone("ตั้งคณะทำงาน", left=True), *(_alone(f"ข้อ {n}", left=False) for n in (1, 2))]

    view = shown(steps_html(steps, NAMES, most=200))

    assert f"ไม่พบ 1 ขั้นนี้ในข้อของ {NAMES[1]}" in view.text
    assert f"{NAMES[1]} มีเพิ่ม 2 ขั้น" in view.text
    assert view.texts(".sign").count("+") == 2


def test_many_steps_and_same_ones_are_folded() -> None:
    same = FieldDifference(field="steps", kind=DifferenceKind.SAME, left=LEFT, right=LEFT)
    steps = [same, *(_alone(f"ข้อ {number}", left=False) for number in range(14))]

    view = shown(steps_html(steps, NAMES, most=200))

    assert "อีก 4 ขั้น" in view.text
    assert "เหมือนกัน 1 ขั้น" in view.text


def test_the_middle_of_a_long_text_goes_before_its_changes() -> None:
    same = "ก" * 300
    spans = (TextSpan(SpanKind.SAME, 0, 300), TextSpan(SpanKind.ADDED, 300, 303))

    html = marked_html(f"{same}ใหม่", spans, most=260)

    assert "ใหม" in html
    assert "…" in html
    assert same not in html


def test_units_are_signed_on_their_sides() -> None:
    units = UnitDifference(both=("กองคลัง",), only_left=("กองช่าง",), only_right=("สำนักปลัด",))

    html = units_html(units, NAMES)

    assert html.count(f"{Icon.SAME.html(spoken_label='สาระตรงกัน')}กองคลัง") == 2
    assert f"{Icon.MINUS.html(spoken_label=f'ระบุไว้เฉพาะ {NAMES[0]}')}กองช่าง" in html
    assert f"{Icon.PLUS.html(spoken_label=f'ระบุไว้เฉพาะ {NAMES[1]}')}สำนักปลัด" in html
    assert not units_html(UnitDifference(both=(), only_left=(), only_right=()), NAMES)
