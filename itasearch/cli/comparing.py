"""The verb that lays reports side by side: compare, of two towns or of one town's years."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from itasearch.cli.comparing_notes import tell_notes
from itasearch.cli.comparing_years import write_years
from itasearch.cli.context import opened, typed_year
from itasearch.cli.options import Home, Indicators, Json, Topics
from itasearch.cli.output import (
    organisation_label,
    tell,
    write_line,
    write_objects,
    write_table,
    year_label,
)
from itasearch.errors import ExportError
from itasearch.model.comparison import ComparedReport, Comparison, Cover, DifferenceKind, Pair
from itasearch.model.comparison_json import comparison_as_json
from itasearch.model.comparison_shown import ComparisonFormat, ShownComparison
from itasearch.model.comparison_years import years_as_json
from itasearch.model.records import Measure

if TYPE_CHECKING:
    from rich.text import Text

_SIDE_HELP = "Organisation's name or id, NAME@2566, report's id, or a file that was added."
_Left: TypeAlias = Annotated[str, typer.Argument(metavar="A", help=_SIDE_HELP, show_default=False)]
_Right: TypeAlias = Annotated[
    str | None,
    typer.Argument(metavar="B", help="The same; not with --years.", show_default=False),
]
_Year: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        help="Fiscal year, BE or CE, of organisations named without one.",
        show_default=False,
    ),
]
_Years: TypeAlias = Annotated[
    bool, typer.Option("--years", help="Follow the measures of the organisation A.")
]
_Differences: TypeAlias = Annotated[
    bool,
    typer.Option("--differences", help="Differences only, biggest first; not with --json."),
]
_Output: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write what is shown, with its sources, to FILE.xlsx or FILE.docx.",
        show_default=False,
    ),
]


def compare(
    context: typer.Context,
    left: _Left,
    right: _Right = None,
    year: _Year = None,
    years: _Years = False,
    differences: _Differences = False,
    indicator: Indicators = None,
    topic: Topics = None,
    output: _Output = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Lay the reports A and B side by side: like measures, and what only one has.

    Without a year the latest that both have is taken, else each one's latest.
    A pair or cover is shown whole when one of its measures is about what is asked for.
    With --years the measures of one organisation are followed over its years.

    Example: itasearch compare ทต.แม่กา@2566 ทต.ขามทะเลสอ
    """
    if years:
        narrow = [one for one in (indicator, topic, output, differences or None) if one is not None]
        if right is not None or year is not None or narrow:
            raise typer.BadParameter("--years takes one organisation and all of its years")
        _compare_years(context, left, as_json=as_json, home=home)
        return
    if right is None:
        raise typer.BadParameter("two sides are compared, or one with --years", param_hint="B")
    said_year = typed_year(year)
    kind = None if output is None else _named(output)
    with opened(context, home) as workspace:
        shown = workspace.narrow(
            workspace.compare(left, right, year=said_year),
            indicators=indicator or (),
            topics=topic or (),
            differences_only=differences,
        )
        if output is not None:
            workspace.export_comparison(shown, output, kind=kind)
    tell_notes(shown.comparison.notes)
    if as_json:
        write_objects([comparison_as_json(shown.comparison)])
    elif output is not None:
        write_line(str(output))
        _tell_counts(shown)
    elif differences:
        _write_differences(shown)
    else:
        _write_comparison(shown)


def _named(output: Path) -> ComparisonFormat:
    """The format that the ending names; another one is wrong usage."""
    from itasearch.compare.export import format_of

    try:
        return format_of(output)
    except ExportError as error:
        raise typer.BadParameter(error.reason, param_hint="--output") from error


def _compare_years(
    context: typer.Context,
    organisation: str,
    *,
    as_json: bool,
    home: Path | None,
) -> None:
    with opened(context, home) as workspace:
        found = workspace.compare_years(organisation)
    tell_notes(found.notes)
    if as_json:
        write_objects([years_as_json(found)])
    else:
        write_years(found)


def _write_comparison(shown: ShownComparison) -> None:
    comparison = shown.comparison
    rows = _measure_rows(comparison)
    write_table(("Alike", *_labels(comparison), "Differs in"), rows, ruled=True)
    counts = [one for one in comparison.coverage if one.indicator is not None]
    if counts:
        stated = (
            (f"indicator {one.indicator}", str(one.left), str(one.right), str(one.both))
            for one in counts
        )
        write_table(("Stated", *_labels(comparison), "In pairs"), stated)
    _tell_counts(shown)


def _write_differences(shown: ShownComparison) -> None:
    comparison = shown.comparison
    found = comparison.differences_by_size()
    rows = ((f"{one.size:.2f}", *row[1:]) for one in found for row in (_row(one.item, one.kind),))
    write_table(("Size", *_labels(comparison), "Differs in"), rows, ruled=True)
    _tell_counts(shown)


def _tell_counts(shown: ShownComparison) -> None:
    now, whole = shown.comparison.counts, shown.whole
    counts = (
        ("pairs", now.both, whole.both),
        ("covers", now.covers, whole.covers),
        ("only left", now.only_left, whole.only_left),
        ("only right", now.only_right, whole.only_right),
    )
    tell(", ".join(f"{name}: {count}{_of(count, all_)}" for name, count, all_ in counts))


def _of(count: int, whole: int) -> str:
    return "" if count == whole else f" of {whole}"


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
    side = "left" if len(cover.left) == 1 else "right"
    paired = ", its pair among them" if cover.extends_pair else ""
    return f"{side} covers {len(cover.parts)}{paired}"


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
