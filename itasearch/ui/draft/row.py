"""The cells of a draft's row: their texts with every change marked, and the boxes to edit them.

A text that a person writes is final and saved as soon as she leaves the box. Pressing a change
takes it back, or makes it again; a question opens where it is asked. The component
static/marks.js reports the `press_key` of what is pressed. No mark is a colour alone.
"""

import hashlib
from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from itasearch.model.drafts import (
    OFFICIAL_FIELDS,
    RESULT_FIELDS,
    AdaptedField,
    AdaptedRow,
    FieldMark,
    FieldPiece,
    OpenQuestion,
    Verdict,
)
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import marked_name, measure_html
from itasearch.ui.kit.faults import attempt, on_press
from itasearch.ui.kit.html import (
    blank_html,
    details_html,
    highlighted_html,
    plain_markdown,
    text_html,
    words_html,
)
from itasearch.ui.kit.state import phrase, say, workspace
from itasearch.ui.kit.static import static_text
from itasearch.ui.kit.widgets import follow_store
from itasearch.wording.document_words import marked_blanks


def cell_html(field: AdaptedField, *, row: str) -> str:
    """What a cell of the table shows; `row` is the id of its row."""
    if field.example:
        name, text = phrase("The source’s, as an example: write your own"), field.adapted.adapted
        return f'<span class="ita-example">{escape(name)}: {text_html(text)}</span>'
    if field.edited or not field.original.strip():
        text = field.adapted.adapted
        return _plain_html(text) if text.strip() else blank_html(phrase("to be filled in"))
    return marked_html(field, row=row)


def marked_html(field: AdaptedField, *, row: str) -> str:
    """The field's text with its marks; `row` is the id of its row."""
    parts: list[str] = []
    at = 0
    for mark in field.marks:
        if mark.start < at:
            continue
        parts += [_plain_html(field.original[at : mark.start]), _mark_html(field, mark, row=row)]
        at = mark.end
    return "".join([*parts, _plain_html(field.original[at:])])


def press_key(row: str, piece: FieldPiece) -> str:
    """What the mark of this piece reports when it is pressed."""
    identity = f"{row} {piece.measure_id} {piece.field} {piece.start} {piece.old}"
    return f"press_{hashlib.sha256(identity.encode()).hexdigest()[:16]}"


def _mark_html(field: AdaptedField, mark: FieldMark, *, row: str) -> str:
    change = mark.change
    text = _plain_html(field.original[mark.start : mark.end])
    if change is None:
        sign = f"<mark>{text}</mark> <b>?</b>"
        return "".join(_question_html(field, one, sign, row=row) for one in mark.questions)
    tip = (
        phrase("As in the source · press to change it to “{new}”", new=change.new)
        if mark.kept
        else phrase(
            "{kind} · was “{old}” · press to put it back",
            kind=say(draft_labels.CHANGE_KINDS[change.kind]),
            old=change.old,
        )
    )
    new = text if mark.kept else _plain_html(change.new) or "–"
    button = (
        f'<button type="button" class="ita-change{" kept" * mark.kept}" title="{escape(tip)}"'
        f' data-press="{press_key(row, field.piece(change))}">{new}</button>'
    )
    sign = f"<b>? {escape(phrase('check'))}</b>"
    return button + "".join(_question_html(field, one, sign, row=row) for one in mark.questions)


def _question_html(field: AdaptedField, question: OpenQuestion, sign: str, *, row: str) -> str:
    """What a person must decide, behind its `sign` (markup), and the button that ends it."""
    press = press_key(row, field.piece(question)) + _CHECKED
    return (
        f'<details class="ita-ask"><summary>{sign}</summary>{words_html(question.question)} '
        f'<button type="button" data-press="{press}">{escape(phrase("Checked"))}</button>'
        "</details>"
    )


def _plain_html(text: str) -> str:
    return highlighted_html(text, marked_blanks(text), mark=blank_html)


_BOXES = (("title", "steps"), ("timeframe", "responsible", "follow_up"), RESULT_FIELDS)
"""Fields that can be edited, in lines of boxes."""
_CHECKED = "_checked"  # end of what the button of a question reports, after the key of its piece
_MARKS_KEY = "hidden_marks"
_MARKS = st.components.v2.component("itasearch.marks", js=static_text("static/marks.js"))


def hear_marks(items: Sequence[AdaptedRow], draft_id: str) -> None:
    """Do what a mark in the cells of these rows is for when it is pressed."""
    _MARKS(key=_MARKS_KEY, on_pressed_change=partial(_decide, items, draft_id))


def show_boxes(item: AdaptedRow, draft_id: str) -> None:
    """Draw the row's texts, to write over, and the texts that they come from."""
    for names in _BOXES:
        for column, name in zip(st.columns(len(names)), names, strict=True):
            with column:
                _show_box(item, item.field(name), draft_id)
    originals = (
        details_html(
            f"{phrase('Read the source’s text')} · "
            + marked_name(one.source.organisation, reworded=one.measure.source.reworded),
            measure_html(one.measure),
        )
        for one in item.sources()
    )
    st.html("".join(originals))


def _show_box(item: AdaptedRow, field: AdaptedField, draft_id: str) -> None:
    name = say(kit_labels.FIELD_LABELS[field.name])
    key = f"template.text.{field.name}.{item.measure.id}.{draft_id}"
    default = follow_store(key, item.text(field.name))
    st.text_area(
        name,
        default or "",
        key=key,
        height="content",
        help=None if field.name in OFFICIAL_FIELDS else say(draft_labels.NOT_IN_FORM),
        placeholder=phrase("Left for our own result") if field.name in RESULT_FIELDS else None,
        on_change=_save,
        args=(draft_id, item.measure.id, field.name, key),
    )
    if field.edited:
        st.button(
            plain_markdown(phrase("Undo: {field}", field=name)),
            key=f"template.undo.{field.name}.{item.measure.id}",
            type="tertiary",
            icon=":material/undo:",
            on_click=on_press,
            args=(
                # Who asks is known at the press, not when the button is drawn.
                lambda: workspace().drafts.edit(
                    item.measure.id, field=field.name, text=None, draft_id=draft_id
                ),
            ),
        )


def _decide(items: Sequence[AdaptedRow], draft_id: str) -> None:
    """Do what the mark that was pressed is for; nothing if a press before it took it away."""
    decisions = {
        press_key(item.measure.id, field.piece(span)) + end: (item, field.piece(span), verdict)
        for item in items
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
    item, piece, verdict = pressed
    attempt(
        lambda: workspace().drafts.decide(
            item.measure.id, piece=piece, verdict=verdict, draft_id=draft_id
        )
    )


def _save(draft_id: str, measure_id: str, field: str, key: str) -> None:
    text = st.session_state[key]
    attempt(lambda: workspace().drafts.edit(measure_id, field=field, text=text, draft_id=draft_id))
