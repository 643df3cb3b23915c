"""A row that holds two measures: which lines of its fields go to the second one."""

import streamlit as st

from itasearch.model.corrections import SplitMeasure
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import measure_title
from itasearch.ui.kit.html import quiet_html, shortened, text_html
from itasearch.ui.kit.state import say
from itasearch.ui.review import labels as r
from itasearch.ui.review.correcting import keep_in_window, refuse
from itasearch.ui.review.doubts_html import field_text

_TITLE, _LINE = 160, 70


def ask(report_id: str, measure: Measure) -> None:
    """Ask, in a window over the view, where the row is to be cut."""

    @st.dialog(say(r.SPLIT), width="medium")
    def window() -> None:
        st.html(
            text_html(shortened(measure_title(measure), _TITLE)) + quiet_html(say(r.SPLIT_HELP))
        )
        first_lines = {name: _first_line(measure, name) for name in _cut(measure)}
        title = None
        if not first_lines.get("title"):
            title = st.text_input(
                say(r.SPLIT_TITLE),
                key=f"review.split.new_title.{measure.id}",
                placeholder=say(r.SPLIT_TITLE_HINT),
            )
        with st.container(horizontal=True):
            if st.button(say(r.SPLIT), key="review.split.yes", type="primary"):
                _split(report_id, measure, first_lines, title=title)
            if st.button(say(s.CANCEL), key="review.split.no"):
                st.rerun()

    window()


def _cut(measure: Measure) -> list[str]:
    """Fields of which a part can go: those of two lines or more, and all but the title whole."""
    return [
        name
        for name in TEXT_FIELDS
        if "\n" in measure.text(name) or (measure.text(name) and name != "title")
    ]


def _first_line(measure: Measure, name: str) -> int:
    """The line from which on the field belongs to the new row, from 1; 0: all of it stays."""
    lines = measure.text(name).split("\n")
    begin = 2 if name == "title" else 1

    def told(number: int) -> str:
        if not number:
            return say(r.SPLIT_STAYS)
        text = shortened(lines[number - 1], _LINE)
        return say(r.SPLIT_FROM, number=number, text=text)

    chosen: int = st.selectbox(
        field_text(name),
        [0, *range(begin, len(lines) + 1)],
        format_func=told,
        key=f"review.split.{name}.{measure.id}",
        filter_mode=None,
    )
    return chosen


def _split(
    report_id: str, measure: Measure, first_lines: dict[str, int], *, title: str | None
) -> None:
    if not first_lines.get("title") and not (title or "").strip():
        refuse(r.SPLIT_TITLE_NEEDED)
        return
    lines = tuple(
        (name, number)
        for name, first in first_lines.items()
        if first
        for number in range(first, len(measure.text(name).split("\n")) + 1)
    )
    said = (title or "").strip() or None
    correction = SplitMeasure(measure_id=measure.id, lines=lines, title=said)
    if keep_in_window(report_id, correction):
        st.rerun()
