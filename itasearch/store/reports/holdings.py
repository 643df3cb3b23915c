"""What is new, what the library holds by province and year, and which of it are samples."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Select, and_, exists, func, or_, select

from itasearch.model.library import (
    HeldCount,
    LibraryHoldings,
    ReportPage,
    ReportStatus,
    SampleFiles,
)
from itasearch.store.db.database import SqlPart
from itasearch.store.db.schema import (
    IS_ACTIVE,
    IS_OWNER,
    ita_result,
    organisation,
    report,
    source_file,
)
from itasearch.store.reports.queries import is_invented, is_sample, report_rows, summaries_of

_FIRST_FILLING = timedelta(days=1)  # from its first report on: what a library began with


class SqlHoldings(SqlPart):
    """What a first page shows of the whole library."""

    def reports_since(self, moment: datetime, *, most: int) -> ReportPage:
        """Active reports that are news after a moment, newest first; no first filling, no
        sample."""
        if (first := self._database.cached("first report", _first_added)) is None:
            return ReportPage(reports=(), total=0)
        added = report.c.added_at > max(moment, first + _FIRST_FILLING)
        since = and_(IS_ACTIVE, added, ~is_sample())
        counted = select(func.count()).select_from(report).outerjoin(organisation, IS_OWNER)
        newest = report_rows().where(since).order_by(report.c.sequence.desc()).limit(most)
        with self._database.reading() as connection:
            total = int(connection.execute(counted.where(since)).scalar_one())
            summaries = summaries_of(connection, newest) if total else ()
        return ReportPage(reports=summaries, total=total)

    def held(self) -> LibraryHoldings:
        """Active reports by province and by fiscal year; kept until reports change."""
        return self._database.cached("holdings", _holdings)

    def samples(self) -> SampleFiles:
        """The sample reports and results that are in use, and files of those that were removed."""
        with self._database.reading() as connection:
            of_report, of_results, path = report.c.id, source_file.c.results_id, source_file.c.path
            ids = [*_samples(connection, of_report, of_results, ReportStatus.ACTIVE)]
            removed = dict.fromkeys(_samples(connection, path, path, ReportStatus.REMOVED))
        return SampleFiles(ids=tuple(ids), removed=tuple(removed))


def _holdings(connection: Connection) -> LibraryHoldings:
    counts = func.count(), func.count(report.c.organisation_id.distinct())
    active = select(*counts).select_from(report).where(IS_ACTIVE)

    def by(column: Column[Any], of_reports: Select[*tuple[Any, ...]]) -> list[HeldCount]:
        rows = connection.execute(of_reports.add_columns(column).group_by(column))
        return [
            HeldCount(name=None if name is None else str(name), reports=count, organisations=towns)
            for count, towns, name in rows
        ]

    with_owner = active.outerjoin(organisation, IS_OWNER)
    provinces, years = by(organisation.c.province, with_owner), by(report.c.fiscal_year_be, active)
    return LibraryHoldings(
        provinces=tuple(
            sorted(provinces, key=lambda row: (row.name is None, -row.reports, row.name or ""))
        ),
        years=tuple(sorted(years, key=lambda year: (year.name is None, year.name or ""))),
    )


def _first_added(connection: Connection) -> datetime | None:
    added = (
        select(func.min(report.c.added_at)).select_from(report).outerjoin(organisation, IS_OWNER)
    )
    first: datetime | None = connection.execute(added.where(~is_sample())).scalar_one()
    return first


def _samples(
    connection: Connection, of_report: Column[str], of_results: Column[str], status: ReportStatus
) -> Iterator[str]:
    """A column of the sample reports of a status, then one of the files of sample results."""
    reports = (
        select(of_report)
        .select_from(report)
        .join(source_file, source_file.c.sha256 == report.c.sha256)
        .outerjoin(organisation, IS_OWNER)
        .where(report.c.status == status, is_sample())
        .order_by(report.c.sequence, report.c.ordinal)
    )
    yield from connection.scalars(reports)
    of_file = ita_result.c.sha256 == source_file.c.sha256
    owner = organisation.c.id == ita_result.c.organisation_id
    others = select(ita_result.c.id).outerjoin(organisation, owner).where(of_file)
    others = others.where(or_(organisation.c.id.is_(None), ~is_invented()))
    only_samples = exists().where(of_file) & ~others.exists()
    results = select(of_results).where(source_file.c.results_status == status)
    yield from connection.scalars(results.where(of_results.is_not(None), only_samples))
