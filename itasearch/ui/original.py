"""The place in the document: an original beside any view, its row marked.

Pages are pictures, other files text. Whoever draws an original says which page is open and what
turning does: the panel (`show_panel`, after every view) keeps the page in the session, the review
in its URL. Links that open it are `kit.cards.source_html` and `see_link_html`.
"""

import base64
import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

import streamlit as st

from itasearch.errors import ItaSearchError, OriginalsError, UnknownReportError
from itasearch.model.people import Right
from itasearch.model.records import Measure, ReportHead, StoredMeasure, report_of
from itasearch.model.source import (
    LineMatch,
    OriginalCell,
    OriginalLine,
    OriginalText,
    PageMatches,
    PagePlace,
    Rectangle,
)
from itasearch.ui.kit import html, markdown
from itasearch.ui.kit.cards import measure_html, organisation_badges
from itasearch.ui.kit.downloads import download_button
from itasearch.ui.kit.faults import faults_shown, log_fault
from itasearch.ui.kit.state import SEE, address, may, workspace
from itasearch.ui.kit.widgets import button
from itasearch.wording.errors import error_text
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import file_name
from itasearch.wording.language import phrase, say
from itasearch.workspace import found_in_lines, line_of_row, parts_of

TITLE = Label("The original")
CLOSE = Label("Close the original")
ROW_GONE = Label(
    "The library has no such row any more; its report may have been read anew or corrected."
    " Close this panel and search again"
)
LOST = Label(
    "The original is gone from {path}. Put the same file back there from a backup, under the same"
    " name, then open this panel again. All that was read from it can still be searched"
)
CHANGED = Label(
    "This file was changed after it was read, so the row shown may be another one. To use it as it"
    " is now, add it to the library"
)

# Turning
PAGE = Label("Page")
PART = Label("Part")
OPENING = Label("Opening the original…")

# The search inside
WORDS = Label("Search inside")
ROWS_ONLY = Label("On pages that are pictures only the rows that were read can be searched")

WIDTH = 1100  # pixels of a page that fills its frame; enlarged ones are rendered finer
_JPEG_QUALITY = 82  # of 100; a page is sent as PNG where that is smaller; by hand
_PAD_ACROSS, _PAD_DOWN = 0.003, 0.008
"""Shares of the page by which an outline exceeds its row: a row scanned aslant is no rectangle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page ready to be shown; of width and height, in pixels, only the ratio matters."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMark:
    """A row on the page, or words that were `sought`; a click leads to `href`, "" for nowhere."""

    rectangle: Rectangle
    name: str
    href: str = ""
    here: bool = False
    sought: bool = False


def picture_of(png: bytes) -> PagePicture:
    """The picture as PNG, or as JPEG where that is the smaller one (scans)."""
    from PIL import Image

    with Image.open(io.BytesIO(png), formats=["PNG"]) as opened:
        width, height = opened.size
        jpeg = io.BytesIO()
        opened.convert("RGB").save(jpeg, "JPEG", quality=_JPEG_QUALITY)
    kind, content = min(("jpeg", jpeg.getvalue()), ("png", png), key=lambda pair: len(pair[1]))
    url = f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"
    return PagePicture(url=url, width=width, height=height)


def page_html(
    picture: PagePicture, marks: Sequence[RowMark], *, name: str, zoom: float = 1.0
) -> str:
    """The page in a frame, which zoom 1 fills; page.js brings the mark into view."""
    size = f"width:{100 * zoom:g}%;aspect-ratio:{picture.width}/{picture.height}"
    return (
        f'<div class="ita-page" tabindex="0" role="region" aria-label="{escape(name)}">'
        f'<div class="sheet" style="{size}"><img alt="{escape(name)}" src="{picture.url}">'
        f"{''.join(map(_row_outline_html, marks))}</div></div>"
    )


def _row_outline_html(mark: RowMark) -> str:
    across, down = (0.0, 0.0) if mark.sought else (_PAD_ACROSS, _PAD_DOWN)
    left, right = max(mark.rectangle.left - across, 0.0), min(mark.rectangle.right + across, 1.0)
    top, bottom = max(mark.rectangle.top - down, 0.0), min(mark.rectangle.bottom + down, 1.0)
    style = (
        f"left:{100 * left:.2f}%;top:{100 * top:.2f}%;"
        f"width:{100 * (right - left):.2f}%;height:{100 * (bottom - top):.2f}%"
    )
    kind = f"mark{' found' * mark.sought}{' here' * mark.here}"
    if not mark.href:
        return f'<span class="{kind}" style="{style}" title="{escape(mark.name)}"></span>'
    return (
        f'<a class="ita-link stay {kind}" style="{style}" href="{escape(mark.href)}"'
        f' title="{escape(mark.name)}" aria-label="{escape(mark.name)}"></a>'
    )


def has_pages(media_type: str) -> bool:
    """Whether files of this type have pages that can be shown."""
    return media_type == "application/pdf" or media_type.startswith("image/")


def page_picture(report_id: str, page_number: int, *, zoom: float = 1.0) -> PagePicture:
    """A page of a report's file. Raises as OriginalFiles.page_picture."""
    width = min(2400, round(WIDTH * max(zoom, 1.0)))
    with st.spinner(phrase("Opening the page…")):
        return _rendered(report_id, file_state(report_id), page_number, width)


