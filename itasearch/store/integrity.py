"""Whether a SQLite database fits together: its pages, indexes and references.

A PostgreSQL server checks its own files.
"""

from sqlalchemy.exc import DBAPIError

from itasearch.store.db.database import SqlPart, is_damage

_MOST_FAULTS = 20  # that are named: more say nothing new


class SqlIntegrity(SqlPart):
    """Looks for damage."""

    def faults(self) -> tuple[str, ...]:
        """Damage in the words of SQLite, after reading all of the file; () where it is sound.

        Raises LibraryDamagedError: the file cannot be opened at all.
        """
        with self._database.reading() as connection:
            if connection.dialect.name != "sqlite":
                return ()
            try:
                check = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FAULTS})")
                faults = [str(text) for (text,) in check.all() if text != "ok"]
                references = connection.exec_driver_sql("PRAGMA foreign_key_check")
                for table, row, parent, _ in references.fetchmany(_MOST_FAULTS):
                    faults.append(f"row {row} of {table} names a row of {parent} that is missing")
            except DBAPIError as error:
                if not is_damage(error.orig):
                    raise
                faults = [str(error.orig)]
        return tuple(faults)
