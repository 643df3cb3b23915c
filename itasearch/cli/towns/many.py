"""Verbs over many towns: matrix, neighbours (similar towns), coverage."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import Language, language, say
from itasearch.cli.options import (
    Home,
    Json,
    TableOutput,
    TotalBand,
    TownFilters,
    opened,
    table_format,
    typed_year,
)
from itasearch.cli.output import (
    cell_label,
    data_language,
    doubled_label,
    is_terminal,
    organisation_label,
    topic_label,
    write_line,
    write_message,
    write_objects,
    write_table,
    year_label,
)
from itasearch.cli.progress import refreshed
from itasearch.model.records import ReportKind, StoredMeasure
from itasearch.model.towns import (
    MOST_ROWS,
    MOST_SIMILAR_TOWNS,
    Alike,
    Axis,
    BetterExample,
    Coverage,
    CoverageNote,
    Gap,
    Matrix,
    MatrixOrder,
    MatrixRow,
    SimilarTown,
    SimilarTownReason,
    SimilarTowns,
    WeakIndicator,
)
from itasearch.wording.names import KINDS

if TYPE_CHECKING:
    from itasearch.model.form_check import FormCheck, MeasureCheck
    from itasearch.workspace import Workspace

_MATRIX_HEADERS = (
    tables.ORGANISATION,
    tables.YEAR,
    tables.ITA,
    tables.ALIKE,
    tables.COVERED,
)
SIMILAR_HEADERS = (tables.ALIKE, tables.ORGANISATION, tables.YEAR, tables.ITA, tables.BECAUSE)
GAP_HEADERS = (tables.LACKING_HERE, tables.SIMILAR, tables.EXAMPLES)


def matrix(
    filters: TownFilters,
    totals: TotalBand,
    axis: Annotated[Axis, typer.Option("--axis", help="What the columns are.")] = Axis.TOPICS,
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
    output: TableOutput = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show organisations by topics or indicators: how many measures each has there.

    Each in its newest year with measures, or in the newest of the years named.

    Example: itasearch matrix --province พะเยา --axis indicators
    """
    names, band = filters.names, totals.band
    if order is MatrixOrder.LIKENESS and like is None:
        raise typer.BadParameter(say(messages.LIKE_WHICH), param_hint="--like")
    kind = table_format(output)
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.matrix(
            axis=axis,
            filters=names,
            band=band,
            order=order,
            like=like,
            most=limit,
        )
        if output is not None:
            workspace.export_tables(
                found, output, kind=kind, filters=names, band=band, language=language()
            )
    if as_json:
        from itasearch.wording.objects import matrix_objects

        write_objects(matrix_objects(found))
    elif output is not None:
        write_line(str(output))
    else:
        _write_matrix(found)
    _write_matrix_notes(found)


