"""Verbs that look at the library: reports, organisations, stats, doctor."""

from collections.abc import Iterator
from typing import Annotated

import typer

from itasearch.cli.context import filter_names, opened
from itasearch.cli.options import Home, Json, Organisations, Provinces, Types, Years
from itasearch.cli.output import (
    models_label,
    organisation_label,
    share_label,
    tell,
    write_objects,
    write_table,
    year_label,
)
from itasearch.documents.places import file_text
from itasearch.model.as_json import (
    organisation_summary_as_json,
    stats_as_json,
    summary_as_json,
)
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.marks import WordingMark


def reports(
    context: typer.Context,
    organisation: Organisations = None,
    type_: Types = None,
    province: Provinces = None,
    year: Years = None,
    status: Annotated[
        list[ReportStatus] | None,
        typer.Option("--status", help="Instead of active ones; repeatable.", show_default=False),
    ] = None,
    needs_review: Annotated[
        bool, typer.Option("--needs-review", help="Only those that miss something.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """List the reports of the library.

    Example: itasearch reports --needs-review
    """
    filters = filter_names(organisation, type_, province, year)
    with opened(context, home) as workspace:
        found = workspace.reports(filters, statuses=tuple(status or [ReportStatus.ACTIVE]))
    if needs_review:
        found = tuple(report for report in found if report.missing)
    if as_json:
        write_objects(map(summary_as_json, found))
    else:
        headers = ("Report", "Organisation and file", "Year", "Kind", "Measures", "Text", "Remarks")
        write_table(headers, map(_report_row, found), ruled=True)
        if any(report.same_year for report in found):
            tell(
                "note: reports of the same town, year and kind are all searched and counted; "
                "if two of them are one: itasearch remove ID, or, where itasearch review ID "
                "lists the other as the same report, itasearch correct ID --prefer"
            )


def _report_row(report: ReportSummary) -> tuple[str, ...]:
    name = organisation_label(report.organisation, reworded=report.source.reworded)
    return (
        report.id,
        f"{name}\n{file_text(report.source.path)}",
        year_label(report.fiscal_year_be),
        report.kind.value,
        str(report.measures),
        share_label(report.completeness),
        "; ".join(_remarks(report)),
    )


def _remarks(report: ReportSummary) -> Iterator[str]:
    if report.status is not ReportStatus.ACTIVE:
        yield f"{report.status.value} {report.replaced_by or ''}".strip()
    if report.missing:
        yield f"missing: {', '.join(report.missing)}"
    if report.same_year:
        yield f"same town, year and kind: {', '.join(report.same_year)}"


def organisations(context: typer.Context, as_json: Json = False, home: Home = None) -> None:
    """List the organisations of the library.

    Example: itasearch organisations
    """
    with opened(context, home) as workspace:
        found = workspace.organisations()
    if as_json:
        write_objects(map(organisation_summary_as_json, found))
        return
    rows = (
        (
            summary.organisation.id,
            organisation_label(summary.organisation, reworded=False),
            ", ".join(map(str, summary.fiscal_years)),
            str(summary.reports),
            str(summary.measures),
        )
        for summary in found
    )
    write_table(("Id", "Organisation", "Years", "Reports", "Measures"), rows)


def stats(context: typer.Context, as_json: Json = False, home: Home = None) -> None:
    """Count what the library holds.

    Example: itasearch stats
    """
    with opened(context, home) as workspace:
        counts, models = workspace.stats(), workspace.models
    if as_json:
        named = {"encoder": models.encoder, "reranker": models.reranker}
        write_objects([{**stats_as_json(counts), **named}])
        return
    rows = (
        ("reports", str(counts.reports)),
        *_if_any(f"– reworded ({WordingMark.REWORDED})", counts.reworded),
        *_if_any("– of the same town, year, kind", counts.doubled),
        ("organisations", str(counts.organisations)),
        *_if_any(f"– invented ({WordingMark.SAMPLE})", counts.samples),
        ("provinces", str(counts.provinces)),
        ("measures", str(counts.measures)),
        ("needs review", str(counts.needs_review)),
        ("ITA results", str(counts.ita_results)),
        ("fiscal years", ", ".join(map(str, counts.fiscal_years))),
        ("searched with", models_label(models)),
    )
    write_table(("What", "Count"), rows)


def _if_any(name: str, count: int) -> tuple[tuple[str, str], ...]:
    """A row of the table; none where there is nothing to count."""
    return ((name, str(count)),) if count else ()


def doctor(context: typer.Context, as_json: Json = False, home: Home = None) -> None:
    """Check that all that itasearch needs is there and fits together.

    Example: itasearch doctor
    """
    from itasearch.workspace import CheckStatus

    with opened(context, home) as workspace:
        checks = workspace.doctor()
    if as_json:
        write_objects(
            {
                "name": check.name,
                "status": check.status.value,
                "message": check.message,
                "remedy": check.remedy,
            }
            for check in checks
        )
    else:
        rows = ((check.status.value, check.name, check.message, check.remedy) for check in checks)
        write_table(("Status", "Check", "Found", "What to do"), rows)
    if any(check.status is CheckStatus.FAIL for check in checks):
        raise typer.Exit(1)