def file_state(report_id: str) -> tuple[int, int]:
    """What changes with the file of a report, as a key of what was made of it."""
    try:
        status = workspace().originals.path(report_id).stat()
    except (OSError, OriginalsError):
        return 0, 0  # lost or out of reach: whoever opens it reports that
    return status.st_mtime_ns, status.st_size


@st.cache_data(show_spinner=False, max_entries=60)
def _rendered(report_id: str, state: tuple[int, int], page_number: int, width: int) -> PagePicture:  # noqa: ARG001 (of the key)
    return picture_of(workspace().originals.page_picture(report_id, page_number, width=width))


_SHORT = 12  # code points of a cell as wide as its text, no wider; by hand: numbers, dates


def lines_html(
    lines: Sequence[OriginalLine],
    part: range,
    *,
    name: str,
    here: int | None,
    matches: Sequence[LineMatch] = (),
    current: LineMatch | None = None,
) -> str:
    """A part that scrolls; page.js brings the row (`here`) or the `current` match into view."""
    marks = _Marks(here=here, matches=matches, current=current)
    pairs = [(number, lines[number]) for number in part]
    body = []
    sheet = pairs[0][1].sheet if pairs else None
    if sheet is not None:
        sheet_name = phrase("Sheet {name}", name=sheet)
        body.append(f'<p class="sheet-name">{escape(sheet_name)}</p>')

    def table_of(pair: tuple[int, OriginalLine]) -> tuple[str | None, int | None] | None:
        line = pair[1]
        return None if line.row_number is None else (line.sheet, line.table_number)

    for table, group in groupby(pairs, key=table_of):
        if table is None:
            for number, line in group:
                attributes = marks.attributes(number, *(["heading"] if line.heading else []))
                cells = enumerate(line.cells)
                text = "".join(marks.text_html(number, position, cell) for position, cell in cells)
                body.append(f"<p{attributes}>{text}</p>")
        else:
            rows = "".join(_row_html(number, line, marks) for number, line in group)
            body.append(f"<table><tbody>{rows}</tbody></table>")
    return (
        f'<div class="ita-page ita-lines" tabindex="0" role="region" aria-label="{escape(name)}">'
        f"{''.join(body)}</div>"
    )


class _Marks:
    def __init__(
        self, *, here: int | None, matches: Sequence[LineMatch], current: LineMatch | None
    ) -> None:
        self._here, self._current = here, current
        self._matches: dict[tuple[int, int], list[LineMatch]] = defaultdict(list)
        for match in matches:
            self._matches[match.line, match.cell].append(match)

    def attributes(self, number: int, *kinds: str) -> str:
        is_here = number == self._here
        names = " ".join([*kinds, *(["here"] if is_here else [])])
        return (f' class="{names}"' if names else "") + (' aria-current="true"' if is_here else "")

    def text_html(self, number: int, position: int, cell: OriginalCell) -> str:
        matches = self._matches.get((number, position), [])
        at_current = iter([match == self._current for match in matches])

        def mark(text: str) -> str:
            kind = ' class="now"' if next(at_current) else ""
            return f"<mark{kind}>{html.plain(text)}</mark>"

        return html.highlighted(cell.text, [(hit.start, hit.end) for hit in matches], mark=mark)


