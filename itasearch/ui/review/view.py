"""Checking how a report was read: what is doubtful, its rows beside the original.

The URL names the page (`page`) and the row that is open (`row`). Everything that is
put right is stored at once, beside what was read.
"""

from collections.abc import Sequence

import streamlit as st

from itasearch.model.corrections import Review
from itasearch.model.records import Measure
from itasearch.ui.kit.markdown import link_markdown
from itasearch.ui.kit.page_picture import has_pages
from itasearch.ui.kit.state import LIBRARY, address, may_edit, number_in_url, phrase, say, workspace
from itasearch.ui.original import document
from itasearch.ui.review import doubts, page, rows
from itasearch.ui.review import labels as review_labels
from itasearch.ui.review.head import show_head, show_same_year, show_warnings


def render(report_id: str) -> None:
    """Draw the review of the report with this id. Raises UnknownReportError."""
    review = workspace().review.report(report_id)
    report = address(LIBRARY, {"report": report_id})
    st.markdown(f":material/arrow_back: {link_markdown(phrase('Back to the report'), report)}")
    show_head(review.report)
    if not may_edit(review.report.organisation):
        st.info(say(review_labels.NOT_YOURS), icon=":material/lock:")
        return
    _beside_the_original(review)
    doubts.show_history(review)


def _beside_the_original(review: Review) -> None:
    """All there is to check, beside the original, which comes last because it takes longest."""
    shown: Sequence[Measure] = review.report.measures
    page_number = pages = None
    if has_pages(review.report.media_type):
        pages = document.page_count(review.report)
        page_number = _page_number(review, pages)
        shown = [one for one in shown if (one.source.page_number or 1) == page_number]
    with st.container(horizontal=True, gap="medium", key="review_wide"):
        with st.container(key="review_about"):
            show_same_year(review)
            doubts.show(review)
        with st.container(key="review_rows"):
            doubts.show_columns(review)
            show_warnings(review.report.warnings)
            rows.show(review, shown, page_number=page_number, pages=pages)
        with st.container(key="review_page"):
            page.show(review, page_number=page_number)


def _page_number(review: Review, pages: int | None) -> int:
    """The page that the URL names, else that of the open row, else where to look first.

    At most the last one of `pages`, where their number is known.
    """
    if number := number_in_url("page", digits=5):
        return min(number, pages or number)
    known = {one.id: one.source.page_number for one in review.report.measures}
    if of_row := known.get(st.query_params.get("row", "")):
        return of_row
    if {"organisation", "fiscal_year_be"}.intersection(review.report.missing):
        return 1  # the cover names both
    return next((number for number in known.values() if number), 1)
