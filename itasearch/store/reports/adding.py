"""A stored file read again: the new reading takes the old one's place, corrections stay.

Runs inside the caller's writing transaction.

Writing: what a file gave goes in, corrections are laid over it, reports are removed.

Every function here runs inside the caller's writing transaction.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, Table, func, select

from itasearch.errors import StoreError, UnknownReportError
from itasearch.model.library import ReportStatus
from itasearch.model.records import Extraction, OrganisationResult, Report, report_id
from itasearch.model.source import SourceRef
from itasearch.store.base import Reread, Superseded
from itasearch.store.corrections.in_force import forget_measures, settle, write_measures
from itasearch.store.db.rows import Arrival, Row, ita_result_row, measure_row, report_row, storable
from itasearch.store.db.schema import ita_result, measure, read_measure, report, source_file
from itasearch.store.organisations import match, match_or_fail
from itasearch.store.versions import reassess, supersede

_ACTIVE, _REMOVED = ReportStatus.ACTIVE.value, ReportStatus.REMOVED.value


def add_extraction(
    connection: Connection,
    extraction: Extraction,
    source: SourceRef,
    *,
    media_type: str,
    reading_version: int,
) -> tuple[Superseded, ...]:
    """Store what a file gave; parts of it that already stand stay as they are.

    Raises:
        ValueError: the file gave neither reports nor ITA results.
        AmbiguousOrganisationError: an ITA result names an organisation that fits several.
        StoreError: ids that must differ do not.
    """
    if not extraction.reports and not extraction.ita_results:
        raise ValueError("nothing to store: the extraction holds neither reports nor ITA results")
    arrival = arrive(connection, source, reading_version=reading_version)
    _add_file(connection, extraction, source, arrival, media_type=media_type)
    added = [
        one.id
        for ordinal, one in enumerate(extraction.reports, 1)
        if add_report(connection, one, arrival, ordinal=ordinal)
    ]
    if extraction.ita_results:
        add_results(connection, extraction.ita_results, arrival)
    return tuple(gone for one in added for gone in supersede(connection, one))


def arrive(connection: Connection, source: SourceRef, *, reading_version: int) -> Arrival:
    """The next addition: a file that was read just now."""
    last = max(
        connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
        for column in (report.c.sequence, ita_result.c.sequence)
    )
    return Arrival(
        sha256=source.sha256,
        sequence=last + 1,
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
    known = select(source_file.c.sha256).where(source_file.c.sha256 == arrival.sha256)
    if connection.execute(known).first() is None:
        connection.execute(
            source_file.insert().values(
                sha256=arrival.sha256,
                path=storable(source.path),
                media_type=storable(media_type),
                warnings=[storable(warning) for warning in extraction.warnings],
                added_at=arrival.at,
                results_id=report_id(arrival.sha256),
            )
        )


def add_report(connection: Connection, new: Report, arrival: Arrival, *, ordinal: int) -> bool:
    """Store one report, or bring a removed one back; False when it stands already."""
    found = select(report.c.status, report.c.sha256).where(report.c.id == new.id)
    known = connection.execute(found).mappings().first()
    if known is not None and known["sha256"] != arrival.sha256:
        raise StoreError(f"another file ({known['sha256']}) already has a report {new.id!r}")
    if known is not None and known["status"] != _REMOVED:
        return False
    read_by = None if new.organisation is None else match(connection, new.organisation)
    values = report_row(new, arrival, ordinal=ordinal) | {
        "read_organisation_id": read_by,
        "missing": [],
        "complete": False,
        "status": _ACTIVE,
        "replaced_by": None,
        "misread": False,
        "fallen_away": False,
    }
    if known is None:
        connection.execute(report.insert().values(values))
    else:
        forget_reading(connection, new.id)
        connection.execute(report.update().where(report.c.id == new.id).values(values))
    add_contents(connection, new, arrival)
    settle(connection, new.id)
    return True


def forget_reading(connection: Connection, removed_id: str) -> None:
    """Make room for what the same bytes give when they are read again."""
    forget_measures(connection, removed_id)
    connection.execute(ita_result.delete().where(ita_result.c.report_id == removed_id))


def add_contents(connection: Connection, new: Report, arrival: Arrival) -> None:
    """Store the measures and the ITA result of a report.

    Raises:
        StoreError: two measures have one id.
    """
    ids = [one.id for one in new.measures]
    if len(set(ids)) != len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise StoreError(f"report {new.id!r} has two measures with the id {twice!r}")
    write_measures(connection, measure, new.id, new.measures)
    if new.ita_result is not None:
        row = ita_result_row(new.ita_result, arrival, new.source)
        connection.execute(ita_result.insert().values(row | {"report_id": new.id}))


def add_results(
    connection: Connection, results: Sequence[OrganisationResult], arrival: Arrival
) -> None:
    """Store a file's own ITA results, unless they stand already."""
    this_file = source_file.c.sha256 == arrival.sha256
    status = connection.execute(select(source_file.c.results_status).where(this_file)).scalar_one()
    if status != _ACTIVE:
        write_results(connection, results, arrival)
        connection.execute(source_file.update().where(this_file).values(results_status=_ACTIVE))


