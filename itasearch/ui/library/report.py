"""One report of the library: its facts and warnings, other versions, doubts, measures, removal."""

from collections.abc import Sequence
from functools import partial
from typing import Literal

import streamlit as st

from itasearch.model.corrections import Prefer
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.people import Right
from itasearch.model.records import Measure, Report
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.kit import cards, html, labels as kit_labels, markdown, widgets
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import SEE, address, follow_url, may, workspace, write_url
from itasearch.ui.original import download_original
from itasearch.ui.review import doubts, labels as review_labels, notes
from itasearch.ui.review.correcting import keep
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import file_name
from itasearch.wording.language import phrase, say
from itasearch.wording.review import doubt_label
from itasearch.workspace import measures_with_words

MEASURE_PARAMETER = "measure"
"""Query parameter that names a measure of the report, which is then open."""
PAGE_ROWS = 40  # measures on one page; by hand: 240 folded rows were 12,336 px high
_LONGEST_FIND = 200  # letters of what is searched for in the report


def _show_versions(report: ReportSummary, versions: Sequence[ReportSummary]) -> None:
    in_use = next((version for version in versions if version.id == report.replaced_by), None)
    if report.status is ReportStatus.REMOVED:
        st.warning(say(review_labels.IS_REMOVED), icon=":material/delete:")
    if report.status is ReportStatus.SUPERSEDED and in_use is not None:
        file = file_name(in_use.source.path)
        superseded = say(review_labels.SUPERSEDED, file=file)
        st.warning(markdown.plain(superseded), icon=":material/layers:")
    elif not versions:
        return
    # Neither is superseded while something about one of them is doubtful.
    several_active = sum(each.status is ReportStatus.ACTIVE for each in (report, *versions)) > 1
    with st.container(border=True, key="report_versions"):
        st.markdown(phrase("Other versions of this report"))
        for version in (report, *versions):
            with st.container(key=f"version_{version.id}", horizontal=True):
                st.markdown(_line(version, this=version.id == report.id))
                if version.status is ReportStatus.SUPERSEDED or several_active:
                    label, key = phrase("Use this version instead"), f"library.prefer.{version.id}"
                    prefer = partial(keep, message=Label("This version is in use now"))
                    widgets.quiet_button(label, key, prefer, version.id, Prefer(), icon="swap_vert")


def _line(report: ReportSummary, *, this: bool) -> str:
    is_active = report.status is ReportStatus.ACTIVE
    state = say(Label("In use") if is_active else Label("Not in use"))
    opened = markdown.link(phrase("Open"), address("library", {"report": report.id}))
    badge = markdown.badge(state, "sound" if is_active else "")
    facts = map(markdown.plain, (file_name(report.source.path), doubts.reading_text(report)))
    return " · ".join([badge, *facts, phrase("This one") if this else opened])


def render(report_id: str) -> None:
    """Draw the report with this id. Raises UnknownReportError."""
    back = address("library", {"filter": st.query_params.get("filter", "")})
    label = phrase("Back to the library")
    st.markdown(f":material/arrow_back: {markdown.link(label, back)}")
    review = workspace().review.report(report_id)
    report = review.report
    doubts.show_head(report)
    _show_versions(review.summary, review.versions)
    if report.missing:
        lines = [f"**{say(review_labels.DOUBTS, count=len(report.missing))}**"]
        lines += [markdown.plain(say(doubt_label(doubt, report))) for doubt in report.missing]
        st.warning("  \n".join(lines))
    is_removed = review.summary.status is ReportStatus.REMOVED
    if not is_removed:
        _actions(report)
    town = report.organisation
    doubts.show_results(() if town is None else workspace().library.ita_results(town.id))
    doubts.show_warnings(report.warnings)
    st.subheader(say(kit_labels.REPORT_MEASURES, count=len(report.measures)), anchor=False)
    _show_measures(report, is_removed=is_removed)


