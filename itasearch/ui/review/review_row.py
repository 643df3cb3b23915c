"""One row open to be put right: its fields, and what it is (a part, two rows, no measure)."""

import streamlit as st

from itasearch.model.corrections import JoinMeasure, RemoveMeasure, Review
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.ui.draft.basket import follow_store
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import indicator_name, page_link_html
from itasearch.ui.kit.html import details_html, field_html, plain_markdown, quiet_html, shortened
from itasearch.ui.kit.pictures import PAGE_PARAMETER
from itasearch.ui.kit.state import LIBRARY, address, say
from itasearch.ui.review import labels as r
from itasearch.ui.review import review_split
from itasearch.ui.review.correcting import edit_of, keep, refuse, take_back, write_cell
from itasearch.ui.review.doubts_html import field_text

_READ_SHOWN = 400


def show(review: Review, measure: Measure) -> None:
    """Draw the fields of a row; each is kept when it is left."""
    used = [name for name in TEXT_FIELDS if any(one.text(name) for one in review.report.measures)]
    shown = [name for name in TEXT_FIELDS if name in used or name == "title"]
    first, second = st.columns([1, 2])
    with first:
        _number(review, measure)
    with second:
        _indicator(review, measure)
    for name in shown:
        _field(review, measure, name)
    if len(shown) < len(TEXT_FIELDS):
        with st.expander(say(r.OTHER_FIELDS), key=f"review_empty_{measure.id}"):
            for name in TEXT_FIELDS:
                if name not in shown:
                    _field(review, measure, name)
    if aside := _raw_cells(measure) + _page_link(measure):
        st.html(aside)
    _acts(review, measure)


def _raw_cells(measure: Measure) -> str:
    if not measure.raw_cells:
        return ""
    cells = "".join(field_html(header or "–", text) for header, text in measure.raw_cells)
    return details_html(say(s.RAW_CELLS), cells)


def _page_link(measure: Measure) -> str:
    """For narrow screens, where the page is out of sight."""
    here = {"report": measure.report_id, "check": "1", "row": measure.id}
    return page_link_html(measure, address(LIBRARY, {**here, PAGE_PARAMETER: measure.id}))


def _number(review: Review, measure: Measure) -> None:
    key = f"review.cell.number.{measure.id}"
    follow_store(key, measure.number or "")
    st.text_input(
        say(r.NUMBER),
        key=key,
        max_chars=40,
        on_change=_write,
        args=(review.report.id, measure, "number", key),
    )
    _as_read(review, measure, "number")


def _indicator(review: Review, measure: Measure) -> None:
    key = f"review.cell.indicator.{measure.id}"
    follow_store(key, _text(measure, "indicator"))
    st.selectbox(
        say(r.INDICATOR),
        ["", *map(str, range(1, 11))],
        format_func=lambda number: indicator_name(int(number)) if number else say(r.NO_INDICATOR),
        key=key,
        filter_mode=None,
        on_change=_write,
        args=(review.report.id, measure, "indicator", key),
    )
    _as_read(review, measure, "indicator")


def _field(review: Review, measure: Measure, name: str) -> None:
    key = f"review.cell.{name}.{measure.id}"
    follow_store(key, measure.text(name))
    st.text_area(
        field_text(name),
        key=key,
        height="content",
        on_change=_write,
        args=(review.report.id, measure, name, key),
    )
    _as_read(review, measure, name)


def _write(report_id: str, measure: Measure, name: str, key: str) -> None:
    text, now = st.session_state[key], _text(measure, name)
    if name == "title" and not text.strip():
        st.session_state[key] = now
        refuse(r.TITLE_NEEDED)
        return
    write_cell(report_id, measure.id, field=name, text=text, now=now)


def _as_read(review: Review, measure: Measure, name: str) -> None:
    """Under a field that was written in: what the file said, and the way back."""
    made = edit_of(review.corrections, measure.id, name)
    if made is None:
        return
    read = next((one for one in review.read if one.id == measure.id), None)
    text = shortened(_text(read, name), _READ_SHOWN) if read is not None else ""
    st.html(quiet_html(say(r.AS_READ, text=text) if text else say(r.AS_READ_EMPTY)))
    st.button(
        plain_markdown(f"{say(r.UNDO)}: {field_text(name)}"),
        key=f"review.cell.undo.{name}.{measure.id}",
        type="tertiary",
        icon=":material/undo:",
        on_click=take_back,
        args=(review.report.id, made.id),
    )


def _text(measure: Measure, name: str) -> str:
    if name == "number":
        return measure.number or ""
    if name == "indicator":
        return str(measure.indicator or "")
    return measure.text(name)


def _acts(review: Review, measure: Measure) -> None:
    report_id, first = review.report.id, review.report.measures[0]
    with st.container(horizontal=True, gap="small", key=f"acts_{measure.id}"):
        if st.button(say(r.SPLIT), key=f"review.split.{measure.id}", icon=":material/call_split:"):
            review_split.ask(report_id, measure)
        st.button(
            say(r.JOIN),
            key=f"review.join.{measure.id}",
            icon=":material/merge:",
            disabled=measure.id == first.id,
            on_click=_join,
            args=(report_id, measure.id),
        )
        st.button(
            say(r.DROP),
            key=f"review.drop.{measure.id}",
            icon=":material/block:",
            on_click=_drop,
            args=(report_id, measure.id),
        )


def _join(report_id: str, measure_id: str) -> None:
    if keep(report_id, JoinMeasure(measure_id=measure_id)):
        _close()


def _drop(report_id: str, measure_id: str) -> None:
    if keep(report_id, RemoveMeasure(measure_id=measure_id)):
        _close()


def _close() -> None:
    if "row" in st.query_params:
        del st.query_params["row"]
