"""An original in its frame: pages as pictures, or the text of a file that has none.

Both are turned, searched and downloaded by the same widgets. Whoever draws it says which
page is open and what turning does: the panel keeps the page in the session, the review in
its URL.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import streamlit as st

from itasearch.errors import ItaSearchError, OriginalsError
from itasearch.model.originals import LineMatch, OriginalText, PageMatches, PagePlace
from itasearch.model.people import Right
from itasearch.model.records import Measure, ReportHead
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import file_name, measure_html
from itasearch.ui.kit.downloads import download_button
from itasearch.ui.kit.faults import fault_text, log_fault
from itasearch.ui.kit.html import field_html, plain_markdown, quiet_html, status_html
from itasearch.ui.kit.page_picture import (
    RowMark,
    file_state,
    has_pages,
    page_html,
    page_picture,
)
from itasearch.ui.kit.state import may, say, workspace
from itasearch.ui.original import labels
from itasearch.ui.original.lines import lines_html, parts_of
from itasearch.wording.label import shortened
from itasearch.workspace import found_in_lines, line_of_row

ZOOMS = (1.0, 1.5, 2.0, 3.0)
"""Steps of enlargement, in widths of the frame."""

_MOST_WORDS = 200  # most code points that are sought inside a document
_FILE_LENGTH, _TITLE_LENGTH = 60, 120
"""Most code points of a file's name and of a row's title at its mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of an original is shown, and where.

    Attributes:
        view: what the keys of its widgets begin with.
        page: the page or part that is open, from 1; None: that of the row, else the first.
        turn: opens another one; called by widgets, before the next run of the view.
        whole: whether the view around it shows the page, too, and must follow.
    """

    view: str
    report: ReportHead
    measure: Measure | None
    page: int | None
    turn: Callable[[int], None]
    marks: Callable[[int], Sequence[RowMark]] = lambda _page: ()
    whole: bool = False


def show(shown: Shown) -> None:
    """Draw the original, or why it cannot be shown and what to do."""
    try:
        original = workspace().original(shown.report.id)
        if not original.is_file():
            _show_lost(shown, original)
        elif has_pages(shown.report.media_type):
            _show_pages(shown)
        else:
            _show_text(shown)
    except ItaSearchError as error:
        log_fault(error)
        st.warning(plain_markdown(fault_text(error)))


def _show_lost(shown: Shown, original: Path) -> None:
    # Where the library is on its disk is for whoever can put the file back.
    place = original if may(Right.ADMINISTER) else shown.report.source.path
    st.warning(plain_markdown(say(labels.LOST, path=place)), icon=":material/draft:")
    if shown.measure is not None:
        st.html(field_html(say(labels.AS_READ), "") + measure_html(shown.measure, raw=True))


def page_count(report: ReportHead) -> int | None:
    """How many pages a report's file has; None where that cannot be known."""
    if not has_pages(report.media_type):
        return None
    try:
        if not workspace().original(report.id).is_file():
            return None
        return _pages(report.id, file_state(report.id)).pages
    except ItaSearchError:
        return None


def download_original(
    report_id: str, *, view: str, kind: Literal["secondary", "tertiary"] = "secondary"
) -> None:
    """Draw the button that downloads the original; nothing where it is lost or out of reach."""
    library = workspace()
    try:
        original = library.original(report_id)
    except OriginalsError as error:
        log_fault(error)
        return
    if not original.is_file():
        return
    download_button(
        say(kit_labels.OPEN_ORIGINAL),
        # Fetched again if it was deleted here since the button is there.
        lambda: library.original(report_id).read_bytes(),
        file_name=file_name(original.name),
        key=f"{view}.original.{report_id}",
        kind=kind,
    )


@st.cache_data(show_spinner=False, max_entries=200)
def _pages(report_id: str, state: tuple[int, int]) -> PageMatches:  # noqa: ARG001 (of the key)
    return workspace().original_pages(report_id)


@st.cache_data(show_spinner=False, max_entries=200)
def _row_place(measure: Measure, state: tuple[int, int]) -> PagePlace:  # noqa: ARG001 (of the key)
    return workspace().row_on_page(measure)


# Not copied for each reader, as st.cache_data would: nothing changes it.
@st.cache_resource(show_spinner=False, max_entries=8)
def _text(report_id: str, state: tuple[int, int]) -> OriginalText:  # noqa: ARG001 (of the key)
    return workspace().original_text(report_id)


@st.cache_data(show_spinner=False, max_entries=200)
def _row_line(measure: Measure, state: tuple[int, int]) -> int | None:
    return line_of_row(_text(measure.report_id, state), measure)


