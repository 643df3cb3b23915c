"""What is watched, and its feed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.errors import StoreError
from itasearch.model.ranking import Query
from itasearch.model.watches import News, NewsKind, NewsSubject, Watch
from itasearch.ui.kit.who import TOWN_COOKIE
from itasearch.ui.watch import view
from itasearch.ui.watch.feed import feed_route
from itasearch.ui.watch.view import VISIT_COOKIE, WEEK
from itasearch.wording.feed import feed_xml
from itasearch.wording.language import Language, in_language
from itasearch.workspace import Workspace
from itasearch.workspace.watch.verbs import Watches
from tests.cases import whole
from tests.tools.raising import raising
from tests.ui.conftest import added, in_url, opened, send_cookies, shown_by, town_id
from tests.ui.test_desk import LONG_AGO, NAME
from tests.ui.test_kit import HOSTILE
from tests.wording.test_watches import WATCH, news

GIFTS = "งดรับของขวัญ"


NEW_REPORT = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส
เทศบาลตำบลสวนดอกไม้ จังหวัดพะเยา ปีงบประมาณ พ.ศ. 2568

| ที่ | มาตรการ | ขั้นตอนหรือวิธีการปฏิบัติ | ระยะเวลา | หน่วยงานรับผิดชอบ |
|---|---|---|---|---|
| 1 | ประกาศนโยบายงดรับของขวัญทางเสียงตามสายทุกหมู่บ้าน | ผู้บริหารประกาศเจตนารมณ์ | ต.ค. 2567 | สำนักปลัด |
"""


LATER = WATCH.made_at + WEEK
WATCHED = replace(WATCH, name=f"{GIFTS} {HOSTILE}", query=Query(text=f"{GIFTS} {HOSTILE}"))


def a_hit(number: int, **values: Any) -> News:
    about = {"kind": NewsKind.NEW, "title": GIFTS, "organisation": "เทศบาลตำบลแม่กา"}
    return news(number, **{**about, "fiscal_year_be": 2567, **values})


def read(body: bytes) -> feedparser.FeedParserDict:
    found = feedparser.parse(body)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


@pytest.fixture
def client(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("ITASEARCH_HOME", str(own_home))
    with TestClient(Starlette(routes=[feed_route()]), base_url="http://localhost:8501") as opened:
        yield opened


@pytest.fixture
def watch(own_home: Path) -> Watch:
    return begun(own_home)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_feed_has_what_atom_requires_and_nothing_of_a_title_is_markup(language: Language) -> None:
    entries = [
        a_hit(
            2,
            title=f"{HOSTILE}\x00\x1b\ufffe]]>",
            organisation=HOSTILE,
            kind=NewsKind.CHANGED,
            found_at=LATER,
        ),
        a_hit(1, subject=NewsSubject.PLAN, item_id="r2", title="แผน.pdf", found_at=LATER - WEEK),
    ]

    with in_language(language):
        written = feed_xml(WATCHED, entries, app_url="https://ita.example")
        assert read(feed_xml(WATCHED, [], app_url="")).feed.updated == WATCH.made_at.isoformat()
    first, _second = read(written).entries
    assert first.title_detail.type == "text/plain"
    assert HOSTILE in first.title_detail.value
    found = written.decode().replace("><", ">\n<")
    assert found == whole(f"feed.{language}.xml", found)


def test_ids_stay_when_news_come_and_the_feed_is_in_another_language() -> None:
    later = a_hit(2, found_at=a_hit(1).found_at + timedelta(days=1))
    before = read(feed_xml(WATCHED, [a_hit(1)], app_url="http://a"))
    with in_language("en"):
        after = read(feed_xml(WATCHED, [later, a_hit(1)], app_url="http://b"))

    assert after.feed.id == before.feed.id
    assert after.entries[1].id == before.entries[0].id
    assert after.feed.updated == after.entries[0].updated > before.feed.updated
    assert after.feed.language == "en"
    assert after.entries[0].link.endswith("&lang=en")
    assert {one.rel: one.href for one in after.feed.links}["self"].endswith(".atom?lang=en")


def test_a_feed_is_compared_with_the_library_when_it_is_read(
    client: TestClient, watch: Watch, own_home: Path
) -> None:
    assert read(client.get(f"/feeds/{watch.id}.atom").content).entries == []
    report = added(own_home, NEW_REPORT)

    answer = client.get(f"/feeds/{watch.id}.atom")

    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    (entry,) = read(answer.content).entries
    assert "เสียงตามสาย" in entry.title
    assert entry.link.startswith("http://localhost:8501/?q=")
    assert f"see={report}" in entry.link


def test_a_reader_that_knows_the_feed_gets_nothing_again(client: TestClient, watch: Watch) -> None:
    address = f"/feeds/{watch.id}.atom"
    first = client.get(address)
    etag, modified = first.headers["etag"], first.headers["last-modified"]

    for headers in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"other", W/{etag}'},
        {"If-Modified-Since": modified},
    ):
        again = client.get(address, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    for headers in (
        {"If-None-Match": '"other"', "If-Modified-Since": modified},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        assert client.get(address, headers=headers).status_code == 200


@pytest.mark.parametrize("name", ["0123456789abcdef", "%27%3B--", "%E0%B8%81", "x" * 500])
def test_a_feed_that_is_not_there_is_not_found(client: TestClient, name: str) -> None:
    answer = client.get(f"/feeds/{name}.atom")

    assert answer.status_code == 404
    assert "ไม่มีรายการเฝ้าดูนี้" in answer.text


def test_feeds_are_below_the_path_under_which_the_app_is_served(
    client: TestClient, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "/ita/"}.get)

    with TestClient(Starlette(routes=[feed_route()]), base_url="http://localhost") as below:
        found = read(below.get(f"/ita/feeds/{watch.id}.atom").content)
        assert below.get(f"/feeds/{watch.id}.atom").status_code == 404

    links = {one.rel: one.href for one in found.feed.links}
    assert links["self"] == f"http://localhost/ita/feeds/{watch.id}.atom"
    assert links["alternate"].startswith("http://localhost/ita/?")


def test_a_library_that_cannot_be_read_is_to_be_asked_later(
    client: TestClient, watch: Watch, own_home: Path
) -> None:
    (own_home / "corpus" / "library.db").unlink()

    answer = client.get(f"/feeds/{watch.id}.atom")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "600")


