"""The view คลังรายงาน: add reports, see which wait for review, find and open them."""

from datetime import UTC, datetime
from enum import StrEnum
from functools import partial

import streamlit as st

from itasearch.model.library import ReportOrder, ReportPage, ReportSummary, ReportWord
from itasearch.model.people import Right
from itasearch.ui.desk.samples import show_samples
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import file_name, organisation_name, province_name, time_name, year_name
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import plain_markdown
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.markdown import (
    PAGE_PARAMETER,
    badge_markdown,
    first_of_page,
    link_markdown,
    marks_help,
    show_pages,
    show_table,
    town_markdown,
)
from itasearch.ui.kit.state import (
    LIBRARY,
    UrlValues,
    address,
    follow_url,
    language,
    may,
    phrase,
    say,
    typed_year,
    url_values,
    workspace,
    write_url,
)
from itasearch.ui.kit.widgets import warn_of_unknown
from itasearch.ui.library import labels, not_found, upload
from itasearch.ui.library import report as library_report
from itasearch.ui.library.sources import show_tabs
from itasearch.ui.review import labels as review_labels
from itasearch.ui.review import view
from itasearch.ui.watch.visits import WEEK, new_since
from itasearch.wording.errors import fault_text
from itasearch.wording.label import shortened
from itasearch.wording.labels import mark_of, percent_text
from itasearch.wording.review import doubt_label

FILTER_KEY, ORDER_KEY = "library.filter", "library.order"
_KEYS = (FILTER_KEY, ORDER_KEY)
PAGE_SIZE = 50  # reports of the list on one page
WAITING_SHOWN = 5  # reports in the list of those that wait for review


class _Order(StrEnum):
    """Which reports the list has, and in what order."""

    NAME = ""
    ADDED = "added"
    DOUBTFUL = "doubtful"


_ORDERS = {
    _Order.NAME: Label("By name", "library"),
    _Order.ADDED: Label("New in 7 days", "library"),
    _Order.DOUBTFUL: Label("To review", "library"),
}


def render() -> None:
    """Draw one report if the URL names one, else upload, waiting reports and the list."""
    with faults_shown():
        if report_id := st.query_params.get("report", ""):
            checking = bool(st.query_params.get("check", ""))
            (view if checking else library_report).render(report_id)
            return
        follow_url("library", _KEYS, read=_url_state)
        show_tabs(LIBRARY)
        upload.show()
        if may(Right.CORRECT):
            for fault in workspace().review.faults()[:WAITING_SHOWN]:
                st.warning(plain_markdown("; ".join(fault_text(fault, language()))))
        is_whole = _order() is _Order.NAME
        if is_whole:
            _waiting(
                workspace().library.report_page(order=ReportOrder.DOUBTFUL, most=WAITING_SHOWN)
            )
        _list()
        if is_whole:
            not_found.show()


def _url_state() -> dict[str, object]:
    # Fiscal years that an address names (`year=2566`) and the library has are words of the filter.
    years = url_values("year", _years(), read=typed_year)
    order = _Order.ADDED if st.query_params.get("order") == _Order.ADDED else _Order.NAME
    return {
        FILTER_KEY: " ".join([st.query_params.get("filter", ""), *years]).strip(),
        ORDER_KEY: _Order.DOUBTFUL if st.query_params.get("doubtful", "") else order,
    }


def _order() -> _Order:
    return _Order(st.session_state.get(ORDER_KEY) or _Order.NAME)


def _years() -> list[str]:
    return [str(year) for year in workspace().library.fiscal_years()]


def _waiting(page: ReportPage) -> None:
    if not page.total:
        return
    title = say(kit_labels.REVIEW_TITLE, count=page.total)
    st.subheader(title, anchor=False, help=say(kit_labels.REVIEW_HELP))
    show_table([*map(_waiting_row, page.reports)])
    if page.total > WAITING_SHOWN:
        every = phrase("All that wait ({count:,})", count=page.total)
        st.markdown(link_markdown(every, address(LIBRARY, {"doubtful": "1"})))


def _waiting_row(report: ReportSummary) -> tuple[str, ...]:
    checking = address(LIBRARY, {"report": report.id, "check": "1"})
    facts = upload.report_facts(
        file_name(report.source.path),
        report.organisation,
        report.fiscal_year_be,
        reworded=report.source.reworded,
    )
    return (
        plain_markdown(facts),
        plain_markdown(" ".join(say(doubt_label(doubt, report)) for doubt in report.missing)),
        link_markdown(say(kit_labels.FILL_IN), checking),
    )


