"""Watches in the SQL store: watched once, compared with what is known, their news bounded."""

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from itasearch.errors import TooManyWatchesError, UnknownWatchError
from itasearch.model.ranking import Arrangement, Filters, HitOrder, Query, Refinement, SearchMode
from itasearch.model.towns import ScoreBand
from itasearch.model.watches import (
    Channel,
    NewsCount,
    NewsKind,
    NewsSubject,
    Sighting,
    Watch,
    watch_key,
)
from itasearch.store import watches as part
from itasearch.store.db import schema
from itasearch.store.sql import SqlStore

GIFTS = Query(
    text="งดรับของขวัญ",
    mode=SearchMode.WORDS,
    filters=Filters(provinces=("พะเยา",), fiscal_years=(2567,), indicators=(3,)),
    refinement=Refinement(
        without=("ของกำนัล",),
        arrangement=Arrangement(order=HitOrder.YEAR, band=ScoreBand(least=85.0)),
    ),
)
TOWN = "o0000000001"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def begun(store: SqlStore, what: Query | str = GIFTS, *, owner: str = "", maker: str = "") -> Watch:
    of = {"owner": owner, "maker": maker, "models": "use"}
    return store.watches.add(what, name="งดรับของขวัญ", digests={"a": "1"}, **of)


def seen(name: str, digest: str, *copies: str, counts: bool = True) -> Sighting:
    return Sighting(
        id=name,
        digest=digest,
        subject=NewsSubject.MEASURE,
        title=f"มาตรการ {name}",
        organisation="เทศบาลตำบลแม่กา",
        fiscal_year_be=2567,
        copies=copies,
        counts=counts,
    )


def look(store: SqlStore, watch: Watch, *found: Sighting, models: str = "use") -> NewsCount:
    as_read = store.watches.get(watch.id)
    return store.watches.note_sightings(as_read, found, revision="r1", models=models)


def news(store: SqlStore, watch: Watch) -> list[tuple[NewsKind, str]]:
    return [(one.kind, one.item_id) for one in store.watches.news_of(watch.id)]


def test_a_watch_is_kept_whole_and_begun_once_for_each_owner_and_maker(store: SqlStore) -> None:
    before = store.reports.revision()
    first, again, other = begun(store), begun(store), begun(store, owner=TOWN)
    town, hers = begun(store, TOWN), begun(store, maker="somsri")

    assert first == again
    assert store.watches.get(first.id) == first
    assert (first.query, first.town, town.query, town.town) == (GIFTS, "", None, TOWN)
    assert store.watches.all() == (first, other, town, hers)
    assert store.watches.all(owners=[TOWN]) == (other,)
    assert store.watches.all(makers=["somsri"]) == (hers,)
    assert store.watches.to_check(revision="r", models="use", makers=["somsri"]) == (hers,)
    keys = [watch_key(GIFTS, owner, maker="somsri") for owner in ("", TOWN)]
    assert [*map(store.watches.with_key, keys)] == [hers, None]
    for ask in (store.watches.get, store.watches.remove):
        with pytest.raises(UnknownWatchError):
            ask(hers.id, makers=["somchai"])
    look(store, hers, seen("b", "2"))
    assert store.watches.news_counts(LONG_AGO, makers=["somsri"]) == {hers.id: NewsCount(new=1)}
    assert store.watches.news_counts(LONG_AGO, makers=["somchai"]) == {}
    assert store.reports.revision() == before


def test_a_query_with_parts_that_are_gone_is_read_without_them(store: SqlStore) -> None:
    watch = begun(store)
    query = asdict(GIFTS)
    query["refinement"]["unlike"] = ["r1-t1r1"]
    query["refinement"]["arrangement"]["per_town"] = 2
    with store._database.writing(reports=False) as connection:
        connection.execute(schema.watch.update().values(query=query))

    assert store.watches.get(watch.id).query == GIFTS


def test_a_removed_watch_is_gone_with_its_news(store: SqlStore) -> None:
    watch, other = begun(store), begun(store, TOWN)
    for each in (watch, other):
        look(store, each, seen("b", "2"))

    store.watches.remove(watch.id)

    assert [each.id for each in store.watches.all()] == [other.id]
    assert (news(store, watch), news(store, other)) == ([], [(NewsKind.NEW, "b")])
    found = [seen("c", "3")]
    assert store.watches.note_sightings(watch, found, revision="r1", models="use") == NewsCount()
    with pytest.raises(UnknownWatchError, match="itasearch watch list"):
        store.watches.remove(watch.id)


def test_there_are_only_so_many_watches(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "MOST_WATCHES", 1)
    begun(store, maker="somsri")

    assert begun(store) == begun(store)
    with pytest.raises(TooManyWatchesError, match="itasearch watch remove"):
        begun(store, TOWN)


