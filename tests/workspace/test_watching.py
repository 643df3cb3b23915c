"""Watched searches and towns: what comes and changes is news, and nothing else is."""

from contextlib import suppress
from pathlib import Path

import pytest

from itasearch.domain.english_names import in_both_languages
from itasearch.errors import (
    AmbiguousOrganisationError,
    BackendError,
    EncoderError,
    NotAllowedError,
    QueryError,
    UnknownValueError,
    UnknownWatchError,
)
from itasearch.model.corrections import EditCell
from itasearch.model.people import NOBODY, Person, Role, visitor
from itasearch.model.ranking import Arrangement, Query, Refinement
from itasearch.model.watches import NO_NEWS, NewsCount, NewsKind, NewsSubject, Watch
from itasearch.wording.language import in_language
from itasearch.workspace import FilterNames, Workspace
from itasearch.workspace.watch import verbs
from tests.ingest.fake_parser import results_text
from tests.tools.raising import raising
from tests.workspace.conftest import CITY, TOWN, write_report

GIFTS = "งดรับของขวัญ"
BY_RADIO = "ประกาศงดรับของขวัญทางเสียงตามสายทุกหมู่บ้าน"


def added(workspace: Workspace, folder: Path, *titles: str, year: int = 2568) -> str:
    """Id of a new report of CITY."""
    name = f"{year}-{len(titles)}"
    path = write_report(folder, *titles, name=name, organisation=CITY, year=year)
    (outcome,) = workspace.add([path])
    return outcome.report_id or ""


def watching(workspace: Workspace, text: str = GIFTS, **filters: tuple[str, ...]) -> Watch:
    return workspace.watches.add(workspace.watches.query(text, filters=FilterNames(**filters)))


def titles(workspace: Workspace, watch: Watch) -> list[tuple[NewsKind, str]]:
    return [(one.kind, one.title) for one in workspace.watches.news(watch.id)]


def test_a_search_is_watched_by_what_it_asks_for_and_not_by_how_it_is_typed(
    filled: Workspace,
) -> None:
    query, counted = filled.watches.query, Refinement(arrangement=Arrangement(counted=True))

    assert query(f" {GIFTS}  พัสดุ ", refinement=counted) == query(f"{GIFTS} พัสดุ")
    for filters in (FilterNames(topics=("no_gift",)), FilterNames(indicators=(10,))):
        watch = filled.watches.add(query("", filters=filters))
        assert filled._parts.store.watches.to_check(revision="", models="", ids=[watch.id])
    with pytest.raises(QueryError):
        query("", filters=FilterNames(fiscal_years=(2566,)))


def test_a_watch_is_on_one_desk_or_on_every_one(filled: Workspace) -> None:
    of, city = filled.watches, filled.library.find_organisation(CITY).id
    every, own = of.add(TOWN), of.add(CITY, owner=CITY)

    assert of.add(TOWN, owner=CITY) == every == of.find(TOWN, owner=CITY)
    found = (of.find(CITY, owner=CITY), of.find(CITY), of.find(CITY, owner=TOWN))
    assert found == (own, None, None)
    assert of.all(owner=city) == (every, own)
    assert of.all(owner=every.town) == (every,)


def test_a_new_hit_is_news_once(filled: Workspace, tmp_path: Path) -> None:
    watch = watching(filled)
    assert watch.name == GIFTS
    assert filled.watches.check() == NO_NEWS
    assert filled.watches.news(watch.id) == ()
    added(filled, tmp_path, BY_RADIO, "อบรมระเบียบพัสดุแก่กองคลังทุกปี")

    assert filled.watches.check() == NewsCount(new=1)

    (one,) = filled.watches.news(watch.id)
    what = one.kind, one.subject, one.title, one.organisation, one.fiscal_year_be
    assert what == (NewsKind.NEW, NewsSubject.MEASURE, f"1. {BY_RADIO}", CITY, 2568)
    assert filled.watches.news(watch.id, since=one.found_at) == ()
    assert filled.watches.news_counts(watch.made_at) == {watch.id: NewsCount(new=1)}
    assert filled.watches.check() == NO_NEWS


def test_news_of_a_removed_report_are_gone(filled: Workspace, tmp_path: Path) -> None:
    watch, town = watching(filled), filled.watches.add(CITY)
    report = added(filled, tmp_path, BY_RADIO)
    assert filled.watches.check() == NewsCount(new=2)

    filled.library.remove(report)

    assert [*titles(filled, watch), *titles(filled, town)] == []
    assert filled.watches.news_counts(watch.made_at) == {}


