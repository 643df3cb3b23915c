"""The view of the matrix: how many measures each town has by topic or indicator.

The URL holds all choices, and the pressed cell as "ORGANISATION.COLUMN" (`cell`).
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from unicodedata import category

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from streamlit.delta_generator import DeltaGenerator

from itasearch.model.records import OrganisationType
from itasearch.model.towns import EVERY_TOTAL, Axis, Matrix, MatrixCell, MatrixOrder, MatrixRow
from itasearch.ui.draft.current import draft_measure_ids
from itasearch.ui.kit import cards, html, labels as kit_labels, markdown, widgets
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.state import (
    UrlValues,
    address,
    drop_from_url,
    follow_url,
    number_in_url,
    url_values,
    workspace,
    write_url,
)
from itasearch.ui.kit.static import scheme_colours
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.example_card import show_example
from itasearch.ui.towns.own_town import choose_town, initial_town, shows_no_reports
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.names import IN_NO_COLUMN, TYPES, province_name
from itasearch.workspace import FilterChoices, FilterNames

SHADES = (0.5, 1.0, 2.0, 4.0)
"""From these sums of a cell's depths on it is a shade darker: half a measure that says all
that the form asks for, one, two, four of them."""
_ON_DARK = 4  # the shade from which on numbers have the letters of dark grounds
_FACTS = ("town", "year", "covered", "unplaced", "total", "likeness")  # columns of a town
_WIDTHS = {"number": 132, "fact": 76}  # pixels of a column, at least; by hand
_LETTER, _PADDING = 7.5, 32  # pixels of a letter of a name, and around it; by hand
_NAME_LENGTH = 32  # most code points of a town's name; by hand


def cell_named(matrix: Matrix, name: str) -> tuple[MatrixRow, str, MatrixCell | None] | None:
    """Row, column and content (None: a fact of the town) of "organisation.column", if there."""
    town, _, column = name.rpartition(".")
    row = next((row for row in matrix.rows if row.organisation.id == town), None)
    if row is not None and column in _FACTS:
        return row, column, None
    if row is None or column not in matrix.columns:
        return None
    return row, column, row.cells[matrix.columns.index(column)]


def counts_of(matrix: Matrix) -> tuple[int, ...]:
    """How many of the towns have a measure in each column."""
    return tuple(
        sum(1 for row in matrix.rows if row.cells[position].measure_ids)
        for position in range(len(matrix.columns))
    )


def shade(cell: MatrixCell) -> int:
    """How dark a cell is, 1–5, by number and depth of its measures; 0 where it is empty."""
    if not cell.measure_ids:
        return 0
    weight = len(cell.measure_ids) * cell.depth
    return 1 + sum(weight >= least for least in SHADES)


def grid_of(matrix: Matrix, *, own: str, scheme: str) -> tuple[Styler, Mapping[str, Any]]:
    """The rows with their shades, and how each column looks, which is as wide as its name.

    Columns have the names of the matrix's, between those of facts; what nobody fills is left out.
    `own` is the id of the own town, which is marked, or ""; `scheme` is "light" or "dark".
    """
    counts = counts_of(matrix)
    used = {name: index for index, name in enumerate(matrix.columns) if counts[index]}
    cells = [[row.cells[index] for index in used.values()] for row in matrix.rows]
    facts = pd.DataFrame([_facts(row, own=own) for row in matrix.rows])
    facts = facts.astype({"likeness": "Int64", "unplaced": "Int64"}).dropna(
        axis="columns", how="all"
    )
    numbers = [[len(cell.measure_ids) or None for cell in row] for row in cells]
    table = pd.DataFrame(numbers, columns=list(used), dtype="Int64")
    # On a telephone the first numbers are beside the names.
    table = facts[["town"]].join(table).join(facts.drop(columns="town"))
    colours = cell_colours(scheme)
    styles = [[colours[shade(cell)] for cell in row] for row in cells]
    shades = pd.DataFrame(styles, columns=list(used))
    styler = table.style.apply(lambda _numbers: shades, axis=None, subset=list(used))
    fact, number = _WIDTHS["fact"], _WIDTHS["number"]
    longest = max(map(column_width, facts["town"]))
    text, figure = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "town": text(say(kit_labels.FILTER_ORGANISATION), pinned=True, width=longest),
        "year": text(phrase("Year"), width=fact),
        "covered": figure(phrase("Columns filled"), width=number),
        "unplaced": figure(say(IN_NO_COLUMN), width=number),
        "total": figure("ITA", width=fact, format="%.2f"),
        "likeness": figure(phrase("Alike (%)"), width=fact),
    }
    for name in used:
        count, whole_name = counts[used[name]], cards.column_name(matrix.axis, name)
        label = Label("{count:,} of {of:,} have this in the report of the year")
        tip = say(label, count=count, of=len(matrix.rows))
        head, tip = f"{whole_name} ({count})", f"{whole_name}: {tip}"
        width = max(number, column_width(head))
        columns[name] = figure(head, help=tip, width=width, alignment="center")
    return styler, columns


def column_width(name: str) -> int:
    """Pixels of a column with this name; marks above and below Thai letters have none."""
    return round(_LETTER * sum(category(letter) != "Mn" for letter in name)) + _PADDING


def cell_colours(scheme: str) -> Sequence[str]:
    """CSS of an empty cell, then of each shade, as the style sheets have them."""
    colours, styles = scheme_colours(scheme), [""]
    for number in range(1, len(SHADES) + 2):
        letters = colours["on-shade" if number >= _ON_DARK else "ink"]
        styles.append(f"background-color: {colours[f'shade-{number}']};color: {letters}")
    return styles


def _facts(row: MatrixRow, *, own: str) -> Mapping[str, object]:
    """What is known of a town by column, a year as text."""
    town, ours = row.organisation, bool(own) and row.organisation.id == own
    # A grid cuts a text without a mark; Latin letters are the wider ones.
    short = shortened(cards.short_of(town), _NAME_LENGTH)
    name = f"{short} {cards.mark_text(town, reworded=row.reworded)}".rstrip()
    ours_name = phrase("ours")
    return {
        "town": f"{ours_name} · {name}" if ours else name,
        "year": str(row.fiscal_year_be or "") or None,
        "covered": row.covered,
        "unplaced": row.unplaced or None,
        "total": row.total,
        "likeness": None if row.likeness is None or ours else round(100 * row.likeness),
    }


def unused_text(matrix: Matrix) -> str:
    """The columns that nobody fills, by name; "" where there are none."""
    names = [
        cards.column_name(matrix.axis, column)
        for column, count in zip(matrix.columns, counts_of(matrix), strict=True)
        if not count
    ]
    title = phrase(
        "In no report of the years shown, stated or inferred ({count})", count=len(names)
    )
    return f"{title}: {' · '.join(names)}" if names else ""


CELL, SHOWN = "cell", "k"
"""Query parameters: the chosen cell, and how many of its measures are shown."""
_MOST_ROWS, _HEIGHT = 20, 735  # rows of a grid that does not scroll; pixels of one that does


def choose_cell(rows: Sequence[str] = ()) -> None:
    """Name in the URL the cell that was pressed, of these rows; without rows none."""
    cells = st.session_state[_GRID]["selection"]["cells"] if rows else []
    st.query_params[CELL] = [f"{rows[row]}.{column}" for row, column in cells]
    drop_from_url(SHOWN)


LIKE, AXIS, ORDER = "matrix.like", "matrix.axis", "matrix.order"
PROVINCE, TYPE, YEAR = "matrix.province", "matrix.type", "matrix.year"
BAND = "matrix.band"
KEYS = (LIKE, AXIS, ORDER, PROVINCE, TYPE, YEAR, BAND)
_FILTERS = (PROVINCE, TYPE, YEAR, BAND)

_GRID = "matrix.grid"
_CARDS = 12  # cards shown at a time; a long list of guidelines may have a hundred in one cell


def _limit() -> int:
    return number_in_url(SHOWN, digits=4) or _CARDS


def _show_cell(matrix: Matrix, *, own: str) -> None:
    """What the cell holds that the URL names; of a town's name and facts the ways on from it."""
    name = st.query_params.get(CELL, "")
    if not name:
        return
    with st.container(key="matrix_cell"):
        widgets.quiet_button(say(towns_labels.CELL_CLOSE), "matrix.close", choose_cell)
        chosen = cell_named(matrix, name)
        if chosen is None:
            st.caption(phrase("The chosen cell is not in this table"))
            return
        row, column, cell = chosen
        town = cards.organisation_name(row.organisation)
        if cell is None:
            _show_town(row, own=own)
            return
        count = len(cell.measure_ids)
        named = cards.column_name(matrix.axis, column)
        title = phrase("{town} · {column} · {count:measures}", town=town, column=named, count=count)
        st.subheader(markdown.plain(title), anchor=False)
        _show_measures(cell.measure_ids, own=own, column=column)


