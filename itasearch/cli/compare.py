"""The verb compare: two reports side by side, or one organisation over its years."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from itasearch.cli import labels
from itasearch.cli.language import language, phrase, say
from itasearch.cli.options import (
    DigitsOfDocument,
    Home,
    Indicators,
    Json,
    Topics,
    opened,
    table_file,
    typed_format,
    typed_year,
)
from itasearch.cli.output import write_answer, write_message
from itasearch.model.comparison import ComparisonNote
from itasearch.model.documents import Digits
from itasearch.wording.comparison import note_text

if TYPE_CHECKING:
    from itasearch.model.comparison_shown import ShownComparison


_SIDE_HELP = "Organisation's name or id, NAME@2566, report's id, or a file that was added."
_Left: TypeAlias = Annotated[str, typer.Argument(metavar="A", help=_SIDE_HELP)]
_Right: TypeAlias = Annotated[
    str | None, typer.Argument(metavar="B", help="The same; not with --years.")
]
_Year: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--year", metavar="YEAR", help="Fiscal year, BE or CE, of organisations named without one."
    ),
]
_Years: TypeAlias = Annotated[
    bool, typer.Option("--years", help="Follow the measures of the organisation A.")
]
_Differences: TypeAlias = Annotated[
    bool, typer.Option("--differences", help="Differences only, biggest first; not with --json.")
]
_Output: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write what is shown, with its sources, to FILE.docx, FILE.xlsx or FILE.csv;"
        " with --years to FILE.xlsx or FILE.csv.",
    ),
]


def compare(
    left: _Left,
    right: _Right = None,
    year: _Year = None,
    years: _Years = False,
    differences: _Differences = False,
    indicator: Indicators = None,
    topic: Topics = None,
    output: _Output = None,
    digits: DigitsOfDocument = Digits.THAI,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Compare the reports A and B side by side: like measures, and what only one has.

    Without a year the latest that both have is taken, else each one's latest.
    A pair or cover is shown whole when one of its measures is about what is asked for.
    With --years the measures of one organisation are followed over its years.

    Example: itasearch compare ทต.แม่กา@2566 ทต.ขามทะเลสอ
    """
    from itasearch.model.comparison_shown import ComparisonFormat  # not for `itasearch --help`

    if years:
        narrow = [one for one in (indicator, topic, differences or None) if one is not None]
        if right is not None or year is not None or narrow:
            raise typer.BadParameter(say(labels.YEARS_OF_ONE))
        table_file(output)
        with opened(home) as workspace:
            town_years = workspace.towns.years(left)
            _write_notes(town_years.notes)
            write_answer(workspace, town_years, output=output, as_json=as_json)
        return
    if right is None:
        raise typer.BadParameter(say(labels.TWO_SIDES), param_hint="B")
    if differences and as_json:
        raise typer.BadParameter(say(labels.ALL_IN_JSON))
    year_be = typed_year(year)
    kind = None if output is None else typed_format(output, ComparisonFormat)
    with opened(home) as workspace:
        shown = workspace.exports.narrow(
            workspace.compare(left, right, year=year_be),
            indicators=indicator or (),
            topics=topic or (),
            differences_only=differences,
        )
        if output is not None:
            workspace.exports.export_comparison(
                shown, output, kind=kind, digits=digits, language=language()
            )
        _write_notes(shown.comparison.notes)
        write_answer(workspace, shown, output=output, as_json=as_json)
    if not as_json:
        _write_counts(shown)


def _write_notes(notes: Iterable[ComparisonNote]) -> None:
    for note in notes:
        write_message(say(labels.NOTE, note=note_text(note, language=language().value)))


def _write_counts(shown: "ShownComparison") -> None:
    """Write the five numbers to stderr; of how many, where a filter left some out."""
    now, whole = shown.comparison.counts, shown.whole
    counts = (
        (now.both, whole.both),
        (now.covers, whole.covers),
        (now.maybe, whole.maybe),
        (now.only_left, whole.only_left),
        (now.only_right, whole.only_right),
    )
    parts = (
        f"{name}: {count}"
        if count == total
        else phrase("{name}: {count} of {total}", name=name, count=count, total=total)
        for name, (count, total) in zip(map(say, labels.SIDES), counts, strict=True)
    )
    write_message(", ".join(parts))
