"""What differs in a pair: fields and steps, words, months and responsible units."""

import pytest
from hypothesis import given, strategies as st

from itasearch.compare.difference.diff import (
    compare_measures,
    differences,
    month_span,
    results_differ,
    same_months,
    step_differences,
    timeframe_difference,
    unit_difference,
)
from itasearch.compare.difference.spans import comparable, text_difference
from itasearch.enrich.own_names import units
from itasearch.model.comparison import DifferenceKind, SpanKind, TextSpan
from itasearch.text.thai.stretches import split_steps
from tests.compare.samples import TOWN, VILLAGE, measure, report

LEFT = report("a", organisation=TOWN, year=2566)
RIGHT = report("b", organisation=VILLAGE, year=2568)
REPORTS = (LEFT, RIGHT)


def kind_of(left: str, right: str) -> DifferenceKind:
    (found,) = differences(measure(left), measure(right), reports=REPORTS)
    return found.kind


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("จัดอบรม ๒ ครั้ง", "จัดอบรม  2 ครั้ง"),
        ("๑. ประชุม\n๒. รายงานผล", "1) ประชุม\n2) รายงานผล"),
        ("- ประชุม\n- รายงานผล", "• ประชุม • รายงานผล"),
        ("แผนของเทศบาลตำบลดงมะไฟ", "แผนของ อบต.บ้านหนองแสง"),
        ("จังหวัดสกลนคร", "จังหวัดอุดรธานี"),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖", "ปีงบประมาณ 2568"),
        ("ต.ค. ๖๕ - ก.ย. ๖๖", "ต.ค.67 - ก.ย.68"),
        ("ตุลาคม ๒๕๖๕ – กันยายน ๒๕๖๖", "ตุลาคม 2567 – กันยายน 2568"),
        ("ตาม พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐", "ตาม พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. 2540"),
        ("แจ้งผลภายใน ๒๑ วัน", "แจ้งผลภายในยี่สิบเอ็ดวัน"),
        ("เก็บสำเนาหนึ่งร้อยแปดสิบวัน", "เก็บสำเนา ๑๘๐ วัน"),
        ("วงเงินไม่เกินสองล้านห้าแสนบาท", "วงเงินไม่เกิน 2,500,000 บาท"),
        ("สัญญาผูกพันสามปี", "สัญญาผูกพัน 3 ปี"),
        ("ประชุมทุกสามเดือน", "ประชุมไตรมาสละครั้ง"),
        ("ล้างถังน้ำทุก ๒ ปี", "ล้างถังน้ำทุก 24 เดือน"),
        ("ล้างถังน้ำทุก ๗ วัน", "ล้างถังน้ำทุกสัปดาห์"),
        ("ล้างถังน้ำทุก ๓๐ วัน", "ล้างถังน้ำทุกเดือน"),
        ("พอใจร้อยละ ๘๐", "พอใจ 80%"),
        ("ยืมได้ ๓ – ๕ วัน", "ยืมได้ 3 ถึง 5 วัน"),
    ],
)
def test_spelling_own_names_and_own_years_are_no_difference(left: str, right: str) -> None:
    assert kind_of(left, right) is DifferenceKind.SAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("จัดอบรม ๒ ครั้ง", "จัดอบรม ๓ ครั้ง"),
        ("กองคลัง", "สำนักปลัด"),
        ("ต.ค. ๖๕ - ก.ย. ๖๖", "ต.ค. ๖๖ - ก.ย. ๖๘"),
        ("ปีงบประมาณ ๒๕๖๖", "ปีงบประมาณ ๒๕๖๗"),
        ("งบประมาณ ๒๐,๐๐๐ บาท", "งบประมาณ ๓๐,๐๐๐ บาท"),
        ("ยืมได้ ๑–๕ วัน", "ยืมได้ ๑๕ วัน"),
        ("เก็บสำเนาหนึ่งร้อยแปดสิบวัน", "เก็บสำเนา ๘๐ วัน"),
        ("จังหวัดร้อยเอ็ดครั้งแรก", "จังหวัด ๑๐๑ ครั้งแรก"),
        ("เปิดทุกวันพุธ", "เปิดทุกวันจันทร์"),
        ("ล้างถังน้ำทุก ๔ ปี", "ล้างถังน้ำทุกปี"),
        ("ล้างถังน้ำทุก ๔ ปี", "ล้างถังน้ำทุก ๓ ปี"),
        ("พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐", "พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๒"),
    ],
)
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


