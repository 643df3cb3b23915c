"""Verbs that fill and list the library: add, work, remove, parse, build; reports, stats …

`add` shows outcomes as they come: as a table at the end for a few files on a terminal; of many
only those that need a look, one line each.
"""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

from itasearch.cli import labels, options, output as out
from itasearch.cli.faults import write_faults
from itasearch.cli.health import write_gaps
from itasearch.cli.options import argument, option
from itasearch.cli.progress import ShownProgress, at_work, shown_progress
from itasearch.errors import UnknownReportError
from itasearch.model.library import (
    OrganisationSummary,
    Outcome,
    OutcomeKind,
    ReportStatus,
    ReportSummary,
)
from itasearch.model.work import WorkJob
from itasearch.wording.label import Label
from itasearch.wording.labels import WordingMark, file_text
from itasearch.wording.language import phrase, say
from itasearch.wording.messages import reason_text
from itasearch.wording.names import KINDS, MARKS, OUTCOMES

if TYPE_CHECKING:
    from itasearch.workspace import Given, ParsedFile, Workspace


def reports(
    filters: options.TownFilters,
    status: Annotated[
        list[ReportStatus] | None, option("--status", "Instead of active ones; repeatable.")
    ] = None,
    needs_review: Annotated[
        bool, option("--needs-review", "Only those that miss something.")
    ] = False,
) -> None:
    """List the reports of the library.

    Example: itasearch reports --needs-review
    """
    with options.opened() as workspace:
        statuses = tuple(status or [ReportStatus.ACTIVE])
        summaries = workspace.library.reports(filters.names, statuses=statuses)
    if needs_review:
        summaries = tuple(report for report in summaries if report.missing)
    out.write_list(summaries, _REPORTS, ruled=True)


_REPORTS: out.Columns[ReportSummary] = (
    (labels.REPORT, lambda report: report.id),
    (
        Label("Organisation and file"),
        lambda report: f"{out.owner_label(report)}\n{file_text(report.source.path)}",
    ),
    (labels.YEAR, lambda report: out.year_label(report.fiscal_year_be, report.source)),
    (labels.KIND, lambda report: out.code_label(KINDS, report.kind)),
    (labels.MEASURES, lambda report: str(report.measures)),
    (labels.TEXT, lambda report: out.share_label(report.completeness)),
    (Label("Remarks"), lambda report: "; ".join(_remarks(report))),
)


def _remarks(report: ReportSummary) -> Iterator[str]:
    if report.status is not ReportStatus.ACTIVE:
        yield f"{out.code_label(labels.STATUSES, report.status)} {report.replaced_by or ''}".strip()
    if report.missing:
        yield out.cell_label(labels.MISSING, names=out.doubts_label(report.missing))


def organisations() -> None:
    """List the organisations of the library.

    Example: itasearch organisations
    """
    with options.opened() as workspace:
        organisations = workspace.library.organisations()
    columns: out.Columns[OrganisationSummary] = (
        (labels.IDENTIFIER, lambda summary: summary.organisation.id),
        (labels.ORGANISATION, lambda row: out.organisation_label(row.organisation, reworded=False)),
        (Label("Years"), lambda summary: ", ".join(map(str, summary.fiscal_years))),
        (Label("Reports"), lambda summary: str(summary.reports)),
        (labels.MEASURES, lambda summary: str(summary.measures)),
    )
    out.write_list(organisations, columns)


def stats() -> None:
    """Count what the library holds.

    Example: itasearch stats
    """
    with options.opened() as workspace:
        counts, held = workspace.library.stats(), workspace.library.holdings()
        models = workspace.index.models
    if out.is_json():
        named = {"encoder": models.encoder, "reranker": models.reranker}
        by = {"by_province": held.provinces, "by_year": held.years}
        from itasearch.wording.objects import as_object

        out.write_objects([{**as_object(counts), **as_object(by), **named}])
        return
    rows = (
        (Label("reports"), str(counts.reports)),
        (Label("– reworded ({reworded})"), str(counts.reworded or "")),
        (Label("organisations"), str(counts.organisations)),
        (Label("– invented ({sample})"), str(counts.samples or "")),
        (Label("provinces"), str(counts.provinces)),
        (Label("measures"), str(counts.measures)),
        (Label("needs review"), str(counts.needs_review)),
        (Label("ITA results"), str(counts.ita_results)),
        (Label("fiscal years"), ", ".join(map(str, counts.fiscal_years))),
        (Label("searched with"), out.models_label(models)),
    )
    marks = {"reworded": MARKS[WordingMark.REWORDED], "sample": MARKS[WordingMark.SAMPLE]}
    cells = (
        (out.cell_label(label, **marks), count)
        for label, count in rows
        if count or not label.en.startswith("–")
    )
    out.write_table((labels.WHAT, Label("Count")), cells)


