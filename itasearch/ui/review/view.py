"""Checking how a report was read: what is doubtful, its rows beside the original.

The URL names the page (`page`) and the row that is open (`row`). Everything that is
put right is stored at once, beside what was read.
"""

from collections.abc import Sequence

import streamlit as st

from itasearch.model.corrections import Review
from itasearch.model.records import Measure
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import file_name
from itasearch.ui.kit.html import actions_html, link_html
from itasearch.ui.kit.page_picture import has_pages
from itasearch.ui.kit.state import LIBRARY, address, may_edit, number_in_url, say, workspace
from itasearch.ui.library.report import head_html, same_year_html, warnings_html
from itasearch.ui.original import document
from itasearch.ui.review import doubts, page, rows
from itasearch.ui.review import labels as review_labels


def render(report_id: str) -> None:
    """Draw the review of the report with this id. Raises UnknownReportError."""
    review = workspace().review(report_id)
    back = actions_html(
        link_html(say(kit_labels.BACK_TO_LIBRARY), address(LIBRARY), kind="back"),
        link_html(
            say(review_labels.BACK_TO_REPORT), address(LIBRARY, {"report": report_id}), kind="back"
        ),
    )
    st.html(back + head_html(review.report, file=file_name(review.report.source.path)))
    if not may_edit(review.report.organisation):
        st.info(say(review_labels.NOT_YOURS), icon=":material/lock:")
        return
    _beside_the_original(review)
    doubts.show_history(review)


def _about(review: Review) -> None:
    if others := same_year_html(review):
        st.html(others)
    doubts.show(review)
    doubts.show_columns(review)
    if warnings := warnings_html(review.report.warnings):
        st.html(warnings)


def _beside_the_original(review: Review) -> None:
    """All there is to check, beside the original, which comes last because it takes longest."""
    shown: Sequence[Measure] = review.report.measures
    page_number = pages = None
    if has_pages(review.report.media_type):
        pages = document.page_count(review.report)
        page_number = _page_number(review, pages)
        shown = [one for one in shown if (one.source.page_number or 1) == page_number]
    with st.container(key="review_wide"):
        left, right = st.columns([10, 11], gap="medium")
        with left, st.container(key="review_rows"):
            _about(review)
            rows.show(review, shown, page_number=page_number, pages=pages)
        with right, st.container(key="review_page"):
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
