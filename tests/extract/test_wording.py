"""Texts of a document mended and counted, however often one comes."""

import pytest

from itasearch.extract.mending import Wording

DAMAGED = "กาหนดให้จัดทำแผน"


def test_a_text_that_comes_again_is_mended_and_counted_again() -> None:
    wording = Wording()

    first, counted = wording.mended(DAMAGED), wording.repairs.total()
    again = wording.mended(DAMAGED)

    assert first == again == "กำหนดให้จัดทำแผน"
    assert wording.repairs.total() == 2 * counted > 0


@pytest.mark.parametrize(
    "text",
    [
        "แจ้งเบาะแสที่ <https://www.nonglek.go.th/report>",
        "ส่งไปที่ <saraban@nonglek.go.th> ทุกเดือน",
        "คะแนน <B และ c> ต้องปรับปรุง",
        "<https://www.nonglek.go.th/o12>",
    ],
)
def test_what_is_in_angle_brackets_stays(text: str) -> None:
    assert Wording().mended(text) == text


def test_a_rare_name_is_not_changed_to_one_that_is_often() -> None:
    texts = ["ตำบลปัว"] * 6 + ["ตำบลบัวใหญ่", "ตำบลบัว"]
    wording = Wording(texts)

    mended = [wording.mended(text) for text in texts]

    assert [wording.tidy(text) for text in mended] == texts