def _reason(outcome: Outcome) -> str:
    """The reason, and how many notes of the reading `show` has."""
    count = len(outcome.warnings)
    notes = f"({out.cell_label(labels.NOTES, count=count)})" if count else ""
    return " ".join(filter(None, (reason_text(outcome.reason), notes)))


_OUTCOMES: out.Columns[Outcome] = (
    (Label("Outcome"), lambda outcome: out.code_label(OUTCOMES, outcome.kind)),
    (Label("File"), lambda outcome: outcome.path),
    (labels.REPORT, lambda outcome: outcome.report_id or "–"),
    (
        labels.ORGANISATION,
        lambda row: out.organisation_label(row.organisation, reworded=row.reworded),
    ),
    (labels.YEAR, lambda outcome: out.year_label(outcome.fiscal_year_be)),
    (labels.MEASURES, lambda outcome: str(outcome.measures)),
    (Label("Reason"), _reason),
)
_MOST_IN_TABLE = 40  # files, of which the outcomes are one table at the end
_MOST_LOOKED_AT = 500  # doubtful outcomes that are searched for what a missing program left unread
_TO_LOOK_AT = (OutcomeKind.NEEDS_REVIEW, OutcomeKind.REFUSED)


@dataclass(slots=True, kw_only=True)
class ShownOutcomes:
    """Shows the outcomes of one run of `add`; `doubtful` has the first refused or doubtful ones."""

    progress: ShownProgress
    record: Callable[[Outcome], None] | None = None
    counts: Counter[OutcomeKind] = field(default_factory=Counter)
    doubtful: list[Outcome] = field(default_factory=list)
    report_ids: set[str] = field(default_factory=set)
    _began: float = field(default_factory=time.monotonic)
    _outcomes: list[Outcome] = field(default_factory=list)
    _with_notes: int = 0  # files

    def show(self, outcome: Outcome) -> None:
        """Show an outcome, now or with the others at the end."""
        self.counts[outcome.kind] += 1
        if outcome.report_id is not None:
            self.report_ids.add(outcome.report_id)
        if outcome.kind in _TO_LOOK_AT and len(self.doubtful) < _MOST_LOOKED_AT:
            self.doubtful.append(outcome)
        self._with_notes += bool(outcome.warnings)
        if self.record is not None:
            self.record(outcome)
        if out.is_json() or not out.is_terminal():
            out.write_list([outcome], _OUTCOMES)
        elif self.progress.files <= _MOST_IN_TABLE:
            self._outcomes.append(outcome)
        elif outcome.kind in _TO_LOOK_AT:
            kind = out.code_label(OUTCOMES, outcome.kind)
            self.progress.line(f"{kind}: {outcome.path}: {_reason(outcome)}")

    @contextmanager
    def until_stopped(self) -> Iterator[None]:
        """A run that may be stopped by Ctrl-C, and given again; at its end all is shown."""
        with closing(self):
            try:
                yield
            except KeyboardInterrupt:
                self.progress.line(phrase("stopped; the same command goes on from here"))
                raise

    def close(self) -> None:
        """Show what is left, and the summary."""
        if self._outcomes:
            out.write_list(self._outcomes, _OUTCOMES)
        if not self.counts:
            return
        parts = [
            say(labels.OUTCOME_COUNT, name=say(OUTCOMES[kind]).lower(), count=self.counts[kind])
            for kind in OutcomeKind
        ]
        if self.progress.pages:
            parts.append(phrase("{count} pages read", count=self.progress.pages))
        duration = _duration(time.monotonic() - self._began)
        out.write_message(Label("{parts}, in {time}"), parts=", ".join(parts), time=duration)
        if self._with_notes:
            out.write_message(
                Label(
                    "{count:files} with notes on their reading: itasearch show REPORT,"
                    " or of all the table of --report"
                ),
                count=self._with_notes,
            )

    def conclude(self, workspace: "Workspace", *, nothing: Label) -> None:
        """Say which programs files needed, what is left out, or that there was `nothing` to do."""
        write_gaps(workspace, self.doubtful)
        left_out = write_faults(workspace, among=self.report_ids)
        if not self.counts:
            out.write_message(nothing)
        out.fail_if(left_out or self.counts[OutcomeKind.REFUSED])


def _duration(seconds: float) -> str:
    if seconds < 60:
        return phrase("{count:.1f} s", count=seconds)
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return phrase("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    return phrase("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)


