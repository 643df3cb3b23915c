"""Steps that bring an old database up to date, each as it was shipped.

A step describes its tables itself: those of `schema` go on changing, and a step that
used them would make tomorrow's table and leave the next step nothing to do. Imports
SQLAlchemy only.
"""

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    text,
)


def add_drafts(connection: Connection) -> None:
    """Schema 1 to 2: drafts of templates and their borrowed rows."""
    tables = MetaData()
    Table(
        "draft",
        tables,
        Column("id", String(32), primary_key=True),
        Column("organisation", Text),
        Column("fiscal_year_be", Integer),
    )
    numbers = ("page_number", "line_number", "table_number", "row_number", "indicator")
    fields = "steps timeframe responsible follow_up results outcomes problems recommendations"
    Table(
        "draft_item",
        tables,
        Column("draft_id", ForeignKey("draft.id"), primary_key=True),
        Column("id", String(128), primary_key=True),
        Column("position", Integer, nullable=False),
        Column("report_id", String(64), nullable=False),
        Column("path", Text, nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("sheet", Text),
        *(Column(name, Integer) for name in numbers),
        Column("number", Text),
        Column("title", Text, nullable=False),
        *(Column(name, Text) for name in (*fields.split(), "budget", "evidence")),
        Column("raw_cells", JSON, nullable=False),
        Column("source_organisation", JSON),
        Column("source_fiscal_year_be", Integer),
        Column("edits", JSON, nullable=False),
    )
    tables.create_all(connection)


def drop_sample_marks(connection: Connection) -> None:
    """Schema 2 to 3: an invented organisation is told by its name, not by a column."""
    for table in ("organisation", "report", "ita_result"):
        if any(column["name"] == "sample" for column in inspect(connection).get_columns(table)):
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN sample"))
