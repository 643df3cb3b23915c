"""What differs in a pair: fields and steps, words, months and responsible units."""

from hypothesis import given, strategies as st

from itasearch.compare.difference.diff import (
    compare_measures,
    differences,
    same_months,
    step_differences,
    timeframe_difference,
    unit_difference,
)
from itasearch.compare.difference.spans import comparable, text_difference
from itasearch.enrich.local_names import units
from itasearch.model.comparison import DifferenceKind, MonthSpan, SpanKind, TextSpan
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.stretches import split_steps
from tests.cases import examples, listed, literal, member, optional, tupled, yes
from tests.compare.samples import TOWN, VILLAGE, measure, report

LEFT = report("a", organisation=TOWN, year=2566)
RIGHT = report("b", organisation=VILLAGE, year=2568)
REPORTS = (LEFT, RIGHT)


def kind_of(left: str, right: str) -> DifferenceKind:
    (found,) = differences(measure(left), measure(right), reports=REPORTS)
    return found.kind


@examples("diff", "spelling own names and own years are no difference")
def test_spelling_own_names_and_own_years_are_no_difference(left: str, right: str) -> None:
    assert kind_of(left, right) is DifferenceKind.SAME


@examples("diff", "figures units and other years are a change")
def test_figures_units_and_other_years_are_a_change(left: str, right: str) -> None:
    assert kind_of(left, right) is DifferenceKind.CHANGED


def test_a_number_of_thousands_of_digits_is_compared() -> None:
    digits = "7" * 5_000

    for text in (f"{digits} ล้านบาท", f"{digits} ครั้งต่อปี", f"ปีละ {digits} ครั้ง", f"ทุก {digits} วัน"):
        assert kind_of(text, f"{text} ") is DifferenceKind.SAME


def test_a_field_that_one_side_lacks_is_only_on_the_other() -> None:
    left = measure("ยืมพัสดุ", steps="ใช้ใบยืม", responsible="กองคลัง")
    right = measure("ยืมพัสดุ", steps="ใช้ใบยืม", results="ยืม 20 ครั้ง", outcomes=" ")

    found = differences(left, right, reports=REPORTS)

    assert [(one.field, one.kind.value, one.left, one.right) for one in found] == [
        ("title", "same", "ยืมพัสดุ", "ยืมพัสดุ"),
        ("steps", "same", "ใช้ใบยืม", "ใช้ใบยืม"),
        ("responsible", "only_left", "กองคลัง", None),
        ("results", "only_right", None, "ยืม 20 ครั้ง"),
    ]


def test_texts_are_given_as_read() -> None:
    (found,) = differences(measure("แผน  ๒๕๖๖"), measure("แผน 2568"), reports=REPORTS)

    assert (found.left, found.right) == ("แผน  ๒๕๖๖", "แผน 2568")


def test_without_a_fiscal_year_all_years_count() -> None:
    yearless = report("c", year=None)

    assert comparable("ปี ๒๕๖๕", yearless) != comparable("ปี ๒๕๖๖", yearless)


STEPS = (
    "แต่งตั้งคณะทำงาน",
    "ตรวจนับครุภัณฑ์ทุกกอง",
    "รายงานผลต่อนายก",
    "ปิดประกาศหน้าสำนักงาน",
    "ถ่ายภาพทรัพย์สินชำรุด",
)
lists = st.lists(st.sampled_from(STEPS), max_size=5, unique=True)


@examples("diff", "a text and its steps", str, tupled)
def test_a_text_and_its_steps(text: str, steps: tuple[str, ...]) -> None:
    assert split_steps(text) == steps


def test_steps_are_same_changed_missing_or_added() -> None:
    left = "1. แต่งตั้งคณะทำงาน\n2. ตรวจนับครุภัณฑ์ทุกกอง\n3. รายงานผลต่อนายก"
    right = "๑. แต่งตั้งคณะทำงาน\n๒. ตรวจนับครุภัณฑ์ทุกกองปีละสองครั้ง\n๓. ปิดประกาศหน้าสำนักงาน"

    found = step_differences(left, right, reports=REPORTS)

    assert [one.kind.value for one in found] == ["same", "changed", "only_right", "only_left"]
    assert found[2].right == "๓. ปิดประกาศหน้าสำนักงาน"


