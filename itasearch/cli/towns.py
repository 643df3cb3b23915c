"""Verbs over many towns: matrix, neighbours (similar towns), coverage."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.options import (
    Home,
    Json,
    Organisations,
    Provinces,
    Types,
    Years,
    filter_names,
    opened,
    typed_year,
)
from itasearch.cli.output import (
    doubled_label,
    is_terminal,
    organisation_label,
    write_line,
    write_message,
    write_objects,
    write_table,
    year_label,
)
from itasearch.cli.progress import refreshed
from itasearch.model.records import ReportKind, StoredMeasure
from itasearch.model.towns import (
    FEWEST_SIMILAR_TOWNS,
    MOST_ROWS,
    MOST_SIMILAR_TOWNS,
    Axis,
    BetterExample,
    Coverage,
    CoverageNote,
    Gap,
    Matrix,
    MatrixOrder,
    MatrixRow,
    ScoreBand,
    SimilarTown,
    SimilarTowns,
    WeakIndicator,
)

if TYPE_CHECKING:
    from itasearch.model.form_check import FormCheck, MeasureCheck
    from itasearch.workspace import Workspace

_MATRIX_HEADERS = ("Organisation", "Year", "ITA", "Alike", "Covered")

NO_PROOF = (
    "note: a higher or rising score with a measure is no proof that the measure caused it; "
    "look at what the town did, and whether it fits yours"
)


def matrix(
    axis: Annotated[Axis, typer.Option("--axis", help="What the columns are.")] = Axis.TOPICS,
    organisation: Organisations = None,
    type_: Types = None,
    province: Provinces = None,
    year: Years = None,
    least: Annotated[
        float | None, typer.Option("--least", min=0, max=100, help="Least ITA total.")
    ] = None,
    most_total: Annotated[
        float | None, typer.Option("--most-total", min=0, max=100, help="Most ITA total.")
    ] = None,
    order: Annotated[
        MatrixOrder, typer.Option("--order", help="How the rows are sorted.")
    ] = MatrixOrder.COVERAGE,
    like: Annotated[
        str | None,
        typer.Option(
            "--like",
            metavar="ORG",
            help="Show how like this organisation each is; its own row comes first.",
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-k", min=1, help="Rows to show.")] = MOST_ROWS,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show organisations by topics or indicators: how many measures each has there.

    Each in its newest year with measures, or in the newest of the years named.

    Example: itasearch matrix --province พะเยา --axis indicators
    """
    if least is not None and most_total is not None and least > most_total:
        raise typer.BadParameter(f"{least:g} is above {most_total:g}", param_hint="--least")
    if order is MatrixOrder.LIKENESS and like is None:
        raise typer.BadParameter("likeness to which organisation? name it", param_hint="--like")
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.matrix(
            axis=axis,
            filters=filter_names(organisation, type_, province, year),
            band=ScoreBand(least=least, most=most_total),
            order=order,
            like=like,
            most=limit,
        )
    if as_json:
        from itasearch.wording.objects import matrix_objects

        write_objects(matrix_objects(found))
    else:
        _write_matrix(found)
    _write_matrix_notes(found)