def begun(home: Path, what: str = GIFTS, *, owner: str = "", name: str = "") -> Watch:
    with open_workspace(home) as workspace:
        return workspace.watches.add(workspace.watches.query(what), owner=owner, name=name)


def desk(home: Path, monkeypatch: pytest.MonkeyPatch, *, visit: str = LONG_AGO) -> AppTest:
    send_cookies(monkeypatch, {TOWN_COOKIE: town_id(home, NAME), VISIT_COOKIE: visit})
    return opened("search", home, {})


def test_a_search_is_watched_with_its_filters_by_one_press(own_home: Path, own: Workspace) -> None:
    address = {"q": GIFTS, "without": ("ของขวัญ",), "topic": ("no_gift",), "indicator": ("10",)}
    address |= {"year": ("2566",), "type": ("subdistrict_municipality",), "province": ("พะเยา",)}
    address |= {"mode": "words", "order": "year", "least": "60", "most": "95.5"}
    app = opened("search", own_home, {**address, "cards": "compact"})

    app.button(key="search.watch").click().run()

    (watch,) = own.watches.all()
    assert watch.query is not None
    assert watch.query.filters.fiscal_years == (2566,)
    assert dict(watch.address) == address
    assert "เฝ้าดูอยู่" in shown_by(app).text
    assert f"watch?id={watch.id}" in shown_by(app).hrefs
    assert "หน้าแรกและ “สิ่งที่เฝ้าดู” จะบอกว่ามีอะไรใหม่" in shown_by(app).text
    with pytest.raises(KeyError):
        app.button(key="search.watch")


def test_the_first_page_names_how_much_is_watched_without_news(own_home: Path) -> None:
    begun(own_home)
    page = shown_by(opened("search", own_home, {}))

    assert "เฝ้าดูอยู่ 1 รายการ" in page.text and "ไม่มีอะไรใหม่" in page.text


