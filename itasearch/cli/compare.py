"""The verb compare: two reports side by side, or one organisation over its years.

Data go to stdout: a line per pair, cover, maybe pair or lone measure; with --years a line per
year, then one per measure. What was chosen on the way goes to stderr.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import Language, language, say
from itasearch.cli.options import (
    DigitsOfDocument,
    Home,
    Indicators,
    Json,
    Topics,
    opened,
    table_format,
    typed_format,
    typed_year,
)
from itasearch.cli.output import (
    cell_label,
    code_label,
    data_language,
    organisation_label,
    topic_label,
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
    MaybePair,
    Pair,
    Thread,
    TownYear,
    YearsComparison,
    percent_of,
)
from itasearch.model.documents import Digits
from itasearch.model.records import Measure, ReportHead
from itasearch.wording.comparison import (
    YEAR_COUNTS,
    differing_text,
    elsewhere_text,
    note_text,
    side_names,
    thread_texts,
    year_counts,
)
from itasearch.wording.labels import FIELD_NAMES, mark_of
from itasearch.wording.names import KINDS

if TYPE_CHECKING:
    from rich.text import Text

    from itasearch.model.comparison_shown import ShownComparison


def write_notes(notes: Iterable[ComparisonNote]) -> None:
    """Write each note to stderr, a line each."""
    for note in notes:
        write_message(say(messages.NOTE, note=note_text(note, language=language().value)))


def write_comparison(shown: "ShownComparison") -> None:
    """Write all pairs, covers and lone measures as a table, then counts by stated indicator."""
    comparison = shown.comparison
    rows = _measure_rows(shown)
    write_table((tables.ALIKE, *_labels(comparison), tables.DIFFERS_IN), rows, ruled=True)
    counts = [one for one in comparison.coverage if one.indicator is not None]
    if counts:
        stated = (
            (
                cell_label(tables.INDICATOR_NUMBER, number=one.indicator),
                str(one.left),
                str(one.right),
                str(one.both),
            )
            for one in counts
        )
        write_table((tables.STATED, *_labels(comparison), tables.IN_PAIRS), stated)
    write_counts(shown)


def write_differences(shown: "ShownComparison") -> None:
    """Write what differs as a table, biggest first."""
    comparison = shown.comparison
    rows = (
        (f"{one.size:.2f}", *_row(one.item, shown)[1:]) for one in comparison.differences_by_size()
    )
    write_table((tables.SIZE, *_labels(comparison), tables.DIFFERS_IN), rows, ruled=True)
    write_counts(shown)


def write_counts(shown: "ShownComparison") -> None:
    """Write the five numbers to stderr; of how many, where a filter left some out."""
    now, whole = shown.comparison.counts, shown.whole
    counts = (
        (now.both, whole.both),
        (now.covers, whole.covers),
        (now.maybe, whole.maybe),
        (now.only_left, whole.only_left),
        (now.only_right, whole.only_right),
    )
    named = zip(map(say, messages.SIDES), counts, strict=True)
    parts = (
        f"{name}: {count}"
        if count == total
        else say(messages.OF, name=name, count=count, total=total)
        for name, (count, total) in named
    )
    write_message(", ".join(parts))


def _labels(comparison: Comparison) -> tuple[str, str]:
    return _side_label(comparison.left), _side_label(comparison.right)


def _side_label(side: ReportHead) -> str:
    name = organisation_label(side.organisation, reworded=side.source.reworded)
    return f"{name} {year_label(side.fiscal_year_be)}"


def _measure_rows(shown: "ShownComparison") -> Iterator[tuple["str | Text", ...]]:
    comparison = shown.comparison
    alike: tuple[Pair | Cover | MaybePair, ...] = (
        *comparison.pairs,
        *comparison.covers,
        *comparison.maybe,
    )
    for one in alike:
        yield _row(one, shown)
    for measure in comparison.missing_right:
        yield _row(measure, shown)
    for measure in comparison.missing_left:
        yield _row(measure, shown)


def _row(
    item: Pair | Cover | MaybePair | Measure, shown: "ShownComparison"
) -> tuple["str | Text", ...]:
    if isinstance(item, MaybePair):
        cells = _measure_cell(item.left, shown), _measure_cell(item.right, shown)
        return likeness_text(item.similarity), *cells, cell_label(tables.MAYBE_SAME)
    if isinstance(item, Pair):
        cells = _measure_cell(item.left, shown), _measure_cell(item.right, shown)
        return likeness_text(item.similarity), *cells, _differing(item, shown.comparison)
    if isinstance(item, Cover):
        cells = _measures_cell(item.left, shown), _measures_cell(item.right, shown)
        covering = tables.LEFT_COVERS if len(item.left) == 1 else tables.RIGHT_COVERS
        paired = cell_label(tables.PAIR_AMONG_THEM) if item.extends_pair else ""
        covers = cell_label(covering, count=len(item.parts)) + paired
        return likeness_text(item.similarity), *cells, covers
    cell, near = _measure_cell(item, shown), _nearest_cell(item, shown)
    only_left, only_right = map(cell_label, messages.SIDES[-2:])
    if item.report_id == shown.comparison.left.id:
        return only_left, cell, "–", near
    return only_right, "–", cell, near


def _nearest_cell(measure: Measure, shown: "ShownComparison") -> str:
    """The most similar measure of the other report, and where that has the matter."""
    found, language = shown.comparison, data_language()
    name = side_names(found, language=language)[measure.report_id == found.left.id]
    lines = [elsewhere_text(measure, shown, name=name, language=language)]
    nearest = found.nearest.get(measure.id)
    if nearest is not None:
        likeness, title = likeness_text(nearest.similarity), nearest.measure.title
        near = cell_label(tables.NEAREST, likeness=likeness, title=title, id=nearest.measure.id)
        lines.insert(0, near)
    return "\n".join(filter(None, lines))


def likeness_text(similarity: float) -> str:
    """The likeness, 0–1, rounded as everywhere: 1.00 is the same text only."""
    return f"{percent_of(similarity) / 100:.2f}"


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
        number = cell_label(tables.INDICATOR_NUMBER, number=found.indicator.number)
        yield f"{number} ({cell_label(tables.ORIGINS[found.indicator.origin])})"
    for mark in found.topics:
        yield f"{topic_label(mark.topic)} ({cell_label(tables.ORIGINS[mark.origin])})"


def _differing(pair: Pair, comparison: Comparison) -> str:
    names = side_names(comparison, language=data_language())
    return differing_text(pair, names, name=_field_name, language=data_language())


def _field_name(field: str) -> str:
    """A field's name in a Thai table; in an English one the name that the JSON has."""
    return FIELD_NAMES[field][0] if language() is Language.THAI else field


