"""Opens a database, gives out its reading and writing transactions, and copies a SQLite file.

A SQLite transaction that reads before it writes fails when another process wrote in between, so a
writing one takes the write lock first (BEGIN IMMEDIATE). Connections open existing files only, and
each transaction checks that the file is still the same. Even readers make files next to it: where
the disk is full or the folder read-only, it is opened as a file that does not change.
"""

import json
import os
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, TimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from itasearch import errors
from itasearch.config import DATABASE_VARIABLE
from itasearch.store.db import postgresql, schema
from itasearch.temporary import is_temporary

BUSY_SECONDS = 60.0  #: how long a connection waits for another process that writes
_CACHE_KIB = 16 * 1024
"""Pages that a SQLite connection keeps. Ten measures of a million and 26 copies of them take 1.9 ms
with them, 4.1 with SQLite's own 2 MB."""

_WRITING = "itasearch_writing"
_UNWRITABLE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)
_NO_FILES_BESIDE = (*_UNWRITABLE, sqlite3.SQLITE_CANTOPEN)
"""How SQLite fails to read where it can make no file next to the database."""
_UNCHANGING = "unchanging"  # of a pooled connection: whether it opened a file as immutable
_OF_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR_SHORT_READ)
_SAYS_DAMAGE = re.compile("Could not decode to UTF-8|unsupported file format|malformed")
"""What SQLite says of damage by no code of its own."""


WhenNew: TypeAlias = Callable[[str], None]
"""Called with a store's place before it is created; raises to refuse."""

_FileIdentity: TypeAlias = tuple[int, int]
_Found = TypeVar("_Found")


def allow_new(_address: str) -> None:
    """A WhenNew that lets a store be created anywhere."""


