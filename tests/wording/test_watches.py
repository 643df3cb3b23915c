"""Names of what is watched, and its news in a line."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from itasearch.model.ranking import Arrangement, Filters, Query, Refinement
from itasearch.model.towns import ScoreBand
from itasearch.model.watches import (
    LONGEST_WATCH_NAME,
    News,
    NewsCount,
    NewsKind,
    NewsSubject,
    Watch,
)
from itasearch.wording.language import Language, in_language
from itasearch.wording.watches import (
    counts_text,
    news_facts,
    news_mail,
    news_place,
    news_title,
    query_name,
)
from tests.cases import examples, whole

NOON = datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=UTC)
WATCH = Watch(
    id="0123456789abcdef",
    name="งดรับของขวัญ",
    query=Query(text="งดรับของขวัญ"),
    town="",
    owner="",
    made_at=NOON,
    checked_at=NOON,
)


def news(number: int, **values: Any) -> News:
    """News of WATCH."""
    made = News(
        number=number,
        watch_id=WATCH.id,
        kind=NewsKind.CHANGED,
        subject=NewsSubject.MEASURE,
        item_id="r1-t1r1",
        title="อบรม",
        organisation="",
        fiscal_year_be=None,
        found_at=NOON,
    )
    return replace(made, **values)


@examples("watches", "a search is named by its words and filters")
def test_a_search_is_named_by_its_words_and_filters(language: Language, name: str) -> None:
    filters = Filters(
        topics=("no_gift", "gone"),
        indicators=(3,),
        fiscal_years=(2567,),
        types=("town_municipality",),
        provinces=("พะเยา",),
    )
    query = Query(text="ของกำนัล", filters=filters)

    with in_language(language):
        found = query_name(query, organisations=["เทศบาลตำบลแม่กา"], like=[])

    assert found.startswith(name)


@examples("watches", "a search by filters alone is named by them")
def test_a_search_by_filters_alone_is_named_by_them(language: Language, name: str) -> None:
    filters = Filters(
        fiscal_years=(2566, 2567), types=("town_municipality",), provinces=("พะเยา", "เลย")
    )
    band = Refinement(arrangement=Arrangement(band=ScoreBand(least=85, most=95)))
    query = Query(text="", filters=filters, refinement=band)

    with in_language(language):
        assert query_name(query, organisations=[], like=[]) == name


@pytest.mark.parametrize(("language", "like"), [("th", "คล้าย “อบรม"), ("en", "like “อบรม")])
def test_a_long_name_of_a_search_is_cut(language: Language, like: str) -> None:
    with in_language(language):
        liked = query_name(Query(text=""), organisations=[], like=["อบรม" * 100])

    assert liked.startswith(like)
    assert len(liked) == LONGEST_WATCH_NAME


def test_counts_name_only_what_there_is() -> None:
    assert counts_text(NewsCount(new=2, changed=1)) == "ใหม่ 2 · เปลี่ยน 1"
    with in_language("en"):
        assert counts_text(NewsCount(changed=1_000)) == "1,000 changed"
    assert counts_text(NewsCount()) == ""


def test_news_of_what_is_not_known_have_shorter_lines() -> None:
    scores = news(1, subject=NewsSubject.ITA_SCORES, title="")

    assert news_title(scores) == "ผลประเมิน ITA"
    with in_language("en"):
        assert news_facts(scores) == ("changed",)
    assert news_place(WATCH, scores).address().startswith("?q=")
    assert news_place(WATCH, news(1, subject=NewsSubject.RESULTS)).address() == "library?report=r1"


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_mail_has_the_newest_first_with_links_in_its_language(language: Language) -> None:
    two_years = Query(text="งดรับของขวัญ", filters=Filters(fiscal_years=(2566, 2567)))
    search = replace(WATCH, name="งดรับ <ของขวัญ>", query=two_years)
    town = replace(WATCH, id="fedcba9876543210", name="เทศบาลตำบลแม่กา", query=None, town="o1")
    scores = news(
        3, subject=NewsSubject.ITA_SCORES, organisation="เทศบาลตำบลแม่กา", fiscal_year_be=2567
    )
    plan = news(2, subject=NewsSubject.PLAN, kind=NewsKind.NEW, title="แผน.pdf")
    with in_language(language):
        mail = news_mail({search: [news(1), plan], town: [scores]}, app_url="https://ita.example")

    found = f"{mail.subject}\n\n{mail.plain}\n{mail.html}\n"
    assert found == whole(f"mail.{language}.txt", found)


def test_a_mail_lists_the_newest_and_counts_the_rest() -> None:
    mail = news_mail(
        {WATCH: [news(number, title=f"ข่าวที่ {number}.") for number in range(30)]}, app_url=""
    )

    assert "ข่าวที่ 29." in mail.plain
    assert "ข่าวที่ 9." not in mail.plain
    assert mail.plain.index("ข่าวที่ 29.") < mail.plain.index("ข่าวที่ 10.")
    assert "และอีก 10 รายการ" in mail.plain
    assert mail.html.count("<li>") == 20
    assert "href" not in mail.html
