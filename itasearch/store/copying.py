"""Copying a whole library into another database: every table, in one transaction, checked.

Rows are read and written in the order of their keys, so that equal tables have equal digests in
any database. The copy has the revision of the original, so that an index fits both.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, func, select

from itasearch.errors import StoreError
from itasearch.model.library import no_progress
from itasearch.store.base import MovedTable
from itasearch.store.db.database import Database, SqlPart, allow_new, copy_database
from itasearch.store.db.postgresql import allow_idleness, is_postgresql, lock_rows, number_after
from itasearch.store.db.rows import Row
from itasearch.store.db.schema import as_json, job, metadata, report, revision_of, schema_version
from itasearch.store.jobs import jobs_at_work
from itasearch.temporary import TemporaryFolder

_ROWS_TOGETHER = 500  # rows that are read and written together: some MB of measures

_TABLES = tuple(table for table in metadata.sorted_tables if table is not schema_version)
"""All but the version, which the copy has of its own; a table comes after those it refers to."""

OnRows = Callable[[int, int], None]  #: Called with the rows that are copied, and how many there are


class SqlCopying(SqlPart):
    """The whole library, written to another database."""

    def copy_to(
        self, where: str | Path, *, on_rows: OnRows = no_progress
    ) -> tuple[MovedTable, ...]:
        """Write all tables to the empty library at `where`, checked before it is committed.

        It is created if missing. Nobody else writes to either library meanwhile. Raises StoreError:
        it is this library, holds something, cannot hold what this one has, or workers are at jobs.
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
) -> tuple[MovedTable, ...]:
    if _count(copy):
        raise StoreError(
            f"the library {address} is not empty; nothing was changed; name an empty database"
        )
    for connection in (original, copy):
        if is_postgresql(connection):
            allow_idleness(connection)  # the one while the other is read or written
    total, done = _count(original), 0
    tables: list[MovedTable] = []
    for table in _TABLES:
        digest, rows = hashlib.sha256(), 0
        later: Row = {"replaced_by": None} if table is report else {}
        for some in _rows(original, table, digest):
            copy.execute(table.insert(), [{**row, **later} for row in some])
            rows += len(some)
            on_rows(done + rows, total)
        if table is report:
            _write_references_to_itself(original, copy)
        if is_postgresql(copy):
            number_after(copy, table)
        done += rows
        tables.append(MovedTable(name=table.name, rows=rows, sha256=digest.hexdigest()))
    _check(copy, tables, address=address)
    copy.execute(schema_version.update().values(revision=revision_of(original)))
    return tuple(tables)


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


def _rows(
    connection: Connection, table: Table, digest: "hashlib._Hash"
) -> Iterator[Sequence[RowMapping]]:
    """All rows by key, some at a time, each taken into the digest."""
    in_order: Select[tuple[object, ...]] = select(table).order_by(*table.primary_key.columns)
    streamed = connection.execute(in_order, execution_options={"yield_per": _ROWS_TOGETHER})
    for some in streamed.mappings().partitions():
        for row in some:
            values = as_json([*row.values()])
            digest.update(json.dumps(values, sort_keys=True, default=str).encode() + b"\n")
        yield some


def _write_references_to_itself(original: Connection, copy: Connection) -> None:
    key, other = report.c.id, report.c.replaced_by
    named = original.execute(select(key, other).where(other.is_not(None))).all()
    if named:
        this = report.update().where(key == bindparam("row"))
        values = this.values(replaced_by=bindparam("other"))
        copy.execute(values, [{"row": row, "other": by} for row, by in named])


def _check(connection: Connection, written: Sequence[MovedTable], *, address: str) -> None:
    for table, expected in zip(_TABLES, written, strict=True):
        digest = hashlib.sha256()
        rows = sum(map(len, _rows(connection, table, digest)))
        if (rows, digest.hexdigest()) != (expected.rows, expected.sha256):
            raise StoreError(
                f"the library {address} gave back table {table.name!r} with {rows} rows and digest "
                f"{digest.hexdigest()[:12]} in place of {expected.rows} and "
                f"{expected.sha256[:12]}; nothing was changed"
            )
