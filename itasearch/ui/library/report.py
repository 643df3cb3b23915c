"""One report of the library: its facts and warnings, other versions, doubts, measures, removal."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from itasearch.model.corrections import Prefer, Review
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.records import ItaResult, Report
from itasearch.ui.compare.head import notes_html
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit import page_dialog
from itasearch.ui.kit.cards import (
    file_name,
    indicator_name,
    measure_html,
    organisation_badges,
    organisation_name,
    page_link_html,
    place_name,
    year_name,
)
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import (
    badge_html,
    card_html,
    details_html,
    doubt_html,
    link_html,
    outcome_html,
    plain_markdown,
    quiet_html,
    shortened,
    status_html,
    text_html,
    title_html,
)
from itasearch.ui.kit.page_picture import PAGE_PARAMETER
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import LIBRARY, address, say, workspace
from itasearch.ui.review import labels as review_labels
from itasearch.ui.review.correcting import keep
from itasearch.ui.review.doubts import completeness_text, doubt_text, media_text

MEASURE_PARAMETER = "measure"
"""Query parameter that names a measure of the report, which is then open."""


def head_html(report: Report, *, file: str, place: str = "") -> str:
    """Whose report it is, of which year and kind, and how well it was read.

    Args:
        report: the report.
        file: name of its file.
        place: of its organisation; "" to leave it out.
    """
    reworded = report.source.reworded
    _name, *badges = organisation_badges(
        report.organisation, report.fiscal_year_be, reworded=reworded
    )
    badges.append(badge_html(say(kit_labels.KIND_LABELS[report.kind])))
    facts = (place, f"{say(kit_labels.SOURCE)}: {file}", _reading_text(report))
    return card_html(
        title_html(text_html(organisation_name(report.organisation)), badges),
        quiet_html(" · ".join(fact for fact in facts if fact)),
    )


def _reading_text(report: Report | ReportSummary) -> str:
    """What kind of file it is, and how completely and surely it was read."""
    facts = (
        media_text(report.media_type),
        completeness_text(report.completeness),
        say(kit_labels.REPORT_CONFIDENCE, percent=round(100 * report.confidence)),
    )
    return " · ".join(fact for fact in facts if fact)


def warnings_html(warnings: Sequence[str]) -> str:
    """The warnings of reading, folded; "" for none."""
    if not warnings:
        return ""
    text = quiet_html("\n".join(warnings))
    return details_html(say(kit_labels.REPORT_WARNINGS, count=len(warnings)), text, kind="row")


def _show_versions(report: ReportSummary, versions: Sequence[ReportSummary]) -> None:
    """Draw which version is in use instead of a superseded report, and all other versions."""
    in_use = next((one for one in versions if one.id == report.replaced_by), None)
    if report.status is ReportStatus.REMOVED:
        st.warning(say(review_labels.IS_REMOVED), icon=":material/delete:")
    if report.status is ReportStatus.SUPERSEDED and in_use is not None:
        file = file_name(in_use.source.path)
        st.warning(
            plain_markdown(say(review_labels.SUPERSEDED, file=file)), icon=":material/layers:"
        )
    elif not versions:
        return
    # Neither is superseded while something about one of them is doubtful.
    several_active = sum(one.status is ReportStatus.ACTIVE for one in (report, *versions)) > 1
    with st.container(border=True, key="report_versions", gap="small"):
        st.html(text_html(say(review_labels.VERSIONS)))
        for one in (report, *versions):
            with st.container(key=f"version_{one.id}", horizontal=True, gap="small"):
                st.html(_line(one, this=one.id == report.id))
                if one.status is ReportStatus.SUPERSEDED or several_active:
                    st.button(
                        say(review_labels.USE_THIS),
                        key=f"library.prefer.{one.id}",
                        icon=":material/swap_vert:",
                        on_click=_prefer,
                        args=(one.id,),
                    )


def _prefer(report_id: str) -> None:
    keep(report_id, Prefer(), message=review_labels.USE_THIS_DONE)


def _line(report: ReportSummary, *, this: bool) -> str:
    is_active = report.status is ReportStatus.ACTIVE
    target = address(LIBRARY, {"report": report.id})
    return outcome_html(
        say(review_labels.IN_USE if is_active else review_labels.NOT_IN_USE),
        file_name(report.source.path),
        reason=_reading_text(report),
        action=quiet_html(say(review_labels.THIS_VERSION))
        if this
        else link_html(say(review_labels.OPEN_VERSION), target),
        kind="same" if is_active else "",
    )


def render(report_id: str) -> None:
    """Draw the report with this id. Raises UnknownReportError."""
    back = address(LIBRARY, {"filter": st.query_params.get("filter", "")})
    st.html(link_html(say(kit_labels.BACK_TO_LIBRARY), back, kind="back"))
    review = workspace().review(report_id)
    report = review.report
    st.html(
        head_html(report, file=file_name(report.source.path), place=place_name(report.organisation))
    )
    _show_versions(review.summary, review.versions)
    if others := same_year_html(review):
        st.html(others)
    if report.missing:
        title = say(review_labels.DOUBTS, count=len(report.missing))
        lines = (doubt_html(doubt_text(doubt, report)) for doubt in report.missing)
        st.html(status_html(title, kind="ita-summary") + "".join(lines))
    is_removed = review.summary.status is ReportStatus.REMOVED
    if not is_removed:
        _actions(report)
    if noted := _ita_results(report) + warnings_html(report.warnings):
        st.html(noted)
    st.subheader(say(kit_labels.REPORT_MEASURES, count=len(report.measures)), anchor=False)
    raw = "columns" in report.missing
    page_dialog.open_from_url()
    taken = draft_measure_ids()
    with st.container(gap=None):
        for measure in report.measures:
            with st.container(key=f"measure_{measure.id}", gap=None):
                see = address(LIBRARY, {"report": report_id, PAGE_PARAMETER: measure.id})
                body = measure_html(measure, raw=raw) + page_link_html(measure, see)
                is_named = measure.id == st.query_params.get(MEASURE_PARAMETER)
                name = shortened(measure.numbered_title, 300)
                st.html(details_html(name, body, kind="row", is_open=is_named))
                if not is_removed:
                    take_button(measure.id, view="library", taken=taken, quiet=True)


def same_year_html(review: Review) -> str:
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
    text = say(review_labels.SAME_YEAR_HELP, count=1 + len(others))
    return doubt_html(text) + notes_html([f'<p class="ita-quiet">{links}</p>'])


def _ita_results(report: Report) -> str:
    if report.organisation is None:
        return ""
    results = workspace().ita_results(report.organisation.id)
    return "".join(_ita_result(result) for result in results)


def _ita_result(result: ItaResult) -> str:
    summary = say(
        kit_labels.ITA_RESULT,
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
        st.html(link_html(say(review_labels.CHECK), checking, kind=kind), width="content")
        if original.is_file():
            _download(report.id, original)
        if st.button(
            say(kit_labels.REMOVE), key=f"library.remove.{report.id}", icon=":material/delete:"
        ):
            _confirm_removal(report)


def _download(report_id: str, original: Path) -> None:
    # Read at the click; never as HTML, which would run as a page of the app.
    st.download_button(
        say(kit_labels.OPEN_ORIGINAL),
        lambda: original.read_bytes(),
        file_name=file_name(original.name),
        mime="application/octet-stream",
        key=f"library.original.{report_id}",
        icon=":material/download:",
        on_click="ignore",
    )


def _confirm_removal(report: Report) -> None:
    @st.dialog(say(kit_labels.REMOVE))
    def ask() -> None:
        name = organisation_name(report.organisation)
        year = year_name(report.fiscal_year_be)
        st.html(text_html(say(kit_labels.REMOVE_CONFIRM, organisation=name, year=year)))
        with st.container(horizontal=True), faults_shown():
            if st.button(say(kit_labels.REMOVE), key="library.remove.yes", type="primary"):
                workspace().remove(report.id, progress=progress_bar())
                st.toast(say(kit_labels.REMOVED), icon=":material/check:")
                del st.query_params["report"]
                st.rerun()
            if st.button(say(kit_labels.CANCEL), key="library.remove.no"):
                st.rerun()

    ask()