def neighbours(
    organisation: Annotated[str, typer.Argument(metavar="ORG", help="Its name or id.")],
    limit: Annotated[
        int, typer.Option("--limit", "-k", min=1, help="Neighbours to show.")
    ] = MOST_SIMILAR_TOWNS,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """List organisations like ORG, why, and which of them do its weakest indicators better.

    Example: itasearch neighbours ทต.แม่กา
    """
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.neighbours(organisation, most=limit)
        doubled = _doubled_kinds(workspace, found)
    if as_json:
        write_objects([found])
    else:
        _write_neighbourhood(found)
    _write_doubled(found, doubled)
    for one in found.neighbours:
        _write_doubled(one, one.doubled)
    if not found.weak:
        write_message("note: no ITA result with indicators below 100 is known of it")
    elif any(one.examples for one in found.weak):
        write_message(NO_PROOF)


def _doubled_kinds(workspace: "Workspace", found: SimilarTowns) -> tuple[ReportKind, ...]:
    """Kinds of which the organisation itself has several reports in its year."""
    if found.fiscal_year_be is None:
        return ()
    from itasearch.workspace.compare import doubled_kinds

    names = filter_names([found.organisation.id], None, None, [str(found.fiscal_year_be)])
    return doubled_kinds([one for one in workspace.reports(names) if one.measures])


def _write_matrix(found: Matrix) -> None:
    """A column for each topic or indicator; on a terminal, too narrow for them, a list."""
    if is_terminal():
        named = ((*_head(row), _listed(found, row)) for row in found.rows)
        write_table((*_MATRIX_HEADERS, f"Measures by {found.axis.value}"), named, ruled=True)
    else:
        counted = (
            (*_head(row), *(str(len(cell.measure_ids)) for cell in row.cells)) for row in found.rows
        )
        write_table((*_MATRIX_HEADERS, *found.columns), counted, headed=True)


def _head(row: MatrixRow) -> tuple[str, ...]:
    return (
        organisation_label(row.organisation, reworded=row.reworded),
        year_label(row.fiscal_year_be),
        _total(row.total, row.total_year_be),
        "–" if row.likeness is None else f"{row.likeness:.2f}",
        str(row.covered),
    )


def _total(total: float | None, year: int | None) -> str:
    return "–" if total is None else f"{total:.2f} ({year_label(year)})"


def _listed(matrix: Matrix, row: MatrixRow) -> str:
    """The columns that a town has measures in, most first: "no_gift 3, budget 1"."""
    counts = {
        column: len(cell.measure_ids)
        for column, cell in zip(matrix.columns, row.cells, strict=True)
        if cell.measure_ids
    }
    ordered = sorted(counts, key=lambda column: -counts[column])
    parting = ": " if matrix.axis is Axis.INDICATORS else " "
    return ", ".join(f"{column}{parting}{counts[column]}" for column in ordered)


def _write_matrix_notes(matrix: Matrix) -> None:
    cells = [cell for row in matrix.rows for cell in row.cells]
    placed = sum(len(cell.measure_ids) for cell in cells)
    guessed = sum(cell.guessed for cell in cells)
    write_message(f"organisations: {len(matrix.rows)}, left out: {matrix.left_out}")
    for row in matrix.rows:
        _write_doubled(row, row.doubled)
    if guessed:
        write_message(f"note: {guessed} of {placed} are in their column by a guess")


def _write_doubled(
    town: MatrixRow | SimilarTown | SimilarTowns, kinds: Sequence[ReportKind]
) -> None:
    """Note that several reports of a town are counted together, if there are such `kinds`."""
    if kinds:
        name = organisation_label(town.organisation, reworded=town.reworded)
        year = year_label(town.fiscal_year_be)
        write_message(f"note: {name} {year}: {doubled_label(kinds)}")


def _write_neighbourhood(found: SimilarTowns) -> None:
    rows = (_similar_row(one) for one in found.neighbours)
    write_table(("Alike", "Organisation", "Year", "ITA", "Because"), rows, ruled=True)
    for weak in found.weak:
        write_line(_weak_line(weak))
        if weak.examples:
            headers = ("Organisation", "Year", "Measure", "Their score", "Alike")
            write_table(headers, (_example_row(one) for one in weak.examples), ruled=True)


def _similar_row(one: SimilarTown) -> tuple[str, ...]:
    result = one.result
    return (
        f"{one.likeness:.2f}",
        organisation_label(one.organisation, reworded=one.reworded),
        year_label(one.fiscal_year_be),
        "–" if result is None else _total(result.total, result.fiscal_year_be),
        "\n".join(f"{it.kind.value}: {it.value} ({100 * it.share:.0f} %)" for it in one.reasons),
    )


def _weak_line(weak: WeakIndicator) -> str:
    from itasearch.domain.indicators import indicator

    found = "" if weak.examples else "; no measure of a similar town with a better score is known"
    name = indicator(weak.number).name
    return f"{weak.number} {name}: {weak.score:.2f} in {weak.fiscal_year_be}{found}"


def _example_row(one: BetterExample) -> tuple[str, ...]:
    placed = one.example
    guess = " (indicator is a guess)" if one.guessed else ""
    score = f"{one.score:.2f} in {one.score_year_be}"
    if one.later is not None:
        score += f", then {one.later:.2f} in {one.score_year_be + 1}"
    return (
        organisation_label(placed.organisation, reworded=placed.measure.source.reworded),
        year_label(placed.fiscal_year_be),
        f"{placed.measure.title}\n{placed.measure.id}{guess}",
        score,
        f"{one.likeness:.2f}",
    )


ADVICE = "advice only: a gap is no duty, and a part that was not found may be worded otherwise"

_NOTES = {
    CoverageNote.NO_REPORT: "it has no report with measures, so nothing is compared with others",
    CoverageNote.ALONE: "no similar organisation has measures in this library: no gaps are shown",
    CoverageNote.FEW_NEIGHBOURS: (
        f"fewer than {FEWEST_SIMILAR_TOWNS} similar organisations have measures in this library: "
        "no gaps are shown for so few"
    ),
    CoverageNote.NO_GAP: "it touches all that most similar organisations touch",
}


def coverage(
    organisation: Annotated[str, typer.Argument(metavar="ORG", help="Its name or id.")],
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR",
            help="Fiscal year, BE or CE, of its reports; the newest without it.",
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-k", min=1, help="Similar organisations to look at.")
    ] = MOST_SIMILAR_TOWNS,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show what most organisations like ORG do and it does not, and what its measures lack.

    Example: itasearch coverage ทต.แม่กา
    """
    year_be = typed_year(year)
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.coverage(organisation, year=year_be, most=limit)
    if as_json:
        write_objects([found])
    else:
        write_table(("Lacking", "Similar", "Examples"), map(_gap_row, found.gaps), ruled=True)
        for check in found.checks:
            rows = (_check_row(one) for one in check.measures)
            write_table(("Measure", "Missing", "Found elsewhere"), rows, ruled=True)
    for line in _coverage_lines(found):
        write_message(line)


def _coverage_lines(found: Coverage) -> Iterator[str]:
    """What the tables leave out: whose they are, by which rules, and why they may be empty."""
    name = organisation_label(found.organisation, reworded=found.reworded)
    yield f"{name} {year_label(found.fiscal_year_be)}, similar: {len(found.neighbours)}"
    yield from (f"note: {_NOTES[note]}" for note in found.notes)
    if found.doubled:
        yield f"note: {doubled_label(found.doubled)}"
    yield from (_rules_line(check) for check in found.checks)
    yield ADVICE


def _rules_line(check: "FormCheck") -> str:
    if check.kind is ReportKind.GUIDELINES:
        return "guidelines have no table: no part is asked for"
    lacking = sum(1 for one in check.measures if one.missing)
    item = f", {check.item}" if check.item else ""
    nearest = "" if check.of_its_year else ", the nearest known year"
    doubt = "" if check.confirmed else ", not confirmed in a primary source"
    return (
        f"{check.kind.value}: {lacking} of {len(check.measures)} measures lack a part "
        f"(rules of {check.rules_year_be}{item}{nearest}{doubt})"
    )


def _gap_row(gap: Gap) -> tuple[str, ...]:
    from itasearch.domain.indicators import indicator
    from itasearch.domain.topics import find_topic

    if gap.axis is Axis.INDICATORS:
        name = f"indicator {gap.key} {indicator(int(gap.key)).name}"
    else:
        name = f"topic {gap.key} {find_topic(gap.key).thai}"
    return name, f"{gap.towns} of {gap.of}", "\n".join(map(_example_line, gap.examples))


def _example_line(placed: StoredMeasure) -> str:
    name = organisation_label(placed.organisation, reworded=placed.measure.source.reworded)
    year = year_label(placed.fiscal_year_be)
    return f"{placed.measure.title} – {name} {year} {placed.measure.id}"


def _check_row(one: "MeasureCheck") -> tuple[str, ...]:
    from itasearch.model.form_check import Standing  # not for `itasearch --help`

    number = f"{one.number}. " if one.number else ""
    elsewhere = (
        f"{check.part.value} in {check.field}"
        for check in one.parts
        if check.standing is Standing.ELSEWHERE
    )
    missing = ", ".join(part.value for part in one.missing)
    return f"{number}{one.title}\n{one.measure_id}", missing, ", ".join(elsewhere)
