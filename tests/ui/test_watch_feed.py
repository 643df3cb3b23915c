"""Feeds of what is watched, read back by a reader of feeds, over HTTP without a server."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from itasearch import open_workspace
from itasearch.model.ranking import Query
from itasearch.model.watches import News, NewsKind, NewsSubject, Watch
from itasearch.ui.watch.feed import feed_route
from itasearch.wording.feed import feed_xml
from tests.ui.conftest import added
from tests.ui.test_markup import HOSTILE

GIFTS = "งดรับของขวัญ"
NEW_REPORT = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส
เทศบาลตำบลสวนดอกไม้ จังหวัดพะเยา ปีงบประมาณ พ.ศ. 2568

| ที่ | มาตรการ | ขั้นตอนหรือวิธีการปฏิบัติ | ระยะเวลา | หน่วยงานรับผิดชอบ |
|---|---|---|---|---|
| 1 | ประกาศนโยบายงดรับของขวัญทางเสียงตามสายทุกหมู่บ้าน | ผู้บริหารประกาศเจตนารมณ์ | ต.ค. 2567 | สำนักปลัด |
"""
NOON = datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=UTC)
WATCH = Watch(
    id="0123456789abcdef",
    name=f"{GIFTS} {HOSTILE}",
    query=Query(text=f"{GIFTS} {HOSTILE}"),
    town="",
    owner="",
    made_at=NOON,
    checked_at=NOON,
)


def news(number: int, **values: object) -> News:
    made = News(
        number=number,
        watch_id=WATCH.id,
        kind=NewsKind.NEW,
        subject=NewsSubject.MEASURE,
        item_id="r1-t1r1",
        title=GIFTS,
        organisation="เทศบาลตำบลแม่กา",
        fiscal_year_be=2567,
        found_at=NOON,
    )
    return replace(made, **values)  # type: ignore[arg-type]


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
    with open_workspace(own_home) as workspace:
        return workspace.watches.add(workspace.watches.query(GIFTS))


def test_a_feed_has_what_atom_requires_and_nothing_of_a_title_is_markup() -> None:
    hostile = f"{HOSTILE}\x00\x1b\ufffe]]>"
    entries = [
        news(2, title=hostile, organisation=HOSTILE, kind=NewsKind.CHANGED),
        news(1, subject=NewsSubject.PLAN, item_id="r2", title="แผน.pdf"),
    ]

    body = feed_xml(WATCH, entries, app_url="https://ita.example", language="th")

    found = read(body)
    assert found.feed.id.startswith("urn:uuid:")
    assert found.feed.title == f"itasearch: {WATCH.name}"
    assert found.feed.author == "itasearch"
    assert found.feed.updated == "2026-11-21T12:00:00.250000+00:00"
    links = {one.rel: one.href for one in found.feed.links}
    assert links["self"] == f"https://ita.example/feeds/{WATCH.id}.atom"
    assert links["alternate"].startswith("https://ita.example/?q=")
    first, second = found.entries
    assert len({found.feed.id, first.id, second.id}) == 3
    assert "เปลี่ยน" in first.summary
    assert first.title_detail.type == "text/plain"
    assert HOSTILE in first.title_detail.value
    assert first.link.endswith("&see=r1-t1r1&lang=th")
    assert links["alternate"].endswith("&lang=th")
    assert second.title == "แผน: แผน.pdf"
    assert second.link == "https://ita.example/library?report=r2&lang=th"


def test_ids_stay_when_news_come_and_the_feed_is_in_another_language() -> None:
    before = read(feed_xml(WATCH, [news(1)], app_url="http://a", language="th"))
    after = read(feed_xml(WATCH, [news(2), news(1)], app_url="http://b", language="en"))

    assert after.feed.id == before.feed.id
    assert after.entries[1].id == before.entries[0].id
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
        {"If-Modified-Since": f"Mon, 01 Jan {'9' * 30} 00:00:00 GMT"},
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
    options = {"server.baseUrlPath": "/ita/"}
    monkeypatch.setattr(st, "get_option", options.get)

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
