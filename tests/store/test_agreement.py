"""How much two versions of one report agree."""

from itasearch.store.versions import LEAST_AGREEMENT, MeasureText, agreement

POLICY = MeasureText("ประกาศนโยบายไม่รับของขวัญ", "ตั้งคณะทำงานและประชุมชี้แจงทุกกอง")
TRAINING = MeasureText("อบรมจริยธรรมบุคลากร", "จัดอบรมปีละสองครั้ง")
COMPLAINTS = MeasureText("เพิ่มช่องทางร้องเรียน", "เปิดสายด่วนและกล่องรับเรื่อง")


def test_equal_reports_agree_wholly_in_any_order() -> None:
    assert agreement([POLICY, TRAINING], [TRAINING, POLICY]) == 1.0


def test_a_part_of_a_report_is_no_version_of_it() -> None:
    assert agreement([POLICY, TRAINING], [POLICY]) < LEAST_AGREEMENT


def test_a_letter_misread_is_no_difference() -> None:
    misread = MeasureText(POLICY.title.replace("ข", "ช"), POLICY.steps.replace("ง", "ว"))

    assert agreement([POLICY], [misread]) == 1.0


def test_steps_rewritten_under_the_same_title_agree() -> None:
    rewritten = MeasureText(POLICY.title, "ประชุมทุกกองเพื่อชี้แจง แล้วติดตามทุกไตรมาสโดยคณะทำงาน")

    assert agreement([POLICY], [rewritten]) == 1.0


def test_another_title_over_the_same_steps_does_not() -> None:
    assert agreement([POLICY], [MeasureText(TRAINING.title, POLICY.steps)]) == 0.0


def test_a_measure_is_counted_once() -> None:
    assert agreement([POLICY, POLICY], [POLICY, COMPLAINTS]) == 0.5