def test_a_watch_has_an_english_name_unless_a_person_named_it(filled: Workspace) -> None:
    asked = filled.watches.query(GIFTS, filters=FilterNames(organisations=(TOWN,)))
    search, town = filled.watches.add(asked), filled.watches.add(CITY)
    named = filled.watches.add(filled.watches.query("พัสดุ"), name="ของเทศบาลเรา")

    with in_language("en"):
        names = [filled.watches.in_own_language(one).name for one in (search, town, named)]

    assert names == [
        f"{GIFTS} · {in_both_languages(TOWN)}",
        in_both_languages(CITY),
        "ของเทศบาลเรา",
    ]
    assert in_both_languages(TOWN) != TOWN
    assert filled.watches.in_own_language(search) == search


def test_a_report_that_is_read_again_and_says_the_same_is_no_news(
    filled: Workspace, tmp_path: Path
) -> None:
    report = added(filled, tmp_path, BY_RADIO)
    watching(filled)
    filled.watches.add(CITY)
    before = filled._parts.store.reports.revision()

    filled.review.reread([report])
    filled.index.refresh()

    assert filled._parts.store.reports.revision() != before
    assert filled.watches.check() == NO_NEWS
    row = filled.library.report(report).measures[0].id
    filled.review.correct(report, [EditCell(measure_id=row, field="steps", text="ติดป้าย")])
    assert filled.watches.check() == NewsCount(changed=2)


def test_a_town_has_new_reports_and_scores(filled: Workspace, tmp_path: Path) -> None:
    watch = filled.watches.add("ทม.ทุ่งกว้าง")
    added(filled, tmp_path, "จัดทำคู่มือการใช้ทรัพย์สินของราชการ")
    (tmp_path / "ita.csv").write_text(results_text(CITY), encoding="utf-8")
    filled.add([tmp_path / "ita.csv"])

    assert filled.watches.check() == NewsCount(new=2)

    found = filled.watches.news(watch.id)
    assert {one.subject for one in found} == {NewsSubject.PLAN, NewsSubject.ITA_SCORES}
    assert {one.organisation for one in found} == {CITY}
    assert (watch.name, watch.query) == (CITY, None)
    for score in ("\t88.50", "\t91.00"):  # of an indicator, below the same total
        (tmp_path / "ita.csv").write_text(results_text(CITY + score), encoding="utf-8")
        filled.add([tmp_path / "ita.csv"])
        assert filled.watches.check() == NewsCount(changed=1)


def test_a_watch_of_what_the_library_has_no_more_finds_nothing_and_goes_on(
    filled: Workspace, tmp_path: Path
) -> None:
    report = added(filled, tmp_path, BY_RADIO)
    like = filled.library.report(report).measures[0].id
    gone = watching(filled, fiscal_years=("2568",))
    filled.watches.add(filled.watches.query("", refinement=Refinement(like=(like,))))
    other = watching(filled)

    filled.library.remove(report)
    added(filled, tmp_path, "ห้ามรับของกำนัลในเทศกาลปีใหม่ตามประกาศงดรับของขวัญ", year=2567)

    assert filled.watches.check().new >= 1
    assert filled.watches.news(gone.id) == ()
    assert filled.watches.news(other.id) != ()


def test_a_search_waits_for_an_index_that_is_behind_and_a_town_does_not(
    filled: Workspace, tmp_path: Path
) -> None:
    search, town = watching(filled), filled.watches.add(CITY)
    filled.add([write_report(tmp_path, BY_RADIO, organisation=CITY, year=2568)], build=False)

    assert filled.watches.check() == NewsCount(new=1)
    assert filled.watches.news(search.id) == ()
    assert len(filled.watches.news(town.id)) == 1
    filled.index.refresh()
    assert filled.watches.check() == NewsCount(new=1)
    assert len(filled.watches.news(search.id)) == 1


@pytest.mark.parametrize("error", [BackendError("a segment is lost"), EncoderError("no model")])
def test_a_town_is_compared_where_no_search_can_be(
    filled: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: BackendError | EncoderError,
) -> None:
    search, town = watching(filled), filled.watches.add(CITY)
    added(filled, tmp_path, BY_RADIO)

    monkeypatch.setattr(verbs, "answer_to", raising(error))
    with suppress(EncoderError):
        filled.watches.check()

    assert len(filled.watches.news(town.id)) == 1
    assert [one.id for one in filled.watches.to_check()] == [search.id]
    is_logged = f"{search.id} was not compared: a segment is lost" in caplog.text
    assert is_logged == isinstance(error, BackendError)


