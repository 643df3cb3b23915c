"""The part of the SQL store that keeps which reports a stage could not work on.

A fault is in force for the report as it was then and the itasearch that found it: once either has
changed, the stage tries again. Nothing here is the truth; a lost row is found again.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sqlalchemy import delete, select

from itasearch.model.library import ReportFault, Stage
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import storable
from itasearch.store.db.schema import renew_revision, report_fault
from itasearch.store.reports.queries import load_fingerprints, summaries_by_id
from itasearch.version import VERSION


class SqlFaults(SqlPart):
    """Faults of active reports."""

    def keep_fault(
        self, report_id: str, stage: Stage, error: str, *, fingerprint: str | None = None
    ) -> None:
        """Keep that a stage cannot work on a report; writes nothing where that is kept already.

        Args:
            report_id: one that is not there, or not active, has no faults.
            error: the exception in one line.
            fingerprint: of the report as the stage had it; None: as it is now.
        """
        this = (report_fault.c.report_id == storable(report_id), report_fault.c.stage == stage)
        columns = (report_fault.c.fingerprint, report_fault.c.version)
        with self._database.reading() as connection:
            fingerprint = fingerprint or load_fingerprints(connection, [report_id]).get(report_id)
            kept = connection.execute(select(*columns).where(*this)).first()
        if fingerprint is None or kept == (fingerprint, VERSION):
            return
        with self._database.writing(reports=False) as connection:
            connection.execute(delete(report_fault).where(*this))
            connection.execute(
                report_fault.insert().values(
                    report_id=storable(report_id),
                    stage=stage,
                    fingerprint=fingerprint,
                    version=VERSION,
                    error=storable(error),
                    found_at=datetime.now(UTC),
                )
            )

    def report_faults(self) -> tuple[ReportFault, ...]:
        """The faults that are in force, in the order in which they were found."""
        found = (
            select(report_fault)
            .where(report_fault.c.version == VERSION)
            .order_by(report_fault.c.found_at, report_fault.c.report_id, report_fault.c.stage)
        )
        with self._database.reading() as connection:
            rows = connection.execute(found).mappings().all()
            if not rows:
                return ()
            ids = [row["report_id"] for row in rows]
            now = load_fingerprints(connection, ids)
            reports = summaries_by_id(connection, ids)
        return tuple(
            ReportFault(
                report=reports[row["report_id"]],
                stage=Stage(row["stage"]),
                error=row["error"],
                found_at=row["found_at"],
            )
            for row in rows
            if now.get(row["report_id"]) == row["fingerprint"]
        )

    def unindexable(self) -> Mapping[str, str]:
        """Fingerprints of the reports that cannot be indexed, as they were then, by report id."""
        columns = (report_fault.c.report_id, report_fault.c.fingerprint)
        found = select(*columns).where(
            report_fault.c.version == VERSION, report_fault.c.stage == Stage.INDEX
        )
        with self._database.reading() as connection:
            return {row.report_id: row.fingerprint for row in connection.execute(found)}

    def forget_faults(self, report_ids: Collection[str] | None = None) -> None:
        """Let all stages try again with these reports; None: with all."""
        these = delete(report_fault)
        if report_ids is not None:
            ids = [storable(one) for one in report_ids]
            these = these.where(report_fault.c.report_id.in_(ids))
        with self._database.reading() as connection:
            if connection.execute(select(report_fault.c.stage).limit(1)).first() is None:
                return
        with self._database.writing(reports=False) as connection:
            if connection.execute(these).rowcount:
                renew_revision(connection)  # else the index is taken for up to date
