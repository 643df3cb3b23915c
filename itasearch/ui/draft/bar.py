"""The menu of drafts: name and maker, others, new, copy, delete, share; undo and redo.

A deleted draft can be brought back while its notice is shown.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from itasearch.model.drafts import Draft, DraftAccess, DraftOptions, DraftSummary, Step
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.draft.current import (
    DRAFT,
    LONGEST_NAME,
    SHARE,
    begin_draft,
    choose_draft,
    maker,
    set_maker,
)
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import draft_name, time_name
from itasearch.ui.kit.faults import on_press
from itasearch.ui.kit.html import link_html, plain_markdown, quiet_html
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import (
    DRAFTS,
    address,
    drop_from_url,
    outside_address,
    phrase,
    say,
    workspace,
)
from itasearch.wording.label import shortened

_NAME, _MAKER, _DELETED = "template.name", "template.maker", "template.deleted"
_SUBJECT_LENGTH = 40  # most code points of what a step changed, on its button


def show(draft: Draft, access: DraftAccess) -> None:
    """Draw the menu of drafts: the others, and what the person may do with this one."""
    with st.popover(phrase("Manage drafts"), type="tertiary", icon=":material/folder_open:"):
        if access is DraftAccess.READ:
            _copy_button(draft)
        else:
            _manage(draft, access)
        if access is DraftAccess.OWN and workspace().person.signed_in:
            _shares(draft)
        if others := [one for one in workspace().drafts.all() if one.id != draft.id]:
            st.caption(phrase("Other drafts ({count})", count=len(others)))
            st.html(_links_html(others))


def show_steps(draft: Draft) -> None:
    """Draw what can be undone and redone."""
    for way, label, step in (
        ("undo", Label("Undo: {step}"), draft.undo),
        ("redo", Label("Redo: {step}"), draft.redo),
    ):
        if step is not None:
            st.button(
                plain_markdown(say(label, step=step_name(step))),
                key=f"template.{way}",
                type="tertiary",
                icon=f":material/{way}:",
                on_click=on_press,
                # The step on the button, never one that was made meanwhile.
                args=(partial(_turn, way, step.id, draft.id),),
            )


def show_choice() -> None:
    """Draw the drafts to choose from, and the way to a new one."""
    if drafts := workspace().drafts.all():
        st.html(quiet_html(phrase("Choose a draft to go on with")) + _links_html(drafts))
    _new_button()


def _new_button() -> None:
    _button("new", Label("New draft"), "note_add", lambda: _show(begin_draft()))


def _copy_button(draft: Draft) -> None:
    name = shortened(phrase("Copy of {name}", name=draft_name(draft.name)), LONGEST_NAME)
    _button(
        "copy",
        Label("Copy"),
        "content_copy",
        lambda: _show(begin_draft(name, copy_of=draft.id)),
    )


def _button(key: str, label: kit_labels.Label, icon: str, action: Callable[[], object]) -> None:
    st.button(
        say(label),
        key=f"template.{key}",
        type="tertiary",
        icon=f":material/{icon}:",
        on_click=on_press,
        args=(action,),
    )


def _links_html(drafts: Sequence[DraftSummary]) -> str:
    """A list, no widget: Streamlit's selectbox keeps showing a draft's former name."""
    links = []
    for one in drafts:
        label = draft_labels.DRAFT_LINE_BY if one.maker else Label("{name} · {count:measures}")
        line = say(label, name=draft_name(one.name), maker=one.maker, count=one.rows)
        links.append(link_html(line, address(DRAFTS, {DRAFT: one.id}), kind="row"))
    return "<br>".join(links)


def _show(draft_id: str) -> None:
    drop_from_url("edit", "page")
    st.query_params[DRAFT] = draft_id


def _shares(draft: Draft) -> None:
    """The links to a draft; a new one is shown once, for its secret is not kept."""
    st.caption(say(draft_labels.SHARE_HELP))
    for may_write, label in (
        (False, Label("Link to read")),
        (True, Label("Link to write")),
    ):
        key = f"template.share.{may_write}"
        if st.button(say(label), key=key, type="tertiary", icon=":material/link:"):
            secret = workspace().drafts.share(draft.id, may_write=may_write)
            link = f"{outside_address(DRAFTS)}?{SHARE}={secret}"
            st.code(link, language=None, wrap_lines=True)
    for share in workspace().drafts.shares(draft.id):
        is_to_read = share.access is DraftAccess.READ
        label = draft_labels.SHARED_TO_READ if is_to_read else draft_labels.SHARED_TO_WRITE
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(say(label, when=time_name(share.made_at), count=share.people))
            _button(
                f"unshare.{share.id}",
                Label("Take back"),
                "link_off",
                # Who asks is known at the press, not when the button is drawn.
                partial(lambda one: workspace().drafts.unshare(draft.id, one), share.id),
            )


def _manage(draft: Draft, access: DraftAccess) -> None:
    _box(Label("Name of this draft"), draft.name, _NAME, draft.id, save=_rename)
    _box(Label("Made by", "draft"), draft.maker or maker(), _MAKER, draft.id, save=set_maker)
    if workspace().person.sees_all_drafts:
        st.caption(f"{say(draft_labels.MAKER_HELP)} · {say(draft_labels.LINK_HELP)}")
    with st.container(horizontal=True, gap="small"):
        _new_button()
        _copy_button(draft)
        if access is DraftAccess.OWN:
            _button("delete", Label("Delete"), "delete", lambda: _delete(draft))
        if draft.items:
            _button(
                "clear",
                Label("Empty the template"),
                "remove_done",
                lambda: workspace().drafts.clear(draft_id=draft.id),
            )


def _box(
    label: kit_labels.Label, stored: str, name: str, draft_id: str, *, save: Callable[..., None]
) -> None:
    """A text input with the stored text; a new widget whenever the stored text changes.

    The browser makes the boxes of a popover when it is opened first: one that had its text from
    the session's state would be empty by then, and be stored so.
    """
    key = f"{name}.{hashlib.sha256(f'{draft_id} {stored}'.encode()).hexdigest()[:12]}"
    st.text_input(
        say(label),
        stored,
        key=key,
        max_chars=max(LONGEST_NAME, len(stored)),
        autocomplete="name" if name == _MAKER else "off",
        on_change=on_press,
        args=(lambda: save(str(st.session_state[key]), draft_id=draft_id),),
    )


def _rename(name: str, *, draft_id: str) -> None:
    if name.strip():
        workspace().drafts.set_options(DraftOptions(name=name), draft_id=draft_id)


def _delete(draft: Draft) -> None:
    workspace().drafts.delete(draft.id)
    st.session_state[_DELETED] = (draft.id, draft.name)
    drop_from_url(DRAFT, "edit", "page")


def show_deleted() -> None:
    """Draw the way to bring back the draft that was deleted last."""
    gone: tuple[str, str] | None = st.session_state.get(_DELETED)
    if gone is None:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        name = shortened(gone[1], 2 * _SUBJECT_LENGTH)
        st.markdown(plain_markdown(phrase("Deleted “{name}”", name=name)))
        _button("restore", Label("Bring back"), "restore_from_trash", partial(_restore, gone[0]))


def _restore(draft_id: str) -> None:
    workspace().drafts.restore(draft_id)
    del st.session_state[_DELETED]
    choose_draft(draft_id)
    _show(draft_id)


def step_name(step: Step) -> str:
    """What a step did, in words."""
    return say(
        draft_labels.STEPS[step.kind],
        count=step.count,
        subject=shortened(step.subject, _SUBJECT_LENGTH),
        field=say(kit_labels.FIELD_LABELS[step.field]) if step.field else "",
    )


def _turn(way: str, step: int, draft_id: str) -> None:
    theirs = workspace()
    turn = theirs.drafts.undo if way == "undo" else theirs.drafts.redo
    turn(step, draft_id=draft_id)