def _show_pages(shown: Shown) -> None:
    report, view = shown.report, shown.view
    with st.spinner(say(labels.OPENING)):
        pages = _pages(report.id, file_state(report.id))
        row = _place_of(shown.measure)
    page = min(max(shown.page or (row.page_number if row else 1), 1), max(pages.pages, 1))
    found, current, page = _search(shown, page)
    _turn_bar(shown, page, pages.pages, label=labels.PAGE, row=row.page_number if row else None)
    _changed_note(pages.sha256, report)
    if row is not None and row.page_number == page and not row.rectangles:
        st.html(quiet_html(say(labels.WHERE_ON_PAGE)))
    file = shortened(file_name(report.source.path), _FILE_LENGTH)
    name = say(labels.PAGE_OF_FILE, number=page, file=file)
    marks = [*shown.marks(page), *_row_marks(shown.measure, row, page)]
    marks += [
        RowMark(rectangle=box, name=say(labels.WORDS), found=True, here=place == current)
        for place in found
        if place.page_number == page
        for box in place.rectangles
    ]
    picture = page_picture(report.id, page, zoom=zoom(view))
    st.html(page_html(picture, marks, name=name, zoom=zoom(view)))


def _place_of(measure: Measure | None) -> PagePlace | None:
    if measure is None or measure.source.page_number is None:
        return None
    return _row_place(measure, file_state(measure.report_id))


def _row_marks(measure: Measure | None, row: PagePlace | None, page: int) -> list[RowMark]:
    if measure is None or row is None or row.page_number != page:
        return []
    title = shortened(measure.numbered_title, _TITLE_LENGTH)
    return [RowMark(rectangle=box, name=title, here=True) for box in row.rectangles]


def _search(shown: Shown, page: int) -> tuple[Sequence[PagePlace], PagePlace | None, int]:
    def find(words: str) -> tuple[PageMatches, list[int]]:
        found = workspace().find_on_pages(shown.report.id, words)
        return found, [place.page_number for place in found.places]

    result, at, page = _search_bar(shown, page, find)
    if not isinstance(result, PageMatches):
        return (), None, page
    notes = []
    if result.searched < result.pages:
        notes.append(say(labels.SEARCHED_UP_TO, number=result.searched))
    if result.pictures:
        notes.append(say(labels.ROWS_ONLY))
    if notes:
        st.html(quiet_html(" · ".join(notes)))
    return result.places, None if at is None else result.places[at], page


def _show_text(shown: Shown) -> None:
    report = shown.report
    with st.spinner(say(labels.OPENING)):
        text = _text(report.id, file_state(report.id))
        row = None if shown.measure is None else _row_line(shown.measure, file_state(report.id))
    parts = parts_of(text.lines)

    def part_of(line: int) -> int:
        return next(n for n, part in enumerate(parts, start=1) if line < part.end)

    def find(words: str) -> tuple[tuple[LineMatch, ...], list[int]]:
        found = found_in_lines(text, words)
        return found, [part_of(match.line) for match in found]

    row_part = None if row is None else part_of(row)
    page = min(max(shown.page or row_part or 1, 1), len(parts))
    result, at, page = _search_bar(shown, page, find)
    matches = result if isinstance(result, tuple) else ()
    _turn_bar(shown, page, len(parts), label=labels.PART, row=row_part)
    _changed_note(text.sha256, report)
    if shown.measure is not None and row is None:
        st.html(quiet_html(say(labels.NOT_IN_TEXT)))
    if text.cut:
        st.html(quiet_html(say(labels.CUT, count=len(text.lines))))
    st.html(
        lines_html(
            text.lines,
            parts[page - 1],
            name=say(labels.TEXT_OF_FILE, file=file_name(report.source.path)),
            here=row,
            matches=matches,
            current=None if at is None else matches[at],
        )
    )


def _changed_note(sha256: str, report: ReportHead) -> None:
    if sha256 != report.source.sha256:
        st.warning(plain_markdown(say(labels.CHANGED)), icon=":material/edit_document:")


