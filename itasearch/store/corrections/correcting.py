"""Making and undoing corrections, stored beside what was read, and what follows from them.

A correction may show that two reports were never versions of one: then the one
that was hidden comes back. It may also make a report complete, which then takes
its place among the versions.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, select

from itasearch.domain.topics import nearest_topics, topics
from itasearch.errors import UnknownCorrectionError, UnknownReportError, UnknownValueError
from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    OfRow,
    Prefer,
    RemoveMeasure,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
)
from itasearch.model.library import ReportStatus
from itasearch.model.records import Measure
from itasearch.store.base import Superseded
from itasearch.store.corrections.columns import header_key, report_columns
from itasearch.store.corrections.in_force import measures_as_read, measures_in, settle
from itasearch.store.corrections.rows import Anchor, correction_row, load_made
from itasearch.store.db.rows import storable
from itasearch.store.db.schema import correction, measure, report
from itasearch.store.organisations import forget_learnt, named_organisation
from itasearch.store.versions import linked_versions, reassess
from itasearch.text.dates.fiscal_year import check_fiscal_year


def correct_report(
    connection: Connection, report_id: str, corrections: Sequence[Correction]
) -> tuple[Superseded, ...]:
    """Store corrections and all that follows from them. Raises as Store.correct."""
    known_report(connection, report_id)
    before = linked_versions(connection, report_id)
    for one in corrections:
        _make(connection, report_id, one)
    return reassess(connection, {report_id, *before})


def undo_correction(
    connection: Connection, report_id: str, correction_id: int | None
) -> tuple[Superseded, ...]:
    """Take back one correction, the latest in force for None. Raises as Store.undo."""
    known_report(connection, report_id)
    in_force = {
        made.id: made for made in load_made(connection, report_id) if made.undone_at is None
    }
    chosen = max(in_force, default=None) if correction_id is None else correction_id
    if chosen not in in_force:
        raise UnknownCorrectionError(report_id=report_id, correction_id=correction_id)
    before = linked_versions(connection, report_id)
    connection.execute(
        correction.update().where(correction.c.id == chosen).values(undone_at=datetime.now(UTC))
    )
    settle(connection, report_id)
    forget_learnt(connection, chosen)
    return reassess(connection, {report_id, *before})


def known_report(connection: Connection, report_id: str) -> RowMapping:
    """The row of a report. Raises UnknownReportError."""
    question = select(report).where(report.c.id == storable(report_id))
    row = connection.execute(question).mappings().first()
    if row is None:
        raise UnknownReportError(identifier=report_id)
    return row


def _make(connection: Connection, report_id: str, said: Correction) -> None:
    row = known_report(connection, report_id)
    owner, anchor = None, Anchor()
    match said:
        case SetOrganisation(name=name):
            named = named_organisation(connection, storable(name), row)
            owner, anchor = named.id, Anchor(told=named.told, learnt=named.learnt)
        case SetFiscalYear(fiscal_year_be=year):
            check_fiscal_year(year)
        case ConfirmDoubt(doubt=doubt):
            _check_doubt(row, doubt)
            owner = row["organisation_id"] if doubt == "organisation" else None
            if doubt == "fiscal_year_be":
                anchor = Anchor(fiscal_year_be=row["fiscal_year_be"])
        case Prefer() if row["status"] == ReportStatus.REMOVED.value:
            raise ValueError(f"report {report_id} was removed; add its file again to use it")
        case SetColumn(header=header):
            _check_column(measures_as_read(connection, report_id), header)
        case EditCell() | SetTopics() | SplitMeasure() | JoinMeasure() | RemoveMeasure():
            _check_topics(said.topics if isinstance(said, SetTopics) else ())
            anchor = _anchor_of_row(connection, report_id, said)
        case _:
            pass
    made = connection.execute(
        correction.insert().values(
            report_id=report_id,
            organisation_id=owner,
            placed=True,
            made_at=datetime.now(UTC),
            **correction_row(said, anchor),
        )
    )
    settle(connection, report_id)
    if made.inserted_primary_key is not None:
        _check_placed(connection, made.inserted_primary_key[0], said)


def _check_doubt(row: RowMapping, doubt: str) -> None:
    if doubt not in row["missing"]:
        open_ = ", ".join(row["missing"]) or "nothing"
        raise ValueError(f"{doubt!r} is not in doubt; {open_} is")
    if doubt in {"organisation", "fiscal_year_be"}:
        name = "organisation_id" if doubt == "organisation" else doubt
        if row[name] is None:
            raise ValueError(f"{doubt} is not known, so there is nothing to confirm; say it")


def _check_topics(named: Sequence[str]) -> None:
    known = {one.id for one in topics()}
    for name in named:
        if name not in known:
            raise UnknownValueError(field="topic", value=name, nearest=nearest_topics(name))


def _check_column(read: Sequence[Measure], header: str) -> None:
    columns = report_columns(read)
    if header_key(header) not in {header_key(column.header) for column in columns}:
        names = ", ".join(repr(column.header) for column in columns) or "none"
        raise ValueError(f"no column {header!r}; the report's columns: {names}")


def _anchor_of_row(connection: Connection, report_id: str, said: OfRow) -> Anchor:
    """What a row says when a correction of it is made.

    Raises:
        UnknownReportError: the report has no such measure (any more).
        ValueError: the row has no such line, or none before it to be joined to.
    """
    rows = {one.id: one for one in measures_in(connection, measure, report_id)}
    found = rows.get(said.measure_id)
    if found is None:
        raise UnknownReportError(identifier=said.measure_id)
    if isinstance(said, JoinMeasure) and next(iter(rows)) == said.measure_id:
        raise ValueError(f"{said.measure_id} is the first row; there is none before it to join")
    read = {one.id: one.title for one in measures_as_read(connection, report_id)}
    title = read.get(said.measure_id, found.title)
    if not isinstance(said, SplitMeasure):
        return Anchor(title=title)
    lines = tuple(_line(found, field, number) for field, number in said.lines)
    return Anchor(title=title, lines=lines, part=_part_id(connection, report_id, said))


def _line(found: Measure, field: str, number: int) -> str:
    lines = found.text(field).split("\n") if found.text(field) else []
    if number > len(lines):
        raise ValueError(f"no line {number} in {field} of {found.id}; it has {len(lines)}")
    return lines[number - 1]


def _part_id(connection: Connection, report_id: str, said: SplitMeasure) -> str:
    """Id of the second part; counts splits that were undone too, so that none comes twice."""
    splits = [
        made
        for made in load_made(connection, report_id)
        if isinstance(made.correction, SplitMeasure)
        and made.correction.measure_id == said.measure_id
    ]
    # A tilde needs no escape in a web address, and no id that was read has one.
    return f"{said.measure_id}~{len(splits) + 2}"


def _check_placed(connection: Connection, made: int, said: Correction) -> None:
    placed = select(correction.c.placed).where(correction.c.id == made)
    if not connection.execute(placed).scalar_one():
        raise ValueError(f"{type(said).__name__} would leave a measure without a title")
