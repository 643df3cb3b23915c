"""Opens a database and gives out its transactions: reading ones and writing ones.

SQLite needs care that this file keeps to itself: a transaction that begins by
reading and then writes fails at once when another process wrote in between, so
a writing one takes the write lock first (BEGIN IMMEDIATE) and waits for it.
Imports SQLAlchemy, errors and its own room.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, TimeoutError

from itasearch.errors import StoreError
from itasearch.store.schema import schema_version
from itasearch.store.upgrading import is_current, upgrade

BUSY_SECONDS = 60.0
"""How long a SQLite connection waits for another process that writes."""

_WRITING = "itasearch_writing"


class _Cursor(Protocol):
    def execute(self, statement: str, /) -> object: ...
    def fetchone(self) -> tuple[object, ...] | None: ...
    def close(self) -> None: ...


class _SqliteConnection(Protocol):
    isolation_level: str | None

    def cursor(self) -> _Cursor: ...


class Database:
    """An open database; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Threads that wait here are served in turn and hold no connection; SQLite's waiters race.
        self._turn = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database.

        Raises:
            StoreError: the database cannot be read.
        """
        with _store_errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone may write; committed at the end, undone on any error.

        Raises:
            StoreError: the database cannot be written, or another process
                kept it busy for a minute.
        """
        with (
            self._turn,
            _store_errors(),
            self._engine.connect().execution_options(**{_WRITING: True}) as connection,
            connection.begin(),
        ):
            # Databases without BEGIN IMMEDIATE queue their writers at this row; SQLite ignores it.
            connection.execute(select(schema_version.c.version).with_for_update())
            yield connection

    def close(self) -> None:
        """Release all connections."""
        self._engine.dispose()


def open_database(where: str | Path) -> Database:
    """Open the database of this SQLAlchemy URL or SQLite file, creating or upgrading its tables.

    Raises:
        StoreError: it cannot be opened, or a newer itasearch wrote it.
    """
    url = URL.create("sqlite", database=str(where)) if isinstance(where, Path) else _parsed(where)
    if url.get_backend_name() == "sqlite":
        _make_folder(Path(str(url.database)).parent)
    engine = _engine(url)
    try:
        with _store_errors(), engine.connect() as connection:
            current = is_current(connection)
        if not current:
            _upgrade(engine)
    except StoreError:
        engine.dispose()
        raise
    return Database(engine)


def _upgrade(engine: Engine) -> None:
    # Not Database.writing: the row it locks may not exist yet.
    with (
        _store_errors(),
        engine.connect().execution_options(**{_WRITING: True}) as connection,
        connection.begin(),
    ):
        upgrade(connection)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            f"not a database URL: {url!r}; for example sqlite:///library.db"
        ) from error
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise StoreError(
            f"{url!r} names no file; a library in memory cannot be shared between threads"
        )
    return parsed


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the library's folder {folder} cannot be made: {error}") from error


def _engine(url: URL) -> Engine:
    sqlite = url.get_backend_name() == "sqlite"
    try:
        engine = create_engine(
            url,
            connect_args={"timeout": BUSY_SECONDS} if sqlite else {},
            json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
        )
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        name = url.drivername
        raise StoreError(f"no driver for {name!r} is installed: {error}") from error
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: _SqliteConnection, _record: object) -> None:
    # The driver's own BEGIN comes too late and is never IMMEDIATE; ours is in _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    # The store is the truth and a commit comes once a file: worth an fsync each.
    cursor.execute("PRAGMA synchronous=FULL")
    _use_write_ahead_log(cursor)
    cursor.close()


def _use_write_ahead_log(cursor: _Cursor) -> None:
    """Readers go on while one writes. Two processes that make one new file must take turns."""
    cursor.execute("PRAGMA journal_mode")
    if cursor.fetchone() == ("wal",):
        return
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            # SQLite does not apply its busy timeout to this change.
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def _store_errors() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"the library's database failed: {error.orig}") from error
    except TimeoutError as error:
        raise StoreError(f"the library's database is too busy: {error}") from error