def test_what_the_index_lacks_when_a_watch_begins_is_no_news(
    filled: Workspace, tmp_path: Path
) -> None:
    filled.add([write_report(tmp_path, BY_RADIO, organisation=CITY, year=2568)], build=False)
    watching(filled)

    filled.index.refresh()

    assert filled.watches.check() == NO_NEWS
    added(filled, tmp_path, "ห้ามรับของกำนัลตามประกาศงดรับของขวัญ", "อบรม", year=2567)
    assert filled.watches.check() == NewsCount(new=1)


def test_what_asks_for_nothing_or_for_nobody_is_refused(filled: Workspace) -> None:
    with pytest.raises(QueryError, match="--town"):
        filled.watches.query(" ")
    with pytest.raises(UnknownValueError):
        filled.watches.query(GIFTS, filters=FilterNames(provinces=("เชียงราย",)))
    with pytest.raises((UnknownValueError, AmbiguousOrganisationError)):
        filled.watches.add("เทศบาลที่ไม่มี")
    with pytest.raises(QueryError):
        filled.watches.add(Query(text="ก" * 5000))
    assert filled.watches.all() == ()


def test_only_so_many_are_compared_at_once_and_all_in_turn(
    filled: Workspace, tmp_path: Path
) -> None:
    watches = [watching(filled, text) for text in (GIFTS, f"{GIFTS} เสียงตามสาย")]
    added(filled, tmp_path, BY_RADIO)

    assert filled.watches.check([watches[1].id], most=0) == NO_NEWS
    assert filled.watches.check(most=1) == NewsCount(new=1)
    assert len(filled.watches.news(watches[0].id)) == 1
    assert [one.id for one in filled.watches.to_check()] == [watches[1].id]
    assert filled.watches.check(most=1) == NewsCount(new=1)
    assert filled.watches.check(most=None) == NO_NEWS


MAKER = Person(id="u1", name="สมชาย")
OTHER = Person(id="u2", role=Role.EDITOR)
ADMINISTRATOR = Person(id="u3", role=Role.ADMINISTRATOR)
STRANGERS = [OTHER, NOBODY, visitor("v1")]


@pytest.fixture
def watch(filled: Workspace) -> Watch:
    return filled.acting_as(MAKER).watches.add(TOWN)


@pytest.mark.parametrize("person", STRANGERS, ids=["editor", "nobody", "visitor"])
def test_others_neither_see_nor_find_a_watch(
    filled: Workspace, watch: Watch, person: Person
) -> None:
    theirs = filled.acting_as(person)

    assert theirs.watches.all() == () == theirs.watches.all(owner="")
    assert theirs.watches.find(TOWN) is None
    assert theirs.watches.to_check() == ()
    assert watch.id not in theirs.watches.news_counts(watch.made_at)
    for use in (theirs.watches.get, theirs.watches.news, theirs.watches.remove):
        with pytest.raises((UnknownWatchError, NotAllowedError)):
            use(watch.id)
    assert filled.acting_as(MAKER).watches.remove(watch.id) == watch


@pytest.mark.parametrize("role", ["administrator", "this computer"])
def test_administrators_see_and_end_all_but_have_only_their_own_on_the_desk(
    filled: Workspace, watch: Watch, role: str
) -> None:
    boss = filled if role == "this computer" else filled.acting_as(ADMINISTRATOR)
    own = boss.watches.add(TOWN)

    assert set(boss.watches.all()) == {watch, own}
    assert boss.watches.all(owner="") == (own,)
    assert boss.watches.find(TOWN) == boss.watches.find(TOWN, owner=CITY) == own
    assert boss.watches.get(watch.id).maker == MAKER.id
    boss.watches.remove(watch.id)
    assert filled.acting_as(MAKER).watches.all() == ()


def test_whoever_knows_the_id_reads_the_feed_until_the_watch_is_ended(
    filled: Workspace, watch: Watch
) -> None:
    shared = filled.acting_as(NOBODY)

    found, news = shared.watches.feed(watch.id, most=5)

    assert (found.id, news) == (watch.id, ())
    filled.acting_as(MAKER).watches.remove(watch.id)
    with pytest.raises(UnknownWatchError):
        shared.watches.feed(watch.id, most=5)
