"""The verb coverage: what a town lacks beside similar ones, and what its measures lack.

Imports typer and the model; domain with the first name of a topic.
"""

from collections.abc import Iterator
from typing import Annotated

import typer

from itasearch.cli.context import opened, typed_year
from itasearch.cli.options import Home, Json
from itasearch.cli.output import (
    doubled_label,
    organisation_label,
    tell,
    write_objects,
    write_table,
    year_label,
)
from itasearch.cli.progress import shown_progress
from itasearch.model.coverage import FEWEST_NEIGHBOURS, Coverage, CoverageNote, Gap
from itasearch.model.coverage_json import coverage_as_json
from itasearch.model.form_check import FormCheck, MeasureCheck, Standing
from itasearch.model.matrix import Axis
from itasearch.model.neighbours import MOST_NEIGHBOURS, PlacedMeasure
from itasearch.model.records import ReportKind

ADVICE = "advice only: a gap is no duty, and a part that was not found may be worded otherwise"

_NOTES = {
    CoverageNote.NO_REPORT: "it has no report with measures, so nothing is held against others",
    CoverageNote.ALONE: "no similar organisation has measures in this library: no gaps are told",
    CoverageNote.FEW_NEIGHBOURS: (
        f"fewer than {FEWEST_NEIGHBOURS} similar organisations have measures in this library: "
        "no gaps are told from so few"
    ),
    CoverageNote.NO_GAP: "it touches all that most similar organisations touch",
}


def coverage(
    context: typer.Context,
    organisation: Annotated[
        str, typer.Argument(metavar="ORG", help="Its name or id.", show_default=False)
    ],
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR",
            help="Fiscal year, BE or CE, of its reports; the newest without it.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-k", min=1, help="Similar organisations to look at.")
    ] = MOST_NEIGHBOURS,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Tell what most organisations like ORG do and it does not, and what its measures lack.

    Example: itasearch coverage ทต.แม่กา
    """
    said_year = typed_year(year)
    with opened(context, home) as workspace:
        with shown_progress(bars=not as_json) as progress:
            workspace.refresh(progress=progress)
        found = workspace.coverage(organisation, year=said_year, most=limit)
    if as_json:
        write_objects([coverage_as_json(found)])
    else:
        write_table(("Lacking", "Similar", "Examples"), map(_gap_row, found.gaps), ruled=True)
        for check in found.checks:
            rows = (_check_row(one) for one in check.measures)
            write_table(("Measure", "Missing", "Found elsewhere"), rows, ruled=True)
    for line in _told(found):
        tell(line)


def _told(found: Coverage) -> Iterator[str]:
    """What the tables do not say: whose they are, by which rules, and why they may be empty."""
    name = organisation_label(found.organisation, reworded=found.reworded)
    yield f"{name} {year_label(found.fiscal_year_be)}, similar: {len(found.neighbours)}"
    yield from (f"note: {_NOTES[note]}" for note in found.notes)
    if found.doubled:
        yield f"note: {doubled_label(found.doubled)}"
    yield from (_rules_line(check) for check in found.checks)
    yield ADVICE


def _rules_line(check: FormCheck) -> str:
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
    examples = "\n".join(_example_line(one) for one in gap.examples)
    return _gap_name(gap), f"{gap.towns} of {gap.of}", examples


def _gap_name(gap: Gap) -> str:
    from itasearch.domain.indicators import indicator
    from itasearch.domain.topics import find_topic

    if gap.axis is Axis.INDICATORS:
        return f"indicator {gap.key} {indicator(int(gap.key)).name}"
    return f"topic {gap.key} {find_topic(gap.key).thai}"


def _example_line(placed: PlacedMeasure) -> str:
    name = organisation_label(placed.organisation, reworded=placed.measure.source.reworded)
    year = year_label(placed.fiscal_year_be)
    return f"{placed.measure.title} – {name} {year} {placed.measure.id}"


def _check_row(one: MeasureCheck) -> tuple[str, ...]:
    number = f"{one.number}. " if one.number else ""
    elsewhere = (
        f"{check.part.value} in {check.field}"
        for check in one.parts
        if check.standing is Standing.ELSEWHERE
    )
    missing = ", ".join(part.value for part in one.missing)
    return f"{number}{one.title}\n{one.measure_id}", missing, ", ".join(elsewhere)
