"""The panel beside a view: the original of the row or report that the URL names (`see`).

A sheet over the view where it is narrow. page.js opens and closes it by the URL, as one step
of the history, and returns to the link that opened it. Turning and searching draw the panel
alone, not the view, and are kept in the session.
"""

from html import escape

import streamlit as st

from itasearch.errors import UnknownReportError
from itasearch.model.library import ReportSummary
from itasearch.model.records import Measure, StoredMeasure, report_of
from itasearch.ui.kit.cards import file_name, organisation_badges
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import TITLE_LENGTH, badges_html, link_html, plain_markdown
from itasearch.ui.kit.markdown import link_markdown
from itasearch.ui.kit.state import LIBRARY, SEE, address, phrase, say, workspace
from itasearch.ui.original import document, labels
from itasearch.wording.label import shortened

_VIEW = "see"
_OF, _PAGE = f"{_VIEW}.of", f"{_VIEW}.page"
"""Keys of the session: what the panel shows, and its page where that was turned."""


def show() -> None:
    """Draw the panel, if the URL names a row or report."""
    identifier = st.query_params.get(SEE, "")
    if not identifier:
        st.session_state.pop(_OF, None)
        return
    if st.session_state.get(_OF) != identifier:
        st.session_state[_OF] = identifier
        for kept in (_PAGE, f"{_VIEW}.words.{report_of(identifier)}", f"{_VIEW}.found"):
            st.session_state.pop(kept, None)
    with st.container(key="original_panel", gap="small"):
        _panel(identifier)


@st.fragment
def _panel(identifier: str) -> None:
    with faults_shown():
        try:
            found = workspace().show(identifier)
            report = workspace().library.summary(report_of(identifier))
        except UnknownReportError:
            st.html(_head_html(""))
            st.warning(plain_markdown(say(labels.ROW_GONE)))
            return
        measure = found.measure if isinstance(found, StoredMeasure) else None
        st.html(_head_html(_about_html(report, measure)))
        with st.container(horizontal=True, key="original_file"):
            file = shortened(file_name(report.source.path), 80)
            opened = address(LIBRARY, {"report": report.id})
            link = link_markdown(phrase("Open this report"), opened)
            path = plain_markdown(report.source.path)
            st.caption(f"{plain_markdown(file)} · {link}", width="content", help=path)
            document.download_original(report.id, view=_VIEW)
        document.show(
            document.Shown(
                view=_VIEW,
                report=report,
                measure=measure,
                page=st.session_state.get(_PAGE),
                turn=_turn,
            )
        )


def _turn(page: int) -> None:
    st.session_state[_PAGE] = page


def _head_html(about: str) -> str:
    close = link_html("×", address("") or "?", kind="close stay", see="", name=say(labels.CLOSE))
    return (
        f'<div class="ita-panel-head"><h2 tabindex="-1">{escape(say(labels.TITLE))}</h2>{close}'
        f"</div>{about}"
    )


def _about_html(report: ReportSummary, measure: Measure | None) -> str:
    badges = organisation_badges(
        report.organisation, report.fiscal_year_be, reworded=report.source.reworded
    )
    title = ""
    if measure is not None:
        text = escape(shortened(measure.numbered_title, TITLE_LENGTH))
        title = f'<p class="ita-panel-title">{text}</p>'
    return title + badges_html(badges)
