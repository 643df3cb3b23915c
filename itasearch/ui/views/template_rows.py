"""The rows of the template: where each comes from, its place, its text; take it out.

One row at a time is open for writing; the URL names it (`edit`).
"""

from collections.abc import Sequence

import streamlit as st

from itasearch.borrow.form import form_of
from itasearch.model.template import BORROWED_FIELDS, OFFICIAL_FIELDS, Template, TemplateItem
from itasearch.ui import strings as s
from itasearch.ui import strings_template as t
from itasearch.ui.basket import attempt, follow_store
from itasearch.ui.cards import measure_html, organisation_badges, source_html
from itasearch.ui.faults import faults_told
from itasearch.ui.markup import (
    card_html,
    details_html,
    plain_markdown,
    quiet_html,
    shortened,
    text_html,
    title_html,
)
from itasearch.ui.state import say, workspace

_TITLE = 220


def show(template: Template) -> None:
    """Draw all rows, and below them the way to begin anew."""
    st.subheader(say(t.ROWS, count=len(template.items)), anchor=False)
    remarks = [source[-1] for source in form_of(template).sources]
    ids = [item.measure.id for item in template.items]
    for place, (item, remark) in enumerate(zip(template.items, remarks, strict=True)):
        with st.container(key=f"line_{item.measure.id}", gap="small"):
            st.html(_row_html(item, place + 1, remark))
            _row_actions(item, place, ids)
            if st.query_params.get("edit") == item.measure.id:
                _editor(item)
    if st.button(say(t.CLEAR), key="template.clear", type="tertiary", icon=":material/delete:"):
        _confirm(say(t.CLEAR), say(t.CLEAR_CONFIRM, count=len(ids)), measure_id=None)


def _row_html(item: TemplateItem, number: int, remark: str) -> str:
    title = shortened(item.text("title"), _TITLE) or say(t.NO_TITLE)
    badges = organisation_badges(item.source.organisation, item.source.fiscal_year_be)
    origin = f"{text_html(say(t.BORROWED_FROM))} {''.join(badges)}"
    return card_html(
        title_html(f"{number}. {text_html(title)}", [origin]),
        quiet_html(say(t.REMARK, text=remark)) if remark else "",
        source_html(item.measure.source, report_id=item.measure.report_id),
    )


def _row_actions(item: TemplateItem, place: int, ids: Sequence[str]) -> None:
    measure_id = item.measure.id
    editing = st.query_params.get("edit") == measure_id
    with st.container(horizontal=True, gap="small", key=f"acts_{measure_id}"):
        for step, label, icon in ((-1, t.UP, "arrow_upward"), (1, t.DOWN, "arrow_downward")):
            st.button(
                say(label),
                key=f"template.move.{step}.{measure_id}",
                icon=f":material/{icon}:",
                disabled=not 0 <= place + step < len(ids),
                on_click=_move,
                args=(ids, place, step),
            )
        st.button(
            say(t.EDIT_DONE if editing else t.EDIT),
            key=f"template.edit.{measure_id}",
            icon=":material/check:" if editing else ":material/edit:",
            on_click=_open,
            args=(None if editing else measure_id,),
        )
        if st.button(say(t.TAKE_OUT), key=f"template.remove.{measure_id}", icon=":material/close:"):
            _remove(item)


def _move(ids: Sequence[str], place: int, step: int) -> None:
    order = list(ids)
    order[place], order[place + step] = order[place + step], order[place]
    attempt(lambda: workspace().reorder_basket(order))


def _open(measure_id: str | None) -> None:
    if measure_id is not None:
        st.query_params["edit"] = measure_id
    elif "edit" in st.query_params:
        del st.query_params["edit"]


def _remove(item: TemplateItem) -> None:
    """Take a row out; what the person wrote in it is not thrown away by one click."""
    measure_id = item.measure.id
    if any(field.edited for field in item.fields):
        _confirm(say(t.TAKE_OUT), say(t.TAKE_OUT_CONFIRM), measure_id=measure_id)
        return
    workspace().remove_from_basket(measure_id)
    st.rerun()


def _confirm(label: str, question: str, *, measure_id: str | None) -> None:
    """Ask before a row (None: all rows) goes."""

    @st.dialog(label)
    def ask() -> None:
        st.html(text_html(question))
        with st.container(horizontal=True), faults_told():
            if st.button(label, key="template.yes", type="primary"):
                if measure_id is None:
                    workspace().clear_basket()
                else:
                    workspace().remove_from_basket(measure_id)
                st.rerun()
            if st.button(say(s.CANCEL), key="template.no"):
                st.rerun()

    ask()


def _editor(item: TemplateItem) -> None:
    """The row's texts in the target's name, to write over; each is kept when it is left."""
    for field in item.fields:
        if field.name not in BORROWED_FIELDS:
            continue
        key = f"template.text.{field.name}.{item.measure.id}"
        follow_store(key, field.adapted.text)
        name = say(s.FIELD_LABELS[field.name])
        in_form = field.name in OFFICIAL_FIELDS
        st.text_area(
            name if in_form else say(t.NOT_IN_FORM, field=name),
            key=key,
            height="content",
            on_change=_save,
            args=(item.measure.id, field.name, key),
        )
        if field.edited:
            st.button(
                plain_markdown(say(t.UNDO_EDIT, field=name)),
                key=f"template.undo.{field.name}.{item.measure.id}",
                type="tertiary",
                icon=":material/undo:",
                on_click=_undo,
                args=(item.measure.id, field.name),
            )
    st.html(details_html(say(t.ORIGINAL_TEXT), measure_html(item.measure)))


def _save(measure_id: str, field: str, key: str) -> None:
    text = st.session_state[key]
    attempt(lambda: workspace().edit_basket(measure_id, field=field, text=text))


def _undo(measure_id: str, field: str) -> None:
    attempt(lambda: workspace().edit_basket(measure_id, field=field, text=None))