def _row_html(number: int, line: OriginalLine, marks: _Marks) -> str:
    cells = f'<th scope="row">{line.row_number}</th>'
    for at, cell in enumerate(line.cells):
        is_short = len(cell.text) <= _SHORT and cell.columns == 1
        kinds = "continued " * cell.continued + "short" * is_short
        span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        cells += f'<td class="{kinds}"{span}>{marks.text_html(number, at, cell)}</td>'
    return f"<tr{marks.attributes(number)}>{cells}</tr>"


ZOOMS = (1.0, 1.5, 2.0, 3.0)  #: Steps of enlargement, in widths of the frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of an original is shown, and where."""

    view: str  #: what the keys of its widgets begin with
    report: ReportHead
    measure: Measure | None
    #: the page or part that is open, from 1; None: that of the row, else the first
    page: int | None
    #: opens another one; called by widgets, before the next run of the view
    turn: Callable[[int], None]
    marks: Callable[[int], Sequence[RowMark]] = lambda _page: ()
    whole: bool = False  #: whether the view around it shows the page, too, and must follow


def show_original(opened: Shown) -> None:
    """Draw the original, or why it cannot be shown and what to do."""
    try:
        original = workspace().originals.path(opened.report.id)
        if not original.is_file():
            # Where the library is on its disk is for whoever can put the file back.
            path = original if may(Right.ADMINISTER) else opened.report.source.path
            st.warning(markdown.plain(say(LOST, path=path)), icon=":material/draft:")
            if opened.measure is not None:
                as_read = measure_html(opened.measure, raw=True)
                st.html(html.field(phrase("The row as it was read"), "") + as_read)
        elif has_pages(opened.report.media_type):
            _show_pages(opened)
        else:
            _show_text(opened)
    except ItaSearchError as error:
        log_fault(error)
        st.warning(markdown.plain(error_text(error)))


def page_count(report: ReportHead) -> int | None:
    """How many pages a report's file has; None where that cannot be known."""
    if not has_pages(report.media_type):
        return None
    try:
        if not workspace().originals.path(report.id).is_file():
            return None
        return _pages(report.id, file_state(report.id)).pages
    except ItaSearchError:
        return None


def download_original(report_id: str, *, view: str) -> None:
    """Draw the button that downloads the original; nothing where it is lost or out of reach."""
    library = workspace()
    try:
        original = library.originals.path(report_id)
    except OriginalsError as error:
        log_fault(error)
        return
    if not original.is_file():
        return
    download_button(
        phrase("Download the original"),
        # Fetched again if it was deleted here since the button is there.
        lambda: library.originals.path(report_id).read_bytes(),
        file_name=file_name(original.name),
        key=f"{view}.original.{report_id}",
    )


@st.cache_data(show_spinner=False, max_entries=200)
def _pages(report_id: str, state: tuple[int, int]) -> PageMatches:  # noqa: ARG001 (of the key)
    return workspace().originals.pages(report_id)


@st.cache_data(show_spinner=False, max_entries=200)
def _row_place(measure: Measure, state: tuple[int, int]) -> PagePlace:  # noqa: ARG001 (of the key)
    return workspace().originals.row(measure)


# Not copied for each reader, as st.cache_data would: nothing changes it.
@st.cache_resource(show_spinner=False, max_entries=8)
def _text(report_id: str, state: tuple[int, int]) -> OriginalText:  # noqa: ARG001 (of the key)
    return workspace().originals.text(report_id)


@st.cache_data(show_spinner=False, max_entries=200)
def _row_line(measure: Measure, state: tuple[int, int]) -> int | None:
    return line_of_row(_text(measure.report_id, state), measure)


def _show_pages(opened: Shown) -> None:
    report, measure = opened.report, opened.measure
    with st.spinner(say(OPENING)):
        state = file_state(report.id)
        pages, row = _pages(report.id, state), None
        if measure is not None and measure.source.page_number is not None:
            row = _row_place(measure, state)
    page = min(max(opened.page or (row.page_number if row else 1), 1), max(pages.pages, 1))
    places, current, page = _search(opened, page)
    row_page = row.page_number if row else None
    zoom = _turn_bar(opened, page, max(pages.pages, 1), label=PAGE, row=row_page)
    _changed_note(pages.sha256, report)
    if row is not None and row.page_number == page and not row.rectangles:
        st.caption(phrase("The row is on this page; where on it is not known"))
    file = shortened(file_name(report.source.path), 60)
    name = phrase("Page {number} of {file}", number=page, file=file)
    marks = [*opened.marks(page)]
    if measure is not None and row is not None and row.page_number == page:
        title = shortened(measure.numbered_title, html.TITLE_LENGTH)
        marks += [RowMark(rectangle=box, name=title, here=True) for box in row.rectangles]
    marks += [
        RowMark(rectangle=box, name=say(WORDS), sought=True, here=page_place == current)
        for page_place in places
        if page_place.page_number == page
        for box in page_place.rectangles
    ]
    st.html(page_html(page_picture(report.id, page, zoom=zoom), marks, name=name, zoom=zoom))


