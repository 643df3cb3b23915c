"""The view of many towns: how much each does by topic or indicator; the URL holds all choices.

What a cell holds (`cell=ORGANISATION.COLUMN`) is listed below the table.
"""

import streamlit as st

from itasearch.model.matrix import Matrix, MatrixOrder
from itasearch.ui.compare.compare_bar import Comparing, bar_html
from itasearch.ui.kit.faults import faults_told
from itasearch.ui.kit.html import quiet_html, status_html
from itasearch.ui.kit.state import MATRIX, address, follow_url, say, workspace, write_url
from itasearch.ui.towns import labels as m
from itasearch.ui.towns import matrix_cell, no_reports
from itasearch.ui.towns.matrix_choices import (
    KEYS,
    MatrixChoices,
    asked_now,
    show_choices,
    url_state,
)
from itasearch.ui.towns.matrix_table import counts_of, folded_html, legend_html, matrix_html
from itasearch.ui.towns.own_town import town_names


def render() -> None:
    """Draw the choices, the table and what the chosen cell holds."""
    with faults_told():
        summaries = workspace().organisations()
        if not any(one.reports for one in summaries):
            no_reports.show(Comparing.MANY)
            return
        towns = town_names(summaries)
        choices = workspace().filter_choices()
        follow_url("matrix", KEYS, read=lambda: url_state(choices, towns))
        st.html(bar_html(Comparing.MANY, town=st.session_state["matrix.like"] or ""))
        show_choices(choices, towns)
        asked = asked_now()
        write_url("matrix", {**asked.url(), **matrix_cell.in_url()}, keys=KEYS)
        if asked.is_turned:
            st.info(say(m.BAND_TURNED), icon=":material/filter_alt:")
            return
        _show(_counted(asked), asked)


def _counted(asked: MatrixChoices) -> Matrix:
    order = asked.order
    if order is MatrixOrder.LIKENESS and not asked.like:
        st.info(say(m.ORDER_NEEDS_TOWN), icon=":material/compare_arrows:")
        order = MatrixOrder.COVERAGE
    with st.spinner(say(m.COUNTING)):
        return workspace().matrix(
            axis=asked.axis,
            filters=asked.filters,
            band=asked.band,
            order=order,
            like=asked.like or None,
        )


def _show(matrix: Matrix, asked: MatrixChoices) -> None:
    if not matrix.rows:
        st.info(say(m.NONE_FIT), icon=":material/filter_alt:")
        return
    used = sum(1 for count in counts_of(matrix) if count)
    if not used:
        st.info(say(m.NOTHING_TOLD), icon=":material/sell:")
        return
    found = [status_html(say(m.SHOWN, towns=len(matrix.rows), columns=used))]
    if matrix.left_out:
        found.append(quiet_html(say(m.LEFT_OUT, count=matrix.left_out)))
    st.html("".join([*found, legend_html()]))
    table = matrix_html(
        matrix,
        own=asked.like,
        cell_address=lambda name: address(MATRIX, {**asked.url(), "cell": name}),
    )
    with st.container(key="matrix_wide"):
        st.html(table + folded_html(matrix))
    matrix_cell.show(matrix, own=asked.like, closed=address(MATRIX, asked.url()))
