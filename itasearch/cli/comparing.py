"""The verb that lays two reports side by side: compare."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.context import opened, typed_year
from itasearch.cli.options import Home, Json
from itasearch.cli.output import organisation_label, tell, write_objects, write_table, year_label
from itasearch.model.comparison import ComparedReport, Comparison, DifferenceKind, Pair
from itasearch.model.comparison_json import comparison_as_json
from itasearch.model.records import Measure

if TYPE_CHECKING:
    from rich.text import Text

_SIDE_HELP = "Organisation's name or id, NAME@2566, report's id, or a file that was added."


def compare(
    context: typer.Context,
    left: Annotated[str, typer.Argument(metavar="A", help=_SIDE_HELP, show_default=False)],
    right: Annotated[str, typer.Argument(metavar="B", help="The same.", show_default=False)],
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR",
            help="Fiscal year, BE or CE, of organisations named without one.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Lay the reports A and B side by side: like measures, and what only one has.

    Without a year the latest that both have is taken, else each one's latest.

    Example: itasearch compare ทต.แม่กา@2566 ทต.ขามทะเลสอ
    """
    said_year = typed_year(year)
    with opened(context, home) as workspace:
        comparison = workspace.compare(left, right, year=said_year)
    for note in comparison.notes:
        tell(f"note: {note}")
    if as_json:
        write_objects([comparison_as_json(comparison)])
    else:
        _write_comparison(comparison)


def _write_comparison(comparison: Comparison) -> None:
    sides = (_side_label(comparison.left), _side_label(comparison.right))
    write_table(("Alike", *sides, "Differs in"), _measure_rows(comparison), ruled=True)
    counts = [one for one in comparison.coverage if one.indicator is not None]
    if counts:
        rows = (
            (f"indicator {one.indicator}", str(one.left), str(one.right), str(one.both))
            for one in counts
        )
        write_table(("Stated", *sides, "In pairs"), rows)
    tell(
        f"pairs: {len(comparison.pairs)}, only left: {len(comparison.only_left)}, "
        f"only right: {len(comparison.only_right)}"
    )


def _side_label(side: ComparedReport) -> str:
    return f"{organisation_label(side.organisation)} {year_label(side.fiscal_year_be)}"


def _measure_rows(comparison: Comparison) -> Iterator[tuple["str | Text", ...]]:
    for pair in comparison.pairs:
        alike = f"{pair.similarity:.2f}"
        yield alike, _measure_cell(pair.left), _measure_cell(pair.right), _differing(pair)
    for measure in comparison.only_left:
        yield "only left", _measure_cell(measure), "–", ""
    for measure in comparison.only_right:
        yield "only right", "–", _measure_cell(measure), ""


def _measure_cell(measure: Measure) -> "Text":
    from rich.text import Text

    number = f"{measure.number}. " if measure.number else ""
    return Text(f"{number}{measure.title}").append(f"\n{measure.id}", style="cyan")


_ONE_SIDED = {DifferenceKind.ONLY_LEFT: " (only left)", DifferenceKind.ONLY_RIGHT: " (only right)"}


def _differing(pair: Pair) -> str:
    return ", ".join(
        f"{one.field}{_ONE_SIDED.get(one.kind, '')}"
        for one in pair.differences
        if one.kind is not DifferenceKind.SAME
    )
