"""Whether a database holds what was written to it: its structure, its references, its texts.

SQLite's own check finds pages, rows and indexes that do not fit together; reading every row invalid
UTF-8 and JSON; the digest of a report's measures changed letters. What has no digest (drafts,
people, what was read before corrections) may have changed letters unseen.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import JSON, Column, Connection, DateTime, String, Table, TypeDecorator, select
from sqlalchemy.exc import DBAPIError

from itasearch.model.records import TEXT_FIELDS
from itasearch.store.db.database import SqlPart, is_damage
from itasearch.store.db.rows import batches, content_digest
from itasearch.store.db.schema import IS_ACTIVE, metadata, report
from itasearch.store.reports.queries import load_reports

MOST_FAULTS = 20  #: Faults of one kind that are named: more say nothing new
_MOST_OF_SQLITE = 10_000  # that SQLite's check lists, those of pages first, then by table
_OF_INDEX = re.compile(r"(?:missing from index|wrong # of entries in index) (\S+)")
"""What SQLite says of its own index, which it can rebuild from the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Damage: what and where, in English. `derived`: it can be repaired from the rest."""

    text: str
    is_derived: bool = False


class SqlIntegrity(SqlPart):
    """Looks for damage, and mends what is derived."""

    def faults(self) -> tuple[Fault, ...]:
        """Damage, MOST_FAULTS of a kind, after reading all rows. Raises StoreError."""
        with self._database.reading() as connection:
            return tuple(_faults(connection)) or tuple(
                islice(_of_contents(connection), MOST_FAULTS)
            )

    def mend_derived(self) -> bool:
        """Rebuild SQLite's indexes if only they are damaged; whether all is right now."""
        faults = self.faults()
        if not all(fault.is_derived for fault in faults):
            return False
        if faults:
            with self._database.writing(reports=False) as connection:
                connection.exec_driver_sql("REINDEX")
        return not self.faults()

    def page_checksums(self) -> str:
        """Whether a PostgreSQL server keeps checksums of its pages: "on", "off"; else ""."""
        with self._database.reading() as connection:
            if connection.dialect.name != "postgresql":
                return ""
            return str(connection.exec_driver_sql("SHOW data_checksums").scalar_one())


def _faults(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        for table in metadata.sorted_tables:
            yield from _unreadable(connection, table)
        return
    try:
        yield from _of_structure(connection)
        faults = connection.exec_driver_sql("PRAGMA foreign_key_check")
        for table, row, parent, _ in faults.fetchmany(MOST_FAULTS):
            yield Fault(text=f"row {row} of {table} names a row of {parent} that is not there")
        faults.close()
        for table in metadata.sorted_tables:
            yield from islice(_of_texts(connection, table), MOST_FAULTS)
    except DBAPIError as error:
        if not is_damage(error.orig):
            raise
        yield Fault(text=str(error.orig))


def _of_structure(connection: Connection) -> Iterator[Fault]:
    indexes: Counter[str] = Counter()
    others: list[str] = []
    for (text,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_OF_SQLITE})").all():
        of_index = _OF_INDEX.search(text)
        if of_index is not None:
            indexes[of_index[1]] += 1
        elif text != "ok":
            others.append(text)
    for text in others[:MOST_FAULTS]:
        yield Fault(text=text)
    for name, count in indexes.items():
        yield Fault(text=f"{count} rows do not fit index {name} of SQLite", is_derived=True)


def _of_texts(connection: Connection, table: Table) -> Iterator[Fault]:
    columns = [each for each in table.columns if isinstance(_kind(each), String | JSON | DateTime)]
    keys = [*table.primary_key.columns]
    names = ", ".join(f'"{key.name}"' for key in (*keys, *columns))
    driver = connection.connection.driver_connection
    if not columns or not isinstance(driver, sqlite3.Connection):
        return
    before, driver.text_factory = driver.text_factory, bytes
    try:
        # Of this transaction, past SQLAlchemy: its types would raise at the first fault.
        for row in driver.execute(f'SELECT {names} FROM "{table.name}"'):
            for column, value in zip(columns, row[len(keys) :], strict=True):
                wrong = _wrong(value, column)
                if wrong:
                    key = ", ".join(
                        part.decode(errors="replace") if isinstance(part, bytes) else str(part)
                        for part in row[: len(keys)]
                    )
                    yield Fault(text=f"{table.name} {key}, {column.name}: {wrong}")
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        yield Fault(text=f"{table.name}: {error}")
    finally:
        driver.text_factory = before


def _kind(column: Column[object]) -> object:
    return column.type.impl if isinstance(column.type, TypeDecorator) else column.type


def _wrong(value: object, column: Column[object]) -> str:
    if not isinstance(value, bytes):
        return ""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return "no UTF-8"
    try:
        if isinstance(_kind(column), JSON):
            json.loads(text)
        elif isinstance(_kind(column), DateTime):
            datetime.fromisoformat(text)
    except ValueError:
        return "no JSON" if isinstance(_kind(column), JSON) else "no date"
    return ""


def _of_contents(connection: Connection) -> Iterator[Fault]:
    active = select(report.c.id, report.c.content_digest).where(IS_ACTIVE)
    digests = {row.id: row.content_digest for row in connection.execute(active)}
    for ids in batches([*digests]):
        try:
            reports = load_reports(connection, ids)
        except (LookupError, TypeError, ValueError) as error:
            yield Fault(text=f"a report of {ids[0]} … {ids[-1]} cannot be read: {error}")
            continue
        for stored in reports:
            # A digest may be of letters that no database holds: U+FFFD took their place.
            texts = (measure.text(name) for measure in stored.measures for name in TEXT_FIELDS)
            is_same = content_digest(stored.measures) == digests[stored.id]
            if not is_same and not any("\ufffd" in text for text in texts):
                yield Fault(text=f"report {stored.id}: its texts are not those that were stored")


def _unreadable(connection: Connection, table: Table) -> Iterator[Fault]:
    try:
        for _ in connection.execute(select(table), execution_options={"yield_per": 500}):
            pass
    except (DBAPIError, ValueError) as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise  # a server that went away says nothing of its rows
        yield Fault(text=f"{table.name}: {error}")
        with suppress(DBAPIError):
            connection.rollback()
