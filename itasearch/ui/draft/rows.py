"""The rows of a draft as a table: where each comes from, its cells, what is left to do in it.

The URL names the page of rows (`from`) and the row with its boxes open (`edit`). (st.data_editor
draws a canvas that joins the lines of a Thai text and holds no mark.) A text is saved when its box
is left. Pressing a change takes it back, or makes it again; static/marks.js reports its
`press_key`.
"""

import hashlib
from collections.abc import Sequence
from functools import partial
from html import escape
from itertools import groupby

import streamlit as st

from itasearch.model.documents import Form
from itasearch.model.drafts import (
    OFFICIAL_FIELDS,
    RESULT_FIELDS,
    AdaptedDraft,
    AdaptedField,
    AdaptedRow,
    FieldMark,
    FieldPiece,
    OpenQuestion,
    Verdict,
)
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.draft.labels import RowAction
from itasearch.ui.kit import cards, html, labels as kit_labels, markdown
from itasearch.ui.kit.faults import attempt
from itasearch.ui.kit.state import workspace
from itasearch.ui.kit.static import static_text
from itasearch.ui.kit.widgets import (
    PAGE_PARAMETER,
    choose_named,
    first_of_page,
    follow_store,
    quiet_button,
    show_pages,
)
from itasearch.wording.document_words import marked_blanks
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import FIELD_NAMES, file_name
from itasearch.wording.language import phrase, say
from itasearch.wording.names import indicator_name
from itasearch.wording.review import CHECK_TYPED, corrected_since_label


def _cell_html(field: AdaptedField, *, row: str) -> str:
    if field.edited or not field.original.strip():
        text = field.adapted.adapted
        return _plain_html(text) if text.strip() else html.blank(phrase("to be filled in"))
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
        sign = f"<mark>{text}</mark>&nbsp;<b>?</b>"
        return "".join(_question_html(field, note, sign, row=row) for note in mark.questions)
    kind = say(draft_labels.CHANGE_KINDS[change.kind])
    tip = phrase("{kind} · was “{old}” · press to put it back", kind=kind, old=change.old)
    if mark.kept:
        tip = phrase("As in the source · press to change it to “{new}”", new=change.new)
    new = text if mark.kept else _plain_html(change.new) or "–"
    button = (
        f'<button type="button" class="ita-change{" kept" * mark.kept}" title="{escape(tip)}"'
        f' data-press="{press_key(row, field.piece(change))}">{new}</button>'
    )
    check = phrase("check")
    sign = f"<b>? {escape(check)}</b>"
    return button + "".join(_question_html(field, note, sign, row=row) for note in mark.questions)


def _question_html(field: AdaptedField, question: OpenQuestion, sign: str, *, row: str) -> str:
    """What a person must decide, behind its `sign` (markup), and the button that ends it."""
    press = press_key(row, field.piece(question)) + _CHECKED
    checked = phrase("Checked")
    return (
        f'<details class="ita-ask"><summary>{sign}</summary>{html.words(question.question)} '
        f'<button type="button" data-press="{press}">{escape(checked)}</button>'
        "</details>"
    )


def _plain_html(text: str) -> str:
    return html.highlighted(text, marked_blanks(text), mark=html.blank)


_BOXES = (("title", "steps"), ("timeframe", "responsible", "follow_up"), RESULT_FIELDS)
"""Fields that can be edited, in lines of boxes."""
_CHECKED = "_checked"  # end of what the button of a question reports, after the key of its piece
_MARKS_KEY = "hidden_marks"
_MARKS = st.components.v2.component("itasearch.marks", js=static_text("static/marks.js"))


def _show_boxes(item: AdaptedRow, draft_id: str) -> None:
    for names in _BOXES:
        for column, name in zip(st.columns(len(names)), names, strict=True):
            with column:
                _show_box(item, item.field(name), draft_id)
    read = phrase("Read the source’s text")
    originals = ""
    for row in item.sources:
        whose = cards.marked_name(row.source.organisation, reworded=row.measure.source.reworded)
        originals += html.details(read, cards.measure_html(row.measure), facts=[whose])
    st.html(originals)


