"""The part of the SQL store that keeps what is watched, and what was new of it.

What a watch knows is read and replaced in the transaction that writes its news: two looks at the
same time report nothing twice.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select, true, update

from itasearch.errors import TooManyWatchesError, UnknownWatchError
from itasearch.model.library import ReportStatus
from itasearch.model.ranking import Query
from itasearch.model.watches import (
    MOST_NEWS,
    MOST_WATCHES,
    Channel,
    News,
    NewsCount,
    Sighting,
    Watch,
    known_after,
    news_among,
    watch_key,
)
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import drop_oldest, update_row
from itasearch.store.db.schema import measure, report, watch, watch_news

_SEEN = ("subject", "title", "organisation", "fiscal_year_be")
_WATCH_COLUMNS = tuple(watch.c[name] for name in Watch.__slots__)


class SqlWatches(SqlPart):
    """What is watched, and its news. None of these changes reports."""

    def add(
        self,
        what: Query | str,
        *,
        owner: str,
        name: str,
        digests: Mapping[str, str],
        models: str,
        maker: str = "",
    ) -> Watch:
        """Watch a search, or an organisation by its id; an existing watch stays as it is.

        `owner` is the organisation that shows it on its desk, "" for every desk; `digests` are the
        present ones by id; `models` those that searched, "" if the next look is to make no news.
        Raises TooManyWatchesError.
        """
        key, now = watch_key(what, owner, maker=maker), datetime.now(UTC)
        of_maker = select(func.count()).where(watch.c.maker == maker)
        with self._database.writing(reports=False) as connection:
            if (stored := _first(connection, watch.c.key == key)) is not None:
                return stored
            if connection.execute(of_maker).scalar_one() >= MOST_WATCHES:
                raise TooManyWatchesError(most=MOST_WATCHES)
            row = {
                "id": secrets.token_hex(8),
                "key": key,
                "name": name,
                "query": None if isinstance(what, str) else what,
                "town": what if isinstance(what, str) else "",
                "owner": owner,
                "maker": maker,
                "made_at": now,
                "checked_at": now,
                "revision": "",
                "models": models,
                "known": dict(digests),
                "mailed": 0,
                "posted": 0,
            }
            connection.execute(watch.insert().values(**row))
            return _watch(connection, str(row["id"]))

    def all(
        self, *, owners: Collection[str] | None = None, makers: Collection[str] | None = None
    ) -> tuple[Watch, ...]:
        """What is watched, the oldest first."""
        watches = select(*_WATCH_COLUMNS).order_by(watch.c.made_at, watch.c.id)
        if owners is not None:
            watches = watches.where(watch.c.owner.in_(owners))
        watches = watches.where(_made_by(makers))
        return tuple(Watch(**row) for row in self._read(watches))

    def get(self, watch_id: str, *, makers: Collection[str] | None = None) -> Watch:
        """The watch with this id, of these makers; None: of any. Raises UnknownWatchError."""
        with self._database.reading() as connection:
            return _watch(connection, watch_id, makers)

    def with_key(self, key: str) -> Watch | None:
        """The watch with this key (`watch_key`); None if there is none."""
        with self._database.reading() as connection:
            return _first(connection, watch.c.key == key)

    def remove(self, watch_id: str, *, makers: Collection[str] | None = None) -> Watch:
        """Forget a watch of these makers, None: of any, and its news. Raises UnknownWatchError."""
        with self._database.writing(reports=False) as connection:
            removed = _watch(connection, watch_id, makers)
            connection.execute(delete(watch_news).where(watch_news.c.watch_id == watch_id))
            connection.execute(delete(watch).where(watch.c.id == watch_id))
        return removed

    def to_check(
        self,
        *,
        revision: str,
        models: str,
        ids: Collection[str] | None = None,
        makers: Collection[str] | None = None,
    ) -> tuple[Watch, ...]:
        """Watches last compared with another state or other `models`, the longest ago first."""
        ranked_alike = (watch.c.town != "") | (watch.c.models == models)
        seen = (watch.c.revision == revision) & ranked_alike
        watches = select(*_WATCH_COLUMNS).where(~seen).order_by(watch.c.checked_at, watch.c.id)
        if ids is not None:
            watches = watches.where(watch.c.id.in_(ids))
        watches = watches.where(_made_by(makers))
        return tuple(Watch(**row) for row in self._read(watches))

    def note_sightings(
        self, looked_at: Watch, sightings: Sequence[Sighting], *, revision: str, models: str
    ) -> NewsCount:
        """Store what a look found: its news, counted, and all of it as known from now on.

        There is no news if the models changed since the last look (hits may differ by ranking
        only), or if the watch was removed or looked at meanwhile.
        """
        with self._database.writing(reports=False) as connection:
            this = (watch.c.id == looked_at.id) & (watch.c.checked_at == looked_at.checked_at)
            before = select(watch.c.known, watch.c.models).where(this)
            row = connection.execute(before).mappings().first()
            if row is None:
                return NewsCount()
            now, previous = datetime.now(UTC), row["known"]
            ranked_alike = looked_at.query is None or row["models"] == models
            fresh = list(news_among(sightings, previous)) if ranked_alike else []
            for sighting, kind in reversed(fresh):  # the best hit of a look has the highest number
                news = {"watch_id": looked_at.id, "kind": kind, "found_at": now}
                news |= {"item_id": sighting.id, **{key: getattr(sighting, key) for key in _SEEN}}
                connection.execute(watch_news.insert().values(news))
            if fresh:
                number, own = watch_news.c.number, watch_news.c.watch_id == looked_at.id
                drop_oldest(connection, watch_news, number, most=MOST_NEWS, where=own)
            digests = known_after(sightings, previous)
            seen = {"checked_at": now, "revision": revision, "models": models}
            update_row(connection, watch, looked_at.id, known=digests, **seen)
        return NewsCount.of([kind for _, kind in fresh])

    def news_of(
        self, watch_id: str, *, since: datetime | None = None, most: int = MOST_NEWS
    ) -> tuple[News, ...]:
        """News of a watch after a moment, newest first; of one look in the order of the hits."""
        query = _news().where(watch_news.c.watch_id == watch_id)
        if since is not None:
            query = query.where(watch_news.c.found_at > since)
        newest_first = query.order_by(watch_news.c.number.desc()).limit(most)
        return tuple(News(**row) for row in self._read(newest_first))

    def news_counts(
        self, since: datetime, *, makers: Collection[str] | None = None
    ) -> Mapping[str, NewsCount]:
        """How much was noticed after a moment, by the watch's id; only those with any."""
        counted = (
            select(watch_news.c.watch_id, watch_news.c.kind, func.count().label("count"))
            .join(watch, watch.c.id == watch_news.c.watch_id)
            .where(watch_news.c.found_at > since, _made_by(makers), _is_there())
            .group_by(watch_news.c.watch_id, watch_news.c.kind)
        )
        counts: dict[str, dict[str, int]] = {}
        for row in self._read(counted):
            counts.setdefault(row["watch_id"], {})[row["kind"]] = row["count"]
        return {name: NewsCount(**count) for name, count in counts.items()}

    def unsent_news(self, channel: Channel) -> Mapping[str, tuple[News, ...]]:
        """News that no server took yet, by the watch's id, the oldest first."""
        joined = _news().join(watch, watch.c.id == watch_news.c.watch_id)
        unsent = joined.where(watch_news.c.number > watch.c[channel]).order_by(watch_news.c.number)
        news: dict[str, list[News]] = {}
        for row in self._read(unsent):
            news.setdefault(row["watch_id"], []).append(News(**row))
        return {name: tuple(news) for name, news in news.items()}

    def mark_sent(self, newest: Mapping[str, int], channel: Channel) -> None:
        """Keep which news a server took, by the number of each watch's newest."""
        with self._database.writing(reports=False) as connection:
            for watch_id, number in newest.items():
                this = (watch.c.id == watch_id) & (watch.c[channel] < number)
                connection.execute(update(watch).where(this).values({channel: number}))


def _made_by(makers: Collection[str] | None) -> ColumnElement[bool]:
    return true() if makers is None else watch.c.maker.in_(makers)


def _watch(connection: Connection, watch_id: str, makers: Collection[str] | None = None) -> Watch:
    stored = _first(connection, watch.c.id == watch_id, _made_by(makers))
    if stored is None:
        raise UnknownWatchError(identifier=watch_id)
    return stored


def _first(connection: Connection, *conditions: ColumnElement[bool]) -> Watch | None:
    this = select(*_WATCH_COLUMNS).where(*conditions)
    row = connection.execute(this).mappings().first()
    return None if row is None else Watch(**row)


def _news() -> Select[tuple[object, ...]]:
    return select(*(watch_news.c[name] for name in News.__slots__)).where(_is_there())


def _is_there() -> ColumnElement[bool]:
    """Whether the report that news are of was not removed since."""
    removed = select(report.c.id).where(report.c.status == ReportStatus.REMOVED)
    rows = select(measure.c.id).where(measure.c.report_id.in_(removed))
    return watch_news.c.item_id.not_in(removed) & watch_news.c.item_id.not_in(rows)