def _search(opened: Shown, page: int) -> tuple[Sequence[PagePlace], PagePlace | None, int]:
    def find(words: str) -> tuple[PageMatches, list[int]]:
        matches = workspace().originals.find(opened.report.id, words)
        return matches, [page_place.page_number for page_place in matches.places]

    result, at, page = _search_bar(opened, page, find)
    if not isinstance(result, PageMatches):
        return (), None, page
    notes = []
    if result.searched < result.pages:
        notes.append(phrase("Searched up to page {number:,}", number=result.searched))
    if result.pictures:
        notes.append(say(ROWS_ONLY))
    if notes:
        st.caption(" · ".join(notes))
    return result.places, None if at is None else result.places[at], page


def _show_text(opened: Shown) -> None:
    report = opened.report
    with st.spinner(say(OPENING)):
        text = _text(report.id, file_state(report.id))
        row = None if opened.measure is None else _row_line(opened.measure, file_state(report.id))
    parts = parts_of(text.lines)

    def part_of(line: int) -> int:
        return next(n for n, part in enumerate(parts, start=1) if line in part)

    def find(words: str) -> tuple[tuple[LineMatch, ...], list[int]]:
        matches = found_in_lines(text, words)
        return matches, [part_of(match.line) for match in matches]

    row_part = None if row is None else part_of(row)
    page = min(max(opened.page or row_part or 1, 1), len(parts))
    result, at, page = _search_bar(opened, page, find)
    matches = result if isinstance(result, tuple) else ()
    _turn_bar(opened, page, len(parts), label=PART, row=row_part)
    _changed_note(text.sha256, report)
    if opened.measure is not None and row is None:
        st.caption(phrase("The row could not be found in the text of the file"))
    if text.cut:
        st.caption(phrase("A long file: its first {count:,} lines", count=len(text.lines)))
    name = phrase("Text of {file}", file=file_name(report.source.path))
    part, current = parts[page - 1], None if at is None else matches[at]
    st.html(lines_html(text.lines, part, name=name, here=row, matches=matches, current=current))


def _changed_note(sha256: str, report: ReportHead) -> None:
    if sha256 != report.source.sha256:
        st.warning(markdown.plain(say(CHANGED)), icon=":material/edit_document:")


def _search_bar(
    opened: Shown, page: int, find: Callable[[str], tuple[object, list[int]]]
) -> tuple[object, int | None, int]:
    """Draw the search inside; what `find` gave (with each one's page), which is open, its page."""
    view = opened.view
    with st.container(horizontal=True, key=f"{view}_search", wrap=False):
        words: str = st.text_input(
            say(WORDS),
            key=f"{view}.words.{opened.report.id}",
            max_chars=200,
            placeholder=say(WORDS),
            label_visibility="collapsed",
            icon=":material/search:",
        ).strip()
        if not words:
            st.session_state.pop(f"{view}.found", None)
            return None, None, page
        sought, result, pages = st.session_state.get(f"{view}.found", ("", None, []))
        arrives = sought != (opened.report.id, words)
        if arrives:
            with st.spinner(phrase("Searching the document…")):
                result, pages = find(words)
            first = next((n for n, number in enumerate(pages) if number >= page), 0)
            st.session_state[f"{view}.found"] = ((opened.report.id, words), result, pages)
            st.session_state[f"{view}.match"] = first
        at = st.session_state.get(f"{view}.match", 0)

        def go_to(index: int) -> None:
            st.session_state[f"{view}.match"] = index % len(pages)
            opened.turn(pages[index % len(pages)])

        counted = phrase("{number:,} of {total:,}", number=at + 1, total=len(pages))
        st.caption(counted if pages else phrase("Not found"), width="content", wrap=False)
        for step, label, icon in (
            (-1, Label("Previous place"), "keyboard_arrow_up"),
            (1, Label("Next place"), "keyboard_arrow_down"),
        ):
            key, is_only = f"{view}.match.{step}", len(pages) < 2
            button(say(label), key, go_to, at + step, icon=icon, disabled=is_only)
    if not pages:
        return result, None, page
    if arrives and pages[at] != page:
        opened.turn(pages[at])
        if opened.whole:
            st.rerun()
        page = pages[at]
    return result, at, page