def _show_box(item: AdaptedRow, field: AdaptedField, draft_id: str) -> None:
    name = say(FIELD_NAMES[field.name])
    key = f"template.text.{field.name}.{item.measure.id}.{draft_id}"
    default = follow_store(key, item.text(field.name))

    def edit(text: str | None) -> None:
        attempt(
            lambda: workspace().drafts.edit(
                item.measure.id, field=field.name, text=text, draft_id=draft_id
            )
        )

    st.text_area(
        name,
        default or "",
        key=key,
        height="content",
        help=None if field.name in OFFICIAL_FIELDS else say(draft_labels.NOT_IN_FORM),
        placeholder=phrase("Left for our own result") if field.name in RESULT_FIELDS else None,
        on_change=lambda: edit(st.session_state[key]),
    )
    if field.edited:
        undo = markdown.plain(phrase("Undo: {field}", field=name))
        quiet_button(undo, f"template.undo.{field.name}.{item.measure.id}", edit, None, icon="undo")


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


PAGE_ROWS = 15  # rows on one page: Streamlit renders each button again at every click
_LINE_LENGTH = 60  # most code points of a row's title in a list and of a file's name


def show(adapted: AdaptedDraft, form: Form, draft_id: str) -> None:
    """Draw the rows of one page, with the columns of the document."""
    items, here = adapted.items, _on_page(adapted)
    first = here[0][0]
    for number, group in groupby(here, key=lambda pair: pair[1].indicator_number):
        if adapted.grouped:
            count = sum(item.indicator_number == number for item in items)
            unknown = phrase("Indicator unknown")
            name = f"{unknown} ({count})"
            if number is not None:
                name = say(draft_labels.GROUP, name=indicator_name(number), count=count)
            st.markdown(f"#### {markdown.plain(name)}", anchors=False)
        for position, _item in group:
            _show_row(adapted, position, form, draft_id, is_first=position == first)
    on_page = [item for _position, item in here]
    _MARKS(key=_MARKS_KEY, on_pressed_change=partial(_decide, on_page, draft_id))
    show_pages(len(items), first=first, size=PAGE_ROWS, key="template.page")


def first_left(adapted: AdaptedDraft, form: Form, name: str) -> str:
    """Anchor of the first row of this page with "cells", "blanks" or "questions" left; "": none."""
    for position, item in _on_page(adapted):
        is_empty = any(not item.text(field).strip() for field in form.fields)
        if is_empty if name == "cells" else getattr(item.remaining, name, 0):
            return f"draft-row-{position + 1}"
    return ""


def _on_page(adapted: AdaptedDraft) -> list[tuple[int, AdaptedRow]]:
    first = first_of_page(len(adapted.items), size=PAGE_ROWS)
    return list(enumerate(adapted.items))[first : first + PAGE_ROWS]


