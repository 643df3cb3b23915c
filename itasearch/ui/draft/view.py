"""The view แม่แบบ: the menu of drafts, a draft with its target, its rows and its documents.

Every choice and edit is stored at once. A widget takes its value from the store only when that has
changed since, so that text being typed is not overwritten. `draft` in the URL names the draft.
"""

import hashlib
from collections.abc import Callable, Sequence

import streamlit as st

from itasearch.errors import AmbiguousOrganisationError, UnknownDraftError
from itasearch.model import drafts as drafts_model
from itasearch.model.documents import Form
from itasearch.ui.draft import documents, labels as draft_labels, rows
from itasearch.ui.draft.current import (
    DRAFT,
    LONGEST_NAME,
    begin_draft,
    choose_draft,
    current_draft,
    target_name,
)
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.faults import attempt, on_press
from itasearch.ui.kit.state import address, drop_from_url, last_answer, workspace
from itasearch.ui.kit.widgets import (
    PAGE_PARAMETER,
    choose_or_type_organisation,
    follow_store,
    offered,
    quiet_button,
    town_typed,
)
from itasearch.wording.errors import EMPTY_DRAFT, NO_SUCH_DRAFT, error_text
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.names import draft_name
from itasearch.workspace import offered_years

_DELETED = "template.deleted"  # key: id and name of the draft that was deleted last
_SUBJECT_LENGTH = 40  # most code points of what a step changed, on its button


def _show_steps(draft: drafts_model.Draft) -> None:
    # Of the version on the button, never of one made meanwhile; as the person who presses it.
    def undo() -> None:
        workspace().drafts.undo(draft.undo, draft_id=draft.id)

    def redo() -> None:
        workspace().drafts.redo(draft.redo, draft_id=draft.id)

    if draft.undo is not None:
        _button("undo", Label("Undo"), "undo", undo)
    if draft.redo is not None:
        _button("redo", Label("Redo"), "redo", redo)


def _button(key: str, label: Label, icon: str, action: Callable[[], object]) -> None:
    quiet_button(say(label), f"template.{key}", on_press, action, icon=icon)


def _new_button() -> None:
    _button("new", Label("New draft"), "note_add", lambda: _open(begin_draft()))


def _links_html(drafts: Sequence[drafts_model.DraftSummary]) -> str:
    """A list, no widget: Streamlit's selectbox keeps showing a draft's former name."""
    links = []
    for draft in drafts:
        line = phrase("{name} · {count:measures}", name=draft_name(draft.name), count=draft.rows)
        links.append(html.link(line, address("template", {DRAFT: draft.id}), kind="row"))
    return "<br>".join(links)


def _open(draft_id: str) -> None:
    """Let the URL name another draft, at the beginning of its rows."""
    drop_from_url("edit", PAGE_PARAMETER)
    st.query_params[DRAFT] = draft_id


def _show_menu(draft: drafts_model.Draft) -> None:
    """Draw what can be done with the draft, the other drafts, and the steps to undo and redo."""

    def rename(name: str) -> None:
        if name.strip():
            workspace().drafts.set_options(name=name, draft_id=draft.id)

    def copy() -> None:
        name = shortened(phrase("Copy of {name}", name=draft_name(draft.name)), LONGEST_NAME)
        _open(begin_draft(name, copy_of=draft.id))

    def delete() -> None:
        workspace().drafts.delete(draft.id)
        st.session_state[_DELETED] = (draft.id, draft.name)
        drop_from_url(DRAFT, "edit", PAGE_PARAMETER)

    with st.popover(phrase("Manage drafts"), type="tertiary", icon=":material/folder_open:"):
        _name_box(draft.name, f"template.name.{draft.id}", rename)
        with st.container(horizontal=True):
            _new_button()
            _button("copy", Label("Copy"), "content_copy", copy)
            _button("delete", Label("Delete"), "delete", delete)
        if others := [summary for summary in workspace().drafts.all() if summary.id != draft.id]:
            st.caption(phrase("Other drafts ({count})", count=len(others)))
            st.html(_links_html(others))
    _show_steps(draft)


def _name_box(stored: str, name: str, save: Callable[[str], None]) -> None:
    """A new widget for each stored text: one filled by the session would be empty in a popover."""
    key = f"{name}.{hashlib.sha256(stored.encode()).hexdigest()[:12]}"
    st.text_input(
        phrase("Name of this draft"),
        stored,
        key=key,
        max_chars=max(LONGEST_NAME, len(stored)),
        autocomplete="off",
        on_change=on_press,
        args=(lambda: save(str(st.session_state[key])),),
    )


def _show_deleted() -> None:
    pair: tuple[str, str] | None = st.session_state.get(_DELETED)
    if pair is None:
        return
    draft_id, name = pair

    def restore() -> None:
        workspace().drafts.restore(draft_id)
        del st.session_state[_DELETED]
        choose_draft(draft_id)
        _open(draft_id)

    with st.container(horizontal=True, vertical_alignment="center"):
        deleted = phrase("Deleted “{name}”", name=shortened(name, 2 * _SUBJECT_LENGTH))
        st.markdown(markdown.plain(deleted))
        _button("restore", Label("Bring back"), "restore_from_trash", restore)


ORGANISATION_KEY, YEAR_KEY = "template.organisation", "template.year"
_FIRST_YEAR = 2560  # oldest fiscal year, BE, in the list of years; an older one of a draft is added


