"""Order, limit a town, band of totals, compact cards and counts of the answer in the app."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.ranking import Arrangement, HitOrder, Refinement
from itasearch.workspace import Workspace
from tests.ui.conftest import go, in_url, shown_by, view_of

QUESTION = "จัดซื้อจัดจ้าง"


@pytest.fixture
def app(library_home: Path) -> AppTest:
    return view_of("search", library_home)


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


def test_towns_of_a_band_show_their_totals(app: AppTest) -> None:
    go(app, q=QUESTION, least="85")

    cards = shown_by(app).cards
    assert cards
    assert all("คะแนน ITA" in card.text for card in cards)
    assert shown_by(app).all('[aria-label="เอา “ITA ตั้งแต่ 85” ออก"]')


def test_the_line_above_the_hits_counts_the_towns_of_copies_too(
    app: AppTest, shared: Workspace
) -> None:
    found = shared.search(QUESTION, k=100)
    hits = found.hits[: found.answering]
    owners = [hit.organisation for hit in hits]
    owners += [copy.organisation for hit in hits for copy in hit.same_text]
    towns = {owner.id for owner in owners if owner is not None}

    line = " ".join(_found(go(app, q=QUESTION, k="100")).split())

    assert f"มาตรการที่ไม่ซ้ำกัน ใน {len(towns)} หน่วยงาน" in line
