"""Order, limit a town, band of totals, compact cards and counts of the answer in the app."""

from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.ranking import Arrangement, HitOrder, Refinement
from tests.ui.conftest import in_url, search_view, shown_by

QUESTION = "จัดซื้อจัดจ้าง"


@pytest.fixture
def app(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return search_view(library_home, monkeypatch)


def _go(app: AppTest, **parameters: str) -> AppTest:
    app.query_params.clear()
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def _press(app: AppTest, text: str) -> AppTest:
    """Follow the first link of this text."""
    href = next(link.href for link in shown_by(app).links if link.begins_with(text))
    found = parse_qs(urlsplit(href).query)
    return _go(app, **{name: values[0] for name, values in found.items()})


def _found(app: AppTest) -> str:
    return " ".join(one.text for one in shown_by(app).all('[role="status"]'))


def _titles(app: AppTest) -> list[str]:
    return [one.text for one in shown_by(app).all(".ita-title")]


def test_an_order_is_chosen_kept_in_the_address_and_named(app: AppTest, library_home: Path) -> None:
    _press(_go(app, q=QUESTION), "ปีล่าสุด")

    with open_workspace(library_home) as workspace:
        by_year = Refinement(arrangement=Arrangement(order=HitOrder.YEAR))
        expected = workspace.search(QUESTION, refinement=by_year)
    assert in_url(app, "order") == ["year"]
    assert len(_titles(app)) == len(expected.hits) > 1
    assert f"“ปีล่าสุด” ใน {expected.sorted_over} มาตรการที่ตรงที่สุด" in _found(app)


def test_towns_of_a_band_show_their_totals(app: AppTest) -> None:
    _go(app, q=QUESTION, least="85")

    cards = shown_by(app).cards
    assert cards
    assert all("คะแนน ITA" in card.text for card in cards)
    assert shown_by(app).all('[aria-label="เอา “ITA ตั้งแต่ 85” ออก"]')


@pytest.mark.parametrize(
    "values",
    [
        {"order": "sideways"},
        {"each": "1", "unlike": "r1-t1r1"},  # of addresses that were sent on before they went
        {"least": "nan"},
        {"least": "90", "most": "80"},
        {"cards": "<b>"},
    ],
)
def test_what_makes_no_sense_in_an_address_is_left_out(
    app: AppTest, values: dict[str, str]
) -> None:
    _go(app, q=QUESTION, **values)

    assert not app.exception
    assert shown_by(app).cards
    assert all(in_url(app, name) == [] for name in values)


def test_compact_cards_have_titles_and_the_way_to_all(app: AppTest) -> None:
    full = _titles(_go(app, q=QUESTION))
    _press(app, "ย่อ")

    assert in_url(app, "cards") == ["compact"]
    assert _titles(app) == full
    assert not shown_by(app).all(".ita-signals")
    assert all("อ่านทั้งมาตรการ" in card.text for card in shown_by(app).cards)


def test_filters_count_the_answer(app: AppTest, library_home: Path) -> None:
    _go(app, q=QUESTION)

    with open_workspace(library_home) as workspace:
        counted = Refinement(arrangement=Arrangement(counted=True))
        found = workspace.search(QUESTION, k=100, refinement=counted)
        whole = workspace.facet_counts()
    years = Counter(hit.fiscal_year_be for hit in found.hits[: found.answering])
    spoken = {one.spoken for one in shown_by(app).all('[role="checkbox"]')}
    assert years != whole.fiscal_years
    assert {f"{year} {count} มาตรการ" for year, count in years.items()} <= spoken


def test_a_chosen_filter_counts_what_others_of_its_kind_would_find(app: AppTest) -> None:
    def years(app: AppTest) -> set[str]:
        labels = [one.spoken for one in shown_by(app).all('[role="checkbox"]')]
        return {label for label in labels if label.startswith("256")}

    before = years(_go(app, q=QUESTION))

    assert len(before) > 1
    assert years(_go(app, q=QUESTION, year="2567")) == before