def _show_town(row: MatrixRow, *, own: str) -> None:
    town, year = row.organisation, str(row.fiscal_year_be or "")
    name = markdown.link(cards.organisation_name(town), cards.town_address(town))
    st.subheader(name, anchor=False)
    if row.total is not None:
        st.caption(cards.total_text(row.total, row.total_year_be))
    if own and town.id != own:
        target = address("compare", {"left": own, "right": town.id, "right_year": year})
        st.markdown(markdown.link(say(towns_labels.COMPARE_WITH_OURS), target))


def _show_measures(measure_ids: Sequence[str], *, own: str, column: str) -> None:
    in_draft = draft_measure_ids()
    guess = html.badges([html.badge(say(towns_labels.GUESSED), kind="guessed")])
    with st.container(key="matrix_examples"):
        for measure in workspace().library.measures(measure_ids[: _limit()]):
            # Known by its report or a person, not by a guess.
            is_stated = column in (*measure.measure.topics, str(measure.measure.indicator))
            notes = [] if is_stated else [guess]
            show_example(
                measure, view="matrix", key="cell", in_draft=in_draft, own=own, notes=notes
            )
    rest = len(measure_ids) - _limit()
    if rest > 0:
        label = phrase("Show {count} more", count=min(rest, _CARDS))
        widgets.more_button(label, key="matrix.more", limit=_limit() + _CARDS)


