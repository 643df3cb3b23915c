"""The part of the SQL store that keeps what is watched, and what was new of it.

What a watch knows is read and replaced in the transaction that writes its news: two looks at the
same time do not report one thing twice.
"""

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    delete,
    func,
    select,
    true,
    update,
)

from itasearch.errors import TooManyWatchesError, UnknownWatchError
from itasearch.model.ranking import Query
from itasearch.model.watch.news import (
    MOST_NEWS,
    News,
    NewsCount,
    NewsKind,
    NewsSubject,
    Sighting,
    known_after,
    news_among,
)
from itasearch.model.watch.watches import MOST_WATCHES, Watch, watch_key
from itasearch.store.db.database import SqlPart
from itasearch.store.db.misread import member
from itasearch.store.db.rows import Row, storable
from itasearch.store.db.schema import watch, watch_news

if TYPE_CHECKING:
    from cattrs import Converter

_WATCH_COLUMNS = tuple(watch.c[name] for name in Watch.__slots__)


class SqlWatches(SqlPart):
    """What is watched, and its news. None of these changes reports."""

    def add_watch(
        self,
        what: Query | str,
        *,
        owner: str,
        name: str,
        known: Mapping[str, str],
        models: str,
        maker: str = "",
    ) -> Watch:
        """Watch a search, or the organisation of an id; what is watched already stays as it is.

        It is to be compared with the library at the next look, whatever revision that has.

        Args:
            what: the search, or the organisation's id.
            owner: id of the organisation on whose desk it is; "" for every desk.
            known: digests by id of what is there now.
            models: that searched; "" if `known` lacks what was not searched yet, so that the
                next look makes no news.
            maker: id of the person who watches; "" for this computer.

        Raises:
            TooManyWatchesError: the maker has MOST_WATCHES.
        """
        key, now = watch_key(what, owner, maker=maker), datetime.now(UTC)
        of_maker = select(func.count()).where(watch.c.maker == storable(maker))
        with self._database.writing(reports=False) as connection:
            if (known_one := _with_key(connection, key)) is not None:
                return known_one
            if connection.execute(of_maker).scalar_one() >= MOST_WATCHES:
                raise TooManyWatchesError(most=MOST_WATCHES)
            row = {
                "id": secrets.token_hex(8),
                "key": key,
                "name": storable(name),
                "query": None if isinstance(what, str) else _query_row(what),
                "town": what if isinstance(what, str) else "",
                "owner": owner,
                "maker": storable(maker),
                "made_at": now,
                "checked_at": now,
                "revision": "",
                "models": models,
                "known": dict(known),
                "mailed": 0,
            }
            connection.execute(watch.insert().values(**row))
            return _one(connection, str(row["id"]))

    def watches(
        self, *, owners: Collection[str] | None = None, makers: Collection[str] | None = None
    ) -> tuple[Watch, ...]:
        """What is watched, the oldest first."""
        found = select(*_WATCH_COLUMNS).order_by(watch.c.made_at, watch.c.id)
        if owners is not None:
            found = found.where(watch.c.owner.in_([storable(one) for one in owners]))
        found = found.where(_made_by(makers))
        with self._database.reading() as connection:
            return tuple(map(_watch_of, connection.execute(found).mappings()))

    def watch_by_id(self, watch_id: str, *, makers: Collection[str] | None = None) -> Watch:
        """The watch with this id, of these makers; None: of any. Raises UnknownWatchError."""
        with self._database.reading() as connection:
            return _one(connection, watch_id, makers)

    def watch_with_key(self, key: str) -> Watch | None:
        """The watch with this key (`watch_key`); None if there is none."""
        with self._database.reading() as connection:
            return _with_key(connection, key)

    def remove_watch(self, watch_id: str, *, makers: Collection[str] | None = None) -> Watch:
        """Forget a watch of these makers, None: of any, and its news. Raises UnknownWatchError."""
        with self._database.writing(reports=False) as connection:
            removed = _one(connection, watch_id, makers)
            connection.execute(delete(watch_news).where(watch_news.c.watch_id == watch_id))
            connection.execute(delete(watch).where(watch.c.id == watch_id))
        return removed

    def watches_to_check(
        self,
        *,
        revision: str,
        models: str,
        ids: Collection[str] | None = None,
        makers: Collection[str] | None = None,
    ) -> tuple[Watch, ...]:
        """Those that were last compared with another state of the library, the longest ago first.

        Args:
            models: that search now; a town is seen alike by all.
        """
        ranked_alike = (watch.c.town != "") | (watch.c.models == models)
        seen = (watch.c.revision == revision) & ranked_alike
        found = select(*_WATCH_COLUMNS).where(~seen).order_by(watch.c.checked_at, watch.c.id)
        if ids is not None:
            found = found.where(watch.c.id.in_([storable(one) for one in ids]))
        found = found.where(_made_by(makers))
        with self._database.reading() as connection:
            return tuple(map(_watch_of, connection.execute(found).mappings()))

    def note_sightings(
        self, looked_at: Watch, found: Sequence[Sighting], *, revision: str, models: str
    ) -> NewsCount:
        """Keep what a look found: its news, and all of it as known from now on.

        A search whose models changed since its last look has no news this time: the hits may
        differ because they are ranked otherwise. News of a town do not depend on models.

        Returns:
            How much was news; nothing if the watch is gone, or another look, which may have
            found a newer state of the library, was kept meanwhile.
        """
        with self._database.writing(reports=False) as connection:
            this = (watch.c.id == looked_at.id) & (watch.c.checked_at == looked_at.checked_at)
            before = select(watch.c.known, watch.c.models).where(this)
            row = connection.execute(before).mappings().first()
            if row is None:
                return NewsCount()
            now, known = datetime.now(UTC), row["known"]
            ranked_alike = looked_at.query is None or row["models"] == models
            fresh = list(news_among(found, known)) if ranked_alike else []
            for one, kind in reversed(fresh):  # of one look the best hit has the highest number
                row_of_one = _news_row(looked_at.id, one, kind, now)
                connection.execute(watch_news.insert().values(row_of_one))
            if fresh:
                _drop_oldest(connection, looked_at.id)
            connection.execute(
                update(watch)
                .where(this)
                .values(
                    known=known_after(found, known),
                    checked_at=now,
                    revision=revision,
                    models=models,
                )
            )
        return NewsCount.of([kind for _, kind in fresh])

    def news_of(
        self, watch_id: str, *, since: datetime | None = None, most: int = MOST_NEWS
    ) -> tuple[News, ...]:
        """News of a watch, the newest first; of one look in the order of its sightings.

        A watch that is gone has none.

        Args:
            since: only what was noticed after it.
        """
        found = _news().where(watch_news.c.watch_id == storable(watch_id))
        if since is not None:
            found = found.where(watch_news.c.found_at > since)
        newest_first = found.order_by(watch_news.c.number.desc()).limit(most)
        with self._database.reading() as connection:
            return tuple(map(_news_of, connection.execute(newest_first).mappings()))

    def news_counts(
        self, since: datetime, *, makers: Collection[str] | None = None
    ) -> Mapping[str, NewsCount]:
        """How much was noticed after a moment, by the watch's id; only those with any."""
        counted = (
            select(watch_news.c.watch_id, watch_news.c.kind, func.count().label("count"))
            .join(watch, watch.c.id == watch_news.c.watch_id)
            .where(watch_news.c.found_at > since, _made_by(makers))
            .group_by(watch_news.c.watch_id, watch_news.c.kind)
        )
        counts: dict[str, dict[str, int]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(counted).mappings():
                counts.setdefault(row["watch_id"], {})[row["kind"]] = row["count"]
        return {name: NewsCount(**found) for name, found in counts.items()}

    def unmailed_news(self) -> Mapping[str, tuple[News, ...]]:
        """News that no mail server took yet, by the watch's id, the oldest first."""
        joined = _news().join(watch, watch.c.id == watch_news.c.watch_id)
        unsent = joined.where(watch_news.c.number > watch.c.mailed).order_by(watch_news.c.number)
        found: dict[str, list[News]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(unsent).mappings():
                found.setdefault(row["watch_id"], []).append(_news_of(row))
        return {name: tuple(news) for name, news in found.items()}

    def mark_mailed(self, newest: Mapping[str, int]) -> None:
        """Keep which news a mail server took, by the number of each watch's newest."""
        with self._database.writing(reports=False) as connection:
            for watch_id, number in newest.items():
                this = (watch.c.id == watch_id) & (watch.c.mailed < number)
                connection.execute(update(watch).where(this).values(mailed=number))


def _made_by(makers: Collection[str] | None) -> ColumnElement[bool]:
    return true() if makers is None else watch.c.maker.in_([storable(one) for one in makers])


def _one(connection: Connection, watch_id: str, makers: Collection[str] | None = None) -> Watch:
    this = select(*_WATCH_COLUMNS).where(watch.c.id == storable(watch_id), _made_by(makers))
    row = connection.execute(this).mappings().first()
    if row is None:
        raise UnknownWatchError(identifier=watch_id)
    return _watch_of(row)


def _with_key(connection: Connection, key: str) -> Watch | None:
    row = connection.execute(select(*_WATCH_COLUMNS).where(watch.c.key == key)).mappings().first()
    return None if row is None else _watch_of(row)


def _news() -> Select[tuple[object, ...]]:
    return select(*(watch_news.c[name] for name in News.__slots__))


def _query_row(query: Query) -> Row:
    """A query as JSON; letters that a database cannot hold are U+FFFD."""
    row: Row = json.loads(storable(json.dumps(asdict(query), ensure_ascii=False)))
    return row


@cache
def _converter() -> "Converter":
    from cattrs import Converter  # only where something is watched

    return Converter()


def _watch_of(row: RowMapping) -> Watch:
    query = row["query"]
    read = None if query is None else _converter().structure(query, Query)
    return Watch(**{**row, "query": read})


def _news_of(row: RowMapping) -> News:
    return News(
        **{
            **row,
            "kind": member(NewsKind, row["kind"]),
            "subject": member(NewsSubject, row["subject"]),
        }
    )


def _news_row(watch_id: str, one: Sighting, kind: NewsKind, now: datetime) -> Row:
    return {
        "watch_id": watch_id,
        "kind": kind.value,
        "subject": one.subject.value,
        "item_id": storable(one.id),
        "title": storable(one.title),
        "organisation": storable(one.organisation),
        "fiscal_year_be": one.fiscal_year_be,
        "found_at": now,
    }


def _drop_oldest(connection: Connection, watch_id: str) -> None:
    """Delete the oldest news of a watch until MOST_NEWS are left."""
    of_watch = watch_news.c.watch_id == watch_id
    kept = (
        select(watch_news.c.number)
        .where(of_watch)
        .order_by(watch_news.c.number.desc())
        .offset(MOST_NEWS - 1)
        .limit(1)
        .scalar_subquery()
    )
    connection.execute(delete(watch_news).where(of_watch & (watch_news.c.number < kept)))
