"""The view that checks evidence: an office's list of items and addresses, and what is wrong.

A file fills the list, to be seen before it is checked in the background.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import IO, TypeAlias

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
from itasearch.ui.kit.widgets import (
    choose_or_type_organisation,
    offered,
    quiet_button,
    show_grid,
    town_typed,
)
from itasearch.ui.library import labels
from itasearch.ui.library.sources import show_tabs
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.own_town import chosen_town
from itasearch.wording.evidence import OTHER_LIST
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.names import full_town_name, rules_text
from itasearch.workspace import Workspace, evidence_entries, typed_entries

_RUN = "evidence"
_TEXT, _TOWN, _YEAR = "evidence.text", "evidence.town", "evidence.year"
_SENT, _LISTED, _REFUSED = "evidence.sent", "evidence.listed", "evidence.refused"
_Sent: TypeAlias = tuple[str, Sequence[EvidenceEntry]]  # A list as lines to type, and its rows
_LARGEST = 5_000_000  # bytes of a list; one of 500 rows has some tens of thousands


def render() -> None:
    """Draw the result of the last check, else the form."""
    write_url("evidence", {}, keys=())
    show_tabs("evidence")
    if shows_who_may_add():
        return
    title = phrase("Check what is handed in as evidence (OIT)")
    tip = phrase(
        "Each address is opened: whether it can be, is of your organisation, of the right "
        "year, about the item, and has the parts of the form. Nothing is added to the "
        "library. It says what speaks against it, not that evidence will be accepted"
    )
    st.subheader(title, anchor=False, help=tip)
    if is_running(_RUN):
        return
    result = None
    with faults_shown():
        result = result_of(_RUN)
    if isinstance(result, EvidenceCheck):
        _show_check(result)
        return
    if isinstance(result, str):
        st.session_state[_REFUSED] = result
        end_run(_RUN)
    _show_form()


def _show_form() -> None:
    years = [pack.fiscal_year_be for pack in workspace().towns.rules().packs]
    town, year = _choose_town_and_year(years)
    sent: list[_Sent] = st.session_state.setdefault(_SENT, [])
    if sent:
        st.session_state[_TEXT], st.session_state[_LISTED] = sent.pop()
    with st.form("evidence.form", border=False):
        st.text_area(
            phrase("An item and its address a line, or the address of your page of the items"),
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
            args=(town, year),
        )
    if refused := st.session_state.pop(_REFUSED, None):
        st.warning(markdown.plain(refused))
    _show_zone(sent)
    rules = workspace().towns.rules(year)
    items = workspace().exports.tables(rules).tables[0]
    count = len(rules.packs[0].items)
    with st.expander(phrase("Items of {year} ({count})", year=year, count=count)):
        st.caption(" · ".join(map(markdown.plain, items.notes)))
        show_grid(items.grid, columns=3)


def _choose_town_and_year(years: Sequence[int]) -> tuple[str, int]:
    own = chosen_town()
    offer = offered(_TOWN, chosen=[own, st.session_state.get(_TOWN)])
    st.session_state.setdefault(_TOWN, own if own in offer.names else None)
    first, second = st.columns([4, 1], gap="medium", vertical_alignment="bottom")
    with first:
        town = choose_or_type_organisation(
            towns_labels.OWN_TOWN, offer, key=_TOWN, persist_state="session"
        )
    with second:
        label = say(kit_labels.FISCAL_YEAR)
        year = st.selectbox(label, years, key=_YEAR, filter_mode=None, persist_state="session")
    chosen = town_typed(town or "")
    known = workspace().library.organisations_of([chosen])
    return known[0].organisation.name if known else chosen, year


def _begin(town: str, year: int) -> None:
    """Begin to check what is in the list; a single address without an item is a page of them."""
    text = str(st.session_state[_TEXT])
    rows = {(it.number, it.address): it for it in st.session_state.get(_LISTED, ())}
    entries = tuple(rows.get((it.number, it.address), it) for it in typed_entries(text))
    if not entries or not town.strip():
        refused = say(labels.NO_ENTRIES, text=shortened(text, 200))
        st.session_state[_REFUSED] = (
            refused if not entries else phrase("Choose or type whose evidence it is")
        )
        return
    nothing = say(labels.NO_ENTRIES, text=entries[0].address)

    def check(theirs: Workspace, progress: Progress) -> EvidenceCheck | str:
        listed = entries
        if len(entries) == 1 and entries[0].number is None:
            listed = theirs.evidence.entries_of_page(entries[0].address)
        if not listed:
            return nothing
        return theirs.evidence.check(
            listed, organisation=town, fiscal_year_be=year, progress=progress
        )

    begin_run(_RUN, check)


def _show_zone(sent: list[_Sent]) -> None:
    def take(name: str, content: IO[bytes]) -> None:
        with TemporaryFolder() as folder:
            path = folder.path / f"list{PurePath(name).suffix.lower()}"
            path.write_bytes(content.read())
            entries = evidence_entries(path)
        lines = []
        for entry in entries:  # as they are typed
            number = "" if entry.number is None else f"O{entry.number}"
            is_named = number and entry.name.casefold().startswith(number.casefold())
            text = entry.name if is_named or not number else number
            lines.append(" ".join(filter(None, (text, entry.address))))
        sent.append(("\n".join(lines) or name, entries))

    text = phrase("Or an Excel or CSV file with a row an item")
    failures = drop_zone("evidence.file", take, text=text, accept=".xlsx,.csv", largest=_LARGEST)
    for name, why in failures:
        st.error(markdown.plain(f"{shortened(name, 80)}: {shortened(why, 300)}"))


def _show_check(check: EvidenceCheck) -> None:
    faulty = [row for row in check.rows if row.findings]
    clear = [row for row in check.rows if not row.findings]
    count = len(check.rows)
    summary = say(labels.EVIDENCE_SUMMARY, clear=len(clear), count=count, faulty=len(faulty))
    rules_year, year = check.pack.fiscal_year_be, check.list_year_be
    if year != rules_year:
        st.warning(say(OTHER_LIST, year=year, asked=rules_year), icon=":material/event_busy:")
    st.markdown(f"**{summary}**")
    st.caption(markdown.plain(f"{full_town_name(check.organisation)} · {rules_text(check)}"))
    with st.container(horizontal=True):
        name = Label("evidence", "file")
        take_along(check, view="evidence", file_name=name, of=str(check.fiscal_year_be))
        quiet_button(phrase("Check again"), "evidence.again", end_run, _RUN, icon="edit")
    if faulty:
        _show_rows(replace(check, rows=tuple(faulty)))
    if clear:
        with st.expander(phrase("In order ({count:,})", count=len(clear)), expanded=not faulty):
            _show_rows(replace(check, rows=tuple(clear)))


def _show_rows(check: EvidenceCheck) -> None:
    made = workspace().exports.tables(check, as_lines=True)
    with st.container(key=f"evidence_{'mend' if check.rows[0].findings else 'clear'}"):
        show_grid(made.tables[0].grid, columns=4, together=2)
