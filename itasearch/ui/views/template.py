"""The view แม่แบบ: the basket as our own table; whose it is, its rows, and the file of it.

All that is chosen and written is kept in the store at once: it is there after
reloading and in another tab. A widget takes its value from the store only when
the store has another than this widget last had, so that nothing that is being
typed is overwritten.
"""

from datetime import date
from functools import partial

import streamlit as st

from itasearch.model.template import ExportFormat, Template
from itasearch.text.fiscal_year import CE_OFFSET
from itasearch.ui import strings_template as t
from itasearch.ui.basket import attempt, follow_store
from itasearch.ui.faults import faults_told
from itasearch.ui.markup import actions_html, link_html, quiet_html
from itasearch.ui.state import COMPARE, SEARCH, address, last_answer, say, workspace
from itasearch.ui.uploads import safe_name
from itasearch.ui.views import template_preview, template_rows

ORGANISATION_KEY, YEAR_KEY = "template.organisation", "template.year"
_FIRST_YEAR = 2560
_FORMATS = {
    ExportFormat.DOCX: "Word",
    ExportFormat.XLSX: "Excel",
    ExportFormat.CSV: "CSV",
}


def render() -> None:
    """Draw the target, the downloads, the rows and what a file of them will say."""
    with faults_told():
        template = workspace().basket_template()
        st.subheader(say(t.PURPOSE), anchor=False)
        if not template.items:
            _empty()
            return
        _target(template)
        _downloads(template)
        template_rows.show(template)
        template_preview.show(template)


def _empty() -> None:
    st.info(say(t.EMPTY), icon=":material/playlist_add:")
    st.html(
        actions_html(
            link_html(say(t.GO_TO_SEARCH), address(SEARCH, last_answer()), kind="button"),
            link_html(say(t.GO_TO_COMPARE), address(COMPARE, last_answer("compare"))),
        )
    )


def _target(template: Template) -> None:
    follow_store(ORGANISATION_KEY, template.organisation)
    follow_store(YEAR_KEY, template.fiscal_year_be)
    known = dict.fromkeys(town.name for town in workspace().filter_choices().organisations)
    first, second = st.columns([3, 1])
    with first:
        st.selectbox(
            say(t.TARGET_ORGANISATION),
            list(known | dict.fromkeys([template.organisation] if template.organisation else [])),
            index=None,
            key=ORGANISATION_KEY,
            placeholder=say(t.TARGET_ORGANISATION_HINT),
            accept_new_options=True,
            filter_mode="contains",
            on_change=_save_target,
        )
    with second:
        st.selectbox(
            say(t.TARGET_YEAR),
            _years(template.fiscal_year_be),
            index=None,
            key=YEAR_KEY,
            placeholder=say(t.TARGET_YEAR_HINT),
            filter_mode="contains",
            on_change=_save_target,
        )
    if template.organisation is None or template.fiscal_year_be is None:
        st.html(quiet_html(say(t.TARGET_MISSING)))


def _years(chosen: int | None) -> list[int]:
    # The fiscal year after next begins in the calendar year after this one.
    years = list(range(date.today().year + CE_OFFSET + 2, _FIRST_YEAR - 1, -1))
    return years if chosen is None or chosen in years else [*years, chosen]


def _save_target() -> None:
    organisation, year = st.session_state[ORGANISATION_KEY], st.session_state[YEAR_KEY]
    attempt(lambda: workspace().set_basket_target(organisation=organisation, fiscal_year_be=year))


def _downloads(template: Template) -> None:
    with st.container(horizontal=True, gap="small", key="template_downloads"):
        for kind, name in _FORMATS.items():
            st.download_button(
                say(t.DOWNLOAD, format=name),
                # Made when asked for, of what the basket holds then.
                partial(workspace().render_basket, kind),
                file_name=export_name(template, kind),
                mime="application/octet-stream",
                key=f"template.download.{kind}",
                type="primary" if kind is ExportFormat.DOCX else "secondary",
                icon=":material/download:",
                on_click="ignore",
            )


def export_name(template: Template, kind: ExportFormat) -> str:
    """What a file of the template is called: after its organisation and year."""
    parts = (say(t.FILE_NAME), template.organisation, template.fiscal_year_be)
    name = "_".join(str(part) for part in parts if part)
    return safe_name(f"{name}.{kind.value}".replace("/", "-").replace("\\", "-"))
