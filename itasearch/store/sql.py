"""The store in an SQL database: SQLite by default, any other by its SQLAlchemy URL.

Each method is one transaction, and nothing is kept in memory between two, so one
store serves many threads and one database many processes: readers never wait,
one writer at a time does.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from itasearch.model.corrections import Correction, MadeCorrection, Review
from itasearch.model.library import (
    LibraryStats,
    OrganisationSummary,
    ReportStatus,
    ReportSummary,
)
from itasearch.model.ranking import NO_FILTERS, Filters
from itasearch.model.records import Extraction, ItaResult, Organisation, Report
from itasearch.model.source import SourceRef
from itasearch.model.towns import MeasureSketch
from itasearch.store.base import Reread, StoredMeasure, Superseded
from itasearch.store.corrections import review as judging
from itasearch.store.corrections.correcting import correct_report, undo_correction
from itasearch.store.db.database import Database, WhenEmpty, allow_empty, open_database
from itasearch.store.db.rows import storable
from itasearch.store.db.schema import report, source_file
from itasearch.store.drafts.sql import SqlDrafts
from itasearch.store.organisations import find
from itasearch.store.reports import adding, queries
from itasearch.store.reports.adding import add_extraction, remove_report
from itasearch.store.reports.queries import (
    load_sketches,
    results_of_organisation,
    results_of_organisations,
)

_ACTIVE, _REMOVED = ReportStatus.ACTIVE, ReportStatus.REMOVED


class SqlStore(SqlDrafts):
    """`itasearch.store.base.Store` over a database; what each method means stands there.

    Every method may raise StoreError when the database cannot be read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def has_source(self, sha256: str) -> bool:
        """Whether a file with this digest was stored and nothing of it was removed."""
        this_file = source_file.c.sha256 == storable(sha256)
        with self._database.reading() as connection:
            statuses = connection.execute(
                select(source_file.c.results_status, report.c.status)
                .outerjoin(report, report.c.sha256 == source_file.c.sha256)
                .where(this_file)
            ).all()
        return bool(statuses) and not any(_REMOVED.value in row for row in statuses)

    def knows_source(self, sha256: str) -> bool:
        """Whether a file with this digest was ever stored, removed since or not."""
        question = select(source_file.c.sha256).where(source_file.c.sha256 == storable(sha256))
        with self._database.reading() as connection:
            return connection.execute(question).first() is not None

    def add(
        self,
        extraction: Extraction,
        source: SourceRef,
        *,
        media_type: str,
        reading_version: int = 0,
    ) -> tuple[Superseded, ...]:
        """Store all that a file gave, in one transaction."""
        with self._database.writing() as connection:
            return add_extraction(
                connection,
                extraction,
                source,
                media_type=media_type,
                reading_version=reading_version,
            )

    def read_before(self, version: int) -> tuple[str, ...]:
        """Ids of the reports, unless removed, that a reader older than `version` read."""
        with self._database.reading() as connection:
            return adding.read_before(connection, version)

    def reread(self, extraction: Extraction, source: SourceRef, *, reading_version: int) -> Reread:
        """Put what a stored file gives now in the place of what it gave."""
        with self._database.writing() as connection:
            return adding.reread_extraction(
                connection, extraction, source, reading_version=reading_version
            )

    def remove(self, report_id: str) -> None:
        """Take a report, or a file's own ITA results, out of search."""
        with self._database.writing() as connection:
            remove_report(connection, report_id)

    def correct(self, report_id: str, corrections: Sequence[Correction]) -> tuple[Superseded, ...]:
        """Store corrections and what follows from them, in one transaction."""
        with self._database.writing() as connection:
            return correct_report(connection, storable(report_id), corrections)

    def undo(self, report_id: str, correction_id: int | None = None) -> tuple[Superseded, ...]:
        """Take back a correction, the latest in force for None."""
        with self._database.writing() as connection:
            return undo_correction(connection, storable(report_id), correction_id)

    def corrections(self, report_id: str) -> tuple[MadeCorrection, ...]:
        """All that were ever made of a report, oldest first."""
        with self._database.reading() as connection:
            return judging.load_corrections(connection, report_id)

    def versions(self, report_id: str) -> tuple[ReportSummary, ...]:
        """Other versions of the same report, the standing one first, then the newest."""
        with self._database.reading() as connection:
            return judging.load_versions(connection, storable(report_id))

    def review(self, report_id: str) -> Review:
        """A report beside what was read of it."""
        with self._database.reading() as connection:
            return judging.load_review(connection, report_id)

    def report(self, report_id: str) -> Report:
        """A report with its measures."""
        with self._database.reading() as connection:
            return queries.load_report(connection, report_id)

    def summary(self, report_id: str) -> ReportSummary:
        """A report without its measures."""
        with self._database.reading() as connection:
            return queries.load_summary(connection, report_id)

    def reports(
        self,
        filters: Filters | None = None,
        *,
        statuses: Collection[ReportStatus] = (_ACTIVE,),
    ) -> tuple[ReportSummary, ...]:
        """Reports by province, organisation name, then newest fiscal year first."""
        with self._database.reading() as connection:
            return queries.load_reports(connection, filters or NO_FILTERS, statuses)

    def reports_of_source(self, sha256: str) -> tuple[ReportSummary, ...]:
        """All reports of a file, whatever their status, in the file's order."""
        with self._database.reading() as connection:
            return queries.load_reports_of_source(connection, sha256)

    def reports_of_sources(self, digests: Sequence[str]) -> Mapping[str, tuple[ReportSummary, ...]]:
        """The same for several files, by digest."""
        with self._database.reading() as connection:
            return queries.load_reports_of_sources(connection, digests)

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures of active reports by id, in the order asked for."""
        with self._database.reading() as connection:
            return queries.load_measures(connection, measure_ids)

    def organisations(self) -> tuple[OrganisationSummary, ...]:
        """Organisations that have an active report or an ITA result, by name."""
        with self._database.reading() as connection:
            return queries.load_organisations(connection)

    def find_organisation(self, text: str) -> Organisation:
        """The organisation with this id, name, alias, abbreviated name or unique part of a name."""
        with self._database.reading() as connection:
            return find(connection, text)

    def ita_results(self, organisation_id: str) -> tuple[ItaResult, ...]:
        """ITA results of an organisation, newest first."""
        with self._database.reading() as connection:
            return results_of_organisation(connection, storable(organisation_id))

    def ita_results_of(
        self, organisation_ids: Sequence[str]
    ) -> Mapping[str, tuple[ItaResult, ...]]:
        """The same for several, by id."""
        with self._database.reading() as connection:
            return results_of_organisations(connection, organisation_ids)

    def sketches(self, report_ids: Sequence[str]) -> Mapping[str, tuple[MeasureSketch, ...]]:
        """The measures of reports without their texts, by report id."""
        with self._database.reading() as connection:
            return load_sketches(connection, report_ids)

    def fingerprints(self) -> Mapping[str, str]:
        """Of each active report: a digest of all that its index entries are made from."""
        with self._database.reading() as connection:
            return queries.load_fingerprints(connection)

    def stats(self) -> LibraryStats:
        """Counts over the active reports."""
        with self._database.reading() as connection:
            return queries.load_stats(connection)

    def close(self) -> None:
        """Release connections."""
        self._database.close()


@contextmanager
def open_store(where: str | Path, *, when_empty: WhenEmpty = allow_empty) -> Iterator[SqlStore]:
    """Open the store of an SQLite file, or of a SQLAlchemy URL ("postgresql+psycopg://…").

    A file's path goes as Path: in a URL "?" would end it. A missing file (and its
    folder) is made; an older schema is upgraded. A file that is replaced while the store
    is open is opened with the next call.

    Args:
        where: the file, or the URL.
        when_empty: called before a store without reports is created or used, also later,
            when the file is gone; raises StoreError to refuse it.

    Raises:
        StoreError: the database cannot be opened, or a newer itasearch wrote it.
    """
    store = SqlStore(open_database(where, when_empty=when_empty))
    try:
        yield store
    finally:
        store.close()