def _turn_bar(opened: Shown, page: int, total: int, *, label: Label, row: int | None) -> float:
    """Draw what turns pages or parts and leads back to the row; how far pages are enlarged."""
    view = opened.view
    if total == 1 and label is PART and row in (None, page):
        return ZOOMS[0]
    with st.container(horizontal=True, vertical_alignment="center", key=f"{view}_turn"):
        page_field(opened.turn, page, total, key=view, label=label)
        if row is not None and row != page:
            label_back = phrase("Back to the row")
            button(label_back, f"{view}.row", opened.turn, row, icon="my_location")
        if label is PART:
            return ZOOMS[0]
        zoom: float = st.selectbox(
            phrase("Size of the page"),
            ZOOMS,
            format_func="{:.0%}".format,
            key=f"{view}.zoom",
            label_visibility="collapsed",
            filter_mode=None,
            width=100,
        )
        return zoom


def page_field(
    turn: Callable[[int], None], page: int, total: int, *, key: str, label: Label = PAGE
) -> None:
    """Draw the number of the page, to be stepped or written over, and of how many."""
    key = f"{key}.jump"
    st.caption(say(label), width="content")
    st.session_state[key] = page
    st.number_input(
        phrase("Go to page"),
        min_value=1,
        max_value=total,
        step=1,
        key=key,
        label_visibility="collapsed",
        width=140,  # below 121 pixels Streamlit leaves out the buttons
        disabled=total == 1,
        on_change=lambda: turn(int(st.session_state[key])),
    )
    st.caption(phrase("of {total:,}", total=total), width="content", wrap=False)


_VIEW = "see"
_OF, _PANEL_PAGE = f"{_VIEW}.of", f"{_VIEW}.page"
"""Keys of the session: what the panel shows, and its page where that was turned."""


def show_panel() -> None:
    """Draw the panel, if the URL names a row or report."""
    identifier = st.query_params.get(SEE, "")
    if not identifier:
        st.session_state.pop(_OF, None)
        return
    if st.session_state.get(_OF) != identifier:
        st.session_state[_OF] = identifier
        for state_key in (_PANEL_PAGE, f"{_VIEW}.words.{report_of(identifier)}", f"{_VIEW}.found"):
            st.session_state.pop(state_key, None)
    with st.container(key="original_panel"):
        _panel(identifier)


@st.fragment
def _panel(identifier: str) -> None:
    with faults_shown():
        try:
            stored = workspace().show(identifier)
            report = workspace().library.summary(report_of(identifier))
        except UnknownReportError:
            st.html(_head_html(""))
            st.warning(markdown.plain(say(ROW_GONE)))
            return
        measure = stored.measure if isinstance(stored, StoredMeasure) else None
        about = html.badges(
            organisation_badges(report.organisation, report.fiscal_year_be, source=report.source)
        )
        if measure is not None:
            title = shortened(measure.numbered_title, html.TITLE_LENGTH)
            about = f'<p class="ita-panel-title">{escape(title)}</p>{about}'
        st.html(_head_html(about))
        with st.container(horizontal=True, key="original_file"):
            file = shortened(file_name(report.source.path), 80)
            opened = address("library", {"report": report.id})
            link = markdown.link(phrase("Open this report"), opened)
            path = markdown.plain(report.source.path)
            st.caption(f"{markdown.plain(file)} · {link}", width="content", help=path)
            download_original(report.id, view=_VIEW)
        show_original(
            Shown(
                view=_VIEW,
                report=report,
                measure=measure,
                page=st.session_state.get(_PANEL_PAGE),
                turn=lambda page: st.session_state.update({_PANEL_PAGE: page}),
            )
        )


def _head_html(about: str) -> str:
    close = html.link("×", address("") or "?", kind="close stay", see="", name=say(CLOSE))
    return (
        f'<div class="ita-panel-head"><h2 tabindex="-1">{escape(say(TITLE))}</h2>{close}'
        f"</div>{about}"
    )
