"""The store in an SQL database: SQLite by default, PostgreSQL by its SQLAlchemy URL.

Each method of a part is one transaction, and nothing is kept in memory between two, so one store
serves many threads and one database many processes: readers never wait, one writer at a time does.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from itasearch.model.people import THIS_COMPUTER, Person
from itasearch.store.actions import SqlActions
from itasearch.store.copying import SqlCopying
from itasearch.store.correcting import SqlCorrections
from itasearch.store.db.database import Database, WhenNew, allow_new
from itasearch.store.drafts.drafts import SqlDrafts
from itasearch.store.integrity import SqlIntegrity
from itasearch.store.jobs import SqlJobs
from itasearch.store.notes import SqlNotes
from itasearch.store.organisations import SqlOrganisations
from itasearch.store.reports.adding import SqlAdding
from itasearch.store.reports.holdings import SqlHoldings
from itasearch.store.reports.queries import SqlReports
from itasearch.store.watches import SqlWatches


class SqlStore:
    """All that a workspace keeps. Any method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reports = SqlReports(database)
        self.intake = SqlAdding(database)
        self.holdings = SqlHoldings(database)
        self.organisations = SqlOrganisations(database)
        self.corrections = SqlCorrections(database)
        self.drafts = self.drafts_of(THIS_COMPUTER)
        self.notes = SqlNotes(database)
        self.watches = SqlWatches(database)
        self.actions = SqlActions(database)
        self.jobs = SqlJobs(database)
        self.copying = SqlCopying(database)
        self.integrity = SqlIntegrity(database)

    def drafts_of(self, person: Person, *, reports: SqlReports | None = None) -> SqlDrafts:
        """The drafts of a person; measures come from `reports`."""
        return SqlDrafts(self._database, person=person, reports=reports or self.reports)

    def close(self) -> None:
        """Release connections."""
        self._database.close()


@contextmanager
def open_store(where: str | Path, *, when_new: WhenNew = allow_new) -> Iterator[SqlStore]:
    """Open the store of an SQLite file, a Path, or of a SQLAlchemy URL ("postgresql+psycopg://…").

    A missing file and its folder are made; an older schema is upgraded; a file replaced meanwhile
    is opened with the next call. `when_new` is called before a store is created, and may raise
    StoreError. Other errors are those of Database.
    """
    with closing(SqlStore(Database(where, when_new=when_new))) as store:
        yield store
