"""Grades as printed."""

import pytest

from itasearch.domain.grades import read_grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("ระดับ A", "A"),
        ("AA", "AA"),
        ("อยู่ในระดับผลการประเมิน B", "B"),
        ("ผ่านดีเยี่ยม", "ผ่านดีเยี่ยม"),
        ("ได้ 92.45 คะแนน อยู่ในระดับ ผ่าน", "ผ่าน"),
        ("ต้องปรับปรุงโดยด่วน", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_grades_are_read_from_cells_and_sentences(text: str, grade: str) -> None:
    assert read_grade(text) == grade


@pytest.mark.parametrize("text", ["", "ระดับดี", "E-Service", "Facebook", "ผ่านช่องทางออนไลน์"])
def test_other_text_is_no_grade(text: str) -> None:
    assert read_grade(text) is None
