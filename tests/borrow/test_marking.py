"""Texts as cells: blanks and what questions ask about are marked where they stand."""

from itasearch.borrow.document.cells import field_cell
from itasearch.model.documents import Cell, TextMark, cell_text
from itasearch.model.drafts import Adaptation, AdaptedField, Change, ChangeKind, OpenQuestion
from itasearch.wording.document_words import BLANK


def a_change(start: int, end: int, old: str, new: str) -> Change:
    return Change(start=start, end=end, old=old, new=new, kind=ChangeKind.NAME)


def a_field(adapted: Adaptation) -> AdaptedField:
    return AdaptedField(name="steps", adapted=adapted)


def under(cell: Cell, mark: TextMark) -> list[str]:
    return [piece.text for piece in cell if piece.mark is mark]


def test_blanks_are_marked_and_nothing_else() -> None:
    cell = field_cell(a_field(Adaptation(adapted=" โทร «หมายเลขโทรศัพท์» ทุกวัน ")))

    assert under(cell, TextMark.NOTICE) == ["«หมายเลขโทรศัพท์»"]
    assert cell_text(cell) == "โทร «หมายเลขโทรศัพท์» ทุกวัน"


def test_a_question_behind_a_change_or_about_it_is_marked_where_the_text_now_stands() -> None:
    changes = a_change(0, 2, "ดง", "ทุ่งกว้าง"), a_change(4, 8, "๒๕๖๖", "๒๕๖๙")
    texts = ("๗๐ คน", "ทุ่งกว้าง ๗๐ คน", "๗๐ คน"), ("๒๕๖๖", "ปี  ๒๕๖๙ นี้", "๒๕๖๙")
    for start, change, (text, adapted, marked) in zip((3, 4), changes, texts, strict=True):
        question = OpenQuestion(start=start, end=8, text=text, question="กี่คน")
        field = a_field(Adaptation(adapted=adapted, changes=(change,), open=(question,)))
        assert under(field_cell(field), TextMark.NOTICE) == [marked]


def test_an_empty_field_is_a_blank() -> None:
    cell = field_cell(a_field(Adaptation(adapted=" \n")))

    assert (cell_text(cell), under(cell, TextMark.NOTICE)) == (BLANK, [BLANK])
