"""One report of the library: what it is, what is in doubt, its measures; take it out."""

from pathlib import Path

import streamlit as st

from itasearch.model.corrections import Review
from itasearch.model.records import ItaResult, Report
from itasearch.ui.compare.comparison_notes import notes_html
from itasearch.ui.draft.basket import basket_ids, take_button
from itasearch.ui.kit import page_dialog
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import (
    file_name,
    indicator_name,
    measure_html,
    measure_title,
    organisation_name,
    page_link_html,
    place_name,
    year_name,
)
from itasearch.ui.kit.faults import faults_told
from itasearch.ui.kit.html import (
    details_html,
    doubt_html,
    link_html,
    quiet_html,
    shortened,
    status_html,
    text_html,
)
from itasearch.ui.kit.pictures import PAGE_PARAMETER
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import LIBRARY, address, say, workspace
from itasearch.ui.library import library_versions
from itasearch.ui.library.report_head import head_html, warnings_html
from itasearch.ui.review import labels as r
from itasearch.ui.review.doubts_html import doubt_text

MEASURE_PARAMETER = "measure"
"""Query parameter that names a measure of the report, which then stands open."""


def render(report_id: str) -> None:
    """Draw the report with this id. Raises UnknownReportError."""
    back = address(LIBRARY, {"filter": st.query_params.get("filter", "")})
    st.html(link_html(say(s.BACK_TO_LIBRARY), back, kind="back"))
    review = workspace().review(report_id)
    report = review.report
    st.html(
        head_html(report, file=file_name(report.source.path), place=place_name(report.organisation))
    )
    library_versions.show(review.summary, review.versions)
    if others := _same_year(review):
        st.html(others)
    if report.missing:
        st.html(_doubts(report))
    _actions(report)
    if noted := _ita_results(report) + warnings_html(report.warnings):
        st.html(noted)
    st.subheader(say(s.REPORT_MEASURES, count=len(report.measures)), anchor=False)
    raw = "columns" in report.missing
    page_dialog.show_asked()
    taken = basket_ids()
    with st.container(gap=None):
        for measure in report.measures:
            title = shortened(measure_title(measure), 300)
            with st.container(key=f"measure_{measure.id}", gap=None):
                see = address(LIBRARY, {"report": report_id, PAGE_PARAMETER: measure.id})
                body = measure_html(measure, raw=raw) + page_link_html(measure, see)
                asked = measure.id == st.query_params.get(MEASURE_PARAMETER)
                st.html(details_html(title, body, kind="row", is_open=asked))
                take_button(measure.id, view="library", taken=taken, quiet=True)


def _same_year(review: Review) -> str:
    """The other reports of this town, year and kind that no version of it is; "" for none."""
    versions = {one.id for one in review.versions}
    others = [one for one in review.summary.same_year if one not in versions]
    if not others:
        return ""
    links = "".join(
        link_html(
            file_name(workspace().summary(one).source.path),
            address(LIBRARY, {"report": one}),
            kind="file",
        )
        for one in others
    )
    told = say(r.SAME_YEAR_HELP, count=1 + len(others))
    return doubt_html(told) + notes_html([f'<p class="ita-quiet">{links}</p>'])


def _doubts(report: Report) -> str:
    """What is doubtful, with the way to the review."""
    lines = [doubt_html(doubt_text(doubt, report)) for doubt in report.missing]
    return status_html(say(r.DOUBTS, count=len(lines)), kind="ita-summary") + "".join(lines)


def _ita_results(report: Report) -> str:
    if report.organisation is None:
        return ""
    results = workspace().ita_results(report.organisation.id)
    return "".join(_ita_result(result) for result in results)


def _ita_result(result: ItaResult) -> str:
    summary = say(
        s.ITA_RESULT,
        year=result.fiscal_year_be or "–",
        total="–" if result.total is None else f"{result.total:g}",
        grade=f"({result.grade})" if result.grade else "",
    )
    if not result.indicators:
        return quiet_html(summary)
    lines = (
        f"{indicator_name(each.number)} ({each.instrument}): {each.score:g}"
        for each in result.indicators
    )
    return details_html(summary, quiet_html("\n".join(lines)), kind="row")


def _actions(report: Report) -> None:
    original = workspace().original(report.id)
    checking = address(LIBRARY, {"report": report.id, "check": "1"})
    with st.container(horizontal=True, key="report_actions"):
        kind = "button" if report.missing else "button plain"
        st.html(link_html(say(r.CHECK), checking, kind=kind), width="content")
        if original.is_file():
            _download(report.id, original)
        if st.button(say(s.REMOVE), key=f"library.remove.{report.id}", icon=":material/delete:"):
            _confirm_removal(report)


def _download(report_id: str, original: Path) -> None:
    # Read when asked for; never as HTML, which would run as a page of the app.
    st.download_button(
        say(s.OPEN_ORIGINAL),
        lambda: original.read_bytes(),
        file_name=file_name(original.name),
        mime="application/octet-stream",
        key=f"library.original.{report_id}",
        icon=":material/download:",
        on_click="ignore",
    )


def _confirm_removal(report: Report) -> None:
    @st.dialog(say(s.REMOVE))
    def ask() -> None:
        name = organisation_name(report.organisation)
        year = year_name(report.fiscal_year_be)
        st.html(text_html(say(s.REMOVE_CONFIRM, organisation=name, year=year)))
        with st.container(horizontal=True), faults_told():
            if st.button(say(s.REMOVE), key="library.remove.yes", type="primary"):
                workspace().remove(report.id, progress=progress_bar())
                st.toast(say(s.REMOVED), icon=":material/check:")
                del st.query_params["report"]
                st.rerun()
            if st.button(say(s.CANCEL), key="library.remove.no"):
                st.rerun()

    ask()