def _list() -> None:
    order = _order()
    is_doubtful, is_new = order is _Order.DOUBTFUL, order is _Order.ADDED
    added_after = datetime.now(UTC) - WEEK if is_new else None
    count = workspace().library.report_count()
    text = str(st.session_state.get(FILTER_KEY, "")).strip()
    words = _words(text)
    pages = partial(
        workspace().library.report_page,
        order=ReportOrder.DOUBTFUL if is_doubtful else ReportOrder(language()),
        added_after=added_after,
    )
    total = pages(words, most=0).total
    # Another list begins at its first page.
    is_same = {key: st.session_state.get(key) for key in _KEYS} == _url_state()
    first = first_of_page(total, size=PAGE_SIZE) if is_same else 0
    page = pages(words, first=first, most=PAGE_SIZE)
    title, among = Label("Reports in the library ({count:,})"), count
    if is_doubtful or is_new:
        title = kit_labels.REVIEW_TITLE if is_doubtful else Label("New in 7 days ({count:,})")
        among = pages(most=0).total
    marks = [mark_of(one.organisation, reworded=one.source.reworded) for one in page.reports]
    st.subheader(say(title, count=among), anchor=False, help=marks_help(marks))
    if not count:
        is_reading = upload.is_reading()
        st.info(
            say(kit_labels.LIST_FILLING if is_reading else kit_labels.LIST_EMPTY),
            icon=":material/upload_file:",
        )
        if not is_reading:
            show_samples(view="library", held=False)
        return
    _choices()
    warn_of_unknown("year", _years(), read=typed_year)
    write_url("library", _query(first=first), keys=_KEYS)
    if not page.total:
        nothing = (
            Label("Nothing was added in the last 7 days") if is_new else review_labels.NOTHING_WAITS
        )
        none = phrase("No report matches “{text}”", text=text) if text else say(nothing)
        st.info(plain_markdown(none), icon=":material/search_off:")
    elif is_doubtful:
        show_table([*map(_waiting_row, page.reports)])
    else:
        with st.container(key="library_list"):
            columns = (
                *_COLUMNS,
                Label("Added", "library") if is_new else kit_labels.COLUMN_MEASURES,
            )
            since = new_since()
            if is_new or workspace().library.reports_since(since, most=0).total == count:
                since = datetime.now(UTC)  # a mark that all have says nothing
            rows = [_row(report, is_new=is_new, since=since) for report in page.reports]
            show_table(rows, columns)
    show_pages(page.total, first=first, size=PAGE_SIZE, key="library.page")
    if held := bool(workspace().library.samples().ids):
        show_samples(view="library", held=held)


def _choices() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="library_filter"):
        st.text_input(
            say(kit_labels.LIST_FILTER),
            key=FILTER_KEY,
            label_visibility="collapsed",
            placeholder=say(kit_labels.LIST_FILTER),
            max_chars=200,
            type="search",
        )
        st.segmented_control(
            phrase("Which reports, in what order"),
            list(_Order),
            key=ORDER_KEY,
            required=True,
            format_func=lambda order: say(_ORDERS[order]),
            label_visibility="collapsed",
        )


def _query(*, first: int) -> UrlValues:
    return {
        "filter": str(st.session_state.get(FILTER_KEY, "")).strip(),
        "doubtful": "1" if _order() is _Order.DOUBTFUL else "",
        "order": _Order.ADDED.value if _order() is _Order.ADDED else "",
        PAGE_PARAMETER: str(first) if first else "",
    }


def _words(text: str) -> list[ReportWord]:
    words = text.casefold().split()
    if not words:
        return []
    years = (*workspace().library.fiscal_years(), None)
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


_COLUMNS = (
    kit_labels.FILTER_ORGANISATION,
    kit_labels.COLUMN_FILE,
)


def _row(report: ReportSummary, *, is_new: bool, since: datetime) -> tuple[str, ...]:
    organisation, share = report.organisation, report.completeness
    province = None if organisation is None else organisation.province
    name = [town_markdown(organisation, reworded=report.source.reworded)]
    if report.added_at > since:
        name.append(badge_markdown(say(labels.NEW), "strong"))
    if report.missing:
        name.append(badge_markdown(say(kit_labels.STATUS_REVIEW), "doubt"))
    if report.same_year:
        count = phrase("{count} of this year", count=1 + len(report.same_year))
        name.append(badge_markdown(count, "notice"))
    if province:
        name.append(plain_markdown(province_name(province)))
    count = f"{report.measures:,}"
    if share is not None and share < 1:
        count += f" · {phrase('Text taken in')} {percent_text(share)} %"
    file = shortened(file_name(report.source.path), 60)
    text = str(st.session_state.get(FILTER_KEY, "")).strip()
    target = address(LIBRARY, {"report": report.id, "filter": text})
    year = report.fiscal_year_be or "–"
    return (
        " ".join(name),
        f"{link_markdown(file, target)}  \n{year} · {say(kit_labels.KIND_LABELS[report.kind])}",
        time_name(report.added_at) if is_new else count,
    )
