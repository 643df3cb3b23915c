"""The view คลังรายงาน: put reports in, complete the doubtful ones, read them, take them out."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from itasearch.model.library import Outcome, OutcomeKind, ReportSummary
from itasearch.model.records import Report
from itasearch.ui import strings as s
from itasearch.ui.markup import badge_html, outcome_html, quiet_html, title_html
from itasearch.ui.state import say, seed_widget, workspace, write_url
from itasearch.ui.widgets import (
    measure_title,
    organisation_name,
    place_name,
    progress_bar,
    sample_badge,
    show_measure_fields,
    source_line,
    year_name,
)

UPLOAD_TYPES = ["docx", "xlsx", "csv", "tsv", "html", "htm", "md", "txt"]
MEGABYTES_A_FILE = 50
UPLOAD_ROUND_KEY = "library.round"
OUTCOMES_KEY = "library.outcomes"
FILTER_KEY = "library.filter"
REPORT_KEY = "library.report"


def render() -> None:
    """Draw upload, reports that wait for facts, and the list."""
    seed_widget(UPLOAD_ROUND_KEY, 0)
    seed_widget(OUTCOMES_KEY, ())
    seed_widget(FILTER_KEY, st.query_params.get("filter", ""))
    seed_widget(REPORT_KEY, st.query_params.get("report", ""))
    _upload()
    reports = workspace().reports()
    _review([report for report in reports if report.missing])
    _list(reports)
    write_url(
        {"filter": st.session_state[FILTER_KEY].strip(), "report": st.session_state[REPORT_KEY]}
    )


def _upload() -> None:
    st.subheader(say(s.UPLOAD_TITLE), anchor=False)
    files = st.file_uploader(
        say(s.UPLOAD_HELP),
        type=UPLOAD_TYPES,
        accept_multiple_files=True,
        max_upload_size=MEGABYTES_A_FILE,
        key=f"library.files.{st.session_state[UPLOAD_ROUND_KEY]}",
    )
    if files and st.button(
        say(s.UPLOAD_BUTTON, count=len(files)), key="library.add", type="primary"
    ):
        st.session_state[OUTCOMES_KEY] = _add(files)
        st.session_state[UPLOAD_ROUND_KEY] += 1
        st.rerun()
    _show_outcomes(st.session_state[OUTCOMES_KEY])


def _add(files: Sequence[UploadedFile]) -> tuple[Outcome, ...]:
    with tempfile.TemporaryDirectory(prefix="itasearch-") as folder:
        paths = []
        for number, file in enumerate(files):
            # A folder each: two uploads may bear the same name.
            place = Path(folder) / str(number)
            place.mkdir()
            path = place / Path(file.name).name
            path.write_bytes(file.getbuffer())
            paths.append(path)
        return workspace().add(paths, progress=progress_bar())


def _show_outcomes(outcomes: Sequence[Outcome]) -> None:
    if not outcomes:
        return
    counts = Counter(outcome.kind for outcome in outcomes)
    st.write(say(s.OUTCOME_SUMMARY, **{str(kind): counts[kind] for kind in OutcomeKind}))
    st.html("".join(_outcome_line(outcome) for outcome in outcomes))


def _outcome_line(outcome: Outcome) -> str:
    doubtful = outcome.kind in (OutcomeKind.REFUSED, OutcomeKind.NEEDS_REVIEW)
    facts = [Path(outcome.path).name]
    if outcome.organisation:
        facts.append(outcome.organisation.name)
    if outcome.fiscal_year_be:
        facts.append(year_name(outcome.fiscal_year_be))
    if outcome.measures:
        facts.append(say(s.OUTCOME_MEASURES, count=outcome.measures))
    reason = outcome.reason or _missing_text(outcome.missing)
    return outcome_html(
        say(s.OUTCOME_LABELS[outcome.kind]),
        " · ".join(facts),
        reason,
        kind="doubt" if doubtful else "",
    )


def _missing_text(missing: Sequence[str]) -> str:
    what = ", ".join(say(s.MISSING_LABELS[name]) for name in missing)
    return say(s.MISSING, what=what) if what else ""


def _review(doubtful: Sequence[ReportSummary]) -> None:
    if not doubtful:
        return
    st.subheader(say(s.REVIEW_TITLE, count=len(doubtful)), anchor=False)
    st.caption(say(s.REVIEW_HELP))
    for report in doubtful:
        with st.container(border=True):
            facts = f"{organisation_name(report.organisation)} · {year_name(report.fiscal_year_be)}"
            st.html(
                title_html(Path(report.source.path).name, sample_badge(report.organisation), facts)
                + quiet_html(_missing_text(report.missing))
            )
            if "columns" in report.missing:
                st.html(quiet_html(say(s.REVIEW_COLUMNS)))
            _review_form(report)


def _review_form(report: ReportSummary) -> None:
    wants_organisation = "organisation" in report.missing
    wants_year = "fiscal_year_be" in report.missing
    if not (wants_organisation or wants_year):
        return
    with st.form(f"library.review.{report.id}", border=False):
        name, year = "", None
        if wants_organisation:
            name = st.text_input(
                say(s.REVIEW_ORGANISATION),
                key=f"library.review.organisation.{report.id}",
                placeholder=say(s.REVIEW_ORGANISATION_HINT),
                max_chars=200,
            )
        if wants_year:
            year = st.number_input(
                say(s.REVIEW_YEAR),
                min_value=2540,
                max_value=2620,
                value=None,
                step=1,
                key=f"library.review.year.{report.id}",
            )
        if st.form_submit_button(say(s.REVIEW_SAVE), type="primary"):
            _complete(report.id, name.strip() or None, int(year) if year else None)


def _complete(report_id: str, organisation: str | None, year: int | None) -> None:
    if organisation is None and year is None:
        st.warning(say(s.REVIEW_EMPTY))
        return
    workspace().complete(
        report_id, organisation=organisation, fiscal_year_be=year, progress=progress_bar()
    )
    st.toast(say(s.REVIEW_SAVED), icon=":material/check:")
    st.rerun()


def _list(reports: Sequence[ReportSummary]) -> None:
    st.subheader(say(s.LIST_TITLE, count=len(reports)), anchor=False)
    if not reports:
        st.info(say(s.LIST_EMPTY), icon=":material/upload_file:")
        return
    wanted = st.text_input(
        say(s.LIST_FILTER),
        key=FILTER_KEY,
        label_visibility="collapsed",
        placeholder=say(s.LIST_FILTER),
        max_chars=200,
    )
    shown = [report for report in reports if _fits(report, wanted)]
    if not shown:
        st.info(say(s.LIST_NONE, text=wanted))
        return
    _table(shown)
    chosen = st.session_state[REPORT_KEY]
    if any(report.id == chosen for report in reports):
        _show_report(workspace().report(chosen))
    else:
        st.caption(say(s.CHOOSE_REPORT))


def _fits(report: ReportSummary, wanted: str) -> bool:
    organisation = report.organisation
    text = " ".join(
        [
            organisation_name(organisation),
            organisation.province or "" if organisation else "",
            str(report.fiscal_year_be or ""),
            report.source.path,
        ]
    ).casefold()
    return all(word in text for word in wanted.casefold().split())


def _table(reports: Sequence[ReportSummary]) -> None:
    columns = {
        say(s.COLUMN_ORGANISATION): [_marked_name(r) for r in reports],
        say(s.COLUMN_PROVINCE): [
            (r.organisation.province or "–") if r.organisation else "–" for r in reports
        ],
        say(s.COLUMN_YEAR): [str(r.fiscal_year_be or "–") for r in reports],
        say(s.COLUMN_KIND): [say(s.KIND_LABELS[r.kind]) for r in reports],
        say(s.COLUMN_MEASURES): [r.measures for r in reports],
        say(s.COLUMN_STATUS): [
            say(s.STATUS_REVIEW if r.missing else s.STATUS_READY) for r in reports
        ],
        say(s.COLUMN_FILE): [Path(r.source.path).name for r in reports],
    }
    state = st.dataframe(
        columns,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"library.table.{len(reports)}",
        height=min(420, 38 + 36 * len(reports)),
        row_height=36,
    )
    rows = state["selection"]["rows"]
    if rows:
        st.session_state[REPORT_KEY] = reports[rows[0]].id


def _marked_name(report: ReportSummary) -> str:
    name = organisation_name(report.organisation)
    sample = report.organisation is not None and report.organisation.sample
    return f"{name} ({say(s.SAMPLE)})" if sample else name


def _show_report(report: Report) -> None:
    with st.container(border=True):
        facts = (place_name(report.organisation), year_name(report.fiscal_year_be))
        badges = [
            *sample_badge(report.organisation),
            badge_html(say(s.KIND_LABELS[report.kind])),
        ]
        st.html(
            title_html(
                organisation_name(report.organisation), badges, " · ".join(f for f in facts if f)
            )
            + quiet_html(source_line(report.source))
            + quiet_html(say(s.REPORT_CONFIDENCE, percent=round(100 * report.confidence)))
        )
        _show_ita_results(report)
        _report_actions(report)
        if report.warnings:
            with st.expander(say(s.REPORT_WARNINGS)):
                st.html("".join(quiet_html(warning) for warning in report.warnings))
        st.write(say(s.REPORT_MEASURES, count=len(report.measures)))
        for measure in report.measures:
            # A label is Markdown: only the plain title, cut, may stand in it.
            with st.expander(_plain_label(measure_title(measure))):
                show_measure_fields(measure)


def _plain_label(text: str) -> str:
    line = " ".join(text.split())
    cut = line if len(line) <= 140 else line[:139] + "…"
    return "".join("\\" + c if c in "\\`*_{}[]()#+-.!|<>$:~" else c for c in cut)


def _show_ita_results(report: Report) -> None:
    if report.organisation is None:
        return
    for result in workspace().ita_results(report.organisation.id):
        if result.total is not None:
            st.html(
                quiet_html(
                    say(
                        s.ITA_RESULT,
                        year=result.fiscal_year_be or "–",
                        total=f"{result.total:g}",
                        grade=result.grade or "–",
                    )
                )
            )


def _report_actions(report: Report) -> None:
    original = workspace().original(report.id)
    with st.container(horizontal=True):
        if original.is_file():
            st.download_button(
                say(s.OPEN_ORIGINAL),
                original.read_bytes(),
                file_name=original.name,
                key=f"library.original.{report.id}",
                icon=":material/download:",
            )
        if st.button(say(s.REMOVE), key=f"library.remove.{report.id}", icon=":material/delete:"):
            _confirm_removal(report.id, organisation_name(report.organisation))


def _confirm_removal(report_id: str, name: str) -> None:
    @st.dialog(say(s.REMOVE))
    def ask() -> None:
        st.write(say(s.REMOVE_CONFIRM, organisation=name))
        with st.container(horizontal=True):
            if st.button(say(s.REMOVE), key="library.remove.yes", type="primary"):
                workspace().remove(report_id, progress=progress_bar())
                st.session_state[REPORT_KEY] = ""
                st.toast(say(s.REMOVED), icon=":material/check:")
                st.rerun()
            if st.button(say(s.CANCEL), key="library.remove.no"):
                st.rerun()

    ask()
