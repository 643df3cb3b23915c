"""The verb compare: two reports side by side, or one organisation over its years.

Data go to stdout: a line per pair, cover or lone measure; with --years a line per year, then one
per measure. What was chosen on the way goes to stderr in English.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from itasearch.cli.options import Home, Indicators, Json, Topics, opened, typed_format, typed_year
from itasearch.cli.output import (
    organisation_label,
    write_line,
    write_message,
    write_objects,
    write_table,
    year_label,
)
from itasearch.model.classification import Classification
from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    Cover,
    DifferenceKind,
    NotedReport,
    NoteKind,
    Pair,
    Thread,
    TownYear,
    YearEntry,
    YearsComparison,
)
from itasearch.model.records import Measure, ReportHead
from itasearch.wording.labels import mark_of

if TYPE_CHECKING:
    from rich.text import Text

    from itasearch.model.comparison_shown import ShownComparison


def write_notes(notes: Iterable[ComparisonNote]) -> None:
    """Write each note to stderr, a line each."""
    for note in notes:
        write_message(f"note: {note_text(note)}")


def note_text(note: ComparisonNote) -> str:
    """A note in words."""
    if note.kind is NoteKind.LATEST_COMMON_YEAR:
        return f"{note.year} is the latest year that both have"
    first, *rest = note.reports
    match note.kind:
        case NoteKind.NO_COMMON_YEAR:
            return f"no year in common: {_dated(first)} is compared with {_dated(rest[0])}"
        case NoteKind.NO_REPORT_OF_YEAR:
            return f"{first.side} has no other report of that year: took {_dated(first)}"
        case NoteKind.OTHERS_OF_YEAR:
            return f"{first.side}: took {_named(first)}, not {', '.join(map(_named, rest))}"
        case NoteKind.REPLACED:
            return f"{_named(first)} is an older version that another one replaces"
        case NoteKind.TAKEN_FOR:
            return f"{note.typed!r} was taken for {first.side}"
        case NoteKind.LEFT_OUT:
            return f"{first.fiscal_year_be}: left out {_named(first)}"
        case NoteKind.WITHOUT_YEAR:
            return f"left out {first.report_id}: without year"


def _dated(report: NotedReport) -> str:
    year = report.fiscal_year_be
    return f"{report.side} {'without year' if year is None else year}"


def _named(report: NotedReport) -> str:
    return f"{report.kind.value} {report.report_id}"


def write_comparison(shown: "ShownComparison") -> None:
    """Write pairs, covers and lone measures as a table, then counts by stated indicator."""
    comparison = shown.comparison
    rows = _measure_rows(shown)
    write_table(("Alike", *_labels(comparison), "Differs in"), rows, ruled=True)
    counts = [one for one in comparison.coverage if one.indicator is not None]
    if counts:
        stated = (
            (f"indicator {one.indicator}", str(one.left), str(one.right), str(one.both))
            for one in counts
        )
        write_table(("Stated", *_labels(comparison), "In pairs"), stated)
    write_counts(shown)


def write_differences(shown: "ShownComparison") -> None:
    """Write what differs as a table, biggest first."""
    comparison = shown.comparison
    rows = (
        (f"{one.size:.2f}", *_row(one.item, one.kind, shown)[1:])
        for one in comparison.differences_by_size()
    )
    write_table(("Size", *_labels(comparison), "Differs in"), rows, ruled=True)
    write_counts(shown)


def write_counts(shown: "ShownComparison") -> None:
    """Write the four numbers to stderr; of how many, where a filter left some out."""
    now, whole = shown.comparison.counts, shown.whole
    counts = (
        ("pairs", now.both, whole.both),
        ("covers", now.covers, whole.covers),
        ("only left", now.only_left, whole.only_left),
        ("only right", now.only_right, whole.only_right),
    )
    parts = (
        f"{name}: {count}" if count == all_ else f"{name}: {count} of {all_}"
        for name, count, all_ in counts
    )
    write_message(", ".join(parts))


def _labels(comparison: Comparison) -> tuple[str, str]:
    return _side_label(comparison.left), _side_label(comparison.right)


def _side_label(side: ReportHead) -> str:
    name = organisation_label(side.organisation, reworded=side.source.reworded)
    return f"{name} {year_label(side.fiscal_year_be)}"


def _measure_rows(shown: "ShownComparison") -> Iterator[tuple["str | Text", ...]]:
    comparison = shown.comparison
    alike: tuple[Pair | Cover, ...] = (*comparison.pairs, *comparison.covers)
    for one in alike:
        yield _row(one, DifferenceKind.CHANGED, shown)
    for measure in comparison.only_left:
        yield _row(measure, DifferenceKind.ONLY_LEFT, shown)
    for measure in comparison.only_right:
        yield _row(measure, DifferenceKind.ONLY_RIGHT, shown)


def _row(
    item: Pair | Cover | Measure, kind: DifferenceKind, shown: "ShownComparison"
) -> tuple["str | Text", ...]:
    if isinstance(item, Pair):
        cells = _measure_cell(item.left, shown), _measure_cell(item.right, shown)
        return f"{item.similarity:.2f}", *cells, _differing(item)
    if isinstance(item, Cover):
        cells = _measures_cell(item.left, shown), _measures_cell(item.right, shown)
        covering = "left" if len(item.left) == 1 else "right"
        paired = ", its pair among them" if item.extends_pair else ""
        return f"{item.similarity:.2f}", *cells, f"{covering} covers {len(item.parts)}{paired}"
    if kind is DifferenceKind.ONLY_LEFT:
        return "only left", _measure_cell(item, shown), "–", ""
    return "only right", "–", _measure_cell(item, shown), ""


def _measures_cell(measures: Sequence[Measure], shown: "ShownComparison") -> "Text":
    from rich.text import Text

    return Text("\n").join(_measure_cell(measure, shown) for measure in measures)


def _measure_cell(measure: Measure, shown: "ShownComparison") -> "Text":
    """Title and id; where subjects were named, what it is about and how that is known."""
    from rich.text import Text

    number = f"{measure.number}. " if measure.number else ""
    cell = Text(f"{number}{measure.title}").append(f"\n{measure.id}", style="cyan")
    about = ", ".join(_subjects(shown.of(measure))) if shown.is_narrowed else ""
    return cell.append(f"\n{about}") if about else cell


def _subjects(found: Classification) -> Iterator[str]:
    if found.indicator is not None:
        yield f"indicator {found.indicator.number} ({found.indicator.origin.value})"
    for mark in found.topics:
        yield f"{mark.topic} ({mark.origin.value})"


_ONE_SIDED = {DifferenceKind.ONLY_LEFT: " (only left)", DifferenceKind.ONLY_RIGHT: " (only right)"}


def _differing(pair: Pair) -> str:
    return ", ".join(
        f"{one.field}{_ONE_SIDED.get(one.kind, '')}" for one in pair.differences if one.differs
    )


def write_years(found: YearsComparison) -> None:
    """Write the years of a town as two tables."""
    columns = ("Year", "Reports", "ITA", "Kept", "Changed", "New", "Resumed", "Dropped")
    write_table(columns, (_year_row(year) for year in found.years))
    years = [year.fiscal_year_be for year in found.years if year.plan or year.results]
    write_table(
        (organisation_label(found.organisation, reworded=False), *map(str, years)),
        (_thread_row(thread, years) for thread in found.threads),
        ruled=True,
    )
    write_message(f"measures: {len(found.threads)}, years: {len(years)}")


def _year_row(year: TownYear) -> tuple[str, ...]:
    reports = [_report_label(one) for one in (year.plan, year.results) if one is not None]
    counts = (year.kept, year.changed, year.new, year.resumed, year.dropped)
    return (
        str(year.fiscal_year_be),
        ", ".join(reports) or "–",
        "–" if year.ita is None or year.ita.total is None else f"{year.ita.total:.2f}",
        *(str(count) if reports else "–" for count in counts),
    )


def _report_label(report: ReportHead) -> str:
    mark = mark_of(None, reworded=report.source.reworded)
    return f"{report.kind.value} ({mark})" if mark else report.kind.value


def _thread_row(thread: Thread, years: list[int]) -> tuple["str | Text", ...]:
    from rich.text import Text

    latest = thread.entries[-1].measure
    cells = {thread.dropped_in: "dropped"}
    cells |= {entry.fiscal_year_be: _entry_cell(entry) for entry in thread.entries}
    title = Text(latest.title).append(f"\n{latest.id}", style="cyan")
    return title, *(cells.get(year, "") for year in years)


def _entry_cell(entry: YearEntry) -> str:
    has = {"plan": entry.plan, "result": entry.result}
    return f"{entry.change.value} ({' + '.join(name for name, one in has.items() if one)})"


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
        narrow = [one for one in (indicator, topic, output, differences or None) if one is not None]
        if right is not None or year is not None or narrow:
            raise typer.BadParameter(
                "--years takes one organisation and all of its years; it is not narrowed, and "
                "not written to a file"
            )
        _compare_years(left, as_json=as_json, home=home)
        return
    if right is None:
        raise typer.BadParameter("two sides are compared, or one with --years", param_hint="B")
    if differences and as_json:
        raise typer.BadParameter("--json gives all of a comparison, not its differences only")
    year_be = typed_year(year)
    kind = None if output is None else typed_format(output, ComparisonFormat)
    with opened(home) as workspace:
        shown = workspace.narrow(
            workspace.compare(left, right, year=year_be),
            indicators=indicator or (),
            topics=topic or (),
            differences_only=differences,
        )
        if output is not None:
            workspace.export_comparison(shown, output, kind=kind)
    write_notes(shown.comparison.notes)
    if as_json:
        write_objects([shown.comparison])
    elif output is not None:
        write_line(str(output))
        write_counts(shown)
    elif differences:
        write_differences(shown)
    else:
        write_comparison(shown)


def _compare_years(organisation: str, *, as_json: bool, home: Path | None) -> None:
    with opened(home) as workspace:
        found = workspace.compare_years(organisation)
    write_notes(found.notes)
    if as_json:
        write_objects([found])
    else:
        write_years(found)