def write_years(found: YearsComparison) -> None:
    """Write the years of a town as two tables."""
    columns = (
        tables.YEAR,
        tables.REPORTS,
        tables.ITA,
        *YEAR_COUNTS,
    )
    years = [year.fiscal_year_be for year in found.years if year.plan or year.results]
    write_table(columns, (_year_row(year, first=years[0]) for year in found.years))
    write_table(
        (organisation_label(found.organisation, reworded=False), *map(str, years)),
        (_thread_row(thread, years) for thread in found.threads),
        ruled=True,
    )
    write_message(say(messages.FOLLOWED, measures=len(found.threads), years=len(years)))


def _year_row(year: TownYear, *, first: int) -> tuple[str, ...]:
    reports = [_report_label(one) for one in (year.plan, year.results) if one is not None]
    return (
        str(year.fiscal_year_be),
        ", ".join(reports) or "–",
        "–" if year.ita is None or year.ita.total is None else f"{year.ita.total:.2f}",
        *year_counts(year, first=first, language=data_language()),
    )


def _report_label(report: ReportHead) -> str:
    mark = mark_of(None, reworded=report.source.reworded)
    kind = code_label(KINDS, report.kind)
    return f"{kind} ({mark})" if mark else kind


def _thread_row(thread: Thread, years: list[int]) -> tuple["str | Text", ...]:
    from rich.text import Text

    latest = thread.entries[-1].measure
    title = Text(latest.title).append(f"\n{latest.id}", style="cyan")
    return title, *thread_texts(thread, years, language=data_language())


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
            raise typer.BadParameter(say(messages.YEARS_OF_ONE))
        _compare_years(left, output=output, as_json=as_json, home=home)
        return
    if right is None:
        raise typer.BadParameter(say(messages.TWO_SIDES), param_hint="B")
    if differences and as_json:
        raise typer.BadParameter(say(messages.ALL_IN_JSON))
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
            workspace.export_comparison(
                shown, output, kind=kind, digits=digits, language=language()
            )
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


def _compare_years(
    organisation: str, *, output: Path | None, as_json: bool, home: Path | None
) -> None:
    kind = table_format(output)
    with opened(home) as workspace:
        found = workspace.compare_years(organisation)
        if output is not None:
            workspace.export_tables(found, output, kind=kind, language=language())
    write_notes(found.notes)
    if as_json:
        write_objects([found])
    elif output is not None:
        write_line(str(output))
    else:
        write_years(found)
