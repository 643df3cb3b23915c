"""Names and years of a query in the view ค้นหา: chips, choices, and what is not there."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from starlette.datastructures import QueryParams
from streamlit.testing.v1 import AppTest

from itasearch.model.ranking import (
    AddedName,
    Addition,
    Filters,
    HitOrder,
    NameKind,
    Query,
    Ranking,
    SearchMode,
    UnderstoodName,
)
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.ui.search.names import offered_words, understood_html
from itasearch.ui.search.query import MOST_HITS, SearchQuery, removable_html
from itasearch.workspace import NO_FILTER_NAMES, FilterNames
from tests.ui.conftest import go, in_url, shown_by, view_of
from tests.ui.shown import shown


@pytest.fixture
def app(library_home: Path) -> AppTest:
    return view_of("search", library_home)


def chips(app: AppTest) -> dict[str, str]:
    """Names on chips with the addresses of their crosses."""
    found = [chip for chip in shown_by(app).chips if "เป็นคำค้นธรรมดา" in chip.spoken]
    return {chip.text.removesuffix("×"): chip.href for chip in found}


def test_a_chip_goes_away_on_click_and_its_words_count_again(app: AppTest) -> None:
    address = chips(go(app, q="ของขวัญ ทต.แม่กา ปี 2566"))["ปี 2566"]

    found = go(app, **parse_qs(urlsplit(address).query))

    assert set(chips(found)) == {"เทศบาลตำบลแม่กา"}
    assert in_url(found, "without") == ["ปี 2566"]
    (back,) = [chip for chip in shown_by(found).chips if chip.text.strip() == "กรองเฉพาะ “ปี 2566”"]
    again = go(app, **parse_qs(urlsplit(back.href).query))
    assert set(chips(again)) == {"เทศบาลตำบลแม่กา", "ปี 2566"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("year", "2499"), ("type", "x"), ("province", "แพรร่"), ("topic", "x"), ("mode", "<b>")],
)
def test_a_filter_in_the_address_that_is_not_there_is_said(
    app: AppTest, name: str, value: str
) -> None:
    found = go(app, q="ของขวัญ", **{name: value})

    assert len(found.warning) == 1
    assert "ในคลัง" in found.warning[0].value
    assert not in_url(found, name)


def test_an_ambiguous_name_offers_each_reading() -> None:
    name = UnderstoodName(
        asked="หนองบัว",
        kind=NameKind.ORGANISATION,
        name="เทศบาลตำบลหนองบัว / องค์การบริหารส่วนตำบลหนองบัว",
        filters=Filters(organisation_ids=("o1", "o2")),
        choices=("เทศบาลตำบลหนองบัว", "องค์การบริหารส่วนตำบลหนองบัว"),
    )
    ranking = Ranking(query=Query(text="พัสดุ  หนองบัว"), hits=(), understood=(name,))

    links = shown(understood_html(SearchQuery(text="พัสดุ  หนองบัว"), ranking, off=())).links

    asked = [parse_qs(urlsplit(link.href).query).get("q", [""])[0] for link in links]
    assert "พัสดุ เทศบาลตำบลหนองบัว" in asked
    assert "พัสดุ องค์การบริหารส่วนตำบลหนองบัว" in asked


@pytest.mark.parametrize("text", ["แม่กา", "คะแนน ITA ของ ทต.แม่กา", "ทต.แม่กา ปี 2566 ร้องเรียน"])
def test_a_town_that_is_named_leads_to_its_page(app: AppTest, text: str) -> None:
    links = shown_by(go(app, q=text)).links

    (href,) = [link.href for link in links if link.text == "หน้าของเทศบาลตำบลแม่กา"]
    assert href.startswith("town?id=o")


def test_two_towns_that_are_named_can_be_compared(app: AppTest) -> None:
    found = go(app, q="เปรียบเทียบ ทต.แม่กา กับ ทต.หนองบัวสามกลีบ")

    links = {link.text: link.href for link in shown_by(found).links}
    pages = [links[f"หน้าของเทศบาลตำบล{name}"] for name in ("แม่กา", "หนองบัวสามกลีบ")]
    ids = [parse_qs(urlsplit(page).query)["id"] for page in pages]
    both = parse_qs(urlsplit(links["เปรียบเทียบสองแห่งนี้"]).query)
    assert [both["left"], both["right"]] == ids


def _added(name: str, asked: str, kind: Addition = Addition.SYNONYM) -> AddedName:
    return AddedName(name=name, asked=asked, kind=kind)


RESPELLED = _added("งดรับของขวัญ", "งดรับของขวัน", Addition.RESPELLING)
OF_RESPELT = _added("ไม่รับของขวัญ", "งดรับของขวัญ")
TENT = _added("เต็นท์", "tent", Addition.TRANSLATION)


def test_a_word_that_was_switched_off_is_offered_in_its_place() -> None:
    bare = (TENT, OF_RESPELT)

    assert offered_words(bare, (OF_RESPELT,), without={"เต็นท์"}) == bare


def test_what_was_added_for_a_respelling_is_gone_with_it() -> None:
    bare = (RESPELLED, OF_RESPELT, TENT)

    assert offered_words(bare, (TENT,), without={RESPELLED.name}) == (RESPELLED, TENT)
    both = {RESPELLED.name, OF_RESPELT.name}
    assert offered_words(bare, (TENT,), without=both) == (RESPELLED, TENT)


ALLOWED = {
    **dict.fromkeys(("organisation", "topic", "indicator", "type", "province", "tag"), ()),
    "year": ("2565", "2566"),
}
ASKED = SearchQuery(
    text="ของขวัญ & <b>",
    like=("r1-t1r1",),
    without=("ของกำนัล",),
    filters=FilterNames(fiscal_years=("2565", "2566")),
    band=ScoreBand(least=85.0),
    mode=SearchMode.WORDS,
    order=HitOrder.YEAR,
    limit=20,
    about="r1-t1r1",
)


class _Parameters(QueryParams):
    get_all = QueryParams.getlist


def _from_url(monkeypatch: pytest.MonkeyPatch, address: str) -> SearchQuery:
    monkeypatch.setattr(st, "query_params", _Parameters(urlsplit(address).query))
    return SearchQuery.from_url(ALLOWED)


def _read(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_an_address_has_the_whole_query(monkeypatch: pytest.MonkeyPatch) -> None:
    address = ASKED.href(limit=ASKED.limit, about=ASKED.about)

    assert _from_url(monkeypatch, address) == ASKED
    assert _from_url(monkeypatch, "./") == SearchQuery()
    assert SearchQuery().href() == "./"


def test_what_makes_no_sense_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "./?year=66&year=1e9&topic=x&mode=x&order=x&cards=x&k=๙&least=90&most=80"

    filters = FilterNames(fiscal_years=("2566",))
    assert _from_url(monkeypatch, address) == SearchQuery(filters=filters)
    assert _from_url(monkeypatch, "./?k=9999").limit == MOST_HITS


def test_a_changed_question_begins_at_its_first_hit_without_a_window() -> None:
    read = _read(ASKED.href(mode=SearchMode.PHRASE))

    assert read["mode"] == ["phrase"]
    assert read["q"] == ["ของขวัญ & <b>"]
    assert not read.keys() & {"k", "about", "see"}


def test_topics_and_indicators_alone_are_a_question_and_years_are_none() -> None:
    assert SearchQuery(filters=FilterNames(topics=("no_gift",))).asks
    assert not replace(SearchQuery(), filters=ASKED.filters, band=ASKED.band).asks


def test_each_value_and_each_end_of_the_band_is_a_filter() -> None:
    assert ASKED.filter_count == 3
    assert replace(ASKED, filters=NO_FILTER_NAMES, band=EVERY_TOTAL).filter_count == 0


def test_a_chips_name_stays_within_its_attributes() -> None:
    (chip,) = shown(removable_html("ก", "./", action='ตัด "ของ" onmouseover="x')).chips

    assert chip.spoken == 'ตัด "ของ" onmouseover="x'
