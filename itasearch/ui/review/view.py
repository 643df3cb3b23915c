"""Checking how a report was read: what is doubtful, its rows beside the page's picture.

The URL names the page (`page`) and the row that is open (`row`). Everything that is
put right is stored at once, beside what was read.
"""

import streamlit as st

from itasearch.model.corrections import Review
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit import page_dialog
from itasearch.ui.kit.cards import file_name
from itasearch.ui.kit.html import actions_html, link_html, quiet_html
from itasearch.ui.kit.page_picture import has_pages
from itasearch.ui.kit.state import LIBRARY, address, number_in_url, say, workspace
from itasearch.ui.library.report import head_html, same_year_html, warnings_html
from itasearch.ui.review import doubts, page, rows
from itasearch.ui.review import labels as review_labels


def render(report_id: str) -> None:
    """Draw the review of the report with this id. Raises UnknownReportError."""
    review = workspace().review(report_id)
    page_dialog.open_from_url()
    back = actions_html(
        link_html(say(kit_labels.BACK_TO_LIBRARY), address(LIBRARY), kind="back"),
        link_html(
            say(review_labels.BACK_TO_REPORT), address(LIBRARY, {"report": report_id}), kind="back"
        ),
    )
    st.html(back + head_html(review.report, file=file_name(review.report.source.path)))
    if has_pages(review.report.media_type):
        _beside_the_page(review)
    else:
        st.html(quiet_html(say(review_labels.NO_PICTURE)))
        with st.container(key="review_rows"):
            _about(review)
            rows.show(review, review.report.measures)
    doubts.show_history(review)


def _about(review: Review) -> None:
    """What concerns the report as a whole."""
    if others := same_year_html(review):
        st.html(others)
    doubts.show(review)
    doubts.show_columns(review)
    if warnings := warnings_html(review.report.warnings):
        st.html(warnings)


def _beside_the_page(review: Review) -> None:
    """All there is to check, beside the page; the picture comes last because it takes longest."""
    measures = review.report.measures
    page_number = _page_number(review)
    on_page = [one for one in measures if (one.source.page_number or 1) == page_number]
    with st.container(key="review_wide"):
        left, right = st.columns([10, 11], gap="medium")
        with left, st.container(key="review_rows"):
            _about(review)
            rows.show(review, on_page, page_number=page_number)
        with right, st.container(key="review_page"):
            page.show(review, on_page, page_number=page_number)


def _page_number(review: Review) -> int:
    """The page that the URL names, else that of the open row, else where to look first."""
    if number := number_in_url("page", digits=5):
        return number
    known = {one.id: one.source.page_number for one in review.report.measures}
    if of_row := known.get(st.query_params.get("row", "")):
        return of_row
    if {"organisation", "fiscal_year_be"}.intersection(review.report.missing):
        return 1  # the cover names both
    return next((number for number in known.values() if number), 1)
