"""What each column of a report's tables means, to be chosen anew."""

import streamlit as st

from itasearch.model.corrections import ReportColumn, Review, SetColumn
from itasearch.model.records import TEXT_FIELDS
from itasearch.ui.draft.basket import follow_store
from itasearch.ui.kit.html import plain_markdown, quiet_html, shortened
from itasearch.ui.kit.state import say
from itasearch.ui.review import labels as r
from itasearch.ui.review.correcting import keep
from itasearch.ui.review.doubts_html import field_text

_HEADER, _SAMPLE = 80, 110


def show(review: Review) -> None:
    """Draw one choice for each column; open where a column is in doubt."""
    if not review.columns:
        return
    doubtful = "columns" in review.report.missing
    label = say(r.COLUMNS, count=len(review.columns))
    with st.expander(label, expanded=doubtful, key="review_columns"):
        numbered = list(enumerate(review.columns))
        for first in range(0, len(numbered), 2):
            # One line of two after the other, so that a narrow screen keeps their order.
            for place, (number, column) in zip(st.columns(2), numbered[first:], strict=False):
                with place:
                    _column(review.report.id, number, column)


def _column(report_id: str, number: int, column: ReportColumn) -> None:
    key = f"review.column.{number}.{report_id}"
    follow_store(key, column.field or "")
    header = shortened(column.header, _HEADER) or say(r.COLUMN_NAMELESS)
    st.selectbox(
        plain_markdown(header),
        ["", *TEXT_FIELDS],
        format_func=lambda name: field_text(name) if name else say(r.COLUMN_UNUSED),
        key=key,
        filter_mode=None,
        on_change=_keep_column,
        args=(report_id, key, column),
    )
    sample = shortened(column.sample, _SAMPLE)
    st.html(quiet_html(say(r.COLUMN_SAMPLE, text=sample) if sample else say(r.COLUMN_EMPTY)))


def _keep_column(report_id: str, key: str, column: ReportColumn) -> None:
    chosen = st.session_state[key] or None
    if chosen != column.field:
        keep(report_id, SetColumn(header=column.header, field=chosen))
