"""Making, undoing and reviewing corrections, stored apart from what was read.

A correction may show that two reports were never versions of one, so that the hidden one becomes
active again, or make a report complete, which may then replace other versions.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping

from itasearch.domain.topics import nearest_topics, topics
from itasearch.errors import Message, UnknownCorrectionError, UnknownReportError, UnknownValueError
from itasearch.model import corrections as corrections_model
from itasearch.model.corrections import Anchor
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.people import THIS_COMPUTER, ActionKind, Person
from itasearch.model.records import Measure
from itasearch.store.actions import note
from itasearch.store.base import Superseded
from itasearch.store.columns import report_columns
from itasearch.store.corrections import (
    is_in_force,
    judged_pairs,
    kind_name,
    load_made,
    measures_as_read,
    measures_in,
    reapply,
    titles_as_read,
)
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import find_row, insert_row, update_row
from itasearch.store.db.schema import correction, measure, renew_revision, storable
from itasearch.store.organisations import forget_learnt, named_organisation
from itasearch.store.reports.queries import load_reports, load_row, load_summary
from itasearch.store.versions import reassess, versions_of
from itasearch.text.dates.fiscal_year import check_fiscal_year
from itasearch.text.thai.normalize import squash


class SqlCorrections(SqlPart):
    """Corrections that people make to reports; what was read stays."""

    def correct(
        self,
        report_id: str,
        corrections: Sequence[corrections_model.Correction],
        *,
        by: Person = THIS_COMPUTER,
    ) -> tuple[Superseded, ...] | None:
        """Store corrections in the order in which they apply, all or none.

        Returns what was replaced; None: all were in force already. Earlier ones stay as history. An
        organisation is named by its id or full name and created when new. Missing fields, status
        and the version in force follow. Measure ids stay; the second part of a split one is
        "<id>~2".

        Raises UnknownReportError: no such report or measure. ValueError: an empty name, a year
        outside 2500–2700, a column or line that the report lacks, or no row before the one to be
        joined. Others as the verb in workspace/review.py.
        """
        with self._database.writing(reports=False) as connection:
            identifier = load_row(connection, report_id)["id"]
            kinds = []
            for new in corrections:
                if not is_in_force(connection, identifier, new):
                    _make(connection, identifier, new)
                    kinds.append(kind_name(type(new)))
            if not kinds:
                return None
            renew_revision(connection)
            row = load_row(connection, identifier)
            _note(connection, by, ActionKind.CORRECT, row, ", ".join(dict.fromkeys(kinds)))
            return reassess(connection, [identifier])

    def undo(
        self, report_id: str, correction_id: int | None = None, *, by: Person = THIS_COMPUTER
    ) -> tuple[Superseded, ...] | None:
        """Take back a correction (None: the latest in force); it stays as history.

        Returns as `correct`; None: it was taken back before. Raises as workspace/review.py's.
        """
        with self._database.writing(reports=False) as connection:
            identifier = load_row(connection, report_id)["id"]
            ever = load_made(connection, identifier)
            in_force = [made.id for made in ever if made.undone_at is None]
            chosen = max(in_force, default=None) if correction_id is None else correction_id
            if chosen not in {made.id for made in ever}:
                raise UnknownCorrectionError(report_id=report_id, correction_id=correction_id)
            if chosen not in in_force:
                return None
            renew_revision(connection)
            update_row(connection, correction, chosen, undone_at=datetime.now(UTC))
            reapply(connection, identifier)
            forget_learnt(connection, chosen)
            row = load_row(connection, identifier)
            _note(connection, by, ActionKind.UNDO, row, f"{chosen}")
            return reassess(connection, [identifier])

    def all(self, report_id: str) -> tuple[corrections_model.MadeCorrection, ...]:
        """All that were ever made of a report, oldest first. Raises UnknownReportError."""
        with self._database.reading() as connection:
            return tuple(load_made(connection, load_row(connection, report_id)["id"]))

    def judged_pairs(self, report_ids: Collection[str]) -> Mapping[frozenset[str], bool]:
        """Whether people judged two measures of these reports to do the same, by their ids."""
        with self._database.reading() as connection:
            return judged_pairs(connection, report_ids)

    def versions(self, report_id: str) -> tuple[ReportSummary, ...]:
        """Other versions of the same report, the one in force first, then the newest."""
        with self._database.reading() as connection:
            return _versions(connection, load_row(connection, report_id)["id"])

    def review(self, report_id: str) -> corrections_model.Review:
        """A report and what was read of it. Raises UnknownReportError."""
        with self._database.reading() as connection:
            (reports,) = load_reports(connection, [report_id])
            read = measures_as_read(connection, reports.id)
            made = tuple(load_made(connection, reports.id))
            return corrections_model.Review(
                summary=load_summary(connection, reports.id),
                report=reports,
                read=read,
                columns=_columns(read, made),
                corrections=made,
                versions=_versions(connection, reports.id),
            )


def _versions(connection: Connection, report_id: str) -> tuple[ReportSummary, ...]:
    others = [
        row
        for row in versions_of(connection, report_id)
        if row["id"] != report_id and row["status"] != ReportStatus.REMOVED
    ]
    others.sort(key=lambda row: (row["status"] != ReportStatus.ACTIVE, -row["sequence"]))
    return tuple(load_summary(connection, row["id"]) for row in others)


def _columns(
    read: tuple[Measure, ...], made: Iterable[corrections_model.MadeCorrection]
) -> tuple[corrections_model.ReportColumn, ...]:
    meanings = {
        squash(each.correction.header): each.correction.field
        for each in made
        if isinstance(each.correction, corrections_model.SetColumn)
        and each.undone_at is None
        and each.placed
    }
    return tuple(
        replace(column, field=meanings.get(squash(column.header), column.field))
        for column in report_columns(read)
    )


def _note(
    connection: Connection, by: Person, kind: ActionKind, row: RowMapping, detail: str
) -> None:
    owner, path = row["organisation_id"], row["path"]
    note(connection, by, kind, subject=row["id"], title=path, organisation_id=owner, detail=detail)


def _make(connection: Connection, report_id: str, new: corrections_model.Correction) -> None:
    row = load_row(connection, report_id)
    owner, anchor = None, Anchor()
    match new:
        case corrections_model.SetOrganisation(name=name):
            owner, anchor = named_organisation(connection, storable(name), row)
        case corrections_model.SetFiscalYear(fiscal_year_be=year):
            check_fiscal_year(year)
            anchor = Anchor(fiscal_year_be=row["fiscal_year_be"])
        case corrections_model.ConfirmDoubt(doubt=doubt):
            _check_doubt(row, doubt)
            owner = row["organisation_id"] if doubt == "organisation" else None
            if doubt == "fiscal_year_be":
                anchor = Anchor(fiscal_year_be=row["fiscal_year_be"])
        case corrections_model.Prefer() if row["status"] == ReportStatus.REMOVED:
            raise corrections_model.WrongCorrectionError(
                "report {report_id} was removed; add its file again to use it", report_id=report_id
            )
        case corrections_model.SetColumn(header=header):
            _check_column(measures_as_read(connection, report_id), header)
        case corrections_model.MarkTitles() | corrections_model.MarkColumn():
            _check_lines(connection, report_id, new)
        case corrections_model.JudgePair(measure_id=ours, other_id=theirs):
            titles = titles_as_read(connection, [ours, theirs])
            if unknown := {ours, theirs} - titles.keys():
                raise UnknownReportError(identifier=min(unknown))
            anchor = Anchor(title=titles[ours], other=titles[theirs])
        case _ if isinstance(new, corrections_model.OfRow):
            anchor = _checked_row(connection, report_id, new)
    number = insert_row(
        connection,
        correction,
        report_id=report_id,
        organisation_id=owner,
        placed=True,
        made_at=datetime.now(UTC),
        kind=kind_name(type(new)),
        content=new,
        anchor=anchor,
    )
    reapply(connection, report_id)
    made = find_row(connection, correction, number)
    if made is not None and not made["placed"]:
        raise corrections_model.WrongCorrectionError(
            "{kind} would leave a measure without a title", kind=type(new).__name__
        )


def _check_doubt(row: RowMapping, doubt: str) -> None:
    if doubt not in row["missing"]:
        names = ", ".join(row["missing"])
        raise corrections_model.WrongCorrectionError(
            "{doubt!r} is not in doubt; {names} is", doubt=doubt, names=names or Message("nothing")
        )
    if doubt in {"organisation", "fiscal_year_be"}:
        name = "organisation_id" if doubt == "organisation" else doubt
        if row[name] is None:
            raise corrections_model.WrongCorrectionError(
                "{doubt} is not known, so there is nothing to confirm; say it", doubt=doubt
            )


def _check_column(read: Sequence[Measure], header: str) -> None:
    columns = report_columns(read)
    if squash(header) not in {squash(column.header) for column in columns}:
        raise corrections_model.WrongCorrectionError(
            "no column {header!r}; the report's columns: {names}",
            header=header,
            names=", ".join(repr(column.header) for column in columns) or Message("none"),
        )


def _check_lines(connection: Connection, report_id: str, new: corrections_model.Mark) -> None:
    texts = (new.header,) if isinstance(new, corrections_model.MarkColumn) else new.titles
    (read,) = load_reports(connection, [report_id])
    measures = measures_as_read(connection, report_id)
    lines = {squash(cell) for line in read.unread for cell in line.cells}
    lines |= {squash(text) for measure in measures for _, text in measure.raw_cells}
    for text in texts:
        if squash(text) not in lines:
            raise corrections_model.WrongCorrectionError(
                "the file has no line {text!r} to mark", text=text
            )


def _checked_row(connection: Connection, report_id: str, new: corrections_model.OfRow) -> Anchor:
    ids = {topic.id for topic in topics()}
    for name in new.topics if isinstance(new, corrections_model.SetTopics) else ():
        if name not in ids:
            raise UnknownValueError(field="topic", value=name, nearest=nearest_topics(name))
    rows = {row.id: row for row in measures_in(connection, measure, report_id)}
    corrected = rows.get(new.measure_id)
    if corrected is None:
        raise UnknownReportError(identifier=new.measure_id)
    if isinstance(new, corrections_model.JoinMeasure) and next(iter(rows)) == new.measure_id:
        raise corrections_model.WrongCorrectionError(
            "{measure_id} is the first row; there is none before it to join",
            measure_id=new.measure_id,
        )
    title = titles_as_read(connection, [new.measure_id])[new.measure_id]
    if not isinstance(new, corrections_model.SplitMeasure):
        return Anchor(title=title)
    lines = tuple(_line(corrected, field, number) for field, number in new.lines)
    return Anchor(title=title, lines=lines, part=_part_id(connection, report_id, new))


def _line(row: Measure, field: str, number: int) -> str:
    lines = row.text(field).split("\n") if row.text(field) else []
    if number > len(lines):
        raise corrections_model.WrongCorrectionError(
            "no line {number} in {field} of {id}; it has {count}",
            number=number,
            field=field,
            id=row.id,
            count=len(lines),
        )
    return lines[number - 1]


def _part_id(connection: Connection, report_id: str, new: corrections_model.SplitMeasure) -> str:
    """Id of the second part, never reused: splits that were undone count."""
    splits = sum(
        isinstance(made.correction, corrections_model.SplitMeasure)
        and made.correction.measure_id == new.measure_id
        for made in load_made(connection, report_id)
    )
    # A tilde needs no escape in a web address, and no id that was read has one.
    return f"{new.measure_id}~{splits + 2}"
