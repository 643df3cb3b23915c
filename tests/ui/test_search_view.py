"""The view ค้นหา, driven as a person would by Streamlit's AppTest."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from itasearch.errors import BackendError
from itasearch.model.ranking import (
    UNREFINED,
    AddedName,
    Addition,
    Arrangement,
    HitOrder,
    Ranking,
    Refinement,
)
from itasearch.ui.kit import state
from itasearch.ui.search import suggestions
from itasearch.ui.search.suggestions import ADDRESS, suggestions_route
from itasearch.workspace import Workspace
from itasearch.workspace.index import Index
from tests.tools.raising import raising
from tests.ui.conftest import go, in_url, shown_by, view_of

NAMES = (
    AddedName(name="งดรับของขวัญ", asked="gift", kind=Addition.TRANSLATION),
    AddedName(name="ของกำนัล", asked="gift", kind=Addition.TRANSLATION),
)


@pytest.fixture
def app(library_home: Path) -> AppTest:
    return view_of("search", library_home)


def _cards(app: AppTest) -> int:
    return len(shown_by(app).cards)


def _links(app: AppTest, text: str) -> list[str]:
    """Addresses of the links of this text, signs and counts aside."""
    return [link.href for link in shown_by(app).links if link.begins_with(text)]


def _asked(href: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(href).query)


def _follow(app: AppTest, text: str) -> AppTest:
    """Click the first link of this text."""
    return go(app, **_asked(_links(app, text)[0]))


def _options(app: AppTest, name: str) -> list[str]:
    """What a filter offers."""
    return list(app.multiselect(key=f"search.{name}").options)


def _can_take_off(app: AppTest, text: str) -> bool:
    return bool(shown_by(app).all(f'[aria-label="เอา “{text}” ออก"]'))


def _let_answers(
    monkeypatch: pytest.MonkeyPatch, change: Callable[..., Ranking], **instead: Any
) -> None:
    """Let every answer be what is made of it and what was asked, `instead` in its place."""
    search = Workspace.search

    def searched(workspace: Workspace, text: str, **asked: Any) -> Ranking:
        return change(search(workspace, text, **{**asked, **instead}), asked)

    monkeypatch.setattr(Workspace, "search", searched)


def _add_names(monkeypatch: pytest.MonkeyPatch, *added: AddedName) -> None:
    """Let every answer tell these names, but for those that the question leaves out."""

    def with_names(ranking: Ranking, asked: dict[str, Any]) -> Ranking:
        without = asked.get("refinement", UNREFINED).without
        return replace(ranking, added=tuple(one for one in added if one.name not in without))

    _let_answers(monkeypatch, with_names, refinement=UNREFINED)


def test_a_query_shows_hits_with_their_source(app: AppTest) -> None:
    app.run()
    app.text_input(key="search.query").set_value("No Gift Policy")
    app.button(key="search.go").click().run()

    assert _cards(app) == 10
    assert shown_by(app).marks
    assert shown_by(app).all('[title^="corpus/"]')
    assert in_url(app, "q") == ["No Gift Policy"]


def test_the_url_alone_opens_an_answer(app: AppTest) -> None:
    go(app, q="ร้องเรียนการทุจริต", year="2566", k="20")

    assert app.multiselect(key="search.year").value == in_url(app, "year") == ["2566"]
    assert not app.warning
    facts = [card.all(".ita-meta")[0].text for card in shown_by(app).cards]
    assert facts
    assert all("ปีงบฯ 2566" in text for text in facts)


def test_a_choice_stands_though_the_browser_knows_an_older_url(app: AppTest) -> None:
    go(app, q="ของขวัญ")
    towns = app.multiselect(key="search.organisation")
    towns.select(towns.options[0])
    app.query_params.clear()
    app.run()

    assert len(app.multiselect(key="search.organisation").value) == 1
    assert in_url(app, "q") == ["ของขวัญ"]


def test_hits_that_are_only_the_nearest_are_called_so(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(app, q="ของขวัญ")
    assert not app.info

    _let_answers(monkeypatch, lambda ranking, _: replace(ranking, unsure=True))
    go(app, q="งดรับของขวัญ")

    assert "ไม่แน่ใจ" in app.info[0].value
    assert _cards(app)


def test_filters_without_counts_while_the_index_cannot_tell(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Index, "facet_counts", raising(BackendError("built otherwise")))
    app.run()

    assert "จัดซื้อจัดจ้าง" in _options(app, "topic")


def test_a_topic_is_looked_at_without_a_word(app: AppTest) -> None:
    app.run()
    app.button_group(key="search.browsed").set_value("no_gift").run()

    assert in_url(app, "topic") == ["no_gift"]
    assert in_url(app, "q") == []
    assert _cards(app)
    assert "ของขวัญ" in shown_by(app).cards[0].text[:150]


def test_filters_are_cleared(app: AppTest) -> None:
    go(app, q="ของขวัญ", year="2566", indicator="10")
    assert any("10 การป้องกันการทุจริต · ระบุหรือคาด" in chip.text for chip in shown_by(app).chips)
    _follow(app, "ล้างตัวกรอง")

    assert "year" not in app.query_params
    assert "indicator" not in app.query_params
    assert in_url(app, "q") == ["ของขวัญ"]


def test_more_hits_are_shown_on_demand(app: AppTest) -> None:
    go(app, q="การทุจริต")
    app.button(key="search.more").click().run()

    assert _cards(app) == 20
    assert in_url(app, "k") == ["20"]


def test_an_added_word_is_switched_off_and_on_again(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_names(monkeypatch, *NAMES)
    go(app, q="gift")
    app.button_group(key="search.words.gift").set_value(["งดรับของขวัญ"]).run()
    assert in_url(app, "without") == ["ของกำนัล"]
    assert app.button_group(key="search.words.gift").value == ["งดรับของขวัญ"]

    app.button_group(key="search.words.gift").set_value(["งดรับของขวัญ", "ของกำนัล"]).run()

    assert in_url(app, "without") == []
    assert app.button_group(key="search.words.gift").value == ["งดรับของขวัญ", "ของกำนัล"]


def test_a_respelling_can_be_refused(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    _add_names(monkeypatch, AddedName(name="ร้องเรียน", asked="รองเรียน", kind=Addition.RESPELLING))
    go(app, q="รองเรียน")
    assert "ค้นหา “ร้องเรียน” ด้วย ·" in shown_by(app).text

    _follow(app, "ค้นเฉพาะที่พิมพ์ “รองเรียน”")

    assert in_url(app, "without") == ["ร้องเรียน"]
    assert "ค้นเฉพาะ “รองเรียน” ตามที่พิมพ์ ·" in shown_by(app).text
    assert _links(app, "ค้นหา “ร้องเรียน” ด้วย")


@pytest.mark.parametrize("asked", [{"q": "No Gift Policy"}, {}])
def test_a_marked_measure_that_is_gone_is_told_and_can_be_taken_off(
    app: AppTest, asked: dict[str, str]
) -> None:
    go(app, like="r000-t1r1", **asked)

    assert "ไม่มีรายงานหรือมาตรการนี้" in app.warning[0].value
    assert _can_take_off(app, "ไม่อยู่ในคลังแล้ว")


def test_all_that_are_like_a_measure_are_asked_for_without_words(app: AppTest) -> None:
    go(app, q="No Gift Policy")
    _follow(app, "คล้ายแบบนี้")
    _follow(app, "ดูที่คล้ายทั้งหมด โดยไม่ใช้คำค้น")

    assert in_url(app, "q") == []
    assert app.text_input(key="search.query").value == ""
    assert "มาตรการที่คล้ายที่สุด" in shown_by(app).text
    assert _cards(app) == 10


def test_hits_of_an_older_index_are_marked_as_such(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Index, "refresh", lambda _workspace, progress: False)
    go(app, q="No Gift Policy")

    assert "อาจยังไม่รวมรายงานล่าสุด" in app.info[0].value
    assert _cards(app) == 10


def test_without_an_answer_each_way_on_is_one_click(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_names(monkeypatch, *NAMES)
    asked = {
        "q": '"zxqv" ขั้นตอน:mnbv -wvutsr -"คำที่ ไม่เอา"',
        "year": "2566",
        "least": "85",
        "like": "r000-t1r1",
        "mode": "semantic",
    }
    _let_answers(monkeypatch, lambda ranking, _: replace(ranking, hits=()))
    go(app, **asked)

    ways = {
        "ค้นโดยไม่ใช้ตัวกรอง (2)": "year least",
        "เลิกใช้ “คล้ายแบบนี้”": "like",
        "ค้นทั้งความหมายและคำ": "mode",
    }
    for text, names in ways.items():
        assert _asked(_links(app, text)[0]).keys() == asked.keys() - {*names.split()}
    assert _links(app, "ค้นโดยไม่ใช้เครื่องหมาย: zxqv mnbv")
    assert "without=" in _links(app, "ค้นเฉพาะคำที่พิมพ์")[0]


ALL_PROVINCES = "ทุกจังหวัด: 8 มาตรการ"


def test_an_answer_inside_a_province_names_the_rest(app: AppTest) -> None:
    go(app, q="no gift policy", province="เลย")
    (href,) = _links(app, ALL_PROVINCES)

    assert "ใน จ.เลย มีเพียง 1 มาตรการ" in shown_by(app).text
    assert _asked(href) == {"q": ["no gift policy"]}
    assert not _links(_follow(app, ALL_PROVINCES), ALL_PROVINCES)
    kind = {"type": "provincial_administrative_organisation"}
    by_line = "แจ้งเบาะแสทางไลน์"
    for text, asked, count in (
        (by_line, {"q": f"{by_line} ท่าเกวียนเงิน"}, 4),
        ("no gift policy", {"q": "no gift policy", **kind}, 8),
    ):
        (href,) = _links(go(app, **asked), f"ทุกหน่วยงาน: {count} มาตรการ")
        assert _asked(href) == {"q": [text]}


QUESTION = "จัดซื้อจัดจ้าง"


def _found(app: AppTest) -> str:
    return " ".join(one.text for one in shown_by(app).all('[role="status"]'))


def _titles(app: AppTest) -> list[str]:
    return [one.text for one in shown_by(app).all(".ita-title")]


def test_an_order_is_chosen_kept_in_the_address_and_named(app: AppTest, shared: Workspace) -> None:
    go(app, q=QUESTION).selectbox(key="search.order").set_value(HitOrder.YEAR).run()

    by_year = Refinement(arrangement=Arrangement(order=HitOrder.YEAR))
    expected = shared.search(QUESTION, refinement=by_year)
    assert in_url(app, "order") == ["year"]
    assert len(_titles(app)) == len(expected.hits) > 1
    assert f"“ปีล่าสุด” ใน {expected.sorted_over} มาตรการที่ตรงที่สุด" in _found(app)


def test_the_line_above_the_hits_counts_the_towns_of_copies_too(
    app: AppTest, shared: Workspace
) -> None:
    found = shared.search(QUESTION, k=100)
    hits = found.hits[: found.answering]
    owners = [hit.organisation for hit in hits]
    owners += [copy.organisation for hit in hits for copy in hit.same_text]
    towns = {owner.id for owner in owners if owner is not None}

    line = " ".join(_found(go(app, q=QUESTION, k="100")).split())
    assert "search.more" not in [button.key for button in app.button]

    assert f"มาตรการ ใน {len(towns)} หน่วยงาน" in line


def test_an_answer_is_asked_for_once_while_the_library_stays_as_it_is(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Ranking] = []

    def keep(ranking: Ranking, _asked: object) -> Ranking:
        asked.append(ranking)
        return ranking

    _let_answers(monkeypatch, keep)
    go(app, q="No Gift Policy", topic="no_gift", type="town_municipality")
    # The answer, and what each of both filters would leave without it.
    assert len(asked) == 3
    app.run()
    assert len(asked) == 3

    del app.query_params["topic"]
    app.run()

    # The answer; what the other filter leaves without this one was asked already.
    assert len(asked) == 5
    for name, value, count in (("mode", "words", 7), ("k", "20", 8), ("order", "year", 10)):
        app.query_params[name] = value
        app.run()
        assert len(asked) == count


@pytest.fixture
def client(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Asks the address on the library."""
    monkeypatch.setenv("ITASEARCH_HOME", str(library_home))
    state.library.clear()
    with TestClient(Starlette(routes=[suggestions_route()])) as client:
        yield client
    state.library.clear()