def render() -> None:
    """Draw the draft's head, settings and rows, and the document beside them."""
    _show_deleted()
    draft = _opened_draft()
    show_bar(Comparing.DRAFT)
    if draft is None:
        st.subheader(phrase("Make good measures your own"), anchor=False)
        if drafts := workspace().drafts.all():
            st.html(html.quiet(phrase("Choose a draft to go on with")) + _links_html(drafts))
        _new_button()
        if not drafts:
            _show_empty()
        return
    head = st.container(gap="small")
    head.subheader(markdown.plain(draft_name(draft.name)), anchor=False)
    if not draft.items:
        with head, st.container(horizontal=True):
            _show_menu(draft)
        _show_empty()
        return
    with head:  # the files are of the document, and come last
        facts = (
            target_name(draft),
            say(kit_labels.YEAR, year=draft.fiscal_year_be) if draft.fiscal_year_be else "",
            phrase("{count:measures}", count=len(draft.items)),
        )
        st.caption(markdown.plain(" · ".join(filter(None, facts))))
        with st.container(horizontal=True, vertical_alignment="center", key="template_bar"):
            _show_menu(draft)
            files = st.container(horizontal=True, width="content", key="template_files")
    try:
        adapted = workspace().exports.adapted(draft)
    except AmbiguousOrganisationError as error:  # kept by its name alone, which two have now
        st.warning(markdown.plain(error_text(error)))
        _target(draft)
        return
    with st.container(horizontal=True, gap="medium", key="template_desk"):
        with st.container(key="template_work"):
            is_new = draft.organisation is None or draft.fiscal_year_be is None
            # As it was at first: else the fold would close by itself.
            is_open = st.session_state.setdefault(f"template.settings.{draft.id}", is_new)
            with st.expander(phrase("Settings of the document"), expanded=is_open):
                _target(draft)
                choice = documents.settings(draft.id, lambda: _choose_grouping(draft))
            adapted = workspace().exports.with_questions(adapted, choice)
            form = workspace().exports.document(adapted, choice)
            st.html(_left_html(adapted, form))
            rows.show(adapted, form, draft.id)
        with st.container(key="template_paper"):
            paper = documents.form_html(form)
            st.html(html.details(say(draft_labels.PREVIEW), paper, kind="row"))
    with files:
        documents.show_downloads(adapted, draft.id, choice)


def _left_html(adapted: drafts_model.AdaptedDraft, form: Form) -> str:
    whole, around, parts = form.remaining, form.around, []
    for name, label in draft_labels.LEFT.items():
        if count := getattr(whole, name) - getattr(around, name):
            text, anchor = say(label, count=count), rows.first_left(adapted, form, name)
            parts.append(html.link(text, f"#{anchor}") if anchor else html.plain(text))
    sentences = [phrase("Still to do: {parts}", parts=", ".join(parts))] if parts else []
    if count := around.blanks + around.questions + around.cells:
        sentences.append(html.plain(say(draft_labels.LEFT_OUTSIDE, count=count)))
    left = " · ".join(sentences) or html.plain(phrase("Nothing is left to fill in or to answer"))
    return f'<p class="ita-quiet">{left}</p>'


def _opened_draft() -> drafts_model.Draft | None:
    if named := st.query_params.get(DRAFT):
        try:
            draft: drafts_model.Draft | None = workspace().drafts.get(named)
        except UnknownDraftError:
            st.warning(say(NO_SUCH_DRAFT))
            return None
    else:
        draft = current_draft()
    if draft is not None:
        choose_draft(draft.id)
        if named != draft.id:
            st.query_params[DRAFT] = draft.id
    return draft


def _show_empty() -> None:
    st.info(say(EMPTY_DRAFT), icon=":material/playlist_add:")
    search = html.link(phrase("Search for measures"), address("./", last_answer()), kind="button")
    compare = html.link(say(draft_labels.GO_TO_COMPARE), address("compare", last_answer("compare")))
    st.html(html.actions(search, compare))


def _target(draft: drafts_model.Draft) -> None:
    offer = offered(ORGANISATION_KEY, chosen=[draft.organisation_id])
    now = draft.organisation_id if draft.organisation_id in offer.names else draft.organisation
    organisation = follow_store(ORGANISATION_KEY, now)
    year = follow_store(YEAR_KEY, draft.fiscal_year_be)
    # The fiscal year after next begins in the calendar year after this one.
    years = offered_years(draft.fiscal_year_be, ahead=2, first=_FIRST_YEAR)

    def save() -> None:
        town, year = st.session_state[ORGANISATION_KEY], st.session_state[YEAR_KEY]
        town = town and town_typed(town)
        attempt(
            lambda: workspace().drafts.set_target(
                organisation=town, fiscal_year_be=year, draft_id=draft.id
            )
        )

    first, second = st.columns([3, 1])
    with first:
        choose_or_type_organisation(
            Label("Our organisation"),
            offer,
            key=ORGANISATION_KEY,
            chosen=organisation,
            on_change=save,
        )
    with second:
        st.selectbox(
            phrase("Fiscal year (B.E.)"),
            years,
            index=years.index(year) if year else None,
            key=YEAR_KEY,
            placeholder=say(kit_labels.CHOOSE_YEAR),
            filter_mode="contains",
            on_change=save,
        )
    if draft.organisation is None or draft.fiscal_year_be is None:
        st.caption(say(draft_labels.TARGET_MISSING))


def _choose_grouping(draft: drafts_model.Draft) -> None:
    key = "template.grouped"

    def save() -> None:
        grouped = bool(st.session_state[key])
        attempt(lambda: workspace().drafts.set_options(grouped=grouped, draft_id=draft.id))

    default = bool(follow_store(key, draft.grouped))
    st.toggle(phrase("Group by ITA indicator"), default, key=key, on_change=save)
