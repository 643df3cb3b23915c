"""What a file of the template will say: its titles, the six columns, and the sources."""

import streamlit as st

from itasearch.borrow.form import Form, form_of
from itasearch.documents.grid import Cell, Grid, Mark, cell_text
from itasearch.model.template import Template
from itasearch.ui import strings_template as t
from itasearch.ui.markup import (
    details_html,
    noticed_html,
    quiet_html,
    sheet_html,
    table_html,
    text_html,
)
from itasearch.ui.state import say


def show(template: Template) -> None:
    """Draw the form as it will be printed."""
    st.subheader(say(t.PREVIEW), anchor=False)
    st.html(_form_html(form_of(template)))


def _form_html(form: Form) -> str:
    titles = tuple(map(cell_text, form.titles))
    table = _table_html(form.measures, titles[0], kind="ita-form official")
    appendix = _table_html(form.sources, form.sources_title, kind="ita-form")
    told = quiet_html("\n".join(form.notes))
    return sheet_html(titles, table, name=say(t.PREVIEW)) + details_html(
        form.sources_title, told + sheet_html((), appendix, name=form.sources_title), kind="row"
    )


def _table_html(grid: Grid, caption: str, *, kind: str) -> str:
    rows = [[_cell_html(cell) for cell in row] for row in grid.rows]
    return table_html(grid.headers, rows, caption=caption, kind=kind)


def _cell_html(cell: Cell) -> str:
    """A cell with its marks: what is to be filled in framed, an example in grey italics."""
    return "".join(
        text_html(piece.text)
        if piece.mark not in (Mark.NOTICE, Mark.QUIET)
        else noticed_html(piece.text, kind=piece.mark.value)
        for piece in cell
    )
