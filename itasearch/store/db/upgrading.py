"""Which schema a database has, and the steps that bring an old one up to date.

Steps that bring an old database up to date, each as it was shipped.

A step describes its tables itself: those of `schema` go on changing, and a step that used
them would make tomorrow's table and leave the next step nothing to do.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
    text,
)

from itasearch.errors import StoreError
from itasearch.store.db.schema import metadata, schema_version

_ColumnType = JSON | Float[float] | Integer | Boolean | DateTime | Text


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


def keep_corrections(connection: Connection) -> None:
    """Schema 3 to 4: corrections of every kind, places on pages, versions of reading."""
    moment = DateTime(timezone=True)
    for table in ("report", "measure", "ita_result", "draft_item"):
        _add_column(connection, table, "rectangle", JSON())
    _add_column(connection, "report", "completeness", Float())
    _add_column(connection, "report", "reading_version", Integer(), "NOT NULL DEFAULT 0")
    for flag in ("misread", "fallen_away"):
        _add_column(connection, "report", flag, Boolean(), "NOT NULL DEFAULT FALSE")
    _add_column(connection, "report", "preferred_at", moment)
    _add_read_measures(connection)
    _remake_corrections(connection, moment)


def keep_topics(connection: Connection) -> None:
    """Schema 4 to 5: topics that people gave to measures, and whether they set the indicator."""
    for table in ("measure", "read_measure", "draft_item"):
        _add_column(connection, table, "topics", JSON(), "NOT NULL DEFAULT '[]'")
        _add_column(connection, table, "indicator_corrected", Boolean(), "NOT NULL DEFAULT FALSE")
    # An indicator that differs from the one that was read can only be a person's.
    connection.execute(
        text(
            "UPDATE measure SET indicator_corrected = TRUE WHERE indicator IS NOT NULL AND EXISTS"
            " (SELECT 1 FROM read_measure WHERE read_measure.id = measure.id AND"
            " (read_measure.indicator IS NULL OR read_measure.indicator <> measure.indicator))"
        )
    )


def name_drafts(connection: Connection) -> None:
    """Schema 5 to 6: drafts have names and makers; rows their search, decisions, parts; steps."""
    moment = DateTime(timezone=True)
    _add_column(connection, "draft", "name", Text(), "NOT NULL DEFAULT ''")
    _add_column(connection, "draft", "maker", Text())
    for name in ("created_at", "changed_at", "deleted_at"):
        _add_column(connection, "draft", name, moment)
    for flag in ("keep_results", "grouped"):
        _add_column(connection, "draft", flag, Boolean(), "NOT NULL DEFAULT FALSE")
    _add_column(connection, "draft", "last_step", Integer(), "NOT NULL DEFAULT 0")
    _add_column(connection, "draft_item", "found_by", Text())
    for name in ("decisions", "parts"):
        _add_column(connection, "draft_item", name, JSON(), "NOT NULL DEFAULT '[]'")
    tables = MetaData()
    Table("draft", tables, Column("id", String(32), primary_key=True))
    steps = Table(
        "draft_step",
        tables,
        Column("draft_id", ForeignKey("draft.id"), primary_key=True),
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("kind", String(16), nullable=False),
        Column("subject", Text, nullable=False),
        Column("field", String(16), nullable=False),
        Column("count", Integer, nullable=False),
        Column("made_at", moment, nullable=False),
        Column("changes", JSON, nullable=False),
    )
    steps.create(connection, checkfirst=True)
    _name_the_first_draft(connection, moment)


def _name_the_first_draft(connection: Connection, moment: DateTime) -> None:
    """The one draft that was shared by all becomes the first of several."""
    drafts = Table(
        "draft",
        MetaData(),
        Column("name", Text),
        Column("created_at", moment),
        Column("changed_at", moment),
    )
    now = datetime.now(UTC)
    connection.execute(
        drafts.update()
        .where(drafts.c.created_at.is_(None))
        .values(name="แม่แบบของฉัน", created_at=now, changed_at=now)
    )


def _add_column(
    connection: Connection,
    table: str,
    name: str,
    kind: _ColumnType,
    constraint: str = "",
) -> None:
    if any(column["name"] == name for column in inspect(connection).get_columns(table)):
        return
    type_name = kind.compile(dialect=connection.dialect)
    connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {name} {type_name} {constraint}"))


def _add_read_measures(connection: Connection) -> None:
    tables = MetaData()
    Table("report", tables, Column("id", String(64), primary_key=True))
    numbers = ("page_number", "line_number", "table_number", "row_number", "indicator")
    fields = "steps timeframe responsible follow_up results outcomes problems recommendations"
    made = Table(
        "read_measure",
        tables,
        Column("id", String(128), primary_key=True),
        Column("report_id", ForeignKey("report.id"), nullable=False),
        Column("ordinal", Integer, nullable=False),
        *(Column(name, Integer) for name in numbers),
        Column("sheet", Text),
        Column("rectangle", JSON),
        Column("number", Text),
        Column("title", Text, nullable=False),
        *(Column(name, Text) for name in (*fields.split(), "budget", "evidence")),
        Column("raw_cells", JSON, nullable=False),
        Index("read_measure_by_report", "report_id", "ordinal"),
    )
    made.create(connection, checkfirst=True)


def _remake_corrections(connection: Connection, moment: DateTime) -> None:
    """Corrections were a field and its value; each becomes one of its kind, in the same order."""
    columns = {column["name"] for column in inspect(connection).get_columns("correction")}
    if "field" not in columns:
        return
    old = Table("correction", MetaData(), autoload_with=connection)
    rows = connection.execute(old.select().order_by(old.c.id)).mappings().all()
    old.drop(connection)
    tables = MetaData()
    Table("report", tables, Column("id", String(64), primary_key=True))
    Table("organisation", tables, Column("id", String(16), primary_key=True))
    new = Table(
        "correction",
        tables,
        Column("id", Integer, primary_key=True),
        Column("report_id", ForeignKey("report.id"), nullable=False, index=True),
        Column("kind", String(32), nullable=False),
        Column("said", JSON, nullable=False),
        Column("anchor", JSON, nullable=False),
        Column("organisation_id", ForeignKey("organisation.id")),
        Column("placed", Boolean, nullable=False),
        Column("made_at", moment, nullable=False),
        Column("undone_at", moment),
    )
    new.create(connection)
    for row in rows:
        of_year = row["field"] == "fiscal_year_be"
        said = {"fiscal_year_be": int(row["value"])} if of_year else {"name": row["value"]}
        connection.execute(
            new.insert().values(
                report_id=row["report_id"],
                kind="set_fiscal_year" if of_year else "set_organisation",
                said=said,
                anchor={},
                organisation_id=row["organisation_id"],
                placed=True,
                made_at=row["made_at"],
            )
        )


Migration = Callable[[Connection], None]

MIGRATIONS: tuple[Migration, ...] = (
    add_drafts,
    drop_sample_marks,
    keep_corrections,
    keep_topics,
    name_drafts,
)
"""Step i (from 0) brings a database of schema i + 1 to schema i + 2; never edit a shipped one."""


def schema_of(migrations: tuple[Migration, ...]) -> int:
    """Schema version that these migrations lead to; the first schema is 1."""
    return len(migrations) + 1


def stored_version(connection: Connection) -> int | None:
    """Schema version of the database, None when it holds no store yet."""
    if not inspect(connection).has_table(schema_version.name):
        return None
    return connection.execute(select(schema_version.c.version)).scalar_one_or_none()


def is_current(connection: Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> bool:
    """Whether nothing needs to be done before the database is used.

    Raises:
        StoreError: the database was written by a newer itasearch.
    """
    version, known = stored_version(connection), schema_of(migrations)
    if version is not None and version > known:
        raise StoreError(
            f"the library has schema {version}, this itasearch knows up to schema {known}; "
            "install a newer itasearch"
        )
    return version == known


def upgrade(connection: Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Create the tables, or apply the migrations that are missing, in the caller's transaction."""
    if is_current(connection, migrations):
        return
    version, known = stored_version(connection), schema_of(migrations)
    if version is None:
        metadata.create_all(connection)
        connection.execute(schema_version.insert().values(id=1, version=known))
        return
    for step in migrations[version - 1 :]:
        step(connection)
    connection.execute(schema_version.update().values(version=known))
