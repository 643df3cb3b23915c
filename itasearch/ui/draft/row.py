"""The row of a draft that is open: its texts to edit, with every change marked.

A text that a person writes is final and saved as soon as she leaves the field. A mark says
what was changed and why; pressing it takes the change back, or makes it again: the component
static/marks.js reports its `press_key`. Each mark has a word or an icon beside its colour.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from itasearch.model.drafts import (
    BORROWED_FIELDS,
    OFFICIAL_FIELDS,
    RESULT_FIELDS,
    AdaptedField,
    AdaptedRow,
    Change,
    FieldPiece,
    OpenQuestion,
    Verdict,
)
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.draft.current import attempt, follow_store, on_press
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import marked_name, measure_html
from itasearch.ui.kit.html import (
    blank_html,
    change_html,
    details_html,
    field_html,
    highlighted_html,
    marked_field_html,
    plain_markdown,
    question_html,
    text_html,
)
from itasearch.ui.kit.state import drop_from_url, say, workspace
from itasearch.ui.kit.static import static_text
from itasearch.ui.kit.widgets import choose_named
from itasearch.wording.document_words import marked_blanks as blanks
from itasearch.wording.label import shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMark:
    """A stretch of a field's original that is not plain: at most one change, any questions."""

    start: int
    end: int
    change: Change | None = None
    kept: bool = False
    questions: tuple[OpenQuestion, ...] = ()


def has_marks(field: AdaptedField) -> bool:
    """Whether anything in the field's text is changed, was taken back, or is left to do."""
    adapted = field.adapted
    return bool(adapted.changes or field.kept or adapted.open or blanks(adapted.adapted))


def marks_of(field: AdaptedField) -> tuple[FieldMark, ...]:
    """The field's marks in order; a question belongs to the change that it overlaps."""
    changed = [(one, False) for one in field.adapted.changes]
    changed += [(one, True) for one in field.kept]
    marks: list[FieldMark] = []
    questions = list(field.adapted.open)
    for change, kept in sorted(changed, key=lambda one: one[0].start):
        with_it = [one for one in questions if one.start < change.end and change.start < one.end]
        questions = [one for one in questions if one not in with_it]
        marks.append(
            FieldMark(
                start=change.start,
                end=change.end,
                change=change,
                kept=kept,
                questions=tuple(with_it),
            )
        )
    marks += [FieldMark(start=one.start, end=one.end, questions=(one,)) for one in questions]
    return tuple(sorted(marks, key=lambda one: (one.start, one.end)))


def marked_html(field: AdaptedField, *, row: str) -> str:
    """The field's text with its marks; `row` is the id of its row."""
    parts: list[str] = []
    at = 0
    for mark in marks_of(field):
        if mark.start < at:
            continue
        parts += [
            _plain_html(field.original[at : mark.start]),
            _field_mark_html(field, mark, row=row),
        ]
        at = mark.end
    return "".join([*parts, _plain_html(field.original[at:])])


def press_key(row: str, piece: FieldPiece) -> str:
    """What the mark of this piece reports when it is pressed."""
    identity = f"{row} {piece.measure_id} {piece.field} {piece.start} {piece.old}"
    return f"press_{hashlib.sha256(identity.encode()).hexdigest()[:16]}"


def _field_mark_html(field: AdaptedField, mark: FieldMark, *, row: str) -> str:
    questions = "".join(_question_html(field, one, row=row) for one in mark.questions)
    change = mark.change
    if change is None:
        text = _plain_html(field.original[mark.start : mark.end])
        return f'<mark class="ita-asked">{text}</mark>{questions}'
    press = press_key(row, field.piece(change))
    old = text_html(change.old)
    if mark.kept:
        tip = say(draft_labels.MAKE_AGAIN, new=change.new)
        return (
            change_html(old, kind=say(draft_labels.KEPT), press=press, tip=tip, kept=True)
            + questions
        )
    body = f"<del>{old}</del> <ins>{_plain_html(change.new)}</ins>"
    kind, tip = (
        say(draft_labels.CHANGE_KINDS[change.kind]),
        say(draft_labels.TAKE_BACK, old=change.old),
    )
    return change_html(body, kind=kind, press=press, tip=tip) + questions


def _question_html(field: AdaptedField, question: OpenQuestion, *, row: str) -> str:
    return question_html(
        question.question,
        done=say(draft_labels.CHECKED),
        press=press_key(row, field.piece(question)) + _CHECKED,
    )


def _plain_html(text: str) -> str:
    return highlighted_html(text, blanks(text), mark=blank_html)


_EDITABLE = (*BORROWED_FIELDS, *RESULT_FIELDS)
_LINE_LENGTH = 60  # most code points of a row's title in a list

_CHECKED = "_checked"  # end of what the button of a question reports, after the key of its piece
_MARKS_KEY = "hidden_marks"
_MARKS = st.components.v2.component("itasearch.marks", js=static_text("static/marks.js"))