class Database:
    """An open database; thread-safe. `address` is the file, or the URL without password."""

    def __init__(
        self, where: str | Path, *, when_new: WhenNew, setting: str = DATABASE_VARIABLE
    ) -> None:
        """Open it, creating or upgrading its tables; `setting` names it in messages.

        Raises DatabaseUrlError, MissingDriverError, LibraryDamagedError; StoreError: it cannot be
        opened, a newer itasearch wrote it, or `when_new` refuses to create it.
        """
        url = sa.URL.create("sqlite", database=str(where))
        if isinstance(where, str):
            url = _parsed(where, setting)
        path = url.database or ""  # or one of SQLite's own "file:" URIs
        is_file = url.get_backend_name() == "sqlite" and not path.startswith("file:")
        self.file = Path(path).absolute() if is_file else None
        self._engine = _engine(url, self.file, setting)
        is_postgresql = url.get_backend_name() == postgresql.NAME
        self._writing_options = postgresql.WRITING_OPTIONS if is_postgresql else {}
        self._has_one_writer = not is_postgresql
        self.address = str(self.file or url.render_as_string())
        self._when_new = when_new
        # Threads that wait here are served in turn and hold no connection; SQLite's waiters race.
        self._turn = threading.Lock()
        self._opening = threading.Lock()
        self._opened: _FileIdentity | None = None
        self._cache: dict[str, tuple[str, object]] = {}
        try:
            self._open()
        except errors.StoreError:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent view of the database. Raises StoreError: it cannot be read."""
        self._follow_file()
        with self._errors(), self._engine.connect() as connection:
            yield connection

    def cached(self, name: str, read: Callable[[sa.Connection], _Found]) -> _Found:
        """What `read` returns, cached under a name until reports change."""
        with self.reading() as connection:
            revision = schema.revision_of(connection)
            cached = self._cache.get(name)
            if cached is None or cached[0] != revision:
                cached = self._cache[name] = revision, read(connection)
        return cast(_Found, cached[1])

    @contextmanager
    def writing(self, *, reports: bool = True) -> Iterator[sa.Connection]:
        """A transaction that alone may write; committed at the end, undone on any error.

        With `reports` the store gets a new revision. Raises StoreError: it cannot be written, or is
        busy for a minute.
        """
        self._follow_file()
        with self._alone(), self._begun() as connection:
            # Databases without BEGIN IMMEDIATE queue their writers at this row; SQLite ignores it.
            connection.execute(sa.select(schema.schema_version.c.version).with_for_update())
            if reports:
                schema.renew_revision(connection)
            yield connection

    @contextmanager
    def taking(self) -> Iterator[sa.Connection]:
        """A transaction that writes jobs only: PostgreSQL locks just the rows that it takes."""
        self._follow_file()
        with self._alone() if self._has_one_writer else nullcontext(), self._begun() as connection:
            yield connection

    @contextmanager
    def writing_to(self, other: "Database") -> Iterator[tuple[sa.Connection, sa.Connection]]:
        """Transactions that lock two databases. Raises StoreError: they are one."""
        if self._engine.url == other._engine.url or (self.file and self._opened == other._opened):
            raise errors.StoreError(f"the library is {self.address} already")
        with self.writing(reports=False) as here, other.writing() as there:
            yield here, there

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """The turn of this thread among those of the process. Raises StoreBusyError."""
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            reason = "another thread of this program is still writing"
            raise errors.StoreBusyError(path=self.address, reason=reason)
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def _begun(self) -> Iterator[sa.Connection]:
        options = {_WRITING: True, **self._writing_options}
        with (
            self._errors(),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            if postgresql.is_postgresql(connection):
                postgresql.begin_writing(connection, lock_seconds=BUSY_SECONDS)
            yield connection

    def close(self) -> None:
        """Release all connections."""
        self._engine.dispose()

    def _follow_file(self) -> None:
        if self.file is None or _identity(self.file) == self._opened:
            return
        with self._opening:
            if _identity(self.file) != self._opened:
                self._engine.dispose()
                self._open()

    def _open(self) -> None:
        is_made = self.file is not None and _create_missing(
            self.file, self._when_new, was_open=self._opened is not None
        )
        with self._errors(), self._engine.connect() as connection:
            current = schema.is_current(connection, address=self.address)
            is_new = not sa.inspect(connection).has_table(schema.source_file.name)
        if is_new and not is_made:
            self._when_new(self.address)
        if not current:
            # Not `writing`: the row it locks may not exist yet.
            with self._begun() as connection:
                schema.upgrade(connection, address=self.address)
        self._opened = None if self.file is None else _identity(self.file)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            raise self._error_of(error.orig if isinstance(error, DBAPIError) else error) from error
        except TimeoutError as error:
            raise errors.StoreBusyError(path=self.address, reason=str(error)) from error
        except schema.MisreadError as error:
            raise errors.LibraryDamagedError(path=self.address, reason=str(error)) from error

    def _error_of(self, error: object) -> errors.StoreError:
        code, reason = _error_code(error), str(error).strip()
        if (of_file := _error_of_file(error, path=self.address)) is not None:
            return of_file
        if code in _UNWRITABLE:
            read_only = self.file is not None and not os.access(self.file.parent, os.W_OK)
            if not read_only and code == sqlite3.SQLITE_READONLY:
                reason = "no space for the files beside it"
            return errors.StoreUnwritableError(
                path=self.address, reason=reason, is_read_only=read_only
            )
        if postgresql.is_unreachable(error):
            return errors.StoreUnreachableError(path=self.address, reason=reason)
        is_locked = getattr(error, "sqlstate", None) == postgresql.LOCK_NOT_AVAILABLE
        if is_locked or code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return errors.StoreBusyError(path=self.address, reason=reason)
        remedy = errors.Message("run: itasearch doctor")
        if code == sqlite3.SQLITE_CANTOPEN:
            remedy = errors.Message(
                "make room on its disk or mend the rights of its folder, then run the command again"
            )
        return errors.StoreError(
            "the library's database {place} failed: {error}; {remedy}",
            place=self.address,
            error=error,
            remedy=remedy,
        )


def is_damage(error: object) -> bool:
    """Whether SQLite says by this error that its file is damaged, or is none of its own."""
    code = getattr(error, "sqlite_errorcode", None)
    by_code = code is not None and (code in _OF_DAMAGE or code & 0xFF in _OF_DAMAGE)
    by_words = isinstance(error, sqlite3.Error) and _SAYS_DAMAGE.search(str(error)) is not None
    return by_code or by_words


def _error_of_file(error: object, *, path: str) -> errors.StoreError | None:
    """Of a damaged file, and of a disk that does not give what its file holds."""
    if is_damage(error):
        return errors.LibraryDamagedError(path=path, reason=str(error).strip())
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_READ:
        return errors.StoreUnreadableError(path=path, reason=str(error).strip())
    return None


class SqlPart:
    """A part of the SQL store: each public method is one transaction of the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _read(self, query: sa.Select[Any]) -> Sequence[sa.RowMapping]:
        with self._database.reading() as connection:
            return connection.execute(query).mappings().all()


def _identity(file: Path) -> _FileIdentity | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status.st_size else None


def _log_bytes(file: Path) -> int:
    try:
        return file.with_name(f"{file.name}-wal").stat().st_size
    except OSError:
        return 0


