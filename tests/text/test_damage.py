"""Damaged Thai: mended, surveyed over a document, measured where it stays."""

import re

import pytest
from hypothesis import given, settings
from pythainlp.corpus import thai_words

from itasearch.text.repair.damage import (
    NO_HABITS,
    UNREADABLE,
    Habits,
    RepairKind,
    mend,
    mixed_numbers,
    survey,
    unread_share,
)
from itasearch.text.thai.characters import canonical
from tests.cases import examples, made, member
from tests.counting import growth
from tests.text.strategies import messy_text


@examples("text_damage", "what a file lost is put back and counted", str, str, member(RepairKind))
def test_what_a_file_lost_is_put_back_and_counted(broken: str, right: str, kind: str) -> None:
    mended = mend(broken)

    assert mended.text == right
    assert [name for name, _ in mended.repairs] == [kind]


@examples("text_damage", "thai of a wrong table is decoded")
def test_thai_of_a_wrong_table_is_decoded(text: str, right_table: str, wrong_table: str) -> None:

    mended = mend("ITA " + text.encode(right_table).decode(wrong_table))

    assert mended.text == "ITA " + text
    assert mended.repairs[0][0] == RepairKind.DECODED


def test_thai_encoded_twice_is_decoded_twice() -> None:
    garbled = "ระเบียบพัสดุ ๒๕๖๐".encode().decode("latin-1").encode().decode("latin-1")

    assert mend(garbled).text == "ระเบียบพัสดุ ๒๕๖๐"


def test_utf_8_read_as_tis_620_is_decoded_again() -> None:
    garbled = bytes("เรื่องร้องเรียน", "utf-8").decode("cp874", errors="replace")

    assert mend(garbled).text.count("\ufffd") <= garbled.count("\ufffd")
    assert mend("มาตรการ".encode().decode("cp874", errors="replace")).text.startswith("มาต")


@pytest.mark.slow
def test_no_word_of_the_thai_word_list_is_changed() -> None:
    assert [word for word in thai_words() if mend(word).text != word] == []


@examples("text_damage", "what is not sure stays as read")
def test_what_is_not_sure_stays_as_read(text: str) -> None:
    assert mend(text).text == text


@given(messy_text)
def test_mending_twice_changes_nothing_more(text: str) -> None:
    once = mend(text)

    assert mend(once.text).text == once.text
    assert mend(once.text).repairs == ()


@given(messy_text)
@settings(max_examples=50)
def test_without_repairs_mending_is_normalising(text: str) -> None:
    mended = mend(text)

    assert mended.repairs or mended.text == canonical(text)


def test_a_long_text_is_mended_like_a_short_one() -> None:
    text = "ผลการดาเนินงานของกองช่าง ส านักงาน\n" * 3_000

    assert mend(text).text == "ผลการดำเนินงานของกองช่าง สำนักงาน\n" * 3_000


def test_work_of_mending_grows_no_faster_than_the_text() -> None:
    line = "ผลการดาเนินงานของกองช่าง ส านักงาน\n"

    assert growth(mend, lambda lines: line * lines, 500) < 2.5


LOST = ["แผนดาเนินงานประจาปี", "สานักปลัดกาหนดเวลา", "คาสั่งที่สาคัญ"]


def test_a_document_without_rings_is_known_by_its_common_words() -> None:
    assert survey(LOST).lost_nikhahit == 1.0
    assert 0 < survey([*LOST, "ดำเนินการ"] * 3).lost_nikhahit < 1
    assert survey(["ดาเนินการ"]) == NO_HABITS


def test_false_rings_moved_marks_and_lost_letters_are_told_apart() -> None:
    assert survey(["โครงกำรของหน่วยงำนด้ำนควำมโปร่งใส"]).false_nikhahit == 1.0
    assert survey(["คูม่ อื", "ตวั อย่าง", "หวั หน้า"]).moved_marks
    assert survey(["ประจ\ufffdาปี ด\ufffdาเนิน ส\ufffdานัก"]).replaced_sara_am


@examples("text_damage", "what a line leaves open the text decides", str, str, made(Habits))
def test_what_a_line_leaves_open_the_text_decides(damaged: str, right: str, habits: Habits) -> None:
    assert mend(damaged, habits=habits).text == right
    assert mend(right, habits=habits).text == right


TEXT = [
    "หัวหน้าส่วนราชการติดตามการปฏิบัติงานและรายงานผู้บริหารทุกสิ้นเดือน",
    "เจ้าหน้าที่พัสดุจัดทำบัญชีทรัพย์สินและให้ผู้ยืมลงชื่อทุกครั้งที่เบิก",
    "ประชาชนแจ้งเบาะแสได้ที่ศูนย์รับเรื่องร้องเรียนหรือทางเว็บไซต์ของหน่วยงาน",
] * 3


@pytest.mark.parametrize("put", ["", " "])
def test_text_that_dropped_its_marks_is_not(put: str) -> None:
    bare = [re.sub("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+", put, text) for text in TEXT]

    assert unread_share(bare) > 3 * UNREADABLE


def test_of_a_short_text_nothing_is_said() -> None:
    assert unread_share(["กข ฃค ฅฆ"]) == 0.0
    assert unread_share([]) == 0.0


@pytest.mark.parametrize(
    ("text", "count"), [("พ.ศ. ๒๕61", 1), ("๑2 และ 3๔ แต่ ๕๖ กับ 78", 2), ("ข้อ ๑ 2 3", 0), ("", 0)]
)
def test_numbers_of_two_scripts_are_counted(text: str, count: int) -> None:
    assert mixed_numbers(text) == count


def test_short_forms_of_months_are_words() -> None:
    months = "ต.ค. พ.ย. ธ.ค. ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย."

    assert unread_share([*TEXT, *[months] * 9]) < UNREADABLE / 4
