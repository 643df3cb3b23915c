"""Checking how a report was read: what is doubtful, its rows beside the original.

The URL names the page (`page`) of a file that has pages, as its rows are shown by page, and the row
that is open (`row`). Of another file the session keeps the part that is open. Everything that is
put right is stored at once, beside what was read.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from itasearch.model import corrections
from itasearch.model.people import Right
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.ui import original
from itasearch.ui.kit import cards, html, labels as kit_labels, markdown
from itasearch.ui.kit.state import address, drop_from_url, may, number_in_url, workspace
from itasearch.ui.kit.widgets import button, follow_store, quiet_button
from itasearch.ui.original import TITLE, RowMark, has_pages, page_field
from itasearch.ui.review import doubts, labels as review_labels, notes, unread
from itasearch.ui.review.correcting import correction_of, keep, refuse, undo
from itasearch.ui.review.doubts import show_head, show_last, show_warnings
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.names import indicator_name
from itasearch.wording.review import NUMBER, field_label

_VIEW, _PART_KEY = "review", "review.part"


def _show_page(review: corrections.Review, *, page_number: int | None) -> None:
    row = st.query_params.get("row", "")
    measure = next((measure for measure in review.report.measures if measure.id == row), None)
    key = f"{review.report.id} {row}"
    part_of, part = st.session_state.get(_PART_KEY, ("", None))
    opened = original.Shown(
        view=_VIEW,
        report=review.report,
        measure=measure,
        page=part if part_of == key else None,
        turn=lambda number: st.session_state.update({_PART_KEY: (key, number)}),
    )
    if page_number is not None:
        is_marked = measure is not None and measure.source.rectangle is not None
        opened = replace(
            opened,
            measure=None if is_marked else measure,
            page=page_number,
            turn=_turn,
            marks=lambda number: _marks(review, number),
            whole=True,
        )
    with st.expander(say(TITLE), expanded=True, key="review_picture"):
        original.show_original(opened)
        original.download_original(review.report.id, view=_VIEW)


def _marks(review: corrections.Review, page_number: int) -> Sequence[RowMark]:
    open_row = st.query_params.get("row", "")
    here = {"report": review.report.id, "check": "1", "page": str(page_number)}
    return [
        RowMark(
            rectangle=measure.source.rectangle,
            name=shortened(measure.numbered_title, html.TITLE_LENGTH),
            href=address("library", {**here, "row": measure.id}),
            here=measure.id == open_row,
        )
        for measure in review.report.measures
        if measure.source.rectangle is not None and (measure.source.page_number or 1) == page_number
    ]


def _turn(page_number: int) -> None:
    st.query_params["page"] = str(page_number)
    drop_from_url("row")


PAGE_SIZE = 30  # rows shown at a time of a report without pages


_MOST_WORDS_SHOWN, _SURROUNDING = 8, 14
"""Doubtful words shown below a field, and the code points shown before and after each."""


def _open_split_dialog(report_id: str, measure: Measure) -> None:
    @st.dialog(say(review_labels.SPLIT), width="medium")
    def window() -> None:
        st.markdown(markdown.plain(shortened(measure.numbered_title, html.TITLE_LENGTH)))
        st.caption(say(review_labels.SPLIT_HELP))
        # A part can go of a field of two lines or more, and of all but the title the whole.
        first_lines = {
            name: _first_line(measure, name)
            for name in TEXT_FIELDS
            if "\n" in (text := measure.text(name)) or (text and name != "title")
        }
        title = None
        if not first_lines.get("title"):
            title = st.text_input(
                phrase("Title of the new row"),
                key=f"review.split.new_title.{measure.id}",
                placeholder=phrase("Type the new row’s measure"),
            )
        with st.container(horizontal=True):
            if st.button(say(review_labels.SPLIT), key="review.split.yes", type="primary"):
                _split(report_id, measure, first_lines, title=title)
            if st.button(say(kit_labels.CANCEL), key="review.split.no"):
                st.rerun()

    window()


def _first_line(measure: Measure, name: str) -> int:
    """The line from which on the field belongs to the new row, from 1; 0: all of it stays."""
    lines = measure.text(name).split("\n")
    begin = 2 if name == "title" else 1

    def line_label(number: int) -> str:
        if not number:
            return phrase("All stays")
        text = shortened(lines[number - 1], 70)
        return phrase("From line {number}: {text}", number=number, text=text)

    chosen: int = st.selectbox(
        say(field_label(name)),
        [0, *range(begin, len(lines) + 1)],
        format_func=line_label,
        key=f"review.split.{name}.{measure.id}",
        filter_mode=None,
    )
    return chosen


def _split(
    report_id: str, measure: Measure, first_lines: dict[str, int], *, title: str | None
) -> None:
    if not first_lines.get("title") and not (title or "").strip():
        refuse(Label("Give the new row its measure"))
        return
    lines = tuple(
        (name, number)
        for name, first in first_lines.items()
        if first
        for number in range(first, len(measure.text(name).split("\n")) + 1)
    )
    new_title = (title or "").strip() or None
    correction = corrections.SplitMeasure(measure_id=measure.id, lines=lines, title=new_title)
    if keep(report_id, correction, in_window=True):
        st.rerun()


def _show_row(review: corrections.Review, measure: Measure) -> None:
    used = [name for name in TEXT_FIELDS if any(row.text(name) for row in review.report.measures)]
    fields = [name for name in TEXT_FIELDS if name in used or name == "title"]
    first, second = st.columns([1, 2])
    with first:
        _field(review, measure, "number")
    with second:
        _field(review, measure, "indicator")
    for name in fields:
        _field(review, measure, name)
    if len(fields) < len(TEXT_FIELDS):
        with st.expander(phrase("Empty fields"), key=f"review_empty_{measure.id}"):
            for name in TEXT_FIELDS:
                if name not in fields:
                    _field(review, measure, name)
    # The link is for narrow screens, where the page is out of sight.
    st.html(
        cards.raw_cells_html(measure)
        + cards.see_link_html(say(kit_labels.SEE_ORIGINAL), measure.id)
    )
    notes.show_field(measure.id)
    _acts(review, measure)


def _field(review: corrections.Review, measure: Measure, name: str) -> None:
    key = f"review.cell.{name}.{measure.id}"
    args = (review.report.id, measure, name, key)
    stored = follow_store(key, _text(measure, name)) or ""
    if name == "number":
        st.text_input(say(NUMBER), stored, key=key, max_chars=40, on_change=_write, args=args)
    elif name == "indicator":
        numbers, none = ["", *map(str, range(1, 11))], say(Label("None", "review"))
        st.selectbox(
            phrase("Indicator that the report states"),
            numbers,
            index=numbers.index(stored),
            format_func=lambda number: indicator_name(int(number)) if number else none,
            key=key,
            filter_mode=None,
            on_change=_write,
            args=args,
        )
    else:
        label = say(field_label(name))
        st.text_area(label, stored, key=key, height="content", on_change=_write, args=args)
    _show_doubtful_words(measure, name)
    _as_read(review, measure, name)


def _show_doubtful_words(measure: Measure, name: str) -> None:
    if name not in TEXT_FIELDS or not (places := measure.doubtful_places(name)):
        return
    text = measure.text(name)
    parts = []
    for start, end in places[:_MOST_WORDS_SHOWN]:
        first = max(0, start - _SURROUNDING)
        around = text[first : end + _SURROUNDING]
        parts.append(html.highlighted(around, [(start - first, end - first)]))
    st.html(html.passage(phrase("Not read surely from the picture"), " · ".join(parts)))


def _write(report_id: str, measure: Measure, name: str, key: str) -> None:
    text, now = st.session_state[key], _text(measure, name)
    if name == "title" and not text.strip():
        st.session_state[key] = now
        refuse(Label("A row needs its measure; if it is none, press “No measure”"))
        return
    if text.strip() != now.strip():
        keep(report_id, corrections.EditCell(measure_id=measure.id, field=name, text=text.strip()))


def _as_read(review: corrections.Review, measure: Measure, name: str) -> None:
    made = correction_of(review.corrections, measure.id, name)
    if made is None:
        return
    read = next((other for other in review.read if other.id == measure.id), None)
    text = shortened(_text(read, name), 400) if read is not None else ""
    as_read = say(review_labels.AS_READ, text=text) if text else say(review_labels.AS_READ_EMPTY)
    st.caption(markdown.plain(as_read))
    label = markdown.plain(f"{say(kit_labels.UNDO)}: {say(field_label(name))}")
    key = f"review.cell.undo.{name}.{measure.id}"
    quiet_button(label, key, undo, review.report.id, made.id, icon="undo")


def _text(measure: Measure, name: str) -> str:
    if name == "number":
        return measure.number or ""
    if name == "indicator":
        return str(measure.indicator or "")
    return measure.text(name)


def _acts(review: corrections.Review, measure: Measure) -> None:
    report_id, first = review.report.id, review.report.measures[0]
    with st.container(horizontal=True, key=f"acts_{measure.id}"):
        split, key = say(review_labels.SPLIT), f"review.split.{measure.id}"
        if st.button(split, key=key, icon=":material/call_split:"):
            _open_split_dialog(report_id, measure)
        join = partial(_keep_and_close, report_id, corrections.JoinMeasure(measure_id=measure.id))
        label, is_first = phrase("Join with the row above"), measure.id == first.id
        button(label, f"review.join.{measure.id}", join, icon="merge", disabled=is_first)
        drop = partial(_keep_and_close, report_id, corrections.RemoveMeasure(measure_id=measure.id))
        button(phrase("No measure"), f"review.drop.{measure.id}", drop, icon="block")


def _keep_and_close(report_id: str, correction: corrections.Correction) -> None:
    if keep(report_id, correction):
        drop_from_url("row")


def _show_rows(
    review: corrections.Review,
    measures: Sequence[Measure],
    *,
    page_number: int | None = None,
    pages: int | None = None,
) -> None:
    """Draw these rows of the report; of a file with pages those of one, of as many as are known."""
    count = len(measures)
    title = phrase("Rows as read ({count:,})", count=count)
    if page_number is not None:
        title = phrase("Rows of page {number} ({count:,})", number=page_number, count=count)
    st.subheader(title, anchor=False)
    if page_number is not None and not measures:
        st.caption(say(review_labels.NO_ROWS_ON_PAGE))
    shown_key = f"review.shown.{review.report.id}"
    show_last(review, corrections.SplitMeasure, corrections.JoinMeasure, corrections.RemoveMeasure)
    limit = count if page_number is not None else st.session_state.get(shown_key, PAGE_SIZE)
    row = st.query_params.get("row", "")
    limit = max([limit, *(at for at, measure in enumerate(measures, 1) if measure.id == row)])
    changed = {
        made.correction.measure_id
        for made in review.corrections
        if made.undone_at is None and isinstance(made.correction, corrections.OfRow)
    }
    for measure in measures[:limit]:
        _row(review, measure, changed=measure.id in changed)
    if limit < count:
        st.button(
            say(kit_labels.MORE),
            key="review.more",
            width="stretch",
            on_click=st.session_state.update,
            args=({shown_key: limit + PAGE_SIZE},),
        )
    if page_number is not None and pages is not None and pages > 1:
        with st.container(horizontal=True, vertical_alignment="center", key="review_turn_below"):
            page_field(_turn, page_number, pages, key="review.below")


def _row(review: corrections.Review, measure: Measure, *, changed: bool) -> None:
    is_open = st.query_params.get("row", "") == measure.id
    with st.container(key=f"line_{measure.id}"):
        badges = [html.badge(phrase("Corrected"), kind="same")] if changed else []
        if doubtful := sum(len(measure.doubtful_places(name)) for name in TEXT_FIELDS):
            label = phrase("Words to check: {count}", count=doubtful)
            badges.append(html.badge(label, kind="doubt"))
        title = html.plain(shortened(measure.numbered_title, html.TITLE_LENGTH))
        about = "" if is_open else cards.measure_html(measure, visible=("title",))
        st.html(html.card(html.title(title, badges), about))
        if is_open:
            _show_row(review, measure)
        name = say(kit_labels.DONE if is_open else Label("Correct this row"))
        turn = partial(st.query_params.update, row=[] if is_open else measure.id)
        button(name, f"review.open.{measure.id}", turn, icon="check" if is_open else "edit")


def render(report_id: str) -> None:
    """Draw the review of the report with this id. Raises UnknownReportError."""
    review = workspace().review.report(report_id)
    report = address("library", {"report": report_id})
    label = phrase("Back to the report")
    st.markdown(f":material/arrow_back: {markdown.link(label, report)}")
    show_head(review.report)
    if not may(Right.EDIT):
        st.info(say(review_labels.NOT_YOURS), icon=":material/lock:")
        return
    _beside_the_original(review)
    doubts.show_history(review)


def _beside_the_original(review: corrections.Review) -> None:
    """All there is to check, beside the original, which comes last because it takes longest."""
    measures: Sequence[Measure] = review.report.measures
    page_number = pages = None
    if has_pages(review.report.media_type):
        pages = original.page_count(review.report)
        page_number = _page_number(review, pages)
        measures = [row for row in measures if (row.source.page_number or 1) == page_number]
    with st.container(horizontal=True, gap="medium", key="review_wide"):
        with st.container(key="review_about"):
            doubts.show(review)
        with st.container(key="review_rows"):
            doubts.show_columns(review)
            unread.show(review)
            doubts.show_results(filter(None, [review.report.ita_result]))
            show_warnings(review.report.warnings)
            _show_rows(review, measures, page_number=page_number, pages=pages)
        with st.container(key="review_page"):
            _show_page(review, page_number=page_number)


def _page_number(review: corrections.Review, pages: int | None) -> int:
    """The page of the URL, else that of the open row, else where to look first."""
    if number := number_in_url("page", digits=5):
        return min(number, pages or number)
    numbers = {measure.id: measure.source.page_number for measure in review.report.measures}
    if of_row := numbers.get(st.query_params.get("row", "")):
        return of_row
    if {"organisation", "fiscal_year_be"}.intersection(review.report.missing):
        return 1  # the cover names both
    return next((number for number in numbers.values() if number), 1)
