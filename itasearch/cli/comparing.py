"""The verb that lays reports side by side: compare, of two towns or of one town's years."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.comparing_notes import tell_notes
from itasearch.cli.comparing_years import write_years
from itasearch.cli.context import opened, typed_year
from itasearch.cli.options import Home, Json
from itasearch.cli.output import organisation_label, tell, write_objects, write_table, year_label
from itasearch.model.comparison import ComparedReport, Comparison, Cover, DifferenceKind, Pair
from itasearch.model.comparison_json import comparison_as_json
from itasearch.model.comparison_years import years_as_json
from itasearch.model.records import Measure

if TYPE_CHECKING:
    from rich.text import Text

_SIDE_HELP = "Organisation's name or id, NAME@2566, report's id, or a file that was added."


def compare(
    context: typer.Context,
    left: Annotated[str, typer.Argument(metavar="A", help=_SIDE_HELP, show_default=False)],
    right: Annotated[
        str | None,
        typer.Argument(metavar="B", help="The same; not with --years.", show_default=False),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR",
            help="Fiscal year, BE or CE, of organisations named without one.",
            show_default=False,
        ),
    ] = None,
    years: Annotated[
        bool, typer.Option("--years", help="Follow the measures of the organisation A.")
    ] = False,
    differences: Annotated[
        bool,
        typer.Option("--differences", help="Differences only, biggest first; not with --json."),
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Lay the reports A and B side by side: like measures, and what only one has.

    Without a year the latest that both have is taken, else each one's latest.
    With --years the measures of one organisation are followed over its years.

    Example: itasearch compare ทต.แม่กา@2566 ทต.ขามทะเลสอ
    """
    if years:
        _compare_years(context, left, right, said_year=year, as_json=as_json, home=home)
        return
    if right is None:
        raise typer.BadParameter("two sides are compared, or one with --years", param_hint="B")
    said_year = typed_year(year)
    with opened(context, home) as workspace:
        comparison = workspace.compare(left, right, year=said_year)
    tell_notes(comparison.notes)
    if as_json:
        write_objects([comparison_as_json(comparison)])
    elif differences:
        _write_differences(comparison)
    else:
        _write_comparison(comparison)


def _compare_years(
    context: typer.Context,
    organisation: str,
    right: str | None,
    *,
    said_year: str | None,
    as_json: bool,
    home: Path | None,
) -> None:
    if right is not None or said_year is not None:
        raise typer.BadParameter("--years takes one organisation and all of its years")
    with opened(context, home) as workspace:
        found = workspace.compare_years(organisation)
    tell_notes(found.notes)
    if as_json:
        write_objects([years_as_json(found)])
    else:
        write_years(found)


def _write_comparison(comparison: Comparison) -> None:
    rows = _measure_rows(comparison)
    write_table(("Alike", *_labels(comparison), "Differs in"), rows, ruled=True)
    counts = [one for one in comparison.coverage if one.indicator is not None]
    if counts:
        stated = (
            (f"indicator {one.indicator}", str(one.left), str(one.right), str(one.both))
            for one in counts
        )
        write_table(("Stated", *_labels(comparison), "In pairs"), stated)
    _tell_counts(comparison)


def _write_differences(comparison: Comparison) -> None:
    found = comparison.differences_by_size()
    rows = ((f"{one.size:.2f}", *row[1:]) for one in found for row in (_row(one.item, one.kind),))
    write_table(("Size", *_labels(comparison), "Differs in"), rows, ruled=True)
    _tell_counts(comparison)


def _tell_counts(comparison: Comparison) -> None:
    counts = comparison.counts
    tell(
        f"pairs: {counts.both}, covers: {counts.covers}, only left: {counts.only_left}, "
        f"only right: {counts.only_right}"
    )


def _labels(comparison: Comparison) -> tuple[str, str]:
    return _side_label(comparison.left), _side_label(comparison.right)


def _side_label(side: ComparedReport) -> str:
    return f"{organisation_label(side.organisation)} {year_label(side.fiscal_year_be)}"


def _measure_rows(comparison: Comparison) -> Iterator[tuple["str | Text", ...]]:
    changed = DifferenceKind.CHANGED
    for pair in comparison.pairs:
        yield _row(pair, changed)
    for cover in comparison.covers:
        yield _row(cover, changed)
    for measure in comparison.only_left:
        yield _row(measure, DifferenceKind.ONLY_LEFT)
    for measure in comparison.only_right:
        yield _row(measure, DifferenceKind.ONLY_RIGHT)


def _row(item: Pair | Cover | Measure, kind: DifferenceKind) -> tuple["str | Text", ...]:
    if isinstance(item, Pair):
        cells = _measure_cell(item.left), _measure_cell(item.right)
        return f"{item.similarity:.2f}", *cells, _differing(item)
    if isinstance(item, Cover):
        cells = _measures_cell(item.left), _measures_cell(item.right)
        return f"{item.similarity:.2f}", *cells, _covering(item)
    if kind is DifferenceKind.ONLY_LEFT:
        return "only left", _measure_cell(item), "–", ""
    return "only right", "–", _measure_cell(item), ""


def _covering(cover: Cover) -> str:
    one, many = (cover.left, cover.right) if len(cover.left) == 1 else (cover.right, cover.left)
    side = "left" if one is cover.left else "right"
    return f"{side} covers {len(many)}"


def _measures_cell(measures: Sequence[Measure]) -> "Text":
    from rich.text import Text

    return Text("\n").join(_measure_cell(measure) for measure in measures)


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
