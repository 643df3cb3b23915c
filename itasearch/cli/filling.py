"""Verbs that fill the library and its index: add, remove, parse, build."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.context import opened, typed_organisation, typed_year
from itasearch.cli.options import Home, Json, Paths, PathsAndAddresses
from itasearch.cli.outcomes import ShownOutcomes
from itasearch.cli.output import (
    organisation_label,
    tell,
    write_line,
    write_objects,
    write_table,
    year_label,
)
from itasearch.cli.progress import shown_progress
from itasearch.errors import UnknownReportError
from itasearch.model.as_json import (
    JsonObject,
    refusal_as_json,
    report_as_json,
    summary_as_json,
)
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus

if TYPE_CHECKING:
    from itasearch.workspace import Given, ParsedFile, Workspace


def add(
    context: typer.Context,
    given: PathsAndAddresses,
    organisation: Annotated[
        str | None,
        typer.Option(
            "--organisation",
            metavar="NAME",
            help="Whose report it is, where a file does not say (or says it wrongly).",
            show_default=False,
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year", metavar="YEAR", help="The same for its fiscal year.", show_default=False
        ),
    ] = None,
    build: Annotated[
        bool, typer.Option("--build/--no-build", help="Index what was added at once.")
    ] = True,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE.csv",
            help="Write what became of each file to a table as well, as it goes.",
            show_default=False,
        ),
    ] = None,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Download from addresses of the own network, too."),
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Store reports and ITA results from PATHs, and index them.

    Folders are searched through, ZIP archives opened, web addresses (https://…) downloaded;
    of a web page without measures the links to reports are followed. Each file ends as
    added, unchanged, needs_review or refused; one bad file stops nothing. With a single
    file, --organisation and --year also correct what it says; otherwise they only fill
    what is missing. A run that was stopped goes on when the same command is given again.

    Example: itasearch add reports/ --year 2566 --report outcomes.csv
    """
    said_name, said_year = typed_organisation(organisation), typed_year(year)
    whole = _sorted_out(given, allow_private=allow_private)
    with (
        _recording(report, whole.paths) as record,
        opened(context, home) as workspace,
        shown_progress(bars=not as_json) as progress,
    ):
        shown = ShownOutcomes(progress=progress, as_json=as_json, record=record)
        try:
            workspace.add(
                whole,
                organisation=said_name,
                fiscal_year_be=said_year,
                build=build,
                progress=progress,
                on_outcome=shown.show,
            )
        except KeyboardInterrupt as stop:
            progress.line("stopped; the same command goes on from here")
            raise typer.Exit(130) from stop
        finally:
            shown.close()
    if not shown.counts:
        tell("no files there")
    if shown.counts[OutcomeKind.REFUSED]:
        raise typer.Exit(1)


def _sorted_out(given: Sequence[str], *, allow_private: bool) -> "Given":
    """Paths and web addresses apart."""
    from itasearch.ingest.web.web_addresses import is_web_address
    from itasearch.workspace import Given

    return Given(
        paths=[Path(each) for each in given if not is_web_address(each)],
        urls=[each for each in given if is_web_address(each)],
        allow_private=allow_private,
    )


def _recording(
    report: Path | None, paths: Sequence[Path]
) -> AbstractContextManager[Callable[[Outcome], None]]:
    """What writes outcomes to the file that --report names; nothing without one."""
    if report is None:
        return nullcontext(lambda _outcome: None)
    if report.suffix.lower() != ".csv":
        raise typer.BadParameter(f"{report} does not end in .csv", param_hint="--report")
    whole = report.resolve()
    if any(whole.is_relative_to(path.resolve()) for path in paths):
        raise typer.BadParameter(f"{report} lies in what is added", param_hint="--report")
    from itasearch.cli.outcome_report import outcome_report

    return outcome_report(report)


