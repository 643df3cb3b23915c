"""Verbs on towns: town, matrix, similar-towns, coverage; compare; plan."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from itasearch.cli import labels, options, output as out
from itasearch.cli.draft import SOURCES_PLACES, Sources, write_exported
from itasearch.cli.options import argument, option
from itasearch.cli.progress import refreshed
from itasearch.model.comparison import ComparisonNote
from itasearch.model.documents import Digits
from itasearch.model.drafts import DocumentChoice, DocumentKind, ExportFormat
from itasearch.model.plan import Plan, PlanRow
from itasearch.model.towns import MOST_ROWS, MOST_SIMILAR_TOWNS, Axis, MatrixOrder
from itasearch.wording.comparison import count_texts, note_text
from itasearch.wording.label import Label
from itasearch.wording.language import phrase, say

if TYPE_CHECKING:
    from itasearch.model.tables import Tabled
    from itasearch.workspace import Workspace


_Town: TypeAlias = Annotated[str, argument("ORG", "Its name or id.")]
_Nearest: TypeAlias = Annotated[
    int, option("--limit -k", "Similar organisations to look at.", min=1)
]
_Similar: TypeAlias = Annotated[int, option("--limit -k", "Similar organisations to show.", min=1)]


def matrix(
    filters: options.TownFilters,
    totals: options.TotalBand,
    axis: Annotated[Axis, option("--axis", "What the columns are.")] = Axis.TOPICS,
    order: Annotated[
        MatrixOrder, option("--order", "How the rows are sorted.")
    ] = MatrixOrder.COVERAGE,
    like: Annotated[
        str | None,
        option("--like ORG", "Show how like this organisation each is; its own row comes first."),
    ] = None,
    limit: Annotated[int, option("--limit -k", "Rows to show.", min=1)] = MOST_ROWS,
    output: options.TableOutput = None,
) -> None:
    """Show organisations by topics or indicators: how many measures each has there.

    Each in its newest year with measures, or in the newest of the years named.

    Example: itasearch matrix --province พะเยา --axis indicators
    """
    names, band = filters.names, totals.band
    if order is MatrixOrder.LIKENESS and like is None:
        raise options.wrong(labels.LIKE_WHICH, "--like")
    _write_fresh(
        lambda it: it.towns.matrix(
            axis=axis, filters=names, band=band, order=order, like=like, most=limit
        ),
        output,
    )


def _write_fresh(answer: Callable[["Workspace"], "Tabled"], output: Path | None) -> None:
    with options.opened() as workspace:
        refreshed(workspace)
        out.write_answer(workspace, answer(workspace), output=output)


def similar_towns(
    organisation: _Town,
    limit: _Similar = MOST_SIMILAR_TOWNS,
    output: options.TableOutput = None,
) -> None:
    """List organisations like ORG, why, and which of them do its weakest indicators better.

    Example: itasearch similar-towns ทต.แม่กา
    """
    _write_fresh(lambda it: it.towns.similar(organisation, most=limit), output)


def coverage(
    organisation: _Town,
    year: Annotated[
        str | None,
        option("--year YEAR", "Fiscal year, BE or CE, of its reports; the newest without it."),
    ] = None,
    limit: _Nearest = MOST_SIMILAR_TOWNS,
    output: options.TableOutput = None,
) -> None:
    """Show what most organisations like ORG do and it does not, and what its measures lack.

    Example: itasearch coverage ทต.แม่กา
    """
    year_be = options.typed_year(year)
    _write_fresh(lambda it: it.towns.coverage(organisation, year=year_be, most=limit), output)


def town(
    organisation: _Town,
    limit: _Similar = MOST_SIMILAR_TOWNS,
    output: options.TableOutput = None,
) -> None:
    """Show one organisation: reports, ITA results, topics by year, similar ones, gaps, copies.

    Example: itasearch town ทต.แม่กา
    """
    _write_fresh(lambda it: it.towns.overview(organisation, most=limit), output)


_SIDE_HELP = "Organisation's name or id, NAME@2566, report's id, or a file that was added."


def compare(
    left: Annotated[str, argument("A", _SIDE_HELP)],
    right: Annotated[str | None, argument("B", "The same; not with --years.")] = None,
    year: Annotated[
        str | None,
        option("--year YEAR", "Fiscal year, BE or CE, of organisations named without one."),
    ] = None,
    years: Annotated[bool, option("--years", "Follow the measures of the organisation A.")] = False,
    differences: Annotated[
        bool, option("--differences", "Differences only, biggest first; not with --json.")
    ] = False,
    indicator: options.Indicators = None,
    topic: options.Topics = None,
    output: Annotated[
        Path | None,
        option(
            "--output -o FILE",
            "Write what is shown, with its sources, to FILE.docx, FILE.xlsx or FILE.csv; with "
            "--years to FILE.xlsx or FILE.csv.",
        ),
    ] = None,
    digits: options.DigitsOfDocument = Digits.THAI,
) -> None:
    """Compare the reports A and B side by side: like measures, and what only one has.

    Without a year the latest that both have is taken, else each one's latest.
    A pair or cover is shown whole when one of its measures is about what is asked for.
    With --years the measures of one organisation are followed over its years.

    Example: itasearch compare ทต.แม่กา@2566 ทต.ขามทะเลสอ
    """
    from itasearch.model.comparison_shown import ComparisonFormat  # not for `itasearch --help`

    if years:
        narrow = [by for by in (indicator, topic, differences or None) if by is not None]
        if right is not None or year is not None or narrow:
            raise options.wrong(labels.YEARS_OF_ONE)
        options.table_file(output)
        with options.opened() as workspace:
            town_years = workspace.towns.years(left)
            _write_notes(town_years.notes)
            out.write_answer(workspace, town_years, output=output)
        return
    if right is None:
        raise options.wrong(labels.TWO_SIDES, "B")
    if differences and out.is_json():
        raise options.wrong(labels.ALL_IN_JSON)
    year_be = options.typed_year(year)
    if output is not None:
        options.typed_format(output, ComparisonFormat)
    with options.opened() as workspace:
        selection = workspace.exports.narrow(
            workspace.compare(left, right, year=year_be),
            indicators=indicator or (),
            topics=topic or (),
            differences_only=differences,
        )
        _write_notes(selection.comparison.notes)
        out.write_answer(workspace, selection, output=output, digits=digits)
    if not out.is_json():
        out.write_stderr(", ".join(count_texts(selection)))


def _write_notes(notes: Iterable[ComparisonNote]) -> None:
    for note in notes:
        out.write_message(labels.NOTE, note=note_text(note))


def plan(
    organisation: _Town,
    year: Annotated[
        str | None,
        option(
            "--year YEAR",
            "Fiscal year, BE or CE, of the plan; without it the one after its last result or "
            "report, or this one.",
        ),
    ] = None,
    limit: _Nearest = MOST_SIMILAR_TOWNS,
    draft: Annotated[
        str | None, option("--draft NAME", "Make a draft of this name of our last rows.")
    ] = None,
    output: Annotated[
        Path | None, option("--to --output -o FILE", "Write our last rows to this file.")
    ] = None,
    sources: Sources = None,
    digits: options.DigitsOfDocument = Digits.THAI,
) -> None:
    """List what ORG may choose its next plan from: its last rows, gaps and examples.

    Rows are sorted by indicator, the lowest score first, with what reports say of them. In place
    of the list --draft prints its id, and --to the file's name.

    Example: itasearch plan ทต.แม่กา --year 2570 --to plan.docx
    """
    year_be = options.typed_year(year)
    if draft is not None and not draft.strip():
        raise options.wrong(Label("a draft needs a name"), "--draft")
    kind = None if output is None else options.typed_format(output, ExportFormat, option="--to")
    with options.opened() as workspace:
        refreshed(workspace)
        answer = workspace.towns.plan(organisation, year=year_be, most=limit)
        if output is not None or draft is not None:
            # Before the error that there is nothing to write: they say why.
            _write_plan_notes(answer)
        if draft is not None:
            typer.echo(workspace.towns.draft_of_plan(answer, name=draft))
        if output is not None:
            choice = DocumentChoice(
                kind=DocumentKind.PLAN,
                file_format=kind,
                sources=SOURCES_PLACES[sources],
                digits=digits,
            )
            exported = workspace.towns.export_plan(answer, output, document=choice)
            typer.echo(str(output))
            write_exported(exported)
    from itasearch.wording.objects import plan_objects  # not for `itasearch --help`

    out.write_objects(plan_objects(answer))
    if draft is None and output is None:
        _write_rows(answer)
        _write_plan_notes(answer)


def _write_rows(answer: Plan) -> None:
    from itasearch.wording.labels import quotation_lines  # not for `itasearch --help`
    from itasearch.wording.plan import KIND_NAMES, figures_text

    def indicator(row: PlanRow) -> str:
        number = "–" if row.indicator is None else str(row.indicator)
        return phrase("{number} (guessed)", number=number) if row.guessed else number

    def source(row: PlanRow) -> str:
        reference = row.measure.measure.source
        year = out.year_label(row.measure.fiscal_year_be, reference)
        return f"{out.owner_label(row.measure)} {year}: {out.place_label(reference)}"

    columns: out.Columns[PlanRow] = (
        (Label("Indicator"), indicator),
        (Label("List"), lambda row: say(KIND_NAMES[row.kind])),
        (labels.MEASURE, lambda row: f"{row.measure.measure.numbered_title}\n{row.id}"),
        (
            Label("Reported"),
            lambda row: "\n".join(
                filter(
                    None, (*quotation_lines(row.measure.quotations, of=row.id), figures_text(row))
                )
            ),
        ),
        (Label("Source"), source),
    )
    if not out.is_json():
        out.write_list(answer.rows, columns, ruled=True)


def _write_plan_notes(answer: Plan) -> None:
    from itasearch.wording.plan import empty_text, note_text, samples_text

    name = out.organisation_label(answer.organisation, reworded=answer.reworded)
    years = (answer.result and answer.result.fiscal_year_be, answer.report_year_be)
    result, report = (phrase("{year}", year=it) if it else phrase("not known") for it in years)
    out.write_message(
        Label(
            "plan of {organisation} for {year}: last ITA result {result}, last report {report}, "
            "similar ones of its kind: {similar}, rows: {rows}, of these ours: {ours}"
        ),
        organisation=name,
        year=answer.fiscal_year_be,
        result=result,
        report=report,
        similar=answer.towns,
        rows=len(answer.rows),
        ours=len(answer.ours),
    )
    notes = [samples_text(answer), *(note_text(note, answer) for note in answer.notes)]
    for note in filter(None, [*notes, empty_text(answer)]):
        out.write_message(labels.NOTE, note=note)
    out.write_message(Label("note: a higher score is no proof that a measure caused it"))
