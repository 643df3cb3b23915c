"""The view that checks evidence: an office's list of items and addresses, and what to check.

A file fills the list, to be seen before its addresses are opened in the background.
"""

from pathlib import PurePath
from typing import IO

import streamlit as st

from itasearch.model.form_check import EvidenceCheck, EvidenceEntry
from itasearch.model.library import Progress
from itasearch.temporary import TemporaryFolder
from itasearch.ui.kit import labels as kit_labels, markdown
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.drop_zone import drop_zone
from itasearch.ui.kit.faults import faults_shown, shows_who_may_add
from itasearch.ui.kit.progress import begin_run, end_run, is_running, result_of
from itasearch.ui.kit.state import workspace, write_url
from itasearch.ui.kit.widgets import quiet_button, show_grid
from itasearch.ui.library import labels
from itasearch.wording.evidence import opened_text
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.workspace import Workspace, evidence_entries, typed_entries

_RUN = "evidence"
_TEXT, _YEAR = "evidence.text", "evidence.year"
_SENT, _REFUSED = "evidence.sent", "evidence.refused"
_LARGEST = 5_000_000  # bytes of a list; one of 500 rows has some tens of thousands


def render() -> None:
    """Draw the result of the last check, else the form."""
    write_url("evidence", {}, keys=())
    if shows_who_may_add():
        return
    tip = phrase(
        "Each address is opened: whether it can be, where it leads, what type of file it is, and"
        " which fiscal years its beginning names. Whether the contents fit is for you to read"
    )
    st.subheader(phrase("Check what is handed in as evidence (OIT)"), anchor=False, help=tip)
    if is_running(_RUN):
        return
    result: object = None
    with faults_shown():
        result = result_of(_RUN)
    if isinstance(result, EvidenceCheck):
        _show_check(result)
    else:
        _show_form()


def _show_form() -> None:
    years = [pack.fiscal_year_be for pack in workspace().towns.rules().packs]
    sent: list[str] = st.session_state.setdefault(_SENT, [])
    if sent:
        st.session_state[_TEXT] = sent.pop()
    label = say(kit_labels.FISCAL_YEAR)
    year = st.selectbox(label, years, key=_YEAR, filter_mode=None, persist_state="session")
    with st.form("evidence.form", border=False):
        st.text_area(
            phrase("An item and its address a line"),
            key=_TEXT,
            height=180,
            max_chars=100_000,
            placeholder=phrase("Such as O12 https://www.example.go.th/o12.pdf"),
            persist_state="session",
        )
        st.form_submit_button(
            say(Label("Check", "evidence")),
            key="evidence.check",
            type="primary",
            icon=":material/fact_check:",
            on_click=_begin,
            args=(year,),
        )
    if refused := st.session_state.pop(_REFUSED, None):
        st.warning(markdown.plain(refused))
    _show_zone(sent)


def _begin(year: int) -> None:
    text = str(st.session_state[_TEXT])
    entries = typed_entries(text)
    if not entries:
        st.session_state[_REFUSED] = say(labels.NO_ENTRIES, text=shortened(text, 200))
        return

    def check(theirs: Workspace, progress: Progress) -> EvidenceCheck:
        return theirs.check_evidence(entries, fiscal_year_be=year, progress=progress)

    begin_run(_RUN, check)


def _show_zone(sent: list[str]) -> None:
    def take(name: str, content: IO[bytes]) -> None:
        with TemporaryFolder() as folder:
            path = folder.path / f"list{PurePath(name).suffix.lower()}"
            path.write_bytes(content.read())
            entries = evidence_entries(path)
        sent.append("\n".join(map(_typed, entries)) or name)

    text = phrase("Or an Excel or CSV file with a row an item")
    failures = drop_zone("evidence.file", take, text=text, accept=".xlsx,.csv", largest=_LARGEST)
    for name, why in failures:
        st.error(markdown.plain(f"{shortened(name, 80)}: {shortened(why, 300)}"))


def _typed(entry: EvidenceEntry) -> str:
    """An entry as a person types it."""
    number = "" if entry.number is None else f"O{entry.number}"
    is_named = entry.name.casefold().startswith(number.casefold())
    words = (entry.name if is_named else f"{number} {entry.name}", entry.address)
    return " ".join(filter(None, words))


def _show_check(check: EvidenceCheck) -> None:
    st.markdown(f"**{markdown.plain(opened_text(check))}**")
    with st.container(horizontal=True):
        name = Label("evidence", "file")
        take_along(check, view="evidence", file_name=name, of=str(check.fiscal_year_be))
        quiet_button(phrase("Check again"), "evidence.again", end_run, _RUN, icon="edit")
    made = workspace().exports.tables(check, as_lines=True)
    show_grid(made.tables[0].grid, columns=6)
