"""The original under review beside its rows, which are outlined on it and open by a click.

The URL names the page of a file that has pages, as its rows are shown by page; of another file
the session keeps the part that is open, until another row is opened.
"""

from collections.abc import Sequence

import streamlit as st

from itasearch.model.corrections import Review
from itasearch.ui.kit.html import TITLE_LENGTH
from itasearch.ui.kit.page_picture import RowMark
from itasearch.ui.kit.state import LIBRARY, address, drop_from_url, say
from itasearch.ui.original import document, labels
from itasearch.wording.label import shortened

_VIEW, _PART_KEY = "review", "review.part"


def show(review: Review, *, page_number: int | None) -> None:
    """Draw the original, at this page (None: it has no pages)."""
    row = st.query_params.get("row", "")
    measure = next((one for one in review.report.measures if one.id == row), None)
    if page_number is None:
        part_of, part = st.session_state.get(_PART_KEY, ("", None))
        shown = document.Shown(
            view=_VIEW,
            report=review.report,
            measure=measure,
            page=part if part_of == f"{review.report.id} {row}" else None,
            turn=lambda number: st.session_state.update(
                {_PART_KEY: (f"{review.report.id} {row}", number)}
            ),
        )
    else:
        is_marked = measure is not None and measure.source.rectangle is not None
        shown = document.Shown(
            view=_VIEW,
            report=review.report,
            measure=None if is_marked else measure,
            page=page_number,
            turn=turn,
            marks=lambda number: _marks(review, number),
            whole=True,
        )
    with st.expander(say(labels.TITLE), expanded=True, key="review_picture"):
        document.show(shown)
        document.download_original(review.report.id, view=_VIEW)


def _marks(review: Review, page_number: int) -> Sequence[RowMark]:
    open_row = st.query_params.get("row", "")
    here = {"report": review.report.id, "check": "1", "page": str(page_number)}
    return [
        RowMark(
            rectangle=one.source.rectangle,
            name=shortened(one.numbered_title, TITLE_LENGTH),
            href=address(LIBRARY, {**here, "row": one.id}),
            here=one.id == open_row,
        )
        for one in review.report.measures
        if one.source.rectangle is not None and (one.source.page_number or 1) == page_number
    ]


def turn(page_number: int) -> None:
    """Open another page, with no row."""
    st.query_params["page"] = str(page_number)
    drop_from_url("row")
