"""The view คลังรายงาน: add reports, see which wait for review, find and open them."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from itasearch.model.library import ReportPage, ReportSummary, ReportWord
from itasearch.model.people import Right
from itasearch.ui.desk.samples import show_samples
from itasearch.ui.desk.visits import visit_before
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import (
    file_name,
    mark_badge,
    organisation_name,
    province_name,
    town_html,
    year_name,
)
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import (
    badge_html,
    doubt_html,
    link_html,
    outcome_html,
    plain_markdown,
    quiet_html,
    table_html,
)
from itasearch.ui.kit.state import (
    LIBRARY,
    UrlValues,
    address,
    follow_url,
    language,
    may,
    number_in_url,
    say,
    typed_year,
    url_values,
    workspace,
    write_url,
)
from itasearch.ui.kit.widgets import more_button, pages_html, warn_of_unknown
from itasearch.ui.library import labels, not_found, queued, upload
from itasearch.ui.library import report as library_report
from itasearch.ui.review import labels as review_labels
from itasearch.ui.review import view
from itasearch.ui.review.doubts import doubt_text
from itasearch.wording.faults import fault_text
from itasearch.wording.label import shortened
from itasearch.wording.labels import percent_text

FILTER_KEY, DOUBTFUL_KEY = "library.filter", "library.doubtful"
_KEYS = (FILTER_KEY, DOUBTFUL_KEY)
_FIRST = "from"  # query parameter: place in the list of the page's first report, from 0
PAGE_SIZE = 50  # reports in the list at first, and more for each click
MOST_ROWS = 200  # reports on one page; a longer list comes in pages
WAITING_SHOWN = 5  # reports in the list of those that wait for review


def render() -> None:
    """Draw one report if the URL names one, else upload, waiting reports and the list."""
    with faults_shown():
        if report_id := st.query_params.get("report", ""):
            checking = bool(st.query_params.get("check", ""))
            (view if checking else library_report).render(report_id)
            return
        follow_url("library", _KEYS, read=_url_state)
        if workspace().person.signed_in:
            queued.show()
        else:
            uploads = upload.session_uploads()
            running = uploads.running  # read once: the batch may end while the view is rendered
            upload.render(uploads, running=running)
        if may(Right.CORRECT):
            for fault in workspace().faults_among()[:WAITING_SHOWN]:
                st.html(doubt_html("; ".join(fault_text(fault, language()))))
        if not st.session_state.get(DOUBTFUL_KEY):
            _waiting(workspace().report_page(doubtful=True, most=WAITING_SHOWN))
        _list()
        if not st.session_state.get(DOUBTFUL_KEY):
            not_found.show()


def _url_state() -> dict[str, object]:
    # Fiscal years that an address names (`year=2566`) and the library has are words of the filter.
    years = url_values("year", _years(), read=typed_year)
    return {
        FILTER_KEY: " ".join([st.query_params.get("filter", ""), *years]).strip(),
        DOUBTFUL_KEY: bool(st.query_params.get("doubtful", "")),
    }


def _years() -> list[str]:
    return [str(year) for year in workspace().fiscal_years()]


def _waiting(page: ReportPage) -> None:
    if not page.total:
        return
    st.subheader(say(kit_labels.REVIEW_TITLE, count=page.total), anchor=False)
    lines = [quiet_html(say(kit_labels.REVIEW_HELP)), *map(_waiting_line, page.reports)]
    if page.total > WAITING_SHOWN:
        every = say(review_labels.ALL_WAITING, count=page.total)
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


def _list() -> None:
    is_doubtful = bool(st.session_state.get(DOUBTFUL_KEY))
    count = workspace().report_count()
    text = str(st.session_state.get(FILTER_KEY, "")).strip()
    words = _words(text)
    first = _first()
    page = workspace().report_page(words, doubtful=is_doubtful, first=first, most=_limit())
    if page.total and not page.reports:  # the list has become shorter
        first = (page.total - 1) // _limit() * _limit()
        page = workspace().report_page(words, doubtful=is_doubtful, first=first, most=_limit())
    title, among = kit_labels.LIST_TITLE, count
    if is_doubtful:
        title = kit_labels.REVIEW_TITLE
        among = workspace().report_page(doubtful=True, most=0).total if text else page.total
    st.subheader(say(title, count=among), anchor=False)
    if not count:
        running = upload.session_uploads().running or queued.is_reading()
        st.info(
            say(kit_labels.LIST_FILLING if running else kit_labels.LIST_EMPTY),
            icon=":material/upload_file:",
        )
        if not running:
            show_samples(view="library", held=False)
        return
    _choices()
    warn_of_unknown("year", _years(), read=typed_year)
    write_url("library", _query(first=first), keys=_KEYS)
    if not page.total:
        none = say(kit_labels.LIST_NONE, text=text) if text else say(review_labels.NOTHING_WAITS)
        st.info(plain_markdown(none), icon=":material/search_off:")
    elif is_doubtful:
        st.html("".join(map(_waiting_line, page.reports)))
    else:
        st.html(_table(page.reports, caption=say(kit_labels.LIST_TITLE, count=page.total)))
    _turn_pages(page, first=first)
    if held := bool(workspace().samples().ids):
        show_samples(view="library", held=held)


def _choices() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="library_filter"):
        st.text_input(
            say(kit_labels.LIST_FILTER),
            key=FILTER_KEY,
            label_visibility="collapsed",
            placeholder=say(kit_labels.LIST_FILTER),
            max_chars=200,
        )
        st.toggle(say(review_labels.ONLY_DOUBTFUL), key=DOUBTFUL_KEY, width="content")


def _query(*, first: int) -> UrlValues:
    return {
        "filter": str(st.session_state.get(FILTER_KEY, "")).strip(),
        "doubtful": "1" if st.session_state.get(DOUBTFUL_KEY) else "",
        "k": str(_limit()) if _limit() > PAGE_SIZE else "",
        _FIRST: str(first) if first else "",
    }


def _limit() -> int:
    return min(max(number_in_url("k", digits=6) or PAGE_SIZE, PAGE_SIZE), MOST_ROWS)


def _first() -> int:
    """Place in the list of the page's first report, from 0; another list begins at its first."""
    chosen = {key: st.session_state.get(key) for key in _KEYS}
    return (number_in_url(_FIRST, digits=9) or 0) if chosen == _url_state() else 0


