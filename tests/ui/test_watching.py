"""What is watched in the app: the button, what is new on the desk, and the page of all of it."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.errors import StoreError
from itasearch.model.watches import Watch
from itasearch.ui.kit.who import TOWN_COOKIE
from itasearch.ui.watch.view import VISIT_COOKIE
from itasearch.workspace import Workspace
from itasearch.workspace.watch.verbs import Watches
from tests.ui.conftest import added, in_url, opened, send_cookies, shown_by, town_id
from tests.ui.test_desk import LONG_AGO, NAME
from tests.ui.test_markup import HOSTILE
from tests.ui.test_watch_feed import NEW_REPORT

GIFTS = "งดรับของขวัญ"


def watches(home: Path) -> tuple[Watch, ...]:
    with open_workspace(home) as workspace:
        return workspace.watches.all()


def begun(home: Path, what: str = GIFTS, *, owner: str = "", name: str = "") -> Watch:
    with open_workspace(home) as workspace:
        return workspace.watches.add(workspace.watches.query(what), owner=owner, name=name)


def desk(home: Path, monkeypatch: pytest.MonkeyPatch, *, visit: str = LONG_AGO) -> AppTest:
    send_cookies(monkeypatch, {TOWN_COOKIE: town_id(home, NAME), VISIT_COOKIE: visit})
    return opened("search", home, {})


def test_a_search_is_watched_with_its_filters_by_one_press(own_home: Path) -> None:
    given = {"q": GIFTS, "year": "2566", "order": "year", "cards": "compact"}
    app = opened("search", own_home, given)

    app.button(key="search.watch").click().run()

    (watch,) = watches(own_home)
    assert watch.query is not None
    assert watch.query.filters.fiscal_years == (2566,)
    assert dict(watch.address) == {"q": GIFTS, "year": ("2566",), "order": "year"}
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

    (watch,) = watches(own_home)
    assert (watch.town, watch.owner, watch.name) == (theirs.id, ours, theirs.name)
    assert "เฝ้าดูอยู่" in shown_by(app).text


def test_the_desk_counts_what_is_new_since_the_last_visit(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = begun(own_home)
    added(own_home, NEW_REPORT)

    page = shown_by(desk(own_home, monkeypatch))

    assert f"ใหม่ 1 จากการค้น {GIFTS}" in page.text
    assert f"watch?id={watch.id}" in page.hrefs
    assert "watch" in page.hrefs


def test_a_look_that_fails_leaves_the_desk(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(own_home)

    def refuse(*_: object, **__: object) -> None:
        raise StoreError("the database is too busy")

    monkeypatch.setattr(Watches, "check", refuse)
    app = desk(own_home, monkeypatch)

    assert GIFTS in shown_by(app).text


def test_the_page_lists_each_watch_with_its_feed(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = begun(own_home, owner=NAME, name=f"{GIFTS} {HOSTILE}")
    added(own_home, NEW_REPORT)
    send_cookies(monkeypatch, {VISIT_COOKIE: LONG_AGO})

    app = opened("watch", own_home, {})

    page = shown_by(app)
    assert f"feeds/{watch.id}.atom" in page.hrefs
    assert f"watch?id={watch.id}" in page.hrefs
    assert f"ของ {NAME}" in page.text
    assert HOSTILE in page.text
    assert "ใหม่ 1" in page.text


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
    heading = {"th": "ใหม่ตั้งแต่เริ่มเฝ้าดู", "en": "New since it is watched"}[language]
    assert heading in page.text
    assert in_url(app, "id") == [watch.id]


def test_a_watch_is_removed_by_a_second_press(own_home: Path) -> None:
    watch = begun(own_home)
    app = opened("watch", own_home, {"id": watch.id})

    app.button(key=f"watch.remove.{watch.id}").click().run()

    assert watches(own_home) == ()
    assert "ยังไม่ได้เฝ้าดูสิ่งใด" in shown_by(app).text
    assert app.toast


@pytest.mark.parametrize("sent", ["0123456789abcdef", HOSTILE, "x" * 5000])
def test_an_unknown_watch_is_named_and_all_others_are_listed(sent: str, own_home: Path) -> None:
    begun(own_home)

    app = opened("watch", own_home, {"id": sent})

    assert [one.value for one in app.warning] == ["รายการนี้ไม่ได้เฝ้าดูแล้ว"]
    assert GIFTS in shown_by(app).text
