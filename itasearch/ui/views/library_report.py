"""One report of the library: what it is, what is in doubt, its measures; take it out."""

from datetime import date
from pathlib import Path

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.records import ItaResult, Report
from itasearch.ui import strings as s
from itasearch.ui.basket import basket_ids, take_button
from itasearch.ui.cards import (
    file_name,
    indicator_name,
    measure_html,
    measure_title,
    organisation_badges,
    organisation_name,
    place_name,
    year_name,
)
from itasearch.ui.faults import fault_text, faults_told
from itasearch.ui.markup import (
    badge_html,
    card_html,
    details_html,
    link_html,
    plain_markdown,
    quiet_html,
    shortened,
    text_html,
    title_html,
)
from itasearch.ui.progress import progress_bar
from itasearch.ui.state import LIBRARY, address, say, workspace
from itasearch.ui.views.library_upload import missing_text

FIRST_YEAR_OFFERED = 2556
_BE = 543


def render(report_id: str) -> None:
    """Draw the report with this id. Raises UnknownReportError."""
    back = address(LIBRARY, {"filter": st.query_params.get("filter", "")})
    st.html(link_html(f"← {say(s.BACK_TO_LIBRARY)}", back, kind="back"))
    report = workspace().report(report_id)
    st.html(_head(report))
    if report.missing:
        _review(report)
    _actions(report)
    if not report.missing:
        with st.expander(say(s.REVIEW_CORRECT)):
            _review_form(report)
    if noted := _ita_results(report) + _warnings(report):
        st.html(noted)
    st.subheader(say(s.REPORT_MEASURES, count=len(report.measures)), anchor=False)
    raw = "columns" in report.missing
    taken = basket_ids()
    with st.container(gap=None):
        for measure in report.measures:
            title = shortened(measure_title(measure), 300)
            with st.container(key=f"measure_{measure.id}", gap=None):
                st.html(details_html(title, measure_html(measure, raw=raw), kind="row"))
                take_button(measure.id, view="library", taken=taken, quiet=True)


def _head(report: Report) -> str:
    badges = organisation_badges(report.organisation, report.fiscal_year_be)[1:]
    badges.append(badge_html(say(s.KIND_LABELS[report.kind])))
    facts = [
        place_name(report.organisation),
        f"{say(s.SOURCE)}: {report.source.path}",
        say(s.REPORT_CONFIDENCE, percent=round(100 * report.confidence)),
    ]
    return card_html(
        title_html(text_html(organisation_name(report.organisation)), badges),
        quiet_html(" · ".join(fact for fact in facts if fact)),
    )


def _review(report: Report) -> None:
    with st.container(border=True, key="library_review"):
        st.subheader(say(s.REVIEW_FORM), anchor=False)
        if "columns" in report.missing:
            st.warning(say(s.REVIEW_COLUMNS), icon=":material/view_column:")
        _review_form(report)


def _review_form(report: Report) -> None:
    """Organisation and year, to be filled in or put right."""
    with st.form(f"library.review.{report.id}", border=False):
        organisation = _organisation_choice(report)
        year = _year_choice(report)
        sent = st.form_submit_button(
            say(s.REVIEW_SAVE), key=f"library.review.save.{report.id}", type="primary"
        )
    if sent:
        _complete(report.id, organisation, year)


def _organisation_choice(report: Report) -> str | None:
    """Id of a known organisation, or the name of a new one."""
    known = workspace().filter_choices().organisations
    names = {" ".join(filter(None, (o.name, place_name(o)))): o.id for o in known}
    guessed = report.organisation
    index = next((n for n, i in enumerate(names.values()) if guessed and i == guessed.id), None)
    chosen = st.selectbox(
        say(s.REVIEW_ORGANISATION),
        list(names),
        index=index,
        key=f"library.review.organisation.{report.id}",
        placeholder=say(s.REVIEW_ORGANISATION_HINT),
        accept_new_options=True,
        filter_mode="contains",
    )
    return names.get(chosen, chosen.strip()) if chosen else None


def _year_choice(report: Report) -> int | None:
    # A plan is handed in before its year begins.
    years = list(range(date.today().year + _BE + 1, FIRST_YEAR_OFFERED - 1, -1))
    guessed = report.fiscal_year_be
    if guessed is not None and guessed not in years:
        years.append(guessed)
    return st.selectbox(
        say(s.REVIEW_YEAR),
        years,
        index=years.index(guessed) if guessed is not None else None,
        key=f"library.review.year.{report.id}",
        placeholder=say(s.REVIEW_YEAR_HINT),
        filter_mode="contains",
    )


def _complete(report_id: str, organisation: str | None, year: int | None) -> None:
    if not organisation and year is None:
        st.warning(say(s.REVIEW_EMPTY))
        return
    try:
        outcome = workspace().complete(
            report_id, organisation=organisation, fiscal_year_be=year, progress=progress_bar()
        )
    except ItaSearchError as error:
        st.warning(plain_markdown(fault_text(error)))
        return
    if outcome.missing:
        left = say(s.REVIEW_SAVED_IN_PART, what=missing_text(outcome.missing))
        st.toast(left, icon=":material/warning:")
    else:
        st.toast(say(s.REVIEW_SAVED), icon=":material/check:")
    st.rerun()


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


def _warnings(report: Report) -> str:
    if not report.warnings:
        return ""
    told = quiet_html("\n".join(report.warnings))
    return details_html(say(s.REPORT_WARNINGS, count=len(report.warnings)), told, kind="row")


def _actions(report: Report) -> None:
    original = workspace().original(report.id)
    with st.container(horizontal=True):
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
