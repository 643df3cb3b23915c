"""The verb that lays reports side by side: compare, of two towns or of one town's years."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from itasearch.cli.comparing_notes import tell_notes
from itasearch.cli.comparing_tables import tell_counts, write_comparison, write_differences
from itasearch.cli.comparing_years import write_years
from itasearch.cli.context import opened, typed_format, typed_year
from itasearch.cli.options import Home, Indicators, Json, Topics
from itasearch.cli.output import write_line, write_objects
from itasearch.model.comparison_json import comparison_as_json
from itasearch.model.comparison_shown import ComparisonFormat
from itasearch.model.comparison_years import years_as_json

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
            raise typer.BadParameter(
                "--years takes one organisation and all of its years; it is not narrowed, and "
                "not written to a file"
            )
        _compare_years(context, left, as_json=as_json, home=home)
        return
    if right is None:
        raise typer.BadParameter("two sides are compared, or one with --years", param_hint="B")
    if differences and as_json:
        raise typer.BadParameter("--json tells all of a comparison, not its differences only")
    said_year = typed_year(year)
    kind = None if output is None else typed_format(output, ComparisonFormat)
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
        tell_counts(shown)
    elif differences:
        write_differences(shown)
    else:
        write_comparison(shown)


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