def write_results(
    connection: Connection, results: Sequence[OrganisationResult], arrival: Arrival
) -> None:
    """Put ITA results in the place of those that a file gave before.

    Raises:
        AmbiguousOrganisationError: a name fits several organisations.
    """
    connection.execute(
        ita_result.delete()
        .where(ita_result.c.sha256 == arrival.sha256)
        .where(ita_result.c.report_id.is_(None))
    )
    owners = [match_or_fail(connection, one.organisation) for one in results]
    rows = [
        ita_result_row(one.result, arrival, one.source) | {"organisation_id": owner}
        for owner, one in zip(owners, results, strict=True)
    ]
    connection.execute(ita_result.insert(), rows)


def remove_report(connection: Connection, removed_id: str) -> None:
    """Take a report, or a file's own ITA results, out of search.

    Raises:
        UnknownReportError: nothing has this id.
    """
    identifier = storable(removed_id)
    row = connection.execute(select(report).where(report.c.id == identifier)).mappings().first()
    results = connection.execute(
        source_file.update()
        .where(source_file.c.results_id == identifier)
        .where(source_file.c.results_status.is_not(None))
        .values(results_status=_REMOVED)
    )
    if row is None and not results.rowcount:
        raise UnknownReportError(identifier=removed_id)
    if row is not None:
        connection.execute(report.update().where(report.c.id == identifier).values(status=_REMOVED))


_OF_ADDING = ("sha256", "sequence", "added_at")
_IN_FORCE = ("measure_count", "content_digest", "reading_version")


def read_before(connection: Connection, version: int) -> tuple[str, ...]:
    """Ids of the reports, unless removed, that a reader older than `version` read."""
    question = (
        select(report.c.id)
        .where(report.c.reading_version < version)
        .where(report.c.status != ReportStatus.REMOVED.value)
        .order_by(report.c.sequence, report.c.ordinal)
    )
    return tuple(connection.execute(question).scalars())


def reread_extraction(
    connection: Connection, extraction: Extraction, source: SourceRef, *, reading_version: int
) -> Reread:
    """Put what a stored file gives now in the place of what it gave. Raises as Store.reread."""
    if not extraction.reports and not extraction.ita_results:
        raise ValueError("nothing to store: the extraction holds neither reports nor ITA results")
    file = _known_file(connection, source)
    arrival = arrive(connection, source, reading_version=reading_version)
    known = _known_reports(connection, source)
    changed = [
        one.id
        for ordinal, one in enumerate(extraction.reports, 1)
        if _take(connection, one, arrival, known.get(one.id), ordinal=ordinal)
    ]
    _take_results(connection, extraction, arrival, file)
    gone = [one for one in known if one not in {new.id for new in extraction.reports}]
    _mark(connection, list(known), arrival, gone=gone)
    connection.execute(
        source_file.update()
        .where(source_file.c.sha256 == source.sha256)
        .values(
            media_type=storable(extraction.media_type),
            warnings=[storable(warning) for warning in extraction.warnings],
        )
    )
    return Reread(
        changed=tuple(changed), gone=tuple(gone), superseded=reassess(connection, changed)
    )


