"""Reading what a person needs to judge a report: what was read, what was said, other versions.

Writes nothing.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from itasearch.model.corrections import MadeCorrection, ReportColumn, Review, SetColumn
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.records import Measure
from itasearch.store.corrections.columns import header_key, report_columns
from itasearch.store.corrections.correcting import known_report
from itasearch.store.corrections.in_force import measures_as_read
from itasearch.store.corrections.rows import load_made
from itasearch.store.db.rows import storable
from itasearch.store.db.schema import report
from itasearch.store.reports.queries import load_report, load_summary
from itasearch.store.versions import active_versions, linked_versions


def load_corrections(connection: Connection, report_id: str) -> tuple[MadeCorrection, ...]:
    """All corrections of a report, oldest first. Raises UnknownReportError."""
    known_report(connection, report_id)
    return load_made(connection, storable(report_id))


def load_versions(connection: Connection, report_id: str) -> tuple[ReportSummary, ...]:
    """Other versions of the same report. Raises UnknownReportError."""
    known_report(connection, report_id)
    found = linked_versions(connection, report_id)
    found |= {one.row["id"] for one in active_versions(connection, report_id)}
    order = (
        select(report.c.id)
        .where(report.c.id.in_(found - {report_id}))
        .order_by(report.c.sequence.desc(), report.c.ordinal)
    )
    rows = connection.execute(order).scalars().all()
    summaries = [load_summary(connection, one) for one in rows]
    return tuple(sorted(summaries, key=lambda one: one.status is not ReportStatus.ACTIVE))


def load_review(connection: Connection, report_id: str) -> Review:
    """A report beside what was read of it. Raises UnknownReportError."""
    found = load_report(connection, report_id)
    read = measures_as_read(connection, found.id)
    made = load_made(connection, found.id)
    return Review(
        summary=load_summary(connection, found.id),
        report=found,
        read=read,
        columns=_columns(read, made),
        corrections=made,
        versions=load_versions(connection, found.id),
    )


def _columns(read: tuple[Measure, ...], made: Iterable[MadeCorrection]) -> tuple[ReportColumn, ...]:
    """The columns with the fields that people gave them."""
    meanings = {
        header_key(one.correction.header): one.correction.field
        for one in made
        if isinstance(one.correction, SetColumn) and one.undone_at is None and one.placed
    }
    return tuple(
        ReportColumn(
            header=column.header,
            field=meanings.get(header_key(column.header), column.field),
            sample=column.sample,
        )
        for column in report_columns(read)
    )