def test_steps_that_run_together_are_taken_apart() -> None:
    assert split_steps("๑. ประชุมกอง ๒. รายงานนายก\n๓) ปิดประกาศ") == (
        "๑. ประชุมกอง",
        "๒. รายงานนายก",
        "๓) ปิดประกาศ",
    )


def test_figures_and_dates_begin_no_step() -> None:
    assert split_steps("สำรวจ 2. 5 แห่ง ภายใน 3 วัน") == ("สำรวจ 2. 5 แห่ง ภายใน 3 วัน",)


def test_steps_are_same_changed_missing_or_added() -> None:
    left = "1. แต่งตั้งคณะทำงาน\n2. ตรวจนับครุภัณฑ์ทุกกอง\n3. รายงานผลต่อนายก"
    right = "๑. แต่งตั้งคณะทำงาน\n๒. ตรวจนับครุภัณฑ์ทุกกองปีละสองครั้ง\n๓. ปิดประกาศหน้าสำนักงาน"

    found = step_differences(left, right, reports=REPORTS)

    assert [one.kind.value for one in found] == ["same", "changed", "only_right", "only_left"]
    assert found[2].right == "๓. ปิดประกาศหน้าสำนักงาน"


def test_a_step_that_the_title_of_the_other_says_is_not_missing_there() -> None:
    left = measure("มอบเจ้าของข้อมูล OIT รายหัวข้อ", steps="๑. แต่งตั้งเจ้าของข้อมูล")
    right = measure("จัดเมนูเว็บไซต์", steps="๑. จ้างทำเมนู\n๒. มอบเจ้าของรายหัวข้อ O1-O35")

    pair = compare_measures(left, right, similarity=0.5, reports=REPORTS, common={"steps"})

    told = [(one.field, one.kind.value) for one in pair.steps]
    assert told == [("steps", "only_left"), ("steps", "only_right"), ("title", "changed")]
    assert (pair.steps[2].left, pair.steps[2].right) == (left.title, "๒. มอบเจ้าของรายหัวข้อ O1-O35")


@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        ("มีหนังสือแจ้งผู้รับจ้างและคู่สัญญา", "แจ้งคู่สัญญาเป็นหนังสือ", ["changed"]),
        ("ปิดประกาศให้ประชาชนทราบ", "ให้ประชาชนในหมู่บ้านได้ทราบ โดยการปิดประกาศ", ["changed"]),
        ("จัดทำผังขั้นตอนการยืมและติดไว้", "จัดทำบัญชี ผู้ดูแลการยืมลงนาม", ["only_left", "only_right"]),
        ("เสนอนายกอนุมัติโครงการอบรม", "สรุปรายงานการประชุมเสนอนายก", ["only_left", "only_right"]),
        ("แต่งตั้งคณะทำงานตรวจรับ", "อบรมคณะทำงาน", ["only_left", "only_right"]),
    ],
)
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


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("๔๘,๐๐๐", "48 พันบาท", DifferenceKind.SAME),
        ("1.5 ล้านบาท", "1,500,000 บาท", DifferenceKind.SAME),
        ("48,000", "48", DifferenceKind.CHANGED),
        ("48,000 จากเงินสะสม", "48 พันบาท", DifferenceKind.CHANGED),
    ],
)
def test_budgets_are_the_same_by_their_amounts(left: str, right: str, kind: DifferenceKind) -> None:
    sides = (measure("อบรมงานพัสดุ", budget=text) for text in (left, right))

    title, budget = differences(*sides, reports=REPORTS)

    assert (title.kind, budget.kind) == (DifferenceKind.SAME, kind)


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (None, "ไม่มี", DifferenceKind.SAME),
        ("ไม่พบปัญหา", None, DifferenceKind.SAME),
        ("ไม่มีข้อเสนอแนะ", "ไม่มี", DifferenceKind.SAME),
        ("ไม่จำเป็นต้องปรับปรุง", "-", DifferenceKind.SAME),
        (None, "ควรเพิ่มถังขยะ", DifferenceKind.ONLY_RIGHT),
        ("ไม่มี", "ควรเพิ่มถังขยะ", DifferenceKind.CHANGED),
    ],
)
def test_a_recommendation_that_says_there_is_none_is_as_an_empty_cell(
    left: str | None, right: str | None, kind: DifferenceKind
) -> None:
    sides = (measure("เก็บขยะวันเว้นวัน", recommendations=text) for text in (left, right))
    fields = ("title", "recommendations")

    pair = compare_measures(*sides, similarity=1.0, reports=REPORTS, common=fields)

    assert pair.differences[1].kind is kind


