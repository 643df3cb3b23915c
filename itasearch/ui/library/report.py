"""One report of the library: its facts and warnings, other versions, doubts, measures, removal."""

from collections.abc import Sequence

import streamlit as st

from itasearch.model.corrections import Prefer, Review
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.records import ItaResult, Measure, Report
from itasearch.ui.compare.head import notes_html
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import (
    file_name,
    grade_name,
    indicator_name,
    measure_html,
    organisation_badges,
    organisation_name,
    place_name,
    see_link_html,
    town_html,
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
    status_html,
    text_html,
    title_html,
)
from itasearch.ui.kit.progress import progress_bar
from itasearch.ui.kit.state import (
    LIBRARY,
    SEE,
    address,
    follow_url,
    may_edit,
    number_in_url,
    say,
    workspace,
    write_url,
)
from itasearch.ui.kit.widgets import pages_html
from itasearch.ui.original.document import download_original
from itasearch.ui.review import labels as review_labels
from itasearch.ui.review.correcting import keep
from itasearch.ui.review.doubts import completeness_text, doubt_text, media_text
from itasearch.wording.label import shortened
from itasearch.workspace import measures_with_words

MEASURE_PARAMETER = "measure"
"""Query parameter that names a measure of the report, which is then open."""
PAGE_ROWS = 40  # measures on one page; by hand: 240 folded rows were 12,336 px high
_FIRST = "from"  # query parameter: place of the page's first measure, from 0
_LONGEST_FIND = 200  # letters of what is searched for in the report


def head_html(report: Report, *, file: str, place: str = "") -> str:
    """Whose report it is, of which year and kind, and how well it was read.

    Args:
        place: of its organisation; "" to leave it out.
    """
    reworded = report.source.reworded
    _name, *badges = organisation_badges(
        report.organisation, report.fiscal_year_be, reworded=reworded
    )
    badges.append(badge_html(say(kit_labels.KIND_LABELS[report.kind])))
    facts = (place, f"{say(kit_labels.SOURCE)}: {file}", _reading_text(report))
    return card_html(
        title_html(town_html(report.organisation), badges),
        quiet_html(" · ".join(fact for fact in facts if fact)),
    )


def _reading_text(report: Report | ReportSummary) -> str:
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
    found = measures_with_words(report.measures, text)
    first = _first_row([one.id for one in found], is_other=text != _find_in_url())
    kept = {name: st.query_params.get(name, "") for name in ("report", "filter", "doubtful")}
    place = {"find": text, _FIRST: str(first) if first else ""}
    named = st.query_params.get(MEASURE_PARAMETER, "")
    write_url("report", {**kept, MEASURE_PARAMETER: named, **place}, keys=(find_key,))
    if not found:
        none = say(kit_labels.FIND_NONE, text=text)
        st.info(plain_markdown(none), icon=":material/search_off:")
        return
    if text:
        st.html(status_html(say(kit_labels.FIND_FOUND, count=len(found))))
    shown = found[first : first + PAGE_ROWS]
    _rows(report, shown, is_removed=is_removed)
    if len(found) > PAGE_ROWS:
        st.html(
            pages_html(
                len(found),
                first=first,
                held=len(shown),
                size=PAGE_ROWS,
                target=lambda at: address(
                    LIBRARY, {**kept, "find": text, _FIRST: str(at) if at else ""}
                ),
            )
        )


def _find_in_url() -> str:
    return st.query_params.get("find", "").strip()[:_LONGEST_FIND]


def _first_row(measure_ids: Sequence[str], *, is_other: bool) -> int:
    """Place of the page's first row, from 0: of the page that holds the row a link leads to.

    Args:
        is_other: whether the person has just searched for something else.
    """
    if is_other:
        return 0
    places = {name: at for at, name in enumerate(measure_ids)}
    chosen = number_in_url(_FIRST, digits=6)
    named = places.get(st.query_params.get(MEASURE_PARAMETER, ""))
    if named is None and chosen is None:
        named = places.get(st.query_params.get(SEE, ""))
    place = named if named is not None else chosen or 0
    return min(place, max(len(measure_ids) - 1, 0)) // PAGE_ROWS * PAGE_ROWS


def _rows(report: Report, measures: Sequence[Measure], *, is_removed: bool) -> None:
    raw = "columns" in report.missing
    taken = draft_measure_ids()
    with st.container(gap=None):
        for measure in measures:
            with st.container(key=f"measure_{measure.id}", gap=None):
                see = see_link_html(say(kit_labels.SEE_ORIGINAL), measure.id)
                body = measure_html(measure, raw=raw) + see
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
        grade=f"({grade_name(result.grade)})" if result.grade else "",
    )
    if not result.indicators:
        return quiet_html(summary)
    lines = (
        f"{indicator_name(each.number)} ({each.instrument}): {each.score:g}"
        for each in result.indicators
    )
    return details_html(summary, quiet_html("\n".join(lines)), kind="row")


def _actions(report: Report) -> None:
    checking = address(LIBRARY, {"report": report.id, "check": "1"})
    with st.container(horizontal=True, key="report_actions"):
        kind = "button" if report.missing else "button plain"
        if may_edit(report.organisation):
            st.html(link_html(say(review_labels.CHECK), checking, kind=kind), width="content")
        st.html(
            see_link_html(say(kit_labels.SEE_ORIGINAL), report.id, kind="button plain"),
            width="content",
        )
        download_original(report.id, view="library")
        if may_edit(report.organisation) and st.button(
            say(kit_labels.REMOVE), key=f"library.remove.{report.id}", icon=":material/delete:"
        ):
            _confirm_removal(report)


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
