"""Names and years of a query in the view ค้นหา: chips, choices, and what is not there."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.ranking import Filters, NameKind, Query, Ranking, UnderstoodName
from itasearch.ui.search.names import understood_html
from tests.ui.conftest import in_url, search_view, shown_by
from tests.ui.shown import shown

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
AS_WORDS = "ถือว่า “{}” เป็นคำค้นธรรมดา"


@pytest.fixture
def app(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return search_view(library_home, monkeypatch)


def go(app: AppTest, **parameters: str | list[str]) -> AppTest:
    app.query_params.clear()
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def chips(app: AppTest) -> dict[str, str]:
    """Names on chips with the addresses of their crosses."""
    found = [chip for chip in shown_by(app).chips if "เป็นคำค้นธรรมดา" in chip.spoken]
    return {chip.text.removesuffix("×"): chip.href for chip in found}


def test_names_and_years_are_chips_and_narrow_the_hits(app: AppTest) -> None:
    found = go(app, q="ของขวัญ ทต.แม่กา ปี 2566")

    assert set(chips(found)) == {"เทศบาลตำบลแม่กา", "ปี 2566"}
    assert in_url(found, "q") == ["ของขวัญ ทต.แม่กา ปี 2566"]


def test_a_chip_goes_away_on_click_and_its_words_count_again(app: AppTest) -> None:
    address = chips(go(app, q="ของขวัญ ทต.แม่กา ปี 2566"))["ปี 2566"]

    found = go(app, **parse_qs(urlsplit(address).query))

    assert set(chips(found)) == {"เทศบาลตำบลแม่กา"}
    assert in_url(found, "without") == ["ปี 2566"]
    assert "กรองเฉพาะ “ปี 2566”" in [link.text for link in shown_by(found).links]


def test_nothing_but_a_town_lists_its_measures(app: AppTest) -> None:
    found = go(app, q="ทต.แม่กา")

    assert shown_by(found).cards
    assert set(chips(found)) == {"เทศบาลตำบลแม่กา"}


def test_what_is_not_there_is_said(app: AppTest) -> None:
    found = go(app, q="ของขวัญ เทศบาลตำบลเขาวงกลม")

    assert "ไม่มีรายงานของ เทศบาลตำบลเขาวงกลม ในคลัง" in shown_by(found).text
    assert shown_by(found).cards


def test_a_filter_of_the_sidebar_wins(app: AppTest) -> None:
    found = go(app, q="ของขวัญ ปี 2566", year="2565")

    assert chips(found) == {}


def test_an_ambiguous_name_offers_each_reading() -> None:
    name = UnderstoodName(
        asked="หนองบัว",
        kind=NameKind.ORGANISATION,
        name="เทศบาลตำบลหนองบัว / องค์การบริหารส่วนตำบลหนองบัว",
        filters=Filters(organisation_ids=("o1", "o2")),
        choices=("เทศบาลตำบลหนองบัว", "องค์การบริหารส่วนตำบลหนองบัว"),
    )
    ranking = Ranking(query=Query(text="พัสดุ  หนองบัว"), hits=(), understood=(name,))

    links = shown(understood_html({"q": "พัสดุ  หนองบัว"}, ranking, off=())).links

    asked = [parse_qs(urlsplit(link.href).query).get("q", [""])[0] for link in links]
    assert "พัสดุ เทศบาลตำบลหนองบัว" in asked
    assert "พัสดุ องค์การบริหารส่วนตำบลหนองบัว" in asked


def test_hostile_names_stay_text() -> None:
    name = UnderstoodName(
        asked=HOSTILE,
        kind=NameKind.ORGANISATION,
        name=HOSTILE,
        filters=Filters(),
        choices=(HOSTILE, "ก"),
    )
    ranking = Ranking(query=Query(text=HOSTILE), hits=(), understood=(name,), not_held=(HOSTILE,))

    html = understood_html({"q": HOSTILE}, ranking, off=[name])

    assert not shown(html).all("script, img")