def _show_row(
    adapted: AdaptedDraft, position: int, form: Form, draft_id: str, *, is_first: bool
) -> None:
    item = adapted.items[position]
    measure_id = item.measure.id
    is_open = st.query_params.get("edit") == measure_id
    with st.container(key=f"draft_row_{measure_id}", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", key=f"acts_{measure_id}"):
            st.html(_origin_html(item, position + 1))
            quiet_button(
                say(kit_labels.DONE if is_open else Label("Edit")),
                f"template.edit.{measure_id}",
                st.query_params.update,
                {PAGE_PARAMETER: str(position), "edit": [] if is_open else measure_id},
                icon="check" if is_open else "edit",
            )
            key = f"template.row.{measure_id}"
            chosen = st.menu_button(
                phrase("This row"),
                _actions(adapted, position),
                key=key,
                format_func=lambda action: say(action.value),
                icon=":material/more_horiz:",
                type="tertiary",
                on_click=_act,
                args=(adapted, position, key, draft_id),
            )
            if chosen in draft_labels.ROW_DO:
                _ask_other(adapted, position, chosen, draft_id)
        title = shortened(item.text("title"), _LINE_LENGTH) or phrase("(no title yet)")
        cells = [_cell_html(item.field(name), row=measure_id) for name in form.fields]
        names = [say(FIELD_NAMES[name]) for name in form.fields]
        caption = f"{position + 1}. {title}"
        if is_open:
            _show_boxes(item, draft_id)
        kind = "ita-cells first" if is_first else "ita-cells"
        table = html.table(names, [cells], caption=caption, kind=kind)
        st.html(cards.gist_html(item.text("title")) + table)


def _together(adapted: AdaptedDraft, position: int, other: int) -> bool:
    """Whether a row can take the place of the other: rows stay in their group."""
    items = adapted.items
    return not adapted.grouped or items[position].indicator_number == items[other].indicator_number


def _origin_html(item: AdaptedRow, number: int) -> str:
    origins = []
    for row in item.sources:
        owner, source = row.source, row.measure.source
        whose = cards.marked_town_html(owner.organisation, reworded=source.reworded)
        year = html.plain(cards.year_name(owner.fiscal_year_be, source))
        file = shortened(file_name(source.path), _LINE_LENGTH)
        link = cards.see_link_html(file, row.measure.id, kind="file")
        origins.append(f"{whose} {html.facts_line([year, link])}")
    return (
        f'<p class="ita-quiet" id="draft-row-{number}"><strong>{number}.</strong> '
        f"{' + '.join(origins)} {''.join(_badges(item))}</p>"
        + "".join(
            cards.quotations_html(source.quotations, of=source.measure.id)
            for source in item.sources
        )
    )


def _badges(item: AdaptedRow) -> list[str]:
    left = item.remaining
    is_typed = any(field.edited for field in item.fields)
    badges = [
        html.badge(say(corrected), kind="doubt" if is_typed else "changed", tip=say(CHECK_TYPED))
        for source in item.sources
        if (corrected := corrected_since_label(source))
    ]
    if left and left.blanks:
        badges.append(html.badge(phrase("Blanks: {count}", count=left.blanks), kind="doubt"))
    if left and left.questions:
        label = phrase("Questions: {count}", count=left.questions)
        badges.append(html.badge(label, kind="doubt"))
    if len(item.sources) > 1:
        badges.append(html.badge(phrase("Merged of {count:measures}", count=len(item.sources))))
    if item.check is not None and item.check.missing:
        parts = ", ".join(say(FIELD_NAMES[part]) for part in item.check.missing)
        badges.append(html.badge(phrase("Still missing: {parts}", parts=parts)))
    return badges


def _actions(adapted: AdaptedDraft, position: int) -> list[RowAction]:
    count = len(adapted.items)
    is_possible = {
        RowAction.MOVE: any(
            _together(adapted, position, at) for at in range(count) if at != position
        ),
        RowAction.MERGE: count > 1,
        RowAction.SPLIT: len(adapted.items[position].sources) > 1,
    }
    return [action for action in RowAction if is_possible.get(action, True)]


def _act(adapted: AdaptedDraft, position: int, key: str, draft_id: str) -> None:
    action, items = st.session_state[key], adapted.items
    measure_id = items[position].measure.id
    drafts = workspace().drafts
    match action:
        case RowAction.SPLIT:
            attempt(lambda: drafts.split(measure_id, draft_id=draft_id))
        case RowAction.REMOVE:
            attempt(lambda: drafts.remove(measure_id, draft_id=draft_id))


def _ask_other(adapted: AdaptedDraft, position: int, action: RowAction, draft_id: str) -> None:
    """Ask for the row to merge with, or to whose place to move, and do it."""
    measure_id = adapted.items[position].measure.id
    names = {
        item.measure.id: f"{at + 1}. {shortened(item.text('title'), _LINE_LENGTH)}"
        for at, item in enumerate(adapted.items)
        if at != position and (action is RowAction.MERGE or _together(adapted, position, at))
    }
    places = {item.measure.id: at for at, item in enumerate(adapted.items)}
    key = f"template.other.{measure_id}"

    def do() -> None:
        drafts, other = workspace().drafts, st.session_state[key]
        if not isinstance(other, str):
            return
        if action is RowAction.MERGE:
            attempt(lambda: drafts.merge(measure_id, other=other, draft_id=draft_id))
        else:
            st.query_params[PAGE_PARAMETER] = str(places[other])
            attempt(lambda: drafts.move(measure_id, to=other, draft_id=draft_id))

    @st.dialog(say(action.value))
    def ask() -> None:
        label = Label("To the place of") if action is RowAction.MOVE else Label("Merge with row")
        choose_named(label, names, key=key, hint=Label("Choose a row"))
        name = say(draft_labels.ROW_DO[action])
        key_of_button = f"template.{action.name.lower()}"
        if st.button(name, key=key_of_button, type="primary", on_click=do):
            st.rerun()

    ask()
