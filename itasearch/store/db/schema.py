"""Tables of the store.

What was read and what is in force have columns of their own: a correction
changes `report.organisation_id`, never `report.read_organisation`. `measure` holds
what is in force; where corrections changed it, `read_measure` keeps what was read.
No SQL here is special to SQLite.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.schema import SchemaItem

metadata = MetaData()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: always aware and in UTC, also on SQLite, which keeps no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Convert an aware datetime to UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Name the time zone that the database left out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _json() -> JSON:
    return JSON(none_as_null=True)


def _place() -> tuple[SchemaItem, ...]:
    """Columns of a SourceRef besides path and sha256, which the source file has."""
    return (
        Column("page_number", Integer),
        Column("line_number", Integer),
        Column("sheet", Text),
        Column("table_number", Integer),
        Column("row_number", Integer),
        Column("rectangle", _json()),
    )


def _measure_columns() -> tuple[SchemaItem, ...]:
    """Columns of a Measure besides its ids and its place in the order."""
    return (
        Column("number", Text),
        Column("indicator", Integer),
        Column("indicator_corrected", Boolean, nullable=False, server_default=false()),
        # Those that a person gave; what is guessed is in the index.
        Column("topics", _json(), nullable=False, server_default="[]"),
        Column("title", Text, nullable=False),
        Column("steps", Text),
        Column("timeframe", Text),
        Column("responsible", Text),
        Column("follow_up", Text),
        Column("results", Text),
        Column("outcomes", Text),
        Column("problems", Text),
        Column("recommendations", Text),
        Column("budget", Text),
        Column("evidence", Text),
        Column("raw_cells", _json(), nullable=False),
        *_place(),
    )


schema_version = Table(
    "schema_version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)

organisation = Table(
    "organisation",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    Column("type", String(64), nullable=False),
    Column("district", Text),
    Column("province", Text, index=True),
    Column("aliases", _json(), nullable=False),
)

source_file = Table(
    "source_file",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("path", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("warnings", _json(), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    # A file of ITA results may hold no report; this id and status make it removable.
    Column("results_id", String(32), index=True),
    Column("results_status", String(16)),
)

report = Table(
    "report",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("sha256", ForeignKey("source_file.sha256"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("sequence", Integer, nullable=False, index=True),
    Column("added_at", UtcDateTime, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("warnings", _json(), nullable=False),
    Column("measure_count", Integer, nullable=False),
    Column("content_digest", String(64), nullable=False),
    *_place(),
    Column("read_organisation", _json()),
    Column("read_organisation_id", ForeignKey("organisation.id")),
    Column("read_fiscal_year_be", Integer),
    Column("read_missing", _json(), nullable=False),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("fiscal_year_be", Integer),
    Column("missing", _json(), nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("status", String(16), nullable=False),
    Column("replaced_by", ForeignKey("report.id"), index=True),
    Column("completeness", Float),
    Column("reading_version", Integer, nullable=False, server_default="0"),
    # Taken for a version of `replaced_by` though its organisation or year is not surely the same.
    Column("misread", Boolean, nullable=False, server_default=false()),
    # A newer reading of the file no longer has it.
    Column("fallen_away", Boolean, nullable=False, server_default=false()),
    # When a person last chose it among its versions.
    Column("preferred_at", UtcDateTime),
    Index("report_by_organisation", "organisation_id", "fiscal_year_be", "kind"),
    Index("report_by_status", "status", "fiscal_year_be"),
)

measure = Table(
    "measure",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("report_id", ForeignKey("report.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    *_measure_columns(),
    Index("measure_by_report", "report_id", "ordinal"),
)

# All measures of a report as they were read, where `measure` holds anything else.
read_measure = Table(
    "read_measure",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("report_id", ForeignKey("report.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    *_measure_columns(),
    Index("read_measure_by_report", "report_id", "ordinal"),
)

# What is in force follows from the rows that are not undone, in the order of their ids.
correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", ForeignKey("report.id"), nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("said", _json(), nullable=False),
    # What it named when it was made: finds its row again in another reading.
    Column("anchor", _json(), nullable=False),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("placed", Boolean, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
)

ita_result = Table(
    "ita_result",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", ForeignKey("source_file.sha256"), nullable=False, index=True),
    Column("report_id", ForeignKey("report.id"), index=True),
    Column("sequence", Integer, nullable=False, index=True),
    Column("organisation_id", ForeignKey("organisation.id"), index=True),
    Column("fiscal_year_be", Integer),
    Column("total", Float),
    Column("grade", Text),
    Column("indicators", _json(), nullable=False),
    *_place(),
)

draft = Table(
    "draft",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("organisation", Text),
    Column("fiscal_year_be", Integer),
    Column("name", Text, nullable=False, server_default=""),
    Column("maker", Text),
    Column("created_at", UtcDateTime),
    Column("changed_at", UtcDateTime),
    # A deleted draft can be brought back.
    Column("deleted_at", UtcDateTime),
    Column("keep_results", Boolean, nullable=False, server_default=false()),
    Column("grouped", Boolean, nullable=False, server_default=false()),
    # The newest step in force; those after it were undone and can be done again.
    Column("last_step", Integer, nullable=False, server_default="0"),
)

# A borrowed measure is a copy: what becomes of its report must not change it.
draft_item = Table(
    "draft_item",
    metadata,
    Column("draft_id", ForeignKey("draft.id"), primary_key=True),
    Column("id", String(128), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("report_id", String(64), nullable=False),
    Column("path", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    *_measure_columns(),
    Column("source_organisation", _json()),
    Column("source_fiscal_year_be", Integer),
    Column("edits", _json(), nullable=False),
    Column("found_by", Text),
    Column("decisions", _json(), nullable=False, server_default="[]"),
    # Of a merged row: the rows of this table that it was made of, as they were.
    Column("parts", _json(), nullable=False, server_default="[]"),
)

# What each step changed in a draft, before and after.
draft_step = Table(
    "draft_step",
    metadata,
    Column("draft_id", ForeignKey("draft.id"), primary_key=True),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("subject", Text, nullable=False),
    Column("field", String(16), nullable=False),
    Column("count", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("changes", _json(), nullable=False),
)
