"""Which schema a database has, and the steps that bring an old one up to date.

Imports SQLAlchemy, errors and its neighbours schema and migrations.
"""

from collections.abc import Callable

from sqlalchemy import Connection, inspect, select

from itasearch.errors import StoreError
from itasearch.store.db.migrations import (
    add_drafts,
    drop_sample_marks,
    keep_corrections,
    keep_topics,
    name_drafts,
)
from itasearch.store.db.schema import metadata, schema_version

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
