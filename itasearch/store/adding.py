"""Writing: what a file gave goes in, corrections are laid over it, reports are removed.

Every function here runs inside the caller's writing transaction. `settle` is the
one place that works out what is in force of a report (its organisation, year,
missing fields) from what was read and what was corrected. Imports its room.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, func, select

from itasearch.errors import StoreError, UnknownReportError
from itasearch.model.library import ReportStatus
from itasearch.model.records import Extraction, OrganisationResult, Report, report_id
from itasearch.model.source import SourceRef
from itasearch.store.base import Superseded
from itasearch.store.organisations import match, match_or_fail
from itasearch.store.rows import (
    Arrival,
    ita_result_row,
    measure_row,
    report_row,
    storable,
)
from itasearch.store.schema import correction, ita_result, measure, report, source_file
from itasearch.store.superseding import supersede

_ACTIVE, _REMOVED = ReportStatus.ACTIVE.value, ReportStatus.REMOVED.value


def add_extraction(
    connection: Connection, extraction: Extraction, source: SourceRef, *, media_type: str
) -> tuple[Superseded, ...]:
    """Store what a file gave; parts of it that already stand stay as they are.

    Raises:
        ValueError: the file gave neither reports nor ITA results.
        AmbiguousOrganisationError: an ITA result names an organisation that fits several.
        StoreError: ids that must differ do not.
    """
    if not extraction.reports and not extraction.ita_results:
        raise ValueError("nothing to store: the extraction holds neither reports nor ITA results")
    arrival = _arrive(connection, source)
    _add_file(connection, extraction, source, arrival, media_type=media_type)
    added = [
        one.id
        for ordinal, one in enumerate(extraction.reports, 1)
        if _add_report(connection, one, arrival, ordinal=ordinal)
    ]
    if extraction.ita_results:
        _add_results(connection, extraction.ita_results, arrival)
    return tuple(gone for one in added for gone in supersede(connection, one))


def _arrive(connection: Connection, source: SourceRef) -> Arrival:
    last = max(
        connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
        for column in (report.c.sequence, ita_result.c.sequence)
    )
    return Arrival(sha256=source.sha256, sequence=last + 1, at=datetime.now(UTC))


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


def _add_report(connection: Connection, new: Report, arrival: Arrival, *, ordinal: int) -> bool:
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
    }
    if known is None:
        connection.execute(report.insert().values(values))
    else:
        _forget_reading(connection, new.id)
        connection.execute(report.update().where(report.c.id == new.id).values(values))
    _add_contents(connection, new, arrival)
    settle(connection, new.id)
    return True


def _forget_reading(connection: Connection, removed_id: str) -> None:
    """Make room for what the same bytes give when they are read again."""
    connection.execute(measure.delete().where(measure.c.report_id == removed_id))
    connection.execute(ita_result.delete().where(ita_result.c.report_id == removed_id))


def _add_contents(connection: Connection, new: Report, arrival: Arrival) -> None:
    ids = [one.id for one in new.measures]
    if len(set(ids)) != len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise StoreError(f"report {new.id!r} has two measures with the id {twice!r}")
    if new.measures:
        rows = [measure_row(one, new.id, ordinal=n) for n, one in enumerate(new.measures, 1)]
        connection.execute(measure.insert(), rows)
    if new.ita_result is not None:
        row = ita_result_row(new.ita_result, arrival, new.source)
        connection.execute(ita_result.insert().values(row | {"report_id": new.id}))


def _add_results(
    connection: Connection, results: Sequence[OrganisationResult], arrival: Arrival
) -> None:
    """Store a file's own ITA results, unless they stand already."""
    this_file = source_file.c.sha256 == arrival.sha256
    status = connection.execute(select(source_file.c.results_status).where(this_file)).scalar_one()
    if status == _ACTIVE:
        return
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
    connection.execute(source_file.update().where(this_file).values(results_status=_ACTIVE))


def settle(connection: Connection, settled_id: str) -> None:
    """Work out what is in force of a report from what was read and what was corrected."""
    row = connection.execute(select(report).where(report.c.id == settled_id)).mappings().one()
    owner, year = row["read_organisation_id"], row["read_fiscal_year_be"]
    said = corrections_of(connection, settled_id)
    if "organisation" in said:
        owner = said["organisation"]["organisation_id"]
    if "fiscal_year_be" in said:
        year = int(said["fiscal_year_be"]["value"])
    missing = _missing(row["read_missing"], owner, year)
    connection.execute(
        report.update()
        .where(report.c.id == settled_id)
        .values(organisation_id=owner, fiscal_year_be=year, missing=missing, complete=not missing)
    )
    connection.execute(
        ita_result.update()
        .where(ita_result.c.report_id == settled_id)
        .values(organisation_id=owner)
    )


def _missing(read: Sequence[str], owner: str | None, year: int | None) -> list[str]:
    """What a person still has to supply: what is not there, and what reading doubted besides."""
    unknown = {"organisation": owner is None, "fiscal_year_be": year is None}
    return [field for field, lacking in unknown.items() if lacking] + [
        field for field in read if field not in unknown
    ]


def corrections_of(connection: Connection, corrected_id: str) -> dict[str, RowMapping]:
    """The last correction of each field."""
    rows = connection.execute(
        select(correction).where(correction.c.report_id == corrected_id).order_by(correction.c.id)
    )
    return {row["field"]: row for row in rows.mappings()}


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
