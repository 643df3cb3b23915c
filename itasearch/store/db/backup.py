"""A consistent copy of the database in a file of its own, while others read and write.

SQLite's online backup copies one committed state, which a copy of the file would not.
Other databases have tools of their own for this. Imports SQLAlchemy and errors.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from itasearch.errors import StoreError

_BUSY_SECONDS = 60.0


def sqlite_file(where: str | Path) -> Path:
    """The SQLite file of this SQLAlchemy URL or path.

    Raises:
        StoreError: it is another database.
    """
    if isinstance(where, Path):
        return where
    url = make_url(where)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise StoreError(
            f"only a SQLite library can be copied; back up {url.render_as_string()} with the "
            "tools of that database, and corpus/ as a folder"
        )
    return Path(url.database)


def _existing(file: Path) -> sqlite3.Connection:
    # Without the mode a file that is gone would be created.
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS)


def copy_database(source: Path, target: Path) -> None:
    """Write the SQLite database of one file to another, which then needs no file beside it.

    Raises:
        StoreError: it cannot be read or written.
    """
    try:
        with (
            closing(_existing(source)) as original,
            closing(sqlite3.connect(target)) as copy,
        ):
            original.backup(copy)
            # The original's write-ahead log is named in the copy; a single file has none.
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise StoreError(
            f"the library's database {source} cannot be copied to {target.parent} ({error}); if "
            "that disk is full make room on it, or name a file on another one"
        ) from error
