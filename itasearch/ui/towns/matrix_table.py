"""The matrix of towns as one HTML table: numbers, shades and links, no widgets.

200 towns by 31 topics are 6,200 cells, too many for widgets. The table does not hold
which cell was pressed: its HTML stays the same then, so the browser keeps it with its scroll
position, and only a line of style marks the cell.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from itasearch.model.records import ReportKind
from itasearch.model.towns import Axis, Matrix, MatrixCell, MatrixRow
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import indicator_name, mark_badge, place_name, topic_name, town_html
from itasearch.ui.kit.html import details_html, link_html, quiet_html, text_html
from itasearch.ui.kit.state import COMPARE, address, say
from itasearch.ui.towns import labels as towns_labels

SHADES = (0.5, 1.0, 2.0, 4.0)
"""From these sums of a cell's depths on it is a shade darker: half a measure that says all
that the form asks for, one, two, four of them."""

CellAddress = Callable[[str], str]
"""Address of the view with the measures of a cell, by the cell's name."""


def cell_named(matrix: Matrix, name: str) -> tuple[MatrixRow, str, MatrixCell] | None:
    """Row, column and content of the cell named "organisation.column"; None: there is none."""
    town, _, column = name.rpartition(".")
    row = next((one for one in matrix.rows if one.organisation.id == town), None)
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


def matrix_html(matrix: Matrix, *, own: str, cell_address: CellAddress) -> str:
    """The whole table in a box that scrolls by itself; columns that nobody fills are folded.

    Args:
        matrix: what to show; its rows are not empty.
    """
    counts = counts_of(matrix)
    used = [place for place, count in enumerate(counts) if count]
    head = _head_html(matrix, used, counts)
    body = "".join(_row_html(matrix, row, used, own, cell_address) for row in matrix.rows)
    name = escape(say(towns_labels.MATRIX))
    return (
        f'<div class="ita-matrix {matrix.axis}" role="region" tabindex="0" aria-label="{name}">'
        f"<table><caption>{name}</caption>{head}<tbody>{body}</tbody></table></div>"
    )


def folded_html(matrix: Matrix) -> str:
    """The columns that nobody fills, by name; "" where there are none."""
    names = [
        column_name(matrix.axis, column)
        for column, count in zip(matrix.columns, counts_of(matrix), strict=True)
        if not count
    ]
    if not names:
        return ""
    return details_html(
        say(towns_labels.UNUSED_COLUMNS, count=len(names)),
        quiet_html(" · ".join(names)),
        kind="more",
    )


def legend_html() -> str:
    """What numbers, lines, shades and frames mean."""
    samples = (
        ('<span class="cell s2">3</span>', towns_labels.LEGEND_NUMBER),
        ('<span class="cell s2">3<i style="width:80%"></i></span>', towns_labels.LEGEND_DEPTH),
        ('<span class="cell s1">1</span><span class="cell s5">6</span>', towns_labels.LEGEND_SHADE),
        ('<span class="cell s2 guessed">3</span>', towns_labels.LEGEND_GUESS),
    )
    items = "".join(
        f"<li>{sample}<span>{text_html(say(meaning))}</span></li>" for sample, meaning in samples
    )
    return f'<ul class="ita-legend" aria-label="{escape(say(towns_labels.LEGEND))}">{items}</ul>'


def _head_html(matrix: Matrix, used: Sequence[int], counts: Sequence[int]) -> str:
    names = (column_name(matrix.axis, matrix.columns[place]) for place in used)
    columns = "".join(f'<th scope="col"><span>{escape(name)}</span></th>' for name in names)
    towns = len(matrix.rows)
    sums = "".join(_sum_html(counts[place], of=towns) for place in used)
    first = escape(say(kit_labels.FILTER_ORGANISATION))
    all_towns = escape(say(towns_labels.SUM, count=towns))
    return (
        f'<thead><tr><th scope="col" class="town">{first}</th>{columns}</tr>'
        f'<tr class="sums"><th scope="row" class="town">{all_towns}</th>'
        f"{sums}</tr></thead>"
    )


def _sum_html(count: int, *, of: int) -> str:
    return f'<td title="{escape(say(towns_labels.SUM_TIP, count=count, of=of))}">{count:,}</td>'


def _row_html(
    matrix: Matrix, row: MatrixRow, used: Sequence[int], own: str, cell_address: CellAddress
) -> str:
    cells = "".join(
        _cell_html(row.cells[place], f"{row.organisation.id}.{matrix.columns[place]}", cell_address)
        for place in used
    )
    kind = ' class="own"' if own and row.organisation.id == own else ""
    town = _town_html(row, own, of=len(matrix.columns))
    return f'<tr{kind}><th scope="row" class="town">{town}</th>{cells}</tr>'


def _town_html(row: MatrixRow, own: str, *, of: int) -> str:
    town = row.organisation
    ours = bool(own) and town.id == own
    name = town_html(town)
    compare = ""
    if own and not ours:
        year = str(row.fiscal_year_be or "")
        target = address(COMPARE, {"left": own, "right": town.id, "right_year": year})
        compare = link_html(say(towns_labels.COMPARE_WITH_OURS), target, kind="small")
    facts = "".join(f"<span>{fact}</span>" for fact in _facts(row, of=of, ours=ours))
    mark = f' <span class="ours">{escape(say(towns_labels.OWN_MARK))}</span>' if ours else ""
    tip, badges = escape(place_name(town)), "".join(mark_badge(town, reworded=row.reworded))
    return (
        f'<span class="name" title="{tip}">{name}{mark}</span> {badges}'
        f'<span class="facts">{facts}{compare}</span>'
    )


def _facts(row: MatrixRow, *, of: int, ours: bool) -> Iterator[str]:
    """The year, how much is covered, the total and the likeness, as far as known; escaped."""
    if row.fiscal_year_be:
        yield escape(say(kit_labels.YEAR, year=row.fiscal_year_be))
    yield escape(say(towns_labels.COVERED, count=row.covered, of=of))
    if row.doubled:
        yield escape(say(towns_labels.DOUBLED, kinds=kinds_text(row.doubled)))
    if row.total is not None:
        yield escape(total_text(row.total, row.total_year_be))
    if row.likeness is not None and not ours:
        yield escape(say(towns_labels.LIKENESS, percent=round(100 * row.likeness)))


def kinds_text(kinds: Sequence[ReportKind]) -> str:
    """Kinds of reports in the screen's language."""
    return ", ".join(say(kit_labels.KIND_LABELS[kind]) for kind in kinds)


def total_text(total: float, year: int | None) -> str:
    """An ITA total with its year, as far as that is known."""
    label = towns_labels.ITA_TOTAL if year else towns_labels.ITA_TOTAL_UNDATED
    return say(label, total=f"{total:.2f}", year=year)


def _cell_html(cell: MatrixCell, name: str, cell_address: CellAddress) -> str:
    if not cell.measure_ids:
        return "<td></td>"
    count, percent = len(cell.measure_ids), round(100 * cell.depth)
    tip = say(towns_labels.CELL_TIP, count=count, percent=percent)
    guessed = ""
    if cell.guessed:
        tip, guessed = say(towns_labels.CELL_GUESSED, tip=tip, count=cell.guessed), " guessed"
    return (
        f'<td><a class="ita-link stay cell s{shade(cell)}{guessed}" data-cell="{escape(name)}"'
        f' href="{escape(cell_address(name))}" title="{escape(tip)}">{count}'
        f'<i style="width:{percent}%"></i></a></td>'
    )
