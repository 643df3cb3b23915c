"""The verb plan: next year's plan of a town in one go."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from itasearch.cli import labels
from itasearch.cli.draft import SOURCES_PLACES, Sources, write_exported
from itasearch.cli.language import language, phrase, say
from itasearch.cli.options import DigitsOfDocument, Home, Json, opened, typed_format, typed_year
from itasearch.cli.output import (
    organisation_label,
    place_label,
    write_line,
    write_message,
    write_objects,
    write_table,
    year_label,
)
from itasearch.cli.progress import refreshed
from itasearch.model.documents import Digits
from itasearch.model.drafts import DocumentChoice, DocumentKind, ExportFormat
from itasearch.model.plan import Plan, PlanProposal
from itasearch.model.towns import MOST_SIMILAR_TOWNS
from itasearch.wording.label import Label

_HEADERS = ("", Label("Do"), Label("Indicator"), labels.MEASURE, Label("Because"), Label("Source"))

_Year: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        help="Fiscal year, BE or CE, of the plan; without it the one after its last result or"
        " report, or this one.",
    ),
]
_Limit: TypeAlias = Annotated[
    int, typer.Option("--limit", "-k", min=1, help="Similar organisations to look at.")
]
_DraftName: TypeAlias = Annotated[
    str | None,
    typer.Option("--draft", metavar="NAME", help="Make a draft of this name of what is ticked."),
]
_Output: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--to", "--output", "-o", metavar="FILE", help="Write what is ticked to this file."
    ),
]


def plan(
    organisation: Annotated[str, typer.Argument(metavar="ORG", help="Its name or id.")],
    year: _Year = None,
    limit: _Limit = MOST_SIMILAR_TOWNS,
    draft: _DraftName = None,
    output: _Output = None,
    sources: Sources = None,
    digits: DigitsOfDocument = Digits.THAI,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Propose ORG's next plan: what to keep, to improve and to borrow, and why.

    x marks what a draft or file of it holds. With --draft its id is printed, and with --to the
    file's name, in place of the proposals.

    Example: itasearch plan ทต.แม่กา --year 2570 --to plan.docx
    """
    year_be = typed_year(year)
    if draft is not None and not draft.strip():
        raise typer.BadParameter(phrase("a draft needs a name"), param_hint="--draft")
    kind = None if output is None else typed_format(output, ExportFormat, option="--to")
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.towns.plan(organisation, year=year_be, most=limit)
        if output is not None or draft is not None:
            # Before the error that there is nothing to write: they say why.
            _write_notes(found)
        if draft is not None:
            write_line(workspace.towns.draft_of_plan(found, name=draft))
        if output is not None:
            choice = DocumentChoice(
                kind=DocumentKind.PLAN,
                file_format=kind,
                sources=SOURCES_PLACES[sources],
                digits=digits,
            )
            exported = workspace.towns.export_plan(found, output, document=choice)
            write_line(str(output))
            write_exported(exported)
    if as_json:
        from itasearch.wording.objects import plan_objects

        write_objects(plan_objects(found))
    elif draft is None and output is None:
        write_table(_HEADERS, map(_row, found.proposals), ruled=True)
    if output is None and draft is None:
        _write_notes(found)


def _row(one: PlanProposal) -> tuple[str, ...]:
    from itasearch.wording.plan import ACTION_NAMES, reason_texts

    number = "–" if one.indicator is None else str(one.indicator)
    sources = [one.measure, *([one.counterpart] if one.counterpart is not None else [])]
    return (
        "x" if one.ticked else "",
        say(ACTION_NAMES[one.action]),
        say(labels.GUESSED, number=number) if one.guessed else number,
        f"{one.measure.measure.numbered_title}\n{one.id}",
        "\n".join(reason_texts(one, language=language().value)),
        "\n".join(
            f"{organisation_label(it.organisation, reworded=it.measure.source.reworded)} "
            f"{year_label(it.fiscal_year_be)}: {place_label(it.measure.source)}"
            for it in sources
        ),
    )


def _write_notes(found: Plan) -> None:
    for line in _lines(found):
        write_message(line)


def _lines(found: Plan) -> Iterator[str]:
    """What the table leaves out: whose plan it is, and what was not known for it."""
    from itasearch.wording.plan import empty_texts, left_out_text, note_text, samples_text

    name = organisation_label(found.organisation, reworded=found.reworded)
    years = (found.result and found.result.fiscal_year_be, found.report_year_be)
    result, report = (phrase("{year}", year=it) if it else phrase("not known") for it in years)
    yield phrase(
        "plan of {organisation} for {year}: last ITA result {result}, last report {report}, "
        "similar: {similar}, ticked: {ticked} of {proposals}",
        organisation=name,
        year=found.fiscal_year_be,
        result=result,
        report=report,
        similar=found.towns,
        ticked=len(found.ticked),
        proposals=len(found.proposals),
    )
    if samples := samples_text(found, language=language().value):
        yield say(labels.NOTE, note=samples)
    for note in found.notes:
        yield say(labels.NOTE, note=note_text(note, language=language().value))
    for text in empty_texts(found, language=language().value):
        yield say(labels.NOTE, note=text)
    if left_out := left_out_text(found.sections, language=language().value):
        yield say(labels.NOTE, note=left_out)
    yield phrase(
        "note: a higher or rising score with a measure is no proof that the measure caused it; "
        "look at what the town did, and whether it fits yours"
    )
