"""A field of a template with its changes as marks: old and new, why, and what is left to do.

A mark that can be taken back is a button; it presses the view's own button of its name
(`press_key`), which page.js finds. Every mark has a word or a sign beside its colour. Pure
functions over the model; imports borrow (what a blank is) and its neighbours.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from itasearch.domain.export_words import marked_blanks as blanks
from itasearch.model.drafts import FieldPiece
from itasearch.model.template import Change, OpenQuestion, TemplateField
from itasearch.ui.draft import labels as t
from itasearch.ui.kit.html import blank_html, change_html, kept_html, question_html, text_html
from itasearch.ui.kit.state import say


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMark:
    """A stretch of a field's original that is not plain: at most one change, any questions."""

    start: int
    end: int
    change: Change | None = None
    kept: bool = False
    questions: tuple[OpenQuestion, ...] = ()


def has_marks(field: TemplateField) -> bool:
    """Whether anything in the field's text is changed, was taken back, or is left to do."""
    adapted = field.adapted
    return bool(adapted.changes or field.kept or adapted.open or blanks(adapted.adapted))


def marks_of(field: TemplateField) -> tuple[FieldMark, ...]:
    """The field's marks in order; a question stands with the change that it overlaps."""
    changed = [(one, False) for one in field.adapted.changes]
    changed += [(one, True) for one in field.kept]
    marks: list[FieldMark] = []
    asked = list(field.adapted.open)
    for change, kept in sorted(changed, key=lambda one: one[0].start):
        with_it = [one for one in asked if one.start < change.end and change.start < one.end]
        asked = [one for one in asked if one not in with_it]
        marks.append(
            FieldMark(
                start=change.start,
                end=change.end,
                change=change,
                kept=kept,
                questions=tuple(with_it),
            )
        )
    marks += [FieldMark(start=one.start, end=one.end, questions=(one,)) for one in asked]
    return tuple(sorted(marks, key=lambda one: (one.start, one.end)))


def marked_html(field: TemplateField, *, row: str) -> str:
    """The field's text with its marks; `row` is the id of its row."""
    parts: list[str] = []
    at = 0
    for mark in marks_of(field):
        if mark.start < at:
            continue
        parts += [_plain_html(field.original[at : mark.start]), _mark_html(field, mark, row=row)]
        at = mark.end
    return "".join([*parts, _plain_html(field.original[at:])])


def press_key(row: str, piece: FieldPiece) -> str:
    """Key of the button that takes back, or makes again, what stands at this piece."""
    told = f"{row} {piece.measure_id} {piece.field} {piece.start} {piece.old}"
    return f"press_{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _mark_html(field: TemplateField, mark: FieldMark, *, row: str) -> str:
    questions = "".join(_question_html(field, one, row=row) for one in mark.questions)
    change = mark.change
    if change is None:
        text = _plain_html(field.original[mark.start : mark.end])
        return f'<mark class="ita-asked">{text}</mark>{questions}'
    press = press_key(row, field.piece(change))
    kind = say(t.CHANGE_KINDS[change.kind])
    if mark.kept:
        tip = say(t.MAKE_AGAIN, new=change.new)
        return kept_html(text_html(change.old), kind=say(t.KEPT), press=press, tip=tip) + questions
    tip = say(t.TAKE_BACK, old=change.old)
    new = _plain_html(change.new)
    return change_html(text_html(change.old), new, kind=kind, press=press, tip=tip) + questions


def _question_html(field: TemplateField, question: OpenQuestion, *, row: str) -> str:
    return question_html(
        question.question,
        done=say(t.CHECKED),
        press=press_key(row, field.piece(question)) + "_checked",
    )


def _plain_html(text: str) -> str:
    return "".join(_with_blanks(text, blanks(text)))


def _with_blanks(text: str, found: Sequence[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, end in found:
        yield text_html(text[at:start])
        yield blank_html(text[start:end])
        at = end
    yield text_html(text[at:])