def _show_measures(report: Report, *, is_removed: bool) -> None:
    if len(report.measures) <= PAGE_ROWS:
        _rows(report, report.measures, is_removed=is_removed)
        return
    find_key = f"library.find.{report.id}"
    follow_url("report", (find_key,), read=lambda: {find_key: _find_in_url()})
    with st.container(key="report_find"):
        st.text_input(
            say(kit_labels.FIND_ROWS),
            key=find_key,
            label_visibility="collapsed",
            placeholder=say(kit_labels.FIND_ROWS),
            max_chars=_LONGEST_FIND,
        )
    text = str(st.session_state.get(find_key, "")).strip()
    measures = measures_with_words(report.measures, text)
    first = _first_row([measure.id for measure in measures], is_other=text != _find_in_url())
    values = {name: st.query_params.get(name, "") for name in ("report", "filter", "doubtful")}
    search_state = {"find": text, widgets.PAGE_PARAMETER: str(first) if first else ""}
    named = st.query_params.get(MEASURE_PARAMETER, "")
    write_url("report", {**values, MEASURE_PARAMETER: named, **search_state}, keys=(find_key,))
    if not measures:
        none = phrase("No measure of this report has “{text}”", text=text)
        st.info(markdown.plain(none), icon=":material/search_off:")
        return
    if text:
        st.caption(phrase("{count:,measures} of this report", count=len(measures)))
    _rows(report, measures[first : first + PAGE_ROWS], is_removed=is_removed)
    widgets.show_pages(len(measures), first=first, size=PAGE_ROWS, key="library.measures")


def _find_in_url() -> str:
    return st.query_params.get("find", "").strip()[:_LONGEST_FIND]


def _first_row(measure_ids: Sequence[str], *, is_other: bool) -> int:
    """Place of the page's first row, from 0: of the row a link leads to; of a new search 0."""
    if is_other:
        return 0
    places = {name: at for at, name in enumerate(measure_ids)}
    named = places.get(st.query_params.get(MEASURE_PARAMETER, ""))
    if named is None and widgets.PAGE_PARAMETER not in st.query_params:
        named = places.get(st.query_params.get(SEE, ""))
    if named is None:
        return widgets.first_of_page(len(measure_ids), size=PAGE_ROWS)
    return named // PAGE_ROWS * PAGE_ROWS


def _rows(report: Report, measures: Sequence[Measure], *, is_removed: bool) -> None:
    raw = "columns" in report.missing
    in_draft = draft_measure_ids()
    noted = workspace().notes.texts([measure.id for measure in measures])
    with st.container(gap=None):
        for measure in measures:
            with st.container(key=f"measure_{measure.id}", gap=None):
                see = cards.see_link_html(say(kit_labels.SEE_ORIGINAL), measure.id)
                note = notes.note_html(noted.get(measure.id, ""))
                ways = see + notes.note_link_html(measure.id)
                body = cards.measure_html(measure, raw=raw) + note + ways
                is_named = measure.id == st.query_params.get(MEASURE_PARAMETER)
                name = shortened(measure.numbered_title, 300)
                st.html(html.details(name, body, kind="row", is_open=is_named))
                if not is_removed:
                    take_button(measure.id, view="library", in_draft=in_draft, quiet=True)


def _actions(report: Report) -> None:
    checking = address("library", {"report": report.id, "check": "1"})
    seeing = address("library", {"report": report.id, SEE: report.id})
    edits = may(Right.EDIT)
    with st.container(horizontal=True, key="report_actions"):
        if edits:
            kind: Literal["primary", "tertiary"] = "primary" if report.missing else "tertiary"
            icon = ":material/fact_check:"
            st.link_button(phrase("Check and correct"), checking, type=kind, icon=icon)
        icon = ":material/description:"
        st.link_button(say(kit_labels.SEE_ORIGINAL), seeing, type="tertiary", icon=icon)
        download_original(report.id, view="library")
        label, key = say(kit_labels.REMOVE), f"library.remove.{report.id}"
        if edits and st.button(label, key=key, icon=":material/delete:", type="tertiary"):
            _confirm_removal(report)


def _confirm_removal(report: Report) -> None:
    @st.dialog(say(kit_labels.REMOVE))
    def ask() -> None:
        name = cards.organisation_name(report.organisation)
        year = cards.year_name(report.fiscal_year_be, report.source)
        st.markdown(markdown.plain(say(kit_labels.REMOVE_CONFIRM, organisation=name, year=year)))
        with st.container(horizontal=True), faults_shown():
            if st.button(say(kit_labels.REMOVE), key="library.remove.yes", type="primary"):
                workspace().library.remove(report.id, progress=progress_bar())
                st.toast(phrase("Removed"), icon=":material/check:")
                del st.query_params["report"]
                st.rerun()
            if st.button(say(kit_labels.CANCEL), key="library.remove.no"):
                st.rerun()

    ask()