def _known_file(connection: Connection, source: SourceRef) -> RowMapping:
    question = select(source_file).where(source_file.c.sha256 == source.sha256)
    row = connection.execute(question).mappings().first()
    if row is None:
        raise UnknownReportError(identifier=source.sha256)
    return row


def _known_reports(connection: Connection, source: SourceRef) -> dict[str, RowMapping]:
    question = select(report).where(report.c.sha256 == source.sha256).order_by(report.c.ordinal)
    return {row["id"]: row for row in connection.execute(question).mappings()}


def _take(
    connection: Connection,
    new: Report,
    arrival: Arrival,
    known: RowMapping | None,
    *,
    ordinal: int,
) -> bool:
    """Store one report of the new reading; False when it came out as before."""
    if known is None:
        return add_report(connection, new, arrival, ordinal=ordinal)
    values = report_row(new, arrival, ordinal=ordinal)
    if not _differs(connection, new, arrival, known, values):
        return False
    read_by = None if new.organisation is None else match(connection, new.organisation)
    kept = {name: value for name, value in values.items() if name not in _OF_ADDING}
    forget_reading(connection, new.id)
    connection.execute(
        report.update()
        .where(report.c.id == new.id)
        .values(kept | {"read_organisation_id": read_by})
    )
    add_contents(connection, new, arrival)
    settle(connection, new.id)
    return True


def _differs(
    connection: Connection, new: Report, arrival: Arrival, known: RowMapping, values: Row
) -> bool:
    """Whether anything of a report came out otherwise than it was read before."""
    passed_over = {*_OF_ADDING, *_IN_FORCE}
    if any(known[name] != value for name, value in values.items() if name not in passed_over):
        return True
    rows = [measure_row(one, new.id, ordinal=n) for n, one in enumerate(new.measures, 1)]
    before = _rows(connection, read_measure, new.id) or _rows(connection, measure, new.id)
    if not _equal(before, rows):
        return True
    result = new.ita_result
    told = [] if result is None else [ita_result_row(result, arrival, new.source)]
    for row in told:
        del row["sequence"]
    return not _equal(_rows(connection, ita_result, new.id), told)


def _rows(connection: Connection, table: Table, report_id: str) -> Sequence[RowMapping]:
    question = select(table).where(table.c.report_id == report_id)
    if "ordinal" in table.c:
        question = question.order_by(table.c.ordinal)
    return connection.execute(question).mappings().all()


def _equal(before: Sequence[RowMapping], now: Sequence[Row]) -> bool:
    return len(before) == len(now) and all(
        old[name] == value
        for old, new in zip(before, now, strict=True)
        for name, value in new.items()
    )


def _take_results(
    connection: Connection, extraction: Extraction, arrival: Arrival, file: RowMapping
) -> None:
    """Results of their own in a file; those that a newer reading has not stay."""
    if not extraction.ita_results:
        return
    if file["results_status"] is None:
        add_results(connection, extraction.ita_results, arrival)
    else:
        write_results(connection, extraction.ita_results, arrival)


def _mark(
    connection: Connection, known: Sequence[str], arrival: Arrival, *, gone: Sequence[str]
) -> None:
    """All reports of the file count as read by this version, also those that it did not give."""
    for identifiers, fallen_away in ((known, False), (gone, True)):
        connection.execute(
            report.update()
            .where(report.c.id.in_(identifiers))
            .values(reading_version=arrival.reading_version, fallen_away=fallen_away)
        )
