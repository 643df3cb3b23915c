"""Storing what a file gave, storing a new reading of it, and removing reports.

A new reading takes the old one's place; corrections stay and are applied to it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, Table, func, select

from itasearch.errors import StoreError, UnknownReportError
from itasearch.model.library import ReportStatus
from itasearch.model.people import THIS_COMPUTER, ActionKind, Person
from itasearch.model.records import Extraction, OrganisationResult, Report, report_id
from itasearch.model.source import SourceRef
from itasearch.store.actions import note
from itasearch.store.base import Reread, Superseded
from itasearch.store.corrections import columns_as_read, forget_measures, reapply, write_measures
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import (
    Arrival,
    Row,
    find_row,
    ita_result_row,
    measure_row,
    report_row,
    unread_row,
    update_row,
)
from itasearch.store.db.schema import (
    as_json,
    ita_result,
    measure,
    read_measure,
    renew_revision,
    report,
    source_file,
    unread_line,
)
from itasearch.store.notes import follow_measures
from itasearch.store.organisations import match_or_create, owner_as_read
from itasearch.store.versions import reassess

_OF_ADDING = ("sha256", "sequence", "added_at")  #: Columns that a new reading leaves

_DERIVED = ("measure_count", "content_digest", "reading_version")
"""Columns that may differ though the file was read as before."""


class SqlAdding(SqlPart):
    """What files gave: stored, read again by newer readers, removed."""

    def add(
        self,
        extraction: Extraction,
        source: SourceRef,
        *,
        media_type: str,
        reading_version: int = 0,
        by: Person = THIS_COMPUTER,
    ) -> tuple[Superseded, ...]:
        """Store all that a file gave, in one transaction; returns what was replaced.

        Parts that are stored already stay; removed ones come back as read now, with their
        corrections. U+FFFD replaces NUL and lone surrogates. A report with an organisation's name
        that fits several is stored without one and misses "organisation".

        Raises ValueError: neither reports nor ITA results. StoreError: ids are not unique.
        AmbiguousOrganisationError: the name of ITA results fits several.
        """
        _check_holds_something(extraction)
        with self._database.writing() as connection:
            arrival = _arrival(connection, source.sha256, reading_version=reading_version)
            if find_row(connection, source_file, arrival.sha256) is None:
                connection.execute(
                    source_file.insert().values(
                        sha256=arrival.sha256,
                        path=source.path,
                        media_type=media_type,
                        warnings=extraction.warnings,
                        added_at=arrival.at,
                        results_id=report_id(arrival.sha256),
                    )
                )
            added = [
                new.id
                for ordinal, new in enumerate(extraction.reports, 1)
                if _add_report(connection, new, arrival, ordinal=ordinal)
            ]
            if extraction.ita_results:
                _add_results(connection, extraction.ita_results, arrival)
            superseded = reassess(connection, added)
            owners = select(report.c.organisation_id).where(report.c.sha256 == source.sha256)
            note(
                connection,
                by,
                ActionKind.ADD,
                subject=report_id(source.sha256),
                title=source.path,
                organisation_id=connection.scalars(owners.order_by(report.c.ordinal)).first(),
            )
            return superseded

    def reread(
        self,
        extraction: Extraction,
        source: SourceRef,
        *,
        reading_version: int,
        by: Person = THIS_COMPUTER,
    ) -> Reread:
        """Replace what a stored file gave by what it gives now, in one transaction.

        Corrections are applied to the new reading. Reports stay superseded or removed unless
        another version comes into force; one that the file no longer gives stays, with a warning.
        Raises as `add`; UnknownReportError: the file is not stored.
        """
        _check_holds_something(extraction)
        with self._database.writing() as connection:
            file = find_row(connection, source_file, source.sha256)
            if file is None:
                raise UnknownReportError(identifier=source.sha256)
            arrival = _arrival(connection, source.sha256, reading_version=reading_version)
            reports = select(report).where(report.c.sha256 == source.sha256)
            rows = connection.execute(reports.order_by(report.c.ordinal)).mappings()
            stored = {row["id"]: row for row in rows}
            changed = [
                new.id
                for ordinal, new in enumerate(extraction.reports, 1)
                if _replace_report(connection, new, arrival, stored.get(new.id), ordinal=ordinal)
            ]
            if extraction.ita_results:
                if file["results_status"] is None:
                    _add_results(connection, extraction.ita_results, arrival)
                else:
                    _write_results(connection, extraction.ita_results, arrival)
            now_read = {new.id for new in extraction.reports}
            lost = [name for name in stored if name not in now_read]
            # All reports of the file count as read by this version, also those that are gone.
            for identifiers, fallen_away in ((list(stored), False), (lost, True)):
                connection.execute(
                    report.update()
                    .where(report.c.id.in_(identifiers))
                    .values(reading_version=reading_version, fallen_away=fallen_away)
                )
            of_file = {"media_type": extraction.media_type, "warnings": extraction.warnings}
            update_row(connection, source_file, source.sha256, **of_file)
            follow_measures(connection, changed)
            if changed or lost:
                path, subject = source.path, report_id(source.sha256)
                note(connection, by, ActionKind.REREAD, subject=subject, title=path)
            return Reread(
                changed=tuple(changed), gone=tuple(lost), superseded=reassess(connection, changed)
            )

    def remove(self, report_id: str, *, by: Person = THIS_COMPUTER) -> None:
        """Take a report out of search; it stays in history, and what it had replaced stays so.

        Removing twice is no error. `report_id(sha256)` of a file of ITA results removes these.
        """
        with self._database.writing(reports=False) as connection:
            has_results = source_file.c.results_status.is_not(None)
            of_results = (source_file.c.results_id == report_id) & has_results
            statuses = {
                *connection.scalars(select(report.c.status).where(report.c.id == report_id)),
                *connection.scalars(select(source_file.c.results_status).where(of_results)),
            }
            if not statuses:
                raise UnknownReportError(identifier=report_id)
            if statuses == {ReportStatus.REMOVED}:
                return
            renew_revision(connection)
            update_row(connection, report, report_id, status=ReportStatus.REMOVED)
            removed = source_file.update().values(results_status=ReportStatus.REMOVED)
            connection.execute(removed.where(of_results))
            this = (report.c.id == report_id) | (source_file.c.results_id == report_id)
            named = select(source_file.c.path, report.c.organisation_id)
            named = named.select_from(source_file.outerjoin(report)).where(this)
            path, owner = connection.execute(named.limit(1)).one()
            kind = ActionKind.REMOVE
            note(connection, by, kind, subject=report_id, title=path, organisation_id=owner)


def _check_holds_something(extraction: Extraction) -> None:
    if not extraction.reports and not extraction.ita_results:
        raise ValueError("nothing to store: the extraction holds neither reports nor ITA results")


def _arrival(connection: Connection, sha256: str, *, reading_version: int) -> Arrival:
    last = max(
        connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
        for column in (report.c.sequence, ita_result.c.sequence)
    )
    return Arrival(
        sha256=sha256, sequence=last + 1, at=datetime.now(UTC), reading_version=reading_version
    )


def _add_report(connection: Connection, new: Report, arrival: Arrival, *, ordinal: int) -> bool:
    stored = find_row(connection, report, new.id)
    if stored is not None and stored["sha256"] != arrival.sha256:
        raise StoreError(f"another file ({stored['sha256']}) already has a report {new.id!r}")
    if stored is not None and stored["status"] != ReportStatus.REMOVED:
        return False
    read_by = owner_as_read(connection, new.organisation)
    values = report_row(new, arrival, ordinal=ordinal) | {
        "read_organisation_id": read_by,
        "status": ReportStatus.ACTIVE,
        "replaced_by": None,
        "fallen_away": False,
    }
    values |= columns_as_read(new, owner=read_by)
    if stored is None:
        connection.execute(report.insert(), values)
        _add_contents(connection, new, arrival, owner=read_by)
    else:
        _read_again(connection, new, arrival, values, owner=read_by)
    return True


def _read_again(
    connection: Connection, new: Report, arrival: Arrival, values: Row, *, owner: str | None
) -> None:
    forget_measures(connection, new.id)
    for table in (ita_result, unread_line):
        connection.execute(table.delete().where(table.c.report_id == new.id))
    update_row(connection, report, new.id, **values)
    _add_contents(connection, new, arrival, owner=owner)
    reapply(connection, new.id)


def _add_contents(
    connection: Connection, new: Report, arrival: Arrival, *, owner: str | None
) -> None:
    ids = [each.id for each in new.measures]
    if len(set(ids)) != len(ids):
        twice = next(name for name in ids if ids.count(name) > 1)
        raise StoreError(f"report {new.id!r} has two measures with the id {twice!r}")
    write_measures(connection, measure, new.id, new.measures)
    if rows := _unread_rows(new):
        connection.execute(unread_line.insert(), rows)
    if new.ita_result is not None:
        row = ita_result_row(new.ita_result, arrival, new.source)
        of_report = {"report_id": new.id, "organisation_id": owner}
        connection.execute(ita_result.insert().values(row | of_report))


def _add_results(
    connection: Connection, results: Sequence[OrganisationResult], arrival: Arrival
) -> None:
    file = find_row(connection, source_file, arrival.sha256)
    if file is None or file["results_status"] != ReportStatus.ACTIVE:
        _write_results(connection, results, arrival)
        update_row(connection, source_file, arrival.sha256, results_status=ReportStatus.ACTIVE)


def _write_results(
    connection: Connection, results: Sequence[OrganisationResult], arrival: Arrival
) -> None:
    connection.execute(
        ita_result.delete()
        .where(ita_result.c.sha256 == arrival.sha256)
        .where(ita_result.c.report_id.is_(None))
    )
    rows = [
        ita_result_row(each.result, arrival, each.source)
        | {"organisation_id": match_or_create(connection, each.organisation)}
        for each in results
    ]
    connection.execute(ita_result.insert(), rows)


def _replace_report(
    connection: Connection, new: Report, arrival: Arrival, row: RowMapping | None, *, ordinal: int
) -> bool:
    if row is None:
        return _add_report(connection, new, arrival, ordinal=ordinal)
    values = report_row(new, arrival, ordinal=ordinal)
    if not _differs(connection, new, arrival, row, values):
        return False
    read_by = owner_as_read(connection, new.organisation)
    of_reading = {name: value for name, value in values.items() if name not in _OF_ADDING}
    of_reading["read_organisation_id"] = read_by
    _read_again(connection, new, arrival, of_reading, owner=read_by)
    return True


def _differs(
    connection: Connection, new: Report, arrival: Arrival, old: RowMapping, values: Row
) -> bool:
    ignored = {*_OF_ADDING, *_DERIVED}
    facts = {name: value for name, value in values.items() if name not in ignored}
    if not _equal([old], [facts]):
        return True
    rows = [measure_row(each, new.id, ordinal=n) for n, each in enumerate(new.measures, 1)]
    before = _rows(connection, read_measure, new.id) or _rows(connection, measure, new.id)
    if not _equal(before, rows):
        return True
    if not _equal(_rows(connection, unread_line, new.id), _unread_rows(new)):
        return True
    result = new.ita_result
    results = [] if result is None else [ita_result_row(result, arrival, new.source)]
    for row in results:
        del row["sequence"]
    return not _equal(_rows(connection, ita_result, new.id), results)


def _unread_rows(new: Report) -> list[Row]:
    return [unread_row(line, new.id, ordinal=n) for n, line in enumerate(new.unread, 1)]


def _rows(connection: Connection, table: Table, report_id: str) -> Sequence[RowMapping]:
    query = select(table).where(table.c.report_id == report_id)
    if "ordinal" in table.c:
        query = query.order_by(table.c.ordinal)
    return connection.execute(query).mappings().all()


def _equal(before: Sequence[RowMapping], now: Sequence[Row]) -> bool:
    return len(before) == len(now) and all(
        as_json(old[name]) == as_json(value)
        for old, new in zip(before, now, strict=True)
        for name, value in new.items()
    )