@examples("diff", "a step that the title says is not missing", str, str, str, str, listed)
def test_a_step_that_the_title_of_the_other_says_is_not_missing_there(
    steps: str, title: str, other: str, time: str, kinds: list[str]
) -> None:
    left, right = measure("ทำเมนู", steps=steps), measure(title, steps=other, timeframe=time)

    pair = compare_measures(left, right, similarity=0.5, reports=REPORTS, common={"steps"})

    assert [f"{one.field} {one.kind.value}" for one in pair.steps] == kinds


@examples("diff", "a reworded step is not missing or added", str, str, listed)
def test_a_reworded_step_is_not_missing_or_added(left: str, right: str, kinds: list[str]) -> None:
    found = step_differences(left, right, reports=REPORTS)

    assert [one.kind.value for one in found] == kinds


def test_a_step_that_moved_is_no_difference() -> None:
    left, right = "\n".join(STEPS[:3]), "\n".join(STEPS[2::-1])

    found = step_differences(left, right, reports=REPORTS)

    assert [one.kind.value for one in found] == ["same", "same", "same"]


def test_lists_with_nothing_in_common_stand_behind_each_other() -> None:
    found = step_differences("ขุดบ่อบาดาล", "แจกคูปองอาหาร", reports=REPORTS)

    assert [one.kind.value for one in found] == ["only_left", "only_right"]


@given(left=lists, right=lists)
def test_every_step_of_both_sides_is_told_once(left: list[str], right: list[str]) -> None:
    found = step_differences("\n".join(left), "\n".join(right), reports=REPORTS)

    assert [one.left for one in found if one.left is not None] == left
    assert sorted(one.right for one in found if one.right is not None) == sorted(right)


@examples("diff", "budgets are the same by their amounts", str, str, member(DifferenceKind))
def test_budgets_are_the_same_by_their_amounts(left: str, right: str, kind: DifferenceKind) -> None:
    sides = (measure("อบรมงานพัสดุ", budget=text) for text in (left, right))

    title, budget = differences(*sides, reports=REPORTS)

    assert (title.kind, budget.kind) == (DifferenceKind.SAME, kind)


@examples("diff", "advice that says there is none", literal, literal, member(DifferenceKind))
def test_a_recommendation_that_says_there_is_none_is_as_an_empty_cell(
    left: str | None, right: str | None, kind: DifferenceKind
) -> None:
    sides = (measure("เก็บขยะวันเว้นวัน", recommendations=text) for text in (left, right))
    fields = ("title", "recommendations")

    pair = compare_measures(*sides, similarity=1.0, reports=REPORTS, common=fields)

    assert pair.differences[1].kind is kind


thai = st.text(alphabet="กขคงจชดตนบปมยรลวสหอะาิีุูเแโไ่้ ๑2-\n", max_size=60).filter(str.strip)


def shown(text: str, spans: tuple[TextSpan, ...]) -> list[tuple[str, str]]:
    return [(span.kind.value, text[span.start : span.end]) for span in spans]


def test_words_are_told_as_same_removed_and_added() -> None:
    left, right = "จัดอบรมพนักงาน ๒ ครั้ง", "จัดอบรมผู้บริหาร ๒ ครั้ง"

    found = text_difference("steps", left, right, reports=REPORTS)

    assert ("removed", "พนักงาน") in shown(left, found.left_spans)
    assert ("added", "ผู้บริหาร") in shown(right, found.right_spans)
    assert 0 < found.size < 0.6


def test_own_names_and_the_years_near_the_report_are_no_difference() -> None:
    left, right = "แผนของเทศบาลตำบลดงมะไฟ ปี 2566", "แผนของ อบต.บ้านหนองแสง ปี 2568"

    found = text_difference("steps", left, right, reports=REPORTS)

    assert found.size == 0
    assert {span.kind for span in (*found.left_spans, *found.right_spans)} == {SpanKind.SAME}


