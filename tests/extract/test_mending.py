"""Texts of a document mended and counted, however often one comes; what is told of it."""

import re

from itasearch.extract.mending import Wording, damage_notes, is_illegible

DAMAGED = "กาหนดให้จัดทำแผน"


def test_a_text_that_comes_again_is_mended_and_counted_again() -> None:
    wording = Wording()

    first, counted = wording.mended(DAMAGED), wording.repairs.total()
    again = wording.mended(DAMAGED)

    assert first == again == "กำหนดให้จัดทำแผน"
    assert wording.repairs.total() == 2 * counted > 0


def test_a_rare_name_is_not_changed_to_one_that_is_often() -> None:
    texts = ["ตำบลปัว"] * 6 + ["ตำบลบัวใหญ่", "ตำบลบัว"]
    wording = Wording(texts)

    mended = [wording.mended(text) for text in texts]

    assert [wording.tidy(text) for text in mended] == texts


CLEAN = "เจ้าหน้าที่พัสดุจัดทำบัญชีทรัพย์สินและให้ผู้ยืมลงชื่อทุกครั้งที่เบิกไปใช้นอกสถานที่"


def notes_of(*texts: str) -> list[str]:
    wording = Wording(texts)
    for mended in [wording.mended(text) for text in texts]:
        wording.tidy(mended)
    return list(damage_notes(wording))


def test_repairs_are_told_by_kind_the_most_frequent_first() -> None:
    assert notes_of("ประจ าปี ส านัก", "จดั ซื้อ") == [
        "ซ่อมสระอำที่แยกตัว 2 แห่ง, สระหรือวรรณยุกต์ที่เลื่อนตำแหน่ง 1 แห่ง"
    ]


def test_wraps_and_numbers_have_a_sentence_each() -> None:
    wrapped = ("ผลการ ตรวจ", "แผนของ กองช่าง", "สรุปและ เผยแพร่", "ทำเพื่อ ลด")

    notes = notes_of(*wrapped, "ปี ๒๕68")

    assert notes == ["ต่อคำที่ถูกตัดขึ้นบรรทัดใหม่ 4 แห่ง", "มีตัวเลขที่ปนเลขไทยกับเลขอารบิก 1 แห่ง โปรดตรวจสอบ"]


def test_a_space_of_a_word_file_stays_where_nothing_is_wrapped() -> None:
    typed = "ข้อมูลของ หน่วยงาน"

    assert Wording([typed], has_wraps=False).tidy(typed) == typed
    assert Wording([typed]).tidy(typed) == "ข้อมูลของหน่วยงาน"


def test_text_without_marks_is_illegible() -> None:
    bare = re.sub("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+", " ", CLEAN)
    wording = Wording()
    for _ in range(9):
        wording.mended(bare)

    assert is_illegible(wording)
    assert [note[:13] for note in damage_notes(wording)] == ["ตัวอักษรร้อยล"]


def test_letters_that_nobody_could_restore_are_counted() -> None:
    (note,) = notes_of("จัดทำทะเบียน \ufffd\ufffd\ufffd\ufffd\ufffd ให้ครบ")

    assert "กู้คืนไม่ได้ 5 ตัว" in note


def test_many_letters_that_nobody_could_restore_make_a_text_illegible() -> None:
    wording = Wording()
    for _ in range(9):
        wording.mended(f"{CLEAN} \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd")

    assert is_illegible(wording)