def test_what_is_not_known_is_new_and_what_says_something_else_is_changed(store: SqlStore) -> None:
    watch = begun(store)

    count = look(store, watch, seen("a", "1+"), seen("b", "2"))

    assert count == NewsCount(new=1, changed=1)
    assert news(store, watch) == [(NewsKind.CHANGED, "a"), (NewsKind.NEW, "b")]
    assert look(store, watch, seen("a", "1+"), seen("b", "2")) == NewsCount()
    # What is far down an answer is known, but no news.
    assert look(store, watch, seen("far", "3", counts=False)) == NewsCount()
    assert look(store, watch, seen("far", "3")) == NewsCount()


def test_a_copy_of_a_known_text_is_no_news_and_may_take_its_place(store: SqlStore) -> None:
    watch = begun(store)

    assert look(store, watch, seen("moved", "1")) == NewsCount()
    assert look(store, watch, seen("newer", "2", "a", "b")) == NewsCount()
    # The text that was shown is removed: a copy of it, known by its id alone, is shown instead.
    assert look(store, watch, seen("b", "3")) == NewsCount()
    assert look(store, watch, seen("b", "4")) == NewsCount(changed=1)


def test_a_look_at_an_older_state_that_ends_later_is_dropped(store: SqlStore) -> None:
    watch = begun(store)

    def noted(as_read: Watch, digest: str, revision: str) -> NewsCount:
        found = [seen("a", digest)]
        return store.watches.note_sightings(as_read, found, revision=revision, models="use")

    assert noted(watch, "2", "r2") == NewsCount(changed=1)
    assert noted(watch, "1", "r1") == NewsCount()
    assert store.watches.to_check(revision="r2", models="use") == ()
    assert noted(store.watches.get(watch.id), "2", "r2") == NewsCount()


def test_hits_of_other_models_are_no_news(store: SqlStore) -> None:
    watch = begun(store)

    assert look(store, watch, seen("b", "2"), models="other") == NewsCount()
    assert look(store, watch, seen("c", "3"), models="other") == NewsCount(new=1)
    assert look(store, begun(store, TOWN), seen("b", "2"), models="other") == NewsCount(new=1)


def test_a_watch_is_to_be_checked_until_it_was_compared_with_this_revision(store: SqlStore) -> None:
    first, second = begun(store), begun(store, TOWN)

    def due(revision: str, models: str = "use") -> tuple[str, ...]:
        return tuple(one.id for one in store.watches.to_check(revision=revision, models=models))

    assert due("r1") == (first.id, second.id)
    look(store, first)
    assert due("r1") == (second.id,)
    assert due("r2") == (second.id, first.id)
    look(store, second)
    assert due("r1", "other") == (first.id,)
    only = store.watches.to_check(revision="r2", models="use", ids=[first.id, "'; --"])
    assert [one.id for one in only] == [first.id]


def test_news_are_counted_since_a_moment_and_the_newest_are_kept(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, "MOST_NEWS", 2)
    watch = begun(store)
    for number in range(4):
        look(store, watch, seen(f"n{number}", f"d{number}"))

    assert news(store, watch) == [(NewsKind.NEW, "n3"), (NewsKind.NEW, "n2")]
    look(store, town := begun(store, TOWN), seen("a", "2"))
    counts = {watch.id: NewsCount(new=2), town.id: NewsCount(changed=1)}
    assert store.watches.news_counts(LONG_AGO) == counts
    (last,) = store.watches.news_of(town.id)
    assert store.watches.news_counts(last.found_at) == {}
    assert store.watches.news_of(town.id, since=last.found_at) == ()
    assert len(store.watches.news_of(watch.id, most=1)) == 1


def test_of_one_look_the_best_hits_stay(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "MOST_NEWS", 3)
    watch = begun(store)

    look(store, watch, *(seen(f"rank{rank}", f"d{rank}") for rank in range(1, 6)))

    found = store.watches.news_of(watch.id, most=2)
    assert [one.item_id for one in found] == ["rank1", "rank2"]
    unsent = store.watches.unsent_news(Channel.MAIL)[watch.id]
    assert [one.item_id for one in unsent] == ["rank3", "rank2", "rank1"]


def test_news_wait_for_a_mail_until_it_is_marked(store: SqlStore) -> None:
    watch = begun(store)
    look(store, watch, seen("b", "2"))
    (unsent,) = store.watches.unsent_news(Channel.MAIL)[watch.id]

    look(store, watch, seen("c", "3"))
    store.watches.mark_sent({watch.id: unsent.number}, Channel.MAIL)

    assert [one.item_id for one in store.watches.unsent_news(Channel.MAIL)[watch.id]] == ["c"]
    look(store, town := begun(store, TOWN), seen("d", "3"))
    for number in (unsent.number + 1, unsent.number):  # a server that ends later took fewer
        store.watches.mark_sent({watch.id: number}, Channel.MAIL)
    assert store.watches.unsent_news(Channel.MAIL).keys() == {town.id}
    assert store.watches.unsent_news(Channel.WEBHOOK).keys() == {watch.id, town.id}
