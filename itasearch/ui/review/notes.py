"""Notes and tags of a measure: a quiet line where it is shown, and the window that changes them.

The URL names the measure whose window is open (`note`). Who only looks at a library has neither.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from itasearch.model.library import LONGEST_NOTE, LONGEST_TAG, Note
from itasearch.model.people import Right
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.faults import attempt
from itasearch.ui.kit.state import close_window, drop_from_url, may, measure_named, workspace
from itasearch.ui.review import labels
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import time_text
from itasearch.wording.language import phrase, say

NOTE_PARAMETER = "note"  #: Query parameter of the measure whose notes are open in a window


def notes_of(measure_ids: Sequence[str]) -> Mapping[str, Sequence[Note]]:
    """Notes and tags of those of these measures that have any."""
    notes = defaultdict(list)
    if may(Right.WATCH):
        for note in workspace().notes.all(measure_ids):
            notes[note.measure_id].append(note)
    return notes


def notes_html(notes: Sequence[Note]) -> str:
    """Tags, then notes, in one line; "" without any."""
    texts = [f"#{note.text}" for note in notes if note.is_tag]
    texts += [shortened(note.text, 160) for note in notes if not note.is_tag]
    return html.quiet(f"{say(labels.NOTES)}: {' · '.join(texts)}") if texts else ""


def notes_link_html(href: str) -> str:
    """The link that opens the window, at an address that names the measure; "" for who has none."""
    return html.link(say(labels.NOTES), href, kind="action stay") if may(Right.WATCH) else ""


def open_from_url() -> None:
    """Open the window if the URL names a measure of the library."""
    stored = measure_named(st.query_params.get(NOTE_PARAMETER, ""))
    if stored and may(Right.WATCH):
        _window(stored.measure.id, stored.measure.title)


_TAGS = "note.tags"  # Of the session: the tags that the window was opened with


def _window(measure_id: str, title: str) -> None:
    @st.dialog(say(labels.NOTES), width="medium", on_dismiss=partial(drop_from_url, NOTE_PARAMETER))
    def window() -> None:
        notes = workspace().notes.all([measure_id])
        key = f"note.tags.{measure_id}"
        if key not in st.session_state:  # what others tag while it is open is not taken away
            st.session_state[_TAGS] = {note.text: note for note in notes if note.is_tag}
        tags: Mapping[str, Note] = st.session_state[_TAGS]
        st.markdown(f"**{markdown.plain(shortened(title, html.TITLE_LENGTH))}**")
        st.caption(phrase("Seen by the people of this library only, not by visitors"))
        for note in notes:
            if not note.is_tag:
                _show_note(note)
        chosen = st.multiselect(
            phrase("Tags"),
            dict.fromkeys([*tags, *workspace().notes.tags()]),
            [*tags],
            key=key,
            placeholder=phrase("Choose a tag, or type a new one and press Enter"),
            accept_new_options=True,
            filter_mode="contains",
            select_all=False,
        )
        text_key = f"note.text.{measure_id}"
        text = st.text_area(phrase("New note"), key=text_key, max_chars=LONGEST_NOTE)
        with st.container(horizontal=True):
            saves = st.button(say(Label("Save", "notes")), key="note.yes", type="primary")
            if st.button(say(kit_labels.CANCEL), key="note.no", type="tertiary"):
                close_window(NOTE_PARAMETER)
        if saves and attempt(lambda: _save(measure_id, text, chosen, tags)):
            close_window(NOTE_PARAMETER)

    window()


def _show_note(note: Note) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        by = " · ".join(filter(None, (note.person_name, time_text(note.made_at))))
        st.markdown(f"{markdown.plain(note.text)}  \n:gray[{markdown.plain(by)}]")
        label, key = say(Label("Delete", "notes")), f"note.remove.{note.number}"
        deletes = st.button(label, key=key, type="tertiary")
        if deletes and attempt(lambda: workspace().notes.remove(note.number)):
            st.rerun(scope="fragment")


def _save(measure_id: str, text: str, chosen: Sequence[str], tags: Mapping[str, Note]) -> None:
    words = {" ".join(tag.split())[:LONGEST_TAG].strip() for tag in chosen} - {""}
    for tag in tags.keys() - words:
        workspace().notes.remove(tags[tag].number)
    if new := sorted(words - tags.keys()):
        workspace().notes.tag(measure_id, new)
    if text.strip():
        workspace().notes.add(measure_id, text)
