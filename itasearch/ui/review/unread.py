"""Lines of the file that are in no measure, to be marked so that the file is read again.

Lines outside tables may be marked as titles of measures, columns of an unread table as fields.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from itasearch.model.corrections import MarkColumn, MarkTitles, Review
from itasearch.model.records import TEXT_FIELDS, UnreadLine
from itasearch.ui.kit import markdown
from itasearch.ui.kit.widgets import button
from itasearch.ui.review.correcting import keep
from itasearch.ui.review.doubts import show_last
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.messages import place_in_file, reason_text
from itasearch.wording.review import field_label

_LONGEST_CELL = 300  # code points of a line as listed; its whole text is in the original
_READ_AGAIN = Label("The file was read again")
_HELP = Label(
    "They may be measures that were not recognised. Tick the lines that are titles of measures, or"
    " say what the columns of a table hold: the file is read again, and the lines below a title"
    " become its measure"
)


def show(review: Review) -> None:
    """Draw the unread lines of a report, folded unless it has no measure; nothing for none."""
    unread = review.report.unread
    if unread:
        count = phrase("Lines in no measure ({count:,})", count=len(unread))
        with st.expander(count, expanded=not review.report.measures, key="review_unread"):
            st.caption(markdown.plain(say(_HELP)))
            _show_lines(review.report.id, [line for line in unread if len(line.cells) == 1])
            for number, rows in enumerate(_tables(unread).values()):
                _show_table(review.report.id, number, rows)
    show_last(review, MarkTitles, MarkColumn)


def _tables(unread: Sequence[UnreadLine]) -> Mapping[object, Sequence[UnreadLine]]:
    """The rows of unread tables, each table's by its place."""
    tables: dict[object, list[UnreadLine]] = {}
    for line in unread:
        if len(line.cells) > 1:
            source = line.source
            place = (source.sheet, source.page_number, source.table_number)
            tables.setdefault(place, []).append(line)
    return tables


def _show_lines(report_id: str, lines: Sequence[UnreadLine]) -> None:
    if not lines:
        return
    texts = [line.cells[0] for line in lines]
    chosen = st.dataframe(
        {
            phrase("Place"): [reason_text(place_in_file(line.source)) for line in lines],
            phrase("Text"): [shortened(text, _LONGEST_CELL) for text in texts],
        },
        key=f"review.unread.{report_id}",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        alt=phrase("Lines in no measure"),
    ).selection.rows
    titles = tuple(dict.fromkeys(texts[row] for row in chosen if row < len(texts)))
    name = phrase("Read again with these titles ({count})", count=len(titles))
    mark = partial(_mark_titles, report_id, titles)
    button(name, f"review.unread.read.{report_id}", mark, icon="sync", disabled=not titles)


def _mark_titles(report_id: str, titles: tuple[str, ...]) -> None:
    keep(report_id, MarkTitles(titles=titles), message=_READ_AGAIN)


def _show_table(report_id: str, number: int, rows: Sequence[UnreadLine]) -> None:
    """A choice of the field for each column of an unread table, by the cells of its first row."""
    first = rows[0]
    place = reason_text(place_in_file(first.source))
    text = phrase("Table: {place} ({count} rows)", place=place, count=len(rows))
    st.markdown(markdown.plain(text))
    headers = [*dict.fromkeys(cell for cell in first.cells if cell.strip())]
    chosen: dict[str, str] = {}
    for start in range(0, len(headers), 2):
        # One line of two after the other, so that a narrow screen keeps their order.
        for side, header in zip(st.columns(2), headers[start:], strict=False):
            with side:
                chosen[header] = st.selectbox(
                    markdown.plain(shortened(header, 80)),
                    ["", *TEXT_FIELDS],
                    format_func=lambda name: (
                        say(field_label(name)) if name else phrase("In no field")
                    ),
                    key=f"review.unread.column.{number}.{header}.{report_id}",
                    filter_mode=None,
                )
    marks = [MarkColumn(header=header, field=field) for header, field in chosen.items() if field]
    has_title = any(mark.field == "title" for mark in marks)
    read = partial(keep, report_id, *marks, message=_READ_AGAIN)
    key = f"review.unread.table.{number}.{report_id}"
    button(phrase("Read again with these columns"), key, read, icon="sync", disabled=not has_title)