def _url() -> UrlValues:
    state = st.session_state
    return {
        "axis": "" if state[AXIS] == Axis.TOPICS else state[AXIS],
        "order": "" if state[ORDER] == MatrixOrder.COVERAGE else state[ORDER],
        "like": state[LIKE] or "",
        "province": state[PROVINCE],
        "type": state[TYPE],
        "year": state[YEAR],
        **state[BAND].in_address,
    }


def _url_state(choices: FilterChoices) -> Mapping[str, object]:
    axis, order = url_values("axis", Axis), url_values("order", MatrixOrder)
    return {
        LIKE: initial_town("like"),
        AXIS: Axis(axis[0]) if axis else Axis.TOPICS,
        ORDER: MatrixOrder(order[0]) if order else MatrixOrder.COVERAGE,
        PROVINCE: widgets.warn_of_unknown("province", choices.provinces),
        TYPE: widgets.warn_of_unknown("type", choices.types),
        YEAR: widgets.warn_of_unknown("year", choices.fiscal_years),
        BAND: widgets.band_in_url(),
    }


def _show_menu(choices: FilterChoices) -> None:
    count = sum(st.session_state[key] not in ([], EVERY_TOTAL) for key in _FILTERS)
    popover = widgets.filter_popover(towns_labels.FILTERS, key="matrix_filters", count=count)
    with popover:
        if not popover.open:
            return
        widgets.choose_from(phrase("Sort by"), towns_labels.ORDERS, key=ORDER)
        kinds = {str(kind): say(TYPES[OrganisationType(kind)]) for kind in choices.types}
        provinces = {name: province_name(name) for name in choices.provinces}
        years = {str(year): str(year) for year in choices.fiscal_years}
        widgets.choose_several(kit_labels.FILTER_PROVINCE, provinces, key=PROVINCE)
        widgets.choose_several(kit_labels.FILTER_TYPE, kinds, key=TYPE)
        widgets.choose_several(kit_labels.FILTER_YEAR, years, key=YEAR)
        widgets.choose_band(key=BAND)