RESULTS = (
    ("มีผู้ขอยืม ๖ ราย ในปีงบประมาณ ๒๕๖๖", "มีผู้ขอยืม 6 ราย", False),
    ("จัดเวทีวันที่ ๔ และ ๕ มิถุนายน", "จัดเวทีวันที่ ๑๑ และ ๑๒ มิถุนายน", False),
    ("จัดเวที ๔ – ๕ มิ.ย. ๖๖", "จัดเวที ๑๑ – ๑๒ มิ.ย. ๖๘", False),
    ("เปิดเผยราคากลางตามมาตรา ๖๓", "เปิดเผยราคากลาง", False),
    ("ลงทะเบียน ๑ เล่ม", "ลงทะเบียนแล้ว", False),
    ("มีผู้ขอยืม ๖ ราย ในปีงบประมาณ ๒๕๖๖", "มีผู้ขอยืม 9 ราย", True),
    ("จัดเวทีวันที่ ๔ มิถุนายน มีผู้ร่วม ๔๐ คน", "จัดเวทีวันที่ ๔ มิถุนายน มีผู้ร่วม ๗๐ คน", True),
    ("ประชุมปีละ ๒ ครั้ง", "ประชุมปีละ ๑๒ ครั้ง", True),
    ("ได้คะแนน ๘๑.๕", "ได้คะแนน ๙๔.๒", True),
    ("ตามคำสั่งที่ ๑๒/๒๕๖๕", "ตามคำสั่งที่ ๔๐/๒๕๖๗", False),
    ("ซ่อมไฟได้ ๗/๒๐ จุด", "ซ่อมไฟได้ ๑๙/๒๐ จุด", True),
    ("ผู้ขอยืม: ๖", "ผู้ขอยืม: ๙", True),
    ("ยืมพัสดุ (๑๒ รายการ, คืนแล้ว ๑๐)", "ยืมพัสดุ (๑๒ รายการ, คืนแล้ว ๑๒)", True),
    ("มีผู้ร้อง ๑ ราย", "ไม่มีผู้ร้อง", True),
)
"""Results of two reports, and whether they are other ones."""


def test_results_differ_by_what_they_count_and_how_often() -> None:
    wrong = [
        (left, right)
        for left, right, differ in RESULTS
        if differ
        is not results_differ(
            *(measure("จัดบริการประชาชน", results=text) for text in (left, right)), reports=REPORTS
        )
    ]

    assert wrong == []


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


def test_brackets_go_with_the_words_that_they_enclose() -> None:
    assert marked("ระบบนัดหมาย (Online Queue) ของกองช่าง", "ระบบนัดหมายของกองช่าง") == (
        "ระบบนัดหมาย <(Online Queue)> ของกองช่าง"
    )
    assert marked('ระบบ "นัดหมาย"', "ระบบ") == 'ระบบ <"นัดหมาย">'


def test_the_number_of_an_item_is_no_changed_word() -> None:
    assert marked("๓. ตรวจนับพัสดุ", "๒) ตรวจนับพัสดุ") == "๓. ตรวจนับพัสดุ"


@pytest.mark.parametrize(
    ("text", "first", "last", "leaves"),
    [
        ("ต.ค. ๖๕ - ก.ย. ๖๖", 0, 11, False),
        ("ตุลาคม 2565 - ธันวาคม 2566", 0, 14, True),
        ("สิงหาคม 2565 - มกราคม 2566", -2, 3, True),
        ("ภายในเดือนมีนาคม 2566", None, 5, False),
        ("ตั้งแต่ พ.ย. 66 เป็นต้นไป", 13, None, True),
        ("ตามความเหมาะสม", None, None, False),
    ],
)
def test_months_are_counted_from_october_and_never_clipped(
    text: str, first: int | None, last: int | None, leaves: bool
) -> None:
    found = month_span(text, LEFT)

    assert (found.first, found.last, found.leaves_fiscal_year) == (first, last, leaves)


def test_without_a_fiscal_year_no_months_are_told() -> None:
    found = month_span("ต.ค. ๖๕", report("c", year=None))

    assert (found.start, found.end, found.confidence) == (None, None, 0)


