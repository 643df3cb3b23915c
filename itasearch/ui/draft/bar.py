"""The bar over a draft: its name and maker, other drafts, undo and redo, new, copy and delete.

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
    attempt,
    begin_draft,
    choose_draft,
    maker,
    on_press,
    set_maker,
)
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import draft_html, link_html, plain_markdown, quiet_html
from itasearch.ui.kit.state import DRAFTS, address, drop_from_url, outside_address, say, workspace
from itasearch.wording.label import shortened
from itasearch.wording.labels import time_text

_NAME, _MAKER, _DELETED = "template.name", "template.maker", "template.deleted"
_SUBJECT_LENGTH = 40  # most code points of what a step changed, on its button


def show(draft: Draft, access: DraftAccess) -> None:
    """Draw the bar of a draft, with what the person may do with it."""
    _notice()
    with st.container(key="template_bar", gap="small"):
        with st.container(horizontal=True, gap="small", key="template_draft"):
            made = say(draft_labels.MADE_BY, maker=draft.maker) if draft.maker else ""
            st.html(draft_html(draft.name, made))
            _others(draft)
            if access is DraftAccess.READ:
                _copy_button(draft)
            else:
                with st.popover(say(draft_labels.MANAGE), icon=":material/folder_open:"):
                    _manage(draft, access)
            if access is DraftAccess.OWN and workspace().person.signed_in:
                with st.popover(say(draft_labels.SHARE), icon=":material/share:"):
                    _shares(draft)
        if access is DraftAccess.READ:
            st.info(say(draft_labels.ONLY_TO_READ), icon=":material/lock:")
            return
        with st.container(horizontal=True, gap="small", key="template_steps"):
            _step_button(draft_labels.UNDO, kit_labels.UNDO, draft, draft.undo, icon="undo")
            _step_button(
                draft_labels.REDO, draft_labels.NOTHING_TO_REDO, draft, draft.redo, icon="redo"
            )


def show_choice() -> None:
    """Draw the drafts to choose from, and the way to a new one."""
    _notice()
    drafts = workspace().drafts()
    if drafts:
        st.html(quiet_html(say(draft_labels.CHOOSE_DRAFT)) + _links_html(drafts))
    st.button(
        say(draft_labels.NEW_DRAFT),
        key="template.new",
        icon=":material/note_add:",
        on_click=_make,
        kwargs={"name": "", "copy_of": None},
    )


def _others(draft: Draft) -> None:
    others = [one for one in workspace().drafts() if one.id != draft.id]
    if others:
        with st.popover(
            say(draft_labels.OTHER_DRAFTS, count=len(others)), icon=":material/swap_horiz:"
        ):
            st.html(_links_html(others))


def _links_html(drafts: Sequence[DraftSummary]) -> str:
    """A list, no widget: Streamlit's selectbox keeps showing a draft's former name."""
    links = (link_html(_line(one), address(DRAFTS, {DRAFT: one.id}), kind="row") for one in drafts)
    return "<br>".join(links)


def _line(draft: DraftSummary) -> str:
    label = draft_labels.DRAFT_LINE_BY if draft.maker else draft_labels.DRAFT_LINE
    return say(label, name=draft.name, maker=draft.maker, count=draft.rows)


def _show(draft_id: str) -> None:
    drop_from_url("edit", "page")
    st.query_params[DRAFT] = draft_id


def _copy_of(draft: Draft) -> dict[str, str]:
    name = shortened(say(draft_labels.COPY_NAME, name=draft.name), LONGEST_NAME)
    return {"name": name, "copy_of": draft.id}


def _copy_button(draft: Draft) -> None:
    st.button(
        say(draft_labels.COPY_DRAFT),
        key="template.copy",
        icon=":material/content_copy:",
        on_click=_make,
        kwargs=_copy_of(draft),
    )


def _shares(draft: Draft) -> None:
    """The links to a draft; a new one is shown once, for its secret is not kept."""
    st.html(quiet_html(say(draft_labels.SHARE_HELP)))
    for may_write, label in (
        (False, draft_labels.SHARE_TO_READ),
        (True, draft_labels.SHARE_TO_WRITE),
    ):
        if st.button(say(label), key=f"template.share.{may_write}", icon=":material/link:"):
            secret = workspace().share_draft(draft.id, may_write=may_write)
            link = f"{outside_address(DRAFTS)}?{SHARE}={secret}"
            st.code(link, language=None, wrap_lines=True)
    for share in workspace().draft_shares(draft.id):
        is_to_read = share.access is DraftAccess.READ
        label = draft_labels.SHARED_TO_READ if is_to_read else draft_labels.SHARED_TO_WRITE
        with st.container(horizontal=True, vertical_alignment="center"):
            made = say(label, when=time_text(share.made_at), count=share.people)
            st.html(quiet_html(made))
            st.button(
                say(draft_labels.TAKE_BACK),
                key=f"template.unshare.{share.id}",
                type="tertiary",
                on_click=on_press,
                args=(partial(_unshare, draft.id, share.id),),
            )


def _unshare(draft_id: str, share_id: str) -> None:
    workspace().unshare_draft(draft_id, share_id)


def _manage(draft: Draft, access: DraftAccess) -> None:
    _box(draft_labels.DRAFT_NAME, draft.name, _NAME, draft.id, saved=_rename)
    _box(draft_labels.MAKER, draft.maker or maker(), _MAKER, draft.id, saved=_save_maker)
    if workspace().person.sees_all_drafts:
        st.html(quiet_html(say(draft_labels.MAKER_HELP)) + quiet_html(say(draft_labels.LINK_HELP)))
    clear = partial(_clear, draft.id)
    with st.container(horizontal=True, gap="small"):
        for key, label, icon, done, given in (
            ("new", draft_labels.NEW_DRAFT, "note_add", _make, {"name": "", "copy_of": None}),
            ("copy", draft_labels.COPY_DRAFT, "content_copy", _make, _copy_of(draft)),
            ("delete", draft_labels.DELETE_DRAFT, "delete", _delete, {"draft": draft}),
            ("clear", draft_labels.CLEAR, "remove_done", on_press, {"action": clear}),
        ):
            if key == "delete" and access is not DraftAccess.OWN:
                continue
            st.button(
                say(label),
                key=f"template.{key}",
                icon=f":material/{icon}:",
                on_click=done,
                kwargs=given,
                disabled=key == "clear" and not draft.items,
            )


def _box(
    label: kit_labels.Label,
    stored: str,
    name: str,
    draft_id: str,
    *,
    saved: Callable[[str, str], None],
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
        on_change=saved,
        args=(draft_id, key),
    )


def _rename(draft_id: str, key: str) -> None:
    name = str(st.session_state[key])
    if name.strip():
        options = DraftOptions(name=name)
        attempt(lambda: workspace().set_draft_options(options, draft_id=draft_id))


def _save_maker(draft_id: str, key: str) -> None:
    attempt(lambda: set_maker(str(st.session_state[key]), draft_id=draft_id))


def _clear(draft_id: str) -> None:
    workspace().clear_draft(draft_id=draft_id)


def _make(*, name: str, copy_of: str | None) -> None:
    attempt(lambda: _show(begin_draft(name, copy_of)))


def _delete(*, draft: Draft) -> None:
    if attempt(lambda: workspace().delete_draft(draft.id)):
        st.session_state[_DELETED] = (draft.id, draft.name)
        drop_from_url(DRAFT, "edit", "page")


def _notice() -> None:
    gone: tuple[str, str] | None = st.session_state.get(_DELETED)
    if gone is None:
        return
    with st.container(horizontal=True, gap="small", key="template_gone"):
        st.html(quiet_html(say(draft_labels.DELETED, name=shortened(gone[1], 2 * _SUBJECT_LENGTH))))
        st.button(
            say(draft_labels.BRING_BACK),
            key="template.restore",
            icon=":material/restore_from_trash:",
            on_click=_restore,
            args=(gone[0],),
        )


def _restore(draft_id: str) -> None:
    if attempt(lambda: workspace().restore_draft(draft_id)):
        del st.session_state[_DELETED]
        choose_draft(draft_id)
        _show(draft_id)


def _step_button(
    label: kit_labels.Label, none: kit_labels.Label, draft: Draft, step: Step | None, *, icon: str
) -> None:
    st.button(
        say(none) if step is None else plain_markdown(say(label, step=step_name(step))),
        key=f"template.{icon}",
        icon=f":material/{icon}:",
        disabled=step is None,
        on_click=on_press,
        # The step on the button, never one that was made meanwhile.
        args=(partial(_turn, icon, step.id if step else 0, draft.id),),
    )


def _turn(way: str, step: int, draft_id: str) -> None:
    theirs = workspace()
    turn = theirs.undo_in_draft if way == "undo" else theirs.redo_in_draft
    turn(step, draft_id=draft_id)


def step_name(step: Step) -> str:
    """What a step did, in words."""
    return say(
        draft_labels.STEPS[step.kind],
        count=step.count,
        subject=shortened(step.subject, _SUBJECT_LENGTH),
        field=say(kit_labels.FIELD_LABELS[step.field]) if step.field else "",
    )
