"""Storing what a file gave, storing a new reading of it, and removing reports.

A new reading takes the old one's place; corrections stay and are applied to it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, Table, bindparam, func, select

from itasearch.errors import StoreError, UnknownReportError
from itasearch.model.library import ReportStatus
from itasearch.model.people import THIS_COMPUTER, ActionKind, Person
from itasearch.model.records import Extraction, OrganisationResult, Report, report_id
from itasearch.model.source import SourceRef
from itasearch.store.actions import note, noted
from itasearch.store.base import ReadFile, Reread, Superseded
from itasearch.store.corrections.in_force import (
    columns_as_read,
    forget_measures,
    reapply,
    write_measures,
)
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import Arrival, Row, ita_result_row, measure_row, report_row, storable
from itasearch.store.db.schema import (
    ita_result,
    measure,
    read_measure,
    renew_revision,
    report,
    source_file,
)
from itasearch.store.editing import check_owners_of_files, check_owners_of_removed
from itasearch.store.organisations import match_or_create, owner_as_read
from itasearch.store.versions import reassess, supersede

_ACTIVE, _REMOVED = ReportStatus.ACTIVE.value, ReportStatus.REMOVED.value

# Made once: to make a query takes as long as to run it.
_KNOWN_FILE = select(source_file.c.sha256).where(source_file.c.sha256 == bindparam("sha256"))
_KNOWN_REPORT = select(report.c.status, report.c.sha256).where(report.c.id == bindparam("id"))

_OF_ADDING = ("sha256", "sequence", "added_at")
"""Columns of a report that a new reading leaves as they are."""

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
    ) -> tuple[Superseded, ...]:
        """Store all that a file gave, in one transaction; a removed file of this digest comes back.

        Parts that are stored already stay as they are; removed ones are stored as read
        now and get their corrections back. `source` names the file as the library
        keeps it: getters return its path and digest with every place in the file.
        U+FFFD takes the place of characters that a database cannot hold (NUL,
        lone surrogates).

        Organisations are matched: same name and type and no contradicting province.
        A report whose organisation's name fits several is stored without one and
        misses "organisation".
        A report whose organisation, year, kind and most measures agree with an
        active one replaces it, which then is SUPERSEDED: the newer by add time, and
        across formats the better one, a version whose rows a person corrected before
        all that nobody did. A report that misses something neither replaces nor is
        kept in favour of a complete one; one with fewer measures replaces none of
        another format that is sure.

        Returns:
            Which reports were replaced by which; the new one itself may be among them.

        Raises:
            ValueError: the file gave neither reports nor ITA results.
            StoreError: ids that must differ do not.
            AmbiguousOrganisationError: a file of ITA results names an organisation
                that fits several; nothing of the file is stored then.
        """
        read = ReadFile(extraction=extraction, source=source, media_type=media_type)
        return self.add_all([read], reading_version=reading_version)

    def add_all(
        self,
        files: Sequence[ReadFile],
        *,
        reading_version: int = 0,
        by: Person = THIS_COMPUTER,
        unnamed: bool = False,
    ) -> tuple[Superseded, ...]:
        """Store what several files gave, in their order and in one transaction: all or nothing.

        Each is stored as `add` does. A transaction costs a write to the disk, so many files in
        one are stored faster than one by one.

        Args:
            unnamed: whether who edits reports of some organisations only may add those that
                name none.

        Raises:
            ValueError, StoreError, AmbiguousOrganisationError: as `add`, for any of the files.
            NotAllowedError: one is of an organisation whose reports are not the person's.
        """
        for file in files:
            _check_holds_something(file.extraction)
        with self._database.writing() as connection:
            digests = [file.source.sha256 for file in files]
            arrivals = _arrivals(connection, digests, reading_version=reading_version)
            superseded = tuple(
                pair
                for file, arrival in zip(files, arrivals, strict=True)
                for pair in _add(connection, file, arrival)
            )
            check_owners_of_files(connection, by, digests, unnamed=unnamed)
            note(connection, (_noted_file(connection, by, file) for file in files))
            return superseded

    def reread(
        self,
        extraction: Extraction,
        source: SourceRef,
        *,
        reading_version: int,
        by: Person = THIS_COMPUTER,
    ) -> Reread:
        """Put what a stored file gives now in the place of what it gave, in one transaction.

        Corrections stay and are applied to the new reading: by the measure's id if its
        title is still alike, else by the title; those that find no measure have no
        effect and stay in `corrections` as not placed. Reports stay superseded or
        removed unless the new reading itself brings another of them into force; new ones are
        added. A report that the file no longer gives stays as it was, with a warning.

        Raises:
            ValueError: the file gave neither reports nor ITA results.
            UnknownReportError: the file is not stored.
        """
        _check_holds_something(extraction)
        with self._database.writing() as connection:
            this_file = source_file.c.sha256 == source.sha256
            file = connection.execute(select(source_file).where(this_file)).mappings().first()
            if file is None:
                raise UnknownReportError(identifier=source.sha256)
            (arrival,) = _arrivals(connection, [source.sha256], reading_version=reading_version)
            reports = select(report).where(report.c.sha256 == source.sha256)
            stored = connection.execute(reports.order_by(report.c.ordinal)).mappings()
            known = {row["id"]: row for row in stored}
            changed = [
                one.id
                for ordinal, one in enumerate(extraction.reports, 1)
                if _replace_report(connection, one, arrival, known.get(one.id), ordinal=ordinal)
            ]
            if extraction.ita_results:
                if file["results_status"] is None:
                    _add_results(connection, extraction.ita_results, arrival)
                else:
                    _write_results(connection, extraction.ita_results, arrival)
            now_read = {new.id for new in extraction.reports}
            gone = [one for one in known if one not in now_read]
            # All reports of the file count as read by this version, also those that are gone.
            for identifiers, fallen_away in ((list(known), False), (gone, True)):
                connection.execute(
                    report.update()
                    .where(report.c.id.in_(identifiers))
                    .values(reading_version=reading_version, fallen_away=fallen_away)
                )
            connection.execute(
                source_file.update()
                .where(this_file)
                .values(
                    media_type=storable(extraction.media_type),
                    warnings=[storable(warning) for warning in extraction.warnings],
                )
            )
            if changed or gone:
                path, subject = source.path, report_id(source.sha256)
                note(connection, [noted(by, ActionKind.REREAD, subject=subject, title=path)])
            return Reread(
                changed=tuple(changed), gone=tuple(gone), superseded=reassess(connection, changed)
            )

    def remove(self, report_id: str, *, by: Person = THIS_COMPUTER) -> None:
        """Take a report out of search; it stays in history.

        What it had replaced does not come back by itself: remove that and add its
        file again. The id `report_id(sha256)` of a file of ITA results takes its
        results away, also when the file holds no report. Removing twice is no error: of the
        second time nothing is written and logged.

        Raises:
            UnknownReportError: nothing has this id.
            NotAllowedError: it is of an organisation whose reports are not the person's.
        """
        identifier = storable(report_id)
        with self._database.writing(reports=False) as connection:
            statuses = {
                *connection.execute(select(report.c.status).where(report.c.id == identifier)),
                *connection.execute(
                    select(source_file.c.results_status)
                    .where(source_file.c.results_id == identifier)
                    .where(source_file.c.results_status.is_not(None))
                ),
            }
            if not statuses:
                raise UnknownReportError(identifier=report_id)
            check_owners_of_removed(connection, by, identifier)
            if statuses == {(_REMOVED,)}:
                return
            renew_revision(connection)
            connection.execute(
                report.update().where(report.c.id == identifier).values(status=_REMOVED)
            )
            connection.execute(
                source_file.update()
                .where(source_file.c.results_id == identifier)
                .where(source_file.c.results_status.is_not(None))
                .values(results_status=_REMOVED)
            )
            note(connection, [_noted_removal(connection, by, identifier)])


def _noted_file(connection: Connection, by: Person, file: ReadFile) -> Row:
    sha256 = file.source.sha256
    owners = select(report.c.organisation_id).where(report.c.sha256 == sha256)
    return noted(
        by,
        ActionKind.ADD,
        subject=report_id(sha256),
        title=file.source.path,
        organisation_id=connection.execute(owners.order_by(report.c.ordinal)).scalars().first(),
    )


def _noted_removal(connection: Connection, by: Person, identifier: str) -> Row:
    columns = (source_file.c.path, report.c.organisation_id)
    this = (report.c.id == identifier) | (source_file.c.results_id == identifier)
    found = connection.execute(
        select(*columns).select_from(source_file.outerjoin(report)).where(this)
    ).first()
    path, owner = (None, None) if found is None else found
    return noted(by, ActionKind.REMOVE, subject=identifier, title=path or "", organisation_id=owner)


def _check_holds_something(extraction: Extraction) -> None:
    if not extraction.reports and not extraction.ita_results:
        raise ValueError("nothing to store: the extraction holds neither reports nor ITA results")


def _add(connection: Connection, file: ReadFile, arrival: Arrival) -> Iterator[Superseded]:
    extraction = file.extraction
    _add_file(connection, extraction, file.source, arrival, media_type=file.media_type)
    added = [
        one.id
        for ordinal, one in enumerate(extraction.reports, 1)
        if _add_report(connection, one, arrival, ordinal=ordinal)
    ]
    if extraction.ita_results:
        _add_results(connection, extraction.ita_results, arrival)
    for one in added:
        yield from supersede(connection, one)


def _arrivals(
    connection: Connection, digests: Sequence[str], *, reading_version: int
) -> Iterator[Arrival]:
    """The next additions: files that were read just now."""
    last = max(
        connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
        for column in (report.c.sequence, ita_result.c.sequence)
    )
    for sequence, sha256 in enumerate(digests, last + 1):
        yield Arrival(
            sha256=sha256,
            sequence=sequence,
            at=datetime.now(UTC),
            reading_version=reading_version,
        )


def _add_file(
    connection: Connection,
    extraction: Extraction,
    source: SourceRef,
    arrival: Arrival,
    *,
    media_type: str,
) -> None:
    if connection.execute(_KNOWN_FILE, {"sha256": arrival.sha256}).first() is None:
        row = {
            "sha256": arrival.sha256,
            "path": storable(source.path),
            "media_type": storable(media_type),
            "warnings": [storable(warning) for warning in extraction.warnings],
            "added_at": arrival.at,
            "results_id": report_id(arrival.sha256),
        }
        connection.execute(source_file.insert(), row)


def _add_report(connection: Connection, new: Report, arrival: Arrival, *, ordinal: int) -> bool:
    """Store one report, or bring a removed one back; False when it is stored already."""
    known = connection.execute(_KNOWN_REPORT, {"id": new.id}).mappings().first()
    if known is not None and known["sha256"] != arrival.sha256:
        raise StoreError(f"another file ({known['sha256']}) already has a report {new.id!r}")
    if known is not None and known["status"] != _REMOVED:
        return False
    read_by = owner_as_read(connection, new.organisation)
    values = report_row(new, arrival, ordinal=ordinal) | {
        "read_organisation_id": read_by,
        "status": _ACTIVE,
        "replaced_by": None,
        "misread": False,
        "fallen_away": False,
    }
    values |= columns_as_read(new, owner=read_by)
    if known is None:
        connection.execute(report.insert(), values)
        _add_contents(connection, new, arrival, owner=read_by)
        return True
    _forget_reading(connection, new.id)
    connection.execute(report.update().where(report.c.id == new.id).values(values))
    _add_contents(connection, new, arrival, owner=read_by)
    reapply(connection, new.id)
    return True


def _forget_reading(connection: Connection, removed_id: str) -> None:
    """Delete what was read of a report, before the same bytes are stored again."""
    forget_measures(connection, removed_id)
    connection.execute(ita_result.delete().where(ita_result.c.report_id == removed_id))


def _add_contents(
    connection: Connection, new: Report, arrival: Arrival, *, owner: str | None
) -> None:
    """Store a report's measures and ITA result. Raises StoreError: two measures have one id."""
    ids = [one.id for one in new.measures]
    if len(set(ids)) != len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise StoreError(f"report {new.id!r} has two measures with the id {twice!r}")
    write_measures(connection, measure, new.id, new.measures)
    if new.ita_result is not None:
        row = ita_result_row(new.ita_result, arrival, new.source)
        of_report = {"report_id": new.id, "organisation_id": owner}
        connection.execute(ita_result.insert().values(row | of_report))


