"""The view คลังรายงาน: add reports, see which wait for review, find and open them."""

from datetime import UTC, datetime
from enum import StrEnum
from functools import partial

import streamlit as st

from itasearch.model.library import ReportOrder, ReportSummary, ReportWord
from itasearch.model.people import Right
from itasearch.ui.desk import newest_reports, news_since_visit, show_samples
from itasearch.ui.kit import cards, labels as kit_labels, markdown, state, widgets
from itasearch.ui.library import labels as library_labels, report as library_report, upload
from itasearch.ui.library.sources import show_tabs
from itasearch.ui.review import labels as review_labels, view
from itasearch.ui.watch.view import WEEK, new_since
from itasearch.wording.errors import fault_text
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import file_name, mark_of, percent_text, time_text
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import KINDS, province_name
from itasearch.wording.review import doubt_label

FILTER_KEY, ORDER_KEY = "library.filter", "library.order"
_KEYS = (FILTER_KEY, ORDER_KEY)
PAGE_SIZE = 50  # reports of the list on one page
WAITING_SHOWN = 5  # reports in the list of those that wait for review


class _Order(StrEnum):
    NAME = ""
    ADDED = "added"
    DOUBTFUL = "doubtful"


_ORDERS = {
    _Order.NAME: Label("By name", "library"),
    _Order.ADDED: Label("Added in 7 days", "library"),
    _Order.DOUBTFUL: Label("To review", "library"),
}


def render() -> None:
    """Draw one report if the URL names one, else upload, waiting reports and the list."""
    if report_id := st.query_params.get("report", ""):
        (view if st.query_params.get("check", "") else library_report).render(report_id)
        return
    state.follow_url("library", _KEYS, read=_url_state)
    show_tabs("library")
    upload.show()
    if state.may(Right.EDIT):
        for fault in state.workspace().review.faults()[:WAITING_SHOWN]:
            st.warning(markdown.plain("; ".join(fault_text(fault))))
    is_whole = _order() is _Order.NAME
    if is_whole:
        _show_waiting()
    _list()


def _url_state() -> dict[str, object]:
    # Fiscal years that an address names (`year=2566`) and the library has are words of the filter.
    years = state.url_values("year", state.workspace().library.fiscal_years())
    order = _Order.ADDED if st.query_params.get("order") == _Order.ADDED else _Order.NAME
    return {
        FILTER_KEY: " ".join([st.query_params.get("filter", ""), *years]).strip(),
        ORDER_KEY: _Order.DOUBTFUL if st.query_params.get("doubtful", "") else order,
    }


def _order() -> _Order:
    return _Order(st.session_state.get(ORDER_KEY) or _Order.NAME)


def _show_waiting() -> None:
    page = state.workspace().library.report_page(order=ReportOrder.DOUBTFUL, most=WAITING_SHOWN)
    if not page.total:
        return
    title = say(kit_labels.REVIEW_TITLE, count=page.total)
    st.subheader(title, anchor=False, help=say(kit_labels.REVIEW_HELP))
    widgets.show_table([*map(_waiting_row, page.reports)])
    if page.total > WAITING_SHOWN:
        every = phrase("All that wait ({count:,})", count=page.total)
        st.markdown(markdown.link(every, state.address("library", {"doubtful": "1"})))


def _waiting_row(report: ReportSummary) -> tuple[str, ...]:
    checking = state.address("library", {"report": report.id, "check": "1"})
    facts = upload.report_facts(
        file_name(report.source.path),
        report.organisation,
        report.fiscal_year_be,
        reworded=report.source.reworded,
    )
    return (
        markdown.plain(facts),
        markdown.plain(" ".join(say(doubt_label(doubt, report)) for doubt in report.missing))
        + f"  \n{markdown.link(say(kit_labels.FILL_IN), checking)}",
    )


