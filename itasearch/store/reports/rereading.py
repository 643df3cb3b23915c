"""A stored file read again: the new reading takes the old one's place, corrections stay.

Runs inside the caller's writing transaction. Imports model and its room.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, Table, select

from itasearch.errors import UnknownReportError
from itasearch.model.library import ReportStatus
from itasearch.model.records import Extraction, Report
from itasearch.model.source import SourceRef
from itasearch.store.base import Reread
from itasearch.store.corrections.in_force import settle
from itasearch.store.db.rows import Arrival, Row, ita_result_row, measure_row, report_row, storable
from itasearch.store.db.schema import ita_result, measure, read_measure, report, source_file
from itasearch.store.organisations import match
from itasearch.store.reports.adding import (
    add_contents,
    add_report,
    add_results,
    arrive,
    forget_reading,
    write_results,
)
from itasearch.store.superseding import reassess

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
