"""The matrix of towns as a grid: its columns, numbers and shades, and what a pressed cell names."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from itasearch.domain.organisations import short_name
from itasearch.model.records import ReportKind
from itasearch.model.towns import Axis, Matrix, MatrixCell, MatrixRow
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import indicator_name, mark_text, organisation_name, topic_name
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import language, phrase, say
from itasearch.ui.kit.static import static_text

SHADES = (0.5, 1.0, 2.0, 4.0)
"""From these sums of a cell's depths on it is a shade darker: half a measure that says all
that the form asks for, one, two, four of them."""
_ON_DARK = 4  # the shade from which on numbers have the letters of dark grounds
_FACTS = ("town", "year", "covered", "total", "likeness")  # columns of a town
_WIDTHS = {"town": 200, "number": 92, "fact": 76}  # pixels of a column; by hand


def cell_named(matrix: Matrix, name: str) -> tuple[MatrixRow, str, MatrixCell | None] | None:
    """Row, column and content (None: a fact of the town) of the cell "organisation.column".

    None where there is no such cell.
    """
    town, _, column = name.rpartition(".")
    row = next((one for one in matrix.rows if one.organisation.id == town), None)
    if row is not None and column in _FACTS:
        return row, column, None
    if row is None or column not in matrix.columns:
        return None
    return row, column, row.cells[matrix.columns.index(column)]


def column_name(axis: Axis, column: str) -> str:
    """A column in the screen's language."""
    return topic_name(column) if axis is Axis.TOPICS else indicator_name(int(column))


def counts_of(matrix: Matrix) -> tuple[int, ...]:
    """How many of the towns have a measure in each column."""
    return tuple(
        sum(1 for row in matrix.rows if row.cells[place].measure_ids)
        for place in range(len(matrix.columns))
    )


def shade(cell: MatrixCell) -> int:
    """How dark a cell is, 1–5, by number and depth of its measures; 0 where it is empty."""
    if not cell.measure_ids:
        return 0
    weight = len(cell.measure_ids) * cell.depth
    return 1 + sum(weight >= least for least in SHADES)


def grid_of(matrix: Matrix, *, own: str, scheme: str) -> tuple[Styler, Mapping[str, Any]]:
    """The rows with their shades, and how each column looks; a number with "?" has guesses in it.

    Columns have the names of the matrix's, between those of facts; what nobody fills is left out.

    Args:
        own: id of the own town, which is marked; "" for none.
        scheme: "light" or "dark".
    """
    used = {name: place for place, name in enumerate(matrix.columns) if counts_of(matrix)[place]}
    cells = [[row.cells[place] for place in used.values()] for row in matrix.rows]
    facts = pd.DataFrame([_facts(row, own=own) for row in matrix.rows])
    facts = facts.astype({"likeness": "Int64"}).dropna(axis="columns", how="all")
    numbers = [[len(cell.measure_ids) or None for cell in row] for row in cells]
    table = pd.DataFrame(numbers, columns=list(used), dtype="Int64")
    first = ["town", "covered"]
    table = facts[first].join(table).join(facts.drop(columns=first))
    colours = cell_colours(scheme)
    styles = [[colours[shade(cell)] for cell in row] for row in cells]
    shades = pd.DataFrame(styles, columns=list(used))
    styler = table.style.apply(lambda _numbers: shades, axis=None, subset=list(used))
    for place, name in enumerate(used):
        guessed = [number for number, row in enumerate(cells) if row[place].guessed]
        styler.format("{}?", subset=(guessed, [name]))
    columns = _fact_columns()
    for name, place in used.items():
        count, whole_name = (
            counts_of(matrix)[place],
            column_name(matrix.axis, matrix.columns[place]),
        )
        tip = phrase(
            "{count:,} of {of:,} have this in the report of the year",
            count=count,
            of=len(matrix.rows),
        )
        # The count of towns before its name, which is cut where it is long.
        columns[name] = st.column_config.NumberColumn(
            f"{count} {whole_name}",
            help=f"{whole_name}: {tip}",
            width=_WIDTHS["number"],
            alignment="center",
        )
    return styler, columns


def cell_colours(scheme: str) -> Sequence[str]:
    """CSS of an empty cell, then of each shade, as the style sheets have them."""
    token = r"--ita-([\w-]+): light-dark\((.+), (.+)\);"
    tokens = re.findall(token, static_text("colours.css"))
    colours = {name: dark if scheme == "dark" else light for name, light, dark in tokens}
    return [
        "",
        *(
            f"background-color: {colours[f'shade-{number}']};"
            f"color: {colours['on-shade' if number >= _ON_DARK else 'ink']}"
            for number in range(1, len(SHADES) + 2)
        ),
    ]


def _facts(row: MatrixRow, *, own: str) -> Mapping[str, object]:
    """What is known of a town by column; a year is text, or it would have a comma."""
    town, ours = row.organisation, bool(own) and row.organisation.id == own
    short = short_name(town.name) if language() == "th" else ""
    name = f"{short or organisation_name(town)} {mark_text(town, reworded=row.reworded)}".rstrip()
    return {
        "town": f"{phrase('ours')} · {name}" if ours else name,
        "year": str(row.fiscal_year_be or "") or None,
        "covered": row.covered,
        "total": row.total,
        "likeness": None if row.likeness is None or ours else round(100 * row.likeness),
    }


def _fact_columns() -> dict[str, Any]:
    width = _WIDTHS["fact"]
    return {
        "town": st.column_config.TextColumn(
            say(kit_labels.FILTER_ORGANISATION), pinned=True, width=_WIDTHS["town"]
        ),
        "year": st.column_config.TextColumn(phrase("Year"), width=width),
        "covered": st.column_config.NumberColumn(phrase("Columns filled"), width=width),
        "total": st.column_config.NumberColumn("ITA", width=width, format="%.2f"),
        "likeness": st.column_config.NumberColumn(phrase("Alike (%)"), width=width),
    }


def unused_text(matrix: Matrix) -> str:
    """The columns that nobody fills, by name; "" where there are none."""
    names = [
        column_name(matrix.axis, column)
        for column, count in zip(matrix.columns, counts_of(matrix), strict=True)
        if not count
    ]
    title = phrase("In no report of the years shown ({count})", count=len(names))
    return f"{title}: {' · '.join(names)}" if names else ""


def kinds_text(kinds: Sequence[ReportKind]) -> str:
    """Kinds of reports in the screen's language."""
    return ", ".join(say(kit_labels.KIND_LABELS[kind]) for kind in kinds)


def total_text(total: float, year: int | None) -> str:
    """An ITA total with its year, as far as that is known."""
    label = Label("ITA {total} ({year})") if year else Label("ITA {total} (year not known)")
    return say(label, total=f"{total:.2f}", year=year)
