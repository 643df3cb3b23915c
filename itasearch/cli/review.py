"""Verbs that correct what was read: review, correct, undo, reread."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli import labels, options, output as out
from itasearch.cli.library import ShownOutcomes
from itasearch.cli.options import argument, option
from itasearch.cli.progress import at_work
from itasearch.cli.search import NAMES_OF_ROWS
from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    JudgePair,
    MarkColumn,
    MarkTitles,
    Prefer,
    RemoveMeasure,
    Review,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
    WrongCorrectionError,
)
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus, ReportSummary
from itasearch.model.records import TEXT_FIELDS, Measure, report_of
from itasearch.wording.errors import fault_text, message_label
from itasearch.wording.label import Label
from itasearch.wording.labels import FIELD_NAMES, file_text
from itasearch.wording.language import in_language, say
from itasearch.wording.messages import place_in_file, reason_text
from itasearch.wording.names import KINDS
from itasearch.wording.review import correction_label, correction_state

if TYPE_CHECKING:
    from itasearch.workspace import Workspace

NO_FIELD = "-"  # typed for a column that belongs to no field
NO_TOPIC = "-"  # typed to leave topics or indicator to a guess again
_NOT_FORM = Label("{text!r} is not {form}")
_LINES = re.compile(r"^(?P<field>\w+):(?P<first>\d+)(?P<range>-(?P<last>\d*))?$")


def typed_indicator(measure_id: str, typed: str) -> EditCell:
    """The number or name of an indicator, "-" for none that is stated. Raises BadParameter."""
    from itasearch.domain.indicators import indicators, named_indicator

    number = "" if typed.strip() == NO_TOPIC else typed.strip()
    if number.isdecimal():
        number = str(int(number))  # Thai digits, too
    elif number:
        named = named_indicator(typed)
        if named is None:
            names = ", ".join(f"{indicator.number} {indicator.name}" for indicator in indicators())
            label = Label("{typed!r} is none of {names}")
            raise options.wrong(label, "--indicator", typed=typed, names=names)
        number = str(named.number)
    return EditCell(measure_id=measure_id, field="indicator", text=number)


def typed_split(measure: Measure, typed: Sequence[str], title: str | None) -> SplitMeasure:
    """ "field:3", "field:3-5" or "field:3-" each. Raises BadParameter."""
    lines: list[tuple[str, int]] = []
    for text in typed:
        match = _LINES.match(text)
        if match is None:
            raise options.wrong(_NOT_FORM, "--split", text=text, form="FIELD:LINES")
        field, first = match["field"], int(match["first"])
        last = int(match["last"]) if match["last"] else first
        if match["range"] and not match["last"]:
            last = max(first, measure.text(field).count("\n") + 1)
        lines += [(field, number) for number in range(first, last + 1)]
    return SplitMeasure(measure_id=measure.id, lines=tuple(lines), title=title)


def review(
    filters: options.TownFilters,
    report: Annotated[str | None, argument("[REPORT]", "Id of a report.")] = None,
) -> None:
    """List the reports that a person must look at, or show REPORT as it was read.

    Example: itasearch review r3f2a9c0d1e4b
    """
    with options.opened() as workspace:
        if report is not None:
            answer = workspace.review.report(report)
            out.write_objects([answer])
            _write_review(answer)
            return
        doubtful = {summary.id: summary for summary in workspace.review.doubtful(filters.names)}
        faults = workspace.review.faults(filters.names)
    listed = {fault.report.id: fault.report for fault in faults} | doubtful
    out.write_objects(listed.values())
    for summary in listed.values():
        _write_block(summary)
        for fault in faults:
            if fault.report.id == summary.id:
                with in_language(out.data_language()):
                    out.write_line(f"  ! {'; '.join(fault_text(fault))}")
    if not listed and not out.is_json():
        out.write_message(Label("no report is in doubt"))


def _write_block(summary: ReportSummary) -> None:
    name, year = out.owner_label(summary), out.year_label(summary.fiscal_year_be, summary.source)
    kind = out.code_label(KINDS, summary.kind)
    measures = out.cell_label(labels.MEASURE_COUNT, count=summary.measures)
    out.write_line(f"{summary.id}: {name} {year}, {kind}, {measures}")
    quality = out.cell_label(labels.CONFIDENCE, confidence=summary.confidence)
    if summary.completeness is not None:
        share = out.share_label(summary.completeness)
        quality = f"{quality}, {out.cell_label(labels.OF_TABLES, share=share)}"
    out.write_line(f"  {out.place_label(summary.source)}; {quality}")
    if summary.missing:
        doubts = out.cell_label(Label("in doubt: {names}"), names=out.doubts_label(summary.missing))
        out.write_line(f"  ? {doubts}")
    for warning in summary.warnings:
        out.write_line(f"  ! {reason_text(warning)}")
    if summary.replaced_by is not None:
        out.write_line(f"  > {out.cell_label(labels.USED_INSTEAD, report=summary.replaced_by)}")
    if summary.status is ReportStatus.REMOVED:
        removed = out.cell_label(Label("removed; add its file again to bring it back"))
        out.write_line(f"  > {removed}")


def _write_review(review: Review) -> None:
    _write_block(review.summary)
    for version in review.versions:
        file = file_text(version.source.path)
        out.write_line(f"  = {out.cell_label(labels.SAME_REPORT, report=version.id, file=file)}")
    columns = ((it.header, _field_text(it.field or "–"), it.sample) for it in review.columns)
    out.write_table((Label("Column"), labels.FIELD, Label("First cell")), columns, ruled=True)
    rows = (
        (row.id, row.number or "–", row.title, row.steps or "") for row in review.report.measures
    )
    headers = (labels.MEASURE, labels.NUMBER, labels.TITLE, Label("Steps"))
    out.write_table(headers, rows, ruled=True)
    unread = (
        (reason_text(place_in_file(line.source)), " | ".join(line.cells))
        for line in review.report.unread
    )
    out.write_table((Label("Place"), Label("Text in no measure")), unread, ruled=True)
    doubtful = [
        (measure.id, _field_text(name), ", ".join(measure.text(name)[at:to] for at, to in places))
        for measure in review.report.measures
        for name in TEXT_FIELDS
        if (places := measure.doubtful_places(name))
    ]
    if doubtful:
        out.write_table((labels.MEASURE, labels.FIELD, Label("Words to check")), doubtful)
    with in_language(out.data_language()):
        corrections = []
        for made in review.corrections:
            label = correction_label(made.correction, year_before=made.anchor.fiscal_year_be)
            corrections.append((str(made.id), label, correction_state(made)))
        out.write_table((Label("Correction"), labels.WHAT, Label("State")), corrections)


def _field_text(name: str) -> str:
    """A field by the name that `--column` and `--set` take, in Thai behind what it is called."""
    label = FIELD_NAMES.get(name) or NAMES_OF_ROWS.get(name)
    return f"{label.th} ({name})" if label and out.data_language() == "th" else name


def _typed_columns(name: str, typed: Sequence[str] | None) -> Iterator[tuple[str, str | None]]:
    """Header and field of each typed column, None: no field. Raises BadParameter."""
    for text in typed or ():
        header, equals, field = text.rpartition("=")
        if not equals or not header.strip():
            raise options.wrong(_NOT_FORM, name, text=text, form="HEADER=FIELD")
        yield header, None if field == NO_FIELD else field.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfReport(options.OptionGroup):
    """What may be put right of a report as a whole."""

    organisation: Annotated[str | None, option("--organisation NAME", "Whose report it is.")] = None
    year: Annotated[str | None, option("--year YEAR", "Of which fiscal year.")] = None
    column: Annotated[
        list[str] | None,
        option(
            "--column HEADER=FIELD",
            "What a column of the report holds, - for no field; repeatable.",
        ),
    ] = None
    mark_title: Annotated[
        list[str] | None,
        option("--mark-title TEXT", "An unread line that is the title of a measure; repeatable."),
    ] = None
    mark_column: Annotated[
        list[str] | None,
        option("--mark-column HEADER=FIELD", "What a column of an unread table holds; repeatable."),
    ] = None
    confirm: Annotated[
        list[str] | None, option("--confirm DOUBT", "It is right as it was read; repeatable.")
    ] = None
    prefer: Annotated[bool, option("--prefer", "Use this one of several versions.")] = False

    def corrections(self, workspace: "Workspace", report_id: str) -> Iterator[Correction]:
        """What was typed, as corrections. Raises BadParameter, ValueError."""
        if self.organisation is not None:
            yield SetOrganisation(name=options.typed_organisation(self.organisation) or "")
        if (stated := options.typed_year(self.year)) is not None:
            yield SetFiscalYear(fiscal_year_be=stated)
        for header, field in _typed_columns("--column", self.column):
            yield SetColumn(header=header, field=field)
        for header, field in _typed_columns("--mark-column", self.mark_column):
            yield MarkColumn(header=header, field=field)
        if self.mark_title:
            yield MarkTitles(titles=tuple(self.mark_title))
        yield from (ConfirmDoubt(doubt=doubt) for doubt in self.confirm or ())
        if self.prefer:
            if not workspace.review.report(report_id).versions:
                raise options.wrong(labels.NO_OTHER_VERSION, report=report_id)
            yield Prefer()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMeasure(options.OptionGroup):
    """What may be put right of one of its measures."""

    text: Annotated[
        list[str] | None, option("--set FIELD=TEXT", "What a measure says; repeatable.")
    ] = None
    topic: Annotated[
        list[str] | None,
        option(
            "--topic NAME",
            "What a measure is about (see: itasearch topics), - for a guess; repeatable.",
        ),
    ] = None
    indicator: Annotated[
        str | None, option("--indicator 1-10", "ITA indicator of a measure, - for a guess.")
    ] = None
    split: Annotated[
        list[str] | None,
        option(
            "--split FIELD:LINES",
            "Lines of a measure (3, 3-5 or 3-) that are another one; repeatable.",
        ),
    ] = None
    title: Annotated[str | None, option("--title TEXT", "Title of that other measure.")] = None
    join: Annotated[bool, option("--join", "The measure goes on with the one before it.")] = False
    remove: Annotated[bool, option("--remove", "The row is no measure.")] = False
    same_as: Annotated[
        list[str] | None,
        option("--same-as ID", "A measure of another report that does the same; repeatable."),
    ] = None
    not_same_as: Annotated[
        list[str] | None, option("--not-same-as ID", "One that does something else; repeatable.")
    ] = None

    def corrections(self, workspace: "Workspace", measure_id: str) -> Iterator[Correction]:
        """What was typed, as corrections. Raises BadParameter, UnknownValueError, ValueError."""
        for typed in self.text or ():
            field, equals, text = typed.partition("=")
            if not equals:
                raise options.wrong(_NOT_FORM, "--set", text=typed, form="FIELD=TEXT")
            lines = text.replace("\\n", "\n")
            yield EditCell(measure_id=measure_id, field=field.strip(), text=lines)
        # Each option may hold several, names or ids, between commas.
        typed_topics = (name.strip() for text in self.topic or () for name in text.split(","))
        if names := [*filter(None, typed_topics)]:
            from itasearch.domain.topics import find_topic  # not for `itasearch --help`

            chosen = () if names == [NO_TOPIC] else (find_topic(name).id for name in names)
            yield SetTopics(measure_id=measure_id, topics=tuple(dict.fromkeys(chosen)))
        if self.indicator is not None:
            yield typed_indicator(measure_id, self.indicator)
        if self.split or self.title is not None:
            report_id = report_of(measure_id)
            rows = {measure.id: measure for measure in workspace.library.report(report_id).measures}
            if measure_id not in rows:
                raise options.wrong(labels.HAS_NO_MEASURE, report=report_id, id=measure_id)
            yield typed_split(rows[measure_id], self.split or (), self.title)
        if self.join:
            yield JoinMeasure(measure_id=measure_id)
        if self.remove:
            yield RemoveMeasure(measure_id=measure_id)
        for others, same in ((self.same_as, True), (self.not_same_as, False)):
            for other in others or ():
                yield JudgePair(measure_id=measure_id, other_id=other, same=same)


def correct(
    identifier: Annotated[str, argument("ID", "Id of a report or of one of its measures.")],
    of_report: OfReport,
    of_measure: OfMeasure,
) -> None:
    """Put right what was read wrongly of the report or measure ID; `undo` takes it back.

    Example: itasearch correct r3f2a9c0d1e4b --year 2566 --column "แนวปฏิบัติ=steps"
    """
    report_id = report_of(identifier)
    if report_id != identifier and any(astuple(of_report)):
        raise options.wrong(labels.IS_MEASURE, id=identifier, report=report_id)
    if report_id == identifier and any(astuple(of_measure)):
        raise options.wrong(labels.IS_REPORT, id=identifier)
    with at_work() as (workspace, progress):
        try:
            corrections = [
                *of_report.corrections(workspace, report_id),
                *of_measure.corrections(workspace, identifier),
            ]
            outcome = workspace.review.correct(
                report_id, corrections, build=False, progress=progress
            )
        except ValueError as error:
            reason = str(error)
            if isinstance(error, WrongCorrectionError):
                reason = say(message_label(error.message))
            raise typer.BadParameter(reason) from error
        # Outside: a ValueError of the index is no wrong usage.
        workspace.index.catch_up(progress=progress)
    _write_outcome(outcome)
    if outcome.kind is OutcomeKind.UNCHANGED:
        out.write_message(Label("this correction is in force already; nothing was changed"))


def _write_outcome(outcome: Outcome) -> None:
    out.write_objects([outcome])
    name = out.organisation_label(outcome.organisation, reworded=outcome.reworded)
    year = out.year_label(outcome.fiscal_year_be)
    measures = out.cell_label(labels.MEASURE_COUNT, count=outcome.measures)
    out.write_line(f"{outcome.report_id}: {name} {year}, {measures}")
    if outcome.reason:
        out.write_line(f"  ! {outcome.reason}")


def undo(
    report: Annotated[str, argument("REPORT", "Id of a report.")],
    correction: Annotated[
        int | None,
        argument(
            "[CORRECTION]",
            "Number of the correction, as `review REPORT` lists it; else the latest.",
        ),
    ] = None,
) -> None:
    """Take back a correction of REPORT; what was read is in force again.

    Example: itasearch undo r3f2a9c0d1e4b 7
    """
    with at_work() as (workspace, progress):
        corrections = workspace.review.corrections
        in_force = {made.id for made in corrections(report) if made.undone_at is None}
        outcome = workspace.review.undo(report, correction, progress=progress)
        undone = [made for made in corrections(report) if made.undone_at is not None]
    _write_outcome(outcome)
    if outcome.kind is OutcomeKind.UNCHANGED:
        out.write_message(labels.UNDONE_BEFORE, correction=correction)
    for made in undone:
        if made.id in in_force:
            label = correction_label(
                made.correction, title=made.anchor.title, year_before=made.anchor.fiscal_year_be
            )
            out.write_message(labels.UNDONE, correction=f"{made.id}: {label}")


def reread(
    reports: Annotated[list[str] | None, argument("[REPORT…]", "Ids of reports.")] = None,
    everything: Annotated[
        bool, option("--all", "Read all files again, whatever read them.")
    ] = False,
) -> None:
    """Read files of the library again: those of REPORTs, else those that older readers read.

    Corrections are kept. Where a file cannot be read any more, the old reading stays.

    Example: itasearch reread --all
    """
    if reports and everything:
        raise options.wrong(Label("name reports, or give --all, not both"))
    with at_work() as (workspace, progress):
        with closing(ShownOutcomes(progress=progress)) as outcomes:
            workspace.review.reread(
                reports or None, everything=everything, progress=progress, on_outcome=outcomes.show
            )
        nothing = Label(
            "nothing was read by older readers; to read all again: itasearch reread --all"
        )
        outcomes.conclude(workspace, nothing=nothing)
