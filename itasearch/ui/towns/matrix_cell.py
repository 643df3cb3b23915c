"""What a cell of the matrix holds, below the table: `cell` in the URL names it."""

from collections.abc import Sequence

import streamlit as st

from itasearch.model.matrix import Matrix
from itasearch.model.neighbours import PlacedMeasure
from itasearch.ui.draft.basket import basket_ids
from itasearch.ui.kit.html import badge_html, badges_html, link_html, plain_markdown, quiet_html
from itasearch.ui.kit.state import UrlValues, say, workspace
from itasearch.ui.towns import labels as m
from itasearch.ui.towns.example_card import example_html, show_example
from itasearch.ui.towns.matrix_table import cell_named, column_name

PARAMETER, _SHOWN = "cell", "k"
_STEP = 12
"""Cards that stand open; a long list of guidelines may have a hundred in one cell."""


def in_url() -> UrlValues:
    """The chosen cell, and how many of its measures are shown, as the URL has them."""
    cell = st.query_params.get(PARAMETER, "")
    return {PARAMETER: cell, _SHOWN: str(_limit()) if cell and _limit() > _STEP else ""}


def _limit() -> int:
    asked = st.query_params.get(_SHOWN, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else _STEP


def show(matrix: Matrix, *, own: str, closed: str) -> None:
    """Draw the measures of the chosen cell, if one is chosen.

    Args:
        matrix: the table.
        own: id of the own organisation; "" for none.
        closed: address of the table without a chosen cell.
    """
    name = st.query_params.get(PARAMETER, "")
    if not name:
        return
    found = cell_named(matrix, name)
    with st.container(key="matrix_cell"):
        if found is None:
            st.html(quiet_html(say(m.CELL_GONE)))
            return
        row, column, cell = found
        count = len(cell.measure_ids)
        named = column_name(matrix.axis, column)
        title = say(m.CELL_TITLE, town=row.organisation.name, column=named, count=count)
        st.subheader(plain_markdown(title), anchor=False)
        st.html(_marking_html(name) + link_html(say(m.CELL_CLOSE), closed, kind="action stay"))
        _show_measures(cell.measure_ids, own=own, column=column)


def _show_measures(measure_ids: Sequence[str], *, own: str, column: str) -> None:
    taken = basket_ids()
    guess = badges_html([badge_html(say(m.GUESSED), kind="guessed")])
    with st.container(key="examples_cell"):
        for one in workspace().placed(measure_ids[: _limit()]):
            notes = [] if _is_known(one, column) else [guess]
            body = example_html(one, own=own, notes=notes)
            show_example(one, view="matrix", place="cell", taken=taken, body=body)
    rest = len(measure_ids) - _limit()
    if rest > 0:
        label = say(m.CELL_MORE, count=min(rest, _STEP))
        st.button(label, key="matrix.more", width="stretch", on_click=_show_more)


def _show_more() -> None:
    st.query_params[_SHOWN] = str(_limit() + _STEP)


def _is_known(one: PlacedMeasure, column: str) -> bool:
    """Whether the measure is in this column by its report or a person, not by a guess."""
    return column in (*one.measure.topics, str(one.measure.indicator))


def _marking_html(name: str) -> str:
    """A style that frames the cell with this name, one of the table's: it is not drawn anew."""
    return f'<style>.ita-matrix [data-cell="{name}"] {{outline: 3px solid #c2410c;}}</style>'