def add(
    paths: Annotated[
        list[str],
        argument("PATH…", "Files, folders, ZIP archives or web addresses."),
    ],
    organisation: options.Owner = None,
    year: options.OwnYear = None,
    build: options.Build = True,
    report: Annotated[
        Path | None,
        option(
            "--report FILE.csv", "Write what became of each file to a table as well, as it goes."
        ),
    ] = None,
    allow_private: options.AllowPrivate = False,
    by_hand: Annotated[
        bool,
        option(
            "--by-hand",
            "Also files without recognised measures, whose lines `correct` then marks.",
        ),
    ] = False,
    queue: Annotated[
        bool, option("--queue", "Leave them to workers instead: itasearch work.")
    ] = False,
) -> None:
    """Store reports and ITA results from PATHs, and index them.

    Folders are searched through, ZIP archives opened, web addresses (https://…) downloaded.
    Each file ends as added, unchanged, needs_review or refused; one bad file stops nothing.
    With a single file, --organisation and --year also correct what it says; otherwise they
    only fill what is missing. A run that was stopped continues when the same command is given
    again.

    Example: itasearch add reports/ --year 2566 --report outcomes.csv
    """
    name, year_be = options.typed_organisation(organisation), options.typed_year(year)
    from itasearch.workspace import Given, outcome_table

    whole = Given.of(paths, allow_private=allow_private, by_hand=by_hand)
    if queue:
        _check_queued(report=report, allow_private=allow_private, build=build)
        with options.opened_or_new() as workspace:
            numbers = workspace.jobs.add(whole, organisation=name, fiscal_year_be=year_be)
        out.write_objects({"job": number} for number in numbers)
        out.write_line(out.cell_label(labels.QUEUED, count=len(numbers)))
        return
    if report is not None:
        _check_report(report, whole)
    with (
        outcome_table(report) as record,
        options.opened_or_new() as workspace,
        shown_progress() as progress,
    ):
        outcomes = ShownOutcomes(progress=progress, record=record)
        with outcomes.until_stopped():
            workspace.add(
                whole,
                organisation=name,
                fiscal_year_be=year_be,
                build=build,
                progress=progress,
                on_outcome=outcomes.show,
            )
        outcomes.conclude(workspace, nothing=Label("no files there"))


def work(
    until_empty: Annotated[
        bool, option("--until-empty", "End when nothing is left to do.")
    ] = False,
    show: Annotated[bool, option("--list", "List the newest jobs instead, and do none.")] = False,
    lease: Annotated[
        float,
        option(
            "--lease SECONDS",
            "After so long without a sign of this worker others take what it was at.",
            min=1.0,
        ),
    ] = 20.0,
) -> None:
    """Read and index what `itasearch add --queue` left, beside other workers, until Ctrl-C.

    As many workers may run as there are cores and machines, with one store and one home. What a
    worker that was killed had taken is done by another one.

    Example: itasearch work --until-empty
    """
    opening = options.opened() if show else options.opened_or_new(in_folder=True)
    with opening as workspace, shown_progress() as progress:
        if show:
            _write_jobs(workspace.jobs.all())
            return
        stop = Event()
        # The system asks a service to end so: what it is at is finished first.
        signal.signal(signal.SIGTERM, lambda _signal, _frame: stop.set())
        if not until_empty:
            out.write_message(Label("waiting for files in the queue; Ctrl-C ends the worker"))
        workspace.jobs.work(
            until_empty=until_empty,
            stop=stop,
            lease_seconds=lease,
            progress=progress,
            on_job=lambda job: _write_jobs([job]),
        )


def _write_jobs(jobs: Sequence[WorkJob]) -> None:
    out.write_objects(jobs)
    for job in jobs:
        state = out.code_label(labels.JOB_STATES, job.state)
        name = job.name or out.code_label(labels.JOB_KINDS, job.kind)
        reason = f": {reason_text(job.reason)}" if job.reason else ""
        out.write_line(f"{job.id} {state} {name}{reason}")


def _check_queued(*, report: Path | None, allow_private: bool, build: bool) -> None:
    for name, is_given in (
        ("--report", report is not None),
        ("--allow-private", allow_private),
        ("--no-build", not build),
    ):
        if is_given:
            raise options.wrong(labels.NOT_QUEUED, "--queue", option=name)


def _check_report(report: Path, upload: "Given") -> None:
    if report.suffix.lower() != ".csv":
        raise options.wrong(labels.NOT_CSV, "--report", report=report)
    whole = report.resolve()
    if any(whole.is_relative_to(path.resolve()) for path in upload.paths):
        raise options.wrong(labels.IN_ADDED, "--report", report=report)


def remove(report: Annotated[str, argument("REPORT", "Id of a report.")]) -> None:
    """Take REPORT out of search; its file and history stay.

    Example: itasearch remove r3f2a9c0d1e4b
    """
    with at_work() as (workspace, progress):
        already = False
        with suppress(UnknownReportError):  # of a file of ITA results, or of nothing
            already = workspace.library.summary(report).status is ReportStatus.REMOVED
        summary = workspace.library.remove(report, progress=progress)
    what = phrase("ITA results")
    if summary is not None:
        owner = out.owner_label(summary)
        year = out.year_label(summary.fiscal_year_be, summary.source)
        what = say(labels.REMOVED_REPORT, organisation=owner, year=year, measures=summary.measures)
    if already:
        out.write_message(labels.REMOVED_BEFORE, report=report)
    else:
        out.write_line(say(labels.REMOVED, report=report, what=what))
    out.write_objects([summary or {"id": report, "status": ReportStatus.REMOVED}])


