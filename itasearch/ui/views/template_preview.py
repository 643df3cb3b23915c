"""What a file of the template will say: its titles, the six columns, and the sources."""

import streamlit as st

from itasearch.borrow.form import BLANK, Form, form_of
from itasearch.model.template import Template
from itasearch.ui import strings_template as t
from itasearch.ui.markup import details_html, quiet_html, sheet_html, table_html, text_html
from itasearch.ui.state import say


def show(template: Template) -> None:
    """Draw the form as it will be printed."""
    st.subheader(say(t.PREVIEW), anchor=False)
    st.html(_form_html(form_of(template)))


def _form_html(form: Form) -> str:
    rows = [[text_html(cell or BLANK) for cell in row] for row in form.rows]
    sources = [[*map(text_html, row)] for row in form.sources]
    table = table_html(form.headers, rows, caption=form.titles[0], kind="ita-form official")
    appendix = table_html(form.source_headers, sources, caption=form.sources_title, kind="ita-form")
    told = quiet_html("\n".join(form.notes))
    return sheet_html(form.titles, table, name=say(t.PREVIEW)) + details_html(
        form.sources_title, told + sheet_html((), appendix, name=form.sources_title), kind="row"
    )
