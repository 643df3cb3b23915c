"""The part of the SQL store that keeps saved searches."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import delete, func, select

from itasearch.errors import TooManyWatchesError, UnknownWatchError
from itasearch.model.library import ReportStatus
from itasearch.model.ranking import Query
from itasearch.model.watches import MOST_WATCHES, Watch
from itasearch.store.db.database import SqlPart
from itasearch.store.db.schema import report, watch

_COLUMNS = tuple(watch.c[name] for name in Watch.__slots__)


class SqlWatches(SqlPart):
    """Saved searches. None of these methods changes reports."""

    def add(self, query: Query, *, name: str, maker: str) -> Watch:
        """Save a search of a person. Raises TooManyWatchesError."""
        made = Watch(
            id=secrets.token_hex(8), name=name, query=query, maker=maker, made_at=datetime.now(UTC)
        )
        row = {column: getattr(made, column) for column in Watch.__slots__}
        of_maker = select(func.count()).where(watch.c.maker == maker)
        with self._database.writing(reports=False) as connection:
            if connection.execute(of_maker).scalar_one() >= MOST_WATCHES:
                raise TooManyWatchesError(most=MOST_WATCHES)
            connection.execute(watch.insert().values(**row))
        return made

    def all(self, *, maker: str | None = None) -> tuple[Watch, ...]:
        """Saved searches of a person, None: of everyone, the oldest first."""
        saved = select(*_COLUMNS).order_by(watch.c.made_at, watch.c.id)
        if maker is not None:
            saved = saved.where(watch.c.maker == maker)
        return tuple(Watch(**row) for row in self._read(saved))

    def get(self, watch_id: str) -> Watch:
        """The saved search with this id. Raises UnknownWatchError."""
        for saved in self.all():
            if saved.id == watch_id:
                return saved
        raise UnknownWatchError(identifier=watch_id)

    def remove(self, watch_id: str) -> None:
        """Delete a saved search; no error if it is gone."""
        with self._database.writing(reports=False) as connection:
            connection.execute(delete(watch).where(watch.c.id == watch_id))

    def added_reports(self, *, since: datetime) -> Mapping[str, datetime]:
        """When each report in use was added, by report id; only those added after `since`."""
        added = select(report.c.id, report.c.added_at).where(
            report.c.added_at > since, report.c.status == ReportStatus.ACTIVE
        )
        return {row["id"]: row["added_at"] for row in self._read(added)}