def parse(paths: options.Paths) -> None:
    """Read PATHs and show what they hold, storing nothing.

    Example: itasearch parse report.docx --json
    """
    refused = False
    with options.opened() as workspace:
        for parsed in workspace.library.parse(paths):
            refused |= parsed.refusal is not None
            _write_parsed(parsed)
    out.fail_if(refused)


def _write_parsed(parsed: "ParsedFile") -> None:
    from itasearch.domain.organisations import is_sample  # not for `itasearch --help`

    reports = () if parsed.extraction is None else parsed.extraction.reports
    if parsed.refusal is not None:
        row = {"path": parsed.path, "outcome": OutcomeKind.REFUSED, "reason": parsed.refusal}
        out.write_objects([row])
        refused = out.code_label(OUTCOMES, OutcomeKind.REFUSED)
        out.write_line(f"{parsed.path}: {refused}: {reason_text(parsed.refusal)}")
    out.write_objects(reports)
    for report in reports:
        # Only the store marks invented organisations by itself; this report is in none.
        owner = report.organisation and replace(
            report.organisation, sample=is_sample(report.organisation.name)
        )
        whose = out.organisation_label(owner, reworded=report.source.reworded)
        year = out.year_label(report.fiscal_year_be, report.source)
        kind = out.code_label(KINDS, report.kind)
        out.write_line(f"{parsed.path}: {kind}, {whose}, {year}, {report.confidence:.2f}")
        out.write_notes(report)
        rows = [
            (each.number or "–", each.title, each.timeframe or "–", each.responsible or "–")
            for each in report.measures
        ]
        heads = (labels.NUMBER, labels.MEASURE, Label("Timeframe"), Label("Responsible"))
        out.write_table(heads, rows)


def build(
    rebuild: Annotated[
        bool, option("--rebuild", "Make the index anew, not only what changed.")
    ] = False,
    encoder: Annotated[
        str | None,
        option(
            "--encoder NAME",
            "From now on: use-multilingual, or a sentence-transformers model.",
        ),
    ] = None,
    reranker: Annotated[
        str | None,
        option(
            "--reranker NAME",
            "From now on, a CrossEncoder that reads the first 50 hits again; none for none.",
        ),
    ] = None,
) -> None:
    """Bring the index up to date with the library.

    Models are given by folder or by their name on the Hugging Face hub, and remembered. A new
    encoder's index is built beside the one in use, which answers until the new one is whole.
    A build that was stopped continues with the next one; --encoder use-multilingual goes back.

    Example: itasearch build --encoder intfloat/multilingual-e5-small
    """
    with options.opened(changes=True) as workspace, shown_progress() as progress:
        done = workspace.build(
            rebuild=rebuild, encoder=encoder, reranker=reranker, progress=progress
        )
        left_out = write_faults(workspace)
    counts = {"added": done.added, "removed": done.removed, "passages": done.passages}
    out.write_objects([counts])
    is_changed = done.added or done.removed
    fresh = Label("the index is up to date")
    out.write_line(say(labels.INDEXED if is_changed else fresh, **counts))
    out.fail_if(left_out)


def sample(
    empty: Annotated[
        bool, option("--empty", "Remove the samples instead; your reports stay.")
    ] = False,
) -> None:
    """Load the sample reports to try itasearch with; --empty takes them out again.

    Samples are of invented towns or reworded, and marked so; other reports are never touched.

    Example: itasearch sample --empty
    """
    opening = options.opened(changes=True) if empty else options.opened_or_new()
    with opening as workspace, shown_progress() as progress:
        if empty:
            removed = workspace.library.remove_samples(progress=progress)
            out.write_objects([{"removed": removed}])
            out.write_line(out.cell_label(labels.SAMPLES_REMOVED, count=removed))
            return
        outcomes = workspace.library.load_samples(progress=progress)
    out.write_objects(outcomes)
    counts = Counter(outcome.kind for outcome in outcomes)
    parts = ((out.cell_label(OUTCOMES[kind]).lower(), counts[kind]) for kind in OutcomeKind)
    count = labels.OUTCOME_COUNT
    out.write_line(", ".join(out.cell_label(count, name=name, count=of) for name, of in parts))
    if not out.is_json():
        out.write_message(labels.NOTE, note=labels.SAMPLES_MARKED)
    out.fail_if(any(outcome.kind is OutcomeKind.REFUSED for outcome in outcomes))