def _search_bar(
    shown: Shown, page: int, find: Callable[[str], tuple[object, list[int]]]
) -> tuple[object, int | None, int]:
    """Draw the search inside; what was found, which of it is open, and the page to show.

    Args:
        find: gives what words find, and the page of each place.
    """
    view = shown.view
    with st.container(horizontal=True, gap="small", key=f"{view}_search", wrap=False):
        words: str = st.text_input(
            say(labels.WORDS),
            key=f"{view}.words.{shown.report.id}",
            max_chars=_MOST_WORDS,
            placeholder=say(labels.WORDS),
            label_visibility="collapsed",
            icon=":material/search:",
        ).strip()
        if not words:
            st.session_state.pop(f"{view}.found", None)
            return None, None, page
        sought, result, pages = st.session_state.get(f"{view}.found", ("", None, []))
        arrives = sought != (shown.report.id, words)
        if arrives:
            with st.spinner(say(labels.SEEKING)):
                result, pages = find(words)
            first = next((n for n, one in enumerate(pages) if one >= page), 0)
            st.session_state[f"{view}.found"] = ((shown.report.id, words), result, pages)
            st.session_state[f"{view}.match"] = first
        at = st.session_state.get(f"{view}.match", 0)
        counted = say(labels.MATCH, number=at + 1, total=len(pages))
        st.html(status_html(counted if pages else say(labels.NO_MATCH)), width="content")
        _step_buttons(
            (labels.PREVIOUS_MATCH, "keyboard_arrow_up"),
            (labels.NEXT_MATCH, "keyboard_arrow_down"),
            key=f"{view}.match",
            at=at,
            go=partial(_go_to_match, shown, pages),
            possible=lambda _to: len(pages) > 1,
        )
    if not pages:
        return result, None, page
    if arrives and pages[at] != page:
        shown.turn(pages[at])
        if shown.whole:
            st.rerun()
        page = pages[at]
    return result, at, page


def _go_to_match(shown: Shown, pages: Sequence[int], at: int) -> None:
    at %= len(pages)
    st.session_state[f"{shown.view}.match"] = at
    shown.turn(pages[at])


def _turn_bar(
    shown: Shown, page: int, total: int, *, label: kit_labels.Label, row: int | None
) -> None:
    view = shown.view
    if total == 1 and label is labels.PART and row in (None, page):
        return
    with st.container(horizontal=True, gap="small", key=f"{view}_turn"):
        if total > 1:
            _turn_button(shown.turn, page - 1, labels.PREVIOUS_PAGE, key=view, possible=page > 1)
            st.html(quiet_html(say(label)), width="content")
            key = f"{view}.jump"
            st.session_state[key] = page
            st.number_input(
                say(labels.JUMP),
                min_value=1,
                max_value=total,
                step=1,
                key=key,
                label_visibility="collapsed",
                width=64,
                on_change=lambda: shown.turn(int(st.session_state[key])),
            )
            st.html(quiet_html(say(labels.OF, total=total)), width="content")
            _turn_button(shown.turn, page + 1, labels.NEXT_PAGE, key=view, possible=page < total)
        elif label is labels.PAGE:
            only = f"{say(label)} 1 {say(labels.OF, total=total)}"
            st.html(quiet_html(only), width="content")
        if row is not None and row != page:
            st.button(
                say(labels.BACK_TO_ROW),
                key=f"{view}.row",
                icon=":material/my_location:",
                on_click=shown.turn,
                args=(row,),
            )
        if label is labels.PAGE:
            _step_buttons(
                (labels.ZOOM_OUT, "zoom_out"),
                (labels.ZOOM_IN, "zoom_in"),
                key=f"{view}.zoom",
                at=ZOOMS.index(zoom(view)),
                go=partial(_set_zoom, view),
                possible=lambda to: 0 <= to < len(ZOOMS),
            )


def turn_buttons(turn: Callable[[int], None], page: int, total: int, *, key: str) -> None:
    """Draw the buttons to the page before and the next one, with this one's number between."""
    _turn_button(turn, page - 1, labels.PREVIOUS_PAGE, key=key, possible=page > 1)
    number = f"{say(labels.PAGE)} {page:,} {say(labels.OF, total=total)}"
    st.html(quiet_html(number), width="content")
    _turn_button(turn, page + 1, labels.NEXT_PAGE, key=key, possible=page < total)


def _turn_button(
    turn: Callable[[int], None], page: int, label: kit_labels.Label, *, key: str, possible: bool
) -> None:
    is_next = label is labels.NEXT_PAGE
    st.button(
        say(label),
        key=f"{key}.turn.{'next' if is_next else 'previous'}",
        icon=f":material/chevron_{'right' if is_next else 'left'}:",
        disabled=not possible,
        on_click=turn,
        args=(page,),
    )


def zoom(view: str) -> float:
    """How far the pages of a view are enlarged: one of ZOOMS; 1 fills the frame's width."""
    chosen = st.session_state.get(f"{view}.zoom", 1.0)
    return chosen if chosen in ZOOMS else 1.0


def _step_buttons(
    before: tuple[kit_labels.Label, str],
    after: tuple[kit_labels.Label, str],
    *,
    key: str,
    at: int,
    go: Callable[[int], None],
    possible: Callable[[int], bool],
) -> None:
    for step, (label, icon) in ((-1, before), (1, after)):
        st.button(
            say(label),
            key=f"{key}.{step}",
            icon=f":material/{icon}:",
            disabled=not possible(at + step),
            on_click=go,
            args=(at + step,),
        )


def _set_zoom(view: str, place: int) -> None:
    st.session_state[f"{view}.zoom"] = ZOOMS[place]