def show(items: Sequence[AdaptedRow], place: int, draft_id: str, *, places: Sequence[int]) -> None:
    """Draw the row's texts, to write over, and what else can be done with it.

    Args:
        place: of the open one, from 0.
        places: those that the row can be moved to, its own among them.
    """
    item = items[place]
    written = [field for field in item.fields if field.name in _EDITABLE]
    changed = [field for field in written if field.adapted.changes or field.kept]
    for field in written:
        _show_field(item, field, draft_id, explained=field in changed[:1])
    _MARKS(key=_MARKS_KEY, on_pressed_change=partial(_decide, item, draft_id))
    for one in item.sources():
        whose = marked_name(one.source.organisation, reworded=one.measure.source.reworded)
        st.html(
            details_html(f"{say(draft_labels.ORIGINAL_TEXT)} · {whose}", measure_html(one.measure))
        )
    with st.expander(say(draft_labels.MORE_OF_ROW), icon=":material/swap_vert:"):
        _move_far([items[at].measure.id for at in places], item.measure.id, places, draft_id)
        _merge(items, place, draft_id)


def _show_field(item: AdaptedRow, field: AdaptedField, draft_id: str, *, explained: bool) -> None:
    """Draw a field; with `explained` a line says how its marks are used."""
    name = say(kit_labels.FIELD_LABELS[field.name])
    key = f"template.text.{field.name}.{item.measure.id}.{draft_id}"
    if field.example:
        example = field_html(say(draft_labels.EXAMPLE), field.adapted.adapted)
        st.html(f'<div class="ita-example">{example}</div>')
    default = follow_store(key, item.text(field.name))
    in_form = field.name in OFFICIAL_FIELDS
    st.text_area(
        name if in_form else say(draft_labels.NOT_IN_FORM, field=name),
        default or "",
        key=key,
        height="content",
        placeholder=say(draft_labels.OWN_RESULT) if field.name in RESULT_FIELDS else None,
        on_change=_save,
        args=(draft_id, item.measure.id, field.name, key),
    )
    if has_marks(field) and not field.example:
        hint = say(draft_labels.MARKED) if explained else ""
        st.html(marked_field_html(hint, marked_html(field, row=item.measure.id)))
    if field.edited:
        st.button(
            plain_markdown(say(draft_labels.UNDO_EDIT, field=name)),
            key=f"template.undo.{field.name}.{item.measure.id}",
            type="tertiary",
            icon=":material/undo:",
            on_click=on_press,
            args=(
                # Who asks is known at the press, not when the button is drawn.
                lambda: workspace().edit_draft(
                    item.measure.id, field=field.name, text=None, draft_id=draft_id
                ),
            ),
        )


def _decide(item: AdaptedRow, draft_id: str) -> None:
    """Do what the mark that was pressed is for; nothing if a press before it took it away."""
    decisions = {
        press_key(item.measure.id, field.piece(span)) + end: (field.piece(span), verdict)
        for field in item.fields
        for spans, verdict, end in (
            (field.adapted.changes, Verdict.AS_SOURCE, ""),
            (field.kept, None, ""),
            (field.adapted.open, Verdict.CHECKED, _CHECKED),
        )
        for span in spans
    }
    pressed = decisions.get(st.session_state[_MARKS_KEY].pressed)
    if pressed is None:
        return
    piece, verdict = pressed
    attempt(
        lambda: workspace().decide_in_draft(
            item.measure.id, piece=piece, verdict=verdict, draft_id=draft_id
        )
    )


def _save(draft_id: str, measure_id: str, field: str, key: str) -> None:
    text = st.session_state[key]
    attempt(lambda: workspace().edit_draft(measure_id, field=field, text=text, draft_id=draft_id))


def _move_far(ids: Sequence[str], measure_id: str, places: Sequence[int], draft_id: str) -> None:
    at = list(ids).index(measure_id)
    # A widget of its own for each place: it is rendered before the browser has its value.
    key = f"template.place.{measure_id}.{places[at]}"
    numbers = dict(zip(ids, places, strict=True))
    st.selectbox(
        say(draft_labels.MOVE_TO),
        list(ids),
        index=at,
        key=key,
        format_func=lambda one: str(numbers[one] + 1) if one in numbers else one,
        filter_mode="prefix",
        on_change=_move_to,
        args=(draft_id, measure_id, key),
    )


def _move_to(draft_id: str, measure_id: str, key: str) -> None:
    to = str(st.session_state[key])
    drop_from_url("page")
    attempt(lambda: workspace().move_in_draft(measure_id, to=to, draft_id=draft_id))


def _merge(items: Sequence[AdaptedRow], place: int, draft_id: str) -> None:
    item = items[place]
    names = {
        other.measure.id: f"{number}. {shortened(other.text('title'), _LINE_LENGTH)}"
        for number, other in enumerate(items, start=1)
        if other is not item
    }
    key = f"template.other.{item.measure.id}"
    choose_named(draft_labels.MERGE_WITH, names, key=key, hint=draft_labels.MERGE_HINT)
    with st.container(horizontal=True, gap="small"):
        st.button(
            say(draft_labels.MERGE),
            key=f"template.merge.{item.measure.id}",
            icon=":material/merge:",
            disabled=st.session_state[key] is None,
            on_click=_merge_with,
            args=(draft_id, item.measure.id, key),
        )
        if item.merged:
            st.button(
                say(draft_labels.SPLIT, count=1 + len(item.merged)),
                key=f"template.split.{item.measure.id}",
                icon=":material/call_split:",
                on_click=on_press,
                args=(lambda: workspace().split_in_draft(item.measure.id, draft_id=draft_id),),
            )


def _merge_with(draft_id: str, measure_id: str, key: str) -> None:
    other = st.session_state[key]
    if isinstance(other, str):
        attempt(lambda: workspace().merge_in_draft(measure_id, other=other, draft_id=draft_id))
