"""Copying a whole library into another database: every table, in one transaction, checked.

Rows are read and written in the order of their keys, which is the same in any database. The copy
has the revision of the original, so that an index fits both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, func, select

from itasearch.errors import StoreError
from itasearch.model.library import no_progress
from itasearch.store.db.database import Database, SqlPart, allow_new, copy_database
from itasearch.store.db.postgresql import allow_idleness, is_postgresql, lock_rows, number_after
from itasearch.store.db.rows import Row
from itasearch.store.db.schema import job, metadata, report, revision_of, schema_version
from itasearch.store.jobs import jobs_at_work
from itasearch.temporary import TemporaryFolder

_ROWS_TOGETHER = 500  # rows that are read and written together: some MB of measures

_TABLES = tuple(table for table in metadata.sorted_tables if table is not schema_version)
"""All but the version, which the copy has of its own; a table comes after those it refers to."""

OnRows = Callable[[int, int], None]  #: Called with the rows that are copied, and how many there are


class SqlCopying(SqlPart):
    """The whole library, written to another database."""

    def copy_to(self, where: str | Path, *, on_rows: OnRows = no_progress) -> Mapping[str, int]:
        """Write all tables to the empty library at `where`; returns the rows of each, by name.

        All rows are read back before it is committed. It is created if missing. Nobody else writes
        to either library meanwhile. Raises StoreError: it is this library, holds something, cannot
        hold what this one has, or workers are at jobs.
        """
        with (
            closing(Database(where, when_new=allow_new, setting="--to")) as target,
            self._database.writing_to(target) as (original, copy),
        ):
            _lock_jobs(original, address=self._database.address)
            _lock_jobs(copy, address=target.address)
            return _copy(original, copy, address=target.address, on_rows=on_rows)

    def software(self) -> str:
        """Name and version of the database's software: "postgresql 15.6"."""
        with self._database.reading() as connection:
            version = connection.dialect.server_version_info or ()
            return f"{connection.dialect.name} {'.'.join(map(str, version))}"

    def write_file(self, file: Path) -> None:
        """Write one committed state of the library to a new SQLite file, as a backup holds it."""
        if self._database.file is not None:
            copy_database(self._database.file, file)
            return
        with TemporaryFolder(within=file.parent) as folder:
            unpacked = folder.path / file.name
            with (
                closing(Database(unpacked, when_new=allow_new)) as target,
                self._database.reading() as original,
                target.writing() as copy,
            ):
                _copy(original, copy, address=target.address, on_rows=no_progress)
            copy_database(unpacked, file)


def _copy(
    original: Connection, copy: Connection, *, address: str, on_rows: OnRows
) -> Mapping[str, int]:
    if _count(copy):
        raise StoreError(
            f"the library {address} is not empty; nothing was changed; name an empty database"
        )
    for connection in (original, copy):
        if is_postgresql(connection):
            allow_idleness(connection)  # the one while the other is read or written
    total = _count(original)
    copied: dict[str, int] = {}
    for table in _TABLES:
        copied[table.name] = 0
        later: Row = {"replaced_by": None} if table is report else {}
        for some in _rows(original, table):
            copy.execute(table.insert(), [{**row, **later} for row in some])
            copied[table.name] += len(some)
            on_rows(sum(copied.values()), total)
        if table is report:
            _write_references_to_itself(original, copy)
        if is_postgresql(copy):
            number_after(copy, table)
        for written, read in zip_longest(_rows(original, table), _rows(copy, table)):
            if written != read:
                raise StoreError(
                    f"the library {address} gave back other rows of table {table.name!r} than "
                    "were written; nothing was changed"
                )
    copy.execute(schema_version.update().values(revision=revision_of(original)))
    return copied


def _lock_jobs(connection: Connection, *, address: str) -> None:
    """Let no worker take or finish jobs meanwhile. Raises StoreError: a worker has one."""
    if is_postgresql(connection):
        lock_rows(connection, job)
    at_work = jobs_at_work(connection)
    if at_work:
        raise StoreError(
            f"workers are reading {at_work} files for the library {address}; nothing was changed; "
            "let them end (Ctrl-C, or stop the service), or stop the app that reads uploads, and "
            "run the command again"
        )


def _count(connection: Connection) -> int:
    counts = [select(func.count()).select_from(table).scalar_subquery() for table in _TABLES]
    return sum(connection.execute(select(*counts)).one())


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[RowMapping]]:
    """All rows by key, some at a time."""
    in_order: Select[tuple[object, ...]] = select(table).order_by(*table.primary_key.columns)
    streamed = connection.execute(in_order, execution_options={"yield_per": _ROWS_TOGETHER})
    yield from streamed.mappings().partitions()


def _write_references_to_itself(original: Connection, copy: Connection) -> None:
    key, other = report.c.id, report.c.replaced_by
    named = original.execute(select(key, other).where(other.is_not(None))).all()
    if named:
        this = report.update().where(key == bindparam("row"))
        values = this.values(replaced_by=bindparam("other"))
        copy.execute(values, [{"row": row, "other": by} for row, by in named])
