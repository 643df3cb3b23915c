"""Grades as printed."""

from itasearch.domain.indicators import grade_words, passing_grades, read_grade
from itasearch.domain.loader import words
from tests.cases import examples


@examples("grades", "grades are read from cells and sentences")
def test_grades_are_read_from_cells_and_sentences(text: str, grade: str) -> None:
    assert read_grade(text) == grade


@examples("grades", "other text is no grade")
def test_other_text_is_no_grade(text: str) -> None:
    assert read_grade(text) is None


def test_passing_grades_are_words_that_reports_print_and_fall() -> None:
    grades = passing_grades()

    assert [one.word for one in grades] == [read_grade(one.word) for one in grades]
    assert [one.least for one in grades] == [95, 90, 85]


def test_grades_are_listed_once_with_english_names() -> None:
    grades = grade_words()

    assert [read_grade(one.thai) for one in grades] == [one.thai for one in grades]
    assert len({one.english for one in grades}) == len(grades)
    # Borrowed texts know them, too; "ผ่าน" only where the word ends.
    assert {*words("number_words", "grades"), "ผ่าน"} == {one.thai for one in grades}