def _list() -> None:
    order = _order()
    is_doubtful, is_new = order is _Order.DOUBTFUL, order is _Order.ADDED
    count = state.workspace().library.report_count()
    text = str(st.session_state.get(FILTER_KEY, "")).strip()
    words = _words(text)
    pages = partial(
        state.workspace().library.report_page,
        order=ReportOrder.DOUBTFUL if is_doubtful else ReportOrder(language()),
        added_after=datetime.now(UTC) - WEEK if is_new else None,
    )
    total = pages(words, most=0).total
    # Another list begins at its first page.
    is_same = {key: st.session_state.get(key) for key in _KEYS} == _url_state()
    first = widgets.first_of_page(total, size=PAGE_SIZE) if is_same else 0
    page = pages(words, first=first, most=PAGE_SIZE)
    title, among = Label("Reports in the library ({count:,})"), count
    if is_doubtful or is_new:
        title = kit_labels.REVIEW_TITLE if is_doubtful else Label("Added in 7 days ({count:,})")
        among = pages(most=0).total
    marks = [mark_of(row.organisation, reworded=row.source.reworded) for row in page.reports]
    st.subheader(say(title, count=among), anchor=False, help=cards.marks_help(marks))
    if not is_new and (news := news_since_visit()[1]):
        st.caption(markdown.link(news, newest_reports()))
    if not count:
        is_reading = upload.is_reading()
        label = kit_labels.LIST_FILLING if is_reading else kit_labels.LIST_EMPTY
        st.info(say(label), icon=":material/upload_file:")
        if not is_reading:
            show_samples(view="library", held=False)
        return
    _choices()
    widgets.warn_of_unknown("year", state.workspace().library.fiscal_years())
    url = {
        "filter": text,
        "doubtful": "1" if is_doubtful else "",
        "order": _Order.ADDED.value if is_new else "",
        widgets.PAGE_PARAMETER: str(first) if first else "",
    }
    state.write_url("library", url, keys=_KEYS)
    if not page.total:
        nothing = (
            Label("Nothing was added in the last 7 days") if is_new else review_labels.NOTHING_WAITS
        )
        none = phrase("No report matches “{text}”", text=text) if text else say(nothing)
        st.info(markdown.plain(none), icon=":material/search_off:")
    elif is_doubtful:
        widgets.show_table([*map(_waiting_row, page.reports)])
    else:
        with st.container(key="library_list"):
            # In a list of what was added lately a mark says nothing.
            most = 0 if is_new else PAGE_SIZE
            newest = state.workspace().library.reports_since(new_since(), most=most).reports
            marked = {report.id for report in newest}
            rows = [_row(row, is_new=is_new, marked=row.id in marked) for row in page.reports]
            widgets.show_table(rows, (kit_labels.FILTER_ORGANISATION, kit_labels.COLUMN_FILE))
    widgets.show_pages(page.total, first=first, size=PAGE_SIZE, key="library.page")
    if state.workspace().library.samples().ids:
        show_samples(view="library", held=True)


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
        widgets.choose_among(phrase("Which reports, in what order"), _ORDERS, key=ORDER_KEY)


def _words(text: str) -> list[ReportWord]:
    words = text.casefold().split()
    if not words:
        return []
    years = {
        year: cards.year_name(year) for year in (*state.workspace().library.fiscal_years(), None)
    }
    kinds = {kind: say(label) for kind, label in KINDS.items()}
    return [
        ReportWord(
            text=word,
            kinds=tuple(kind for kind, name in kinds.items() if word in name.casefold()),
            fiscal_years=tuple(year for year, name in years.items() if word in name.casefold()),
            unnamed=word in cards.organisation_name(None).casefold(),
            doubtful=word in say(kit_labels.STATUS_REVIEW).casefold(),
        )
        for word in words
    ]


def _row(report: ReportSummary, *, is_new: bool, marked: bool) -> tuple[str, ...]:
    organisation, share = report.organisation, report.completeness
    province = None if organisation is None else organisation.province
    name = [cards.town_markdown(organisation, reworded=report.source.reworded)]
    if marked:
        name.append(markdown.badge(say(library_labels.NEW), "strong"))
    if report.missing:
        name.append(markdown.badge(say(kit_labels.STATUS_REVIEW), "doubt"))
    if province:
        name.append(markdown.plain(province_name(province)))
    count = phrase("{count:measures}", count=report.measures)
    if share is not None and share < 1:
        taken_in = phrase("Text taken in")
        count += f" · {taken_in} {percent_text(share)} %"
    file = shortened(file_name(report.source.path), 60)
    text = str(st.session_state.get(FILTER_KEY, "")).strip()
    target = state.address("library", {"report": report.id, "filter": text})
    year, kind = report.fiscal_year_be or "–", say(KINDS[report.kind])
    if is_new:
        added = say(Label("Added", "library"))
        count = f"{added} {time_text(report.added_at)}"
    return " ".join(name), f"{markdown.link(file, target)}  \n{year} · {kind} · {count}"