@pytest.mark.parametrize(
    ("left", "right", "same", "shared"),
    [
        ("ตุลาคม 2565 - กันยายน 2566", "ปีงบประมาณ 2568", True, 1.0),
        ("ทุกสัปดาห์ ต.ค. 65 - ก.ย. 66", "ต.ค. 67 - ก.ย. 68", False, 1.0),
        ("ต.ค. 65 - ก.ย. 66", "ไตรมาส 1", False, 0.25),
        ("ต.ค. 65 - มี.ค. 66", "เม.ย. 68 - ก.ย. 68", False, 0.0),
        ("รายเดือน", "ต.ค. 67 - ก.ย. 68", False, 1.0),
        ("ก.พ. และ ส.ค. 66", "ก.พ. และ ส.ค. 68", True, 1.0),
        ("ก.พ. และ ส.ค. 66", "ก.พ. - ส.ค. 68", False, 0.2857),
        ("ก.พ. และ ส.ค. 66", "มี.ค. - ก.ค. 68", False, 0.0),
        ("ทุกวันพุธ", "ทุกวันพฤหัสบดี", False, 1.0),
        ("ไตรมาสละครั้ง", "รายไตรมาส", True, 1.0),
        ("ไตรมาสที่ ๑, ไตรมาสที่ ๒, ไตรมาสที่ ๓, ไตรมาสที่ ๔", "รายไตรมาส", True, 1.0),
        ("ไตรมาส 2, ไตรมาส 3, ไตรมาส 4", "รายไตรมาส", False, 0.75),
        ("ไตรมาส ๑ – ๔", "ทุกเดือน", False, 1.0),
    ],
)
def test_times_are_compared_in_their_own_fiscal_years(
    left: str, right: str, same: bool, shared: float | None
) -> None:
    found = timeframe_difference(left, right, reports=REPORTS)

    assert found is not None
    assert (same_months(found), found.shared) == (same, shared)


@pytest.mark.parametrize(
    ("left", "right", "both", "only_left", "only_right"),
    [
        ("กองคลัง", "กองคลัง", ("กองคลัง",), (), ()),
        ("สำนักปลัดเทศบาล", "สำนักปลัด อบต.", ("สำนักปลัดเทศบาล",), (), ()),
        ("กองคลัง/กองช่าง", "กองช่าง และกองการศึกษา", ("กองช่าง",), ("กองคลัง",), ("กองการศึกษา",)),
        ("- สำนักปลัด\n- กองช่าง", "กองช่าง กองคลัง", ("กองช่าง",), ("สำนักปลัด",), ("กองคลัง",)),
        ("กองคลัง /งานพัสดุ", "กองคลัง", ("กองคลัง",), (), ()),  # a part of the same
        ("กองคลัง/งานพัสดุ", "กองคลัง (งานการเงิน)", ("กองคลัง",), ("งานพัสดุ",), ("งานการเงิน",)),
        ("นิติกร กองคลัง", "กองคลัง", ("กองคลัง",), (), ()),  # who of the same
        ("นิติกร", "กองคลัง", (), ("นิติกร",), ("กองคลัง",)),
        ("กองช่าง, นิติกร", "กองช่าง", ("กองช่าง",), ("นิติกร",), ()),  # whose is not said
    ],
)
def test_units_are_told_apart_without_the_towns_names(
    left: str,
    right: str,
    both: tuple[str, ...],
    only_left: tuple[str, ...],
    only_right: tuple[str, ...],
) -> None:
    found = unit_difference(left, right, reports=REPORTS)

    assert found is not None
    assert (found.both, found.only_left, found.only_right) == (both, only_left, only_right)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("กองช่าง (งานโยธา)", ["กองช่าง", "งานโยธา"]),  # lost its closing bracket
        ("กองคลัง(งานพัสดุ)\n–กองช่าง", ["กองคลัง", "งานพัสดุ", "กองช่าง"]),
        ("๑.สำนักปลัด ๒.กองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("กองช่างร่วมกับกองคลัง", ["กองช่าง", "กองคลัง"]),
        ("ทุกกอง โดยสำนักปลัดเป็นผู้รวมเรื่อง", ["ทุกกอง", "สำนักปลัด"]),
        ("ทุกฝ่าย/กอง", ["ทุกฝ่าย", "ทุกกอง"]),
        ("ทุกงานในสังกัดปฏิบัติตามระเบียบและส่งเรื่องให้ปลัดลงนาม", ["ทุกงานในสังกัด"]),
        ("กลุ่มงานตรวจสอบภายใน", ["กลุ่มงานตรวจสอบภายใน"]),
        ("นักจัดการ งานทั่วไป", ["นักจัดการ งานทั่วไป"]),
    ],
)
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