def remove(
    context: typer.Context,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Id of a report.")],
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Take REPORT out of search; its file and history stay.

    Example: itasearch remove r3f2a9c0d1e4b
    """
    with opened(context, home) as workspace, shown_progress(bars=not as_json) as progress:
        already = _is_removed(workspace, report)
        summary = workspace.remove(report, progress=progress)
    if summary is None:
        shown: JsonObject = {"id": report, "status": ReportStatus.REMOVED.value}
        line = f"removed {report}: ITA results"
    else:
        name = organisation_label(summary.organisation, reworded=summary.source.reworded)
        year = year_label(summary.fiscal_year_be)
        shown = summary_as_json(summary)
        line = f"removed {summary.id}: {name} {year}, {summary.measures} measures"
    if already:
        tell(f"{report} was removed before; add its file again to bring it back")
    elif not as_json:
        write_line(line)
    if as_json:
        write_objects([shown])


def _is_removed(workspace: "Workspace", report_id: str) -> bool:
    try:
        return workspace.summary(report_id).status is ReportStatus.REMOVED
    except UnknownReportError:
        return False  # the id of a file of ITA results, or of nothing: removing tells


def parse(context: typer.Context, paths: Paths, as_json: Json = False, home: Home = None) -> None:
    """Read PATHs and show what they hold, storing nothing.

    Example: itasearch parse report.docx --json
    """
    refused = False
    with opened(context, home) as workspace:
        for parsed in workspace.parse(paths):
            refused |= parsed.refusal is not None
            _write_parsed(parsed, as_json=as_json)
    if refused:
        raise typer.Exit(1)


def _write_parsed(parsed: "ParsedFile", *, as_json: bool) -> None:
    reports = () if parsed.extraction is None else parsed.extraction.reports
    if parsed.refusal is not None:
        if as_json:
            write_objects([refusal_as_json(parsed.path, parsed.refusal)])
        else:
            write_line(f"{parsed.path}: refused: {parsed.refusal}")
    for report in reports:
        if as_json:
            write_objects([report_as_json(report)])
            continue
        name = organisation_label(report.organisation, reworded=report.source.reworded)
        year = year_label(report.fiscal_year_be)
        write_line(f"{parsed.path}: {report.kind.value}, {name}, {year}, {report.confidence:.2f}")
        for note in (*report.warnings, *(f"missing: {field}" for field in report.missing)):
            write_line(f"  ! {note}")
        rows = [
            (each.number or "–", each.title, each.timeframe or "–", each.responsible or "–")
            for each in report.measures
        ]
        write_table(("No.", "Measure", "Timeframe", "Responsible"), rows)


def build(
    context: typer.Context,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the index anew, not only what changed.")
    ] = False,
    encoder: Annotated[
        str | None,
        typer.Option(
            "--encoder",
            metavar="NAME",
            help="From now on, this encoder: use-multilingual, or a sentence-transformers model.",
            show_default=False,
        ),
    ] = None,
    reranker: Annotated[
        str | None,
        typer.Option(
            "--reranker",
            metavar="NAME",
            help="From now on, a CrossEncoder that reads the first 50 hits again; none for none.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Bring the index up to date with the library.

    Models are given by folder or by their name on the Hugging Face hub, and remembered. A new
    encoder's index is built beside the one in use, which answers until the new one is whole.
    A build that was stopped goes on with the next one; --encoder use-multilingual goes back.

    Example: itasearch build --encoder intfloat/multilingual-e5-small
    """
    with opened(context, home) as workspace, shown_progress(bars=not as_json) as progress:
        done = workspace.build(
            rebuild=rebuild, encoder=encoder, reranker=reranker, progress=progress
        )
    if as_json:
        write_objects([{"added": done.added, "removed": done.removed, "passages": done.passages}])
    elif done.added or done.removed:
        write_line(
            f"indexed {done.added} reports ({done.passages} passages), took out {done.removed}"
        )
    else:
        write_line("the index is up to date")