def _add_results(
    connection: Connection, results: Sequence[OrganisationResult], arrival: Arrival
) -> None:
    """Store a file's own ITA results, unless they are stored already."""
    this_file = source_file.c.sha256 == arrival.sha256
    status = connection.execute(select(source_file.c.results_status).where(this_file)).scalar_one()
    if status != _ACTIVE:
        _write_results(connection, results, arrival)
        connection.execute(source_file.update().where(this_file).values(results_status=_ACTIVE))


def _write_results(
    connection: Connection, results: Sequence[OrganisationResult], arrival: Arrival
) -> None:
    """Put ITA results in the place of those that a file gave before."""
    connection.execute(
        ita_result.delete()
        .where(ita_result.c.sha256 == arrival.sha256)
        .where(ita_result.c.report_id.is_(None))
    )
    owners = [match_or_create(connection, one.organisation) for one in results]
    rows = [
        ita_result_row(one.result, arrival, one.source) | {"organisation_id": owner}
        for owner, one in zip(owners, results, strict=True)
    ]
    connection.execute(ita_result.insert(), rows)


def _replace_report(
    connection: Connection,
    new: Report,
    arrival: Arrival,
    known: RowMapping | None,
    *,
    ordinal: int,
) -> bool:
    """Store one report of the new reading; False when it is as before."""
    if known is None:
        return _add_report(connection, new, arrival, ordinal=ordinal)
    values = report_row(new, arrival, ordinal=ordinal)
    if not _differs(connection, new, arrival, known, values):
        return False
    read_by = owner_as_read(connection, new.organisation)
    kept = {name: value for name, value in values.items() if name not in _OF_ADDING}
    _forget_reading(connection, new.id)
    connection.execute(
        report.update()
        .where(report.c.id == new.id)
        .values(kept | {"read_organisation_id": read_by})
    )
    _add_contents(connection, new, arrival, owner=read_by)
    reapply(connection, new.id)
    return True


def _differs(
    connection: Connection, new: Report, arrival: Arrival, known: RowMapping, values: Row
) -> bool:
    """Whether anything of a report differs from its earlier reading."""
    ignored = {*_OF_ADDING, *_DERIVED}
    if any(known[name] != value for name, value in values.items() if name not in ignored):
        return True
    rows = [measure_row(one, new.id, ordinal=n) for n, one in enumerate(new.measures, 1)]
    before = _rows(connection, read_measure, new.id) or _rows(connection, measure, new.id)
    if not _equal(before, rows):
        return True
    result = new.ita_result
    results = [] if result is None else [ita_result_row(result, arrival, new.source)]
    for row in results:
        del row["sequence"]
    return not _equal(_rows(connection, ita_result, new.id), results)


def _rows(connection: Connection, table: Table, report_id: str) -> Sequence[RowMapping]:
    query = select(table).where(table.c.report_id == report_id)
    if "ordinal" in table.c:
        query = query.order_by(table.c.ordinal)
    return connection.execute(query).mappings().all()


def _equal(before: Sequence[RowMapping], now: Sequence[Row]) -> bool:
    return len(before) == len(now) and all(
        old[name] == value
        for old, new in zip(before, now, strict=True)
        for name, value in new.items()
    )
