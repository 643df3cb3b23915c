import re

import pytest

from itasearch.text.repair.damage import UNREADABLE, mixed_numbers, unread_share

TEXT = [
    "หัวหน้าส่วนราชการติดตามการปฏิบัติงานและรายงานผู้บริหารทุกสิ้นเดือน",
    "เจ้าหน้าที่พัสดุจัดทำบัญชีทรัพย์สินและให้ผู้ยืมลงชื่อทุกครั้งที่เบิก",
    "ประชาชนแจ้งเบาะแสได้ที่ศูนย์รับเรื่องร้องเรียนหรือทางเว็บไซต์ของหน่วยงาน",
] * 3


def test_text_in_words_is_readable() -> None:
    assert unread_share(TEXT) < UNREADABLE / 4


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
