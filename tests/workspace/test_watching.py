"""Saved searches: what is new of them, and whose they are."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from itasearch.errors import (
    NotAllowedError,
    QueryError,
    TooManyWatchesError,
    UnknownValueError,
    UnknownWatchError,
)
from itasearch.model.people import NOBODY, Person
from itasearch.model.ranking import Arrangement, Refinement
from itasearch.model.watches import NewHit, Watch
from itasearch.store import watches
from itasearch.workspace import FilterNames, Workspace
from tests.workspace.conftest import CITY, write_report

GIFTS = "งดรับของขวัญ"
BY_RADIO = "ประกาศงดรับของขวัญทางเสียงตามสายทุกหมู่บ้าน"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MAKER, OTHER = Person(id="u1", name="สมชาย"), Person(id="u2")


def saved_search(workspace: Workspace, text: str = GIFTS, **filters: tuple[str, ...]) -> Watch:
    return workspace.watches.add(workspace.watches.query(text, filters=FilterNames(**filters)))


def titles(news: tuple[NewHit, ...]) -> list[str]:
    return [item.hit.measure.title for item in news]


def test_a_search_is_saved_once_however_it_is_typed(filled: Workspace) -> None:
    query, counted = filled.watches.query, Refinement(arrangement=Arrangement(counted=True))

    first = filled.watches.add(query(f" {GIFTS}  พัสดุ ", refinement=counted))

    assert filled.watches.add(query(f"{GIFTS} พัสดุ")) == first
    assert filled.watches.all() == (first,)
    assert first.name == f"{GIFTS} พัสดุ"


def test_what_asks_for_nothing_is_refused(filled: Workspace) -> None:
    with pytest.raises(QueryError, match="nothing to save"):
        filled.watches.query(" ")
    with pytest.raises(UnknownValueError):
        filled.watches.query(GIFTS, filters=FilterNames(provinces=("เชียงราย",)))


def test_hits_of_reports_that_were_added_since_are_new(filled: Workspace, tmp_path: Path) -> None:
    saved, before = saved_search(filled), datetime.now(UTC)
    assert filled.watches.news(saved, since=before) == ()
    rows = (BY_RADIO, "อบรมระเบียบพัสดุแก่กองคลังทุกปี")

    filled.add([write_report(tmp_path, *rows, organisation=CITY, year=2568)])

    (new,) = filled.watches.news(saved, since=before)
    assert (new.hit.measure.title, new.hit.fiscal_year_be) == (BY_RADIO, 2568)
    assert before < new.added_at < datetime.now(UTC)
    assert filled.watches.news(saved, since=new.added_at) == ()
    assert set(titles(filled.watches.news(saved, since=LONG_AGO))) > {BY_RADIO}


def test_a_search_by_filters_alone_has_news(filled: Workspace, tmp_path: Path) -> None:
    saved = saved_search(filled, "", organisations=(CITY,))
    before = datetime.now(UTC)
    filled.add([write_report(tmp_path, BY_RADIO, organisation=CITY, year=2568)])

    assert saved.name == CITY
    assert titles(filled.watches.news(saved, since=before)) == [BY_RADIO]


def test_of_a_removed_report_nothing_is_new(filled: Workspace, tmp_path: Path) -> None:
    before = datetime.now(UTC)
    (added,) = filled.add([write_report(tmp_path, BY_RADIO, organisation=CITY, year=2568)])
    row = filled.library.report(added.report_id or "").measures[0].id
    saved = saved_search(filled)
    like = filled.watches.add(filled.watches.query("", refinement=Refinement(like=(row,))))

    filled.library.remove(added.report_id or "")

    assert filled.watches.news(saved, since=before) == ()
    assert filled.watches.news(like, since=LONG_AGO) == ()


@pytest.mark.parametrize("person", [OTHER, NOBODY], ids=["reader", "nobody"])
def test_a_saved_search_is_its_maker_s(filled: Workspace, person: Person) -> None:
    saved = saved_search(filled.acting_as(MAKER))
    others = filled.acting_as(person)

    assert others.watches.all() == ()
    assert others.watches.find(saved.query) is None
    with pytest.raises((UnknownWatchError, NotAllowedError)):
        others.watches.remove(saved.id)
    assert others.watches.get(saved.id) == saved  # as its feed, by whoever knows the id
    assert filled.acting_as(MAKER).watches.remove(saved.id) == saved
    with pytest.raises(UnknownWatchError):
        others.watches.get(saved.id)


def test_only_so_many_are_kept(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watches, "MOST_WATCHES", 1)
    saved_search(filled)

    with pytest.raises(TooManyWatchesError):
        saved_search(filled, "พัสดุ")
    saved_search(filled.acting_as(MAKER), "พัสดุ")
