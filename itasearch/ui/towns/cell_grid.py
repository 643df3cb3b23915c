"""A table whose cells can be pressed: the URL names the pressed one as "ROW.COLUMN" (`cell`)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from itasearch.ui.kit.state import drop_from_url

CELL, SHOWN = "cell", "k"
"""Query parameters: the chosen cell, and how many of its measures are shown."""
_MOST_ROWS, _HEIGHT = 20, 735  # rows of a grid that does not scroll; pixels of one that does


def show_cells(
    table: Styler | pd.DataFrame,
    rows: Sequence[str],
    *,
    key: str,
    columns: Mapping[str, Any],
    alt: str,
) -> None:
    """Draw the table; `rows` are the names of its rows in the URL, `columns` how columns look."""
    row, _, column = st.query_params.get(CELL, "").rpartition(".")
    chosen = [(rows.index(row), column)] if row in rows and column in table.columns else []
    st.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": chosen}}
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        height="content" if len(rows) <= _MOST_ROWS else _HEIGHT,
        placeholder="",
        column_config=columns,
        on_select=partial(choose_cell, key, rows),
        selection_mode="single-cell",
        alt=alt,
    )


def choose_cell(key: str, rows: Sequence[str] = ()) -> None:
    """Name in the URL the cell that was pressed, of these rows; without rows none."""
    cells = st.session_state[key]["selection"]["cells"] if rows else []
    st.query_params[CELL] = [f"{rows[row]}.{column}" for row, column in cells]
    drop_from_url(SHOWN)
