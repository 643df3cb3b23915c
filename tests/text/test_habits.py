import pytest

from itasearch.text.repair.damage import NO_HABITS, Habits, mend, survey

LOST = ["แผนดาเนินงานประจาปี", "สานักปลัดกาหนดเวลา", "คาสั่งที่สาคัญ"]


def test_a_clean_document_has_no_habits() -> None:
    assert survey(["สำนักปลัดดำเนินการตามความเห็นของประชาชน"] * 9) == NO_HABITS
    assert survey([]) == NO_HABITS


def test_a_document_without_rings_is_known_by_its_common_words() -> None:
    assert survey(LOST).lost_nikhahit == 1.0
    assert 0 < survey([*LOST, "ดำเนินการ"] * 3).lost_nikhahit < 1
    assert survey(["ดาเนินการ"]) == NO_HABITS


def test_false_rings_moved_marks_and_lost_letters_are_told_apart() -> None:
    assert survey(["โครงกำรของหน่วยงำนด้ำนควำมโปร่งใส"]).false_nikhahit == 1.0
    assert survey(["คูม่ อื", "ตวั อย่าง", "หวั หน้า"]).moved_marks
    assert survey(["ประจ\ufffdาปี ด\ufffdาเนิน ส\ufffdานัก"]).replaced_sara_am


@pytest.mark.parametrize(
    ("damaged", "right", "habits"),
    [
        ("เปิดทาการทุกวัน", "เปิดทำการทุกวัน", Habits(lost_nikhahit=1.0)),
        ("รับชาระภาษี", "รับชำระภาษี", Habits(lost_nikhahit=1.0)),
        ("มำติดต่อรำชกำร", "มาติดต่อราชการ", Habits(false_nikhahit=1.0)),
        ("ไปจดัทำแผน", "ไปจัดทำแผน", Habits(moved_marks=True)),
        ("เปดิ เผยขอ้มลู", "เปิดเผยข้อมูล", Habits(moved_marks=True)),
        ("ผลการน\ufffdาไปใช้", "ผลการนำไปใช้", Habits(replaced_sara_am=True)),
    ],
)
def test_what_one_line_leaves_open_the_document_decides(
    damaged: str, right: str, habits: Habits
) -> None:
    assert mend(damaged, habits=habits).text == right
    assert mend(right, habits=habits).text == right
