"""Texts as cells: blanks and what questions ask about are marked where they stand."""

from itasearch.borrow.document.cells import field_cell
from itasearch.model.documents import Cell, TextMark, cell_text
from itasearch.model.drafts import Adaptation, AdaptedField, Change, ChangeKind, OpenQuestion
from itasearch.wording.document_words import BLANK, EXAMPLE


def a_change(start: int, end: int, old: str, new: str) -> Change:
    return Change(start=start, end=end, old=old, new=new, kind=ChangeKind.NAME)


def a_field(adapted: Adaptation, *, example: bool = False) -> AdaptedField:
    return AdaptedField(name="steps", adapted=adapted, example=example)


def under(cell: Cell, mark: TextMark) -> list[str]:
    return [piece.text for piece in cell if piece.mark is mark]


def test_blanks_are_marked_and_nothing_else() -> None:
    cell = field_cell(a_field(Adaptation(adapted=" โทร «หมายเลขโทรศัพท์» ทุกวัน ")))

    assert under(cell, TextMark.NOTICE) == ["«หมายเลขโทรศัพท์»"]
    assert cell_text(cell) == "โทร «หมายเลขโทรศัพท์» ทุกวัน"


def test_a_question_behind_a_change_is_marked_where_the_text_now_stands() -> None:
    change = a_change(0, 2, "ดง", "ทุ่งกว้าง")
    question = OpenQuestion(start=3, end=8, text="๗๐ คน", question="กี่คน")
    adapted = Adaptation(adapted="ทุ่งกว้าง ๗๐ คน", changes=(change,), open=(question,))

    assert under(field_cell(a_field(adapted)), TextMark.NOTICE) == ["๗๐ คน"]


def test_a_question_about_what_was_changed_marks_what_stands_there() -> None:
    change = a_change(4, 8, "๒๕๖๖", "๒๕๖๙")
    question = OpenQuestion(start=4, end=8, text="๒๕๖๖", question="ปีใด")
    adapted = Adaptation(adapted="ปี  ๒๕๖๙ นี้", changes=(change,), open=(question,))

    assert under(field_cell(a_field(adapted)), TextMark.NOTICE) == ["๒๕๖๙"]


def test_an_empty_field_is_a_blank() -> None:
    cell = field_cell(a_field(Adaptation(adapted=" \n")))

    assert (cell_text(cell), under(cell, TextMark.NOTICE)) == (BLANK, [BLANK])


def test_an_example_is_grey_and_says_that_it_is_one() -> None:
    cell = field_cell(a_field(Adaptation(adapted="จัดแล้ว «วันที่»"), example=True))

    assert under(cell, TextMark.QUIET) == [f"{EXAMPLE}\nจัดแล้ว «วันที่»"]
