"""The view คลังรายงาน: add reports, see which wait for review, find and open them."""

from collections.abc import Sequence

import streamlit as st

from itasearch.model.library import ReportSummary
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import file_name, mark_badge, organisation_name, year_name
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import (
    badge_html,
    link_html,
    outcome_html,
    plain_markdown,
    quiet_html,
    shortened,
    table_html,
)
from itasearch.ui.kit.state import (
    LIBRARY,
    address,
    follow_url,
    number_in_url,
    say,
    workspace,
    write_url,
)
from itasearch.ui.kit.widgets import more_button
from itasearch.ui.library import report as library_report
from itasearch.ui.library import upload
from itasearch.ui.review import labels as review_labels
from itasearch.ui.review import view
from itasearch.ui.review.doubts import doubt_text, percent_text

FILTER_KEY, DOUBTFUL_KEY = "library.filter", "library.doubtful"
_KEYS = (FILTER_KEY, DOUBTFUL_KEY)
PAGE_SIZE = 50
"""Reports in the list at first, and more for each click."""
WAITING_SHOWN = 5
"""Reports in the list of those that wait for review."""


def render() -> None:
    """Draw one report if the URL names one, else upload, waiting reports and the list."""
    with faults_shown():
        if report_id := st.query_params.get("report", ""):
            checking = bool(st.query_params.get("check", ""))
            (view if checking else library_report).render(report_id)
            return
        follow_url("library", _KEYS, read=_url_state)
        uploads = upload.session_uploads()
        running = uploads.running  # read once: the batch may end while the view is rendered
        reports = workspace().reports()
        upload.render(uploads, running=running)
        if not st.session_state.get(DOUBTFUL_KEY):
            _waiting(most_doubtful_first(reports))
        _list(reports)


def _url_state() -> dict[str, object]:
    return {
        FILTER_KEY: st.query_params.get("filter", ""),
        DOUBTFUL_KEY: bool(st.query_params.get("doubtful", "")),
    }


def most_doubtful_first(reports: Sequence[ReportSummary]) -> list[ReportSummary]:
    """Those that a person must look at: the least surely read one first."""
    doubtful = [report for report in reports if report.missing]
    return sorted(doubtful, key=lambda one: (one.confidence, -len(one.missing)))


def _waiting(reports: Sequence[ReportSummary]) -> None:
    if not reports:
        return
    st.subheader(say(kit_labels.REVIEW_TITLE, count=len(reports)), anchor=False)
    lines = [quiet_html(say(kit_labels.REVIEW_HELP)), *map(_waiting_line, reports[:WAITING_SHOWN])]
    if len(reports) > WAITING_SHOWN:
        every = say(review_labels.ALL_WAITING, count=len(reports))
        lines.append(link_html(every, address(LIBRARY, {"doubtful": "1"})))
    st.html("".join(lines))


def _waiting_line(report: ReportSummary) -> str:
    checking = address(LIBRARY, {"report": report.id, "check": "1"})
    return outcome_html(
        say(kit_labels.STATUS_REVIEW),
        upload.report_facts(
            file_name(report.source.path),
            report.organisation,
            report.fiscal_year_be,
            reworded=report.source.reworded,
        ),
        reason="\n".join(doubt_text(doubt, report) for doubt in report.missing),
        action=link_html(say(kit_labels.FILL_IN), checking),
        kind="doubt",
    )


def _report_address(report_id: str) -> str:
    text = str(st.session_state.get(FILTER_KEY, "")).strip()
    doubtful = "1" if st.session_state.get(DOUBTFUL_KEY) else ""
    return address(LIBRARY, {"report": report_id, "filter": text, "doubtful": doubtful})


def _list(reports: Sequence[ReportSummary]) -> None:
    only_doubtful = st.session_state.get(DOUBTFUL_KEY)
    among = most_doubtful_first(reports) if only_doubtful else reports
    title = kit_labels.REVIEW_TITLE if only_doubtful else kit_labels.LIST_TITLE
    st.subheader(say(title, count=len(among)), anchor=False)
    if not reports:
        running = upload.session_uploads().running
        st.info(
            say(kit_labels.LIST_FILLING if running else kit_labels.LIST_EMPTY),
            icon=":material/upload_file:",
        )
        return
    with st.container(horizontal=True, vertical_alignment="center", key="library_filter"):
        text = st.text_input(
            say(kit_labels.LIST_FILTER),
            key=FILTER_KEY,
            label_visibility="collapsed",
            placeholder=say(kit_labels.LIST_FILTER),
            max_chars=200,
        ).strip()
        doubtful = st.toggle(say(review_labels.ONLY_DOUBTFUL), key=DOUBTFUL_KEY, width="content")
    query = {
        "filter": text,
        "doubtful": "1" if doubtful else "",
        "k": str(_limit()) if _limit() > PAGE_SIZE else "",
    }
    write_url("library", query, keys=_KEYS)
    shown = [report for report in among if _fits(report, text)]
    if not shown:
        none = say(kit_labels.LIST_NONE, text=text) if text else say(review_labels.NOTHING_WAITS)
        st.info(plain_markdown(none), icon=":material/search_off:")
    elif doubtful:
        st.html("".join(map(_waiting_line, shown[: _limit()])))
    else:
        st.html(_table(shown[: _limit()], caption=say(kit_labels.LIST_TITLE, count=len(shown))))
    if len(shown) > _limit():
        more_button(say(kit_labels.MORE), key="library.more", limit=_limit() + PAGE_SIZE)


def _limit() -> int:
    return max(number_in_url("k", digits=6) or PAGE_SIZE, PAGE_SIZE)


def _fits(report: ReportSummary, words: str) -> bool:
    organisation = report.organisation
    text = " ".join(
        [
            organisation_name(organisation),
            (organisation.province or "") if organisation else "",
            year_name(report.fiscal_year_be),
            say(kit_labels.KIND_LABELS[report.kind]),
            say(kit_labels.STATUS_REVIEW) if report.missing else "",
            report.source.path,
        ]
    ).casefold()
    return all(word in text for word in words.casefold().split())


def _table(reports: Sequence[ReportSummary], *, caption: str) -> str:
    columns = (
        kit_labels.FILTER_ORGANISATION,
        kit_labels.FILTER_PROVINCE,
        kit_labels.FILTER_YEAR,
        kit_labels.COLUMN_KIND,
        kit_labels.COLUMN_MEASURES,
        review_labels.COLUMN_COMPLETENESS,
        kit_labels.COLUMN_FILE,
    )
    return table_html([say(name) for name in columns], [*map(_row, reports)], caption=caption)


def _row(report: ReportSummary) -> list[str]:
    organisation, share = report.organisation, report.completeness
    marks = mark_badge(organisation, reworded=report.source.reworded)
    if report.missing:
        marks.append(badge_html(say(kit_labels.STATUS_REVIEW), kind="doubt"))
    if report.same_year:
        count = 1 + len(report.same_year)
        tip = say(review_labels.SAME_YEAR_HELP, count=count)
        marks.append(badge_html(say(review_labels.SAME_YEAR, count=count), kind="changed", tip=tip))
    name = link_html(organisation_name(organisation), _report_address(report.id), kind="row")
    return [
        " ".join([name, *marks]),
        quiet_html((organisation.province or "–") if organisation else "–"),
        quiet_html(str(report.fiscal_year_be or "–")),
        quiet_html(say(kit_labels.KIND_LABELS[report.kind])),
        quiet_html(f"{report.measures:,}"),
        quiet_html("–" if share is None else f"{percent_text(share)} %"),
        quiet_html(shortened(file_name(report.source.path), 60), tip=report.source.path),
    ]