def test_a_town_is_watched_on_the_desk_of_ours(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = town_id(own_home, NAME)
    send_cookies(monkeypatch, {TOWN_COOKIE: ours})
    theirs = own.towns.similar(ours).neighbours[0].organisation

    app = opened("town", own_home, {"id": theirs.id})
    app.button(key="town.watch").click().run()

    (watch,) = own.watches.all()
    assert (watch.town, watch.owner, watch.name) == (theirs.id, ours, theirs.name)
    assert "เฝ้าดูอยู่" in shown_by(app).text


def test_the_desk_counts_what_is_new_since_the_last_visit(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(own_home, "จัดซื้อจัดจ้าง")
    watch = begun(own_home)
    added(own_home, NEW_REPORT)

    page = shown_by(desk(own_home, monkeypatch))

    assert f"ใหม่ 1 จากการค้น {GIFTS}" in page.text
    other = next(href for href in page.hrefs if href.startswith(f"./?q={quote('จัดซื้อจัดจ้าง')}"))
    assert page.hrefs.index(f"watch?id={watch.id}") < page.hrefs.index(other)
    assert "watch" in page.hrefs


@pytest.mark.parametrize(("days_ago", "new_days"), [(None, 7), (1, 7), (30, 30)])
def test_what_is_new_is_of_a_week_at_least(
    days_ago: int | None, new_days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    before = None if days_ago is None else now - timedelta(days=days_ago)
    monkeypatch.setattr(view, "visit_before", lambda: before)

    assert (now - view.new_since() + timedelta(hours=1)).days == new_days


def test_a_look_that_fails_leaves_the_desk(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(own_home)

    monkeypatch.setattr(Watches, "check", raising(StoreError("the database is too busy")))
    page = shown_by(desk(own_home, monkeypatch)).text
    assert GIFTS in page and "ไม่มีสิ่งใหม่ ตั้งแต่" in page


def test_the_page_lists_each_watch_with_its_feed(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = begun(own_home, owner=NAME, name=f"{GIFTS} {HOSTILE}")
    added(own_home, NEW_REPORT)
    send_cookies(monkeypatch, {VISIT_COOKIE: LONG_AGO})

    page = shown_by(opened("watch", own_home, {}))
    assert f"feeds/{watch.id}.atom" in page.hrefs
    assert f"watch?id={watch.id}" in page.hrefs
    assert f"ของ {NAME}" in page.text
    assert HOSTILE in page.text
    assert "ใหม่ 1" in page.text
    monkeypatch.setattr(view, "visit_before", lambda: datetime.now(UTC))
    page = shown_by(opened("watch", own_home, {}))
    assert "ใหม่ 1" not in page.text and "(1)" in page.text


@pytest.mark.parametrize(("language", "new"), [("th", "ใหม่ · "), ("en", "new · ")])
def test_the_page_of_a_watch_has_its_news_with_links_to_their_places(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, language: str, new: str
) -> None:
    monkeypatch.setattr(type(st.context), "locale", property(lambda _context: "en"))
    watch = begun(own_home)
    report = added(own_home, NEW_REPORT)

    app = opened("watch", own_home, {"id": watch.id, "lang": language})

    page = shown_by(app)
    (place,) = (one for one in page.hrefs if f"see={report}" in one)
    assert place.startswith("./?q=")  # of the search, not of this view
    assert place.endswith(f"&lang={language}")
    assert "เสียงตามสาย" in page.text
    assert new in page.text
    assert {"th": "ใหม่ตั้งแต่เริ่มเฝ้าดู", "en": "New since it is watched"}[language] in page.text
    assert in_url(app, "id") == [watch.id]
    monkeypatch.setattr(view, "visit_before", lambda: datetime.now(UTC))
    earlier = {"th": ["ก่อนหน้านั้น"], "en": ["Earlier"]}[language]
    assert shown_by(app.run()).texts(".ita-section") == earlier


def test_a_watch_is_removed_by_a_second_press(own_home: Path, own: Workspace) -> None:
    watch = begun(own_home)
    app = opened("watch", own_home, {"id": watch.id})

    app.button(key=f"watch.remove.{watch.id}").click().run()

    assert own.watches.all() == ()
    assert "ยังไม่ได้เฝ้าดูสิ่งใด" in shown_by(app).text
    assert app.toast


@pytest.mark.parametrize("sent", ["0123456789abcdef", HOSTILE, "x" * 5000])
def test_an_unknown_watch_is_named_and_all_others_are_listed(sent: str, own_home: Path) -> None:
    begun(own_home)

    app = opened("watch", own_home, {"id": sent})

    assert [one.value for one in app.warning] == ["รายการนี้ไม่ได้เฝ้าดูแล้ว"]
    assert GIFTS in shown_by(app).text
