"""The view of web pages: the report links of a page are shown, and those that are ticked added.

Pages are looked at in the background; what is added waits in the queue of uploads.
"""

from collections.abc import Sequence
from typing import TypeAlias

import streamlit as st

from itasearch.model.library import GatheredPage, Progress, ReportLink
from itasearch.model.people import Right
from itasearch.ui.kit import labels as kit_labels, markdown
from itasearch.ui.kit.comparing import tabs_html
from itasearch.ui.kit.faults import attempt, faults_shown, shows_who_may_add
from itasearch.ui.kit.progress import begin_run, end_run, is_running, result_of
from itasearch.ui.kit.routes import ViewAddress
from itasearch.ui.kit.state import address, may, write_url
from itasearch.ui.kit.widgets import button, quiet_button
from itasearch.ui.library import labels, upload
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.messages import reason_text
from itasearch.wording.names import NEW_LINK, STORED_LINK
from itasearch.workspace import Workspace, is_site_address, site_address

_RUN = "sources"
_PLACE, _LINKS, _REFUSED = "sources.place", "sources.found", "sources.refused"
_Pages: TypeAlias = tuple[GatheredPage, ...]


def show_tabs(here: str) -> None:
    """Draw the links among the parts of the library, for who may add to it."""
    parts: dict[ViewAddress, Label] = {
        "library": Label("Reports", "library"),
        "sources": kit_labels.LIBRARY_SOURCES,
    }
    links = [(say(label), address(part), part == here) for part, label in parts.items()]
    if may(Right.EDIT):
        st.html(tabs_html(say(kit_labels.NAV_LIBRARY), links))


def render() -> None:
    """Draw the form, then what the pages that were looked at lead to."""
    write_url("sources", {}, keys=())
    show_tabs("sources")
    if shows_who_may_add():
        return
    tip = phrase(
        "The links of the page that may lead to reports are listed; you tick what is added. Only"
        " this page is read, and robots.txt is obeyed"
    )
    st.subheader(phrase("Reports on a web page"), anchor=False, help=tip)
    if is_running(_RUN):
        return
    pages: object = None
    with faults_shown():
        pages = result_of(_RUN)
    _show_form()
    if isinstance(pages, tuple):
        _show_pages(pages)


def _show_form() -> None:
    with (
        st.form("sources.form", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(
            phrase("Addresses of web pages"),
            key=_PLACE,
            max_chars=1000,
            placeholder=say(labels.PLACE_HINT),
            label_visibility="collapsed",
        )
        st.form_submit_button(
            phrase("Look for reports"),
            key="sources.look",
            type="primary",
            icon=":material/travel_explore:",
            on_click=_look,
        )
    if refused := st.session_state.pop(_REFUSED, ""):
        label = Label("“{text}” is no web address")
        st.warning(markdown.plain(say(label, text=shortened(refused, 200))))


def _look() -> None:
    """Begin to read the typed pages, several with blanks between them."""
    typed = str(st.session_state[_PLACE]).split()
    wrong = next((text for text in typed if not is_site_address(text)), None)
    if wrong or not typed:
        st.session_state[_REFUSED] = wrong or ""
        return
    addresses = [site_address(text) for text in typed]
    end_run(_RUN)
    st.session_state.pop(_LINKS, None)

    def look(theirs: Workspace, progress: Progress) -> _Pages:
        return theirs.gather(addresses, progress=progress)

    begin_run(_RUN, look)


def _show_pages(pages: _Pages) -> None:
    for page in pages:
        if page.fault:
            text = f"{shortened(page.address, 200)}: {reason_text(page.fault)}"
            st.warning(markdown.plain(text), icon=":material/link_off:")
    links = [link for page in pages for link in page.links]
    if not links:
        if not any(page.fault for page in pages):
            st.info(say(labels.FOUND_NOTHING))
        return
    bar = st.container(horizontal=True, vertical_alignment="center", key="sources_bar")
    chosen = st.dataframe(
        {
            phrase("What the page calls it"): [shortened(link.label, 120) for link in links],
            say(Label("Library", "sources")): [
                say(STORED_LINK if link.stored else NEW_LINK) for link in links
            ],
            say(Label("Address")): [link.address for link in links],
        },
        key=_LINKS,
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        alt=phrase("Links to reports"),
    ).selection.rows
    ticked = [links[row] for row in chosen if row < len(links)]
    with bar:
        name = phrase("Add what is ticked ({count})", count=len(ticked))
        button(name, "sources.add", _add, ticked, kind="primary", icon="add", disabled=not ticked)
        quiet_button(phrase("Close this list"), "sources.close", end_run, _RUN)


def _add(ticked: Sequence[ReportLink]) -> None:
    if attempt(lambda: upload.queue_addresses([link.address for link in ticked])):
        end_run(_RUN)
        st.toast(phrase("What was ticked is being read; see Reports"))
