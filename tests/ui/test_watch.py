"""Saved searches: their page, and their feeds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.errors import StoreError
from itasearch.model.ranking import Query
from itasearch.model.watches import NewHit, Watch, search_address
from itasearch.ui.kit.who import TOWN_COOKIE
from itasearch.ui.watch import view
from itasearch.ui.watch.feed import feed_route
from itasearch.ui.watch.view import VISIT_COOKIE, WEEK
from itasearch.wording.feed import feed_xml
from itasearch.wording.language import Language, in_language
from itasearch.workspace import Workspace
from itasearch.workspace.watches import Watches
from tests.cases import whole
from tests.tools.raising import raising
from tests.ui.conftest import added, opened, send_cookies, shown_by, town_id
from tests.ui.test_desk import LONG_AGO, NAME
from tests.ui.test_hit_card import HIT as A_HIT
from tests.ui.test_kit import HOSTILE

GIFTS = "งดรับของขวัญ"


NEW_REPORT = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส
เทศบาลตำบลสวนดอกไม้ จังหวัดพะเยา ปีงบประมาณ พ.ศ. 2568

| ที่ | มาตรการ | ขั้นตอนหรือวิธีการปฏิบัติ | ระยะเวลา | หน่วยงานรับผิดชอบ |
|---|---|---|---|---|
| 1 | ประกาศนโยบายงดรับของขวัญทางเสียงตามสายทุกหมู่บ้าน | ผู้บริหารประกาศเจตนารมณ์ | ต.ค. 2567 | สำนักปลัด |
"""


NOON = datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=UTC)
WATCHED = Watch(
    id="0123456789abcdef", name=f"{GIFTS} {HOSTILE}", query=Query(text=GIFTS), made_at=NOON
)
HIT = replace(A_HIT, measure=replace(A_HIT.measure, title=f"{GIFTS} {HOSTILE}\x00\x1b\ufffe]]>"))
NEW = NewHit(hit=HIT, added_at=NOON + WEEK)


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
    with in_language(language):
        written = feed_xml(WATCHED, [NEW], app_url="https://ita.example")
        assert read(feed_xml(WATCHED, [], app_url="")).feed.updated == NOON.isoformat()

    (entry,) = read(written).entries
    assert entry.title_detail.type == "text/plain"
    assert HOSTILE in entry.title_detail.value
    found = written.decode().replace("><", ">\n<")
    assert found == whole(f"feed.{language}.xml", found)


def test_ids_stay_when_the_feed_is_in_another_language() -> None:
    before = read(feed_xml(WATCHED, [NEW], app_url="http://a"))
    with in_language("en"):
        after = read(feed_xml(WATCHED, [NEW], app_url="http://b"))

    assert after.feed.id == before.feed.id
    assert after.entries[0].id == before.entries[0].id
    assert after.feed.language == "en"
    assert "lang=en" in after.entries[0].link
    assert {link.rel: link.href for link in after.feed.links}["self"].endswith(".atom?lang=en")


def test_a_feed_has_the_hits_of_reports_that_were_added_lately(
    client: TestClient, watch: Watch, own_home: Path
) -> None:
    report = added(own_home, NEW_REPORT)

    answer = client.get(f"/feeds/{watch.id}.atom")

    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    entry = read(answer.content).entries[0]
    assert "เสียงตามสาย" in entry.title
    assert entry.link.startswith("http://localhost:8501/?q=")
    assert f"see={report}" in entry.link


@pytest.mark.parametrize("name", ["0123456789abcdef", "%27%3B--", "%E0%B8%81", "x" * 500])
def test_a_feed_that_is_not_there_is_not_found(client: TestClient, name: str) -> None:
    answer = client.get(f"/feeds/{name}.atom")

    assert answer.status_code == 404
    assert "ฟีด" in answer.text


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
    (own_home / "corpus" / "library.db").write_bytes(b"no database" * 500)

    answer = client.get(f"/feeds/{watch.id}.atom")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "600")


def begun(home: Path, text: str = GIFTS, *, name: str = "") -> Watch:
    with open_workspace(home) as workspace:
        return workspace.watches.add(workspace.watches.query(text), name=name)


def desk(home: Path, monkeypatch: pytest.MonkeyPatch, *, visit: str = LONG_AGO) -> AppTest:
    send_cookies(monkeypatch, {TOWN_COOKIE: town_id(home, NAME), VISIT_COOKIE: visit})
    return opened("search", home, {})


def test_a_search_is_saved_with_its_filters_by_one_press(own_home: Path, own: Workspace) -> None:
    address = {"q": GIFTS, "without": ("ของขวัญ",), "topic": ("no_gift",), "indicator": ("10",)}
    address |= {"year": ("2566",), "type": ("subdistrict_municipality",), "province": ("พะเยา",)}
    address |= {"mode": "words", "least": "60", "most": "95.5"}
    app = opened("search", own_home, {**address, "order": "year"})

    app.button(key="search.watch").click().run()

    (saved,) = own.watches.all()
    assert saved.query.filters.fiscal_years == (2566,)
    assert dict(search_address(saved.query)) == address
    assert "watch" in shown_by(app).hrefs
    with pytest.raises(KeyError):
        app.button(key="search.watch")


def test_the_desk_counts_what_is_new_since_the_last_visit(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(own_home, "จัดซื้อจัดจ้าง")
    begun(own_home)
    added(own_home, NEW_REPORT)
    tomorrow = int((datetime.now(UTC) - timedelta(minutes=1)).timestamp())
    send_cookies(
        monkeypatch, {TOWN_COOKIE: town_id(own_home, NAME), VISIT_COOKIE: f"{tomorrow}.{tomorrow}"}
    )
    monkeypatch.setattr(view, "visit_before", lambda: datetime.now(UTC) - timedelta(days=3650))

    page = shown_by(opened("search", own_home, {}))

    assert GIFTS in page.text and "ใหม่" in page.text
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

    monkeypatch.setattr(Watches, "news", raising(StoreError("the database is too busy")))

    assert GIFTS in shown_by(desk(own_home, monkeypatch)).text


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_lists_each_saved_search_with_what_is_new_and_its_feed(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    saved = begun(own_home, name=f"{GIFTS} {HOSTILE}")
    report = added(own_home, NEW_REPORT)

    page = shown_by(opened("watch", own_home, {"lang": language}))

    assert any(href.startswith(f"feeds/{saved.id}.atom") for href in page.hrefs)
    assert HOSTILE in page.text and "เสียงตามสาย" in page.text
    place = next(href for href in page.hrefs if f"see={report}" in href)
    assert place.startswith("./?q=")  # of the search, not of this view
    monkeypatch.setattr(view, "visit_before", lambda: datetime.now(UTC))
    assert "เสียงตามสาย" not in shown_by(opened("watch", own_home, {})).text


def test_a_saved_search_is_removed_by_a_press(own_home: Path, own: Workspace) -> None:
    saved = begun(own_home)
    app = opened("watch", own_home, {})

    app.button(key=f"watch.remove.{saved.id}").click().run()

    assert own.watches.all() == ()
    assert app.caption and app.toast
