"""The picture of the page under review with its rows outlined; buttons turn pages and zoom."""

from collections.abc import Sequence

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.corrections import Review
from itasearch.model.records import Measure
from itasearch.ui.kit.cards import file_name
from itasearch.ui.kit.faults import fault_text
from itasearch.ui.kit.html import plain_markdown, quiet_html, shortened
from itasearch.ui.kit.page_dialog import zoom, zoom_buttons
from itasearch.ui.kit.page_picture import RowMark, page_html, page_picture
from itasearch.ui.kit.state import LIBRARY, address, drop_from_url, say
from itasearch.ui.review import labels as review_labels

_VIEW, _LAST_KEY = "review", "review.last"
_TITLE_LENGTH = 120
"""Most code points of a measure's title at its outline on the page."""


def show(review: Review, measures: Sequence[Measure], *, page_number: int) -> None:
    """Draw the page; `measures` are those that begin on it."""
    with st.container(horizontal=True, gap="small", key="review_turn"):
        turn_buttons(review.report.id, page_number, key="above")
        zoom_buttons(_VIEW)
    with st.expander(say(review_labels.PAGE_PICTURE), expanded=True, key="review_picture"):
        file = file_name(review.report.source.path)
        name = say(review_labels.PAGE_OF_FILE, number=page_number, file=file)
        try:
            picture = page_picture(review.report.id, page_number, zoom=zoom(_VIEW))
        except ItaSearchError as error:
            if page_number > max((one.source.page_number or 1 for one in review.read), default=1):
                _end_before(review.report.id, page_number)
            st.warning(plain_markdown(fault_text(error)))
            return
        marks = _marks(review.report.id, measures, page_number)
        st.html(page_html(picture, marks, name=name, zoom=zoom(_VIEW)))


def _marks(report_id: str, measures: Sequence[Measure], page_number: int) -> list[RowMark]:
    open_row = st.query_params.get("row", "")
    here = {"report": report_id, "check": "1", "page": str(page_number)}
    return [
        RowMark(
            rectangle=one.source.rectangle,
            name=shortened(one.numbered_title, _TITLE_LENGTH),
            href=address(LIBRARY, {**here, "row": one.id}),
            here=one.id == open_row,
        )
        for one in measures
        if one.source.rectangle is not None
    ]


def _end_before(report_id: str, page_number: int) -> None:
    """Remember that the file has no such page, and go back to its last one."""
    st.session_state[f"{_LAST_KEY}.{report_id}"] = page_number - 1
    st.query_params["page"] = str(page_number - 1)
    st.toast(say(review_labels.LAST_PAGE), icon=":material/last_page:")
    st.rerun()


def turn_buttons(report_id: str, page_number: int, *, key: str) -> None:
    """To the page before and the next one, with this one's number between them."""
    st.button(
        say(review_labels.PREVIOUS_PAGE),
        key=f"review.previous.{key}",
        icon=":material/chevron_left:",
        disabled=page_number <= 1,
        on_click=_turn,
        args=(page_number - 1,),
    )
    st.html(quiet_html(say(review_labels.PAGE_NUMBER, number=page_number)), width="content")
    st.button(
        say(review_labels.NEXT_PAGE),
        key=f"review.next.{key}",
        icon=":material/chevron_right:",
        icon_position="right",
        # The number of pages is known only after a page beyond the last was requested.
        disabled=page_number == st.session_state.get(f"{_LAST_KEY}.{report_id}"),
        on_click=_turn,
        args=(page_number + 1,),
    )


def _turn(page_number: int) -> None:
    st.query_params["page"] = str(page_number)
    drop_from_url("row")
