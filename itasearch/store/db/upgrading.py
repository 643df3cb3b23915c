"""Which schema a database has, and the steps that bring an older one up to date.

The first release begins with FIRST_SCHEMA; databases of development versions before it are
refused, never changed.
"""

from collections.abc import Callable

from sqlalchemy import Connection, inspect, select

from itasearch.errors import StoreError
from itasearch.store.db.schema import metadata, schema_version

FIRST_SCHEMA = 6
"""Schema of the first release; development versions wrote 1 to 5."""

Migration = Callable[[Connection], None]

MIGRATIONS: tuple[Migration, ...] = ()
"""Step i (from 0) brings a database from schema FIRST_SCHEMA + i to the next.

A step describes the tables that it changes itself: those of `schema` go on changing. A step
that was released is never edited.
"""


def schema_of(migrations: tuple[Migration, ...]) -> int:
    """Schema version that these migrations lead to."""
    return FIRST_SCHEMA + len(migrations)


def stored_version(connection: Connection) -> int | None:
    """Schema version of the database, None when it holds no store yet."""
    if not inspect(connection).has_table(schema_version.name):
        return None
    return connection.execute(select(schema_version.c.version)).scalar_one_or_none()


def is_current(
    connection: Connection, *, place: str, migrations: tuple[Migration, ...] = MIGRATIONS
) -> bool:
    """Whether nothing needs to be done before the database is used.

    Args:
        connection: to the database.
        place: its file or URL, for messages.
        migrations: the steps that are known.

    Raises:
        StoreError: the database was written by a newer itasearch, or by a development
            version before the first release.
    """
    version, known = stored_version(connection), schema_of(migrations)
    if version is not None and version > known:
        raise StoreError(
            f"the library {place} has schema {version}, this itasearch knows up to schema "
            f"{known}; install a newer itasearch"
        )
    if version is not None and version < FIRST_SCHEMA:
        raise StoreError(
            f"the library {place} has schema {version} of a development version, this itasearch "
            f"reads schema {FIRST_SCHEMA} and later; nothing was changed; export its drafts and "
            "run `itasearch backup` with the itasearch that wrote it, then move the database, "
            "corpus/added and index to another place and run `itasearch add` on the moved "
            "original files"
        )
    return version == known


def upgrade(
    connection: Connection, *, place: str, migrations: tuple[Migration, ...] = MIGRATIONS
) -> None:
    """Create the tables, or apply the missing migrations, in the caller's transaction.

    Raises:
        StoreError: as `is_current`.
    """
    if is_current(connection, place=place, migrations=migrations):
        return
    version, known = stored_version(connection), schema_of(migrations)
    if version is None:
        metadata.create_all(connection)
        connection.execute(schema_version.insert().values(id=1, version=known))
        return
    for step in migrations[version - FIRST_SCHEMA :]:
        step(connection)
    connection.execute(schema_version.update().values(version=known))