def test_it_answers_with_queries_and_what_they_are(client: TestClient) -> None:
    answer = client.get(f"/{ADDRESS}", params={"text": "หนองบัว"})

    (one,) = answer.json()
    assert one == {
        "kind": "town",
        "query": "เทศบาลตำบลหนองบัวสามกลีบ",
        "id": one["id"],
        "province": "อุดรธานี",
    }
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"


def test_an_english_screen_has_english_names_and_the_query_of_reports(client: TestClient) -> None:
    answer = client.get(f"/{ADDRESS}", params={"text": "หนองบัวสาม", "lang": "en"})

    (one,) = [one for one in answer.json() if one["kind"] == "town"]
    assert one["query"] == "เทศบาลตำบลหนองบัวสามกลีบ"
    assert one["label"].endswith(f"Nong Bua Sam Klip Subdistrict Municipality · {one['query']}")
    assert one["province"] == "Udon Thani"


@pytest.mark.parametrize(
    "text", ["", quote("ก" * 5_000), "%00%3Cscript%3E", "%22", "%ED%A0%80", "%FF%FE"]
)
def test_whatever_is_typed_it_answers(client: TestClient, text: str) -> None:
    answer = client.get(f"/{ADDRESS}?text={text}")

    assert (answer.status_code, answer.json()) == (200, [])


def test_a_library_that_cannot_be_read_has_no_suggestions(
    tmp_path: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "library.db").write_bytes(b"no database")
    monkeypatch.setenv("ITASEARCH_HOME", str(tmp_path))
    state.library.clear()

    answer = client.get(f"/{ADDRESS}", params={"text": "หนองบัว"})

    assert (answer.status_code, answer.json()) == (503, [])


def test_a_request_beyond_those_that_wait_is_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "_MOST_WAITING", 0)

    answer = client.get(f"/{ADDRESS}", params={"text": "หนองบัว"})

    assert (answer.status_code, answer.json()) == (503, [])
