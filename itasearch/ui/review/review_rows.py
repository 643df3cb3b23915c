"""Rows under review: what was read, one of them open to be put right."""

from collections.abc import Sequence

import streamlit as st

from itasearch.model.corrections import OfRow, Review
from itasearch.model.records import Measure
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import facts_html, measure_title, preview_html
from itasearch.ui.kit.html import (
    badge_html,
    card_html,
    quiet_html,
    shortened,
    text_html,
    title_html,
)
from itasearch.ui.kit.state import say
from itasearch.ui.review import labels as r
from itasearch.ui.review import page, review_row

PAGE_SIZE = 30
_TITLE = 200


def show(review: Review, measures: Sequence[Measure], *, page_number: int | None = None) -> None:
    """Draw these rows of the report, which begin on the page `page_number` (None: of all)."""
    count = len(measures)
    if page_number is None:
        st.subheader(say(r.ROWS, count=count), anchor=False)
    else:
        title = say(r.ROWS_OF_PAGE, number=page_number, count=count)
        st.subheader(title, anchor=False)
    if page_number is not None and not measures:
        st.html(quiet_html(say(r.NO_ROWS_ON_PAGE)))
    shown_key = f"review.shown.{review.report.id}"
    limit = count if page_number is not None else st.session_state.get(shown_key, PAGE_SIZE)
    changed = _changed(review)
    for measure in measures[:limit]:
        _row(review, measure, changed=measure.id in changed)
    if limit < count:
        st.button(
            say(s.MORE),
            key="review.more",
            width="stretch",
            on_click=_show_more,
            args=(shown_key, limit + PAGE_SIZE),
        )
    if page_number is not None:
        with st.container(horizontal=True, gap="small", key="review_turn_below"):
            page.turn_buttons(review.report.id, page_number, key="below")


def _show_more(key: str, limit: int) -> None:
    st.session_state[key] = limit


def _changed(review: Review) -> set[str]:
    """Ids of measures that a correction in force speaks of."""
    return {
        made.correction.measure_id
        for made in review.corrections
        if made.undone_at is None and isinstance(made.correction, OfRow)
    }


def _row(review: Review, measure: Measure, *, changed: bool) -> None:
    is_open = st.query_params.get("row", "") == measure.id
    with st.container(key=f"line_{measure.id}", gap="small"):
        badges = [badge_html(say(r.ROW_CHANGED), kind="same")] if changed else []
        title = text_html(shortened(measure_title(measure), _TITLE))
        about = "" if is_open else preview_html(measure) + facts_html(measure)
        st.html(card_html(title_html(title, badges), about))
        if is_open:
            review_row.show(review, measure)
        st.button(
            say(r.CLOSE_ROW if is_open else r.EDIT_ROW),
            key=f"review.open.{measure.id}",
            icon=":material/check:" if is_open else ":material/edit:",
            on_click=_open,
            args=(None if is_open else measure.id,),
        )


def _open(measure_id: str | None) -> None:
    if measure_id is not None:
        st.query_params["row"] = measure_id
    elif "row" in st.query_params:
        del st.query_params["row"]