def neighbours(
    organisation: Annotated[str, typer.Argument(metavar="ORG", help="Its name or id.")],
    limit: Annotated[
        int, typer.Option("--limit", "-k", min=1, help="Neighbours to show.")
    ] = MOST_SIMILAR_TOWNS,
    output: TableOutput = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """List organisations like ORG, why, and which of them do its weakest indicators better.

    Example: itasearch neighbours ทต.แม่กา
    """
    kind = table_format(output)
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.neighbours(organisation, most=limit)
        doubled = _doubled_kinds(workspace, found)
        if output is not None:
            workspace.export_tables(found, output, kind=kind, language=language())
    if as_json:
        write_objects([found])
    elif output is not None:
        write_line(str(output))
    else:
        _write_neighbourhood(found)
    _write_doubled(found, doubled)
    for one in found.neighbours:
        _write_doubled(one, one.doubled)
    if not found.weak:
        write_message(say(messages.NOTE, note=say(messages.NOTHING_WEAK)))
    elif any((*one.examples, *one.improved) for one in found.weak):
        write_message(say(messages.NO_PROOF))


def _doubled_kinds(workspace: "Workspace", found: SimilarTowns) -> tuple[ReportKind, ...]:
    """Kinds of which the organisation itself has several reports in its year."""
    if found.fiscal_year_be is None:
        return ()
    from itasearch.workspace import FilterNames
    from itasearch.workspace.compare import doubled_kinds

    names = FilterNames(
        organisations=(found.organisation.id,), fiscal_years=(found.fiscal_year_be,)
    )
    return doubled_kinds([one for one in workspace.reports(names) if one.measures])


def _write_matrix(found: Matrix) -> None:
    """A column for each topic or indicator; on a terminal, too narrow for them, a list."""
    if is_terminal():
        named = ((*_head(row), _listed(found, row)) for row in found.rows)
        write_table((*_MATRIX_HEADERS, tables.MEASURES_BY[found.axis]), named, ruled=True)
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
    return ", ".join(f"{topic_label(one)}{parting}{counts[one]}" for one in ordered)


def _write_matrix_notes(matrix: Matrix) -> None:
    cells = [cell for row in matrix.rows for cell in row.cells]
    placed = sum(len(cell.measure_ids) for cell in cells)
    guessed = sum(cell.guessed for cell in cells)
    write_message(say(messages.MATRIX_SHOWN, rows=len(matrix.rows), left_out=matrix.left_out))
    for row in matrix.rows:
        _write_doubled(row, row.doubled)
    if guessed:
        write_message(say(messages.NOTE, note=say(messages.GUESSED_OF, count=guessed, of=placed)))


def _write_doubled(
    town: MatrixRow | SimilarTown | SimilarTowns, kinds: Sequence[ReportKind]
) -> None:
    """Note that several reports of a town are counted together, if there are such `kinds`."""
    if kinds:
        name = organisation_label(town.organisation, reworded=town.reworded)
        year = year_label(town.fiscal_year_be)
        write_message(say(messages.NOTE, note=f"{name} {year}: {doubled_label(kinds)}"))


def _write_neighbourhood(found: SimilarTowns) -> None:
    rows = (similar_row(one) for one in found.neighbours)
    write_table(SIMILAR_HEADERS, rows, ruled=True)
    from itasearch.wording.better import BETTER, MOST_IMPROVED

    headers = (
        tables.ORGANISATION,
        tables.YEAR,
        tables.MEASURE,
        tables.THEIR_SCORE,
        tables.ALIKE,
    )
    for weak in found.weak:
        write_line(weak_line(weak))
        for heading, examples in ((BETTER, weak.examples), (MOST_IMPROVED, weak.improved)):
            if examples:
                write_line(cell_label(heading))
                write_table(headers, map(_example_row, examples), ruled=True)


def similar_row(one: SimilarTown) -> tuple[str, ...]:
    """Likeness, name, year, ITA total and the reasons of a similar town."""
    result = one.result
    return (
        f"{one.likeness:.2f}",
        organisation_label(one.organisation, reworded=one.reworded),
        year_label(one.fiscal_year_be),
        "–" if result is None else _total(result.total, result.fiscal_year_be),
        "\n".join(
            f"{cell_label(tables.ALIKE_IN[it.kind])}: {_alike_in(it)} ({100 * it.share:.0f} %)"
            for it in one.reasons
        ),
    )


def _alike_in(reason: SimilarTownReason) -> str:
    """In what two towns are alike: in Thai by names, else by the ids that options take."""
    if data_language() is not Language.THAI:
        return reason.value
    from itasearch.domain.organisations import organisation_types
    from itasearch.domain.places import regions

    if reason.kind is Alike.TYPE:
        names = {one.type.value: one.prefix for one in organisation_types()}
    elif reason.kind is Alike.REGION:
        names = {one.id: one.thai for one in regions()}
    elif reason.kind is Alike.PLAN:
        return " · ".join(map(topic_label, reason.value.split()))
    else:
        names = {}
    return names.get(reason.value, reason.value)


def weak_line(weak: WeakIndicator) -> str:
    """A weak indicator with its score, and whether nobody does better."""
    from itasearch.domain.indicators import indicator
    from itasearch.wording.better import NOBODY_BETTER

    found = "" if weak.examples else f"; {cell_label(NOBODY_BETTER)}"
    score = cell_label(tables.TOTAL_OF, total=weak.score, year=weak.fiscal_year_be)
    return f"{weak.number} {indicator(weak.number).name}: {score}{found}"


def _example_row(one: BetterExample) -> tuple[str, ...]:
    from itasearch.wording.better import scores_of_example  # not for `itasearch --help`

    placed = one.example
    guess = f" ({cell_label(tables.INDICATOR_GUESSED)})" if one.guessed else ""
    return (
        organisation_label(placed.organisation, reworded=placed.measure.source.reworded),
        year_label(placed.fiscal_year_be),
        f"{placed.measure.title}\n{placed.measure.id}{guess}",
        scores_of_example(one, data_language()),
        f"{one.likeness:.2f}",
    )


def coverage_note(note: CoverageNote) -> str:
    """Why there may be fewer gaps than the reader expects."""
    from itasearch.wording.names import COVERAGE_NOTES  # not for `itasearch --help`

    return say(messages.NOTE, note=say(COVERAGE_NOTES[note]))


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
    output: TableOutput = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show what most organisations like ORG do and it does not, and what its measures lack.

    Example: itasearch coverage ทต.แม่กา
    """
    year_be, kind = typed_year(year), table_format(output)
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.coverage(organisation, year=year_be, most=limit)
        if output is not None:
            workspace.export_tables(found, output, kind=kind, language=language())
    if as_json:
        write_objects([found])
    elif output is not None:
        write_line(str(output))
    else:
        write_table(GAP_HEADERS, map(gap_row, found.gaps), ruled=True)
        for check in found.checks:
            rows = (_check_row(one) for one in check.measures)
            headers = (tables.MEASURE, tables.MISSING_PARTS, tables.ELSEWHERE)
            write_table(headers, rows, ruled=True)
    for line in _coverage_lines(found):
        write_message(line)


def _coverage_lines(found: Coverage) -> Iterator[str]:
    """What the tables leave out: whose they are, by which rules, and why they may be empty."""
    name = organisation_label(found.organisation, reworded=found.reworded)
    year = year_label(found.fiscal_year_be)
    yield say(messages.SIMILAR_TO, organisation=name, year=year, count=len(found.neighbours))
    yield from map(coverage_note, found.notes)
    if found.doubled:
        yield say(messages.NOTE, note=doubled_label(found.doubled))
    yield from (_rules_line(check) for check in found.checks)
    yield say(messages.ADVICE)


def _rules_line(check: "FormCheck") -> str:
    if check.kind is ReportKind.GUIDELINES:
        return say(messages.NO_TABLE)
    return say(
        messages.LACK_A_PART,
        kind=say(KINDS[check.kind]),
        lacking=sum(1 for one in check.measures if one.missing),
        count=len(check.measures),
        year=check.rules_year_be,
        item=f", {check.item}" if check.item else "",
        nearest="" if check.of_its_year else say(messages.NEAREST_RULES),
        doubt="" if check.confirmed else say(messages.RULES_UNCONFIRMED),
    )


def gap_row(gap: Gap) -> tuple[str, ...]:
    """What is lacking, how many similar towns have it, and examples."""
    from itasearch.domain.indicators import indicator
    from itasearch.domain.topics import find_topic
    from itasearch.wording.plan import mentioned_text

    if gap.axis is Axis.INDICATORS:
        name = f"{cell_label(tables.INDICATOR_IN_TEXT)} {gap.key} {indicator(int(gap.key)).name}"
    else:
        known = "" if data_language() is Language.THAI else f"{gap.key} "
        name = f"{cell_label(tables.TOPIC_IN_TEXT)} {known}{find_topic(gap.key).thai}"
    share = cell_label(tables.COUNT_OF, count=gap.towns, of=gap.of)
    if gap.mentioned:
        share += f"; {mentioned_text(gap.mentioned, language=data_language().value)}"
    return name, share, "\n".join(map(_example_line, gap.examples))


def _example_line(placed: StoredMeasure) -> str:
    name = organisation_label(placed.organisation, reworded=placed.measure.source.reworded)
    year = year_label(placed.fiscal_year_be)
    return f"{placed.measure.title} – {name} {year} {placed.measure.id}"


def _check_row(one: "MeasureCheck") -> tuple[str, ...]:
    from itasearch.model.form_check import Standing  # not for `itasearch --help`

    number = f"{one.number}. " if one.number else ""
    elsewhere = (
        cell_label(tables.PART_IN, part=check.part.value, field=check.field)
        for check in one.parts
        if check.standing is Standing.ELSEWHERE
    )
    missing = ", ".join(part.value for part in one.missing)
    return f"{number}{one.title}\n{one.measure_id}", missing, ", ".join(elsewhere)