def test_crumbs_between_changes_are_shown_with_them() -> None:
    left, right = "ซ่อมถนนและท่อ", "ปลูกไผ่และกล้วย"

    found = text_difference("steps", left, right, reports=REPORTS)

    assert [kind for kind, _ in shown(left, found.left_spans)] == ["removed"]


@given(left=thai, right=thai)
def test_spans_cover_each_text_without_gap(left: str, right: str) -> None:
    found = text_difference("steps", left, right, reports=REPORTS)

    assert "".join(part for _, part in shown(left, found.left_spans)) == left
    assert "".join(part for _, part in shown(right, found.right_spans)) == right
    assert 0 <= found.size <= 1


def marked(left: str, right: str) -> str:
    """The left text with what the right one lacks in angle brackets."""
    spans = text_difference("steps", left, right, reports=(report("a"), report("b"))).left_spans
    return "".join(
        f"<{left[one.start : one.end]}>"
        if one.kind is SpanKind.REMOVED
        else left[one.start : one.end]
        for one in spans
    )


@examples("diff", "what is marked of a text beside another")
def test_what_is_marked_of_a_text_beside_another(left: str, right: str, wanted: str) -> None:
    assert marked(left, right) == wanted


@examples(
    "diff",
    "months are counted from october and never clipped",
    str,
    optional(int),
    optional(int),
    yes,
)
def test_months_are_counted_from_october_and_never_clipped(
    text: str, first: int | None, last: int | None, leaves: bool
) -> None:
    found = MonthSpan.read(text, LEFT.fiscal_year_be)

    assert (found.first, found.last, found.leaves_fiscal_year) == (first, last, leaves)


def test_without_a_fiscal_year_no_months_are_told() -> None:
    found = MonthSpan.read("ต.ค. ๖๕", None)

    assert (found.start, found.end, found.confidence) == (None, None, 0)


@examples("diff", "times are compared in their own fiscal years", str, str, yes, float)
def test_times_are_compared_in_their_own_fiscal_years(
    left: str, right: str, same: bool, shared: float | None
) -> None:
    found = timeframe_difference(left, right, reports=REPORTS)

    assert found is not None
    assert (same_months(found), found.shared) == (same, shared)


@examples("diff", "units are told apart without the towns names", str, str, tupled, tupled, tupled)
def test_units_are_told_apart_without_the_towns_names(
    left: str,
    right: str,
    both: tuple[str, ...],
    only_left: tuple[str, ...],
    only_right: tuple[str, ...],
) -> None:
    found = unit_difference(left, right, reports=REPORTS)

    assert found is not None
    ours = tuple(name for name, _ in found.both)
    assert (ours, found.only_left, found.only_right) == (both, only_left, only_right)
    assert all(squash(theirs) in squash(right) for _, theirs in found.both)


@examples("diff", "a field names units without marks and what they do", str, listed)
def test_a_field_names_units_without_marks_and_what_they_do(text: str, names: list[str]) -> None:
    assert list(units(text, REPORTS[0].organisation).values()) == names


@given(st.text(alphabet="กองคลังช่าง งาน()-–/,.๑1\n", max_size=40))
def test_no_unit_has_half_a_bracket_or_a_mark_before_it(text: str) -> None:
    for name in units(text, REPORTS[0].organisation).values():
        assert not set("()\n/,") & set(name)
        assert name[0] not in "-–. "


def test_a_post_behind_its_unit_is_named_apart() -> None:
    town = report("a", organisation=TOWN)

    assert list(units("สำนักปลัดเทศบาล นิติกร", town.organisation)) == ["สำนักปลัด", "นิติกร"]
    assert list(units("กองคลัง นักวิชาการพัสดุ", town.organisation)) == ["กองคลัง", "นักวิชาการพัสดุ"]
    assert list(units("สำนัก ปลัดเทศบาล", town.organisation)) == ["สำนักปลัด"]
