"""The query is the same in its address; a link that changes one piece of it keeps all others."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from starlette.datastructures import QueryParams

from itasearch.model.ranking import HitOrder, SearchMode
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.ui.search.query import MOST_HITS, SearchQuery, toggled
from itasearch.workspace import NO_FILTER_NAMES, FilterNames

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


def test_a_value_goes_in_and_out() -> None:
    assert toggled(("2565",), "2566") == ("2565", "2566")
    assert toggled(("2565", "2566"), "2565") == ("2566",)


def test_topics_and_indicators_alone_are_a_question_and_years_are_none() -> None:
    assert SearchQuery(filters=FilterNames(topics=("no_gift",))).asks
    assert not replace(SearchQuery(), filters=ASKED.filters, band=ASKED.band).asks


def test_each_value_and_each_end_of_the_band_is_a_filter() -> None:
    assert ASKED.filter_count == 3
    assert replace(ASKED, filters=NO_FILTER_NAMES, band=EVERY_TOTAL).filter_count == 0