def _create_missing(file: Path, when_new: WhenNew, *, was_open: bool) -> bool:
    """Make a missing file if `when_new` allows it; whether it was made.

    Raises LibraryGoneError: it was open, and is gone.
    """
    if _identity(file) is not None:
        return False
    if was_open:
        raise errors.LibraryGoneError(path=str(file))
    when_new(str(file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    except OSError as error:
        raise errors.StoreError(
            "the library's database {file} cannot be made: {error}; make room on its disk "
            "or mend the rights of its folder",
            file=file,
            error=error,
        ) from error
    return True


def _parsed(url: str, setting: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise _no_store(url, setting, "is no address of a database") from error
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        reason = "names no file, and a library in memory cannot be shared between threads"
        raise _no_store(url, setting, reason)
    if "[" in (parsed.host or ""):
        raise _no_store(url, setting, "names no host; a password has %5B for [ and %40 for @")
    return parsed


def _no_store(url: str, setting: str, reason: str) -> errors.DatabaseUrlError:
    example = f"{postgresql.DRIVER}://USER:PASSWORD@HOST/NAME"
    return errors.DatabaseUrlError(setting=setting, value=url, reason=reason, example=example)


_as_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _encoded(value: object) -> str:
    text = _as_json(value)
    is_storable = "\\u0000" not in text and schema.storable(text) == text
    return text if is_storable else _as_json(schema.storable_json(value))


def _engine(url: sa.URL, file: Path | None, setting: str) -> sa.Engine:
    sqlite = url.get_backend_name() == "sqlite"
    options = postgresql.ENGINE_OPTIONS if url.get_backend_name() == postgresql.NAME else {}
    try:
        engine = sa.create_engine(
            url,
            connect_args={"timeout": BUSY_SECONDS} if sqlite else {},
            **options,
            json_serializer=_encoded,
            # As partial: psycopg warns of a function with a closure.
            json_deserializer=partial(schema.decoding(json.loads)),
        )
    except (NoSuchModuleError, ImportError) as error:
        if url.drivername == postgresql.DRIVER:
            raise errors.MissingDriverError from error
        reason = f"needs a driver for {url.drivername!r}, of which none is installed"
        raise _no_store(url.render_as_string(), setting, reason) from error
    if file is not None:
        sa.event.listen(engine, "do_connect", partial(_connect_to_existing, file))
        # The next transaction reconnects: the file may have changed, or be writable now.
        sa.event.listen(
            engine, "checkin", lambda _, it: it.info.get(_UNCHANGING) and it.invalidate()
        )
    if sqlite:
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_to_existing(
    file: Path,
    dialect: Dialect,
    record: ConnectionPoolEntry,
    arguments: list[object],
    options: dict[str, object],
) -> DBAPIConnection:
    more = {**options, "uri": True}
    connection = dialect.connect(f"{file.as_uri()}?mode=rw", *arguments[1:], **more)
    record.info[_UNCHANGING] = _wants_files_beside(file, connection)
    if record.info[_UNCHANGING]:
        connection.close()
        connection = dialect.connect(f"{file.as_uri()}?immutable=1", *arguments[1:], **more)
    return connection


def _wants_files_beside(file: Path, connection: DBAPIConnection | sqlite3.Connection) -> bool:
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA schema_version")
    except sqlite3.Error as error:
        is_there = _identity(file) is not None and not _log_bytes(file)
        return is_there and _error_code(error) in _NO_FILES_BESIDE
    finally:
        cursor.close()
    return False


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own BEGIN comes too late and is never IMMEDIATE; ours is in _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    # The store is the truth: each commit is worth an fsync.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    _use_write_ahead_log(cursor)
    cursor.close()


def _use_write_ahead_log(cursor: sqlite3.Cursor) -> None:
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


def _begin_sqlite(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _error_code(error: object) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    # The lower byte is the kind of error; the rest, which system call it was.
    return None if code is None else int(code) & 0xFF


def copy_database(source: Path, target: Path) -> None:
    """Write one committed state of a SQLite file to a self-contained file. Raises StoreError."""
    uri = source.absolute().as_uri()
    try:
        # Without a mode a lost file would be created.
        original = sqlite3.connect(f"{uri}?mode=rw", uri=True, timeout=BUSY_SECONDS)
        if _wants_files_beside(source, original):
            original.close()
            original = sqlite3.connect(f"{uri}?immutable=1", uri=True)
        with closing(original):
            original.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise _error_of_file(error, path=str(source)) or errors.StoreError(
            "the library's database {source} cannot be copied to {folder} ({error}); if "
            "that disk is full make room on it, or name a file on another one, then run the "
            "command again",
            source=source,
            folder=next(parent for parent in target.parents if not is_temporary(parent)),
            error=error,
        ) from error
