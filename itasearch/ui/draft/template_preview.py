"""What a file of the template will say, as it is handed in: titles, tables, sources."""

from collections.abc import Sequence

import streamlit as st

from itasearch.borrow.document.form import Form
from itasearch.documents.grid import Cell, DocumentGrid, TextMark, cell_text
from itasearch.model.template import OFFICIAL_FIELDS
from itasearch.ui.draft import labels as t
from itasearch.ui.kit.html import (
    details_html,
    noticed_html,
    quiet_html,
    sheet_html,
    table_html,
    text_html,
)
from itasearch.ui.kit.state import say


def show(form: Form) -> None:
    """Draw the document as it will be printed."""
    st.subheader(say(t.PREVIEW), anchor=False)
    st.html(_form_html(form))


def _form_html(form: Form) -> str:
    titles = tuple(map(cell_text, form.titles))
    # The official table of six columns has widths of its own.
    kind = "ita-form official" if form.fields == OFFICIAL_FIELDS else "ita-form"
    table = _table_html(form.measures, titles[0], kind=kind)
    heading = _heading_html(form.heading) if form.heading else ""
    body = _analysis_html(form) + heading + table + _signatures_html(form)
    return sheet_html(titles, body, name=say(t.PREVIEW)) + _appendix_html(form)


def _appendix_html(form: Form) -> str:
    if not form.appendix:
        return ""
    table = _table_html(form.sources, form.sources_title, kind="ita-form")
    told = quiet_html("\n".join(form.notes))
    sheet = sheet_html((), table, name=form.sources_title)
    return details_html(form.sources_title, told + sheet, kind="row")


def _analysis_html(form: Form) -> str:
    found = form.analysis
    if found is None:
        return ""
    table = "" if found.grid is None else _table_html(found.grid, found.heading, kind="ita-form")
    return (
        _heading_html(found.heading) + _lines_html(found.above) + table + _lines_html(found.below)
    )


def _signatures_html(form: Form) -> str:
    lines = ("<br>".join(map(text_html, each)) for each in form.signatures())
    blocks = "".join(f"<p>{each}</p>" for each in lines)
    return f'<div class="signatures">{blocks}</div>' if blocks else ""


def _heading_html(text: str) -> str:
    return f'<p class="heading">{text_html(text)}</p>'


def _lines_html(lines: Sequence[Cell]) -> str:
    return "".join(f"<p>{_cell_html(line)}</p>" for line in lines)


def _table_html(grid: DocumentGrid, caption: str, *, kind: str) -> str:
    rows = [[_cell_html(cell) for cell in row] for row in grid.rows]
    return table_html(grid.headers, rows, caption=caption, kind=kind)


def _cell_html(cell: Cell) -> str:
    """A cell with its marks: what is to be filled in framed, an example in grey italics."""
    return "".join(
        text_html(piece.text)
        if piece.mark not in (TextMark.NOTICE, TextMark.QUIET)
        else noticed_html(piece.text, kind=piece.mark.value)
        for piece in cell
    )