def render() -> None:
    """Draw the choices, the table and what the chosen cell holds."""
    if shows_no_reports(Comparing.TOWNS):
        return
    choices = workspace().library.filter_choices()
    follow_url("matrix", KEYS, read=lambda: _url_state(choices))
    show_bar(Comparing.TOWNS, town=st.session_state[LIKE] or "")
    head = st.container(horizontal=True, vertical_alignment="center", key="matrix_choices")
    with head:
        town = choose_town(LIKE)
        _show_menu(choices)
    cell = st.query_params.get(CELL, "")
    limit = str(_limit()) if cell and _limit() > _CARDS else ""
    write_url("matrix", {**_url(), CELL: cell, SHOWN: limit}, keys=KEYS)
    _show(_counted(town), head, own=town or "")


def _counted(like: str | None) -> Matrix:
    state = st.session_state
    order = state[ORDER]
    if order is MatrixOrder.LIKENESS and not like:
        st.info(say(towns_labels.ORDER_NEEDS_TOWN), icon=":material/compare_arrows:")
        order = MatrixOrder.COVERAGE
    provinces, types, years = (tuple(state[key]) for key in (PROVINCE, TYPE, YEAR))
    filters = FilterNames(provinces=provinces, types=types, fiscal_years=years)
    with st.spinner(phrase("Counting the measures of all towns…")):
        return workspace().towns.matrix(
            axis=state[AXIS], filters=filters, band=state[BAND], order=order, like=like
        )


def _show(matrix: Matrix, head: DeltaGenerator, *, own: str) -> None:
    if not matrix.rows:
        st.info(say(towns_labels.NONE_FIT), icon=":material/filter_alt:")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="matrix_axis"):
        widgets.choose_among(say(towns_labels.AXIS), towns_labels.AXES, key=AXIS)
        lines = [say(towns_labels.SHOWN, towns=len(matrix.rows))]
        if matrix.left_out:
            lines.append(say(towns_labels.LEFT_OUT, count=matrix.left_out))
        st.caption(" · ".join(lines))
    if not any(counts_of(matrix)):
        st.info(phrase("It is not known of any measure what it is about"), icon=":material/sell:")
        return
    with head:
        take_along(matrix, view="matrix", file_name=Label("towns"))
    with st.container(horizontal=True, key="matrix_wide"):
        table, columns = grid_of(matrix, own=own, scheme=st.context.theme.type or "light")
        ids = [row.organisation.id for row in matrix.rows]
        row, _, column = st.query_params.get(CELL, "").rpartition(".")
        chosen = [(ids.index(row), column)] if row in ids and column in table.columns else []
        st.session_state[_GRID] = {"selection": {"rows": [], "columns": [], "cells": chosen}}
        st.dataframe(
            table,
            key=_GRID,
            hide_index=True,
            height="content" if len(ids) <= _MOST_ROWS else _HEIGHT,
            placeholder="",
            column_config=columns,
            on_select=partial(choose_cell, ids),
            selection_mode="single-cell",
            alt=phrase("Many towns in one table"),
        )
        _show_cell(matrix, own=own)
    st.caption(say(towns_labels.LEGEND), help=unused_text(matrix) or None)
