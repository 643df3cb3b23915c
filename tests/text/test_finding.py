"""Words found in texts whose Thai is damaged in the ways that files damage it."""

import pytest

from itasearch.text.thai.finding import found_in


@pytest.mark.parametrize(
    ("text", "words", "stretch"),
    [
        ("จัดทำแผนจัดซื้อจัดจ้าง", "แผนจัดซื้อ", "แผนจัดซื้อ"),
        ("เผยแพร่แผน จัด\nซื้อจัดจ้าง", "แผนจัดซื้อจัดจ้าง", "แผน จัด\nซื้อจัดจ้าง"),
        ("งบประมาณ ๒๕๖๗ บาท", "2567", "๒๕๖๗"),
        ("ดำเนินการตามนโยบาย", "ด\u0e4d\u0e32เนินการ", "ดำเนินการ"),
        ("ด\u0e4d\u0e32เนินการตามนโยบาย", "ดำเนินการ", "ด\u0e4d\u0e32เนินการ"),
        ("ประกาศ NO GIFT Policy ทุกปี", "no gift policy", "NO GIFT Policy"),
        ("ต\uf70aั้งกล่องรับฟัง", "กล่องรับฟัง", "กล่องรับฟัง"),
    ],
)
def test_words_are_found_however_they_are_written(text: str, words: str, stretch: str) -> None:
    [(number, start, end)] = found_in([text], words)

    assert (number, text[start:end]) == (0, stretch)


@pytest.mark.parametrize(
    ("damaged", "words"),
    [
        ("จดทําแผนจดซอจดจาง", "จัดซื้อจัดจ้าง"),
        ("รับเรองร้องเรยน", "รับเรื่องร้องเรียน"),
        ("ตั\ufffd้งกลองรับฟงความคดเห็น", "รับฟังความคิดเห็น"),
    ],
)
def test_lost_marks_do_not_hide_words(damaged: str, words: str) -> None:
    assert len(found_in([damaged], words)) == 1


def test_marks_count_where_a_text_has_the_words_with_them() -> None:
    assert found_in(["ข้าวและขาวและข่าว"], "ข่าว") == [(0, 13, 17)]


def test_all_places_are_found_in_their_order() -> None:
    found = found_in(["กองคลัง กองช่าง", "", "กองคลัง"], "กองคลัง")

    assert found == [(0, 0, 7), (2, 0, 7)]


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_blanks_are_found_nowhere(words: str) -> None:
    assert found_in(["ที่ทำการ"], words) == []


def test_a_mark_alone_is_found_where_it_is_written() -> None:
    assert found_in(["ที่ทำการ"], "่") == [(0, 2, 3)]


def test_a_short_word_is_not_sought_without_its_marks() -> None:
    assert found_in(["กลองและกาด"], "กี่") == []