def _turn_pages(page: ReportPage, *, first: int) -> None:
    """The way to the rest of the list: on the same page while it is short, else page by page."""
    if page.total <= MOST_ROWS and not first:
        if page.total > _limit():
            more_button(say(kit_labels.MORE), key="library.more", limit=_limit() + PAGE_SIZE)
        return
    st.html(
        pages_html(
            page.total,
            first=first,
            held=len(page.reports),
            size=_limit(),
            target=lambda place: address(LIBRARY, _query(first=place)),
        )
    )


def _words(text: str) -> list[ReportWord]:
    words = text.casefold().split()
    if not words:
        return []
    years = (*workspace().fiscal_years(), None)
    return [
        ReportWord(
            text=word,
            kinds=tuple(
                kind
                for kind, label in kit_labels.KIND_LABELS.items()
                if word in say(label).casefold()
            ),
            fiscal_years=tuple(year for year in years if word in year_name(year).casefold()),
            unnamed=word in organisation_name(None).casefold(),
            doubtful=word in say(kit_labels.STATUS_REVIEW).casefold(),
        )
        for word in words
    ]


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
    province = None if organisation is None else organisation.province
    marks = mark_badge(organisation, reworded=report.source.reworded)
    if (before := visit_before()) and report.added_at > before:
        marks.append(badge_html(say(labels.NEW), kind="strong"))
    if report.missing:
        marks.append(badge_html(say(kit_labels.STATUS_REVIEW), kind="doubt"))
    if report.same_year:
        count = 1 + len(report.same_year)
        tip = say(review_labels.SAME_YEAR_HELP, count=count)
        marks.append(badge_html(say(review_labels.SAME_YEAR, count=count), kind="changed", tip=tip))
    file = shortened(file_name(report.source.path), 60)
    link = link_html(file, _report_address(report.id), kind="row")
    return [
        " ".join([town_html(organisation), *marks]),
        quiet_html(province_name(province) if province else "–"),
        quiet_html(str(report.fiscal_year_be or "–")),
        quiet_html(say(kit_labels.KIND_LABELS[report.kind])),
        quiet_html(f"{report.measures:,}"),
        quiet_html("–" if share is None else f"{percent_text(share)} %"),
        f'<span title="{escape(report.source.path)}">{link}</span>',
    ]
